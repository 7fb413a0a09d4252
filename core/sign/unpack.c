/*
 * How: libdeflate wants to know how much will come out, so the room doubles until it is enough; it
 * must use up every byte of the stream, since what follows the compressed data would be hidden.
 */
#include "unpack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_ROOM = 4096, MOST_COLUMNS = 256, NO_PREDICTOR = 1, FIRST_PNG = 10, LAST_PNG = 15 };

/* A value that may stand alone or as the only item of an array. */
static const evne_object *only(const evne_object *dict, const char *key)
{
    const evne_object *value = evne_object_get(dict, key);

    return value && value->kind == EVNE_OBJECT_ARRAY && value->n == 1 ? &value->items[0] : value;
}

static int64_t number_of(const evne_object *dict, const char *key, int64_t otherwise)
{
    const evne_object *value = evne_object_get(dict, key);

    return !value ? otherwise : value->kind == EVNE_OBJECT_INT ? value->number : -1;
}

/* ---- deflate ---- */

/* One attempt with `room` bytes; `*more` says that it was too little. */
static bool inflate_into(struct libdeflate_decompressor *inflater, evne_str packed, char *bytes,
                         size_t room, size_t *len, bool *more)
{
    size_t used = 0;
    enum libdeflate_result result =
        libdeflate_zlib_decompress_ex(inflater, packed.p, packed.len, bytes, room, &used, len);

    *more = result == LIBDEFLATE_INSUFFICIENT_SPACE;
    return result == LIBDEFLATE_SUCCESS && used == packed.len;
}

static bool inflate(evne_arena *arena, evne_str packed, evne_str *out)
{
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    bool ok = false, more = inflater != NULL;
    size_t room = LEAST_ROOM, len = 0;
    char *bytes = NULL;

    while (more && room <= EVNE_UNPACK_BYTES) {
        char *grown = realloc(bytes, room);

        if (!grown)
            break;
        bytes = grown;
        ok = inflate_into(inflater, packed, bytes, room, &len, &more);
        room *= 2;
    }
    if (ok)
        *out = (evne_str){evne_arena_copy(arena, bytes, len), len};
    free(bytes);
    if (inflater)
        libdeflate_free_decompressor(inflater);
    return ok;
}

/* ---- rows ---- */

/* Each row begins with its kind: 0 as it is, 2 the difference to the row above. */
static const char *undo_rows(evne_arena *arena, evne_str rows, size_t columns, evne_str *out)
{
    size_t n = rows.len / (columns + 1);
    unsigned char *bytes = evne_arena_alloc(arena, n * columns + 1);

    if (rows.len != n * (columns + 1))
        return "rækkerne i en strøm går ikke op";
    for (size_t i = 0; i < n; i++) {
        const unsigned char *row = (const unsigned char *)rows.p + i * (columns + 1);

        if (row[0] != 0 && row[0] != 2)
            return "en strøm er pakket på en måde, der ikke læses";
        for (size_t k = 0; k < columns; k++) {
            unsigned above = row[0] == 2 && i > 0 ? bytes[(i - 1) * columns + k] : 0;

            bytes[i * columns + k] = (unsigned char)(row[k + 1] + above);
        }
    }
    *out = (evne_str){(const char *)bytes, n * columns};
    return NULL;
}

const char *evne_unpack(evne_arena *arena, const evne_object *dict, evne_str packed, evne_str *out)
{
    const evne_object *filter = only(dict, "Filter"), *parameters = only(dict, "DecodeParms");
    int64_t predictor = number_of(parameters, "Predictor", NO_PREDICTOR);
    int64_t columns = number_of(parameters, "Columns", 1);

    if (!filter) {
        *out = packed;
        return parameters ? "en strøm uden filter har filterets indstillinger" : NULL;
    }
    if (!evne_object_is_name(filter, "FlateDecode"))
        return "en strøm er pakket på en måde, der ikke læses";
    if (parameters && parameters->kind != EVNE_OBJECT_DICT)
        return "filterets indstillinger er ikke en ordbog";
    if (predictor != NO_PREDICTOR && (predictor < FIRST_PNG || predictor > LAST_PNG))
        return "en strøm er pakket på en måde, der ikke læses";
    if (columns < 1 || columns > MOST_COLUMNS || number_of(parameters, "Colors", 1) != 1 ||
        number_of(parameters, "BitsPerComponent", 8) != 8 ||
        evne_object_get(parameters, "EarlyChange"))
        return "en strøms rækker er beskrevet forkert";
    if (!inflate(arena, packed, out))
        return "en strøm kan ikke pakkes ud";
    return predictor == NO_PREDICTOR ? NULL : undo_rows(arena, *out, (size_t)columns, out);
}
