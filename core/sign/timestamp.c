/*
 * How: OpenSSL's TS and CMS readers, behind a check that the token is one DER element and nothing
 * more. The chain of the authority is not looked at here: at which time it must hold is decided by
 * whoever knows what proves that the token existed (standing.h).
 */
#include "timestamp.h"

#include <openssl/asn1.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "cms.h"
#include "der.h"
#include "fetch.h"

enum { NONCE_BYTES = 16, SECONDS_PER_DAY = 86400 };

const char *evne_seconds_text(evne_arena *arena, int64_t seconds)
{
    evne_moment m = evne_seconds_moment(seconds);

    return evne_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", m.date.year, m.date.month,
                             m.date.day, m.second_of_day / 3600, m.second_of_day / 60 % 60,
                             m.second_of_day % 60);
}

evne_moment evne_seconds_moment(int64_t seconds)
{
    int64_t day = seconds / SECONDS_PER_DAY, of_day = seconds % SECONDS_PER_DAY;

    if (of_day < 0) {
        day--;
        of_day += SECONDS_PER_DAY;
    }
    return (evne_moment){.date = evne_date_of_days((long)day), .second_of_day = (int)of_day};
}

/* ---- the request ---- */

/* TimeStampReq ::= SEQUENCE { 1, { { SHA-256 }, digest }, nonce, certReq TRUE } */
static evne_str make_request(evne_arena *arena, evne_str digest, evne_str nonce)
{
    static const evne_str version = {"\x02\x01\x01", 3}, yes = {"\x01\x01\xff", 3};
    static const evne_str sha256 = {"\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00",
                                    15};
    evne_str imprint[] = {sha256, evne_der_wrap(arena, EVNE_DER_OCTETS, digest)};
    evne_str parts[] = {version,
                        evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 2, imprint)),
                        evne_der_wrap(arena, EVNE_DER_INTEGER, nonce), yes};

    return evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 4, parts));
}

/* A positive INTEGER of full length, so that it has one encoding. */
static bool make_nonce(unsigned char *out)
{
    if (RAND_bytes(out, NONCE_BYTES) != 1)
        return false;
    out[0] = (unsigned char)((out[0] & 0x3f) | 0x40);
    return true;
}

/* ---- the token ---- */

typedef struct reading {
    evne_arena *arena;
    evne_timestamp *out;
    evne_reasons *reasons;
    CMS_ContentInfo *cms;
    CMS_SignerInfo *signer;
    TS_TST_INFO *info;
} reading;

static bool bad(const reading *r, const char *code, const char *detail)
{
    evne_reasons_add(r->reasons, code, detail);
    return false;
}

static const EVP_MD *accepted_digest(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *oid = NULL;

    X509_ALGOR_get0(&oid, NULL, NULL, algorithm);
    switch (OBJ_obj2nid(oid)) {
    case NID_sha256:
        return EVP_sha256();
    case NID_sha384:
        return EVP_sha384();
    case NID_sha512:
        return EVP_sha512();
    default:
        return NULL;
    }
}

static bool read_structure(reading *r, evne_str der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    STACK_OF(CMS_SignerInfo) * signers;
    ASN1_OCTET_STRING **content;

    if (!evne_der_check(der))
        return bad(r, "timestamp.form", "DER");
    r->cms = d2i_CMS_ContentInfo(NULL, &p, (long)der.len);
    if (!r->cms || p != (const unsigned char *)der.p + der.len ||
        OBJ_obj2nid(CMS_get0_type(r->cms)) != NID_pkcs7_signed ||
        OBJ_obj2nid(CMS_get0_eContentType(r->cms)) != NID_id_smime_ct_TSTInfo)
        return bad(r, "timestamp.form", "CMS");
    signers = CMS_get0_SignerInfos(r->cms);
    content = CMS_get0_content(r->cms);
    if (sk_CMS_SignerInfo_num(signers) != 1 || !content || !*content)
        return bad(r, "timestamp.form", "SignerInfo");
    r->signer = sk_CMS_SignerInfo_value(signers, 0);
    p = ASN1_STRING_get0_data(*content);
    r->info = d2i_TS_TST_INFO(NULL, &p, ASN1_STRING_length(*content));
    if (!r->info || p != ASN1_STRING_get0_data(*content) + ASN1_STRING_length(*content) ||
        TS_TST_INFO_get_version(r->info) != 1)
        return bad(r, "timestamp.form", "TSTInfo");
    return true;
}

