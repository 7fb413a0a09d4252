/*
 * How: OpenSSL's CMS functions always add a signing time, which PAdES forbids, so the structure is
 * written here with der.h. It is small: everything in it is a sequence of constants, the
 * certificates, the digest and the signature.
 */
#include "cms.h"

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <string.h>

#include "der.h"
#include "oids.h"

static evne_str oid(evne_arena *arena, evne_str value)
{
    return evne_der_wrap(arena, EVNE_DER_OID, value);
}

static evne_str sequence(evne_arena *arena, size_t n, const evne_str *parts)
{
    return evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, n, parts));
}

static evne_str attribute(evne_arena *arena, evne_str type, evne_str value)
{
    evne_str parts[] = {oid(arena, type), evne_der_wrap(arena, EVNE_DER_SET, value)};

    return sequence(arena, 2, parts);
}

/* ---- algorithms ---- */

static bool is_sha384(const EVP_MD *md)
{
    return EVP_MD_get_size(md) == 48;
}

static evne_str digest_algorithm(evne_arena *arena, const EVP_MD *md)
{
    evne_str name = oid(arena, is_sha384(md) ? EVNE_STR(OID_SHA384) : EVNE_STR(OID_SHA256));

    return sequence(arena, 1, &name);
}

/* RSASSA-PSS-params (RFC 4055) with the salt as long as the digest. */
static evne_str pss_algorithm(evne_arena *arena, const EVP_MD *md)
{
    static const evne_str null = {"\x05\x00", 2};
    char salt_bytes[] = {EVNE_DER_INTEGER, 1, (char)EVP_MD_get_size(md)};
    evne_str salt = {salt_bytes, sizeof salt_bytes};
    evne_str hash_parts[] = {
        oid(arena, is_sha384(md) ? EVNE_STR(OID_SHA384) : EVNE_STR(OID_SHA256)), null};
    evne_str hash = sequence(arena, 2, hash_parts);
    evne_str mask_parts[] = {oid(arena, EVNE_STR(OID_MGF1)), hash};
    evne_str params[] = {evne_der_wrap(arena, EVNE_DER_CONTEXT + 0, hash),
                         evne_der_wrap(arena, EVNE_DER_CONTEXT + 1, sequence(arena, 2, mask_parts)),
                         evne_der_wrap(arena, EVNE_DER_CONTEXT + 2, salt)};
    evne_str parts[] = {oid(arena, EVNE_STR(OID_RSA_PSS)), sequence(arena, 3, params)};

    return sequence(arena, 2, parts);
}

static evne_str signature_algorithm(evne_arena *arena, const evne_key *key, const EVP_MD *md,
                                    bool pss)
{
    evne_str null = {"\x05\x00", 2}, parts[2];

    if (EVP_PKEY_is_a(evne_key_private(key), "RSA")) {
        if (pss)
            return pss_algorithm(arena, md);
        parts[0] = oid(arena, EVNE_STR(OID_RSA_SHA256));
        parts[1] = null;
        return sequence(arena, 2, parts);
    }
    parts[0] = oid(arena, is_sha384(md) ? EVNE_STR(OID_ECDSA_SHA384) : EVNE_STR(OID_ECDSA_SHA256));
    return sequence(arena, 1, parts);
}

/* ---- attributes ---- */

/*
 * SigningCertificateV2 with one ESSCertIDv2: the digest of the certificate. SHA-256 is the default
 * of its algorithm field and is then left out.
 */
static evne_str signing_certificate(evne_arena *arena, X509 *certificate, const EVP_MD *md)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    evne_str parts[2], id, ids;

    X509_digest(certificate, md, hash, &len);
    parts[0] = is_sha384(md) ? digest_algorithm(arena, md) : EVNE_STR("");
    parts[1] = evne_der_wrap(arena, EVNE_DER_OCTETS, (evne_str){(const char *)hash, len});
    id = sequence(arena, 2, parts);
    ids = sequence(arena, 1, &id);
    return sequence(arena, 1, &ids);
}

/* The signed attributes as the SET OF that is signed. */
static evne_str signed_attributes(evne_arena *arena, const evne_key *key, const EVP_MD *md,
                                  evne_str digest)
{
    evne_str parts[] = {
        attribute(arena, EVNE_STR(OID_CONTENT_TYPE), oid(arena, EVNE_STR(OID_DATA))),
        attribute(arena, EVNE_STR(OID_MESSAGE_DIGEST),
                  evne_der_wrap(arena, EVNE_DER_OCTETS, digest)),
        attribute(arena, EVNE_STR(OID_SIGNING_CERTIFICATE_V2),
                  signing_certificate(arena, evne_key_certificate(key), md))};

    return evne_der_set(arena, 3, parts);
}

static bool use_pss(EVP_PKEY_CTX *context)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

static evne_status sign_bytes(evne_arena *arena, const evne_key *key, const EVP_MD *md, bool pss,
                              evne_str bytes, evne_str *out, evne_error *err)
{
    EVP_MD_CTX *md_context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *context = NULL;
    const unsigned char *data = (const unsigned char *)bytes.p;
    unsigned char *signature = NULL;
    size_t len = 0;
    bool ok = md_context &&
              EVP_DigestSignInit(md_context, &context, md, NULL, evne_key_private(key)) == 1;

    if (ok && pss && EVP_PKEY_is_a(evne_key_private(key), "RSA"))
        ok = use_pss(context);
    ok = ok && EVP_DigestSign(md_context, NULL, &len, data, bytes.len) == 1;
    if (ok) {
        signature = evne_arena_alloc(arena, len);
        ok = EVP_DigestSign(md_context, signature, &len, data, bytes.len) == 1;
    }
    EVP_MD_CTX_free(md_context);
    ERR_clear_error();
    if (!ok)
        return evne_fail(err, EVNE_SYSTEM, NULL, "the key could not make a signature");
    *out = (evne_str){(const char *)signature, len};
    return EVNE_OK;
}

