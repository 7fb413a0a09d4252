/*
 * How: `use` reads, compiles and runs a module at its first use and keeps the frozen result in a
 * table of the registry. Modules can only be used while the plugin's file runs: the hash of what
 * was read is then complete, and no case can change which code the next one gets.
 *
 * A word search finds the line of a declaration; Lua's tables do not know where they were written.
 */
#include "source.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "environment.h"
#include "frozen.h"
#include "sandbox.h"
#include "shipped.h"

enum { LONGEST_NAME = 64 };

static const char modules_key = 'u';

/* --- what a file must be -------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static int line_of(evne_str text, size_t at)
{
    int line = 1;

    for (size_t i = 0; i < at; i++)
        line += text.p[i] == '\n';
    return line;
}

/* The first place of `word` at or after `from`, or text.len. */
static size_t find_bytes(evne_str text, size_t from, evne_str word)
{
    while (from + word.len <= text.len) {
        const char *at = memchr(text.p + from, word.p[0], text.len - from - word.len + 1);
        if (!at)
            return text.len;
        if (memcmp(at, word.p, word.len) == 0)
            return (size_t)(at - text.p);
        from = (size_t)(at - text.p) + 1;
    }
    return text.len;
}

static bool stands_alone(evne_str text, size_t at, size_t len)
{
    return (at == 0 || !is_word_byte(text.p[at - 1])) &&
           (at + len >= text.len || !is_word_byte(text.p[at + len]));
}

/* _ENV would let code look at the environment as a value. */
static size_t find_env(evne_str text)
{
    evne_str word = EVNE_STR("_ENV");

    for (size_t at = 0; (at = find_bytes(text, at, word)) < text.len; at++)
        if (stands_alone(text, at, word.len))
            return at;
    return text.len;
}

/* Gives what is wrong with the text of `file` and where, or NULL. */
static const char *find_fault(const evne_source *file, size_t *at)
{
    evne_str text = file->text;

    *at = 0;
    if (file->shipped)
        return NULL;
    if (text.len > EVNE_SOURCE_BYTES)
        return "holds more than 1 MiB";
    if (text.len && text.p[0] == LUA_SIGNATURE[0])
        return "is Lua bytecode; only source text is loaded";
    *at = evne_utf8_check(text);
    if (*at < text.len)
        return "is not UTF-8";
    *at = find_env(text);
    if (*at < text.len)
        return "names '_ENV', which plugins do not have";
    return NULL;
}

/* --- starting ------------------------------------------------------------------------------- */

evne_status evne_sources_start(evne_arena *arena, const char *path, const char *shared,
                               evne_str text, evne_sources **out, evne_error *err)
{
    evne_sources *sources = evne_arena_alloc(arena, sizeof *sources);
    const char *fault;
    size_t at;

    sources->arena = arena;
    sources->folder = evne_file_folder(arena, path);
    sources->shared = shared;
    sources->files[0] = (evne_source){.name = evne_file_name(path),
                                      .path = path,
                                      .text = text,
                                      .shipped = evne_shipped_find(text)};
    sources->count = 1;
    *out = sources;
    fault = find_fault(&sources->files[0], &at);
    if (!fault)
        return EVNE_OK;
    return evne_fail(err, EVNE_PLUGIN, evne_arena_printf(arena, "%s:%d", path, line_of(text, at)),
                     "%s", fault);
}

void evne_sources_sha256(const evne_sources *sources, char hex[65])
{
    evne_sha256_stream *stream = evne_sha256_new();
    unsigned char digest[EVNE_SHA256_BYTES];
    char line[LONGEST_NAME + 256], own[EVNE_SHA256_HEX];

    for (size_t i = 0; i < sources->count; i++) {
        const evne_source *file = &sources->files[i];
        int len;
        if (!file->shipped)
            evne_sha256_hex(file->text, own);
        len = snprintf(line, sizeof line, "%.255s\n%s\n", file->name,
                       file->shipped ? file->shipped->sha256 : own);
        evne_sha256_add(stream, (evne_str){line, (size_t)len});
    }
    evne_sha256_finish(stream, digest);
    evne_sha256_write_hex(digest, hex);
}

/* --- use ------------------------------------------------------------------------------------ */

static bool is_module_name(evne_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return name.len > 0 && name.len <= LONGEST_NAME;
}

static void check_name(lua_State *L, evne_sources *sources, evne_str name)
{
    if (!is_module_name(name))
        luaL_error(L, "a module's name is letters a to z, digits, - and _");
    if (!sources->is_open)
        luaL_error(L, "use '%s' at the top of the file: modules load with the plugin", name.p);
    for (size_t i = 0; i < sources->depth; i++)
        if (evne_str_is(name, sources->chain[i]))
            luaL_error(L, "module '%s' uses itself, by way of '%s'", name.p,
                       sources->chain[sources->depth - 1]);
    if (sources->count > EVNE_SOURCE_MODULES)
        luaL_error(L, "a plugin uses at most %d modules", (int)EVNE_SOURCE_MODULES);
}

/* Where the module lies: beside the plugin, else among the shipped ones. */
static const char *find_module(const evne_sources *sources, const char *name)
{
    const char *path = evne_file_join(sources->arena, sources->folder, name);

    if (evne_file_exists(path) || !sources->shared)
        return path;
    return evne_file_join(sources->arena, sources->shared, name);
}

