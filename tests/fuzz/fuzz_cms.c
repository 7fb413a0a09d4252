/*
 * A CMS signature or a time-stamp token: whatever the bytes, a reader says yes with all that it
 * promises, or no with a reason. What is a signature of ours takes a token and can be read again.
 */
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "sign/cms.h"
#include "sign/timestamp.h"

enum { HALF = 2 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool try_cms(evne_arena *arena, evne_str bytes)
{
    evne_reasons reasons = {.arena = arena};
    evne_cms cms;
    bool ok = evne_cms_open(arena, bytes, &cms, &reasons);

    must(ok ? cms.signer && cms.digest : reasons.n > 0);
    if (ok)
        evne_cms_covers(&cms, bytes, bytes);
    evne_cms_close(&cms);
    return ok;
}

static void try_token(evne_arena *arena, evne_str bytes)
{
    evne_reasons reasons = {.arena = arena};
    evne_timestamp token;

    if (!evne_timestamp_open(arena, bytes, &token, &reasons)) {
        must(reasons.n > 0);
        return;
    }
    must(token.signer && token.digest && token.imprint.len && token.time[0]);
    evne_timestamp_covers(&token, bytes, EVNE_STR(""));
    evne_seconds_moment(token.seconds);
    evne_timestamp_close(&token);
}

static void try_stamp(evne_arena *arena, evne_str bytes)
{
    evne_str signature, stamped;

    evne_cms_signature(bytes, &signature);
    if (evne_cms_stamp(arena, bytes, evne_str_slice(bytes, 0, bytes.len / HALF), &stamped))
        try_cms(arena, stamped);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str bytes = {(const char *)data, size};

    try_cms(arena, bytes);
    try_token(arena, bytes);
    try_stamp(arena, bytes);
    evne_arena_free(arena);
    return 0;
}
