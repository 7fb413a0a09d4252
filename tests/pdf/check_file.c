/*
 * check_file.c - how the bytes are written: header, objects, streams, tables, limits of strings and
 * names (ISO 19005-2 and -3, 6.1.2 to 6.1.9 and 6.1.13).
 *
 * The file is read from front to back as a row of tokens, over all its revisions. Only the length
 * of a stream is asked of libqpdf, when it stands in another object.
 */
#include <stdlib.h>
#include <string.h>

#include "check_pdf.h"

enum { LONGEST_STRING = 32767, LONGEST_NAME = 127, LARGEST_INTEGER = 2147483647 };

typedef struct reader {
    checker *c;
    evne_str bytes;
    size_t at, from; /* behind and before the last token */
    size_t number_at[2];
    long numbers[2]; /* the last two integers */
    bool wants_length;
    long length;      /* of the next stream; -1: not known */
    size_t length_at; /* where it stands */
    int id;           /* the object that is being read */
} reader;

static bool is_white(char ch)
{
    return ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t' || ch == '\f' || ch == '\0';
}

static bool is_regular(char ch)
{
    return !is_white(ch) && strchr("()<>[]{}/%", ch) == NULL;
}

static bool has_line_end(const reader *r, size_t at)
{
    return at < r->bytes.len && (r->bytes.p[at] == '\n' || r->bytes.p[at] == '\r');
}

static bool follows_line_end(const reader *r, size_t at)
{
    return at > 0 && (r->bytes.p[at - 1] == '\n' || r->bytes.p[at - 1] == '\r');
}

/* A string in parentheses; its length counts an escape as one byte. */
static void read_literal(reader *r)
{
    size_t len = 0;
    int depth = 0;
    do {
        char ch = r->bytes.p[r->at++];
        if (ch == '\\')
            r->at++;
        depth += (ch == '(') - (ch == ')');
        len++;
    } while (depth > 0 && r->at < r->bytes.len);
    if (len - 1 > LONGEST_STRING)
        check_say(r->c, "6.1.13: object %d has a string of %zu bytes", r->id, len - 2);
}

static void read_hex(reader *r)
{
    size_t n_digits = 0;
    for (r->at++; r->at < r->bytes.len && r->bytes.p[r->at] != '>'; r->at++) {
        bool is_digit = strchr("0123456789abcdefABCDEF", r->bytes.p[r->at]) != NULL;
        if (!is_digit && !is_white(r->bytes.p[r->at]))
            check_say(r->c, "6.1.6: object %d has a strange hexadecimal string", r->id);
        n_digits += is_digit;
    }
    r->at++;
    if (n_digits % 2 != 0)
        check_say(r->c, "6.1.6: object %d has a string of odd length", r->id);
    if (n_digits > 2 * LONGEST_STRING)
        check_say(r->c, "6.1.13: object %d has a string of %zu bytes", r->id, n_digits / 2);
}

static void read_name(reader *r)
{
    size_t len = 0;
    for (r->at++; r->at < r->bytes.len && is_regular(r->bytes.p[r->at]); r->at++, len++) {
        if (r->bytes.p[r->at] == '#')
            r->at += 2;
    }
    if (len > LONGEST_NAME)
        check_say(r->c, "6.1.13: object %d has a name of %zu bytes", r->id, len);
}

static void read_word(reader *r)
{
    while (r->at < r->bytes.len && is_regular(r->bytes.p[r->at]))
        r->at++;
    if (r->at == r->from)
        r->at++; /* a lone delimiter */
}

/* The next token, empty at the end; comments are skipped. */
static evne_str next_token(reader *r)
{
    for (; r->at < r->bytes.len; r->at++) {
        if (r->bytes.p[r->at] == '%')
            while (r->at < r->bytes.len && !has_line_end(r, r->at))
                r->at++;
        if (r->at == r->bytes.len || !is_white(r->bytes.p[r->at]))
            break;
    }
    r->from = r->at;
    evne_str rest = evne_str_slice(r->bytes, r->at, r->bytes.len);
    if (rest.len == 0)
        return rest;
    if (evne_str_starts(rest, "<<") || evne_str_starts(rest, ">>"))
        r->at += 2;
    else if (rest.p[0] == '(')
        read_literal(r);
    else if (rest.p[0] == '<')
        read_hex(r);
    else if (rest.p[0] == '/')
        read_name(r);
    else
        read_word(r);
    if (r->at > r->bytes.len)
        r->at = r->bytes.len;
    return evne_str_slice(r->bytes, r->from, r->at);
}

static void meet_number(reader *r, evne_str token)
{
    char *end;
    const char *text = evne_arena_copy(r->c->arena, token.p, token.len);
    long number = strtol(text, &end, 10);
    if (*end != '\0')
        return; /* a real number */
    if (number > LARGEST_INTEGER || number < -LARGEST_INTEGER - 1L)
        check_say(r->c, "6.1.13: object %d has the number %s", r->id, text);
    r->numbers[0] = r->numbers[1];
    r->number_at[0] = r->number_at[1];
    r->numbers[1] = number;
    r->number_at[1] = r->from;
    if (r->wants_length) {
        r->length = number;
        r->length_at = r->from;
    }
    r->wants_length = false;
}

/* "12 0 obj": one blank between, line ends around (6.1.9). */
static void begin_object(reader *r)
{
    char *wanted = evne_arena_printf(r->c->arena, "%ld %ld obj", r->numbers[0], r->numbers[1]);
    evne_str found = evne_str_slice(r->bytes, r->number_at[0], r->at);
    r->id = (int)r->numbers[0];
    r->length = -1;
    r->length_at = 0;
    if (!evne_str_is(found, wanted) || !follows_line_end(r, r->number_at[0]) ||
        !has_line_end(r, r->at))
        check_say(r->c, "6.1.9: object %d does not begin on a line of its own", r->id);
}

