/*
 * How: the rows under the bars are the CHART's table, cell by cell under the middle of its week.
 * A text wider than its column may use half of the empty columns beside it, so that "samtale" is
 * not broken between two empty weeks; what still does not fit is broken. Row heads of a later
 * stretch are artifacts: the structure has them once. Where the weeks are of two years, the first
 * of each year, and of each stretch, has its year under its number and in its cell.
 */
#include "chart_weeks.h"

#define PAD EVNE_PT(1.5)
#define SWATCH EVNE_PT(12) /* the swatch and the white after it */

/* Body rows of attendance: planned, present. */
static bool has_swatch(const evne_weeks *weeks, size_t row)
{
    return !weeks->is_plan && row >= weeks->n_heads && row < weeks->n_heads + 2;
}

static evne_status text_of(const evne_pen *pen, const evne_node *cell, evne_type type,
                           evne_text **out, evne_error *err)
{
    return evne_text_make(pen->layout, cell->spans, cell->n_spans, type, out, err);
}

evne_status evne_weeks_head_width(const evne_pen *pen, const evne_weeks *weeks, evne_len *out,
                                  evne_error *err)
{
    *out = 0;
    for (size_t row = 0; row < weeks->n_rows; row++) {
        evne_len width;
        evne_text *text;

        EVNE_TRY(text_of(pen, weeks->rows[row]->first, EVNE_TYPE_CHART_STRONG, &text, err));
        width = evne_text_widest(text) + (has_swatch(weeks, row) ? SWATCH : 0) + EVNE_PT(6);
        *out = width > *out ? width : *out;
    }
    return EVNE_OK;
}

/* --- pieces of cells --- */

static void add_lines(evne_pen *pen, const evne_lines *lines, evne_len left, evne_len right,
                      evne_len middle, evne_len top, bool is_repeated)
{
    for (size_t i = 0; i < lines->n_lines; i++) {
        const evne_line *line = &lines->lines[i];
        evne_len x = middle - line->width / 2;

        x = x + line->width > right ? right - line->width : x;
        x = x < left ? left : x;
        for (size_t k = 0; k < line->n_pieces; k++) {
            evne_piece piece = line->pieces[k];

            piece.as.text.x += x;
            piece.as.text.y =
                top + (evne_len)i * EVNE_PT(12) + evne_baseline(EVNE_PT(8), EVNE_PT(12));
            if (is_repeated) {
                piece.node = NULL;
                piece.artifact = EVNE_ARTIFACT_REPEATED;
                piece.as.text.link = NULL;
            }
            evne_brick_add(pen->layout, pen->brick, EVNE_LAYER_TEXT, piece);
        }
    }
}

static void add_artifact(evne_pen *pen, evne_piece piece)
{
    piece.artifact = EVNE_ARTIFACT_LAYOUT;
    piece.node = NULL;
    evne_brick_add(pen->layout, pen->brick, EVNE_LAYER_RULES, piece);
}

static void add_swatch(evne_pen *pen, const evne_weeks *weeks, size_t row, evne_len top)
{
    bool is_planned = row == weeks->n_heads;
    evne_len width = is_planned ? EVNE_PT(8) : EVNE_PT(4);
    evne_len x = weeks->box->full_x + EVNE_PT(0.25) + (is_planned ? 0 : EVNE_PT(2));
    evne_piece piece = evne_rectangle(pen->layout, x, top + EVNE_PT(2), width, EVNE_PT(8));

    piece.as.shape.is_filled = true;
    piece.colour = is_planned ? EVNE_FILL : EVNE_BLUE;
    piece.as.shape.is_stroked = is_planned;
    piece.as.shape.stroke_width = EVNE_GRIDLINE;
    piece.as.shape.stroke = EVNE_INK;
    add_artifact(pen, piece);
}

static evne_status add_head(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            size_t row, evne_len top, size_t *n_lines, evne_error *err)
{
    evne_len left = weeks->box->full_x + (has_swatch(weeks, row) ? SWATCH : 0);
    evne_len right = evne_weeks_left(weeks) - EVNE_PT(3);
    const evne_node *cell = weeks->rows[row]->first;
    evne_text *text;
    evne_lines lines;

    EVNE_TRY(text_of(pen, cell, EVNE_TYPE_CHART_STRONG, &text, err));
    EVNE_TRY(evne_text_lines(pen->layout, text, right - left, cell, &lines, err));
    if (has_swatch(weeks, row))
        add_swatch(pen, weeks, row, top);
    add_lines(pen, &lines, left, right, left, top, !stretch->is_first);
    *n_lines = lines.n_lines > *n_lines ? lines.n_lines : *n_lines;
    return EVNE_OK;
}

/* --- cells --- */

/* The empty columns beside a cell, up to `most`. */
static size_t empty_before(const evne_node *const *cells, size_t from, size_t i)
{
    size_t n = 0;

    while (i > from + n && !cells[i - n - 1]->n_spans)
        n++;
    return n;
}

static size_t empty_after(const evne_node *const *cells, size_t to, size_t i)
{
    size_t n = 0;

    while (i + n + 1 < to && !cells[i + n + 1]->n_spans)
        n++;
    return n;
}

typedef struct reach {
    evne_len left, middle, right;
} reach;

/* A cell's own column and its half of the empty ones up to the next text, or all up to the edge. */
static reach reach_of(const evne_weeks *weeks, const evne_stretch *stretch,
                      const evne_node *const *cells, size_t i)
{
    size_t before = empty_before(cells, stretch->from, i),
           after = empty_after(cells, stretch->to, i);
    bool is_at_start = i - before == stretch->from, is_at_end = i + after + 1 == stretch->to;
    evne_len half = weeks->column / 2, white = EVNE_PT(1);
    reach r = {.middle = evne_weeks_middle(weeks, stretch, i)};

    r.left = r.middle - half - (evne_len)before * (is_at_start ? weeks->column : half) + white;
    r.right = r.middle + half + (evne_len)after * (is_at_end ? weeks->column : half) - white;
    return r;
}

