/*
 * standing.h - whether certificates held when it mattered: trust, revocation and level of every
 * signature, each at the time that time-stamps prove for it.
 *
 * Layer: sign. For verify.c. The model is that of ETSI EN 319 102-1: the newest document time-stamp
 * is judged now; what is proven to have existed at its time is judged at that time; and so on
 * backwards. A signature's own claim of a time proves nothing.
 */
#ifndef EVNE_SIGN_STANDING_H
#define EVNE_SIGN_STANDING_H

#include "cms.h"
#include "evidence.h"
#include "timestamp.h"
#include "verify.h"

/* One signature or document time-stamp that is intact so far; certificates are still open. */
typedef struct evne_standing_item {
    const char *role; /* the same pointer as the signature's */
    evne_cms cms;     /* without a signer for a document time-stamp */
    evne_timestamp stamp;
    bool has_stamp; /* the document's time-stamp, or the signature's own */
} evne_standing_item;

enum { EVNE_WANTED_MAX = 256 };

/* A certificate about whose revocation nothing is known that speaks for `at`. */
typedef struct evne_want {
    X509 *certificate, *issuer;
    int64_t at;
} evne_want;

/* What a file lacks to be judged without asking anyone; for dss.h. Free with evne_wanted_free. */
typedef struct evne_wanted {
    evne_want list[EVNE_WANTED_MAX];
    size_t n;
    STACK_OF(X509) * certificates; /* of all chains, some more than once */
} evne_wanted;

void evne_wanted_free(evne_wanted *wanted);

typedef struct evne_standing {
    evne_standing_item *items;
    size_t n;
    evne_evidence evidence;
    STACK_OF(X509) * roots;
    evne_moment now;
    evne_wanted *wanted; /* NULL: nobody wants to know */
} evne_standing;

/*
 * Judges the `n` signatures, which stand in the order of their revisions: adds reasons and fills in
 * chain, is_trusted, proven_time, revocation and level. Those without an item are left alone. Fails
 * with EVNE_SYSTEM when memory is missing.
 */
evne_status evne_standing_judge(evne_arena *arena, evne_standing *standing,
                                evne_signature *signatures, size_t n, evne_error *err);

void evne_standing_close(evne_standing *standing);

#endif
