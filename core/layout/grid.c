/*
 * How: every cell's text is measured once; its narrowest and widest form give the column's. Widths
 * that the template names are kept unless they would divide a word (widths.c). The rest share what
 * is left: first what they need at least, then towards what they want, then columns of text take
 * what remains, so that a table always fills its box.
 */
#include "grid.h"

#include <string.h>

#include "text.h"

enum {
    LEAST_COLUMN = 12000,  /* narrower than this no wide letter has room */
    NUMBER_COLUMN = 51000, /* what a column of numbers gets when there is room */
    COLUMN_UNIT = 3000     /* columns that share room equally are multiples of it */
};

evne_grid_cell *evne_grid_at(const evne_grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->n_columns + column];
}

evne_len evne_grid_room(const evne_grid_column *column)
{
    evne_len room = column->width - column->pad;

    return room > EVNE_PT(1) ? room : EVNE_PT(1);
}

/* --- numbers --- */

/* The length of the number that `text` starts with, sign and thousands included; `whole` is the
 * length up to its comma. */
static size_t scan_number(evne_str text, size_t *whole)
{
    size_t at = 0;
    bool has_digit = false;

    if (evne_str_starts(text, "−"))
        at = strlen("−");
    else if (text.len && (text.p[0] == '-' || text.p[0] == '+'))
        at = 1;
    while (at < text.len &&
           ((text.p[at] >= '0' && text.p[at] <= '9') || (has_digit && text.p[at] == '.'))) {
        has_digit = true;
        at++;
    }
    *whole = at;
    if (has_digit && at + 1 < text.len && text.p[at] == ',' && text.p[at + 1] >= '0' &&
        text.p[at + 1] <= '9')
        for (at++; at < text.len && text.p[at] >= '0' && text.p[at] <= '9';)
            at++;
    return has_digit ? at : 0;
}

static const evne_span *first_span(const evne_node *cell)
{
    for (size_t i = 0; cell && i < cell->n_spans; i++)
        if (cell->spans[i].text.len)
            return &cell->spans[i];
    return NULL;
}

bool evne_cell_number(const evne_node *cell, double *out)
{
    const evne_span *span = first_span(cell);
    evne_str text = span ? evne_str_trim(span->text) : (evne_str){0};
    size_t whole, len = scan_number(text, &whole), at = 0;
    double value = 0, unit = 1;
    bool is_minus = evne_str_starts(text, "−") || evne_str_starts(text, "-");

    for (; at < whole && len; at++)
        if (text.p[at] >= '0' && text.p[at] <= '9')
            value = value * 10 + (text.p[at] - '0');
    for (at = whole + 1; at < len; at++) {
        unit /= 10;
        value += unit * (text.p[at] - '0');
    }
    if (len)
        *out = is_minus ? -value : value;
    return len > 0;
}

/* The width of the atoms before the footnote letter; false when the text has several lines. */
static bool width_before_note(const evne_text *text, const evne_node *cell, evne_len *out)
{
    evne_len width = 0;

    *out = 0;
    for (size_t i = 0; i < text->n_atoms; i++) {
        const evne_atom *atom = &text->atoms[i];

        if (atom->kind == EVNE_ATOM_BREAK)
            return false;
        if (i > 0 && atom->span != cell->spans && atom->span->flags & EVNE_SPAN_REMARK)
            break;
        width += atom->width;
        if (atom->kind == EVNE_ATOM_WORD)
            *out = width;
    }
    return true;
}

/* Measures a number up to its footnote letter, and what follows its whole part. */
static evne_status measure_number(const evne_layout *layout, evne_grid_cell *cell, evne_error *err)
{
    evne_atom first;
    size_t whole;

    if (!cell->text->n_atoms || !width_before_note(cell->text, cell->node, &cell->whole))
        return EVNE_OK;
    first = cell->text->atoms[0];
    if (!scan_number(first.text, &whole))
        return EVNE_OK;
    cell->is_number = true;
    if (whole < first.text.len) {
        first.text = evne_str_slice(first.text, 0, whole);
        EVNE_TRY(evne_atom_shape(layout, &first, err));
    }
    cell->tail = cell->whole - first.width;
    return EVNE_OK;
}

/* The text of a cell without its footnote letters; false when it stands in several pieces. */
static bool plain_text(const evne_node *cell, evne_str *out)
{
    const evne_span *first = first_span(cell);

    *out = first ? evne_str_trim(first->text) : (evne_str){0};
    for (size_t i = 0; i < cell->n_spans; i++)
        if (&cell->spans[i] != first && cell->spans[i].text.len &&
            !(cell->spans[i].flags & EVNE_SPAN_REMARK))
            return false;
    return true;
}

