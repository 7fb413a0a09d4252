/*
 * chart_scale.h - numbers of charts in whole thousandths: values, scales, days, directions.
 *
 * Layer: layout. Nothing here uses the machine's mathematics library, so that a point of a chart
 * is the same whole number everywhere.
 */
#ifndef EVNE_LAYOUT_CHART_SCALE_H
#define EVNE_LAYOUT_CHART_SCALE_H

#include "base/date.h"
#include "base/units.h"
#include "data/value.h"

/* A value of a chart in thousandths; `is_known` is false where the case gives none. */
typedef struct evne_amount {
    bool is_known;
    int64_t milli;
} evne_amount;

evne_amount evne_amount_of(const evne_value *value);

/* "7,5" with as many decimals as it needs, at most two. */
evne_str evne_amount_text(evne_arena *arena, int64_t milli);

/* A range of values on a stretch of the page; `to` may be smaller than `from` (upwards). */
typedef struct evne_scale {
    int64_t low, high; /* high > low */
    evne_len from, to;
} evne_scale;

evne_len evne_scale_at(const evne_scale *scale, int64_t milli);

/* The distance of gridlines, 1, 2 or 5 times a power of ten, that gives at most `most` of them. */
int64_t evne_scale_step(int64_t low, int64_t high, int most);
/* The first multiple of `step` that is above `low`. */
int64_t evne_scale_first(int64_t low, int64_t step);

/* The day (since 1970) of an ISO date under `key`; false when there is none. */
bool evne_day_of(const evne_value *map, const char *key, long *out);

/* Direction `k` of `n` from the top, clockwise, times 2^30; y grows downward. */
typedef struct evne_direction {
    int64_t x, y;
} evne_direction;

evne_direction evne_direction_of(size_t k, size_t n);
/* `radius` times a component of a direction, rounded. */
evne_len evne_along(int64_t component, evne_len radius);

#endif
