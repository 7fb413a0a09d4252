/*
 * check_page.c - page contents: everything marked, every mark closed, every code a real glyph.
 */
#include <stdlib.h>
#include <string.h>

#include "check_pdf.h"

typedef struct scan {
    checker *c;
    size_t page;
    evne_str bytes;
    size_t at;
    int depth, last_mark;
    bool is_text;
    bool is_appearance;  /* of an annotation: holds no marked content */
    qpdf_oh fonts, font; /* the resources, and the one in use */
    evne_str glyphs;     /* its CIDToGIDMap */
} scan;

static evne_str stream_of(checker *c, qpdf_oh stream)
{
    if (!qpdf_oh_is_stream(c->pdf, stream))
        return (evne_str){"", 0};
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_filtered = QPDF_FALSE;
    qpdf_oh_get_stream_data(c->pdf, stream, qpdf_dl_all, &is_filtered, &bytes, &len);
    evne_str copy = {evne_arena_copy(c->arena, (const char *)bytes, len), len};
    free(bytes);
    return copy;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t';
}

/* The next token: a bracket, a hexadecimal string, a name, a number, an operator; empty at the end.
 */
static evne_str next_token(scan *s)
{
    while (s->at < s->bytes.len && is_blank(s->bytes.p[s->at]))
        s->at++;
    size_t from = s->at;
    if (from == s->bytes.len)
        return (evne_str){"", 0};
    evne_str rest = evne_str_slice(s->bytes, from, s->bytes.len);
    if (evne_str_starts(rest, "<<") || evne_str_starts(rest, ">>")) {
        s->at += 2;
    } else if (rest.p[0] == '<') {
        while (s->bytes.p[s->at++] != '>')
            ;
    } else if (rest.p[0] == '[' || rest.p[0] == ']') {
        s->at++;
    } else {
        do
            s->at++;
        while (s->at < s->bytes.len && !is_blank(s->bytes.p[s->at]) &&
               strchr("/<>[]", s->bytes.p[s->at]) == NULL);
    }
    return evne_str_slice(s->bytes, from, s->at);
}

static void check_codes(scan *s, evne_str hex)
{
    if ((hex.len - 2) % 4 != 0)
        check_say(s->c, "a string of odd length");
    for (size_t i = 1; i + 4 < hex.len; i += 4) {
        unsigned long code = strtoul(evne_arena_copy(s->c->arena, hex.p + i, 4), NULL, 16);
        bool has_glyph = code > 0 && 2 * code + 1 < s->glyphs.len &&
                         (s->glyphs.p[2 * code] != 0 || s->glyphs.p[2 * code + 1] != 0);
        if (!has_glyph)
            check_say(s->c, "code %lu on page %zu shows no glyph", code, s->page);
    }
}

static void check_font(checker *c, qpdf_oh font, const char *name)
{
    qpdf_oh descendant = qpdf_oh_get_array_item(c->pdf, check_key(c, font, "/DescendantFonts"), 0);
    qpdf_oh descriptor = check_key(c, descendant, "/FontDescriptor");
    const char *base = check_name(c, check_key(c, font, "/BaseFont"));
    if (!qpdf_oh_is_stream(c->pdf, check_key(c, font, "/ToUnicode")))
        check_say(c, "font %s has no texts", name);
    if (!qpdf_oh_is_stream(c->pdf, check_key(c, descriptor, "/FontFile2")))
        check_say(c, "font %s is not embedded", name);
    if (!qpdf_oh_is_stream(c->pdf, check_key(c, descendant, "/CIDToGIDMap")))
        check_say(c, "font %s has no glyph map", name);
    if (strlen(base) < 8 || base[7] != '+' ||
        strcmp(base, check_name(c, check_key(c, descriptor, "/FontName"))) != 0 ||
        strcmp(base, check_name(c, check_key(c, descendant, "/BaseFont"))) != 0)
        check_say(c, "font %s: names differ", name);
}

static void use_font(scan *s, evne_str name)
{
    const char *key = evne_arena_copy(s->c->arena, name.p, name.len);
    s->font = check_key(s->c, s->fonts, key);
    if (!check_has(s->c, s->font, "/DescendantFonts")) {
        check_say(s->c, "no font %s", key);
        return;
    }
    check_font(s->c, s->font, key);
    qpdf_oh descendant =
        qpdf_oh_get_array_item(s->c->pdf, check_key(s->c, s->font, "/DescendantFonts"), 0);
    s->glyphs = stream_of(s->c, check_key(s->c, descendant, "/CIDToGIDMap"));
}

