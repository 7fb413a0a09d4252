/*
 * flow.h - what stands between document and page: bricks, stacked in flows.
 *
 * Layer: layout. A brick is a strip of a page: a line of text, or cells side by side, each with a
 * flow of its own (a table row, an entry, a frame). block.h builds flows from nodes, cut.h divides
 * them at the foot of a page, draw.h puts them on it. x is a place on the page from the start; y
 * counts from the brick's top until it is drawn.
 */
#ifndef EVNE_LAYOUT_FLOW_H
#define EVNE_LAYOUT_FLOW_H

#include "line.h"

/* How firmly a brick holds on to the one above it. */
typedef enum evne_bond {
    EVNE_BOND_FREE, /* a page may end between them */
    EVNE_BOND_SOFT, /* only when what belongs together is taller than a page: two rows */
    EVNE_BOND_HARD  /* only when nothing else is left: a heading and its text */
} evne_bond;

/* When cells may be divided between two pages. */
typedef enum evne_split {
    EVNE_SPLIT_OVERSIZE, /* only when taller than a page */
    EVNE_SPLIT_FREELY
} evne_split;

typedef enum evne_layer { EVNE_LAYER_FILLS, EVNE_LAYER_RULES, EVNE_LAYER_TEXT } evne_layer;

typedef struct evne_part evne_part;
typedef struct evne_brick evne_brick;

/* A piece of a brick. */
struct evne_part {
    evne_piece piece;
    evne_layer layer;
    const evne_node *page_of; /* a placeholder: the number of this heading's page, right aligned */
    evne_part *next;
};

/* Shapes as tall as their brick turns out to be. */
typedef enum evne_shape_kind {
    EVNE_SHAPE_RULE_ABOVE,
    EVNE_SHAPE_RULE_BELOW,
    EVNE_SHAPE_BAND,
    EVNE_SHAPE_FRAME,
    EVNE_SHAPE_BAR,    /* filled, between the paddings */
    EVNE_SHAPE_UPRIGHT /* a line from top to bottom at x */
} evne_shape_kind;

typedef struct evne_shape {
    evne_shape_kind kind;
    evne_len x, width, stroke;
    evne_colour colour;
    struct evne_shape *next;
} evne_shape;

typedef struct evne_flow {
    evne_brick **bricks;
    size_t n_bricks, room;
} evne_flow;

/*
 * What a run of bricks repeats when a page ends inside it. `head` and `foot` append to `out`: what
 * opens the rest on page `page` (from 1; `first` is the rest's first brick), and what closes the
 * part on page `page`.
 */
typedef struct evne_run {
    evne_len foot_height;
    const void *context;
    evne_status (*head)(const evne_layout *layout, const void *context, const evne_brick *first,
                        size_t page, evne_flow *out, evne_error *err);
    evne_status (*foot)(const evne_layout *layout, const void *context, size_t page, evne_flow *out,
                        evne_error *err);
} evne_run;

struct evne_brick {
    evne_len gap;    /* above; falls away at the top of a page or cell */
    evne_len height; /* with paddings */
    evne_len ascent; /* from the top to the first baseline; -1 without text */
    evne_bond bond;
    evne_len together; /* this height, with what follows, moves on when it does not fit; 0: none */
    evne_brick *at_top; /* stands in for this one at the top of a page; NULL: itself */
    evne_part *parts, *last_part;
    evne_shape *shapes;
    bool is_page_break; /* what follows starts a page */
    bool is_repeated;   /* everything in it is an artifact: a head that is shown again */
    bool at_no_cost;    /* `together` moves on only when that fills no further page */

    /* Cells: n_cells is 0 for a brick that only has parts. */
    evne_split split;
    evne_len above, below; /* paddings, inside the height */
    size_t n_cells;
    evne_flow *cells;
    evne_len *shifts;       /* of each cell, so that first baselines meet */
    const evne_flow *again; /* opens cell 0 of the second part: an id "(fortsat)", that of a row */

    const evne_run *run;    /* the table it is a row of */
    const evne_node *group; /* the group row that a row stands under */
    const evne_spot *spot;  /* a signature box or figure, by its place in the brick, or NULL */
};

/* Gives a fault that names no place the template's line of `node`; returns `status`. */
evne_status evne_fault_at(const evne_node *node, evne_status status, evne_error *err);

evne_brick *evne_brick_new(const evne_layout *layout, evne_flow *flow);
evne_part *evne_brick_add(const evne_layout *layout, evne_brick *brick, evne_layer layer,
                          evne_piece piece);
void evne_brick_shape(const evne_layout *layout, evne_brick *brick, evne_shape shape);
/* Where the brick stands is recorded for `spot.node`. */
void evne_brick_spot(const evne_layout *layout, evne_brick *brick, evne_spot spot);
void evne_flow_add(const evne_layout *layout, evne_flow *flow, evne_brick *brick);

/* Height of the flow when its first brick stands at the top. */
evne_len evne_flow_height(const evne_flow *flow);
/* From the flow's top to its first baseline, or -1. */
evne_len evne_flow_ascent(const evne_flow *flow);

/*
 * Completes a brick of cells: its height, and the shifts that align the first baselines. A shift
 * adds no height: it is less than the leading's slack, so the grid holds.
 */
void evne_brick_seal(const evne_layout *layout, evne_brick *brick);

/* Appends one brick per line. */
evne_status evne_flow_text(const evne_layout *layout, evne_flow *flow, evne_text *text,
                           evne_type type, evne_len x, evne_len width, const evne_node *node,
                           evne_error *err);
evne_status evne_flow_spans(const evne_layout *layout, evne_flow *flow, const evne_span *spans,
                            size_t n_spans, evne_type type, evne_len x, evne_len width,
                            const evne_node *node, evne_error *err);

/* A short text at a place of a brick: baseline of a line box at `top`. */
typedef enum evne_anchor { EVNE_AT_LEFT, EVNE_AT_MIDDLE, EVNE_AT_RIGHT } evne_anchor;
evne_status evne_brick_word(const evne_layout *layout, evne_brick *brick, evne_str text,
                            evne_type type, evne_len x, evne_len top, evne_anchor anchor,
                            const evne_node *node, evne_part **out, evne_error *err);

/* Shapes; an artifact of layout unless the caller says otherwise. */
evne_piece evne_rectangle(const evne_layout *layout, evne_len x, evne_len y, evne_len width,
                          evne_len height);
evne_piece evne_stroke(const evne_layout *layout, evne_len x1, evne_len y1, evne_len x2,
                       evne_len y2, evne_len stroke, evne_colour colour);
evne_piece evne_circle(const evne_layout *layout, evne_len x, evne_len y, evne_len radius);

#endif
