/* One test for each way out of the sandbox that anybody thought of. */
#include <check.h>
#include <string.h>

#include "plugin/environment.h"
#include "plugin/sandbox.h"
#include "script.h"

/* The fault of `source` must hold `part`. */
static void refused(const char *source, const char *part)
{
    const char *fault = script_fault(source);

    if (!strstr(fault, part))
        ck_abort_msg("'%.200s' gave '%s', which does not say '%s'", source, fault, part);
}

static void view_refused(const char *body, const char *part)
{
    const char *fault = script_view_fault(body);

    if (!strstr(fault, part))
        ck_abort_msg("'%.200s' gave '%s', which does not say '%s'", body, fault, part);
}

static const char too_long[] = "uses more than 50 million instructions";
static const char too_large[] = "uses more than 64 MiB of memory";

/* --- names --------------------------------------------------------------------------------- */

START_TEST(names_that_reach_outside_do_not_exist)
{
    static const char *const names[] = {
        "io",         "os",       "debug",    "package",      "load",
        "loadstring", "dofile",   "require",  "setmetatable", "getmetatable",
        "rawset",     "rawget",   "rawequal", "rawlen",       "collectgarbage",
        "coroutine",  "print",    "pcall",    "xpcall",       "next",
        "_G",         "loadfile", "warn",     "_VERSION",     "unpack",
        "newproxy",   "module",   "lib"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *source = evne_arena_printf(script_arena(), "local x = %s", names[i]);
        const char *part =
            evne_arena_printf(script_arena(), "try.lua:1: unknown name '%s'", names[i]);
        refused(source, part);
    }
}
END_TEST

