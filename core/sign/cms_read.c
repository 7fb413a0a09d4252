/*
 * How: the structure is taken apart element by element with der.h, in the order of RFC 5652, and
 * every field must be there and be the last of its level: there is no "rest" that nobody looked at.
 * OpenSSL reads the certificates and checks the signature; it never sees the CMS itself, so its
 * tolerance for BER does not become ours.
 */
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <string.h>

#include "cms.h"
#include "der.h"
#include "oids.h"

enum { MAX_CERTIFICATES = 32 };

/* The fields of the only SignerInfo. */
typedef struct signer_info {
    evne_str issuer, serial; /* of the signer's certificate, as complete elements */
    evne_str attributes;     /* content of the signed attributes */
    evne_str algorithm;      /* content of signatureAlgorithm */
    evne_str signature;
} signer_info;

typedef struct reading {
    evne_arena *arena;
    evne_reasons *reasons;
    evne_cms *cms;
    evne_str digest_algorithms, certificates, signer_infos;
    signer_info signer;
    evne_str own; /* the signer's certificate in DER */
    bool pss;
    bool is_token;    /* a time-stamp token (RFC 3161): its content is inside */
    evne_str content; /* of a token */
} reading;

static bool bad(const reading *r, const char *code, const char *detail)
{
    evne_reasons_add(r->reasons, code, detail);
    return false;
}

/* ---- algorithms ---- */

typedef struct method {
    const char *oid;
    size_t len;
    const char *key;           /* kind of key; NULL for a digest */
    const EVP_MD *(*md)(void); /* NULL: any */
} method;

#define METHOD(oid, key, md)                                                                       \
    {                                                                                              \
        oid, sizeof(oid) - 1, key, md                                                              \
    }

static const method digests[] = {METHOD(OID_SHA256, NULL, EVP_sha256),
                                 METHOD(OID_SHA384, NULL, EVP_sha384),
                                 METHOD(OID_SHA512, NULL, EVP_sha512)};
static const method signatures[] = {
    METHOD(OID_RSA, "RSA", NULL),
    METHOD(OID_RSA_SHA256, "RSA", EVP_sha256),
    METHOD(OID_RSA_SHA384, "RSA", EVP_sha384),
    METHOD(OID_RSA_SHA512, "RSA", EVP_sha512),
    METHOD(OID_ECDSA_SHA256, "EC", EVP_sha256),
    METHOD(OID_ECDSA_SHA384, "EC", EVP_sha384),
    METHOD(OID_ECDSA_SHA512, "EC", EVP_sha512),
};

static const method *find_method(const method *list, size_t n, evne_str oid)
{
    for (size_t i = 0; i < n; i++)
        if (evne_str_eq(oid, (evne_str){list[i].oid, list[i].len}))
            return &list[i];
    return NULL;
}

/* An AlgorithmIdentifier's content: a known digest, parameters absent or NULL. */
static const EVP_MD *read_digest(evne_str content)
{
    evne_der oid, null;
    const method *found;

    if (!evne_der_take(&content, EVNE_DER_OID, &oid))
        return NULL;
    if (content.len && (!evne_der_take(&content, EVNE_DER_NULL, &null) || null.content.len))
        return NULL;
    found = find_method(digests, sizeof digests / sizeof *digests, oid.content);
    return found && content.len == 0 ? found->md() : NULL;
}

/* [tag] { AlgorithmIdentifier }, whose content is lent. */
static bool read_tagged_algorithm(evne_str *params, int tag, evne_str *content)
{
    evne_der tagged, algorithm;

    if (!evne_der_take(params, EVNE_DER_CONTEXT + tag, &tagged) ||
        !evne_der_take(&tagged.content, EVNE_DER_SEQUENCE, &algorithm) || tagged.content.len)
        return false;
    *content = algorithm.content;
    return true;
}

/* RSASSA-PSS-params: `md` in all three places, a salt of its length, no trailer field. */
static bool is_pss_for(evne_str params, const EVP_MD *md)
{
    evne_der sequence, mgf, mgf_hash, tagged, salt;
    evne_str hash, mask;

    if (!evne_der_take(&params, EVNE_DER_SEQUENCE, &sequence) || params.len ||
        !read_tagged_algorithm(&sequence.content, 0, &hash) || read_digest(hash) != md ||
        !read_tagged_algorithm(&sequence.content, 1, &mask) ||
        !evne_der_take(&mask, EVNE_DER_OID, &mgf) ||
        !evne_str_eq(mgf.content, EVNE_STR(OID_MGF1)) ||
        !evne_der_take(&mask, EVNE_DER_SEQUENCE, &mgf_hash) || mask.len ||
        read_digest(mgf_hash.content) != md)
        return false;
    return evne_der_take(&sequence.content, EVNE_DER_CONTEXT + 2, &tagged) &&
           sequence.content.len == 0 && evne_der_take(&tagged.content, EVNE_DER_INTEGER, &salt) &&
           tagged.content.len == 0 && salt.content.len == 1 &&
           salt.content.p[0] == EVP_MD_get_size(md);
}