/* GeneralizedTime in UTC; fractions of a second are left out. */
static bool read_time(reading *r)
{
    const ASN1_GENERALIZEDTIME *time = TS_TST_INFO_get_time(r->info);
    ASN1_TIME *start = ASN1_TIME_set(NULL, 0);
    int days = 0, seconds = 0;
    bool ok = start && time && ASN1_TIME_diff(&days, &seconds, start, time) == 1;

    ASN1_TIME_free(start);
    if (!ok)
        return bad(r, "timestamp.form", "genTime");
    r->out->seconds = (int64_t)days * SECONDS_PER_DAY + seconds;
    r->out->time = evne_seconds_text(r->arena, r->out->seconds);
    return true;
}

static bool read_imprint(reading *r)
{
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(r->info);
    const ASN1_OCTET_STRING *value = TS_MSG_IMPRINT_get_msg(imprint);
    size_t len = (size_t)ASN1_STRING_length(value);

    r->out->digest = accepted_digest(TS_MSG_IMPRINT_get_algo(imprint));
    if (!r->out->digest || len != (size_t)EVP_MD_get_size(r->out->digest))
        return bad(r, "timestamp.weak", NULL);
    r->out->imprint =
        (evne_str){evne_arena_copy(r->arena, (const char *)ASN1_STRING_get0_data(value), len), len};
    return true;
}

/* The certificates inside; the signer's is the one that SignerInfo names. */
static bool read_certificates(reading *r)
{
    STACK_OF(X509) *all = CMS_get1_certs(r->cms);

    for (int i = 0; i < sk_X509_num(all); i++)
        if (!r->out->signer && CMS_SignerInfo_cert_cmp(r->signer, sk_X509_value(all, i)) == 0)
            r->out->signer = sk_X509_delete(all, i--);
    r->out->others = all;
    return r->out->signer || bad(r, "timestamp.certificate", NULL);
}

static ASN1_STRING *attribute(const reading *r, int nid)
{
    return CMS_signed_get0_data_by_OBJ(r->signer, OBJ_nid2obj(nid), -3, V_ASN1_SEQUENCE);
}

/* The signing-certificate attribute, old or new, must name the signer's certificate first. */
static bool check_named_certificate(const reading *r)
{
    ASN1_STRING *old = attribute(r, NID_id_smime_aa_signingCertificate);
    ASN1_STRING *new = attribute(r, NID_id_smime_aa_signingCertificateV2);
    const unsigned char *p = old ? ASN1_STRING_get0_data(old) : NULL;
    const unsigned char *q = new ? ASN1_STRING_get0_data(new) : NULL;
    ESS_SIGNING_CERT *v1 = old ? d2i_ESS_SIGNING_CERT(NULL, &p, ASN1_STRING_length(old)) : NULL;
    ESS_SIGNING_CERT_V2 *v2 =
        new ? d2i_ESS_SIGNING_CERT_V2(NULL, &q, ASN1_STRING_length(new)) : NULL;
    STACK_OF(X509) *chain = sk_X509_new_null();
    bool ok = chain && sk_X509_push(chain, r->out->signer);

    for (int i = 0; i < sk_X509_num(r->out->others); i++)
        ok = ok && sk_X509_push(chain, sk_X509_value(r->out->others, i));
    ok = ok && (!old || v1) && (!new || v2) && OSSL_ESS_check_signing_certs(v1, v2, chain, 1) > 0;
    ESS_SIGNING_CERT_free(v1);
    ESS_SIGNING_CERT_V2_free(v2);
    sk_X509_free(chain);
    return ok || bad(r, "timestamp.certificate", "signing-certificate");
}

