/*
 * How: the parsers of base/date.h decide. What they refuse is looked at a second time, to say which
 * part does not exist (31 February) or how the date that is meant is written here.
 */
#include <string.h>

#include "fieldpass.h"

/* Reads up to three numbers with - . / or blanks between them; returns how many. */
static size_t read_numbers(evne_str text, int numbers[3])
{
    size_t count = 0, n_digits = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c >= '0' && c <= '9' && n_digits < 4) {
            if (n_digits == 0 && count++ == 3)
                return 0;
            numbers[count - 1] = (n_digits++ ? numbers[count - 1] * 10 : 0) + (c - '0');
        } else if (count && strchr("-./ ", c)) {
            n_digits = 0;
        } else {
            return 0;
        }
    }
    return count;
}

static const char *why_no_day(evne_arena *arena, int year, int month, int day)
{
    evne_date first = {year, month, 1};
    evne_date next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};

    if (month < 1 || month > 12)
        return evne_arena_printf(arena, "der er ingen måned %d", month);
    if (year < 1800 || year > 2199)
        return "årstallet skal ligge mellem 1800 og 2199";
    return evne_arena_printf(arena, "%s %d har %ld dage, ikke %d", evne_month_name(month), year,
                             evne_date_days(next) - evne_date_days(first), day);
}

/* Says which part of a date does not exist, or how to write the date that is meant. */
static void refuse_date(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    const char *suggestion = "skriv datoen som 2026-03-02 (år-måned-dag)";
    int n[3], year, day;
    evne_date date;
    char *iso;

    if (read_numbers(text, n) != 3 || (n[0] < 32 && n[2] < 100)) {
        evne_subject_refuse(pass, s, text, "det er ikke en dato", suggestion);
        return;
    }
    year = n[0] > 31 ? n[0] : n[2];
    day = n[0] > 31 ? n[2] : n[0];
    iso = evne_arena_printf(pass->arena, "%04d-%02d-%02d", year, n[1], day);
    if (!evne_date_parse(evne_str_of(iso), &date))
        evne_subject_refuse(pass, s, text, why_no_day(pass->arena, year, n[1], day),
                            "ret dagen eller måneden");
    else
        evne_subject_refuse(pass, s, text, "datoen skal skrives med år, måned og dag",
                            evne_arena_printf(pass->arena, "skriv datoen som %s", iso));
}

const evne_value *evne_fields_date(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_date date;

    if (evne_date_parse(text, &date))
        return evne_subject_text(pass, s, text);
    refuse_date(pass, s, text);
    return NULL;
}

static bool all_digits(evne_str text, size_t count)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len == count;
}

const evne_value *evne_fields_year(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    if (all_digits(text, 4) && text.p[0] >= '1' && text.p[0] <= '2')
        return evne_subject_text(pass, s, text);
    if (text.len > 4)
        return evne_fields_date(pass, s, text);
    evne_subject_refuse(pass, s, text, "det er hverken et årstal eller en dato",
                        "skriv året med fire cifre, eller datoen som 2026-03-02");
    return NULL;
}

const evne_value *evne_fields_time(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    int minute;

    if (evne_time_parse(text, &minute)) {
        const char *normal = evne_arena_printf(pass->arena, "%02d:%02d", minute / 60, minute % 60);
        return evne_subject_text(pass, s, evne_str_of(normal));
    }
    evne_subject_refuse(pass, s, text, "det er ikke et klokkeslæt",
                        "skriv klokkeslættet som 08:30, fra 00:00 til 23:59");
    return NULL;
}

const evne_value *evne_fields_week(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_week week;
    bool has_form = text.len == 8 && all_digits(evne_str_slice(text, 0, 4), 4) &&
                    all_digits(evne_str_slice(text, 6, 8), 2);

    if (evne_week_parse(text, &week))
        return evne_subject_text(pass, s, text);
    evne_subject_refuse(pass, s, text,
                        has_form ? "året har ikke en uge med det nummer" : "det er ikke en uge",
                        "skriv ugen som 2026-W07 (år-W og to cifre)");
    return NULL;
}

const evne_value *evne_fields_moment(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_moment moment;

    if (evne_moment_parse(text, &moment))
        return evne_subject_text(pass, s, text);
    evne_subject_refuse(pass, s, text, "det er ikke et tidspunkt med tidszone",
                        "skriv tidspunktet som 2026-07-13T09:05:00+02:00");
    return NULL;
}
