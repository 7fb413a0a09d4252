/*
 * How: the folders are searched like those of plugins but in the opposite order, since the last
 * pack that says something about a rule is right: the shipped packs, the user's, those of
 * --plugin-dir, --rules-dir and --rules. Files of a folder come in the order of their names.
 *
 * The shipped packs come from their store when it was made from the very files that are there: it
 * notes a digest of each. The digest only tells a changed file from an unchanged one, so it is a
 * fast one of 64 bits; who can change the shipped packs to fit it can change the program as well.
 */
#define _POSIX_C_SOURCE 200809L
#include "rulebook.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data/casefile.h"
#include "data/snapshot.h"
#include "rules/store.h"
#include "version.h"

enum { MOST_PACKS = 256, DIGEST_TEXT = 17 };

typedef struct loading {
    evne_arena *arena;
    evne_problems *problems;
    const evne_paths *paths;
    evne_rulebook *book;
    evne_rulefile files[MOST_PACKS];
    size_t n_files;
} loading;

/* --- files ----------------------------------------------------------------------------------- */

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
    evne_rulefile *file = &l->files[l->n_files];

    if (l->n_files == MOST_PACKS)
        return evne_fail(err, EVNE_INPUT, path, "more than %d rule packs", MOST_PACKS);
    *file =
        (evne_rulefile){.path = path, .stamp = evne_file_stamp_of(path), .is_shipped = is_shipped};
    l->n_files++;
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

/* Names the folders of `paths` in the order in which they are read. */
static size_t name_folders(const evne_paths *paths, evne_rulefolder *out)
{
    size_t n = 0;

    for (size_t i = paths->rules.count; i-- > 0;)
        out[n++].path = paths->rules.paths[i];
    for (size_t i = 0; i < paths->rule_dirs.count; i++)
        out[n++].path = paths->rule_dirs.paths[i];
    return n;
}

static evne_status find_files(loading *l, evne_error *err)
{
    const evne_paths *paths = l->paths;
    evne_rulebook *book = l->book;

    book->n_folders = name_folders(paths, book->folders);
    for (size_t i = 0; i < book->n_folders; i++) {
        evne_rulefolder *folder = &book->folders[i];
        folder->stamp = evne_file_stamp_of(folder->path);
        EVNE_TRY(add_folder(l, folder->path, folder->path == paths->shipped_rules, err));
    }
    for (size_t i = 0; i < paths->rule_files.count; i++)
        EVNE_TRY(add_file(l, paths->rule_files.paths[i], false, err));
    return EVNE_OK;
}

/* --- is it as it was? ------------------------------------------------------------------------ */

static bool is_untouched(const char *path, const evne_file_stamp *stamp)
{
    evne_file_stamp now = evne_file_stamp_of(path);

    return evne_file_stamp_eq(&now, stamp);
}

static bool names_same(const evne_rulebook *book, const evne_paths *paths)
{
    evne_rulefolder folders[2 * EVNE_MOST_FOLDERS];
    size_t n_folders = name_folders(paths, folders), n_named = paths->rule_files.count;

    if (book->n_folders != n_folders || book->n_named != n_named)
        return false;
    for (size_t i = 0; i < n_folders; i++)
        if (strcmp(book->folders[i].path, folders[i].path) != 0)
            return false;
    for (size_t i = 0; i < n_named; i++)
        if (strcmp(book->files[book->n_files - n_named + i].path, paths->rule_files.paths[i]) != 0)
            return false;
    return true;
}

bool evne_rulebook_is_current(const evne_rulebook *book, const evne_paths *paths)
{
    if (!names_same(book, paths))
        return false;
    for (size_t i = 0; i < book->n_folders; i++)
        if (!is_untouched(book->folders[i].path, &book->folders[i].stamp))
            return false;
    for (size_t i = 0; i < book->n_files; i++)
        if (!is_untouched(book->files[i].path, &book->files[i].stamp))
            return false;
    return true;
}

/* --- the store ------------------------------------------------------------------------------- */

/* Four sums side by side, since each waits for its own last multiplication. */
enum { LANES = 4, STRIDE = LANES * sizeof(uint64_t), CHUNK = 2048 * STRIDE };

typedef struct digesting {
    uint64_t lanes[LANES], len;
} digesting;

static uint64_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

