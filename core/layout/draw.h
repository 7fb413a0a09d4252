/*
 * draw.h - puts bricks on a page.
 *
 * Layer: layout.
 */
#ifndef EVNE_LAYOUT_DRAW_H
#define EVNE_LAYOUT_DRAW_H

#include "flow.h"

/* A growing list of pieces. */
typedef struct evne_piece_list {
    evne_piece *pieces;
    const evne_node **page_of; /* of each piece: evne_part.page_of */
    size_t n_pieces, room;
} evne_piece_list;

typedef struct evne_spot_list {
    evne_spot *spots;
    size_t n_spots, room;
} evne_spot_list;

/* A page being filled: fills lie under rules, rules under text, whatever came first. */
typedef struct evne_canvas {
    size_t page; /* from 0 */
    evne_piece_list layers[EVNE_LAYER_TEXT + 1];
    bool is_repeated;      /* what is drawn now is an artifact */
    evne_spot_list *boxes; /* of signatures and figures, over all pages */
} evne_canvas;

/* A finished page: all layers in the order of painting. */
typedef evne_piece_list evne_sheet;

/* Empties the canvas, whose room is used again, for page `page`. */
void evne_canvas_clear(evne_canvas *canvas, size_t page);
/* Appends what is on the canvas to the sheet. */
void evne_sheet_take(const evne_layout *layout, evne_sheet *sheet, const evne_canvas *canvas);

/* Puts a piece on the page, `y` lower than it stands; the page has a path of its own. */
void evne_canvas_put(const evne_layout *layout, evne_canvas *canvas, evne_layer layer,
                     evne_piece piece, evne_len y, const evne_node *page_of);

/* Draws the flow with its top at `y`; the first gap is left out. Returns its height. */
evne_len evne_canvas_flow(const evne_layout *layout, evne_canvas *canvas, const evne_flow *flow,
                          evne_len y);

void evne_spot_add(const evne_layout *layout, evne_spot_list *list, evne_spot spot);

#endif
