/*
 * How: brackets that overlap in time stand on levels of their own; a name that would reach over
 * its neighbour's bracket is cut to its first word, the placement's id. Words over bars ("påske",
 * "udeblevet") stand where no bar is: low in empty weeks, else above the tallest bar they reach
 * over. One that finds no place is left out: the table's letters say the same.
 */
#include "chart_weeks.h"

enum { MOST_LEVELS = 3 };

/* --- brackets --- */

typedef struct bracket {
    size_t from, to; /* weeks, both included */
    size_t level;
    evne_len left, right;
    evne_str name;
} bracket;

static bool weeks_of(const evne_weeks *weeks, const evne_stretch *stretch, const evne_value *period,
                     bracket *out)
{
    evne_week from, to;
    bool is_met = false;

    if (!evne_week_parse(evne_value_text(evne_value_get(period, "fra")), &from) ||
        !evne_week_parse(evne_value_text(evne_value_get(period, "til")), &to))
        return false;
    for (size_t i = stretch->from; i < stretch->to; i++) {
        const evne_week_item *item = &weeks->items[i];

        if (!item->has_week || evne_week_order(item->week, from) < 0 ||
            evne_week_order(item->week, to) > 0)
            continue;
        out->from = is_met ? out->from : i;
        out->to = i;
        is_met = true;
    }
    return is_met;
}

/* The lowest level without a bracket in the same weeks; MOST_LEVELS when there is none. */
static size_t level_of(const bracket *made, size_t n, const bracket *one)
{
    for (size_t level = 0; level < MOST_LEVELS; level++) {
        bool is_free = true;

        for (size_t i = 0; i < n; i++)
            is_free = is_free && !(made[i].level == level && made[i].from <= one->to &&
                                   one->from <= made[i].to);
        if (is_free)
            return level;
    }
    return MOST_LEVELS;
}