/* Takes `len` bytes; only the last of a file may be no whole number of strides. */
static void digest_part(digesting *d, const char *bytes, size_t len)
{
    for (size_t at = 0; at < len; at += STRIDE) {
        uint64_t words[LANES] = {0};
        memcpy(words, bytes + at, len - at < STRIDE ? len - at : STRIDE);
        for (size_t i = 0; i < LANES; i++)
            d->lanes[i] = mix(d->lanes[i] ^ words[i]);
    }
    d->len += len;
}

static void write_digest(const digesting *d, char text[DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    uint64_t h = d->len;

    for (size_t i = 0; i < LANES; i++)
        h = mix(h ^ d->lanes[i]);
    for (int i = 0; i < DIGEST_TEXT - 1; i++)
        text[i] = hex[h >> (4 * i) & 0xF];
    text[DIGEST_TEXT - 1] = '\0';
}

/* Of a file that is not otherwise read; false when it cannot be. */
static bool digest_file(const char *path, char text[DIGEST_TEXT])
{
    FILE *file = fopen(path, "rbe");
    char chunk[CHUNK];
    digesting d = {0};
    size_t n = CHUNK;
    bool is_read;

    if (!file)
        return false;
    setvbuf(file, NULL, _IONBF, 0);
    while (n == CHUNK) {
        n = fread(chunk, 1, CHUNK, file);
        digest_part(&d, chunk, n);
    }
    is_read = !ferror(file);
    fclose(file);
    write_digest(&d, text);
    return is_read;
}

/* Is `note` about the shipped files as they are now? Fills in what it knows of them. */
static bool is_about(loading *l, const evne_value *note)
{
    size_t n_shipped = 0;

    for (size_t i = 0; i < l->n_files; i++) {
        evne_rulefile *file = &l->files[i];
        const evne_value *known = evne_value_get(note, evne_file_name(file->path));
        char text[DIGEST_TEXT];
        if (!file->is_shipped)
            continue;
        n_shipped++;
        if (!digest_file(file->path, text) ||
            !evne_str_is(evne_value_text(evne_value_get(known, "digest")), text))
            return false;
        file->sha256 = evne_value_text(evne_value_get(known, "sha256"));
    }
    return n_shipped > 0 && n_shipped == evne_value_count(note);
}

static evne_value *text_value(evne_arena *arena, const char *text)
{
    return evne_value_new_text(arena, NULL, evne_str_of(text));
}

static evne_value *note_of_file(evne_arena *arena, const evne_rulefile *file)
{
    char text[DIGEST_TEXT], sha256[EVNE_SHA256_HEX];
    evne_pair pairs[] = {{.key = EVNE_STR("digest")}, {.key = EVNE_STR("sha256")}};
    digesting d = {0};

    digest_part(&d, file->yaml.p, file->yaml.len);
    write_digest(&d, text);
    evne_sha256_hex(file->yaml, sha256);
    pairs[0].value = text_value(arena, text);
    pairs[1].value = text_value(arena, sha256);
    return evne_value_new_map(arena, NULL, pairs, 2);
}

void evne_rulebook_store(const evne_rulebook *book, evne_buf *out)
{
    evne_pair *pairs = evne_arena_array(book->arena, book->n_files + 1, sizeof *pairs);
    evne_buf note = {.arena = book->arena};

    for (size_t i = 0; i < book->n_files; i++)
        pairs[i] = (evne_pair){.key = evne_str_of(evne_file_name(book->files[i].path)),
                               .value = note_of_file(book->arena, &book->files[i])};
    evne_snapshot_write(&note, evne_value_new_map(book->arena, NULL, pairs, book->n_files), NULL,
                        0);
    evne_store_write(out, book->set, EVNE_STR(EVNE_PROGRAM), evne_buf_str(&note));
}

/* Maps the store when it is the program's own and of the shipped files as they are. */
static bool find_store(loading *l, evne_str *store)
{
    const char *path = evne_file_join(l->arena, l->paths->data, EVNE_RULEBOOK_STORE);
    evne_error ignored;
    evne_str note;

    if (!l->paths->is_own_data || evne_file_map(path, store, &ignored) != EVNE_OK)
        return false;
    note = evne_store_note(l->arena, *store, EVNE_STR(EVNE_PROGRAM));
    if (note.p && is_about(l, evne_snapshot_read(l->arena, path, note)))
        return true;
    for (size_t i = 0; i < l->n_files; i++)
        l->files[i].sha256 = (evne_str){0}; /* what the note said of it goes with the store */
    evne_file_unmap(*store);
    *store = (evne_str){0};
    return false;
}

/* --- loading --------------------------------------------------------------------------------- */

/* A file that is no YAML has told what is wrong with it; the other packs are still read. */
static evne_status parse(loading *l, evne_rulefile *file, evne_error *err)
{
    size_t n_before = evne_problems_count(l->problems);
    evne_status status;

    if (file->root)
        return EVNE_OK;
    EVNE_TRY(evne_file_read(l->arena, file->path, EVNE_CASEFILE_BYTES, &file->yaml, err));
    status = evne_casefile_parse(l->arena, file->path, file->yaml, l->problems, &file->root, err);
    if (status == EVNE_INPUT && evne_problems_count(l->problems) > n_before)
        return EVNE_OK;
    return status;
}

static evne_status add_packs(loading *l, bool is_shipped_there, evne_error *err)
{
    for (size_t i = 0; i < l->n_files; i++) {
        evne_rulefile *file = &l->files[i];
        if (is_shipped_there && file->is_shipped)
            continue;
        EVNE_TRY(parse(l, file, err));
        if (file->root)
            evne_ruleset_add(l->book->set, file->root, l->problems);
    }
    return EVNE_OK;
}

/* Fills the set from the store, unless a pack replaces a word list of it: `*is_used` says. */
static evne_status use_store(loading *l, bool *is_used, evne_error *err)
{
    evne_rulebook *book = l->book;

    *is_used = false;
    if (!find_store(l, &book->store))
        return EVNE_OK;
    evne_store_read(book->set, book->store, l->paths->shipped_rules);
    for (size_t i = 0; i < l->n_files; i++) {
        evne_rulefile *file = &l->files[i];
        if (file->is_shipped)
            continue;
        EVNE_TRY(parse(l, file, err));
        if (evne_store_is_replaced(book->set, evne_value_get(file->root, "ordlister"))) {
            book->set = evne_ruleset_new(l->arena);
            return EVNE_OK;
        }
    }
    *is_used = true;
    return EVNE_OK;
}

static void keep_files(const loading *l)
{
    evne_rulebook *book = l->book;

    book->files = evne_arena_array(l->arena, l->n_files + 1, sizeof *book->files);
    memcpy(book->files, l->files, l->n_files * sizeof *book->files);
    book->n_files = l->n_files;
    book->n_named = l->paths->rule_files.count;
}

evne_status evne_rulebook_open(evne_arena *arena, const evne_paths *paths, bool is_strict,
                               evne_problems *problems, evne_rulebook *out, evne_error *err)
{
    loading l = {.arena = arena, .problems = problems, .paths = paths, .book = out};
    size_t n_before = evne_problems_errors(problems);
    bool is_stored = false;

    *out = (evne_rulebook){.arena = arena, .set = evne_ruleset_new(arena)};
    EVNE_TRY(find_files(&l, err));
    if (!is_strict)
        EVNE_TRY(use_store(&l, &is_stored, err));
    EVNE_TRY(add_packs(&l, is_stored, err));
    keep_files(&l);
    evne_ruleset_finish(out->set, is_strict, problems);
    out->n_faults = evne_problems_errors(problems) - n_before;
    out->scanner = evne_scanner_new(arena, out->set);
    return EVNE_OK;
}

void evne_rulebook_close(evne_rulebook *book)
{
    evne_scanner_free(book->scanner);
    evne_ruleset_free(book->set);
    evne_file_unmap(book->store);
}

const char *evne_rulebook_sha256(evne_rulebook *book)
{
    evne_buf all = {.arena = book->arena};

    if (book->sha256[0])
        return book->sha256;
    for (size_t i = 0; i < book->n_files; i++) {
        const evne_rulefile *file = &book->files[i];
        char hex[EVNE_SHA256_HEX];
        if (!file->sha256.len)
            evne_sha256_hex(file->yaml, hex);
        evne_buf_put_str(&all, file->sha256.len ? file->sha256 : evne_str_of(hex));
    }
    evne_sha256_hex(evne_buf_str(&all), book->sha256);
    return book->sha256;
}
