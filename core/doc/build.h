/*
 * build.h - an expansion to a document tree.
 *
 * Layer: doc, inside template.h. What may stand where is decided here (doc.h says what holds what):
 * the faults name the template's line and what is allowed there.
 */
#ifndef EVNE_DOC_BUILD_H
#define EVNE_DOC_BUILD_H

#include "anchors.h"
#include "expand.h"
#include "spans.h"

/* Makes the tree below `*root`, a DOC. `file` names the template. Fails with EVNE_TEMPLATE. */
evne_status evne_build(evne_arena *arena, const evne_expansion *expansion,
                       const evne_value *signers, const char *file, evne_node **root,
                       evne_error *err);

/* --- for the files that build.c is divided into --------------------------------------------- */

/* What a run of blocks belongs to; `name` in messages is the tag's. */
typedef enum evne_cell_kind {
    EVNE_CELL_DOC,     /* the document itself */
    EVNE_CELL_FIELDS,  /* lines "Label: text" */
    EVNE_CELL_HALF,    /* the same, or {% fields %} */
    EVNE_CELL_LABEL,   /* of an entry */
    EVNE_CELL_CONTENT, /* of an entry */
    EVNE_CELL_FRAME
} evne_cell_kind;

typedef struct evne_cell {
    evne_cell_kind kind;
    evne_node *node;
    evne_spans *heading; /* LABEL, CONTENT: where the entry's heading part goes */
} evne_cell;

/* What waits for the table or chart that it stands before. */
typedef struct evne_waiting {
    evne_node *caption; /* NULL: none */
    bool is_figure, is_joined;
    const evne_part *columns; /* NULL: none */
} evne_waiting;

typedef struct evne_builder {
    evne_arena *arena;
    const evne_expansion *expansion;
    const evne_value *signers;
    evne_node *root;
    evne_waiting waiting;
    evne_anchors *written; /* the anchors that headings of the template have */
    size_t n_nodes;
    evne_error *err;
} evne_builder;

/* A node below `parent` (NULL: append it later). Fails when the document has too many. */
evne_status evne_build_node(evne_builder *b, evne_node *parent, evne_node_kind kind, evne_origin at,
                            evne_node **out);

/* Appends `node` to the document, with the caption and the columns that wait for it. */
evne_status evne_build_top(evne_builder *b, evne_node *node, evne_origin at);
/* Fails when a caption or columns wait, because what comes next is neither table nor chart. */
evne_status evne_build_nothing_waits(evne_builder *b);
/* A caption waits, a note goes to the table before it. */
evne_status evne_build_caption(evne_builder *b, evne_node *caption, bool is_figure, bool is_joined,
                               evne_origin at);
evne_status evne_build_note(evne_builder *b, evne_node *note, evne_origin at);

/* One paragraph for each line of a value in `spans`; none when there is no text. */
evne_status evne_build_paragraphs(evne_builder *b, evne_node *parent, evne_role role,
                                  evne_spans *spans, evne_origin at);

/* markdown.c: the blocks of a MARKDOWN part into `cell`. */
evne_status evne_build_markdown(evne_builder *b, const evne_part *part, const evne_cell *cell);
/* blocks.c: the blocks that are made from data alone, into `parent` (DOC or an entry's content). */
evne_status evne_build_fields_data(evne_builder *b, const evne_part *part, evne_node *parent);
evne_status evne_build_measures(evne_builder *b, const evne_part *part, evne_node *parent);
evne_status evne_build_summary(evne_builder *b, const evne_part *part);
evne_status evne_build_signature(evne_builder *b, const evne_part *part);
/* chart.c */
evne_status evne_build_chart(evne_builder *b, const evne_part *part);

/* A FIELD of a label and values; "ikke oplyst" where there are none. */
evne_status evne_build_field(evne_builder *b, evne_node *fields, evne_spans *label,
                             evne_spans *value, evne_origin at);

#endif
