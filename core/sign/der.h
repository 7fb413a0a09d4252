/*
 * der.h - a strict DER reader and a small DER writer (ITU-T X.690).
 *
 * Layer: sign. The reader refuses what only BER allows: indefinite and overlong lengths, and tags
 * of more than one byte, which CMS and its attributes never use.
 */
#ifndef EVNE_SIGN_DER_H
#define EVNE_SIGN_DER_H

#include "base/str.h"

enum {
    EVNE_DER_INTEGER = 0x02,
    EVNE_DER_OCTETS = 0x04,
    EVNE_DER_NULL = 0x05,
    EVNE_DER_OID = 0x06,
    EVNE_DER_SEQUENCE = 0x30,
    EVNE_DER_SET = 0x31,
    EVNE_DER_CONTEXT = 0xa0 /* plus the tag's number: constructed */
};

typedef struct evne_der {
    int tag;
    evne_str content; /* the value */
    evne_str whole;   /* tag and length included */
} evne_der;

/* Takes the element at the front of `*rest`. Returns false when there is none or it is not DER. */
bool evne_der_next(evne_str *rest, evne_der *out);
/* The same when the element has the tag; otherwise `*rest` stays and false is returned. */
bool evne_der_take(evne_str *rest, int tag, evne_der *out);
/* The tag at the front, or -1. */
int evne_der_peek(evne_str rest);
/* True when `bytes` is one element and everything constructed inside it is DER, 32 levels deep. */
bool evne_der_check(evne_str bytes);
/* True when the elements of a SET OF stand in ascending order, none twice. */
bool evne_der_is_sorted(evne_str content);

/* Appends tag, length and value. */
void evne_der_put(evne_buf *buf, int tag, evne_str content);
/* The same as a value of its own. */
evne_str evne_der_wrap(evne_arena *arena, int tag, evne_str content);
evne_str evne_der_join(evne_arena *arena, size_t n, const evne_str *parts);
/* A SET OF with its elements in DER's order; sorts `parts`. */
evne_str evne_der_set(evne_arena *arena, size_t n, evne_str *parts);

#endif
