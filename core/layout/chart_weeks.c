/*
 * How: the table's columns are the weeks; one width serves bars and numbers. Weeks that do not fit
 * beside each other go into further charts of the same kind, divided where a month begins, with one
 * table: its row heads are repeated as artifacts. A chart and the rows under it are one brick; a
 * page may end between two charts, and the caption is then repeated as that of a table.
 */
#include "chart_weeks.h"

#define BARS EVNE_PT(96)      /* to the axis, one level of brackets included */
#define PLAN_BARS EVNE_PT(57) /* to the axis, values above the bars included */
#define WIDEST_COLUMN EVNE_PT(31)
#define LEAST_COLUMN EVNE_PT(19.6)
#define LEAST_LABEL EVNE_PT(62.4)
#define LABEL EVNE_PT(71)   /* where there is room: 13 columns of 31 */
#define BETWEEN EVNE_PT(12) /* half of it below a chart, half above the next */

enum { MOST_GRIDLINES = 4 };

evne_len evne_weeks_left(const evne_weeks *weeks)
{
    return weeks->box->full_x + weeks->label;
}

evne_len evne_weeks_middle(const evne_weeks *weeks, const evne_stretch *stretch, size_t i)
{
    return evne_weeks_left(weeks) + (evne_len)(i - stretch->from) * weeks->column +
           weeks->column / 2;
}

/* --- reading --- */

static evne_week_item item_of(const evne_value *value)
{
    evne_week_item item = {0};

    item.has_week = evne_week_parse(evne_value_text(evne_value_get(value, "uge")), &item.week);
    item.planned = evne_amount_of(evne_value_get(value, "aftalt"));
    item.present = evne_amount_of(evne_value_get(value, "tilstede"));
    item.note = evne_str_trim(evne_value_text(evne_value_get(value, "note")));
    return item;
}

static void read_items(const evne_layout *layout, evne_weeks *weeks, const evne_value *data)
{
    const evne_value *items = evne_value_get(data, "uger");

    weeks->is_plan = evne_str_is(evne_value_text(evne_value_get(data, "slags")), "plan");
    weeks->n_items = evne_value_count(items);
    weeks->items = evne_arena_array(layout->arena, weeks->n_items, sizeof *weeks->items);
    for (size_t i = 0; i < weeks->n_items; i++) {
        evne_week_item item = item_of(evne_value_item(items, i));

        if (item.planned.milli > weeks->highest)
            weeks->highest = item.planned.milli;
        if (item.present.milli > weeks->highest)
            weeks->highest = item.present.milli;
        weeks->items[i] = item;
    }
}

static size_t count_cells(const evne_node *row)
{
    size_t n = 0;

    for (const evne_node *cell = row->first; cell; cell = cell->next)
        n++;
    return n;
}

/* False when a row has not a head and one cell for each week. */
static bool read_rows(const evne_layout *layout, evne_weeks *weeks, const evne_node *table)
{
    size_t n = 0;

    for (const evne_node *part = table ? table->first : NULL; part; part = part->next)
        for (const evne_node *row = part->first; row; row = row->next)
            n++;
    weeks->rows = evne_arena_array(layout->arena, n, sizeof *weeks->rows);
    for (const evne_node *part = table ? table->first : NULL; part; part = part->next) {
        if (part->kind != EVNE_NODE_HEAD && part->kind != EVNE_NODE_BODY)
            continue;
        for (const evne_node *row = part->first; row; row = row->next) {
            if (count_cells(row) != weeks->n_items + 1)
                return false;
            weeks->rows[weeks->n_rows++] = row;
            weeks->n_heads += part->kind == EVNE_NODE_HEAD ? 1 : 0;
        }
    }
    return weeks->n_heads == 1 && weeks->n_rows > 1;
}

/* --- columns --- */

static bool starts_month(const evne_weeks *weeks, size_t i)
{
    const evne_week_item *before = &weeks->items[i - 1], *here = &weeks->items[i];

    return before->has_week && here->has_week &&
           evne_week_monday(before->week).month != evne_week_monday(here->week).month;
}

/* The end of the stretch from `from`: of about equal stretches, at the nearest month. */
static size_t end_of_stretch(const evne_weeks *weeks, size_t from, size_t most)
{
    size_t left = weeks->n_items - from, n_parts = (left + most - 1) / most;
    size_t goal = from + (left + n_parts - 1) / n_parts;

    if (left <= most)
        return weeks->n_items;
    for (size_t away = 0; away < most; away++) {
        if (goal + away <= from + most && goal + away < weeks->n_items &&
            starts_month(weeks, goal + away))
            return goal + away;
        if (goal > from + away + most / 2 && starts_month(weeks, goal - away))
            return goal - away;
    }
    return goal;
}

