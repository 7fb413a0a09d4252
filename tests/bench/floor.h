/*
 * floor.h - what no program that makes such a file can do without.
 *
 * Part of tests/bench. The floor under a signed PDF: compress its streams once at the level that
 * they were compressed with, hash it once, one P-256 signature, write it.
 */
#ifndef EVNE_BENCH_FLOOR_H
#define EVNE_BENCH_FLOOR_H

#include "base/str.h"
#include "measure.h"

/* `pdf` is a finished file; `path` is written over; `key` is an EVP_PKEY. */
cost floor_measure(evne_arena *arena, evne_str pdf, void *key, const char *path, int runs);

#endif
