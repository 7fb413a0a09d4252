/*
 * How: what a chart shows in one sentence. Few values are all said; of many, the first and the last
 * with their dates and the lowest and the highest. What does not fit is cut, the place of the
 * numbers never.
 */
#include "chart.h"

#include "base/number.h"
#include "filter.h"

enum { FEW_POINTS = 12, SHOWN_DECIMALS = 2 };

static bool put_key(evne_buf *out, const evne_value *data, const char *key, const char *before)
{
    evne_str text;

    if (!evne_filter_plain(out->arena, evne_value_get(data, key), &text) || !text.len)
        return false;
    evne_buf_puts(out, before);
    evne_buf_put_str(out, text);
    return true;
}

static void put_number(evne_buf *out, double number)
{
    evne_number_danish(out, number, evne_number_decimals(number, SHOWN_DECIMALS));
}

/* The caption's text without its number, where the data does not say what is shown. */
static bool put_caption(evne_buf *out, const evne_node *chart)
{
    const evne_node *caption = chart->first;

    if (!caption || caption->kind != EVNE_NODE_PARAGRAPH)
        return false;
    evne_buf_puts(out, ": ");
    for (size_t i = 0; i < caption->n_spans; i++)
        evne_buf_put_str(out, caption->spans[i].text);
    return true;
}

/* --- ranges --- */

typedef struct range {
    const evne_value *first, *last; /* items that have a value */
    double first_value, last_value, low, high;
} range;

static void meet(range *r, const evne_value *item, const evne_value *value)
{
    double number;

    if (!value || value->kind != EVNE_NUMBER)
        return;
    number = value->as.number;
    r->low = !r->first || number < r->low ? number : r->low;
    r->high = !r->first || number > r->high ? number : r->high;
    r->first_value = r->first ? r->first_value : number;
    r->first = r->first ? r->first : item;
    r->last_value = number;
    r->last = item;
}

static void put_extremes(evne_buf *out, const range *r)
{
    evne_buf_puts(out, "; laveste ");
    put_number(out, r->low);
    evne_buf_puts(out, ", højeste ");
    put_number(out, r->high);
}

/* --- a curve --- */

static bool differs(const evne_value *before, const evne_value *after, const char *key)
{
    evne_str a = evne_str_trim(evne_value_text(evne_value_get(before, key)));
    evne_str b = evne_str_trim(evne_value_text(evne_value_get(after, key)));

    return a.len && b.len && !evne_str_eq(a, b);
}

static bool number_at(const evne_value *item, const char *key, double *out)
{
    const evne_value *value = evne_value_get(item, key);

    if (value && value->kind == EVNE_NUMBER)
        *out = value->as.number;
    return value && (value->kind == EVNE_NUMBER || evne_number_parse(evne_value_text(value), out));
}

static bool has_other_end(const evne_value *before, const evne_value *after, const char *key)
{
    double a, b;

    return number_at(before, key, &a) && number_at(after, key, &b) && (a < b || b < a);
}

/* No note makes a 3 of 5 a 3 of 10. */
static bool have_other_ends(const evne_value *before, const evne_value *after)
{
    return has_other_end(before, after, "laveste") || has_other_end(before, after, "hoejeste");
}

evne_chart_change evne_chart_changed(const evne_value *before, const evne_value *after)
{
    if (have_other_ends(before, after))
        return differs(before, after, "instrument") ? EVNE_CHART_OTHER_TOOL
                                                    : EVNE_CHART_OTHER_SCALE;
    if (evne_str_trim(evne_value_text(evne_value_get(after, "note"))).len)
        return EVNE_CHART_SAME;
    if (differs(before, after, "instrument"))
        return EVNE_CHART_OTHER_TOOL;
    if (differs(before, after, "skala"))
        return EVNE_CHART_OTHER_SCALE;
    return differs(before, after, "vurderet_af") ? EVNE_CHART_OTHER_ASSESSOR : EVNE_CHART_SAME;
}

const char *evne_chart_change_name(evne_chart_change change, evne_str lang)
{
    static const char *const names[][2] = {
        [EVNE_CHART_SAME] = {NULL, NULL},
        [EVNE_CHART_OTHER_TOOL] = {"andet måleredskab", "other instrument"},
        [EVNE_CHART_OTHER_SCALE] = {"ny skala", "new scale"},
        [EVNE_CHART_OTHER_ASSESSOR] = {"anden vurderer", "other assessor"}};

    return names[change][evne_str_starts(lang, "en")];
}

