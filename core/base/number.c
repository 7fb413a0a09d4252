/*
 * How: numbers pass through whole numbers, so no locale and no printf rounding is involved.
 * 15 digits fit in a double exactly, and so does a power of ten up to 10^22: one division rounds
 * once, as IEEE 754 asks.
 */
#include "number.h"

#include <math.h>

enum { MOST_DIGITS = 15, MOST_DECIMALS = 6 };

static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

bool evne_number_parse(evne_str text, double *out)
{
    size_t i = 0, n_digits = 0, n_decimals = 0;
    bool negative = text.len && text.p[0] == '-', has_point = false;
    double digits = 0;

    for (i = negative; i < text.len; i++) {
        char c = text.p[i];
        if ((c == '.' || c == ',') && !has_point && n_digits) {
            has_point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++n_digits > MOST_DIGITS)
            return false;
        digits = digits * 10 + (c - '0');
        n_decimals += has_point;
    }
    if (n_digits == 0 || (has_point && n_decimals == 0))
        return false;
    *out = (negative ? -digits : digits) / powers[n_decimals];
    return true;
}

/* From here on a double has no decimals, and its whole part still fits in a long long. */
static const double LARGEST = 1e15;

/*
 * Takes `value` apart into its whole part and its decimals as a whole number, rounded half away
 * from zero as decimals are written: 1.005 is stored a little low, and readers mean 1.005.
 */
static void split(double value, int decimals, long long *whole, long long *fraction)
{
    double size = fabs(value), unit = powers[decimals];
    double slack = fmin(size * 4e-16 * unit, 0.01); /* two units in the last place of a double */

    *whole = (long long)floor(size);
    *fraction = (long long)floor((size - floor(size)) * unit + slack + 0.5);
    if (*fraction >= (long long)unit) {
        ++*whole;
        *fraction = 0;
    }
}

static void put_whole(evne_buf *buf, long long whole, bool grouped)
{
    char digits[32];
    int n = 0;

    do
        digits[n++] = (char)('0' + whole % 10);
    while (whole /= 10);
    grouped = grouped && n > 3;
    while (n--) {
        evne_buf_put_char(buf, digits[n]);
        if (grouped && n && n % 3 == 0)
            evne_buf_put_char(buf, '.');
    }
}

static void put_decimals(evne_buf *buf, long long fraction, int decimals)
{
    char digits[MOST_DECIMALS];

    for (int i = decimals; i--; fraction /= 10)
        digits[i] = (char)('0' + fraction % 10);
    evne_buf_put(buf, digits, (size_t)decimals);
}

static void put_number(evne_buf *buf, double value, int decimals, const char *minus, char point)
{
    long long whole, fraction;

    if (fabs(value) >= LARGEST) {
        evne_buf_printf(buf, "%s%.0f", value < 0 ? minus : "", fabs(value));
        return;
    }
    split(value, decimals, &whole, &fraction);
    if (value < 0 && (whole || fraction))
        evne_buf_puts(buf, minus);
    put_whole(buf, whole, point == ',');
    if (decimals) {
        evne_buf_put_char(buf, point);
        put_decimals(buf, fraction, decimals);
    }
}

void evne_number_danish(evne_buf *buf, double value, int decimals)
{
    put_number(buf, value, decimals, "\xE2\x88\x92", ',');
}

void evne_number_plain(evne_buf *buf, double value)
{
    put_number(buf, value, evne_number_decimals(value, MOST_DECIMALS), "-", '.');
}

int evne_number_decimals(double value, int most)
{
    long long whole, fraction;
    int decimals = most;

    if (fabs(value) >= LARGEST)
        return 0;
    split(value, most, &whole, &fraction);
    while (decimals && fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
    }
    return decimals;
}
