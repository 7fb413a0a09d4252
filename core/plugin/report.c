/*
 * How: the path is held against the declared fields first, so that a misspelt path is a fault of
 * the plugin where it stands, and then against the case, which knows lines and columns. A path that
 * the case does not have points at the last part of it that is there.
 */
#define _GNU_SOURCE /* memmem */
#include "report.h"

#include <string.h>

#include "data/scalar.h"
#include "libs.h"
#include "rules/suggest.h"
#include "sandbox.h"

enum { LONGEST_PATH = 500, LONGEST_TEXT = 2000 };

/* --- is there such a field? ----------------------------------------------------------------- */

typedef struct walk {
    evne_str rest;
    bool is_bad;      /* the path itself is malformed */
    evne_str unknown; /* the key that no field has */
    const evne_field *in;
} walk;

static void drop(walk *w, size_t n)
{
    w->rest = evne_str_slice(w->rest, n, w->rest.len);
}

/* Takes "[12]" and gives true, or leaves the walk alone. */
static bool take_number(walk *w)
{
    size_t i = 1;

    while (i < w->rest.len && w->rest.p[i] >= '0' && w->rest.p[i] <= '9')
        i++;
    if (w->rest.len < 3 || w->rest.p[0] != '[' || i == 1 || i == w->rest.len ||
        w->rest.p[i] != ']' || w->rest.p[1] == '0')
        return false;
    drop(w, i + 1);
    return true;
}

/* The end of the quoted key that starts at 2, as in ["ben, venstre"], or 0. */
static size_t quoted_end(evne_str s)
{
    for (size_t i = 2; i + 1 < s.len; i++)
        if (s.p[i] == '"' && s.p[i + 1] == ']')
            return i;
    return 0;
}

/* Takes the next key, dot and quotes included; empty when there is none. */
static evne_str take_key(walk *w, bool is_first)
{
    size_t from = 0, to;
    evne_str key;

    if (w->rest.len > 2 && w->rest.p[0] == '[' && w->rest.p[1] == '"') {
        to = quoted_end(w->rest);
        key = evne_str_slice(w->rest, 2, to);
        drop(w, to ? to + 2 : 0);
        return key;
    }
    if (!is_first && w->rest.len && w->rest.p[0] == '.')
        from = 1;
    else if (!is_first)
        return (evne_str){0};
    for (to = from; to < w->rest.len && !strchr(".[]", w->rest.p[to]);)
        to++;
    key = evne_str_slice(w->rest, from, to);
    drop(w, to);
    return key;
}

/* The field of an item or free key; NAME may be a map in the case. */
static const evne_field *step_into(walk *w, const evne_field *field, evne_str key)
{
    const evne_field *child;

    if (field->type == EVNE_FIELD_TABLE)
        return field->n_children ? &field->children[0] : NULL;
    if (field->type == EVNE_FIELD_NAME)
        return evne_str_is(key, "fornavn") || evne_str_is(key, "efternavn") ? field : NULL;
    child = field->type == EVNE_FIELD_GROUP ? evne_field_get(field, key) : NULL;
    if (!child) {
        w->unknown = key;
        w->in = field;
    }
    return child;
}

static bool is_declared(walk *w, const evne_field *field, evne_str path)
{
    bool is_first = true;

    *w = (walk){.rest = path};
    while (field && w->rest.len) {
        if (field->type == EVNE_FIELD_LIST && take_number(w)) {
            field = field->n_children ? &field->children[0] : NULL;
            is_first = false;
            continue;
        }
        evne_str key = take_key(w, is_first);
        is_first = false;
        w->is_bad = key.len == 0;
        field = w->is_bad ? NULL : step_into(w, field, key);
    }
    return field != NULL;
}

static void refuse_path(lua_State *L, const walk *w, evne_str path)
{
    evne_nearest nearest = {.wanted = w->unknown};

    for (size_t i = 0; w->in && w->in->type == EVNE_FIELD_GROUP && i < w->in->n_children; i++)
        evne_suggest_consider(&nearest, w->in->children[i].key);
    lua_pushlstring(L, path.p, path.len);
    if (w->is_bad)
        luaL_error(L, "'%s' is no path: write it like \"logbog[3].dato\"", lua_tostring(L, -1));
    if (nearest.word.len == 0)
        luaL_error(L, "no field has the path '%s'", lua_tostring(L, -1));
    lua_pushlstring(L, nearest.word.p, nearest.word.len);
    luaL_error(L, "no field has the path '%s'; nearest is '%s'", lua_tostring(L, -2),
               lua_tostring(L, -1));
}

