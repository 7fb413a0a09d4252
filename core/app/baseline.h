/*
 * baseline.h - findings of old cases that somebody has decided to leave as they are.
 *
 * Layer: app. A baseline is a JSON file of fingerprints (fingerprint.h) that `evne check` has
 * written; what it answers with --format json or sarif serves as well. A finding that stands in it
 * is neither shown nor counted; one that says the same a second time is new.
 */
#ifndef EVNE_APP_BASELINE_H
#define EVNE_APP_BASELINE_H

#include "base/problem.h"
#include "base/str.h"

#define EVNE_BASELINE_FORMAT "evne-udgangspunkt/1"

typedef struct evne_known evne_known;

/* Reads `path`. Fails with EVNE_INPUT when it is none of the three kinds of file. */
evne_status evne_baseline_read(evne_arena *arena, const char *path, const evne_known **out,
                               evne_error *err);

/* What of a baseline has been met in one run over some cases. */
typedef struct evne_meeting evne_meeting;

evne_meeting *evne_baseline_begin(evne_arena *arena, const evne_known *baseline);
/* The findings that are new; `*n_known` grows by the number of the others. */
evne_problems *evne_baseline_sift(evne_meeting *meeting, const evne_problems *problems,
                                  size_t *n_known);
/*
 * One finding, an information, for each rule with entries for `files` that were not met: what they
 * stood for is gone, and the baseline can be written anew.
 */
void evne_baseline_gone(const evne_meeting *meeting, const char *const *files, size_t n_files,
                        evne_problems *problems);

/* Findings gathered over a run, for a baseline. */
typedef struct evne_baseline_draft evne_baseline_draft;

evne_baseline_draft *evne_baseline_draft_new(evne_arena *arena);
void evne_baseline_draft_add(evne_baseline_draft *draft, const evne_problems *problems);
/* The bytes of a file: hashes and rule ids, sorted, so that the same findings give the same. */
evne_str evne_baseline_draft_bytes(const evne_baseline_draft *draft);
size_t evne_baseline_draft_count(const evne_baseline_draft *draft);

#endif
