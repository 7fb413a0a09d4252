/*
 * hashing.h - digests of a growing file, each of everything up to a gap and of what follows it.
 *
 * Layer: sign. The signatures of a file cover one another: what the first covers is hashed once,
 * not again for each later one.
 */
#ifndef EVNE_SIGN_HASHING_H
#define EVNE_SIGN_HASHING_H

#include <openssl/evp.h>

#include "base/str.h"

enum { EVNE_HASHING_KINDS = 3 };

/* Begins as zeros; end it with evne_hashing_close. All calls are about the same `bytes`. */
typedef struct evne_hashing {
    struct {
        const EVP_MD *md;
        EVP_MD_CTX *context;
        size_t at; /* everything before it is in the context */
    } kinds[EVNE_HASHING_KINDS];
} evne_hashing;

/*
 * The digest of the first `gap` of `bytes` and of those from `from` to `to`: into `out`
 * (EVP_MAX_MD_SIZE), its length into `*len`. False when OpenSSL fails.
 */
bool evne_hashing_digest(evne_hashing *hashing, const EVP_MD *md, evne_str bytes, size_t gap,
                         size_t from, size_t to, unsigned char *out, unsigned *len);

void evne_hashing_close(evne_hashing *hashing);

#endif
