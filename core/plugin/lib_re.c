/*
 * How: patterns compile once per state. The cache is a Lua table from source to a userdata that
 * owns the compiled pattern; a running call keeps its userdata on the stack, so a callback that
 * fills the cache cannot free it. PCRE2's memory is not Lua's: when many patterns are alive the
 * cache is emptied and the garbage collected, so their number is bounded.
 *
 * In a session the state is set back after each case, and the cache with it. Patterns that stand in
 * the plugin itself are then taken from a list outside the state; it counts as compiling all the
 * same, so that what a plugin may do does not depend on the cases before.
 *
 * Positions are bytes from 1, as string.sub takes them. A match that reaches PCRE2's limits is an
 * error, never "no match".
 */
#include <stdlib.h>

#include "libs.h"
#include "rules/pattern.h"
#include "sandbox.h"

enum {
    MOST_PATTERNS = 200,
    LONGEST_PATTERN = 4096,
    COMPILE_STEPS = 20000,
    MATCH_STEPS = 500,
    BYTES_PER_STEP = 8
};

static const char cache_key = 'c', class_key = 'm';

typedef struct holder {
    evne_outside outside;
    evne_pattern *pattern;
} holder;

/* The plugin's own patterns; each text is known by where it stands in the kept state. */
typedef struct lasting {
    evne_outside outside;
    size_t count;
    evne_str sources[MOST_PATTERNS];
    evne_pattern *patterns[MOST_PATTERNS];
} lasting;

/* --- patterns ------------------------------------------------------------------------------- */

static void drop(evne_outside *outside)
{
    holder *held = (holder *)(void *)outside;

    evne_pattern_free(held->pattern);
    held->pattern = NULL;
}

/* The collector found nobody who uses it. */
static int release(lua_State *L)
{
    holder *held = lua_touserdata(L, 1);

    if (evne_sandbox_release(&held->outside))
        drop(&held->outside);
    return 0;
}

static void empty_cache(lua_State *L)
{
    lua_newtable(L);
    lua_pushinteger(L, 0);
    lua_rawseti(L, -2, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cache_key);
}

void evne_lib_re_forget(lua_State *L)
{
    empty_cache(L);
    lua_gc(L, LUA_GCCOLLECT);
}

/* Pushes the cache, empty when it was full; [0] is the number of patterns in it. */
static void push_cache(lua_State *L)
{
    lua_Integer count;

    lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_key);
    lua_rawgeti(L, -1, 0);
    count = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (count < MOST_PATTERNS)
        return;
    lua_pop(L, 1);
    evne_lib_re_forget(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_key);
}

static void drop_lasting(evne_outside *outside)
{
    lasting *all = (lasting *)(void *)outside;

    for (size_t i = 0; i < all->count; i++)
        evne_pattern_free(all->patterns[i]);
    free(all);
}

/* The list of the plugin's own patterns, when `source` may stand in it; else NULL. */
static lasting *lasting_of(lua_State *L, evne_str source)
{
    evne_outside **place = evne_sandbox_lasting(L);
    lasting *all = (lasting *)(void *)*place;

    if (!evne_sandbox_is_lasting(L, source))
        return NULL;
    if (!all && (all = calloc(1, sizeof *all)) != NULL) {
        all->outside.drop = drop_lasting;
        *place = &all->outside;
    }
    return all;
}

static evne_pattern *find_lasting(const lasting *all, evne_str source)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->sources[i].p == source.p && all->sources[i].len == source.len)
            return all->patterns[i];
    return NULL;
}

/* Compiles into `held`. A pattern of the plugin's own is the list's, any other the collector's. */
static void compile(lua_State *L, evne_str source, holder *held)
{
    lasting *all = lasting_of(L, source);
    evne_error err;

    held->pattern = all ? find_lasting(all, source) : NULL;
    if (held->pattern)
        return;
    if (evne_pattern_new(source, false, &held->pattern, &err) != EVNE_OK)
        luaL_error(L, "%s", err.text);
    if (!all || all->count == MOST_PATTERNS) {
        evne_sandbox_hold(L, &held->outside);
        return;
    }
    all->sources[all->count] = source;
    all->patterns[all->count++] = held->pattern;
}

