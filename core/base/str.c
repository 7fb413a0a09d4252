/* How: plain loops over bytes; the decoder is the only place that knows UTF-8's form. */
#include "str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

evne_str evne_str_of(const char *text)
{
    return (evne_str){text, text ? strlen(text) : 0};
}

bool evne_str_eq(evne_str a, evne_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool evne_str_is(evne_str s, const char *text)
{
    return evne_str_eq(s, evne_str_of(text));
}

bool evne_str_starts(evne_str s, const char *prefix)
{
    size_t len = strlen(prefix);

    return s.len >= len && memcmp(s.p, prefix, len) == 0;
}

int evne_str_order(evne_str a, evne_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.p, b.p, shared) : 0;

    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

evne_str evne_str_trim(evne_str s)
{
    while (s.len && is_space(s.p[0]))
        s = evne_str_slice(s, 1, s.len);
    while (s.len && is_space(s.p[s.len - 1]))
        s.len--;
    return s;
}

evne_str evne_str_slice(evne_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (evne_str){s.p + from, to - from};
}

void evne_buf_grow(evne_buf *buf, size_t more)
{
    size_t wanted = buf->len + more + 1; /* one for the NUL of evne_buf_text */
    size_t room = buf->room ? buf->room : 64;

    if (more > SIZE_MAX / 4) { /* a length gone wrong: it must not wrap around */
        evne_arena_alloc(buf->arena, more);
        abort(); /* the arena has refused, which does not return */
    }
    if (!buf->room && wanted > room) /* the whole of it, when it is known at the start */
        room = wanted;
    while (room < wanted)
        room *= 2;
    buf->p = evne_arena_grow(buf->arena, buf->p, buf->room, room);
    buf->room = room;
}

/* Most texts fit into the room that is there, and are written once. */
void evne_buf_printf(evne_buf *buf, const char *format, ...)
{
    size_t room = buf->room - buf->len;
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(room ? buf->p + buf->len : NULL, room, format, args);
    va_end(args);
    if (len < 0)
        return;
    if ((size_t)len >= room) {
        evne_buf_reserve(buf, (size_t)len);
        va_start(args, format);
        vsnprintf(buf->p + buf->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

evne_str evne_buf_str(const evne_buf *buf)
{
    return (evne_str){buf->p, buf->len};
}

const char *evne_buf_text(evne_buf *buf)
{
    evne_buf_reserve(buf, 0);
    buf->p[buf->len] = '\0';
    return buf->p;
}

/* Length of the sequence that `first` opens, its smallest code point and its own bits; 0 if none.
 */
static size_t sequence(unsigned char first, uint32_t *smallest, uint32_t *bits)
{
    if (first < 0x80) {
        *smallest = 0, *bits = first;
        return 1;
    }
    if (first >= 0xC2 && first < 0xE0) {
        *smallest = 0x80, *bits = first & 0x1Fu;
        return 2;
    }
    if (first >= 0xE0 && first < 0xF0) {
        *smallest = 0x800, *bits = first & 0x0Fu;
        return 3;
    }
    if (first >= 0xF0 && first < 0xF5) {
        *smallest = 0x10000, *bits = first & 0x07u;
        return 4;
    }
    return 0;
}

uint32_t evne_utf8_next(evne_str s, size_t *at)
{
    uint32_t smallest = 0, code_point = 0;
    size_t start = *at, len;

    *at = start + 1;
    if ((unsigned char)s.p[start] < 0x80)
        return (unsigned char)s.p[start];
    len = sequence((unsigned char)s.p[start], &smallest, &code_point);
    if (len == 0 || len > s.len - start)
        return EVNE_NO_CODE_POINT;
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)s.p[start + i];
        if ((next & 0xC0u) != 0x80u)
            return EVNE_NO_CODE_POINT;
        code_point = code_point << 6 | (next & 0x3Fu);
    }
    if (code_point < smallest || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return EVNE_NO_CODE_POINT;
    *at = start + len;
    return code_point;
}

void evne_utf8_put(evne_buf *buf, uint32_t c)
{
    if (c < 0x80) {
        evne_buf_put_char(buf, (char)c);
        return;
    }
    if (c < 0x800) {
        evne_buf_put_char(buf, (char)(0xC0 | c >> 6));
    } else {
        if (c < 0x10000) {
            evne_buf_put_char(buf, (char)(0xE0 | c >> 12));
        } else {
            evne_buf_put_char(buf, (char)(0xF0 | c >> 18));
            evne_buf_put_char(buf, (char)(0x80 | (c >> 12 & 0x3F)));
        }
        evne_buf_put_char(buf, (char)(0x80 | (c >> 6 & 0x3F)));
    }
    evne_buf_put_char(buf, (char)(0x80 | (c & 0x3F)));
}

enum { WORD = 8 };

#define EVNE_EACH_BYTE(byte) (UINT64_MAX / 255 * (byte))

static uint64_t word_at(evne_str s, size_t at)
{
    uint64_t word;

    memcpy(&word, s.p + at, WORD);
    return word;
}

static bool has_high_byte(uint64_t word)
{
    return word & EVNE_EACH_BYTE(0x80);
}

/* A byte below 0x20 borrows from its neighbour when 0x20 is taken away; 0x7F is what XOR makes 0.
 */
static bool has_control(uint64_t word)
{
    uint64_t delete = word ^ EVNE_EACH_BYTE(0x7F);

    return ((word - EVNE_EACH_BYTE(0x20)) | (delete - EVNE_EACH_BYTE(0x01))) & EVNE_EACH_BYTE(0x80);
}

size_t evne_ascii_skip(evne_str s, size_t at)
{
    while (s.len - at >= WORD && !has_high_byte(word_at(s, at)) && !has_control(word_at(s, at)))
        at += WORD;
    return at;
}

/* The first byte at or after `at` that is not ASCII, or a few bytes before it. */
static size_t skip_ascii(evne_str s, size_t at)
{
    while (s.len - at >= WORD && !has_high_byte(word_at(s, at)))
        at += WORD;
    return at;
}

size_t evne_utf8_count(evne_str s)
{
    size_t count = 0;

    for (size_t at = 0, next; at < s.len; at = next, count++) {
        next = skip_ascii(s, at);
        count += next - at;
        if (next == s.len)
            break;
        evne_utf8_next(s, &next);
    }
    return count;
}

size_t evne_utf8_check(evne_str s)
{
    for (size_t at = 0; (at = skip_ascii(s, at)) < s.len;) {
        size_t start = at;
        if (evne_utf8_next(s, &at) == EVNE_NO_CODE_POINT)
            return start;
    }
    return s.len;
}
