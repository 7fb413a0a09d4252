/*
 * layout.h - places a document on pages.
 *
 * Layer: layout. Uses doc and base. Knows nothing of PDF: text is measured through evne_metrics, so
 * tests lay out with made-up fonts. Grid, type and break rules are those of the look's
 * specification; each constant in layout.c names what it is.
 */
#ifndef EVNE_LAYOUT_LAYOUT_H
#define EVNE_LAYOUT_LAYOUT_H

#include "page.h"

/*
 * Places `doc` on A4 pages. CONTENTS and the heading over them are left out of a document that with
 * them has six pages or fewer. Lengths are evne_len; the origin is the top left corner and y grows
 * downward. `*out` lives in `arena` and borrows text from `doc`.
 * Fails with EVNE_INPUT when no font has a character and with EVNE_LAYOUT when a block cannot be
 * placed at all; `err` names the template's line.
 */
evne_status evne_layout_run(evne_arena *arena, const evne_doc *doc, const evne_metrics *metrics,
                            const evne_pages **out, evne_error *err);

#endif
