/*
 * How: X509_verify_cert with a store that holds the given roots and nothing of the system's. A root
 * may be an intermediate authority's certificate: what the reader trusts ends the chain.
 */
#include "trust.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "shown.h"

enum { SECURITY_LEVEL = 2 /* 112 bits: RSA from 2048, no SHA-1 */, MAX_CHAIN = 10 };

const char *evne_name_part(evne_arena *arena, const X509_NAME *name, int nid)
{
    int at = X509_NAME_get_index_by_NID(name, nid, -1), len;
    unsigned char *utf8 = NULL;
    const char *text;

    if (at < 0)
        return NULL;
    len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (len < 0) {
        ERR_clear_error();
        return NULL;
    }
    text = evne_shown(arena, (evne_str){(const char *)utf8, (size_t)len});
    OPENSSL_free(utf8);
    return text;
}

const char *evne_name_short(evne_arena *arena, const X509_NAME *name)
{
    const char *part = evne_name_part(arena, name, NID_commonName);

    if (!part)
        part = evne_name_part(arena, name, NID_organizationName);
    return part ? part : "?";
}

/* OpenSSL's error as one of our reasons: a certificate's, a time-stamp's. */
typedef struct verdict {
    const char *certificate, *timestamp;
} verdict;

static verdict code_of(int error, int depth)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
        return (verdict){"certificate.untrusted", "timestamp.untrusted"};
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return (verdict){depth ? "certificate.issuer_expired" : "certificate.expired",
                         "timestamp.expired"};
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return (verdict){depth ? "certificate.issuer_expired" : "certificate.not_yet_valid",
                         "timestamp.chain"};
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return (verdict){"certificate.weak", "timestamp.weak"};
    default:
        return (verdict){"certificate.chain", "timestamp.chain"};
    }
}

evne_chain evne_trust_names(evne_arena *arena, const STACK_OF(X509) * chain)
{
    int n = chain ? sk_X509_num(chain) : 0;
    const char **names = evne_arena_array(arena, (size_t)n + 1, sizeof *names);

    for (int i = 0; i < n; i++)
        names[i] = evne_name_short(arena, X509_get_subject_name(sk_X509_value(chain, i)));
    return (evne_chain){names, (size_t)n};
}

static bool is_in(const STACK_OF(X509) * list, const X509 *certificate)
{
    for (int i = 0; i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), certificate) == 0)
            return true;
    return false;
}

static void check_extras(evne_arena *arena, const evne_trust *trust, const STACK_OF(X509) * chain,
                         evne_reasons *reasons)
{
    const char *code =
        trust->is_timestamp ? "timestamp.extra_certificate" : "cms.extra_certificate";

    for (int i = 0; i < sk_X509_num(trust->others); i++) {
        const X509 *other = sk_X509_value(trust->others, i);

        if (!is_in(chain, other) && !is_in(trust->roots, other))
            evne_reasons_add(reasons, code, evne_name_short(arena, X509_get_subject_name(other)));
    }
}

static bool add_all(STACK_OF(X509) * all, STACK_OF(X509) * more)
{
    for (int i = 0; i < sk_X509_num(more); i++)
        if (!sk_X509_push(all, sk_X509_value(more, i)))
            return false;
    return true;
}

static bool prepare(X509_STORE *store, X509_STORE_CTX *context, const evne_trust *trust,
                    STACK_OF(X509) * all)
{
    X509_VERIFY_PARAM *param;

    for (int i = 0; i < sk_X509_num(trust->roots); i++)
        if (X509_STORE_add_cert(store, sk_X509_value(trust->roots, i)) != 1)
            return false;
    if (!add_all(all, trust->others) || !add_all(all, trust->pool) ||
        X509_STORE_CTX_init(context, store, trust->certificate, all) != 1)
        return false;
    param = X509_STORE_CTX_get0_param(context);
    if (trust->is_timestamp &&
        X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_TIMESTAMP_SIGN) != 1)
        return false;
    X509_VERIFY_PARAM_set_time(param, (time_t)evne_moment_seconds(trust->when));
    X509_VERIFY_PARAM_set_auth_level(param, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_depth(param, MAX_CHAIN);
    return X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN) == 1;
}

static void explain(const evne_trust *trust, X509_STORE_CTX *context, evne_reasons *reasons)
{
    int error = X509_STORE_CTX_get_error(context);
    verdict found = code_of(error, X509_STORE_CTX_get_error_depth(context));
    const char *code = trust->is_timestamp ? found.timestamp : found.certificate;

    evne_reasons_add(reasons, code,
                     strstr(code, ".chain") ? X509_verify_cert_error_string(error) : NULL);
}

evne_status evne_trust_check(evne_arena *arena, const evne_trust *trust, evne_reasons *reasons,
                             STACK_OF(X509) * *chain, evne_error *err)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *all = sk_X509_new_null();
    evne_status status = EVNE_OK;

    *chain = NULL;
    if (!trust->is_timestamp && !evne_certificate_may_sign(trust->certificate))
        evne_reasons_add(reasons, "certificate.purpose", NULL);
    if (sk_X509_num(trust->roots) <= 0) {
        evne_reasons_add(reasons,
                         trust->is_timestamp ? "timestamp.no_roots" : "certificate.no_roots", NULL);
    } else if (!store || !context || !all || !prepare(store, context, trust, all)) {
        status = evne_fail(err, EVNE_SYSTEM, NULL, "no memory to check a certificate");
    } else if (X509_verify_cert(context) == 1) {
        *chain = X509_STORE_CTX_get1_chain(context);
        check_extras(arena, trust, *chain, reasons);
    } else {
        explain(trust, context, reasons);
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    sk_X509_free(all);
    ERR_clear_error();
    return status;
}
