/*
 * metrics.h - what layout asks of fonts: an interface, implemented by pdf/fonts.c and, with made-up
 * widths, by tests/support/fake_metrics.c.
 *
 * Layer: layout. Text is measured word by word; layout never sees a glyph.
 */
#ifndef EVNE_LAYOUT_METRICS_H
#define EVNE_LAYOUT_METRICS_H

#include "base/str.h"
#include "base/units.h"

typedef enum evne_weight { EVNE_REGULAR, EVNE_SEMIBOLD, EVNE_BOLD } evne_weight;

/* A shaped stretch of text in one direction; made by `shape`, lives as long as the metrics. */
typedef struct evne_word {
    evne_str text;  /* logical order */
    evne_len width; /* at the size it was shaped for */
    bool is_rtl;
    const void *glyphs; /* the shaper's own */
} evne_word;

typedef struct evne_metrics evne_metrics;

struct evne_metrics {
    void *context;
    /*
     * Shapes `text` (no line breaks; a run of blanks is a text of its own) at `size`. Fonts fall
     * back by coverage. Fails with EVNE_INPUT when no font has a character: the text names it.
     */
    evne_status (*shape)(void *context, evne_weight weight, evne_len size, evne_str text,
                         bool is_rtl, const evne_word **out, evne_error *err);
    /* Where a word that no line can hold is divided (hyphen.h); NULL: between any two letters. */
    struct evne_hyphens *hyphens;
};

/*
 * Baseline inside a line box of height `leading`: (leading - 1.362 size)/2 + 1.069 size (look.md 1,
 * the ascender and descender of Open Sans).
 */
evne_len evne_baseline(evne_len size, evne_len leading);

#endif
