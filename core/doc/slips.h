/*
 * slips.h - slips of the pen that Markdown would silently take for something else.
 *
 * Layer: doc, inside template.h. CommonMark has no errors: a heading without its blank and a table
 * with a row too long are text to it, and what does not fit is dropped. Who edits a template by
 * hand is told instead.
 */
#ifndef EVNE_DOC_SLIPS_H
#define EVNE_DOC_SLIPS_H

#include "inline.h"

/* Where in a part the last line was looked up; blocks come in order, so the search goes on there.
 * Starts as zero. */
typedef struct evne_slips_cursor {
    size_t line, from;
} evne_slips_cursor;

/* EVNE_TEMPLATE when a line of `part` is a heading but for the blank: "##Title". */
evne_status evne_slips_headings(evne_builder *b, const evne_part *part);

/* EVNE_TEMPLATE when a line of the paragraph `block` is a row of a table that is none. */
evne_status evne_slips_paragraph(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                                 cmark_node *block);

/* EVNE_TEMPLATE when the row holds more cells than its table has columns: cmark drops them. */
evne_status evne_slips_row(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                           cmark_node *row, size_t n_columns);

#endif
