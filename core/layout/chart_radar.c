/*
 * How: at most four dates are shown: the first, the last, and the two with the largest change of
 * any area (a fall before a rise, then the earlier date). Each is drawn against the one before it
 * among them. Three radars stand in a row, two when an area's name would have to be broken.
 */
#include "chart_radar.h"

#define GAP EVNE_PT(6)
#define BETWEEN EVNE_PT(12)
#define SWATCH EVNE_PT(24)

enum { MOST_SHOWN = 4, MOST_AXES = 24, LEAST_AXES = 3, AREAS_TOGETHER = 6 };

/* --- reading --- */

static evne_str name_of(const evne_value *axis)
{
    evne_str name = evne_str_trim(evne_value_text(evne_value_get(axis, "kort")));

    return name.len ? name : evne_str_trim(evne_value_text(evne_value_get(axis, "navn")));
}

static evne_amount *values_of(const evne_pen *pen, const evne_radar *radar, const evne_value *axes,
                              const evne_value *item)
{
    evne_amount *values = evne_arena_array(pen->layout->arena, radar->n_axes, sizeof *values);
    const evne_value *of = evne_value_get(item, "vaerdier");

    for (size_t i = 0; i < radar->n_axes; i++) {
        evne_str id = evne_value_text(evne_value_get(evne_value_item(axes, i), "id"));

        values[i] = evne_amount_of(evne_value_get_str(of, id));
    }
    return values;
}

static void read_dates(const evne_pen *pen, evne_radar *radar, const evne_value *data)
{
    const evne_value *items = evne_value_get(data, "serier");
    const evne_value *axes = evne_value_get(data, "akser");
    size_t n = evne_value_count(items);

    radar->dates = evne_arena_array(pen->layout->arena, n + 1, sizeof *radar->dates);
    for (size_t i = 0; i < n; i++) {
        const evne_value *item = evne_value_item(items, i);
        evne_radar_date date;
        size_t at;

        if (!evne_day_of(item, "dato", &date.day))
            continue;
        date.values = values_of(pen, radar, axes, item);
        for (at = radar->n_dates++; at > 0 && radar->dates[at - 1].day > date.day; at--)
            radar->dates[at] = radar->dates[at - 1];
        radar->dates[at] = date;
    }
}

static void widen(evne_radar *radar)
{
    for (size_t i = 0; i < radar->n_dates; i++)
        for (size_t k = 0; k < radar->n_axes; k++) {
            evne_amount value = radar->dates[i].values[k];

            if (value.is_known && value.milli < radar->low)
                radar->low = value.milli;
            if (value.is_known && value.milli > radar->high)
                radar->high = value.milli;
        }
    if (radar->high <= radar->low)
        radar->high = radar->low + 1000;
}

static void read(const evne_pen *pen, evne_radar *radar, const evne_value *data)
{
    const evne_value *axes = evne_value_get(data, "akser");
    evne_amount low = evne_amount_of(evne_value_get(data, "laveste"));
    evne_amount high = evne_amount_of(evne_value_get(data, "hoejeste"));

    radar->n_axes = evne_value_count(axes);
    radar->axes = evne_arena_array(pen->layout->arena, radar->n_axes + 1, sizeof *radar->axes);
    for (size_t i = 0; i < radar->n_axes; i++)
        radar->axes[i] = name_of(evne_value_item(axes, i));
    radar->low = low.milli;
    radar->high = high.is_known ? high.milli : low.milli;
    read_dates(pen, radar, data);
    widen(radar);
}

/* --- choosing dates --- */

/* Twice the largest change since the date before, and one more when it is a fall. */
static int64_t change_at(const evne_radar *radar, size_t i)
{
    int64_t largest = 0;

    for (size_t k = 0; k < radar->n_axes; k++) {
        evne_amount before = radar->dates[i - 1].values[k], now = radar->dates[i].values[k];
        int64_t change = now.milli - before.milli, weight;

        if (!before.is_known || !now.is_known)
            continue;
        weight = change < 0 ? 2 * -change + 1 : 2 * change;
        largest = weight > largest ? weight : largest;
    }
    return largest;
}

static size_t largest_change(const evne_radar *radar, size_t except)
{
    size_t best = 0;
    int64_t most = -1;

    for (size_t i = 1; i + 1 < radar->n_dates; i++)
        if (i != except && change_at(radar, i) > most) {
            most = change_at(radar, i);
            best = i;
        }
    return best;
}

