/*
 * chart_curve.h - what the parts of a curve share.
 *
 * Layer: layout, inside chart.h. chart_curve.c reads the data and draws axes, lines and marks;
 * chart_values.c writes values, notes and names where there is room; chart_periods.c draws the
 * placements under the axis.
 */
#ifndef EVNE_LAYOUT_CHART_CURVE_H
#define EVNE_LAYOUT_CHART_CURVE_H

#include "chart.h"
#include "chart_scale.h"

typedef struct evne_curve_point {
    long day;
    evne_amount value;
    evne_str label; /* of the tick: "09.02." */
    evne_str note;  /* what the case says of the point */
    const evne_value *data;
    bool is_joined;       /* by a line to the point before it */
    const char *is_other; /* why it is not, where that is a change: "anden vurderer" */
    evne_point at;        /* of a known value */
} evne_curve_point;

typedef struct evne_series {
    evne_str name;
    evne_curve_point *points; /* by day */
    size_t n_points;
} evne_series;

enum { EVNE_MOST_SERIES = 2 };

typedef struct evne_curve {
    const evne_node *chart;
    const evne_box *box;
    evne_series series[EVNE_MOST_SERIES]; /* the second may be empty */
    evne_amount goal;
    int64_t low, high;                 /* printed ends of the scale */
    evne_scale x, y;                   /* days, values */
    evne_len left, right, top, bottom; /* of the plot */
} evne_curve;

/* chart_values.c: after lines and marks; then the notes that found no place, a brick each. */
evne_status evne_curve_words(evne_pen *pen, const evne_curve *curve, evne_error *err);
evne_status evne_curve_footnotes(const evne_layout *layout, evne_flow *flow,
                                 const evne_curve *curve, evne_error *err);

/* chart_periods.c: placements as fills from `*end` on. */
evne_status evne_curve_periods(evne_pen *pen, const evne_curve *curve, evne_len *end,
                               evne_error *err);

#endif
