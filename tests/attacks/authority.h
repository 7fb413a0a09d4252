/*
 * authority.h - a time-stamping authority of our own, in process or behind HTTP on the loopback.
 */
#ifndef EVNE_TESTS_ATTACKS_AUTHORITY_H
#define EVNE_TESTS_ATTACKS_AUTHORITY_H

#include <openssl/ts.h>
#include <sys/types.h>

#include "base/str.h"

#define AUTHORITY_USAGE "critical,timeStamping"

enum { AUTHORITY_NOW = 1795330800 /* 2026-11-22 07:00 UTC, two hours before fixture_now() */ };

typedef struct authority {
    EVP_PKEY *key;
    X509 *certificate;
} authority;

/* An authority under `root`; `usage` is its extended key usage, valid from and for whole years. */
authority authority_new(evne_arena *arena, const char *root, const char *usage, int from,
                        int years);
void authority_close(authority *a);

/* A token that says `seconds`; empty when OpenSSL will not have that authority stamp. */
evne_str authority_stamp(evne_arena *arena, const authority *a, evne_str bytes, const EVP_MD *md,
                         long seconds);

/* The answer to a request; NULL when OpenSSL gives none. */
TS_RESP *authority_answer(const authority *a, BIO *query, const EVP_MD *md, long seconds);

/* Starts a server that stamps whatever it is sent at AUTHORITY_NOW; its URL, or NULL. */
const char *authority_start(evne_arena *arena, pid_t *child);
void authority_stop(pid_t child);

#endif
