/*
 * chart_radar.h - what the parts of a radar figure share.
 *
 * Layer: layout, inside chart.h. chart_radar.c reads the data, chooses the dates and lays the
 * radars out; chart_web.c draws one of them; chart_areas.c draws bars where there are fewer than
 * three areas.
 */
#ifndef EVNE_LAYOUT_CHART_RADAR_H
#define EVNE_LAYOUT_CHART_RADAR_H

#include "chart.h"
#include "chart_scale.h"

typedef struct evne_radar_date {
    long day;
    evne_amount *values; /* one for each axis */
} evne_radar_date;

typedef struct evne_radar {
    const evne_node *chart;
    const evne_box *box;
    evne_str *axes;
    size_t n_axes;
    evne_radar_date *dates; /* by day */
    size_t n_dates;
    size_t shown[4]; /* which of them */
    size_t n_shown;
    bool has_years; /* headings name the year */
    int64_t low, high;
    size_t n_across;       /* radars in a row */
    evne_len cell, radius; /* width of a cell; of the outer ring */
} evne_radar;

/* The name of an axis with its value, around the middle of a radar. */
typedef struct evne_web_label {
    evne_lines name, value;
    evne_type value_type;
    evne_len value_leading;
    evne_area area;
    evne_anchor anchor;
    evne_len x; /* of the anchor */
} evne_web_label;

/* One radar: a date, and the one before it among those shown (NULL: none). */
typedef struct evne_web {
    const evne_radar_date *now, *before;
    evne_web_label *labels;
    evne_lines heading;
    evne_len top, bottom; /* what the labels take above and below the middle */
} evne_web;

/* Whether no axis name has to be broken inside a word. */
evne_status evne_web_fits(const evne_pen *pen, const evne_radar *radar, bool *out, evne_error *err);
/* Measures labels and heading. */
evne_status evne_web_make(const evne_pen *pen, const evne_radar *radar, evne_web *web,
                          evne_error *err);
/* Draws it around `middle`. */
void evne_web_draw(evne_pen *pen, const evne_radar *radar, const evne_web *web, evne_point middle);

extern const evne_stroke_style evne_web_now, evne_web_before, evne_web_zero, evne_web_ring;

/* "9. marts", with the year where dates of more than one are shown. */
evne_str evne_radar_day(const evne_pen *pen, const evne_radar *radar, long day);

/* chart_areas.c: bars of the areas from `from` to before `to`, from `*end` on. */
evne_status evne_areas_draw(evne_pen *pen, const evne_radar *radar, size_t from, size_t to,
                            evne_len *end, evne_error *err);

#endif
