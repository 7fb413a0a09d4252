/*
 * How: our own reader finds the DSS and checks its form; libqpdf, which has read the same bytes
 * without a warning, decodes its streams. A proof that is not signed by the right one, or not for
 * the time asked about, is passed over as if it were not there: evidence can only be missing, and
 * what is missing is undetermined.
 */
#include "evidence.h"

#include "qpdf.h"
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "der.h"

enum { CLOCK_SLACK = 300, SECONDS_PER_DAY = 86400, OLDEST_DAYS = 7, SECURITY_LEVEL = 2 };

/* ---- taking it in ---- */

bool evne_evidence_add_certificate(evne_evidence *evidence, evne_str der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    X509 *certificate;

    if (!evidence->certificates)
        evidence->certificates = sk_X509_new_null();
    if (!evidence->certificates || sk_X509_num(evidence->certificates) >= EVNE_EVIDENCE_MAX ||
        !evne_der_check(der))
        return false;
    certificate = d2i_X509(NULL, &p, (long)der.len);
    if (certificate && p == (const unsigned char *)der.p + der.len &&
        sk_X509_push(evidence->certificates, certificate))
        return true;
    X509_free(certificate);
    return false;
}

static evne_proof *new_proof(evne_evidence *evidence, evne_str der)
{
    if (evidence->n == EVNE_EVIDENCE_MAX || !evne_der_check(der))
        return NULL;
    if (!evidence->proofs)
        evidence->proofs =
            evne_arena_array(evidence->arena, EVNE_EVIDENCE_MAX, sizeof *evidence->proofs);
    return &evidence->proofs[evidence->n];
}

bool evne_evidence_add_ocsp(evne_evidence *evidence, evne_str der, size_t revision, int64_t known)
{
    const unsigned char *p = (const unsigned char *)der.p;
    evne_proof *proof = new_proof(evidence, der);
    OCSP_RESPONSE *response = proof ? d2i_OCSP_RESPONSE(NULL, &p, (long)der.len) : NULL;
    bool whole = response && p == (const unsigned char *)der.p + der.len &&
                 OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL;
    OCSP_BASICRESP *basic = whole ? OCSP_response_get1_basic(response) : NULL;

    OCSP_RESPONSE_free(response);
    if (!basic)
        return false;
    *proof = (evne_proof){.ocsp = basic, .der = der, .revision = revision, .known = known};
    evidence->n++;
    return true;
}

bool evne_evidence_add_crl(evne_evidence *evidence, evne_str der, size_t revision, int64_t known)
{
    const unsigned char *p = (const unsigned char *)der.p;
    evne_proof *proof = new_proof(evidence, der);
    X509_CRL *crl = proof ? d2i_X509_CRL(NULL, &p, (long)der.len) : NULL;

    if (!crl || p != (const unsigned char *)der.p + der.len) {
        X509_CRL_free(crl);
        return false;
    }
    *proof = (evne_proof){.crl = crl, .der = der, .revision = revision, .known = known};
    evidence->n++;
    return true;
}

void evne_evidence_close(evne_evidence *evidence)
{
    sk_X509_pop_free(evidence->certificates, X509_free);
    for (size_t i = 0; i < evidence->n; i++) {
        OCSP_BASICRESP_free(evidence->proofs[i].ocsp);
        X509_CRL_free(evidence->proofs[i].crl);
    }
    evidence->certificates = NULL;
    evidence->n = 0;
}

/* ---- the DSS ---- */

typedef struct reading {
    evne_arena *arena;
    const evne_revisions *pdf;
    evne_evidence *out;
    qpdf_data qpdf;
    size_t total;
    evne_error *err;
} reading;

static evne_status refuse(const reading *r, const char *what, int64_t number)
{
    return evne_fail(r->err, EVNE_INPUT, "dss.form", "%s (objekt %lld)", what, (long long)number);
}

static evne_status decode(reading *r, const evne_object *ref, evne_str *out)
{
    qpdf_oh oh = qpdf_get_object_by_id(r->qpdf, (int)ref->number, ref->generation);
    QPDF_BOOL decoded = QPDF_FALSE;
    unsigned char *bytes = NULL;
    size_t len = 0;

    if (qpdf_oh_get_stream_data(r->qpdf, oh, qpdf_dl_generalized, &decoded, &bytes, &len) !=
            QPDF_SUCCESS ||
        !decoded || len > EVNE_EVIDENCE_BYTES - r->total) {
        free(bytes);
        return refuse(r, "en strøm kan ikke læses", ref->number);
    }
    r->total += len;
    *out = (evne_str){evne_arena_copy(r->arena, (const char *)bytes, len), len};
    free(bytes);
    return EVNE_OK;
}

typedef enum kind { CERTIFICATE, OCSP, CRL } kind;

