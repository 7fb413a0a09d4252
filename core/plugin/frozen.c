/*
 * How: depth first; tables inside are replaced in place by their fronts. A table that was seen
 * before gives the same front, so cycles and shared parts keep their shape.
 */
#include "frozen.h"

#include <lauxlib.h>

enum { DEEPEST = 100, SLOTS_PER_TABLE = 4 };

static int refuse_write(lua_State *L)
{
    const char *name = lua_tostring(L, lua_upvalueindex(1));

    if (lua_type(L, 2) == LUA_TSTRING || lua_type(L, 2) == LUA_TNUMBER)
        return luaL_error(L, "cannot set '%s': %s is read-only", lua_tostring(L, 2), name);
    return luaL_error(L, "cannot set a key: %s is read-only", name);
}

static int refuse_missing(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return 0;
    return luaL_error(L, "%s has no '%s'", lua_tostring(L, lua_upvalueindex(1)),
                      lua_tostring(L, 2));
}

static int length(lua_State *L)
{
    evne_frozen_push_real(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

/* Where the parts of one evne_freeze stand on the stack. */
typedef struct freezing {
    const char *name;
    int writer; /* refuse_write with the name */
    int seen;   /* tables to their fronts */
} freezing;

static void freeze_value(lua_State *L, const freezing *f);

/* Replaces every table in the table at `table` by its front. */
static void freeze_inside(lua_State *L, int table, const freezing *f)
{
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (!lua_istable(L, -1))
            continue;
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        freeze_value(L, f);
        lua_rawset(L, table);
    }
}

/* Replaces the table on top by its front. */
static void freeze_table(lua_State *L, const freezing *f)
{
    int table = lua_gettop(L), front = table + 1;

    if (table > DEEPEST * SLOTS_PER_TABLE)
        luaL_error(L, "%s has tables more than %d deep", f->name, (int)DEEPEST);
    luaL_checkstack(L, 10, "tables inside tables");
    lua_newtable(L);
    lua_pushvalue(L, table);
    lua_pushvalue(L, front);
    lua_rawset(L, f->seen);
    freeze_inside(L, table, f);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, f->writer);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length);
    lua_setfield(L, -2, "__len");
    lua_pushvalue(L, table);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, front);
    lua_replace(L, table);
}

/* Replaces the value on top, when it is a table that is not frozen yet, by its front. */
static void freeze_value(lua_State *L, const freezing *f)
{
    if (!lua_istable(L, -1))
        return;
    if (lua_getmetatable(L, -1)) { /* frozen before */
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    if (lua_rawget(L, f->seen) == LUA_TNIL) {
        lua_pop(L, 1);
        freeze_table(L, f);
        return;
    }
    lua_replace(L, -2);
}

static void make_strict(lua_State *L, int front, const char *name)
{
    evne_frozen_push_real(L, front);
    lua_createtable(L, 0, 1);
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_missing, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void evne_freeze(lua_State *L, const char *name, bool is_strict)
{
    int value = lua_gettop(L);
    freezing f = {.name = name, .writer = value + 1, .seen = value + 2};

    luaL_checkstack(L, 10, "tables inside tables");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_write, 1);
    lua_newtable(L);
    lua_pushvalue(L, value);
    freeze_value(L, &f);
    lua_replace(L, value);
    if (is_strict && lua_istable(L, value))
        make_strict(L, value, name);
    lua_settop(L, value);
}

void evne_frozen_push_real(lua_State *L, int index)
{
    int table = lua_absindex(L, index);

    if (!lua_getmetatable(L, table)) {
        lua_pushvalue(L, table);
        return;
    }
    lua_pushliteral(L, "__index");
    if (lua_rawget(L, -2) != LUA_TTABLE) { /* the table behind a strict front is real */
        lua_pop(L, 2);
        lua_pushvalue(L, table);
        return;
    }
    lua_remove(L, -2);
}