START_TEST(library_functions_that_are_not_listed_do_not_exist)
{
    static const char *const names[][2] = {
        {"string", "find"}, {"string", "match"}, {"string", "gmatch"},   {"string", "gsub"},
        {"string", "dump"}, {"string", "pack"},  {"string", "unpack"},   {"string", "packsize"},
        {"table", "move"},  {"math", "random"},  {"math", "randomseed"}, {"utf8", "charpattern"},
        {"math", "pow"},    {"date", "now"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        refused(evne_arena_printf(script_arena(), "local x = %s.%s", names[i][0], names[i][1]),
                evne_arena_printf(script_arena(), "try.lua:1: %s has no '%s'", names[i][0],
                                  names[i][1]));
}
END_TEST

START_TEST(texts_have_only_the_methods_of_the_allowed_table)
{
    refused("local x = ('x'):find('x')", "string has no 'find'");
    refused("local x = ('x'):gsub('x', 'y')", "string has no 'gsub'");
    refused("local x = ('x').__index", "string has no '__index'");
    refused("local s = 'x' s.rep = 1", "attempt to index a string value");
    ck_assert_str_eq(script_value("('ab'):upper() .. ('x'):rep(3)"), "ABxxx");
}
END_TEST

START_TEST(environment_is_not_a_value)
{
    refused("local e = _ENV", "names '_ENV', which plugins do not have");
    refused("\n\nlocal _ENV <const> = {}", "try.lua:3: names '_ENV'");
    refused("local x = { MY_ENV = 1, _ENVIRONMENT = 2 } nosuch()", "unknown name 'nosuch'");
}
END_TEST

START_TEST(misspelt_names_are_errors_with_their_line)
{
    refused("local a = 1\nlocal b = aa + 1", "plugins/try.lua:2: unknown name 'aa'");
    refused("local function f()\n  count = 1\nend\nf()",
            "plugins/try.lua:2: cannot set global 'count'");
    refused("function check() end", "cannot set global 'check'");
}
END_TEST

/* --- read-only ----------------------------------------------------------------------------- */

START_TEST(shared_tables_cannot_be_changed)
{
    refused("string.upper = nil", "try.lua:1: cannot set 'upper': string is read-only");
    refused("date.today = 1", "cannot set 'today': date is read-only");
    refused("stat[1] = 1", "cannot set '1': stat is read-only");
    refused("table.insert(table, 1)", "is read-only");
}
END_TEST

START_TEST(info_cannot_be_changed_but_the_case_can)
{
    view_refused("info.profil.navn = 'y'", "cannot set 'navn': info is read-only");
    view_refused("table.insert(info.profil.liste, 'b')", "info is read-only");
    view_refused("table.remove(info.profil.liste)", "info is read-only");
    view_refused("table.sort(info.profil.liste)", "info is read-only");
    ck_assert_str_eq(script_body("case.x = 1 return case.x"), "1");
    ck_assert_str_eq(script_value("info.profil.liste[1] .. #info.profil.liste"), "a1");
    ck_assert_str_eq(script_value("info.profil.nothing == nil"), "true");
}
END_TEST

START_TEST(module_cannot_change_what_others_see)
{
    evne_error err;
    evne_plugin *plugin = script_plugin("", "local m = use('tampers')", &err);

    ck_assert_ptr_null(plugin);
    ck_assert_ptr_nonnull(strstr(err.where, "lib/tampers.lua:2"));
    ck_assert_str_eq(err.text, "cannot set 'trim': text is read-only");
    ck_assert_ptr_null(script_plugin("", "local m = use('shared') m.list[1] = 'x'", &err));
    ck_assert_str_eq(err.text, "cannot set '1': module 'shared' is read-only");
}
END_TEST

/* --- instructions -------------------------------------------------------------------------- */

START_TEST(endless_loops_end_where_they_are)
{
    refused("local n = 0\nwhile true do\nn = n + 1\nend", "plugins/try.lua:");
    refused("while true do end", too_long);
    refused("repeat until false", too_long);
    refused("for i = 1, math.huge do end", too_long);
    refused("::again:: goto again", too_long);
    refused("local function f() return f() end f()", too_long);
}
END_TEST

START_TEST(nothing_swallows_the_end_of_the_budget)
{
    refused("pcall(function() while true do end end)", "unknown name 'pcall'");
    refused("coroutine.wrap(function() while true do end end)()", "unknown name 'coroutine'");
    refused("table.sort({ 3, 2, 1 }, function() while true do end end)", too_long);
    refused("re.gsub('abc', '.', function() while true do end end)", too_long);
    refused("stat.count({ 1 }, function() while true do end end)", too_long);
    refused("setmetatable({}, { __gc = function() while true do end end })",
            "unknown name 'setmetatable'");
    refused("local x <close> = setmetatable({}, {})", "unknown name 'setmetatable'");
    refused("local x <close> = {}", "non-closable value");
}
END_TEST

START_TEST(budget_holds_for_each_run_not_for_all_together)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = script_plugin(
        "",
        "function report.view() local n = 0 for i = 1, 10000000 do n = i end return { n = n } end",
        &err);
    const evne_value *view;

    ck_assert_ptr_nonnull(plugin);
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(
            evne_plugin_view(plugin, script_case("{}"), NULL, script_arena(), &view, &err),
            EVNE_OK);
    evne_plugin_free(plugin);
}
END_TEST

START_TEST(long_work_inside_library_functions_counts)
{
    refused("local t = {} for i = 1, 50000 do t[i] = i end\n"
            "while true do table.insert(t, 1, 0) table.remove(t, 1) end",
            too_long);
    refused("local t = {} for i = 1, 50000 do t[i] = 'x' end\n"
            "while true do local s = table.concat(t) end",
            too_long);
    refused("local s = ('x'):rep(1000000) while true do local n = utf8.len(s) end", too_long);
    refused("local s = ('x'):rep(1000000) while true do local n = text.upper(s) end", too_long);
    refused("local s = ('x'):rep(1000000) while true do local n = s .. 'y' end", too_long);
    refused("local s = ('a'):rep(500000) while true do local n = text.contains(s, s .. 'b') "
            "or text.contains(s, ('a'):rep(1000) .. 'b') end",
            too_long);
    refused("while true do local p = re.match('x', 'x') end", too_long);
}
END_TEST

static void run_trusted(lua_State *L, void *context)
{
    lua_pushnil(L); /* no `use` */
    evne_environment_make(L);
    evne_environment_push(L);
    evne_sandbox_load(L, "own.lua", evne_str_of(context));
    lua_call(L, 0, 0);
}

/* What a trusted sandbox says of `source`, or nothing. */
static const char *trusted_fault(const char *source)
{
    evne_error err = {.status = EVNE_OK};
    char *text = evne_arena_text(script_arena(), source);
    evne_sandbox *sandbox;

    ck_assert_int_eq(evne_sandbox_new(script_arena(), "own.lua", &sandbox, &err), EVNE_OK);
    evne_sandbox_trust(sandbox);
    (void)evne_sandbox_run(sandbox, run_trusted, text, &err);
    evne_sandbox_free(sandbox);
    return evne_arena_text(script_arena(), err.text);
}

START_TEST(trusted_code_is_counted_once_it_does_much)
{
    ck_assert_str_eq(trusted_fault("for i = 1, 60000000 do end"), "");
    ck_assert_str_eq(trusted_fault("while true do local t = {} end"), too_long);
    ck_assert_str_eq(trusted_fault("for i = 1, 5000 do local n = re.find('a', 'b') end\n"
                                   "while true do end"),
                     too_long);
    ck_assert_str_eq(trusted_fault("local t = {} for i = 1, 100000 do t[i] = {} end\n"
                                   "while true do end"),
                     too_long);
}
END_TEST

/* --- what stays --------------------------------------------------------------------------- */

static const char own_key = 'o';

static void make_own_text(lua_State *L, void *context)
{
    (void)context;
    lua_pushliteral(L, "[a-z] of the plugin");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &own_key);
}

