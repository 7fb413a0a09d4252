/*
 * How: the file is read into a buffer that is wiped afterwards, and OpenSSL reads PEM or PKCS#12
 * from memory. A PEM file may hold key and certificates in any order; the certificate whose public
 * key matches the private key is the signer's.
 */
#define _POSIX_C_SOURCE 200809L

#include "keys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "token.h"

struct evne_key {
    evne_token *token; /* NULL for a key from a file */
    EVP_PKEY *pkey;
    X509 *certificate;
    STACK_OF(X509) * chain;
};

/* A key on its way in: what the callbacks and helpers share. */
typedef struct loading {
    const char *path;
    const evne_passphrase *passphrase;
    evne_key *key;
    STACK_OF(X509) * found;
    evne_error *err;
    evne_status status; /* of asking for the passphrase */
    bool asked;
} loading;

static evne_status fail(const loading *l, const char *text)
{
    ERR_clear_error();
    return evne_fail(l->err, EVNE_INPUT, l->path, "%s '%s'", text, l->path);
}

/* ---- the file ---- */

static evne_status read_all(int fd, const char *path, unsigned char *out, size_t *len,
                            evne_error *err)
{
    *len = 0;
    for (;;) {
        ssize_t got = read(fd, out + *len, EVNE_KEY_FILE_MAX - *len);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return evne_fail(err, EVNE_INPUT, path, "cannot read '%s': %s", path, strerror(errno));
        if (got == 0)
            return EVNE_OK;
        *len += (size_t)got;
        if (*len == EVNE_KEY_FILE_MAX)
            return evne_fail(err, EVNE_INPUT, path, "'%s' is too large for a key", path);
    }
}

/* The bytes of `path` in memory that wipe() gives back. */
static evne_status slurp(const char *path, unsigned char **out, size_t *len, evne_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    evne_status status;

    *out = NULL;
    if (fd < 0)
        return evne_fail(err, EVNE_INPUT, path, "cannot open '%s': %s", path, strerror(errno));
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(fd);
        return evne_fail(err, EVNE_INPUT, path, "'%s' is a folder", path);
    }
    *out = OPENSSL_malloc(EVNE_KEY_FILE_MAX);
    status = *out ? read_all(fd, path, *out, len, err)
                  : evne_fail(err, EVNE_SYSTEM, path, "no memory for '%s'", path);
    close(fd);
    return status;
}

static void wipe(unsigned char *bytes, size_t len)
{
    OPENSSL_clear_free(bytes, len);
}

/* ---- PEM ---- */

/* OpenSSL asks for the passphrase of an encrypted key. */
static int on_passphrase(char *out, int size, int writing, void *context)
{
    loading *l = context;
    char text[EVNE_PASSPHRASE_MAX];
    int len = -1;

    (void)writing;
    l->asked = true;
    l->status = evne_passphrase_get(l->passphrase, l->path, text, l->err);
    if (l->status == EVNE_OK && strlen(text) < (size_t)size) {
        len = (int)strlen(text);
        memcpy(out, text, (size_t)len);
    }
    OPENSSL_cleanse(text, sizeof text);
    return len;
}

static void read_pem_certificates(BIO *bio, STACK_OF(X509) * found)
{
    X509 *certificate;

    while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
        if (!sk_X509_push(found, certificate))
            X509_free(certificate);
    ERR_clear_error();
}

static evne_status load_pem(loading *l, const unsigned char *bytes, size_t len)
{
    BIO *bio = BIO_new_mem_buf(bytes, (int)len);

    if (!bio)
        return fail(l, "no memory for");
    l->key->pkey = PEM_read_bio_PrivateKey(bio, NULL, on_passphrase, l);
    BIO_free(bio);
    if (!l->key->pkey && l->status != EVNE_OK)
        return l->status;
    if (!l->key->pkey)
        return fail(l, l->asked ? "wrong passphrase for" : "no private key in");
    bio = BIO_new_mem_buf(bytes, (int)len);
    if (bio)
        read_pem_certificates(bio, l->found);
    BIO_free(bio);
    return EVNE_OK;
}

/* ---- PKCS#12 ---- */

