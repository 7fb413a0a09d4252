/*
 * extend.h - raises the level of the signatures in a file, and renews it (ETSI EN 319 142-1, 6).
 *
 * Layer: sign. What is signed is never altered: a file rises by updates that add time-stamps of the
 * whole document and evidence about certificates.
 */
#ifndef EVNE_SIGN_EXTEND_H
#define EVNE_SIGN_EXTEND_H

#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

typedef enum evne_level {
    EVNE_LEVEL_NONE, /* no signature of the baseline */
    EVNE_LEVEL_B,
    EVNE_LEVEL_T,
    EVNE_LEVEL_LT,
    EVNE_LEVEL_LTA
} evne_level;

/* "B-B" to "B-LTA" and back; "" for NONE. */
const char *evne_level_name(evne_level level);
bool evne_level_parse(const char *name, evne_level *out);

typedef struct evne_extend_options {
    evne_level level;         /* B_T and up; LTA on a file that has it renews it */
    const char *tsa;          /* where to get time-stamps; may be NULL where none is needed */
    const char *const *roots; /* files with trusted certificates */
    size_t n_roots;
    evne_moment now;
} evne_extend_options;

typedef struct evne_extended {
    evne_str pdf;     /* what came out: the file given where nothing could be added */
    evne_level level; /* the lowest level of its signatures */
    bool has_grown;
    evne_error fault; /* why `level` is not what was asked for; its text is empty when it is */
} evne_extended;

/*
 * Extends `pdf`. A time-stamp or evidence that cannot be had is no failure: `out->fault` says what
 * was missing, and `out->pdf` holds what could be reached. Fails with EVNE_INPUT for a file that
 * verify finds invalid or unsigned, and with EVNE_USAGE when the options lack something.
 */
evne_status evne_extend(evne_arena *arena, evne_str pdf, const evne_extend_options *options,
                        evne_extended *out, evne_error *err);

#endif
