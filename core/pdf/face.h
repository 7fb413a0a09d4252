/*
 * face.h - one open font file: its glyphs, its measures, and which glyph showed which text.
 *
 * Layer: pdf. A document's character codes stand for pairs of glyph and text, not for glyphs: the
 * same glyph may show a space here and a no-break space there, or the bare body of several Arabic
 * letters, and the text must come back exactly (ISO 14289-1, 7.21.7).
 */
#ifndef EVNE_PDF_FACE_H
#define EVNE_PDF_FACE_H

#include <hb.h>

#include "base/file.h"
#include "fontlist.h"

typedef struct evne_glyph_pair {
    uint32_t glyph;
    int32_t advance; /* in 1/100,000 em, rounded: the precision of the widths in the file */
    evne_str text;   /* what this glyph shows; U+200D for a further glyph of the same characters */
} evne_glyph_pair;

typedef struct evne_face {
    size_t index; /* among the opened faces, from 0 */
    const char *path;
    evne_file_stamp stamp; /* of the file when it was opened */
    const char *ps_name;
    hb_face_t *face;
    hb_font_t *font; /* scaled to units per em */
    int units_per_em;
    /* For the font descriptor, in 1/1000 em. */
    int box[4], ascent, descent, cap_height, x_height, stem, italic_angle;

    evne_glyph_pair *pairs;
    size_t n_pairs, room_pairs;
    uint32_t *pair_slots; /* hash table of pair number + 1 */
    size_t n_pair_slots;
} evne_face;

/*
 * Opens `file`, a TrueType font, after comparing its SHA-256 with the pin. Fails with EVNE_SYSTEM,
 * naming the file and its package. The face lives in `arena`, its mapping until evne_face_close.
 */
evne_status evne_face_open(evne_arena *arena, const char *path, const evne_font_family *family,
                           const evne_font_file *file, evne_face **out, evne_error *err);
void evne_face_close(evne_face *face);

/* True when text shaped with this face shows `code_point`, be it by decomposing it. */
bool evne_face_covers(const evne_face *face, uint32_t code_point);

/* The number of the pair; `text` must outlive the face's pairs. */
uint32_t evne_face_pair(evne_face *face, evne_arena *arena, uint32_t glyph, evne_str text);
/* Forgets all pairs. */
void evne_face_forget(evne_face *face);

#endif
