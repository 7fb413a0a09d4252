/*
 * Time-stamps of the signature, made by an authority of our own: true ones, and ones that stamp
 * something else or come from someone who may not stamp.
 */
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "attacks.h"
#include "sign/cms.h"

typedef struct authority {
    EVP_PKEY *key;
    X509 *certificate;
} authority;

static void *read_pem(evne_arena *arena, const char *name, bool is_key)
{
    BIO *file = BIO_new_file(fixture_key_path(arena, name), "r");
    void *out = is_key ? (void *)PEM_read_bio_PrivateKey(file, NULL, NULL, NULL)
                       : (void *)PEM_read_bio_X509(file, NULL, NULL, NULL);

    BIO_free(file);
    return out;
}

static void extend(X509 *certificate, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/* An authority under `root`; `usage` is its extended key usage, valid from and for whole years. */
static authority new_authority(evne_arena *arena, const char *root, const char *usage, int from,
                               int years)
{
    EVP_PKEY *root_key = read_pem(arena, evne_arena_printf(arena, "%s.key.pem", root), true);
    X509 *issuer = read_pem(arena, evne_arena_printf(arena, "%s.pem", root), false);
    authority out = {EVP_EC_gen("P-256"), X509_new()};
    X509 *c = out.certificate;

    X509_set_version(c, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(c), 4711);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(c), "CN", MBSTRING_UTF8,
                               (const unsigned char *)"Evne Test Tid", -1, -1, 0);
    X509_set_issuer_name(c, X509_get_subject_name(issuer));
    ASN1_TIME_set_string_X509(X509_getm_notBefore(c),
                              evne_arena_printf(arena, "%d0101000000Z", from));
    ASN1_TIME_set_string_X509(X509_getm_notAfter(c),
                              evne_arena_printf(arena, "%d0101000000Z", from + years));
    X509_set_pubkey(c, out.key);
    extend(c, NID_basic_constraints, "critical,CA:FALSE");
    extend(c, NID_key_usage, "critical,digitalSignature");
    if (usage)
        extend(c, NID_ext_key_usage, usage);
    X509_sign(c, root_key, EVP_sha256());
    EVP_PKEY_free(root_key);
    X509_free(issuer);
    return out;
}

static void close_authority(authority *a)
{
    EVP_PKEY_free(a->key);
    X509_free(a->certificate);
}

static int give_time(struct TS_resp_ctx *context, void *data, long *seconds, long *microseconds)
{
    (void)context;
    *seconds = *(long *)data;
    *microseconds = 0;
    return 1;
}

static ASN1_INTEGER *give_serial(struct TS_resp_ctx *context, void *data)
{
    ASN1_INTEGER *serial = ASN1_INTEGER_new();

    (void)context, (void)data;
    ASN1_INTEGER_set(serial, 1);
    return serial;
}

/* A request for a time-stamp of the digest of `bytes`. */
static TS_REQ *ask(evne_str bytes, const EVP_MD *md)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    TS_REQ *request = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *method = X509_ALGOR_new();

    evne_digest(md, bytes, EVNE_STR(""), digest, &len);
    X509_ALGOR_set_md(method, md);
    TS_MSG_IMPRINT_set_algo(imprint, method);
    TS_MSG_IMPRINT_set_msg(imprint, digest, (int)len);
    TS_REQ_set_version(request, 1);
    TS_REQ_set_msg_imprint(request, imprint);
    TS_REQ_set_cert_req(request, 1);
    TS_MSG_IMPRINT_free(imprint);
    X509_ALGOR_free(method);
    return request;
}

static evne_str take_token(evne_arena *arena, TS_RESP *response)
{
    PKCS7 *token = response ? TS_RESP_get_token(response) : NULL;
    unsigned char *der = NULL;
    int len = token ? i2d_PKCS7(token, &der) : 0;
    evne_str out = {0};

    if (len > 0)
        out = (evne_str){evne_arena_copy(arena, (const char *)der, (size_t)len), (size_t)len};
    OPENSSL_free(der);
    return out;
}

/* A token that says `seconds`; empty when OpenSSL will not have that authority stamp. */
static evne_str stamp(evne_arena *arena, const authority *a, evne_str bytes, const EVP_MD *md,
                      long seconds)
{
    TS_RESP_CTX *context = TS_RESP_CTX_new();
    ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4", 1);
    TS_REQ *request = ask(bytes, md);
    BIO *query = BIO_new(BIO_s_mem());
    TS_RESP *response = NULL;
    evne_str out = {0};

    i2d_TS_REQ_bio(query, request);
    if (TS_RESP_CTX_set_signer_cert(context, a->certificate) == 1) {
        TS_RESP_CTX_set_signer_key(context, a->key);
        TS_RESP_CTX_set_def_policy(context, policy);
        TS_RESP_CTX_add_md(context, md);
        TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
        TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
        TS_RESP_CTX_set_serial_cb(context, give_serial, NULL);
        TS_RESP_CTX_set_time_cb(context, give_time, &seconds);
        response = TS_RESP_create_response(context, query);
        out = take_token(arena, response);
    }
    TS_RESP_free(response);
    BIO_free(query);
    TS_REQ_free(request);
    ASN1_OBJECT_free(policy);
    TS_RESP_CTX_free(context);
    return out;
}