/* Whether signatureAlgorithm fits the key and the digest. */
static bool check_method(reading *r, EVP_PKEY *key)
{
    evne_str content = r->signer.algorithm;
    evne_der oid, null;
    const method *found;

    if (!evne_der_take(&content, EVNE_DER_OID, &oid))
        return bad(r, "cms.structure", "signatureAlgorithm");
    if (evne_str_eq(oid.content, EVNE_STR(OID_RSA_PSS))) {
        r->pss = true;
        return (EVP_PKEY_is_a(key, "RSA") && is_pss_for(content, r->cms->digest)) ||
               bad(r, "cms.weak", "RSASSA-PSS");
    }
    found = find_method(signatures, sizeof signatures / sizeof *signatures, oid.content);
    if (!found || !EVP_PKEY_is_a(key, found->key) || (found->md && found->md() != r->cms->digest))
        return bad(r, "cms.weak", "signatureAlgorithm");
    if (content.len == 0)
        return true;
    return (strcmp(found->key, "RSA") == 0 && evne_der_take(&content, EVNE_DER_NULL, &null) &&
            null.content.len == 0 && content.len == 0) ||
           bad(r, "cms.structure", "signatureAlgorithm");
}

/* ---- the outer layers ---- */

static bool take_version(evne_str *rest, evne_str wanted)
{
    evne_der version;

    return evne_der_take(rest, EVNE_DER_INTEGER, &version) && evne_str_eq(version.content, wanted);
}

static evne_str content_type(const reading *r)
{
    return r->is_token ? EVNE_STR(OID_TST_INFO) : EVNE_STR(OID_DATA);
}

/* What EncapsulatedContentInfo has behind its type: of a token the content, else nothing. */
static bool read_content(reading *r, evne_str rest)
{
    evne_der tagged, octets;

    if (!r->is_token)
        return rest.len == 0 || bad(r, "cms.embedded", NULL);
    if (!evne_der_take(&rest, EVNE_DER_CONTEXT + 0, &tagged) || rest.len ||
        !evne_der_take(&tagged.content, EVNE_DER_OCTETS, &octets) || tagged.content.len)
        return bad(r, "cms.structure", "eContent");
    r->content = octets.content;
    return true;
}

/* ContentInfo { signedData, [0] SignedData }; `*out` is the content of SignedData. */
static bool read_content_info(evne_str der, evne_str *out)
{
    evne_der info, oid, tagged, data;

    if (!evne_der_take(&der, EVNE_DER_SEQUENCE, &info) || der.len ||
        !evne_der_take(&info.content, EVNE_DER_OID, &oid) ||
        !evne_str_eq(oid.content, EVNE_STR(OID_SIGNED_DATA)) ||
        !evne_der_take(&info.content, EVNE_DER_CONTEXT + 0, &tagged) || info.content.len ||
        !evne_der_take(&tagged.content, EVNE_DER_SEQUENCE, &data) || tagged.content.len)
        return false;
    *out = data.content;
    return true;
}

static bool read_signed_data(reading *r, evne_str rest)
{
    evne_der digest_set, content, oid, certificates, infos;

    if (!take_version(&rest, r->is_token ? EVNE_STR("\x03") : EVNE_STR("\x01")) ||
        !evne_der_take(&rest, EVNE_DER_SET, &digest_set) ||
        !evne_der_take(&rest, EVNE_DER_SEQUENCE, &content) ||
        !evne_der_take(&content.content, EVNE_DER_OID, &oid) ||
        !evne_str_eq(oid.content, content_type(r)))
        return bad(r, "cms.structure", "SignedData");
    if (!read_content(r, content.content))
        return false;
    if (!evne_der_take(&rest, EVNE_DER_CONTEXT + 0, &certificates))
        return bad(r, "cms.certificate", NULL);
    if (evne_der_peek(rest) == EVNE_DER_CONTEXT + 1)
        return bad(r, "cms.unsigned", "crls");
    if (!evne_der_take(&rest, EVNE_DER_SET, &infos) || rest.len)
        return bad(r, "cms.structure", "SignerInfos");
    r->digest_algorithms = digest_set.content;
    r->certificates = certificates.content;
    r->signer_infos = infos.content;
    return true;
}

