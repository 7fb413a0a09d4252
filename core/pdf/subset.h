/*
 * subset.h - the fonts of one document: character codes on first use, font objects at the end.
 *
 * Layer: pdf.
 */
#ifndef EVNE_PDF_SUBSET_H
#define EVNE_PDF_SUBSET_H

#include "haru.h"
#include "shape.h"

typedef struct evne_subsets evne_subsets;

/* One face in one document; `name` is its resource name: "F1" for the first. */
typedef struct evne_subset {
    const evne_face *face;
    const char *name;
    evne_object *font;      /* the Type0 font */
    uint16_t *code_of_pair; /* 0: not yet used */
    size_t room_pairs;
    uint32_t *pair_of_code; /* from code 1 on */
    size_t n_codes, room_codes;
} evne_subset;

/* `resources` becomes the font resource dictionary that all pages share. */
evne_subsets *evne_subsets_new(evne_haru *haru, evne_arena *arena, evne_object *resources);

evne_subset *evne_subsets_of(evne_subsets *subsets, const evne_face *face);

/*
 * The code that shows `pair`, numbered from 1 on first use. 0 when 65,535 are in use already,
 * which evne_subsets_write reports.
 */
unsigned evne_subset_code(evne_subsets *subsets, evne_subset *subset, uint32_t pair);

/* Writes every font in use. Fails with EVNE_SYSTEM when HarfBuzz cannot cut a font. */
evne_status evne_subsets_write(evne_subsets *subsets, evne_error *err);

#endif
