/*
 * How: what is fetched joins the evidence that the file has and is judged by the same code that
 * verifies it later (evidence.h); only what settles a question is kept. The update writes one
 * stream for each new element and the DSS with all references, old ones first.
 */
#include "dss.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "fetch.h"
#include "form.h"
#include "trust.h"
#include "update.h"

enum { MAX_NEW = 600 };

typedef struct completing {
    evne_arena *arena;
    const evne_revisions *pdf;
    STACK_OF(X509) * roots;
    int64_t now;
    evne_evidence evidence; /* the file's, then what was fetched */
    size_t n_old;           /* proofs that the file has */
    evne_update_object *objects;
    size_t n;
    int next;
    evne_error *err;
} completing;

/* ---- OCSP ---- */

static evne_str to_der(evne_arena *arena, const void *object,
                       int (*write)(const void *object, unsigned char **out))
{
    int len = write(object, NULL);
    unsigned char *bytes = evne_arena_alloc(arena, len > 0 ? (size_t)len : 1), *p = bytes;

    return len > 0 && write(object, &p) == len ? (evne_str){(const char *)bytes, (size_t)len}
                                               : (evne_str){0};
}

static int write_request(const void *object, unsigned char **out)
{
    return i2d_OCSP_REQUEST(object, out);
}

static int write_certificate(const void *object, unsigned char **out)
{
    return i2d_X509(object, out);
}

/* RFC 5019 asks for SHA-1 in the name of a certificate, where nothing depends on its strength. */
static OCSP_REQUEST *make_request(const evne_want *want)
{
    OCSP_REQUEST *request = OCSP_REQUEST_new();
    OCSP_CERTID *id = OCSP_cert_to_id(NULL, want->certificate, want->issuer);

    if (!request || !id || !OCSP_request_add0_id(request, id)) {
        OCSP_CERTID_free(id);
        OCSP_REQUEST_free(request);
        return NULL;
    }
    OCSP_request_add1_nonce(request, NULL, -1);
    return request;
}

/* A responder may leave the nonce out, since many answer from a store, but not change it. */
static bool nonce_fits(OCSP_REQUEST *request, evne_str answer)
{
    const unsigned char *p = (const unsigned char *)answer.p;
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &p, (long)answer.len);
    OCSP_BASICRESP *basic = response ? OCSP_response_get1_basic(response) : NULL;
    bool fits = basic && OCSP_check_nonce(request, basic) != 0;

    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    return fits;
}

static bool ask_responder(completing *c, const evne_want *want, const char *url)
{
    OCSP_REQUEST *request = make_request(want);
    evne_fetch fetch = {
        .url = url, .type = "application/ocsp-request", .answer_type = "application/ocsp-response"};
    evne_str answer = {0};
    bool ok = false;

    if (request) {
        fetch.body = to_der(c->arena, request, write_request);
        ok = evne_fetch_run(c->arena, &fetch, &answer, c->err) == EVNE_OK &&
             nonce_fits(request, answer) &&
             evne_evidence_add_ocsp(&c->evidence, answer, c->pdf->n, c->now);
    }
    OCSP_REQUEST_free(request);
    ERR_clear_error();
    return ok;
}

/* ---- lists ---- */

static bool fetch_list(completing *c, const char *url)
{
    evne_fetch fetch = {.url = url, .limit = EVNE_FETCH_CRL_MAX};
    evne_str answer;

    return evne_fetch_run(c->arena, &fetch, &answer, c->err) == EVNE_OK &&
           evne_evidence_add_crl(&c->evidence, answer, c->pdf->n, c->now);
}

static const char *name_url(evne_arena *arena, const GENERAL_NAME *name)
{
    int type = 0;
    const ASN1_STRING *uri = GENERAL_NAME_get0_value(name, &type);
    const char *text;

    if (type != GEN_URI)
        return NULL;
    text = evne_arena_copy(arena, (const char *)ASN1_STRING_get0_data(uri),
                           (size_t)ASN1_STRING_length(uri));
    return strncmp(text, "http", 4) == 0 ? text : NULL;
}

/* ---- one certificate ---- */

