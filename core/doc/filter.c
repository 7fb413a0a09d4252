/*
 * How: a table of filters, each a function from value to value. A filter that does not fit returns
 * NULL, and the one place that called it makes the message from the table's own words.
 */
#include "filter.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"

enum { MOST_DECIMALS = 6, SHOWN_DECIMALS = 2 };

typedef enum arg_kind { ARG_NONE, ARG_DIGITS, ARG_TEXT, ARG_TEXT_NEEDED } arg_kind;

typedef const evne_value *apply_fn(evne_arena *arena, const evne_filter_call *call,
                                   const evne_value *in);

struct evne_filter {
    const char *name;
    arg_kind arg;
    const char *fits; /* completes "it takes ..." */
    apply_fn *apply;
};

static const evne_value *text_of(evne_arena *arena, const evne_value *in, const evne_buf *buf)
{
    return evne_value_new_text(arena, &in->place, evne_buf_str(buf));
}

/* --- dates and times ------------------------------------------------------------------------ */

static bool date_of(const evne_value *in, evne_date *out)
{
    evne_moment moment;

    if (in->kind != EVNE_TEXT)
        return false;
    if (evne_date_parse(in->as.text, out))
        return true;
    if (!evne_moment_parse(in->as.text, &moment))
        return false;
    *out = moment.date;
    return true;
}

static const evne_value *apply_dato(evne_arena *arena, const evne_filter_call *call,
                                    const evne_value *in)
{
    evne_buf buf = {.arena = arena};
    evne_date date;

    (void)call;
    if (!date_of(in, &date))
        return NULL;
    evne_date_long(&buf, date);
    return text_of(arena, in, &buf);
}

static const evne_value *apply_dato_kort(evne_arena *arena, const evne_filter_call *call,
                                         const evne_value *in)
{
    evne_buf buf = {.arena = arena};
    evne_date date;

    (void)call;
    if (!date_of(in, &date))
        return NULL;
    evne_date_short(&buf, date);
    return text_of(arena, in, &buf);
}

/* The number of the week that a week, a date or a whole number says; 0 for anything else. */
static int week_of(const evne_value *in)
{
    evne_week week;
    evne_date date;

    if (in->kind == EVNE_NUMBER && in->as.number >= 1 && in->as.number <= 53 &&
        (double)(int)in->as.number == in->as.number)
        return (int)in->as.number;
    if (in->kind == EVNE_TEXT && evne_week_parse(in->as.text, &week))
        return week.week;
    return date_of(in, &date) ? evne_date_week(date).week : 0;
}

static const evne_value *apply_uge(evne_arena *arena, const evne_filter_call *call,
                                   const evne_value *in)
{
    evne_buf buf = {.arena = arena};
    int week = week_of(in);

    (void)call;
    if (!week)
        return NULL;
    evne_buf_printf(&buf, "uge %d", week);
    return text_of(arena, in, &buf);
}

static const evne_value *apply_tid(evne_arena *arena, const evne_filter_call *call,
                                   const evne_value *in)
{
    evne_buf buf = {.arena = arena};
    evne_moment moment;
    int minute;

    (void)call;
    if (in->kind != EVNE_TEXT)
        return NULL;
    if (!evne_time_parse(in->as.text, &minute)) {
        if (!evne_moment_parse(in->as.text, &moment))
            return NULL;
        minute = moment.second_of_day / 60;
    }
    evne_buf_printf(&buf, "%d.%02d", minute / 60, minute % 60);
    return text_of(arena, in, &buf);
}

/* --- numbers -------------------------------------------------------------------------------- */

static bool is_shown(double number)
{
    return number > -1e12 && number < 1e12; /* false for NaN, too */
}

static bool put_number(evne_buf *buf, const evne_filter_call *call, const evne_value *in)
{
    int decimals = call->number;

    if (in->kind != EVNE_NUMBER || !is_shown(in->as.number))
        return false;
    if (decimals < 0)
        decimals = evne_number_decimals(in->as.number, SHOWN_DECIMALS);
    evne_number_danish(buf, in->as.number, decimals);
    return true;
}

static const evne_value *apply_tal(evne_arena *arena, const evne_filter_call *call,
                                   const evne_value *in)
{
    evne_buf buf = {.arena = arena};

    return put_number(&buf, call, in) ? text_of(arena, in, &buf) : NULL;
}

static const evne_value *apply_timer(evne_arena *arena, const evne_filter_call *call,
                                     const evne_value *in)
{
    evne_buf buf = {.arena = arena};

    if (!put_number(&buf, call, in))
        return NULL;
    evne_buf_puts(&buf, evne_str_is(evne_buf_str(&buf), "1") ? " time" : " timer");
    return text_of(arena, in, &buf);
}

static const evne_value *apply_pct(evne_arena *arena, const evne_filter_call *call,
                                   const evne_value *in)
{
    evne_buf buf = {.arena = arena};

    if (!put_number(&buf, call, in))
        return NULL;
    evne_buf_puts(&buf, " %");
    return text_of(arena, in, &buf);
}

