/*
 * How: the merge sort of prelude.lua over places in the list, so that lists without an order of
 * their own, most of them numbers to take a median of, cost no call of Lua.
 */
#include <string.h>

#include "libs.h"
#include "sandbox.h"

enum { STEPS_PER_ITEM = 4 };

/* Are all `n` items of the list at 1 numbers, or all texts? Then no comparison can fail. */
static bool is_plain(lua_State *L, lua_Integer n)
{
    int first = LUA_TNIL;

    for (lua_Integer i = 1; i <= n; i++) {
        int type = lua_rawgeti(L, 1, i);
        lua_pop(L, 1);
        if (i == 1)
            first = type;
        if (type != first || (type != LUA_TNUMBER && type != LUA_TSTRING))
            return false;
    }
    return true;
}

static bool is_before(lua_State *L, lua_Integer left, lua_Integer right)
{
    bool answer;

    lua_rawgeti(L, 1, left);
    lua_rawgeti(L, 1, right);
    answer = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
    return answer;
}

/* Merges from[low .. middle) and from[middle .. high) into to[low ..). */
static void merge(lua_State *L, const lua_Integer *from, lua_Integer *to, size_t low, size_t middle,
                  size_t high)
{
    size_t left = low, right = middle;

    if (middle >= high || !is_before(L, from[middle], from[middle - 1])) {
        memcpy(to + low, from + low, (high - low) * sizeof *to);
        return;
    }
    evne_sandbox_charge(L, STEPS_PER_ITEM * (high - low));
    for (size_t at = low; at < high; at++)
        if (left < middle && (right >= high || !is_before(L, from[right], from[left])))
            to[at] = from[left++];
        else
            to[at] = from[right++];
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Orders the places in `order`; `spare` has room for as many. Returns the one of them that holds
 * the answer. */
static const lua_Integer *sort(lua_State *L, lua_Integer *order, lua_Integer *spare, size_t n)
{
    for (size_t width = 1; width < n; width *= 2) {
        lua_Integer *done = spare;
        evne_sandbox_charge(L, n);
        for (size_t low = 0; low < n; low += 2 * width)
            merge(L, order, spare, low, least(low + width, n), least(low + 2 * width, n));
        spare = order;
        order = done;
    }
    return order;
}

/* The list at 1 becomes its items in the order of `places`. */
static void rearrange(lua_State *L, const lua_Integer *places, size_t n)
{
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, places[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        lua_rawseti(L, 1, (lua_Integer)i);
    }
}

int evne_lib_sort_plain(lua_State *L)
{
    lua_Integer *places, n;

    if (lua_type(L, 1) != LUA_TTABLE || lua_getmetatable(L, 1))
        return 0;
    n = (lua_Integer)lua_rawlen(L, 1);
    evne_sandbox_charge(L, STEPS_PER_ITEM * (size_t)n);
    if (n > INT32_MAX / 2 || !is_plain(L, n))
        return 0;
    places = lua_newuserdatauv(L, 2 * ((size_t)n + 1) * sizeof *places, 0);
    for (lua_Integer i = 0; i < n; i++)
        places[i] = i + 1;
    rearrange(L, sort(L, places, places + n, (size_t)n), (size_t)n);
    lua_pushboolean(L, true);
    return 1;
}