/* What is other at `point` than at `*known`, the last with a value, which it becomes. */
static evne_chart_change change_at(const evne_value *point, const evne_value **known)
{
    const evne_value *value = evne_value_get(point, "vaerdi"), *before = *known;

    if (!value || value->kind != EVNE_NUMBER)
        return EVNE_CHART_SAME;
    *known = point;
    return before ? evne_chart_changed(before, point) : EVNE_CHART_SAME;
}

static bool is_other_scale(evne_chart_change change)
{
    return change == EVNE_CHART_OTHER_SCALE || change == EVNE_CHART_OTHER_TOOL;
}

/* "; ny skala 1–5" */
static void put_change(evne_buf *out, const evne_value *point, evne_chart_change change)
{
    double low, high;

    evne_buf_printf(out, "; %s", evne_chart_change_name(change, EVNE_STR("da")));
    if (!is_other_scale(change) || !number_at(point, "laveste", &low) ||
        !number_at(point, "hoejeste", &high))
        return;
    evne_buf_puts(out, " ");
    put_number(out, low);
    evne_buf_puts(out, "–");
    put_number(out, high);
}

/* "; ny skala 1–5 fra 12.05." for every point where the curve is broken. */
static void put_breaks(evne_buf *out, const evne_value *points)
{
    const evne_value *known = NULL;

    for (size_t i = 0; i < evne_value_count(points); i++) {
        const evne_value *point = evne_value_item(points, i);
        evne_chart_change change = change_at(point, &known);

        if (change == EVNE_CHART_SAME)
            continue;
        put_change(out, point, change);
        put_key(out, point, "navn", " fra ");
    }
}

/* The lowest of all values means something only where all stand on one scale. */
static bool has_one_scale(const evne_value *points)
{
    const evne_value *known = NULL;

    for (size_t i = 0; i < evne_value_count(points); i++)
        if (is_other_scale(change_at(evne_value_item(points, i), &known)))
            return false;
    return true;
}

static void put_point(evne_buf *out, const evne_value *point, const char *word, double value)
{
    evne_buf_puts(out, word);
    put_number(out, value);
    if (put_key(out, point, "navn", " ("))
        evne_buf_puts(out, ")");
}

static void put_points(evne_buf *out, const evne_value *points)
{
    const evne_value *known = NULL;
    range r = {0};
    evne_str text;

    for (size_t i = 0; i < evne_value_count(points); i++)
        meet(&r, evne_value_item(points, i), evne_value_get(evne_value_item(points, i), "vaerdi"));
    if (r.first && evne_value_count(points) > FEW_POINTS) {
        put_point(out, r.first, ": første ", r.first_value);
        put_point(out, r.last, ", sidste ", r.last_value);
        if (has_one_scale(points))
            put_extremes(out, &r);
        put_breaks(out, points);
        return;
    }
    for (size_t i = 0; i < evne_value_count(points); i++) {
        const evne_value *point = evne_value_item(points, i);
        evne_chart_change change = change_at(point, &known);

        if (change != EVNE_CHART_SAME)
            put_change(out, point, change);
        evne_buf_puts(out, change != EVNE_CHART_SAME || !i ? ": " : ", ");
        if (!evne_filter_plain(out->arena, evne_value_get(point, "vaerdi"), &text) || !text.len)
            text = EVNE_STR("ikke vurderet");
        evne_buf_put_str(out, text);
    }
}

/* --- a radar: each area from its first value to its last --- */

static range range_of_area(const evne_value *series, evne_str id)
{
    range r = {0};

    for (size_t i = 0; i < evne_value_count(series); i++) {
        const evne_value *item = evne_value_item(series, i);

        meet(&r, item, evne_value_get_str(evne_value_get(item, "vaerdier"), id));
    }
    return r;
}

