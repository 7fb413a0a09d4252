/*
 * How: the standard library is opened once per state outside every plugin's sight; what plugins may
 * have is copied from it by name, so a function that a later Lua adds stays out. Functions whose
 * work grows with their arguments go through a closure that charges first and then calls the
 * original in the same frame.
 */
#include <lualib.h>

#include "frozen.h"
#include "keys.h"
#include "libs.h"
#include "sandbox.h"

enum { BYTES_PER_STEP = 16 };

evne_str evne_lib_check_str(lua_State *L, int arg)
{
    evne_str s;

    luaL_checktype(L, arg, LUA_TSTRING);
    s.p = lua_tolstring(L, arg, &s.len);
    return s;
}

void evne_lib_push_str(lua_State *L, evne_str s)
{
    lua_pushlstring(L, s.p ? s.p : "", s.len);
}

/* Pushes the standard library `name` and takes it out of the registry's list. */
static void push_standard(lua_State *L, const char *name, lua_CFunction open)
{
    luaL_requiref(L, name, open, 0);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushnil(L);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* Copies `names` (ended by NULL) from the table below the top to the table on top. */
static void copy_names(lua_State *L, const char *const *names)
{
    for (; *names; names++) {
        if (lua_getfield(L, -2, *names) == LUA_TNIL)
            luaL_error(L, "this Lua has no '%s'", *names);
        lua_setfield(L, -2, *names);
    }
}

/* Puts `guard` in front of the function `name` of the table on top. */
static void guard(lua_State *L, const char *name, lua_CFunction in_front)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, in_front, 1);
    lua_setfield(L, -2, name);
}

/* The function that stands behind the guard that is running. */
static int go_on(lua_State *L)
{
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Charges for the bytes of the first argument. */
static int per_byte(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        evne_sandbox_charge(L, lua_rawlen(L, 1) / BYTES_PER_STEP);
    return go_on(L);
}

static int per_argument(lua_State *L)
{
    evne_sandbox_charge(L, (size_t)lua_gettop(L));
    return go_on(L);
}

/* --- basic ---------------------------------------------------------------------------------- */

void evne_lib_push_text_of(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        lua_pushliteral(L, "nil");
        return;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        return;
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        lua_tostring(L, -1);
        return;
    default:
        luaL_error(L, "a %s has no text", luaL_typename(L, index));
    }
}

static int text_of(lua_State *L)
{
    luaL_checkany(L, 1);
    evne_lib_push_text_of(L, 1);
    return 1;
}