static void begin_mark(scan *s)
{
    if (s->depth++ > 0)
        check_say(s->c, "marked content inside marked content on page %zu", s->page);
    if (s->last_mark < 0)
        return;
    if (s->last_mark >= CHECK_MARKS || s->c->owners[s->page][s->last_mark] == 0)
        check_say(s->c, "mark %d of page %zu has no element", s->last_mark, s->page);
    else if (s->c->written[s->page][s->last_mark]++ > 0)
        check_say(s->c, "mark %d of page %zu is used twice", s->last_mark, s->page);
}

static void check_operator(scan *s, evne_str op)
{
    if (evne_str_is(op, "BDC")) {
        begin_mark(s);
    } else if (evne_str_is(op, "EMC")) {
        if (s->depth-- != 1 || s->is_text)
            check_say(s->c, "EMC out of place on page %zu", s->page);
    } else if (evne_str_is(op, "BT") || evne_str_is(op, "ET")) {
        bool begins = evne_str_is(op, "BT");
        if (begins == s->is_text)
            check_say(s->c, "%s out of place on page %zu", begins ? "BT" : "ET", s->page);
        s->is_text = begins;
    }
    if (s->is_appearance ? s->depth > 0 : s->depth == 0 && !evne_str_is(op, "EMC"))
        check_say(s->c, "'%.*s' outside marked content on page %zu", EVNE_STR_ARGS(op), s->page);
}

static bool is_operand(evne_str token)
{
    return strchr("/<>[]-.0123456789", token.p[0]) != NULL;
}

static void scan_page(scan *s)
{
    evne_str name = {"", 0};
    bool is_mark = false;
    for (evne_str token = next_token(s); token.len > 0; token = next_token(s)) {
        if (is_mark)
            s->last_mark = (int)strtol(token.p, NULL, 10);
        is_mark = evne_str_is(token, "/MCID");
        if (token.p[0] == '/')
            name = token;
        if (token.p[0] == '<' && token.len > 2)
            check_codes(s, token);
        if (evne_str_is(token, "Tf"))
            use_font(s, name);
        if (!is_operand(token)) {
            check_operator(s, token);
            s->last_mark = -1;
        }
    }
    if (s->depth != 0 || s->is_text)
        check_say(s->c, "page %zu ends inside marked content", s->page);
    if (s->is_appearance)
        return;
    for (int mark = 0; mark < CHECK_MARKS; mark++) {
        if (s->c->owners[s->page][mark] != 0 && s->c->written[s->page][mark] == 0)
            check_say(s->c, "mark %d of page %zu is never written", mark, s->page);
    }
}

/* What an annotation shows: its fonts are held to the same rules, and nothing is transparent. */
static void scan_appearance(checker *c, size_t page, qpdf_oh look)
{
    scan s = {.c = c, .page = page, .last_mark = -1, .is_appearance = true};
    qpdf_oh dict, resources;

    if (!qpdf_oh_is_stream(c->pdf, look))
        return;
    dict = qpdf_oh_get_dict(c->pdf, look);
    resources = check_key(c, dict, "/Resources");
    if (check_has(c, dict, "/Group") || check_has(c, resources, "/ExtGState") ||
        !check_has(c, dict, "/BBox"))
        check_say(c, "an appearance on page %zu may be transparent or has no box", page);
    s.bytes = stream_of(c, look);
    s.fonts = check_key(c, resources, "/Font");
    scan_page(&s);
}

static void scan_appearances(checker *c, size_t index, qpdf_oh page)
{
    qpdf_oh list = check_key(c, page, "/Annots");
    int n = qpdf_oh_is_array(c->pdf, list) ? qpdf_oh_get_array_n_items(c->pdf, list) : 0;

    for (int i = 0; i < n; i++) {
        qpdf_oh annotation = qpdf_oh_get_array_item(c->pdf, list, i);
        scan_appearance(c, index, check_key(c, check_key(c, annotation, "/AP"), "/N"));
    }
}

void check_pages(checker *c)
{
    for (size_t i = 0; i < c->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(c->pdf, i);
        unsigned char *bytes = NULL;
        size_t len = 0;
        qpdf_oh_get_page_content_data(c->pdf, page, &bytes, &len);
        scan s = {.c = c, .page = i, .last_mark = -1};
        s.bytes = (evne_str){evne_arena_copy(c->arena, (const char *)bytes, len), len};
        s.fonts = check_key(c, check_key(c, page, "/Resources"), "/Font");
        free(bytes);
        if (strcmp(check_name(c, check_key(c, page, "/Tabs")), "/S") != 0)
            check_say(c, "page %zu has no tab order", i);
        if (qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, page, "/StructParents")) != (int)i)
            check_say(c, "page %zu has another StructParents", i);
        scan_page(&s);
        scan_appearances(c, i, page);
    }
}
