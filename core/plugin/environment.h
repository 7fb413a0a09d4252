/*
 * environment.h - the names that a plugin's code can see.
 *
 * Layer: plugin. Built from nothing, name by name, once per state; read-only from then on. A name
 * that is not there is an error where it is used, so that a misspelt one is found.
 */
#ifndef EVNE_PLUGIN_ENVIRONMENT_H
#define EVNE_PLUGIN_ENVIRONMENT_H

#include <lua.h>

/*
 * Makes the environment and keeps it for evne_environment_push. `use` is what plugins call to get
 * a module; it must be a C function or closure on top of the stack and is popped.
 */
void evne_environment_make(lua_State *L);

/* Pushes the environment that chunks are loaded with. */
void evne_environment_push(lua_State *L);

#endif
