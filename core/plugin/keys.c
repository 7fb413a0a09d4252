/*
 * How: one pass describes the keys in an array, which is sorted once and copied out; the table
 * keeps their text alive meanwhile. Ties cannot be: the keys of a table differ.
 */
#include "keys.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

typedef struct sort_key {
    int rank; /* 0 number, 1 text, 2 bool */
    bool is_whole;
    lua_Integer whole; /* also 0 or 1 of a bool */
    double number;
    const char *text;
    size_t len;
} sort_key;

enum { FEW = 24 }; /* keys that need no room but the C stack */

static int order_of(bool less, bool more)
{
    return less ? -1 : more;
}

static int order_numbers(const sort_key *a, const sort_key *b)
{
    if (a->is_whole && b->is_whole)
        return order_of(a->whole<b->whole, a->whole> b->whole);
    if (a->number < b->number || a->number > b->number)
        return order_of(a->number < b->number, true);
    return order_of(a->is_whole && !b->is_whole, b->is_whole && !a->is_whole);
}

static int order_texts(const sort_key *a, const sort_key *b)
{
    size_t shared = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->text, b->text, shared);

    return order ? order : order_of(a->len<b->len, a->len> b->len);
}

static int order_keys(const void *left, const void *right)
{
    const sort_key *a = left, *b = right;

    if (a->rank != b->rank)
        return order_of(a->rank < b->rank, true);
    return a->rank == 1 ? order_texts(a, b) : order_numbers(a, b);
}

/* Describes the key on top of the stack. */
static sort_key describe(lua_State *L)
{
    sort_key key = {0};

    switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
        key.is_whole = lua_isinteger(L, -1);
        key.whole = key.is_whole ? lua_tointeger(L, -1) : 0;
        key.number = lua_tonumber(L, -1);
        break;
    case LUA_TSTRING:
        key.rank = 1;
        key.text = lua_tolstring(L, -1, &key.len);
        break;
    case LUA_TBOOLEAN:
        key.rank = 2;
        key.is_whole = true;
        key.whole = lua_toboolean(L, -1);
        break;
    default:
        luaL_error(L, "a table has a %s as key: keys are texts and numbers", luaL_typename(L, -1));
    }
    return key;
}

static size_t count_keys(lua_State *L, int index)
{
    size_t n = 0;

    for (lua_pushnil(L); lua_next(L, index); n++)
        lua_pop(L, 1);
    return n;
}

static void push_key(lua_State *L, const sort_key *key)
{
    if (key->rank == 1)
        lua_pushlstring(L, key->text, key->len);
    else if (key->rank == 2)
        lua_pushboolean(L, (int)key->whole);
    else if (key->is_whole)
        lua_pushinteger(L, key->whole);
    else
        lua_pushnumber(L, key->number);
}

static void push_sorted(lua_State *L, int table, sort_key *keys, size_t n)
{
    size_t i = 0;

    for (lua_pushnil(L); lua_next(L, table); i++) {
        lua_pop(L, 1);
        keys[i] = describe(L);
    }
    qsort(keys, n, sizeof *keys, order_keys);
    lua_createtable(L, (int)n, 0);
    for (i = 0; i < n; i++) {
        push_key(L, &keys[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

size_t evne_keys_push(lua_State *L, int index)
{
    int table = lua_absindex(L, index);
    sort_key few[FEW];
    size_t n;

    luaL_checkstack(L, 6, "tables inside tables");
    n = count_keys(L, table);
    evne_sandbox_charge(L, n * 8);
    if (n <= FEW) {
        push_sorted(L, table, few, n);
        return n;
    }
    push_sorted(L, table, lua_newuserdatauv(L, n * sizeof *few, 0), n);
    lua_remove(L, -2);
    return n;
}

size_t evne_keys_list_length(lua_State *L, int index)
{
    size_t n = lua_rawlen(L, index);

    for (lua_Integer i = 1; i <= (lua_Integer)n; i++) {
        int type = lua_rawgeti(L, index, i);
        lua_pop(L, 1);
        if (type == LUA_TNIL)
            return 0;
    }
    return n == count_keys(L, index) ? n : 0;
}
