/*
 * line.h - text to lines.
 *
 * Layer: layout. A text is measured once, word by word (evne_text_make); its widest and narrowest
 * form cost nothing more, and breaking it shapes only words that no line can hold. Lines are ragged
 * right. Where a line may end is in breaks.h.
 */
#ifndef EVNE_LAYOUT_LINE_H
#define EVNE_LAYOUT_LINE_H

#include "style.h"

/*
 * What every function of layout needs; lives as long as one run. Most of what a run makes is gone
 * when it ends: only what pages hold outlives it.
 */
typedef struct evne_layout {
    evne_arena *arena; /* bricks and all that they are made of: the run's own */
    evne_arena *kept;  /* what pages hold: pieces, their words and paths, spots */
    evne_arena *brief; /* a text and its lines, until they have become bricks */
    const evne_doc *doc;
    const evne_metrics *metrics;
    const evne_words *words;
} evne_layout;

/* For a few lines: everything lies in `arena`. */
evne_layout evne_layout_of(evne_arena *arena, const evne_doc *doc, const evne_metrics *metrics);

/* The same layout for what need not live longer than a text, and the end of all of that. */
evne_layout evne_layout_brief(const evne_layout *layout);
void evne_layout_forget(const evne_layout *layout);

typedef struct evne_text evne_text;

/* Span flags of layout's own. */
enum {
    EVNE_SPAN_GAP = 1 << 16,     /* a gap of 9 pt, before a heading's remark */
    EVNE_SPAN_FOOTNOTE = 1 << 17 /* 8 grey: the letter that hangs behind a number */
};

/* The text of one line: x from the line's left end, y from its baseline. */
typedef struct evne_line {
    evne_piece *pieces;
    size_t n_pieces;
    evne_len width;         /* without the blank at its end */
    bool is_rtl, is_quoted; /* its paragraph runs right to left; and is a quotation */
} evne_line;

typedef struct evne_lines {
    evne_line *lines;
    size_t n_lines;
} evne_lines;

/*
 * Measures `spans` in `type`. Strong spans are semibold, remarks 9 regular grey. Fails with
 * EVNE_INPUT when no font has a character; `err->where` is then the span's place in the case.
 */
evne_status evne_text_make(const evne_layout *layout, const evne_span *spans, size_t n_spans,
                           evne_type type, evne_text **out, evne_error *err);

/* The width of the widest line when only forced breaks end lines. */
evne_len evne_text_widest(const evne_text *text);
/* The width of the widest stretch that has no place for a break. */
evne_len evne_text_narrowest(const evne_text *text);
/* The same when no word ends at a hyphen inside it. */
evne_len evne_text_unbroken(const evne_text *text);

/*
 * Breaks `text` so that no line is wider than `width`. A line that was broken ends with a blank
 * word, which its width leaves out, so that readers do not join the words around the break. Pieces
 * belong to `node`. A text without words has no lines.
 */
evne_status evne_text_lines(const evne_layout *layout, evne_text *text, evne_len width,
                            const evne_node *node, evne_lines *out, evne_error *err);

/* Shapes `text` as one line of one piece; for page numbers, labels and other short words. */
evne_status evne_line_of(const evne_layout *layout, evne_str text, evne_type type,
                         const evne_node *node, evne_piece *out, evne_error *err);

#endif
