/*
 * expand.h - steps and a view to parts: Markdown with marks for values, and blocks.
 *
 * Layer: doc, inside template.h. Values never enter the Markdown; a mark says which one stands
 * there. Each line of the Markdown knows the line of the template that it came from.
 */
#ifndef EVNE_DOC_EXPAND_H
#define EVNE_DOC_EXPAND_H

#include "syntax.h"

/* A value that is to be printed: what U+FDD0 index U+FDD1 stands for. */
typedef struct evne_mark {
    evne_str text;
    const evne_place *place; /* in the case; or NULL */
} evne_mark;

typedef enum evne_part_kind { EVNE_PART_MARKDOWN, EVNE_PART_BLOCK } evne_part_kind;

typedef struct evne_part evne_part;
struct evne_part {
    evne_part_kind kind;
    evne_origin at;
    evne_part *next;
    /* MARKDOWN */
    evne_str text;
    const evne_origin *lines; /* one for each line of `text` */
    size_t n_lines;
    /* BLOCK */
    evne_block block;
    bool has_data; /* a path was given; `data` is NULL when it is null */
    evne_str path; /* as written */
    const evne_value *data;
    evne_str word; /* anchor of an entry, role of a signature */
    const evne_column *columns;
    size_t n_columns;
    evne_part *first, *second; /* its cells */
};

/* All that it points to lies in `brief`, but texts and places of values. */
typedef struct evne_expansion {
    evne_arena *brief;
    evne_part *first;
    const evne_mark *marks;
    size_t n_marks;
} evne_expansion;

/*
 * Values that filters make go to `arena`; the rest, which nobody needs when the document is built,
 * to `brief`. Fails with EVNE_TEMPLATE: a missing value, a filter that does not fit, a document too
 * large. With `is_draft` only the last of them is a fault.
 */
evne_status evne_expand(evne_arena *arena, evne_arena *brief, const evne_step *steps,
                        const evne_value *view, bool is_draft, evne_expansion *out,
                        evne_error *err);

/* The same for one line of plain text, such as a front matter entry. */
evne_status evne_expand_line(evne_arena *arena, const evne_step *steps, const evne_value *view,
                             bool is_draft, evne_str *out, evne_error *err);

#endif
