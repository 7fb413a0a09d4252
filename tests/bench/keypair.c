/* How: OpenSSL's shortest way; the certificate signs itself and is valid in 2026. */
#include "keypair.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>

static bool write_key(EVP_PKEY *key, const char *path)
{
    FILE *file = fopen(path, "w");
    bool is_done = file && PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);

    return file && fclose(file) == 0 && is_done;
}

static bool add_usage(X509 *certificate)
{
    X509_EXTENSION *usage =
        X509V3_EXT_conf_nid(NULL, NULL, NID_key_usage, "critical,digitalSignature,nonRepudiation");
    bool is_done = usage && X509_add_ext(certificate, usage, -1);

    X509_EXTENSION_free(usage);
    return is_done;
}

static bool fill(X509 *certificate, EVP_PKEY *key)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    static const unsigned char signer[] = "Bench";

    return X509_set_version(certificate, 2) &&
           ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) &&
           ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20260101000000Z") &&
           ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20270101000000Z") &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, signer, -1, -1, 0) &&
           X509_set_issuer_name(certificate, name) && X509_set_pubkey(certificate, key) &&
           add_usage(certificate) && X509_sign(certificate, key, EVP_sha256());
}

static bool write_certificate(EVP_PKEY *key, const char *path)
{
    X509 *certificate = X509_new();
    FILE *file = fopen(path, "w");
    bool is_done =
        certificate && file && fill(certificate, key) && PEM_write_X509(file, certificate);

    X509_free(certificate);
    return file && fclose(file) == 0 && is_done;
}

EVP_PKEY *keypair_make(const char *key_path, const char *certificate_path)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");

    if (key && write_key(key, key_path) && write_certificate(key, certificate_path))
        return key;
    EVP_PKEY_free(key);
    return NULL;
}

bool keypair_sign(EVP_PKEY *key)
{
    static const unsigned char digest[32] = "what a signature is made over...";
    unsigned char signature[128];
    size_t len = sizeof signature;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    bool is_done = context && EVP_PKEY_sign_init(context) > 0 &&
                   EVP_PKEY_sign(context, signature, &len, digest, sizeof digest) > 0;

    EVP_PKEY_CTX_free(context);
    return is_done;
}
