/*
 * How: a chart is its data and, below it, the table of its numbers, which every reader gets: the
 * drawing only repeats it. Columns of numbers get the same decimals all the way down.
 */
#include "chart.h"

#include <string.h>

#include "base/number.h"
#include "build.h"

enum { SHOWN_DECIMALS = 2, MOST_COLUMNS = 60 };

static const evne_chart_kind kinds[] = {[EVNE_BLOCK_WEEKS] = EVNE_CHART_WEEKS,
                                        [EVNE_BLOCK_CURVE] = EVNE_CHART_CURVE,
                                        [EVNE_BLOCK_RADAR] = EVNE_CHART_RADAR};

/* --- the table ------------------------------------------------------------------------------ */

static evne_status wrong_data(evne_builder *b, const evne_part *part, const char *what)
{
    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                     "'%.*s' does not fit {%% %s %%}: %s; it takes a group with "
                     "tabel = { hoved = { ... }, raekker = { { ... } } }",
                     (int)(part->path.len < 100 ? part->path.len : 100), part->path.p,
                     evne_block_name(part->block), what);
}

static bool is_shown_as_missing(const evne_value *value)
{
    return evne_value_is_empty(value) || evne_str_is(evne_value_text(value), "\xE2\x80\x93");
}

/* A column is one of numbers when it has one and nothing else but dashes and empty cells. */
static evne_column column_of(const evne_value *rows, size_t index)
{
    evne_column column = {.decimals = -1};
    int decimals = -1;

    for (size_t i = 0; i < evne_value_count(rows); i++) {
        const evne_value *value = evne_value_item(evne_value_item(rows, i), index);
        int own;
        if (is_shown_as_missing(value))
            continue;
        if (value->kind != EVNE_NUMBER)
            return column;
        own = evne_number_decimals(value->as.number, SHOWN_DECIMALS);
        decimals = own > decimals ? own : decimals;
    }
    if (decimals < 0 || index == 0)
        return column;
    return (evne_column){
        .kind = EVNE_COLUMN_NUMBER, .align = EVNE_ALIGN_RIGHT, .decimals = decimals};
}

static evne_status cell_text(evne_builder *b, const evne_part *part, const evne_value *value,
                             const evne_column *column, evne_str *out)
{
    evne_buf buf = {.arena = b->arena};

    if (!evne_filter_plain(b->arena, value, out))
        return wrong_data(b, part, "a cell of its table is neither text nor number");
    if (value && value->kind == EVNE_NUMBER && column && column->decimals >= 0) {
        evne_number_danish(&buf, value->as.number, column->decimals);
        *out = evne_buf_str(&buf);
    }
    return EVNE_OK;
}

static evne_status build_row(evne_builder *b, const evne_part *part, evne_node *table,
                             evne_node *parent, const evne_value *values)
{
    bool is_head = parent->kind == EVNE_NODE_HEAD;
    evne_node *row, *cell;

    if (!values || values->kind != EVNE_LIST ||
        evne_value_count(values) != table->as.table.n_columns)
        return wrong_data(b, part, "a row of its table has not as many cells as its head");
    EVNE_TRY(evne_build_node(b, parent, EVNE_NODE_ROW, part->at, &row));
    for (size_t i = 0; i < table->as.table.n_columns; i++) {
        const evne_value *value = evne_value_item(values, i);
        evne_spans spans = {.arena = b->arena};
        evne_str text;
        EVNE_TRY(cell_text(b, part, value, is_head ? NULL : &table->as.table.columns[i], &text));
        evne_spans_value(&spans, text, value->place, 0, EVNE_STR(""));
        evne_spans_settle(&spans, EVNE_LINE_END_BREAK);
        EVNE_TRY(evne_build_node(b, row, EVNE_NODE_CELL, part->at, &cell));
        cell->as.cell.is_head = is_head || i == 0;
        evne_spans_give(&spans, cell);
    }
    return EVNE_OK;
}

