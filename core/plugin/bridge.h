/*
 * bridge.h - values to Lua tables and back: the only code that crosses.
 *
 * Layer: plugin. What Lua gets is a copy; what comes back is a copy in an arena. These functions
 * run inside evne_sandbox_run and may jump.
 */
#ifndef EVNE_PLUGIN_BRIDGE_H
#define EVNE_PLUGIN_BRIDGE_H

#include <lua.h>

#include "data/value.h"
#include "rules/fields.h"

enum { EVNE_BRIDGE_DEPTH = 32, EVNE_BRIDGE_NODES = 500000 };

/* Pushes a copy: lists and maps become tables, whole numbers Lua integers, null becomes nil. */
void evne_bridge_push(lua_State *L, const evne_value *value);

/*
 * The same for a case that evne_fields_apply gave: a list that `fields` (a GROUP) declares and the
 * case does not have is an empty list, in every group and item that is there.
 */
void evne_bridge_push_case(lua_State *L, const evne_value *sag, const evne_field *fields);

/*
 * The value at `index` as plain data. Keys 1 to n make a list, text keys a map in the order of
 * their bytes, an empty table is an empty list. `name` begins the paths that errors quote
 * ("view.uger[3]"). Refused are functions, mixed or other keys, NaN and infinity, whole numbers
 * beyond 2^53, text that is not UTF-8 or holds a NUL, tables more than EVNE_BRIDGE_DEPTH deep (so
 * cycles too), more than EVNE_BRIDGE_NODES values, more than 64 MiB of text.
 */
const evne_value *evne_bridge_take(lua_State *L, int index, evne_arena *arena, const char *name);

/*
 * The same for a declaration, where one table may have both kinds of keys: it becomes a map with
 * the keys "1", "2" ... before the texts.
 */
const evne_value *evne_bridge_take_mixed(lua_State *L, int index, evne_arena *arena,
                                         const char *name);

#endif
