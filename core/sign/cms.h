/*
 * cms.h - makes and checks a detached CMS signature (RFC 5652) of the form that PAdES asks for.
 *
 * Layer: sign. Three signed attributes: content type, message digest, signing-certificate-v2
 * (RFC 5035); no signing time, which PAdES keeps in the PDF (ETSI EN 319 142-1, 6.3).
 */
#ifndef EVNE_SIGN_CMS_H
#define EVNE_SIGN_CMS_H

#include "keys.h"
#include "reason.h"

/*
 * Signs `digest`, made with evne_key_digest over what is signed. RSA signs with PKCS#1 v1.5, whose
 * signature of the same input is the same, or with PSS. `*out` is DER in `arena`. Fails with
 * EVNE_SYSTEM when OpenSSL does.
 */
evne_status evne_cms_make(evne_arena *arena, const evne_key *key, evne_str digest, bool pss,
                          evne_str *out, evne_error *err);

/*
 * The same in two steps, for a private key that lives elsewhere: the signed attributes as the DER
 * SET that is to be signed, and the CMS around the `signature` over them. Of `key` only the
 * certificates are used.
 */
evne_str evne_cms_attributes(evne_arena *arena, const evne_key *key, evne_str digest);
evne_str evne_cms_assemble(evne_arena *arena, const evne_key *key, evne_str attributes, bool pss,
                           evne_str signature);

/* The signature value inside a CMS that evne_cms_make made: what a time-stamp of it stamps. */
bool evne_cms_signature(evne_str cms, evne_str *out);

/*
 * Writes such a CMS again with `token` as its signature-time-stamp (EN 319 122-1, 5.3), an unsigned
 * attribute. Returns false when `cms` has one already or is none.
 */
bool evne_cms_stamp(evne_arena *arena, evne_str cms, evne_str token, evne_str *out);

/*
 * Gets a time-stamp of the signature in `*cms` from `tsa` and puts it in, when the result fits into
 * `reserve` bytes. Otherwise `*cms` stays as it is and `fault` says why.
 */
void evne_cms_add_timestamp(evne_arena *arena, const char *tsa, size_t reserve, evne_str *cms,
                            evne_error *fault);

/* What a CMS signature says. Close it with evne_cms_close. */
typedef struct evne_cms {
    X509 *signer;
    STACK_OF(X509) * others; /* the certificates beside the signer's */
    const EVP_MD *digest;
    evne_str message_digest;
    const char *algorithm; /* "RSA 2048, SHA-256", in the arena */
    bool has_signing_time; /* which the baseline forbids */
    evne_str signature;    /* the signature value */
    evne_str timestamp;    /* the token that stamps it, or empty; not looked at */
} evne_cms;

/*
 * Reads `der` and checks everything but the digest of the content and the certificate's standing:
 * strict DER, one signer, no content, each required attribute once, the certificate that they name,
 * accepted methods, and the signature over the attributes. What is wrong goes to `reasons`. Returns
 * true when it is so far in order; false leaves `out` closed but for `signer`, which may be known.
 */
bool evne_cms_open(evne_arena *arena, evne_str der, evne_cms *out, evne_reasons *reasons);
void evne_cms_close(evne_cms *cms);

/*
 * Checks a time-stamp token as strictly: one signer, the content inside, the signature over the
 * attributes as they are written. What is wrong goes to `reasons` as "timestamp...".
 */
bool evne_cms_check_token(evne_arena *arena, evne_str der, evne_reasons *reasons);

/* Compares the message digest with `digest`, or with that of `first` followed by `second`. */
bool evne_cms_says(const evne_cms *cms, evne_str digest);
bool evne_cms_covers(const evne_cms *cms, evne_str first, evne_str second);

/* Writes the digest of `first` followed by `second` to `out` (EVP_MAX_MD_SIZE) and its length. */
bool evne_digest(const EVP_MD *md, evne_str first, evne_str second, unsigned char *out,
                 unsigned *len);

#endif
