#include <check.h>
#include <string.h>

#include "base/file.h"
#include "script.h"

static const char small[] = EVNE_ROOT "/tests/plugin/fixtures/small.lua";

static const char small_case[] = "sag: {id: S-1, dato: \"2026-03-02\"}\n"
                                 "logbog:\n"
                                 "  - {dato: \"2026-03-02\", timer: 3}\n"
                                 "  - dato: \"2026-03-03\"\n"
                                 "    timer: 13\n"
                                 "    noter: [en]\n";

static evne_plugin *open_small(void)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = NULL;

    if (evne_plugin_open(script_arena(), small, &plugin, &err) != EVNE_OK)
        ck_abort_msg("%s: %s", err.where, err.text);
    return plugin;
}

static const evne_value *select_small(const evne_plugin *plugin, const char *yaml)
{
    const evne_plugin_info *info = evne_plugin_info_of(plugin);
    evne_problems *problems = evne_problems_new(script_arena());
    const evne_value *out;

    evne_fields_apply(script_arena(), info->fields, info->known, script_case(yaml), problems, &out);
    ck_assert_uint_eq(evne_problems_errors(problems), 0);
    return out;
}

static void refused(const char *source, const char *part)
{
    const char *fault = script_fault(source);

    if (!strstr(fault, part))
        ck_abort_msg("'%.300s' gave '%s', which does not say '%s'", source, fault, part);
}

/* A plugin file whose line `change` comes last. */
static const char *with(const char *change)
{
    return evne_arena_printf(
        script_arena(),
        "local report = { api = 1, id = 'try', short = 'TR', title = { da = 'x', en = 'y' },\n"
        "version = '1.0.0', template = 'try', fields = {}, known = {},\n"
        "dated = function() end, view = function() end }\n"
        "%s\nreturn report",
        change);
}

