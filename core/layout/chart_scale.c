/*
 * How: values become thousandths once, as they are read; from there on everything is whole numbers.
 * A direction is found in its quarter of the circle, where the angle is an exact fraction of a
 * right angle, by the series of the sine in 2^30ths.
 */
#include "chart_scale.h"

#include "base/number.h"

enum { ONE_BITS = 30, SHOWN_DECIMALS = 2 };
#define ONE ((int64_t)1 << ONE_BITS)
#define RIGHT_ANGLE ((int64_t)1686629713) /* pi / 2 times 2^30 */
#define MOST_MILLI ((int64_t)1000000000)

evne_amount evne_amount_of(const evne_value *value)
{
    double number, milli;

    if (!value)
        return (evne_amount){0};
    if (value->kind == EVNE_NUMBER)
        number = value->as.number;
    else if (value->kind != EVNE_TEXT || !evne_number_parse(value->as.text, &number))
        return (evne_amount){0};
    milli = number * 1000;
    if (!(milli > -1e9 && milli < 1e9)) /* also what is no number at all */
        milli = milli > 0 ? 1e9 : milli < 0 ? -1e9 : 0;
    return (evne_amount){true, (int64_t)(milli + (milli < 0 ? -0.5 : 0.5))};
}

evne_str evne_amount_text(evne_arena *arena, int64_t milli)
{
    evne_buf buf = {.arena = arena};
    double number = (double)milli / 1000;

    evne_number_danish(&buf, number, evne_number_decimals(number, SHOWN_DECIMALS));
    evne_buf_text(&buf);
    return evne_buf_str(&buf);
}

evne_len evne_scale_at(const evne_scale *scale, int64_t milli)
{
    int64_t span = scale->high - scale->low, room = (int64_t)scale->to - scale->from;
    int64_t at = (milli - scale->low) * room;

    return (evne_len)(scale->from + (at + (at < 0 ? -span : span) / 2) / span);
}

static int64_t count_steps(int64_t low, int64_t high, int64_t step)
{
    int64_t first = evne_scale_first(low, step);

    return first > high ? 0 : (high - first) / step + 1;
}

int64_t evne_scale_step(int64_t low, int64_t high, int most)
{
    static const int64_t factors[] = {1, 2, 5};

    for (int64_t power = 10; power <= MOST_MILLI; power *= 10)
        for (size_t i = 0; i < 3; i++)
            if (count_steps(low, high, power * factors[i]) <= most)
                return power * factors[i];
    return MOST_MILLI * 10;
}

int64_t evne_scale_first(int64_t low, int64_t step)
{
    int64_t whole = low / step * step;

    return whole > low ? whole : whole + step;
}

bool evne_day_of(const evne_value *map, const char *key, long *out)
{
    evne_date date;

    if (!evne_date_parse(evne_value_text(evne_value_get(map, key)), &date))
        return false;
    *out = evne_date_days(date);
    return true;
}

/* The sine of `part` / `whole` of a right angle, times 2^30. */
static int64_t sine(int64_t part, int64_t whole)
{
    int64_t x = RIGHT_ANGLE * part / whole, square = x * x / ONE, term = x, sum = x;

    for (int64_t i = 2; i <= 12; i += 2) {
        term = -(term * square / ONE) / (i * (i + 1));
        sum += term;
    }
    return sum > ONE ? ONE : sum;
}

evne_direction evne_direction_of(size_t k, size_t n)
{
    int64_t quarters = 4 * (int64_t)(k % n), whole = (int64_t)n;
    int64_t rest = quarters % whole;
    int64_t s = sine(rest, whole), c = sine(whole - rest, whole);

    switch (quarters / whole) {
    case 0:
        return (evne_direction){s, -c};
    case 1:
        return (evne_direction){c, s};
    case 2:
        return (evne_direction){-s, c};
    default:
        return (evne_direction){-c, -s};
    }
}

evne_len evne_along(int64_t component, evne_len radius)
{
    int64_t product = component * radius;

    return (evne_len)((product + (product < 0 ? -ONE : ONE) / 2) / ONE);
}
