/*
 * chart_weeks.h - the columns that weekly bars share with their table.
 *
 * Layer: layout, inside chart.h. chart_weeks.c chooses the columns and draws the bars,
 * chart_notes.c what is written over them, chart_columns.c the rows of the table.
 */
#ifndef EVNE_LAYOUT_CHART_WEEKS_H
#define EVNE_LAYOUT_CHART_WEEKS_H

#include "chart.h"
#include "chart_scale.h"

typedef struct evne_week_item {
    evne_week week;
    bool has_week;
    evne_amount planned, present;
    evne_str note; /* "påske"; empty where there is nothing to say */
} evne_week_item;

typedef struct evne_weeks {
    const evne_node *chart;
    const evne_box *box;
    bool is_plan; /* bars of planned hours with their value above */
    evne_week_item *items;
    size_t n_items;
    const evne_node **rows; /* of the table, heads first; n_items + 1 cells each */
    size_t n_rows, n_heads;
    evne_len label, column; /* widths: of the row heads, of a week */
    int64_t highest;        /* of all values */
} evne_weeks;

/* A stretch of weeks that stand side by side. */
typedef struct evne_stretch {
    size_t from, to;
    bool is_first; /* later ones repeat the row heads */
} evne_stretch;

/* The left end of the columns and the middle of one. */
evne_len evne_weeks_left(const evne_weeks *weeks);
evne_len evne_weeks_middle(const evne_weeks *weeks, const evne_stretch *stretch, size_t i);

/*
 * chart_notes.c: brackets of placements at the top, in at most three levels of EVNE_BRACKET, and
 * words over the bars. `top_of` is the top of each bar of the stretch.
 */
#define EVNE_BRACKET EVNE_PT(18)
evne_status evne_weeks_brackets(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                                size_t *n_levels, evne_error *err);
/* Whether a word over the bars would reach above `ceiling`: the bars then have to be lower. */
evne_status evne_weeks_are_high(const evne_pen *pen, const evne_weeks *weeks,
                                const evne_stretch *stretch, const evne_len *top_of, evne_len axis,
                                evne_len ceiling, bool *out, evne_error *err);
evne_status evne_weeks_notes(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                             const evne_len *top_of, evne_len axis, evne_error *err);

/* chart_columns.c: the width that the row heads want; the rows, from `top`; returns their end. */
evne_status evne_weeks_head_width(const evne_pen *pen, const evne_weeks *weeks, evne_len *out,
                                  evne_error *err);
evne_status evne_weeks_rows(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            evne_len top, evne_len *end, evne_error *err);
/* The first row of a plan: values above bars. */
evne_status evne_weeks_values(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                              const evne_len *top_of, evne_len axis, evne_error *err);

#endif
