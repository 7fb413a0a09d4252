/*
 * foreign.h - signs PDFs as other programs do: a form, a field and a widget of its own in an
 * incremental update, in each of the ways in which the standard lets one write it.
 *
 * Nothing of core/sign reads or writes the PDF here: the file is searched as text and the update is
 * written by hand, so that signer and verifier meet files that they did not make themselves.
 */
#ifndef EVNE_TESTS_SIGN_FOREIGN_H
#define EVNE_TESTS_SIGN_FOREIGN_H

#include "sign/keys.h"

typedef enum foreign_xref {
    FOREIGN_TABLE,    /* a table, with a line for object 0 */
    FOREIGN_STREAM,   /* a cross-reference stream, as it is */
    FOREIGN_DEFLATED, /* the same compressed, with rows */
    FOREIGN_PACKED    /* and catalog, page, form and field in an object stream */
} foreign_xref;

typedef struct foreign {
    const char *field; /* its name */
    const evne_key *key;
    foreign_xref xref;
    bool is_inside;  /* the form is written inside the catalog */
    bool has_lists;  /* the form's fields and the page's annotations are objects of their own */
    bool is_visible; /* the field has a box and a look at the foot of the first page */
    const char *tsa; /* where to get a time-stamp of the signature; NULL: none */
} foreign;

/* Signs `pdf`, whose catalog and first page must not be packed. */
evne_str foreign_sign(evne_arena *arena, evne_str pdf, const foreign *how);

/*
 * Appends a DSS with the certificates as the tools of others write it: its lists objects of their
 * own when `has_lists`, a VRI for the last signature.
 */
evne_str foreign_evidence(evne_arena *arena, evne_str pdf, const foreign *how);

/* One object of an update; `body` is what stands between "obj" and "endobj". */
typedef struct foreign_object {
    int number;
    evne_str body;
} foreign_object;

/* Appends the objects, in ascending order, with a section of that kind; the first `n_packed` of
 * them go into an object stream. */
evne_str foreign_update(evne_arena *arena, evne_str pdf, const foreign_object *objects, size_t n,
                        size_t n_packed, foreign_xref xref);

/* The first number that the last section does not use, and the newest text of an object. */
int foreign_next(evne_str pdf);
evne_str foreign_object_text(evne_str pdf, int number);
int foreign_root(evne_str pdf);

#endif
