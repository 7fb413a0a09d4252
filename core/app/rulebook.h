/*
 * rulebook.h - the objectivity rules that are installed, ready to be used.
 *
 * Layer: app. Packs are the YAML files of the folders `rules` beside the report plugins, then those
 * that the command line names. A later pack may replace what an earlier one says.
 */
#ifndef EVNE_APP_RULEBOOK_H
#define EVNE_APP_RULEBOOK_H

#include "base/file.h"
#include "base/sha256.h"
#include "paths.h"
#include "rules/objectivity.h"

#define EVNE_RULEBOOK_STORE "rules.store" /* in the data directory */

/* A pack's file. What the store holds of a shipped one is not read again. */
typedef struct evne_rulefile {
    const char *path;
    evne_str yaml;          /* as it was read; empty when it was not */
    evne_str sha256;        /* in hex; empty until asked for */
    const evne_value *root; /* NULL: it is no YAML */
    evne_file_stamp stamp;  /* before it was read */
    bool is_shipped;
} evne_rulefile;

typedef struct evne_rulefolder {
    const char *path;
    evne_file_stamp stamp; /* before it was read */
} evne_rulefolder;

typedef struct evne_rulebook {
    evne_arena *arena;
    evne_ruleset *set;
    evne_scanner *scanner;
    evne_rulefile *files;
    size_t n_files, n_named; /* the last `n_named` are those that the paths name one by one */
    evne_rulefolder folders[2 * EVNE_MOST_FOLDERS]; /* that were searched, in that order */
    size_t n_folders;
    evne_str store;               /* the store that the set borrows, mapped; or empty */
    size_t n_faults;              /* in the packs: errors among the problems of loading */
    char sha256[EVNE_SHA256_HEX]; /* empty until asked for */
} evne_rulebook;

/*
 * Loads every pack of `paths`. Faults and remarks go to `problems`; `*out` is there in spite of
 * them. With `is_strict` every pattern is compiled (rulepack.h) and examples are read; without it
 * the shipped packs come from their store when it fits them, and that has none.
 * Fails with EVNE_INPUT when a file cannot be read at all. The book must be closed.
 */
evne_status evne_rulebook_open(evne_arena *arena, const evne_paths *paths, bool is_strict,
                               evne_problems *problems, evne_rulebook *out, evne_error *err);
void evne_rulebook_close(evne_rulebook *book);

/* True when opening it again with `paths` would give the same: nobody touched a pack or a folder.
 */
bool evne_rulebook_is_current(const evne_rulebook *book, const evne_paths *paths);

/* The SHA-256 in hex of all packs in their order: what a document's bytes may depend on. */
const char *evne_rulebook_sha256(evne_rulebook *book);

/* The book, which was opened strictly from the shipped packs alone, as a store (rules/store.h).
 * `out` must be empty. */
void evne_rulebook_store(const evne_rulebook *book, evne_buf *out);

#endif
