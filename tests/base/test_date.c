#include <check.h>
#include <string.h>

#include "base/date.h"

static evne_date date(const char *iso)
{
    evne_date d = {0, 0, 0};

    ck_assert_msg(evne_date_parse(evne_str_of(iso), &d), "refused '%s'", iso);
    return d;
}

START_TEST(only_days_that_exist_are_dates)
{
    static const char *const bad[] = {"2026-02-30",  "2025-02-29", "2026-13-01",
                                      "2026-00-10",  "2026-1-05",  "26-01-05",
                                      "2026-01-05x", "",           "2026/01/05"};
    evne_date d;

    ck_assert_int_eq(date("2024-02-29").day, 29);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!evne_date_parse(evne_str_of(bad[i]), &d), "took '%s'", bad[i]);
}
END_TEST

START_TEST(day_numbers_go_both_ways_over_four_centuries)
{
    ck_assert_int_eq(evne_date_days(date("1970-01-01")), 0);
    for (long day = -62091; day < 84006; day++) {
        evne_date d = evne_date_of_days(day);
        ck_assert_int_eq(evne_date_days(d), day);
    }
}
END_TEST

START_TEST(weeks_follow_iso_8601_around_new_year)
{
    static const struct {
        const char *day;
        int year, week, weekday;
    } days[] = {{"2026-12-28", 2026, 53, 1}, {"2027-01-03", 2026, 53, 7},
                {"2027-01-04", 2027, 1, 1},  {"2025-12-29", 2026, 1, 1},
                {"2026-02-09", 2026, 7, 1},  {"1969-12-31", 1970, 1, 3}};

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        evne_week w = evne_date_week(date(days[i].day));
        ck_assert_int_eq(w.year, days[i].year);
        ck_assert_int_eq(w.week, days[i].week);
        ck_assert_int_eq(evne_date_weekday(date(days[i].day)), days[i].weekday);
    }
}
END_TEST

START_TEST(a_week_that_its_year_lacks_is_refused)
{
    evne_week w;

    ck_assert(evne_week_parse(EVNE_STR("2026-W53"), &w));
    ck_assert_int_eq(evne_date_days(evne_week_monday(w)), evne_date_days(date("2026-12-28")));
    ck_assert(!evne_week_parse(EVNE_STR("2025-W53"), &w));
    ck_assert(!evne_week_parse(EVNE_STR("2026-W00"), &w));
    ck_assert(!evne_week_parse(EVNE_STR("2026-7"), &w));
}
END_TEST

START_TEST(times_and_moments_keep_what_was_written)
{
    int minute;
    evne_moment m;

    ck_assert(evne_time_parse(EVNE_STR("08:30"), &minute) && minute == 510);
    ck_assert(evne_time_parse(EVNE_STR("8.05"), &minute) && minute == 485);
    ck_assert(!evne_time_parse(EVNE_STR("24:00"), &minute));
    ck_assert(!evne_time_parse(EVNE_STR("0830"), &minute));
    ck_assert(evne_moment_parse(EVNE_STR("2026-07-13T09:05:00+02:00"), &m));
    ck_assert_int_eq(m.second_of_day, 9 * 3600 + 300);
    ck_assert_int_eq(m.offset_min, 120);
    ck_assert(evne_moment_parse(EVNE_STR("2026-07-13T09:05Z"), &m) && m.offset_min == 0);
    ck_assert(!evne_moment_parse(EVNE_STR("2026-07-13"), &m));
}
END_TEST

START_TEST(danish_writes_dates_in_lower_case)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_buf buf = {.arena = arena};

    evne_date_long(&buf, date("2026-03-02"));
    evne_buf_puts(&buf, " ");
    evne_date_short(&buf, date("2026-03-02"));
    ck_assert_str_eq(evne_buf_text(&buf), "2. marts 2026 02.03.2026");
    ck_assert_int_eq(evne_weekday_of(EVNE_STR("lørdag")), 6);
    ck_assert_int_eq(evne_weekday_of(EVNE_STR("Saturday")), 0);
    evne_arena_free(arena);
}
END_TEST

START_TEST(a_shift_over_the_clock_change_counts_real_minutes)
{
    ck_assert_int_eq(evne_minutes_between(date("2026-10-24"), 23 * 60 + 30, 4 * 60 + 30), 360);
    ck_assert_int_eq(evne_minutes_between(date("2026-03-28"), 23 * 60 + 30, 4 * 60 + 30), 240);
    ck_assert_int_eq(evne_minutes_between(date("2026-06-01"), 23 * 60 + 30, 4 * 60 + 30), 300);
    ck_assert_int_eq(evne_minutes_between(date("2026-06-01"), 510, 630), 120);
}
END_TEST

Suite *test_date(void)
{
    Suite *suite = suite_create("date");
    TCase *tcase = tcase_create("date");

    tcase_add_test(tcase, only_days_that_exist_are_dates);
    tcase_add_test(tcase, day_numbers_go_both_ways_over_four_centuries);
    tcase_add_test(tcase, weeks_follow_iso_8601_around_new_year);
    tcase_add_test(tcase, a_week_that_its_year_lacks_is_refused);
    tcase_add_test(tcase, times_and_moments_keep_what_was_written);
    tcase_add_test(tcase, danish_writes_dates_in_lower_case);
    tcase_add_test(tcase, a_shift_over_the_clock_change_counts_real_minutes);
    suite_add_tcase(suite, tcase);
    return suite;
}
