/*
 * packed.h - objects in object streams (ISO 32000-1, 7.5.7).
 *
 * Layer: sign. For revisions.c. An object may lie only in a stream of its own revision.
 */
#ifndef EVNE_SIGN_PACKED_H
#define EVNE_SIGN_PACKED_H

#include "revisions.h"

/* Marks the entries of `rev` that are object streams. */
evne_status evne_packed_find(evne_revision *rev, evne_error *err);

/* Unpacks them, once their own objects have been read, and gives each packed entry its text. */
evne_status evne_packed_read(evne_arena *arena, evne_revisions *pdf, evne_revision *rev,
                             evne_error *err);

/* ---- in revisions.c, for objects wherever they lie ---- */

/* A dictionary with /ByteRange, or of type Sig or DocTimeStamp. */
bool evne_packed_looks_signed(const evne_object *object);
/* Notes what `object` refers to, there or not: what is not yet there can come to light later. */
void evne_packed_note_refs(evne_revisions *pdf, size_t revision, const evne_object *object);

#endif
