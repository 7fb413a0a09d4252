/*
 * How: fills that overlap in time stand under each other. A name that does not fit inside its fill
 * goes to the right of it, and shrinks to its first word, the placement's id, before it is left
 * out.
 */
#include "chart_curve.h"

#define BAND EVNE_PT(11)
#define LEVEL EVNE_PT(15)
#define INSIDE EVNE_PT(4)

enum { MOST_LEVELS = 3 };

typedef struct period {
    evne_len left, right;
    size_t level;
    evne_str name;
} period;

static evne_len day_at(const evne_curve *curve, long day)
{
    evne_len x;

    if (day <= curve->x.low - (curve->x.high - curve->x.low))
        return curve->left;
    if (day >= curve->x.high + (curve->x.high - curve->x.low))
        return curve->right;
    x = evne_curve_x(curve, day);
    x = x < curve->left ? curve->left : x;
    return x > curve->right ? curve->right : x;
}

static size_t level_of(const period *made, size_t n, const period *one)
{
    for (size_t level = 0; level < MOST_LEVELS; level++) {
        bool is_free = true;

        for (size_t i = 0; i < n; i++)
            is_free = is_free && !(made[i].level == level && made[i].left < one->right &&
                                   one->left < made[i].right);
        if (is_free)
            return level;
    }
    return MOST_LEVELS;
}

static size_t read_periods(const evne_curve *curve, const evne_value *items, period *out)
{
    size_t n = 0;

    for (size_t i = 0; i < evne_value_count(items); i++) {
        const evne_value *item = evne_value_item(items, i);
        long from, to;
        period one = {0};

        if (!evne_day_of(item, "fra", &from) || !evne_day_of(item, "til", &to) || to < from)
            continue;
        one.left = day_at(curve, from);
        one.right = day_at(curve, to);
        one.level = level_of(out, n, &one);
        one.name = evne_str_trim(evne_value_text(evne_value_get(item, "navn")));
        if (one.right > one.left && one.level < MOST_LEVELS)
            out[n++] = one;
    }
    return n;
}

static evne_str first_word(evne_str text)
{
    size_t n = 0;

    while (n < text.len && text.p[n] != ' ')
        n++;
    return evne_str_slice(text, 0, n);
}

static evne_status add_name(evne_pen *pen, const evne_curve *curve, const period *one, evne_len top,
                            evne_error *err)
{
    evne_str tries[2] = {one->name, first_word(one->name)};
    evne_len box = top - EVNE_PT(0.5);

    for (size_t i = 0; i < 2 && tries[i].len; i++) {
        evne_area right = {one->right + EVNE_PT(1), top, 0, BAND};
        evne_len width;

        EVNE_TRY(evne_pen_width(pen, tries[i], EVNE_TYPE_CHART, &width, err));
        if (width + 2 * INSIDE <= one->right - one->left)
            return evne_pen_word(pen, tries[i], EVNE_TYPE_CHART, one->left + INSIDE, box,
                                 EVNE_AT_LEFT, err);
        right.width = width + INSIDE + EVNE_PT(2);
        if (right.x + right.width > curve->right || !evne_pen_is_free(pen, right))
            continue;
        evne_pen_take(pen, right);
        return evne_pen_word(pen, tries[i], EVNE_TYPE_CHART, one->right + INSIDE, box, EVNE_AT_LEFT,
                             err);
    }
    return EVNE_OK;
}

evne_status evne_curve_periods(evne_pen *pen, const evne_curve *curve, evne_len *end,
                               evne_error *err)
{
    const evne_value *items = evne_value_get(curve->chart->as.chart.data, "perioder");
    period *all = evne_arena_array(pen->layout->arena, evne_value_count(items) + 1, sizeof *all);
    size_t n = read_periods(curve, items, all), n_levels = 0;
    evne_len start = *end + EVNE_PT(3);

    if (!n)
        return EVNE_OK;
    for (size_t i = 0; i < n; i++) {
        evne_area fill = {all[i].left, start + (evne_len)all[i].level * LEVEL,
                          all[i].right - all[i].left, BAND};

        evne_pen_fill(pen, fill, EVNE_FILL, EVNE_GRIDLINE);
        evne_pen_take(pen, fill);
        n_levels = all[i].level + 1 > n_levels ? all[i].level + 1 : n_levels;
    }
    EVNE_TRY(evne_pen_word(pen, evne_str_of(pen->words->placement), EVNE_TYPE_CHART_GREY,
                           curve->left - EVNE_PT(6), start - EVNE_PT(0.5), EVNE_AT_RIGHT, err));
    for (size_t i = 0; i < n; i++)
        EVNE_TRY(add_name(pen, curve, &all[i], start + (evne_len)all[i].level * LEVEL, err));
    *end = start + (evne_len)n_levels * LEVEL - EVNE_PT(3);
    return EVNE_OK;
}
