/*
 * keys.h - the keys of a Lua table in one fixed order.
 *
 * Layer: plugin. Lua's own order changes from run to run; everything that walks over a table walks
 * in this one: numbers by size, then texts by their bytes, then false and true.
 */
#ifndef EVNE_PLUGIN_KEYS_H
#define EVNE_PLUGIN_KEYS_H

#include <lua.h>
#include <stddef.h>

/*
 * Pushes a list of the keys of the table at `index` and returns how many there are. A key of any
 * other type (a table, a function) has no order and is an error.
 */
size_t evne_keys_push(lua_State *L, int index);

/*
 * The number of items of the table at absolute `index` when its keys are exactly 1 to n, else 0.
 */
size_t evne_keys_list_length(lua_State *L, int index);

#endif