static bool check_signer(const reading *r)
{
    X509 *signer = r->out->signer;
    EVP_PKEY *key = X509_get0_pubkey(signer);
    X509_ALGOR *digest = NULL;

    CMS_SignerInfo_get0_algs(r->signer, NULL, NULL, &digest, NULL);
    if (!key || evne_key_weakness(r->arena, key) || !accepted_digest(digest))
        return bad(r, "timestamp.weak", key ? evne_key_name(r->arena, key) : NULL);
    if (X509_check_purpose(signer, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1)
        return bad(r, "timestamp.purpose", NULL);
    return true;
}

/* The signature over content and attributes; the chain is somebody else's matter. */
static bool check_signature(const reading *r)
{
    BIO *content = BIO_new(BIO_s_mem());
    bool ok = content && CMS_verify(r->cms, NULL, NULL, NULL, content,
                                    CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;

    BIO_free(content);
    return ok || bad(r, "timestamp.signature", NULL);
}

/* Our own strict reader first; then OpenSSL's, which sees only what that one accepts. */
static bool read_token(reading *r, evne_str der)
{
    return evne_cms_check_token(r->arena, der, r->reasons) && read_structure(r, der) &&
           read_time(r) && read_imprint(r) && read_certificates(r) && check_named_certificate(r) &&
           check_signer(r) && check_signature(r);
}

bool evne_timestamp_open(evne_arena *arena, evne_str der, evne_timestamp *out,
                         evne_reasons *reasons)
{
    reading r = {.arena = arena, .out = out, .reasons = reasons};
    bool ok;

    memset(out, 0, sizeof *out);
    out->time = "";
    ok = read_token(&r, der);
    CMS_ContentInfo_free(r.cms);
    TS_TST_INFO_free(r.info);
    ERR_clear_error();
    if (!ok)
        evne_timestamp_close(out);
    return ok;
}

void evne_timestamp_close(evne_timestamp *timestamp)
{
    X509_free(timestamp->signer);
    sk_X509_pop_free(timestamp->others, X509_free);
    timestamp->signer = NULL;
    timestamp->others = NULL;
}

bool evne_timestamp_says(const evne_timestamp *timestamp, evne_str digest)
{
    return digest.len > 0 && evne_str_eq(timestamp->imprint, digest);
}

bool evne_timestamp_covers(const evne_timestamp *timestamp, evne_str first, evne_str second)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    return timestamp->digest && evne_digest(timestamp->digest, first, second, digest, &len) &&
           evne_timestamp_says(timestamp, (evne_str){(const char *)digest, len});
}

/* ---- the answer ---- */

typedef struct answer {
    const char *url;
    evne_str digest, nonce;
    evne_error *err;
} answer;

static evne_status refuse(const answer *a, const char *what)
{
    return evne_fail(a->err, EVNE_SYSTEM, a->url, "the time-stamp of '%.200s' is refused: %s",
                     a->url, what);
}

/* TimeStampResp ::= SEQUENCE { SEQUENCE { status, ... }, token }; 0 granted, 1 with changes. */
static evne_status take_token(const answer *a, evne_str response, evne_str *token)
{
    evne_der outer, status, number, found;

    if (!evne_der_check(response) || !evne_der_take(&response, EVNE_DER_SEQUENCE, &outer) ||
        !evne_der_take(&outer.content, EVNE_DER_SEQUENCE, &status) ||
        !evne_der_take(&status.content, EVNE_DER_INTEGER, &number) || number.content.len != 1)
        return refuse(a, "it is not written by the rules");
    if (number.content.p[0] != 0 && number.content.p[0] != 1)
        return refuse(a, "the authority did not grant it");
    if (!evne_der_take(&outer.content, EVNE_DER_SEQUENCE, &found) || outer.content.len)
        return refuse(a, "there is no token");
    *token = found.whole;
    return EVNE_OK;
}

static bool same_nonce(const TS_TST_INFO *info, evne_str nonce)
{
    const ASN1_INTEGER *given = TS_TST_INFO_get_nonce(info);

    return given && !(ASN1_STRING_type(given) & V_ASN1_NEG) &&
           evne_str_eq((evne_str){(const char *)ASN1_STRING_get0_data(given),
                                  (size_t)ASN1_STRING_length(given)},
                       nonce);
}

/* The nonce is only of interest here, so it is read here and not kept. */
static bool has_nonce(evne_str token, evne_str nonce)
{
    const unsigned char *p = (const unsigned char *)token.p;
    PKCS7 *pkcs7 = d2i_PKCS7(NULL, &p, (long)token.len);
    TS_TST_INFO *info = pkcs7 ? PKCS7_to_TS_TST_INFO(pkcs7) : NULL;
    bool same = info && same_nonce(info, nonce);

    TS_TST_INFO_free(info);
    PKCS7_free(pkcs7);
    ERR_clear_error();
    return same;
}

static evne_status check_answer(evne_arena *arena, const answer *a, evne_str token)
{
    evne_reasons reasons = {.arena = arena};
    evne_timestamp stamp;
    bool same;

    if (!evne_timestamp_open(arena, token, &stamp, &reasons))
        return refuse(a, reasons.list[0].text);
    same = stamp.digest == EVP_sha256() && evne_str_eq(stamp.imprint, a->digest);
    evne_timestamp_close(&stamp);
    if (!same)
        return refuse(a, "it stamps something else");
    return has_nonce(token, a->nonce) ? EVNE_OK : refuse(a, "it answers another request");
}

evne_status evne_timestamp_fetch(evne_arena *arena, const char *url, evne_str digest,
                                 evne_str *token, evne_error *err)
{
    unsigned char nonce[NONCE_BYTES];
    answer a = {url, digest, {(const char *)nonce, sizeof nonce}, err};
    evne_fetch fetch = {.url = url,
                        .type = "application/timestamp-query",
                        .answer_type = "application/timestamp-reply"};
    evne_str response;

    *token = (evne_str){0};
    if (!make_nonce(nonce))
        return evne_fail(err, EVNE_SYSTEM, NULL, "no random numbers");
    fetch.body = make_request(arena, digest, a.nonce);
    EVNE_TRY(evne_fetch_run(arena, &fetch, &response, err));
    EVNE_TRY(take_token(&a, response, token));
    return check_answer(arena, &a, *token);
}