static evne_status parse_p12(loading *l, PKCS12 *p12, const char *passphrase)
{
    X509 *certificate = NULL;
    STACK_OF(X509) *others = NULL;
    int ok = PKCS12_parse(p12, passphrase, &l->key->pkey, &certificate, &others);

    if (certificate && !sk_X509_push(l->found, certificate))
        X509_free(certificate);
    for (int i = 0; i < sk_X509_num(others); i++)
        if (X509_up_ref(sk_X509_value(others, i)) &&
            !sk_X509_push(l->found, sk_X509_value(others, i)))
            X509_free(sk_X509_value(others, i));
    sk_X509_pop_free(others, X509_free);
    if (!ok || !l->key->pkey)
        return fail(l, "no private key in");
    return EVNE_OK;
}

static evne_status load_p12(loading *l, const unsigned char *bytes, size_t len)
{
    const unsigned char *p = bytes;
    PKCS12 *p12 = d2i_PKCS12(NULL, &p, (long)len);
    char text[EVNE_PASSPHRASE_MAX] = "";
    evne_status status = EVNE_OK;

    if (!p12)
        return fail(l, "not a PKCS#12 file:");
    if (PKCS12_verify_mac(p12, "", 0) != 1 && PKCS12_verify_mac(p12, NULL, 0) != 1) {
        status = evne_passphrase_get(l->passphrase, l->path, text, l->err);
        if (status == EVNE_OK && PKCS12_verify_mac(p12, text, -1) != 1)
            status = fail(l, "wrong passphrase for");
    }
    if (status == EVNE_OK)
        status = parse_p12(l, p12, text);
    OPENSSL_cleanse(text, sizeof text);
    PKCS12_free(p12);
    return status;
}

/* ---- key and certificate ---- */

/* Moves the certificate that matches out of those found; what is left is the chain. */
static evne_status choose_certificate(loading *l)
{
    if (sk_X509_num(l->found) == 0)
        return fail(l, "there is no certificate (see --cert) for");
    for (int i = 0; i < sk_X509_num(l->found); i++)
        if (X509_check_private_key(sk_X509_value(l->found, i), l->key->pkey) == 1) {
            l->key->certificate = sk_X509_delete(l->found, i);
            l->key->chain = l->found;
            l->found = NULL;
            ERR_clear_error();
            return EVNE_OK;
        }
    return fail(l, "no certificate matches the private key in");
}

static evne_status check_strength(evne_arena *arena, const loading *l)
{
    const char *weakness = evne_key_weakness(arena, l->key->pkey);

    if (!weakness)
        return EVNE_OK;
    return evne_fail(l->err, EVNE_INPUT, l->path,
                     "the key in '%s' is not accepted: %s (RSA from 2048 bits, P-256 or P-384)",
                     l->path, weakness);
}

static bool has_ending(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending);

    return len > end && strcasecmp(path + len - end, ending) == 0;
}

static bool is_on_token(const char *uri)
{
    return strncmp(uri, "pkcs11:", 7) == 0;
}

/* A certificate that stands beside the key is one of those found. */
static evne_status load_token(evne_arena *arena, loading *l)
{
    X509 *certificate = NULL;

    EVNE_TRY(evne_token_open(arena, l->path, l->passphrase, &l->key->token, &l->key->pkey,
                             &certificate, l->err));
    if (certificate && !sk_X509_push(l->found, certificate))
        X509_free(certificate);
    return EVNE_OK;
}

static evne_status load_file(loading *l)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    evne_status status = slurp(l->path, &bytes, &len, l->err);

    if (status == EVNE_OK && (has_ending(l->path, ".p12") || has_ending(l->path, ".pfx")))
        status = load_p12(l, bytes, len);
    else if (status == EVNE_OK)
        status = load_pem(l, bytes, len);
    wipe(bytes, len);
    return status;
}

static evne_status load(evne_arena *arena, loading *l, const char *certificate)
{
    EVNE_TRY(is_on_token(l->path) ? load_token(arena, l) : load_file(l));
    EVNE_TRY(check_strength(arena, l));
    if (certificate)
        EVNE_TRY(evne_certificates_read(arena, certificate, &l->found, l->err));
    return choose_certificate(l);
}

