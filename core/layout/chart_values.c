/*
 * How: marks and the goal's name are in their places first; then each word tries a few places and
 * takes the first that is free and that no line crosses, else the first that is free. The last and
 * the first value come first, since they are what a reader looks for; a value that finds no place
 * stands in the table alone. A note that finds none stands under the figure with its date.
 */
#include "chart_curve.h"

#define ABOVE EVNE_PT(6) /* from a mark's middle to the baseline of its value */
#define BELOW EVNE_PT(14)
#define NOTE_GAP EVNE_PT(4)
#define FIGURES EVNE_PT(24) /* what the figures of a scale take */

enum { PROBES = 48 };

/* --- lines that words should not stand on --- */

static bool is_crossed_by(evne_area area, evne_point a, evne_point b)
{
    for (int i = 0; i <= PROBES; i++) {
        evne_len x = a.x + (evne_len)((int64_t)(b.x - a.x) * i / PROBES);
        evne_len y = a.y + (evne_len)((int64_t)(b.y - a.y) * i / PROBES);

        if (x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height)
            return true;
    }
    return false;
}

static bool is_crossed_by_goal(const evne_curve *curve, evne_area area)
{
    for (size_t i = 0; i < curve->n_parts; i++) {
        const evne_curve_part *part = &curve->parts[i];
        evne_len goal = evne_scale_at(&part->y, curve->goal.milli);

        if (part->has_goal && goal >= area.y && goal <= area.y + area.height &&
            area.x <= part->right && area.x + area.width >= part->left)
            return true;
    }
    return false;
}

static bool is_crossed(const evne_curve *curve, evne_area area)
{
    if (is_crossed_by_goal(curve, area))
        return true;
    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 1; i < curve->series[s].n_points; i++)
            if (curve->series[s].points[i].is_joined &&
                is_crossed_by(area, curve->series[s].points[i - 1].at,
                              curve->series[s].points[i].at))
                return true;
    return false;
}

/* Whether it stands in one part: none begins left of its axis or ends in the figures of the next.
 */
static bool is_in_part(const evne_curve *curve, evne_area area)
{
    for (size_t i = 0; i < curve->n_parts; i++) {
        bool is_last = i + 1 == curve->n_parts;
        evne_len end = is_last ? curve->right : curve->parts[i + 1].left - FIGURES;

        if (area.x >= curve->parts[i].left && area.x + area.width <= end)
            return true;
    }
    return false;
}

static bool is_inside(const evne_curve *curve, evne_area area)
{
    return is_in_part(curve, area) && area.y >= 0 &&
           area.y + area.height <= curve->bottom - EVNE_PT(0.5);
}

/* The first place that is free and not crossed; when `is_strict`, nothing less will do. */
static const evne_area *choose(const evne_pen *pen, const evne_curve *curve,
                               const evne_area *places, size_t n_places, bool is_strict)
{
    for (int pass = 0; pass < (is_strict ? 1 : 2); pass++)
        for (size_t i = 0; i < n_places; i++)
            if (is_inside(curve, places[i]) && evne_pen_is_free(pen, places[i]) &&
                (pass == 1 || !is_crossed(curve, places[i])))
                return &places[i];
    return NULL;
}

/* --- words --- */

static evne_status add_goal_name(evne_pen *pen, const evne_curve *curve,
                                 const evne_curve_part *part, evne_error *err)
{
    evne_str number = evne_amount_text(pen->layout->arena, curve->goal.milli);
    evne_len y = evne_scale_at(&part->y, curve->goal.milli), width, x = part->left + EVNE_PT(4);
    evne_str text;
    evne_area places[4];

    text = evne_str_of(
        evne_arena_printf(pen->layout->arena, "%s%.*s", pen->words->goal, EVNE_STR_ARGS(number)));
    EVNE_TRY(evne_pen_width(pen, text, EVNE_TYPE_CHART_STRONG, &width, err));
    for (int i = 0; i < 4; i++) {
        evne_len at = i < 2 ? x : part->right - width - EVNE_PT(4);

        places[i] = evne_word_area(EVNE_TYPE_CHART_STRONG, at,
                                   i % 2 ? y - EVNE_PT(3) : y + EVNE_PT(9), width);
    }
    for (int i = 0; i < 4; i++)
        if (is_inside(curve, places[i]) && evne_pen_is_free(pen, places[i]))
            return evne_pen_label(pen, text, EVNE_TYPE_CHART_STRONG, places[i], err);
    return EVNE_OK;
}

