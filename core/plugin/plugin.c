/*
 * How: the file is read and run once; its functions stay in the sandbox's registry, everything else
 * it returned becomes plain values, from which the declaration is checked and the fields are built
 * in C. Each later call copies the case in and the answer out.
 */
#include "plugin.h"

#include <lauxlib.h>
#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "bridge.h"
#include "declare.h"
#include "environment.h"
#include "frozen.h"
#include "libs.h"
#include "report.h"
#include "rules/suggest.h"
#include "sandbox.h"
#include "signers.h"
#include "source.h"

struct evne_plugin {
    evne_arena *arena;
    const char *path;
    const char *shared; /* folder of the shipped plugins, or NULL */
    evne_sandbox *sandbox;
    evne_sources *sources;
    evne_declaration declaration;
    evne_report report;
    const evne_value *pushed; /* the case that the sandbox has, or NULL; see push_case */
    const evne_value *table;  /* what the file returned, without its functions */
    evne_plugin_info info;
};

/* What the table has beside data; each is kept in the registry under its name. */
static const char *const functions[] = {"check", "dated", "view", "signers", "extract"};

enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

/* --- running the file ----------------------------------------------------------------------- */

static void make_environment(lua_State *L, evne_plugin *plugin)
{
    evne_sources_push_use(L, plugin->sources);
    evne_environment_make(L);
}

/* Moves function `name` of the table on top into the registry. */
static void keep_function(lua_State *L, const char *name)
{
    int type = lua_getfield(L, -1, name);

    if (type != LUA_TNIL && type != LUA_TFUNCTION)
        luaL_error(L, "'%s' must be a function, not a %s", name, lua_typename(L, type));
    lua_rawsetp(L, LUA_REGISTRYINDEX, name);
    lua_pushnil(L);
    lua_setfield(L, -2, name);
}

/* A shallow copy of the table on top, which may be frozen, takes its place. */
static void copy_table(lua_State *L)
{
    evne_frozen_push_real(L, -1);
    lua_newtable(L);
    for (lua_pushnil(L); lua_next(L, -3);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* Other functions of the table on top become `true`: check_keys then says which and where. */
static void drop_functions(lua_State *L)
{
    for (lua_pushnil(L); lua_next(L, -2);) {
        bool is_function = lua_isfunction(L, -1);
        lua_pop(L, 1);
        if (!is_function)
            continue;
        lua_pushvalue(L, -1);
        lua_pushboolean(L, true);
        lua_rawset(L, -4);
    }
}

static void load(lua_State *L, void *context)
{
    evne_plugin *plugin = context;

    make_environment(L, plugin);
    evne_environment_push(L);
    evne_sandbox_load(L, plugin->path, plugin->sources->files[0].text);
    plugin->sources->is_open = true;
    lua_call(L, 0, 1);
    plugin->sources->is_open = false;
    if (!lua_istable(L, -1))
        evne_sandbox_raise(L, plugin->path, "returns a %s, not a table", luaL_typename(L, -1));
    copy_table(L);
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        keep_function(L, functions[i]);
    drop_functions(L);
    plugin->table = evne_bridge_take_mixed(L, -1, plugin->arena, "the report");
}

/* --- the declaration ------------------------------------------------------------------------ */

static const char *where_key(const evne_plugin *plugin, const char *key)
{
    return evne_sources_find(plugin->sources, plugin->arena, evne_str_of(key), true);
}

/* Reads the text `key` of `table`. */
static evne_status take_text(const evne_plugin *plugin, const evne_value *table, const char *key,
                             evne_str *out, evne_error *err)
{
    *out = evne_value_text(evne_value_get(table, key));
    if (out->len)
        return EVNE_OK;
    return evne_fail(err, EVNE_PLUGIN, where_key(plugin, key), "'%s' must be a text", key);
}

static evne_status refuse_key(const evne_plugin *plugin, evne_str key, const char *const *known,
                              size_t n_known, evne_error *err)
{
    evne_nearest nearest = {.wanted = key};
    const char *where = evne_sources_find(plugin->sources, plugin->arena, key, true);

    for (size_t i = 0; i < n_known; i++)
        evne_suggest_consider(&nearest, evne_str_of(known[i]));
    for (size_t i = 0; i < N_FUNCTIONS; i++)
        evne_suggest_consider(&nearest, evne_str_of(functions[i]));
    if (nearest.word.len == 0)
        return evne_fail(err, EVNE_PLUGIN, where, "the report has an unknown key '%.*s'",
                         EVNE_STR_ARGS(key));
    return evne_fail(err, EVNE_PLUGIN, where,
                     "the report has an unknown key '%.*s'; nearest is '%.*s'", EVNE_STR_ARGS(key),
                     EVNE_STR_ARGS(nearest.word));
}

static evne_status check_keys(const evne_plugin *plugin, evne_error *err)
{
    static const char *const known[] = {"api",     "id",       "short",  "title",
                                        "version", "template", "fields", "known"};
    enum { N_KNOWN = sizeof known / sizeof *known };
    const evne_value *table = plugin->table;

    if (table->kind != EVNE_MAP)
        return evne_fail(err, EVNE_PLUGIN, plugin->path, "returns no report but a list");
    for (size_t i = 0; i < table->as.map.count; i++) {
        evne_str key = table->as.map.pairs[i].key;
        size_t k = 0;
        while (k < N_KNOWN && !evne_str_is(key, known[k]))
            k++;
        if (k == N_KNOWN)
            return refuse_key(plugin, key, known, N_KNOWN, err);
    }
    return EVNE_OK;
}

static evne_status check_api(const evne_plugin *plugin, evne_error *err)
{
    const evne_value *api = evne_value_get(plugin->table, "api");

    if (!api || api->kind != EVNE_NUMBER)
        return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "api"), "'api' must be %d",
                         EVNE_PLUGIN_API);
    if (api->as.number != EVNE_PLUGIN_API)
        return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "api"),
                         "is written for plugin interface %g; this program has interface %d",
                         api->as.number, EVNE_PLUGIN_API);
    return EVNE_OK;
}

