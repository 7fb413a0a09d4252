#include <check.h>
#include <string.h>

#include "checked.h"

static checked c;

/* A report that reads little of a format that knows more. */
static const evne_field own_log[] = {{KEY("dato", DATE)}};
static const evne_field own_log_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(own_log)}};
static const evne_field own_top[] = {
    {KEY("logbog", LIST), .is_optional = true, .is_lenient = true, CHILDREN(own_log_item)},
};
static const evne_field own = {.type = EVNE_FIELD_GROUP, CHILDREN(own_top)};

static const evne_field log_entry[] = {
    {KEY("dato", DATE)}, {KEY("timer", NUM)}, {KEY("note", TEXT)}};
static const evne_field log_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(log_entry)}};
static const evne_field score_item[] = {{.type = EVNE_FIELD_NUM}};
static const evne_field periode[] = {{KEY("start", DATE)}, {KEY("slut", DATE)}};
static const evne_field area[] = {{KEY("score", NUM)}};
static const evne_field area_item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(area)}};
static const evne_field known_top[] = {
    {KEY("logbog", LIST), CHILDREN(log_item)},
    {KEY("skaanehensyn", TEXT)},
    {KEY("forloeb", GROUP), CHILDREN(periode)},
    {KEY("skala", TABLE), CHILDREN(score_item)},
    {KEY("omraader", TABLE), CHILDREN(area_item)},
    {KEY("fri", TABLE)},
    {KEY("navn", NAME)},
};
static const evne_field known = {.type = EVNE_FIELD_GROUP, CHILDREN(known_top)};

static void tear_down(void)
{
    checked_free(&c);
}

static void says(const char *yaml, const char *findings)
{
    checked_run(&c, &own, &known, yaml);
    checked_says(&c, findings);
}

START_TEST(key_that_only_the_format_knows_is_no_finding)
{
    says("skaanehensyn: x\nlogbog:\n  - {dato: 2026-03-02, timer: 3, note: x}\n"
         "forloeb: {start: ikke en dato}\nnavn: {fornavn: a, efternavn: b}\n",
         "");
    ck_assert_uint_eq(evne_value_count(c.out), 1);
    ck_assert_uint_eq(evne_value_count(evne_value_find(c.out, "logbog[1]")), 1);
}
END_TEST

START_TEST(misspelt_key_gets_the_nearest_key_of_its_map)
{
    says("skånehensyn: x\nforløb: {strat: 2026-03-02}\nforloeb: {strat: 2026-03-02}\n",
         "1:1 felt.ukendt skånehensyn: 'skånehensyn' er ikke et felt her (mente du "
         "'skaanehensyn'?)\n"
         "2:1 felt.ukendt forløb: 'forløb' er ikke et felt her (mente du 'forloeb'?)\n"
         "3:11 felt.ukendt forloeb.strat: 'strat' er ikke et felt her (mente du 'start'?)\n");
}
END_TEST

START_TEST(known_word_in_the_wrong_place_gets_its_place)
{
    says("dato: 2026-03-02\nforloeb: {timer: 3}\n",
         "1:1 felt.ukendt dato: 'dato' er ikke et felt her ('dato' hører til under logbog)\n"
         "2:11 felt.ukendt forloeb.timer: 'timer' er ikke et felt her ('timer' hører til under "
         "logbog)\n");
}
END_TEST

START_TEST(word_that_is_nothing_gets_the_list_of_what_may_stand_there)
{
    says("forloeb:\n  xyzxyz: 1\n",
         "2:3 felt.ukendt forloeb.xyzxyz: 'xyzxyz' er ikke et felt her (her kan stå: start, "
         "slut)\n");
}
END_TEST

START_TEST(keys_inside_lists_and_tables_are_checked)
{
    says("logbog: [{dato: 2026-03-02}, {dato: 2026-03-03, tid: 3}]\n"
         "omraader: {ben: {score: 2}, arm: {scor: 3}}\nskala: {hvad som helst: 3}\n",
         "1:49 felt.ukendt logbog[2].tid: 'tid' er ikke et felt her (her kan stå: dato, timer, "
         "note)\n"
         "2:35 felt.ukendt omraader.arm.scor: 'scor' er ikke et felt her (mente du 'score'?)\n");
}
END_TEST

START_TEST(free_table_of_the_format_is_not_looked_into)
{
    says("fri: {a: {b: {c: d}}, e: [{f: g}]}\n", "");
}
END_TEST

START_TEST(map_where_the_format_has_a_text_is_one_finding)
{
    says("skaanehensyn: {a: 1, b: 2}\n",
         "1:15 felt.type skaanehensyn: 'skaanehensyn' skal være en tekst på én linje, ikke "
         "felter\n");
}
END_TEST

START_TEST(lone_item_of_a_lenient_list_is_checked_like_an_item)
{
    says("logbog: {dato: 2026-03-02, timer: 3, datoo: x}\n",
         "1:38 felt.ukendt logbog.datoo: 'datoo' er ikke et felt her (mente du 'dato'?)\n");
}
END_TEST

START_TEST(only_the_report_itself_decides_without_a_format)
{
    checked_run(&c, &own, NULL, "skala: {a: 1}\n");
    ck_assert_uint_eq(evne_problems_count(c.problems), 1);
}
END_TEST

START_TEST(cpr_number_as_a_key_is_masked)
{
    checked_run(&c, &own, &known, "631171-0016: x\n");
    ck_assert_ptr_null(strstr(evne_problems_at(c.problems, 0)->message, "0016"));
    ck_assert_ptr_null(strstr(evne_problems_at(c.problems, 0)->suggestion, "0016"));
    ck_assert_ptr_null(strstr(evne_problems_at(c.problems, 0)->path, "0016"));
}
END_TEST

Suite *test_keys(void)
{
    Suite *suite = suite_create("keys");
    TCase *tcase = tcase_create("keys");

    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_add_test(tcase, key_that_only_the_format_knows_is_no_finding);
    tcase_add_test(tcase, misspelt_key_gets_the_nearest_key_of_its_map);
    tcase_add_test(tcase, known_word_in_the_wrong_place_gets_its_place);
    tcase_add_test(tcase, word_that_is_nothing_gets_the_list_of_what_may_stand_there);
    tcase_add_test(tcase, keys_inside_lists_and_tables_are_checked);
    tcase_add_test(tcase, free_table_of_the_format_is_not_looked_into);
    tcase_add_test(tcase, map_where_the_format_has_a_text_is_one_finding);
    tcase_add_test(tcase, lone_item_of_a_lenient_list_is_checked_like_an_item);
    tcase_add_test(tcase, only_the_report_itself_decides_without_a_format);
    tcase_add_test(tcase, cpr_number_as_a_key_is_masked);
    suite_add_tcase(suite, tcase);
    return suite;
}
