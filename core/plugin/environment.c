/*
 * How: `names` holds what there is; each library in it is frozen. The environment itself is an
 * empty table in front of it, so that every assignment to a global reaches __newindex. Names that
 * are missing fall through both to a function that raises.
 *
 * The tables of functions are filled by libs.h, then by prelude.lua, and only then frozen.
 */
#include "environment.h"

#include <lauxlib.h>

#include "frozen.h"
#include "libs.h"
#include "prelude.h"
#include "sandbox.h"

static const char environment_key = 'e';

typedef struct library {
    const char *name;
    void (*push)(lua_State *L);
} library;

static void push_stat(lua_State *L)
{
    lua_newtable(L);
}

static const library libraries[] = {
    {"table", evne_lib_table_push},   {"math", evne_lib_math_push}, {"utf8", evne_lib_utf8_push},
    {"string", evne_lib_string_push}, {"re", evne_lib_re_push},     {"date", evne_lib_date_push},
    {"text", evne_lib_text_push},     {"stat", push_stat},
};

enum { N_LIBRARIES = sizeof libraries / sizeof *libraries };

static int refuse_unknown(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "unknown name");
    return luaL_error(L, "unknown name '%s'", lua_tostring(L, 2));
}

static int refuse_global(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "cannot set a global");
    return luaL_error(L, "cannot set global '%s': write 'local %s', or mend the name",
                      lua_tostring(L, 2), lua_tostring(L, 2));
}

/* Runs the prelude, whose `...` is the table of names on top and whose globals are the same. */
static void run_prelude(lua_State *L)
{
    evne_str source = {(const char *)evne_prelude, sizeof evne_prelude};

    lua_pushvalue(L, -1);
    evne_sandbox_load(L, "=prelude", source);
    lua_pushvalue(L, -2);
    lua_call(L, 1, 0);
}

static void freeze_libraries(lua_State *L)
{
    for (size_t i = 0; i < N_LIBRARIES; i++) {
        lua_getfield(L, -1, libraries[i].name);
        evne_freeze(L, libraries[i].name, true);
        lua_setfield(L, -2, libraries[i].name);
    }
}

/* Texts find their methods where `string` finds its functions. */
static void share_string_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_getfield(L, -3, "string");
    lua_setfield(L, -2, "__index");
    lua_pop(L, 2);
}

/* Gives the table on top a metatable with the one function `name`. */
static void set_handler(lua_State *L, const char *name, lua_CFunction handler)
{
    if (!lua_getmetatable(L, -1)) {
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_setmetatable(L, -3);
    }
    lua_pushcfunction(L, handler);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* Puts an empty table in front of the table of names on top. */
static void put_front(lua_State *L)
{
    set_handler(L, "__index", refuse_unknown);
    lua_newtable(L);
    set_handler(L, "__newindex", refuse_global);
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_remove(L, -2);
}

void evne_environment_make(lua_State *L)
{
    evne_lib_basic_push(L);
    for (size_t i = 0; i < N_LIBRARIES; i++) {
        libraries[i].push(L);
        lua_setfield(L, -2, libraries[i].name);
    }
    run_prelude(L);
    freeze_libraries(L);
    share_string_methods(L);
    lua_insert(L, -2);
    lua_setfield(L, -2, "use");
    put_front(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void evne_environment_push(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}