/* --- persons -------------------------------------------------------------------------------- */

static bool are_digits(evne_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.len > 0;
}

/* 6 digits, then 4 digits or "xxxx", with or without a hyphen between. */
static const evne_value *apply_cpr_maske(evne_arena *arena, const evne_filter_call *call,
                                         const evne_value *in)
{
    evne_buf buf = {.arena = arena};
    evne_str cpr, end;

    (void)call;
    if (in->kind != EVNE_TEXT)
        return NULL;
    cpr = evne_str_trim(in->as.text);
    end = evne_str_slice(cpr, cpr.len > 6 && cpr.p[6] == '-' ? 7 : 6, cpr.len);
    cpr = evne_str_slice(cpr, 0, 6);
    if (cpr.len != 6 || !are_digits(cpr) || end.len != 4 ||
        (!are_digits(end) && !evne_str_is(end, "xxxx")))
        return NULL;
    evne_buf_put_str(&buf, cpr);
    evne_buf_puts(&buf, "-xxxx");
    return text_of(arena, in, &buf);
}

static const evne_value *apply_navn(evne_arena *arena, const evne_filter_call *call,
                                    const evne_value *in)
{
    evne_str first = evne_value_text(evne_value_get(in, "fornavn"));
    evne_str last = evne_value_text(evne_value_get(in, "efternavn"));
    evne_buf buf = {.arena = arena};

    (void)call;
    if (in->kind == EVNE_TEXT)
        return in;
    if (!first.len && !last.len)
        return NULL;
    evne_buf_put_str(&buf, first);
    if (first.len && last.len)
        evne_buf_put_char(&buf, ' ');
    evne_buf_put_str(&buf, last);
    return text_of(arena, in, &buf);
}

/* --- lists and letters ---------------------------------------------------------------------- */

static const evne_value *apply_liste(evne_arena *arena, const evne_filter_call *call,
                                     const evne_value *in)
{
    evne_str word = call->has_arg ? call->arg : EVNE_STR("og"), text;
    size_t count = evne_value_count(in);
    evne_buf buf = {.arena = arena};

    if (in->kind != EVNE_LIST)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (!evne_filter_plain(arena, evne_value_item(in, i), &text))
            return NULL;
        if (i && i + 1 < count)
            evne_buf_puts(&buf, ", ");
        else if (i) {
            evne_buf_put_char(&buf, ' ');
            evne_buf_put_str(&buf, word);
            evne_buf_put_char(&buf, ' ');
        }
        evne_buf_put_str(&buf, evne_str_trim(text));
    }
    return text_of(arena, in, &buf);
}

/* Simple case of the letters that Danish texts hold: ASCII, Latin-1, Latin Extended-A. */
static uint32_t other_case(uint32_t c, bool to_upper)
{
    bool is_even_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
    bool is_odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);

    if (to_upper) {
        if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
            return c - 0x20;
        if (c == 0xFF)
            return 0x178;
        if (c == 0x131)
            return 'I';
        return c - ((is_even_upper && c % 2 == 1) || (is_odd_upper && c % 2 == 0));
    }
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 0x20;
    if (c == 0x178)
        return 0xFF;
    if (c == 0x130)
        return 'i';
    return c + ((is_even_upper && c % 2 == 0) || (is_odd_upper && c % 2 == 1));
}

static const evne_value *first_letter(evne_arena *arena, const evne_value *in, bool to_upper)
{
    evne_buf buf = {.arena = arena};
    size_t at = 0;
    uint32_t c;

    if (in->kind != EVNE_TEXT)
        return NULL;
    if (!in->as.text.len)
        return in;
    c = evne_utf8_next(in->as.text, &at);
    if (c == EVNE_NO_CODE_POINT)
        return in;
    evne_utf8_put(&buf, other_case(c, to_upper));
    evne_buf_put_str(&buf, evne_str_slice(in->as.text, at, in->as.text.len));
    return text_of(arena, in, &buf);
}

static const evne_value *apply_stor(evne_arena *arena, const evne_filter_call *call,
                                    const evne_value *in)
{
    (void)call;
    return first_letter(arena, in, true);
}

static const evne_value *apply_lille(evne_arena *arena, const evne_filter_call *call,
                                     const evne_value *in)
{
    (void)call;
    return first_letter(arena, in, false);
}

static const evne_value *apply_eller(evne_arena *arena, const evne_filter_call *call,
                                     const evne_value *in)
{
    (void)arena;
    (void)call;
    return in; /* it is there: evne_filter_apply fills in what is not */
}

