/*
 * check_font.c - fonts: what the dictionaries say against what the embedded program says (ISO
 * 19005-3, 6.2.11; ISO 14289-1, 7.21).
 */
#include <stdlib.h>
#include <string.h>

#include "check_pdf.h"

typedef struct program {
    evne_str bytes;
    long n_glyphs, n_metrics, units;
    evne_str hmtx;
    bool has_outlines;
} program;

static long big_endian(evne_str bytes, size_t at, size_t n)
{
    long number = 0;
    for (size_t i = at; i < at + n && i < bytes.len; i++)
        number = number << 8 | (unsigned char)bytes.p[i];
    return number;
}

static evne_str table_of(evne_str font, const char *tag)
{
    long n_tables = big_endian(font, 4, 2);
    for (long i = 0; i < n_tables; i++) {
        size_t at = 12 + 16 * (size_t)i;
        if (at + 16 > font.len || memcmp(font.p + at, tag, 4) != 0)
            continue;
        size_t from = (size_t)big_endian(font, at + 8, 4),
               len = (size_t)big_endian(font, at + 12, 4);
        if (from <= font.len && len <= font.len - from)
            return evne_str_slice(font, from, from + len);
    }
    return (evne_str){"", 0};
}

static program read_program(evne_str font)
{
    program p = {.bytes = font};
    p.n_glyphs = big_endian(table_of(font, "maxp"), 4, 2);
    p.n_metrics = big_endian(table_of(font, "hhea"), 34, 2);
    p.units = big_endian(table_of(font, "head"), 18, 2);
    p.hmtx = table_of(font, "hmtx");
    p.has_outlines = table_of(font, "glyf").len > 0 && table_of(font, "loca").len > 0;
    return p;
}

/* In 1/1000 of an em. */
static double advance_of(const program *p, long glyph)
{
    long row = glyph < p->n_metrics ? glyph : p->n_metrics - 1;
    return (double)big_endian(p->hmtx, (size_t)row * 4, 2) * 1000.0 / (double)p->units;
}

/* The width of `code` by W, or -1. */
static double width_of(checker *c, qpdf_oh widths, long code)
{
    int n = qpdf_oh_is_array(c->pdf, widths) ? qpdf_oh_get_array_n_items(c->pdf, widths) : 0;
    for (int i = 0; i + 1 < n; i += 2) {
        long first =
            qpdf_oh_get_int_value_as_int(c->pdf, qpdf_oh_get_array_item(c->pdf, widths, i));
        qpdf_oh run = qpdf_oh_get_array_item(c->pdf, widths, i + 1);
        if (!qpdf_oh_is_array(c->pdf, run)) {
            check_say(c, "W is not in runs of widths");
            return -1;
        }
        int len = qpdf_oh_get_array_n_items(c->pdf, run);
        if (code >= first && code < first + len)
            return qpdf_oh_get_numeric_value(
                c->pdf, qpdf_oh_get_array_item(c->pdf, run, (int)(code - first)));
    }
    return -1;
}

static void check_widths(checker *c, const char *name, qpdf_oh descendant, const program *p,
                         evne_str map)
{
    qpdf_oh widths = check_key(c, descendant, "/W");
    for (long code = 1; 2 * (size_t)code + 1 < map.len; code++) {
        long glyph = big_endian(map, 2 * (size_t)code, 2);
        if (glyph >= p->n_glyphs) {
            check_say(c, "6.2.11.4.1: font %s: code %ld has no glyph", name, code);
            continue;
        }
        double difference = width_of(c, widths, code) - advance_of(p, glyph);
        if (difference > 1 || difference < -1)
            check_say(c, "6.2.11.5: font %s: the width of code %ld is off by %.2f", name, code,
                      difference);
    }
}