/* The base file with `token` beside its signature. */
static evne_str put_token(evne_arena *arena, evne_str pdf, evne_str token)
{
    evne_str out;

    if (!evne_cms_stamp(arena, attack_cms(arena, pdf), token, &out)) {
        fprintf(stderr, "attacks: a time-stamp that does not go in\n");
        return pdf;
    }
    return attack_put_cms(arena, pdf, out);
}

static const struct {
    const char *name, *root, *usage;
    int from, years;
    const char *stamped; /* NULL: the signature, as it should be */
    const char *digest;
    long seconds;
    const char *reasons;
} cases[] = {
#define USAGE "critical,timeStamping"
#define NOON 1795330800 /* 2026-11-22 */
    {"a stamp of something else", "root", USAGE, 2020, 20, "noget andet", "SHA256", NOON,
     "timestamp.imprint"},
    {"a stamp of nothing", "root", USAGE, 2020, 20, "", "SHA256", NOON, "timestamp.imprint"},
    {"a stamp of the digest's digest", "root", USAGE, 2020, 20, "\x30\x31", "SHA512", NOON,
     "timestamp.imprint"},
    {"a stranger's stamp", "foreign-root", USAGE, 2020, 20, NULL, "SHA256", NOON,
     "timestamp.untrusted"},
    {"a stamp by an authority that is too young", "root", USAGE, 2027, 10, NULL, "SHA256", NOON,
     "timestamp.*"},
    {"a stamp by an authority that had ended", "root", USAGE, 2020, 1, NULL, "SHA256", NOON,
     "timestamp.*"},
    {"a stamp over SHA-1", "root", USAGE, 2020, 20, NULL, "SHA1", NOON, "timestamp.*"},
    {"a stamp over MD5", "root", USAGE, 2020, 20, NULL, "MD5", NOON, "timestamp.*"},
    {"a stamp from the future", "root", USAGE, 2020, 20, NULL, "SHA256", NOON + 90000000,
     "timestamp.*"},
    {"a stamp from before the certificates", "root", USAGE, 2010, 30, NULL, "SHA256", 1300000000,
     "timestamp.* certificate.*"},
};

static evne_str signature_of(evne_arena *arena, evne_str pdf)
{
    evne_str value = {0};

    evne_cms_signature(attack_cms(arena, pdf), &value);
    return value;
}

static void bad_stamps(attacks *all, evne_str pdf)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        authority a =
            new_authority(all->arena, cases[i].root, cases[i].usage, cases[i].from, cases[i].years);
        evne_str bytes =
            cases[i].stamped ? evne_str_of(cases[i].stamped) : signature_of(all->arena, pdf);
        evne_str token =
            stamp(all->arena, &a, bytes, EVP_get_digestbyname(cases[i].digest), cases[i].seconds);

        if (token.len)
            attacks_add(all, ATTACK_CHAINS, put_token(all->arena, pdf, token), cases[i].reasons,
                        "%s", cases[i].name);
        else
            fprintf(stderr, "attacks: no token for '%s'\n", cases[i].name);
        close_authority(&a);
    }
}

/* One byte of a true token changed, at 24 places. */
static void bad_bytes(attacks *all, evne_str pdf, evne_str token)
{
    for (size_t i = 0; i < 24; i++) {
        char *copy = evne_arena_copy(all->arena, token.p, token.len);
        size_t at = i * (token.len - 1) / 23;

        copy[at] = (char)(copy[at] ^ 1);
        attacks_add(all, ATTACK_CHAINS, put_token(all->arena, pdf, (evne_str){copy, token.len}),
                    "timestamp.* cms.* contents.*", "byte %zu of a time-stamp flipped", at);
    }
}

void attacks_stamps(attacks *all)
{
    evne_str pdf = attack_sign(all->arena, fixture_form(all->arena, 2), "arbejdsgiver",
                               "medarbejderrepraesentant", false);
    authority a = new_authority(all->arena, "root", USAGE, 2020, 20);
    evne_str token = stamp(all->arena, &a, signature_of(all->arena, pdf), EVP_sha256(), NOON);

    attacks_add(all, ATTACK_HONEST, put_token(all->arena, pdf, token), "", "a true time-stamp");
    attacks_add(all, ATTACK_HONEST,
                attack_sign(all->arena, put_token(all->arena, pdf, token), fixture_roles[1],
                            "borger", false),
                "", "a true time-stamp, then another signature");
    bad_stamps(all, pdf);
    bad_bytes(all, pdf, token);
    close_authority(&a);
}
