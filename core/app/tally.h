/*
 * tally.h - what `evne check` found in all its arguments together, and how it is answered.
 *
 * Layer: app. Findings are printed while they come; the rest is printed at the end, in the format
 * that the options name.
 */
#ifndef EVNE_APP_TALLY_H
#define EVNE_APP_TALLY_H

#include "options.h"
#include "outcome.h"

typedef struct evne_tally evne_tally;

/*
 * Begins one run: reads the baseline that the options name and, for SARIF, what the rules of
 * `paths` (NULL: none) are called. The tally lives in `arena`, what it gathers does not: evne_tally_drop.
 */
evne_status evne_tally_begin(evne_arena *arena, const evne_options *options,
                             const evne_paths *paths, evne_tally **out, evne_error *err);

/* Adds what came of `what`, a file or all of them; prints what is wrong with it. */
void evne_tally_add(evne_tally *tally, const char *what, const evne_outcome *outcome);

/* What the cases set aside so far. */
const evne_problems *evne_tally_set_aside(const evne_tally *tally);

/*
 * Prints the end, writes the baseline that the options ask for, and gives the run's status: the
 * worst of all.
 */
evne_status evne_tally_end(evne_tally *tally, evne_error *err);

/* Frees what was gathered, whether the run came to its end or not. */
void evne_tally_drop(evne_tally *tally);

#endif