/* A number and nothing else but a per cent sign; `*is_blank`: nothing, or the dash for nothing. */
static bool is_bare_number(const evne_node *cell, bool *is_blank)
{
    evne_str text;
    size_t whole, len;

    *is_blank = false;
    if (!plain_text(cell, &text))
        return false;
    *is_blank = text.len == 0 || evne_str_is(text, "–");
    len = scan_number(text, &whole);
    text = evne_str_trim(evne_str_slice(text, len, text.len));
    return len && (text.len == 0 || evne_str_is(text, "%"));
}

/* Do the cells of column `index` hold numbers, and nothing but numbers? */
static bool holds_numbers(const evne_grid *grid, size_t index)
{
    bool any = false;

    for (size_t row = grid->n_heads; row < grid->n_rows; row++) {
        const evne_node *cell = grid->rows[row]->first;
        bool is_blank, is_number;
        for (size_t i = 0; cell && i < index; i++)
            cell = cell->next;
        if (!cell || grid->rows[row]->as.row.is_group)
            continue;
        is_number = is_bare_number(cell, &is_blank);
        if (!is_number && !is_blank)
            return false;
        any = any || is_number;
    }
    return any;
}

/* --- rows and cells --- */

static size_t count_rows(const evne_node *table, evne_node_kind kind, size_t *n_columns)
{
    size_t n = 0;

    for (const evne_node *part = table->first; part; part = part->next)
        for (const evne_node *row = part->kind == kind ? part->first : NULL; row; row = row->next) {
            size_t n_cells = 0;

            for (const evne_node *cell = row->first; cell; cell = cell->next)
                n_cells++;
            *n_columns = n_cells > *n_columns && !row->as.row.is_group ? n_cells : *n_columns;
            n++;
        }
    return n;
}

static void collect_rows(evne_grid *grid, evne_node_kind kind, size_t *at)
{
    for (const evne_node *part = grid->table->first; part; part = part->next)
        for (const evne_node *row = part->kind == kind ? part->first : NULL; row; row = row->next)
            grid->rows[(*at)++] = row;
}

static evne_status measure_cell(const evne_layout *layout, evne_grid *grid, size_t row,
                                size_t column, const evne_node *node, evne_error *err)
{
    evne_grid_cell *cell = evne_grid_at(grid, row, column);
    evne_type type = row < grid->n_heads ? EVNE_TYPE_HEAD : EVNE_TYPE_SMALL;
    evne_grid_column *of = &grid->columns[column];
    evne_len width;

    cell->node = node;
    EVNE_TRY(evne_fault_at(
        node, evne_text_make(layout, node->spans, node->n_spans, type, &cell->text, err), err));
    if (row >= grid->n_heads && of->kind == EVNE_COLUMN_NUMBER)
        EVNE_TRY(measure_number(layout, cell, err));
    if (grid->rows[row]->as.row.is_group)
        return EVNE_OK; /* a band over all columns asks none of them for room */
    width = cell->is_number ? cell->whole : evne_text_narrowest(cell->text);
    of->narrowest = width > of->narrowest ? width : of->narrowest;
    width = cell->is_number ? cell->whole : evne_text_unbroken(cell->text);
    of->unbroken = width > of->unbroken ? width : of->unbroken;
    width = cell->is_number ? cell->whole : evne_text_widest(cell->text);
    of->widest = width > of->widest ? width : of->widest;
    of->tail = cell->tail > of->tail ? cell->tail : of->tail;
    width = cell->is_number ? cell->whole - cell->tail : 0;
    of->lead = width > of->lead ? width : of->lead;
    return EVNE_OK;
}

static evne_status measure_cells(const evne_layout *layout, evne_grid *grid, evne_error *err)
{
    for (size_t row = 0; row < grid->n_rows; row++) {
        size_t column = 0;

        for (const evne_node *cell = grid->rows[row]->first; cell && column < grid->n_columns;
             cell = cell->next)
            EVNE_TRY(measure_cell(layout, grid, row, column++, cell, err));
    }
    return EVNE_OK;
}

/* --- columns --- */

static bool is_numeric(const evne_grid_column *column)
{
    return column->kind == EVNE_COLUMN_NUMBER || column->is_right;
}

/* 6 at the right, 9 at the right of numbers, none at the end and after a plot. */
static void set_paddings(evne_grid *grid)
{
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        bool is_last = i + 1 == grid->n_columns;
        bool before_plot = !is_last && column[1].kind == EVNE_COLUMN_PLOT;

        column->pad = is_numeric(column) && !before_plot ? EVNE_PT(9) : EVNE_PT(6);
        if (is_last || column->kind == EVNE_COLUMN_PLOT)
            column->pad = 0;
    }
}

