/*
 * How: every label is a block of name and value at the end of its spoke: above it at the top, under
 * it at the bottom, beside it at the sides. Blocks that would stand on each other move apart,
 * upwards above the middle and downwards below it, where the ring is narrower, so they never come
 * to stand on it. A value that was not measured breaks the outline on both sides.
 */
#include "chart_radar.h"

#define OUTSIDE EVNE_PT(6) /* from the ring to a label */
#define NAME_LEADING EVNE_PT(9.6)
#define VALUE_LEADING EVNE_PT(11.4)
#define NAME_WIDTH EVNE_PT(56)     /* 13 characters */
#define CENTRED ((int64_t)1 << 27) /* an eighth: spokes this near the upright are centred */

const evne_stroke_style evne_web_now = {EVNE_PT(1.8), EVNE_BLUE, 0, 0};
const evne_stroke_style evne_web_before = {EVNE_PT(1.2), EVNE_RUST, EVNE_PT(3.6), EVNE_PT(2.4)};
const evne_stroke_style evne_web_zero = {EVNE_PT(0.9), EVNE_INK, 0, 0};
const evne_stroke_style evne_web_ring = {EVNE_PT(0.5), EVNE_MID, 0, 0};

static const evne_stroke_style spoke = {EVNE_PT(0.35), EVNE_MID, 0, 0};

/* --- labels --- */

static evne_anchor anchor_of(evne_direction to)
{
    if (to.x > -CENTRED && to.x < CENTRED)
        return EVNE_AT_MIDDLE;
    return to.x > 0 ? EVNE_AT_LEFT : EVNE_AT_RIGHT;
}

/* The width that a label has beside its spoke. */
static evne_len room_of(const evne_radar *radar, evne_direction to)
{
    evne_len x = evne_along(to.x, radar->radius + OUTSIDE), half = radar->cell / 2;

    if (anchor_of(to) == EVNE_AT_MIDDLE)
        return NAME_WIDTH;
    return half - (x < 0 ? -x : x) - EVNE_PT(1);
}

evne_status evne_web_fits(const evne_pen *pen, const evne_radar *radar, bool *out, evne_error *err)
{
    *out = true;
    for (size_t i = 0; i < radar->n_axes; i++) {
        evne_span span = {.text = radar->axes[i]};
        evne_text *text;

        EVNE_TRY(evne_text_make(pen->layout, &span, 1, EVNE_TYPE_CHART, &text, err));
        if (evne_text_narrowest(text) > room_of(radar, evne_direction_of(i, radar->n_axes)))
            *out = false;
    }
    return EVNE_OK;
}

static evne_status make_label(const evne_pen *pen, const evne_radar *radar, const evne_web *web,
                              size_t i, evne_web_label *label, evne_error *err)
{
    evne_direction to = evne_direction_of(i, radar->n_axes);
    evne_len room = room_of(radar, to), name_width, value_width, height, y;
    evne_amount value = web->now->values[i];
    evne_str text = value.is_known ? evne_amount_text(pen->layout->arena, value.milli)
                                   : evne_str_of(pen->words->not_assessed);

    room = room > NAME_WIDTH ? NAME_WIDTH : room;
    label->anchor = anchor_of(to);
    label->x = evne_along(to.x, radar->radius + OUTSIDE);
    label->value_type = value.is_known ? EVNE_TYPE_CHART_VALUE : EVNE_TYPE_CHART_GREY;
    label->value_leading = value.is_known ? VALUE_LEADING : NAME_LEADING;
    EVNE_TRY(
        evne_pen_wrap(pen, radar->axes[i], EVNE_TYPE_CHART, room, &label->name, &name_width, err));
    EVNE_TRY(evne_pen_wrap(pen, text, label->value_type, room, &label->value, &value_width, err));
    name_width = value_width > name_width ? value_width : name_width;
    height = (evne_len)label->name.n_lines * NAME_LEADING +
             (evne_len)label->value.n_lines * label->value_leading;
    y = evne_along(to.y, radar->radius + OUTSIDE) - height / 2 + evne_along(to.y, height / 2);
    label->area = (evne_area){label->x, y, name_width, height};
    if (label->anchor == EVNE_AT_RIGHT)
        label->area.x -= name_width;
    else if (label->anchor == EVNE_AT_MIDDLE)
        label->area.x -= name_width / 2;
    return EVNE_OK;
}

