/*
 * image.c - which format, how large, and the stream in the file.
 *
 * The stream is written here rather than by libharu, whose loaders end the process on a damaged
 * picture and write masks that PDF/A may refuse.
 */
#include "image.h"

static const unsigned char png_start[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

static bool begins(evne_str bytes, const unsigned char *start, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (i >= bytes.len || (unsigned char)bytes.p[i] != start[i])
            return false;
    return true;
}

const char *evne_image_size_fault(evne_arena *arena, uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0)
        return "det har ingen udstrækning";
    if (width <= EVNE_IMAGE_SIDE && height <= EVNE_IMAGE_SIDE &&
        (uint64_t)width * height <= EVNE_IMAGE_PIXELS)
        return NULL;
    return evne_arena_printf(
        arena, "det er %u x %u pixel; højst %d på hver led og %d millioner i alt", (unsigned)width,
        (unsigned)height, EVNE_IMAGE_SIDE, EVNE_IMAGE_PIXELS / 1000000);
}

bool evne_image_read(evne_arena *arena, evne_str bytes, const evne_image **out, const char **fault)
{
    static const unsigned char jpeg_start[] = {0xFF, 0xD8};
    evne_image *image = evne_arena_alloc(arena, sizeof *image);
    *out = NULL;
    if (bytes.len > EVNE_IMAGE_BYTES)
        *fault =
            evne_arena_printf(arena, "det fylder mere end %d MB", EVNE_IMAGE_BYTES / (1024 * 1024));
    else if (begins(bytes, png_start, sizeof png_start))
        *fault = evne_image_png(arena, bytes, image);
    else if (begins(bytes, jpeg_start, sizeof jpeg_start))
        *fault = evne_image_jpeg(arena, bytes, image);
    else
        *fault = "det er hverken PNG eller JPEG";
    if (*fault != NULL)
        return false;
    *out = image;
    return true;
}

unsigned evne_image_write(evne_haru *haru, evne_arena *arena, const evne_image *image)
{
    evne_buf dict = {.arena = arena};
    evne_buf_printf(&dict,
                    "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8"
                    "/ColorSpace/%s",
                    (unsigned)image->width, (unsigned)image->height,
                    image->n_channels == 1 ? "DeviceGray" : "DeviceRGB");
    if (image->is_jpeg)
        evne_buf_puts(&dict, "/Filter/DCTDecode");
    return evne_haru_stream(haru, evne_buf_str(&dict), image->bytes, !image->is_jpeg);
}
