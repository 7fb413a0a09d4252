/*
 * unpack.h - the bytes of streams that hold a file's structure: cross-reference and object streams.
 *
 * Layer: sign. Read strictly and in one way only: no filter or FlateDecode, with rows of PNG's
 * kinds "none" and "up", which is what writers of such streams use. Pages are never unpacked here.
 */
#ifndef EVNE_SIGN_UNPACK_H
#define EVNE_SIGN_UNPACK_H

#include "object.h"

enum { EVNE_UNPACK_BYTES = 64 * 1024 * 1024 };

/*
 * Unpacks `packed`, the bytes of the stream that `dict` describes, into `*out` in `arena`. Returns
 * what is wrong in Danish, or NULL.
 */
const char *evne_unpack(evne_arena *arena, const evne_object *dict, evne_str packed, evne_str *out);

#endif
