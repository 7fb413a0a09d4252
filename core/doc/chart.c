/*
 * How: a chart is its data and, below it, the table of its numbers, which every reader gets: the
 * drawing only repeats it. Columns of numbers get the same decimals all the way down.
 */
#include "chart.h"

#include <string.h>

#include "base/number.h"
#include "build.h"

enum { SHOWN_DECIMALS = 2, MOST_COLUMNS = 60, MOST_WEEKS = 530 /* ten years */ };

static const evne_chart_kind kinds[] = {[EVNE_BLOCK_WEEKS] = EVNE_CHART_WEEKS,
                                        [EVNE_BLOCK_CURVE] = EVNE_CHART_CURVE,
                                        [EVNE_BLOCK_RADAR] = EVNE_CHART_RADAR};

static evne_status wrong_data(evne_builder *b, const evne_part *part, const char *what)
{
    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                     "'%.*s' does not fit {%% %s %%}: %s; it takes a group with "
                     "tabel = { hoved = { ... }, raekker = { { ... } } }",
                     (int)(part->path.len < 100 ? part->path.len : 100), part->path.p,
                     evne_block_name(part->block), what);
}

/* What a cell shows: itself, or the number of a group { vaerdi, note }. */
static const evne_value *shown(const evne_value *cell)
{
    return cell && cell->kind == EVNE_MAP ? evne_value_get(cell, "vaerdi") : cell;
}

static bool is_shown_as_missing(const evne_value *value)
{
    return evne_value_is_empty(value) || evne_str_is(evne_value_text(value), "\xE2\x80\x93") ||
           evne_str_is(evne_value_text(value), "ikke vurderet");
}

/*
 * The decimals that all numbers of a line share, where the line holds numbers, dashes and empty
 * cells; -1 for any other. The line is `count` cells of a column, or of a row after its head.
 */
static int decimals_of(const evne_value *const *cells, size_t count)
{
    int decimals = -1;

    for (size_t i = 0; i < count; i++) {
        int own;

        if (is_shown_as_missing(cells[i]))
            continue;
        if (cells[i]->kind != EVNE_NUMBER)
            return -1;
        own = evne_number_decimals(cells[i]->as.number, SHOWN_DECIMALS);
        decimals = own > decimals ? own : decimals;
    }
    return decimals;
}

/* Changes are written with their sign: "+4". They stand to the right as other numbers do. */
static bool are_signed(const evne_value *const *cells, size_t count)
{
    size_t n_signed = 0;

    for (size_t i = 0; i < count; i++) {
        evne_str text = evne_value_text(cells[i]);

        if (is_shown_as_missing(cells[i]) || evne_str_is(text, "0"))
            continue;
        if (!evne_str_starts(text, "+") && !evne_str_starts(text, "-") &&
            !evne_str_starts(text, "\xE2\x88\x92"))
            return false;
        n_signed++;
    }
    return n_signed > 0;
}

/* A date at which nothing was assessed stands among dates with numbers. */
static bool are_missing(const evne_value *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_shown_as_missing(cells[i]))
            return false;
    return count > 0;
}

static evne_column column_of(const evne_builder *b, const evne_value *rows, size_t index)
{
    size_t n = evne_value_count(rows);
    const evne_value **cells = evne_arena_array(b->arena, n + 1, sizeof *cells);
    int decimals;

    for (size_t i = 0; i < n; i++)
        cells[i] = shown(evne_value_item(evne_value_item(rows, i), index));
    decimals = index == 0 ? -1 : decimals_of(cells, n);
    if (decimals < 0) {
        bool is_right = index && (are_signed(cells, n) || are_missing(cells, n));

        return (evne_column){.decimals = -1,
                             .align = is_right ? EVNE_ALIGN_RIGHT : EVNE_ALIGN_LEFT};
    }
    return (evne_column){
        .kind = EVNE_COLUMN_NUMBER, .align = EVNE_ALIGN_RIGHT, .decimals = decimals};
}

/* Where weeks are the columns, a row is a series: its numbers share their decimals. */
static int decimals_of_row(const evne_builder *b, const evne_value *row)
{
    size_t n = evne_value_count(row);
    const evne_value **cells = evne_arena_array(b->arena, n + 1, sizeof *cells);

    for (size_t i = 1; i < n; i++)
        cells[i - 1] = shown(evne_value_item(row, i));
    return n ? decimals_of(cells, n - 1) : -1;
}

static evne_status cell_text(evne_builder *b, const evne_part *part, const evne_value *value,
                             int decimals, evne_str *out)
{
    evne_buf buf = {.arena = b->arena};

    if (!evne_filter_plain(b->arena, value, out))
        return wrong_data(b, part, "a cell of its table is neither text nor number");
    if (value && value->kind == EVNE_NUMBER && decimals >= 0) {
        evne_number_danish(&buf, value->as.number, decimals);
        *out = evne_buf_str(&buf);
    }
    return EVNE_OK;
}

/* The letter of a note under the table, behind the number that it is about. */
static void put_letter(evne_spans *spans, const evne_value *cell)
{
    const evne_value *letter = evne_value_get(cell, "note");

    if (evne_value_is_empty(letter))
        return;
    evne_spans_text(spans, EVNE_STR(" "), EVNE_SPAN_REMARK, EVNE_STR(""));
    evne_spans_value(spans, evne_value_text(letter), &letter->place, EVNE_SPAN_REMARK,
                     EVNE_STR(""));
}

