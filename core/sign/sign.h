/*
 * sign.h - adds one PAdES B-B signature (ETSI EN 319 142-1) to a PDF.
 *
 * Layer: sign. The signature goes into the empty signature field of a role, as an incremental
 * update that verify.h will find allowed. What the file holds already is never rewritten.
 */
#ifndef EVNE_SIGN_SIGN_H
#define EVNE_SIGN_SIGN_H

#include "base/units.h"
#include "keys.h"

enum { EVNE_SIGN_RESERVE = 8192, EVNE_SIGN_RESERVE_MAX = 16000 };

/*
 * An object that an appearance brings along. `dict` is what stands between << and >>, without
 * /Length; in it "&0;", "&1;" ... stand for references to the appearance's objects by index.
 */
typedef struct evne_appearance_object {
    evne_str dict;
    bool has_stream;
    evne_str stream; /* as it goes into the file */
} evne_appearance_object;

/*
 * What the field shows from now on: a form XObject of `width` by `height`, whose box is fitted into
 * the field's rectangle.
 */
typedef struct evne_appearance {
    evne_len width, height;
    evne_str content;   /* the content stream */
    evne_str filter;    /* how `content` is compressed: "" or "FlateDecode" */
    evne_str resources; /* between << and >>; may refer to objects as above */
    const evne_appearance_object *objects;
    size_t n_objects;
} evne_appearance;

typedef struct evne_sign_options {
    const char *role; /* the name of the signature field */
    const evne_key *key;
    evne_moment when;                  /* the claimed time, written as /M */
    const char *name;                  /* NULL: the common name in the certificate */
    const char *reason;                /* what the signature means; may be NULL */
    const char *location;              /* may be NULL */
    const evne_appearance *appearance; /* NULL: the field keeps its look */
    bool enforce_order;                /* refuse while an earlier required field is empty */
    bool is_inspected; /* evne_sign_fields has read these very bytes, in a process without keys */
    bool pss;          /* RSA signs with PSS instead of PKCS#1 v1.5 */
    bool force;        /* sign with a certificate that is not valid at `when` or for signing */
    size_t reserve;    /* bytes for the CMS; 0: EVNE_SIGN_RESERVE */
} evne_sign_options;

/*
 * Signs `pdf` into `*out`, which lives in `arena`. Fails with EVNE_INPUT when the file is no PDF
 * that revisions.h reads or has no form, or when key and certificate do not serve; with EVNE_USAGE
 * for a field that is unknown (the message lists those there are), not a signature field, already
 * signed or out of order; with EVNE_OUTPUT when the signature does not fit into `reserve`.
 */
evne_status evne_sign(evne_arena *arena, evne_str pdf, const evne_sign_options *options,
                      evne_str *out, evne_error *err);

/* One signature field of a file, for a list of who is to sign. */
typedef struct evne_sign_field {
    const char *role;
    bool is_required, is_signed;
} evne_sign_field;

/* The signature fields in the form's order. Fails as evne_sign does for the file. */
evne_status evne_sign_fields(evne_arena *arena, evne_str pdf, const evne_sign_field **out,
                             size_t *n, evne_error *err);

#endif
