/* Where sentences end: domain.md 5.1. A text is written with | where an end is wanted. */
#include "rules/sentences.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static evne_arena *arena;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

/* The sentences of `text` with | between them. */
static const char *split(const char *text)
{
    evne_buf out = {.arena = arena};
    const evne_extent *sentences;
    evne_str str = evne_str_of(text);
    size_t n = evne_sentences_split(arena, str, NULL, 0, &sentences);

    for (size_t i = 0; i < n; i++)
        evne_buf_printf(&out, "%s%.*s", i ? "|" : "",
                        EVNE_STR_ARGS(evne_str_slice(str, sentences[i].from, sentences[i].to)));
    return evne_buf_text(&out);
}

static void is_whole(const char *text)
{
    ck_assert_str_eq(split(text), text);
}

START_TEST(a_sentence_ends_before_a_capital_a_digit_or_an_opening_quote)
{
    ck_assert_str_eq(split("Hun kom. Hun gik! Kom hun? 4 dage gik. »Ja«, sagde hun."),
                     "Hun kom.|Hun gik!|Kom hun?|4 dage gik.|»Ja«, sagde hun.");
    ck_assert_str_eq(split("Det regnede. Åse blev hjemme. Ærligt talt."),
                     "Det regnede.|Åse blev hjemme.|Ærligt talt.");
    ck_assert_str_eq(split("Hun sagde »nej.« Derefter gik hun (hjem). Slut."),
                     "Hun sagde »nej.«|Derefter gik hun (hjem).|Slut.");
    is_whole("Hun kom. og gik");
    is_whole("Version 2.5.Nu");
}
END_TEST

START_TEST(an_ordinal_ends_no_sentence)
{
    is_whole("Hun mødte den 4. maj og den 5. Maj kl. 9.15.");
    is_whole("Mødt d. 4. 5. 2026 på lageret.");
    ck_assert_str_eq(split("Hun mødte kl. 9. Borger gik kl. 12.30. Fri."),
                     "Hun mødte kl. 9.|Borger gik kl. 12.30.|Fri.");
    ck_assert_str_eq(split("Det var i uge 10. Borger mødte."), "Det var i uge 10.|Borger mødte.");
    is_whole("1. Borger møder kl. 9");
}
END_TEST

START_TEST(an_abbreviation_ends_no_sentence)
{
    static const char *const texts[] = {
        "Opgaver, f.eks. Udpakning",
        "Se bl.a. Bilag 3",
        "Løft pr. Dag",
        "Plan nr. 4 og tlf. 12 34 56 78",
        "Jf. Lov om aktiv indsats",
        "Varer ca. 20 minutter og evt. Mere",
        "Samarbejde ift. Kolleger",
        "Timer inkl. Pauser og ekskl. Transport",
        "Hun arbejdede dvs. Pakkede",
        "Ordre 5 stk. 12 i alt",
        "Hun bor i St. Heddinge",
        "Aftalt m. Arbejdsgiver og mht. Pauser",
        "Lærken, hos dr. Holm i Sdr. Nissum",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        is_whole(texts[i]);
}
END_TEST

START_TEST(an_abbreviation_that_may_end_a_sentence_ends_it_before_a_capital)
{
    ck_assert_str_eq(split("Pakning, rengøring osv. Derefter pause."),
                     "Pakning, rengøring osv.|Derefter pause.");
    ck_assert_str_eq(split("Kasser, sække m.m. Hun gik."), "Kasser, sække m.m.|Hun gik.");
    ck_assert_str_eq(split("Papir, pap o.l. Så fri."), "Papir, pap o.l.|Så fri.");
    ck_assert_str_eq(split("Hun nåede 40 stk. Normen er 60 stk. 2 manglede."),
                     "Hun nåede 40 stk.|Normen er 60 stk. 2 manglede.");
}
END_TEST

START_TEST(an_initial_ends_no_sentence)
{
    is_whole("Konsulent A. Jensen og Lone B. Dahl kom");
    ck_assert_str_eq(split("Se bilag B. Borger mødte."), "Se bilag B.|Borger mødte.");
}
END_TEST

START_TEST(blank_lines_and_bullets_end_a_sentence)
{
    ck_assert_str_eq(split("Opgaver:\n- pakke varer\n- feje gulv\n\nBorger var"),
                     "Opgaver:|pakke varer|feje gulv|Borger var");
    ck_assert_str_eq(split("Aftalt\n• pause\n– fri\n1. møde\n2) slut"),
                     "Aftalt|pause|fri|1. møde|2) slut");
    is_whole("Hun arbejdede\nved pakkebordet den\n4. maj");
}
END_TEST

START_TEST(no_sentence_ends_inside_what_is_whole)
{
    evne_str text = EVNE_STR("Hun sagde »Nej. Jeg vil ikke.« Så gik hun. Slut.");
    evne_extent quotation = {strlen("Hun sagde "), strlen("Hun sagde »Nej. Jeg vil ikke.«")};
    const evne_extent *sentences;

    ck_assert_uint_eq(evne_sentences_split(arena, text, &quotation, 1, &sentences), 3);
    ck_assert_uint_eq(sentences[0].to, quotation.to);
}
END_TEST

START_TEST(nothing_has_no_sentence)
{
    const evne_extent *sentences;

    ck_assert_uint_eq(evne_sentences_split(arena, EVNE_STR(""), NULL, 0, &sentences), 0);
    ck_assert_uint_eq(evne_sentences_split(arena, EVNE_STR(" \n\n "), NULL, 0, &sentences), 0);
}
END_TEST

Suite *test_sentences(void)
{
    Suite *suite = suite_create("sentences");
    TCase *tcase = tcase_create("sentences");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_sentence_ends_before_a_capital_a_digit_or_an_opening_quote);
    tcase_add_test(tcase, an_ordinal_ends_no_sentence);
    tcase_add_test(tcase, an_abbreviation_ends_no_sentence);
    tcase_add_test(tcase, an_abbreviation_that_may_end_a_sentence_ends_it_before_a_capital);
    tcase_add_test(tcase, an_initial_ends_no_sentence);
    tcase_add_test(tcase, blank_lines_and_bullets_end_a_sentence);
    tcase_add_test(tcase, no_sentence_ends_inside_what_is_whole);
    tcase_add_test(tcase, nothing_has_no_sentence);
    suite_add_tcase(suite, tcase);
    return suite;
}
