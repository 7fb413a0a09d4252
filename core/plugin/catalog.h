/*
 * catalog.h - finds report plugins in their folders.
 *
 * Layer: plugin. A report's id is its file's name without ".lua"; modules in `lib/` are no reports.
 * When two folders have the same id the first folder wins.
 */
#ifndef EVNE_PLUGIN_CATALOG_H
#define EVNE_PLUGIN_CATALOG_H

#include "plugin.h"

enum { EVNE_CATALOG_MOST = 500 }; /* reports in all folders together */

typedef struct evne_catalog_entry {
    evne_str id;
    const char *path;
} evne_catalog_entry;

typedef struct evne_catalog evne_catalog;

/*
 * Looks through `folders` in order; one that does not exist is left out. Nothing is opened yet: a
 * faulty plugin is listed too. Everything lives in `arena`. Fails with EVNE_SYSTEM when a folder
 * cannot be read.
 */
evne_status evne_catalog_find(evne_arena *arena, const char *const *folders, size_t n_folders,
                              const evne_catalog **out, evne_error *err);

/* The reports, sorted by id. */
size_t evne_catalog_count(const evne_catalog *catalog);
const evne_catalog_entry *evne_catalog_at(const evne_catalog *catalog, size_t index);

/* The entry of report `id`, or NULL. */
const evne_catalog_entry *evne_catalog_get(const evne_catalog *catalog, evne_str id);

/* The folder whose modules every plugin may use: the last one. NULL when there were none. */
const char *evne_catalog_shared(const evne_catalog *catalog);

/*
 * Opens report `id`: free it with evne_plugin_free. An id that is not there is EVNE_USAGE, and the
 * message names the nearest one; a fault of the plugin is EVNE_PLUGIN.
 */
evne_status evne_catalog_open(evne_arena *arena, const evne_catalog *catalog, const char *id,
                              evne_plugin **out, evne_error *err);

#endif
