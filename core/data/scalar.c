/*
 * How: YAML changes white space and, in quotes, escapes; every other byte of a text stands in the
 * file in the same order. So the two are followed side by side over those bytes, and white space is
 * skipped in both. The place of a blank is that of what follows it.
 */
#include "scalar.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static char file_at(const evne_scalar *s, size_t at)
{
    return at < s->file.len ? s->file.p[at] : '\0';
}

/* Moves `n` bytes on in the file, counting lines and characters. */
static void step(evne_scalar *s, size_t n)
{
    for (; n && s->at < s->file.len; n--) {
        char c = s->file.p[s->at++];
        bool is_break = c == '\n' || (c == '\r' && file_at(s, s->at) != '\n');
        if (is_break) {
            s->line++;
            s->column = 1;
        } else if (((unsigned char)c & 0xC0u) != 0x80u) {
            s->column++;
        }
    }
}

/* To the first byte of the letters: past the quote, or past the line of | or >. */
static void begin(evne_scalar *s)
{
    char first = file_at(s, s->place.from);

    s->at = s->place.from;
    s->line = s->place.line;
    s->column = s->place.column;
    s->in_text = 0;
    s->quote = first == '\'' || first == '"' ? first : '\0';
    if (s->quote)
        step(s, 1);
    else if (first == '|' || first == '>')
        while (s->at < s->place.to && file_at(s, s->at) != '\n')
            step(s, 1);
}

void evne_scalar_open(evne_scalar *s, evne_str file, const evne_place *place, evne_str text)
{
    *s = (evne_scalar){.file = file, .text = text, .place = *place};
    s->is_known = place->to > place->from && place->to <= file.len;
    if (s->is_known)
        begin(s);
}

static unsigned hex_digits(char kind)
{
    return kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
}

/* Length of the escape at hand, the backslash included; a break after it takes the blanks along. */
static size_t escape_len(const evne_scalar *s)
{
    size_t end = s->at + 1;

    if (!is_blank(file_at(s, end)) || file_at(s, end) == ' ' || file_at(s, end) == '\t')
        return 2 + hex_digits(file_at(s, end));
    while (is_blank(file_at(s, end)))
        end++;
    return end - s->at;
}

/* Does the escape at hand stand for a letter, not for white space or nothing? */
static bool is_letter_escape(const evne_scalar *s)
{
    char c = file_at(s, s->at + 1);
    evne_str digits = evne_str_slice(s->file, s->at + 2, s->at + 2 + hex_digits(c));
    unsigned value = 0;

    if (strchr(" \tntr\r\n", c))
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        char d = digits.p[i];
        value = value * 16 + (unsigned)(d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
    }
    return !digits.len || !(value == ' ' || value == '\n' || value == '\t' || value == '\r');
}

/* To the next thing in the file that stands for a byte of the text. */
static void skip_blanks(evne_scalar *s)
{
    while (s->at < s->place.to) {
        if (is_blank(file_at(s, s->at)))
            step(s, 1);
        else if (s->quote == '"' && file_at(s, s->at) == '\\' && !is_letter_escape(s))
            step(s, escape_len(s));
        else
            return;
    }
}

static size_t character_len(evne_str text, size_t at)
{
    size_t next = at;

    evne_utf8_next(text, &next);
    return next - at;
}

/* Past one character that is no white space, in both. */
static void pass_character(evne_scalar *s)
{
    size_t len = character_len(s->text, s->in_text);

    skip_blanks(s);
    if (s->quote == '\'' && file_at(s, s->at) == '\'')
        step(s, 2);
    else if (s->quote == '"' && file_at(s, s->at) == '\\')
        step(s, escape_len(s));
    else
        step(s, len);
    s->in_text += len;
}

evne_place evne_scalar_find(evne_scalar *s, size_t offset)
{
    evne_place found = s->place;
    bool is_after_letter;

    if (!s->is_known)
        return found;
    if (offset < s->in_text)
        begin(s);
    while (s->in_text < offset && s->in_text < s->text.len) {
        if (is_blank(s->text.p[s->in_text]))
            s->in_text++;
        else
            pass_character(s);
    }
    is_after_letter = offset >= s->text.len || is_blank(s->text.p[offset]);
    if (!is_after_letter)
        skip_blanks(s);
    found.line = s->line;
    found.column = s->column;
    return found;
}
