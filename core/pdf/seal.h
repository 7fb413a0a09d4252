/*
 * seal.h - what a signature field shows once it is signed.
 *
 * Layer: pdf. Drawn in the document's own type (look.md 9), with fonts of its own, since it goes
 * into a file that was finished before. It says who, when and how, and never that a signature is
 * valid: a picture proves nothing.
 */
#ifndef EVNE_PDF_SEAL_H
#define EVNE_PDF_SEAL_H

#include "fonts.h"
#include "haru.h"

/*
 * Smaller boxes have no room for the four lines; larger ones are no boxes for a signature, and a
 * verifier may take what covers a page for an attack.
 */
#define EVNE_SEAL_LEAST_WIDTH EVNE_PT(200)
#define EVNE_SEAL_LEAST_HEIGHT EVNE_PT(60)
#define EVNE_SEAL_MOST_WIDTH EVNE_PT(500)
#define EVNE_SEAL_MOST_HEIGHT EVNE_PT(200)

/* The texts, UTF-8; an empty one leaves its place empty. Too long ones end in an ellipsis. */
typedef struct evne_seal_texts {
    evne_str heading; /* "Underskrevet digitalt" */
    evne_str when;    /* "12.03.2026 kl. 14.32" */
    evne_str name;
    evne_str person; /* "Arbejdsgiver, Egelunden Plejecenter, CVR 00815039" */
    evne_str method; /* "MitID Erhverv · certifikat 4C:1A:09:E7 · niveau PAdES B-B" */
} evne_seal_texts;

/*
 * A form XObject in parts: in `resources` and in the loose objects "&0;", "&1;" ... stand for
 * references to `objects`. Everything lives in the arena.
 */
typedef struct evne_seal {
    evne_str content, filter; /* the filter is "" or "FlateDecode" */
    evne_str resources;
    const evne_loose *objects;
    size_t n_objects;
} evne_seal;

/*
 * Draws the box of `width` by `height`, the field's rectangle. A character that no font has becomes
 * a question mark: a name never keeps someone from signing. Fails with EVNE_SYSTEM for a font that
 * is missing.
 */
evne_status evne_seal_draw(evne_arena *arena, evne_fonts *fonts, evne_len width, evne_len height,
                           const evne_seal_texts *texts, evne_seal *out, evne_error *err);

#endif
