/*
 * places.h - the places that a document keeps for signatures whose fields come later.
 *
 * Layer: sign. A file for the national signing service may hold no form, so it reserves each box in
 * its structure tree instead (field.h of pdf/): a P whose title is "name: description" and whose
 * BBox is the box. Once someone else has signed the file, the field of a role is made in its place.
 */
#ifndef EVNE_SIGN_PLACES_H
#define EVNE_SIGN_PLACES_H

#include "form.h"
#include "update.h"

typedef struct evne_place {
    const char *name;        /* of the field to come: "arbejdsgiver" */
    const char *description; /* its /TU */
    bool is_required;
    const evne_object *box;        /* its /Rect, four numbers */
    const evne_object *page, *row; /* references: the page, and the element that gets the field's */
} evne_place;

typedef struct evne_places {
    evne_place *list; /* in the order of the objects, which is that of reading; names differ */
    size_t n;
    const evne_object *root, *tree; /* references: StructTreeRoot and its ParentTree */
    int64_t next_key;               /* for /StructParent */
} evne_places;

/* Reads the places as of `revision`, whose catalog is `root`. A file that keeps none has n 0. */
void evne_places_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                      const evne_object *root, evne_places *out);

/* The place of that name, or NULL. */
const evne_place *evne_places_find(const evne_places *places, const char *name);

/*
 * Puts the places into the form that the signer sees: behind the fields that others made come the
 * places in their order, each as the field that was made in it or as one with number 0.
 */
void evne_places_join(evne_arena *arena, const evne_places *places, evne_form *form);

/*
 * The dictionary of the place's field, without value and look, as it is written when signed with
 * `key` as its /StructParent. Lives in the arena.
 */
const evne_object *evne_place_field(evne_arena *arena, const evne_place *place, int64_t key);

enum { EVNE_PLACE_OBJECTS = 5 };

/*
 * What a new field changes beside the form: writes the page, the Form element `element` of the
 * field `field`, the row above it, parent tree and structure root to `objects`, all as they follow
 * from `revision`, of which `places` were read.
 */
void evne_place_update(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                       const evne_places *places, const evne_place *place, int field, int element,
                       evne_update_object objects[EVNE_PLACE_OBJECTS]);

#endif
