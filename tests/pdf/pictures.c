#include "pictures.h"

#include <libdeflate.h>
#include <string.h>

static void put32(evne_buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        evne_buf_put_char(out, (char)(value >> shift & 255));
}

static void put16(evne_buf *out, unsigned value)
{
    evne_buf_put_char(out, (char)(value >> 8 & 255));
    evne_buf_put_char(out, (char)(value & 255));
}

evne_buf png_start(evne_arena *arena)
{
    evne_buf png = {.arena = arena};
    evne_buf_put(&png, "\x89PNG\r\n\x1a\n", 8);
    return png;
}

void png_chunk(evne_buf *png, const char *type, evne_str data)
{
    put32(png, (uint32_t)data.len);
    size_t from = png->len;
    evne_buf_puts(png, type);
    evne_buf_put_str(png, data);
    put32(png, libdeflate_crc32(0, png->p + from, png->len - from));
}

void png_head(evne_buf *png, uint32_t width, uint32_t height, int depth, int colour_type,
              bool is_interlaced)
{
    evne_buf head = {.arena = png->arena};
    put32(&head, width);
    put32(&head, height);
    evne_buf_put_char(&head, (char)depth);
    evne_buf_put_char(&head, (char)colour_type);
    evne_buf_put(&head, is_interlaced ? "\0\0\1" : "\0\0\0", 3);
    png_chunk(png, "IHDR", evne_buf_str(&head));
}

evne_str png_deflate(evne_arena *arena, evne_str rows)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(9);
    size_t room = libdeflate_zlib_compress_bound(compressor, rows.len);
    char *packed = evne_arena_alloc(arena, room);
    size_t len = libdeflate_zlib_compress(compressor, rows.p, rows.len, packed, room);
    libdeflate_free_compressor(compressor);
    return (evne_str){packed, len};
}

void png_rows(evne_buf *png, evne_str rows)
{
    png_chunk(png, "IDAT", png_deflate(png->arena, rows));
}

evne_str png_file(evne_arena *arena, uint32_t width, uint32_t height, int depth, int colour_type,
                  evne_str rows)
{
    evne_buf png = png_start(arena);
    png_head(&png, width, height, depth, colour_type, false);
    png_rows(&png, rows);
    png_chunk(&png, "IEND", EVNE_STR(""));
    return evne_buf_str(&png);
}

static void segment(evne_buf *out, int marker, size_t len)
{
    evne_buf_put_char(out, (char)0xFF);
    evne_buf_put_char(out, (char)marker);
    put16(out, (unsigned)len);
}

static void scan(evne_buf *out, int n_channels)
{
    segment(out, 0xDA, 6 + 2 * (size_t)n_channels);
    evne_buf_put_char(out, (char)n_channels);
    for (int i = 0; i < n_channels; i++)
        put16(out, (unsigned)(i + 1) << 8);
    evne_buf_put(out, "\0?\0", 3);
    evne_buf_put(out, "data\xFF\0more\xFF\xD0rest", 16); /* a stuffed FF, then a restart */
}

evne_str jpeg_file(evne_arena *arena, jpeg_look look)
{
    evne_buf out = {.arena = arena};
    evne_buf_put(&out, "\xFF\xD8", 2);
    segment(&out, 0xE0, 16);
    evne_buf_put(&out, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
    segment(&out, 0xDB, 67);
    for (int i = 0; i < 65; i++)
        evne_buf_put_char(&out, (char)(i > 0));
    segment(&out, look.frame, 8 + 3 * (size_t)look.n_channels);
    evne_buf_put_char(&out, (char)look.precision);
    put16(&out, (unsigned)look.height);
    put16(&out, (unsigned)look.width);
    evne_buf_put_char(&out, (char)look.n_channels);
    for (int i = 0; i < look.n_channels; i++) {
        char component[3] = {(char)(i + 1), 0x11, 0};
        evne_buf_put(&out, component, sizeof component);
    }
    for (int i = 0; i < look.n_scans; i++)
        scan(&out, look.n_channels);
    evne_buf_put(&out, "\xFF\xD9", 2);
    return evne_buf_str(&out);
}
