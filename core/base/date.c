/*
 * How: every question about a date is answered through its day number. The day number comes from
 * counting years from March, so that the leap day is the last of its year.
 */
#include "date.h"

#include <string.h>

enum { MONDAY = 1, SUNDAY = 7, MINUTES_PER_DAY = 24 * 60 };

static bool take_digits(evne_str *s, size_t least, size_t most, int *out)
{
    size_t n = 0;
    int value = 0;

    while (n < most && n < s->len && s->p[n] >= '0' && s->p[n] <= '9')
        value = value * 10 + (s->p[n++] - '0');
    if (n < least)
        return false;
    *s = evne_str_slice(*s, n, s->len);
    *out = value;
    return true;
}

static bool take_char(evne_str *s, const char *one_of)
{
    if (s->len == 0 || !strchr(one_of, s->p[0]))
        return false;
    *s = evne_str_slice(*s, 1, s->len);
    return true;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

static bool take_date(evne_str *s, evne_date *out)
{
    evne_date d;

    if (!take_digits(s, 4, 4, &d.year) || !take_char(s, "-") || !take_digits(s, 2, 2, &d.month) ||
        !take_char(s, "-") || !take_digits(s, 2, 2, &d.day))
        return false;
    if (d.year < 1800 || d.year > 2199 || d.month < 1 || d.month > 12 || d.day < 1 ||
        d.day > days_in_month(d.year, d.month))
        return false;
    *out = d;
    return true;
}

static bool take_time(evne_str *s, size_t least_hour_digits, const char *colon, int *minute_of_day)
{
    int hour, minute;

    if (!take_digits(s, least_hour_digits, 2, &hour) || !take_char(s, colon) ||
        !take_digits(s, 2, 2, &minute) || hour > 23 || minute > 59)
        return false;
    *minute_of_day = hour * 60 + minute;
    return true;
}

bool evne_date_parse(evne_str text, evne_date *out)
{
    return take_date(&text, out) && text.len == 0;
}

bool evne_time_parse(evne_str text, int *minute_of_day)
{
    return take_time(&text, 1, ":.", minute_of_day) && text.len == 0;
}

static int weeks_in_year(int year)
{
    evne_date last_thursday_week = {year, 12, 28}; /* 28 December always lies in the last week */

    return evne_date_week(last_thursday_week).week;
}

bool evne_week_parse(evne_str text, evne_week *out)
{
    evne_week w;

    if (!take_digits(&text, 4, 4, &w.year) || !take_char(&text, "-") || !take_char(&text, "W") ||
        !take_digits(&text, 2, 2, &w.week) || text.len)
        return false;
    if (w.year < 1800 || w.year > 2199 || w.week < 1 || w.week > weeks_in_year(w.year))
        return false;
    *out = w;
    return true;
}

static bool take_offset(evne_str *s, int *offset_min)
{
    int minutes, sign = s->len && s->p[0] == '-' ? -1 : 1;

    if (take_char(s, "Z")) {
        *offset_min = 0;
        return true;
    }
    if (!take_char(s, "+-") || !take_time(s, 2, ":", &minutes))
        return false;
    *offset_min = sign * minutes;
    return true;
}

bool evne_moment_parse(evne_str text, evne_moment *out)
{
    evne_moment m;
    int minute, second = 0;

    if (!take_date(&text, &m.date) || !take_char(&text, "T ") || !take_time(&text, 2, ":", &minute))
        return false;
    if (take_char(&text, ":") && (!take_digits(&text, 2, 2, &second) || second > 59))
        return false;
    if (!take_offset(&text, &m.offset_min) || text.len)
        return false;
    m.second_of_day = minute * 60 + second;
    *out = m;
    return true;
}

long evne_date_days(evne_date d)
{
    long year = d.month > 2 ? d.year : d.year - 1;
    long day_of_year = (153L * (d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + d.day - 1;

    return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

evne_date evne_date_of_days(long days)
{
    long shifted = days + 719468, era = shifted / 146097, of_era = shifted % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (int)((5 * of_year + 2) / 153);
    evne_date d = {(int)(year + era * 400), month < 10 ? month + 3 : month - 9,
                   (int)(of_year - (153 * month + 2) / 5 + 1)};

    d.year += d.month <= 2;
    return d;
}

int evne_date_order(evne_date a, evne_date b)
{
    long left = evne_date_days(a), right = evne_date_days(b);

    return (left > right) - (left < right);
}

int evne_date_weekday(evne_date date)
{
    long from_monday = (evne_date_days(date) + 3) % 7; /* 1970-01-01 was a Thursday */

    return (int)(from_monday < 0 ? from_monday + 7 : from_monday) + MONDAY;
}

evne_week evne_date_week(evne_date date)
{
    long thursday = evne_date_days(date) - evne_date_weekday(date) + 4;
    int year = evne_date_of_days(thursday).year;
    long new_year = evne_date_days((evne_date){year, 1, 1});

    return (evne_week){year, (int)((thursday - new_year) / 7 + 1)};
}

evne_date evne_week_monday(evne_week week)
{
    evne_date first_week_day = {week.year, 1, 4}; /* 4 January always lies in week 1 */
    long monday = evne_date_days(first_week_day) - evne_date_weekday(first_week_day) + 1;

    return evne_date_of_days(monday + 7L * (week.week - 1));
}

int evne_week_order(evne_week a, evne_week b)
{
    return a.year != b.year ? (a.year > b.year) - (a.year < b.year)
                            : (a.week > b.week) - (a.week < b.week);
}

const char *evne_month_name(int month)
{
    static const char *const names[] = {"januar",    "februar", "marts",    "april",
                                        "maj",       "juni",    "juli",     "august",
                                        "september", "oktober", "november", "december"};

    return names[month - 1];
}

static const char *const weekdays[] = {"mandag", "tirsdag", "onsdag", "torsdag",
                                       "fredag", "lørdag",  "søndag"};

const char *evne_weekday_name(int weekday)
{
    return weekdays[weekday - 1];
}

const char *evne_weekday_short(int weekday)
{
    static const char *const names[] = {"man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."};

    return names[weekday - 1];
}

int evne_weekday_of(evne_str name)
{
    for (int day = MONDAY; day <= SUNDAY; day++)
        if (evne_str_is(name, evne_weekday_name(day)))
            return day;
    return 0;
}

void evne_date_iso(evne_buf *buf, evne_date d)
{
    evne_buf_printf(buf, "%04d-%02d-%02d", d.year, d.month, d.day);
}

void evne_date_long(evne_buf *buf, evne_date d)
{
    evne_buf_printf(buf, "%d. %s %d", d.day, evne_month_name(d.month), d.year);
}

void evne_date_short(evne_buf *buf, evne_date d)
{
    evne_buf_printf(buf, "%02d.%02d.%04d", d.day, d.month, d.year);
}

static long last_sunday(int year, int month)
{
    evne_date last = {year, month, days_in_month(year, month)};

    return evne_date_days(last) - evne_date_weekday(last) % SUNDAY;
}

/*
 * Minutes that the wall clock in Denmark is ahead of UTC. Clocks change at 01:00 UTC, which is
 * 02:00 on the last Sunday of March and, in summer time, 03:00 on the last Sunday of October.
 * The hour that occurs twice is read as its first occurrence.
 */
static int offset_in_denmark(long day, int minute)
{
    int year = evne_date_of_days(day).year;
    long wall = day * MINUTES_PER_DAY + minute;
    long summer = last_sunday(year, 3) * MINUTES_PER_DAY + 2 * 60;
    long winter = last_sunday(year, 10) * MINUTES_PER_DAY + 3 * 60;

    return wall >= summer && wall < winter ? 120 : 60;
}

int evne_minutes_between(evne_date date, int start_minute, int end_minute)
{
    long first = evne_date_days(date), last = first + (end_minute <= start_minute);
    long wall = (last - first) * MINUTES_PER_DAY + end_minute - start_minute;

    return (int)(wall + offset_in_denmark(first, start_minute) -
                 offset_in_denmark(last, end_minute));
}