static evne_status read_item(reading *r, const evne_object *ref, kind of)
{
    const evne_entry *entry = ref->kind == EVNE_OBJECT_REF
                                  ? evne_revisions_find(r->pdf, r->pdf->n - 1, ref->number)
                                  : NULL;
    evne_str der = {0};
    bool ok;

    if (!entry || !entry->has_stream || entry->generation != ref->generation)
        return refuse(r, "et bevis er ikke en strøm", ref->number);
    EVNE_TRY(decode(r, ref, &der));
    ok = of == CERTIFICATE ? evne_evidence_add_certificate(r->out, der)
         : of == OCSP      ? evne_evidence_add_ocsp(r->out, der, entry->revision, 0)
                           : evne_evidence_add_crl(r->out, der, entry->revision, 0);
    ERR_clear_error();
    return ok ? EVNE_OK : refuse(r, "et bevis er ikke skrevet efter reglerne", ref->number);
}

static evne_status read_list(reading *r, const evne_object *dss, const char *key, kind of)
{
    const evne_object *list =
        evne_revisions_get(r->pdf, r->pdf->n - 1, dss, key, EVNE_OBJECT_ARRAY);

    if (!list && evne_object_get(dss, key))
        return refuse(r, "en liste er ikke en liste", 0);
    for (size_t i = 0; list && i < list->n; i++)
        EVNE_TRY(read_item(r, &list->items[i], of));
    return EVNE_OK;
}

