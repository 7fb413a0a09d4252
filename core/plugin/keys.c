/*
 * How: one pass describes the keys in an array, which is sorted once and copied out; the table
 * keeps their text alive meanwhile. Ties cannot be: the keys of a table differ.
 */
#include "keys.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

static int order_of(bool less, bool more)
{
    return less ? -1 : more;
}

static int order_numbers(const evne_key *a, const evne_key *b)
{
    if (a->is_whole && b->is_whole)
        return order_of(a->whole<b->whole, a->whole> b->whole);
    if (a->number < b->number || a->number > b->number)
        return order_of(a->number < b->number, true);
    return order_of(a->is_whole && !b->is_whole, b->is_whole && !a->is_whole);
}

static int order_texts(const evne_key *a, const evne_key *b)
{
    size_t shared = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->text, b->text, shared);

    return order ? order : order_of(a->len<b->len, a->len> b->len);
}

static int order_keys(const void *left, const void *right)
{
    const evne_key *a = left, *b = right;

    if (a->rank != b->rank)
        return order_of(a->rank < b->rank, true);
    return a->rank == 1 ? order_texts(a, b) : order_numbers(a, b);
}

/* Nearly all tables have few keys, and many of those are in order. */
static void sort(evne_key *keys, size_t n)
{
    if (n > EVNE_KEYS_FEW) {
        qsort(keys, n, sizeof *keys, order_keys);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        evne_key key = keys[i];
        size_t at = i;
        for (; at > 0 && order_keys(&keys[at - 1], &key) > 0; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* Describes the key on top of the stack. */
static evne_key describe(lua_State *L)
{
    evne_key key = {0};

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

/* Describes as many keys as there is room for and gives the number of all. */
static size_t read_keys(lua_State *L, int table, evne_key *keys, size_t room)
{
    size_t n = 0;

    for (lua_pushnil(L); lua_next(L, table); n++) {
        lua_pop(L, 1);
        if (n < room)
            keys[n] = describe(L);
    }
    return n;
}

const evne_key *evne_keys_read(lua_State *L, int index, evne_key few[EVNE_KEYS_FEW], size_t *n)
{
    int table = lua_absindex(L, index);
    evne_key *keys = few;

    luaL_checkstack(L, 6, "tables inside tables");
    *n = read_keys(L, table, few, EVNE_KEYS_FEW);
    evne_sandbox_charge(L, *n * 8);
    if (*n > EVNE_KEYS_FEW) {
        keys = lua_newuserdatauv(L, *n * sizeof *keys, 0);
        read_keys(L, table, keys, *n);
    } else {
        lua_pushnil(L);
    }
    sort(keys, *n);
    return keys;
}

void evne_key_push(lua_State *L, const evne_key *key)
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

size_t evne_keys_push(lua_State *L, int index)
{
    evne_key few[EVNE_KEYS_FEW];
    size_t n;
    const evne_key *keys = evne_keys_read(L, index, few, &n);

    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        evne_key_push(L, &keys[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_remove(L, -2);
    return n;
}

static bool is_place(lua_State *L, int index, size_t n)
{
    lua_Integer place = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;

    return place >= 1 && place <= (lua_Integer)n;
}

/* Keys differ, so n keys from 1 to n are all of them. */
size_t evne_keys_list_length(lua_State *L, int index)
{
    size_t n = lua_rawlen(L, index), found = 0;

    if (n == 0)
        return 0;
    for (lua_pushnil(L); lua_next(L, index); found++) {
        lua_pop(L, 1);
        if (!is_place(L, -1, n)) {
            lua_pop(L, 1);
            return 0;
        }
    }
    return found == n ? n : 0;
}
