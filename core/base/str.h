/*
 * str.h - text that carries its length, a growing buffer, UTF-8.
 *
 * Layer: base. Text is UTF-8 throughout and is checked where it enters (casefile, template).
 */
#ifndef EVNE_BASE_STR_H
#define EVNE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"

/* Borrowed bytes; not necessarily ended by NUL. `len` is bytes. */
typedef struct evne_str {
    const char *p;
    size_t len;
} evne_str;

#define EVNE_STR(literal) ((evne_str){(literal), sizeof(literal) - 1})
#define EVNE_STR_ARGS(s) (int)(s).len, (s).p /* for "%.*s" */

evne_str evne_str_of(const char *text);
bool evne_str_eq(evne_str a, evne_str b);
bool evne_str_is(evne_str s, const char *text);
bool evne_str_starts(evne_str s, const char *prefix);
int evne_str_order(evne_str a, evne_str b); /* bytewise, like memcmp */
evne_str evne_str_trim(evne_str s);         /* without ASCII white space at both ends */
evne_str evne_str_slice(evne_str s, size_t from, size_t to);

/* Bytes that grow inside an arena; `p` moves while it grows. Start with {.arena = arena}. */
typedef struct evne_buf {
    evne_arena *arena;
    char *p;
    size_t len, room;
} evne_buf;

void evne_buf_grow(evne_buf *buf, size_t more);

/* Makes room for `more` bytes and a NUL behind them, so that putting them moves nothing. */
static inline void evne_buf_reserve(evne_buf *buf, size_t more)
{
    if (more >= buf->room - buf->len)
        evne_buf_grow(buf, more);
}

/* Inline: most of what is put are a few bytes of a length that the compiler knows. */
static inline void evne_buf_put(evne_buf *buf, const void *bytes, size_t len)
{
    evne_buf_reserve(buf, len);
    if (len)
        memcpy(buf->p + buf->len, bytes, len);
    buf->len += len;
}

static inline void evne_buf_puts(evne_buf *buf, const char *text)
{
    evne_buf_put(buf, text, strlen(text));
}

static inline void evne_buf_put_str(evne_buf *buf, evne_str s)
{
    evne_buf_put(buf, s.p, s.len);
}

static inline void evne_buf_put_char(evne_buf *buf, char c)
{
    evne_buf_put(buf, &c, 1);
}

void evne_buf_printf(evne_buf *buf, const char *format, ...) EVNE_PRINTF(2, 3);
evne_str evne_buf_str(const evne_buf *buf);
const char *evne_buf_text(evne_buf *buf); /* ended by NUL; valid until the next put */

/* A code point that no valid UTF-8 decodes to. */
#define EVNE_NO_CODE_POINT UINT32_MAX

/*
 * Decodes the code point at `*at` and moves `*at` past it. Bytes that are not UTF-8 (RFC 3629: no
 * overlong forms, no surrogates, nothing past U+10FFFF) give EVNE_NO_CODE_POINT and move one byte.
 */
uint32_t evne_utf8_next(evne_str s, size_t *at);
void evne_utf8_put(evne_buf *buf, uint32_t code_point);
size_t evne_utf8_count(evne_str s);
/* Returns the offset of the first byte that is not UTF-8, or `s.len`. */
size_t evne_utf8_check(evne_str s);

/*
 * For loops over code points: an offset from `at` on up to which all is ASCII that is printed,
 * blanks included, so that nothing needs to be looked at. It may stop short of the first other
 * byte.
 */
size_t evne_ascii_skip(evne_str s, size_t at);

#endif
