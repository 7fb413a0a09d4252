/*
 * anchors.h - the anchors of a document and the ids in its text that lead to them.
 *
 * Layer: doc, used by finish.c.
 */
#ifndef EVNE_DOC_ANCHORS_H
#define EVNE_DOC_ANCHORS_H

#include "doc.h"

typedef struct evne_anchors evne_anchors;

evne_anchors *evne_anchors_new(evne_arena *arena);
/* The first node with an anchor is the one that links lead to; returns false for a later one. */
bool evne_anchors_add(evne_anchors *anchors, evne_str name, const evne_node *node);
const evne_node *evne_anchors_find(const evne_anchors *anchors, evne_str name);
/* Names for a message: "O-07, S-1, ...". */
const char *evne_anchors_names(const evne_anchors *anchors);

/* "O-07", "MA-1", "M2": one to three capitals, a hyphen or none, digits. */
bool evne_anchors_is_id(evne_str text);

/*
 * Cuts the spans of `node` at the ids that stand in their text and makes links of those that the
 * document has an anchor for, unless the anchor is the node's own or that of a block around it.
 */
void evne_anchors_link(evne_arena *arena, const evne_anchors *anchors, evne_node *node);

#endif
