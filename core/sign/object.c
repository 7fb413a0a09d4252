/*
 * How: recursive descent over the bytes, one function per kind. Arrays and dictionaries collect
 * their parts in a growing block; the depth counter bounds the recursion. Every object remembers
 * its bytes, since the signer copies them and the verifier compares where they lie.
 */
#include "object.h"

#include <string.h>

#include "shown.h"

enum { MAX_DIGITS = 18, MAX_NAME = 127, MAX_PARTS = 1000000, FIRST_PARTS = 4 };

bool evne_reader_fault(evne_reader *reader, const char *fault)
{
    if (!reader->fault)
        reader->fault = fault;
    return false;
}

/* What a byte is (ISO 32000-1, 7.2.2); others are regular characters. */
enum { WHITE = 1, DELIMITER = 2 };

static const unsigned char kinds[256] = {
    [0] = WHITE,       ['\t'] = WHITE,    ['\n'] = WHITE,    ['\f'] = WHITE,
    ['\r'] = WHITE,    [' '] = WHITE,     ['('] = DELIMITER, [')'] = DELIMITER,
    ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
};

static bool is_white(unsigned char c)
{
    return kinds[c] == WHITE;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static size_t left(const evne_reader *r)
{
    return r->at < r->bytes.len ? r->bytes.len - r->at : 0;
}

/* The byte `ahead` of the reader, or -1 past the end. */
static int peek(const evne_reader *r, size_t ahead)
{
    size_t at = r->at + ahead;

    return at < r->bytes.len ? (unsigned char)r->bytes.p[at] : -1;
}

static bool ends_token(int c)
{
    return c < 0 || kinds[c] != 0;
}

void evne_reader_space(evne_reader *r)
{
    while (r->at < r->bytes.len && is_white((unsigned char)r->bytes.p[r->at]))
        r->at++;
}

bool evne_reader_word(evne_reader *r, const char *keyword)
{
    size_t len = strlen(keyword);

    if (left(r) < len || memcmp(r->bytes.p + r->at, keyword, len) != 0 || !ends_token(peek(r, len)))
        return evne_reader_fault(r, "et nøgleord mangler");
    r->at += len;
    return true;
}

bool evne_reader_count(evne_reader *r, int64_t *out)
{
    int64_t value = 0;
    size_t len = 0;

    for (int c; is_digit(c = peek(r, len)); len++) {
        if (len == MAX_DIGITS)
            return evne_reader_fault(r, "et tal er for langt");
        value = value * 10 + (c - '0');
    }
    if (len == 0 || !ends_token(peek(r, len)))
        return evne_reader_fault(r, "et tal mangler");
    r->at += len;
    *out = value;
    return true;
}

bool evne_reader_line_end(evne_reader *r)
{
    if (peek(r, 0) == '\r')
        r->at += peek(r, 1) == '\n' ? 2 : 1;
    else if (peek(r, 0) == '\n')
        r->at++;
    else
        return evne_reader_fault(r, "et linjeskift mangler");
    return true;
}

/* ---- numbers and references ---- */

static bool read_number(evne_reader *r, evne_object *out)
{
    const char *start = r->bytes.p + r->at, *end = r->bytes.p + r->bytes.len, *p = start;
    size_t digits = 0, dots = 0;
    int64_t number = 0;

    p += *p == '-' || *p == '+';
    for (; p < end && (is_digit(*p) || *p == '.'); p++) {
        dots += *p == '.';
        digits += *p != '.';
        if (!dots && digits <= MAX_DIGITS)
            number = number * 10 + (*p - '0');
    }
    if (digits == 0 || digits > MAX_DIGITS || dots > 1 ||
        (p < end && !ends_token((unsigned char)*p)))
        return evne_reader_fault(r, "et tal er skrevet forkert");
    out->kind = dots ? EVNE_OBJECT_REAL : EVNE_OBJECT_INT;
    out->number = dots ? 0 : *start == '-' ? -number : number;
    r->at += (size_t)(p - start);
    return true;
}

/* Turns the number just read into a reference when "G R" follows; otherwise reads nothing. */
static void try_reference(evne_reader *r, evne_object *out)
{
    evne_reader ahead;
    int64_t generation = 0;
    int next = peek(r, 0);

    if (out->kind != EVNE_OBJECT_INT || next < 0 || !is_white((unsigned char)next) ||
        !is_digit((unsigned char)out->raw.p[0]))
        return;
    ahead = *r;
    evne_reader_space(&ahead);
    if (!is_digit(peek(&ahead, 0)) || !evne_reader_count(&ahead, &generation) || generation > 65535)
        return;
    evne_reader_space(&ahead);
    if (!evne_reader_word(&ahead, "R"))
        return;
    out->kind = EVNE_OBJECT_REF;
    out->generation = (int)generation;
    r->at = ahead.at;
}

/* ---- names and strings ---- */

static int hex_value(int c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The bytes up to the end of the token, when none is escaped and it is not too long; else none. */
static evne_str plain_name(const evne_reader *r)
{
    size_t len = 0;

    for (int c; !ends_token(c = peek(r, len)); len++)
        if (c == '#' || len == MAX_NAME)
            return (evne_str){0};
    return (evne_str){r->bytes.p + r->at, len};
}

static bool read_name(evne_reader *r, evne_object *out)
{
    evne_buf text = {.arena = r->arena};
    int c;

    r->at++;
    out->kind = EVNE_OBJECT_NAME;
    out->text = plain_name(r);
    if (out->text.p) {
        r->at += out->text.len;
        return true;
    }
    while (!ends_token(c = peek(r, 0))) {
        if (c == '#') {
            int high = hex_value(peek(r, 1)), low = hex_value(peek(r, 2));

            if (high < 0 || low < 0 || high + low == 0)
                return evne_reader_fault(r, "et navn er skrevet forkert");
            c = high * 16 + low;
            r->at += 2;
        }
        r->at++;
        evne_buf_put_char(&text, (char)c);
        if (text.len > MAX_NAME)
            return evne_reader_fault(r, "et navn er for langt");
    }
    out->text = evne_buf_str(&text);
    return true;
}

static bool read_hex(evne_reader *r, evne_object *out)
{
    evne_buf text = {.arena = r->arena};
    int high = -1, c;

    for (r->at++; (c = peek(r, 0)) != '>'; r->at++) {
        int value = hex_value(c);

        if (c >= 0 && is_white((unsigned char)c))
            continue;
        if (value < 0)
            return evne_reader_fault(r, "en hex-streng er skrevet forkert");
        if (high >= 0)
            evne_buf_put_char(&text, (char)(high * 16 + value));
        high = high >= 0 ? -1 : value;
    }
    if (high >= 0)
        evne_buf_put_char(&text, (char)(high * 16));
    r->at++;
    out->kind = EVNE_OBJECT_STRING;
    out->is_hex = true;
    out->text = evne_buf_str(&text);
    return true;
}

/* One to three octal digits at the reader, whose first is known to be one. */
static void put_octal(evne_reader *r, evne_buf *text)
{
    int value = 0;

    for (int i = 0; i < 3 && peek(r, 0) >= '0' && peek(r, 0) <= '7'; i++, r->at++)
        value = value * 8 + (peek(r, 0) - '0');
    evne_buf_put_char(text, (char)(value & 0xff));
}

/* What follows a backslash. */
static void put_escape(evne_reader *r, evne_buf *text)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    int c = peek(r, 0);
    const char *known = c > 0 ? strchr(from, c) : NULL;

    if (c >= '0' && c <= '7') {
        put_octal(r, text);
        return;
    }
    if (c == '\r' || c == '\n') {
        evne_reader_line_end(r);
        return;
    }
    if (c >= 0)
        evne_buf_put_char(text, known ? to[known - from] : (char)c);
    r->at += c >= 0;
}

static bool read_literal(evne_reader *r, evne_object *out)
{
    evne_buf text = {.arena = r->arena};
    int open = 1;

    for (r->at++; open > 0;) {
        int c = peek(r, 0);

        if (c < 0)
            return evne_reader_fault(r, "en streng slutter ikke");
        if (c == '\r') {
            evne_reader_line_end(r);
            evne_buf_put_char(&text, '\n');
            continue;
        }
        r->at++;
        if (c == '\\') {
            put_escape(r, &text);
            continue;
        }
        open += (c == '(') - (c == ')');
        if (open > 0)
            evne_buf_put_char(&text, (char)c);
    }
    out->kind = EVNE_OBJECT_STRING;
    out->text = evne_buf_str(&text);
    return true;
}

/* ---- arrays and dictionaries ---- */

/* Room for part `n` of `size` bytes; blocks double, so that growth stays linear. */
static void *more_room(evne_arena *arena, void *parts, size_t n, size_t size)
{
    if (n && (n < FIRST_PARTS || (n & (n - 1)) != 0))
        return parts;
    return evne_arena_grow(arena, parts, n * size, (n ? 2 * n : FIRST_PARTS) * size);
}

static bool read_array(evne_reader *r, evne_object *out)
{
    out->kind = EVNE_OBJECT_ARRAY;
    r->at++;
    for (evne_reader_space(r); peek(r, 0) != ']'; evne_reader_space(r)) {
        if (out->n == MAX_PARTS)
            return evne_reader_fault(r, "en liste er for lang");
        out->items = more_room(r->arena, out->items, out->n, sizeof *out->items);
        if (!evne_object_read(r, &out->items[out->n]))
            return false;
        out->n++;
    }
    r->at++;
    return true;
}

enum { MAX_KEYS = 1024 };

static bool read_pair(evne_reader *r, evne_object *dict)
{
    evne_pair *pair;

    if (peek(r, 0) != '/')
        return evne_reader_fault(r, "et nøglenavn mangler");
    if (dict->n == MAX_KEYS)
        return evne_reader_fault(r, "en ordbog har for mange nøgler");
    dict->pairs = more_room(r->arena, dict->pairs, dict->n, sizeof *dict->pairs);
    pair = &dict->pairs[dict->n];
    if (!evne_object_read(r, &pair->key))
        return false;
    for (size_t i = 0; i < dict->n; i++)
        if (evne_str_eq(dict->pairs[i].key.text, pair->key.text))
            return evne_reader_fault(r, "en nøgle står to gange");
    evne_reader_space(r);
    if (!evne_object_read(r, &pair->value))
        return false;
    dict->n++;
    return true;
}

static bool read_dict(evne_reader *r, evne_object *out)
{
    out->kind = EVNE_OBJECT_DICT;
    r->at += 2;
    for (evne_reader_space(r); peek(r, 0) != '>' || peek(r, 1) != '>'; evne_reader_space(r))
        if (!read_pair(r, out))
            return false;
    r->at += 2;
    return true;
}

/* ---- any object ---- */

static bool read_keyword(evne_reader *r, evne_object *out)
{
    static const struct {
        const char *word;
        evne_object_kind kind;
        int64_t number;
    } words[] = {{"true", EVNE_OBJECT_BOOL, 1},
                 {"false", EVNE_OBJECT_BOOL, 0},
                 {"null", EVNE_OBJECT_NULL, 0}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        evne_reader attempt = *r;

        if (!evne_reader_word(&attempt, words[i].word))
            continue;
        out->kind = words[i].kind;
        out->number = words[i].number;
        r->at = attempt.at;
        return true;
    }
    return evne_reader_fault(r, "et objekt mangler");
}

static bool read_any(evne_reader *r, evne_object *out)
{
    int c = peek(r, 0);

    if (c == '/')
        return read_name(r, out);
    if (c == '(')
        return read_literal(r, out);
    if (c == '[')
        return read_array(r, out);
    if (c == '<')
        return peek(r, 1) == '<' ? read_dict(r, out) : read_hex(r, out);
    if (is_digit(c) || c == '+' || c == '-' || c == '.')
        return read_number(r, out);
    return read_keyword(r, out);
}

bool evne_object_read(evne_reader *r, evne_object *out)
{
    size_t start;
    bool ok;

    *out = (evne_object){0};
    evne_reader_space(r);
    start = r->at;
    if (r->depth == EVNE_OBJECT_MAX_DEPTH)
        return evne_reader_fault(r, "objekter ligger for dybt i hinanden");
    r->depth++;
    ok = read_any(r, out);
    r->depth--;
    out->raw.p = r->bytes.p + start;
    if (ok)
        try_reference(r, out);
    out->raw.len = r->at - start;
    return ok;
}

/* ---- questions ---- */

const evne_object *evne_object_get(const evne_object *dict, const char *key)
{
    if (!dict || dict->kind != EVNE_OBJECT_DICT)
        return NULL;
    for (size_t i = 0; i < dict->n; i++)
        if (evne_str_is(dict->pairs[i].key.text, key))
            return &dict->pairs[i].value;
    return NULL;
}

const evne_object *evne_object_get_kind(const evne_object *dict, const char *key,
                                        evne_object_kind kind)
{
    const evne_object *value = evne_object_get(dict, key);

    return value && value->kind == kind ? value : NULL;
}

bool evne_object_is_name(const evne_object *object, const char *name)
{
    return object && object->kind == EVNE_OBJECT_NAME && evne_str_is(object->text, name);
}

static bool equal_dicts(const evne_object *a, const evne_object *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const evne_object *other = NULL;

        for (size_t j = 0; j < b->n && !other; j++)
            if (evne_str_eq(a->pairs[i].key.text, b->pairs[j].key.text))
                other = &b->pairs[j].value;
        if (!other || !evne_object_equal(&a->pairs[i].value, other))
            return false;
    }
    return true;
}