static void choose_dates(evne_radar *radar)
{
    size_t one, two;

    if (radar->n_dates <= MOST_SHOWN) {
        for (size_t i = 0; i < radar->n_dates; i++)
            radar->shown[radar->n_shown++] = i;
        return;
    }
    one = largest_change(radar, 0);
    two = largest_change(radar, one);
    radar->shown[1] = one < two ? one : two;
    radar->shown[2] = one < two ? two : one;
    radar->shown[3] = radar->n_dates - 1;
    radar->n_shown = MOST_SHOWN;
}

static void find_years(evne_radar *radar)
{
    evne_date first = evne_date_of_days(radar->dates[0].day);
    evne_date last = evne_date_of_days(radar->dates[radar->n_dates - 1].day);

    radar->has_years = first.year != last.year;
}

evne_str evne_radar_day(const evne_pen *pen, const evne_radar *radar, long day)
{
    evne_date date = evne_date_of_days(day);
    evne_buf buf = {.arena = pen->layout->arena};

    if (radar->has_years)
        evne_date_long(&buf, date);
    else
        evne_buf_printf(&buf, "%d. %s", date.day, evne_month_name(date.month));
    evne_buf_text(&buf);
    return evne_buf_str(&buf);
}

/* --- the key --- */

typedef struct key {
    evne_len x, y, left, right;
} key;

static evne_status add_key(evne_pen *pen, key *at, evne_stroke_style style, bool has_mark,
                           evne_str text, evne_error *err)
{
    evne_len width, middle;
    evne_point line[2];

    EVNE_TRY(evne_pen_width(pen, text, EVNE_TYPE_CHART, &width, err));
    if (at->x > at->left && at->x + SWATCH + EVNE_PT(4) + width > at->right) {
        at->x = at->left;
        at->y += EVNE_PT(12);
    }
    middle = at->y + EVNE_PT(6);
    line[0] = (evne_point){at->x, middle};
    line[1] = (evne_point){at->x + SWATCH, middle};
    evne_pen_path(pen, line, 2, false, style);
    if (has_mark)
        evne_pen_mark(pen, (evne_point){at->x + SWATCH / 2, middle}, EVNE_PT(2.4), EVNE_PT(0.6),
                      EVNE_BLUE);
    EVNE_TRY(evne_pen_word(pen, text, EVNE_TYPE_CHART, at->x + SWATCH + EVNE_PT(4), at->y,
                           EVNE_AT_LEFT, err));
    at->x += SWATCH + EVNE_PT(4) + width + EVNE_PT(24);
    return EVNE_OK;
}

static evne_str ring_name(const evne_pen *pen, const evne_radar *radar, const char *name,
                          int64_t milli)
{
    const evne_value *names = evne_value_get(radar->chart->as.chart.data, "noegle");
    evne_str text = evne_str_trim(evne_value_text(evne_value_get(names, name)));

    return text.len ? text : evne_amount_text(pen->layout->arena, milli);
}

static evne_status add_keys(evne_pen *pen, const evne_radar *radar, evne_len *end, evne_error *err)
{
    evne_len left = radar->box->full_x;
    key at = {left, *end, left, left + radar->box->full_width};

    EVNE_TRY(add_key(pen, &at, evne_web_now, true, evne_str_of(pen->words->focus), err));
    if (radar->n_shown > 1)
        EVNE_TRY(add_key(pen, &at, evne_web_before, false, evne_str_of(pen->words->before), err));
    if (radar->low < 0 && radar->high > 0)
        EVNE_TRY(add_key(pen, &at, evne_web_zero, false, ring_name(pen, radar, "nul", 0), err));
    EVNE_TRY(
        add_key(pen, &at, evne_web_ring, false, ring_name(pen, radar, "top", radar->high), err));
    *end = at.y + EVNE_PT(12);
    return EVNE_OK;
}

/* --- rows of radars --- */

static evne_status set_cells(const evne_pen *pen, evne_radar *radar, evne_error *err)
{
    bool does_fit;

    radar->n_across = 3;
    radar->cell = radar->box->full_width / 3;
    radar->radius = EVNE_PT(39);
    EVNE_TRY(evne_web_fits(pen, radar, &does_fit, err));
    if (does_fit)
        return EVNE_OK;
    radar->n_across = 2;
    radar->cell = radar->box->full_width / 2;
    radar->radius = EVNE_PT(54);
    return EVNE_OK;
}

/* The radars: each shown date but the first against the one before; one date stands alone. */
static size_t count_webs(const evne_radar *radar)
{
    return radar->n_shown > 1 ? radar->n_shown - 1 : 1;
}

