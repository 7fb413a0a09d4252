#include <check.h>
#include <string.h>

#include "base/number.h"

static const char *danish(evne_arena *arena, double value, int decimals)
{
    evne_buf buf = {.arena = arena};

    evne_number_danish(&buf, value, decimals);
    return evne_buf_text(&buf);
}

static const char *plain(evne_arena *arena, double value)
{
    evne_buf buf = {.arena = arena};

    evne_number_plain(&buf, value);
    return evne_buf_text(&buf);
}

START_TEST(numbers_are_read_with_comma_or_dot)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {{"12", 12}, {"2,5", 2.5}, {"2.5", 2.5}, {"-3", -3}, {"0,05", 0.05}, {"007", 7}};
    static const char *const bad[] = {"",     "-",   ",5",    "5,",  "1.234,5",          "1e3",
                                      "0x10", "1 2", "2,5,1", "nan", "1234567890123456", "+1"};
    double value = 99;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert(evne_number_parse(evne_str_of(good[i].text), &value));
        ck_assert_double_eq(value, good[i].value);
    }
    value = 99;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!evne_number_parse(evne_str_of(bad[i]), &value), "took '%s'", bad[i]);
    ck_assert_double_eq(value, 99);
}
END_TEST

START_TEST(danish_numbers_have_comma_and_grouped_thousands)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    ck_assert_str_eq(danish(arena, 1.5, 2), "1,50");
    ck_assert_str_eq(danish(arena, 12345.5, 1), "12.345,5");
    ck_assert_str_eq(danish(arena, 1234567, 0), "1.234.567");
    ck_assert_str_eq(danish(arena, 5095, 0), "5.095");
    ck_assert_str_eq(danish(arena, -2, 0), "−2");
    ck_assert_str_eq(danish(arena, -0.001, 1), "0,0");
    evne_arena_free(arena);
}
END_TEST

START_TEST(halves_round_away_from_zero_as_they_are_written)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    ck_assert_str_eq(danish(arena, 0.125, 2), "0,13");
    ck_assert_str_eq(danish(arena, 1.005, 2), "1,01");
    ck_assert_str_eq(danish(arena, 2.5, 0), "3");
    ck_assert_str_eq(danish(arena, 41.0 / 45 * 100, 1), "91,1");
    evne_arena_free(arena);
}
END_TEST

START_TEST(large_numbers_are_written_whole)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    ck_assert_str_eq(plain(arena, 1e18), "1000000000000000000");
    ck_assert_str_eq(plain(arena, -9e15), "-9000000000000000");
    ck_assert_str_eq(plain(arena, 123456789012.25), "123456789012.25");
    ck_assert_str_eq(danish(arena, 999999.999, 2), "1.000.000,00");
    evne_arena_free(arena);
}
END_TEST

START_TEST(plain_numbers_are_as_short_as_they_can_be)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    ck_assert_str_eq(plain(arena, 1.67), "1.67");
    ck_assert_str_eq(plain(arena, -3), "-3");
    ck_assert_str_eq(plain(arena, 0.1 + 0.2), "0.3");
    ck_assert_str_eq(plain(arena, 98.50), "98.5");
    ck_assert_int_eq(evne_number_decimals(2.25, 1), 1);
    ck_assert_int_eq(evne_number_decimals(3, 2), 0);
    evne_arena_free(arena);
}
END_TEST

Suite *test_number(void)
{
    Suite *suite = suite_create("number");
    TCase *tcase = tcase_create("number");

    tcase_add_test(tcase, numbers_are_read_with_comma_or_dot);
    tcase_add_test(tcase, danish_numbers_have_comma_and_grouped_thousands);
    tcase_add_test(tcase, halves_round_away_from_zero_as_they_are_written);
    tcase_add_test(tcase, large_numbers_are_written_whole);
    tcase_add_test(tcase, plain_numbers_are_as_short_as_they_can_be);
    suite_add_tcase(suite, tcase);
    return suite;
}