static evne_revocation judge(const completing *c, const evne_want *want)
{
    evne_revocation_question question = {.certificate = want->certificate,
                                         .issuer = want->issuer,
                                         .roots = c->roots,
                                         .at = want->at};
    const evne_proof *proof;
    int64_t said;

    return evne_evidence_judge(&c->evidence, &question, &proof, &said);
}

/* What was added last and settled nothing is taken away again. */
static bool settles(completing *c, const evne_want *want, bool added)
{
    evne_proof *last = c->evidence.n ? &c->evidence.proofs[c->evidence.n - 1] : NULL;

    if (!added)
        return false;
    if (judge(c, want) != EVNE_REVOCATION_UNKNOWN)
        return true;
    OCSP_BASICRESP_free(last->ocsp);
    X509_CRL_free(last->crl);
    c->evidence.n--;
    return false;
}

static bool ask_responders(completing *c, const evne_want *want)
{
    STACK_OF(OPENSSL_STRING) *urls = X509_get1_ocsp(want->certificate);
    bool done = false;

    for (int i = 0; i < sk_OPENSSL_STRING_num(urls) && !done; i++)
        done = settles(c, want, ask_responder(c, want, sk_OPENSSL_STRING_value(urls, i)));
    X509_email_free(urls);
    return done;
}

static bool fetch_lists(completing *c, const evne_want *want)
{
    CRL_DIST_POINTS *points =
        X509_get_ext_d2i(want->certificate, NID_crl_distribution_points, NULL, NULL);
    bool done = false;

    for (int i = 0; i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT *point = sk_DIST_POINT_value(points, i);
        const GENERAL_NAMES *names = point->distpoint && point->distpoint->type == 0
                                         ? point->distpoint->name.fullname
                                         : NULL;

        for (int k = 0; k < sk_GENERAL_NAME_num(names) && !done; k++) {
            const char *url = name_url(c->arena, sk_GENERAL_NAME_value(names, k));

            done = url && settles(c, want, fetch_list(c, url));
        }
    }
    CRL_DIST_POINTS_free(points);
    return done;
}

/* The fetches leave their own reason in `err`; without one, what came did not settle it. */
static evne_status settle(completing *c, const evne_want *want)
{
    const char *name = evne_name_short(c->arena, X509_get_subject_name(want->certificate));
    evne_revocation found = judge(c, want);

    c->err->text[0] = 0;
    if (found == EVNE_REVOCATION_UNKNOWN && (ask_responders(c, want) || fetch_lists(c, want)))
        found = judge(c, want);
    if (found == EVNE_REVOCATION_REVOKED)
        return evne_fail(c->err, EVNE_INPUT, NULL, "the certificate of '%s' is revoked", name);
    if (found == EVNE_REVOCATION_UNKNOWN && !c->err->text[0])
        return evne_fail(c->err, EVNE_SYSTEM, NULL,
                         "nobody could prove that the certificate of '%s' is not revoked", name);
    if (found == EVNE_REVOCATION_UNKNOWN)
        return EVNE_SYSTEM;
    memset(c->err, 0, sizeof *c->err);
    return EVNE_OK;
}

/* ---- the update ---- */

static int add_stream(completing *c, evne_str bytes)
{
    evne_buf body = {.arena = c->arena};

    evne_buf_printf(&body, "<</Length %zu>>\nstream\n", bytes.len);
    evne_buf_put_str(&body, bytes);
    evne_buf_puts(&body, "\nendstream");
    c->objects[c->n++] = (evne_update_object){c->next, 0, evne_buf_str(&body), 0};
    return c->next++;
}

/* The references that the store has already. */
static void put_old(const completing *c, evne_buf *out, const evne_object *store, const char *key)
{
    const evne_object *old =
        evne_revisions_get(c->pdf, c->pdf->n - 1, store, key, EVNE_OBJECT_ARRAY);

    evne_buf_puts(out, "[");
    for (size_t i = 0; old && i < old->n; i++) {
        evne_buf_put_str(out, old->items[i].raw);
        evne_buf_puts(out, " ");
    }
}

static bool is_in(const STACK_OF(X509) * list, const X509 *certificate, int n)
{
    for (int i = 0; i < n && i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), certificate) == 0)
            return true;
    return false;
}

