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

/* What a CMS signature says. Close it with evne_cms_close. */
typedef struct evne_cms {
    X509 *signer;
    STACK_OF(X509) * others; /* the certificates beside the signer's */
    const EVP_MD *digest;
    evne_str message_digest;
    const char *algorithm; /* "RSA 2048, SHA-256", in the arena */
    bool has_signing_time; /* which the baseline forbids */
} evne_cms;

/*
 * Reads `der` and checks everything but the digest of the content and the certificate's standing:
 * strict DER, one signer, no content, each required attribute once, the certificate that they name,
 * accepted methods, and the signature over the attributes. What is wrong goes to `reasons`. Returns
 * true when it is so far in order; false leaves `out` closed but for `signer`, which may be known.
 */
bool evne_cms_open(evne_arena *arena, evne_str der, evne_cms *out, evne_reasons *reasons);
void evne_cms_close(evne_cms *cms);

/* Compares the message digest with that of `first` followed by `second`. */
bool evne_cms_covers(const evne_cms *cms, evne_str first, evne_str second);

/* Writes the digest of `first` followed by `second` to `out` (EVP_MAX_MD_SIZE) and its length. */
bool evne_digest(const EVP_MD *md, evne_str first, evne_str second, unsigned char *out,
                 unsigned *len);

#endif
