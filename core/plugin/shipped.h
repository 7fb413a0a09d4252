/*
 * shipped.h - the plugins and modules of this program, compiled when it was built.
 *
 * Layer: plugin. Parsing the shipped Lua costs more than all that a check of a case does with it,
 * so the build compiles each file once (precompile.c) and the program holds the result beside the
 * text that it was made from. What counts is still the file on disk: its code is taken from here
 * only when its bytes are those very bytes, and a file that differs in one of them is parsed.
 * Bytecode never comes from outside (design.md 13).
 */
#ifndef EVNE_PLUGIN_SHIPPED_H
#define EVNE_PLUGIN_SHIPPED_H

#include "base/str.h"

/* The output of lua_dump in three parts; the name is that under which the chunk is loaded. */
typedef struct evne_shipped {
    evne_str text;
    evne_str before_name, after_name;
    const char *sha256; /* of the text, in hex */
} evne_shipped;

/* The code of exactly this text, or NULL: it is not shipped, or the Lua library is another one. */
const evne_shipped *evne_shipped_find(evne_str text);

#endif