static evne_str certificate_list(completing *c, const evne_object *store, const evne_wanted *wanted)
{
    evne_buf out = {.arena = c->arena};

    put_old(c, &out, store, "Certs");
    for (int i = 0; i < sk_X509_num(wanted->certificates) && c->n < MAX_NEW; i++) {
        X509 *one = sk_X509_value(wanted->certificates, i);

        if (!is_in(c->evidence.certificates, one, INT32_MAX) &&
            !is_in(wanted->certificates, one, i))
            evne_buf_printf(&out, "%d 0 R ",
                            add_stream(c, to_der(c->arena, one, write_certificate)));
    }
    evne_buf_puts(&out, "]");
    return evne_buf_str(&out);
}

static evne_str proof_list(completing *c, const evne_object *store, const char *key, bool ocsp)
{
    evne_buf out = {.arena = c->arena};

    put_old(c, &out, store, key);
    for (size_t i = c->n_old; i < c->evidence.n && c->n < MAX_NEW; i++)
        if ((c->evidence.proofs[i].ocsp != NULL) == ocsp)
            evne_buf_printf(&out, "%d 0 R ", add_stream(c, c->evidence.proofs[i].der));
    evne_buf_puts(&out, "]");
    return evne_buf_str(&out);
}

/* The store, and the catalog where it is the first. */
static void write_update(completing *c, const evne_form *form, const evne_wanted *wanted,
                         evne_str *out)
{
    static const char *const keys[] = {"Type", "Certs", "OCSPs", "CRLs"};
    static const char *const catalog_keys[] = {"DSS"};
    static const evne_object none = {.kind = EVNE_OBJECT_DICT};
    size_t last = c->pdf->n - 1;
    const evne_object *ref = evne_object_get_kind(form->root, "DSS", EVNE_OBJECT_REF);
    const evne_object *store = evne_revisions_resolve(c->pdf, last, ref);
    evne_str values[4], reference;
    int number;

    values[0] = EVNE_STR("/DSS");
    values[1] = certificate_list(c, store, wanted);
    values[2] = proof_list(c, store, "OCSPs", true);
    values[3] = proof_list(c, store, "CRLs", false);
    if (c->n == 0)
        return; /* nothing new: the file stays as it is */
    number = ref ? (int)ref->number : c->next++;
    c->objects[c->n++] =
        (evne_update_object){number, ref ? ref->generation : 0,
                             evne_update_dict(c->arena, store ? store : &none, 4, keys, values), 0};
    reference = evne_str_of(evne_arena_printf(c->arena, "%d 0 R", number));
    if (!ref)
        c->objects[c->n++] = (evne_update_object){
            form->root_number, form->root_generation,
            evne_update_dict(c->arena, form->root, 1, catalog_keys, &reference), 0};
    evne_update_append(c->arena, c->pdf, c->objects, c->n, out);
}

static evne_status complete(completing *c, const evne_wanted *wanted, evne_str *out)
{
    evne_form form;

    EVNE_TRY(evne_evidence_read(c->arena, c->pdf, &c->evidence, c->err));
    EVNE_TRY(evne_form_read(c->arena, c->pdf, c->pdf->n - 1, &form, c->err));
    c->n_old = c->evidence.n;
    for (size_t i = 0; i < c->n_old; i++)
        c->evidence.proofs[i].known = c->now;
    for (size_t i = 0; i < wanted->n; i++)
        EVNE_TRY(settle(c, &wanted->list[i]));
    c->next = evne_update_next_number(c->pdf);
    c->objects = evne_arena_array(c->arena, MAX_NEW + 4, sizeof *c->objects);
    write_update(c, &form, wanted, out);
    return EVNE_OK;
}

evne_status evne_dss_complete(evne_arena *arena, evne_str pdf, const evne_wanted *wanted,
                              STACK_OF(X509) * roots, evne_moment now, evne_str *out,
                              evne_error *err)
{
    completing c = {.arena = arena, .roots = roots, .now = evne_moment_seconds(now), .err = err};
    evne_status status;

    *out = pdf;
    EVNE_TRY(evne_revisions_read(arena, pdf, &c.pdf, err));
    status = complete(&c, wanted, out);
    evne_evidence_close(&c.evidence);
    ERR_clear_error();
    return status;
}
