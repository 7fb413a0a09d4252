/*
 * markdown.h - shared by markdown.c and table.c: what one parse of Markdown works with.
 *
 * Layer: doc, inside template.h.
 */
#ifndef EVNE_DOC_MARKDOWN_H
#define EVNE_DOC_MARKDOWN_H

#include "slips.h"

/* A Markdown table (`table` is cmark's) to a TABLE below `b->root`. */
evne_status evne_build_table(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                             cmark_node *table);

/* The text of `block` for a heading or a cell. */
evne_status evne_build_line(evne_builder *b, const evne_part *part, cmark_node *block,
                            evne_line_end line_end, evne_spans *out);

#endif
