/*
 * How: days have one scale, values one in each part; points are placed once, then everything is
 * drawn from back to front. A line joins two measurements only when nothing but the value changed
 * between them: another scale, instrument or assessor breaks it unless the case has a note at the
 * later point, which is printed. Behind another scale the plot ends, and the next begins with the
 * figures of its own: no value can be read against a scale that is not its own.
 */
#include "chart_curve.h"

#define PLOT_LEFT EVNE_PT(42)
#define FIRST_AT EVNE_PT(60) /* white between the axis and the first and last day */
#define LAST_AT EVNE_PT(450)
#define LOW_PLOT EVNE_PT(84)
#define TALL_PLOT EVNE_PT(105)
#define TICK EVNE_PT(4)
#define LEAST_TICK_DISTANCE EVNE_PT(30)
#define NAME EVNE_PT(12) /* over the plot: the name of a part's scale */
#define MARK EVNE_PT(3)
#define MARK_EDGE EVNE_PT(0.9)

enum { MOST_GRIDLINES = 4, FEW_POINTS = 4, LEAST_DAYS = 28 };

static const evne_stroke_style focus = {EVNE_PT(1.8), EVNE_BLUE, 0, 0};
static const evne_stroke_style second = {EVNE_PT(1.2), EVNE_RUST, EVNE_PT(3.6), EVNE_PT(2.4)};
static const evne_stroke_style goal_line = {EVNE_PT(0.9), EVNE_INK, EVNE_PT(1.2), EVNE_PT(2.4)};

/* --- reading --- */

static evne_str text_at(const evne_value *map, const char *key)
{
    return evne_str_trim(evne_value_text(evne_value_get(map, key)));
}

static evne_curve_point point_of(const evne_layout *layout, const evne_value *item, long day)
{
    evne_curve_point point = {.day = day, .data = item};
    evne_date date = evne_date_of_days(day);

    point.value = evne_amount_of(evne_value_get(item, "vaerdi"));
    point.label = text_at(item, "navn");
    point.note = text_at(item, "note");
    if (!point.label.len)
        point.label =
            evne_str_of(evne_arena_printf(layout->arena, "%02d.%02d.", date.day, date.month));
    return point;
}

static void insert_by_day(evne_series *series, evne_curve_point point)
{
    size_t i = series->n_points++;

    for (; i > 0 && series->points[i - 1].day > point.day; i--)
        series->points[i] = series->points[i - 1];
    series->points[i] = point;
}

/* Decides which points are joined. A date without a value breaks the line too. */
static void join(evne_str lang, evne_series *series)
{
    const evne_curve_point *known = NULL;

    for (size_t i = 0; i < series->n_points; i++) {
        evne_curve_point *point = &series->points[i];

        if (!point->value.is_known)
            continue;
        if (known)
            point->change = evne_chart_changed(known->data, point->data);
        point->is_joined = known && known == point - 1 && point->change == EVNE_CHART_SAME;
        point->is_other = evne_chart_change_name(point->change, lang);
        known = point;
    }
}

static void read_series(const evne_pen *pen, evne_series *series, const evne_value *data)
{
    const evne_value *items = evne_value_get(data, "punkter");
    size_t n = evne_value_count(items);

    series->name = text_at(data, "navn");
    series->points = evne_arena_array(pen->layout->arena, n + 1, sizeof *series->points);
    for (size_t i = 0; i < n; i++) {
        const evne_value *item = evne_value_item(items, i);
        long day;

        if (evne_day_of(item, "dato", &day))
            insert_by_day(series, point_of(pen->layout, item, day));
    }
    join(pen->layout->doc->lang, series);
}

/* --- scales --- */

/* All days of measurement, and placements as far as they do not press the curve together. */
static void set_days(evne_curve *curve, const evne_value *data)
{
    const evne_value *periods = evne_value_get(data, "perioder");
    long first = 0, last = 0, day, margin;
    bool is_set = false;

    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 0; i < curve->series[s].n_points; i++) {
            day = curve->series[s].points[i].day;
            first = !is_set || day < first ? day : first;
            last = !is_set || day > last ? day : last;
            is_set = true;
        }
    margin = (last - first > LEAST_DAYS ? last - first : LEAST_DAYS) / 4;
    curve->x.low = first;
    curve->x.high = last;
    for (size_t i = 0; i < evne_value_count(periods); i++) {
        const evne_value *period = evne_value_item(periods, i);

        if (evne_day_of(period, "fra", &day) && day < curve->x.low && day <= last)
            curve->x.low = day < first - margin ? first - margin : day;
        if (evne_day_of(period, "til", &day) && day > curve->x.high && day >= first)
            curve->x.high = day > last + margin ? last + margin : day;
    }
    if (curve->x.high == curve->x.low) {
        curve->x.low -= LEAST_DAYS / 2;
        curve->x.high += LEAST_DAYS / 2;
    }
    curve->x.from = curve->box->full_x + FIRST_AT;
    curve->x.to = curve->box->full_x + LAST_AT;
}