/* Letters a to z, digits and - : names of files. */
static bool is_file_word(evne_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              s.p[i] == '-'))
            return false;
    return s.len > 0 && s.len <= 64;
}

static evne_status check_id(const evne_plugin *plugin, evne_error *err)
{
    evne_str id = plugin->info.id, file = evne_str_of(evne_file_name(plugin->path));
    bool is_same = file.len == id.len + 4 && evne_str_eq(evne_str_slice(file, 0, id.len), id) &&
                   strcmp(file.p + id.len, ".lua") == 0;

    if (!is_file_word(id))
        return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "id"),
                         "'id' has letters a to z, digits and -");
    if (is_same)
        return EVNE_OK;
    return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "id"),
                     "'id' is '%.*s' but the file is '%s'", EVNE_STR_ARGS(id), file.p);
}

static evne_status check_short(const evne_plugin *plugin, evne_error *err)
{
    evne_str s = plugin->info.short_id;
    bool is_good = s.len == 2 || s.len == 3;

    for (size_t i = 0; i < s.len; i++)
        is_good = is_good && s.p[i] >= 'A' && s.p[i] <= 'Z';
    if (is_good)
        return EVNE_OK;
    return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "short"),
                     "'short' has two or three letters A to Z");
}

static evne_status check_title(evne_plugin *plugin, evne_error *err)
{
    const evne_value *title = evne_value_get(plugin->table, "title");

    plugin->info.title_da = evne_value_text(evne_value_get(title, "da"));
    plugin->info.title_en = evne_value_text(evne_value_get(title, "en"));
    if (evne_value_count(title) == 2 && plugin->info.title_da.len && plugin->info.title_en.len)
        return EVNE_OK;
    return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "title"),
                     "'title' must read { da = \"...\", en = \"...\" }");
}

static evne_status check_version(const evne_plugin *plugin, evne_error *err)
{
    evne_str version = plugin->info.version;

    for (size_t i = 0; i < version.len; i++)
        if (!strchr("0123456789abcdefghijklmnopqrstuvwxyz.-", version.p[i]))
            return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "version"),
                             "'version' has digits, letters a to z, . and -");
    return EVNE_OK;
}

