/*
 * furniture.h - what stands around the text of every page: header, footer, draft mark.
 *
 * Layer: layout. All of it is pagination, so artifacts. Look 4.
 */
#ifndef EVNE_LAYOUT_FURNITURE_H
#define EVNE_LAYOUT_FURNITURE_H

#include "draw.h"

typedef struct evne_page_facts {
    size_t number, n_pages;   /* number from 1 */
    const evne_node *section; /* that begins or runs at the top; NULL: none */
} evne_page_facts;

evne_status evne_furniture_add(const evne_layout *layout, evne_canvas *canvas,
                               const evne_page_facts *facts, evne_error *err);

#endif