/* What the marks in a column need: look 7's 87 for a bar, 66 for a plot. */
static evne_len least_of_kind(const evne_grid_column *column)
{
    return column->kind == EVNE_COLUMN_BAR    ? EVNE_PT(105)
           : column->kind == EVNE_COLUMN_PLOT ? EVNE_PT(66)
                                              : 0;
}

static void start_columns(evne_grid *grid)
{
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];

        *column = (evne_grid_column){.decimals = -1};
        if (i < grid->table->as.table.n_columns) {
            const evne_column *given = &grid->table->as.table.columns[i];

            column->kind = given->kind;
            column->is_right =
                given->align == EVNE_ALIGN_RIGHT || given->kind == EVNE_COLUMN_NUMBER;
            column->decimals = given->decimals;
            column->width = given->width;
        }
        if (column->is_right && column->kind == EVNE_COLUMN_TEXT && holds_numbers(grid, i))
            column->kind = EVNE_COLUMN_NUMBER;
    }
    set_paddings(grid);
}

/* One word that would starve the other columns is broken instead. */
static void limit_narrowest(evne_grid *grid)
{
    evne_len most = grid->box.full_width * 2 / 5;

    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        evne_len least = least_of_kind(column) - column->pad;

        if (column->narrowest < column->lead + column->tail)
            column->narrowest = column->lead + column->tail;
        if (column->narrowest > most)
            column->narrowest = most;
        if (column->narrowest < least)
            column->narrowest = least;
        if (column->widest < column->narrowest)
            column->widest = column->narrowest;
    }
}

/* Scales widths that the template gave when together they are wider than the box. */
static evne_len keep_given(evne_grid *grid, size_t *n_free)
{
    evne_len given = 0, most;

    *n_free = 0;
    for (size_t i = 0; i < grid->n_columns; i++) {
        given += grid->columns[i].width;
        *n_free += grid->columns[i].width == 0;
    }
    most = grid->box.full_width - (evne_len)*n_free * LEAST_COLUMN;
    if (given > most) {
        evne_len sum = 0;

        for (size_t i = 0; i < grid->n_columns; i++) {
            evne_len *width = &grid->columns[i].width;

            *width = (evne_len)((int64_t)*width * most / given);
            sum += *width;
        }
        given = sum;
    }
    return grid->box.full_width - given;
}

static bool takes_rest(const evne_grid_column *column)
{
    return column->kind == EVNE_COLUMN_TEXT && !column->is_right;
}

/* Columns of numbers first get a comfortable width, so that they do not crowd at one end. */
static evne_len widen_numbers(evne_grid *grid, const bool *is_free, evne_len rest)
{
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        evne_len more = NUMBER_COLUMN - column->width;

        if (!is_free[i] || !is_numeric(column) || more <= 0)
            continue;
        more = more < rest / 2 ? more : rest / 2;
        column->width += more;
        rest -= more;
    }
    return rest;
}

/* Gives `rest` to the free columns of text in proportion to what they hold, else to all free. */
static void give_rest(evne_grid *grid, const bool *is_free, evne_len rest)
{
    int64_t sum = 0;
    bool any_text = false;
    evne_len left = rest;
    size_t last = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        any_text = any_text || (is_free[i] && takes_rest(&grid->columns[i]));
    for (size_t i = 0; i < grid->n_columns; i++)
        if (is_free[i] && (!any_text || takes_rest(&grid->columns[i])))
            sum += grid->columns[i].widest + EVNE_PT(12);
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        evne_len share;

        if (!is_free[i] || (any_text && !takes_rest(column)))
            continue;
        share = (evne_len)((int64_t)rest * (column->widest + EVNE_PT(12)) / sum);
        column->width += share;
        left -= share;
        last = i;
    }
    if (sum)
        grid->columns[last].width += left;
}

/* One column of names, and nothing but numbers beside it. */
static bool is_of_numbers(const evne_grid *grid, const bool *is_free)
{
    for (size_t i = 0; i < grid->n_columns; i++)
        if (!is_free[i] || (i == 0) != takes_rest(&grid->columns[i]) ||
            (i > 0 && !is_numeric(&grid->columns[i])))
            return false;
    return grid->n_columns > 2;
}

/*
 * Names get the label column, numbers equal columns over all that is left, the last what does not
 * divide: they do not crowd at one end. False, and nothing set, when one needs more than that.
 */
static bool spread_numbers(evne_grid *grid, evne_len room)
{
    evne_grid_column *names = &grid->columns[0], *last = &grid->columns[grid->n_columns - 1];
    evne_len first = names->widest + names->pad, share;
    size_t n = grid->n_columns - 1;

    first = first > EVNE_LABEL ? first : EVNE_LABEL;
    share = (room - first) / (evne_len)n / COLUMN_UNIT * COLUMN_UNIT;
    for (size_t i = 1; i <= n; i++)
        if (grid->columns[i].widest + grid->columns[i].pad > share && i < n)
            return false;
    if (last->widest > room - first - (evne_len)(n - 1) * share)
        return false;
    names->width = first;
    for (size_t i = 1; i < n; i++)
        grid->columns[i].width = share;
    last->width = room - first - (evne_len)(n - 1) * share;
    return true;
}

