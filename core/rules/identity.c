/*
 * How: a number is taken apart into its digits once, and every rule is arithmetic on those digits.
 * The seventh digit of a CPR number chooses the century together with the year.
 */
#include "fields.h"

enum { CPR_DIGITS = 10, CVR_DIGITS = 8, REPLACEMENT_DAYS = 60 };

/* Ten digits; a dash or a blank may stand after the sixth. */
static bool read_cpr(evne_str text, int digits[CPR_DIGITS])
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (n == 6 && i == 6 && (c == '-' || c == ' '))
            continue;
        if (c < '0' || c > '9' || n == CPR_DIGITS)
            return false;
        digits[n++] = c - '0';
    }
    return n == CPR_DIGITS;
}

static int century_of(int seventh, int year)
{
    if (seventh <= 3)
        return 1900;
    if (seventh == 4 || seventh == 9)
        return year <= 36 ? 2000 : 1900;
    return year <= 57 ? 2000 : 1800;
}

bool evne_cpr_date(evne_str text, evne_date *born)
{
    int d[CPR_DIGITS], day, year;
    char iso[11];

    if (!read_cpr(text, d))
        return false;
    day = d[0] * 10 + d[1];
    day -= day > REPLACEMENT_DAYS ? REPLACEMENT_DAYS : 0;
    year = d[4] * 10 + d[5];
    year += century_of(d[6], year);
    iso[0] = (char)('0' + year / 1000);
    iso[1] = (char)('0' + year / 100 % 10);
    iso[2] = (char)('0' + d[4]);
    iso[3] = (char)('0' + d[5]);
    iso[4] = iso[7] = '-';
    iso[5] = (char)('0' + d[2]);
    iso[6] = (char)('0' + d[3]);
    iso[8] = (char)('0' + day / 10);
    iso[9] = (char)('0' + day % 10);
    return evne_date_parse((evne_str){iso, 10}, born);
}

bool evne_cpr_is_valid(evne_str text)
{
    evne_date born;

    return evne_cpr_date(text, &born);
}

bool evne_cpr_is_replacement(evne_str text)
{
    int d[CPR_DIGITS];

    return read_cpr(text, d) && d[0] * 10 + d[1] > REPLACEMENT_DAYS;
}

bool evne_cpr_has_modulus_11(evne_str text)
{
    static const int weights[CPR_DIGITS] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    int d[CPR_DIGITS], sum = 0;

    if (!read_cpr(text, d))
        return false;
    for (int i = 0; i < CPR_DIGITS; i++)
        sum += weights[i] * d[i];
    return sum % 11 == 0;
}

bool evne_cvr_is_valid(evne_str text)
{
    static const int weights[CVR_DIGITS] = {2, 7, 6, 5, 4, 3, 2, 1};
    int sum = 0, n = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == ' ' && n && i + 1 < text.len)
            continue;
        if (c < '0' || c > '9' || n == CVR_DIGITS)
            return false;
        sum += weights[n++] * (c - '0');
    }
    return n == CVR_DIGITS && sum % 11 == 0;
}

static size_t count_digits(evne_str text, size_t from, size_t most)
{
    size_t n = 0;

    while (n < most && from + n < text.len && text.p[from + n] >= '0' && text.p[from + n] <= '9')
        n++;
    return n;
}

/* Length of what looks like a CPR number at `from`, or 0. Six digits, perhaps - or blank, four. */
static size_t cpr_at(evne_str text, size_t from)
{
    size_t gap = from + 6, n;

    if ((from && count_digits(text, from - 1, 1)) || count_digits(text, from, 6) < 6)
        return 0;
    if (gap < text.len && (text.p[gap] == '-' || text.p[gap] == ' '))
        gap++;
    n = count_digits(text, gap, 5);
    return n == 4 ? gap + 4 - from : 0;
}

void evne_cpr_mask(char *bytes, size_t len)
{
    evne_str text = {bytes, len};

    for (size_t i = 0; i < len; i++) {
        size_t cpr_len = cpr_at(text, i);
        for (size_t j = cpr_len ? i + cpr_len - 4 : i; j < i + cpr_len; j++)
            bytes[j] = 'x';
    }
}