/* The value of a point; `*out` is where it stands, empty when there was no room. */
static evne_status add_value(evne_pen *pen, const evne_curve *curve, const evne_curve_point *point,
                             evne_area *out, evne_error *err)
{
    evne_str text = evne_amount_text(pen->layout->arena, point->value.milli);
    evne_len width, x;
    evne_area places[4];
    const evne_area *place;

    *out = (evne_area){point->at.x, point->at.y, 0, 0};
    EVNE_TRY(evne_pen_width(pen, text, EVNE_TYPE_CHART_VALUE, &width, err));
    x = point->at.x - width / 2;
    places[0] = evne_word_area(EVNE_TYPE_CHART_VALUE, x, point->at.y - ABOVE, width);
    places[1] = evne_word_area(EVNE_TYPE_CHART_VALUE, x, point->at.y + BELOW, width);
    places[2] =
        evne_word_area(EVNE_TYPE_CHART_VALUE, point->at.x + ABOVE, point->at.y - ABOVE, width);
    places[3] = evne_word_area(EVNE_TYPE_CHART_VALUE, point->at.x - ABOVE - width,
                               point->at.y - ABOVE, width);
    place = choose(pen, curve, places, 4, false);
    if (!place)
        return EVNE_OK;
    *out = *place;
    return evne_pen_label(pen, text, EVNE_TYPE_CHART_VALUE, *place, err);
}

static evne_status add_missing(evne_pen *pen, const evne_curve *curve,
                               const evne_curve_point *point, evne_error *err)
{
    evne_str text = evne_str_of(pen->words->not_assessed);
    evne_len width, x;
    evne_area place;

    EVNE_TRY(evne_pen_width(pen, text, EVNE_TYPE_CHART_GREY, &width, err));
    x = point->at.x - width / 2;
    x = x + width + EVNE_PT(1) > curve->right ? curve->right - width - EVNE_PT(1) : x;
    place = evne_word_area(EVNE_TYPE_CHART_GREY, x, curve->bottom - EVNE_PT(4), width);
    if (!choose(pen, curve, &place, 1, true))
        return EVNE_OK;
    return evne_pen_label(pen, text, EVNE_TYPE_CHART_GREY, place, err);
}

static evne_str note_of(const evne_curve_point *point)
{
    return point->is_other ? evne_str_of(point->is_other) : point->note;
}

/* Beside the value, right or left, else over or under it. */
static evne_status add_note(evne_pen *pen, const evne_curve *curve, evne_curve_point *point,
                            evne_area value, evne_error *err)
{
    evne_type type = EVNE_TYPE_CHART_GREY;
    evne_len width, base = value.height ? value.y + EVNE_PT(7.2) : point->at.y - ABOVE;
    evne_len right = value.x + value.width + NOTE_GAP, left;
    evne_area places[6];
    const evne_area *place;

    EVNE_TRY(evne_pen_width(pen, note_of(point), type, &width, err));
    left = value.x - NOTE_GAP - width;
    places[0] = evne_word_area(type, right, base, width);
    places[1] = evne_word_area(type, left, base, width);
    places[2] = evne_word_area(type, point->at.x - width / 2, base - EVNE_PT(10), width);
    places[3] = evne_word_area(type, point->at.x - width / 2, point->at.y + BELOW, width);
    places[4] = evne_word_area(type, right + EVNE_PT(3), point->at.y + BELOW, width);
    places[5] = evne_word_area(type, left - EVNE_PT(3), point->at.y + BELOW, width);
    place = choose(pen, curve, places, 6, true);
    if (!place)
        return EVNE_OK;
    EVNE_TRY(evne_pen_label(pen, note_of(point), type, *place, err));
    point->note = EVNE_STR("");
    point->is_other = NULL;
    return EVNE_OK;
}

/* Last, first, then the others: those that a reader looks for get the best places. */
static size_t nth(size_t i, size_t n)
{
    return i == 0 ? n - 1 : i - 1;
}