/* --- moving apart --- */

/* Moves label `i` up or down until it stands on none of those placed. */
static void clear(evne_web_label *labels, const size_t *placed, size_t n_placed, size_t i,
                  bool is_upward)
{
    const evne_len white = EVNE_PT(1.5);

    for (size_t k = 0; k < n_placed; k++) {
        const evne_area *other = &labels[placed[k]].area;
        evne_area grown = {other->x - white, other->y - white, other->width + 2 * white,
                           other->height + 2 * white};

        if (!evne_areas_meet(grown, labels[i].area))
            continue;
        labels[i].area.y = is_upward ? grown.y - labels[i].area.height : grown.y + grown.height;
        k = (size_t)-1; /* look at all of them again */
    }
}

/* Labels of one half, those nearest to the middle's height first. */
static size_t order_half(const evne_radar *radar, bool is_upper, size_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < radar->n_axes; i++) {
        int64_t y = evne_direction_of(i, radar->n_axes).y;
        size_t at = n;

        if ((y <= 0) != is_upper)
            continue;
        y = y < 0 ? -y : y;
        for (; at > 0; at--) {
            int64_t other = evne_direction_of(out[at - 1], radar->n_axes).y;

            if ((other < 0 ? -other : other) <= y)
                break;
            out[at] = out[at - 1];
        }
        out[at] = i;
        n++;
    }
    return n;
}

static void move_apart(const evne_pen *pen, const evne_radar *radar, evne_web *web)
{
    size_t *order = evne_arena_array(pen->layout->arena, radar->n_axes * 2 + 2, sizeof *order);
    size_t n_upper = order_half(radar, true, order);
    size_t n = n_upper + order_half(radar, false, order + n_upper);

    for (size_t k = 0; k < n; k++)
        clear(web->labels, order, k, order[k], k < n_upper);
}

/* --- one radar --- */

static evne_status make_heading(const evne_pen *pen, const evne_radar *radar, evne_web *web,
                                evne_error *err)
{
    evne_span *spans = evne_arena_array(pen->layout->arena, 3, sizeof *spans);
    size_t n = 0;
    evne_text *text;

    spans[n++] =
        (evne_span){.text = evne_radar_day(pen, radar, web->now->day), .flags = EVNE_SPAN_STRONG};
    if (web->before) {
        spans[n++] = (evne_span){.text = evne_str_of(pen->words->against)};
        spans[n++] = (evne_span){.text = evne_radar_day(pen, radar, web->before->day)};
    }
    EVNE_TRY(evne_text_make(pen->layout, spans, n, EVNE_TYPE_SMALL, &text, err));
    return evne_text_lines(pen->layout, text, radar->cell - EVNE_PT(6), pen->node, &web->heading,
                           err);
}

evne_status evne_web_make(const evne_pen *pen, const evne_radar *radar, evne_web *web,
                          evne_error *err)
{
    web->labels = evne_arena_array(pen->layout->arena, radar->n_axes, sizeof *web->labels);
    web->top = web->bottom = radar->radius + OUTSIDE;
    for (size_t i = 0; i < radar->n_axes; i++)
        EVNE_TRY(make_label(pen, radar, web, i, &web->labels[i], err));
    move_apart(pen, radar, web);
    for (size_t i = 0; i < radar->n_axes; i++) {
        evne_area area = web->labels[i].area;

        web->top = -area.y > web->top ? -area.y : web->top;
        web->bottom = area.y + area.height > web->bottom ? area.y + area.height : web->bottom;
    }
    return make_heading(pen, radar, web, err);
}

