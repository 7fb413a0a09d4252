/*
 * update.h - appends an incremental update to a finished PDF (ISO 32000-1, 7.5.6).
 *
 * Layer: sign. The bytes that are there stay as they are; new and changed objects, a
 * cross-reference table of these alone and a trailer follow them.
 */
#ifndef EVNE_SIGN_UPDATE_H
#define EVNE_SIGN_UPDATE_H

#include "revisions.h"

/* One object to write. `at` receives where `body` begins in the new file. */
typedef struct evne_update_object {
    int number, generation;
    evne_str body; /* what stands between "obj" and "endobj" */
    size_t at;
} evne_update_object;

/* The first object number that the file neither uses nor refers to. */
int evne_update_next_number(const evne_revisions *pdf);

/*
 * Writes `pdf` and the objects after it; each number at most once. The trailer keeps /Root, /Info
 * and the first half of /ID; the second half is a digest of the file so far, so the same update of
 * the same file gives the same bytes. `*out` lives in `arena`.
 */
void evne_update_append(evne_arena *arena, const evne_revisions *pdf, evne_update_object *objects,
                        size_t n, evne_str *out);

/*
 * A dictionary written anew: the pairs of `dict` in their order and as they were written, but those
 * named in `keys`; then each of `keys` with its value, unless that is empty.
 */
evne_str evne_update_dict(evne_arena *arena, const evne_object *dict, size_t n,
                          const char *const *keys, const evne_str *values);

/* The array that `dict` has as `key` in `revision`, or a lone value, or none, with `item` behind.
 */
evne_str evne_update_longer(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_object *dict, const char *key, evne_str item);

/* A UTF-8 text as a PDF text string: ASCII in brackets, anything else as UTF-16BE in hex. */
evne_str evne_update_text(evne_arena *arena, const char *utf8);

#endif