/* ---- the whole ---- */

static evne_str certificate_der(evne_arena *arena, const X509 *certificate)
{
    int len = i2d_X509(certificate, NULL);
    unsigned char *bytes = evne_arena_alloc(arena, len > 0 ? (size_t)len : 1), *p = bytes;

    return len > 0 && i2d_X509(certificate, &p) == len
               ? (evne_str){(const char *)bytes, (size_t)len}
               : (evne_str){(const char *)bytes, 0};
}

/* The signer's certificate and its chain without the root, which the verifier must have anyway. */
static evne_str certificates(evne_arena *arena, const evne_key *key)
{
    const STACK_OF(X509) *chain = evne_key_chain(key);
    evne_str *parts = evne_arena_array(arena, (size_t)sk_X509_num(chain) + 1, sizeof *parts);
    size_t n = 0;
    evne_buf all = {.arena = arena};

    parts[n++] = certificate_der(arena, evne_key_certificate(key));
    for (int i = 0; i < sk_X509_num(chain); i++) {
        const X509 *certificate = sk_X509_value(chain, i);

        if (X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)))
            parts[n++] = certificate_der(arena, certificate);
    }
    for (size_t i = 0; i < n; i++)
        evne_buf_put_str(&all, parts[i]);
    return evne_der_wrap(arena, EVNE_DER_CONTEXT + 0, evne_buf_str(&all));
}

/* IssuerAndSerialNumber. */
static evne_str signer_id(evne_arena *arena, X509 *certificate)
{
    unsigned char *name = NULL, *serial = NULL;
    int name_len = i2d_X509_NAME(X509_get_issuer_name(certificate), &name);
    int serial_len = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &serial);
    evne_str parts[] = {{(char *)name, name_len > 0 ? (size_t)name_len : 0},
                        {(char *)serial, serial_len > 0 ? (size_t)serial_len : 0}};
    evne_str id = sequence(arena, 2, parts);

    OPENSSL_free(name);
    OPENSSL_free(serial);
    return id;
}

/* The same bytes as a field of SignerInfo: tagged [0] instead of SET. */
static evne_str retagged(evne_arena *arena, evne_str set)
{
    char *copy = evne_arena_copy(arena, set.p, set.len);

    copy[0] = (char)(EVNE_DER_CONTEXT + 0);
    return (evne_str){copy, set.len};
}

static evne_str signed_data(evne_arena *arena, const evne_key *key, const EVP_MD *md,
                            evne_str signer_info)
{
    evne_str one = {"\x02\x01\x01", 3}, algorithm = digest_algorithm(arena, md);
    evne_str data = oid(arena, EVNE_STR(OID_DATA));
    evne_str parts[] = {one, evne_der_wrap(arena, EVNE_DER_SET, algorithm),
                        sequence(arena, 1, &data), certificates(arena, key),
                        evne_der_wrap(arena, EVNE_DER_SET, signer_info)};
    evne_str whole[] = {oid(arena, EVNE_STR(OID_SIGNED_DATA)),
                        evne_der_wrap(arena, EVNE_DER_CONTEXT + 0, sequence(arena, 5, parts))};

    return sequence(arena, 2, whole);
}

evne_str evne_cms_attributes(evne_arena *arena, const evne_key *key, evne_str digest)
{
    return signed_attributes(arena, key, evne_key_digest(key), digest);
}

evne_str evne_cms_assemble(evne_arena *arena, const evne_key *key, evne_str attributes, bool pss,
                           evne_str signature)
{
    const EVP_MD *md = evne_key_digest(key);
    evne_str parts[] = {{"\x02\x01\x01", 3},
                        signer_id(arena, evne_key_certificate(key)),
                        digest_algorithm(arena, md),
                        retagged(arena, attributes),
                        signature_algorithm(arena, key, md, pss),
                        evne_der_wrap(arena, EVNE_DER_OCTETS, signature)};

    return signed_data(arena, key, md, sequence(arena, 6, parts));
}

evne_status evne_cms_make(evne_arena *arena, const evne_key *key, evne_str digest, bool pss,
                          evne_str *out, evne_error *err)
{
    evne_str attributes = evne_cms_attributes(arena, key, digest), signature = {0};

    EVNE_TRY(sign_bytes(arena, key, evne_key_digest(key), pss, attributes, &signature, err));
    *out = evne_cms_assemble(arena, key, attributes, pss, signature);
    return EVNE_OK;
}

bool evne_digest(const EVP_MD *md, evne_str first, evne_str second, unsigned char *out,
                 unsigned *len)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context && EVP_DigestInit_ex(context, md, NULL) == 1 &&
              EVP_DigestUpdate(context, first.p, first.len) == 1 &&
              EVP_DigestUpdate(context, second.p, second.len) == 1 &&
              EVP_DigestFinal_ex(context, out, len) == 1;

    EVP_MD_CTX_free(context);
    return ok;
}

bool evne_cms_says(const evne_cms *cms, evne_str digest)
{
    return digest.len > 0 && evne_str_eq(cms->message_digest, digest);
}

bool evne_cms_covers(const evne_cms *cms, evne_str first, evne_str second)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    return cms->digest && evne_digest(cms->digest, first, second, digest, &len) &&
           evne_cms_says(cms, (evne_str){(const char *)digest, len});
}