static evne_status build_numbers(evne_builder *b, const evne_part *part, evne_node *chart)
{
    const evne_value *data = evne_value_get(part->data, "tabel");
    const evne_value *heads = evne_value_get(data, "hoved");
    const evne_value *rows = evne_value_get(data, "raekker");
    evne_node *table, *head, *body;
    evne_column *columns;
    size_t n = evne_value_count(heads);

    if (!data)
        return wrong_data(b, part, "it has no 'tabel' with the numbers");
    if (!heads || heads->kind != EVNE_LIST || n == 0 || n > MOST_COLUMNS)
        return wrong_data(b, part, "its table has no 'hoved', or more than 60 columns");
    if (!rows || rows->kind != EVNE_LIST)
        return wrong_data(b, part, "its table has no 'raekker'");
    EVNE_TRY(evne_build_node(b, chart, EVNE_NODE_TABLE, part->at, &table));
    columns = evne_arena_array(b->arena, n, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = column_of(rows, i);
    table->as.table.columns = columns;
    table->as.table.n_columns = n;
    EVNE_TRY(evne_build_node(b, table, EVNE_NODE_HEAD, part->at, &head));
    EVNE_TRY(build_row(b, part, table, head, heads));
    if (!evne_value_count(rows))
        return EVNE_OK;
    EVNE_TRY(evne_build_node(b, table, EVNE_NODE_BODY, part->at, &body));
    for (size_t i = 0; i < evne_value_count(rows); i++)
        EVNE_TRY(build_row(b, part, table, body, evne_value_item(rows, i)));
    return EVNE_OK;
}

evne_status evne_build_chart(evne_builder *b, const evne_part *part)
{
    evne_node *chart;

    if (!part->data || part->data->kind != EVNE_MAP)
        return wrong_data(b, part, "it is not a group");
    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_CHART, part->at, &chart));
    chart->as.chart.kind = kinds[part->block];
    chart->as.chart.data = part->data;
    EVNE_TRY(build_numbers(b, part, chart));
    return evne_build_top(b, chart, part->at);
}

/* --- the alternative text ------------------------------------------------------------------- */

static bool put_key(evne_buf *out, const evne_value *data, const char *key, const char *before)
{
    evne_str text;

    if (!evne_filter_plain(out->arena, evne_value_get(data, key), &text) || !text.len)
        return false;
    evne_buf_puts(out, before);
    evne_buf_put_str(out, text);
    return true;
}

/* The caption's text without its number, where the data does not say what is shown. */
static bool put_caption(evne_buf *out, const evne_node *chart)
{
    const evne_node *caption = chart->first;

    if (!caption || caption->kind != EVNE_NODE_PARAGRAPH)
        return false;
    evne_buf_puts(out, ": ");
    for (size_t i = 0; i < caption->n_spans; i++)
        evne_buf_put_str(out, caption->spans[i].text);
    return true;
}

static void put_points(evne_buf *out, const evne_value *points)
{
    evne_str text;

    for (size_t i = 0; i < evne_value_count(points); i++) {
        const evne_value *point = evne_value_item(points, i);
        evne_buf_puts(out, i ? ", " : ": ");
        if (!evne_filter_plain(out->arena, evne_value_get(point, "vaerdi"), &text) || !text.len)
            text = EVNE_STR("ikke vurderet");
        evne_buf_put_str(out, text);
    }
}

/* At most EVNE_ALT_LIMIT characters with `end`; what is cut is said by an ellipsis. */
static evne_str limited(evne_arena *arena, evne_str text, evne_str end)
{
    evne_buf buf = {.arena = arena};
    size_t room = EVNE_ALT_LIMIT - evne_utf8_count(end), n = evne_utf8_count(text), at = 0;

    if (n > room) {
        for (size_t i = 0; i + 1 < room; i++)
            evne_utf8_next(text, &at);
        evne_buf_put_str(&buf, evne_str_slice(text, 0, at));
        evne_buf_puts(&buf, "\xE2\x80\xA6");
    } else {
        evne_buf_put_str(&buf, text);
    }
    evne_buf_put_str(&buf, end);
    evne_buf_text(&buf);
    return evne_buf_str(&buf);
}

evne_str evne_chart_alt(evne_arena *arena, const evne_node *chart)
{
    static const char *const names[] = {"Ugesøjler", "Kurve", "Radar"};
    const evne_value *data = chart->as.chart.data;
    evne_str given = evne_str_trim(evne_value_text(evne_value_get(data, "alt")));
    evne_buf text = {.arena = arena}, end = {.arena = arena};
    int number =
        chart->last && chart->last->kind == EVNE_NODE_TABLE ? chart->last->as.table.number : 0;

    if (given.len)
        return limited(arena, given, EVNE_STR(""));
    evne_buf_puts(&text, names[chart->as.chart.kind]);
    if (!put_key(&text, data, "hvad", ": "))
        put_caption(&text, chart);
    put_key(&text, data, "periode", ", ");
    put_points(&text, evne_value_get(data, "punkter"));
    evne_buf_puts(&text, ".");
    if (put_key(&text, data, "maal", " Mål "))
        evne_buf_puts(&text, ".");
    if (number > 0)
        evne_buf_printf(&end, " Tal i tabel %d.", number);
    else
        evne_buf_puts(&end, " Tal i tabellen under figuren.");
    return limited(arena, evne_buf_str(&text), evne_buf_str(&end));
}
