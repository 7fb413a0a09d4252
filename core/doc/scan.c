/*
 * How: one pass from left to right. A tag that stands alone takes its whole line with it, so that
 * a loop around table rows leaves no blank line that would end the table. Values and tags end on
 * their own line: an unclosed one is found at once, and nothing is ever scanned twice.
 */
#include "scan.h"

#include <stdio.h>
#include <string.h>

typedef struct scanner {
    evne_arena *arena;
    evne_str text;
    size_t at;
    evne_origin origin;
    evne_token *items;
    size_t count, room;
    evne_error *err;
} scanner;

const char *evne_origin_text(char *room, evne_origin at)
{
    if (!at.file)
        room[0] = '\0';
    else if (at.line)
        snprintf(room, 256, "%.240s:%u", at.file, (unsigned)at.line);
    else
        snprintf(room, 256, "%.255s", at.file);
    return room;
}

/* --- the whole file ------------------------------------------------------------------------- */

static bool is_mark(uint32_t c)
{
    return c >= 0xFDD0 && c <= 0xFDEF;
}

static bool is_allowed(uint32_t c)
{
    if (c == EVNE_NO_CODE_POINT || is_mark(c))
        return false;
    return c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0));
}

static evne_status refuse_character(evne_origin at, uint32_t c, evne_error *err)
{
    if (c == EVNE_NO_CODE_POINT)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "the template is not valid UTF-8 here");
    if (is_mark(c))
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "the character U+%04X is reserved and cannot stand in a template",
                         (unsigned)c);
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                     "the control character U+%04X cannot stand in a template", (unsigned)c);
}

/* The end of the printable ASCII that stands at `at`: nearly every byte of a template. */
static size_t plain_end(evne_str bytes, size_t at)
{
    while (at < bytes.len && bytes.p[at] >= 0x20 && bytes.p[at] < 0x7F)
        at++;
    return at;
}

evne_status evne_scan_clean(evne_arena *arena, evne_str bytes, const char *file, evne_str *out,
                            evne_error *err)
{
    evne_buf clean = {.arena = arena};
    evne_origin at = {file, 1};
    size_t i = evne_str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;

    evne_buf_reserve(&clean, bytes.len);
    while (i < bytes.len) {
        size_t from = i;
        uint32_t c = ' ';

        i = plain_end(bytes, from);
        if (i == from)
            c = evne_utf8_next(bytes, &i);
        if (c == '\r' && i < bytes.len && bytes.p[i] == '\n')
            continue;
        if (!is_allowed(c))
            return refuse_character(at, c, err);
        evne_buf_put(&clean, bytes.p + from, i - from);
        at.line += c == '\n';
    }
    evne_buf_text(&clean);
    *out = evne_buf_str(&clean);
    return EVNE_OK;
}

/* The code point of a numeric entity ("&#64976;", "&#xFDD0;") at `at`, or 0. */
static uint32_t entity(evne_str text, size_t at)
{
    unsigned base = 10;
    uint32_t c = 0;

    if (at + 2 >= text.len || text.p[at + 1] != '#')
        return 0;
    at += 2;
    if (text.p[at] == 'x' || text.p[at] == 'X') {
        base = 16;
        at++;
    }
    for (; at < text.len && c < 0x110000; at++) {
        unsigned char digit = (unsigned char)text.p[at], low = digit | 0x20u;
        if (digit >= '0' && digit <= '9')
            c = c * base + (digit - '0');
        else if (base == 16 && low >= 'a' && low <= 'f')
            c = c * base + (low - 'a' + 10u);
        else
            break;
    }
    return c;
}

bool evne_scan_forges_mark(evne_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        const char *p = memchr(text.p + at, '&', text.len - at);
        if (!p)
            break;
        at = (size_t)(p - text.p);
        if (is_mark(entity(text, at)))
            return true;
    }
    return false;
}

/* --- tokens --------------------------------------------------------------------------------- */

