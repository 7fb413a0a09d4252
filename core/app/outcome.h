/*
 * outcome.h - what an operation gives back, and how it crosses from a worker to its parent.
 *
 * Layer: app. Operations (job.h, sealing.h) fill an outcome; commands print it, libevne hands it
 * out. A worker process can only answer in this form: findings, an error and bytes.
 */
#ifndef EVNE_APP_OUTCOME_H
#define EVNE_APP_OUTCOME_H

#include "base/problem.h"
#include "base/str.h"

typedef struct evne_outcome {
    evne_arena *arena; /* holds everything below */
    evne_status status;
    evne_error err;           /* when `status` is neither OK nor FINDINGS */
    evne_problems *problems;  /* never NULL */
    evne_problems *set_aside; /* findings that the case sets aside with a reason; never NULL */
    evne_str bytes;           /* what was made: a PDF, YAML, a stage as text */
    evne_str name;            /* a file name for `bytes`, without folder */
    evne_str json;            /* facts for machines: one JSON object, or empty */
    evne_str text;            /* the same for people, or empty */
} evne_outcome;

void evne_outcome_init(evne_outcome *outcome, evne_arena *arena);

/* Sets the status from `status` and the findings: errors among them make OK into FINDINGS. */
void evne_outcome_settle(evne_outcome *outcome, evne_status status);

/*
 * To bytes and back. What is decoded lies in `bytes`, which live as long as the outcome's arena.
 * Decoding does not trust them: a worker may have been taken over.
 */
void evne_outcome_encode(evne_buf *out, const evne_outcome *outcome);
evne_status evne_outcome_decode(evne_str bytes, evne_outcome *outcome, evne_error *err);

#endif
