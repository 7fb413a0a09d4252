/* How: a table of line starts, found in one pass; within a line, characters are counted one by one.
 */
#include "lsp_text.h"

#include <string.h>

static const char *const names[] = {"utf-16", "utf-8", "utf-32"};

bool evne_lsp_encoding_parse(const char *name, evne_lsp_encoding *out)
{
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (evne_lsp_encoding)i;
            return true;
        }
    return false;
}

const char *evne_lsp_encoding_name(evne_lsp_encoding encoding)
{
    return names[encoding];
}

static bool ends_line(evne_str bytes, size_t at)
{
    char c = bytes.p[at];

    return c == '\n' || (c == '\r' && !(at + 1 < bytes.len && bytes.p[at + 1] == '\n'));
}

void evne_lsp_text_init(evne_arena *arena, evne_str bytes, evne_lsp_encoding encoding,
                        evne_lsp_text *text)
{
    size_t n = 1;

    for (size_t i = 0; i < bytes.len; i++)
        n += ends_line(bytes, i);
    *text = (evne_lsp_text){.bytes = bytes, .encoding = encoding, .n_lines = n};
    text->lines = evne_arena_array(arena, n, sizeof *text->lines);
    n = 1;
    for (size_t i = 0; i < bytes.len; i++)
        if (ends_line(bytes, i))
            text->lines[n++] = i + 1;
}

size_t evne_lsp_text_line(const evne_lsp_text *text, size_t offset)
{
    size_t low = 0, high = text->n_lines;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t evne_lsp_text_line_start(const evne_lsp_text *text, size_t line)
{
    return line < text->n_lines ? text->lines[line] : text->bytes.len;
}

size_t evne_lsp_text_line_end(const evne_lsp_text *text, size_t line)
{
    size_t start = evne_lsp_text_line_start(text, line);
    size_t end = line + 1 < text->n_lines ? text->lines[line + 1] : text->bytes.len;

    while (end > start && (text->bytes.p[end - 1] == '\n' || text->bytes.p[end - 1] == '\r'))
        end--;
    return end;
}

/* Units that the character before `after` and at `before` takes. */
static size_t units(evne_lsp_encoding encoding, uint32_t c, size_t n_bytes)
{
    if (encoding == EVNE_LSP_UTF8)
        return n_bytes;
    return encoding == EVNE_LSP_UTF16 && c != EVNE_NO_CODE_POINT && c > 0xFFFF ? 2 : 1;
}

/* The byte `count` units into the line that begins at `at`. */
static size_t advance(const evne_lsp_text *text, evne_lsp_encoding encoding, size_t at, size_t end,
                      size_t count)
{
    while (at < end) {
        size_t next = at, width;
        uint32_t c = evne_utf8_next(text->bytes, &next);
        width = units(encoding, c, next - at);
        if (width > count)
            break;
        count -= width;
        at = next;
    }
    return at;
}

size_t evne_lsp_text_offset(const evne_lsp_text *text, evne_lsp_position position)
{
    if (position.line >= text->n_lines)
        return text->bytes.len;
    return advance(text, text->encoding, text->lines[position.line],
                   evne_lsp_text_line_end(text, position.line), position.character);
}

evne_lsp_position evne_lsp_text_position(const evne_lsp_text *text, size_t offset)
{
    evne_lsp_position position = {.line = evne_lsp_text_line(text, offset)};
    size_t at = text->lines[position.line], end = evne_lsp_text_line_end(text, position.line);

    while (at < end && at < offset) {
        size_t before = at;
        uint32_t c = evne_utf8_next(text->bytes, &at);
        position.character += units(text->encoding, c, at - before);
    }
    return position;
}

static size_t mark_length(evne_str bytes)
{
    return evne_str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
}

size_t evne_lsp_text_place(const evne_lsp_text *text, size_t line, size_t column)
{
    size_t start;

    if (line == 0 || line > text->n_lines)
        return line ? text->bytes.len : 0;
    start = text->lines[line - 1] + (line == 1 ? mark_length(text->bytes) : 0);
    return advance(text, EVNE_LSP_UTF32, start, evne_lsp_text_line_end(text, line - 1),
                   column ? column - 1 : 0);
}

/* A count from 0 that is no larger than the protocol's uinteger. */
static bool read_count(const json_t *json, size_t *out)
{
    json_int_t number = json_integer_value(json);

    if (!json_is_integer(json) || number < 0 || number > INT32_MAX)
        return false;
    *out = (size_t)number;
    return true;
}

bool evne_lsp_position_read(const json_t *json, evne_lsp_position *out)
{
    return read_count(json_object_get(json, "line"), &out->line) &&
           read_count(json_object_get(json, "character"), &out->character);
}

bool evne_lsp_range_read(const evne_lsp_text *text, const json_t *json, evne_lsp_range *out)
{
    evne_lsp_position start, end;

    if (!evne_lsp_position_read(json_object_get(json, "start"), &start) ||
        !evne_lsp_position_read(json_object_get(json, "end"), &end))
        return false;
    *out = (evne_lsp_range){evne_lsp_text_offset(text, start), evne_lsp_text_offset(text, end)};
    return out->from <= out->to;
}

static json_t *position_json(evne_lsp_position position)
{
    return json_pack("{s:I, s:I}", "line", (json_int_t)position.line, "character",
                     (json_int_t)position.character);
}

json_t *evne_lsp_range_json(const evne_lsp_text *text, evne_lsp_range range)
{
    return json_pack("{s:o, s:o}", "start", position_json(evne_lsp_text_position(text, range.from)),
                     "end", position_json(evne_lsp_text_position(text, range.to)));
}