static void end_object(reader *r)
{
    if (!follows_line_end(r, r->from) || !has_line_end(r, r->at))
        check_say(r->c, "6.1.9: object %d does not end on a line of its own", r->id);
}

/* After "/Length 12 0 R". */
static void follow_length(reader *r)
{
    qpdf_oh length = qpdf_get_object_by_id(r->c->pdf, (int)r->numbers[0], (int)r->numbers[1]);
    if (qpdf_oh_is_integer(r->c->pdf, length))
        r->length = qpdf_oh_get_int_value_as_int(r->c->pdf, length);
}

/* The keyword ends in LF or CRLF, the bytes are Length, and a line end stands before the last
 * keyword (6.1.7.1). */
static void skip_stream(reader *r)
{
    if (r->at < r->bytes.len && r->bytes.p[r->at] == '\r')
        r->at++;
    if (r->at >= r->bytes.len || r->bytes.p[r->at] != '\n')
        check_say(r->c, "6.1.7.1: stream %d begins without a line feed", r->id);
    size_t end = r->at + 1 + (size_t)(r->length < 0 ? 0 : r->length);
    if (r->length < 0 || end >= r->bytes.len) {
        check_say(r->c, "6.1.7.1: stream %d has no length", r->id);
        r->at = r->bytes.len;
        return;
    }
    if (!has_line_end(r, end))
        check_say(r->c, "6.1.7.1: stream %d ends without a line end", r->id);
    if (evne_str_starts(evne_str_slice(r->bytes, end, r->bytes.len), "\r\n"))
        end++;
    r->at = end + 1;
    if (!evne_str_starts(evne_str_slice(r->bytes, r->at, r->bytes.len), "endstream"))
        check_say(r->c, "6.1.7.1: stream %d is not of its length", r->id);
}

static void check_entry(reader *r, evne_str line, long id)
{
    const char *text = evne_arena_copy(r->c->arena, line.p, line.len);
    size_t offset = (size_t)strtol(text, NULL, 10);
    const char *head =
        evne_arena_printf(r->c->arena, "%ld %ld obj", id, strtol(text + 11, NULL, 10));
    bool ends = strcmp(text + 18, " \n") == 0 || strcmp(text + 18, "\r\n") == 0 ||
                strcmp(text + 18, " \r") == 0;
    if (!ends || text[10] != ' ' || text[16] != ' ')
        check_say(r->c, "6.1.4: the entry of object %ld is badly written", id);
    else if (text[17] == 'n' &&
             (offset >= r->bytes.len ||
              !evne_str_starts(evne_str_slice(r->bytes, offset, r->bytes.len), head)))
        check_say(r->c, "6.1.4: the entry of object %ld leads elsewhere", id);
}

/* The table behind "xref": a line end, then subsections of lines of 20 bytes (6.1.4). */
static void read_table(reader *r)
{
    if (!has_line_end(r, r->at))
        check_say(r->c, "6.1.4: no line end after xref");
    for (;;) {
        evne_str token = next_token(r);
        if (token.len == 0 || token.p[0] < '0' || token.p[0] > '9')
            break;
        long first = strtol(evne_arena_copy(r->c->arena, token.p, token.len), NULL, 10);
        if (r->at == r->bytes.len || r->bytes.p[r->at] != ' ')
            check_say(r->c, "6.1.4: a subsection's head is badly written");
        token = next_token(r);
        long count = strtol(evne_arena_copy(r->c->arena, token.p, token.len), NULL, 10);
        while (has_line_end(r, r->at) || (r->at < r->bytes.len && r->bytes.p[r->at] == ' '))
            r->at++;
        for (long i = 0; i < count && r->at + 20 <= r->bytes.len; i++, r->at += 20)
            check_entry(r, evne_str_slice(r->bytes, r->at, r->at + 20), first + i);
    }
    r->at = r->from; /* "trailer" */
}

static void check_ends(checker *c, evne_str bytes)
{
    size_t len = bytes.len;
    while (len > 0 && (bytes.p[len - 1] == '\n' || bytes.p[len - 1] == '\r'))
        len--;
    if (bytes.len - len > 2 || len < 5 || memcmp(bytes.p + len - 5, "%%EOF", 5) != 0)
        check_say(c, "6.1.3: bytes after the last %%%%EOF");
    if (!evne_str_starts(bytes, "%PDF-1.7\n%") || bytes.len < 16 || bytes.p[14] != '\n')
        check_say(c, "6.1.2: no header of PDF 1.7");
    for (size_t i = 10; i < 14 && i < bytes.len; i++)
        if ((unsigned char)bytes.p[i] < 128)
            check_say(c, "6.1.2: no binary line after the header");
}

void check_file(checker *c, evne_str bytes)
{
    reader r = {.c = c, .bytes = bytes, .length = -1};
    check_ends(c, bytes);
    for (evne_str token = next_token(&r); token.len > 0; token = next_token(&r)) {
        char first = token.p[0];
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.')
            meet_number(&r, token);
        else if (evne_str_is(token, "/Length"))
            r.wants_length = true;
        else if (evne_str_is(token, "R") && r.number_at[0] == r.length_at)
            follow_length(&r);
        else if (evne_str_is(token, "obj"))
            begin_object(&r);
        else if (evne_str_is(token, "endobj"))
            end_object(&r);
        else if (evne_str_is(token, "stream"))
            skip_stream(&r);
        else if (evne_str_is(token, "xref"))
            read_table(&r);
    }
    if (c->report.len == 0 && r.at < bytes.len)
        check_say(c, "6.1: the file could not be read to its end");
}
