/*
 * syntax.c - the small words of PDF.
 *
 * Text strings are hexadecimal throughout: no escapes, and what a reader sees in the file is what
 * was meant. They are few beside the page streams, which are compressed and show glyphs by literal
 * strings.
 */
#include "syntax.h"

static const char digits[] = "0123456789ABCDEF";

/* Half of what a page stream holds are numbers, nearly all of them short: written in place. */
static char *put_digits(char *to, uint64_t value)
{
    size_t n = 1;
    for (uint64_t most = 10; value >= most; most *= 10) {
        if (++n == 20)
            break;
    }
    for (char *p = to + n; p > to; value /= 10)
        *--p = (char)('0' + value % 10);
    return to + n;
}

static uint64_t size_of(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

enum { LONGEST_NUMBER = 24 };

void evne_syntax_int(evne_buf *out, int64_t value)
{
    evne_buf_reserve(out, LONGEST_NUMBER);
    char *to = out->p + out->len;
    if (value < 0)
        *to++ = '-';
    out->len = (size_t)(put_digits(to, size_of(value)) - out->p);
}

void evne_syntax_milli(evne_buf *out, int64_t thousandths)
{
    evne_buf_reserve(out, LONGEST_NUMBER);
    char *to = out->p + out->len;
    uint64_t value = size_of(thousandths);
    unsigned part = (unsigned)(value % 1000);
    if (thousandths < 0)
        *to++ = '-';
    if (value >= 1000 || part == 0)
        to = put_digits(to, value / 1000);
    if (part != 0) {
        char text[4] = {'.', digits[part / 100], digits[part / 10 % 10], digits[part % 10]};
        memcpy(to, text, sizeof text);
        to += part % 10 != 0 ? 4 : part % 100 != 0 ? 3 : 2;
    }
    out->len = (size_t)(to - out->p);
}

void evne_syntax_ref(evne_buf *out, unsigned ref)
{
    evne_syntax_int(out, ref);
    evne_buf_puts(out, " 0 R");
}

void evne_syntax_hex(evne_buf *out, const unsigned char *bytes, size_t len)
{
    evne_buf_put_char(out, '<');
    for (size_t i = 0; i < len; i++) {
        char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        evne_buf_put(out, pair, 2);
    }
    evne_buf_put_char(out, '>');
}

void evne_syntax_hex16(evne_buf *out, unsigned code)
{
    char text[4] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15],
                    digits[code & 15]};
    evne_buf_put(out, text, 4);
}

static char *put_literal(char *to, unsigned char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
        *to++ = '\\';
    *to++ = byte == '\r' ? 'r' : (char)byte; /* a bare CR would be read as LF */
    return to;
}

void evne_syntax_code16(evne_buf *out, unsigned code)
{
    evne_buf_reserve(out, 4);
    char *to = put_literal(out->p + out->len, (unsigned char)(code >> 8));
    to = put_literal(to, (unsigned char)code);
    out->len = (size_t)(to - out->p);
}

void evne_syntax_utf16(evne_buf *out, evne_str text, size_t most)
{
    size_t n_units = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t code = evne_utf8_next(text, &at);
        if (code == EVNE_NO_CODE_POINT)
            continue;
        n_units += code > 0xFFFF ? 2 : 1;
        if (n_units > most)
            return;
        if (code > 0xFFFF) {
            evne_syntax_hex16(out, 0xD800 | (code - 0x10000) >> 10);
            evne_syntax_hex16(out, 0xDC00 | ((code - 0x10000) & 0x3FF));
        } else {
            evne_syntax_hex16(out, code);
        }
    }
}

void evne_syntax_text(evne_buf *out, evne_str text)
{
    evne_buf_puts(out, "<FEFF");
    evne_syntax_utf16(out, text, EVNE_SYNTAX_UNITS);
    evne_buf_put_char(out, '>');
}

void evne_syntax_lang(evne_buf *out, evne_str lang)
{
    evne_buf_put_char(out, '(');
    for (size_t i = 0; i < lang.len; i++) {
        char c = lang.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
            evne_buf_put_char(out, c);
    }
    evne_buf_put_char(out, ')');
}

static bool is_regular(unsigned char c)
{
    return c > ' ' && c < 127 && c != '#' && c != '/' && c != '(' && c != ')' && c != '<' &&
           c != '>' && c != '[' && c != ']' && c != '{' && c != '}' && c != '%';
}

void evne_syntax_name(evne_buf *out, evne_str name)
{
    evne_buf_put_char(out, '/');
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (is_regular(c)) {
            evne_buf_put_char(out, (char)c);
        } else {
            char escape[3] = {'#', digits[c >> 4], digits[c & 15]};
            evne_buf_put(out, escape, 3);
        }
    }
}

static void put_padded(evne_buf *out, int value, int width)
{
    char text[8];
    for (int i = width - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
    evne_buf_put(out, text, (size_t)width);
}

/* Year to second with `marks` = date mark, middle, time mark; a NUL mark is left out. */
static void put_moment(evne_buf *out, evne_moment moment, const char marks[3])
{
    int values[6] = {moment.date.year,
                     moment.date.month,
                     moment.date.day,
                     moment.second_of_day / 3600,
                     moment.second_of_day / 60 % 60,
                     moment.second_of_day % 60};
    for (int i = 0; i < 6; i++) {
        char mark = i == 0 ? '\0' : i < 3 ? marks[0] : i == 3 ? marks[1] : marks[2];
        if (mark != '\0')
            evne_buf_put_char(out, mark);
        put_padded(out, values[i], i == 0 ? 4 : 2);
    }
}

static void put_offset(evne_buf *out, int minutes, char mark)
{
    int size = minutes < 0 ? -minutes : minutes;
    evne_buf_put_char(out, minutes < 0 ? '-' : '+');
    put_padded(out, size / 60, 2);
    evne_buf_put_char(out, mark);
    put_padded(out, size % 60, 2);
}

void evne_syntax_date(evne_buf *out, evne_moment moment)
{
    evne_buf_puts(out, "D:");
    put_moment(out, moment, "\0\0\0");
    put_offset(out, moment.offset_min, '\'');
    evne_buf_put_char(out, '\'');
}

void evne_syntax_iso(evne_buf *out, evne_moment moment)
{
    put_moment(out, moment, "-T:");
    put_offset(out, moment.offset_min, ':');
}

void evne_syntax_xml(evne_buf *out, evne_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code = evne_utf8_next(text, &at);
        if (code == '<')
            evne_buf_puts(out, "&lt;");
        else if (code == '>')
            evne_buf_puts(out, "&gt;");
        else if (code == '&')
            evne_buf_puts(out, "&amp;");
        else if (code == '"')
            evne_buf_puts(out, "&quot;");
        else if (code == EVNE_NO_CODE_POINT || code == 0xFFFE || code == 0xFFFF ||
                 (code < ' ' && code != '\t' && code != '\n'))
            continue;
        else
            evne_utf8_put(out, code);
    }
}
