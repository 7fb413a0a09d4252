/*
 * source.h - the files that a plugin is made of: itself and the modules that it uses.
 *
 * Layer: plugin. Modules lie in `lib/` beside the plugin, or in that of the shipped plugins; a
 * module's name is letters a to z, digits, - and _, so a path cannot leave those folders.
 * Everything read is kept, for the plugin's hash and to find the line of a declaration.
 */
#ifndef EVNE_PLUGIN_SOURCE_H
#define EVNE_PLUGIN_SOURCE_H

#include <lua.h>

#include "base/file.h"

enum { EVNE_SOURCE_BYTES = 1024 * 1024, EVNE_SOURCE_MODULES = 64 };

typedef struct evne_source {
    const char *name; /* "praktikplan.lua", "lib/schema.lua" */
    const char *path; /* as the system knows it */
    evne_str text;
    const struct evne_shipped *shipped; /* NULL: the text is not one of the program's own */
    evne_file_stamp stamp;              /* set by evne_sources_watch */
} evne_source;

typedef struct evne_sources {
    evne_arena *arena;
    const char *folder; /* of the plugin */
    const char *shared; /* whose lib/ has what the plugin's own lib/ lacks; may be NULL */
    bool is_open;       /* while the plugin's file runs; later `use` is an error */
    evne_source files[EVNE_SOURCE_MODULES + 1]; /* the plugin, then modules in order of use */
    size_t count;
    const char *chain[EVNE_SOURCE_MODULES]; /* the modules that are loading, outermost first */
    size_t depth;
} evne_sources;

/* Starts with the plugin at `path` whose bytes are `text`; fails when they are no plugin text. */
evne_status evne_sources_start(evne_arena *arena, const char *path, const char *shared,
                               evne_str text, evne_sources **out, evne_error *err);

/* Pushes the function `use(name)`, which borrows `sources`. Inside a sandbox. */
void evne_sources_push_use(lua_State *L, evne_sources *sources);

/*
 * Begins to watch the files. False when one of them is not any more what was read; then
 * evne_sources_are_current is false, too.
 */
bool evne_sources_watch(evne_sources *sources);
/* True while the same names still stand for the same files, unchanged. */
bool evne_sources_are_current(const evne_sources *sources);

/* True when every file is one of the program's own, as it was built. */
bool evne_sources_are_shipped(const evne_sources *sources);
/* The same in a release build; a debug build trusts none. */
bool evne_sources_are_trusted(const evne_sources *sources);

/* Hex SHA-256 over the name of every file and the SHA-256 of its bytes. */
void evne_sources_sha256(const evne_sources *sources, char hex[65]);

/*
 * "file:line" of the first place where `word` is written between quotes ("a.b") or, with
 * `is_key`, as a key (word =); the plugin's path when it is nowhere. In `arena`.
 */
const char *evne_sources_find(const evne_sources *sources, evne_arena *arena, evne_str word,
                              bool is_key);

#endif