static const evne_filter filters[] = {
    {"dato", ARG_NONE, "a date such as \"2026-03-02\"", apply_dato},
    {"dato_kort", ARG_NONE, "a date such as \"2026-03-02\"", apply_dato_kort},
    {"uge", ARG_NONE, "a week such as \"2026-W07\", a date, or a number from 1 to 53", apply_uge},
    {"tid", ARG_NONE, "a time such as \"09:30\"", apply_tid},
    {"timer", ARG_DIGITS, "a number", apply_timer},
    {"tal", ARG_DIGITS, "a number", apply_tal},
    {"pct", ARG_DIGITS, "a number", apply_pct},
    {"cpr_maske", ARG_NONE, "a CPR number", apply_cpr_maske},
    {"navn", ARG_NONE, "a text or {fornavn, efternavn}", apply_navn},
    {"liste", ARG_TEXT, "a list of texts or numbers", apply_liste},
    {"stor", ARG_NONE, "a text", apply_stor},
    {"lille", ARG_NONE, "a text", apply_lille},
    {"eller", ARG_TEXT_NEEDED, "anything", apply_eller},
};
enum { N_FILTERS = sizeof filters / sizeof *filters };

static evne_status unknown_filter(evne_str name, evne_origin at, evne_error *err)
{
    char names[200] = "";
    size_t len = 0;

    for (int i = 0; i < N_FILTERS; i++) {
        size_t n = strlen(filters[i].name);
        if (len + n + 3 > sizeof names)
            break;
        if (i) {
            memcpy(names + len, ", ", 3);
            len += 2;
        }
        memcpy(names + len, filters[i].name, n + 1);
        len += n;
    }
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "unknown filter '%.*s'; filters are %s",
                     (int)(name.len < 40 ? name.len : 40), name.p, names);
}

static evne_status check_arg(evne_filter_call *call, bool is_quoted, evne_origin at,
                             evne_error *err)
{
    const evne_filter *filter = call->filter;
    bool wants_text = filter->arg == ARG_TEXT || filter->arg == ARG_TEXT_NEEDED;

    call->number = -1;
    if (filter->arg == ARG_TEXT_NEEDED && !call->has_arg)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "filter '%s' needs a text: %s(\"...\")",
                         filter->name, filter->name);
    if (!call->has_arg)
        return EVNE_OK;
    if (filter->arg == ARG_NONE)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "filter '%s' takes nothing in brackets",
                         filter->name);
    if (wants_text && !is_quoted)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "what filter '%s' is given stands in quotes: %s(\"...\")", filter->name,
                         filter->name);
    if (wants_text)
        return EVNE_OK;
    if (is_quoted || call->arg.len != 1 || call->arg.p[0] < '0' ||
        call->arg.p[0] > '0' + MOST_DECIMALS)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "filter '%s' takes the number of decimals, 0 to %d: %s(1)", filter->name,
                         MOST_DECIMALS, filter->name);
    call->number = call->arg.p[0] - '0';
    return EVNE_OK;
}

evne_status evne_filter_bind(evne_filter_call *call, evne_str name, bool is_quoted, evne_origin at,
                             evne_error *err)
{
    for (int i = 0; i < N_FILTERS; i++)
        if (evne_str_is(name, filters[i].name))
            call->filter = &filters[i];
    if (!call->filter)
        return unknown_filter(name, at, err);
    return check_arg(call, is_quoted, at, err);
}

bool evne_filter_fills(const evne_filter_call *call)
{
    return call->filter->apply == apply_eller;
}

const char *evne_filter_kind(const evne_value *value)
{
    if (!value)
        return "nothing";
    switch (value->kind) {
    case EVNE_NULL:
        return "nothing";
    case EVNE_BOOL:
        return "yes or no";
    case EVNE_NUMBER:
        return "a number";
    case EVNE_TEXT:
        return value->as.text.len ? "a text" : "an empty text";
    case EVNE_LIST:
        return "a list";
    case EVNE_MAP:
        return "a group";
    }
    return "nothing";
}

evne_status evne_filter_apply(evne_arena *arena, const evne_filter_call *call, evne_str path,
                              const evne_value *in, evne_origin at, const evne_value **out,
                              evne_error *err)
{
    *out = in;
    if (evne_filter_fills(call)) {
        if (!in || evne_value_is_empty(in))
            *out = evne_value_new_text(arena, in ? &in->place : NULL, call->arg);
        return EVNE_OK;
    }
    if (!in)
        return EVNE_OK;
    *out = call->filter->apply(arena, call, in);
    if (*out)
        return EVNE_OK;
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                     "filter '%s' does not fit '%.*s', which is %s; it takes %s",
                     call->filter->name, (int)(path.len < 100 ? path.len : 100), path.p,
                     evne_filter_kind(in), call->filter->fits);
}

bool evne_filter_plain(evne_arena *arena, const evne_value *value, evne_str *out)
{
    evne_buf buf = {.arena = arena};

    *out = EVNE_STR("");
    if (!value || value->kind == EVNE_NULL)
        return true;
    switch (value->kind) {
    case EVNE_TEXT:
        *out = value->as.text;
        return true;
    case EVNE_BOOL:
        *out = value->as.truth ? EVNE_STR("ja") : EVNE_STR("nej");
        return true;
    case EVNE_NUMBER:
        if (!is_shown(value->as.number))
            return false;
        evne_number_danish(&buf, value->as.number,
                           evne_number_decimals(value->as.number, SHOWN_DECIMALS));
        *out = evne_buf_str(&buf);
        return true;
    default:
        return false;
    }
}