static void place_points(evne_curve *curve)
{
    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 0; i < curve->series[s].n_points; i++) {
            evne_curve_point *point = &curve->series[s].points[i];

            point->at.x = evne_curve_x(curve, point->day);
            point->at.y = evne_scale_at(&point->part->y, point->value.milli);
        }
}

/* White above the plot: half a line, more for the value of a point near its top. */
static evne_len room_above(const evne_curve *curve)
{
    evne_len room = EVNE_PT(6);

    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 0; i < curve->series[s].n_points; i++) {
            const evne_curve_point *point = &curve->series[s].points[i];

            while (point->value.is_known && room + point->at.y < EVNE_PT(15))
                room += EVNE_PT(3);
        }
    return room;
}

static void set_heights(evne_curve *curve, evne_len bottom, evne_len top)
{
    for (size_t i = 0; i < curve->n_parts; i++)
        curve->parts[i].y = (evne_scale){curve->parts[i].low, curve->parts[i].high, bottom, top};
    place_points(curve);
}

static void set_plot(evne_curve *curve)
{
    bool is_tall = curve->series[0].n_points > FEW_POINTS || curve->series[1].n_points;
    evne_len height;

    curve->left = curve->box->full_x + PLOT_LEFT;
    curve->right = curve->box->full_x + curve->box->full_width;
    height = is_tall ? TALL_PLOT : LOW_PLOT;
    evne_curve_spread(curve);
    set_heights(curve, height, 0);
    curve->top = room_above(curve) + (curve->n_parts > 1 ? NAME : 0);
    curve->bottom = curve->top + height;
    set_heights(curve, curve->bottom, curve->top);
}

/* --- axes --- */

static evne_status add_scale_line(evne_pen *pen, const evne_curve_part *part, int64_t value,
                                  evne_error *err)
{
    evne_len y = evne_scale_at(&part->y, value), end = part->left - EVNE_PT(6), width;
    bool is_axis = value == part->low || value == 0;
    evne_len above = evne_baseline(EVNE_PT(8), EVNE_PT(12)) - EVNE_PT(3);
    evne_str text = evne_amount_text(pen->layout->arena, value);

    evne_pen_line(pen, part->left, y, part->right, y, is_axis ? EVNE_AXIS : EVNE_GRIDLINE,
                  is_axis ? EVNE_INK : EVNE_GRID);
    EVNE_TRY(evne_pen_width(pen, text, EVNE_TYPE_CHART_GREY, &width, err));
    evne_pen_take(pen, (evne_area){end - width, y - EVNE_PT(4), width, EVNE_PT(8)});
    return evne_pen_word(pen, text, EVNE_TYPE_CHART_GREY, end, y - above, EVNE_AT_RIGHT, err);
}

static evne_status add_grid(evne_pen *pen, const evne_curve *curve, const evne_curve_part *part,
                            evne_error *err)
{
    int64_t step = evne_scale_step(part->low, part->high, MOST_GRIDLINES);
    evne_len least = EVNE_PT(9);

    EVNE_TRY(add_scale_line(pen, part, part->low, err));
    for (int64_t v = evne_scale_first(part->low, step); v <= part->high; v += step)
        if (curve->bottom - evne_scale_at(&part->y, v) >= least)
            EVNE_TRY(add_scale_line(pen, part, v, err));
    return EVNE_OK;
}

/* "skala 1–5" over a part, where there are several. */
static evne_status add_scale_name(evne_pen *pen, const evne_curve_part *part, evne_error *err)
{
    evne_arena *arena = pen->layout->arena;
    evne_str low = evne_amount_text(arena, part->low), high = evne_amount_text(arena, part->high);
    const char *text = evne_arena_printf(arena, "%s%.*s%s%.*s", pen->words->scale,
                                         EVNE_STR_ARGS(low), "–", EVNE_STR_ARGS(high));

    if (!part->is_named)
        return EVNE_OK;
    return evne_pen_word(pen, evne_str_of(text), EVNE_TYPE_CHART_GREY, part->left, 0, EVNE_AT_LEFT,
                         err);
}

static evne_status add_scales(evne_pen *pen, const evne_curve *curve, evne_error *err)
{
    for (size_t i = 0; i < curve->n_parts; i++) {
        EVNE_TRY(add_grid(pen, curve, &curve->parts[i], err));
        EVNE_TRY(add_scale_name(pen, &curve->parts[i], err));
    }
    return EVNE_OK;
}

