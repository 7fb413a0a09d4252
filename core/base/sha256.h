/*
 * sha256.h - SHA-256 of bytes, at once or piece by piece.
 *
 * Layer: base. A thin wrapper over OpenSSL's libcrypto. When libcrypto has no SHA-256 (no memory, a
 * broken installation) the process ends with a message and exit code 5: a wrong hash is no option.
 */
#ifndef EVNE_BASE_SHA256_H
#define EVNE_BASE_SHA256_H

#include "str.h"

enum { EVNE_SHA256_BYTES = 32, EVNE_SHA256_HEX = 65 }; /* the NUL of the hex form included */

void evne_sha256(evne_str bytes, unsigned char out[EVNE_SHA256_BYTES]);
/* 64 lower case hex digits and a NUL. */
void evne_sha256_hex(evne_str bytes, char out[EVNE_SHA256_HEX]);

/* The hex form of a digest that is there already. */
void evne_sha256_write_hex(const unsigned char digest[EVNE_SHA256_BYTES],
                           char out[EVNE_SHA256_HEX]);

/*
 * Piece by piece: `new` hands over something that `finish` frees while it gives the digest;
 * `out` may be NULL to throw the digest away.
 */
typedef struct evne_sha256_stream evne_sha256_stream;

evne_sha256_stream *evne_sha256_new(void);
void evne_sha256_add(evne_sha256_stream *stream, evne_str bytes);
void evne_sha256_finish(evne_sha256_stream *stream, unsigned char *out);

#endif
