/*
 * lsp_flow.h - what the two halves of the sketch share: lines in lsp_sketch.c, brackets here.
 *
 * Layer: app, for lsp_sketch.c and lsp_flow.c only.
 */
#ifndef EVNE_APP_LSP_FLOW_H
#define EVNE_APP_LSP_FLOW_H

#include "lsp_sketch.h"

typedef struct evne_sketcher {
    evne_arena *arena;
    evne_str text;
    size_t line;           /* where the line at hand begins */
    evne_sketch_node *top; /* the innermost open node */
    evne_sketch_node *latest;
    size_t n_nodes;
} evne_sketcher;

/* A new last child of `parent`, or NULL past a limit. */
evne_sketch_node *evne_sketcher_add(evne_sketcher *s, evne_sketch_node *parent,
                                    evne_sketch_kind kind, evne_lsp_range name);

/* The value in brackets that begins at `at` becomes `owner`'s; returns where it ends. */
size_t evne_sketcher_flow(evne_sketcher *s, evne_sketch_node *owner, size_t at);

/* The end of the quoted text that begins at `at` and belongs to what stands at `column`. */
size_t evne_sketcher_quoted(const evne_sketcher *s, size_t at, size_t column);

size_t evne_sketcher_line_end(const evne_sketcher *s, size_t at);
/* True when the line can only be a new key or item of something at `column` or left of it. */
bool evne_sketcher_is_fresh(const evne_sketcher *s, size_t line, size_t column);
/* Neither a blank nor the end of a line. */
bool evne_sketcher_is_inner(const evne_sketcher *s, size_t at);
evne_str evne_sketcher_unquote(evne_str text);

#endif
