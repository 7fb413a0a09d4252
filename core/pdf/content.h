/*
 * content.h - pieces of a page as content stream operators.
 *
 * Layer: pdf. Every operator stands in marked content: of a structure element, or of an artifact.
 */
#ifndef EVNE_PDF_CONTENT_H
#define EVNE_PDF_CONTENT_H

#include "fonts.h"
#include "subset.h"
#include "tags.h"

/* The resource name of the document's one picture, the logo. */
#define EVNE_CONTENT_PICTURE "Logo"

/* A piece of text that leads somewhere, on the page just written. */
typedef struct evne_hot {
    evne_element *element; /* its Link */
    const evne_piece *piece;
} evne_hot;

typedef struct evne_content {
    evne_arena *arena;
    evne_fonts *fonts;
    evne_subsets *subsets;
    evne_tags *tags;
    struct evne_map *spots; /* node to evne_spot: what a link may lead to */
    evne_hot *hot;          /* links of the last page */
    size_t n_hot, room_hot;
} evne_content;

/*
 * Appends the pieces of page `number` to `out` and lists its links. With `skips_fields` pieces in
 * signature boxes are left to evne_content_field.
 */
evne_status evne_content_page(evne_content *content, const evne_pages *pages, size_t number,
                              bool skips_fields, evne_buf *out, evne_error *err);

/*
 * Appends what stands in the box of a signature, with the origin at the lower left corner of the
 * box: an appearance is no part of the page's structure and holds no marked content.
 */
evne_status evne_content_field(evne_content *content, const evne_pages *pages, const evne_spot *box,
                               evne_buf *out, evne_error *err);

#endif