/* Upvalues: sorted keys, the table, how many keys are done. Values that went away are skipped. */
static int next_pair(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));

    for (;;) {
        if (lua_rawgeti(L, lua_upvalueindex(1), ++at) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL)
            break;
        lua_pop(L, 2);
        evne_sandbox_charge(L, 1);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

static int pairs(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    evne_frozen_push_real(L, 1);
    evne_keys_push(L, 2);
    lua_insert(L, 2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

void evne_lib_basic_push(lua_State *L)
{
    static const char *const names[] = {"assert",   "error", "ipairs", "select",
                                        "tonumber", "type",  NULL};
    static const luaL_Reg own[] = {{"pairs", pairs}, {"tostring", text_of}, {NULL, NULL}};

    push_standard(L, LUA_GNAME, luaopen_base);
    lua_newtable(L);
    copy_names(L, names);
    luaL_setfuncs(L, own, 0);
    guard(L, "select", per_argument);
    guard(L, "tonumber", per_byte);
    lua_remove(L, -2);
}

/* --- table ---------------------------------------------------------------------------------- */

static size_t length_of(lua_State *L, int arg)
{
    luaL_checktype(L, arg, LUA_TTABLE);
    return (size_t)luaL_len(L, arg);
}

/* How many whole numbers there are from `from` to `to`. */
static size_t span(lua_Integer from, lua_Integer to)
{
    size_t distance = (size_t)to - (size_t)from;

    if (from > to)
        return 0;
    return distance == SIZE_MAX ? distance : distance + 1;
}

static int concat(lua_State *L)
{
    lua_Integer len = (lua_Integer)length_of(L, 1);
    size_t n = span(luaL_optinteger(L, 3, 1), luaL_optinteger(L, 4, len));

    evne_sandbox_charge(L, n);
    return go_on(L);
}

/* Everything behind the position moves by one. */
static int shift(lua_State *L)
{
    size_t len = length_of(L, 1);
    lua_Integer position = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : (lua_Integer)len;

    if (lua_gettop(L) > 1 && position >= 1 && (size_t)position < len)
        evne_sandbox_charge(L, len - (size_t)position);
    return go_on(L);
}

static int unpack(lua_State *L)
{
    lua_Integer from = luaL_optinteger(L, 2, 1);
    lua_Integer to = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    size_t n = span(from, to);

    if (n > EVNE_SANDBOX_VALUES)
        return luaL_error(L, "unpack gives at most %d values", (int)EVNE_SANDBOX_VALUES);
    evne_sandbox_charge(L, n);
    return go_on(L);
}

/* `sort` is for the prelude, which puts its own in place of it. */
void evne_lib_table_push(lua_State *L)
{
    static const char *const names[] = {"concat", "insert", "remove", "unpack", "pack", NULL};

    push_standard(L, LUA_TABLIBNAME, luaopen_table);
    lua_newtable(L);
    copy_names(L, names);
    guard(L, "concat", concat);
    guard(L, "insert", shift);
    guard(L, "remove", shift);
    guard(L, "unpack", unpack);
    guard(L, "pack", per_argument);
    lua_pushcfunction(L, evne_lib_sort_plain);
    lua_setfield(L, -2, "sort");
    lua_remove(L, -2);
}

/* --- math, utf8 ----------------------------------------------------------------------------- */

void evne_lib_math_push(lua_State *L)
{
    static const char *const names[] = {
        "abs",  "acos", "asin", "atan", "ceil",       "cos",  "deg",  "exp", "floor",
        "fmod", "huge", "log",  "max",  "maxinteger", "min",  "modf", "pi",  "mininteger",
        "rad",  "sin",  "sqrt", "tan",  "tointeger",  "type", "ult",  NULL};

    push_standard(L, LUA_MATHLIBNAME, luaopen_math);
    lua_newtable(L);
    copy_names(L, names);
    lua_remove(L, -2);
}

/* A position of a text as Lua counts: from 1, or from the end when negative. */
static lua_Integer absolute(lua_Integer position, size_t len)
{
    return position >= 0 ? position : (lua_Integer)len + position + 1;
}

/* string.byte and utf8.codepoint: (text, from = 1, to = from). */
static int bytes_between(lua_State *L)
{
    size_t len = evne_lib_check_str(L, 1).len;
    lua_Integer from = absolute(luaL_optinteger(L, 2, 1), len);
    lua_Integer to = absolute(luaL_optinteger(L, 3, from), len);

    if (to > (lua_Integer)len)
        to = (lua_Integer)len;
    if (span(from < 1 ? 1 : from, to) > EVNE_SANDBOX_VALUES)
        return luaL_error(L, "gives at most %d values", (int)EVNE_SANDBOX_VALUES);
    evne_sandbox_charge(L, span(from < 1 ? 1 : from, to));
    return go_on(L);
}

void evne_lib_utf8_push(lua_State *L)
{
    static const char *const names[] = {"char", "codepoint", "codes", "len", "offset", NULL};

    push_standard(L, LUA_UTF8LIBNAME, luaopen_utf8);
    lua_newtable(L);
    copy_names(L, names);
    guard(L, "char", per_argument);
    guard(L, "codepoint", bytes_between);
    guard(L, "len", per_byte);
    guard(L, "offset", per_byte);
    lua_remove(L, -2);
}

/* --- string --------------------------------------------------------------------------------- */

static int repeat(lua_State *L)
{
    evne_str s = evne_lib_check_str(L, 1), between = {"", 0};
    lua_Integer times = luaL_checkinteger(L, 2);
    size_t piece;
    luaL_Buffer result;

    if (!lua_isnoneornil(L, 3))
        between = evne_lib_check_str(L, 3);
    piece = s.len + between.len;
    if (times <= 0 || piece == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)times > EVNE_SANDBOX_TEXT / piece)
        return luaL_error(L, "rep makes a text of more than 1 MiB");
    evne_sandbox_charge(L, (size_t)times / 4);
    luaL_buffinit(L, &result);
    while (times--) {
        luaL_addlstring(&result, s.p, s.len);
        if (times)
            luaL_addlstring(&result, between.p, between.len);
    }
    luaL_pushresult(&result);
    return 1;
}

/* Methods of texts ("x"):upper() come from the same functions. */
static void set_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void evne_lib_string_push(lua_State *L)
{
    static const char *const names[] = {"byte",  "char",    "len", "lower",
                                        "upper", "reverse", "sub", NULL};
    static const luaL_Reg own[] = {{"rep", repeat}, {"format", evne_lib_format}, {NULL, NULL}};

    push_standard(L, LUA_STRLIBNAME, luaopen_string);
    lua_newtable(L);
    copy_names(L, names);
    luaL_setfuncs(L, own, 0);
    guard(L, "byte", bytes_between);
    guard(L, "char", per_argument);
    guard(L, "lower", per_byte);
    guard(L, "upper", per_byte);
    guard(L, "reverse", per_byte);
    lua_remove(L, -2);
    set_methods(L);
}
