/*
 * How: a new part begins at the measurement that another scale or instrument breaks from the one
 * before it. The parts stand side by side over one axis of days, with room between them for the
 * figures of the next part's scale: the same number of points is the same number of days in all of
 * them. What the data does not say of a part's scale is that of the chart.
 */
#include "chart_curve.h"

#define BEFORE_FIRST EVNE_PT(18) /* from a part's axis to its first measurement */
#define AFTER_LAST EVNE_PT(12)
#define BETWEEN EVNE_PT(60) /* with both, and the figures of a scale */

static bool begins_part(const evne_curve_point *point)
{
    return point->change == EVNE_CHART_OTHER_SCALE || point->change == EVNE_CHART_OTHER_TOOL;
}

static void widen(evne_curve_part *part, evne_amount amount)
{
    if (!amount.is_known)
        return;
    part->low = amount.milli < part->low ? amount.milli : part->low;
    part->high = amount.milli > part->high ? amount.milli : part->high;
}

/* The ends of the scale that `data` names: a point's, or the chart's. */
static bool read_ends(const evne_value *data, evne_curve_part *part)
{
    evne_amount low = evne_amount_of(evne_value_get(data, "laveste"));
    evne_amount high = evne_amount_of(evne_value_get(data, "hoejeste"));

    if (!low.is_known || !high.is_known || high.milli <= low.milli)
        return false;
    part->low = low.milli;
    part->high = high.milli;
    return true;
}

static evne_curve_part of_chart(const evne_curve *curve)
{
    const evne_value *data = curve->chart->as.chart.data;
    evne_amount low = evne_amount_of(evne_value_get(data, "laveste"));
    evne_amount high = evne_amount_of(evne_value_get(data, "hoejeste"));
    evne_curve_part part = {.low = low.is_known ? low.milli : 0};

    part.high = high.is_known ? high.milli : part.low;
    return part;
}

static evne_curve_part *part_on(evne_curve *curve, long day)
{
    evne_curve_part *part = &curve->parts[0];

    for (size_t i = 1; i < curve->n_parts; i++)
        if (curve->parts[i].first <= day)
            part = &curve->parts[i];
    return part;
}

/* The first series makes the parts; false when there are more than can be drawn. */
static bool find_parts(evne_curve *curve)
{
    const evne_series *series = &curve->series[0];

    for (size_t i = 0; i < series->n_points; i++) {
        evne_curve_point *point = &series->points[i];

        if (i == 0 || begins_part(point)) {
            if (curve->n_parts == EVNE_MOST_PARTS)
                return false;
            curve->parts[curve->n_parts] = of_chart(curve);
            curve->parts[curve->n_parts++].first = point->day;
        }
        point->part = &curve->parts[curve->n_parts - 1];
        curve->parts[curve->n_parts - 1].last = point->day;
    }
    return true;
}

/* The goal stands on the scale of the chart. A chart of one part has no other. */
static void find_goal(evne_curve *curve, evne_curve_part *part)
{
    evne_curve_part chart = of_chart(curve);

    part->has_goal = curve->goal.is_known &&
                     (curve->n_parts == 1 || (part->low == chart.low && part->high == chart.high));
}

static void set_ends(evne_curve *curve)
{
    const evne_series *series = &curve->series[0];

    for (size_t i = 0; curve->n_parts > 1 && i < series->n_points; i++)
        if (!series->points[i].part->is_named)
            series->points[i].part->is_named =
                read_ends(series->points[i].data, series->points[i].part);
    for (size_t i = 0; i < curve->n_parts; i++) {
        find_goal(curve, &curve->parts[i]);
        if (curve->parts[i].has_goal)
            widen(&curve->parts[i], curve->goal);
    }
    for (int s = 0; s < EVNE_MOST_SERIES; s++)
        for (size_t i = 0; i < curve->series[s].n_points; i++)
            widen(curve->series[s].points[i].part, curve->series[s].points[i].value);
    for (size_t i = 0; i < curve->n_parts; i++)
        if (curve->parts[i].high <= curve->parts[i].low)
            curve->parts[i].high = curve->parts[i].low + 1000;
}

bool evne_curve_divide(evne_curve *curve)
{
    evne_series *second = &curve->series[1];

    curve->goal = evne_amount_of(evne_value_get(curve->chart->as.chart.data, "maal"));
    if (!find_parts(curve))
        return false;
    for (size_t i = 0; i < second->n_points; i++) {
        second->points[i].part = part_on(curve, second->points[i].day);
        if (i && second->points[i].part != second->points[i - 1].part)
            second->points[i].is_joined = false;
    }
    set_ends(curve);
    return true;
}

evne_len evne_curve_x(const evne_curve *curve, long day)
{
    evne_len x = evne_scale_at(&curve->x, day);

    for (size_t i = 1; i < curve->n_parts; i++) {
        long from = curve->parts[i - 1].last, to = curve->parts[i].first;

        if (day >= to)
            x += BETWEEN;
        else if (day > from)
            x += (evne_len)((int64_t)BETWEEN * (day - from) / (to - from));
    }
    return x;
}

void evne_curve_spread(evne_curve *curve)
{
    curve->x.to -= (evne_len)(curve->n_parts - 1) * BETWEEN;
    for (size_t i = 0; i < curve->n_parts; i++) {
        evne_curve_part *part = &curve->parts[i];
        bool is_last = i + 1 == curve->n_parts;

        part->left = i ? evne_curve_x(curve, part->first) - BEFORE_FIRST : curve->left;
        part->right = is_last ? curve->right : evne_curve_x(curve, part->last) + AFTER_LAST;
    }
}
