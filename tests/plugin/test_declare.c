#include <check.h>
#include <string.h>

#include "script.h"

static evne_plugin *declared(const char *fields)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(fields, "", &err);

    if (!plugin)
        ck_abort_msg("%s: %s", err.where, err.text);
    return plugin;
}

static void refused(const char *fields, const char *expected)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(fields, "", &err);

    if (plugin)
        ck_abort_msg("'%s' is no fault", fields);
    ck_assert_int_eq(err.status, EVNE_PLUGIN);
    ck_assert_str_eq(err.text, expected);
}

START_TEST(dotted_paths_make_groups_in_order_of_first_mention)
{
    evne_plugin *plugin = declared("{ 'b.x', 'text' }, { 'a', 'date' }, { 'b.y.z', 'int' }, "
                                   "{ 'b', 'group', optional = true, label = 'B' }");
    const evne_field *root = evne_plugin_info_of(plugin)->fields;
    const evne_field *b = evne_field_get(root, EVNE_STR("b"));

    ck_assert_uint_eq(root->n_children, 2);
    ck_assert(evne_str_is(root->children[0].key, "b") && evne_str_is(root->children[1].key, "a"));
    ck_assert_int_eq(root->children[1].type, EVNE_FIELD_DATE);
    ck_assert(b->type == EVNE_FIELD_GROUP && b->is_optional && evne_str_is(b->label_da, "B"));
    ck_assert_uint_eq(b->n_children, 2);
    ck_assert_int_eq(evne_field_get(&b->children[1], EVNE_STR("z"))->type, EVNE_FIELD_INT);
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(every_option_reaches_its_field)
{
    evne_plugin *plugin = declared(
        "{ 'a', 'text', label = 'L', en = 'E', hint = 'H', unit = 'U', optional = true, min = 1, "
        "max = 9, pattern = '[a-z]+', pattern_hint = 'små bogstaver', "
        "unless = { key = 'rolle', 'laege', 'psykolog' } }, "
        "{ 'c', 'choice', choice = { 'x', { 'y', 'Y', en = 'why' } }, open = true }, "
        "{ 'r', 'list', each = 'ref', to = 'maal', lenient = true, max = 3 }, "
        "{ 't', 'table', each = 'num', min = -5, max = 5 }, { 'p', 'cpr', mask = true }");
    const evne_field *f = evne_plugin_info_of(plugin)->fields->children;

    ck_assert(evne_str_is(f[0].label_da, "L") && evne_str_is(f[0].label_en, "E"));
    ck_assert(evne_str_is(f[0].hint, "H") && evne_str_is(f[0].unit, "U") && f[0].is_optional);
    ck_assert(f[0].has_min && f[0].has_max && f[0].max > 8.9 && f[0].pattern);
    ck_assert(evne_str_is(f[0].pattern_hint, "små bogstaver"));
    ck_assert(evne_str_is(f[0].unless_key, "rolle") && f[0].n_unless_values == 2);
    ck_assert(f[1].n_choices == 2 && f[1].is_open && evne_str_is(f[1].choices[1].label_en, "why"));
    ck_assert(f[2].is_lenient && f[2].has_max && evne_str_is(f[2].children[0].to, "maal"));
    ck_assert(!f[3].has_min && f[3].children[0].has_min && f[3].children[0].min < -4.9);
    ck_assert(f[4].is_masked);
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(faults_in_a_declaration_are_named)
{
    refused("{ 'a', 'txt' }", "'a' has an unknown type 'txt'; nearest is 'text'");
    refused("{ 'a', 'text', lable = 'x' }",
            "'a' has an unknown option 'lable'; nearest is 'label'");
    refused("{ 'a', 'text', 'more' }", "'a' has an unknown option '3'");
    refused("{ 'a' }", "'a' has no type");
    refused("{ 'a', 'text' }, { 'b', 'text' }, { 'a', 'date' }", "'a' is declared twice");
    refused("{ 'a', 'text' }, { 'a.b', 'text' }",
            "'a.b' lies below 'a', which is a text and no group");
    refused("{ 'a.b', 'text' }, { 'a', 'text' }",
            "'a' has fields below it, so it cannot be a text");
    refused("{ 'l', 'list', each = 'text' }, { 'l.x', 'text' }",
            "'l.x' lies below 'l', which is a list and no group");
    refused("{ 'l', 'list' }", "'l' does not say what each item is: each = ...");
    refused("{ 'l', 'list', each = 'list' }", "'each' of 'l' is a scalar type or a list of fields");
    refused("{ 'l', 'list', each = { { 'x', 'dato' } } }",
            "'x' has an unknown type 'dato'; nearest is 'date'");
    refused("{ 'a', 'date', min = 1 }", "option 'min' of 'a' does not fit type 'date'");
    refused("{ 'a', 'group', mask = true }", "option 'mask' of 'a' does not fit type 'group'");
    refused("{ 'a', 'text', min = 'x' }", "'min' of 'a' must be a number");
    refused("{ 'a', 'text', min = 1.5 }", "'min' of 'a' must be a whole number from 0");
    refused("{ 'a', 'num', min = 2, max = 1 }", "'min' of 'a' is larger than 'max'");
    refused("{ 'a', 'text', optional = 'ja' }", "'optional' of 'a' must be true or false");
    refused("{ 'a', 'text', label = 5 }", "'label' of 'a' must be a text");
    refused("{ 'a', 'choice' }", "'a' has no 'choice'");
    refused("{ 'a', 'choice', choice = {} }", "'choice' of 'a' must be a list of values");
    refused("{ 'a', 'choice', choice = { 'x', 'x' } }", "'choice' of 'a' has 'x' twice");
    refused("{ 'a', 'choice', choice = { { 1 } } }",
            "value 1 of 'choice' of 'a' is neither a text nor a pair { value, label }");
    refused("{ 'a', 'ref' }", "'a' does not say what it refers to: to = ...");
    refused("{ 'a', 'text', unless = { 'laege' } }",
            "'unless' of 'a' must read { key = \"sibling\", \"value\", ... }");
    refused("{ 'a', 'text', unless = { key = 'b' } }",
            "'unless' of 'a' must read { key = \"sibling\", \"value\", ... }");
    refused("{ 'a..b', 'text' }", "'a..b' is no path of keys with dots between them");
    refused("{ 'a.', 'text' }", "'a.' is no path of keys with dots between them");
    refused("{ 'a b', 'text' }", "'a b' is no path of keys with dots between them");
    refused("{ 5, 'text' }", "field 1 of 'fields' does not begin with a path");
    refused("'x'", "field 1 of 'fields' does not begin with a path");
    refused("a = 1", "'fields' must be a list of fields");
}
END_TEST

START_TEST(wrong_pattern_names_the_line_of_its_field)
{
    evne_error err;

    ck_assert_ptr_null(
        script_plugin("\n{ 'a', 'text' },\n{ 'b.c', 'text', pattern = '(' }", "", &err));
    ck_assert_str_eq(err.where, EVNE_ROOT "/tests/plugin/fixtures/try.lua:3");
    ck_assert_ptr_nonnull(strstr(err.text, "pattern '(' is wrong"));
}
END_TEST

START_TEST(functions_in_a_declaration_are_refused)
{
    refused("{ 'a', 'text', label = function() end }",
            "the report.fields[1].label is a function, not data");
}
END_TEST

Suite *test_declare(void)
{
    Suite *suite = suite_create("declare");
    TCase *tests = tcase_create("declare");

    tcase_add_checked_fixture(tests, NULL, script_end);
    tcase_add_test(tests, dotted_paths_make_groups_in_order_of_first_mention);
    tcase_add_test(tests, every_option_reaches_its_field);
    tcase_add_test(tests, faults_in_a_declaration_are_named);
    tcase_add_test(tests, wrong_pattern_names_the_line_of_its_field);
    tcase_add_test(tests, functions_in_a_declaration_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
