#include <check.h>

#include "checked.h"

static checked c;

static const evne_field periode[] = {
    {KEY("start", DATE), LABEL("Startdato")},
    {KEY("slut", DATE), LABEL("Slutdato"), .is_optional = true},
};

static const evne_field opgave[] = {
    {KEY("navn", TEXT), LABEL("Opgave")},
    {KEY("minutter", INT), LABEL("Minutter"), .is_optional = true, .has_max = true, .max = 600},
};
static const evne_field opgave_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(opgave)}};
static const evne_field text_item[] = {{.type = EVNE_FIELD_TEXT}};
static const evne_field score_item[] = {{.type = EVNE_FIELD_NUM}};

static const evne_field plan[] = {
    {KEY("periode", GROUP), CHILDREN(periode)},
    {KEY("opgaver", LIST), LABEL("Arbejdsopgaver"), .has_min = true, .min = 1,
     CHILDREN(opgave_item)},
};

static const evne_str doctors[] = {{"laege", 5}, {"psykolog", 8}};
static const evne_field kilde[] = {
    {KEY("rolle", TEXT), LABEL("Rolle")},
    {KEY("dokument", TEXT), LABEL("Dokument"), .unless_key = {"rolle", 5}, .unless_values = doctors,
     .n_unless_values = 2},
};

static const evne_field top[] = {
    {KEY("nr", TEXT), LABEL("Sagsnummer"), .hint = {"jobcenterets nummer", 19}},
    {KEY("tolk", BOOL), LABEL("Tolk"), .is_optional = true},
    {KEY("plan", GROUP), CHILDREN(plan)},
    {KEY("kilde", GROUP), .is_optional = true, CHILDREN(kilde)},
    {KEY("noter", LIST), LABEL("Noter"), .is_optional = true, .is_lenient = true,
     CHILDREN(text_item)},
    {KEY("skala", TABLE), LABEL("Skala"), .is_optional = true, CHILDREN(score_item)},
};
static const evne_field schema = {.type = EVNE_FIELD_GROUP, CHILDREN(top)};

static void tear_down(void)
{
    checked_free(&c);
}

static void run(const char *yaml)
{
    checked_run(&c, &schema, NULL, yaml);
}

#define PLAN "plan:\n  periode: {start: 2026-03-02}\n  opgaver:\n    - navn: Pakke\n"

START_TEST(selected_tree_has_the_order_of_the_schema_and_the_places_of_the_case)
{
    evne_buf out = {.arena = NULL};

    run(PLAN "skala: {tempo: '2,5', ro: 3}\nnr: 0010\ntolk: ja\n");
    checked_says(&c, "");
    out.arena = c.arena;
    evne_value_print(&out, c.out);
    ck_assert_str_eq(evne_buf_text(&out), "1:1  (root)  map of 5\n"
                                          "6:5  nr  \"0010\"\n"
                                          "7:7  tolk  true\n"
                                          "2:3  plan  map of 2\n"
                                          "2:12  plan.periode  map of 1\n"
                                          "2:20  plan.periode.start  \"2026-03-02\"\n"
                                          "4:5  plan.opgaver  list of 1\n"
                                          "4:7  plan.opgaver[1]  map of 1\n"
                                          "4:13  plan.opgaver[1].navn  \"Pakke\"\n"
                                          "-  noter  list of 0\n"
                                          "5:8  skala  map of 2\n"
                                          "5:16  skala.tempo  2.5\n"
                                          "5:27  skala.ro  3\n");
}
END_TEST

START_TEST(missing_field_is_reported_at_the_map_that_lacks_it)
{
    run("plan:\n  periode: {slut: 2026-03-02}\n  opgaver:\n    - navn: a\n    - minutter: 5\n");
    checked_says(&c, "1:1 felt.mangler nr: 'Sagsnummer' mangler (tilføj 'nr: ...' (jobcenterets "
                     "nummer))\n"
                     "2:12 felt.mangler plan.periode.start: 'Startdato' mangler (tilføj 'start: "
                     "2026-03-02')\n"
                     "5:7 felt.mangler plan.opgaver[2].navn: 'Opgave' mangler (tilføj 'navn: "
                     "...')\n");
}
END_TEST

