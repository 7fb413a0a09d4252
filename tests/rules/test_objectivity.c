/* A case's texts: which are read, by whose words, and where in the file a hit stands. */
#include "rules/objectivity.h"

#include <check.h>
#include <string.h>

#include "data/casefile.h"
#include "packs.h"

#define KEY(name, kind) .key = {name, sizeof name - 1}, .type = EVNE_FIELD_##kind
#define CHILDREN(array) .children = array, .n_children = sizeof array / sizeof *array

static const evne_voice_case cases[] = {{{"borger", 6}, EVNE_VOICE_CITIZEN}};

static const evne_field note_keys[] = {
    {KEY("kilde", TEXT), .voice = EVNE_VOICE_NOBODY},
    {KEY("tekst", LONG), .voice_key = {"kilde", 5}, .voice_cases = cases, .n_voice_cases = 1},
};
static const evne_field note[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(note_keys)}};
static const evne_field line[] = {{.type = EVNE_FIELD_TEXT}};
static const evne_field top[] = {
    {KEY("titel", TEXT), .is_optional = true},
    {KEY("tekst", LONG), .is_optional = true},
    {KEY("plan", LONG), .is_optional = true, .voice = EVNE_VOICE_PLAN},
    {KEY("ord", LONG), .is_optional = true, .voice = EVNE_VOICE_CITIZEN},
    {KEY("navn", NAME), .is_optional = true},
    {KEY("firma", TEXT), .is_optional = true, .voice = EVNE_VOICE_NAMES},
    {KEY("noter", LIST), .is_optional = true, CHILDREN(note)},
    {KEY("linjer", LIST), .is_optional = true, .is_lenient = true, CHILDREN(line)},
};
static const evne_field schema = {.type = EVNE_FIELD_GROUP, CHILDREN(top)};

static packs p;

static void setup(void)
{
    packs_begin(&p);
    packs_add(&p, "egne",
              "regler:\n" RULE("A1", "    moenster: '\\b(?:doven|glad)\\b'\n    erstat: træt\n")
                  RULE("C1", "    felter: alle\n    moenster: '\\d{6}-\\d{4}'\n    i_citat: ja\n")
                      RULE("P1", "    felter: plan\n    moenster: løbende\n"));
    packs_finish(&p);
}

static void teardown(void)
{
    packs_free(&p);
}

static void check_twice(const char *yaml, int times)
{
    const evne_value *sag, *selected;
    evne_objectivity *objectivity;
    evne_error err;

    ck_assert_int_eq(evne_casefile_parse(p.arena, "s", evne_str_of(yaml), p.problems, &sag, &err),
                     EVNE_OK);
    evne_fields_apply(p.arena, &schema, NULL, sag, p.problems, &selected);
    objectivity = evne_objectivity_new(p.arena, p.scanner, evne_str_of(yaml));
    evne_objectivity_know(objectivity, &schema, sag);
    for (int i = 0; i < times; i++)
        evne_objectivity_check(objectivity, &schema, selected, p.problems);
}

/* "line:column-line:column path hit", one a line. */
static const char *places_of(const char *yaml)
{
    evne_buf out = {.arena = p.arena};

    check_twice(yaml, 1);
    evne_problems_sort(p.problems);
    for (size_t i = 0; i < evne_problems_count(p.problems); i++) {
        const evne_problem *one = evne_problems_at(p.problems, i);
        evne_buf_printf(&out, "%u:%u-%u:%u %s %.*s\n", (unsigned)one->line, (unsigned)one->column,
                        (unsigned)one->end_line, (unsigned)one->end_column, one->path,
                        (int)one->hit_len, one->sentence + one->hit_at);
    }
    return evne_buf_text(&out);
}

START_TEST(a_hit_in_a_folded_text_is_at_its_line_and_column)
{
    ck_assert_str_eq(places_of("tekst: >- # folded\n"
                               "  Hun kom.\n"
                               "  Så var hun\n"
                               "  ærlig og doven\n"
                               "\n"
                               "  igen: doven.\n"),
                     "4:12-4:17 tekst doven\n6:9-6:14 tekst doven\n");
}
END_TEST

START_TEST(a_hit_in_a_literal_text_is_at_its_line_and_column)
{
    ck_assert_str_eq(places_of("noter:\n"
                               "  - kilde: konsulent\n"
                               "    tekst: |\n"
                               "      Opgaver:\n"
                               "        - doven\n"
                               "\n"
                               "      æøå doven\n"),
                     "5:11-5:16 noter[1].tekst doven\n7:11-7:16 noter[1].tekst doven\n");
}
END_TEST

START_TEST(a_hit_in_a_quoted_text_is_at_its_line_and_column)
{
    ck_assert_str_eq(places_of("tekst: 'Hun sagde ''nej'',\n"
                               "  men var doven.'\n"),
                     "2:11-2:16 tekst doven\n");
    evne_problems_sort(p.problems);
    p.problems = evne_problems_new(p.arena);
    ck_assert_str_eq(places_of("plan: \"F\\u00f8rst \\\"x\\\" \\\n"
                               "   \\tog l\\xF8bende \\n doven\"\n"),
                     "2:9-2:19 plan løbende\n2:23-2:28 plan doven\n");
}
END_TEST

