/*
 * How: a number is taken apart into its digits once, and every rule is arithmetic on those digits.
 * The seventh digit of a CPR number chooses the century together with the year.
 */
#include "fields.h"

#include <string.h>

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

/* --- in a text -------------------------------------------------------------------------------- */

static bool is_digit(evne_str text, size_t at)
{
    return at < text.len && text.p[at] >= '0' && text.p[at] <= '9';
}

/* Is the digit at `from` the first of a number? "S-631171-0016" holds one, "00-631171" goes on. */
static bool begins_number(evne_str text, size_t from)
{
    if (!is_digit(text, from) || (from && is_digit(text, from - 1)))
        return false;
    return !(from > 1 && text.p[from - 1] == '-' && is_digit(text, from - 2));
}

/* Bytes between the sixth digit and the seventh: "631171-0016", "631171 - 0016", "631171–0016". */
static size_t middle_len(evne_str rest)
{
    size_t len = evne_str_starts(rest, " ") ? 1 : 0;

    if (evne_str_starts(evne_str_slice(rest, len, rest.len), "–"))
        len += strlen("–");
    else if (len < rest.len && rest.p[len] == '-')
        len++;
    else
        return len;
    return len < rest.len && rest.p[len] == ' ' ? len + 1 : len;
}

/*
 * Bytes after the first `n` digits. Pairs may stand apart, "63 11 71 00 16" or "63.11.71-0016";
 * then the two halves do, too: "12.05.2026 10 stk" is a date.
 */
static size_t gap_len(evne_str rest, size_t n, bool *is_paired)
{
    bool is_blank = rest.len && rest.p[0] == ' ';
    size_t len = n == 6 ? middle_len(rest) : 0;

    if (n == 2 || n == 4)
        len = is_blank || (rest.len && rest.p[0] == '.');
    if (n == 8)
        len = is_blank && *is_paired;
    if (n == 2)
        *is_paired = len > 0;
    return len;
}

/* Length of what looks like a CPR number at `from`, and its digits; 0 when nothing does. */
static size_t cpr_at(evne_str text, size_t from, char digits[CPR_DIGITS])
{
    size_t at = from;
    bool is_paired = false;

    if (!begins_number(text, from))
        return 0;
    for (size_t n = 0; n < CPR_DIGITS; n++) {
        size_t gap = gap_len(evne_str_slice(text, at, text.len), n, &is_paired);
        if ((n == 4 && is_paired != (gap > 0)) || (n == 6 && is_paired && !gap))
            return 0;
        at += gap;
        if (!is_digit(text, at))
            return 0;
        digits[n] = text.p[at++];
    }
    return is_digit(text, at) ? 0 : at - from;
}

size_t evne_cpr_find(evne_str text, size_t *at)
{
    char digits[CPR_DIGITS];

    for (*at = 0; *at < text.len; ++*at) {
        size_t len = cpr_at(text, *at, digits);
        if (len && evne_cpr_is_valid((evne_str){digits, CPR_DIGITS}))
            return len;
    }
    return 0;
}

void evne_cpr_mask(char *bytes, size_t len)
{
    evne_str text = {bytes, len};
    char digits[CPR_DIGITS];

    for (size_t i = 0; i < len; i++) {
        size_t end = i + cpr_at(text, i, digits);
        for (size_t masked = 0; end > i && masked < 4; end--)
            if (is_digit(text, end - 1)) {
                bytes[end - 1] = 'x';
                masked++;
            }
    }
}
