/*
 * How: over the lines of the template as they were given to cmark, in which values are marks and so
 * cannot be mistaken for what the author wrote.
 */
#include "slips.h"

#include <string.h>

/* Takes the line at `*from` and moves behind it; false at the end. */
static bool take_line(evne_str text, size_t *from, evne_str *line)
{
    const char *end;
    size_t to;

    if (*from >= text.len)
        return false;
    end = memchr(text.p + *from, '\n', text.len - *from);
    to = end ? (size_t)(end - text.p) : text.len;
    *line = evne_str_trim(evne_str_slice(text, *from, to));
    *from = to + 1;
    return true;
}

static evne_origin origin_of(const evne_part *part, size_t line)
{
    return line < part->n_lines ? part->lines[line] : part->at;
}

/* Moves the cursor to line `wanted`, from 0; false when there are fewer. */
static bool go_to(evne_str text, evne_slips_cursor *cursor, size_t wanted)
{
    evne_str line;

    if (cursor->line > wanted)
        *cursor = (evne_slips_cursor){0};
    for (; cursor->line < wanted; cursor->line++)
        if (!take_line(text, &cursor->from, &line))
            return false;
    return true;
}

/* --- headings --- */

static bool lacks_blank(evne_str line)
{
    size_t n = 0;

    while (n < line.len && line.p[n] == '#')
        n++;
    return n > 0 && n < 7 && n < line.len && line.p[n] != ' ' && line.p[n] != '\t';
}

static bool is_heading(evne_str line)
{
    size_t n = 0;

    while (n < line.len && line.p[n] == '#')
        n++;
    return n > 0 && n < 7 && n < line.len;
}

static size_t last_brace(evne_str line, char brace)
{
    for (size_t i = line.len; i > 0; i--)
        if (line.p[i - 1] == brace && (i < 2 || line.p[i - 2] != '\\'))
            return i - 1;
    return SIZE_MAX;
}

/* `line` without "{-}" and "{#name}" at its end. */
static evne_str without_attributes(evne_str line)
{
    for (int i = 0; i < 2 && line.len && line.p[line.len - 1] == '}'; i++) {
        size_t at = last_brace(line, '{');
        evne_str text = at < line.len ? evne_str_slice(line, at + 1, line.len - 1) : (evne_str){0};

        if (!evne_str_is(text, "-") && !(text.len > 1 && text.p[0] == '#'))
            break;
        line = evne_str_trim(evne_str_slice(line, 0, at));
    }
    return line;
}

static bool has_stray_brace(evne_str line)
{
    evne_str text = without_attributes(line);

    return is_heading(line) &&
           (last_brace(text, '{') != SIZE_MAX || last_brace(text, '}') != SIZE_MAX);
}

evne_status evne_slips_headings(evne_builder *b, const evne_part *part)
{
    evne_str line;

    for (size_t from = 0, n = 0; take_line(part->text, &from, &line); n++) {
        if (lacks_blank(line))
            return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(part, n)),
                             "a heading has a blank after its '#': '## Title'; a text that starts "
                             "with '#' is written '\\#'");
        if (has_stray_brace(line))
            return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(part, n)),
                             "a heading ends with '{#name}' or '{-}', each with both braces: "
                             "'## Title {#name}'; a brace in its text is written '\\{'");
    }
    return EVNE_OK;
}

/* --- tables --- */

evne_status evne_slips_paragraph(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                                 cmark_node *block)
{
    size_t n = (size_t)cmark_node_get_start_line(block) - 1;
    size_t last = (size_t)cmark_node_get_end_line(block) - 1, from;
    evne_str line;

    if (!go_to(part->text, cursor, n))
        return EVNE_OK;
    from = cursor->from;
    for (; n <= last && take_line(part->text, &from, &line); n++)
        if (evne_str_starts(line, "|"))
            return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(part, n)),
                             "this row belongs to no table: a table is a head, a line '|---|---|' "
                             "with as many columns, and rows, without an empty line between them");
    return EVNE_OK;
}

/* Bars that part cells; those at both ends do not, nor does "\|". */
static size_t count_cells(evne_str line)
{
    size_t n = 1;

    for (size_t i = 1; i + 1 < line.len; i++)
        n += line.p[i] == '|' && line.p[i - 1] != '\\';
    return n;
}

evne_status evne_slips_row(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                           cmark_node *row, size_t n_columns)
{
    size_t n = (size_t)cmark_node_get_start_line(row) - 1, from, n_cells;
    evne_str line;

    if (!go_to(part->text, cursor, n))
        return EVNE_OK;
    from = cursor->from;
    n_cells = take_line(part->text, &from, &line) ? count_cells(line) : 0;
    if (n_cells <= n_columns)
        return EVNE_OK;
    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(part, n)),
                     "the row has %zu cells, but its table has %zu columns; a bar in a text is "
                     "written '\\|'",
                     n_cells, n_columns);
}