static void check_program(checker *c, const char *name, qpdf_oh descriptor, program *p)
{
    qpdf_oh stream = check_key(c, descriptor, "/FontFile2");
    *p = read_program(check_stream(c, stream));
    qpdf_oh dict = qpdf_oh_get_dict(c->pdf, stream);
    if (qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, dict, "/Length1")) != (int)p->bytes.len)
        check_say(c, "6.2.11.2: font %s: Length1 is not the length of the program", name);
    if (p->n_glyphs == 0 || p->n_metrics == 0 || p->units < 16 || !p->has_outlines)
        check_say(c, "6.2.11.2: font %s: the program lacks tables", name);
    if (p->n_metrics == 0 || p->units == 0)
        p->n_glyphs = 0;
    if (p->hmtx.len < 4 * (size_t)p->n_metrics)
        check_say(c, "6.2.11.2: font %s: the program's widths are cut off", name);
}

static void check_descriptor(checker *c, const char *name, qpdf_oh descriptor)
{
    static const char *const numbers[] = {"/ItalicAngle", "/Ascent", "/Descent", "/CapHeight",
                                          "/StemV"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (!qpdf_oh_is_number(c->pdf, check_key(c, descriptor, numbers[i])))
            check_say(c, "6.2.11.2: font %s: no %s", name, numbers[i]);
    }
    int flags = qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, descriptor, "/Flags"));
    if (((flags & 4) != 0) == ((flags & 32) != 0))
        check_say(c, "6.2.11.2: font %s: symbolic or not?", name);
    if (qpdf_oh_get_array_n_items(c->pdf, check_key(c, descriptor, "/FontBBox")) != 4)
        check_say(c, "6.2.11.2: font %s: no FontBBox", name);
    if (check_has(c, descriptor, "/CIDSet"))
        check_say(c, "6.2.11.4.2: font %s: a CIDSet must list every glyph; write none", name);
}

static void check_descendant(checker *c, const char *name, qpdf_oh descendant)
{
    qpdf_oh info = check_key(c, descendant, "/CIDSystemInfo");
    if (strcmp(check_name(c, check_key(c, descendant, "/Subtype")), "/CIDFontType2") != 0)
        check_say(c, "6.2.11.2: font %s: not a CIDFontType2", name);
    if (!qpdf_oh_is_string(c->pdf, check_key(c, info, "/Registry")) ||
        !qpdf_oh_is_string(c->pdf, check_key(c, info, "/Ordering")) ||
        !qpdf_oh_is_integer(c->pdf, check_key(c, info, "/Supplement")))
        check_say(c, "6.2.11.3.1: font %s: CIDSystemInfo is not complete", name);
    if (!qpdf_oh_is_number(c->pdf, check_key(c, descendant, "/DW")) ||
        check_has(c, descendant, "/DW2") || check_has(c, descendant, "/W2"))
        check_say(c, "6.2.11.5: font %s: default widths", name);
}

static void check_names(checker *c, const char *name, qpdf_oh font, qpdf_oh descendant,
                        qpdf_oh descriptor)
{
    const char *base = check_name(c, check_key(c, font, "/BaseFont"));
    bool is_tagged = strlen(base) > 8 && base[7] == '+';
    for (int i = 1; is_tagged && i < 7; i++)
        is_tagged = base[i] >= 'A' && base[i] <= 'Z';
    if (!is_tagged || strcmp(base, check_name(c, check_key(c, descriptor, "/FontName"))) != 0 ||
        strcmp(base, check_name(c, check_key(c, descendant, "/BaseFont"))) != 0)
        check_say(c, "font %s: names differ", name);
    if (strcmp(check_name(c, check_key(c, font, "/Encoding")), "/Identity-H") != 0)
        check_say(c, "6.2.11.3.3: font %s: not Identity-H", name);
}

/* One text of ToUnicode: no U+0000, FEFF, FFFE, nothing private, no half pair (7.21.7, 6.2.11.7).
 */
