/*
 * image_png.c - PNG to samples, by libpng.
 *
 * libpng reports errors by jumping (setjmp), so what it works on stands in a struct outside the
 * function that jumps back, and everything else it needs is in the arena. Only the chunks that make
 * pixels are read: texts, profiles and other extras, which can hold zip bombs, are skipped unseen.
 * The size is checked before a row is; a compressed stream can then fill no more than its rows.
 */
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "image.h"

typedef struct reader {
    evne_arena *arena;
    evne_str bytes;
    size_t at;
    png_structp png;
    png_infop info;
    const char *fault;
    uint32_t width, height;
    unsigned n_channels; /* as libpng gives them: 1 to 4 */
    unsigned char *samples;
} reader;

static void feed(png_structp png, png_bytep out, size_t len)
{
    reader *r = png_get_io_ptr(png);
    if (len > r->bytes.len - r->at)
        png_error(png, "end of file");
    memcpy(out, r->bytes.p + r->at, len);
    r->at += len;
}

static void on_error(png_structp png, png_const_charp text)
{
    reader *r = png_get_error_ptr(png);
    if (r->fault == NULL)
        r->fault = evne_arena_printf(r->arena, "PNG-filen er beskadiget (%s)", text);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void set_limits(reader *r)
{
    png_set_user_limits(r->png, EVNE_IMAGE_SIDE, EVNE_IMAGE_SIDE);
    png_set_chunk_malloc_max(r->png, EVNE_IMAGE_BYTES);
    png_set_chunk_cache_max(r->png, 16);
    png_set_crc_action(r->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
}

/* The size as IHDR says it, read ahead of libpng, whose own message would not name the limit. */
static const char *check_size(evne_arena *arena, evne_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    if (bytes.len < 33 || memcmp(p + 12, "IHDR", 4) != 0)
        return "PNG-filen er beskadiget (den begynder ikke med IHDR)";
    return evne_image_size_fault(arena, png_get_uint_32(p + 16), png_get_uint_32(p + 20));
}

/* Whatever is in the file becomes grey or RGB of 8 bits, with alpha if it has any. */
static void set_transformations(png_structp png)
{
    png_set_expand(png);
    png_set_scale_16(png);
    (void)png_set_interlace_handling(png);
}

static void read_rows(reader *r)
{
    png_set_read_fn(r->png, r, feed);
    set_limits(r);
    png_read_info(r->png, r->info);
    set_transformations(r->png);
    png_read_update_info(r->png, r->info);
    r->width = png_get_image_width(r->png, r->info);
    r->height = png_get_image_height(r->png, r->info);
    r->n_channels = png_get_channels(r->png, r->info);
    size_t row = png_get_rowbytes(r->png, r->info);
    png_bytepp rows = evne_arena_array(r->arena, r->height, sizeof *rows);
    r->samples = evne_arena_array(r->arena, r->height, row);
    for (uint32_t y = 0; y < r->height; y++)
        rows[y] = r->samples + row * y;
    png_read_image(r->png, rows);
    png_read_end(r->png, NULL);
    if (r->at != r->bytes.len)
        r->fault = "der står noget efter PNG-filens slutning";
}

static void read_all(reader *r)
{
    r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r, on_error, on_warning);
    r->info = r->png != NULL ? png_create_info_struct(r->png) : NULL;
    if (r->info == NULL)
        r->fault = "der er ikke hukommelse til det";
    else if (setjmp(png_jmpbuf(r->png)) == 0)
        read_rows(r);
    png_destroy_read_struct(&r->png, &r->info, NULL);
}

/* A sample on white paper; exact for 0 and 255, rounded between. */
static unsigned char on_white(unsigned sample, unsigned alpha)
{
    return (unsigned char)((sample * alpha + 255 * (255 - alpha) + 127) / 255);
}

static void flatten(reader *r)
{
    unsigned n_colours = r->n_channels - 1;
    size_t n_pixels = (size_t)r->width * r->height;
    unsigned char *out = r->samples;
    for (size_t i = 0; i < n_pixels; i++) {
        const unsigned char *pixel = r->samples + i * r->n_channels;
        unsigned alpha = pixel[n_colours];
        for (unsigned c = 0; c < n_colours; c++)
            *out++ = on_white(pixel[c], alpha);
    }
    r->n_channels = n_colours;
}

const char *evne_image_png(evne_arena *arena, evne_str bytes, evne_image *out)
{
    reader r = {.arena = arena, .bytes = bytes};
    const char *fault = check_size(arena, bytes);
    if (fault != NULL)
        return fault;
    read_all(&r);
    if (r.fault != NULL)
        return r.fault;
    if (r.n_channels == 2 || r.n_channels == 4)
        flatten(&r);
    *out = (evne_image){.width = r.width, .height = r.height, .n_channels = r.n_channels};
    out->bytes = (evne_str){(const char *)r.samples, (size_t)r.width * r.height * r.n_channels};
    return NULL;
}
