/*
 * pictures.h - PNG and JPEG files put together byte by byte, whole and broken.
 */
#ifndef EVNE_TESTS_PDF_PICTURES_H
#define EVNE_TESTS_PDF_PICTURES_H

#include "base/str.h"

/* A PNG file in the making: the signature, then chunks with right checksums. */
evne_buf png_start(evne_arena *arena);
void png_chunk(evne_buf *png, const char *type, evne_str data);
void png_head(evne_buf *png, uint32_t width, uint32_t height, int depth, int colour_type,
              bool is_interlaced);
/* IDAT with `rows` (a filter byte before each row) deflated. */
void png_rows(evne_buf *png, evne_str rows);
/* `rows` deflated, for chunks that hold such. */
evne_str png_deflate(evne_arena *arena, evne_str rows);

/* A whole file. `rows` as above. */
evne_str png_file(evne_arena *arena, uint32_t width, uint32_t height, int depth, int colour_type,
                  evne_str rows);

/* A JPEG file with the markers that one needs and no picture in its coded data. */
typedef struct jpeg_look {
    int frame; /* marker of the frame: 0xC0 */
    int precision, width, height, n_channels;
    int n_scans;
} jpeg_look;
evne_str jpeg_file(evne_arena *arena, jpeg_look look);

#endif