START_TEST(a_hit_in_a_plain_text_of_several_lines_is_at_its_line_and_column)
{
    ck_assert_str_eq(places_of("tekst: Hun var\n"
                               "   i dag\n"
                               "   doven.\n"),
                     "3:4-3:9 tekst doven\n");
}
END_TEST

START_TEST(a_hit_over_two_lines_ends_on_the_second)
{
    ck_assert_str_eq(places_of("ord: >\n"
                               "  Nr. 631171-\n"
                               "  0008 og 631171-0008\n"),
                     "3:11-3:22 ord 631171-xxxx\n");
}
END_TEST

START_TEST(a_decomposed_letter_does_not_move_the_column)
{
    ck_assert_str_eq(places_of("tekst: Sa\xCC\x8A doven.\n"), "1:12-1:17 tekst doven\n");
}
END_TEST

START_TEST(the_citizens_words_are_read_by_few_rules)
{
    ck_assert_str_eq(places_of("ord: Jeg er doven, 631171-0008.\n"
                               "noter:\n"
                               "  - {kilde: borger, tekst: doven}\n"
                               "  - {kilde: laege, tekst: doven}\n"
                               "linjer: doven\n"
                               "plan: løbende\n"
                               "titel: doven\n"),
                     "1:20-1:31 ord 631171-xxxx\n4:27-4:32 noter[2].tekst doven\n"
                     "5:9-5:14 linjer[1] doven\n6:7-6:14 plan løbende\n7:8-7:13 titel doven\n");
}
END_TEST

START_TEST(names_of_the_case_are_no_hits)
{
    ck_assert_str_eq(places_of("tekst: Peter Glad hos Doven A/S er glad.\n"
                               "navn: {fornavn: Peter, efternavn: Glad}\n"
                               "firma: Doven A/S\n"),
                     "1:36-1:40 tekst glad\n");
}
END_TEST

START_TEST(a_finding_says_all_that_output_needs)
{
    const evne_problem *one;

    check_twice("tekst: Cpr 631171-0008. Han er doven.\n", 1);
    evne_problems_sort(p.problems);
    ck_assert_uint_eq(evne_problems_count(p.problems), 2);
    one = evne_problems_at(p.problems, 0);
    ck_assert_str_eq(one->message, "»631171-xxxx«: b");
    ck_assert_str_eq(one->sentence, "Cpr 631171-xxxx.");
    one = evne_problems_at(p.problems, 1);
    ck_assert_str_eq(one->code, "A1");
    ck_assert_str_eq(one->message, "»doven«: b");
    ck_assert_str_eq(one->suggestion, "o");
    ck_assert_str_eq(one->why, "h");
    ck_assert_str_eq(one->sentence, "Han er doven.");
    ck_assert(one->has_rewrite);
    ck_assert_str_eq(one->rewrite, "træt");
}
END_TEST

START_TEST(a_case_checked_for_two_reports_gives_each_finding_once)
{
    check_twice("tekst: doven\n", 2);
    ck_assert_uint_eq(evne_problems_count(p.problems), 1);
}
END_TEST

START_TEST(a_text_of_mistakes_ends_with_a_word_about_the_rest)
{
    evne_buf yaml = {.arena = p.arena};

    evne_buf_puts(&yaml, "linjer:\n");
    for (int i = 0; i < 2 * EVNE_OBJECTIVITY_FINDINGS; i++)
        evne_buf_puts(&yaml, "  - doven\n");
    check_twice(evne_buf_text(&yaml), 1);
    ck_assert_uint_eq(evne_problems_count(p.problems), EVNE_OBJECTIVITY_FINDINGS + 1);
    ck_assert_str_eq(evne_problems_at(p.problems, EVNE_OBJECTIVITY_FINDINGS)->code, "regel.flere");
}
END_TEST

Suite *test_objectivity(void)
{
    Suite *suite = suite_create("objectivity");
    TCase *tcase = tcase_create("objectivity");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_hit_in_a_folded_text_is_at_its_line_and_column);
    tcase_add_test(tcase, a_hit_in_a_literal_text_is_at_its_line_and_column);
    tcase_add_test(tcase, a_hit_in_a_quoted_text_is_at_its_line_and_column);
    tcase_add_test(tcase, a_hit_in_a_plain_text_of_several_lines_is_at_its_line_and_column);
    tcase_add_test(tcase, a_hit_over_two_lines_ends_on_the_second);
    tcase_add_test(tcase, a_decomposed_letter_does_not_move_the_column);
    tcase_add_test(tcase, the_citizens_words_are_read_by_few_rules);
    tcase_add_test(tcase, names_of_the_case_are_no_hits);
    tcase_add_test(tcase, a_finding_says_all_that_output_needs);
    tcase_add_test(tcase, a_case_checked_for_two_reports_gives_each_finding_once);
    tcase_add_test(tcase, a_text_of_mistakes_ends_with_a_word_about_the_rest);
    suite_add_tcase(suite, tcase);
    return suite;
}
