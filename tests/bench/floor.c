/* How: every deflated stream of the file is inflated beforehand, outside what is measured. */
#include "floor.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "keypair.h"

enum { LEVEL = 6, MOST_STREAMS = 4096, LARGEST_STREAM = 64 * 1024 * 1024 };

typedef struct floor_work {
    evne_str pdf;
    evne_str streams[MOST_STREAMS];
    size_t n;
    char *packed; /* room for the longest of them */
    size_t room;
    void *key;
    const char *path;
} floor_work;

/* Inflates what begins at `at`; false when it is no zlib stream. */
static bool inflate(struct libdeflate_decompressor *inflater, evne_str pdf, size_t at, char *room,
                    size_t *len)
{
    size_t used;

    return libdeflate_zlib_decompress_ex(inflater, pdf.p + at, pdf.len - at, room, LARGEST_STREAM,
                                         &used, len) == LIBDEFLATE_SUCCESS;
}

static void find_streams(evne_arena *arena, floor_work *work)
{
    static const char word[] = "stream\r\n";
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    char *room = malloc(LARGEST_STREAM);
    size_t len;

    for (size_t at = 0; inflater && room && at + sizeof word < work->pdf.len; at++) {
        evne_str rest = evne_str_slice(work->pdf, at, work->pdf.len);
        if (!evne_str_starts(rest, word) || work->n == MOST_STREAMS ||
            !inflate(inflater, work->pdf, at + sizeof word - 1, room, &len))
            continue;
        work->streams[work->n++] = (evne_str){evne_arena_copy(arena, room, len), len};
        work->room = len > work->room ? len : work->room;
    }
    free(room);
    libdeflate_free_decompressor(inflater);
}

static bool compress(floor_work *work)
{
    struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(LEVEL);

    if (!deflater)
        return false;
    for (size_t i = 0; i < work->n; i++)
        libdeflate_zlib_compress(deflater, work->streams[i].p, work->streams[i].len, work->packed,
                                 work->room);
    libdeflate_free_compressor(deflater);
    return true;
}

static bool do_work(void *context)
{
    floor_work *work = context;
    unsigned char digest[EVNE_SHA256_BYTES];
    FILE *file = fopen(work->path, "wb");

    evne_sha256(work->pdf, digest);
    return file && fwrite(work->pdf.p, 1, work->pdf.len, file) == work->pdf.len &&
           fclose(file) == 0 && compress(work) && keypair_sign(work->key);
}

cost floor_measure(evne_arena *arena, evne_str pdf, void *key, const char *path, int runs)
{
    floor_work *work = evne_arena_alloc(arena, sizeof *work);

    work->pdf = pdf;
    work->key = key;
    work->path = path;
    find_streams(arena, work);
    work->room += work->room / 8 + 1024;
    work->packed = evne_arena_alloc(arena, work->room);
    return measure_calls(do_work, work, runs);
}
