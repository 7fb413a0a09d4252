/*
 * trust.h - whether a certificate leads to an issuer that the reader trusts.
 *
 * Layer: sign.
 */
#ifndef EVNE_SIGN_TRUST_H
#define EVNE_SIGN_TRUST_H

#include "cms.h"

/* Names from the certificate up to the trusted issuer. */
typedef struct evne_chain {
    const char *const *names;
    size_t n;
} evne_chain;

/* One certificate to judge. */
typedef struct evne_trust {
    X509 *certificate;
    STACK_OF(X509) * others; /* that came beside it; each must be part of the chain */
    STACK_OF(X509) * pool;   /* that may be used beside them; may be NULL */
    STACK_OF(X509) * roots;
    evne_moment when;
    bool is_timestamp; /* the certificate makes time-stamps, not signatures of documents */
} evne_trust;

/*
 * Builds and checks the chain from a certificate to one of `roots` as of `when` (RFC 5280):
 * signatures, validity, constraints, key usage, strength of 112 bits and up. What is wrong goes to
 * `reasons`, as "certificate..." or "timestamp..."; without `roots` that is "....no_roots".
 * Certificates of `others` that are not part of the chain are refused, since no signature covers
 * them. `*chain`, from the certificate up to the root, is for sk_X509_pop_free, or NULL when there
 * is none. Fails with EVNE_SYSTEM when memory is missing.
 */
evne_status evne_trust_check(evne_arena *arena, const evne_trust *trust, evne_reasons *reasons,
                             STACK_OF(X509) * *chain, evne_error *err);

/* The names in a chain; `chain` may be NULL. */
evne_chain evne_trust_names(evne_arena *arena, const STACK_OF(X509) * chain);

/* One attribute of a name as UTF-8, or NULL: NID_commonName, NID_organizationName, ... */
const char *evne_name_part(evne_arena *arena, const X509_NAME *name, int nid);
/* The common name, else the organisation, else "?". */
const char *evne_name_short(evne_arena *arena, const X509_NAME *name);

#endif