static size_t most_columns(const evne_weeks *weeks)
{
    evne_len least = weeks->is_plan ? WIDEST_COLUMN : LEAST_COLUMN;
    evne_len room = weeks->box->full_width - weeks->label;

    return room / least > 0 ? (size_t)(room / least) : 1;
}

static size_t longest_stretch(const evne_weeks *weeks)
{
    size_t most = most_columns(weeks), longest = 0;

    for (size_t from = 0, to; from < weeks->n_items; from = to) {
        to = end_of_stretch(weeks, from, most);
        longest = to - from > longest ? to - from : longest;
    }
    return longest;
}

static evne_status set_columns(const evne_pen *pen, evne_weeks *weeks, evne_error *err)
{
    evne_len full = weeks->box->full_width, wanted, room;
    size_t most;

    EVNE_TRY(evne_weeks_head_width(pen, weeks, &wanted, err));
    wanted = wanted > full / 4 ? full / 4 : wanted;
    weeks->label = wanted > LEAST_LABEL ? wanted : LEAST_LABEL;
    if (weeks->n_items <= (size_t)((full - LABEL) / WIDEST_COLUMN) || weeks->is_plan)
        weeks->label = wanted > LABEL ? wanted : LABEL;
    most = longest_stretch(weeks);
    room = full - weeks->label;
    weeks->column = room / (evne_len)(most ? most : 1);
    if (weeks->column > WIDEST_COLUMN)
        weeks->column = WIDEST_COLUMN;
    return EVNE_OK;
}

/* --- bars --- */

static evne_len right_of(const evne_weeks *weeks, const evne_stretch *stretch)
{
    return evne_weeks_left(weeks) + (evne_len)(stretch->to - stretch->from) * weeks->column;
}

static evne_status add_grid(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            const evne_scale *scale, evne_error *err)
{
    evne_str unit = evne_value_text(evne_value_get(weeks->chart->as.chart.data, "enhed"));
    int64_t step = evne_scale_step(0, scale->high, MOST_GRIDLINES);
    evne_len left = evne_weeks_left(weeks), right = right_of(weeks, stretch);
    evne_len above = evne_baseline(EVNE_PT(8), EVNE_PT(12)) - EVNE_PT(3);

    for (int64_t value = 0; value <= scale->high; value += step) {
        evne_str text = evne_amount_text(pen->layout->arena, value);
        evne_len y = evne_scale_at(scale, value);

        if (value + step > scale->high && value > 0 && unit.len)
            text = evne_str_of(evne_arena_printf(pen->layout->arena, "%.*s %.*s",
                                                 EVNE_STR_ARGS(text), EVNE_STR_ARGS(unit)));
        if (value > 0)
            evne_pen_line(pen, left, y, right, y, EVNE_GRIDLINE, EVNE_GRID);
        EVNE_TRY(evne_pen_word(pen, text, EVNE_TYPE_CHART_GREY, left - EVNE_PT(6), y - above,
                               EVNE_AT_RIGHT, err));
    }
    return EVNE_OK;
}

static void add_bar(evne_pen *pen, const evne_scale *scale, evne_len middle, int64_t value,
                    evne_len width, evne_colour colour, evne_len frame)
{
    evne_len top = evne_scale_at(scale, value);

    if (value > 0)
        evne_pen_fill(pen, (evne_area){middle - width / 2, top, width, scale->from - top}, colour,
                      frame);
}

static void find_tops(const evne_weeks *weeks, const evne_stretch *stretch, const evne_scale *scale,
                      evne_len *top_of)
{
    for (size_t i = stretch->from; i < stretch->to; i++) {
        int64_t planned = weeks->items[i].planned.milli, present = weeks->items[i].present.milli;
        int64_t high = planned > present ? planned : present;

        top_of[i - stretch->from] = evne_scale_at(scale, high > 0 ? high : 0);
    }
}

static void add_bars(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                     const evne_scale *scale)
{
    for (size_t i = stretch->from; i < stretch->to; i++) {
        const evne_week_item *item = &weeks->items[i];
        evne_len middle = evne_weeks_middle(weeks, stretch, i);

        if (weeks->is_plan) {
            add_bar(pen, scale, middle, item->planned.milli, EVNE_PT(20), EVNE_BLUE, 0);
            continue;
        }
        add_bar(pen, scale, middle, item->planned.milli, EVNE_PT(14), EVNE_FILL, EVNE_GRIDLINE);
        add_bar(pen, scale, middle, item->present.milli, EVNE_PT(7), EVNE_BLUE, 0);
    }
}

