/*
 * tags.h - the structure tree: what the pieces of the pages are (look.md 11).
 *
 * Layer: pdf. Built from the document tree before the first page, filled in while pages are
 * written (tagpiece.c), written after the last (evne_tags_write in tagtree.c).
 * Only the standard structure types of ISO 32000-1 are used.
 */
#ifndef EVNE_PDF_TAGS_H
#define EVNE_PDF_TAGS_H

#include "element.h"

typedef struct evne_tags evne_tags;

/* `has_fields`: signature boxes become Form elements; else what stands in them becomes text. */
evne_tags *evne_tags_new(evne_arena *arena, const evne_pages *pages, bool has_fields);

/*
 * The element that the text or shape belongs to. Makes Link, Span and contents entries as pieces
 * ask for them, so pieces must come in their order. `has_target` is false for a link that leads
 * nowhere.
 */
evne_element *evne_tags_of(evne_tags *tags, const evne_piece *piece, bool has_target);

/* The element of a signature node's box: its Form, or the P of what stands in it. */
evne_element *evne_tags_box(evne_tags *tags, const evne_node *signature);

/* Adds a stretch of marked content on `page` to the element and returns its id (MCID). */
unsigned evne_tags_mark(evne_tags *tags, evne_element *element, size_t page);

/* Adds an annotation to the element and returns its key in the parent tree (StructParent). */
unsigned evne_tags_annotate(evne_tags *tags, evne_element *element, size_t page, unsigned ref);

/* Writes every element that has content; `page_refs` are the pages' object numbers. Returns the
 * number of the structure tree root. */
unsigned evne_tags_write(evne_tags *tags, evne_haru *haru, const unsigned *page_refs);

/* Inside: the marks of each page in order, and the annotations. */
typedef struct evne_mark_list {
    evne_element **elements;
    size_t n, room;
} evne_mark_list;

struct evne_tags {
    evne_arena *arena;
    const evne_pages *pages;
    bool has_fields;
    struct evne_map *elements; /* node to element */
    struct evne_map *labels;   /* ITEM to its Lbl, SIGNATURE to its Form or its box */
    evne_element *document;
    evne_kid *last_front; /* the last element put before everything else while writing */
    bool has_begun;       /* something of the document itself has been written */
    int levels[6];        /* of the headings that the last one stands under, and its own */
    size_t n_levels;      /* how deep that is: no level is skipped, and siblings have one */
    evne_mark_list *marks;
    evne_mark_list annotations;
};

/* For the tag files: the element of a node, or NULL; and binding one to it, if it has none. */
evne_element *evne_tags_find(const evne_tags *tags, const evne_node *node);
void evne_tags_bind(evne_tags *tags, const evne_node *node, evne_element *element);
/* Alternative text and bounding box of a Figure, as attributes; an empty `alt` becomes "Figur". */
const char *evne_tags_figure(evne_tags *tags, const evne_node *node, evne_str alt);

#endif
