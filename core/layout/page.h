/*
 * page.h - pages: text, rules and shapes at fixed positions, each tied to its document node.
 *
 * Layer: layout. The origin is the top left corner, y grows downward. Pieces stand in the order in
 * which they are painted, which is the reading order for those that have a node.
 */
#ifndef EVNE_LAYOUT_PAGE_H
#define EVNE_LAYOUT_PAGE_H

#include "doc/doc.h"
#include "metrics.h"

/* 0xRRGGBB; look.md 3 */
typedef uint32_t evne_colour;
enum {
    EVNE_INK = 0x1A1A1A,
    EVNE_GREY = 0x4A4A4A,
    EVNE_BLUE = 0x123F63,
    EVNE_RUST = 0x9A4A12,
    EVNE_MID = 0x767676,
    EVNE_HAIR = 0x8A8A8A,
    EVNE_GRID = 0xB5B5B5,
    EVNE_PLOT_GRID = 0xC4C4C4,
    EVNE_FILL = 0xD9DEE4,
    EVNE_BAND = 0xEEF1F4,
    EVNE_WHITE = 0xFFFFFF
};

typedef enum evne_piece_kind {
    EVNE_PIECE_TEXT,
    EVNE_PIECE_SHAPE,
    EVNE_PIECE_IMAGE
} evne_piece_kind;

/* What a piece is when it is no content (ISO 32000-1, 14.8.2.2). */
typedef enum evne_artifact {
    EVNE_NO_ARTIFACT,
    EVNE_ARTIFACT_LAYOUT, /* rules, fills, frames, bars */
    EVNE_ARTIFACT_HEADER, /* pagination */
    EVNE_ARTIFACT_FOOTER,
    EVNE_ARTIFACT_REPEATED /* repeated table heads, "fortsat": pagination without subtype */
} evne_artifact;

typedef enum evne_path_op { EVNE_MOVE, EVNE_LINE, EVNE_CURVE, EVNE_CLOSE } evne_path_op;

/* MOVE and LINE use `x, y`; CURVE is a cubic Bezier with control points 1 and 2. */
typedef struct evne_path_step {
    evne_path_op op;
    evne_len x1, y1, x2, y2, x, y;
} evne_path_step;

/* A page has hundreds of them. */
typedef struct evne_piece {
    evne_piece_kind kind : 8;
    evne_artifact artifact : 8;
    /* A list item's number or dash: the Lbl of `node`, an ITEM. */
    bool is_label;
    /* Inside the box of a SIGNATURE: drawn in the field's appearance, not on the page. */
    bool is_in_field;
    evne_colour colour;
    /* The leaf it belongs to: HEADING, PARAGRAPH, CELL, MEASURE, CHART, SIGNATURE... NULL only
     * for artifacts. */
    const evne_node *node;
    union {
        struct {
            evne_len x, y; /* left end and baseline */
            evne_len width, size;
            evne_weight weight;
            uint32_t n_words;
            const evne_word *const *words; /* in the order of reading, blanks included */
            const evne_len *offsets;       /* of each word from `x`: bidi and justified rows */
            const evne_node *link;         /* an internal link over this piece, or NULL */
            const char *lang;              /* when it differs from the document's */
        } text;
        struct {
            const evne_path_step *steps;
            size_t n_steps;
            bool is_filled, is_stroked;
            evne_len stroke_width;
            evne_colour stroke;         /* `colour` is the fill */
            evne_len dash_on, dash_off; /* 0: solid */
        } shape;
        struct {
            evne_len x, y; /* top left corner */
            evne_len width, height;
            const void *image; /* evne_logo.image */
        } image;
    } as;
} evne_piece;

/* Where something stands: for outlines, links, contents and signature fields. */
typedef struct evne_spot {
    const evne_node *node;
    size_t page; /* from 0 */
    evne_len x, y, width, height;
} evne_spot;

typedef struct evne_page {
    const evne_piece *pieces;
    size_t n_pieces;
} evne_page;

typedef struct evne_pages {
    const evne_doc *doc;
    evne_len width, height;
    const evne_page *pages;
    size_t n_pages;
    const evne_spot *headings; /* in order: bookmarks */
    size_t n_headings;
    const evne_spot *anchors; /* every node with an anchor: destinations of links */
    size_t n_anchors;
    const evne_spot *signatures; /* the boxes: widget rectangles */
    size_t n_signatures;
    const evne_spot *figures; /* bounding boxes of charts and of the logo */
    size_t n_figures;
} evne_pages;

const evne_spot *evne_pages_find(const evne_pages *pages, const evne_node *node);

/* Prints positions and texts, one piece a line: `evne show --stage pages`. */
void evne_pages_print(evne_buf *out, const evne_pages *pages);

#endif