static evne_point at_value(const evne_radar *radar, size_t i, int64_t milli, evne_point middle)
{
    evne_scale scale = {radar->low, radar->high, 0, radar->radius};
    evne_direction to = evne_direction_of(i, radar->n_axes);
    evne_len r;

    milli = milli < radar->low ? radar->low : milli > radar->high ? radar->high : milli;
    r = evne_scale_at(&scale, milli);
    return (evne_point){middle.x + evne_along(to.x, r), middle.y + evne_along(to.y, r)};
}

static void draw_ring(evne_pen *pen, const evne_radar *radar, int64_t milli, evne_point middle,
                      evne_stroke_style style)
{
    evne_point *points = evne_arena_array(pen->layout->arena, radar->n_axes, sizeof *points);

    for (size_t i = 0; i < radar->n_axes; i++)
        points[i] = at_value(radar, i, milli, middle);
    evne_pen_path(pen, points, radar->n_axes, true, style);
}

static void draw_rings(evne_pen *pen, const evne_radar *radar, evne_point middle)
{
    for (size_t i = 0; i < radar->n_axes; i++) {
        evne_point line[2] = {middle, at_value(radar, i, radar->high, middle)};

        evne_pen_path(pen, line, 2, false, spoke);
    }
    draw_ring(pen, radar, radar->high, middle, evne_web_ring);
    if (radar->low >= 0 || radar->high <= 0)
        draw_ring(pen, radar, (radar->low + radar->high) / 2, middle, spoke);
}

/* From the first axis after a missing value, so that each open stretch is one path. */
static void draw_outline(evne_pen *pen, const evne_radar *radar, const evne_radar_date *date,
                         evne_point middle, evne_stroke_style style)
{
    evne_point *line = evne_arena_array(pen->layout->arena, radar->n_axes, sizeof *line);
    size_t start = 0, n = 0;

    while (start < radar->n_axes && date->values[start].is_known)
        start++;
    for (size_t k = 0; k < radar->n_axes; k++) {
        size_t i = (start + k) % radar->n_axes;

        if (date->values[i].is_known) {
            line[n++] = at_value(radar, i, date->values[i].milli, middle);
            continue;
        }
        if (n > 1)
            evne_pen_path(pen, line, n, false, style);
        n = 0;
    }
    if (n > 1)
        evne_pen_path(pen, line, n, start == radar->n_axes, style);
}

static void draw_label(evne_pen *pen, const evne_web_label *label, evne_point middle)
{
    evne_len top = middle.y + label->area.y, x = middle.x + label->x;
    evne_len names = (evne_len)label->name.n_lines * NAME_LEADING;

    evne_pen_lines(pen, &label->name, EVNE_TYPE_CHART, NAME_LEADING, x, top, label->anchor);
    evne_pen_lines(pen, &label->value, label->value_type, label->value_leading, x, top + names,
                   label->anchor);
}

void evne_web_draw(evne_pen *pen, const evne_radar *radar, const evne_web *web, evne_point middle)
{
    draw_rings(pen, radar, middle);
    if (web->before)
        draw_outline(pen, radar, web->before, middle, evne_web_before);
    if (radar->low < 0 && radar->high > 0) /* over an earlier date that was 0 all round */
        draw_ring(pen, radar, 0, middle, evne_web_zero);
    draw_outline(pen, radar, web->now, middle, evne_web_now);
    for (size_t i = 0; i < radar->n_axes; i++)
        if (web->now->values[i].is_known)
            evne_pen_mark(pen, at_value(radar, i, web->now->values[i].milli, middle), EVNE_PT(2.4),
                          EVNE_PT(0.6), EVNE_BLUE);
    for (size_t i = 0; i < radar->n_axes; i++)
        draw_label(pen, &web->labels[i], middle);
}