static evne_status read_facts(evne_plugin *plugin, evne_error *err)
{
    const evne_value *table = plugin->table;
    evne_plugin_info *info = &plugin->info;

    EVNE_TRY(check_keys(plugin, err));
    EVNE_TRY(check_api(plugin, err));
    EVNE_TRY(take_text(plugin, table, "id", &info->id, err));
    EVNE_TRY(take_text(plugin, table, "short", &info->short_id, err));
    EVNE_TRY(take_text(plugin, table, "version", &info->version, err));
    EVNE_TRY(take_text(plugin, table, "template", &info->template_name, err));
    EVNE_TRY(check_id(plugin, err));
    EVNE_TRY(check_short(plugin, err));
    EVNE_TRY(check_title(plugin, err));
    EVNE_TRY(check_version(plugin, err));
    if (!is_file_word(info->template_name))
        return evne_fail(err, EVNE_PLUGIN, where_key(plugin, "template"),
                         "'template' has letters a to z, digits and -");
    return EVNE_OK;
}

static evne_status read_declaration(evne_plugin *plugin, evne_error *err)
{
    const evne_value *fields = evne_value_get(plugin->table, "fields");
    const evne_value *known = evne_value_get(plugin->table, "known");
    char *hex = evne_arena_alloc(plugin->arena, EVNE_SHA256_HEX);

    EVNE_TRY(read_facts(plugin, err));
    EVNE_TRY(evne_declare(&plugin->declaration, "fields", fields, &plugin->info.fields, err));
    EVNE_TRY(evne_declare(&plugin->declaration, "known", known, &plugin->info.known, err));
    evne_sources_sha256(plugin->sources, hex);
    plugin->info.sha256 = evne_str_of(hex);
    return EVNE_OK;
}

static void require_functions(lua_State *L, void *context)
{
    static const char *const required[] = {"dated", "view"};
    evne_plugin *plugin = context;

    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        for (size_t k = 0; k < N_FUNCTIONS; k++)
            if (strcmp(functions[k], required[i]) == 0 &&
                lua_rawgetp(L, LUA_REGISTRYINDEX, functions[k]) == LUA_TNIL)
                evne_sandbox_raise(L, plugin->path, "has no function '%s'", required[i]);
}

/* --- opening -------------------------------------------------------------------------------- */

static evne_status open_text(evne_plugin *plugin, evne_str text, evne_error *err)
{
    EVNE_TRY(evne_sources_start(plugin->arena, plugin->path, plugin->shared, text, &plugin->sources,
                                err));
    EVNE_TRY(evne_sandbox_new(plugin->arena, plugin->path, &plugin->sandbox, err));
    plugin->declaration = (evne_declaration){.arena = plugin->arena, .sources = plugin->sources};
    EVNE_TRY(evne_sandbox_run(plugin->sandbox, load, plugin, err));
    if (evne_sources_are_trusted(plugin->sources))
        evne_sandbox_trust(plugin->sandbox);
    EVNE_TRY(read_declaration(plugin, err));
    return evne_sandbox_run(plugin->sandbox, require_functions, plugin, err);
}

static evne_status open_beside(evne_arena *arena, const char *path, const char *shared,
                               evne_str text, evne_plugin **out, evne_error *err)
{
    evne_plugin *plugin = evne_arena_alloc(arena, sizeof *plugin);
    evne_status status;

    plugin->arena = arena;
    plugin->path = evne_arena_text(arena, path);
    plugin->shared = shared;
    *out = NULL;
    status = open_text(plugin, text, err);
    if (status == EVNE_OK)
        *out = plugin;
    else
        evne_plugin_free(plugin);
    return status;
}

evne_status evne_plugin_open_text(evne_arena *arena, const char *path, evne_str text,
                                  evne_plugin **out, evne_error *err)
{
    return open_beside(arena, path, NULL, text, out, err);
}

evne_status evne_plugin_open_beside(evne_arena *arena, const char *path, const char *shared,
                                    evne_plugin **out, evne_error *err)
{
    evne_str text;

    *out = NULL;
    EVNE_TRY(evne_file_read(arena, path, EVNE_SOURCE_BYTES, &text, err));
    return open_beside(arena, path, shared, text, out, err);
}

evne_status evne_plugin_open(evne_arena *arena, const char *path, evne_plugin **out,
                             evne_error *err)
{
    return evne_plugin_open_beside(arena, path, NULL, out, err);
}

void evne_plugin_free(evne_plugin *plugin)
{
    if (!plugin)
        return;
    evne_sandbox_free(plugin->sandbox);
    evne_declaration_free(&plugin->declaration);
}

