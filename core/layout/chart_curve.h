/*
 * chart_curve.h - what the parts of a curve share.
 *
 * Layer: layout, inside chart.h. chart_curve.c reads the data and draws axes, lines and marks;
 * chart_parts.c divides it where its scale changes; chart_values.c writes values, notes and names
 * where there is room; chart_periods.c draws the placements under the axis.
 */
#ifndef EVNE_LAYOUT_CHART_CURVE_H
#define EVNE_LAYOUT_CHART_CURVE_H

#include "chart.h"
#include "chart_scale.h"
#include "doc/chart.h"

/* The measurements on one scale, and where they stand: beside those on the scale before. */
typedef struct evne_curve_part {
    long first, last;  /* days */
    int64_t low, high; /* printed ends of its scale */
    bool is_named;     /* its scale is written over it: one of several that the data names */
    bool has_goal;
    evne_scale y;
    evne_len left, right; /* of its plot */
} evne_curve_part;

typedef struct evne_curve_point {
    long day;
    evne_amount value;
    evne_str label; /* of the tick: "09.02." */
    evne_str note;  /* what the case says of the point */
    const evne_value *data;
    bool is_joined;           /* by a line to the point before it */
    evne_chart_change change; /* why it is not, where the last value differs in more than itself */
    const char *is_other;     /* the name of that: "anden vurderer" */
    evne_curve_part *part;    /* the one it stands in */
    evne_point at;            /* of a known value */
} evne_curve_point;

typedef struct evne_series {
    evne_str name;
    evne_curve_point *points; /* by day */
    size_t n_points;
} evne_series;

enum { EVNE_MOST_SERIES = 2, EVNE_MOST_PARTS = 5 };

typedef struct evne_curve {
    const evne_node *chart;
    const evne_box *box;
    evne_series series[EVNE_MOST_SERIES]; /* the second may be empty */
    evne_curve_part parts[EVNE_MOST_PARTS];
    size_t n_parts;
    evne_amount goal;
    evne_scale x;                      /* days, before the parts are moved apart */
    evne_len left, right, top, bottom; /* of the plot */
} evne_curve;

/*
 * chart_parts.c: divides what was read into parts and sets their scales; false when there are too
 * many to draw. Then, when x is set, where each stands, and where a day is.
 */
bool evne_curve_divide(evne_curve *curve);
void evne_curve_spread(evne_curve *curve);
evne_len evne_curve_x(const evne_curve *curve, long day);

/* chart_values.c: after lines and marks; then the notes that found no place, a brick each. */
evne_status evne_curve_words(evne_pen *pen, const evne_curve *curve, evne_error *err);
evne_status evne_curve_footnotes(const evne_layout *layout, evne_flow *flow,
                                 const evne_curve *curve, evne_error *err);

/* chart_periods.c: placements as fills from `*end` on. */
evne_status evne_curve_periods(evne_pen *pen, const evne_curve *curve, evne_len *end,
                               evne_error *err);

#endif
