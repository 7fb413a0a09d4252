/*
 * sign.h - adds one PAdES B-B or B-T signature (ETSI EN 319 142-1) to a PDF.
 *
 * Layer: sign. The signature goes into the empty signature field of a role, as an incremental
 * update that verify.h will find allowed. What the file holds already is never rewritten.
 */
#ifndef EVNE_SIGN_SIGN_H
#define EVNE_SIGN_SIGN_H

#include "base/units.h"
#include "keys.h"

/* A file as revisions.h reads it. */
struct evne_revisions;

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

/* The first of two steps: what is to be signed by a key that lives elsewhere. */
typedef struct evne_prepared {
    evne_str digest;     /* of the document, made with evne_key_digest */
    evne_str attributes; /* the signed attributes, a DER SET: these bytes are signed */
} evne_prepared;

typedef struct evne_sign_options {
    const char *role; /* the name of the signature field */
    const evne_key *key;
    evne_moment when;                  /* the claimed time, written as /M */
    const char *name;                  /* NULL: the common name in the certificate */
    const char *reason;                /* what the signature means; may be NULL */
    const char *location;              /* may be NULL */
    const evne_appearance *appearance; /* NULL: the field keeps its look */
    /*
     * Certifies the document (DocMDP): from then on it may only be filled in and signed. Must be
     * the first signature; the order of fields does not bind it.
     */
    bool certify;
    bool enforce_order; /* refuse while an earlier required field is empty */
    /* `pdf` as evne_sign_read has read it; NULL: it is read here, with libqpdf's opinion of it. */
    const struct evne_revisions *file;
    bool pss;        /* RSA signs with PSS instead of PKCS#1 v1.5 */
    bool force;      /* sign with a certificate that is not valid at `when` or for signing */
    size_t reserve;  /* bytes for the CMS; 0: EVNE_SIGN_RESERVE */
    const char *tsa; /* where to get a time-stamp of the signature (B-T); NULL: none */
    evne_prepared *prepared; /* not NULL: leave the gap empty, `key` has no private part */
    evne_error *fault; /* why there is no time-stamp although `tsa` is given; the rest stands */
} evne_sign_options;

/*
 * Signs `pdf` into `*out`, which lives in `arena`. Fails with EVNE_INPUT when the file is no PDF
 * that revisions.h reads or has no form, or when key and certificate do not serve; with EVNE_USAGE
 * for a field that is unknown (the message lists those there are), not a signature field, already
 * signed, locked by an earlier signature or out of order; with EVNE_OUTPUT when the signature does
 * not fit into `reserve`.
 */
evne_status evne_sign(evne_arena *arena, evne_str pdf, const evne_sign_options *options,
                      evne_str *out, evne_error *err);

/* What completes a file that was prepared. */
typedef struct evne_completion {
    evne_str signature;  /* a CMS in DER, or the signature value alone: ECDSA in DER */
    const evne_key *key; /* the certificates, for a value alone; may be NULL for a CMS */
    bool pss;            /* the value is RSASSA-PSS */
    const char *tsa;     /* as in evne_sign_options, and `fault` too */
    evne_error *fault;
} evne_completion;

/*
 * Puts a signature into the empty gap of `pdf`, which its newest revision must have. Fails with
 * EVNE_INPUT when there is no such gap, when the signature is not one of this file or of somebody
 * else than the file was prepared for, or when evne_sign would refuse the certificate; and with
 * EVNE_OUTPUT when it does not fit.
 */
evne_status evne_sign_complete(evne_arena *arena, evne_str pdf, const evne_completion *completion,
                               evne_str *out, evne_error *err);

/* One signature field of a file, for a list of who is to sign. */
typedef struct evne_sign_field {
    const char *role;
    bool is_required, is_signed;
    const char *description; /* /TU: "Borger, Ali Hansen. Jeg har læst planen."; "" for none */
    evne_len width, height;  /* of its place on the page; 0 when it shows nothing */
} evne_sign_field;

/* What is known of a file that is to be signed. */
typedef enum evne_trusted {
    EVNE_FOREIGN,   /* nothing */
    EVNE_INSPECTED, /* another process, one without keys, has read these very bytes as foreign */
    /*
     * This program, or a worker of its own, has just made it, with a field for each signer. A
     * worker that was taken over could draw whatever it likes: whoever signs a document unseen
     * trusts what renders it, and a check for scripts would not change that.
     */
    EVNE_OWN
} evne_trusted;

/*
 * Reads a file that is to be signed, once for all that asks about it; `*out` lives in `arena` and
 * borrows `pdf`. Fails as evne_sign does for the file, and, when it is foreign, when it has no
 * sound page tree or what may show different things to different readers (active.h); libqpdf is
 * asked about a foreign file that was updated.
 */
evne_status evne_sign_read(evne_arena *arena, evne_str pdf, evne_trusted trusted,
                           const struct evne_revisions **out, evne_error *err);

/* The signature fields in the form's order. Fails as evne_sign does for the file. */
evne_status evne_sign_fields(evne_arena *arena, const struct evne_revisions *file,
                             const evne_sign_field **out, size_t *n, evne_error *err);

/*
 * Nobody has signed or updated the file, whose `n` fields these are, and nothing in it looks like a
 * signature, a certification or evidence. Anything else is to be verified before it is signed.
 */
bool evne_sign_is_untouched(const struct evne_revisions *file, const evne_sign_field *fields,
                            size_t n);

#endif
