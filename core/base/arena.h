/*
 * arena.h - memory that is released all at once.
 *
 * Layer: base. One arena per job holds values, rules, document, pages and messages (style.md 4).
 * An arena belongs to one thread.
 */
#ifndef EVNE_BASE_ARENA_H
#define EVNE_BASE_ARENA_H

#include <stddef.h>

#include "error.h"

typedef struct evne_arena evne_arena;

/*
 * Called when an allocation of `wanted` bytes would pass the arena's limit, or when the system has
 * no memory. It must not return: it ends the process or jumps out of the job.
 */
typedef void evne_arena_full(void *context, size_t wanted);

/*
 * Makes an arena that hands out at most `limit` bytes; 0 means no limit. With `full` NULL a message
 * goes to standard error and the process ends with exit code 5.
 */
evne_arena *evne_arena_new(size_t limit, evne_arena_full *full, void *context);
/* One for a stage of the work in `arena`: with what its limit still allows, and as full. */
evne_arena *evne_arena_new_beside(const evne_arena *arena);
void evne_arena_free(evne_arena *arena);

/* Takes back all that was handed out; the newest block stays for what comes next. */
void evne_arena_reset(evne_arena *arena);

/* Returns `size` zeroed bytes, aligned for any object; never NULL. */
void *evne_arena_alloc(evne_arena *arena, size_t size);

/* Returns zeroed room for `count` objects of `size` bytes; an overflow counts as a full arena. */
void *evne_arena_array(evne_arena *arena, size_t count, size_t size);

/*
 * Gives the block `old` of `old_size` bytes room for `new_size`, in place when it was the last one
 * handed out. The bytes past `old_size` are zero. `old` may be NULL.
 */
void *evne_arena_grow(evne_arena *arena, void *old, size_t old_size, size_t new_size);

/* Copies of text, ended by NUL. */
char *evne_arena_copy(evne_arena *arena, const char *text, size_t len);
char *evne_arena_text(evne_arena *arena, const char *text);
char *evne_arena_printf(evne_arena *arena, const char *format, ...) EVNE_PRINTF(2, 3);

/* Bytes handed out so far. */
size_t evne_arena_used(const evne_arena *arena);

#endif