static bool is_top_lasting(lua_State *L)
{
    evne_str text;

    text.p = lua_tolstring(L, -1, &text.len);
    return evne_sandbox_is_lasting(L, text);
}

static void look_at_texts(lua_State *L, void *context)
{
    bool *is_lasting = context;

    lua_rawgetp(L, LUA_REGISTRYINDEX, &own_key);
    is_lasting[0] = is_top_lasting(L);
    lua_pushliteral(L, "[a-z] of a case");
    is_lasting[1] = is_top_lasting(L);
}

START_TEST(only_texts_of_the_kept_state_last)
{
    evne_error err = {.status = EVNE_OK};
    evne_sandbox *sandbox;
    bool is_lasting[2];

    ck_assert_int_eq(evne_sandbox_new(script_arena(), "own.lua", &sandbox, &err), EVNE_OK);
    ck_assert_int_eq(evne_sandbox_run(sandbox, make_own_text, NULL, &err), EVNE_OK);
    evne_sandbox_keep(sandbox);
    for (int i = 0; i < 3; i++) {
        evne_sandbox_restore(sandbox);
        ck_assert_int_eq(evne_sandbox_run(sandbox, look_at_texts, is_lasting, &err), EVNE_OK);
        ck_assert(is_lasting[0] && !is_lasting[1]);
    }
    evne_sandbox_free(sandbox);
}
END_TEST

/* --- memory -------------------------------------------------------------------------------- */

START_TEST(memory_ends_at_its_limit)
{
    refused("local t = {}\nfor i = 1, 1e9 do\nt[i] = { i }\nend", too_large);
    refused("local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100000) .. i end", too_large);
    refused("local t = {} for i = 1, 1e9 do t['k' .. i] = i end", too_large);
}
END_TEST

START_TEST(memory_fault_names_the_line)
{
    refused("local t = {}\nwhile true do\n  t = { t, ('x'):rep(1000000) .. #t }\nend",
            "plugins/try.lua:3: uses more than 64 MiB of memory");
}
END_TEST

