/*
 * lsp_sketch.h - what a case that is being written looks like: its keys, items and values.
 *
 * Layer: app. libyaml reads a whole file or none of it; while somebody types, the file is seldom
 * whole. The sketch is a tree made from indentation, `- ` and brackets alone. It never fails: what
 * is unfinished ends where the next line can only be a new key. It is a help for completion, hover
 * and quick fixes; what is right or wrong, casefile.h and fields.h say.
 */
#ifndef EVNE_APP_LSP_SKETCH_H
#define EVNE_APP_LSP_SKETCH_H

#include "lsp_text.h"

enum { EVNE_SKETCH_DEPTH = 64, EVNE_SKETCH_NODES = 200000 };

typedef enum evne_sketch_kind {
    EVNE_SKETCH_ROOT,
    EVNE_SKETCH_KEY,  /* `key:` and what belongs to it */
    EVNE_SKETCH_ITEM, /* `- ` or one place between brackets */
    EVNE_SKETCH_WORD  /* a text where a key may stand: perhaps the beginning of one */
} evne_sketch_kind;

typedef enum evne_sketch_form {
    EVNE_SKETCH_NONE, /* nothing, or children below */
    EVNE_SKETCH_PLAIN,
    EVNE_SKETCH_QUOTED,
    EVNE_SKETCH_BLOCK, /* after | or > */
    EVNE_SKETCH_MAP,   /* {...} */
    EVNE_SKETCH_LIST   /* [...] */
} evne_sketch_form;

typedef struct evne_sketch_node evne_sketch_node;

struct evne_sketch_node {
    evne_sketch_kind kind;
    evne_sketch_form form;
    evne_str key;         /* of a key or word, without quotes */
    evne_lsp_range name;  /* the key as written, the dash; empty for an item between brackets */
    evne_lsp_range value; /* the value as written; empty, after the colon, when there is none */
    size_t column;        /* bytes before `name` on its line */
    size_t depth;
    bool is_flow;                                   /* stands between brackets */
    evne_sketch_node *parent, *first, *last, *next; /* children and siblings in their order */
    evne_sketch_node *later;                        /* the next node of the file */
};

/* The tree of `text`; it lives in `arena` and borrows from `text`. */
const evne_sketch_node *evne_sketch_make(evne_arena *arena, evne_str text);

/* The child of that key, or NULL. */
const evne_sketch_node *evne_sketch_get(const evne_sketch_node *node, evne_str key);

/* The node at a finding's path, such as "logbog[3].dato"; NULL when there is none. */
const evne_sketch_node *evne_sketch_find(const evne_sketch_node *root, evne_str path);

/* The path of `node` in the same form. */
const char *evne_sketch_path(evne_arena *arena, const evne_sketch_node *node);

/* The innermost node whose name or scalar holds the byte at `offset`, or ends there; may be NULL.
 */
const evne_sketch_node *evne_sketch_at(const evne_sketch_node *root, size_t offset);

/* Where the last thing that belongs to `node` ends. */
size_t evne_sketch_end(const evne_sketch_node *node);

/* The scalar of `node` without quotes, else an empty text. Escapes stay as they are written. */
evne_str evne_sketch_scalar(evne_str text, const evne_sketch_node *node);

static inline bool evne_lsp_range_holds(evne_lsp_range range, size_t offset)
{
    return range.from <= offset && offset <= range.to && range.to > range.from;
}

#endif
