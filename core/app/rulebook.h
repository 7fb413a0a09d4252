/*
 * rulebook.h - the objectivity rules that are installed, ready to be used.
 *
 * Layer: app. Packs are the YAML files of the folders `rules` beside the report plugins, then those
 * that the command line names. A later pack may replace what an earlier one says.
 */
#ifndef EVNE_APP_RULEBOOK_H
#define EVNE_APP_RULEBOOK_H

#include "paths.h"
#include "rules/objectivity.h"

typedef struct evne_rulebook {
    evne_ruleset *set;
    evne_scanner *scanner;
    size_t n_faults; /* in the packs: errors among the problems of loading */
} evne_rulebook;

/*
 * Loads every pack of `paths`. Faults and remarks go to `problems`; `*out` is there in spite of
 * them. With `is_strict` every pattern is compiled (rulepack.h).
 * Fails with EVNE_INPUT when a file cannot be read at all. The book must be closed.
 */
evne_status evne_rulebook_open(evne_arena *arena, const evne_paths *paths, bool is_strict,
                               evne_problems *problems, evne_rulebook *out, evne_error *err);
void evne_rulebook_close(evne_rulebook *book);

#endif
