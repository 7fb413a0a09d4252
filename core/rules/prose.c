/*
 * How: one pass composes and cleans, and notes the quotation marks; a second pairs the marks; only
 * a text whose paired marks are not » and « already is copied again with them. All buffers have one
 * slot of `origin` for each byte, so the map survives whatever becomes longer or shorter.
 */
#include "prose.h"

#include <string.h>

#include "letters.h"

enum { SOFT_HYPHEN = 0xAD, NO_BREAK_HYPHEN = 0x2011 };

/* Quotation marks by what closes what they open. */
typedef enum mark_kind { STRAIGHT, RIGHT_GUILLEMET, LEFT_GUILLEMET, LOW, LEFT, RIGHT } mark_kind;

typedef struct mark {
    mark_kind kind;
    size_t at, len;
    bool is_opening, is_closing; /* once paired */
} mark;

typedef struct reading {
    evne_arena *arena;
    evne_str original;
    char *bytes;
    uint32_t *origin;
    size_t len;
    uint32_t last; /* the code point put last, and where: what a combining mark is added to */
    size_t last_at;
    mark *marks;
    size_t n_marks, room;
    bool is_rewritten; /* a paired mark is not » or « */
} reading;

/* --- characters --------------------------------------------------------------------------- */

static void put(reading *r, uint32_t c, size_t origin)
{
    evne_buf buf = {.p = r->bytes + r->len, .room = 8};

    evne_utf8_put(&buf, c);
    for (size_t i = 0; i < buf.len; i++)
        r->origin[r->len + i] = (uint32_t)origin;
    r->last = c;
    r->last_at = r->len;
    r->len += buf.len;
}

static void put_mark(reading *r, uint32_t c, size_t origin)
{
    uint32_t whole = r->len ? evne_letter_compose(r->last, c) : 0;

    if (!whole) {
        put(r, c, origin);
        return;
    }
    origin = r->origin[r->last_at];
    r->len = r->last_at;
    put(r, whole, origin);
}