/* The tallest bar's room: all of the chart less brackets or values above it, less, when bars and
 * words would else reach into the brackets, a line for words. */
static evne_status set_scale(const evne_pen *pen, const evne_weeks *weeks,
                             const evne_stretch *stretch, size_t n_levels, evne_len axis,
                             evne_scale *scale, evne_len *top_of, evne_error *err)
{
    evne_len ceiling = (evne_len)n_levels * EVNE_BRACKET;
    bool are_high = false;

    if (weeks->is_plan)
        ceiling = EVNE_PT(12);
    else if (n_levels == 0)
        ceiling = EVNE_PT(6);
    *scale = (evne_scale){0, weeks->highest > 0 ? weeks->highest : 1000, axis, ceiling};
    find_tops(weeks, stretch, scale, top_of);
    if (!weeks->is_plan)
        EVNE_TRY(evne_weeks_are_high(pen, weeks, stretch, top_of, axis, ceiling, &are_high, err));
    scale->to += are_high ? EVNE_PT(15) : 0;
    find_tops(weeks, stretch, scale, top_of);
    return EVNE_OK;
}

static evne_status draw_stretch(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                                evne_len *axis, evne_error *err)
{
    evne_len *top_of =
        evne_arena_array(pen->layout->arena, stretch->to - stretch->from + 1, sizeof *top_of);
    evne_len left = evne_weeks_left(weeks), right = right_of(weeks, stretch);
    size_t n_levels = 0;
    evne_scale scale;

    if (!weeks->is_plan)
        EVNE_TRY(evne_weeks_brackets(pen, weeks, stretch, &n_levels, err));
    *axis = weeks->is_plan ? PLAN_BARS : BARS;
    *axis += n_levels > 1 ? (evne_len)(n_levels - 1) * EVNE_BRACKET : 0;
    EVNE_TRY(set_scale(pen, weeks, stretch, n_levels, *axis, &scale, top_of, err));
    if (!weeks->is_plan && weeks->highest > 0)
        EVNE_TRY(add_grid(pen, weeks, stretch, &scale, err));
    add_bars(pen, weeks, stretch, &scale);
    evne_pen_line(pen, left, *axis, right, *axis, EVNE_AXIS, EVNE_INK);
    if (weeks->is_plan)
        return evne_weeks_values(pen, weeks, stretch, top_of, *axis, err);
    return evne_weeks_notes(pen, weeks, stretch, top_of, *axis, err);
}

static evne_status add_stretch(const evne_layout *layout, evne_flow *flow, const evne_weeks *weeks,
                               const evne_stretch *stretch, evne_error *err)
{
    evne_brick *brick = evne_brick_new(layout, flow);
    evne_pen pen = evne_pen_new(layout, brick, weeks->chart);
    evne_len axis, end;

    EVNE_TRY(draw_stretch(&pen, weeks, stretch, &axis, err));
    evne_pen_finish(&pen, weeks->box->full_x, weeks->box->full_width, axis);
    EVNE_TRY(evne_weeks_rows(&pen, weeks, stretch, axis, &end, err));
    brick->height = end + (stretch->to < weeks->n_items ? BETWEEN / 2 : 0);
    brick->gap = BETWEEN / 2; /* the first stands under its caption, which sets the white */
    return EVNE_OK;
}

evne_status evne_add_weeks(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err)
{
    evne_weeks weeks = {.chart = chart, .box = box};
    evne_brick measured = {0};
    evne_pen pen = evne_pen_new(layout, &measured, chart);
    const evne_run *run = evne_chart_run(layout, chart);
    size_t most;

    read_items(layout, &weeks, chart->as.chart.data);
    if (!weeks.n_items || !read_rows(layout, &weeks, chart->last))
        return EVNE_OK;
    EVNE_TRY(set_columns(&pen, &weeks, err));
    most = most_columns(&weeks);
    for (size_t from = 0, to; from < weeks.n_items; from = to) {
        evne_stretch stretch = {.from = from, .is_first = from == 0};

        stretch.to = to = end_of_stretch(&weeks, from, most);
        EVNE_TRY(add_stretch(layout, flow, &weeks, &stretch, err));
        flow->bricks[flow->n_bricks - 1]->run = run;
    }
    return EVNE_OK;
}
