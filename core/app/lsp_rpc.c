/*
 * How: bytes gather in one growing block; a frame is looked for at its beginning. Header lines are
 * read without regard to case, as in HTTP; only the length matters.
 */
#define _POSIX_C_SOURCE 200809L
#include "lsp_rpc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void out_of_memory(void)
{
    fputs("evne: out of memory\n", stderr);
    exit(evne_status_exit(EVNE_SYSTEM));
}

/* Room for `len` bytes more at the end; what was used is dropped first. */
static void make_room(evne_rpc_reader *reader, size_t len)
{
    size_t left = reader->len - reader->from;

    if (reader->from) {
        memmove(reader->bytes, reader->bytes + reader->from, left);
        reader->from = 0;
        reader->len = left;
    }
    if (left + len <= reader->room)
        return;
    reader->room = (left + len) * 2;
    reader->bytes = realloc(reader->bytes, reader->room);
    if (!reader->bytes)
        out_of_memory();
}

void evne_rpc_feed(evne_rpc_reader *reader, const char *bytes, size_t len)
{
    size_t skipped = len < reader->to_skip ? len : reader->to_skip;

    reader->to_skip -= skipped;
    if (len == skipped)
        return;
    make_room(reader, len - skipped);
    memcpy(reader->bytes + reader->len, bytes + skipped, len - skipped);
    reader->len += len - skipped;
}

void evne_rpc_reader_free(evne_rpc_reader *reader)
{
    free(reader->bytes);
    *reader = (evne_rpc_reader){0};
}

/* The number of `text`: digits only, with blanks around them; false for one past any body. */
static bool read_length(evne_str text, size_t *out)
{
    evne_str digits = evne_str_trim(text);

    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9' || *out > SIZE_MAX / 100)
            return false;
        *out = *out * 10 + (size_t)(digits.p[i] - '0');
    }
    return digits.len > 0;
}

/* Reads the lines of a header; false when none, or two, say the length. */
static bool read_header(evne_str header, size_t *length)
{
    static const char name[] = "Content-Length:";
    bool has_length = false;

    while (header.len) {
        const char *end = memchr(header.p, '\n', header.len);
        size_t len = end ? (size_t)(end - header.p) : header.len;
        evne_str line = evne_str_trim(evne_str_slice(header, 0, len));
        header = evne_str_slice(header, len + 1, header.len);
        if (line.len < sizeof name - 1 || strncasecmp(line.p, name, sizeof name - 1) != 0)
            continue;
        if (has_length || !read_length(evne_str_slice(line, sizeof name - 1, line.len), length))
            return false;
        has_length = true;
    }
    return has_length;
}

/* The length of the header with the blank line after it, or 0. */
static size_t header_length(evne_str bytes)
{
    for (size_t i = 0; i + 3 < bytes.len; i++)
        if (memcmp(bytes.p + i, "\r\n\r\n", 4) == 0)
            return i + 4;
    return 0;
}

static evne_rpc_frame skip_body(evne_rpc_reader *reader, size_t header, size_t length)
{
    size_t there = reader->len - reader->from - header;
    size_t skipped = there < length ? there : length;

    reader->from += header + skipped;
    reader->to_skip = length - skipped;
    return EVNE_RPC_TOO_LARGE;
}

evne_rpc_frame evne_rpc_next(evne_rpc_reader *reader, evne_str *body)
{
    size_t header, length = 0;
    evne_str bytes;

    if (reader->len == reader->from)
        return EVNE_RPC_MORE;
    bytes = (evne_str){reader->bytes + reader->from, reader->len - reader->from};
    header = header_length(evne_str_slice(bytes, 0, EVNE_RPC_LARGEST_HEADER));
    if (!header)
        return bytes.len < EVNE_RPC_LARGEST_HEADER ? EVNE_RPC_MORE : EVNE_RPC_BROKEN;
    if (!read_header(evne_str_slice(bytes, 0, header), &length))
        return EVNE_RPC_BROKEN;
    if (length > EVNE_RPC_LARGEST_BODY)
        return skip_body(reader, header, length);
    if (bytes.len - header < length)
        return EVNE_RPC_MORE;
    *body = evne_str_slice(bytes, header, header + length);
    reader->from += header + length;
    return EVNE_RPC_FRAME;
}

void evne_rpc_write(evne_buf *out, const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);

    if (!text)
        return;
    evne_buf_printf(out, "Content-Length: %zu\r\n\r\n", strlen(text));
    evne_buf_puts(out, text);
    free(text);
}

/* --- JSON ----------------------------------------------------------------------------------- */

/* The UTF-16 unit of the escape "\uXXXX" at `at`, or 0. */
static unsigned unit_at(evne_str text, size_t at)
{
    unsigned unit = 0;

    if (at + 6 > text.len || text.p[at] != '\\' || text.p[at + 1] != 'u')
        return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = text.p[i];
        bool is_digit = c >= '0' && c <= '9';
        char letter = (char)(c | 0x20);
        if (!is_digit && (letter < 'a' || letter > 'f'))
            return 0;
        unit = unit * 16 + (unsigned)(is_digit ? c - '0' : letter - 'a' + 10);
    }
    return unit;
}

static bool is_high(unsigned unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(unsigned unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Writes U+FFFD over each half that stands alone. */
static void mend_halves(char *bytes, size_t len)
{
    evne_str text = {bytes, len};

    for (size_t i = 0; i < len; i++) {
        unsigned unit = unit_at(text, i);
        if (is_high(unit) && is_low(unit_at(text, i + 6)))
            i += 11;
        else if (is_high(unit) || is_low(unit))
            memcpy(bytes + i + 2, "fffd", 4);
        else if (bytes[i] == '\\')
            i++;
    }
}

json_t *evne_rpc_parse(evne_arena *arena, evne_str body)
{
    json_t *json = json_loadb(body.p, body.len, JSON_ALLOW_NUL, NULL);
    char *copy;

    if (json || body.len == 0)
        return json;
    copy = evne_arena_copy(arena, body.p, body.len);
    mend_halves(copy, body.len);
    return json_loadb(copy, body.len, JSON_ALLOW_NUL, NULL);
}

static json_t *id_or_null(json_t *id)
{
    return id ? json_incref(id) : json_null();
}

json_t *evne_rpc_result(json_t *id, json_t *result)
{
    return json_pack("{s:s, s:o, s:o}", "jsonrpc", "2.0", "id", id_or_null(id), "result", result);
}

json_t *evne_rpc_error(json_t *id, int code, const char *message)
{
    return json_pack("{s:s, s:o, s:{s:i, s:s}}", "jsonrpc", "2.0", "id", id_or_null(id), "error",
                     "code", code, "message", message);
}

json_t *evne_rpc_notification(const char *method, json_t *params)
{
    return json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method", method, "params", params);
}