/* Pushes a new holder with the pattern `source`. */
static void push_pattern(lua_State *L, evne_str source)
{
    holder *held = lua_newuserdatauv(L, sizeof *held, 0);

    *held = (holder){.outside = {.drop = drop}};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &class_key);
    lua_setmetatable(L, -2);
    if (source.len > LONGEST_PATTERN)
        luaL_error(L, "a pattern has at most %d bytes", (int)LONGEST_PATTERN);
    if (evne_utf8_check(source) < source.len)
        luaL_error(L, "the pattern is not UTF-8");
    evne_sandbox_charge(L, COMPILE_STEPS);
    compile(L, source, held);
}

static void count_one(lua_State *L, int cache)
{
    lua_rawgeti(L, cache, 0);
    lua_pushinteger(L, lua_tointeger(L, -1) + 1);
    lua_rawseti(L, cache, 0);
    lua_pop(L, 1);
}

/* The compiled pattern of argument `arg`; the argument is replaced by what keeps it alive. */
static const evne_pattern *check_pattern(lua_State *L, int arg)
{
    evne_str source = evne_lib_check_str(L, arg);
    const holder *held;
    int cache;

    push_cache(L);
    cache = lua_gettop(L);
    lua_pushvalue(L, arg);
    if (lua_rawget(L, cache) == LUA_TNIL) {
        lua_pop(L, 1);
        push_pattern(L, source);
        lua_pushvalue(L, arg);
        lua_pushvalue(L, -2);
        lua_rawset(L, cache);
        count_one(L, cache);
    }
    held = lua_touserdata(L, -1);
    lua_replace(L, arg);
    lua_pop(L, 1);
    return held->pattern;
}

static evne_str check_subject(lua_State *L, int arg)
{
    evne_str s = evne_lib_check_str(L, arg);
    size_t bad;

    evne_sandbox_charge(L, s.len / BYTES_PER_STEP);
    bad = evne_utf8_check(s);
    if (bad < s.len)
        luaL_error(L, "the text is not UTF-8 at byte %d", (int)bad + 1);
    return s;
}

/* True when `pattern` matches in `s` from byte `start` on; n_groups then counts unset groups too.
 */
static bool search(lua_State *L, const evne_pattern *pattern, evne_str s, size_t start,
                   evne_match *match)
{
    evne_sandbox_charge(L, MATCH_STEPS + (s.len - start) / BYTES_PER_STEP);
    switch (evne_pattern_match(pattern, s, start, match)) {
    case EVNE_MATCH:
        match->n_groups = evne_pattern_groups(pattern) + 1;
        return true;
    case EVNE_NO_MATCH:
        return false;
    default:
        return luaL_error(L, "the pattern takes too long on this text");
    }
}

/* --- functions ------------------------------------------------------------------------------ */

/*
 * Pushes the captures, or the whole match when the pattern has none; returns how many. A group that
 * took no part is an empty text.
 */
static int push_captures(lua_State *L, const evne_match *match)
{
    if (match->n_groups == 1) {
        evne_lib_push_str(L, match->groups[0]);
        return 1;
    }
    for (size_t i = 1; i < match->n_groups; i++)
        evne_lib_push_str(L, match->groups[i]);
    return (int)match->n_groups - 1;
}

static int re_match(lua_State *L)
{
    evne_str s = check_subject(L, 1);
    const evne_pattern *pattern = check_pattern(L, 2);
    evne_match match;

    if (search(L, pattern, s, 0, &match))
        return push_captures(L, &match);
    lua_pushnil(L);
    return 1;
}

static bool is_inside_character(evne_str s, size_t at)
{
    return at < s.len && ((unsigned char)s.p[at] & 0xC0u) == 0x80u;
}

static size_t check_start(lua_State *L, int arg, evne_str s)
{
    lua_Integer init = luaL_optinteger(L, arg, 1);
    size_t at;

    if (init < 0)
        init = init < -(lua_Integer)s.len ? 1 : (lua_Integer)s.len + init + 1;
    at = init < 1 ? 0 : (size_t)init - 1;
    while (is_inside_character(s, at))
        at++;
    return at;
}

