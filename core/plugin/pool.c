/* How: one chain of free pieces for each size; when it is empty, the next bytes of a chunk. */
#include "pool.h"

#include <string.h>

enum { CHUNK = 64 * 1024 };

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

static void *cut(evne_pool *pool, size_t size)
{
    void *piece;

    if (pool->left < size) { /* what is left over is less than one piece */
        pool->chunk = evne_arena_alloc(pool->arena, CHUNK);
        pool->left = CHUNK;
        pool->bytes += CHUNK;
    }
    piece = pool->chunk;
    pool->chunk += size;
    pool->left -= size;
    return piece;
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
