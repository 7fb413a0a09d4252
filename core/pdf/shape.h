/*
 * shape.h - a word as glyphs: fall-back by coverage, then HarfBuzz.
 *
 * Layer: pdf. What evne_word.glyphs points to.
 */
#ifndef EVNE_PDF_SHAPE_H
#define EVNE_PDF_SHAPE_H

#include "face.h"

/*
 * One glyph: `x` is its left from the segment's left in 1/100,000 em, so that a page need not
 * divide, `y` up from the baseline in font units.
 */
typedef struct evne_glyph {
    uint32_t pair; /* of the face: evne_face.pairs */
    int32_t x, y;
} evne_glyph;

/* Glyphs of one face, in the order of reading. */
typedef struct evne_segment {
    const evne_face *face;
    const evne_glyph *glyphs;
    size_t n_glyphs;
    int32_t advance; /* font units */
} evne_segment;

typedef struct evne_shaped {
    evne_str text;
    bool is_rtl;
    const evne_segment *segments; /* in the order of reading */
    size_t n_segments;
} evne_shaped;

typedef struct evne_shaper evne_shaper;

/* Opens no font before one is needed. `list` must outlive the shaper. */
evne_shaper *evne_shaper_new(evne_arena *arena, const evne_font_list *list);
void evne_shaper_close(evne_shaper *shaper);

/*
 * Shapes `text` into `arena`, which must live as long as the faces' pairs. Fails with EVNE_INPUT
 * when no font has a character, naming it, and with EVNE_SYSTEM when a font cannot be opened.
 */
evne_status evne_shaper_shape(evne_shaper *shaper, evne_arena *arena, evne_weight weight,
                              evne_str text, bool is_rtl, evne_shaped *out, evne_error *err);

/* True when some font has `code_point` or when it is never shown. */
bool evne_shaper_covers(evne_shaper *shaper, uint32_t code_point);

/* The faces that are open, in the order of opening: evne_face.index. */
size_t evne_shaper_faces(const evne_shaper *shaper);
evne_face *evne_shaper_face(const evne_shaper *shaper, size_t index);

/* A segment's width at `size`, rounded to the nearest 1/1000 pt. */
evne_len evne_segment_width(const evne_segment *segment, evne_len size);

#endif
