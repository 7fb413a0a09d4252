/*
 * pool.h - small pieces of memory for one Lua state.
 *
 * Layer: plugin. A report makes some ten thousand strings and tables, nearly all of them small and
 * kept to the end; handing them out from the job's arena costs a fraction of what malloc does.
 * A piece that is given back serves the next request of its size; the arena keeps all of it.
 */
#ifndef EVNE_PLUGIN_POOL_H
#define EVNE_PLUGIN_POOL_H

#include "base/arena.h"

enum { EVNE_POOL_STEP = 16, EVNE_POOL_LARGEST = 512 };

typedef struct evne_pool_chunk evne_pool_chunk;

typedef struct evne_pool {
    evne_arena *arena;
    void *unused[EVNE_POOL_LARGEST / EVNE_POOL_STEP + 1]; /* by size: chains of pieces given back */
    evne_pool_chunk *chunks;                              /* in use, the newest first */
    evne_pool_chunk *spare; /* not in use since the pool was set back */
    size_t left;            /* bytes of the newest chunk */
    size_t bytes;           /* in use */
} evne_pool;

typedef struct evne_pool_image evne_pool_image;

/* True for sizes that come from a pool: 1 to EVNE_POOL_LARGEST. */
bool evne_pool_serves(size_t size);

/* Both sizes are served and take the same room. */
bool evne_pool_is_same(size_t size, size_t other);

/* `size` bytes, not zeroed, aligned for any object; never NULL. */
void *evne_pool_take(evne_pool *pool, size_t size);

/* Gives back what was taken with the same `size`. */
void evne_pool_give(evne_pool *pool, void *piece, size_t size);

/* Copies every byte that is in use, into the arena. */
evne_pool_image *evne_pool_keep(const evne_pool *pool);

/* Whether the `len` bytes at `p` are in the image and still what they were then. */
bool evne_pool_is_as_kept(const evne_pool_image *image, const char *p, size_t len);

/* Sets every byte back to what it was then; what was taken since is the pool's again. */
void evne_pool_restore(evne_pool *pool, const evne_pool_image *image);

#endif
