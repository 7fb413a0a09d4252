/*
 * A logo: whatever the bytes, reading them ends in a picture within the limits, whose samples are
 * as many as its size says, or in words why not.
 */
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "pdf/image.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_image(const evne_image *image)
{
    size_t n_samples = (size_t)image->width * image->height * image->n_channels;
    unsigned sum = 0;

    must(image->width > 0 && image->width <= EVNE_IMAGE_SIDE);
    must(image->height > 0 && image->height <= EVNE_IMAGE_SIDE);
    must((uint64_t)image->width * image->height <= EVNE_IMAGE_PIXELS);
    must(image->n_channels == 1 || image->n_channels == 3);
    must(image->is_jpeg || image->bytes.len == n_samples);
    for (size_t i = 0; i < image->bytes.len; i++) /* a sanitizer sees every byte */
        sum += (unsigned char)image->bytes.p[i];
    must(sum <= 255 * image->bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const evne_image *image = NULL;
    const char *fault = NULL;

    if (evne_image_read(arena, (evne_str){(const char *)data, size}, &image, &fault))
        check_image(image);
    else
        must(fault != NULL && image == NULL);
    evne_arena_free(arena);
    return 0;
}
