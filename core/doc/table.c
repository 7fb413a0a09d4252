/*
 * How: a Markdown table has one head row and body rows of equally many cells; cmark has seen to
 * that. A group row starts a new BODY. Columns come from {% columns %} or, without it, from the
 * alignment that the Markdown says.
 */
#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "base/number.h"

typedef struct table_builder {
    evne_builder *b;
    const evne_part *part;
    evne_node *table;
    evne_node *body; /* NULL before the first row */
    evne_origin at;  /* of the row that is read */
    evne_slips_cursor *lines;
} table_builder;

/* --- columns -------------------------------------------------------------------------------- */

static evne_status columns_of_markdown(table_builder *t, cmark_node *node, size_t n)
{
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(node);
    evne_column *columns = evne_arena_array(t->b->arena, n, sizeof *columns);

    for (size_t i = 0; i < n; i++) {
        columns[i].decimals = -1;
        if (alignments && alignments[i] == 'c')
            return evne_fail(t->b->err, EVNE_TEMPLATE, EVNE_AT(t->at),
                             "nothing is centred: columns stand left '---' or right '--:'");
        if (alignments && alignments[i] == 'r')
            columns[i].align = EVNE_ALIGN_RIGHT;
    }
    t->table->as.table.columns = columns;
    return EVNE_OK;
}

static evne_status take_columns(table_builder *t, cmark_node *node)
{
    const evne_part *waiting = t->b->waiting.columns;
    size_t n = cmark_gfm_extensions_get_table_columns(node);
    evne_column *columns;

    t->table->as.table.n_columns = n;
    t->b->waiting.columns = NULL;
    if (!waiting)
        return columns_of_markdown(t, node, n);
    if (waiting->n_columns != n)
        return evne_fail(t->b->err, EVNE_TEMPLATE, EVNE_AT(waiting->at),
                         "'{%% columns %%}' names %zu columns, the table in line %u has %zu",
                         waiting->n_columns, (unsigned)t->at.line, n);
    columns = evne_arena_array(t->b->arena, n, sizeof *columns);
    memcpy(columns, waiting->columns, n * sizeof *columns);
    t->table->as.table.columns = columns;
    return EVNE_OK;
}

/* --- numbers -------------------------------------------------------------------------------- */

/* Digits with a dot before every third from the right; the dots are left out of `plain`. */
static bool take_whole(evne_str text, evne_buf *plain)
{
    bool has_dots = memchr(text.p, '.', text.len) != NULL;

    for (size_t i = 0; i < text.len; i++) {
        bool wants_dot = has_dots && (text.len - i) % 4 == 0;
        if (wants_dot != (text.p[i] == '.') || (wants_dot && i == 0))
            return false;
        if (!wants_dot)
            evne_buf_put_char(plain, text.p[i]);
    }
    return true;
}

/* "1.234,5" or "-2" as a number: no dot that is not between thousands. */
static bool parse_danish(evne_arena *arena, evne_str text, double *out)
{
    evne_buf plain = {.arena = arena};
    const char *comma;

    if (!text.len || text.len > 30)
        return false;
    if (evne_str_starts(text, "-") || evne_str_starts(text, "\xE2\x88\x92")) {
        evne_buf_put_char(&plain, '-');
        text = evne_str_slice(text, text.p[0] == '-' ? 1 : 3, text.len);
    }
    comma = memchr(text.p, ',', text.len);
    if (!take_whole(evne_str_slice(text, 0, comma ? (size_t)(comma - text.p) : text.len), &plain))
        return false;
    for (const char *p = comma; p && p < text.p + text.len; p++) {
        if (*p == '.')
            return false;
        evne_buf_put_char(&plain, *p);
    }
    return evne_number_parse(evne_buf_str(&plain), out);
}

/* In a column of `number(n)`, a cell that is a number gets n decimals. */
static void settle_number(evne_arena *arena, const evne_column *column, evne_spans *spans)
{
    evne_buf buf = {.arena = arena};
    double number;

    if (column->kind != EVNE_COLUMN_NUMBER || column->decimals < 0 || spans->count != 1 ||
        !parse_danish(arena, spans->items[0].text, &number))
        return;
    evne_number_danish(&buf, number, column->decimals);
    spans->items[0].text = evne_buf_str(&buf);
}

/* --- rows ----------------------------------------------------------------------------------- */

static evne_status read_cell(table_builder *t, cmark_node *node, evne_spans *spans, bool *is_group)
{
    *spans = (evne_spans){.arena = t->b->arena};
    EVNE_TRY(evne_inline_read(t->b, t->part, node, spans, is_group));
    evne_spans_settle(spans, EVNE_LINE_END_BREAK);
    return EVNE_OK;
}