START_TEST(one_text_has_at_most_a_mebibyte)
{
    refused("local s = 'x' while true do s = s .. s end", "makes a text of more than 1 MiB");
    refused("local s = ('x'):rep(1e9)", "rep makes a text of more than 1 MiB");
    refused("local s = ('x'):rep(math.maxinteger)", "more than 1 MiB");
    refused("local s = ('x'):rep(1e8, ', ')", "more than 1 MiB");
    refused("local t = {} for i = 1, 1200000 do t[i] = 'x' end local s = table.concat(t)",
            "makes a text of more than 1 MiB");
    refused("local s = text.list({ ('x'):rep(1000000), ('y'):rep(1000000) })",
            "makes a text of more than 1 MiB");
}
END_TEST

START_TEST(memory_limit_inside_a_library_function_is_the_same_fault)
{
    refused("local t = {} for i = 1, 60 do t[i] = ('x'):rep(1000000) .. i end "
            "re.split(('a,'):rep(400000), ',')",
            too_large);
}
END_TEST

START_TEST(a_state_is_usable_after_a_fault)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin =
        script_plugin("",
                      "local n = 0 function report.view() n = n + 1 if n == 1 then local t = {} "
                      "while true do t[#t + 1] = {} end end return { n = n } end",
                      &err);
    const evne_value *view;

    ck_assert_int_eq(evne_plugin_view(plugin, script_case("{}"), NULL, script_arena(), &view, &err),
                     EVNE_PLUGIN);
    ck_assert_int_eq(evne_plugin_view(plugin, script_case("{}"), NULL, script_arena(), &view, &err),
                     EVNE_OK);
    ck_assert_str_eq(script_written(view), "{n=2}");
    evne_plugin_free(plugin);
}
END_TEST

/* --- the C stack --------------------------------------------------------------------------- */

START_TEST(deep_recursion_is_an_error)
{
    refused("local function f(n) return 1 + f(n + 1) end f(1)", "stack overflow");
    refused("local function f() re.gsub('a', 'a', f) end f()", "C stack overflow");
    refused("local function f() table.sort({ 2, 1 }, function() f() end) end f()", "overflow");
    refused(evne_arena_printf(
                script_arena(), "local x = %s1%s",
                (const char *)memset(evne_arena_alloc(script_arena(), 100001), '(', 100000), ")"),
            "plugins/try.lua: C stack overflow");
}
END_TEST

START_TEST(tables_that_nest_without_end_are_an_error)
{
    static const char deep[] = "local t = {} for i = 1, 100000 do t = { t } end ";

    refused(evne_arena_printf(script_arena(), "%s return t", deep), "32 tables deep");
    view_refused("local t = {} for i = 1, 100000 do t = { t } end return t",
                 "is more than 32 tables deep, or holds itself");
    view_refused("local t = 1 for i = 1, 32 do t = { t } end return t",
                 "is more than 32 tables deep");
    ck_assert_str_eq(script_body("local t = 1 for i = 1, 31 do t = { t } end return t ~= nil"),
                     "true");
    ck_assert_ptr_nonnull(
        strstr(script_body("local t = 1 for i = 1, 31 do t = { t } end return t"), "[1]"));
    view_refused("local t = {} t.t = t return t", "is more than 32 tables deep, or holds itself");
    view_refused("local t = 'x' for i = 1, 30 do t = { t, t, t } end return t",
                 "brings the data to more than 500000 values");
}
END_TEST

START_TEST(module_that_nests_without_end_is_an_error)
{
    evne_error err;

    ck_assert_ptr_null(script_plugin("", "local m = use('deep')", &err));
    ck_assert_str_eq(err.text, "module 'deep' has tables more than 100 deep");
}
END_TEST

/* --- code ---------------------------------------------------------------------------------- */