static evne_status add_point(evne_pen *pen, const evne_curve *curve, evne_curve_point *point,
                             evne_error *err)
{
    evne_area value;

    if (!point->value.is_known)
        return add_missing(pen, curve, point, err);
    EVNE_TRY(add_value(pen, curve, point, &value, err));
    return note_of(point).len ? add_note(pen, curve, point, value, err) : EVNE_OK;
}

/* Two series are named at their last points. */
static evne_status add_name(evne_pen *pen, const evne_curve *curve, const evne_series *series,
                            evne_error *err)
{
    const evne_curve_point *last = NULL;
    evne_type type = EVNE_TYPE_CHART;
    evne_area places[4];
    const evne_area *place;
    evne_len width, x;

    for (size_t i = 0; i < series->n_points; i++)
        last = series->points[i].value.is_known ? &series->points[i] : last;
    if (!last || !series->name.len)
        return EVNE_OK;
    EVNE_TRY(evne_pen_width(pen, series->name, type, &width, err));
    x = curve->right - width - EVNE_PT(1);
    places[0] = evne_word_area(type, last->at.x + EVNE_PT(9), last->at.y + EVNE_PT(3), width);
    places[1] = evne_word_area(type, x, last->at.y - EVNE_PT(18), width);
    places[2] = evne_word_area(type, x, last->at.y + EVNE_PT(18), width);
    places[3] = evne_word_area(type, last->at.x - EVNE_PT(9) - width, last->at.y + BELOW, width);
    place = choose(pen, curve, places, 4, false);
    return place ? evne_pen_label(pen, series->name, type, *place, err) : EVNE_OK;
}

evne_status evne_curve_words(evne_pen *pen, const evne_curve *curve, evne_error *err)
{
    for (size_t i = 0; i < curve->n_parts; i++)
        if (curve->parts[i].has_goal)
            EVNE_TRY(add_goal_name(pen, curve, &curve->parts[i], err));
    for (int s = 0; s < EVNE_MOST_SERIES; s++) {
        const evne_series *series = &curve->series[s];

        for (size_t i = 0; i < series->n_points; i++)
            EVNE_TRY(add_point(pen, curve, &series->points[nth(i, series->n_points)], err));
    }
    for (int s = 0; curve->series[1].n_points && s < EVNE_MOST_SERIES; s++)
        EVNE_TRY(add_name(pen, curve, &curve->series[s], err));
    return EVNE_OK;
}

static evne_status add_footnote(const evne_layout *layout, evne_flow *flow, const evne_curve *curve,
                                const evne_curve_point *point, bool is_first, evne_error *err)
{
    evne_brick *brick = evne_brick_new(layout, flow);
    evne_pen pen = evne_pen_new(layout, brick, curve->chart);
    evne_str note = note_of(point);
    evne_str text = evne_str_of(evne_arena_printf(
        layout->arena, "%.*s: %.*s", EVNE_STR_ARGS(point->label), EVNE_STR_ARGS(note)));
    evne_type type = EVNE_TYPE_CHART_GREY;
    evne_lines lines;
    evne_len widest;

    EVNE_TRY(evne_pen_wrap(&pen, text, type, curve->box->full_width, &lines, &widest, err));
    evne_pen_lines(&pen, &lines, type, type.leading, curve->box->full_x, 0, EVNE_AT_LEFT);
    evne_pen_finish(&pen, curve->box->full_x, curve->box->full_width,
                    (evne_len)lines.n_lines * type.leading);
    brick->gap = is_first ? EVNE_PT(3) : 0;
    brick->bond = EVNE_BOND_HARD;
    return EVNE_OK;
}

evne_status evne_curve_footnotes(const evne_layout *layout, evne_flow *flow,
                                 const evne_curve *curve, evne_error *err)
{
    bool is_first = true;

    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 0; i < curve->series[s].n_points; i++) {
            const evne_curve_point *point = &curve->series[s].points[i];

            if (!note_of(point).len)
                continue;
            EVNE_TRY(add_footnote(layout, flow, curve, point, is_first, err));
            is_first = false;
        }
    return EVNE_OK;
}
