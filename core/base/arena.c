/*
 * How: a chain of blocks, the newest first; an allocation moves a mark inside the newest block.
 * Blocks grow with the arena: a small job costs one block, a case a second, a large one few more.
 *
 * From the second on they are mapped, so they are zero already, and no byte is handed out twice.
 * Large ones begin on the boundaries of the processor's large pages, and the kernel is asked to use
 * those: most of what the system does for a job is to hand over its memory page by page.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_BLOCK = 64 * 1024,
    SECOND_BLOCK = 512 * 1024,
    LARGE_PAGE = 2 * 1024 * 1024,
    LARGEST_BLOCK = 2 * LARGE_PAGE,
    ALIGNMENT = alignof(max_align_t)
};

typedef struct block {
    struct block *older;
    size_t size, used;
    size_t mapped; /* bytes to unmap; 0: from malloc, not zero */
    alignas(max_align_t) char bytes[];
} block;

struct evne_arena {
    block *newest;
    size_t used, limit;
    evne_arena_full *full;
    void *context;
};

static void end_process(void *context, size_t wanted)
{
    (void)context;
    fprintf(stderr, "evne: out of memory: the job needs %zu bytes more than its limit\n", wanted);
    exit(evne_status_exit(EVNE_SYSTEM));
}

evne_arena *evne_arena_new(size_t limit, evne_arena_full *full, void *context)
{
    evne_arena *arena = calloc(1, sizeof *arena);

    if (!arena) {
        (full ? full : end_process)(context, sizeof *arena);
        abort();
    }
    arena->limit = limit;
    arena->full = full ? full : end_process;
    arena->context = context;
    return arena;
}

evne_arena *evne_arena_new_beside(const evne_arena *arena)
{
    size_t left = arena->limit - arena->used;

    return evne_arena_new(!arena->limit ? 0 : left ? left : 1, arena->full, arena->context);
}

static void free_block(block *b)
{
    if (b->mapped)
        munmap(b, b->mapped);
    else
        free(b);
}

void evne_arena_free(evne_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->newest, *older; b; b = older) {
        older = b->older;
        free_block(b);
    }
    free(arena);
}

void evne_arena_reset(evne_arena *arena)
{
    block *kept = arena->newest;

    arena->used = 0;
    if (!kept)
        return;
    for (block *b = kept->older, *older; b; b = older) {
        older = b->older;
        free_block(b);
    }
    if (kept->mapped)
        memset(kept->bytes, 0, kept->used);
    kept->older = NULL;
    kept->used = 0;
}

static void refuse(evne_arena *arena, size_t wanted)
{
    arena->full(arena->context, wanted);
    abort(); /* the handler must not return */
}

/* What a block takes in all, its head included. */
static size_t next_block_size(const evne_arena *arena, size_t wanted)
{
    static const size_t sizes[] = {FIRST_BLOCK, SECOND_BLOCK, LARGE_PAGE, LARGEST_BLOCK};
    size_t n = 0;

    for (const block *b = arena->newest; b && n < 3; b = b->older)
        n++;
    wanted += sizeof(block);
    return sizes[n] > wanted ? sizes[n] : wanted;
}

static char *map_room(size_t size)
{
    char *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return room == MAP_FAILED ? NULL : room;
}

static block *head_of(char *room, size_t mapped)
{
    block *b = (block *)(void *)room;

    b->mapped = mapped;
    b->size = mapped - sizeof *b;
    return b;
}

/* Maps `size` bytes from a boundary of large pages on; NULL when there is no room. */
static block *map_large(size_t size)
{
    size_t mapped = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE, before;
    char *room = map_room(mapped + LARGE_PAGE);

    if (!room)
        return NULL;
    before = (LARGE_PAGE - (uintptr_t)room % LARGE_PAGE) % LARGE_PAGE;
    if (before)
        munmap(room, before);
    munmap(room + before + mapped, LARGE_PAGE - before);
    (void)madvise(room + before, mapped, MADV_HUGEPAGE); /* slower without, not wrong */
    return head_of(room + before, mapped);
}

static block *new_block(size_t size)
{
    char *room;
    block *b;

    if (size >= LARGE_PAGE)
        return map_large(size);
    if (size >= SECOND_BLOCK) {
        room = map_room(size);
        return room ? head_of(room, size) : NULL;
    }
    b = malloc(size);
    if (b)
        *b = (block){.size = size - sizeof *b};
    return b;
}

static void add_block(evne_arena *arena, size_t wanted)
{
    block *b = new_block(next_block_size(arena, wanted));

    if (!b)
        refuse(arena, wanted);
    b->older = arena->newest;
    arena->newest = b;
}

static void clear(const block *b, void *room, size_t size)
{
    if (!b->mapped)
        memset(room, 0, size);
}

/* Takes `size` zero bytes from the newest block; the caller has checked the limit. */
static void *take(evne_arena *arena, size_t size)
{
    block *b = arena->newest;
    void *room;

    if (!b || b->size - b->used < size) {
        add_block(arena, size);
        b = arena->newest;
    }
    room = b->bytes + b->used;
    b->used += size;
    arena->used += size;
    clear(b, room, size);
    return room;
}

static size_t aligned(evne_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        refuse(arena, size);
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *evne_arena_alloc(evne_arena *arena, size_t size)
{
    size_t rounded = aligned(arena, size);

    if (arena->limit && rounded > arena->limit - arena->used)
        refuse(arena, size);
    return take(arena, rounded);
}

void *evne_arena_array(evne_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        refuse(arena, count);
    return evne_arena_alloc(arena, count * size);
}

/* True when `old` ends at the mark of the newest block, and `more` bytes follow it there. */
static bool grows_in_place(const evne_arena *arena, const char *old, size_t old_rounded,
                           size_t more)
{
    const block *b = arena->newest;

    return b && old_rounded <= b->used && old == b->bytes + (b->used - old_rounded) &&
           b->size - b->used >= more && (!arena->limit || arena->limit - arena->used >= more);
}

void *evne_arena_grow(evne_arena *arena, void *old, size_t old_size, size_t new_size)
{
    size_t old_rounded = old ? aligned(arena, old_size) : 0;
    size_t rounded = aligned(arena, new_size);
    void *room;

    if (old && rounded <= old_rounded)
        return old;
    if (old && grows_in_place(arena, old, old_rounded, rounded - old_rounded)) {
        clear(arena->newest, (char *)old + old_rounded, rounded - old_rounded);
        arena->newest->used += rounded - old_rounded;
        arena->used += rounded - old_rounded;
        return old;
    }
    room = evne_arena_alloc(arena, new_size);
    if (old)
        memcpy(room, old, old_size);
    return room;
}

char *evne_arena_copy(evne_arena *arena, const char *text, size_t len)
{
    char *copy = evne_arena_alloc(arena, len + 1);

    if (len)
        memcpy(copy, text, len);
    return copy;
}

char *evne_arena_text(evne_arena *arena, const char *text)
{
    return evne_arena_copy(arena, text, strlen(text));
}

char *evne_arena_printf(evne_arena *arena, const char *format, ...)
{
    char few[256], *text;
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(few, sizeof few, format, args);
    va_end(args);
    if (len < 0)
        refuse(arena, 0);
    if ((size_t)len < sizeof few)
        return evne_arena_copy(arena, few, (size_t)len);
    text = evne_arena_alloc(arena, (size_t)len + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}

size_t evne_arena_used(const evne_arena *arena)
{
    return arena->used;
}
