/*
 * map.h - from a pointer to a pointer: what a document node became on the page or in the tree.
 *
 * Layer: pdf. Only looked up, never walked, so addresses decide nothing that is written.
 */
#ifndef EVNE_PDF_MAP_H
#define EVNE_PDF_MAP_H

#include "base/arena.h"

typedef struct evne_map evne_map;

evne_map *evne_map_new(evne_arena *arena);
/* A key that is there already keeps its value. */
void evne_map_add(evne_map *map, const void *key, const void *value);
/* NULL for a key that is not there, and for the key NULL. */
const void *evne_map_get(const evne_map *map, const void *key);

#endif