START_TEST(plugin_says_what_it_is)
{
    evne_plugin *plugin = open_small();
    const evne_plugin_info *info = evne_plugin_info_of(plugin);

    ck_assert(evne_str_is(info->id, "small") && evne_str_is(info->short_id, "SM"));
    ck_assert(evne_str_is(info->title_da, "Lille") && evne_str_is(info->title_en, "Small"));
    ck_assert(evne_str_is(info->version, "1.0.0") && evne_str_is(info->template_name, "small"));
    ck_assert_uint_eq(info->sha256.len, 64);
    ck_assert_uint_eq(info->fields->n_children, 4);
    ck_assert_uint_eq(info->known->n_children, 1);
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(wrong_keys_are_errors_with_their_line)
{
    refused(with("report.feilds = {}"),
            "plugins/try.lua:4: the report has an unknown key 'feilds'; "
            "nearest is 'fields'");
    refused(with("function report.chekc() end"),
            "plugins/try.lua:4: the report has an unknown key 'chekc'; "
            "nearest is 'check'");
    refused(with("report.api = 2"),
            "is written for plugin interface 2; this program has interface 1");
    refused(with("report.api = nil"), "'api' must be 1");
    refused(with("report.id = 'other'"), "'id' is 'other' but the file is 'try.lua'");
    refused(with("report.id = 'Try'"), "'id' has letters a to z, digits and -");
    refused(with("report.short = 'xx'"), "'short' has two or three letters A to Z");
    refused(with("report.title = 'x'"), "'title' must read { da = \"...\", en = \"...\" }");
    refused(with("report.title.se = 'x'"), "'title' must read");
    refused(with("report.version = 1"), "'version' must be a text");
    refused(with("report.version = '../1'"), "'version' has digits");
    refused(with("report.template = '../x'"), "'template' has letters a to z, digits and -");
    refused(with("report.view = nil"), "plugins/try.lua: has no function 'view'");
    refused(with("report.dated = nil"), "has no function 'dated'");
    refused(with("report.view = {}"), "'view' must be a function, not a table");
    refused(with("report.check = 1"), "'check' must be a function, not a number");
    refused(with("report.known = nil"), "'known' must be a list of fields");
    refused("return 5", "plugins/try.lua: returns a number, not a table");
    refused("return { 1, 2 }", "returns no report but a list");
    refused("", "returns a nil, not a table");
}
END_TEST

START_TEST(check_reports_at_the_place_in_the_case)
{
    evne_plugin *plugin = open_small();
    const evne_value *sag = select_small(plugin, small_case);
    evne_problems *problems = evne_problems_new(script_arena());
    evne_error err = {.status = EVNE_OK};
    const evne_problem *p;

    ck_assert_int_eq(evne_plugin_check(plugin, sag, (evne_str){0}, NULL, problems, &err), EVNE_OK);
    ck_assert_uint_eq(evne_problems_count(problems), 3);
    p = evne_problems_at(problems, 0); /* the list is absent: the item that lacks it */
    ck_assert_str_eq(p->path, "logbog[1].noter");
    ck_assert_uint_eq(p->line, 3);
    ck_assert_int_eq(p->severity, EVNE_INFO);
    ck_assert_str_eq(p->code, "rapport.regel");
    p = evne_problems_at(problems, 1);
    ck_assert_str_eq(p->path, "logbog[2].timer");
    ck_assert_str_eq(p->file, "case.yaml");
    ck_assert(p->line == 5 && p->column == 12);
    ck_assert_str_eq(p->suggestion, "del dagen");
    ck_assert_str_eq(p->code, "small.timer");
    ck_assert_int_eq(p->severity, EVNE_WARNING);
    p = evne_problems_at(problems, 2);
    ck_assert_str_eq(p->path, "andet.felt");
    ck_assert_int_eq(p->severity, EVNE_SEVERE_ERROR);
    evne_plugin_free(plugin);
}
END_TEST

static evne_plugin *open_hoarder(void)
{
    evne_plugin *plugin = NULL;
    evne_error err;

    if (evne_plugin_open(script_arena(), EVNE_ROOT "/tests/plugin/fixtures/kept/hoarder.lua",
                         &plugin, &err) != EVNE_OK)
        ck_abort_msg("%s: %s", err.where, err.text);
    return plugin;
}

START_TEST(a_kept_plugin_meets_every_case_as_if_it_were_the_first)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = open_hoarder();
    const evne_value *first, *again, *none = script_case("{}"), *bad = script_case("{fail: x}");

    ck_assert_int_eq(evne_plugin_view(plugin, none, NULL, script_arena(), &first, &err), EVNE_OK);
    evne_plugin_free(plugin);
    plugin = open_hoarder();
    ck_assert_int_eq(evne_plugin_keep(plugin, &err), EVNE_OK);
    for (int i = 0; i < 12; i++) {
        const evne_value *sag = i % 3 == 2 ? bad : none;
        evne_status status = evne_plugin_view(plugin, sag, NULL, script_arena(), &again, &err);
        ck_assert_int_eq(status, sag == bad ? EVNE_PLUGIN : EVNE_OK);
        if (sag == none)
            ck_assert_str_eq(script_written(again), script_written(first));
        evne_plugin_reset(plugin);
    }
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(what_one_function_does_to_the_case_no_other_sees)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "{ 'a', 'text' }",
        "function report.view(case) local a = case.a case.a = 'x' return { a = a } end", &err);
    const evne_value *sag = script_case("a: b"), *view;

    ck_assert_ptr_nonnull(plugin);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(evne_plugin_view(plugin, sag, NULL, script_arena(), &view, &err), EVNE_OK);
        ck_assert_str_eq(script_written(view), "{a=b}");
    }
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(dated_view_and_signers_give_data)
{
    evne_plugin *plugin = open_small();
    const evne_value *sag = select_small(plugin, small_case), *out;
    const evne_value *info = script_case("profil: {navn: dk-2026-02}");
    evne_error err = {.status = EVNE_OK};
    evne_str date;

    ck_assert_int_eq(evne_plugin_dated(plugin, sag, script_arena(), &date, &err), EVNE_OK);
    ck_assert(evne_str_is(date, "2026-03-02"));
    ck_assert_int_eq(evne_plugin_view(plugin, sag, info, script_arena(), &out, &err), EVNE_OK);
    ck_assert_str_eq(script_written(out), "{module=a opgaver=[] profil=dk-2026-02 "
                                          "sag={dato=2026-03-02 id=S-1} timer=16}");
    ck_assert_int_eq(evne_plugin_signers(plugin, sag, info, script_arena(), &out, &err), EVNE_OK);
    ck_assert_str_eq(script_written(out), "[{kraevet=true navn=B rolle=borger} "
                                          "{navn=K rolle=konsulent}]");
    evne_plugin_free(plugin);
}
END_TEST

