#include "script.h"

#include <check.h>

#include "base/number.h"
#include "data/casefile.h"

static evne_arena *arena;

evne_arena *script_arena(void)
{
    if (!arena)
        arena = evne_arena_new(0, NULL, NULL);
    return arena;
}

void script_end(void)
{
    evne_arena_free(arena);
    arena = NULL;
}

static const char *fault_of(const evne_error *err)
{
    return evne_arena_printf(script_arena(), "%s: %s", err->where, err->text);
}

static evne_str text(const char *source)
{
    return evne_str_of(evne_arena_text(script_arena(), source));
}

const char *script_fault(const char *source)
{
    evne_error err = {.status = EVNE_OK};
    evne_plugin *plugin = NULL;

    if (evne_plugin_open_text(script_arena(), "plugins/try.lua", text(source), &plugin, &err) ==
        EVNE_OK) {
        evne_plugin_free(plugin);
        return "no fault";
    }
    ck_assert_int_eq(err.status, EVNE_PLUGIN);
    ck_assert_ptr_null(plugin);
    return fault_of(&err);
}

evne_plugin *script_plugin(const char *fields, const char *functions, evne_error *err)
{
    evne_plugin *plugin = NULL;
    const char *source = evne_arena_printf(
        script_arena(),
        "local report = { api = 1, id = 'try', short = 'TR', title = { da = 'x', en = 'y' }, "
        "version = '1.0.0', template = 'try', fields = { %s }, known = {} } "
        "function report.dated() return '2026-03-02' end "
        "function report.view() return {} end %s\nreturn report",
        fields, functions);

    if (evne_plugin_open_text(script_arena(), EVNE_ROOT "/tests/plugin/fixtures/try.lua",
                              evne_str_of(source), &plugin, err) != EVNE_OK)
        return NULL;
    return plugin;
}

static evne_status run_view(const char *body, const evne_value **out, evne_error *err)
{
    const char *functions =
        evne_arena_printf(script_arena(),
                          "local function try(case, info) %s\nend "
                          "function report.view(case, info) return { x = try(case, info) } end",
                          body);
    evne_plugin *plugin = script_plugin("", functions, err);
    evne_status status;

    if (!plugin)
        return err->status;
    status =
        evne_plugin_view(plugin, script_case("{}"), script_case("{profil: {navn: x, liste: [a]}}"),
                         script_arena(), out, err);
    evne_plugin_free(plugin);
    return status;
}

const char *script_view_fault(const char *body)
{
    evne_error err = {.status = EVNE_OK};
    const evne_value *view;

    if (run_view(body, &view, &err) == EVNE_OK)
        return "no fault";
    ck_assert_int_eq(err.status, EVNE_PLUGIN);
    return fault_of(&err);
}

static void write(evne_buf *out, const evne_value *value)
{
    switch (value ? value->kind : EVNE_NULL) {
    case EVNE_NULL:
        evne_buf_puts(out, "nil");
        return;
    case EVNE_BOOL:
        evne_buf_puts(out, value->as.truth ? "true" : "false");
        return;
    case EVNE_NUMBER:
        evne_number_plain(out, value->as.number);
        return;
    case EVNE_TEXT:
        evne_buf_put_str(out, value->as.text);
        return;
    case EVNE_LIST:
        evne_buf_puts(out, "[");
        for (size_t i = 0; i < value->as.list.count; i++) {
            evne_buf_puts(out, i ? " " : "");
            write(out, value->as.list.items[i]);
        }
        evne_buf_puts(out, "]");
        return;
    case EVNE_MAP:
        evne_buf_puts(out, "{");
        for (size_t i = 0; i < value->as.map.count; i++) {
            evne_buf_puts(out, i ? " " : "");
            evne_buf_put_str(out, value->as.map.pairs[i].key);
            evne_buf_puts(out, "=");
            write(out, value->as.map.pairs[i].value);
        }
        evne_buf_puts(out, "}");
        return;
    }
}

const char *script_written(const evne_value *value)
{
    evne_buf out = {.arena = script_arena()};

    write(&out, value);
    return evne_buf_text(&out);
}

const char *script_body(const char *body)
{
    evne_error err = {.status = EVNE_OK};
    const evne_value *view = NULL;

    if (run_view(body, &view, &err) != EVNE_OK)
        ck_abort_msg("%s: %s", err.where, err.text);
    return script_written(evne_value_get(view, "x"));
}

const char *script_value(const char *expression)
{
    return script_body(evne_arena_printf(script_arena(), "return %s", expression));
}

const evne_value *script_case(const char *yaml)
{
    evne_problems *problems = evne_problems_new(script_arena());
    const evne_value *value = NULL;
    evne_error err = {.status = EVNE_OK};

    if (evne_casefile_parse(script_arena(), "case.yaml", text(yaml), problems, &value, &err))
        ck_abort_msg("%s: %s", err.where, err.text);
    return value;
}