static bool has_weeks(const evne_part *part)
{
    return part->block == EVNE_BLOCK_WEEKS && evne_value_count(evne_value_get(part->data, "uger"));
}

static evne_status build_row(evne_builder *b, const evne_part *part, evne_node *table,
                             evne_node *parent, const evne_value *values)
{
    bool is_head = parent->kind == EVNE_NODE_HEAD, is_series = has_weeks(part);
    int of_row = !is_head && is_series ? decimals_of_row(b, values) : -1;
    evne_node *row, *cell;

    if (!values || values->kind != EVNE_LIST ||
        evne_value_count(values) != table->as.table.n_columns)
        return wrong_data(b, part, "a row of its table has not as many cells as its head");
    EVNE_TRY(evne_build_node(b, parent, EVNE_NODE_ROW, part->at, &row));
    for (size_t i = 0; i < table->as.table.n_columns; i++) {
        const evne_value *value = evne_value_item(values, i);
        evne_spans spans = {.arena = b->arena};
        int decimals = is_head ? -1 : is_series ? of_row : table->as.table.columns[i].decimals;
        evne_str text;
        EVNE_TRY(cell_text(b, part, shown(value), decimals, &text));
        evne_spans_value(&spans, text, &value->place, !is_head && i == 0 ? EVNE_SPAN_STRONG : 0,
                         EVNE_STR(""));
        put_letter(&spans, value);
        evne_spans_settle(&spans, EVNE_LINE_END_BREAK);
        EVNE_TRY(evne_build_node(b, row, EVNE_NODE_CELL, part->at, &cell));
        cell->as.cell.is_head = is_head || i == 0;
        evne_spans_give(&spans, cell);
    }
    return EVNE_OK;
}

/* "a  9. marts, Sundhed: ...", a line for each letter in the cells. */
static evne_status build_notes(evne_builder *b, const evne_part *part, evne_node *table,
                               const evne_value *notes)
{
    for (size_t i = 0; i < evne_value_count(notes); i++) {
        const evne_value *note = evne_value_item(notes, i);
        const evne_value *letter = evne_value_get(note, "tegn"),
                         *text = evne_value_get(note, "tekst");
        evne_spans spans = {.arena = b->arena};
        evne_node *paragraph;

        if (evne_value_is_empty(letter) || evne_value_is_empty(text))
            return wrong_data(b, part, "a note of its table has no 'tegn' or no 'tekst'");
        EVNE_TRY(evne_build_node(b, table, EVNE_NODE_PARAGRAPH, part->at, &paragraph));
        paragraph->as.role = EVNE_ROLE_NOTE;
        evne_spans_value(&spans, evne_value_text(letter), &letter->place, 0, EVNE_STR(""));
        evne_spans_text(&spans, EVNE_STR(EVNE_EN_SPACE), 0, EVNE_STR(""));
        evne_spans_value(&spans, evne_value_text(text), &text->place, 0, EVNE_STR(""));
        evne_spans_settle(&spans, EVNE_LINE_END_BREAK);
        evne_spans_give(&spans, paragraph);
    }
    return EVNE_OK;
}

/* Under bars of weeks stand their numbers: the table has a column for each. */
static evne_status check_weeks(evne_builder *b, const evne_part *part, size_t n_columns)
{
    const evne_value *weeks = evne_value_get(part->data, "uger");

    if (!has_weeks(part) || evne_value_count(weeks) + 1 == n_columns)
        return EVNE_OK;
    return wrong_data(b, part, "its table has not one column for each of 'uger' after the first");
}

static evne_status build_numbers(evne_builder *b, const evne_part *part, evne_node *chart)
{
    const evne_value *data = evne_value_get(part->data, "tabel");
    const evne_value *heads = evne_value_get(data, "hoved");
    const evne_value *rows = evne_value_get(data, "raekker");
    evne_node *table, *head, *body;
    evne_column *columns;
    size_t n = evne_value_count(heads),
           most = part->block == EVNE_BLOCK_WEEKS ? MOST_WEEKS : MOST_COLUMNS;

    if (!data)
        return wrong_data(b, part, "it has no 'tabel' with the numbers");
    if (!heads || heads->kind != EVNE_LIST || n == 0 || n > most)
        return wrong_data(b, part, "its table has no 'hoved', or more than 60 columns");
    if (!rows || rows->kind != EVNE_LIST)
        return wrong_data(b, part, "its table has no 'raekker'");
    EVNE_TRY(check_weeks(b, part, n));
    EVNE_TRY(evne_build_node(b, chart, EVNE_NODE_TABLE, part->at, &table));
    columns = evne_arena_array(b->arena, n, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = column_of(b, rows, i);
    table->as.table.columns = columns;
    table->as.table.n_columns = n;
    EVNE_TRY(evne_build_node(b, table, EVNE_NODE_HEAD, part->at, &head));
    EVNE_TRY(build_row(b, part, table, head, heads));
    if (!evne_value_count(rows))
        return EVNE_OK;
    EVNE_TRY(evne_build_node(b, table, EVNE_NODE_BODY, part->at, &body));
    for (size_t i = 0; i < evne_value_count(rows); i++)
        EVNE_TRY(build_row(b, part, table, body, evne_value_item(rows, i)));
    return build_notes(b, part, table, evne_value_get(data, "noter"));
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