/* Runs one function of a small plugin and gives the fault. */
static const char *fault_in(const char *functions, const char *which)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "{ 'a.b', 'text' }, { 'a.langt', 'long' }, { 'l', 'list', each = { { 'x', 'text' } } }, "
        "{ 't', 'table', each = 'num' }, { 'n', 'navn' }",
        functions, &err);
    const evne_value *sag = script_case("{a: {b: c}, l: [{x: y}]}"), *out;
    evne_problems *problems = evne_problems_new(script_arena());
    evne_status status;
    evne_str date;

    if (!plugin)
        ck_abort_msg("%s: %s", err.where, err.text);
    if (strcmp(which, "check") == 0)
        status = evne_plugin_check(plugin, sag, (evne_str){0}, NULL, problems, &err);
    else if (strcmp(which, "dated") == 0)
        status = evne_plugin_dated(plugin, sag, script_arena(), &date, &err);
    else if (strcmp(which, "view") == 0)
        status = evne_plugin_view(plugin, sag, NULL, script_arena(), &out, &err);
    else
        status = evne_plugin_signers(plugin, sag, NULL, script_arena(), &out, &err);
    evne_plugin_free(plugin);
    ck_assert(status == EVNE_OK || status == EVNE_PLUGIN);
    return status == EVNE_OK ? "no fault" : evne_arena_text(script_arena(), err.text);
}

static void problem_gives(const char *arguments, const char *expected)
{
    ck_assert_str_eq(fault_in(evne_arena_printf(script_arena(),
                                                "function report.check(case, problem) "
                                                "problem(%s) end",
                                                arguments),
                              "check"),
                     expected);
}

START_TEST(problem_takes_only_paths_that_are_declared)
{
    problem_gives("'a.b', 'm'", "no fault");
    problem_gives("'a', 'm'", "no fault");
    problem_gives("'', 'm'", "no fault");
    problem_gives("'l[7].x', 'm'", "no fault");
    problem_gives("'l', 'm'", "no fault");
    problem_gives("'t.whatever', 'm'", "no fault");
    problem_gives("'t[\"ben, venstre\"]', 'm'", "no fault");
    problem_gives("'n.fornavn', 'm'", "no fault");
    problem_gives("'a.langtt', 'm'", "no field has the path 'a.langtt'; nearest is 'langt'");
    problem_gives("'l[1].y', 'm'", "no field has the path 'l[1].y'");
    problem_gives("'a.b.c', 'm'", "no field has the path 'a.b.c'");
    problem_gives("'n.alder', 'm'", "no field has the path 'n.alder'");
    problem_gives("'l[0].x', 'm'", "'l[0].x' is no path: write it like \"logbog[3].dato\"");
    problem_gives("'l[', 'm'", "'l[' is no path: write it like \"logbog[3].dato\"");
    problem_gives("'a..b', 'm'", "'a..b' is no path: write it like \"logbog[3].dato\"");
    problem_gives("'l[\"', 'm'", "'l[\"' is no path: write it like \"logbog[3].dato\"");
    problem_gives("('x'):rep(600), 'm'", "the path is too long");
}
END_TEST