static void put_areas(evne_buf *out, const evne_value *data)
{
    const evne_value *axes = evne_value_get(data, "akser"),
                     *series = evne_value_get(data, "serier");
    const evne_value *newest = evne_value_item(series, evne_value_count(series) - 1);
    range all = {0};

    for (size_t i = 0; i < evne_value_count(axes); i++) {
        const evne_value *axis = evne_value_item(axes, i);
        range r = range_of_area(series, evne_value_text(evne_value_get(axis, "id")));

        put_key(out, axis, "navn", i ? ", " : ": ");
        if (!r.first) {
            evne_buf_puts(out, " ikke vurderet");
            continue;
        }
        evne_buf_puts(out, " ");
        put_number(out, r.first_value);
        if (r.last != r.first) {
            put_point(out, r.last == newest ? NULL : r.last, " til ", r.last_value);
        }
        all.low = !all.first || r.low < all.low ? r.low : all.low;
        all.high = !all.first || r.high > all.high ? r.high : all.high;
        all.first = r.first;
    }
    if (all.first)
        put_extremes(out, &all);
}

/* --- weeks: the first and the last with hours --- */

static void put_week(evne_buf *out, const evne_value *week, const char *word, double value)
{
    put_key(out, week, "nr", word);
    evne_buf_puts(out, ": ");
    put_number(out, value);
    put_key(out, evne_value_get(week, "tilstede") ? week : NULL, "aftalt", " af ");
}

static void put_weeks(evne_buf *out, const evne_value *weeks)
{
    range r = {0};

    for (size_t i = 0; i < evne_value_count(weeks); i++) {
        const evne_value *week = evne_value_item(weeks, i);
        const evne_value *present = evne_value_get(week, "tilstede");

        meet(&r, week, present ? present : evne_value_get(week, "aftalt"));
    }
    if (!r.first)
        return;
    put_week(out, r.first, ". Uge ", r.first_value);
    put_week(out, r.last, ", uge ", r.last_value);
    put_extremes(out, &r);
}

/* At most EVNE_ALT_LIMIT characters with `end`; what is cut is said by an ellipsis. */
static evne_str limited(evne_arena *arena, evne_str text, evne_str end)
{
    evne_buf buf = {.arena = arena};
    size_t room = EVNE_ALT_LIMIT - evne_utf8_count(end), n = evne_utf8_count(text), at = 0;

    if (n > room) {
        for (size_t i = 0; i + 1 < room; i++)
            evne_utf8_next(text, &at);
        evne_buf_put_str(&buf, evne_str_slice(text, 0, at));
        evne_buf_puts(&buf, "\xE2\x80\xA6");
    } else {
        evne_buf_put_str(&buf, text);
    }
    evne_buf_put_str(&buf, end);
    evne_buf_text(&buf);
    return evne_buf_str(&buf);
}

static void put_values(evne_buf *out, const evne_node *chart)
{
    const evne_value *data = chart->as.chart.data;

    if (chart->as.chart.kind == EVNE_CHART_WEEKS && evne_value_count(evne_value_get(data, "uger")))
        put_weeks(out, evne_value_get(data, "uger"));
    else if (chart->as.chart.kind == EVNE_CHART_RADAR)
        put_areas(out, data);
    else
        put_points(out, evne_value_get(data, "punkter"));
}

evne_str evne_chart_alt(evne_arena *arena, const evne_node *chart)
{
    static const char *const names[] = {"Ugesøjler", "Kurve", "Radar"};
    const evne_value *data = chart->as.chart.data;
    evne_str given = evne_str_trim(evne_value_text(evne_value_get(data, "alt")));
    evne_buf text = {.arena = arena}, end = {.arena = arena};
    int number =
        chart->last && chart->last->kind == EVNE_NODE_TABLE ? chart->last->as.table.number : 0;

    if (given.len)
        return limited(arena, given, EVNE_STR(""));
    evne_buf_puts(&text, names[chart->as.chart.kind]);
    if (!put_key(&text, data, "hvad", ": "))
        put_caption(&text, chart);
    put_key(&text, data, "periode", ", ");
    put_values(&text, chart);
    if (text.p[text.len - 1] != '.') /* a date ends with one */
        evne_buf_puts(&text, ".");
    if (put_key(&text, data, "maal", " Mål "))
        evne_buf_puts(&text, ".");
    if (number > 0)
        evne_buf_printf(&end, " Tal i tabel %d.", number);
    else
        evne_buf_puts(&end, " Tal i tabellen under figuren.");
    return limited(arena, evne_buf_str(&text), evne_buf_str(&end));
}

evne_str evne_chart_table_title(const evne_node *chart)
{
    const evne_value *table = evne_value_get(chart->as.chart.data, "tabel");

    return evne_str_trim(evne_value_text(evne_value_get(table, "titel")));
}