static evne_status make_webs(const evne_pen *pen, const evne_radar *radar, evne_web *webs,
                             evne_error *err)
{
    for (size_t i = 0; i < count_webs(radar); i++) {
        size_t now = radar->n_shown > 1 ? i + 1 : 0;

        webs[i].now = &radar->dates[radar->shown[now]];
        webs[i].before = now ? &radar->dates[radar->shown[now - 1]] : NULL;
        EVNE_TRY(evne_web_make(pen, radar, &webs[i], err));
    }
    return EVNE_OK;
}

static evne_len lines_height(const evne_web *web)
{
    return (evne_len)web->heading.n_lines * EVNE_PT(12);
}

/* One row from `*end` on: headings on one height, middles on one height. */
static void draw_row(evne_pen *pen, const evne_radar *radar, const evne_web *webs, size_t n,
                     evne_len *end)
{
    evne_len heading = 0, top = 0, bottom = 0;
    evne_point middle;

    for (size_t i = 0; i < n; i++) {
        heading = lines_height(&webs[i]) > heading ? lines_height(&webs[i]) : heading;
        top = webs[i].top > top ? webs[i].top : top;
        bottom = webs[i].bottom > bottom ? webs[i].bottom : bottom;
    }
    middle.y = *end + heading + GAP + top;
    for (size_t i = 0; i < n; i++) {
        middle.x = radar->box->full_x + (evne_len)i * radar->cell + radar->cell / 2;
        evne_pen_lines(pen, &webs[i].heading, EVNE_TYPE_SMALL, EVNE_PT(12), middle.x, *end,
                       EVNE_AT_MIDDLE);
        evne_web_draw(pen, radar, &webs[i], middle);
    }
    *end = middle.y + bottom;
}

/* A part of the figure; a page ends between two parts only when half of it would else stay empty.
 */
static evne_pen new_part(const evne_pen *pen, evne_flow *flow, const evne_run *run)
{
    bool is_first = !flow->n_bricks || flow->bricks[flow->n_bricks - 1]->run != run;
    evne_brick *brick = evne_brick_new(pen->layout, flow);

    brick->run = run;
    if (!is_first) {
        brick->gap = BETWEEN;
        brick->bond = EVNE_BOND_SOFT;
    }
    return evne_pen_new(pen->layout, brick, pen->node);
}

static evne_status add_webs(const evne_pen *measure, evne_flow *flow, evne_radar *radar,
                            evne_error *err)
{
    const evne_run *run = evne_chart_run(measure->layout, measure->node);
    evne_web webs[MOST_SHOWN] = {0};
    size_t n = count_webs(radar);

    EVNE_TRY(set_cells(measure, radar, err));
    EVNE_TRY(make_webs(measure, radar, webs, err));
    for (size_t i = 0; i < n; i += radar->n_across) {
        size_t in_row = n - i < radar->n_across ? n - i : radar->n_across;
        evne_pen pen = new_part(measure, flow, run);
        evne_len end = 0;

        if (i == 0) {
            EVNE_TRY(add_keys(&pen, radar, &end, err));
            end += EVNE_PT(9);
        }
        draw_row(&pen, radar, webs + i, in_row, &end);
        evne_pen_finish(&pen, radar->box->full_x, radar->box->full_width, end);
    }
    return EVNE_OK;
}

static evne_status add_areas(const evne_pen *measure, evne_flow *flow, const evne_radar *radar,
                             evne_error *err)
{
    const evne_run *run = evne_chart_run(measure->layout, measure->node);

    for (size_t i = 0; i < radar->n_axes; i += AREAS_TOGETHER) {
        size_t to = i + AREAS_TOGETHER < radar->n_axes ? i + AREAS_TOGETHER : radar->n_axes;
        evne_pen pen = new_part(measure, flow, run);
        evne_len end = 0;

        EVNE_TRY(evne_areas_draw(&pen, radar, i, to, &end, err));
        evne_pen_finish(&pen, radar->box->full_x, radar->box->full_width, end);
    }
    return EVNE_OK;
}

evne_status evne_add_radar(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err)
{
    evne_radar radar = {.chart = chart, .box = box};
    evne_brick measured = {0};
    evne_pen pen = evne_pen_new(layout, &measured, chart);

    read(&pen, &radar, chart->as.chart.data);
    if (!radar.n_axes || !radar.n_dates)
        return EVNE_OK;
    choose_dates(&radar);
    find_years(&radar);
    if (radar.n_axes < LEAST_AXES || radar.n_axes > MOST_AXES)
        return add_areas(&pen, flow, &radar, err);
    return add_webs(&pen, flow, &radar, err);
}
