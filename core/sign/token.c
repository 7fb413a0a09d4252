/*
 * How: OpenSSL 3.0 has no provider for PKCS#11, and Debian's way to a token is the engine of
 * libp11, loaded when it is asked for. The engine interface is deprecated but there; this is the
 * only file that sees it.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "token.h"

#include <openssl/engine.h>
#include <openssl/err.h>
#include <string.h>
#include <strings.h>

struct evne_token {
    ENGINE *engine;
    bool is_ready;
};

static evne_status refuse(const char *uri, const char *text, evne_error *err)
{
    ERR_clear_error();
    return evne_fail(err, EVNE_INPUT, uri, "%s '%.200s'", text, uri);
}

/* ---- the URI ---- */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

    return at ? (int)(at - digits) : -1;
}

static const char *decode(evne_arena *arena, evne_str text)
{
    evne_buf out = {.arena = arena};

    for (size_t i = 0; i < text.len; i++) {
        bool coded = text.p[i] == '%' && i + 2 < text.len && hex_digit(text.p[i + 1]) >= 0 &&
                     hex_digit(text.p[i + 2]) >= 0;

        evne_buf_put_char(&out,
                          coded ? (char)(hex_digit(text.p[i + 1]) * 16 + hex_digit(text.p[i + 2]))
                                : text.p[i]);
        i += coded ? 2 : 0;
    }
    return evne_buf_text(&out);
}

/* Takes the query off; only module-path means something. */
static evne_status split(evne_arena *arena, const char *uri, const char **path, const char **module,
                         evne_error *err)
{
    const char *query = strchr(uri, '?');
    size_t len = query ? (size_t)(query - uri) : strlen(uri);

    *path = evne_arena_copy(arena, uri, len);
    *module = NULL;
    if (strstr(uri, "pin-value") || strstr(uri, "pin-source"))
        return evne_fail(err, EVNE_USAGE, NULL,
                         "a PIN does not stand in the address of a key; see --passphrase-file");
    while (query) {
        const char *start = query + 1, *end = strchr(start, '&');
        evne_str part = {start, end ? (size_t)(end - start) : strlen(start)};

        if (!evne_str_starts(part, "module-path="))
            return evne_fail(err, EVNE_USAGE, uri, "'%.100s' is not known in a pkcs11 address",
                             start);
        *module = decode(arena, evne_str_slice(part, strlen("module-path="), part.len));
        query = end;
    }
    return EVNE_OK;
}

/* ---- the engine ---- */

static evne_status start(evne_token *token, const char *uri, const char *module, evne_error *err)
{
    ENGINE_load_dynamic();
    token->engine = ENGINE_by_id("pkcs11");
    if (!token->engine) {
        ERR_clear_error();
        return evne_fail(err, EVNE_SYSTEM, uri,
                         "keys on tokens want OpenSSL's engine 'pkcs11', which is not installed");
    }
    if (module && ENGINE_ctrl_cmd_string(token->engine, "MODULE_PATH", module, 0) != 1)
        return refuse(uri, "the module cannot be set for", err);
    token->is_ready = ENGINE_init(token->engine) == 1;
    return token->is_ready ? EVNE_OK : refuse(uri, "the module cannot be started for", err);
}

static evne_status give_pin(const evne_token *token, const char *uri,
                            const evne_passphrase *passphrase, evne_error *err)
{
    char pin[EVNE_PASSPHRASE_MAX];
    evne_status status = evne_passphrase_get(passphrase, uri, pin, err);

    if (status == EVNE_OK && ENGINE_ctrl_cmd_string(token->engine, "PIN", pin, 0) != 1)
        status = refuse(uri, "the PIN cannot be used for", err);
    OPENSSL_cleanse(pin, sizeof pin);
    return status;
}

static X509 *find_certificate(const evne_token *token, const char *path)
{
    struct {
        const char *id;
        X509 *certificate;
    } wanted = {path, NULL};

    if (ENGINE_ctrl_cmd(token->engine, "LOAD_CERT_CTRL", 0, &wanted, NULL, 1) != 1)
        ERR_clear_error();
    return wanted.certificate;
}

evne_status evne_token_open(evne_arena *arena, const char *uri, const evne_passphrase *passphrase,
                            evne_token **out, EVP_PKEY **key, X509 **certificate, evne_error *err)
{
    const char *path, *module;

    *key = NULL;
    *certificate = NULL;
    *out = OPENSSL_zalloc(sizeof **out);
    if (!*out)
        return evne_fail(err, EVNE_SYSTEM, NULL, "no memory for a key");
    EVNE_TRY(split(arena, uri, &path, &module, err));
    EVNE_TRY(start(*out, uri, module, err));
    EVNE_TRY(give_pin(*out, uri, passphrase, err));
    *key = ENGINE_load_private_key((*out)->engine, path, NULL, NULL);
    if (!*key)
        return refuse(uri, "no key, or a wrong PIN, for", err);
    *certificate = find_certificate(*out, path);
    ERR_clear_error();
    return EVNE_OK;
}

void evne_token_close(evne_token *token)
{
    if (!token)
        return;
    if (token->is_ready)
        ENGINE_finish(token->engine);
    ENGINE_free(token->engine);
    OPENSSL_free(token);
}
