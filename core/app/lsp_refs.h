/*
 * lsp_refs.h - ids, and the references that name them, in a case that is being written.
 *
 * Layer: app. A field of type ref names an item of one or more lists by its id (fields.h).
 */
#ifndef EVNE_APP_LSP_REFS_H
#define EVNE_APP_LSP_REFS_H

#include "lsp_scene.h"

/* Something that a reference can name. */
typedef struct evne_lsp_target {
    evne_str id;
    evne_lsp_range range;         /* where the id is written */
    const evne_sketch_node *item; /* what has the id */
} evne_lsp_target;

typedef struct evne_lsp_targets {
    evne_lsp_target *first;
    size_t count, room;
} evne_lsp_targets;

/* What a field with that `to` may name, in the order of the file. */
evne_lsp_targets evne_lsp_targets_of(const evne_lsp_scene *scene, evne_str to);

/* The target of that id, or NULL. */
const evne_lsp_target *evne_lsp_targets_get(const evne_lsp_targets *targets, evne_str id);

/* "2026-02-09, Borger ankom kl. 8.24 i": its date and its text as they are written; or "". */
const char *evne_lsp_item_title(const evne_lsp_scene *scene, const evne_sketch_node *item);

/* The child of `item` that holds its id, or NULL. */
const evne_sketch_node *evne_lsp_item_id(const evne_lsp_scene *scene, const evne_sketch_node *item);

/* The first line of the scalar of `node`, at most 60 characters. */
evne_str evne_lsp_brief(const evne_lsp_scene *scene, const evne_sketch_node *node);

/* The field of `node` when that is a scalar of a reference, else NULL. */
const evne_field *evne_lsp_ref_field(const evne_lsp_scene *scene, const evne_sketch_node *node);

#endif
