/*
 * frozen.h - tables that several pieces of Lua share and none may change.
 *
 * Layer: plugin. A frozen table is an empty table in front of the real one: reading falls through,
 * writing is an error that names the key. Plugins cannot make metatables, so a table with a
 * metatable is a frozen one, and this module is the only one that knows.
 */
#ifndef EVNE_PLUGIN_FROZEN_H
#define EVNE_PLUGIN_FROZEN_H

#include <lua.h>
#include <stdbool.h>

/*
 * Puts a front before the table on top of the stack, and before every table inside it; any other
 * value stays as it is. `name` is what messages call it. With `is_strict` reading a text key that
 * it does not have is an error too. Who still holds the real table can change its own keys.
 */
void evne_freeze(lua_State *L, const char *name, bool is_strict);

/*
 * Pushes the table behind the one at `index`, or the table itself when it is not frozen. What is
 * pushed must not reach a plugin.
 */
void evne_frozen_push_real(lua_State *L, int index);

#endif