START_TEST(bytecode_is_refused)
{
    static const char bytecode[] = "\x1bLuaT";

    refused(bytecode, "is Lua bytecode");
    refused("\x1b", "is Lua bytecode");
}
END_TEST

START_TEST(syntax_errors_have_file_and_line)
{
    refused("local a = 1\nlocal b = = 2", "plugins/try.lua:2: unexpected symbol near '='");
    refused("x y", "plugins/try.lua:1: syntax error near 'y'");
    refused("return {", "plugins/try.lua:1: ");
}
END_TEST

START_TEST(source_that_is_not_utf8_is_refused)
{
    refused("local a = 1\nlocal s = '\xE6'", "plugins/try.lua:2: is not UTF-8");
}
END_TEST

/* --- messages ------------------------------------------------------------------------------ */

START_TEST(errors_carry_file_and_line)
{
    refused("\n\nerror('no luck')", "plugins/try.lua:3: no luck");
    refused("\nassert(false)", "plugins/try.lua:2: assertion failed!");
    refused("\nassert(nil, 'no luck')", "plugins/try.lua:2: no luck");
    refused("local function f()\n  error('caller', 2)\nend\nf()", "plugins/try.lua:4: caller");
    refused("\nlocal x = nil + 1", "plugins/try.lua:2: attempt to perform arithmetic on a nil");
    refused("\nstat.sum({ 'a' })", "plugins/try.lua:2: item 1 is a string, not a number");
    refused("\ntable.sort({ 1, 'a' })", "plugins/try.lua:2: attempt to compare");
    refused("\ndate.long('x')", "plugins/try.lua:2: 'x' is no date such as 2026-03-02");
    refused("\ndate.long(nil)", "plugins/try.lua:2: bad argument #1 to 'long'");
}
END_TEST

START_TEST(error_values_that_are_no_text_are_named)
{
    refused("error({})", "try.lua:1: raised a table instead of a message");
    refused("error(function() end)", "try.lua:1: raised a function instead of a message");
    refused("error()", "try.lua:1: raised a nil instead of a message");
    refused("error(true)", "raised a boolean instead of a message");
}
END_TEST

START_TEST(tables_and_functions_have_no_text)
{
    refused("local s = tostring({})", "a table has no text");
    refused("local s = tostring(print or function() end)", "unknown name 'print'");
    refused("local s = tostring(function() end)", "a function has no text");
    refused("local s = string.format('%s', {})", "a table has no text");
    refused("local s = 'x' .. {}", "attempt to concatenate a table value");
}
END_TEST

START_TEST(long_paths_are_kept_whole)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin;
    static const char path[] =
        "plugins/a/very/long/way/that/goes/on/and/on/and/on/for/quite/a/while"
        "/try.lua";

    evne_plugin_open_text(script_arena(), path, EVNE_STR("\nerror('no luck')"), &plugin, &err);
    ck_assert_str_eq(err.text, "no luck");
    ck_assert_str_eq(err.where, evne_arena_printf(script_arena(), "%s:2", path));
    evne_plugin_open_text(script_arena(), path, EVNE_STR("\nx y"), &plugin, &err);
    ck_assert_str_eq(err.text, "syntax error near 'y'");
    ck_assert_str_eq(err.where, evne_arena_printf(script_arena(), "%s:2", path));
}
END_TEST

/* --- order --------------------------------------------------------------------------------- */

START_TEST(pairs_goes_in_key_order_on_every_run)
{
    static const char walk[] =
        "local t = { z = 1, [3] = 1, b = 1, [1.5] = 1, [-1] = 1, [true] = 1, a = 1, [10] = 1 } "
        "local out = {} for k in pairs(t) do out[#out + 1] = tostring(k) end "
        "return table.concat(out, ' ')";
    static const char many[] = "local t = {} for i = 1, 500 do t['k' .. i * 7919 % 503] = i end "
                               "local out = {} for k, v in pairs(t) do out[#out + 1] = k .. v end "
                               "return table.concat(out)";
    const char *first = script_body(many);

    ck_assert_str_eq(script_body(walk), "-1 1.5 3 10 a b z true");
    for (int i = 0; i < 10; i++)
        ck_assert_str_eq(script_body(many), first);
}
END_TEST

