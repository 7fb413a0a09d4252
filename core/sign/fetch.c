/*
 * How: OpenSSL's HTTP client, told to expect one ASN.1 element, so that it reads no more than the
 * element's own length and the limit. Without a place for a redirection it refuses one. TLS, where
 * the URL asks for it, checks the host name against the system's certificates. A server that hangs
 * up while we write must not end the program, so SIGPIPE is held back meanwhile.
 */
#define _POSIX_C_SOURCE 200809L
#include "fetch.h"

#include <openssl/err.h>
#include <openssl/http.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "tls.h"

typedef struct address {
    char *host, *port, *path;
    int is_tls;
    evne_tls *tls;
} address;

static void free_address(address *a)
{
    OPENSSL_free(a->host);
    OPENSSL_free(a->port);
    OPENSSL_free(a->path);
    evne_tls_free(a->tls);
}

static bool has_scheme(const char *url)
{
    return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
}

static evne_status read_address(const char *url, address *a, evne_error *err)
{
    if (!has_scheme(url) || OSSL_HTTP_parse_url(url, &a->is_tls, NULL, &a->host, &a->port, NULL,
                                                &a->path, NULL, NULL) != 1)
        return evne_fail(err, EVNE_USAGE, url, "'%.200s' is no http or https address", url);
    if (a->is_tls && !(a->tls = evne_tls_new()))
        return evne_fail(err, EVNE_SYSTEM, url, "no TLS for '%.200s'", url);
    return EVNE_OK;
}

/* OpenSSL asks for the connection to be wrapped after connecting and unwrapped at the end. */
static BIO *on_connection(BIO *bio, void *context, int connects, int is_tls)
{
    const address *a = context;

    return connects && is_tls ? evne_tls_wrap(a->tls, bio, a->host) : bio;
}

/* ---- SIGPIPE ---- */

static void hold_pipe_signal(sigset_t *before)
{
    sigset_t pipe;

    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, before);
}

/* Takes away a SIGPIPE that came meanwhile and lets further ones through as before. */
static void release_pipe_signal(const sigset_t *before)
{
    const struct timespec at_once = {0, 0};
    sigset_t pipe;

    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (!sigismember(before, SIGPIPE)) {
        while (sigtimedwait(&pipe, NULL, &at_once) > 0)
            ;
        pthread_sigmask(SIG_SETMASK, before, NULL);
    }
}

/* ---- the exchange ---- */

static BIO *exchange(const evne_fetch *fetch, const address *a, BIO *body)
{
    size_t limit = fetch->limit ? fetch->limit : EVNE_FETCH_ANSWER_MAX;
    int seconds = fetch->seconds ? fetch->seconds : EVNE_FETCH_SECONDS;
    address context = *a;
    sigset_t before;
    BIO *answer;

    hold_pipe_signal(&before);
    answer = OSSL_HTTP_transfer(NULL, a->host, a->port, a->path, a->is_tls, NULL, NULL, NULL, NULL,
                                on_connection, &context, 0, NULL, fetch->type, body,
                                fetch->answer_type, 1, limit, seconds, 0);
    release_pipe_signal(&before);
    return answer;
}

static evne_status no_answer(const char *url, evne_error *err)
{
    unsigned long code = ERR_peek_last_error();
    const char *why = code ? ERR_reason_error_string(code) : NULL;

    evne_fail(err, EVNE_SYSTEM, url, "no usable answer from '%.200s': %s", url,
              why ? why : "the connection failed");
    ERR_clear_error();
    return EVNE_SYSTEM;
}

static evne_status run(evne_arena *arena, const evne_fetch *fetch, const address *a, evne_str *out,
                       evne_error *err)
{
    BIO *body = NULL, *answer;
    char *bytes = NULL;
    long len;

    if (fetch->type && !(body = BIO_new_mem_buf(fetch->body.p, (int)fetch->body.len)))
        return evne_fail(err, EVNE_SYSTEM, fetch->url, "no memory to ask '%.200s'", fetch->url);
    answer = exchange(fetch, a, body);
    BIO_free(body);
    if (!answer)
        return no_answer(fetch->url, err);
    len = BIO_get_mem_data(answer, &bytes);
    *out = (evne_str){evne_arena_copy(arena, bytes, len > 0 ? (size_t)len : 0),
                      len > 0 ? (size_t)len : 0};
    BIO_free(answer);
    ERR_clear_error();
    return EVNE_OK;
}

evne_status evne_fetch_run(evne_arena *arena, const evne_fetch *fetch, evne_str *out,
                           evne_error *err)
{
    address a = {0};
    evne_status status = read_address(fetch->url, &a, err);

    *out = (evne_str){0};
    if (status == EVNE_OK)
        status = run(arena, fetch, &a, out, err);
    free_address(&a);
    ERR_clear_error();
    return status;
}
