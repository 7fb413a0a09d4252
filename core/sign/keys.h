/*
 * keys.h - private keys, their certificates, and trust anchors.
 *
 * Layer: sign. One door for keys, a URI: `file:key.pem`, a plain path, PEM or PKCS#12;
 * `pkcs11:token=...;object=...` for a key on a token (token.h), whose PIN is its passphrase. What a
 * key may be is decided here for signing and verifying alike: RSA of 2048 to 8192 bits, P-256,
 * P-384. Not Ed25519: ISO 32002 allows it in PDF 2.0 alone, and these files are PDF 1.7. Private
 * keys are wiped when the key is freed; passphrases as soon as they have been used.
 */
#ifndef EVNE_SIGN_KEYS_H
#define EVNE_SIGN_KEYS_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/date.h"

enum { EVNE_PASSPHRASE_MAX = 1024, EVNE_KEY_FILE_MAX = 1024 * 1024 };

/*
 * Asks a person for the passphrase of `subject`: fills `out` (`size` bytes, ended by NUL) and
 * returns true, or false when there is nobody to ask.
 */
typedef bool evne_prompt(void *context, const char *subject, char *out, size_t size);

/*
 * Where a passphrase comes from: the first line of `file`, else of the descriptor `fd`, else from
 * `prompt`; never from the command line. {.fd = -1} has none. A descriptor is read once and not
 * closed. Asked only when the key is encrypted.
 */
typedef struct evne_passphrase {
    const char *file;
    int fd;
    evne_prompt *prompt;
    void *context;
} evne_passphrase;

/* An evne_prompt for people: asks on /dev/tty without echo. The context is not used. */
bool evne_prompt_terminal(void *context, const char *subject, char *out, size_t size);

/* Reads the passphrase for `subject` into `out` (EVNE_PASSPHRASE_MAX bytes); the caller wipes it.
 */
evne_status evne_passphrase_get(const evne_passphrase *source, const char *subject, char *out,
                                evne_error *err);

typedef struct evne_key evne_key;

/*
 * Loads the key at `uri` with its certificate and chain, which stand beside it in the PEM or
 * PKCS#12 file, or in the PEM file `certificate` (may be NULL). The certificate that matches the
 * key is the signer's; the others are its chain. Fails with EVNE_INPUT when a file is missing or
 * unreadable, the passphrase is wrong, no certificate matches or the key is too weak, and with
 * EVNE_USAGE for a kind of URI that is not known. `*out` is for evne_key_free.
 */
evne_status evne_key_load(evne_arena *arena, const char *uri, const char *certificate,
                          const evne_passphrase *passphrase, evne_key **out, evne_error *err);
/*
 * The same without a private key, for one that lives elsewhere: the first certificate of the file
 * `certificate` is the signer's, the others are its chain.
 */
evne_status evne_key_load_public(evne_arena *arena, const char *certificate, evne_key **out,
                                 evne_error *err);
void evne_key_free(evne_key *key);

EVP_PKEY *evne_key_private(const evne_key *key);
X509 *evne_key_certificate(const evne_key *key);
const STACK_OF(X509) * evne_key_chain(const evne_key *key); /* may be empty */

/* SHA-384 for P-384, SHA-256 for all others. */
const EVP_MD *evne_key_digest(const evne_key *key);

/* NULL when a public key may sign, else why not, in English: "RSA of 1024 bits". */
const char *evne_key_weakness(evne_arena *arena, EVP_PKEY *key);
/* "RSA 2048", "P-256". */
const char *evne_key_name(evne_arena *arena, EVP_PKEY *key);

/* Seconds since 1970 in UTC. */
int64_t evne_moment_seconds(evne_moment moment);

/* Whether `certificate` is valid at `when`: -1 not yet, 0 valid, 1 no longer. */
int evne_certificate_period(const X509 *certificate, evne_moment when);

/*
 * True when its usages, if it names any, allow signatures of documents, and it is no CA. One that
 * is for servers, programs, time-stamps or OCSP alone is not.
 */
bool evne_certificate_may_sign(X509 *certificate);

/* Fails with EVNE_INPUT for one outside its `period`, as above, or that may not sign. */
evne_status evne_certificate_check(X509 *certificate, const char *name, int period,
                                   evne_error *err);

/*
 * Adds every certificate of the PEM or DER file `path` to `*certificates` (made when NULL; free
 * with sk_X509_pop_free). Fails with EVNE_INPUT when there is none.
 */
evne_status evne_certificates_read(evne_arena *arena, const char *path,
                                   STACK_OF(X509) * *certificates, evne_error *err);

#endif
