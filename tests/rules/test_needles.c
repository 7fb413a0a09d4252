/*
 * What every match needs. A wrong needle is a rule that is silently not checked, so beside what
 * patterns give, the shipped way of writing them is held against the patterns themselves.
 */
#include "rules/needles.h"

#include <check.h>
#include <string.h>

#include "rules/pattern.h"
#include "rules/sieve.h"

static evne_arena *arena;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

/* "<doven>,dov & til": < and > for the ends of a word; "4# " before for digits; "?" for nothing
 * known. */
static const char *needles_of(const char *pattern)
{
    evne_needles needles =
        evne_needles_find(arena, evne_needles_memo_new(arena), evne_str_of(pattern));
    evne_buf out = {.arena = arena};

    if (needles.n_digits)
        evne_buf_printf(&out, "%zu# ", needles.n_digits);
    for (size_t i = 0; i < needles.n_sets; i++)
        for (size_t j = 0; j < needles.sets[i].count; j++) {
            const evne_needle *n = &needles.sets[i].items[j];
            evne_buf_printf(&out, "%s%s%.*s%s",
                            j   ? ","
                            : i ? " & "
                                : "",
                            n->begins_word ? "<" : "", EVNE_STR_ARGS(n->text),
                            n->ends_word ? ">" : "");
        }
    if (needles.n_sets == 0)
        evne_buf_puts(&out, "?");
    return evne_buf_text(&out);
}

START_TEST(words_are_read_with_their_endings)
{
    ck_assert_str_eq(needles_of("\\bDoven\\b"), "<doven>");
    ck_assert_str_eq(needles_of("\\bsløv(?:t|e)?\\b"), "<sløvt>,<sløve>,<sløv>");
    ck_assert_str_eq(needles_of("\\bugidelig\\w*"), "<ugidelig");
    ck_assert_str_eq(needles_of("(?:u|ikke\\s+)motiveret"), "umotiveret,ikke motiveret");
    ck_assert_str_eq(needles_of("ÆRLIGT"), "ærligt");
}
END_TEST

START_TEST(of_a_sequence_the_best_part_is_taken)
{
    ck_assert_str_eq(needles_of("\\b(?:er|var)\\s+(?:\\w+\\s+){0,2}(?:besværlig|umulig)\\b"),
                     "<besværlig>,<umulig> & <er>,<var>");
    ck_assert_str_eq(needles_of("\\bhar\\s+(?:ikke|ingen)\\s+lyst"),
                     "<har ikke lyst,<har ingen lyst");
}
END_TEST

START_TEST(what_may_be_absent_is_no_needle)
{
    ck_assert_str_eq(needles_of("(?:meget\\s+)?træt"), "meget træt,træt");
    ck_assert_str_eq(needles_of("(?:\\w+\\s+)?træt"), "træt");
    ck_assert_str_eq(needles_of("er\\s+(?:\\w+\\s+)?træt"), "<træt & er>");
    ck_assert_str_eq(needles_of("a?b*"), "?");
    ck_assert_str_eq(needles_of("(?:abc|)"), "?");
    ck_assert_str_eq(needles_of("abc|\\w+"), "?");
    ck_assert_str_eq(needles_of("(?!nej)ja(?=da)"), "ja");
    ck_assert_str_eq(needles_of("abcd?"), "abcd,abc");
    ck_assert_str_eq(needles_of("[^x]"), "?");
}
END_TEST

START_TEST(digits_are_counted)
{
    ck_assert_str_eq(needles_of("\\d{2}\\s\\d{2}"), "4#  ");
    ck_assert_str_eq(needles_of("(?:0[1-9]|[12]\\d)x"), "2# x");
    ck_assert_str_eq(needles_of("\\d+\\s*mg\\b|morfin"), "<mg>,mg>,morfin");
    ck_assert_str_eq(needles_of("[\\d-]kg"), "kg");
    ck_assert_str_eq(needles_of("x{6}"), "xxxx");
}
END_TEST

START_TEST(what_is_not_understood_is_tried_everywhere)
{
    static const char *const patterns[] = {
        "(a)\\1bc", "(?x) a b c", "\\Qabc\\E",      "(*COMMIT)abc", "(?R)?abc",
        "abc\\K",   "(?i)abc",    "(abc",           "abc)",         "[[:alpha:]]abc",
        "+abc",     "(?<n>abc)",  "(?(?=a)abc|abd)"};

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        ck_assert_str_eq(needles_of(patterns[i]), "?");
}
END_TEST

START_TEST(letters_with_unusual_cases_are_no_needle)
{
    ck_assert_str_eq(needles_of("straßenbahn"), "enbahn & stra");
    ck_assert_str_eq(needles_of("żł"), "?");
}
END_TEST

/* Does the sieve let `pattern` through wherever it matches? */
static void is_sound(const char *pattern, const char *text)
{
    evne_sieve *sieve = evne_sieve_new(arena);
    const uint32_t *numbers;
    evne_pattern *compiled;
    evne_prose prose;
    evne_error err;
    bool passes = false;

    ck_assert_int_eq(evne_pattern_new(evne_str_of(pattern), true, &compiled, &err), EVNE_OK);
    evne_prose_read(arena, evne_str_of(text), &prose);
    evne_sieve_add(sieve, evne_str_of(pattern), true);
    for (size_t i = 0; i < prose.n_sentences; i++)
        passes = passes || evne_sieve_pass(sieve, &prose, i, &numbers) > 0;
    if (evne_pattern_match(compiled, prose.text, 0, NULL) == EVNE_MATCH)
        ck_assert_msg(passes, "'%s' matches '%s' and does not pass", pattern, text);
    evne_pattern_free(compiled);
}

START_TEST(the_sieve_lets_through_whatever_matches)
{
    static const char *const patterns[] = {
        "\\bdoven\\b", "doven",           "\\b§\\s*\\d+",
        "\\bÅse\\b",   "\\bm\\.?v\\b",    "\\b(?:gal|fed)\\b",
        "\\d{3}",      "[æøå]l\\b",       "\\b(?:ja|nej)(?:da)?\\b",
        "x|y",         "\\B(?:en|et)\\b", "é",
        "k\\b",        "straße",          "(?:ſ|s)å",
    };
    static const char *const texts[] = {
        "Han er DOVEN.", "»doven«", "Se § 12",    "hos ÅSE.", "osv. m.v.",      "fed, gal",
        "ørn og ÅL",     "neJda",   "٣٤٥ er tal", "sy X",     "husET",          "cafE\xCC\x81",
        "O\xE2\x84\xAA", "ſå",      "1234",       "æ-doven_", "STRASSE Straße",
    };

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            is_sound(patterns[i], texts[j]);
}
END_TEST

Suite *test_needles(void)
{
    Suite *suite = suite_create("needles");
    TCase *tcase = tcase_create("needles");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, words_are_read_with_their_endings);
    tcase_add_test(tcase, of_a_sequence_the_best_part_is_taken);
    tcase_add_test(tcase, what_may_be_absent_is_no_needle);
    tcase_add_test(tcase, digits_are_counted);
    tcase_add_test(tcase, what_is_not_understood_is_tried_everywhere);
    tcase_add_test(tcase, letters_with_unusual_cases_are_no_needle);
    tcase_add_test(tcase, the_sieve_lets_through_whatever_matches);
    suite_add_tcase(suite, tcase);
    return suite;
}