static bool read_signer_id(reading *r, evne_str *rest)
{
    evne_der id, issuer, serial;

    if (!evne_der_take(rest, EVNE_DER_SEQUENCE, &id) ||
        !evne_der_take(&id.content, EVNE_DER_SEQUENCE, &issuer) ||
        !evne_der_take(&id.content, EVNE_DER_INTEGER, &serial) || id.content.len)
        return false;
    r->signer.issuer = issuer.whole;
    r->signer.serial = serial.whole;
    return true;
}

/* digestAlgorithm, which must be the only one that SignedData announces. */
static bool read_signer_digest(reading *r, evne_str *rest)
{
    evne_der algorithm, announced;
    evne_str all = r->digest_algorithms;

    if (!evne_der_take(rest, EVNE_DER_SEQUENCE, &algorithm) ||
        !evne_der_take(&all, EVNE_DER_SEQUENCE, &announced) || all.len)
        return bad(r, "cms.structure", "digestAlgorithm");
    r->cms->digest = read_digest(algorithm.content);
    if (!r->cms->digest || read_digest(announced.content) != r->cms->digest)
        return bad(r, "cms.weak", "digestAlgorithm");
    return true;
}

/* The unsigned attributes: one signature-time-stamp with one token, and nothing else. */
static bool read_unsigned(reading *r, evne_str all)
{
    evne_der attribute, type, values, token;

    if (!evne_der_take(&all, EVNE_DER_SEQUENCE, &attribute) || all.len ||
        !evne_der_take(&attribute.content, EVNE_DER_OID, &type) ||
        !evne_str_eq(type.content, EVNE_STR(OID_SIGNATURE_TIMESTAMP)) ||
        !evne_der_take(&attribute.content, EVNE_DER_SET, &values) || attribute.content.len ||
        !evne_der_take(&values.content, EVNE_DER_SEQUENCE, &token) || values.content.len)
        return false;
    r->cms->timestamp = token.whole;
    return true;
}

static bool read_signer_info(reading *r)
{
    evne_str all = r->signer_infos;
    evne_der info, attributes, algorithm, signature;

    if (!evne_der_take(&all, EVNE_DER_SEQUENCE, &info) || all.len)
        return bad(r, "cms.signers", NULL);
    all = info.content;
    if (!take_version(&all, EVNE_STR("\x01")) || !read_signer_id(r, &all))
        return bad(r, "cms.structure", "SignerInfo");
    if (!read_signer_digest(r, &all))
        return false;
    if (!evne_der_take(&all, EVNE_DER_CONTEXT + 0, &attributes) || attributes.content.len == 0)
        return bad(r, "cms.attributes", "signedAttrs");
    if (!evne_der_take(&all, EVNE_DER_SEQUENCE, &algorithm) ||
        !evne_der_take(&all, EVNE_DER_OCTETS, &signature))
        return bad(r, "cms.structure", "SignerInfo");
    r->signer.attributes = attributes.content;
    r->signer.algorithm = algorithm.content;
    r->signer.signature = signature.content;
    r->cms->signature = signature.content;
    if (evne_der_take(&all, EVNE_DER_CONTEXT + 1, &attributes) &&
        !read_unsigned(r, attributes.content))
        return bad(r, "cms.unsigned", "SignerInfo");
    return all.len == 0 || bad(r, "cms.structure", "SignerInfo");
}

/* ---- certificates ---- */

/* Whether a certificate's issuer and serial number are those of the SignerInfo, byte for byte. */
static bool is_named(const reading *r, evne_str certificate)
{
    evne_der whole, tbs, version, serial, algorithm, issuer;

    if (!evne_der_take(&certificate, EVNE_DER_SEQUENCE, &whole) ||
        !evne_der_take(&whole.content, EVNE_DER_SEQUENCE, &tbs))
        return false;
    if (evne_der_peek(tbs.content) == EVNE_DER_CONTEXT + 0)
        evne_der_next(&tbs.content, &version);
    return evne_der_take(&tbs.content, EVNE_DER_INTEGER, &serial) &&
           evne_der_take(&tbs.content, EVNE_DER_SEQUENCE, &algorithm) &&
           evne_der_take(&tbs.content, EVNE_DER_SEQUENCE, &issuer) &&
           evne_str_eq(serial.whole, r->signer.serial) &&
           evne_str_eq(issuer.whole, r->signer.issuer);
}

