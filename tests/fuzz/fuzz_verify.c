/*
 * A PDF to verify, or a CMS signature when the first byte is that of one: whatever the bytes, there
 * is a verdict; without trusted roots it is never "valid"; and what the verifier reads strictly can
 * have its fields listed without a crash.
 */
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "sign/cms.h"
#include "sign/sign.h"
#include "sign/verify.h"

enum { SEQUENCE = 0x30 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void try_cms(evne_arena *arena, evne_str bytes)
{
    evne_reasons reasons = {.arena = arena};
    evne_cms cms;
    bool ok = evne_cms_open(arena, bytes, &cms, &reasons);

    must(ok ? cms.signer && cms.digest : reasons.n > 0);
    if (ok)
        evne_cms_covers(&cms, bytes, bytes);
    evne_cms_close(&cms);
}

static void try_pdf(evne_arena *arena, evne_str bytes)
{
    evne_verify_options options = {.now = {.date = {2026, 11, 22}}};
    const evne_verdict *verdict = NULL;
    const evne_sign_field *fields = NULL;
    const struct evne_revisions *file = NULL;
    evne_error err = {0};
    size_t n = 0;

    if (evne_verify(arena, bytes, &options, &verdict, &err) == EVNE_OK) {
        must(verdict->status != EVNE_VERDICT_VALID);
        must(verdict->reasons.n || verdict->n_signatures);
        for (size_t i = 0; i < verdict->n_signatures; i++)
            must(verdict->signatures[i].reasons.n && !verdict->signatures[i].is_trusted);
    }
    if (evne_sign_read(arena, bytes, EVNE_FOREIGN, &file, &err) == EVNE_OK)
        evne_sign_fields(arena, file, &fields, &n, &err);
    /* A worker that was taken over may send anything as the file that it has made. */
    if (evne_sign_read(arena, bytes, EVNE_OWN, &file, &err) == EVNE_OK)
        evne_sign_fields(arena, file, &fields, &n, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str bytes = {(const char *)data, size};

    if (size && data[0] == SEQUENCE)
        try_cms(arena, bytes);
    else
        try_pdf(arena, bytes);
    evne_arena_free(arena);
    return 0;
}
