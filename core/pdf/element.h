/*
 * element.h - structure elements and what they hold.
 *
 * Layer: pdf. Elements live in an arena and are never taken out of their tree.
 */
#ifndef EVNE_PDF_ELEMENT_H
#define EVNE_PDF_ELEMENT_H

#include "haru.h"
#include "layout/page.h"

typedef struct evne_element evne_element;

typedef enum evne_kid_kind { EVNE_KID_ELEMENT, EVNE_KID_MARK, EVNE_KID_OBJECT } evne_kid_kind;

/* What an element holds, in the order of reading. */
typedef struct evne_kid {
    evne_kid_kind kind;
    evne_element *element; /* ELEMENT */
    size_t page;           /* MARK and OBJECT: from 0 */
    unsigned number;       /* MARK: its id on the page; OBJECT: an annotation's object number */
    struct evne_kid *next;
} evne_kid;

struct evne_element {
    const char *type; /* "P" */
    evne_element *parent;
    evne_kid *first, *last;
    const char *attributes; /* written as they are; may be "" */
    const char *lang;       /* BCP 47, or NULL */
    bool has_content;       /* a mark or an object, here or below */
    bool is_kept;           /* written without content too: cells and rows */
    bool is_front;          /* put before the document's own content */
    evne_object *object;    /* once written */
    /* Of elements made while writing: what makes the next piece part of the same one. */
    const evne_node *link;
    /* For content.c: the last text written for it, and on which page. */
    const evne_piece *last_text;
    size_t last_page;
};

/* A new element without parent; `type` is not copied. */
evne_element *evne_element_new(evne_arena *arena, const char *type);

/* A new last child. */
evne_element *evne_element_add(evne_arena *arena, evne_element *parent, const char *type);

/* A new child after the kid `before`, or the first when that is NULL; returns its kid. */
evne_kid *evne_element_insert(evne_arena *arena, evne_element *parent, evne_kid *before,
                              const char *type);

/* Appends a mark or an object, and notes that the element and those above have content. */
void evne_element_fill(evne_arena *arena, evne_element *element, evne_kid_kind kind, size_t page,
                       unsigned number);

bool evne_element_is(const evne_element *element, const char *type);

#endif