/* Takes one certificate; it is the signer's or one of the others. */
static bool add_certificate(reading *r, evne_str der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    X509 *certificate = d2i_X509(NULL, &p, (long)der.len);
    bool whole = certificate && p == (const unsigned char *)der.p + der.len;

    if (whole && !r->cms->signer && is_named(r, der)) {
        r->cms->signer = certificate;
        r->own = der;
        return true;
    }
    if (whole && sk_X509_push(r->cms->others, certificate))
        return true;
    X509_free(certificate);
    return bad(r, "cms.structure", "Certificate");
}

static bool read_certificates(reading *r)
{
    evne_str all = r->certificates;
    evne_der certificate;

    r->cms->others = sk_X509_new_null();
    for (int n = 0; all.len; n++)
        if (n == MAX_CERTIFICATES || !r->cms->others ||
            !evne_der_take(&all, EVNE_DER_SEQUENCE, &certificate))
            return bad(r, "cms.structure", "Certificate");
        else if (!add_certificate(r, certificate.whole))
            return false;
    return r->cms->signer || bad(r, "cms.certificate", NULL);
}

/* ---- attributes ---- */

/* issuerSerial of an ESSCertIDv2: one directory name and the serial number. */
static bool matches_issuer_serial(const reading *r, evne_str content)
{
    evne_der names, name;

    return evne_der_take(&content, EVNE_DER_SEQUENCE, &names) &&
           evne_der_take(&names.content, EVNE_DER_CONTEXT + 4, &name) && names.content.len == 0 &&
           evne_str_eq(name.content, r->signer.issuer) && evne_str_eq(content, r->signer.serial);
}

/*
 * The first ESSCertIDv2 of SigningCertificateV2 must be the signer's certificate; in the older
 * SigningCertificate, which has no algorithm, it is named by SHA-1.
 */
static bool check_signing_certificate(const reading *r, evne_str value, const EVP_MD *md)
{
    evne_der outer, list, id, algorithm, hash, issuer_serial;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    if (!evne_der_take(&value, EVNE_DER_SEQUENCE, &outer) || value.len ||
        !evne_der_take(&outer.content, EVNE_DER_SEQUENCE, &list) ||
        !evne_der_take(&list.content, EVNE_DER_SEQUENCE, &id))
        return false;
    if (evne_der_take(&id.content, EVNE_DER_SEQUENCE, &algorithm))
        md = read_digest(algorithm.content);
    if (!md || !evne_der_take(&id.content, EVNE_DER_OCTETS, &hash))
        return false;
    if (evne_der_take(&id.content, EVNE_DER_SEQUENCE, &issuer_serial) &&
        !matches_issuer_serial(r, issuer_serial.content))
        return false;
    return id.content.len == 0 && evne_digest(md, r->own, EVNE_STR(""), digest, &len) &&
           evne_str_eq(hash.content, (evne_str){(const char *)digest, len});
}

typedef struct seen {
    int content_type, message_digest, signing_certificate;
    int old_certificate; /* the older attribute, which only a token may have instead */
} seen;

static bool check_attribute(reading *r, evne_str type, evne_str value, seen *count)
{
    evne_der element;

    if (evne_str_eq(type, EVNE_STR(OID_CONTENT_TYPE))) {
        count->content_type++;
        return (evne_der_take(&value, EVNE_DER_OID, &element) && value.len == 0 &&
                evne_str_eq(element.content, content_type(r))) ||
               bad(r, "cms.attributes", "contentType");
    }
    if (evne_str_eq(type, EVNE_STR(OID_MESSAGE_DIGEST))) {
        count->message_digest++;
        if (!evne_der_take(&value, EVNE_DER_OCTETS, &element) || value.len)
            return bad(r, "cms.attributes", "messageDigest");
        r->cms->message_digest = element.content;
        return true;
    }
    if (evne_str_eq(type, EVNE_STR(OID_SIGNING_CERTIFICATE_V2))) {
        count->signing_certificate++;
        return check_signing_certificate(r, value, EVP_sha256()) ||
               bad(r, "cms.certificate", "signing-certificate-v2");
    }
    if (r->is_token && evne_str_eq(type, EVNE_STR(OID_SIGNING_CERTIFICATE))) {
        count->old_certificate++;
        return check_signing_certificate(r, value, EVP_sha1()) ||
               bad(r, "cms.certificate", "signing-certificate");
    }
    r->cms->has_signing_time |= evne_str_eq(type, EVNE_STR(OID_SIGNING_TIME));
    return true;
}