START_TEST(pairs_survives_changes_of_the_table)
{
    ck_assert_str_eq(script_body("local t, out = { a = 1, b = 2, c = 3 }, {} "
                                 "for k in pairs(t) do out[#out + 1] = k t.b = nil t.x = 1 end "
                                 "return table.concat(out)"),
                     "ac");
    refused("for k in pairs({ [{}] = 1 }) do end", "a table has a table as key");
    refused("for k in pairs(nil) do end", "bad argument #1 to 'pairs'");
}
END_TEST

START_TEST(sort_is_stable_and_survives_a_bad_order)
{
    ck_assert_str_eq(script_body("local t = {} for i = 1, 200 do t[i] = { k = i % 3, i = i } end "
                                 "table.sort(t, function(a, b) return a.k < b.k end) "
                                 "for i = 2, 200 do local a, b = t[i - 1], t[i] "
                                 "if a.k > b.k or (a.k == b.k and a.i > b.i) then return i end end "
                                 "return 'sorted'"),
                     "sorted");
    ck_assert_str_eq(script_body("local t = {} for i = 1, 1000 do t[i] = i end "
                                 "table.sort(t, function() return true end) return #t"),
                     "1000");
    refused("table.sort({ 1, 2 }, function() error('no order') end)", "try.lua:1: no order");
    refused("table.sort(nil)", "sort takes a list, not a nil");
}
END_TEST

/* --- bounds -------------------------------------------------------------------------------- */

START_TEST(functions_give_a_bounded_number_of_values)
{
    refused("local t = table.unpack({}, 1, 1e8)", "unpack gives at most 1000 values");
    refused("local t = table.unpack({}, math.mininteger, math.maxinteger)", "at most 1000 values");
    refused("local b = string.byte(('x'):rep(2000), 1, -1)", "gives at most 1000 values");
    refused("local b = utf8.codepoint(('x'):rep(2000), 1, -1)", "gives at most 1000 values");
    refused("local x = table.concat({}, ',', 1, 1e15)", too_long);
    refused("local x = table.concat({}, ',', 1, 10)", "invalid value (nil) at index 1");
    ck_assert_str_eq(script_value("#utf8.char(table.unpack((function() local t = {} "
                                  "for i = 1, 1000 do t[i] = 230 end return t end)()))"),
                     "2000");
    ck_assert_str_eq(script_value("select('#', string.byte(('x'):rep(1000), 1, -1))"), "1000");
}
END_TEST

START_TEST(format_takes_only_what_is_safe)
{
    refused("local s = string.format('%99999d', 1)", "a width is at most 99");
    refused("local s = string.format('%.99999f', 1)", "a width is at most 99");
    refused("local s = string.format('%p', {})", "not '%p'");
    refused("local s = string.format('%g', 1)", "not '%g'");
    refused("local s = string.format('%n', 1)", "not '%n'");
    refused("local s = string.format('%*d', 1, 1)", "not '%*'");
    refused("local s = string.format('%')", "format ends inside a directive");
    refused("local s = string.format('%5')", "format ends inside a directive");
    refused("local s = string.format('%d')", "no value for '%d'");
    refused("local s = string.format('%d', 1.5)", "number has no integer representation");
    refused("local s = string.format('%.2d', 1)", "takes no precision");
    refused("local s = string.format('%f', 0/0)", "too large");
    refused("local s = string.format('%f', math.huge)", "too large");
    refused("local s = string.format('%.7f', 1)", "at most 6 decimals");
}
END_TEST

