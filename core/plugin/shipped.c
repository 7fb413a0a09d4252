/*
 * How: shipped_code.h is written by precompile.c at build time. Bytecode fits the release of Lua
 * that made it and no other; the library is linked dynamically, so its release is asked.
 */
#include "shipped.h"

#include <lua.h>
#include <string.h>

#include "shipped_code.h"

enum { N_FILES = sizeof shipped_files / sizeof *shipped_files };

static bool has_text(const evne_shipped *file, evne_str text)
{
    return file->text.len == text.len && memcmp(file->text.p, text.p, text.len) == 0;
}

const evne_shipped *evne_shipped_find(evne_str text)
{
    for (size_t i = 0; i < N_FILES; i++)
        if (has_text(&shipped_files[i], text))
            return strcmp(lua_ident, shipped_lua) == 0 ? &shipped_files[i] : NULL;
    return NULL;
}
