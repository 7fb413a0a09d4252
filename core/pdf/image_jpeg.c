/*
 * image_jpeg.c - walks the markers of a JPEG file, which is then embedded byte for byte.
 *
 * ITU T.81, annex B: segments with a length, and after each start of scan a stretch of coded data,
 * in which FF is followed by 00 or a restart marker. The coded data itself is not decoded: a reader
 * that meets nonsense there shows a spoilt logo and nothing worse. What must hold for PDF's
 * DCTDecode is checked: Huffman coding, 8 bits, one frame, one or three components, an end.
 */
#include "image.h"

enum {
    SOF0 = 0xC0,
    SOF2 = 0xC2,
    DHT = 0xC4,
    JPG = 0xC8,
    DAC = 0xCC,
    SOF15 = 0xCF,
    RST0 = 0xD0,
    RST7 = 0xD7,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    DQT = 0xDB,
    DNL = 0xDC,
    TEM = 0x01
};

typedef struct walk {
    evne_arena *arena;
    evne_str bytes;
    size_t at;
    bool has_tables, has_scan;
    evne_image *image; /* n_channels 0 until the frame */
} walk;

static const char damaged[] = "JPEG-filen er beskadiget eller afbrudt";

static unsigned byte_at(const walk *w, size_t at)
{
    return at < w->bytes.len ? (unsigned char)w->bytes.p[at] : 0;
}

static unsigned word_at(const walk *w, size_t at)
{
    return byte_at(w, at) << 8 | byte_at(w, at + 1);
}

static bool is_frame(unsigned marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

/* At a marker: `*marker` and behind it. Fill bytes FF may stand before. */
static bool take_marker(walk *w, unsigned *marker)
{
    if (byte_at(w, w->at) != 0xFF)
        return false;
    while (w->at < w->bytes.len && byte_at(w, w->at) == 0xFF)
        w->at++;
    if (w->at >= w->bytes.len)
        return false;
    *marker = byte_at(w, w->at++);
    return *marker != 0;
}

/* The frame header at `at`, `len` bytes with its length: precision, height, width, components. */
static const char *read_frame(walk *w, unsigned marker, size_t len)
{
    unsigned n_channels = byte_at(w, w->at + 7);
    if (w->image->n_channels != 0 || w->has_scan)
        return damaged;
    if (marker > SOF2)
        return "JPEG-filen er kodet på en måde, som PDF ikke kender; gem den som almindelig JPEG";
    if (byte_at(w, w->at + 2) != 8)
        return "JPEG-filen har ikke 8 bit pr. farve";
    if (n_channels == 4)
        return "JPEG-filen er i trykfarver (CMYK); gem den som RGB";
    if ((n_channels != 1 && n_channels != 3) || len != 8 + 3 * (size_t)n_channels)
        return damaged;
    w->image->height = word_at(w, w->at + 3);
    w->image->width = word_at(w, w->at + 5);
    w->image->n_channels = n_channels;
    for (unsigned i = 0; i < n_channels; i++) {
        unsigned sampling = byte_at(w, w->at + 9 + 3 * i);
        if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4)
            return damaged;
    }
    return evne_image_size_fault(w->arena, w->image->width, w->image->height);
}

/* Moves over coded data, to the next marker that is no restart. */
static void skip_scan(walk *w)
{
    while (w->at + 1 < w->bytes.len) {
        unsigned next = byte_at(w, w->at + 1);
        if (byte_at(w, w->at) == 0xFF && next != 0 && next != 0xFF &&
            !(next >= RST0 && next <= RST7))
            return;
        w->at++;
    }
    w->at = w->bytes.len;
}

static const char *read_scan(walk *w, size_t len)
{
    unsigned n = byte_at(w, w->at + 2);
    if (w->image->n_channels == 0 || !w->has_tables || n < 1 || n > w->image->n_channels ||
        len != 6 + 2 * (size_t)n)
        return damaged;
    w->has_scan = true;
    w->at += len;
    skip_scan(w);
    return NULL;
}

static const char *read_segment(walk *w, unsigned marker)
{
    size_t len = word_at(w, w->at);
    if (marker == SOI || marker == TEM || marker == DNL || (marker >= RST0 && marker <= RST7) ||
        len < 2 || len > w->bytes.len - w->at)
        return damaged;
    if (marker == SOS)
        return read_scan(w, len);
    const char *fault = NULL;
    if (is_frame(marker))
        fault = read_frame(w, marker, len);
    else if (marker == DAC)
        fault = "JPEG-filen er kodet på en måde, som PDF ikke kender; gem den som almindelig JPEG";
    w->has_tables = w->has_tables || marker == DQT;
    w->at += len;
    return fault;
}

const char *evne_image_jpeg(evne_arena *arena, evne_str bytes, evne_image *out)
{
    walk w = {.arena = arena, .bytes = bytes, .at = 2, .image = out};
    *out = (evne_image){.is_jpeg = true, .bytes = bytes};
    for (;;) {
        unsigned marker;
        if (!take_marker(&w, &marker))
            return damaged;
        if (marker == EOI)
            break;
        const char *fault = read_segment(&w, marker);
        if (fault != NULL)
            return fault;
    }
    if (!w.has_scan)
        return damaged;
    return w.at == bytes.len ? NULL : "der står noget efter JPEG-filens slutning";
}