static void check_path(lua_State *L, const evne_report *report, evne_str path)
{
    walk declared, known;

    if (path.len > LONGEST_PATH || memchr(path.p, '\0', path.len))
        luaL_error(L, "the path is too long");
    if (!is_declared(&declared, report->fields, path) && !is_declared(&known, report->known, path))
        refuse_path(L, &declared, path);
}

/* --- the finding ---------------------------------------------------------------------------- */

static const char *check_words(lua_State *L, int index, const char *what)
{
    evne_str s;

    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "the %s of a problem must be a text", what);
    s.p = lua_tolstring(L, index, &s.len);
    if (s.len == 0 || s.len > LONGEST_TEXT)
        luaL_error(L, "the %s of a problem has 1 to %d bytes", what, (int)LONGEST_TEXT);
    if (memchr(s.p, '\0', s.len) || evne_utf8_check(s) < s.len)
        luaL_error(L, "the %s of a problem is not UTF-8", what);
    return s.p;
}

static void set_severity(lua_State *L, evne_problem *problem, const char *name)
{
    static const evne_severity all[] = {EVNE_SEVERE_ERROR, EVNE_WARNING, EVNE_INFO};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(name, evne_severity_name(all[i])) == 0) {
            problem->severity = all[i];
            return;
        }
    }
    luaL_error(L, "severity is error, warning or info, not '%s'", name);
}

/* One option of the table, whose key and value are on top. Texts stay alive in the table. */
static void read_option(lua_State *L, evne_problem *problem, evne_str *words)
{
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
    const char *value;

    if (strcmp(key, "suggestion") && strcmp(key, "code") && strcmp(key, "severity") &&
        strcmp(key, "words"))
        luaL_error(L, "a problem has suggestion, code, severity and words, not '%s'", key);
    value = check_words(L, lua_gettop(L), key);
    if (key[0] == 'c')
        problem->code = value;
    else if (key[0] == 'w')
        *words = evne_str_of(value);
    else if (strcmp(key, "severity") == 0)
        set_severity(L, problem, value);
    else
        problem->suggestion = value;
}

static void read_options(lua_State *L, int index, evne_problem *problem, evne_str *words)
{
    *words = (evne_str){0};
    if (lua_isnoneornil(L, index))
        return;
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        read_option(L, problem, words);
}

/* The length of `path` without its last step. */
static size_t without_last_step(const char *path, size_t len)
{
    while (len && path[len - 1] != '.' && path[len - 1] != '[')
        len--;
    return len ? len - 1 : 0;
}

/* The place of the last part of the path that was written in a file; defaults were not. */
static void set_place(evne_problem *problem, const evne_value *sag)
{
    char path[LONGEST_PATH + 1];
    size_t len = strlen(problem->path);
    const evne_value *at;

    memcpy(path, problem->path, len + 1);
    for (;;) {
        at = evne_value_nearest(sag, path);
        if (len == 0 || (at && at->place.line))
            break;
        len = without_last_step(path, len);
        path[len] = '\0';
    }
    at = at ? at : sag;
    problem->file = at->place.file;
    problem->line = at->place.line;
    problem->column = at->place.column;
}

/* Where `words` first stand in the text that the path leads to; elsewhere the place stays. */
static void narrow_place(evne_problem *problem, const evne_report *report, evne_str words)
{
    const evne_value *value = evne_value_find(report->sag, problem->path);
    evne_str text = evne_value_text(value);
    const char *found = words.len ? memmem(text.p, text.len, words.p, words.len) : NULL;
    evne_scalar scalar;
    evne_place from, to;

    if (!found)
        return;
    evne_scalar_open(&scalar, report->file, &value->place, text);
    from = evne_scalar_find(&scalar, (size_t)(found - text.p));
    to = evne_scalar_find(&scalar, (size_t)(found - text.p) + words.len);
    problem->line = from.line;
    problem->column = from.column;
    problem->end_line = to.line;
    problem->end_column = to.column;
}

static int problem(lua_State *L)
{
    evne_report *report = lua_touserdata(L, lua_upvalueindex(1));
    evne_problem found = {.code = "rapport.regel"};
    evne_str path, words;

    if (!report->problems)
        return luaL_error(L, "problem can only be called while check runs");
    lua_settop(L, 3);
    path = evne_lib_check_str(L, 1);
    check_path(L, report, path);
    found.path = path.p;
    found.message = check_words(L, 2, "message");
    read_options(L, 3, &found, &words);
    if (report->count++ == EVNE_REPORT_MOST)
        return luaL_error(L, "check reports more than %d problems", (int)EVNE_REPORT_MOST);
    set_place(&found, report->sag);
    narrow_place(&found, report, words);
    evne_problems_add(report->problems, &found);
    return 0;
}

void evne_report_push(lua_State *L, evne_report *report)
{
    lua_pushlightuserdata(L, report);
    lua_pushcclosure(L, problem, 1);
}
