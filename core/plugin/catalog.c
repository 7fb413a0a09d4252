/*
 * How: every folder is read whole, then its directory is closed, and only then names are copied: a
 * full arena may jump out, and nothing open must be left behind. So names pass through a fixed
 * array first.
 */
#define _POSIX_C_SOURCE 200809L
#include "catalog.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rules/suggest.h"

enum { LONGEST_ID = 64 };

struct evne_catalog {
    evne_catalog_entry entries[EVNE_CATALOG_MOST];
    size_t count;
    const char *shared; /* the last folder: its lib/ is there for the plugins of all */
};

typedef struct id_text {
    char id[LONGEST_ID + 1];
} id_text;

/* "praktikplan.lua" gives "praktikplan"; other names give false. */
static bool read_id(const char *name, id_text *out)
{
    size_t len = strlen(name);

    if (len < 5 || len - 4 > LONGEST_ID || strcmp(name + len - 4, ".lua") != 0)
        return false;
    for (size_t i = 0; i < len - 4; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", name[i]))
            return false;
    memcpy(out->id, name, len - 4);
    out->id[len - 4] = '\0';
    return true;
}

/* Fills `ids` with at most EVNE_CATALOG_MOST + 1; `*reason` is an errno, 0 when all went well. */
static size_t list_folder(const char *folder, id_text *ids, int *reason)
{
    DIR *directory = opendir(folder);
    const struct dirent *found;
    size_t n = 0;

    *reason = directory || errno == ENOENT ? 0 : errno;
    if (!directory)
        return 0;
    while (errno = 0, n <= EVNE_CATALOG_MOST && (found = readdir(directory)) != NULL)
        n += read_id(found->d_name, &ids[n]);
    *reason = n <= EVNE_CATALOG_MOST ? errno : 0;
    closedir(directory);
    return n;
}

static void add(evne_arena *arena, evne_catalog *catalog, const char *folder, const char *id)
{
    evne_catalog_entry *entry = &catalog->entries[catalog->count];

    if (evne_catalog_get(catalog, evne_str_of(id)))
        return;
    entry->id = evne_str_of(evne_arena_text(arena, id));
    entry->path = evne_arena_printf(arena, "%s/%s.lua", folder, id);
    catalog->count++;
}

static evne_status add_folder(evne_arena *arena, evne_catalog *catalog, const char *folder,
                              id_text *ids, evne_error *err)
{
    int reason = 0;
    size_t n = list_folder(folder, ids, &reason);

    if (reason)
        return evne_fail(err, EVNE_SYSTEM, folder, "cannot read folder '%s': %s", folder,
                         strerror(reason));
    for (size_t i = 0; i < n; i++) {
        if (catalog->count == EVNE_CATALOG_MOST)
            return evne_fail(err, EVNE_SYSTEM, folder, "more than %d reports in all folders",
                             EVNE_CATALOG_MOST);
        add(arena, catalog, folder, ids[i].id);
    }
    return EVNE_OK;
}

static int by_id(const void *left, const void *right)
{
    const evne_catalog_entry *a = left, *b = right;

    return evne_str_order(a->id, b->id);
}

evne_status evne_catalog_find(evne_arena *arena, const char *const *folders, size_t n_folders,
                              const evne_catalog **out, evne_error *err)
{
    evne_catalog *catalog = evne_arena_alloc(arena, sizeof *catalog);
    id_text *ids = evne_arena_array(arena, EVNE_CATALOG_MOST + 1, sizeof *ids);

    *out = catalog;
    catalog->shared = n_folders ? evne_arena_text(arena, folders[n_folders - 1]) : NULL;
    for (size_t i = 0; i < n_folders; i++)
        EVNE_TRY(add_folder(arena, catalog, folders[i], ids, err));
    qsort(catalog->entries, catalog->count, sizeof *catalog->entries, by_id);
    return EVNE_OK;
}

size_t evne_catalog_count(const evne_catalog *catalog)
{
    return catalog->count;
}

const evne_catalog_entry *evne_catalog_at(const evne_catalog *catalog, size_t index)
{
    return &catalog->entries[index];
}

const evne_catalog_entry *evne_catalog_get(const evne_catalog *catalog, evne_str id)
{
    for (size_t i = 0; i < catalog->count; i++)
        if (evne_str_eq(catalog->entries[i].id, id))
            return &catalog->entries[i];
    return NULL;
}

const char *evne_catalog_shared(const evne_catalog *catalog)
{
    return catalog->shared;
}

static evne_status refuse_id(const evne_catalog *catalog, const char *id, evne_error *err)
{
    evne_nearest nearest = {.wanted = evne_str_of(id)};

    for (size_t i = 0; i < catalog->count; i++)
        evne_suggest_consider(&nearest, catalog->entries[i].id);
    if (nearest.word.len)
        return evne_fail(err, EVNE_USAGE, NULL, "no report '%s'; nearest is '%.*s'", id,
                         EVNE_STR_ARGS(nearest.word));
    return evne_fail(err, EVNE_USAGE, NULL, "no report '%s'", id);
}

evne_status evne_catalog_open(evne_arena *arena, const evne_catalog *catalog, const char *id,
                              evne_plugin **out, evne_error *err)
{
    const evne_catalog_entry *entry = evne_catalog_get(catalog, evne_str_of(id));

    *out = NULL;
    if (!entry)
        return refuse_id(catalog, id, err);
    return evne_plugin_open_beside(arena, entry->path, catalog->shared, out, err);
}
