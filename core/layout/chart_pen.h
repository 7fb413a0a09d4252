/*
 * chart_pen.h - draws the lines, fills and words of a chart in a brick, and knows what is taken.
 *
 * Layer: layout. x is a place on the page, y counts from the brick's top. Everything drawn belongs
 * to the CHART's node: it is the content of one figure. Words are measured before they are placed,
 * so that no two of them ever stand on each other.
 */
#ifndef EVNE_LAYOUT_CHART_PEN_H
#define EVNE_LAYOUT_CHART_PEN_H

#include "flow.h"

#define EVNE_TYPE_CHART ((evne_type){EVNE_PT(8), EVNE_PT(12), EVNE_REGULAR, EVNE_INK})
#define EVNE_TYPE_CHART_GREY ((evne_type){EVNE_PT(8), EVNE_PT(12), EVNE_REGULAR, EVNE_GREY})
#define EVNE_TYPE_CHART_STRONG ((evne_type){EVNE_PT(8), EVNE_PT(12), EVNE_SEMIBOLD, EVNE_INK})
#define EVNE_TYPE_CHART_VALUE ((evne_type){EVNE_PT(9), EVNE_PT(12), EVNE_BOLD, EVNE_INK})

#define EVNE_AXIS EVNE_PT(0.75)
#define EVNE_GRIDLINE EVNE_PT(0.5)

/* The words that charts print, in the document's language. */
typedef struct evne_chart_words {
    const char *not_assessed;   /* "ikke vurderet" */
    const char *goal;           /* "mål " */
    const char *scale;          /* "skala " */
    const char *placement;      /* "Praktik" */
    const char *against;        /* "mod" */
    const char *focus, *before; /* "datoen i overskriften", "den forrige dato" */
} evne_chart_words;

const evne_chart_words *evne_chart_words_of(evne_str lang);

typedef struct evne_area {
    evne_len x, y, width, height;
} evne_area;

typedef struct evne_pen {
    const evne_layout *layout;
    evne_brick *brick;
    const evne_node *node;
    const evne_chart_words *words;
    evne_area *taken;
    size_t n_taken, room;
} evne_pen;

/* A pen for `brick`, which becomes the figure `node` when evne_pen_finish gives it its height. */
evne_pen evne_pen_new(const evne_layout *layout, evne_brick *brick, const evne_node *node);
void evne_pen_finish(evne_pen *pen, evne_len x, evne_len width, evne_len height);

/* What must stay free of words, and whether a place is. */
void evne_pen_take(evne_pen *pen, evne_area area);
bool evne_pen_is_free(const evne_pen *pen, evne_area area);
bool evne_areas_meet(evne_area a, evne_area b);

void evne_pen_line(evne_pen *pen, evne_len x1, evne_len y1, evne_len x2, evne_len y2,
                   evne_len stroke, evne_colour colour);
/* Filled; framed in ink when `frame` is not 0. */
void evne_pen_fill(evne_pen *pen, evne_area area, evne_colour fill, evne_len frame);

typedef struct evne_stroke_style {
    evne_len width;
    evne_colour colour;
    evne_len dash_on, dash_off; /* 0: solid */
} evne_stroke_style;

typedef struct evne_point {
    evne_len x, y;
} evne_point;

void evne_pen_path(evne_pen *pen, const evne_point *points, size_t n_points, bool is_closed,
                   evne_stroke_style style);
/* A filled mark with a white edge. */
void evne_pen_mark(evne_pen *pen, evne_point at, evne_len radius, evne_len edge,
                   evne_colour colour);
void evne_pen_square(evne_pen *pen, evne_point at, evne_len side, evne_len edge,
                     evne_colour colour);

/* The width of a word in `type`. */
evne_status evne_pen_width(const evne_pen *pen, evne_str text, evne_type type, evne_len *out,
                           evne_error *err);
/* A word in a line box at `top`. `x` is its left end, middle or right end. */
evne_status evne_pen_word(evne_pen *pen, evne_str text, evne_type type, evne_len x, evne_len top,
                          evne_anchor anchor, evne_error *err);
/* The same; clears what lies under it with a white rectangle and takes the place. */
evne_status evne_pen_label(evne_pen *pen, evne_str text, evne_type type, evne_area area,
                           evne_error *err);
/* The ink of a one-line word that would stand at `x`, `baseline`: what evne_pen_label wants. */
evne_area evne_word_area(evne_type type, evne_len x, evne_len baseline, evne_len width);

/* A text in lines of `width`; each line drawn by evne_pen_lines at `x` by `anchor`. */
evne_status evne_pen_wrap(const evne_pen *pen, evne_str text, evne_type type, evne_len width,
                          evne_lines *out, evne_len *widest, evne_error *err);
void evne_pen_lines(evne_pen *pen, const evne_lines *lines, evne_type type, evne_len leading,
                    evne_len x, evne_len top, evne_anchor anchor);

#endif
