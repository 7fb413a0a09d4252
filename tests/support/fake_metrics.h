/*
 * fake_metrics.h - made-up fonts for tests of layout: every code point is 500/1000 em wide in every
 * weight, marks are 0 wide, and no font has a private-use character.
 */
#ifndef EVNE_TESTS_FAKE_METRICS_H
#define EVNE_TESTS_FAKE_METRICS_H

#include "base/arena.h"
#include "layout/metrics.h"

typedef struct fake_metrics {
    evne_arena *arena;
    size_t n_shaped; /* calls so far */
} fake_metrics;

/* Words live in `arena`. `fake` must outlive the metrics. */
evne_metrics fake_metrics_of(fake_metrics *fake, evne_arena *arena);

#endif