static void forget(lua_State *L, void *context)
{
    (void)context;
    evne_lib_re_forget(L);
}

evne_status evne_plugin_keep(evne_plugin *plugin, evne_error *err)
{
    if (!evne_sources_watch(plugin->sources))
        return evne_fail(err, EVNE_PLUGIN, plugin->path, "the plugin changed while it was opened");
    EVNE_TRY(evne_sandbox_run(plugin->sandbox, forget, NULL, err));
    evne_sandbox_keep(plugin->sandbox);
    return EVNE_OK;
}

void evne_plugin_reset(evne_plugin *plugin)
{
    evne_sandbox_restore(plugin->sandbox);
    plugin->pushed = NULL;
}

bool evne_plugin_is_current(const evne_plugin *plugin)
{
    return evne_sources_are_current(plugin->sources);
}

const evne_plugin_info *evne_plugin_info_of(const evne_plugin *plugin)
{
    return &plugin->info;
}

/* --- calling -------------------------------------------------------------------------------- */

typedef struct calling {
    evne_plugin *plugin;
    const evne_value *sag, *info;
    evne_arena *arena;    /* for the answer */
    evne_str reader, own; /* of an extract */
    const evne_value *answer;
} calling;

static const char case_key = 's';

/*
 * Pushes the case. The program's own plugins do not change it, so their functions share one; a
 * debug build holds them to it. All others get a new one each time.
 */
static void push_case(lua_State *L, evne_plugin *plugin, const evne_value *sag)
{
    bool is_shared = evne_sources_are_trusted(plugin->sources);

    if (is_shared && plugin->pushed == sag) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &case_key);
        return;
    }
    evne_bridge_push_case(L, sag, plugin->info.fields);
    if (!is_shared) {
        if (evne_sources_are_shipped(plugin->sources))
            evne_freeze(L, "the case", false);
        return;
    }
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &case_key);
    plugin->pushed = sag;
}

/* Pushes function `name` and the case; false when the plugin does not have the function. */
static bool push_call(lua_State *L, const calling *c, const char *const *name)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, *name) == LUA_TNIL)
        return false;
    evne_sandbox_stand_at(L, -1);
    push_case(L, c->plugin, c->sag);
    return true;
}

static void push_info(lua_State *L, const evne_value *info)
{
    evne_bridge_push(L, info);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_newtable(L);
    }
    evne_freeze(L, "info", false);
}

static void run_check(lua_State *L, void *context)
{
    calling *c = context;

    if (!push_call(L, c, &functions[0]))
        return;
    evne_report_push(L, &c->plugin->report);
    push_info(L, c->info);
    lua_call(L, 3, 0);
}

static void run_dated(lua_State *L, void *context)
{
    calling *c = context;
    evne_date date;

    push_call(L, c, &functions[1]);
    lua_call(L, 1, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "dated gives a %s, not a date", luaL_typename(L, -1));
    c->answer = evne_bridge_take(L, -1, c->arena, "dated");
    if (!evne_date_parse(c->answer->as.text, &date))
        luaL_error(L, "dated gives '%s', no date such as 2026-03-02", c->answer->as.text.p);
}

static void run_view(lua_State *L, void *context)
{
    calling *c = context;

    push_call(L, c, &functions[2]);
    push_info(L, c->info);
    lua_call(L, 2, 1);
    if (!lua_istable(L, -1))
        luaL_error(L, "view gives a %s, not a table", luaL_typename(L, -1));
    c->answer = evne_bridge_take(L, -1, c->arena, "view");
    if (c->answer->kind == EVNE_LIST && evne_value_count(c->answer) > 0)
        luaL_error(L, "view gives a list, not a table with names");
}

static void push_text(lua_State *L, evne_str text)
{
    if (text.len)
        lua_pushlstring(L, text.p, text.len);
    else
        lua_pushnil(L);
}

static void run_extract(lua_State *L, void *context)
{
    calling *c = context;

    if (!push_call(L, c, &functions[4])) {
        c->answer = NULL;
        return;
    }
    push_text(L, c->reader);
    push_text(L, c->own);
    lua_call(L, 3, 1);
    if (!lua_istable(L, -1))
        luaL_error(L, "extract gives a %s, not a table", luaL_typename(L, -1));
    c->answer = evne_bridge_take_mixed(L, -1, c->arena, "extract");
}

