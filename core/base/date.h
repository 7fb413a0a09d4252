/*
 * date.h - calendar dates, times of day and ISO weeks; the "now" a job was given.
 *
 * Layer: base. Gregorian calendar, ISO 8601 weeks (Monday first), Danish names. Nothing here reads
 * the clock: a document's date comes from its case or from the command line.
 */
#ifndef EVNE_BASE_DATE_H
#define EVNE_BASE_DATE_H

#include "str.h"

typedef struct evne_date {
    int year, month, day; /* month 1 to 12, day 1 to 31 */
} evne_date;

/* An ISO 8601 week; the year is the week's own, which around New Year differs from the date's. */
typedef struct evne_week {
    int year, week;
} evne_week;

/* A moment as written in a case: local date and time with its offset from UTC in minutes. */
typedef struct evne_moment {
    evne_date date;
    int second_of_day, offset_min;
} evne_moment;

bool evne_date_parse(evne_str text, evne_date *out);     /* "2026-03-02", years 1800 to 2199 */
bool evne_time_parse(evne_str text, int *minute_of_day); /* "08:30", "8:30", "8.30" */
bool evne_week_parse(evne_str text, evne_week *out);     /* "2026-W07" */
bool evne_moment_parse(evne_str text, evne_moment *out); /* "2026-07-13T09:05:00+02:00" or Z */

/* Days since 1970-01-01 and back. */
long evne_date_days(evne_date date);
evne_date evne_date_of_days(long days);
int evne_date_order(evne_date a, evne_date b);
int evne_date_weekday(evne_date date); /* 1 Monday to 7 Sunday */
evne_week evne_date_week(evne_date date);
evne_date evne_week_monday(evne_week week);
int evne_week_order(evne_week a, evne_week b);

/* Lower case, as Danish writes them: "marts", "mandag", "man." */
const char *evne_month_name(int month);
const char *evne_weekday_name(int weekday);
const char *evne_weekday_short(int weekday);
/* 1 to 7 for a Danish weekday name in lower case, 0 for anything else. */
int evne_weekday_of(evne_str name);

/* "2026-03-02", "2. marts 2026", "02.03.2026" */
void evne_date_iso(evne_buf *buf, evne_date date);
void evne_date_long(evne_buf *buf, evne_date date);
void evne_date_short(evne_buf *buf, evne_date date);

/*
 * Real minutes between two wall clock times in Denmark (Europe/Copenhagen, the EU's rule since
 * 1996: directive 2000/84/EC), where the end lies on the next day when it is not after the start.
 * On the night of 24 to 25 October 2026, 23:30 to 04:30 are 360 minutes.
 */
int evne_minutes_between(evne_date date, int start_minute, int end_minute);

#endif
