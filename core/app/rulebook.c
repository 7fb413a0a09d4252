/*
 * How: the folders are searched like those of plugins but in the opposite order, since the last
 * pack that says something about a rule is right: the shipped packs, the user's, those of
 * --plugin-dir, --rules-dir and --rules. Files of a folder come in the order of their names.
 */
#define _POSIX_C_SOURCE 200809L
#include "rulebook.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data/casefile.h"

enum { MOST_PACKS = 256 };

typedef struct loading {
    evne_arena *arena;
    evne_problems *problems;
    evne_rulebook *book;
    const char *files[MOST_PACKS];
    size_t n_files;
} loading;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_pack(const char *name)
{
    size_t len = strlen(name);

    return name[0] != '.' && len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static evne_status add_file(loading *l, const char *path, evne_error *err)
{
    if (l->n_files == MOST_PACKS)
        return evne_fail(err, EVNE_INPUT, path, "more than %d rule packs", MOST_PACKS);
    l->files[l->n_files++] = path;
    return EVNE_OK;
}

static evne_status add_folder(loading *l, const char *folder, evne_error *err)
{
    size_t first = l->n_files;
    evne_status status = EVNE_OK;
    DIR *dir = opendir(folder);
    struct dirent *entry;

    if (!dir)
        return evne_fail(err, EVNE_USAGE, folder, "'%s' is no folder", folder);
    while (status == EVNE_OK && (entry = readdir(dir)) != NULL)
        if (is_pack(entry->d_name))
            status = add_file(l, evne_file_join(l->arena, folder, entry->d_name), err);
    closedir(dir);
    qsort(l->files + first, l->n_files - first, sizeof *l->files, by_name);
    return status;
}

static evne_status find_files(loading *l, const evne_paths *paths, evne_error *err)
{
    for (size_t i = paths->rules.count; i-- > 0;)
        EVNE_TRY(add_folder(l, paths->rules.paths[i], err));
    for (size_t i = 0; i < paths->rule_dirs.count; i++)
        EVNE_TRY(add_folder(l, paths->rule_dirs.paths[i], err));
    for (size_t i = 0; i < paths->rule_files.count; i++)
        EVNE_TRY(add_file(l, paths->rule_files.paths[i], err));
    return EVNE_OK;
}

/* A file that is no YAML has told what is wrong with it; the other packs are still read. */
static evne_status load(loading *l, const char *path, evne_error *err)
{
    size_t n_before = evne_problems_count(l->problems);
    const evne_value *root = NULL;
    evne_status status = evne_casefile_read(l->arena, path, l->problems, &root, err);

    if (root)
        evne_ruleset_add(l->book->set, root, l->problems);
    if (status == EVNE_INPUT && evne_problems_count(l->problems) > n_before)
        return EVNE_OK;
    return status;
}

evne_status evne_rulebook_open(evne_arena *arena, const evne_paths *paths, bool is_strict,
                               evne_problems *problems, evne_rulebook *out, evne_error *err)
{
    loading l = {.arena = arena, .problems = problems, .book = out};
    size_t n_before = evne_problems_errors(problems);

    *out = (evne_rulebook){.set = evne_ruleset_new(arena)};
    EVNE_TRY(find_files(&l, paths, err));
    for (size_t i = 0; i < l.n_files; i++)
        EVNE_TRY(load(&l, l.files[i], err));
    evne_ruleset_finish(out->set, is_strict, problems);
    out->n_faults = evne_problems_errors(problems) - n_before;
    out->scanner = evne_scanner_new(arena, out->set);
    return EVNE_OK;
}

void evne_rulebook_close(evne_rulebook *book)
{
    evne_scanner_free(book->scanner);
    evne_ruleset_free(book->set);
}
