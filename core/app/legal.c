/* How: the id is checked to be a plain word before it becomes part of a path. */
#define _POSIX_C_SOURCE 200809L
#include "legal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data/casefile.h"

enum { MOST_PROFILES = 64 };

static bool is_word(evne_str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", id.p[i]))
            return false;
    return id.len > 0 && id.len < 64;
}

static const char *find_file(evne_arena *arena, const evne_folders *folders, evne_str id)
{
    for (size_t i = 0; i < folders->count; i++) {
        const char *path =
            evne_arena_printf(arena, "%s/%.*s.yaml", folders->paths[i], EVNE_STR_ARGS(id));
        if (evne_file_exists(path))
            return path;
    }
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t list_folder(evne_arena *arena, const char *folder, const char **names, size_t n)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    while (dir && n < MOST_PROFILES && (entry = readdir(dir))) {
        size_t len = strlen(entry->d_name);
        if (len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0)
            names[n++] = evne_arena_copy(arena, entry->d_name, len - 5);
    }
    if (dir)
        closedir(dir);
    return n;
}

static const char *known_profiles(evne_arena *arena, const evne_folders *folders)
{
    const char *names[MOST_PROFILES];
    evne_buf list = {.arena = arena};
    size_t n = 0;

    for (size_t i = 0; i < folders->count; i++)
        n = list_folder(arena, folders->paths[i], names, n);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
            evne_buf_printf(&list, "%s%s", list.len ? ", " : "", names[i]);
    return evne_buf_text(&list);
}

static void report_unknown(evne_arena *arena, const evne_folders *folders, const evne_value *id,
                           evne_problems *problems)
{
    evne_problem problem = {
        .file = id->place.file,
        .line = id->place.line,
        .column = id->place.column,
        .path = "sag.retsgrundlag",
        .code = "sag.retsgrundlag",
        .severity = EVNE_SEVERE_ERROR,
        .message = evne_arena_printf(arena, "retsgrundlaget '%.*s' kendes ikke",
                                     EVNE_STR_ARGS(evne_value_text(id))),
        .suggestion = evne_arena_printf(arena, "vælg et af: %s", known_profiles(arena, folders))};

    evne_problems_add(problems, &problem);
}

static evne_status read_profile(evne_arena *arena, const char *path, const evne_value **out,
                                evne_error *err)
{
    evne_problems *faults = evne_problems_new(arena);

    if (evne_casefile_read(arena, path, faults, out, err) != EVNE_OK)
        return evne_fail(err, EVNE_PLUGIN, path, "%s",
                         evne_problems_count(faults) ? evne_problems_at(faults, 0)->message
                                                     : "cannot read the legal profile");
    if (!evne_str_is(evne_value_text(evne_value_get(*out, "skema")), EVNE_PROFILE_FORMAT))
        return evne_fail(err, EVNE_PLUGIN, path, "no legal profile of format '%s'",
                         EVNE_PROFILE_FORMAT);
    return EVNE_OK;
}

evne_status evne_legal_load(evne_arena *arena, const evne_folders *folders, const evne_value *sag,
                            evne_problems *problems, const evne_value **out, evne_error *err)
{
    const evne_value *id = evne_value_find(sag, "sag.retsgrundlag");
    const char *path;

    *out = NULL;
    if (evne_value_is_empty(id))
        return EVNE_OK; /* fields.h reports what is missing */
    path = is_word(evne_value_text(id)) ? find_file(arena, folders, evne_value_text(id)) : NULL;
    if (!path) {
        report_unknown(arena, folders, id, problems);
        return EVNE_OK;
    }
    return read_profile(arena, path, out, err);
}