static void put_token(scanner *s, evne_token token)
{
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 64;
        s->items = evne_arena_grow(s->arena, s->items, s->room * sizeof *s->items,
                                   room * sizeof *s->items);
        s->room = room;
    }
    s->items[s->count++] = token;
}

static void put_text(scanner *s, size_t from, size_t to)
{
    evne_str text = evne_str_slice(s->text, from, to);

    if (!text.len)
        return;
    put_token(s, (evne_token){.kind = EVNE_TOKEN_TEXT, .text = text, .at = s->origin});
    for (const char *p = text.p, *end = text.p + text.len;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        s->origin.line++;
}

/* The start of the next "{{" or "{%" at or after `from`, or the end of the text. */
static size_t find_opening(evne_str text, size_t from)
{
    while (from < text.len) {
        const char *p = memchr(text.p + from, '{', text.len - from);
        if (!p)
            return text.len;
        from = (size_t)(p - text.p);
        if (from + 1 < text.len && (p[1] == '{' || p[1] == '%'))
            return from;
        from++;
    }
    return text.len;
}

/* The offset of the closing "}}" or "%}" on the line, outside quotes; false when there is none. */
static bool find_closing(evne_str text, size_t from, char first, size_t *out)
{
    bool in_quotes = false;

    for (size_t i = from; i + 1 < text.len && text.p[i] != '\n'; i++) {
        if (text.p[i] == '"')
            in_quotes = !in_quotes;
        else if (!in_quotes && text.p[i] == first && text.p[i + 1] == '}') {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Only blanks between the start of the line and `at`; `*from` is the start of the line. */
static bool starts_line(evne_str text, size_t at, size_t *from)
{
    while (at && is_blank(text.p[at - 1]))
        at--;
    *from = at;
    return at == 0 || text.p[at - 1] == '\n';
}

/* Only blanks between `at` and the end of the line; `*to` is the start of the next one. */
static bool ends_line(evne_str text, size_t at, size_t *to)
{
    while (at < text.len && is_blank(text.p[at]))
        at++;
    *to = at < text.len ? at + 1 : at;
    return at == text.len || text.p[at] == '\n';
}

/* One "{{ }}" or "{% %}" that opens at `open`. */
static evne_status scan_one(scanner *s, size_t open)
{
    bool is_value = s->text.p[open + 1] == '{';
    evne_token token = {.kind = is_value ? EVNE_TOKEN_VALUE : EVNE_TOKEN_TAG};
    size_t close, line_from, next;

    token.starts_line = starts_line(s->text, open, &line_from) && !is_value;
    if (token.starts_line && line_from < s->at)
        line_from = s->at; /* blanks that another token has taken */
    if (!find_closing(s->text, open + 2, is_value ? '}' : '%', &close)) {
        put_text(s, s->at, open);
        return evne_fail(s->err, EVNE_TEMPLATE, EVNE_AT(s->origin),
                         "'%s' is not closed on its line: '%s' is missing", is_value ? "{{" : "{%",
                         is_value ? "}}" : "%}");
    }
    token.is_alone = ends_line(s->text, close + 2, &next) && token.starts_line;
    put_text(s, s->at, token.starts_line ? line_from : open);
    token.at = s->origin;
    token.text = evne_str_trim(evne_str_slice(s->text, open + 2, close));
    put_token(s, token);
    s->origin.line += token.is_alone;
    s->at = token.is_alone ? next : close + 2;
    return EVNE_OK;
}

evne_status evne_scan(evne_arena *arena, evne_str text, evne_origin at, evne_tokens *out,
                      evne_error *err)
{
    scanner s = {.arena = arena, .text = text, .origin = at, .err = err};

    while (s.at < text.len) {
        size_t open = find_opening(text, s.at);
        if (open == text.len) {
            put_text(&s, s.at, open);
            break;
        }
        EVNE_TRY(scan_one(&s, open));
    }
    *out = (evne_tokens){s.items, s.count};
    return EVNE_OK;
}