static evne_status add_cell(table_builder *t, evne_node *row, const evne_spans *spans, bool is_head)
{
    evne_node *cell;

    EVNE_TRY(evne_build_node(t->b, row, EVNE_NODE_CELL, t->at, &cell));
    cell->as.cell.is_head = is_head;
    evne_spans_give(spans, cell);
    return EVNE_OK;
}

/* The row of {% group %} has one cell; cmark has filled it up with empty ones. */
static evne_status add_group(table_builder *t, cmark_node *first, const evne_spans *text)
{
    evne_node *row;
    evne_spans other;
    bool is_group;

    for (cmark_node *n = cmark_node_next(first); n; n = cmark_node_next(n)) {
        EVNE_TRY(read_cell(t, n, &other, &is_group));
        if (!evne_spans_are_empty(&other))
            return evne_fail(t->b->err, EVNE_TEMPLATE, EVNE_AT(t->at),
                             "a group row is one text: write '\\|' for a bar in it");
    }
    EVNE_TRY(evne_build_node(t->b, t->table, EVNE_NODE_BODY, t->at, &t->body));
    EVNE_TRY(evne_build_node(t->b, t->body, EVNE_NODE_ROW, t->at, &row));
    row->as.row.is_group = true;
    return add_cell(t, row, text, true);
}

/* A note directly under a row would be one more row. */
static bool is_lost_note(const evne_spans *spans)
{
    static const char *const keywords[] = {"Note:", "Tabel:", "Figur:", "Vejledning:"};

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (spans->count && !(spans->items[0].flags & EVNE_SPAN_VALUE) &&
            evne_str_starts(spans->items[0].text, keywords[i]))
            return true;
    return false;
}

/* `first` is what has been read of the first cell already, or NULL. */
static evne_status add_row(table_builder *t, cmark_node *node, const evne_spans *first,
                           evne_node *parent, bool is_head)
{
    evne_node *row;
    size_t i = 0;

    EVNE_TRY(evne_slips_row(t->b, t->part, t->lines, node, t->table->as.table.n_columns));
    EVNE_TRY(evne_build_node(t->b, parent, EVNE_NODE_ROW, t->at, &row));
    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n), i++) {
        evne_spans spans;
        bool is_group = false;
        if (i == 0 && first)
            spans = *first;
        else
            EVNE_TRY(read_cell(t, n, &spans, &is_group));
        if (is_group)
            return evne_fail(t->b->err, EVNE_TEMPLATE, EVNE_AT(t->at),
                             "'{%% group %%}' stands between the rows of a table");
        if (i == 0 && is_lost_note(&spans))
            return evne_fail(t->b->err, EVNE_TEMPLATE, EVNE_AT(t->at),
                             "an empty line is missing between the table and '%.*s'",
                             (int)(spans.items[0].text.len < 40 ? spans.items[0].text.len : 40),
                             spans.items[0].text.p);
        if (!is_head)
            settle_number(t->b->arena, &t->table->as.table.columns[i], &spans);
        EVNE_TRY(add_cell(t, row, &spans, is_head || i == 0));
    }
    return EVNE_OK;
}

static evne_status add_body_row(table_builder *t, cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    evne_spans spans;
    bool is_group;

    EVNE_TRY(read_cell(t, first, &spans, &is_group));
    if (is_group)
        return add_group(t, first, &spans);
    if (!t->body)
        EVNE_TRY(evne_build_node(t->b, t->table, EVNE_NODE_BODY, t->at, &t->body));
    return add_row(t, node, &spans, t->body, false);
}

evne_status evne_build_table(evne_builder *b, const evne_part *part, evne_slips_cursor *cursor,
                             cmark_node *node)
{
    table_builder t = {.b = b, .part = part, .lines = cursor, .at = evne_inline_origin(part, node)};
    evne_origin start = t.at;

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_TABLE, t.at, &t.table));
    EVNE_TRY(take_columns(&t, node));
    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
        bool is_head = cmark_gfm_extensions_get_table_row_is_header(row);
        evne_node *head;
        t.at = evne_inline_origin(part, row);
        if (!is_head) {
            EVNE_TRY(add_body_row(&t, row));
            continue;
        }
        EVNE_TRY(evne_build_node(b, t.table, EVNE_NODE_HEAD, t.at, &head));
        EVNE_TRY(add_row(&t, row, NULL, head, true));
    }
    return evne_build_top(b, t.table, start);
}
