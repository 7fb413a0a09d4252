/*
 * lsp_skeleton.h - the lines that a missing key wants, and where they belong.
 *
 * Layer: app. Values stay empty: a quick fix never writes a date or a number that nobody gave.
 */
#ifndef EVNE_APP_LSP_SKELETON_H
#define EVNE_APP_LSP_SKELETON_H

#include "lsp_scene.h"

/* Text to put in at one place. */
typedef struct evne_lsp_insertion {
    size_t at;
    const char *text;
} evne_lsp_insertion;

/*
 * Adds `field`, a key of `group`, to what stands below `parent`: after the key that comes before it
 * in the group, on a line of its own or between the braces.
 */
evne_lsp_insertion evne_lsp_skeleton(const evne_lsp_scene *scene, const evne_sketch_node *parent,
                                     const evne_field *group, const evne_field *field);

#endif
