#include <check.h>
#include <string.h>

#include "script.h"

static void refused(const char *body, const char *part)
{
    const char *fault = script_view_fault(body);

    if (!strstr(fault, part))
        ck_abort_msg("'%.200s' gave '%s', which does not say '%s'", body, fault, part);
}

START_TEST(plain_data_comes_back_with_keys_in_order)
{
    ck_assert_str_eq(
        script_value("{ b = 1, a = { 1, 2, 'x' }, c = { d = true, e = 1.5 }, f = {} }"),
        "{a=[1 2 x] b=1 c={d=true e=1.5} f=[]}");
    ck_assert_str_eq(script_value("nil"), "nil");
    ck_assert_str_eq(script_value("{ a = nil }"), "[]");
}
END_TEST

START_TEST(what_is_no_plain_data_is_refused_with_its_path)
{
    refused("return { a = { 1, function() end } }", "view.x.a[2] is a function, not data");
    refused("return { 1, 2, a = 3 }", "view.x has keys that are neither 1 to n nor all text");
    refused("return { [1] = 1, [3] = 3 }", "view.x has keys that are neither");
    refused("return { [1] = 1, [1.5] = 2, [3] = 3 }", "view.x has keys that are neither");
    refused("return { [0] = 1 }", "view.x has keys that are neither");
    refused("return { [true] = 1 }", "view.x has keys that are neither");
    refused("return { [{}] = 1 }", "a table has a table as key");
    refused("return { n = 0 / 0 }", "view.x.n is not a finite number");
    refused("return { n = math.huge }", "view.x.n is not a finite number");
    refused("return { n = math.maxinteger }", "view.x.n is a whole number beyond 2^53");
    refused("return { s = 'a' .. string.char(230) }", "view.x.s is text that is not UTF-8");
    refused("return { s = 'a\\0b' }", "view.x.s is text with a NUL in it");
    refused("return { ['\\xE6'] = 1 }", "is text that is not UTF-8");
}
END_TEST

START_TEST(refusals_name_the_line_of_the_function)
{
    evne_error err;
    evne_plugin *plugin =
        script_plugin("", "\n\nfunction report.view()\n  return { f = error }\nend", &err);
    const evne_value *view;

    ck_assert_int_eq(evne_plugin_view(plugin, script_case("{}"), NULL, script_arena(), &view, &err),
                     EVNE_PLUGIN);
    ck_assert_str_eq(err.where, EVNE_ROOT "/tests/plugin/fixtures/try.lua:3");
    ck_assert_str_eq(err.text, "view.f is a function, not data");
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(shared_text_cannot_grow_without_end)
{
    refused("local s = ('x'):rep(1000000) local t = {} for i = 1, 100 do t[i] = s end return t",
            "brings the text to more than 64 MiB");
}
END_TEST

START_TEST(case_is_a_copy)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "{ 'a', 'text' }",
        "function report.view(case) local old = case.a case.a = 'changed' return { a = old } end",
        &err);
    const evne_value *sag = script_case("a: first"), *view;

    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(evne_plugin_view(plugin, sag, NULL, script_arena(), &view, &err), EVNE_OK);
        ck_assert_str_eq(script_written(view), "{a=first}");
    }
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(declared_list_that_is_absent_is_empty)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "{ 'a.liste', 'list', each = 'text', optional = true }, { 'a.b', 'text', optional = true "
        "}, "
        "{ 'ting', 'list', each = { { 'x', 'text' }, { 'dele', 'list', each = 'text' } } }, "
        "{ 'nej.liste', 'list', each = 'text', optional = true }",
        "function report.view(case) return { n = #case.a.liste, b = case.a.b == nil, "
        "d = #case.ting[1].dele, e = #case.ting[2].dele, nej = case.nej == nil } end",
        &err);
    const evne_value *view;

    ck_assert_ptr_nonnull(plugin);
    ck_assert_int_eq(evne_plugin_view(plugin,
                                      script_case("{a: {b: ~}, ting: [{x: y}, {dele: [1, 2]}]}"),
                                      NULL, script_arena(), &view, &err),
                     EVNE_OK);
    ck_assert_str_eq(script_written(view), "{b=true d=0 e=2 n=0 nej=true}");
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(whole_numbers_are_integers_in_lua)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "{ 'n', 'num' }", "function report.view(case) return { t = case.n .. '' } end", &err);
    const evne_value *view;
    static const struct {
        double number;
        const char *written;
    } cases[] = {{3, "{t=3}"}, {-0.0, "{t=0}"}, {2.5, "{t=2.5}"}, {1e300, "{t=1e+300}"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        evne_pair pair = {.key = EVNE_STR("n"),
                          .value = evne_value_new_number(script_arena(), NULL, cases[i].number)};
        const evne_value *sag = evne_value_new_map(script_arena(), NULL, &pair, 1);
        ck_assert_int_eq(evne_plugin_view(plugin, sag, NULL, script_arena(), &view, &err), EVNE_OK);
        ck_assert_str_eq(script_written(view), cases[i].written);
    }
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(frozen_tables_may_be_part_of_a_view)
{
    ck_assert_str_eq(script_value("info.profil"), "{liste=[a] navn=x}");
    ck_assert_str_eq(script_value("info"), "{profil={liste=[a] navn=x}}");
}
END_TEST

Suite *test_bridge(void)
{
    Suite *suite = suite_create("bridge");
    TCase *tests = tcase_create("bridge");

    tcase_add_checked_fixture(tests, NULL, script_end);
    tcase_add_test(tests, plain_data_comes_back_with_keys_in_order);
    tcase_add_test(tests, what_is_no_plain_data_is_refused_with_its_path);
    tcase_add_test(tests, refusals_name_the_line_of_the_function);
    tcase_add_test(tests, shared_text_cannot_grow_without_end);
    tcase_add_test(tests, case_is_a_copy);
    tcase_add_test(tests, declared_list_that_is_absent_is_empty);
    tcase_add_test(tests, whole_numbers_are_integers_in_lua);
    tcase_add_test(tests, frozen_tables_may_be_part_of_a_view);
    suite_add_tcase(suite, tests);
    return suite;
}
