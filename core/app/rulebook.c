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
#include "rulecache.h"

enum { MOST_PACKS = 256 };

typedef struct loading {
    evne_arena *arena;
    evne_problems *problems;
    evne_rulebook *book;
    const evne_rulecache *cache; /* NULL: everything is read from YAML */
    evne_rulefile files[MOST_PACKS];
    size_t n_files;
} loading;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const evne_rulefile *)a)->path, ((const evne_rulefile *)b)->path);
}

static bool is_pack(const char *name)
{
    size_t len = strlen(name);

    return name[0] != '.' && len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static evne_status add_file(loading *l, const char *path, bool is_shipped, evne_error *err)
{
    if (l->n_files == MOST_PACKS)
        return evne_fail(err, EVNE_INPUT, path, "more than %d rule packs", MOST_PACKS);
    l->files[l->n_files++] = (evne_rulefile){.path = path, .is_shipped = is_shipped};
    return EVNE_OK;
}

static evne_status add_folder(loading *l, const char *folder, bool is_shipped, evne_error *err)
{
    size_t first = l->n_files;
    evne_status status = EVNE_OK;
    DIR *dir = opendir(folder);
    struct dirent *entry;

    if (!dir)
        return evne_fail(err, EVNE_USAGE, folder, "'%s' is no folder", folder);
    while (status == EVNE_OK && (entry = readdir(dir)) != NULL)
        if (is_pack(entry->d_name))
            status = add_file(l, evne_file_join(l->arena, folder, entry->d_name), is_shipped, err);
    closedir(dir);
    qsort(l->files + first, l->n_files - first, sizeof *l->files, by_name);
    return status;
}

static evne_status find_files(loading *l, const evne_paths *paths, evne_error *err)
{
    for (size_t i = paths->rules.count; i-- > 0;)
        EVNE_TRY(add_folder(l, paths->rules.paths[i], paths->rules.paths[i] == paths->shipped_rules,
                            err));
    for (size_t i = 0; i < paths->rule_dirs.count; i++)
        EVNE_TRY(add_folder(l, paths->rule_dirs.paths[i], false, err));
    for (size_t i = 0; i < paths->rule_files.count; i++)
        EVNE_TRY(add_file(l, paths->rule_files.paths[i], false, err));
    return EVNE_OK;
}

/* A file that is no YAML has told what is wrong with it; the other packs are still read. */
static evne_status parse(loading *l, evne_rulefile *file, evne_error *err)
{
    size_t n_before = evne_problems_count(l->problems);
    evne_status status =
        evne_casefile_parse(l->arena, file->path, file->yaml, l->problems, &file->root, err);

    if (status == EVNE_INPUT && evne_problems_count(l->problems) > n_before)
        return EVNE_OK;
    return status;
}

static evne_status load(loading *l, evne_rulefile *file, evne_error *err)
{
    EVNE_TRY(evne_file_read(l->arena, file->path, EVNE_CASEFILE_BYTES, &file->yaml, err));
    if (file->is_shipped && l->cache)
        file->root = evne_rulecache_find(l->cache, file->path, file->yaml, &file->sha256);
    if (!file->root)
        EVNE_TRY(parse(l, file, err));
    if (file->root)
        evne_ruleset_add(l->book->set, file->root, l->problems);
    return EVNE_OK;
}

evne_status evne_rulebook_open(evne_arena *arena, const evne_paths *paths, bool is_strict,
                               evne_problems *problems, evne_rulebook *out, evne_error *err)
{
    loading l = {.arena = arena, .problems = problems, .book = out};
    size_t n_before = evne_problems_errors(problems);

    *out = (evne_rulebook){.arena = arena, .set = evne_ruleset_new(arena)};
    if (!is_strict)
        l.cache = evne_rulecache_open(
            arena, evne_file_join(arena, paths->data ? paths->data : ".", EVNE_RULECACHE_FILE));
    EVNE_TRY(find_files(&l, paths, err));
    for (size_t i = 0; i < l.n_files; i++)
        EVNE_TRY(load(&l, &l.files[i], err));
    out->files = evne_arena_array(arena, l.n_files + 1, sizeof *out->files);
    memcpy(out->files, l.files, l.n_files * sizeof *out->files);
    out->n_files = l.n_files;
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

void evne_rulebook_sha256(const evne_rulebook *book, char hex[EVNE_SHA256_HEX])
{
    evne_buf all = {.arena = book->arena};

    for (size_t i = 0; i < book->n_files; i++) {
        const evne_rulefile *file = &book->files[i];
        if (!file->sha256.len)
            evne_sha256_hex(file->yaml, hex);
        evne_buf_put_str(&all, file->sha256.len ? file->sha256 : evne_str_of(hex));
    }
    evne_sha256_hex(evne_buf_str(&all), hex);
}

void evne_rulebook_snapshot(const evne_rulebook *book, evne_buf *out)
{
    const char **paths = evne_arena_array(book->arena, book->n_files + 1, sizeof(*paths));
    evne_str *yaml = evne_arena_array(book->arena, book->n_files + 1, sizeof *yaml);
    const evne_value **roots = evne_arena_array(book->arena, book->n_files + 1, sizeof(*roots));
    size_t n = 0;

    for (size_t i = 0; i < book->n_files; i++) {
        const evne_rulefile *file = &book->files[i];
        if (!file->is_shipped || !file->root)
            continue;
        paths[n] = file->path;
        yaml[n] = file->yaml;
        roots[n++] = file->root;
    }
    evne_rulecache_write(out, paths, yaml, roots, n);
}
