/*
 * form.h - the form fields of one revision of a PDF.
 *
 * Layer: sign. Signer and verifier look at fields through this one reader, so that they agree on
 * which field is which.
 */
#ifndef EVNE_SIGN_FORM_H
#define EVNE_SIGN_FORM_H

#include "revisions.h"

enum { EVNE_FORM_MAX_FIELDS = 10000 };

typedef struct evne_field {
    const char *name; /* /T, with its parents' before it and dots between, as UTF-8 */
    int number, generation;
    const evne_object *dict;
    bool is_signature;        /* /FT /Sig, its own or inherited */
    bool is_required;         /* bit 2 of /Ff */
    const evne_object *value; /* /V as written, or NULL; a null counts as none */
} evne_field;

/* Everything lives in the arena that it was read into. */
typedef struct evne_form {
    int root_number, root_generation;
    const evne_object *root;          /* the catalog */
    int form_number, form_generation; /* 0 when the form is written inside the catalog */
    const evne_object *form;          /* the AcroForm dictionary, or NULL */
    evne_field *fields;               /* every field that is its own object, in the form's order */
    size_t n_fields;
} evne_form;

/*
 * Reads the form of `revision`. A document without a form has no fields. Fails with EVNE_INPUT,
 * code and place as evne_revisions_read does, for fields that are no indirect objects, stand twice,
 * form a loop or have the same name, and for XFA.
 */
evne_status evne_form_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                           evne_form *out, evne_error *err);

/*
 * Width and height in 1/1000 pt of the rectangle that `dict` has as `key`, as of `revision`. False,
 * with sizes of 0, when it has none that can be measured: four numbers of at most 100,000.
 */
bool evne_form_size(const evne_revisions *pdf, size_t revision, const evne_object *dict,
                    const char *key, int32_t *width, int32_t *height);

/* Whether the field's rectangle is written inside it and has neither width nor height. */
bool evne_field_shows_nothing(const evne_object *field);

/*
 * Whether the dictionary of a new look is a plain form XObject: nothing that takes content from
 * elsewhere (/Ref, /OPI), switches layers (/OC) or belongs to a program (/PieceInfo).
 */
bool evne_form_look_is_plain(const evne_object *dict);

/* The field of that name, or NULL. */
const evne_field *evne_form_find(const evne_form *form, const char *name);

#endif
