/*
 * verify.h - who signed what in a PDF, and what changed since.
 *
 * Layer: sign. Trusts nothing that the file says of itself: every revision is parsed strictly,
 * every byte accounted for, every later difference held against a short list of what is allowed.
 * What cannot be explained is never valid.
 */
#ifndef EVNE_SIGN_VERIFY_H
#define EVNE_SIGN_VERIFY_H

#include "base/date.h"
#include "reason.h"

typedef struct evne_verify_options {
    const char *const *roots; /* files with trusted certificates, PEM or DER; none: undetermined */
    size_t n_roots;
    evne_moment now;   /* certificates must be valid then, where nothing proves an earlier time */
    evne_str original; /* what the file must begin with, byte for byte; empty: not checked */
    const struct evne_revisions *file; /* the bytes as read before; NULL: they are read here */
    struct evne_wanted *wanted; /* filled with what evidence is missing (standing.h); or NULL */
} evne_verify_options;

/* One signature. Texts are UTF-8 in the arena and "" when unknown. */
typedef struct evne_signature {
    evne_verdict_status status;
    const char *role;         /* the field's name */
    const char *description;  /* what the field says it is for: description.h */
    const char *signer;       /* common name in the certificate */
    const char *organisation; /* from the certificate */
    const char *certificate;  /* its subject's serial number attribute, such as a CVR or UUID */
    const char *serial;       /* the certificate's own number, hex */
    const char *issuer;       /* common name */
    const char *valid_from, *valid_to; /* of the certificate: "2026-01-31T00:00:00Z" */
    const char *claimed_time;          /* /M as "2026-11-22T03:15:00+01:00"; nothing proves it */
    const char *meaning, *location, *claimed_name;
    const char *stamped_time; /* of a document time-stamp: the time it says */
    const char *proven_time;  /* by which it is proven to have existed: "2026-11-22T09:00:00Z" */
    const char *revocation;   /* then: "good", "revoked", "unknown", "none" (nobody keeps a list) */
    const char *level; /* "B-B" to "B-LTA": what it truly has; "" when the form is not that of the
                          baseline */
    const char *algorithm;    /* "RSA 2048, SHA-256" */
    const char *const *chain; /* names from the signer to the trusted issuer */
    size_t n_chain;
    bool is_timestamp;      /* a document time-stamp: of the file, not of a person */
    bool is_intact;         /* the bytes it covers are those that were signed */
    bool is_trusted;        /* its certificate leads to a trusted issuer and serves now */
    bool covers_revision;   /* all of the file up to the end of its revision, but the gap */
    bool covers_file;       /* and nothing came after */
    bool has_changes_after; /* something came after that is not allowed */
    size_t revision;        /* from 1 */
    size_t covered_bytes;   /* where its revision ends */
    size_t n_later;         /* signatures after it */
    size_t n_later_stamps;  /* document time-stamps after it */
    int certifies;          /* DocMDP: 1 nothing may follow, 2 filling and signing; 0 not at all */
    const struct evne_object *lock; /* the fields that it locks, or NULL: permissions.h */
    evne_reasons reasons;           /* why it is not valid, and remarks */
} evne_signature;

typedef struct evne_verdict {
    evne_verdict_status status;       /* the gravest of the file's and the signatures' */
    const evne_signature *signatures; /* in the order in which they were made */
    size_t n_signatures;
    const char *const *open_roles; /* signature fields in which no person has signed, in the form's
                                      order */
    size_t n_open;
    size_t n_revisions;
    bool has_original, begins_with_original;
    evne_reasons reasons; /* that concern the file as a whole */
} evne_verdict;

/*
 * Verifies `pdf`. The verdict, whatever it is, comes with EVNE_OK; evne_verdict_exit turns its
 * status into one for the exit code. Fails with EVNE_INPUT when the bytes are no PDF at all or a
 * file of roots cannot be read, with EVNE_SYSTEM when memory for a certificate is missing. `*out`
 * lives in `arena`.
 */
evne_status evne_verify(evne_arena *arena, evne_str pdf, const evne_verify_options *options,
                        const evne_verdict **out, evne_error *err);

#endif
