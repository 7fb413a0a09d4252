/*
 * keys.h - the keys of a Lua table in one fixed order.
 *
 * Layer: plugin. Lua's own order changes from run to run; everything that walks over a table walks
 * in this one: numbers by size, then texts by their bytes, then false and true.
 */
#ifndef EVNE_PLUGIN_KEYS_H
#define EVNE_PLUGIN_KEYS_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { EVNE_KEYS_FEW = 24 };

typedef struct evne_key {
    int rank; /* 0 number, 1 text, 2 bool */
    bool is_whole;
    lua_Integer whole; /* also 0 or 1 of a bool */
    double number;
    const char *text; /* the table's own */
    size_t len;
} evne_key;

/*
 * Gives the `*n` keys of the table at `index`, in order: in `few`, or in a userdata when there are
 * more. Pushes that userdata or nil, which holds them. A key of any other type is an error.
 */
const evne_key *evne_keys_read(lua_State *L, int index, evne_key few[EVNE_KEYS_FEW], size_t *n);

void evne_key_push(lua_State *L, const evne_key *key);

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
