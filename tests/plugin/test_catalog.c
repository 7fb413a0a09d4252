#include <check.h>

#include "plugin/catalog.h"
#include "script.h"

static const char fixtures[] = EVNE_ROOT "/tests/plugin/fixtures";
static const char first[] = EVNE_ROOT "/tests/plugin/fixtures/first";

static const evne_catalog *find(const char *const *folders, size_t n)
{
    const evne_catalog *catalog = NULL;
    evne_error err = {.status = EVNE_OK};

    if (evne_catalog_find(script_arena(), folders, n, &catalog, &err) != EVNE_OK)
        ck_abort_msg("%s: %s", err.where, err.text);
    return catalog;
}

START_TEST(catalog_lists_reports_and_not_modules)
{
    const char *folders[] = {"no/such/folder", fixtures};
    const evne_catalog *catalog = find(folders, 2);

    ck_assert_uint_eq(evne_catalog_count(catalog), 1);
    ck_assert(evne_str_is(evne_catalog_at(catalog, 0)->id, "small"));
    ck_assert_ptr_null(evne_catalog_get(catalog, EVNE_STR("shared")));
}
END_TEST

START_TEST(first_folder_wins)
{
    const char *folders[] = {first, fixtures};
    const evne_catalog *catalog = find(folders, 2);
    evne_plugin *plugin;
    evne_error err;

    ck_assert_uint_eq(evne_catalog_count(catalog), 1);
    ck_assert_int_eq(evne_catalog_open(script_arena(), catalog, "small", &plugin, &err),
                     EVNE_PLUGIN);
    ck_assert_str_eq(err.text, "the first folder wins");
}
END_TEST

START_TEST(report_opens_by_its_id)
{
    const char *folders[] = {fixtures};
    evne_plugin *plugin = NULL;
    evne_error err;

    ck_assert_int_eq(evne_catalog_open(script_arena(), find(folders, 1), "small", &plugin, &err),
                     EVNE_OK);
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(unknown_report_names_the_nearest)
{
    const char *folders[] = {fixtures};
    const evne_catalog *catalog = find(folders, 1);
    evne_plugin *plugin;
    evne_error err;

    ck_assert_int_eq(evne_catalog_open(script_arena(), catalog, "smal", &plugin, &err), EVNE_USAGE);
    ck_assert_str_eq(err.text, "no report 'smal'; nearest is 'small'");
    ck_assert_int_eq(evne_catalog_open(script_arena(), catalog, "../small", &plugin, &err),
                     EVNE_USAGE);
    ck_assert_ptr_null(plugin);
}
END_TEST

START_TEST(file_in_place_of_a_folder_is_a_fault)
{
    const char *folders[] = {EVNE_ROOT "/tests/plugin/fixtures/small.lua"};
    const evne_catalog *catalog;
    evne_error err;

    ck_assert_int_eq(evne_catalog_find(script_arena(), folders, 1, &catalog, &err), EVNE_SYSTEM);
}
END_TEST

Suite *test_catalog(void)
{
    Suite *suite = suite_create("catalog");
    TCase *tests = tcase_create("catalog");

    tcase_add_checked_fixture(tests, NULL, script_end);
    tcase_add_test(tests, catalog_lists_reports_and_not_modules);
    tcase_add_test(tests, first_folder_wins);
    tcase_add_test(tests, report_opens_by_its_id);
    tcase_add_test(tests, unknown_report_names_the_nearest);
    tcase_add_test(tests, file_in_place_of_a_folder_is_a_fault);
    suite_add_tcase(suite, tests);
    return suite;
}