START_TEST(missing_group_is_one_finding_that_names_what_it_needs)
{
    run("nr: 1\n");
    checked_says(&c, "1:1 felt.mangler plan: 'plan' mangler (tilføj 'plan:' "
                     "med periode.start, opgaver)\n");
}
END_TEST

START_TEST(null_empty_and_blank_mean_absent)
{
    run(PLAN "nr: ''\ntolk:\nkilde: ~\nskala: '  '\n");
    checked_says(&c, "5:1 felt.mangler nr: 'Sagsnummer' er ikke udfyldt (udfyld det (jobcenterets "
                     "nummer))\n");
    ck_assert_str_eq(checked_text(&c, "tolk"), "(none)");
    ck_assert_str_eq(checked_text(&c, "kilde"), "(none)");
}
END_TEST

START_TEST(optional_group_is_checked_only_when_the_case_has_it)
{
    run(PLAN "nr: 1\nkilde: {dokument: x}\n");
    checked_says(&c, "6:8 felt.mangler kilde.rolle: 'Rolle' mangler (tilføj 'rolle: ...')\n");
}
END_TEST

START_TEST(what_must_not_reach_the_reader_is_left_out)
{
    run(PLAN "nr: 1\nkilde: {rolle: Læge, dokument: LÆ 265}\n");
    checked_says(&c, "");
    ck_assert_str_eq(checked_text(&c, "kilde.dokument"), "(none)");
    checked_free(&c);
    run(PLAN "nr: 1\nkilde: {rolle: mentor, dokument: referat}\n");
    ck_assert_str_eq(checked_text(&c, "kilde.dokument"), "referat");
    checked_free(&c);
    run(PLAN "nr: 1\nkilde: {rolle: psykolog}\n");
    checked_says(&c, "");
}
END_TEST

START_TEST(lenient_list_takes_a_single_item)
{
    run(PLAN "nr: 1\nnoter: kun en\n");
    checked_says(&c, "");
    ck_assert_str_eq(checked_text(&c, "noter[1]"), "kun en");
}
END_TEST

START_TEST(strict_list_refuses_a_single_item)
{
    run("nr: 1\nplan:\n  periode: {start: 2026-03-02}\n  opgaver: {navn: a}\n");
    checked_says(&c, "4:12 felt.type plan.opgaver: 'Arbejdsopgaver' skal være en liste, ikke en "
                     "gruppe af felter (begynd hvert punkt på en ny linje med '- ')\n");
}
END_TEST

START_TEST(list_with_too_few_items_is_reported)
{
    run("nr: 1\nplan:\n  periode: {start: 2026-03-02}\n  opgaver: []\n");
    checked_says(&c, "4:12 felt.antal plan.opgaver: 'Arbejdsopgaver' har 0 "
                     "punkter, men skal have mindst 1\n");
}
END_TEST

START_TEST(empty_item_of_a_list_is_reported_and_dropped)
{
    run(PLAN "nr: 1\nnoter:\n  - a\n  -\n  - b\n");
    ck_assert_uint_eq(evne_problems_count(c.problems), 1);
    ck_assert_str_eq(evne_problems_at(c.problems, 0)->message, "et punkt i 'Noter' er tomt");
    ck_assert_str_eq(evne_problems_at(c.problems, 0)->path, "noter[2]");
    ck_assert_str_eq(checked_text(&c, "noter[2]"), "b");
}
END_TEST

START_TEST(table_types_its_values_under_their_own_keys)
{
    run(PLAN "nr: 1\nskala: {'ben, venstre': x, tempo: 4}\n");
    checked_says(&c, "6:25 felt.vaerdi skala[\"ben, venstre\"]: 'Skala' er 'x': det er ikke et tal "
                     "(skriv tallet med cifre og højst ét komma, uden punktum i tusinder)\n");
    ck_assert_int_eq(evne_value_find(c.out, "skala.tempo")->kind, EVNE_NUMBER);
}
END_TEST

START_TEST(file_that_is_no_map_gives_one_finding_and_an_empty_tree)
{
    run("- a\n- b\n");
    ck_assert_uint_eq(evne_problems_count(c.problems), 1);
    ck_assert_uint_eq(evne_value_count(c.out), 0);
}
END_TEST

