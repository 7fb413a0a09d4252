/*
 * signatures.h - what one more signature costs in a file that has many.
 *
 * Part of tests/bench. Prints a table of its own: 1, 5 and 50 signatures, one role each, and what
 * it costs to sign last and to verify all of them; both should grow with the number of signatures
 * and no faster.
 */
#ifndef EVNE_BENCH_SIGNATURES_H
#define EVNE_BENCH_SIGNATURES_H

#include "base/str.h"

typedef struct signatures_bench {
    evne_arena *arena;
    const char *program, *data, *folder;
    const char *key, *certificate;
    evne_str plan; /* the YAML of a plan with a list `underskrifter` */
} signatures_bench;

/* Returns false when a step failed; it has been told on standard error. */
bool signatures_measure(const signatures_bench *bench);

#endif
