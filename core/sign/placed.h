/*
 * placed.h - a field that an update makes in a place that the document kept for it.
 *
 * Layer: sign. For changes.c. Nothing is left to whoever makes the update: field, page and
 * structure must be what places.h would write, to the last value.
 */
#ifndef EVNE_SIGN_PLACED_H
#define EVNE_SIGN_PLACED_H

#include "places.h"

typedef struct evne_placed {
    bool is_there;
    int field, element;              /* new objects; /V and /AP of the field are still open */
    int changed[EVNE_PLACE_OBJECTS]; /* objects that may change, and changed as they should */
} evne_placed;

/*
 * Looks for such a field: one that `after`, the form of `revision`, has and `before` has not, with
 * the name of a place. `out->is_there` is true when all that belongs to it is as it must be.
 */
void evne_placed_find(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                      const evne_form *before, const evne_form *after, evne_placed *out);

/* Whether the object may change because of the field. */
bool evne_placed_explains(const evne_placed *placed, int number);

#endif
