/*
 * How: arguments are read with base/date.h, answers are written in its normal forms. A text that is
 * no date is an error that quotes it: a report must not print a guess.
 */
#include "base/date.h"

#include "libs.h"
#include "sandbox.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2199, LONGEST_SHOWN = 40 };

/* Room for every text that base/date.h writes. */
typedef struct short_text {
    char room[64];
} short_text;

static evne_buf start_text(short_text *text)
{
    return (evne_buf){.p = text->room, .room = sizeof text->room};
}

static int push_text(lua_State *L, const evne_buf *buf)
{
    evne_lib_push_str(L, evne_buf_str(buf));
    return 1;
}

static int refuse(lua_State *L, int arg, const char *wanted)
{
    evne_str s = evne_lib_check_str(L, arg);
    const char *shown = lua_pushlstring(L, s.p, s.len < LONGEST_SHOWN ? s.len : LONGEST_SHOWN);

    return luaL_error(L, "'%s' is no %s", shown, wanted);
}

static evne_date check_date(lua_State *L, int arg)
{
    evne_date date = {0};

    if (!evne_date_parse(evne_lib_check_str(L, arg), &date))
        refuse(L, arg, "date such as 2026-03-02");
    return date;
}

static int check_time(lua_State *L, int arg)
{
    int minute = 0;

    if (!evne_time_parse(evne_lib_check_str(L, arg), &minute))
        refuse(L, arg, "time such as 08:30");
    return minute;
}

static evne_week check_week(lua_State *L, int arg)
{
    evne_week week = {0};

    if (!evne_week_parse(evne_lib_check_str(L, arg), &week))
        refuse(L, arg, "week such as 2026-W07");
    return week;
}

static int push_date(lua_State *L, evne_date date)
{
    short_text text;
    evne_buf buf = start_text(&text);

    evne_date_iso(&buf, date);
    return push_text(L, &buf);
}

static int push_week(lua_State *L, evne_week week)
{
    lua_pushfstring(L, "%d-W%d%d", week.year, week.week / 10, week.week % 10);
    return 1;
}

static int date_is(lua_State *L)
{
    evne_date date;

    lua_pushboolean(L, lua_type(L, 1) == LUA_TSTRING &&
                           evne_date_parse(evne_lib_check_str(L, 1), &date));
    return 1;
}

static int date_weekday(lua_State *L)
{
    lua_pushinteger(L, evne_date_weekday(check_date(L, 1)));
    return 1;
}

/* A weekday's number: given as number 1 to 7, or that of a date. */
static int check_weekday(lua_State *L)
{
    lua_Integer number;

    if (lua_type(L, 1) != LUA_TNUMBER)
        return evne_date_weekday(check_date(L, 1));
    number = luaL_checkinteger(L, 1);
    luaL_argcheck(L, number >= 1 && number <= 7, 1, "a weekday is 1 to 7");
    return (int)number;
}

static int date_weekday_name(lua_State *L)
{
    lua_pushstring(L, evne_weekday_name(check_weekday(L)));
    return 1;
}

static int date_weekday_short(lua_State *L)
{
    lua_pushstring(L, evne_weekday_short(check_weekday(L)));
    return 1;
}

static int date_month_name(lua_State *L)
{
    lua_Integer month = luaL_checkinteger(L, 1);

    luaL_argcheck(L, month >= 1 && month <= 12, 1, "a month is 1 to 12");
    lua_pushstring(L, evne_month_name((int)month));
    return 1;
}

static int date_week(lua_State *L)
{
    return push_week(L, evne_date_week(check_date(L, 1)));
}

static int date_monday(lua_State *L)
{
    return push_date(L, evne_week_monday(check_week(L, 1)));
}

static int date_week_number(lua_State *L)
{
    lua_pushinteger(L, check_week(L, 1).week);
    return 1;
}

static int date_week_year(lua_State *L)
{
    lua_pushinteger(L, check_week(L, 1).year);
    return 1;
}

/* Upvalues: day number of the next Monday to give, and of the last one. */
static int next_week(lua_State *L)
{
    long monday = (long)lua_tointeger(L, lua_upvalueindex(1));

    if (monday > (long)lua_tointeger(L, lua_upvalueindex(2)))
        return 0;
    lua_pushinteger(L, monday + 7);
    lua_replace(L, lua_upvalueindex(1));
    return push_week(L, evne_date_week(evne_date_of_days(monday)));
}

static int date_weeks(lua_State *L)
{
    long first = evne_date_days(evne_week_monday(check_week(L, 1)));
    long last = evne_date_days(evne_week_monday(check_week(L, 2)));

    lua_pushinteger(L, first);
    lua_pushinteger(L, last);
    lua_pushcclosure(L, next_week, 2);
    return 1;
}

static int date_add(lua_State *L)
{
    long days = evne_date_days(check_date(L, 1));
    long first = evne_date_days((evne_date){FIRST_YEAR, 1, 1});
    long last = evne_date_days((evne_date){LAST_YEAR, 12, 31});
    lua_Integer more = luaL_checkinteger(L, 2);

    if (more < first - days || more > last - days)
        return luaL_error(L, "the date is outside the years %d to %d", (int)FIRST_YEAR,
                          (int)LAST_YEAR);
    return push_date(L, evne_date_of_days(days + (long)more));
}

static int date_days(lua_State *L)
{
    lua_pushinteger(L, evne_date_days(check_date(L, 2)) - evne_date_days(check_date(L, 1)));
    return 1;
}

static int date_long(lua_State *L)
{
    short_text text;
    evne_buf buf = start_text(&text);

    evne_date_long(&buf, check_date(L, 1));
    return push_text(L, &buf);
}

static int date_short(lua_State *L)
{
    short_text text;
    evne_buf buf = start_text(&text);

    evne_date_short(&buf, check_date(L, 1));
    return push_text(L, &buf);
}

static int date_minutes(lua_State *L)
{
    lua_pushinteger(L, evne_minutes_between(check_date(L, 1), check_time(L, 2), check_time(L, 3)));
    return 1;
}

static int date_clock(lua_State *L)
{
    int minute = check_time(L, 1);

    lua_pushfstring(L, "%d.%d%d", minute / 60, minute % 60 / 10, minute % 10);
    return 1;
}

void evne_lib_date_push(lua_State *L)
{
    static const luaL_Reg functions[] = {{"is", date_is},
                                         {"weekday", date_weekday},
                                         {"weekday_name", date_weekday_name},
                                         {"weekday_short", date_weekday_short},
                                         {"month_name", date_month_name},
                                         {"week", date_week},
                                         {"monday", date_monday},
                                         {"week_number", date_week_number},
                                         {"week_year", date_week_year},
                                         {"weeks", date_weeks},
                                         {"add", date_add},
                                         {"days", date_days},
                                         {"long", date_long},
                                         {"short", date_short},
                                         {"minutes", date_minutes},
                                         {"clock", date_clock},
                                         {NULL, NULL}};

    luaL_newlib(L, functions);
}
