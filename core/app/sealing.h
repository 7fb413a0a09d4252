/*
 * sealing.h - what is done with finished PDFs: take the data out, check, sign, verify.
 *
 * Layer: app. Data, mitid and verify read files that others may have made and run in a worker. Sign
 * holds a key and runs in the calling process, after a worker has read the file without fault.
 */
#ifndef EVNE_APP_SEALING_H
#define EVNE_APP_SEALING_H

#include "outcome.h"
#include "paths.h"
#include "sign/keys.h"

enum { EVNE_LARGEST_PDF = 256 * 1024 * 1024 };

typedef struct evne_seal_request {
    const char *path; /* what messages name */
    evne_str pdf;

    const char *key_uri, *certificate_path; /* sign: the path may be NULL */
    evne_passphrase passphrase;
    const char *role;
    evne_moment when; /* the claimed time */
    bool in_any_order;
    bool is_inspected; /* evne_seal_inspect has passed `pdf`, in a worker */

    evne_folders trust; /* verify: files with trusted certificates */
    evne_moment now;    /* when certificates must be valid */
    evne_str original;  /* what the file must begin with; may be empty */
} evne_seal_request;

/* The data inside, in `outcome->bytes`, and its file name. Each takes an evne_seal_request. */
void evne_seal_data(void *request, evne_outcome *outcome);

/* What the national signing service would refuse in the file, as findings. */
void evne_seal_mitid(void *request, evne_outcome *outcome);

/* Reads the signature fields: EVNE_INPUT when the file is not one that can be signed. */
void evne_seal_inspect(void *request, evne_outcome *outcome);

/* The signed file in `outcome->bytes`, who signed in `outcome->json`. */
void evne_seal_sign(void *request, evne_outcome *outcome);

/* The verdict: Danish in `outcome->text`, JSON in `outcome->json`, the exit code in the status. */
void evne_seal_verify(void *request, evne_outcome *outcome);

#endif