static evne_status add_cell(evne_pen *pen, const evne_node *cell, evne_type type, reach r,
                            evne_len own, evne_len top, size_t *n_lines, evne_error *err)
{
    evne_text *text;
    evne_lines lines;
    evne_len width;

    if (!cell->n_spans)
        return EVNE_OK;
    EVNE_TRY(text_of(pen, cell, type, &text, err));
    width = evne_text_narrowest(text);
    width = width < own ? own : width;
    width = width > r.right - r.left ? r.right - r.left : width;
    EVNE_TRY(evne_text_lines(pen->layout, text, width, cell, &lines, err));
    add_lines(pen, &lines, r.left, r.right, r.middle, top, false);
    *n_lines = lines.n_lines > *n_lines ? lines.n_lines : *n_lines;
    return EVNE_OK;
}

/* --- years --- */

static bool are_of_two_years(const evne_weeks *weeks)
{
    const evne_week_item *first = &weeks->items[0], *last = &weeks->items[weeks->n_items - 1];

    return first->has_week && last->has_week && first->week.year != last->week.year;
}

static bool shows_year(const evne_weeks *weeks, const evne_stretch *stretch, size_t i)
{
    const evne_week_item *item = &weeks->items[i];

    if (!item->has_week || !are_of_two_years(weeks))
        return false;
    return i == stretch->from || weeks->items[i - 1].week.year != item->week.year;
}

/* Under the `n_lines` lines of a week's number. */
static evne_status add_year(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            const evne_node *cell, size_t i, evne_len top, size_t *n_lines,
                            evne_error *err)
{
    const char *text = evne_arena_printf(pen->layout->arena, "%d", weeks->items[i].week.year);

    top += (evne_len)*n_lines * EVNE_PT(12);
    *n_lines += 1;
    return evne_brick_word(pen->layout, pen->brick, evne_str_of(text), EVNE_TYPE_CHART_GREY,
                           evne_weeks_middle(weeks, stretch, i), top, EVNE_AT_MIDDLE, cell, NULL,
                           err);
}

/* The cells of a row without its head, one for each week. */
static const evne_node **cells_of(const evne_pen *pen, const evne_weeks *weeks, size_t row)
{
    const evne_node **cells =
        evne_arena_array(pen->layout->arena, weeks->n_items + 1, sizeof *cells);
    size_t n = 0;

    for (const evne_node *cell = weeks->rows[row]->first->next; cell; cell = cell->next)
        cells[n++] = cell;
    return cells;
}

static evne_status add_row(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                           size_t row, evne_len *top, evne_error *err)
{
    const evne_node **cells = cells_of(pen, weeks, row);
    bool is_head = row < weeks->n_heads;
    size_t n_lines = 1;

    EVNE_TRY(add_head(pen, weeks, stretch, row, *top + PAD, &n_lines, err));
    for (size_t i = stretch->from; i < stretch->to; i++) {
        size_t n = 0;

        EVNE_TRY(add_cell(pen, cells[i], is_head ? EVNE_TYPE_CHART_STRONG : EVNE_TYPE_CHART,
                          reach_of(weeks, stretch, cells, i), weeks->column - EVNE_PT(1),
                          *top + PAD, &n, err));
        if (is_head && shows_year(weeks, stretch, i))
            EVNE_TRY(add_year(pen, weeks, stretch, cells[i], i, *top + PAD, &n, err));
        n_lines = n > n_lines ? n : n_lines;
    }
    *top += (evne_len)n_lines * EVNE_PT(12) + 2 * PAD;
    return EVNE_OK;
}

static evne_len right_of(const evne_weeks *weeks, const evne_stretch *stretch)
{
    return evne_weeks_left(weeks) + (evne_len)(stretch->to - stretch->from) * weeks->column;
}

evne_status evne_weeks_rows(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            evne_len top, evne_len *end, evne_error *err)
{
    evne_len left = weeks->box->full_x, right = right_of(weeks, stretch);

    *end = top;
    for (size_t row = 0; row < weeks->n_rows; row++) {
        bool is_last = row + 1 == weeks->n_rows;

        if (weeks->is_plan && row == weeks->n_heads)
            continue; /* its values stand above the bars */
        EVNE_TRY(add_row(pen, weeks, stretch, row, end, err));
        add_artifact(pen, evne_stroke(pen->layout, left, *end, right, *end,
                                      is_last ? EVNE_RULE : EVNE_HAIRLINE,
                                      is_last ? EVNE_INK : EVNE_HAIR));
    }
    return EVNE_OK;
}

evne_status evne_weeks_values(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                              const evne_len *top_of, evne_len axis, evne_error *err)
{
    const evne_node **cells = cells_of(pen, weeks, weeks->n_heads);
    size_t n_lines = 1;

    EVNE_TRY(add_head(pen, weeks, stretch, weeks->n_heads, axis - EVNE_PT(12), &n_lines, err));
    for (size_t i = stretch->from; i < stretch->to; i++) {
        evne_len top = top_of[i - stretch->from] - EVNE_PT(12);

        EVNE_TRY(add_cell(pen, cells[i], EVNE_TYPE_CHART_VALUE, reach_of(weeks, stretch, cells, i),
                          weeks->column, top, &n_lines, err));
    }
    return EVNE_OK;
}
