/*
 * tls.h - TLS around a connection, from libssl, loaded when it is first needed.
 *
 * Layer: sign. Only a time-stamp authority or revocation list behind https needs it.
 */
#ifndef EVNE_SIGN_TLS_H
#define EVNE_SIGN_TLS_H

#include <openssl/bio.h>

typedef struct evne_tls evne_tls;

/*
 * TLS 1.2 or later for a client that checks certificates against the system's; NULL when there is
 * none. Free it with evne_tls_free, to which NULL may be given.
 */
evne_tls *evne_tls_new(void);
void evne_tls_free(evne_tls *tls);

/* `connection` inside TLS with `host`, whose name the certificate must have; NULL when it fails. */
BIO *evne_tls_wrap(evne_tls *tls, BIO *connection, const char *host);

#endif
