/*
 * How: large blocks are chained, so that they can be found. A block that was there when the heap
 * was kept stays at its address until the heap is freed, whatever Lua does with it meanwhile.
 */
#include "heap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct evne_heap_block {
    evne_heap_block *next, **link; /* `link` is what points here */
    size_t size;
    const char *kept; /* the bytes to set back; NULL: younger than what was kept */
    alignas(max_align_t) char bytes[];
};

static evne_heap_block *block_of(void *object)
{
    return (evne_heap_block *)(void *)((char *)object - offsetof(evne_heap_block, bytes));
}

static void chain(evne_heap *heap, evne_heap_block *block)
{
    block->next = heap->blocks;
    block->link = &heap->blocks;
    if (block->next)
        block->next->link = &block->next;
    heap->blocks = block;
}

static void unchain(evne_heap_block *block)
{
    *block->link = block->next;
    if (block->next)
        block->next->link = block->link;
}

static void *new_block(evne_heap *heap, size_t size)
{
    evne_heap_block *block = malloc(sizeof *block + size);

    if (!block)
        return NULL;
    block->size = size;
    block->kept = NULL;
    chain(heap, block);
    return block->bytes;
}

static void drop_block(evne_heap_block *block)
{
    if (block->kept)
        return;
    unchain(block);
    free(block);
}

static void *resize_block(evne_heap *heap, evne_heap_block *block, size_t size)
{
    evne_heap_block *moved;

    unchain(block);
    moved = realloc(block, sizeof *block + size);
    if (moved)
        moved->size = size;
    chain(heap, moved ? moved : block);
    return moved ? moved->bytes : NULL;
}

static void *new_room(evne_heap *heap, size_t size)
{
    return evne_pool_serves(size) ? evne_pool_take(&heap->pool, size) : new_block(heap, size);
}

static void drop_room(evne_heap *heap, void *old, size_t size)
{
    if (evne_pool_serves(size))
        evne_pool_give(&heap->pool, old, size);
    else
        drop_block(block_of(old));
}

static void *move(evne_heap *heap, void *old, size_t old_size, size_t new_size)
{
    void *room = new_room(heap, new_size);

    if (room) {
        memcpy(room, old, old_size < new_size ? old_size : new_size);
        drop_room(heap, old, old_size);
    }
    return room;
}

void *evne_heap_resize(evne_heap *heap, void *old, size_t old_size, size_t new_size)
{
    bool was_small = evne_pool_serves(old_size), is_small = evne_pool_serves(new_size);

    if (!old)
        return new_room(heap, new_size);
    if (new_size == 0) {
        drop_room(heap, old, old_size);
        return NULL;
    }
    if (evne_pool_is_same(old_size, new_size))
        return old;
    if (!was_small && !is_small && !block_of(old)->kept)
        return resize_block(heap, block_of(old), new_size);
    return move(heap, old, old_size, new_size);
}

void evne_heap_keep(evne_heap *heap)
{
    evne_arena *arena = heap->pool.arena;

    heap->image = evne_pool_keep(&heap->pool);
    for (evne_heap_block *block = heap->blocks; block; block = block->next)
        block->kept = evne_arena_copy(arena, block->bytes, block->size);
}

bool evne_heap_is_as_kept(const evne_heap *heap, const char *p, size_t len)
{
    for (const evne_heap_block *block = heap->blocks; block; block = block->next) {
        size_t at = (size_t)((uintptr_t)p - (uintptr_t)block->bytes);
        if (block->kept && at < block->size && len <= block->size - at)
            return memcmp(p, block->kept + at, len) == 0;
    }
    return heap->image && evne_pool_is_as_kept(heap->image, p, len);
}

void evne_heap_restore(evne_heap *heap)
{
    for (evne_heap_block *block = heap->blocks, *next; block; block = next) {
        next = block->next;
        if (block->kept)
            memcpy(block->bytes, block->kept, block->size);
        else
            drop_block(block);
    }
    evne_pool_restore(&heap->pool, heap->image);
}

void evne_heap_free(evne_heap *heap)
{
    for (evne_heap_block *block = heap->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    heap->blocks = NULL;
}
