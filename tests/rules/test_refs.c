#include <check.h>

#include "checked.h"

static checked c;

static const evne_field goal[] = {{KEY("id", ID), LABEL("Mål")},
                                  {KEY("tekst", TEXT), .is_optional = true}};
static const evne_field goal_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(goal)}};
static const evne_field order[] = {{KEY("maal", LIST), CHILDREN(goal_item)}};
static const evne_field annex[] = {{KEY("nr", ID), LABEL("Bilag")}};
static const evne_field annex_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(annex)}};
static const evne_field goal_ref[] = {{.type = EVNE_FIELD_REF, .to = {"bestilling.maal", 15}}};
static const evne_field observation[] = {
    {KEY("id", ID), LABEL("Id")},
    {KEY("maal", LIST), LABEL("Mål"), .is_optional = true, .is_lenient = true, CHILDREN(goal_ref)},
    {KEY("se", REF), LABEL("Se"), .is_optional = true, .to = {"bilag  observationer", 20}},
    {KEY("sted", REF), LABEL("Sted"), .is_optional = true, .to = {"steder", 6}},
    {KEY("trin", REF), LABEL("Trin"), .is_optional = true, .to = {"forloeb.trin", 12}},
};
static const evne_field observation_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(observation)}};
static const evne_field step[] = {{.type = EVNE_FIELD_ID}};
static const evne_field steps[] = {{KEY("trin", LIST), CHILDREN(step)}};
static const evne_field courses[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(steps)}};
static const evne_field place[] = {{.type = EVNE_FIELD_TEXT}};

static const evne_field top[] = {
    {KEY("bestilling", GROUP), .is_optional = true, CHILDREN(order)},
    {KEY("observationer", LIST), .is_optional = true, CHILDREN(observation_item)},
    {KEY("steder", TABLE), .is_optional = true, CHILDREN(place)},
    {KEY("forloeb", LIST), .is_optional = true, CHILDREN(courses)},
};
static const evne_field schema = {.type = EVNE_FIELD_GROUP, CHILDREN(top)};
static const evne_field known_top[] = {{KEY("bilag", LIST), CHILDREN(annex_item)}};
static const evne_field known = {.type = EVNE_FIELD_GROUP, CHILDREN(known_top)};

static void tear_down(void)
{
    checked_free(&c);
}

static void says(const char *yaml, const char *findings)
{
    checked_run(&c, &schema, &known, yaml);
    checked_says(&c, findings);
}

START_TEST(ref_finds_ids_in_every_list_it_names_also_outside_the_report)
{
    says("observationer:\n"
         "  - {id: O-1, maal: [M1, M2], se: B7, sted: lager, trin: T2}\n"
         "  - {id: O-2, maal: M1, se: O-1, sted: '-'}\n"
         "bestilling: {maal: [{id: M1}, {id: M2}]}\nbilag: [{nr: B7}]\n"
         "steder: {lager: Kælderen}\nforloeb: [{trin: [T1]}, {trin: [T2]}]\n",
         "");
    ck_assert_str_eq(checked_text(&c, "observationer[2].sted"), "-");
    ck_assert_str_eq(checked_text(&c, "bilag"), "(none)");
}
END_TEST

START_TEST(ref_to_nothing_gets_the_nearest_id)
{
    says("observationer:\n  - {id: O-1, maal: [M1, MM2]}\nbestilling: {maal: [{id: M1}, {id: "
         "M2}]}\n",
         "2:26 felt.reference observationer[1].maal[2]: 'Mål' henviser til 'MM2', som ikke findes "
         "under bestilling.maal (mente du 'M2'? Kendte: M1, M2)\n");
}
END_TEST

START_TEST(ref_to_an_absent_list_says_how_to_write_none)
{
    says("observationer:\n  - {id: O-1, sted: lager}\n",
         "2:21 felt.reference observationer[1].sted: 'Sted' henviser til 'lager', som ikke findes "
         "under steder (skriv '-', hvis der ikke er noget at henvise til)\n");
}
END_TEST

START_TEST(id_used_twice_is_reported_where_it_stands_again)
{
    says("observationer: [{id: O-1}, {id: O-2}, {id: O-1}]\n"
         "forloeb: [{trin: [T1, T1]}, {trin: [T1]}]\n",
         "1:44 felt.id observationer[3].id: 'Id' er 'O-1', som allerede er brugt i linje 1 "
         "(giv hvert punkt sit eget id)\n"
         "2:23 felt.id forloeb[1].trin[2]: 'trin' er 'T1', som allerede er brugt i linje 2 "
         "(giv hvert punkt sit eget id)\n");
}
END_TEST

START_TEST(refs_over_a_hostile_number_of_ids_stay_quick)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_buf yaml = {.arena = arena};

    evne_buf_puts(&yaml, "observationer:\n");
    for (int i = 0; i < 20000; i++)
        evne_buf_printf(&yaml, "  - {id: O%d, se: P%d}\n", i, i);
    checked_run(&c, &schema, &known, evne_buf_text(&yaml));
    ck_assert_uint_eq(evne_problems_count(c.problems), 1001);
    evne_arena_free(arena);
}
END_TEST

Suite *test_refs(void)
{
    Suite *suite = suite_create("refs");
    TCase *tcase = tcase_create("refs");

    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, ref_finds_ids_in_every_list_it_names_also_outside_the_report);
    tcase_add_test(tcase, ref_to_nothing_gets_the_nearest_id);
    tcase_add_test(tcase, ref_to_an_absent_list_says_how_to_write_none);
    tcase_add_test(tcase, id_used_twice_is_reported_where_it_stands_again);
    tcase_add_test(tcase, refs_over_a_hostile_number_of_ids_stay_quick);
    suite_add_tcase(suite, tcase);
    return suite;
}