static void share_room(evne_grid *grid, const bool *is_free, size_t n_free, evne_len room)
{
    int64_t least = 0, wanted = 0;
    evne_len used = 0;

    if (is_of_numbers(grid, is_free) && spread_numbers(grid, room))
        return;
    for (size_t i = 0; i < grid->n_columns; i++)
        if (is_free[i]) {
            least += grid->columns[i].narrowest + grid->columns[i].pad;
            wanted += grid->columns[i].widest + grid->columns[i].pad;
        }
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        int64_t low = column->narrowest + column->pad, high = column->widest + column->pad;

        if (!is_free[i])
            continue;
        if (wanted <= room)
            column->width = (evne_len)high;
        else if (least <= room)
            column->width =
                (evne_len)(low +
                           (wanted > least ? (high - low) * (room - least) / (wanted - least) : 0));
        else /* everybody keeps a letter's width, the rest in proportion */
            column->width =
                (evne_len)(LEAST_COLUMN + low * (room - (int64_t)n_free * LEAST_COLUMN) / least);
        used += column->width;
    }
    if (used < room)
        give_rest(grid, is_free, widen_numbers(grid, is_free, room - used));
}

/* The padding gives way to a word that needs its room, and in the narrowest columns. */
static evne_len fitting_pad(const evne_grid_column *column)
{
    evne_len pad = column->pad, least = pad < EVNE_PT(6) ? pad : EVNE_PT(6);

    if (column->width - pad < column->narrowest)
        pad = column->width - column->narrowest;
    pad = pad > least ? pad : least;
    return pad < column->width / 4 ? pad : column->width / 4;
}

static evne_status set_columns(const evne_layout *layout, evne_grid *grid, evne_error *err)
{
    bool *is_free = evne_arena_array(layout->arena, grid->n_columns, sizeof *is_free);
    evne_len room, x = grid->box.full_x;
    size_t n_free;

    if ((int64_t)grid->n_columns * LEAST_COLUMN > grid->box.full_width)
        return evne_fault_at(grid->table,
                             evne_fail(err, EVNE_LAYOUT, NULL,
                                       "a table of %zu columns is wider than the page, which has "
                                       "room for %d",
                                       grid->n_columns, grid->box.full_width / LEAST_COLUMN),
                             err);
    for (size_t i = 0; i < grid->n_columns; i++)
        is_free[i] = grid->columns[i].width == 0;
    limit_narrowest(grid);
    evne_grid_keep_whole(grid);
    room = evne_grid_widen(layout, grid, is_free, keep_given(grid, &n_free));
    if (n_free)
        share_room(grid, is_free, n_free, room);
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];

        column->pad = fitting_pad(column);
        column->x = x;
        x += column->width;
    }
    return EVNE_OK;
}

evne_status evne_grid_make(const evne_layout *layout, const evne_node *table, const evne_box *box,
                           evne_grid **out, evne_error *err)
{
    evne_grid *grid = evne_arena_alloc(layout->arena, sizeof *grid);
    size_t n_body, at = 0;
    bool has_group = false;

    *out = grid;
    grid->table = table;
    grid->box = *box;
    grid->n_columns = table->as.table.n_columns;
    grid->n_heads = count_rows(table, EVNE_NODE_HEAD, &grid->n_columns);
    n_body = count_rows(table, EVNE_NODE_BODY, &grid->n_columns);
    grid->n_columns = grid->n_columns ? grid->n_columns : 1;
    grid->n_rows = grid->n_heads + n_body;
    grid->rows = evne_arena_array(layout->arena, grid->n_rows, sizeof *grid->rows);
    grid->cells =
        evne_arena_array(layout->arena, grid->n_rows * grid->n_columns, sizeof *grid->cells);
    grid->columns = evne_arena_array(layout->arena, grid->n_columns, sizeof *grid->columns);
    collect_rows(grid, EVNE_NODE_HEAD, &at);
    collect_rows(grid, EVNE_NODE_BODY, &at);
    for (size_t i = 0; i < grid->n_rows; i++)
        has_group = has_group || grid->rows[i]->as.row.is_group;
    grid->is_zebra = !has_group && n_body > 8 && grid->n_columns > 5;
    start_columns(grid);
    EVNE_TRY(measure_cells(layout, grid, err));
    return set_columns(layout, grid, err);
}
