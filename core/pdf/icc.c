/*
 * icc.c - the sRGB profile that gives the file's colours their meaning (output intent).
 *
 * Made here rather than read from a file, so that a document needs no file that may be missing or
 * differ. ICC.1:2004 (version 4.2): a header of 128 bytes, a table of tags, their data. The three
 * curves are one: a parametric curve of type 3, the sRGB transfer function itself. Primaries and
 * white are those of IEC 61966-2-1 adapted to D50 by the Bradford method, as s15Fixed16 numbers.
 */
#include "metadata.h"

enum { HEADER = 128, MAX_TAGS = 10, ENTRY = 12 };

typedef struct tag {
    const char *name;
    size_t from, len;
} tag;

typedef struct profile {
    evne_buf data; /* of the tags */
    tag tags[MAX_TAGS];
    size_t n_tags;
} profile;

static void put32(evne_buf *out, uint32_t value)
{
    char bytes[4] = {(char)(value >> 24), (char)(value >> 16 & 255), (char)(value >> 8 & 255),
                     (char)(value & 255)};
    evne_buf_put(out, bytes, 4);
}

static void put_zeros(evne_buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        evne_buf_put_char(out, '\0');
}

static void end_tag(profile *p, const char *name, size_t from)
{
    p->tags[p->n_tags++] = (tag){name, from, p->data.len - from};
    while (p->data.len % 4 != 0)
        evne_buf_put_char(&p->data, '\0');
}

/* One English text (multiLocalizedUnicodeType). */
static void add_text(profile *p, const char *name, evne_str text)
{
    size_t from = p->data.len;
    evne_buf_puts(&p->data, "mluc");
    put32(&p->data, 0);
    put32(&p->data, 1);
    put32(&p->data, 12);
    evne_buf_puts(&p->data, "enUS");
    put32(&p->data, (uint32_t)text.len * 2);
    put32(&p->data, 28);
    for (size_t i = 0; i < text.len; i++) {
        evne_buf_put_char(&p->data, '\0');
        evne_buf_put_char(&p->data, text.p[i]);
    }
    end_tag(p, name, from);
}

/* `type` is four letters and the four bytes after them; values are in 1/65536. */
static void add_numbers(profile *p, const char *name, const char *type, uint32_t second,
                        const int32_t *values, size_t n_values)
{
    size_t from = p->data.len;
    evne_buf_puts(&p->data, type);
    put32(&p->data, 0);
    if (second != 0)
        put32(&p->data, second);
    for (size_t i = 0; i < n_values; i++)
        put32(&p->data, (uint32_t)values[i]);
    end_tag(p, name, from);
}

static void repeat_tag(profile *p, const char *name)
{
    tag copy = p->tags[p->n_tags - 1];
    copy.name = name;
    p->tags[p->n_tags++] = copy;
}

static void add_colours(profile *p)
{
    static const int32_t white[] = {63190, 65536, 54061};
    static const int32_t red[] = {28578, 14581, 912};
    static const int32_t green[] = {25241, 46981, 6362};
    static const int32_t blue[] = {9376, 3972, 46799};
    /* gamma 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045 */
    static const int32_t curve[] = {157286, 62119, 3417, 5072, 2651};
    static const int32_t adaptation[] = {68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262};
    add_numbers(p, "wtpt", "XYZ ", 0, white, 3);
    add_numbers(p, "rXYZ", "XYZ ", 0, red, 3);
    add_numbers(p, "gXYZ", "XYZ ", 0, green, 3);
    add_numbers(p, "bXYZ", "XYZ ", 0, blue, 3);
    add_numbers(p, "rTRC", "para", 3u << 16, curve, 5);
    repeat_tag(p, "gTRC");
    repeat_tag(p, "bTRC");
    add_numbers(p, "chad", "sf32", 0, adaptation, 9);
}

static void put_header(evne_buf *out, size_t size)
{
    put32(out, (uint32_t)size);
    put32(out, 0);          /* no preferred colour engine */
    put32(out, 0x04200000); /* version 4.2, which PDF 1.7 knows */
    evne_buf_puts(out, "mntrRGB XYZ ");
    put32(out, 2026u << 16 | 1); /* 2026-01-01 00:00:00 */
    put32(out, 1u << 16);
    put32(out, 0);
    evne_buf_puts(out, "acsp");
    put_zeros(out, 28); /* platform, flags, device, attributes, intent: perceptual */
    put32(out, 63190);  /* D50, the connection space's white */
    put32(out, 65536);
    put32(out, 54061);
    put_zeros(out, HEADER - 80);
}

evne_str evne_icc_srgb(evne_arena *arena)
{
    profile p = {.data.arena = arena};
    add_text(&p, "desc", EVNE_STR("sRGB"));
    add_text(&p, "cprt", EVNE_STR("CC0"));
    add_colours(&p);
    size_t start = HEADER + 4 + ENTRY * p.n_tags;
    evne_buf out = {.arena = arena};
    put_header(&out, start + p.data.len);
    put32(&out, (uint32_t)p.n_tags);
    for (size_t i = 0; i < p.n_tags; i++) {
        evne_buf_puts(&out, p.tags[i].name);
        put32(&out, (uint32_t)(start + p.tags[i].from));
        put32(&out, (uint32_t)p.tags[i].len);
    }
    evne_buf_put_str(&out, evne_buf_str(&p.data));
    return evne_buf_str(&out);
}