START_TEST(format_writes_the_same_everywhere)
{
    ck_assert_str_eq(script_value("string.format('%d|%5d|%-5d|%05d|%+d', 1, 2, 3, -4, 5)"),
                     "1|    2|3    |-0004|+5");
    ck_assert_str_eq(script_value("string.format('%.2f|%.0f|%f|%8.1f|%.1f', 2.345, 2.5, 1, -2.25, "
                                  "-0.01)"),
                     "2.35|3|1.000000|    -2.3|0.0");
    ck_assert_str_eq(script_value("string.format('%-4s|%4s|%.2s|%s|%%', 'æø', 'æø', 'æøå', true)"),
                     "æø  |  æø|æø|true|%");
    ck_assert_str_eq(script_value("string.format('%x %X', 255, 255)"), "ff FF");
    ck_assert_str_eq(script_value("string.format('%d', math.mininteger)"), "-9223372036854775808");
    ck_assert_str_eq(script_value("tostring(1) .. ' ' .. 1.5 .. ' ' .. 2.0 .. ' ' .. 10 // 3"),
                     "1 1.5 2.0 3");
}
END_TEST

Suite *test_sandbox(void)
{
    Suite *suite = suite_create("sandbox");
    TCase *tests = tcase_create("sandbox");

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, NULL, script_end);
    tcase_add_test(tests, names_that_reach_outside_do_not_exist);
    tcase_add_test(tests, library_functions_that_are_not_listed_do_not_exist);
    tcase_add_test(tests, texts_have_only_the_methods_of_the_allowed_table);
    tcase_add_test(tests, environment_is_not_a_value);
    tcase_add_test(tests, misspelt_names_are_errors_with_their_line);
    tcase_add_test(tests, shared_tables_cannot_be_changed);
    tcase_add_test(tests, info_cannot_be_changed_but_the_case_can);
    tcase_add_test(tests, module_cannot_change_what_others_see);
    tcase_add_test(tests, endless_loops_end_where_they_are);
    tcase_add_test(tests, nothing_swallows_the_end_of_the_budget);
    tcase_add_test(tests, budget_holds_for_each_run_not_for_all_together);
    tcase_add_test(tests, long_work_inside_library_functions_counts);
    tcase_add_test(tests, trusted_code_is_counted_once_it_does_much);
    tcase_add_test(tests, only_texts_of_the_kept_state_last);
    tcase_add_test(tests, memory_ends_at_its_limit);
    tcase_add_test(tests, memory_fault_names_the_line);
    tcase_add_test(tests, one_text_has_at_most_a_mebibyte);
    tcase_add_test(tests, memory_limit_inside_a_library_function_is_the_same_fault);
    tcase_add_test(tests, a_state_is_usable_after_a_fault);
    tcase_add_test(tests, deep_recursion_is_an_error);
    tcase_add_test(tests, tables_that_nest_without_end_are_an_error);
    tcase_add_test(tests, module_that_nests_without_end_is_an_error);
    tcase_add_test(tests, bytecode_is_refused);
    tcase_add_test(tests, syntax_errors_have_file_and_line);
    tcase_add_test(tests, source_that_is_not_utf8_is_refused);
    tcase_add_test(tests, errors_carry_file_and_line);
    tcase_add_test(tests, error_values_that_are_no_text_are_named);
    tcase_add_test(tests, tables_and_functions_have_no_text);
    tcase_add_test(tests, long_paths_are_kept_whole);
    tcase_add_test(tests, pairs_goes_in_key_order_on_every_run);
    tcase_add_test(tests, pairs_survives_changes_of_the_table);
    tcase_add_test(tests, sort_is_stable_and_survives_a_bad_order);
    tcase_add_test(tests, functions_give_a_bounded_number_of_values);
    tcase_add_test(tests, format_takes_only_what_is_safe);
    tcase_add_test(tests, format_writes_the_same_everywhere);
    suite_add_tcase(suite, tests);
    return suite;
}
