/*
 * How: X509_verify_cert with a store that holds the given roots and nothing of the system's. A root
 * may be an intermediate authority's certificate: what the reader trusts ends the chain.
 */
#include "trust.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <string.h>

enum { SECURITY_LEVEL = 2 /* 112 bits: RSA from 2048, no SHA-1 */, MAX_CHAIN = 10 };

const char *evne_name_part(evne_arena *arena, const X509_NAME *name, int nid)
{
    int at = X509_NAME_get_index_by_NID(name, nid, -1), len;
    unsigned char *utf8 = NULL;
    evne_buf buf = {.arena = arena};
    evne_str text;

    if (at < 0)
        return NULL;
    len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (len < 0) {
        ERR_clear_error();
        return NULL;
    }
    text = (evne_str){(const char *)utf8, (size_t)len};
    for (size_t i = 0; i < text.len;) {
        uint32_t c = evne_utf8_next(text, &i);

        evne_utf8_put(&buf, c < 0x20 || c == 0x7f || c == EVNE_NO_CODE_POINT ? 0xfffd : c);
    }
    OPENSSL_free(utf8);
    return evne_buf_text(&buf);
}

const char *evne_name_short(evne_arena *arena, const X509_NAME *name)
{
    const char *part = evne_name_part(arena, name, NID_commonName);

    if (!part)
        part = evne_name_part(arena, name, NID_organizationName);
    return part ? part : "?";
}

/* OpenSSL's error as one of our reasons. */
static const char *code_of(int error, int depth)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
        return "certificate.untrusted";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return depth ? "certificate.issuer_expired" : "certificate.expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return depth ? "certificate.issuer_expired" : "certificate.not_yet_valid";
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return "certificate.weak";
    default:
        return "certificate.chain";
    }
}

static void list_names(evne_arena *arena, X509_STORE_CTX *context, evne_chain *chain)
{
    const STACK_OF(X509) *found = X509_STORE_CTX_get0_chain(context);
    const char **names = evne_arena_array(arena, (size_t)sk_X509_num(found) + 1, sizeof *names);

    for (int i = 0; i < sk_X509_num(found); i++)
        names[chain->n++] = evne_name_short(arena, X509_get_subject_name(sk_X509_value(found, i)));
    chain->names = names;
}

static bool is_in(const STACK_OF(X509) * list, const X509 *certificate)
{
    for (int i = 0; i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), certificate) == 0)
            return true;
    return false;
}

static void check_extras(evne_arena *arena, const evne_cms *cms, X509_STORE_CTX *context,
                         STACK_OF(X509) * roots, evne_reasons *reasons)
{
    const STACK_OF(X509) *found = X509_STORE_CTX_get0_chain(context);

    for (int i = 0; i < sk_X509_num(cms->others); i++) {
        const X509 *other = sk_X509_value(cms->others, i);

        if (!is_in(found, other) && !is_in(roots, other))
            evne_reasons_add(reasons, "cms.extra_certificate",
                             evne_name_short(arena, X509_get_subject_name(other)));
    }
}

static bool prepare(X509_STORE *store, X509_STORE_CTX *context, const evne_cms *cms,
                    STACK_OF(X509) * roots, evne_moment now)
{
    X509_VERIFY_PARAM *param;

    for (int i = 0; i < sk_X509_num(roots); i++)
        if (X509_STORE_add_cert(store, sk_X509_value(roots, i)) != 1)
            return false;
    if (X509_STORE_CTX_init(context, store, cms->signer, cms->others) != 1)
        return false;
    param = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(param, (time_t)evne_moment_seconds(now));
    X509_VERIFY_PARAM_set_auth_level(param, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_depth(param, MAX_CHAIN);
    return X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN) == 1;
}

evne_status evne_trust_check(evne_arena *arena, const evne_cms *cms, STACK_OF(X509) * roots,
                             evne_moment now, evne_reasons *reasons, evne_chain *chain,
                             evne_error *err)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    evne_status status = EVNE_OK;

    memset(chain, 0, sizeof *chain);
    if (!evne_certificate_may_sign(cms->signer))
        evne_reasons_add(reasons, "certificate.purpose", NULL);
    if (sk_X509_num(roots) <= 0) {
        evne_reasons_add(reasons, "certificate.no_roots", NULL);
    } else if (!store || !context || !prepare(store, context, cms, roots, now)) {
        status = evne_fail(err, EVNE_SYSTEM, NULL, "no memory to check a certificate");
    } else if (X509_verify_cert(context) == 1) {
        list_names(arena, context, chain);
        check_extras(arena, cms, context, roots, reasons);
    } else {
        int error = X509_STORE_CTX_get_error(context);
        int depth = X509_STORE_CTX_get_error_depth(context);
        const char *code = code_of(error, depth);

        evne_reasons_add(
            reasons, code,
            strcmp(code, "certificate.chain") == 0 ? X509_verify_cert_error_string(error) : NULL);
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return status;
}
