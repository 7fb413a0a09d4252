/*
 * sealing.h - what is done with finished PDFs: take the data out, check, sign, verify.
 *
 * Layer: app. Data, mitid and verify read files that others may have made and run in a worker. Sign
 * holds a key and runs in the calling process, after a worker has read the file without fault.
 */
#ifndef EVNE_APP_SEALING_H
#define EVNE_APP_SEALING_H

#include "kept.h"
#include "outcome.h"
#include "paths.h"
#include "sign/extend.h"
#include "sign/sign.h"

enum { EVNE_LARGEST_PDF = 256 * 1024 * 1024 };

typedef struct evne_seal_request {
    const char *path; /* what messages name */
    evne_str pdf;

    const char *key_uri, *certificate_path; /* sign: the path may be NULL */
    evne_passphrase passphrase;
    const char *role;
    evne_moment when; /* the claimed time */
    bool in_any_order;
    bool certify;           /* as the issuer, before anyone signs */
    const evne_paths *look; /* sign: where the fonts are; NULL: the field keeps its look */
    evne_kept *kept;        /* sign: of the session; NULL: fonts are opened and closed */
    evne_trusted trusted;   /* inspected: evne_seal_inspect has passed `pdf`, in a worker */

    bool pss;           /* sign: RSASSA-PSS instead of PKCS#1 v1.5 */
    bool is_prepared;   /* complete: the file waits for the signature that it has room for */
    evne_str signature; /* complete: a CMS or a signature value (remote.h) */
    evne_level level;   /* sign, extend: what is wanted; 0 for sign: B-B */
    const char *tsa;    /* URL of a time-stamping authority, or NULL */

    evne_folders trust;      /* verify, extend: files with trusted certificates */
    evne_moment now;         /* when certificates must be valid */
    evne_str original;       /* what the file must begin with; may be empty */
    const evne_paths *sheet; /* verify: where the sheet's fonts and template are; NULL: no sheet */
} evne_seal_request;

/* The data inside, in `outcome->bytes`, and its file name. Each takes an evne_seal_request. */
void evne_seal_data(void *request, evne_outcome *outcome);

/* What the national signing service would refuse in the file, as findings. */
void evne_seal_mitid(void *request, evne_outcome *outcome);

/* Reads the signature fields: EVNE_INPUT when the file is not one that can be signed. */
void evne_seal_inspect(void *request, evne_outcome *outcome);

/*
 * The signed file in `outcome->bytes`, who signed in `outcome->json`. When the level cannot be
 * reached, the bytes hold what was reached and the status is EVNE_SYSTEM, with the reason.
 */
void evne_seal_sign(void *request, evne_outcome *outcome);

/*
 * Signs what a job has made, whose findings and facts go into `outcome` with the signer's; the file
 * in `request` is filled in here. Nobody but our own worker had it in hand, so it is not looked
 * through for what another might have put there (EVNE_OWN).
 */
void evne_seal_made(evne_seal_request *request, const evne_outcome *made, evne_outcome *outcome);

/*
 * Reads the file, unless `options` has it, and puts the field's new look and what the signature
 * means into `options`; for sealing and remote.
 */
evne_status evne_seal_dress(const evne_seal_request *r, evne_arena *arena, evne_level level,
                            evne_sign_options *options, evne_error *err);

/*
 * Brings the signed file in `outcome->bytes` to the level asked for, from B-T or, where `fault`
 * says so, from B-B, and tells the level and the kind of
 * `key` in `outcome->json`.
 */
evne_status evne_seal_raise(const evne_seal_request *r, const char *key, const evne_error *fault,
                            evne_outcome *outcome, evne_error *err);

/* The same for signatures that stand: no bytes when nothing could be added. */
void evne_seal_extend(void *request, evne_outcome *outcome);

/*
 * The verdict: Danish in `outcome->text`, JSON in `outcome->json`, as a PDF in `outcome->bytes`
 * when the sheet is wanted, the exit code in the status. A sheet that cannot be made is told in
 * `outcome->err` and leaves the verdict as it is.
 */
void evne_seal_verify(void *request, evne_outcome *outcome);

#endif
