/*
 * keypair.h - a P-256 key with a certificate, made for one run and thrown away.
 *
 * Part of tests/bench.
 */
#ifndef EVNE_BENCH_KEYPAIR_H
#define EVNE_BENCH_KEYPAIR_H

#include <openssl/evp.h>
#include <stdbool.h>

/* Makes a key and writes it and its own certificate as PEM; NULL when that fails. */
EVP_PKEY *keypair_make(const char *key_path, const char *certificate_path);

/* One signature over 32 bytes. */
bool keypair_sign(EVP_PKEY *key);

#endif
