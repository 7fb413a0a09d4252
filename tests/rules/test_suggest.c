#include <check.h>
#include <string.h>

#include "rules/suggest.h"

static size_t distance(const char *a, const char *b)
{
    return evne_suggest_distance(evne_str_of(a), evne_str_of(b), 9);
}

START_TEST(a_swap_counts_as_one_mistake)
{
    ck_assert_uint_eq(distance("dato", "dato"), 0);
    ck_assert_uint_eq(distance("dato", "daot"), 1);
    ck_assert_uint_eq(distance("dato", "datoo"), 1);
    ck_assert_uint_eq(distance("dato", "dao"), 1);
    ck_assert_uint_eq(distance("dato", "dxto"), 1);
    ck_assert_uint_eq(distance("", "abc"), 3);
    ck_assert_uint_eq(distance("ca", "abc"), 3);
}
END_TEST

START_TEST(danish_letters_case_and_dashes_make_no_difference)
{
    ck_assert(evne_suggest_same(EVNE_STR("Skånehensyn"), EVNE_STR("skaanehensyn")));
    ck_assert(evne_suggest_same(EVNE_STR("forløb-nr"), EVNE_STR("forloeb_nr")));
    ck_assert(evne_suggest_same(EVNE_STR("LÆGE"), EVNE_STR("laege")));
    ck_assert(!evne_suggest_same(EVNE_STR("laege"), EVNE_STR("laeger")));
}
END_TEST

START_TEST(distance_stops_at_what_is_asked_for)
{
    ck_assert_uint_eq(evne_suggest_distance(EVNE_STR("borger"), EVNE_STR("myndighed"), 2), 3);
    ck_assert_uint_eq(evne_suggest_distance(EVNE_STR("a"), EVNE_STR("abcdef"), 2), 3);
}
END_TEST

START_TEST(nearest_word_wins_and_far_ones_do_not_count)
{
    evne_nearest nearest = {.wanted = EVNE_STR("skånehensin")};

    evne_suggest_consider(&nearest, EVNE_STR("borger"));
    ck_assert_uint_eq(nearest.word.len, 0);
    evne_suggest_consider(&nearest, EVNE_STR("skaanehensynet"));
    evne_suggest_consider(&nearest, EVNE_STR("skaanehensyn"));
    evne_suggest_consider(&nearest, EVNE_STR("skaanehensynx"));
    ck_assert(evne_str_is(nearest.word, "skaanehensyn"));
}
END_TEST

START_TEST(words_of_any_length_and_any_bytes_are_compared)
{
    static char first[5000], second[5000];

    memset(first, 'a', sizeof first);
    memset(second, '\xFF', sizeof second);
    for (size_t i = 0; i + 1 < sizeof first; i += 2)
        memcpy(first + i, "å", 2);
    evne_suggest_distance((evne_str){first, sizeof first}, (evne_str){second, sizeof second}, 99);
    ck_assert(evne_suggest_same((evne_str){first, 400}, (evne_str){first, 4000}));
}
END_TEST

Suite *test_suggest(void)
{
    Suite *suite = suite_create("suggest");
    TCase *tcase = tcase_create("suggest");

    tcase_add_test(tcase, a_swap_counts_as_one_mistake);
    tcase_add_test(tcase, danish_letters_case_and_dashes_make_no_difference);
    tcase_add_test(tcase, distance_stops_at_what_is_asked_for);
    tcase_add_test(tcase, nearest_word_wins_and_far_ones_do_not_count);
    tcase_add_test(tcase, words_of_any_length_and_any_bytes_are_compared);
    suite_add_tcase(suite, tcase);
    return suite;
}
