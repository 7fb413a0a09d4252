/* Patterns in pieces and with common beginnings taken out: quicker, and the same. */
#include "rules/factor.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/branches.h"
#include "rules/pattern.h"

static evne_arena *arena;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

static const char *factored(const char *pattern)
{
    evne_str out = evne_factor(arena, evne_str_of(pattern));

    return evne_arena_copy(arena, out.p, out.len);
}

static const char *branches(const char *pattern)
{
    evne_str pieces[EVNE_MOST_BRANCHES];
    evne_buf out = {.arena = arena};
    size_t n = evne_branches_find(evne_str_of(pattern), pieces);

    for (size_t i = 0; i < n; i++)
        evne_buf_printf(&out, "%s%.*s", i ? "  " : "", EVNE_STR_ARGS(pieces[i]));
    return evne_buf_text(&out);
}

START_TEST(a_pattern_is_its_alternatives)
{
    ck_assert_str_eq(branches("a|b(?:c|d)|[|]e\\||"), "a  b(?:c|d)  [|]e\\|  ");
    ck_assert_str_eq(branches("abc"), "abc");
    ck_assert_str_eq(branches("(?=a|b)c|(?<!d|e)f"), "(?=a|b)c  (?<!d|e)f");
}
END_TEST

START_TEST(what_reaches_over_alternatives_is_not_divided)
{
    static const char *const patterns[] = {"(a)|b",     "(?i)a|b", "\\Qa|b\\E",
                                           "a|b)",      "(?:a|b",  "a|[[:x:]]b",
                                           "(?<n>a)|b", "a|\\1",   "(*COMMIT)a|b"};

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        ck_assert_str_eq(branches(patterns[i]), patterns[i]);
}
END_TEST

START_TEST(more_alternatives_than_fit_are_not_divided)
{
    evne_buf pattern = {.arena = arena};

    for (int i = 0; i < EVNE_MOST_BRANCHES; i++)
        evne_buf_puts(&pattern, "a|");
    ck_assert_str_eq(branches(evne_buf_text(&pattern)), evne_buf_text(&pattern));
}
END_TEST

START_TEST(common_beginnings_are_taken_out)
{
    ck_assert_str_eq(factored("\\b(?:doven|dovent|dum)\\b"), "\\b(?:d(?:oven(?:|t)|um))\\b");
    ck_assert_str_eq(factored("(?:ja|nej)"), "(?:ja|nej)");
    ck_assert_str_eq(factored("(?:ad|bd|cd|dd)"), "(?:(?=[abcd])(?:ad|bd|cd|dd))");
    ck_assert_str_eq(factored("ked\\s+af\\s+det|ked\\s+af"), "ked\\s+af(?:\\s+det|)");
    ck_assert_str_eq(factored("(?:åben|ål)"), "(?:å(?:ben|l))");
}
END_TEST

START_TEST(what_has_no_plain_beginning_keeps_its_place)
{
    ck_assert_str_eq(factored("(?:ab|\\w+|ac)"), "(?:ab|\\w+|ac)");
    ck_assert_str_eq(factored("(?:ab?|a?c|ad)"), "(?:ab?|a?c|ad)");
    ck_assert_str_eq(factored("(?:a{2}|ab|[ab]|ab)"), "(?:a{2}|ab|[ab]|ab)");
}
END_TEST

START_TEST(unknown_syntax_is_left_alone)
{
    static const char *const patterns[] = {"(?i)ab|ac", "\\Qab|ac\\E", "(?<n>ab|ac)",
                                           "ab|ac\\1",  "(*F)ab|ac",   "ab|ac)",
                                           "(?:ab|ac",  "+ab|ac",      "[[:x:]]ab|ac"};

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        ck_assert_str_eq(factored(patterns[i]), patterns[i]);
}
END_TEST

/* A small generator: the same numbers in every run. */
static unsigned state = 1;

static unsigned any(unsigned n)
{
    state = state * 1103515245u + 12345u;
    return (state >> 16) % n;
}

static void put_random(evne_buf *out, int depth)
{
    static const char *const atoms[] = {"a",    "b",      "ab",  "æ", "\\s+", "a?",
                                        "[ab]", "b{1,2}", "\\b", "",  "ba",   "\\w"};
    unsigned n = 1 + any(5);

    for (unsigned i = 0; i < n; i++) {
        if (i)
            evne_buf_put_char(out, '|');
        for (unsigned j = any(4); j-- > 0;) {
            if (depth && any(4) == 0) {
                evne_buf_puts(out, any(4) ? "(?:" : "(?=");
                put_random(out, depth - 1);
                evne_buf_puts(out, ")");
            } else {
                evne_buf_puts(out, atoms[any(12)]);
            }
        }
    }
}

static const char *random_text(void)
{
    static const char *const letters[] = {"a", "b", "æ", " ", "ab", "A"};
    evne_buf out = {.arena = arena};

    for (unsigned i = any(10); i-- > 0;)
        evne_buf_puts(&out, letters[any(6)]);
    return evne_buf_text(&out);
}

static evne_pattern *compiled(const char *pattern)
{
    evne_pattern *out;
    evne_error err;

    if (evne_pattern_new(evne_str_of(pattern), true, &out, &err) != EVNE_OK)
        ck_abort_msg("'%s': %s", pattern, err.text);
    return out;
}

static void is_same(const char *written)
{
    const char *quick = factored(written);
    evne_pattern *a = compiled(written), *b = compiled(quick);

    for (int i = 0; i < 20; i++) {
        const char *text = random_text();
        evne_match x = {0}, y = {0};
        evne_matching found = evne_pattern_match(a, evne_str_of(text), 0, &x);
        if (found != evne_pattern_match(b, evne_str_of(text), 0, &y) || x.from != y.from ||
            x.to != y.to)
            ck_abort_msg("'%s' became '%s', which differs in '%s'", written, quick, text);
    }
    evne_pattern_free(a);
    evne_pattern_free(b);
}

START_TEST(a_factored_pattern_matches_the_same_at_the_same_place)
{
    for (int i = 0; i < 3000; i++) {
        evne_buf pattern = {.arena = arena};
        put_random(&pattern, 2);
        is_same(evne_buf_text(&pattern));
    }
}
END_TEST

Suite *test_factor(void)
{
    Suite *suite = suite_create("factor");
    TCase *tcase = tcase_create("factor");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_pattern_is_its_alternatives);
    tcase_add_test(tcase, what_reaches_over_alternatives_is_not_divided);
    tcase_add_test(tcase, more_alternatives_than_fit_are_not_divided);
    tcase_add_test(tcase, common_beginnings_are_taken_out);
    tcase_add_test(tcase, what_has_no_plain_beginning_keeps_its_place);
    tcase_add_test(tcase, unknown_syntax_is_left_alone);
    tcase_add_test(tcase, a_factored_pattern_matches_the_same_at_the_same_place);
    suite_add_tcase(suite, tcase);
    return suite;
}