/* A tick at each date; dates under those that stand far enough from the last one written. */
static evne_status add_ticks(evne_pen *pen, const evne_curve *curve, evne_error *err)
{
    const evne_series *series = &curve->series[0];
    evne_len last = -LEAST_TICK_DISTANCE, end = 0;

    for (size_t i = 0; i < series->n_points; i++) {
        const evne_curve_point *point = &series->points[i];
        evne_len width, x;

        evne_pen_line(pen, point->at.x, curve->bottom, point->at.x, curve->bottom + TICK, EVNE_AXIS,
                      EVNE_INK);
        EVNE_TRY(evne_pen_width(pen, point->label, EVNE_TYPE_CHART, &width, err));
        x = point->at.x - width / 2;
        x = x + width > curve->right ? curve->right - width : x;
        if (point->at.x - last < LEAST_TICK_DISTANCE || x < end)
            continue;
        last = point->at.x;
        end = x + width + EVNE_PT(3);
        EVNE_TRY(evne_pen_word(pen, point->label, EVNE_TYPE_CHART, x, curve->bottom + TICK,
                               EVNE_AT_LEFT, err));
    }
    return EVNE_OK;
}

static void add_goal(evne_pen *pen, const evne_curve *curve)
{
    for (size_t i = 0; i < curve->n_parts; i++) {
        const evne_curve_part *part = &curve->parts[i];
        evne_len y = evne_scale_at(&part->y, curve->goal.milli);
        evne_point line[2] = {{part->left, y}, {part->right, y}};

        if (part->has_goal)
            evne_pen_path(pen, line, 2, false, goal_line);
    }
}

/* --- lines and marks --- */

static void add_lines(evne_pen *pen, const evne_series *series, evne_stroke_style style)
{
    evne_point *line = evne_arena_array(pen->layout->arena, series->n_points + 1, sizeof *line);
    size_t n = 0;

    for (size_t i = 0; i < series->n_points; i++) {
        const evne_curve_point *point = &series->points[i];

        if (!point->is_joined && n > 1)
            evne_pen_path(pen, line, n, false, style);
        n = point->is_joined ? n : 0;
        if (point->value.is_known)
            line[n++] = point->at;
    }
    if (n > 1)
        evne_pen_path(pen, line, n, false, style);
}

static void add_marks(evne_pen *pen, const evne_series *series, bool is_second)
{
    evne_len half = MARK;

    for (size_t i = 0; i < series->n_points; i++) {
        const evne_curve_point *point = &series->points[i];

        if (!point->value.is_known)
            continue;
        if (is_second)
            evne_pen_square(pen, point->at, EVNE_PT(5), MARK_EDGE, EVNE_RUST);
        else
            evne_pen_mark(pen, point->at, MARK, MARK_EDGE, EVNE_BLUE);
        evne_pen_take(pen, (evne_area){point->at.x - half, point->at.y - half, 2 * half, 2 * half});
    }
}

static evne_status draw(evne_pen *pen, const evne_curve *curve, evne_error *err)
{
    evne_len end = curve->bottom + TICK + EVNE_PT(12);

    EVNE_TRY(add_scales(pen, curve, err));
    EVNE_TRY(add_ticks(pen, curve, err));
    add_goal(pen, curve);
    add_lines(pen, &curve->series[1], second);
    add_lines(pen, &curve->series[0], focus);
    add_marks(pen, &curve->series[1], true);
    add_marks(pen, &curve->series[0], false);
    EVNE_TRY(evne_curve_words(pen, curve, err));
    EVNE_TRY(evne_curve_periods(pen, curve, &end, err));
    evne_pen_finish(pen, curve->box->full_x, curve->box->full_width, end);
    return EVNE_OK;
}

evne_status evne_add_curve(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err)
{
    const evne_value *data = chart->as.chart.data;
    evne_curve curve = {.chart = chart, .box = box};
    evne_brick *brick = evne_brick_new(layout, NULL);
    evne_pen pen = evne_pen_new(layout, brick, chart);

    read_series(&pen, &curve.series[0], data);
    read_series(&pen, &curve.series[1], evne_value_get(data, "anden"));
    if (!curve.series[0].n_points || !evne_curve_divide(&curve))
        return EVNE_OK;
    set_days(&curve, data);
    set_plot(&curve);
    EVNE_TRY(draw(&pen, &curve, err));
    evne_flow_add(layout, flow, brick);
    return evne_curve_footnotes(layout, flow, &curve, err);
}
