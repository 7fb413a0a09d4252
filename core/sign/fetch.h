/*
 * fetch.h - asks a server for one DER answer over HTTP: time-stamps, OCSP, CRLs.
 *
 * Layer: sign. Nobody is trusted for having answered: every answer is signed and is checked by the
 * caller. Redirects are not followed, chunked answers not read.
 */
#ifndef EVNE_SIGN_FETCH_H
#define EVNE_SIGN_FETCH_H

#include "base/error.h"
#include "base/str.h"

enum {
    EVNE_FETCH_SECONDS = 10,
    EVNE_FETCH_ANSWER_MAX = 64 * 1024,
    EVNE_FETCH_CRL_MAX = 10 * 1024 * 1024
};

typedef struct evne_fetch {
    const char *url;         /* http:// or https:// */
    const char *type;        /* content type of `body`; NULL asks with GET */
    evne_str body;           /* what is posted */
    const char *answer_type; /* what the answer must be; NULL: anything */
    size_t limit;            /* most bytes of the answer; 0: EVNE_FETCH_ANSWER_MAX */
    int seconds;             /* for all of it; 0: EVNE_FETCH_SECONDS */
} evne_fetch;

/*
 * Gives the answer, one DER element, in `arena`. Fails with EVNE_USAGE for a URL of another scheme
 * and with EVNE_SYSTEM when there is no answer in time or one that is not as wanted; `err` names
 * the URL.
 */
evne_status evne_fetch_run(evne_arena *arena, const evne_fetch *fetch, evne_str *out,
                           evne_error *err);

#endif