/* Reads module `name` into the next of `files`. */
static const evne_source *read_module(lua_State *L, evne_sources *sources, const char *name)
{
    evne_source *file = &sources->files[sources->count];
    const char *fault;
    evne_error err;
    size_t at;

    file->name = evne_arena_printf(sources->arena, "lib/%s.lua", name);
    file->path = find_module(sources, file->name);
    if (!evne_file_exists(file->path))
        luaL_error(L, "no module '%s': there is no '%s'", name, file->path);
    if (evne_file_read(sources->arena, file->path, EVNE_SOURCE_BYTES, &file->text, &err))
        luaL_error(L, "%s", err.text);
    file->shipped = evne_shipped_find(file->text);
    fault = find_fault(file, &at);
    if (fault)
        evne_sandbox_raise(
            L, evne_arena_printf(sources->arena, "%s:%d", file->path, line_of(file->text, at)),
            "%s", fault);
    sources->count++;
    return file;
}

/*
 * The program's own plugins and modules keep to the rules that what they share is not changed, the
 * case neither, and that they end; a debug build holds them to it, so that the tests do, too. All
 * others are always held to it.
 */
#ifdef NDEBUG
static const bool is_own_trusted = true;
#else
static const bool is_own_trusted = false;
#endif

bool evne_sources_are_shipped(const evne_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        if (!sources->files[i].shipped)
            return false;
    return true;
}

bool evne_sources_are_trusted(const evne_sources *sources)
{
    return is_own_trusted && evne_sources_are_shipped(sources);
}

/* Pushes what the module's file returns, frozen unless both it and the plugin are trusted. */
static void run_module(lua_State *L, evne_sources *sources, const char *name)
{
    const evne_source *file = read_module(L, sources, name);
    char shown[LONGEST_NAME + 16];

    sources->chain[sources->depth++] = evne_arena_text(sources->arena, name);
    evne_environment_push(L);
    evne_sandbox_load(L, file->path, file->text);
    lua_call(L, 0, 1);
    sources->depth--;
    if (lua_isnil(L, -1))
        evne_sandbox_raise(L, file->path, "the module returns nothing");
    if (is_own_trusted && sources->files[0].shipped && file->shipped)
        return;
    snprintf(shown, sizeof shown, "module '%s'", name);
    evne_freeze(L, shown, true);
}

static int use(lua_State *L)
{
    evne_sources *sources = lua_touserdata(L, lua_upvalueindex(1));
    evne_str name;

    luaL_checktype(L, 1, LUA_TSTRING);
    name.p = lua_tolstring(L, 1, &name.len);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return 1;
    lua_pop(L, 1);
    check_name(L, sources, name);
    run_module(L, sources, name.p);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

void evne_sources_push_use(lua_State *L, evne_sources *sources)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &modules_key);
    lua_pushlightuserdata(L, sources);
    lua_pushcclosure(L, use, 1);
}

/* --- are they still the same? --------------------------------------------------------------- */

static bool reads_the_same(const evne_source *file)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error ignored;
    evne_str text;
    bool is_same =
        evne_file_read(arena, file->path, EVNE_SOURCE_BYTES, &text, &ignored) == EVNE_OK &&
        evne_str_eq(text, file->text);

    evne_arena_free(arena);
    return is_same;
}

/* The stamp comes first: what changes a file after it was read again changes the stamp. */
bool evne_sources_watch(evne_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        evne_file_stamp stamp = evne_file_stamp_of(sources->files[i].path);
        if (!reads_the_same(&sources->files[i]))
            return false;
        sources->files[i].stamp = stamp;
    }
    return true;
}

/* A module that its author now has beside the plugin comes before the shipped one. */
static bool is_hidden(const evne_sources *sources, const evne_source *file)
{
    char own[4096];

    snprintf(own, sizeof own, "%s/%s", sources->folder, file->name);
    return strcmp(own, file->path) != 0 && evne_file_exists(own);
}

bool evne_sources_are_current(const evne_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        const evne_source *file = &sources->files[i];
        evne_file_stamp now = evne_file_stamp_of(file->path);
        if (!evne_file_stamp_eq(&now, &file->stamp) || (i > 0 && is_hidden(sources, file)))
            return false;
    }
    return true;
}

/* --- lines of declarations ------------------------------------------------------------------ */

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static bool is_quoted(evne_str text, size_t at, size_t len)
{
    return at > 0 && at + len < text.len && is_quote(text.p[at - 1]) &&
           text.p[at + len] == text.p[at - 1];
}

static bool is_assigned(evne_str text, size_t at, size_t len)
{
    size_t after = at + len;

    if (!stands_alone(text, at, len))
        return false;
    while (after < text.len && text.p[after] == ' ')
        after++;
    return after < text.len &&
           ((text.p[after] == '=' && (after + 1 == text.len || text.p[after + 1] != '=')) ||
            text.p[after] == '(');
}

/* The line of `word` in `text`, or 0. */
static int find_word(evne_str text, evne_str word, bool is_key)
{
    for (size_t at = 0; (at = find_bytes(text, at, word)) < text.len; at++)
        if (is_key ? is_assigned(text, at, word.len) : is_quoted(text, at, word.len))
            return line_of(text, at);
    return 0;
}

const char *evne_sources_find(const evne_sources *sources, evne_arena *arena, evne_str word,
                              bool is_key)
{
    for (size_t i = 0; i < sources->count && word.len; i++) {
        int line = find_word(sources->files[i].text, word, is_key);
        if (line)
            return evne_arena_printf(arena, "%s:%d", sources->files[i].path, line);
    }
    return sources->files[0].path;
}