/* Takes "file:" off, and refuses other schemes: letters and a colon before any slash. */
static evne_status path_of(const char *uri, const char **path, evne_error *err)
{
    size_t letters =
        strspn(uri, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    *path = uri;
    if (strncmp(uri, "file:", 5) == 0)
        *path = strncmp(uri, "file:///", 8) == 0 ? uri + 7 : uri + 5;
    else if (letters > 1 && uri[letters] == ':' && !is_on_token(uri))
        return evne_fail(err, EVNE_USAGE, uri,
                         "unknown kind of key '%s' (file:, pkcs11: or a path)", uri);
    return EVNE_OK;
}

evne_status evne_key_load(evne_arena *arena, const char *uri, const char *certificate,
                          const evne_passphrase *passphrase, evne_key **out, evne_error *err)
{
    loading l = {.passphrase = passphrase, .err = err};
    evne_status status;

    *out = NULL;
    EVNE_TRY(path_of(uri, &l.path, err));
    l.found = sk_X509_new_null();
    l.key = OPENSSL_zalloc(sizeof *l.key);
    if (!l.found || !l.key)
        status = evne_fail(err, EVNE_SYSTEM, NULL, "no memory for a key");
    else
        status = load(arena, &l, certificate);
    sk_X509_pop_free(l.found, X509_free);
    if (status != EVNE_OK)
        evne_key_free(l.key);
    else
        *out = l.key;
    return status;
}

evne_status evne_key_load_public(evne_arena *arena, const char *certificate, evne_key **out,
                                 evne_error *err)
{
    loading l = {.path = certificate, .err = err};
    evne_status status;

    *out = NULL;
    l.key = OPENSSL_zalloc(sizeof *l.key);
    if (!l.key)
        return evne_fail(err, EVNE_SYSTEM, NULL, "no memory for a key");
    status = evne_certificates_read(arena, certificate, &l.key->chain, err);
    if (status == EVNE_OK) {
        l.key->certificate = sk_X509_shift(l.key->chain);
        l.key->pkey = X509_get_pubkey(l.key->certificate);
        status = l.key->pkey ? check_strength(arena, &l) : fail(&l, "no usable key in");
    }
    if (status != EVNE_OK)
        evne_key_free(l.key);
    else
        *out = l.key;
    return status;
}

void evne_key_free(evne_key *key)
{
    if (!key)
        return;
    EVP_PKEY_free(key->pkey);
    X509_free(key->certificate);
    sk_X509_pop_free(key->chain, X509_free);
    evne_token_close(key->token);
    OPENSSL_free(key);
}

EVP_PKEY *evne_key_private(const evne_key *key)
{
    return key->pkey;
}

X509 *evne_key_certificate(const evne_key *key)
{
    return key->certificate;
}

const STACK_OF(X509) * evne_key_chain(const evne_key *key)
{
    return key->chain;
}

const EVP_MD *evne_key_digest(const evne_key *key)
{
    return EVP_PKEY_is_a(key->pkey, "EC") && EVP_PKEY_get_bits(key->pkey) > 256 ? EVP_sha384()
                                                                                : EVP_sha256();
}

/* ---- rules ---- */

static const char *curve_of(EVP_PKEY *key, char *name, size_t size)
{
    size_t len = 0;

    if (EVP_PKEY_get_group_name(key, name, size, &len) != 1)
        return "an unnamed curve";
    if (strcmp(name, SN_X9_62_prime256v1) == 0)
        return "P-256";
    return strcmp(name, SN_secp384r1) == 0 ? "P-384" : name;
}

const char *evne_key_name(evne_arena *arena, EVP_PKEY *key)
{
    char name[80] = "";

    if (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS"))
        return evne_arena_printf(arena, "RSA %d", EVP_PKEY_get_bits(key));
    if (EVP_PKEY_is_a(key, "EC"))
        return evne_arena_text(arena, curve_of(key, name, sizeof name));
    return evne_arena_text(arena,
                           EVP_PKEY_get0_type_name(key) ? EVP_PKEY_get0_type_name(key) : "?");
}

const char *evne_key_weakness(evne_arena *arena, EVP_PKEY *key)
{
    const char *name = evne_key_name(arena, key);
    int bits = EVP_PKEY_get_bits(key);

    if (EVP_PKEY_is_a(key, "RSA") && bits >= 2048 && bits <= 8192)
        return NULL;
    if (EVP_PKEY_is_a(key, "RSA"))
        return evne_arena_printf(arena, "RSA of %d bits", bits);
    if (EVP_PKEY_is_a(key, "EC") && (strcmp(name, "P-256") == 0 || strcmp(name, "P-384") == 0))
        return NULL;
    return evne_arena_printf(arena, "a key of kind %s", name);
}

int64_t evne_moment_seconds(evne_moment moment)
{
    return (int64_t)evne_date_days(moment.date) * 86400 + moment.second_of_day -
           (int64_t)moment.offset_min * 60;
}

int evne_certificate_period(const X509 *certificate, evne_moment when)
{
    time_t at = (time_t)evne_moment_seconds(when);

    if (X509_cmp_time(X509_get0_notBefore(certificate), &at) > 0)
        return -1;
    return X509_cmp_time(X509_get0_notAfter(certificate), &at) <= 0 ? 1 : 0;
}

/*
 * Extended purposes that all belong to machines: servers, programs, time-stamps, answers about
 * certificates. Others, such as mail and documents, and none at all are for people.
 */
static bool is_for_machines(X509 *certificate)
{
    EXTENDED_KEY_USAGE *all = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
    int n = sk_ASN1_OBJECT_num(all), n_known = 0;

    for (int i = 0; i < n; i++)
        switch (OBJ_obj2nid(sk_ASN1_OBJECT_value(all, i))) {
        case NID_server_auth:
        case NID_code_sign:
        case NID_time_stamp:
        case NID_OCSP_sign:
            n_known++;
            break;
        default:
            break;
        }
    sk_ASN1_OBJECT_pop_free(all, ASN1_OBJECT_free);
    return n > 0 && n_known == n;
}

bool evne_certificate_may_sign(X509 *certificate)
{
    uint32_t usage = X509_get_key_usage(certificate);

    if (X509_check_ca(certificate) != 0 && (X509_get_extension_flags(certificate) & EXFLAG_CA))
        return false;
    if (is_for_machines(certificate))
        return false;
    return usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

evne_status evne_certificate_check(X509 *certificate, const char *name, int period, evne_error *err)
{
    if (period != 0)
        return evne_fail(err, EVNE_INPUT, NULL, "the certificate of '%s' is %s", name,
                         period < 0 ? "not valid yet" : "expired");
    if (!evne_certificate_may_sign(certificate))
        return evne_fail(err, EVNE_INPUT, NULL,
                         "the certificate of '%s' may not be used for signatures", name);
    return EVNE_OK;
}

/* ---- certificate files ---- */

static bool add_der(const unsigned char *bytes, size_t len, STACK_OF(X509) * found)
{
    const unsigned char *p = bytes;
    X509 *certificate = d2i_X509(NULL, &p, (long)len);

    if (certificate && p == bytes + len && sk_X509_push(found, certificate))
        return true;
    X509_free(certificate);
    return false;
}

evne_status evne_certificates_read(evne_arena *arena, const char *path,
                                   STACK_OF(X509) * *certificates, evne_error *err)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    evne_status status = slurp(path, &bytes, &len, err);
    int before;
    BIO *bio;

    (void)arena;
    if (!*certificates)
        *certificates = sk_X509_new_null();
    before = sk_X509_num(*certificates);
    if (status == EVNE_OK && (bio = BIO_new_mem_buf(bytes, (int)len)) != NULL) {
        read_pem_certificates(bio, *certificates);
        BIO_free(bio);
        if (sk_X509_num(*certificates) == before && !add_der(bytes, len, *certificates))
            status = evne_fail(err, EVNE_INPUT, path, "no certificate in '%s'", path);
    }
    ERR_clear_error();
    wipe(bytes, len);
    return status;
}