static bool is_gone(uint32_t c)
{
    return c == SOFT_HYPHEN || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static bool is_wide_blank(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The same letter under another number. */
static uint32_t plain(uint32_t c)
{
    switch (c) {
    case NO_BREAK_HYPHEN:
    case 0x2010:
        return '-';
    case 0x2126: /* ohm, kelvin, angstrom, and the long s */
        return 0x3A9;
    case 0x212A:
        return 'K';
    case 0x212B:
        return 0xC5;
    case 0x17F:
        return 's';
    default:
        return c;
    }
}

static bool find_kind(uint32_t c, mark_kind *out)
{
    static const uint32_t marks[] = {'"', 0xBB, 0xAB, 0x201E, 0x201C, 0x201D};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == c) {
            *out = (mark_kind)i;
            return true;
        }
    return false;
}

static void note_mark(reading *r, mark_kind kind, size_t at)
{
    if (r->n_marks == r->room) {
        size_t room = r->room ? 2 * r->room : 8;
        r->marks = evne_arena_grow(r->arena, r->marks, r->room * sizeof *r->marks,
                                   room * sizeof *r->marks);
        r->room = room;
    }
    r->marks[r->n_marks++] = (mark){.kind = kind, .at = at, .len = r->len - at};
}

/* Blanks beside a blank or a line break go: a pattern's `\s+` is one blank to whoever reads it. */
static void put_blank(reading *r, char blank, size_t origin)
{
    char before = r->len ? r->bytes[r->len - 1] : '\n';

    r->last = ' ';
    if (blank == ' ' && (before == ' ' || before == '\n'))
        return;
    if (blank == '\n' && before == ' ')
        r->len--;
    r->bytes[r->len] = blank;
    r->origin[r->len] = (uint32_t)origin;
    r->last_at = r->len++;
}

static void take_character(reading *r, uint32_t c, size_t origin)
{
    size_t at = r->len;
    mark_kind kind;

    if (is_gone(c))
        return;
    if (evne_letter_is_mark(c)) {
        put_mark(r, c, origin);
        return;
    }
    if (is_wide_blank(c)) {
        put_blank(r, ' ', origin);
        return;
    }
    put(r, plain(c), origin);
    if (find_kind(c, &kind))
        note_mark(r, kind, at);
}

static void take_characters(reading *r)
{
    evne_str s = r->original;

    for (size_t at = 0; at < s.len;) {
        size_t origin = at;
        unsigned char byte = (unsigned char)s.p[at];
        if (byte <= ' ') {
            put_blank(r, byte == '\n' ? '\n' : ' ', at++);
        } else if (byte < 0x80 && byte != '"') { /* most of every text */
            r->bytes[r->len] = (char)byte;
            r->origin[r->len] = (uint32_t)at++;
            r->last = byte;
            r->last_at = r->len++;
        } else {
            uint32_t c = evne_utf8_next(s, &at);
            take_character(r, c == EVNE_NO_CODE_POINT ? '?' : c, origin);
        }
    }
    r->origin[r->len] = (uint32_t)s.len;
}

/* --- quotations --------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

static bool is_blank_before(const reading *r, const mark *m)
{
    return m->at == 0 || is_blank(r->bytes[m->at - 1]);
}

static bool is_blank_after(const reading *r, const mark *m)
{
    return m->at + m->len == r->len || is_blank(r->bytes[m->at + m->len]);
}

/* A mark opens at the start of a word; » and „ also when a blank follows them. */
static bool may_open(const reading *r, const mark *m)
{
    bool begins = is_blank_before(r, m) || strchr("([-/:;,>", r->bytes[m->at - 1]) ||
                  (unsigned char)r->bytes[m->at - 1] >= 0x80;

    if (m->kind == RIGHT_GUILLEMET || m->kind == LOW)
        return begins || !is_blank_after(r, m);
    return (begins || m->kind == LEFT) && !is_blank_after(r, m);
}

/* A mark of several uses closes at the end of a word, or where it cannot open one. */
static bool may_close(const reading *r, const mark *open, const mark *m)
{
    static const unsigned closers[] = {
        [STRAIGHT] = 1u << STRAIGHT,
        [RIGHT_GUILLEMET] = 1u << LEFT_GUILLEMET,
        [LEFT_GUILLEMET] = 1u << RIGHT_GUILLEMET,
        [LOW] = 1u << LEFT | 1u << RIGHT | 1u << STRAIGHT,
        [LEFT] = 1u << RIGHT,
        [RIGHT] = 1u << RIGHT | 1u << LEFT,
    };

    if (!(closers[open->kind] & 1u << m->kind))
        return false;
    return m->kind == LEFT_GUILLEMET || !is_blank_before(r, m) || is_blank_after(r, m);
}

static bool has_blank_line(const reading *r, size_t from, size_t to)
{
    bool is_after_break = false;

    for (size_t i = from; i < to; i++) {
        if (r->bytes[i] == '\n' && is_after_break)
            return true;
        if (r->bytes[i] == '\n')
            is_after_break = true;
        else if (r->bytes[i] != ' ')
            is_after_break = false;
    }
    return false;
}

/* Another of the same kind before the first was closed: the first had no partner. */
static bool is_new_start(const reading *r, const mark *open, const mark *m)
{
    return m->kind == open->kind && may_open(r, m);
}

static void pair_marks(reading *r)
{
    mark *open = NULL;

    for (size_t i = 0; i < r->n_marks; i++) {
        mark *m = &r->marks[i];
        if (open && has_blank_line(r, open->at, m->at))
            open = NULL;
        if (!open) {
            open = may_open(r, m) ? m : NULL;
        } else if (may_close(r, open, m)) {
            open->is_opening = m->is_closing = true;
            r->is_rewritten =
                r->is_rewritten || open->kind != RIGHT_GUILLEMET || m->kind != LEFT_GUILLEMET;
            open = NULL;
        } else if (is_new_start(r, open, m)) {
            open = m;
        }
    }
}

/* Copies the text with » and « for every pair. */
static void rewrite_marks(reading *r)
{
    size_t most = r->len + 2 * r->n_marks + 8, from = 0;
    reading out = {.bytes = evne_arena_alloc(r->arena, most),
                   .origin = evne_arena_array(r->arena, most + 1, sizeof *out.origin)};

    for (size_t i = 0; i <= r->n_marks; i++) {
        mark *m = i < r->n_marks ? &r->marks[i] : NULL;
        size_t to = m ? m->at : r->len, len = to - from;
        memcpy(out.bytes + out.len, r->bytes + from, len);
        memcpy(out.origin + out.len, r->origin + from, len * sizeof *out.origin);
        out.len += len;
        from = to;
        if (!m || !(m->is_opening || m->is_closing))
            continue;
        m->at = out.len;
        put(&out, m->is_opening ? 0xBB : 0xAB, r->origin[from]);
        from += m->len;
        m->len = out.len - m->at;
    }
    out.origin[out.len] = r->origin[r->len];
    r->bytes = out.bytes;
    r->origin = out.origin;
    r->len = out.len;
}

/* --- what is made of it -------------------------------------------------------------------- */

/* The quotations, marks included. */
static size_t find_quotations(const reading *r, evne_extent *out)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_marks; i++) {
        const mark *m = &r->marks[i];
        if (m->is_opening)
            out[n].from = m->at;
        if (m->is_closing)
            out[n++].to = m->at + m->len;
    }
    return n;
}

