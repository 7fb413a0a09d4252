/*
 * How: a small formatter of our own, since C's follows the locale, writes addresses (%p) and takes
 * widths without end. Directives: %s %d %f %x %X %%, flags - 0 +, width up to 99, precision up to 6
 * for %f and up to 99 characters for %s. Widths count characters, so a column with "æ" lines up.
 * %f rounds as evne_number_danish does: half away from zero, as people round.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "libs.h"
#include "sandbox.h"

enum { WIDEST = 99, MOST_DECIMALS = 6, DEFAULT_DECIMALS = 6, NO_PRECISION = -1 };

static const double largest = 1e15; /* %f of more has no exact decimals (base/number.h) */

typedef struct directive {
    bool is_left, has_zeros, has_plus;
    int width, precision;
    char kind;
} directive;

static int take_number(lua_State *L, const char **at, const char *end)
{
    int number = 0;

    while (*at < end && **at >= '0' && **at <= '9') {
        number = number * 10 + (*(*at)++ - '0');
        if (number > WIDEST)
            luaL_error(L, "format: a width is at most %d", (int)WIDEST);
    }
    return number;
}

static bool take_flag(directive *d, char c)
{
    d->is_left = d->is_left || c == '-';
    d->has_zeros = d->has_zeros || c == '0';
    d->has_plus = d->has_plus || c == '+';
    return c == '-' || c == '0' || c == '+';
}

/* Reads what follows the percent sign. */
static directive take_directive(lua_State *L, const char **at, const char *end)
{
    directive d = {.precision = NO_PRECISION};

    while (*at < end && take_flag(&d, **at))
        ++*at;
    d.width = take_number(L, at, end);
    if (*at < end && **at == '.') {
        ++*at;
        d.precision = take_number(L, at, end);
    }
    if (*at == end)
        luaL_error(L, "format ends inside a directive");
    d.kind = *(*at)++;
    return d;
}

/* Adds `sign` and `body`, filled up to the width with blanks or zeros. */
static void add_padded(luaL_Buffer *out, const directive *d, evne_str sign, evne_str body)
{
    size_t used = sign.len + evne_utf8_count(body);
    size_t fill = (size_t)d->width > used ? (size_t)d->width - used : 0;
    bool has_zeros = d->has_zeros && !d->is_left && d->kind != 's';

    for (size_t i = 0; i < fill && !d->is_left && !has_zeros; i++)
        luaL_addchar(out, ' ');
    luaL_addlstring(out, sign.p, sign.len);
    for (size_t i = 0; i < fill && has_zeros; i++)
        luaL_addchar(out, '0');
    luaL_addlstring(out, body.p, body.len);
    for (size_t i = 0; i < fill && d->is_left; i++)
        luaL_addchar(out, ' ');
}

static evne_str sign_of(const directive *d, bool is_negative)
{
    if (is_negative)
        return EVNE_STR("-");
    return d->has_plus ? EVNE_STR("+") : (evne_str){"", 0};
}

/* `kind` is d, x or X; x and X show a negative number as its two's complement, as C does. */
static evne_str write_whole(char kind, lua_Integer n, char *room, size_t size)
{
    unsigned long long digits = n < 0 && kind == 'd' ? 0ull - (lua_Unsigned)n : (lua_Unsigned)n;
    int len;

    if (kind == 'd')
        len = snprintf(room, size, "%llu", digits);
    else if (kind == 'x')
        len = snprintf(room, size, "%llx", digits);
    else
        len = snprintf(room, size, "%llX", digits);
    return (evne_str){room, (size_t)len};
}

static void add_whole(lua_State *L, luaL_Buffer *out, const directive *d, int arg)
{
    lua_Integer n = luaL_checkinteger(L, arg);
    char room[32];

    if (d->precision != NO_PRECISION)
        luaL_error(L, "format: '%%%c' takes no precision", d->kind);
    add_padded(out, d, sign_of(d, n < 0 && d->kind == 'd'),
               write_whole(d->kind, n, room, sizeof room));
}

/* Danish digits to plain ones: no points between thousands, a point for the comma. */
static evne_str plain_digits(evne_str danish, char *room)
{
    size_t len = 0;

    for (size_t i = 0; i < danish.len; i++)
        if (danish.p[i] != '.')
            room[len++] = danish.p[i] == ',' ? '.' : danish.p[i];
    return (evne_str){room, len};
}

static void add_fraction(lua_State *L, luaL_Buffer *out, const directive *d, int arg)
{
    double value = luaL_checknumber(L, arg);
    int decimals = d->precision == NO_PRECISION ? DEFAULT_DECIMALS : d->precision;
    char danish[64], plain[64];
    evne_buf buf = {.p = danish, .room = sizeof danish}; /* 15 digits and 6 decimals always fit */
    evne_str digits;
    bool is_negative = value < 0;

    if (decimals > MOST_DECIMALS)
        luaL_error(L, "format: '%%f' takes at most %d decimals", (int)MOST_DECIMALS);
    if (!(fabs(value) < largest / pow(10, decimals)))
        luaL_error(L, "format: the number is too large for '%%f'");
    evne_number_danish(&buf, fabs(value), decimals);
    digits = plain_digits(evne_buf_str(&buf), plain);
    if (strspn(plain, "0.") >= digits.len)
        is_negative = false;
    add_padded(out, d, sign_of(d, is_negative), digits);
}

static void add_text(lua_State *L, luaL_Buffer *out, const directive *d, int arg)
{
    evne_str s;
    size_t end = 0;

    evne_lib_push_text_of(L, arg);
    lua_replace(L, arg); /* what a luaL_Buffer keeps must be on top again */
    s = evne_lib_check_str(L, arg);
    if (d->precision != NO_PRECISION) {
        for (int i = 0; i < d->precision && end < s.len; i++)
            evne_utf8_next(s, &end);
        s.len = end;
    }
    add_padded(out, d, (evne_str){"", 0}, s);
}

static void add_argument(lua_State *L, luaL_Buffer *out, const directive *d, int arg)
{
    switch (d->kind) {
    case 's':
        add_text(L, out, d, arg);
        return;
    case 'd':
    case 'x':
    case 'X':
        add_whole(L, out, d, arg);
        return;
    case 'f':
        add_fraction(L, out, d, arg);
        return;
    default:
        luaL_error(L, "format knows %%s %%d %%f %%x %%X and %%%%, not '%%%c'", d->kind);
    }
}

int evne_lib_format(lua_State *L)
{
    evne_str form = evne_lib_check_str(L, 1);
    const char *at = form.p, *end = form.p + form.len;
    int n_args = lua_gettop(L), arg = 1;
    luaL_Buffer out;

    evne_sandbox_charge(L, form.len / 4);
    luaL_buffinit(L, &out);
    while (at < end) {
        if (*at != '%') {
            luaL_addchar(&out, *at++);
            continue;
        }
        if (++at < end && *at == '%') {
            luaL_addchar(&out, *at++);
            continue;
        }
        directive d = take_directive(L, &at, end);
        if (++arg > n_args)
            return luaL_error(L, "format: no value for '%%%c'", d.kind);
        add_argument(L, &out, &d, arg);
    }
    luaL_pushresult(&out);
    return 1;
}
