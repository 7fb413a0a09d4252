/*
 * check_page.c - page contents: everything marked, every mark closed, every code a real glyph.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_pdf.h"

enum { MOST_SAVED = 28 };

typedef struct scan {
    checker *c;
    size_t page;
    evne_str bytes;
    size_t at;
    int depth, last_mark;
    int n_saved; /* q without Q */
    bool is_text;
    bool is_form;        /* the appearance of an annotation: nothing in it is marked */
    qpdf_oh fonts, font; /* the resources, and the one in use */
    evne_str glyphs;     /* its CIDToGIDMap */
} scan;

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t';
}

/* Past a literal string whose parentheses are all escaped. */
static void skip_literal(scan *s)
{
    while (++s->at < s->bytes.len && s->bytes.p[s->at] != ')') {
        if (s->bytes.p[s->at] == '(' || s->bytes.p[s->at] == '\r')
            check_say(s->c, "7.3.4.2: a bare parenthesis or CR on page %zu", s->page);
        s->at += s->bytes.p[s->at] == '\\';
    }
    s->at += s->at < s->bytes.len;
}

/* The next token: a bracket, a string, a name, a number, an operator; empty at the end. */
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
    } else if (rest.p[0] == '(') {
        skip_literal(s);
    } else if (rest.p[0] == '[' || rest.p[0] == ']') {
        s->at++;
    } else {
        do
            s->at++;
        while (s->at < s->bytes.len && !is_blank(s->bytes.p[s->at]) &&
               strchr("/<>[](", s->bytes.p[s->at]) == NULL);
    }
    return evne_str_slice(s->bytes, from, s->at);
}

/* The next byte of a literal string, of which few escapes are expected. */
static unsigned next_byte(scan *s, evne_str literal, size_t *at)
{
    unsigned char byte = (unsigned char)literal.p[(*at)++];
    if (byte != '\\')
        return byte;
    byte = (unsigned char)literal.p[(*at)++];
    if (strchr("()\\r", byte) == NULL)
        check_say(s->c, "a strange escape on page %zu", s->page);
    return byte == 'r' ? '\r' : byte;
}

static void check_codes(scan *s, evne_str literal)
{
    size_t at = 1, end = literal.len - 1;
    while (at < end) {
        size_t code = next_byte(s, literal, &at) << 8;
        if (at >= end) {
            check_say(s->c, "a string of odd length on page %zu", s->page);
            break;
        }
        code |= next_byte(s, literal, &at);
        bool has_glyph = code > 0 && 2 * code + 1 < s->glyphs.len &&
                         (s->glyphs.p[2 * code] != 0 || s->glyphs.p[2 * code + 1] != 0);
        if (!has_glyph)
            check_say(s->c, "code %zu on page %zu shows no glyph", code, s->page);
    }
}