static char *blank_quotations(const reading *r, const evne_extent *quotations, size_t n)
{
    char *quiet = evne_arena_copy(r->arena, r->bytes, r->len);
    size_t mark_len = strlen("»");

    for (size_t i = 0; i < n; i++)
        memset(quiet + quotations[i].from + mark_len, EVNE_PROSE_QUIET,
               quotations[i].to - quotations[i].from - 2 * mark_len);
    return quiet;
}

/* The line break that a blank line begins with, from `at` on; the text's end without one. */
static size_t find_blank_line(const reading *r, size_t at)
{
    for (; at + 1 < r->len; at++) {
        const char *found = memchr(r->bytes + at, '\n', r->len - at - 1);
        if (!found)
            return r->len;
        at = (size_t)(found - r->bytes);
        if (r->bytes[at + 1] == '\n')
            return at;
    }
    return r->len;
}

static void find_paragraphs(const reading *r, evne_prose *out)
{
    size_t n = 1, from = 0;
    evne_extent *found;

    for (size_t at = find_blank_line(r, 0); at < r->len; at = find_blank_line(r, at + 2))
        n++;
    found = evne_arena_array(r->arena, n, sizeof *found);
    for (size_t i = 0; i < n; i++) {
        found[i] = (evne_extent){from, find_blank_line(r, from)};
        from = found[i].to + 2;
    }
    out->paragraphs = found;
    out->n_paragraphs = n;
}

static void breaks_to_blanks(char *bytes, size_t len)
{
    for (char *p = bytes; (p = memchr(p, '\n', len - (size_t)(p - bytes))) != NULL;)
        *p = ' ';
}

void evne_prose_read(evne_arena *arena, evne_str original, evne_prose *out)
{
    reading r = {.arena = arena, .original = original};
    evne_extent *quotations;
    char *folded, *quiet;
    size_t n;

    r.bytes = evne_arena_alloc(arena, original.len + 8);
    r.origin = evne_arena_array(arena, original.len + 9, sizeof *r.origin);
    take_characters(&r);
    pair_marks(&r);
    if (r.is_rewritten)
        rewrite_marks(&r);
    quotations = evne_arena_array(arena, r.n_marks / 2 + 1, sizeof *quotations);
    n = find_quotations(&r, quotations);
    *out = (evne_prose){.original = original, .origin = r.origin};
    out->n_sentences =
        evne_sentences_split(arena, (evne_str){r.bytes, r.len}, quotations, n, &out->sentences);
    find_paragraphs(&r, out);
    breaks_to_blanks(r.bytes, r.len);
    quiet = blank_quotations(&r, quotations, n);
    folded = evne_arena_copy(arena, r.bytes, r.len);
    evne_letters_fold(folded, r.len);
    out->text = (evne_str){r.bytes, r.len};
    out->quiet = (evne_str){quiet, r.len};
    out->folded = (evne_str){folded, r.len};
}

size_t evne_prose_origin(const evne_prose *prose, size_t at)
{
    return prose->origin[at];
}
