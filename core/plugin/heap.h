/*
 * heap.h - all the memory of one Lua state, which can be set back to an earlier moment.
 *
 * Layer: plugin. Small objects come from a pool, large ones from malloc. What a Lua state is, is in
 * this memory and nowhere else: setting back its bytes, at the same addresses, undoes everything
 * that ran since. That is how a plugin that was opened once meets every case as if it were the
 * first (evne_plugin_reset).
 */
#ifndef EVNE_PLUGIN_HEAP_H
#define EVNE_PLUGIN_HEAP_H

#include "pool.h"

typedef struct evne_heap_block evne_heap_block;

typedef struct evne_heap {
    evne_pool pool;
    evne_heap_block *blocks;      /* the large ones */
    const evne_pool_image *image; /* NULL: nothing was kept */
} evne_heap;

/*
 * Gives `old`, of `old_size` bytes, room for `new_size`; NULL and 0 begin and end an object. NULL
 * only when malloc has no more, which cannot be when `new_size` is a small object's.
 */
void *evne_heap_resize(evne_heap *heap, void *old, size_t old_size, size_t new_size);

/* Remembers every byte; once in the life of a heap. The copies live in the pool's arena. */
void evne_heap_keep(evne_heap *heap);
/*
 * Whether the `len` bytes at `p`, of a small object, were there when the heap was kept and are
 * still the same.
 */
bool evne_heap_is_as_kept(const evne_heap *heap, const char *p, size_t len);
/* Sets every byte back to what it was then. */
void evne_heap_restore(evne_heap *heap);

/* Frees the large blocks; the rest goes with the pool's arena. */
void evne_heap_free(evne_heap *heap);

#endif