static bool read_attributes(reading *r)
{
    evne_str all = r->signer.attributes;
    seen count = {0};

    if (!evne_der_is_sorted(all))
        return bad(r, "cms.encoding", "signedAttrs");
    while (all.len) {
        evne_der attribute, type, values;

        if (!evne_der_take(&all, EVNE_DER_SEQUENCE, &attribute) ||
            !evne_der_take(&attribute.content, EVNE_DER_OID, &type) ||
            !evne_der_take(&attribute.content, EVNE_DER_SET, &values) || attribute.content.len)
            return bad(r, "cms.attributes", NULL);
        if (!check_attribute(r, type.content, values.content, &count))
            return false;
    }
    if (count.old_certificate == 1 && count.signing_certificate == 0)
        count.signing_certificate = 1;
    if (count.content_type != 1 || count.message_digest != 1 || count.signing_certificate != 1 ||
        count.old_certificate > 1)
        return bad(r, "cms.attributes", NULL);
    return true;
}

/* ---- the signature itself ---- */

static bool verify_bytes(const reading *r, EVP_PKEY *key, evne_str set)
{
    EVP_MD_CTX *md_context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *context = NULL;
    bool ok =
        md_context && EVP_DigestVerifyInit(md_context, &context, r->cms->digest, NULL, key) == 1;

    if (ok && r->pss)
        ok = EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
    ok =
        ok && EVP_DigestVerify(md_context, (const unsigned char *)r->signer.signature.p,
                               r->signer.signature.len, (const unsigned char *)set.p, set.len) == 1;
    EVP_MD_CTX_free(md_context);
    ERR_clear_error();
    return ok;
}

static bool check_signature(reading *r)
{
    EVP_PKEY *key = X509_get0_pubkey(r->cms->signer);
    const char *weakness = key ? evne_key_weakness(r->arena, key) : "?";

    if (weakness)
        return bad(r, "cms.weak", key ? evne_key_name(r->arena, key) : NULL);
    if (!check_method(r, key))
        return false;
    r->cms->algorithm =
        evne_arena_printf(r->arena, "%s%s, SHA-%d", evne_key_name(r->arena, key),
                          r->pss ? " PSS" : "", EVP_MD_get_size(r->cms->digest) * 8);
    return verify_bytes(r, key, evne_der_wrap(r->arena, EVNE_DER_SET, r->signer.attributes)) ||
           bad(r, "cms.signature", NULL);
}

static bool read_all(reading *r, evne_str der)
{
    evne_str data;
    bool ok;

    memset(r->cms, 0, sizeof *r->cms);
    r->cms->algorithm = "";
    if (!evne_der_check(der))
        return bad(r, "cms.encoding", NULL);
    if (!read_content_info(der, &data))
        return bad(r, "cms.structure", "ContentInfo");
    ok = read_signed_data(r, data) && read_signer_info(r) && read_certificates(r) &&
         read_attributes(r) && check_signature(r);
    ERR_clear_error();
    return ok;
}

bool evne_cms_open(evne_arena *arena, evne_str der, evne_cms *out, evne_reasons *reasons)
{
    reading r = {.arena = arena, .reasons = reasons, .cms = out};

    return read_all(&r, der);
}

bool evne_cms_check_token(evne_arena *arena, evne_str der, evne_reasons *reasons)
{
    evne_reasons own = {.arena = arena};
    evne_cms cms;
    reading r = {.arena = arena, .reasons = &own, .cms = &cms, .is_token = true};
    bool ok = read_all(&r, der);

    if (ok && cms.timestamp.len)
        ok = bad(&r, "cms.unsigned", NULL);
    if (ok && !evne_cms_covers(&cms, r.content, EVNE_STR("")))
        ok = bad(&r, "cms.signature", NULL);
    evne_cms_close(&cms);
    if (!ok)
        evne_reasons_add(reasons,
                         own.n && strcmp(own.list[0].code, "cms.signature") == 0
                             ? "timestamp.signature"
                             : "timestamp.form",
                         own.n ? own.list[0].code : NULL);
    return ok;
}

void evne_cms_close(evne_cms *cms)
{
    X509_free(cms->signer);
    sk_X509_pop_free(cms->others, X509_free);
    cms->signer = NULL;
    cms->others = NULL;
}
