/*
 * lsp_scene.h - what every answer about one document is made from.
 *
 * Layer: app. The document is untrusted and reports are somebody's Lua, so answers are made in a
 * worker process (worker.h); the server hands over a request and gets the result as JSON.
 */
#ifndef EVNE_APP_LSP_SCENE_H
#define EVNE_APP_LSP_SCENE_H

#include "lsp_client.h"
#include "lsp_schema.h"
#include "outcome.h"

typedef struct evne_lsp_scene {
    evne_arena *arena;
    const char *uri;
    const evne_lsp_client *client;
    const evne_paths *paths;
    evne_lsp_text text;
    const evne_sketch_node *root;
    evne_lsp_schema schema;
    const evne_problems *problems; /* of the text as it is */
} evne_lsp_scene;

/* The protocol's results; never NULL, json_null() for "nothing". The caller owns them. */

/* lsp_complete.c: what may be written at `offset`. */
json_t *evne_lsp_complete(const evne_lsp_scene *scene, size_t offset);
/* lsp_hover.c: findings there, then the key or value. */
json_t *evne_lsp_hover(const evne_lsp_scene *scene, size_t offset);
/* lsp_actions.c: quick fixes of the findings in `range`. */
json_t *evne_lsp_actions(const evne_lsp_scene *scene, evne_lsp_range range);
/* lsp_symbols.c: the outline; where the item that a ref names is; who names it. */
json_t *evne_lsp_symbols(const evne_lsp_scene *scene);
json_t *evne_lsp_definition(const evne_lsp_scene *scene, size_t offset);
json_t *evne_lsp_references(const evne_lsp_scene *scene, size_t offset, bool with_definition);
/* lsp_diagnostics.c: every finding. */
json_t *evne_lsp_diagnostics(const evne_lsp_scene *scene);

#endif
