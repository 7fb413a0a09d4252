/*
 * How: block style only, two spaces a level, one line per scalar except literal blocks. Not
 * libyaml's emitter: that one folds long lines and picks styles by rules of its own, and the bytes
 * written here are hashed, signed and embedded.
 *
 * A text stands plain only when it begins with a letter and no YAML reader, of 1.1 or 1.2, takes it
 * for anything but text: times (08:30 is 510 in YAML 1.1), dates, numbers, `nej` and `0010` are
 * quoted. Several lines become a literal block where that keeps every byte; what is left is quoted
 * with escapes.
 */
#include <string.h>

#include "base/number.h"
#include "casefile.h"

enum { STEP = 2 };

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7);
}

/* Words that some reader takes for null, true or false, and the two that Danish readers expect to.
 */
static bool is_special_word(evne_str text)
{
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on",
                                        "off",  "y",    "n",     "ja",  "nej"};
    char lower[8] = "";

    if (text.len >= sizeof lower)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(lower, words[i]) == 0)
            return true;
    return false;
}

/* Code points that every YAML reader takes as they are inside a quoted or literal text. */
static bool is_printable(uint32_t c)
{
    return (c >= 0x20 && c < 0x7F) ||
           (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && (c & 0xFFFEu) != 0xFFFEu);
}

static bool all_printable(evne_str text, bool with_breaks)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = evne_utf8_next(text, &at);
        if (c == EVNE_NO_CODE_POINT || (!is_printable(c) && !(with_breaks && c == '\n')))
            return false;
    }
    return true;
}

/* No ": " and no " #", which would end the text, and no blank at its end. */
static bool has_plain_inside(evne_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool at_end = i + 1 == text.len;
        if (text.p[i] == ':' && (at_end || text.p[i + 1] == ' '))
            return false;
        if (text.p[i] == ' ' && (at_end || text.p[i + 1] == '#'))
            return false;
    }
    return true;
}

static bool can_be_plain(evne_str text)
{
    size_t at = 0;

    return text.len && is_letter(evne_utf8_next(text, &at)) && !is_special_word(text) &&
           all_printable(text, false) && has_plain_inside(text);
}

/*
 * Several lines, none with blanks at its end, the first neither empty nor indented (YAML measures
 * the indentation there), at most one line break at the end.
 */
static bool can_be_literal(evne_str text)
{
    if (text.len < 2 || text.p[0] == ' ' || text.p[0] == '\n' || !all_printable(text, true) ||
        !memchr(text.p, '\n', text.len) || text.p[text.len - 1] == ' ')
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (text.p[i] == '\n' &&
            (text.p[i - 1] == ' ' || (i + 1 == text.len && text.p[i - 1] == '\n')))
            return false;
    return true;
}

static void put_blanks(evne_buf *out, size_t count)
{
    while (count--)
        evne_buf_put_char(out, ' ');
}

static void put_escape(evne_buf *out, uint32_t c)
{
    switch (c) {
    case '"':
    case '\\':
        evne_buf_printf(out, "\\%c", (int)c);
        break;
    case '\n':
        evne_buf_puts(out, "\\n");
        break;
    case '\t':
        evne_buf_puts(out, "\\t");
        break;
    default:
        evne_buf_printf(out, c > 0xFFFF ? "\\U%08X" : c > 0xFF ? "\\u%04X" : "\\x%02X", c);
        break;
    }
}

static void put_quoted(evne_buf *out, evne_str text)
{
    evne_buf_put_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        uint32_t c = evne_utf8_next(text, &at);
        if (c == EVNE_NO_CODE_POINT)
            c = 0xFFFD; /* the tree's texts are valid UTF-8, so this is a bug elsewhere */
        if (is_printable(c) && c != '"' && c != '\\')
            evne_utf8_put(out, c);
        else
            put_escape(out, c);
    }
    evne_buf_put_char(out, '"');
}

static void put_literal(evne_buf *out, evne_str text, size_t indent)
{
    bool ends_line = text.p[text.len - 1] == '\n';

    evne_buf_puts(out, ends_line ? "|" : "|-");
    text.len -= ends_line;
    while (text.len) {
        const char *stop = memchr(text.p, '\n', text.len);
        size_t len = stop ? (size_t)(stop - text.p) : text.len;

        evne_buf_put_char(out, '\n');
        if (len)
            put_blanks(out, indent);
        evne_buf_put(out, text.p, len);
        text = evne_str_slice(text, stop ? len + 1 : len, text.len);
    }
}

static void put_scalar(evne_buf *out, const evne_value *value, size_t indent)
{
    switch (value->kind) {
    case EVNE_BOOL:
        evne_buf_puts(out, value->as.truth ? "true" : "false");
        break;
    case EVNE_NUMBER:
        evne_number_plain(out, value->as.number);
        break;
    case EVNE_TEXT:
        if (can_be_plain(value->as.text))
            evne_buf_put_str(out, value->as.text);
        else if (can_be_literal(value->as.text))
            put_literal(out, value->as.text, indent);
        else
            put_quoted(out, value->as.text);
        break;
    default:
        evne_buf_puts(out, value->kind == EVNE_LIST  ? "[]"
                           : value->kind == EVNE_MAP ? "{}"
                                                     : "null");
        break;
    }
    evne_buf_put_char(out, '\n');
}

static void put_key(evne_buf *out, evne_str key)
{
    if (can_be_plain(key))
        evne_buf_put_str(out, key);
    else
        put_quoted(out, key);
    evne_buf_put_char(out, ':');
}

/*
 * Writes a list or map that is not empty. The cursor stands at column `indent`: on a fresh line
 * after as many blanks, or after the dash of the list around it.
 */
static void put_collection(evne_buf *out, const evne_value *value, size_t indent)
{
    for (size_t i = 0; i < evne_value_count(value); i++) {
        const evne_pair *pair = value->kind == EVNE_MAP ? &value->as.map.pairs[i] : NULL;
        const evne_value *child = pair ? pair->value : value->as.list.items[i];
        bool is_full = evne_value_count(child) > 0;

        if (i)
            put_blanks(out, indent);
        if (pair)
            put_key(out, pair->key);
        else
            evne_buf_put_char(out, '-');
        if (is_full && pair) {
            evne_buf_put_char(out, '\n');
            put_blanks(out, indent + STEP);
        } else {
            evne_buf_put_char(out, ' ');
        }
        if (is_full)
            put_collection(out, child, indent + STEP);
        else
            put_scalar(out, child, indent + STEP);
    }
}

void evne_casefile_write(evne_buf *out, const evne_value *value)
{
    if (evne_value_count(value))
        put_collection(out, value, 0);
    else
        put_scalar(out, value, STEP);
}
