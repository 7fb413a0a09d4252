#include <check.h>
#include <string.h>

#include "rules/pattern.h"

static evne_pattern *pattern;

static void compile(const char *source, bool caseless)
{
    evne_error err;

    ck_assert_int_eq(evne_pattern_new(evne_str_of(source), caseless, &pattern, &err), EVNE_OK);
}

static void check_match(const char *subject, size_t start, evne_matching expected)
{
    ck_assert_int_eq(evne_pattern_match(pattern, evne_str_of(subject), start, NULL), expected);
}

START_TEST(match_gives_offsets_and_groups)
{
    evne_match match;

    compile("(\\d+)(x)? (timer|uger)", false);
    ck_assert_int_eq(evne_pattern_match(pattern, evne_str_of("på 12 timer"), 0, &match),
                     EVNE_MATCH);
    ck_assert_uint_eq(match.from, 4);
    ck_assert_uint_eq(match.to, 12);
    ck_assert_uint_eq(match.n_groups, 4);
    ck_assert(evne_str_is(match.groups[0], "12 timer"));
    ck_assert(evne_str_is(match.groups[1], "12"));
    ck_assert_ptr_null(match.groups[2].p);
    ck_assert(evne_str_is(match.groups[3], "timer"));
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(more_groups_than_a_match_holds_are_cut)
{
    evne_match match;

    compile("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", false);
    ck_assert_int_eq(evne_pattern_match(pattern, evne_str_of("abcdefghijk"), 0, &match),
                     EVNE_MATCH);
    ck_assert_uint_eq(match.n_groups, 10);
    ck_assert(evne_str_is(match.groups[9], "i"));
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(letters_are_unicode_and_case_can_be_ignored)
{
    compile("^\\w+$", false);
    check_match("æøåÆ", 0, EVNE_MATCH);
    evne_pattern_free(pattern);
    compile("ÅRSAG", true);
    check_match("årsag", 0, EVNE_MATCH);
    evne_pattern_free(pattern);
    compile("ÅRSAG", false);
    check_match("årsag", 0, EVNE_NO_MATCH);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(search_starts_where_it_is_told)
{
    evne_match match;

    compile("a", false);
    ck_assert_int_eq(evne_pattern_match(pattern, EVNE_STR("aba"), 1, &match), EVNE_MATCH);
    ck_assert_uint_eq(match.from, 2);
    check_match("aba", 3, EVNE_NO_MATCH);
    check_match("aba", 99, EVNE_NO_MATCH);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(whole_match_tries_every_alternative)
{
    compile("a|ab", false);
    ck_assert_int_eq(evne_pattern_match_whole(pattern, EVNE_STR("ab")), EVNE_MATCH);
    ck_assert_int_eq(evne_pattern_match_whole(pattern, EVNE_STR("abc")), EVNE_NO_MATCH);
    ck_assert_int_eq(evne_pattern_match_whole(pattern, EVNE_STR("a\n")), EVNE_NO_MATCH);
    ck_assert_int_eq(evne_pattern_match_whole(pattern, (evne_str){NULL, 0}), EVNE_NO_MATCH);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(pattern_that_never_ends_is_a_limit_with_and_without_machine_code)
{
    static const char *const hostile[] = {"(a+)+$", "(a|a?)+$", "(?:a*)*b$", "(.*)*x$"};
    char subject[3000];

    memset(subject, 'a', sizeof subject);
    subject[sizeof subject - 1] = '!';
    for (size_t i = 0; i < 2 * (sizeof hostile / sizeof *hostile); i++) {
        evne_str text = {subject, sizeof subject};
        compile(hostile[i / 2], false);
        if (i % 2)
            evne_pattern_speed_up(pattern);
        ck_assert_msg(evne_pattern_match(pattern, text, 0, NULL) != EVNE_MATCH, "%s",
                      hostile[i / 2]);
        if (i / 2 < 2)
            ck_assert_int_eq(evne_pattern_match(pattern, text, 0, NULL), EVNE_MATCH_LIMIT);
        evne_pattern_free(pattern);
    }
}
END_TEST

START_TEST(small_stack_of_machine_code_does_not_hide_a_match)
{
    static char subject[200000];

    memset(subject, 'b', sizeof subject);
    compile("^(?:a|b)*+$", false);
    evne_pattern_speed_up(pattern);
    ck_assert_int_eq(evne_pattern_match(pattern, (evne_str){subject, sizeof subject}, 0, NULL),
                     EVNE_MATCH);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(machine_code_finds_the_same)
{
    evne_match slow, fast;
    evne_str text = EVNE_STR("Borger mødte kl. 8.30 og gik kl. 11.15.");

    compile("\\b(\\d+)\\.(\\d\\d)\\b", true);
    ck_assert_int_eq(evne_pattern_match(pattern, text, 20, &slow), EVNE_MATCH);
    evne_pattern_speed_up(pattern);
    ck_assert_int_eq(evne_pattern_match(pattern, text, 20, &fast), EVNE_MATCH);
    ck_assert_uint_eq(slow.from, fast.from);
    ck_assert_uint_eq(slow.to, fast.to);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_match_nothing_and_break_nothing)
{
    compile(".", false);
    check_match("\xFF\xC3", 0, EVNE_NO_MATCH);
    check_match("\xFF"
                "a",
                0, EVNE_MATCH);
    check_match("\xC3\xA6", 1, EVNE_NO_MATCH);
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(faulty_pattern_is_quoted_with_the_place_of_its_fault)
{
    evne_error err;

    ck_assert_int_eq(evne_pattern_new(EVNE_STR("a(b"), false, &pattern, &err), EVNE_PLUGIN);
    ck_assert_ptr_null(pattern);
    ck_assert_str_eq(err.text, "pattern 'a(b' is wrong at byte 3: missing closing parenthesis");
    ck_assert_int_eq(evne_pattern_new(EVNE_STR("\\C"), false, &pattern, &err), EVNE_PLUGIN);
    ck_assert_int_eq(evne_pattern_new(EVNE_STR("\xFF"), false, &pattern, &err), EVNE_PLUGIN);
}
END_TEST

START_TEST(pattern_of_unreasonable_length_is_refused)
{
    static char source[20000];
    evne_error err;

    memset(source, 'a', sizeof source);
    ck_assert_int_eq(evne_pattern_new((evne_str){source, sizeof source}, false, &pattern, &err),
                     EVNE_PLUGIN);
}
END_TEST

Suite *test_pattern(void)
{
    Suite *suite = suite_create("pattern");
    TCase *tcase = tcase_create("pattern");

    tcase_add_test(tcase, match_gives_offsets_and_groups);
    tcase_add_test(tcase, more_groups_than_a_match_holds_are_cut);
    tcase_add_test(tcase, letters_are_unicode_and_case_can_be_ignored);
    tcase_add_test(tcase, search_starts_where_it_is_told);
    tcase_add_test(tcase, whole_match_tries_every_alternative);
    tcase_add_test(tcase, pattern_that_never_ends_is_a_limit_with_and_without_machine_code);
    tcase_add_test(tcase, small_stack_of_machine_code_does_not_hide_a_match);
    tcase_add_test(tcase, machine_code_finds_the_same);
    tcase_add_test(tcase, bytes_that_are_not_utf8_match_nothing_and_break_nothing);
    tcase_add_test(tcase, faulty_pattern_is_quoted_with_the_place_of_its_fault);
    tcase_add_test(tcase, pattern_of_unreasonable_length_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