static void use_font(scan *s, evne_str name)
{
    const char *key = evne_arena_copy(s->c->arena, name.p, name.len);
    s->font = check_key(s->c, s->fonts, key);
    if (!check_has(s->c, s->font, "/DescendantFonts")) {
        check_say(s->c, "no font %s", key);
        return;
    }
    s->glyphs = check_font(s->c, s->font, key);
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

/* A picture without transparency and with a colour space that the output intent explains. */
static void check_picture(scan *s, evne_str name)
{
    const char *key = evne_arena_copy(s->c->arena, name.p, name.len);
    qpdf_oh page = qpdf_get_page_n(s->c->pdf, s->page);
    qpdf_oh names = check_key(s->c, check_key(s->c, page, "/Resources"), "/XObject");
    if (!check_has(s->c, names, key)) {
        check_say(s->c, "no picture %s", key);
        return;
    }
    qpdf_oh dict = qpdf_oh_get_dict(s->c->pdf, check_key(s->c, names, key));
    const char *space = check_name(s->c, check_key(s->c, dict, "/ColorSpace"));
    if (strcmp(space, "/DeviceRGB") != 0 && strcmp(space, "/DeviceGray") != 0)
        check_say(s->c, "picture %s is in colours %s", key, space);
    if (check_has(s->c, dict, "/SMask") || check_has(s->c, dict, "/Mask"))
        check_say(s->c, "picture %s is transparent", key);
}

/* Operators that pdf/ may write: paths, text, colours that the output intent explains, marks. No
 * inline images, no CMYK, nothing that PDF 1.7 does not have (6.2.2). */
static void check_known(scan *s, evne_str op)
{
    static const char known[] = " q Q cm w J j M d re m l c v y h S s f f* B B* b b* n W W* "
                                "BT ET Tf Td Tm T* Tj TJ Ts Tc Tw TL Tr Tz rg RG g G gs Do "
                                "BDC BMC EMC ";
    char wanted[16];
    snprintf(wanted, sizeof wanted, " %.*s ", EVNE_STR_ARGS(op));
    if (op.len > 6 || strstr(known, wanted) == NULL)
        check_say(s->c, "6.2.2: '%.*s' on page %zu", EVNE_STR_ARGS(op), s->page);
}

/* q and Q in pairs, at most 28 deep (6.1.13), and marks not across them. */
static void check_state(scan *s, evne_str op)
{
    if (evne_str_is(op, "q") && ++s->n_saved > MOST_SAVED)
        check_say(s->c, "6.1.13: q %d deep on page %zu", s->n_saved, s->page);
    if (evne_str_is(op, "Q") && s->n_saved-- == 0)
        check_say(s->c, "Q without q on page %zu", s->page);
    if ((op.p[0] == 'q' || op.p[0] == 'Q') && op.len == 1 && s->is_text)
        check_say(s->c, "'%c' inside text on page %zu", op.p[0], s->page);
}

static void check_operator(scan *s, evne_str op)
{
    check_known(s, op);
    check_state(s, op);
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
    if (s->depth == 0 && !s->is_form && !evne_str_is(op, "EMC"))
        check_say(s->c, "'%.*s' outside marked content on page %zu", EVNE_STR_ARGS(op), s->page);
}

static bool is_operand(evne_str token)
{
    return strchr("/<>[](-.0123456789", token.p[0]) != NULL;
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
        if (token.p[0] == '(')
            check_codes(s, token);
        if (evne_str_is(token, "Tf"))
            use_font(s, name);
        if (evne_str_is(token, "Do"))
            check_picture(s, name);
        if (!is_operand(token)) {
            check_operator(s, token);
            s->last_mark = -1;
        }
    }
    if (s->depth != 0 || s->is_text || s->n_saved != 0)
        check_say(s->c, "page %zu ends inside marked content, text or q", s->page);
}

static void check_marks(scan *s)
{
    for (int mark = 0; mark < CHECK_MARKS; mark++) {
        if (s->c->owners[s->page][mark] != 0 && s->c->written[s->page][mark] == 0)
            check_say(s->c, "mark %d of page %zu is never written", mark, s->page);
    }
}

void check_appearance(checker *c, size_t page, qpdf_oh form)
{
    scan s = {.c = c, .page = page, .last_mark = -1, .is_form = true};
    qpdf_oh dict = qpdf_oh_get_dict(c->pdf, form);
    s.bytes = check_stream(c, form);
    s.fonts = check_key(c, check_key(c, dict, "/Resources"), "/Font");
    scan_page(&s);
}

/* A sheet from 3 to 14400 points on each side, and resources of its own (6.1.13, 6.2.2). */
static void check_sheet(checker *c, size_t page, qpdf_oh dict)
{
    qpdf_oh box = check_key(c, dict, "/MediaBox");
    double sides[4] = {0};
    for (int i = 0; i < 4; i++)
        sides[i] = qpdf_oh_get_numeric_value(c->pdf, qpdf_oh_get_array_item(c->pdf, box, i));
    double width = sides[2] - sides[0], height = sides[3] - sides[1];
    if (width < 3 || width > 14400 || height < 3 || height > 14400)
        check_say(c, "6.1.13: page %zu is %.0f by %.0f", page, width, height);
    if (!check_has(c, dict, "/Resources"))
        check_say(c, "6.2.2: page %zu has no resources of its own", page);
    if (check_has(c, dict, "/PresSteps") || check_has(c, dict, "/Group"))
        check_say(c, "6.10: page %zu has presentation steps or transparency", page);
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
        check_sheet(c, i, page);
        if (strcmp(check_name(c, check_key(c, page, "/Tabs")), "/S") != 0)
            check_say(c, "page %zu has no tab order", i);
        if (qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, page, "/StructParents")) != (int)i)
            check_say(c, "page %zu has another StructParents", i);
        scan_page(&s);
        check_marks(&s);
    }
}
