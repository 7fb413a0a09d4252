/*
 * How: fewer than three areas make no radar, and more than two dozen none that can be read. They
 * are bars on a common scale, a row for each shown date under the area's name: the last date blue,
 * those before it light with a frame. The value stands at the bar's end.
 */
#include "chart_radar.h"

#define NAME_WIDTH EVNE_PT(96)
#define DAY_AT EVNE_PT(108)
#define SCALE_FROM EVNE_PT(210)
#define SCALE_TO EVNE_PT(432)
#define ROW EVNE_PT(12)
#define BAR EVNE_PT(7)
#define BETWEEN EVNE_PT(6)

static int64_t zero_of(const evne_radar *radar)
{
    return radar->low > 0 ? radar->low : radar->high < 0 ? radar->high : 0;
}

static evne_scale scale_of(const evne_radar *radar)
{
    evne_len left = radar->box->full_x;

    return (evne_scale){radar->low, radar->high, left + SCALE_FROM, left + SCALE_TO};
}

static evne_status draw_value(evne_pen *pen, const evne_radar *radar, evne_amount value,
                              bool is_last, evne_len top, evne_error *err)
{
    evne_scale scale = scale_of(radar);
    evne_len zero = evne_scale_at(&scale, zero_of(radar)), end = zero, width;
    evne_len y = top + (ROW - BAR) / 2;

    if (!value.is_known)
        return evne_pen_word(pen, evne_str_of(pen->words->not_assessed), EVNE_TYPE_CHART_GREY,
                             zero + EVNE_PT(4), top, EVNE_AT_LEFT, err);
    end = evne_scale_at(&scale, value.milli);
    width = end < zero ? zero - end : end - zero;
    if (width > 0)
        evne_pen_fill(pen, (evne_area){end < zero ? end : zero, y, width, BAR},
                      is_last ? EVNE_BLUE : EVNE_FILL, is_last ? 0 : EVNE_GRIDLINE);
    return evne_pen_word(pen, evne_amount_text(pen->layout->arena, value.milli),
                         EVNE_TYPE_CHART_VALUE, end + (end < zero ? -EVNE_PT(4) : EVNE_PT(4)), top,
                         end < zero ? EVNE_AT_RIGHT : EVNE_AT_LEFT, err);
}

static evne_status draw_area(evne_pen *pen, const evne_radar *radar, size_t axis, evne_len *end,
                             evne_error *err)
{
    evne_len left = radar->box->full_x, top = *end, widest;
    evne_lines name;

    EVNE_TRY(evne_pen_wrap(pen, radar->axes[axis], EVNE_TYPE_CHART_STRONG, NAME_WIDTH, &name,
                           &widest, err));
    evne_pen_lines(pen, &name, EVNE_TYPE_CHART_STRONG, ROW, left, top, EVNE_AT_LEFT);
    for (size_t i = 0; i < radar->n_shown; i++) {
        const evne_radar_date *date = &radar->dates[radar->shown[i]];

        EVNE_TRY(evne_pen_word(pen, evne_radar_day(pen, radar, date->day), EVNE_TYPE_CHART_GREY,
                               left + DAY_AT, *end, EVNE_AT_LEFT, err));
        EVNE_TRY(draw_value(pen, radar, date->values[axis], i + 1 == radar->n_shown, *end, err));
        *end += ROW;
    }
    top += (evne_len)name.n_lines * ROW;
    *end = top > *end ? top : *end;
    return EVNE_OK;
}

static evne_status draw_ends(evne_pen *pen, const evne_radar *radar, evne_len top, evne_error *err)
{
    evne_scale scale = scale_of(radar);
    int64_t at[3] = {radar->low, zero_of(radar), radar->high};

    for (int i = 0; i < 3; i++)
        if (i == 0 || at[i] != at[i - 1])
            EVNE_TRY(evne_pen_word(pen, evne_amount_text(pen->layout->arena, at[i]),
                                   EVNE_TYPE_CHART_GREY, evne_scale_at(&scale, at[i]), top,
                                   EVNE_AT_MIDDLE, err));
    return EVNE_OK;
}

/* How far down the bars will come: the lines behind them are drawn first. */
static evne_status height_of(const evne_pen *pen, const evne_radar *radar, size_t from, size_t to,
                             evne_len *out, evne_error *err)
{
    *out = 0;
    for (size_t i = from; i < to; i++) {
        evne_len rows = (evne_len)radar->n_shown * ROW, name, widest;
        evne_lines lines;

        EVNE_TRY(evne_pen_wrap(pen, radar->axes[i], EVNE_TYPE_CHART_STRONG, NAME_WIDTH, &lines,
                               &widest, err));
        name = (evne_len)lines.n_lines * ROW;
        *out += (name > rows ? name : rows) + (i > from ? BETWEEN : 0);
    }
    return EVNE_OK;
}

evne_status evne_areas_draw(evne_pen *pen, const evne_radar *radar, size_t from, size_t to,
                            evne_len *end, evne_error *err)
{
    evne_scale scale = scale_of(radar);
    evne_len top = *end, height, zero = evne_scale_at(&scale, zero_of(radar));

    EVNE_TRY(height_of(pen, radar, from, to, &height, err));
    evne_pen_line(pen, scale.from, top, scale.from, top + height, EVNE_GRIDLINE, EVNE_GRID);
    evne_pen_line(pen, scale.to, top, scale.to, top + height, EVNE_GRIDLINE, EVNE_GRID);
    evne_pen_line(pen, zero, top, zero, top + height, EVNE_AXIS, EVNE_INK);
    for (size_t i = from; i < to; i++) {
        *end += i > from ? BETWEEN : 0;
        EVNE_TRY(draw_area(pen, radar, i, end, err));
    }
    EVNE_TRY(draw_ends(pen, radar, *end, err));
    *end += ROW;
    return EVNE_OK;
}
