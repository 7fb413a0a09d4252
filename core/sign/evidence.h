/*
 * evidence.h - what a file carries about the standing of certificates: the document security store
 * (DSS, ETSI EN 319 142-1, 5.4) with certificates, OCSP answers and revocation lists.
 *
 * Layer: sign. Evidence is judged as of the time at which it is proven to have existed, and says
 * something about one time only. Nothing here asks the network.
 */
#ifndef EVNE_SIGN_EVIDENCE_H
#define EVNE_SIGN_EVIDENCE_H

#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include "keys.h"
#include "revisions.h"

enum { EVNE_EVIDENCE_MAX = 1000, EVNE_EVIDENCE_BYTES = 16 * 1024 * 1024 };

/* One OCSP answer or one revocation list: one of the two is not NULL. */
typedef struct evne_proof {
    OCSP_BASICRESP *ocsp;
    X509_CRL *crl;
    evne_str der;
    size_t revision; /* that brought it */
    int64_t known;   /* when it is proven to have existed; set before evne_evidence_judge */
} evne_proof;

typedef struct evne_evidence {
    evne_arena *arena;
    STACK_OF(X509) * certificates;
    evne_proof *proofs;
    size_t n;
    bool is_there;   /* the file has a DSS */
    size_t revision; /* of the newest DSS dictionary */
} evne_evidence;

/*
 * Reads the newest revision's DSS; a file without one has no evidence. Fails with EVNE_INPUT and
 * code "dss.form" when it is not written by the rules. Close it in any case.
 */
evne_status evne_evidence_read(evne_arena *arena, const evne_revisions *pdf, evne_evidence *out,
                               evne_error *err);
void evne_evidence_close(evne_evidence *evidence);

/* Each adds one DER element; false when it is none, or there is too much. */
bool evne_evidence_add_certificate(evne_evidence *evidence, evne_str der);
bool evne_evidence_add_ocsp(evne_evidence *evidence, evne_str der, size_t revision, int64_t known);
bool evne_evidence_add_crl(evne_evidence *evidence, evne_str der, size_t revision, int64_t known);

typedef enum evne_revocation {
    EVNE_REVOCATION_NONE, /* the certificate names nobody who would know */
    EVNE_REVOCATION_GOOD,
    EVNE_REVOCATION_REVOKED,
    EVNE_REVOCATION_UNKNOWN
} evne_revocation;

/* What is asked about one certificate. */
typedef struct evne_revocation_question {
    X509 *certificate, *issuer;
    STACK_OF(X509) * roots;
    int64_t at; /* was it revoked then? in seconds since 1970 */
} evne_revocation_question;

/*
 * Answers from the proofs: a proof counts when its signer is the issuer or was authorised by it,
 * its signature and its signer hold at `known`, and it speaks for `at`: made then or later, or, of
 * an authority, not yet out of date then, of anybody else no more than a week old. `*proof` is the
 * one that decided, or NULL; `*said` when it was made, in seconds since 1970.
 */
evne_revocation evne_evidence_judge(const evne_evidence *evidence,
                                    const evne_revocation_question *question,
                                    const evne_proof **proof, int64_t *said);

#endif
