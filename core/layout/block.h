/*
 * block.h - from document nodes to bricks.
 *
 * Layer: layout. block.c has the blocks of running text, row.c those of two cells, front.c those
 * of page 1, table.c tables; gap.c the white between them.
 */
#ifndef EVNE_LAYOUT_BLOCK_H
#define EVNE_LAYOUT_BLOCK_H

#include "flow.h"

/* Where blocks go: a label column (0 wide in cells) and a text column, together `full`. */
typedef struct evne_box {
    evne_len full_x, full_width;
    evne_len x, width;     /* of running text */
    const evne_type *type; /* of paragraphs, whatever their role; NULL: by role */
    bool is_key_list;      /* in the title block: narrow grey keys */
} evne_box;

/* The box of a cell: no label column. */
evne_box evne_box_cell(evne_len x, evne_len width);
/* The page's own box with a label column this wide. */
evne_box evne_box_page(evne_len label);

/* Appends a block, or all children of `parent` with the white between them. */
evne_status evne_block_add(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err);
evne_status evne_block_children(const evne_layout *layout, evne_flow *flow, const evne_node *parent,
                                const evne_box *box, evne_error *err);

/* One block of a sequence, with the white after `*prev` (NULL at the start), which it becomes. */
evne_status evne_block_next(const evne_layout *layout, evne_flow *flow, const evne_node **prev,
                            const evne_node *node, const evne_box *box, evne_error *err);

/* White between two neighbours (look 2, 6, 9); `prev` may be NULL. */
evne_len evne_gap_between(const evne_node *prev, const evne_node *next);

/* Whether no page may end between them. */
bool evne_is_bound(const evne_node *prev, const evne_node *next);

evne_type evne_type_of_role(evne_role role);

/* A brick of `n_cells` cells at the end of `flow`, to be filled and sealed. */
evne_brick *evne_brick_of_cells(const evne_layout *layout, evne_flow *flow, size_t n_cells,
                                evne_split split);

/* row.c */
evne_status evne_add_fields(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                            const evne_box *box, evne_error *err);
evne_status evne_add_halves(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                            const evne_box *box, evne_error *err);
evne_status evne_add_entry(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err);
evne_status evne_add_signature(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                               const evne_box *box, evne_error *err);

/* front.c */
evne_status evne_add_draft(const evne_layout *layout, evne_flow *flow, evne_error *err);
evne_status evne_add_letterhead(const evne_layout *layout, evne_flow *flow, evne_error *err);
evne_status evne_add_title(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err);
evne_status evne_add_summary(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                             const evne_box *box, evne_error *err);
evne_status evne_add_contents(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                              const evne_box *box, evne_error *err);

/* table.c */
evne_status evne_add_table(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err);

/* A note of a table over its full width; behind a letter ("a", a blank) its lines hang in 12. */
evne_status evne_add_note(const evne_layout *layout, evne_flow *flow, const evne_node *note,
                          const evne_box *box, evne_error *err);

/* A caption, whose number evne_doc_finish has put before it, and, strong, `suffix` (or NULL). */
evne_status evne_add_caption(const evne_layout *layout, evne_flow *flow, const evne_node *caption,
                             const char *suffix, const evne_box *box, evne_error *err);

#endif