static void check_text(checker *c, const char *name, long code, const char *hex, size_t len)
{
    long high = 0;
    if (len == 0 || len % 4 != 0)
        check_say(c, "6.2.11.7.2: font %s: the text of code %ld", name, code);
    for (size_t i = 0; i + 4 <= len; i += 4) {
        long unit = strtol(evne_arena_copy(c->arena, hex + i, 4), NULL, 16);
        bool is_low = unit >= 0xDC00 && unit < 0xE000;
        if (unit == 0 || unit == 0xFEFF || unit == 0xFFFE || (unit >= 0xE000 && unit < 0xF900))
            check_say(c, "7.21.7: font %s: code %ld stands for U+%04lX", name, code, unit);
        if (is_low != (high != 0) || high >= 0xDB80)
            check_say(c, "6.2.11.7.2: font %s: half a pair for code %ld", name, code);
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    }
    if (high != 0)
        check_say(c, "6.2.11.7.2: font %s: half a pair for code %ld", name, code);
}

/* Lines "<0001><0041>"; every code of the map must have one. */
static void check_texts(checker *c, const char *name, evne_str cmap, size_t n_codes)
{
    const char *text = evne_arena_copy(c->arena, cmap.p, cmap.len);
    size_t n_found = 0;
    if (strstr(text, "begincmap") == NULL || strstr(text, "usecmap") != NULL ||
        strstr(text, "/WMode 1") != NULL || strstr(text, "beginbfrange") != NULL)
        check_say(c, "6.2.11.3.3: font %s: a strange ToUnicode", name);
    for (const char *p = strstr(text, "beginbfchar"); p && *p; p = strchr(p + 1, '\n')) {
        if (p[0] != '\n' || p[1] != '<')
            continue;
        char *end;
        long code = strtol(p + 2, &end, 16);
        if (end[0] != '>' || end[1] != '<' || code != (long)n_found + 1)
            check_say(c, "6.2.11.7.2: font %s: a strange line after code %zu", name, n_found);
        else
            check_text(c, name, code, end + 2, strcspn(end + 2, ">"));
        n_found++;
    }
    if (n_found + 1 != n_codes)
        check_say(c, "6.2.11.7.2: font %s: %zu texts for %zu codes", name, n_found, n_codes - 1);
}

static evne_str check_parts(checker *c, const char *name, qpdf_oh font)
{
    qpdf_oh descendants = check_key(c, font, "/DescendantFonts");
    qpdf_oh descendant = qpdf_oh_get_array_item(c->pdf, descendants, 0);
    qpdf_oh descriptor = check_key(c, descendant, "/FontDescriptor");
    evne_str map = check_stream(c, check_key(c, descendant, "/CIDToGIDMap"));
    program p;
    check_names(c, name, font, descendant, descriptor);
    check_descendant(c, name, descendant);
    if (map.len < 4 || map.len % 2 != 0)
        check_say(c, "6.2.11.3.2: font %s has no glyph map", name);
    if (!qpdf_oh_is_stream(c->pdf, check_key(c, descriptor, "/FontFile2"))) {
        check_say(c, "6.2.11.4.1: font %s is not embedded", name);
        return map;
    }
    check_descriptor(c, name, descriptor);
    check_program(c, name, descriptor, &p);
    check_widths(c, name, descendant, &p, map);
    if (!qpdf_oh_is_stream(c->pdf, check_key(c, font, "/ToUnicode")))
        check_say(c, "6.2.11.7.2: font %s has no texts", name);
    else
        check_texts(c, name, check_stream(c, check_key(c, font, "/ToUnicode")), map.len / 2);
    return map;
}

evne_str check_font(checker *c, qpdf_oh font, const char *name)
{
    int id = qpdf_oh_get_object_id(c->pdf, font);
    for (size_t i = 0; i < c->n_fonts; i++) {
        if (c->fonts[i].id == id)
            return c->fonts[i].glyphs;
    }
    evne_str glyphs = check_parts(c, name, font);
    if (c->n_fonts < CHECK_FONTS) {
        c->fonts[c->n_fonts].id = id;
        c->fonts[c->n_fonts++].glyphs = glyphs;
    }
    return glyphs;
}
