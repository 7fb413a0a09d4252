/* How: as in qpdf.c; see lazy.h. An evne_tls is an SSL_CTX under a name of ours. */
#include "tls.h"

#include <openssl/ssl.h>
#include <stdint.h>
#include <threads.h>

#include "lazy.h"

/* A: gives something; V: gives nothing. Name, parameters, arguments. */
#define EVNE_TLS_MAP(A, V)                                                                         \
    A(const SSL_METHOD *, TLS_client_method, (void), ())                                           \
    A(SSL_CTX *, SSL_CTX_new, (const SSL_METHOD *method), (method))                                \
    V(void, SSL_CTX_free, (SSL_CTX * context), (context))                                          \
    A(int, SSL_CTX_set_default_verify_paths, (SSL_CTX * context), (context))                       \
    V(void, SSL_CTX_set_verify, (SSL_CTX * context, int mode, SSL_verify_cb callback),             \
      (context, mode, callback))                                                                   \
    A(long, SSL_CTX_ctrl, (SSL_CTX * context, int command, long number, void *pointer),            \
      (context, command, number, pointer))                                                         \
    A(BIO *, BIO_new_ssl, (SSL_CTX * context, int is_client), (context, is_client))                \
    A(int, SSL_set1_host, (SSL * ssl, const char *host), (ssl, host))                              \
    A(long, SSL_ctrl, (SSL * ssl, int command, long number, void *pointer),                        \
      (ssl, command, number, pointer))

enum {
#define EVNE_TLS_INDEX(type, name, parameters, arguments) AT_##name,
    EVNE_TLS_MAP(EVNE_TLS_INDEX, EVNE_TLS_INDEX)
#undef EVNE_TLS_INDEX
        N_FUNCTIONS
};

static const char *const names[] = {
#define EVNE_TLS_NAME(type, name, parameters, arguments) #name,
    EVNE_TLS_MAP(EVNE_TLS_NAME, EVNE_TLS_NAME)
#undef EVNE_TLS_NAME
};

static evne_lazy_function *table[N_FUNCTIONS];
static bool is_loaded;
static once_flag once = ONCE_FLAG_INIT;

static void load(void)
{
    is_loaded = evne_lazy_load(EVNE_SSL_LIBRARY, names, N_FUNCTIONS, table);
}

#define EVNE_TLS_GIVE(type, name, parameters, arguments)                                           \
    type name parameters                                                                           \
    {                                                                                              \
        return ((type(*) parameters)table[AT_##name])arguments;                                    \
    }
#define EVNE_TLS_CALL(type, name, parameters, arguments)                                           \
    type name parameters                                                                           \
    {                                                                                              \
        ((type(*) parameters)table[AT_##name]) arguments;                                          \
    }

EVNE_TLS_MAP(EVNE_TLS_GIVE, EVNE_TLS_CALL)

evne_tls *evne_tls_new(void)
{
    SSL_CTX *context;

    call_once(&once, load);
    context = is_loaded ? SSL_CTX_new(TLS_client_method()) : NULL;
    if (!context)
        return NULL;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    if (SSL_CTX_set_default_verify_paths(context) == 1 &&
        SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1)
        return (evne_tls *)context;
    SSL_CTX_free(context);
    return NULL;
}

void evne_tls_free(evne_tls *tls)
{
    if (tls)
        SSL_CTX_free((SSL_CTX *)tls);
}

/* What SSL_set_tlsext_host_name does, without its cast: the library copies the name. */
static bool name_host(SSL *ssl, const char *host)
{
    return SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                    (void *)(uintptr_t)host) == 1;
}

BIO *evne_tls_wrap(evne_tls *tls, BIO *connection, const char *host)
{
    BIO *wrapped = BIO_new_ssl((SSL_CTX *)tls, 1);
    SSL *ssl = NULL;

    if (wrapped && BIO_get_ssl(wrapped, &ssl) == 1 && SSL_set1_host(ssl, host) == 1 &&
        name_host(ssl, host))
        return BIO_push(wrapped, connection);
    BIO_free(wrapped);
    return NULL;
}
