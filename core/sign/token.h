/*
 * token.h - keys that never leave a token: PKCS#11 through OpenSSL's engine "pkcs11".
 *
 * Layer: sign. For keys.c, the one door for keys.
 */
#ifndef EVNE_SIGN_TOKEN_H
#define EVNE_SIGN_TOKEN_H

#include "keys.h"

typedef struct evne_token evne_token; /* an open connection; the key works while it is open */

/*
 * Opens the token of `uri` (RFC 7512: "pkcs11:token=...;object=...", with "?module-path=..." where
 * the system does not know the module) and gives the key and, if the token has one beside it, the
 * certificate. Both belong to the caller. The PIN comes from `passphrase`; a PIN in the URI is
 * refused. Fails with EVNE_USAGE for such a URI, with EVNE_SYSTEM where the engine is missing and
 * with EVNE_INPUT when module, PIN or key are not as named.
 */
evne_status evne_token_open(evne_arena *arena, const char *uri, const evne_passphrase *passphrase,
                            evne_token **out, EVP_PKEY **key, X509 **certificate, evne_error *err);

/* After the key has been freed. */
void evne_token_close(evne_token *token);

#endif