START_TEST(problem_takes_only_words_and_known_options)
{
    problem_gives("'a'", "the message of a problem must be a text");
    problem_gives("'a', ''", "the message of a problem has 1 to 2000 bytes");
    problem_gives("'a', string.char(230)", "the message of a problem is not UTF-8");
    problem_gives("'a', 'm', { severity = 'fatal' }",
                  "severity is error, warning or info, not 'fatal'");
    problem_gives("'a', 'm', { hint = 'x' }",
                  "a problem has suggestion, code, severity and words, not 'hint'");
    problem_gives("'a', 'm', { suggestion = {} }", "the suggestion of a problem must be a text");
    ck_assert_str_eq(fault_in("function report.check(case, problem) for i = 1, 2000 do "
                              "problem('a', 'm' .. i) end end",
                              "check"),
                     "check reports more than 1000 problems");
}
END_TEST

START_TEST(problem_cannot_be_kept_for_later)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin =
        script_plugin("{ 'a', 'text' }",
                      "local kept function report.check(case, problem) kept = problem end "
                      "function report.view() kept('a', 'm') return {} end",
                      &err);
    const evne_value *sag = script_case("{a: b}"), *view;

    ck_assert_int_eq(evne_plugin_check(plugin, sag, (evne_str){0}, NULL,
                                       evne_problems_new(script_arena()), &err),
                     EVNE_OK);
    ck_assert_int_eq(evne_plugin_view(plugin, sag, NULL, script_arena(), &view, &err), EVNE_PLUGIN);
    ck_assert_str_eq(err.text, "problem can only be called while check runs");
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(answers_of_the_wrong_kind_are_faults)
{
    ck_assert_str_eq(fault_in("function report.dated() return 5 end", "dated"),
                     "dated gives a number, not a date");
    ck_assert_str_eq(fault_in("function report.dated() return '2. marts' end", "dated"),
                     "dated gives '2. marts', no date such as 2026-03-02");
    ck_assert_str_eq(fault_in("function report.view() end", "view"),
                     "view gives a nil, not a table");
    ck_assert_str_eq(fault_in("function report.view() return { 1 } end", "view"),
                     "view gives a list, not a table with names");
    ck_assert_str_eq(fault_in("function report.signers() return { a = 1 } end", "signers"),
                     "signers gives no list of at most 50 signers");
    ck_assert_str_eq(
        fault_in("function report.signers() return { { rolle = 'a' } } end", "signers"),
        "signers[1] has no 'navn'");
    ck_assert_str_eq(fault_in("function report.signers() return { { role = 'a' } } end", "signers"),
                     "signers[1] has an unknown key 'role'");
    ck_assert_str_eq(
        fault_in("function report.signers() return { { rolle = 'a', navn = 1 } } end", "signers"),
        "signers[1].navn has the wrong type");
    ck_assert_str_eq(fault_in("function report.signers() return { { rolle = 'a', navn = 'A' }, "
                              "{ rolle = 'a', navn = 'B' } } end",
                              "signers"),
                     "signers[2] has the role 'a' of signers[1]");
    ck_assert_str_eq(fault_in("", "signers"), "no fault");
}
END_TEST

/* --- modules ------------------------------------------------------------------------------- */

static const char *module_fault(const char *code)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin("", code, &err);

    if (plugin) {
        evne_plugin_free(plugin);
        return "no fault";
    }
    ck_assert_int_eq(err.status, EVNE_PLUGIN);
    return evne_arena_printf(script_arena(), "%s: %s", evne_file_name(err.where), err.text);
}

START_TEST(modules_come_from_lib_and_nowhere_else)
{
    static const char bad[] = "a module's name is letters a to z, digits, - and _";

    ck_assert_str_eq(module_fault("local a, b = use('shared'), use('shared') assert(a == b)"),
                     "no fault");
    ck_assert_ptr_nonnull(strstr(module_fault("use('../small')"), bad));
    ck_assert_ptr_nonnull(strstr(module_fault("use('/etc/passwd')"), bad));
    ck_assert_ptr_nonnull(strstr(module_fault("use('a.b')"), bad));
    ck_assert_ptr_nonnull(strstr(module_fault("use('')"), bad));
    ck_assert_ptr_nonnull(strstr(module_fault("use('shared\\0x')"), bad));
    ck_assert_ptr_nonnull(strstr(module_fault("use('nothing')"), "no module 'nothing'"));
    ck_assert_ptr_nonnull(strstr(module_fault("use(nil)"), "string expected"));
}
END_TEST