static size_t read_brackets(const evne_weeks *weeks, const evne_stretch *stretch, bracket *out)
{
    const evne_value *periods = evne_value_get(weeks->chart->as.chart.data, "perioder");
    evne_len half = weeks->column / 2 - EVNE_PT(1.8);
    size_t n = 0;

    for (size_t i = 0; i < evne_value_count(periods); i++) {
        const evne_value *period = evne_value_item(periods, i);
        bracket one = {0};

        if (!weeks_of(weeks, stretch, period, &one))
            continue;
        one.level = level_of(out, n, &one);
        if (one.level == MOST_LEVELS)
            continue;
        one.left = evne_weeks_middle(weeks, stretch, one.from) - half;
        one.right = evne_weeks_middle(weeks, stretch, one.to) + half;
        one.name = evne_str_trim(evne_value_text(evne_value_get(period, "navn")));
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

/* Where a name as wide as this stands: over the middle, inside the chart. */
static evne_len name_at(const evne_weeks *weeks, const bracket *one, evne_len width)
{
    evne_len x = (one->left + one->right - width) / 2, left = weeks->box->full_x;
    evne_len most = left + weeks->box->full_width - width;

    x = x > most ? most : x;
    return x < left ? left : x;
}

static bool reaches_over(const bracket *all, size_t n, const bracket *one, evne_len x,
                         evne_len width)
{
    for (size_t i = 0; i < n; i++)
        if (&all[i] != one && all[i].level == one->level && x < all[i].right + EVNE_PT(3) &&
            all[i].left < x + width + EVNE_PT(3))
            return true;
    return false;
}

static evne_status add_name(evne_pen *pen, const evne_weeks *weeks, const bracket *all, size_t n,
                            const bracket *one, evne_len top, evne_error *err)
{
    evne_str tries[2] = {one->name, first_word(one->name)};

    for (size_t i = 0; i < 2 && tries[i].len; i++) {
        evne_len width, x;

        EVNE_TRY(evne_pen_width(pen, tries[i], EVNE_TYPE_CHART, &width, err));
        x = name_at(weeks, one, width);
        if (width <= weeks->box->full_width && !reaches_over(all, n, one, x, width))
            return evne_pen_word(pen, tries[i], EVNE_TYPE_CHART, x, top, EVNE_AT_LEFT, err);
    }
    return EVNE_OK;
}

evne_status evne_weeks_brackets(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                                size_t *n_levels, evne_error *err)
{
    const evne_value *periods = evne_value_get(weeks->chart->as.chart.data, "perioder");
    bracket *all = evne_arena_array(pen->layout->arena, evne_value_count(periods) + 1, sizeof *all);
    size_t n = read_brackets(weeks, stretch, all);

    *n_levels = 0;
    for (size_t i = 0; i < n; i++)
        *n_levels = all[i].level + 1 > *n_levels ? all[i].level + 1 : *n_levels;
    for (size_t i = 0; i < n; i++) {
        evne_len top = (evne_len)(*n_levels - 1 - all[i].level) * EVNE_BRACKET;
        evne_len y = top + EVNE_PT(12), end = y + EVNE_PT(4);
        evne_point line[4] = {
            {all[i].left, end}, {all[i].left, y}, {all[i].right, y}, {all[i].right, end}};

        evne_pen_path(pen, line, 4, false, (evne_stroke_style){EVNE_AXIS, EVNE_INK, 0, 0});
        EVNE_TRY(add_name(pen, weeks, all, n, &all[i], top, err));
    }
    return EVNE_OK;
}

/* --- words over bars --- */

/* Weeks next to each other with the same word, all with a bar or all without. */
static size_t end_of_run(const evne_weeks *weeks, const evne_stretch *stretch,
                         const evne_len *top_of, evne_len axis, size_t from)
{
    size_t to = from + 1;

    while (to < stretch->to && evne_str_eq(weeks->items[to].note, weeks->items[from].note) &&
           (top_of[to - stretch->from] == axis) == (top_of[from - stretch->from] == axis))
        to++;
    return to;
}

/* The tallest bar that a word from `x` reaches over, half the white between bars allowed. */
static evne_len highest_under(const evne_weeks *weeks, const evne_stretch *stretch,
                              const evne_len *top_of, evne_len axis, evne_area area)
{
    evne_len highest = axis, half = EVNE_PT(7);

    for (size_t i = stretch->from; i < stretch->to; i++) {
        evne_len middle = evne_weeks_middle(weeks, stretch, i), top = top_of[i - stretch->from];

        if (middle - half < area.x + area.width && area.x < middle + half && top < highest)
            highest = top;
    }
    return highest;
}

static void add_leaders(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                        const evne_len *top_of, size_t from, size_t to, evne_area area)
{
    for (size_t i = from; i < to; i++) {
        evne_len x = evne_weeks_middle(weeks, stretch, i), top = top_of[i - stretch->from];

        if (x > area.x && x < area.x + area.width)
            evne_pen_line(pen, x, area.y + area.height, x, top, EVNE_AXIS, EVNE_INK);
    }
}

typedef struct note {
    size_t from, to; /* weeks; `to` is one past the last */
    evne_area area;
    bool is_over_bars, has_room;
} note;

/* Where the word of a run of weeks stands. */
static evne_status place_note(const evne_pen *pen, const evne_weeks *weeks,
                              const evne_stretch *stretch, const evne_len *top_of, evne_len axis,
                              note *out, evne_error *err)
{
    evne_len middle = (evne_weeks_middle(weeks, stretch, out->from) +
                       evne_weeks_middle(weeks, stretch, out->to - 1)) /
                      2;
    evne_len least = evne_weeks_left(weeks) + EVNE_PT(1), width, x, highest;
    evne_len most = weeks->box->full_x + weeks->box->full_width - EVNE_PT(1);
    bool is_empty = top_of[out->from - stretch->from] == axis;

    EVNE_TRY(evne_pen_width(pen, weeks->items[out->from].note, EVNE_TYPE_CHART, &width, err));
    x = middle - width / 2;
    x = x + width > most ? most - width : x;
    x = x < least ? least : x;
    out->has_room = x + width <= most;
    out->area = evne_word_area(EVNE_TYPE_CHART, x, axis - EVNE_PT(12), width);
    highest = highest_under(weeks, stretch, top_of, axis, out->area);
    out->is_over_bars = highest < axis;
    if (out->is_over_bars || !is_empty)
        out->area = evne_word_area(EVNE_TYPE_CHART, x, highest - EVNE_PT(7), width);
    return EVNE_OK;
}

evne_status evne_weeks_are_high(const evne_pen *pen, const evne_weeks *weeks,
                                const evne_stretch *stretch, const evne_len *top_of, evne_len axis,
                                evne_len ceiling, bool *out, evne_error *err)
{
    *out = false;
    for (size_t i = stretch->from; i < stretch->to; i++) {
        note one = {.from = i, .to = i + 1};

        if (!weeks->items[i].note.len)
            continue;
        one.to = end_of_run(weeks, stretch, top_of, axis, i);
        EVNE_TRY(place_note(pen, weeks, stretch, top_of, axis, &one, err));
        *out = *out || one.area.y < ceiling;
        i = one.to - 1;
    }
    return EVNE_OK;
}

static evne_status add_note(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                            const evne_len *top_of, evne_len axis, note one, evne_error *err)
{
    EVNE_TRY(place_note(pen, weeks, stretch, top_of, axis, &one, err));
    if (!one.has_room || !evne_pen_is_free(pen, one.area))
        return EVNE_OK;
    if (one.is_over_bars)
        add_leaders(pen, weeks, stretch, top_of, one.from, one.to, one.area);
    return evne_pen_label(pen, weeks->items[one.from].note,
                          one.is_over_bars ? EVNE_TYPE_CHART : EVNE_TYPE_CHART_GREY, one.area, err);
}

evne_status evne_weeks_notes(evne_pen *pen, const evne_weeks *weeks, const evne_stretch *stretch,
                             const evne_len *top_of, evne_len axis, evne_error *err)
{
    for (size_t from = stretch->from, to; from < stretch->to; from = to) {
        to = end_of_run(weeks, stretch, top_of, axis, from);
        if (weeks->items[from].note.len)
            EVNE_TRY(
                add_note(pen, weeks, stretch, top_of, axis, (note){.from = from, .to = to}, err));
    }
    return EVNE_OK;
}
