/*
 * timestamp.h - time-stamps of RFC 3161: asking for one, and reading one.
 *
 * Layer: sign. A time-stamp says that a digest existed at a time; its token is a CMS signature by a
 * time-stamping authority over both.
 */
#ifndef EVNE_SIGN_TIMESTAMP_H
#define EVNE_SIGN_TIMESTAMP_H

#include <openssl/x509.h>

#include "base/date.h"
#include "reason.h"

/*
 * Asks the authority at `url` for a time-stamp of `digest` (32 bytes, SHA-256), with a nonce of its
 * own and the authority's certificates inside. `*token` is DER in `arena`. Fails with EVNE_USAGE
 * for a URL that is none and with EVNE_SYSTEM when there is no answer or one that is refused: a
 * status other than granted, another nonce or imprint, a token that evne_timestamp_open refuses.
 */
evne_status evne_timestamp_fetch(evne_arena *arena, const char *url, evne_str digest,
                                 evne_str *token, evne_error *err);

/* What a token says. Close it with evne_timestamp_close. */
typedef struct evne_timestamp {
    X509 *signer;
    STACK_OF(X509) * others; /* the certificates beside it; no signature covers them */
    int64_t seconds;         /* the time, since 1970 in UTC */
    const char *time;        /* "2026-11-22T09:00:00Z" */
    const EVP_MD *digest;    /* of the imprint */
    evne_str imprint;
} evne_timestamp;

/*
 * Reads the token `der` and checks all but what it stamps and the certificate's standing: DER, one
 * signer, the signature, the certificate that its attributes name (RFC 5035, 5816), its purpose,
 * accepted methods. What is wrong goes to `reasons`, and false is returned with `out` closed.
 */
bool evne_timestamp_open(evne_arena *arena, evne_str der, evne_timestamp *out,
                         evne_reasons *reasons);
void evne_timestamp_close(evne_timestamp *timestamp);

/* Compares the imprint with `digest`, or with that of `first` followed by `second`. */
bool evne_timestamp_says(const evne_timestamp *timestamp, evne_str digest);
bool evne_timestamp_covers(const evne_timestamp *timestamp, evne_str first, evne_str second);

/* Seconds since 1970 as "2026-11-22T09:00:00Z". */
const char *evne_seconds_text(evne_arena *arena, int64_t seconds);
evne_moment evne_seconds_moment(int64_t seconds);

#endif