static void run_signers(lua_State *L, void *context)
{
    calling *c = context;

    if (!push_call(L, c, &functions[3])) {
        c->answer = evne_value_new_list(c->arena, NULL, NULL, 0);
        return;
    }
    push_info(L, c->info);
    lua_call(L, 2, 1);
    if (!lua_istable(L, -1))
        luaL_error(L, "signers gives a %s, not a list", luaL_typename(L, -1));
    c->answer = evne_bridge_take(L, -1, c->arena, "signers");
    evne_signers_check(L, c->answer);
}

/* --- the interface -------------------------------------------------------------------------- */

evne_status evne_plugin_check(evne_plugin *plugin, const evne_value *sag, evne_str file,
                              const evne_value *info, evne_problems *problems, evne_error *err)
{
    calling c = {.plugin = plugin, .sag = sag, .info = info};
    evne_status status;

    plugin->report = (evne_report){.problems = problems,
                                   .sag = sag,
                                   .file = file,
                                   .fields = plugin->info.fields,
                                   .known = plugin->info.known};
    status = evne_sandbox_run(plugin->sandbox, run_check, &c, err);
    plugin->report.problems = NULL;
    return status;
}

evne_status evne_plugin_dated(evne_plugin *plugin, const evne_value *sag, evne_arena *arena,
                              evne_str *out, evne_error *err)
{
    calling c = {.plugin = plugin, .sag = sag, .arena = arena};

    EVNE_TRY(evne_sandbox_run(plugin->sandbox, run_dated, &c, err));
    *out = c.answer->as.text;
    return EVNE_OK;
}

evne_status evne_plugin_view(evne_plugin *plugin, const evne_value *sag, const evne_value *info,
                             evne_arena *arena, const evne_value **out, evne_error *err)
{
    calling c = {.plugin = plugin, .sag = sag, .info = info, .arena = arena};

    EVNE_TRY(evne_sandbox_run(plugin->sandbox, run_view, &c, err));
    *out = c.answer;
    return EVNE_OK;
}

evne_status evne_plugin_signers(evne_plugin *plugin, const evne_value *sag, const evne_value *info,
                                evne_arena *arena, const evne_value **out, evne_error *err)
{
    calling c = {.plugin = plugin, .sag = sag, .info = info, .arena = arena};

    EVNE_TRY(evne_sandbox_run(plugin->sandbox, run_signers, &c, err));
    *out = c.answer;
    return EVNE_OK;
}

/* --- extracts ------------------------------------------------------------------------------- */

/* Whether the legal profile lets this reader have whole CPR numbers: profile key cpr.<reader>. */
static const char cpr_by_profile[] = "profil";

static evne_status read_extract(evne_plugin *plugin, const evne_value *answer, evne_extract *out,
                                evne_error *err)
{
    const evne_value *fault = evne_value_get(answer, "fejl");

    if (fault)
        return evne_fail(err, EVNE_USAGE, NULL, "%.*s", EVNE_STR_ARGS(evne_value_text(fault)));
    out->name = evne_value_text(evne_value_get(answer, "navn"));
    out->stops = evne_value_get(answer, "stopper");
    out->drops = evne_value_get(answer, "udelader");
    out->facts = evne_value_get(answer, "oplysninger");
    out->is_cpr_by_profile =
        evne_str_is(evne_value_text(evne_value_get(answer, "cpr")), cpr_by_profile);
    if (out->name.len == 0)
        return evne_fail(err, EVNE_PLUGIN, plugin->path, "extract gives no 'navn'");
    return evne_declare(&plugin->declaration, "extract.felter", evne_value_get(answer, "felter"),
                        &out->fields, err);
}

evne_status evne_plugin_extract(evne_plugin *plugin, const evne_value *sag, evne_str reader,
                                evne_str own, evne_extract *out, evne_error *err)
{
    calling c = {
        .plugin = plugin, .sag = sag, .arena = plugin->arena, .reader = reader, .own = own};

    *out = (evne_extract){0};
    EVNE_TRY(evne_sandbox_run(plugin->sandbox, run_extract, &c, err));
    if (!c.answer)
        return evne_fail(err, EVNE_USAGE, NULL, "the report '%.*s' has no extracts",
                         EVNE_STR_ARGS(plugin->info.id));
    return read_extract(plugin, c.answer, out, err);
}
