/* How: thin tasks over sign/; what may go wrong is found there. */
#include "remote.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "sign/cms.h"
#include "sign/sign.h"

static const char *hex(evne_arena *arena, evne_str bytes)
{
    evne_buf out = {.arena = arena};

    for (size_t i = 0; i < bytes.len; i++)
        evne_buf_printf(&out, "%02x", (unsigned)(unsigned char)bytes.p[i]);
    return evne_buf_text(&out);
}

static const char *base64(evne_arena *arena, evne_str bytes)
{
    unsigned char *out = evne_arena_alloc(arena, bytes.len / 3 * 4 + 8);

    EVP_EncodeBlock(out, (const unsigned char *)bytes.p, (int)bytes.len);
    return (const char *)out;
}

static evne_status tell(evne_arena *arena, const evne_seal_request *r, const evne_key *key,
                        const evne_prepared *prepared, evne_outcome *outcome)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    const EVP_MD *md = evne_key_digest(key);
    json_t *facts;
    char *text;

    if (!evne_digest(md, prepared->attributes, EVNE_STR(""), digest, &len))
        return evne_fail(&outcome->err, EVNE_SYSTEM, NULL, "the digest could not be made");
    facts = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "role", r->role, "key",
                      evne_key_name(arena, evne_key_private(key)), "digestAlgorithm",
                      EVP_MD_get_size(md) == 48 ? "SHA-384" : "SHA-256", "documentDigest",
                      hex(arena, prepared->digest), "signedAttributes",
                      base64(arena, prepared->attributes), "signedAttributesDigest",
                      hex(arena, (evne_str){(const char *)digest, len}));
    text = facts ? json_dumps(facts, JSON_INDENT(2) | JSON_PRESERVE_ORDER) : NULL;
    outcome->json = evne_str_of(evne_arena_printf(arena, "%s\n", text ? text : "{}"));
    free(text);
    json_decref(facts);
    return EVNE_OK;
}

static evne_status prepare(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_prepared prepared = {0};
    evne_key *key = NULL;
    evne_status status;
    evne_sign_options options = {.role = r->role,
                                 .when = r->when,
                                 .enforce_order = !r->in_any_order,
                                 .certify = r->certify,
                                 .pss = r->pss,
                                 .prepared = &prepared};

    EVNE_TRY(evne_key_load_public(outcome->arena, r->certificate_path, &key, err));
    options.key = key;
    status = evne_seal_dress(r, outcome->arena, r->level, &options, err);
    if (status == EVNE_OK)
        status = evne_sign(outcome->arena, r->pdf, &options, &outcome->bytes, err);
    if (status == EVNE_OK)
        status = tell(outcome->arena, r, key, &prepared, outcome);
    evne_key_free(key);
    return status;
}

void evne_remote_prepare(void *request, evne_outcome *outcome)
{
    outcome->status = prepare(request, outcome, &outcome->err);
}

static evne_status complete(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_error fault = {0};
    evne_key *key = NULL;
    evne_completion completion = {.signature = r->signature,
                                  .pss = r->pss,
                                  .tsa = r->level >= EVNE_LEVEL_T ? r->tsa : NULL,
                                  .fault = &fault};
    const char *kind;
    evne_status status;

    if (r->certificate_path)
        EVNE_TRY(evne_key_load_public(outcome->arena, r->certificate_path, &key, err));
    completion.key = key;
    status = evne_sign_complete(outcome->arena, r->pdf, &completion, &outcome->bytes, err);
    kind = key ? evne_key_name(outcome->arena, evne_key_private(key)) : "";
    evne_key_free(key);
    EVNE_TRY(status);
    return evne_seal_raise(r, kind, &fault, outcome, err);
}

void evne_remote_complete(void *request, evne_outcome *outcome)
{
    outcome->status = complete(request, outcome, &outcome->err);
}
