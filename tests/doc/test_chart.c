/* Charts: their table and their alternative text. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "filled.h"

#define TABLE_TAIL                                                                                 \
    "      head\n        row\n          cell head \"Dato\"\n          cell head \"Tal\"\n"         \
    "      body\n        row\n          cell head \"<b:1. maj>\"\n          cell \"9,0\"\n"        \
    "        row\n          cell head \"<b:2. maj>\"\n          cell \"7,5\"\n"                    \
    "        row\n          cell head \"<b:3. maj>\"\n          cell \"–\"\n"
#define TABLE                                                                                      \
    "tabel: {hoved: [Dato, Tal], raekker: [[1. maj, \"=9\"], [2. maj, \"=7.5\"], [3. maj, –]]}"

START_TEST(a_chart_holds_the_table_of_its_numbers)
{
    filled_check("Figur: Gener\n{% curve x %}\n\nNote: Lavere er bedre\n",
                 "x: {alt: \"Kurve: se her\", " TABLE "}\n",
                 "  chart curve 1 alt \"Kurve: se her\"\n"
                 "    paragraph caption \"<b:Figur\xC2\xA0"
                 "1.> Gener\"\n"
                 "    table 1 [* | * number(1)]\n"
                 "      paragraph caption \"<b:Tabel\xC2\xA0"
                 "1.> Tal i figur\xC2\xA0"
                 "1\"\n" TABLE_TAIL "      paragraph note \"Lavere er bedre\"\n");
}
END_TEST

START_TEST(a_joined_table_is_numbered_with_the_tables)
{
    filled_check("Tabel: A\n\n| a |\n|---|\n\nFigur og tabel: B\n\n{% weeks x %}\n\nTabel: C\n\n"
                 "| a |\n|---|\n",
                 "x: {hvad: timer, periode: uge 7 til 9, maal: \"=3\", punkter: [{vaerdi: \"=9\"}, "
                 "{vaerdi: \"=7.5\"}, {navn: y}], " TABLE "}\n",
                 "  table 1 [*]\n    paragraph caption \"<b:Tabel\xC2\xA0"
                 "1.> A\"\n"
                 "    head\n      row\n        cell head \"a\"\n"
                 "  chart weeks 1 alt \"Ugesøjler: timer, uge 7 til 9: 9, 7,5, ikke vurderet. Mål "
                 "3. Tal i tabel 2.\"\n"
                 "    paragraph caption \"<b:Figur\xC2\xA0"
                 "1 og tabel\xC2\xA0"
                 "2.> B\"\n"
                 "    table 2 [* | * number(1)]\n" TABLE_TAIL
                 "  table 3 [*]\n    paragraph caption \"<b:Tabel\xC2\xA0"
                 "3.> C\"\n"
                 "    head\n      row\n        cell head \"a\"\n");
}
END_TEST

START_TEST(an_alternative_text_has_at_most_300_characters)
{
    char text[1400] = "Figur: ";
    filled made;

    for (int i = 0; i < 100; i++)
        strcat(text, "ærlig talt ");
    strcat(text, "\n\n{% radar x %}\n");
    made = filled_make(text, "x: {" TABLE "}\n");
    ck_assert_str_eq(made.fault, "");
    ck_assert_uint_eq(evne_utf8_count(made.doc->root->first->as.chart.alt), 300);
    ck_assert_ptr_nonnull(strstr(made.printed, "\xE2\x80\xA6 Tal i tabel 1.\""));
    filled_free(&made);
}
END_TEST

static void check_alt(const char *tag, const char *yaml, const char *alt)
{
    char text[80];
    filled made;

    snprintf(text, sizeof text, "Figur og tabel: A\n{%% %s x %%}\n", tag);
    made = filled_make(text, yaml);
    ck_assert_str_eq(made.fault, "");
    ck_assert_str_eq(evne_arena_copy(made.arena, made.doc->root->first->as.chart.alt.p,
                                     made.doc->root->first->as.chart.alt.len),
                     alt);
    filled_free(&made);
}

START_TEST(a_curve_of_many_points_says_its_ends_and_its_extremes)
{
    check_alt(
        "curve",
        "x: {hvad: h, periode: p, maal: \"=3\", " TABLE
        ", punkter: [{navn: a, vaerdi: \"=1\"}, {vaerdi: \"=9\"}, {vaerdi: \"=2\"}, "
        "{vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: "
        "\"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=-1.5\"}, {navn: b, vaerdi: "
        "\"=4\"}, {navn: c}]}\n",
        "Kurve: h, p: første 1 (a), sidste 4 (b); laveste −1,5, højeste 9. Mål 3. Tal i tabel "
        "1.");
}
END_TEST

START_TEST(a_broken_curve_says_what_changed)
{
    check_alt(
        "curve",
        "x: {hvad: h, periode: p, " TABLE
        ", punkter: [{vaerdi: \"=1\", skala: 0-10}, {vaerdi: \"=9\", skala: 0-20}, {}, {vaerdi: "
        "\"=2\", skala: 0-20, instrument: B}, {vaerdi: \"=3\", skala: 0-30, note: n}]}\n",
        "Kurve: h, p: 1; ny skala: 9, ikke vurderet, 2, 3. Tal i tabel 1.");
    check_alt("curve",
              "x: {hvad: h, periode: p, " TABLE
              ", punkter: [{vaerdi: \"=1\", vurderet_af: A}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, "
              "{vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: "
              "\"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\", "
              "vurderet_af: A}, {vaerdi: \"=4\", vurderet_af: B, navn: 12.05.}]}\n",
              "Kurve: h, p: første 1, sidste 4 (12.05.); laveste 1, højeste 4; anden vurderer fra "
              "12.05. Tal i tabel 1.");
}
END_TEST

START_TEST(a_curve_on_two_scales_names_the_second)
{
    check_alt("curve",
              "x: {hvad: h, periode: p, " TABLE
              ", punkter: [{vaerdi: \"=8\", laveste: \"=0\", hoejeste: \"=10\"}, {vaerdi: \"=3\", "
              "laveste: \"=1\", hoejeste: \"=5\", note: n}, {vaerdi: \"=4\", laveste: \"=1\", "
              "hoejeste: \"=5\"}]}\n",
              "Kurve: h, p: 8; ny skala 1–5: 3, 4. Tal i tabel 1.");
    check_alt("curve",
              "x: {hvad: h, periode: p, " TABLE
              ", punkter: [{vaerdi: \"=1\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, "
              "{vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: "
              "\"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\"}, {vaerdi: \"=2\", skala: A}, {vaerdi: "
              "\"=4\", skala: B, navn: 12.05.}]}\n",
              "Kurve: h, p: første 1, sidste 4 (12.05.); ny skala fra 12.05. Tal i tabel 1.");
}
END_TEST

START_TEST(a_radar_says_each_area_from_its_first_value_to_its_last)
{
    check_alt("radar",
              "x: {hvad: h, periode: p, " TABLE
              ", akser: [{id: A, navn: Ro}, {id: B, navn: Uro}, {id: C, navn: Alt}], serier: "
              "[{vaerdier: {A: \"=0\", B: \"=1\"}}, {vaerdier: {A: \"=-2\"}}]}\n",
              "Radar: h, p: Ro 0 til −2, Uro 1, Alt ikke vurderet; laveste −2, højeste 1. Tal i "
              "tabel 1.");
}
END_TEST

#define WEEKS                                                                                      \
    "uger: [{nr: \"=7\", aftalt: \"=4\", tilstede: \"=3.5\"}, {nr: \"=8\"}, {nr: \"=9\", aftalt: " \
    "\"=3\", tilstede: \"=0\"}]"

START_TEST(weeks_say_the_first_and_the_last_with_hours)
{
    check_alt(
        "weeks",
        "x: {hvad: h, periode: p, " WEEKS
        ", tabel: {hoved: [Uge, 7, 8, 9], raekker: [[Aftalt, \"=4\", –, \"=3\"]]}}\n",
        "Ugesøjler: h, p. Uge 7: 3,5 af 4, uge 9: 0 af 3; laveste 0, højeste 3,5. Tal i tabel "
        "1.");
}
END_TEST

START_TEST(numbers_of_a_row_of_weeks_share_their_decimals)
{
    filled made = filled_make(
        "{% weeks x %}\n",
        "x: {" WEEKS
        ", tabel: {hoved: [Uge, 7, 8, 9], raekker: [[Aftalt, \"=4\", –, \"=2.5\"]]}}\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert_ptr_nonnull(strstr(made.printed, "cell \"4,0\"\n          cell \"–\"\n"));
    filled_free(&made);
}
END_TEST

START_TEST(changes_with_a_sign_stand_to_the_right)
{
    filled made = filled_make("{% radar x %}\n",
                              "x: {tabel: {hoved: [a, b, c], raekker: [[x, +4, ja], [y, –, nej], "
                              "[z, −1, ja]]}}\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert_int_eq(made.doc->root->first->last->as.table.columns[1].align, EVNE_ALIGN_RIGHT);
    ck_assert_int_eq(made.doc->root->first->last->as.table.columns[2].align, EVNE_ALIGN_LEFT);
    filled_free(&made);
}
END_TEST

START_TEST(a_date_without_any_value_stands_as_those_with_numbers)
{
    filled made = filled_make("{% curve x %}\n",
                              "x: {tabel: {hoved: [a, b, c, d], raekker: [[x, \"=4\", ikke "
                              "vurderet, ja], [y, –, –, –]]}}\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert_int_eq(made.doc->root->first->last->as.table.columns[2].align, EVNE_ALIGN_RIGHT);
    ck_assert_int_eq(made.doc->root->first->last->as.table.columns[3].align, EVNE_ALIGN_LEFT);
    filled_free(&made);
}
END_TEST

START_TEST(a_letter_hangs_at_its_number_and_its_note_stands_under_the_table)
{
    filled made = filled_make("{% radar x %}\n",
                              "x: {tabel: {hoved: [a, b], raekker: [[x, {vaerdi: \"=-2\", note: "
                              "a}], [y, \"=1\"]], noter: [{tegn: a, tekst: '# derfor'}]}}\n");
    const evne_node *table = made.doc->root->first->last;

    ck_assert_str_eq(made.fault, "");
    ck_assert_int_eq(table->as.table.columns[1].kind, EVNE_COLUMN_NUMBER);
    ck_assert_ptr_nonnull(strstr(made.printed, "cell \"−2<r: ><r:a>\""));
    ck_assert_ptr_nonnull(strstr(made.printed, "paragraph note \"a\u2002# derfor\""));
    filled_free(&made);
}
END_TEST

START_TEST(weeks_want_a_column_each)
{
    filled_check_fault("{% weeks x %}",
                       "x: {" WEEKS ", tabel: {hoved: [Uge, 7], raekker: [[a, b]]}}\n",
                       "t.da.md:4: 'x' does not fit {% weeks %}: its table has not one column for "
                       "each of 'uger' after the first; it takes a group with tabel = { hoved = { "
                       "... }, raekker = { { ... } } }");
}
END_TEST

#define WANTED "; it takes a group with tabel = { hoved = { ... }, raekker = { { ... } } }"

static const struct {
    const char *yaml, *fault;
} faults[] = {
    {"x: a\n", "t.da.md:4: 'x' does not fit {% curve %}: it is not a group" WANTED},
    {"x: {alt: a}\n",
     "t.da.md:4: 'x' does not fit {% curve %}: it has no 'tabel' with the numbers" WANTED},
    {"x: {tabel: {raekker: []}}\n", "t.da.md:4: 'x' does not fit {% curve %}: its table has no "
                                    "'hoved', or more than 60 columns" WANTED},
    {"x: {tabel: {hoved: [a]}}\n",
     "t.da.md:4: 'x' does not fit {% curve %}: its table has no 'raekker'" WANTED},
    {"x: {tabel: {hoved: [a], raekker: [[b, c]]}}\n",
     "t.da.md:4: 'x' does not fit {% curve %}: a row of its table has not as many cells as its "
     "head" WANTED},
    {"x: {tabel: {hoved: [a], raekker: [[[b]]]}}\n",
     "t.da.md:4: 'x' does not fit {% curve %}: a cell of its table is neither text nor "
     "number" WANTED},
    {"x: {tabel: {hoved: [a], raekker: [[b]], noter: [{tegn: a}]}}\n",
     "t.da.md:4: 'x' does not fit {% curve %}: a note of its table has no 'tegn' or no "
     "'tekst'" WANTED},
};

START_TEST(data_without_numbers_is_a_fault)
{
    filled_check_fault("{% curve x %}", faults[_i].yaml, faults[_i].fault);
}
END_TEST

START_TEST(a_chart_takes_no_columns_and_no_table_caption)
{
    filled_check_fault("{% columns 30 %}\n{% curve x %}", "x: {" TABLE "}\n",
                       "t.da.md:4: '{% columns %}' stands before a table, not before a chart");
    filled_check_fault("Tabel: a\n{% curve x %}", "x: {" TABLE "}\n",
                       "t.da.md:5: the caption of a chart is 'Figur: ...' or 'Figur og tabel: "
                       "...'");
}
END_TEST

Suite *test_chart(void)
{
    Suite *suite = suite_create("chart");
    TCase *tests = tcase_create("charts");

    tcase_add_test(tests, a_chart_holds_the_table_of_its_numbers);
    tcase_add_test(tests, a_joined_table_is_numbered_with_the_tables);
    tcase_add_test(tests, an_alternative_text_has_at_most_300_characters);
    tcase_add_loop_test(tests, data_without_numbers_is_a_fault, 0, sizeof faults / sizeof *faults);
    tcase_add_test(tests, a_chart_takes_no_columns_and_no_table_caption);
    tcase_add_test(tests, a_curve_of_many_points_says_its_ends_and_its_extremes);
    tcase_add_test(tests, a_broken_curve_says_what_changed);
    tcase_add_test(tests, a_curve_on_two_scales_names_the_second);
    tcase_add_test(tests, a_radar_says_each_area_from_its_first_value_to_its_last);
    tcase_add_test(tests, weeks_say_the_first_and_the_last_with_hours);
    tcase_add_test(tests, numbers_of_a_row_of_weeks_share_their_decimals);
    tcase_add_test(tests, changes_with_a_sign_stand_to_the_right);
    tcase_add_test(tests, a_date_without_any_value_stands_as_those_with_numbers);
    tcase_add_test(tests, a_letter_hangs_at_its_number_and_its_note_stands_under_the_table);
    tcase_add_test(tests, weeks_want_a_column_each);
    suite_add_tcase(suite, tests);
    return suite;
}
