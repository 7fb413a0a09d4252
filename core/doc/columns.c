/*
 * How: the argument of {% columns %} is cut at its bars; each column is a width and at most one
 * word. Widths are read as whole thousandths, so they are the same everywhere.
 */
#include "syntax.h"

#include <string.h>

#include "base/number.h"

/* Tables use the whole content width; a narrower column has no room for a word. */
enum { MOST_COLUMNS = 40, LEAST_POINTS = 18, PAGE_POINTS = 474 };

static evne_status wrong_column(evne_str text, evne_origin at, evne_error *err)
{
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                     "'%.*s' is no column: a width in points or '*', then 'right', 'number', "
                     "'number(2)', 'bar' or 'plot'",
                     (int)(text.len < 60 ? text.len : 60), text.p);
}

/* Whatever number is written is taken; check_width says whether it can be. */
static bool parse_width(evne_str text, evne_len *out)
{
    double points;

    *out = 0;
    if (evne_str_is(text, "*"))
        return true;
    if (!evne_number_parse(text, &points) || points <= 0)
        return false;
    *out = EVNE_PT(points < 2 * PAGE_POINTS ? points : 2 * PAGE_POINTS);
    return *out > 0;
}

static evne_status check_width(const evne_column *column, evne_str text, evne_origin at,
                               evne_error *err)
{
    evne_len width = column->width;

    if (width == 0 || (width >= EVNE_PT(LEAST_POINTS) && width <= EVNE_PT(PAGE_POINTS)))
        return EVNE_OK;
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                     "'%.*s': a column is %d to %d points wide, or '*' for what is left",
                     EVNE_STR_ARGS(text), LEAST_POINTS, PAGE_POINTS);
}

static bool parse_kind(evne_str text, evne_column *column)
{
    if (!text.len)
        return true;
    column->align = EVNE_ALIGN_RIGHT;
    if (evne_str_is(text, "right"))
        return true;
    column->kind = EVNE_COLUMN_NUMBER;
    if (evne_str_is(text, "number"))
        return true;
    if (evne_str_starts(text, "number(") && text.len == 9 && text.p[8] == ')' && text.p[7] >= '0' &&
        text.p[7] <= '6') {
        column->decimals = text.p[7] - '0';
        return true;
    }
    column->align = EVNE_ALIGN_LEFT;
    column->kind = evne_str_is(text, "bar") ? EVNE_COLUMN_BAR : EVNE_COLUMN_PLOT;
    return column->kind == EVNE_COLUMN_BAR || evne_str_is(text, "plot");
}

static bool parse_column(evne_str text, evne_column *column)
{
    size_t n = 0;

    *column = (evne_column){.decimals = -1};
    while (n < text.len && text.p[n] != ' ' && text.p[n] != '\t')
        n++;
    return parse_width(evne_str_slice(text, 0, n), &column->width) &&
           parse_kind(evne_str_trim(evne_str_slice(text, n, text.len)), column);
}

/* The text up to the next bar; `*from` moves past it. */
static evne_str next_part(evne_str text, size_t *from)
{
    const char *bar = memchr(text.p + *from, '|', text.len - *from);
    size_t to = bar ? (size_t)(bar - text.p) : text.len;
    evne_str part = evne_str_trim(evne_str_slice(text, *from, to));

    *from = to + 1;
    return part;
}

evne_status evne_columns_parse(evne_arena *arena, evne_str text, evne_origin at,
                               const evne_column **out, size_t *n_out, evne_error *err)
{
    evne_column *columns = evne_arena_array(arena, MOST_COLUMNS, sizeof *columns);
    size_t n = 0;
    evne_len sum = 0;

    for (size_t from = 0; from <= text.len;) {
        evne_str part = next_part(text, &from);
        if (n == MOST_COLUMNS)
            return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "a table has at most %d columns",
                             MOST_COLUMNS);
        if (!parse_column(part, &columns[n]))
            return wrong_column(part, at, err);
        EVNE_TRY(check_width(&columns[n], part, at, err));
        if (columns[n].kind == EVNE_COLUMN_PLOT && n < 2)
            return evne_fail(
                err, EVNE_TEMPLATE, EVNE_AT(at),
                "a 'plot' column draws the two columns to its left, which are missing");
        sum += columns[n].width ? columns[n].width : EVNE_PT(LEAST_POINTS);
        n++;
    }
    if (sum > PAGE_POINTS * 1000)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "the columns are %d points wide together, a '*' at least %d; the page "
                         "has %d",
                         (int)((sum + 999) / 1000), LEAST_POINTS, PAGE_POINTS);
    *out = columns;
    *n_out = n;
    return EVNE_OK;
}
