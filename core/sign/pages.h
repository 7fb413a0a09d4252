/*
 * pages.h - the pages of one revision of a PDF, in their order.
 *
 * Layer: sign. Readers differ in what they make of a page tree that is not one: with a loop, a page
 * that stands twice, or one that is missing. Such a tree is refused.
 */
#ifndef EVNE_SIGN_PAGES_H
#define EVNE_SIGN_PAGES_H

#include "revisions.h"

typedef struct evne_page {
    int number;
    const evne_object *dict;
    const evne_object *media, *crop; /* dictionaries that have the page's own or inherited box */
} evne_page;

typedef struct evne_pages {
    evne_page *list;
    size_t n;
} evne_pages;

/*
 * Reads the page tree of the catalog `root` as of `revision`. Every node must be an object of its
 * own, of the type Pages or Page, stand once, and count its pages right. Fails with EVNE_INPUT,
 * code and place as evne_revisions_read does.
 */
evne_status evne_pages_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_object *root, evne_pages *out, evne_error *err);

#endif
