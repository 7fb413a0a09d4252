/*
 * trust.h - whether a certificate leads to an issuer that the reader trusts.
 *
 * Layer: sign.
 */
#ifndef EVNE_SIGN_TRUST_H
#define EVNE_SIGN_TRUST_H

#include "cms.h"

/* Names from the signer up to the trusted issuer; empty when no chain was found. */
typedef struct evne_chain {
    const char *const *names;
    size_t n;
} evne_chain;

/*
 * Builds and checks the chain from `cms->signer` over `cms->others` to one of `roots` as of `now`
 * (RFC 5280): signatures, validity, constraints, key usage, strength of 112 bits and up. What is
 * wrong goes to `reasons`; without `roots` that is "certificate.no_roots". Certificates in the
 * signature that are not part of the chain are refused, since no signature covers them.
 */
evne_status evne_trust_check(evne_arena *arena, const evne_cms *cms, STACK_OF(X509) * roots,
                             evne_moment now, evne_reasons *reasons, evne_chain *chain,
                             evne_error *err);

/* One attribute of a name as UTF-8, or NULL: NID_commonName, NID_organizationName, ... */
const char *evne_name_part(evne_arena *arena, const X509_NAME *name, int nid);
/* The common name, else the organisation, else "?". */
const char *evne_name_short(evne_arena *arena, const X509_NAME *name);

#endif