static evne_status read_store(reading *r, const evne_object *dss)
{
    qpdf_silence_errors(r->qpdf);
    qpdf_set_suppress_warnings(r->qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(r->qpdf, QPDF_FALSE);
    if (qpdf_read_memory(r->qpdf, "pdf", r->pdf->bytes.p, r->pdf->bytes.len, NULL) != QPDF_SUCCESS)
        return refuse(r, "libqpdf kan ikke læse filen", 0);
    EVNE_TRY(read_list(r, dss, "Certs", CERTIFICATE));
    EVNE_TRY(read_list(r, dss, "OCSPs", OCSP));
    return read_list(r, dss, "CRLs", CRL);
}

evne_status evne_evidence_read(evne_arena *arena, const evne_revisions *pdf, evne_evidence *out,
                               evne_error *err)
{
    size_t last = pdf->n - 1;
    const evne_object *root =
        evne_revisions_get(pdf, last, &pdf->list[last].trailer, "Root", EVNE_OBJECT_DICT);
    const evne_object *ref = evne_object_get(root, "DSS");
    const evne_object *dss = evne_revisions_resolve(pdf, last, ref);
    const evne_entry *entry;
    reading r = {.arena = arena, .pdf = pdf, .out = out, .err = err};
    evne_status status;

    *out = (evne_evidence){.arena = arena};
    if (!ref)
        return EVNE_OK;
    entry = ref->kind == EVNE_OBJECT_REF ? evne_revisions_find(pdf, last, ref->number) : NULL;
    if (!entry || !dss || dss->kind != EVNE_OBJECT_DICT)
        return refuse(&r, "/DSS er ikke et objekt for sig", 0);
    out->is_there = true;
    out->revision = entry->revision;
    EVNE_TRY(evne_qpdf_load(err));
    r.qpdf = qpdf_init();
    status = read_store(&r, dss);
    if (qpdf_has_error(r.qpdf))
        qpdf_get_error(r.qpdf);
    qpdf_cleanup(&r.qpdf);
    return status;
}

/* ---- judging ---- */

static bool is_strong(int signature_nid)
{
    int digest = NID_undef, key = NID_undef;

    if (OBJ_find_sigid_algs(signature_nid, &digest, &key) != 1)
        return false;
    return digest != NID_sha1 && digest != NID_md5 && digest != NID_md4 && digest != NID_md2;
}

/* Seconds since 1970 of an ASN.1 time. */
static bool read_time(const ASN1_TIME *time, int64_t *out)
{
    ASN1_TIME *start = ASN1_TIME_set(NULL, 0);
    int days = 0, seconds = 0;
    bool ok = start && time && ASN1_TIME_diff(&days, &seconds, start, time) == 1;

    ASN1_TIME_free(start);
    *out = (int64_t)days * SECONDS_PER_DAY + seconds;
    return ok;
}

/*
 * Whether what was said at `issued`, and until `next` (NULL: nothing promised), speaks for the
 * question: said at the time or later, or still promised then; not from the future; and while the
 * certificate was valid, since afterwards it may have been dropped from the list.
 */
static bool speaks(const evne_revocation_question *q, const evne_proof *proof,
                   const ASN1_TIME *issued, const ASN1_TIME *next, int64_t *said)
{
    int64_t from = 0, until = 0, expires = 0;

    if (!read_time(issued, &from) || !read_time(X509_get0_notAfter(q->certificate), &expires) ||
        from > proof->known + CLOCK_SLACK || from > expires)
        return false;
    if (next && (!read_time(next, &until) || until < from))
        return false;
    *said = from;
    return from + CLOCK_SLACK >= q->at || (next && until >= q->at);
}

/*
 * "Good" must be fresh enough for the time asked about (ETSI EN 319 102-1, 5.2.5), for whoever was
 * revoked since still counts as good. Lists about authorities come once or twice a year; what is
 * said of people and time-stamps must not be older than a week, whatever its author promises.
 */
static evne_revocation good_at(const evne_revocation_question *q, int64_t said)
{
    bool is_fresh =
        q->at - said <= OLDEST_DAYS * SECONDS_PER_DAY || X509_check_ca(q->certificate) > 0;

    return is_fresh ? EVNE_REVOCATION_GOOD : EVNE_REVOCATION_UNKNOWN;
}

static evne_revocation revoked_at(const evne_revocation_question *q, const ASN1_TIME *when)
{
    int64_t at = 0;

    return read_time(when, &at) && at > q->at ? EVNE_REVOCATION_GOOD : EVNE_REVOCATION_REVOKED;
}

/* ---- OCSP ---- */

static bool is_about(const evne_revocation_question *q, OCSP_SINGLERESP *single)
{
    const OCSP_CERTID *id = OCSP_SINGLERESP_get0_id(single);
    OCSP_CERTID *copy = OCSP_CERTID_dup(id), *own = NULL;
    ASN1_OBJECT *digest = NULL;
    bool same = false;

    if (copy && OCSP_id_get0_info(NULL, &digest, NULL, NULL, copy) == 1 && digest &&
        EVP_get_digestbyobj(digest))
        own = OCSP_cert_to_id(EVP_get_digestbyobj(digest), q->certificate, q->issuer);
    same = own && OCSP_id_cmp(own, id) == 0;
    OCSP_CERTID_free(own);
    OCSP_CERTID_free(copy);
    return same;
}

/* A store of the roots as of the time at which the proof existed. */
static X509_STORE *store_at(STACK_OF(X509) * roots, int64_t when)
{
    X509_STORE *store = X509_STORE_new();
    X509_VERIFY_PARAM *param = store ? X509_STORE_get0_param(store) : NULL;

    for (int i = 0; store && i < sk_X509_num(roots); i++)
        if (X509_STORE_add_cert(store, sk_X509_value(roots, i)) != 1) {
            X509_STORE_free(store);
            return NULL;
        }
    if (param) {
        X509_VERIFY_PARAM_set_time(param, (time_t)when);
        X509_VERIFY_PARAM_set_auth_level(param, SECURITY_LEVEL);
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    }
    return store;
}

/* A responder that is not the issuer must say that its own revocation is not asked about. */
static bool responder_is_settled(const evne_revocation_question *q, OCSP_BASICRESP *basic,
                                 STACK_OF(X509) * pool)
{
    X509 *signer = NULL;

    if (OCSP_resp_get0_signer(basic, &signer, pool) != 1 || !signer)
        return false;
    return X509_cmp(signer, q->issuer) == 0 ||
           X509_get_ext_by_NID(signer, NID_id_pkix_OCSP_noCheck, -1) >= 0;
}

static bool ocsp_holds(const evne_evidence *evidence, const evne_revocation_question *q,
                       const evne_proof *proof)
{
    X509_STORE *store = store_at(q->roots, proof->known);
    STACK_OF(X509) *pool = sk_X509_new_null();
    const X509_ALGOR *algorithm = OCSP_resp_get0_tbs_sigalg(proof->ocsp);
    const ASN1_OBJECT *oid = NULL;
    bool ok = store && pool && sk_X509_push(pool, q->issuer);

    for (int i = 0; i < sk_X509_num(evidence->certificates); i++)
        ok = ok && sk_X509_push(pool, sk_X509_value(evidence->certificates, i));
    X509_ALGOR_get0(&oid, NULL, NULL, algorithm);
    ok = ok && is_strong(OBJ_obj2nid(oid)) && OCSP_basic_verify(proof->ocsp, pool, store, 0) == 1 &&
         responder_is_settled(q, proof->ocsp, pool);
    sk_X509_free(pool);
    X509_STORE_free(store);
    ERR_clear_error();
    return ok;
}

static evne_revocation judge_ocsp(const evne_evidence *evidence, const evne_revocation_question *q,
                                  const evne_proof *proof, int64_t *said)
{
    for (int i = 0; i < OCSP_resp_count(proof->ocsp); i++) {
        OCSP_SINGLERESP *single = OCSP_resp_get0(proof->ocsp, i);
        ASN1_GENERALIZEDTIME *revoked = NULL, *issued = NULL, *next = NULL;
        int status;

        if (!is_about(q, single))
            continue;
        status = OCSP_single_get0_status(single, NULL, &revoked, &issued, &next);
        if (!speaks(q, proof, issued, next, said) || !ocsp_holds(evidence, q, proof))
            continue;
        if (status == V_OCSP_CERTSTATUS_GOOD)
            return good_at(q, *said);
        if (status == V_OCSP_CERTSTATUS_REVOKED)
            return revoked_at(q, revoked);
    }
    return EVNE_REVOCATION_UNKNOWN;
}

/* ---- revocation lists ---- */

/* Only lists that speak of all reasons and of this kind of certificate; no delta, no indirect. */
static bool scope_fits(const evne_revocation_question *q, const X509_CRL *crl)
{
    bool is_ca = X509_check_ca(q->certificate) > 0, ok = true;
    ISSUING_DIST_POINT *scope =
        X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, NULL, NULL);

    for (int i = 0; i < X509_CRL_get_ext_count(crl); i++) {
        X509_EXTENSION *extension = X509_CRL_get_ext(crl, i);
        int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));

        ok = ok && nid != NID_delta_crl &&
             (!X509_EXTENSION_get_critical(extension) || nid == NID_issuing_distribution_point);
        ok = ok && (nid != NID_issuing_distribution_point || scope);
    }
    if (scope)
        ok = ok && !scope->indirectCRL && !scope->onlysomereasons && !scope->onlyattr &&
             !(scope->onlyuser && is_ca) && !(scope->onlyCA && !is_ca);
    ISSUING_DIST_POINT_free(scope);
    return ok;
}

