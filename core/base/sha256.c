/* How: the stream type is OpenSSL's EVP_MD_CTX under a name of ours, so no header leaks out. */
#include "sha256.h"

#include <openssl/evp.h>
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
    require(EVP_Digest(bytes.p ? bytes.p : "", bytes.len, out, NULL, EVP_sha256(), NULL));
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
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    require(context != NULL);
    require(EVP_DigestInit_ex(context, EVP_sha256(), NULL));
    return (evne_sha256_stream *)context;
}

void evne_sha256_add(evne_sha256_stream *stream, evne_str bytes)
{
    if (bytes.len)
        require(EVP_DigestUpdate((EVP_MD_CTX *)stream, bytes.p, bytes.len));
}

void evne_sha256_finish(evne_sha256_stream *stream, unsigned char *out)
{
    EVP_MD_CTX *context = (EVP_MD_CTX *)stream;

    if (context && out)
        require(EVP_DigestFinal_ex(context, out, NULL));
    EVP_MD_CTX_free(context);
}