START_TEST(ten_mistakes_give_ten_findings_each_at_its_line_and_column)
{
    run("nr: |\n"
        "  a\n"
        "  b\n"
        "tolk: ja\n"
        "plan:\n"
        "  periode: {start: 2026-02-31, slut: 2/3 2026, stop: x}\n"
        "  opgaver:\n"
        "    - {minutter: 700}\n"
        "    - navn: [a]\n"
        "      minuter: 5\n"
        "kilde: ja\n"
        "skala: {tempo: højt}\n");
    checked_says(
        &c,
        "1:5 felt.vaerdi nr: 'Sagsnummer' skal stå på én linje (brug >- foran en tekst, der er "
        "delt over flere linjer)\n"
        "6:20 felt.vaerdi plan.periode.start: 'Startdato' er '2026-02-31': februar 2026 har 28 "
        "dage, ikke 31 (ret dagen eller måneden)\n"
        "6:38 felt.vaerdi plan.periode.slut: 'Slutdato' er '2/3 2026': datoen skal skrives med "
        "år, måned og dag (skriv datoen som 2026-03-02)\n"
        "6:48 felt.ukendt plan.periode.stop: 'stop' er ikke et felt her (her kan stå: start, "
        "slut)\n"
        "8:7 felt.mangler plan.opgaver[1].navn: 'Opgave' mangler (tilføj 'navn: ...')\n"
        "8:18 felt.vaerdi plan.opgaver[1].minutter: 'Minutter' er 700, men kan højst være 600\n"
        "9:13 felt.type plan.opgaver[2].navn: 'Opgave' skal være en tekst på én linje, ikke en "
        "liste\n"
        "10:7 felt.ukendt plan.opgaver[2].minuter: 'minuter' er ikke et felt her (mente du "
        "'minutter'?)\n"
        "11:8 felt.type kilde: 'kilde' skal være en gruppe af felter, ikke en enkelt værdi\n"
        "12:16 felt.vaerdi skala.tempo: 'Skala' er 'højt': det er ikke et tal (skriv tallet med "
        "cifre og højst ét komma, uden punktum i tusinder)\n");
}
END_TEST

START_TEST(selected_tree_passes_the_same_schema_unchanged)
{
    const evne_value *again;
    evne_problems *problems;

    run(PLAN "skala: {tempo: '2,5'}\nnr: 0010\ntolk: ja\nnoter: en\n");
    problems = evne_problems_new(c.arena);
    evne_fields_apply(c.arena, &schema, NULL, c.out, problems, &again);
    ck_assert_uint_eq(evne_problems_count(problems), 0);
    ck_assert(evne_value_eq(c.out, again));
}
END_TEST

START_TEST(hostile_number_of_mistakes_gives_a_bounded_list)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_buf yaml = {.arena = arena};

    for (int i = 0; i < 60000; i++)
        evne_buf_printf(&yaml, "k%d: x\n", i);
    run(evne_buf_text(&yaml));
    ck_assert_uint_eq(evne_problems_count(c.problems), 1001);
    evne_arena_free(arena);
}
END_TEST

Suite *test_fields(void)
{
    Suite *suite = suite_create("fields");
    TCase *tcase = tcase_create("fields");

    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, selected_tree_has_the_order_of_the_schema_and_the_places_of_the_case);
    tcase_add_test(tcase, missing_field_is_reported_at_the_map_that_lacks_it);
    tcase_add_test(tcase, missing_group_is_one_finding_that_names_what_it_needs);
    tcase_add_test(tcase, null_empty_and_blank_mean_absent);
    tcase_add_test(tcase, optional_group_is_checked_only_when_the_case_has_it);
    tcase_add_test(tcase, what_must_not_reach_the_reader_is_left_out);
    tcase_add_test(tcase, lenient_list_takes_a_single_item);
    tcase_add_test(tcase, strict_list_refuses_a_single_item);
    tcase_add_test(tcase, list_with_too_few_items_is_reported);
    tcase_add_test(tcase, empty_item_of_a_list_is_reported_and_dropped);
    tcase_add_test(tcase, table_types_its_values_under_their_own_keys);
    tcase_add_test(tcase, file_that_is_no_map_gives_one_finding_and_an_empty_tree);
    tcase_add_test(tcase, ten_mistakes_give_ten_findings_each_at_its_line_and_column);
    tcase_add_test(tcase, selected_tree_passes_the_same_schema_unchanged);
    tcase_add_test(tcase, hostile_number_of_mistakes_gives_a_bounded_list);
    suite_add_tcase(suite, tcase);
    return suite;
}