static bool crl_holds(const evne_revocation_question *q, const evne_proof *proof)
{
    EVP_PKEY *key = X509_get0_pubkey(q->issuer);
    uint32_t usage = X509_get_key_usage(q->issuer);
    time_t known = (time_t)proof->known;
    bool ok =
        X509_NAME_cmp(X509_CRL_get_issuer(proof->crl), X509_get_subject_name(q->issuer)) == 0 &&
        (usage == UINT32_MAX || (usage & KU_CRL_SIGN)) &&
        X509_cmp_time(X509_get0_notBefore(q->issuer), &known) <= 0 &&
        X509_cmp_time(X509_get0_notAfter(q->issuer), &known) > 0 && key &&
        is_strong(X509_CRL_get_signature_nid(proof->crl)) && scope_fits(q, proof->crl) &&
        X509_CRL_verify(proof->crl, key) == 1;

    ERR_clear_error();
    return ok;
}

static evne_revocation judge_crl(const evne_revocation_question *q, const evne_proof *proof,
                                 int64_t *said)
{
    X509_REVOKED *line = NULL;

    if (!speaks(q, proof, X509_CRL_get0_lastUpdate(proof->crl),
                X509_CRL_get0_nextUpdate(proof->crl), said) ||
        !crl_holds(q, proof))
        return EVNE_REVOCATION_UNKNOWN;
    if (X509_CRL_get0_by_cert(proof->crl, &line, q->certificate) != 1)
        return good_at(q, *said);
    return revoked_at(q, X509_REVOKED_get0_revocationDate(line));
}

/* ---- the answer ---- */

static bool names_a_source(X509 *certificate)
{
    STACK_OF(OPENSSL_STRING) *responders = X509_get1_ocsp(certificate);
    bool names = sk_OPENSSL_STRING_num(responders) > 0 ||
                 X509_get_ext_by_NID(certificate, NID_crl_distribution_points, -1) >= 0;

    X509_email_free(responders);
    return names;
}

/* One that says revoked outweighs any number that say good; of these the first that is not old. */
evne_revocation evne_evidence_judge(const evne_evidence *evidence,
                                    const evne_revocation_question *question,
                                    const evne_proof **proof, int64_t *said)
{
    evne_revocation best = EVNE_REVOCATION_UNKNOWN;

    *proof = NULL;
    *said = 0;
    for (size_t i = 0; i < evidence->n && best != EVNE_REVOCATION_REVOKED; i++) {
        const evne_proof *one = &evidence->proofs[i];
        int64_t when = 0;
        bool is_old = *said + CLOCK_SLACK < question->at;
        evne_revocation says = one->ocsp ? judge_ocsp(evidence, question, one, &when)
                                         : judge_crl(question, one, &when);

        if (says == EVNE_REVOCATION_REVOKED ||
            (says == EVNE_REVOCATION_GOOD && is_old && when > *said)) {
            best = says;
            *proof = one;
            *said = when;
        }
    }
    if (best == EVNE_REVOCATION_UNKNOWN && !names_a_source(question->certificate))
        return EVNE_REVOCATION_NONE;
    return best;
}
