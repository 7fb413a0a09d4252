/*
 * spans.h - collects the runs of text of one block.
 *
 * Layer: doc, inside template.h. Text of the template is joined as far as its style goes; a value
 * keeps spans of its own, since it has a place in the case. Where a value has several lines, what
 * the line end becomes depends on the block: a paragraph of its own, a line break, or a blank.
 */
#ifndef EVNE_DOC_SPANS_H
#define EVNE_DOC_SPANS_H

#include "doc.h"

/* Inside this layer only: a BREAK that came from a line end in a value. */
enum { EVNE_SPAN_LINE_END = 1 << 16 };

typedef struct evne_spans {
    evne_arena *arena;
    evne_span *items;
    size_t count, room;
    evne_buf pending; /* template text that is being joined */
    unsigned pending_flags;
    evne_str pending_link;
} evne_spans;

/* Template text in the style `flags`, leading to `link` (or empty). The bytes are copied. */
void evne_spans_text(evne_spans *spans, evne_str text, unsigned flags, evne_str link);
void evne_spans_break(evne_spans *spans, unsigned flags);
/* A value; its text and its place (or NULL) are borrowed. Blanks at its ends are dropped, an empty
 * one leaves nothing. */
void evne_spans_value(evne_spans *spans, evne_str text, const evne_place *place, unsigned flags,
                      evne_str link);
/* An empty span that becomes the number of the section with the anchor `link`. */
void evne_spans_section(evne_spans *spans, evne_str link, unsigned flags);

typedef enum evne_line_end { EVNE_LINE_END_BREAK, EVNE_LINE_END_BLANK } evne_line_end;

/* Ends the collection: line ends of values become `line_end`, blanks at both ends are dropped. */
void evne_spans_settle(evne_spans *spans, evne_line_end line_end);

/* Ends the collection, but keeps line ends for evne_spans_next_line. */
void evne_spans_close(evne_spans *spans);

/*
 * The spans from `*at` up to the next line end, trimmed; `*at` moves past it. Returns false when
 * there are no more. Call evne_spans_close first.
 */
bool evne_spans_next_line(const evne_spans *spans, size_t *at, evne_spans *line);

/* Cuts `head` bytes off the front of span `index`, and every span before it. */
void evne_spans_cut(evne_spans *spans, size_t index, size_t head);

/* True when there is no text and no section number in it. */
bool evne_spans_are_empty(const evne_spans *spans);

/* Gives the spans to a node. */
void evne_spans_give(const evne_spans *spans, evne_node *node);

#endif
