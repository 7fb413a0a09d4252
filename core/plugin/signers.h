/*
 * signers.h - what a plugin's `signers` must give.
 *
 * Layer: plugin.
 */
#ifndef EVNE_PLUGIN_SIGNERS_H
#define EVNE_PLUGIN_SIGNERS_H

#include <lua.h>

#include "data/value.h"

enum { EVNE_SIGNERS_MOST = 50 };

/*
 * Raises a Lua error that names the first fault: no list, too many, an unknown key, a wrong type, a
 * missing role or name, one role twice.
 */
void evne_signers_check(lua_State *L, const evne_value *signers);

#endif
