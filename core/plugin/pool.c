/* How: one chain of free pieces for each size; when it is empty, the next bytes of a chunk. */
#include "pool.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { CHUNK = 64 * 1024 - 16 };

struct evne_pool_chunk {
    evne_pool_chunk *older;
    alignas(max_align_t) char bytes[CHUNK];
};

struct evne_pool_image {
    evne_pool pool;
    char **copies; /* of its chunks, in their order */
};

static size_t class_of(size_t size)
{
    return (size + EVNE_POOL_STEP - 1) / EVNE_POOL_STEP;
}

bool evne_pool_serves(size_t size)
{
    return size - 1 < EVNE_POOL_LARGEST;
}

bool evne_pool_is_same(size_t size, size_t other)
{
    return evne_pool_serves(size) && evne_pool_serves(other) && class_of(size) == class_of(other);
}

static void add_chunk(evne_pool *pool)
{
    evne_pool_chunk *chunk = pool->spare;

    if (chunk)
        pool->spare = chunk->older;
    else
        chunk = evne_arena_alloc(pool->arena, sizeof *chunk);
    chunk->older = pool->chunks;
    pool->chunks = chunk;
    pool->left = CHUNK;
    pool->bytes += CHUNK;
}

static void *cut(evne_pool *pool, size_t size)
{
    if (pool->left < size) /* what is left over is less than one piece */
        add_chunk(pool);
    pool->left -= size;
    return pool->chunks->bytes + (CHUNK - pool->left - size);
}

void *evne_pool_take(evne_pool *pool, size_t size)
{
    size_t class = class_of(size);
    void *piece = pool->unused[class];

    if (!piece)
        return cut(pool, class * EVNE_POOL_STEP);
    memcpy(&pool->unused[class], piece, sizeof piece);
    return piece;
}

void evne_pool_give(evne_pool *pool, void *piece, size_t size)
{
    size_t class = class_of(size);

    memcpy(piece, &pool->unused[class], sizeof piece);
    pool->unused[class] = piece;
}

/* --- images --------------------------------------------------------------------------------- */

static size_t used_of(const evne_pool *pool, const evne_pool_chunk *chunk)
{
    return chunk == pool->chunks ? CHUNK - pool->left : CHUNK;
}

evne_pool_image *evne_pool_keep(const evne_pool *pool)
{
    evne_pool_image *image = evne_arena_alloc(pool->arena, sizeof *image);
    size_t i = 0;

    image->pool = *pool;
    image->copies = evne_arena_array(pool->arena, pool->bytes / CHUNK + 1, sizeof *image->copies);
    for (const evne_pool_chunk *chunk = pool->chunks; chunk; chunk = chunk->older)
        image->copies[i++] = evne_arena_copy(pool->arena, chunk->bytes, used_of(pool, chunk));
    return image;
}

bool evne_pool_is_as_kept(const evne_pool_image *image, const char *p, size_t len)
{
    size_t i = 0;

    for (const evne_pool_chunk *chunk = image->pool.chunks; chunk; chunk = chunk->older, i++) {
        size_t at = (size_t)((uintptr_t)p - (uintptr_t)chunk->bytes);
        size_t used = used_of(&image->pool, chunk);
        if (at < used && len <= used - at)
            return memcmp(p, image->copies[i] + at, len) == 0;
    }
    return false;
}

static void set_newer_aside(evne_pool *pool, const evne_pool_chunk *newest)
{
    while (pool->chunks != newest) {
        evne_pool_chunk *chunk = pool->chunks;
        pool->chunks = chunk->older;
        chunk->older = pool->spare;
        pool->spare = chunk;
    }
}

void evne_pool_restore(evne_pool *pool, const evne_pool_image *image)
{
    evne_pool_chunk *spare;
    size_t i = 0;

    set_newer_aside(pool, image->pool.chunks);
    spare = pool->spare;
    *pool = image->pool;
    pool->spare = spare;
    for (evne_pool_chunk *chunk = pool->chunks; chunk; chunk = chunk->older)
        memcpy(chunk->bytes, image->copies[i++], used_of(pool, chunk));
}
