/*
 * How: OpenSSL's SHA256_Init, _Update and _Final, which OpenSSL 3 calls deprecated. Its newer
 * interface reads a configuration file, makes providers and looks the algorithm up by name first:
 * that takes ten times as long as all that is hashed to check a case. The code that hashes, with
 * the processor's own instructions, is the same. The stream is a SHA256_CTX under a name of ours,
 * so no header leaks out.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "sha256.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>

static void require(int is_done)
{
    if (is_done == 1)
        return;
    fputs("evne: libcrypto cannot compute SHA-256\n", stderr);
    exit(evne_status_exit(EVNE_SYSTEM));
}

void evne_sha256(evne_str bytes, unsigned char out[EVNE_SHA256_BYTES])
{
    SHA256_CTX context;

    require(SHA256_Init(&context));
    if (bytes.len)
        require(SHA256_Update(&context, bytes.p, bytes.len));
    require(SHA256_Final(out, &context));
}

void evne_sha256_write_hex(const unsigned char digest[EVNE_SHA256_BYTES], char out[EVNE_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < EVNE_SHA256_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[EVNE_SHA256_HEX - 1] = '\0';
}

void evne_sha256_hex(evne_str bytes, char out[EVNE_SHA256_HEX])
{
    unsigned char digest[EVNE_SHA256_BYTES];

    evne_sha256(bytes, digest);
    evne_sha256_write_hex(digest, out);
}

evne_sha256_stream *evne_sha256_new(void)
{
    SHA256_CTX *context = malloc(sizeof *context);

    require(context && SHA256_Init(context));
    return (evne_sha256_stream *)context;
}

void evne_sha256_add(evne_sha256_stream *stream, evne_str bytes)
{
    if (bytes.len)
        require(SHA256_Update((SHA256_CTX *)stream, bytes.p, bytes.len));
}

void evne_sha256_finish(evne_sha256_stream *stream, unsigned char *out)
{
    if (stream && out)
        require(SHA256_Final(out, (SHA256_CTX *)stream));
    free(stream);
}