START_TEST(faults_in_modules_name_the_module)
{
    ck_assert_str_eq(module_fault("use('round-a')"),
                     "round-b.lua:1: module 'round-a' uses itself, by way of 'round-b'");
    ck_assert_str_eq(module_fault("use('broken')"), "broken.lua:2: unexpected symbol near <eof>");
    ck_assert_str_eq(module_fault("use('silent')"), "silent.lua: the module returns nothing");
    ck_assert_str_eq(module_fault("local x = use('shared').frist"),
                     "try.lua:1: module 'shared' has no 'frist'");
}
END_TEST

START_TEST(modules_load_only_with_the_plugin)
{
    ck_assert_str_eq(
        fault_in("function report.view() return { use('shared').first() } end", "view"),
        "use 'shared' at the top of the file: modules load with the plugin");
}
END_TEST

START_TEST(hash_covers_the_plugin_and_its_modules)
{
    evne_error err;
    evne_plugin *a = script_plugin("", "", &err), *b = script_plugin("", "", &err);
    evne_plugin *c = script_plugin("", "local x = 1", &err);
    evne_plugin *d = script_plugin("", "local x = use('shared')", &err);

    ck_assert(evne_str_eq(evne_plugin_info_of(a)->sha256, evne_plugin_info_of(b)->sha256));
    ck_assert(!evne_str_eq(evne_plugin_info_of(a)->sha256, evne_plugin_info_of(c)->sha256));
    ck_assert(!evne_str_eq(evne_plugin_info_of(c)->sha256, evne_plugin_info_of(d)->sha256));
    evne_plugin_free(a);
    evne_plugin_free(b);
    evne_plugin_free(c);
    evne_plugin_free(d);
}
END_TEST

START_TEST(file_that_is_not_there_is_unreadable_input)
{
    evne_error err;
    evne_plugin *plugin;

    ck_assert_int_eq(evne_plugin_open(script_arena(), "no/such.lua", &plugin, &err), EVNE_INPUT);
    ck_assert_ptr_null(plugin);
    evne_plugin_free(NULL);
}
END_TEST

Suite *test_plugin(void)
{
    Suite *suite = suite_create("plugin");
    TCase *tests = tcase_create("plugin");

    tcase_add_checked_fixture(tests, NULL, script_end);
    tcase_add_test(tests, plugin_says_what_it_is);
    tcase_add_test(tests, wrong_keys_are_errors_with_their_line);
    tcase_add_test(tests, check_reports_at_the_place_in_the_case);
    tcase_add_test(tests, a_kept_plugin_meets_every_case_as_if_it_were_the_first);
    tcase_add_test(tests, what_one_function_does_to_the_case_no_other_sees);
    tcase_add_test(tests, dated_view_and_signers_give_data);
    tcase_add_test(tests, problem_takes_only_paths_that_are_declared);
    tcase_add_test(tests, problem_takes_only_words_and_known_options);
    tcase_add_test(tests, problem_cannot_be_kept_for_later);
    tcase_add_test(tests, answers_of_the_wrong_kind_are_faults);
    tcase_add_test(tests, modules_come_from_lib_and_nowhere_else);
    tcase_add_test(tests, faults_in_modules_name_the_module);
    tcase_add_test(tests, modules_load_only_with_the_plugin);
    tcase_add_test(tests, hash_covers_the_plugin_and_its_modules);
    tcase_add_test(tests, file_that_is_not_there_is_unreadable_input);
    suite_add_tcase(suite, tests);
    return suite;
}
