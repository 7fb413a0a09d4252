/*
 * How: the snapshot is a map from the packs' file names to {digest, tree as snapshot}. The digest
 * only tells a changed file from an unchanged one, so it is a fast one of 64 bits: who can change
 * the shipped packs to fit it can change the snapshot as well.
 */
#include "rulecache.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "data/snapshot.h"

enum { LARGEST = 64 * 1024 * 1024, DIGEST_TEXT = 17 };

/* What only `evne rules` reads. */
static const char *const left_out[] = {"udloeser", "udloeser_ikke"};

struct evne_rulecache {
    evne_arena *arena;
    const evne_value *packs; /* NULL: empty */
};

static uint64_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static void digest(evne_str bytes, char text[DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    uint64_t h = bytes.len, word;
    size_t at = 0;

    for (; at + sizeof word <= bytes.len; at += sizeof word) {
        memcpy(&word, bytes.p + at, sizeof word);
        h = mix(h ^ word);
    }
    word = 0;
    memcpy(&word, bytes.p + at, bytes.len - at);
    h = mix(mix(h ^ word));
    for (int i = 0; i < DIGEST_TEXT - 1; i++)
        text[i] = hex[h >> (4 * i) & 0xF];
    text[DIGEST_TEXT - 1] = '\0';
}

evne_rulecache *evne_rulecache_open(evne_arena *arena, const char *path)
{
    evne_rulecache *cache = evne_arena_alloc(arena, sizeof *cache);
    evne_error ignored;
    evne_str bytes;

    cache->arena = arena;
    if (evne_file_exists(path) && evne_file_read(arena, path, LARGEST, &bytes, &ignored) == EVNE_OK)
        cache->packs = evne_snapshot_read(arena, path, bytes);
    return cache;
}

const evne_value *evne_rulecache_find(const evne_rulecache *cache, const char *file, evne_str yaml,
                                      evne_str *sha256)
{
    const evne_value *pack = evne_value_get(cache->packs, evne_file_name(file));
    char text[DIGEST_TEXT];

    if (!pack)
        return NULL;
    digest(yaml, text);
    if (!evne_str_is(evne_value_text(evne_value_get(pack, "digest")), text))
        return NULL;
    *sha256 = evne_value_text(evne_value_get(pack, "sha256"));
    return evne_snapshot_read(cache->arena, file, evne_value_text(evne_value_get(pack, "pack")));
}

static evne_value *pack_map(evne_arena *arena, evne_str yaml, const evne_value *root)
{
    evne_buf tree = {.arena = arena};
    char text[DIGEST_TEXT], sha256[EVNE_SHA256_HEX];

    digest(yaml, text);
    evne_sha256_hex(yaml, sha256);
    evne_snapshot_write(&tree, root, left_out, sizeof left_out / sizeof *left_out);
    return evne_value_new_map(arena, NULL,
                              (evne_pair[]){
                                  {.key = EVNE_STR("digest"),
                                   .value = evne_value_new_text(arena, NULL, evne_str_of(text))},
                                  {.key = EVNE_STR("sha256"),
                                   .value = evne_value_new_text(arena, NULL, evne_str_of(sha256))},
                                  {.key = EVNE_STR("pack"),
                                   .value = evne_value_new_text(arena, NULL, evne_buf_str(&tree))},
                              },
                              3);
}

void evne_rulecache_write(evne_buf *out, const char *const *files, const evne_str *yaml,
                          const evne_value *const *roots, size_t count)
{
    evne_pair *pairs = evne_arena_array(out->arena, count + 1, sizeof *pairs);

    for (size_t i = 0; i < count; i++)
        pairs[i] = (evne_pair){.key = evne_str_of(evne_file_name(files[i])),
                               .value = pack_map(out->arena, yaml[i], roots[i])};
    evne_snapshot_write(out, evne_value_new_map(out->arena, NULL, pairs, count), NULL, 0);
}