static int re_find(lua_State *L)
{
    evne_str s = check_subject(L, 1);
    const evne_pattern *pattern = check_pattern(L, 2);
    size_t start = check_start(L, 3, s);
    evne_match match;

    if (start > s.len || !search(L, pattern, s, start, &match)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, (lua_Integer)match.from + 1);
    lua_pushinteger(L, (lua_Integer)match.to);
    return 2;
}

/* Adds a replacement text: $0 to $9 are the match and its captures, $$ is a dollar. */
static void add_template(lua_State *L, luaL_Buffer *out, evne_str by, const evne_match *match)
{
    for (size_t i = 0; i < by.len; i++) {
        char next = i + 1 < by.len ? by.p[i + 1] : '\0';
        if (by.p[i] != '$') {
            luaL_addchar(out, by.p[i]);
            continue;
        }
        i++;
        if (next == '$')
            luaL_addchar(out, '$');
        else if (next < '0' || next > '9')
            luaL_error(L, "a replacement has $0 to $9, or $$ for a dollar");
        else if ((size_t)(next - '0') >= match->n_groups)
            luaL_error(L, "the pattern has no capture $%c", next);
        else
            luaL_addlstring(out, match->groups[next - '0'].p ? match->groups[next - '0'].p : "",
                            match->groups[next - '0'].len);
    }
}

/* Adds what the function at 3 returns: a text, or nil for "leave it". */
static void add_called(lua_State *L, luaL_Buffer *out, const evne_match *match)
{
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(L, match), 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(out, match->groups[0].p, match->groups[0].len);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_addvalue(out);
    } else {
        luaL_error(L, "the function gave a %s, not a text", luaL_typename(L, -1));
    }
}

static void add_replacement(lua_State *L, luaL_Buffer *out, const evne_match *match)
{
    if (lua_type(L, 3) == LUA_TFUNCTION)
        add_called(L, out, match);
    else
        add_template(L, out, evne_lib_check_str(L, 3), match);
}

/* Where to look next: behind the match, and past one character when the match was empty. */
static size_t step_over(evne_str s, const evne_match *match)
{
    size_t next = match->to;

    if (match->to > match->from || next >= s.len)
        return match->to > match->from ? next : s.len + 1;
    evne_utf8_next(s, &next);
    return next;
}

static int re_gsub(lua_State *L)
{
    evne_str s = check_subject(L, 1);
    const evne_pattern *pattern = check_pattern(L, 2);
    size_t done = 0, start = 0;
    lua_Integer count = 0;
    evne_match match;
    luaL_Buffer out;

    if (lua_type(L, 3) != LUA_TFUNCTION)
        evne_lib_check_str(L, 3);
    lua_settop(L, 3);
    luaL_buffinit(L, &out);
    while (start <= s.len && search(L, pattern, s, start, &match)) {
        luaL_addlstring(&out, s.p + done, match.from - done);
        add_replacement(L, &out, &match);
        done = match.to;
        start = step_over(s, &match);
        count++;
    }
    luaL_addlstring(&out, s.p + done, s.len - done);
    luaL_pushresult(&out);
    lua_pushinteger(L, count);
    return 2;
}

/* The pieces between matches; an empty match divides nothing. */
static int re_split(lua_State *L)
{
    evne_str s = check_subject(L, 1);
    const evne_pattern *pattern = check_pattern(L, 2);
    size_t done = 0, start = 0;
    lua_Integer n = 0;
    evne_match match;

    lua_newtable(L);
    while (start <= s.len && search(L, pattern, s, start, &match)) {
        start = step_over(s, &match);
        if (match.to == match.from)
            continue;
        evne_lib_push_str(L, evne_str_slice(s, done, match.from));
        lua_rawseti(L, -2, ++n);
        done = match.to;
    }
    evne_lib_push_str(L, evne_str_slice(s, done, s.len));
    lua_rawseti(L, -2, ++n);
    return 1;
}

void evne_lib_re_push(lua_State *L)
{
    static const luaL_Reg functions[] = {{"match", re_match},
                                         {"find", re_find},
                                         {"gsub", re_gsub},
                                         {"split", re_split},
                                         {NULL, NULL}};

    empty_cache(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, release);
    lua_setfield(L, -2, "__gc");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &class_key);
    luaL_newlib(L, functions);
}
