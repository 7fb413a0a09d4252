/*
 * image.h - pictures from outside: PNG and JPEG files, read as hostile input.
 *
 * Layer: pdf. A PNG becomes samples of 8 bits without transparency (PDF/A-2 and -3 allow it, but a
 * logo on white paper needs none). A JPEG is checked and kept as it is: PDF reads JPEG itself.
 * Colour profiles and gamma are ignored; samples count as sRGB, the file's output intent.
 */
#ifndef EVNE_PDF_IMAGE_H
#define EVNE_PDF_IMAGE_H

#include "haru.h"

enum {
    EVNE_IMAGE_BYTES = 5 * 1024 * 1024, /* of the file */
    EVNE_IMAGE_SIDE = 8000,             /* pixels */
    EVNE_IMAGE_PIXELS = 10 * 1000 * 1000
};

typedef struct evne_image {
    uint32_t width, height; /* pixels, at least 1 */
    unsigned n_channels;    /* 1 grey, 3 RGB */
    bool is_jpeg;           /* `bytes` is the JPEG file; else rows of samples from the top */
    evne_str bytes;
} evne_image;

/*
 * Reads the picture in `bytes`, PNG or JPEG by what it begins with. `*out` lives in `arena` and,
 * for a JPEG, borrows `bytes`. False when it is refused; `*fault` then says why, in Danish, since
 * who reads it is who chose the file. Refused are: damage of any kind (checksums included), more
 * than the limits above, a CMYK or lossless JPEG, bytes after the end.
 */
bool evne_image_read(evne_arena *arena, evne_str bytes, const evne_image **out, const char **fault);

/* Adds the picture to the file and returns the number of its XObject. */
unsigned evne_image_write(evne_haru *haru, evne_arena *arena, const evne_image *image);

/* Inside: one function per format (image_png.c, image_jpeg.c); NULL or what is wrong. */
const char *evne_image_png(evne_arena *arena, evne_str bytes, evne_image *out);
const char *evne_image_jpeg(evne_arena *arena, evne_str bytes, evne_image *out);
/* NULL, or why a picture of that size is refused. */
const char *evne_image_size_fault(evne_arena *arena, uint32_t width, uint32_t height);

#endif
