/* How: OpenSSL's own responder, with a clock that stands still; the server is a child process. */
#define _POSIX_C_SOURCE 200809L
#include "authority.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sign/cms.h"
#include "sign/fixtures.h"

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
authority authority_new(evne_arena *arena, const char *root, const char *usage, int from, int years)
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

void authority_close(authority *a)
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

TS_RESP *authority_answer(const authority *a, BIO *query, const EVP_MD *md, long seconds)
{
    TS_RESP_CTX *context = TS_RESP_CTX_new();
    ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4", 1);
    TS_RESP *response = NULL;

    if (TS_RESP_CTX_set_signer_cert(context, a->certificate) == 1) {
        TS_RESP_CTX_set_signer_key(context, a->key);
        TS_RESP_CTX_set_def_policy(context, policy);
        TS_RESP_CTX_add_md(context, md);
        TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
        TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
        TS_RESP_CTX_set_serial_cb(context, give_serial, NULL);
        TS_RESP_CTX_set_time_cb(context, give_time, &seconds);
        response = TS_RESP_create_response(context, query);
    }
    ASN1_OBJECT_free(policy);
    TS_RESP_CTX_free(context);
    return response;
}

evne_str authority_stamp(evne_arena *arena, const authority *a, evne_str bytes, const EVP_MD *md,
                         long seconds)
{
    TS_REQ *request = ask(bytes, md);
    BIO *query = BIO_new(BIO_s_mem());
    TS_RESP *response;
    evne_str out;

    i2d_TS_REQ_bio(query, request);
    response = authority_answer(a, query, md, seconds);
    out = take_token(arena, response);
    TS_RESP_free(response);
    BIO_free(query);
    TS_REQ_free(request);
    return out;
}

/* ---- a server ---- */

/* Reads one request of HTTP/1.0 whole: what stands behind the headers. */
static BIO *read_request(int fd)
{
    static char bytes[16384];
    size_t len = 0, want = sizeof bytes;
    const char *body = NULL, *length;

    while (len < want) {
        ssize_t n = read(fd, bytes + len, sizeof bytes - 1 - len);

        if (n <= 0)
            break;
        len += (size_t)n;
        bytes[len] = 0;
        body = strstr(bytes, "\r\n\r\n");
        length = body ? strstr(bytes, "Content-Length: ") : NULL;
        if (length)
            want = (size_t)(body + 4 - bytes) + strtoul(length + 16, NULL, 10);
    }
    return body ? BIO_new_mem_buf(body + 4, (int)(len - (size_t)(body + 4 - bytes))) : NULL;
}

static void answer_request(const authority *a, int fd)
{
    BIO *query = read_request(fd);
    TS_RESP *response = query ? authority_answer(a, query, EVP_sha256(), AUTHORITY_NOW) : NULL;
    unsigned char *der = NULL;
    int len = response ? i2d_TS_RESP(response, &der) : 0;

    dprintf(fd,
            "HTTP/1.0 200 OK\r\nContent-Type: application/timestamp-reply\r\n"
            "Content-Length: %d\r\n\r\n",
            len);
    if (len > 0 && write(fd, der, (size_t)len) != len)
        fprintf(stderr, "authority: an answer was cut\n");
    OPENSSL_free(der);
    TS_RESP_free(response);
    BIO_free(query);
}

static void serve(const authority *a, int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);

        if (fd < 0)
            continue;
        answer_request(a, fd);
        close(fd);
    }
}

const char *authority_start(evne_arena *arena, pid_t *child)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener < 0 || bind(listener, (struct sockaddr *)&address, len) != 0 ||
        listen(listener, 8) != 0 || getsockname(listener, (struct sockaddr *)&address, &len) != 0)
        return NULL;
    *child = fork();
    if (*child == 0) {
        authority a = authority_new(arena, "root", AUTHORITY_USAGE, 2020, 20);

        prctl(PR_SET_PDEATHSIG, SIGKILL);
        serve(&a, listener);
    }
    close(listener);
    return evne_arena_printf(arena, "http://127.0.0.1:%d/", ntohs(address.sin_port));
}

void authority_stop(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}
