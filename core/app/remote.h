/*
 * remote.h - signing in two steps, with a key that lives elsewhere: on a server, a card, at another
 * desk.
 *
 * Layer: app. Step one gives out what is to be signed, step two takes the signature back.
 */
#ifndef EVNE_APP_REMOTE_H
#define EVNE_APP_REMOTE_H

#include "sealing.h"

/*
 * The file with an empty place for the signature in `outcome->bytes`; in `outcome->json` what is to
 * be signed: "signedAttributes" (base64 of the DER that the key signs), its digest, the digest of
 * the document, the algorithm. Takes an evne_seal_request whose certificate path is given.
 */
void evne_remote_prepare(void *request, evne_outcome *outcome);

/* The signed file in `outcome->bytes`, from the prepared file and `signature` of the request. */
void evne_remote_complete(void *request, evne_outcome *outcome);

#endif