static bool equal_arrays(const evne_object *a, const evne_object *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (!evne_object_equal(&a->items[i], &b->items[i]))
            return false;
    return true;
}

bool evne_object_equal(const evne_object *a, const evne_object *b)
{
    if (a->kind != b->kind || a->n != b->n)
        return false;
    switch (a->kind) {
    case EVNE_OBJECT_NULL:
        return true;
    case EVNE_OBJECT_BOOL:
    case EVNE_OBJECT_INT:
        return a->number == b->number;
    case EVNE_OBJECT_REAL:
        return evne_str_eq(a->raw, b->raw);
    case EVNE_OBJECT_STRING:
    case EVNE_OBJECT_NAME:
        return evne_str_eq(a->text, b->text);
    case EVNE_OBJECT_REF:
        return a->number == b->number && a->generation == b->generation;
    case EVNE_OBJECT_ARRAY:
        return equal_arrays(a, b);
    case EVNE_OBJECT_DICT:
        return equal_dicts(a, b);
    }
    return false;
}

/* ---- text strings ---- */

static void put_visible(evne_buf *buf, uint32_t c)
{
    evne_utf8_put(buf, evne_shown_char(c));
}

static uint32_t unit_at(evne_str s, size_t at)
{
    return at + 1 < s.len ? (uint32_t)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1] : 0;
}

static void put_utf16(evne_buf *buf, evne_str s)
{
    for (size_t at = 2; at + 1 < s.len; at += 2) {
        uint32_t c = unit_at(s, at), low = unit_at(s, at + 2);

        if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            at += 2;
        }
        put_visible(buf, c);
    }
}

const char *evne_object_utf8(evne_arena *arena, const evne_object *string)
{
    evne_buf buf = {.arena = arena};
    evne_str s = string && string->kind == EVNE_OBJECT_STRING ? string->text : EVNE_STR("");

    if (evne_str_starts(s, "\xfe\xff")) {
        put_utf16(&buf, s);
    } else if (evne_str_starts(s, "\xef\xbb\xbf")) {
        for (size_t at = 3; at < s.len;)
            put_visible(&buf, evne_utf8_next(s, &at));
    } else {
        for (size_t at = 0; at < s.len; at++)
            put_visible(&buf, (unsigned char)s.p[at]);
    }
    return evne_buf_text(&buf);
}
