/*
 * How: case is that of ASCII, Latin-1 and Latin Extended-A, which covers Danish and the names of
 * its neighbours; the C library's follows the locale and knows bytes only. What is easier in Lua
 * (list) is in prelude.lua.
 */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/sha256.h"
#include "libs.h"
#include "sandbox.h"

enum { BYTES_PER_STEP = 16, MOST_DECIMALS = 6, SHOWN_DECIMALS = 2 };

static const double largest = 1e15; /* beyond it a double has no decimals to show */

static evne_str check_text(lua_State *L, int arg)
{
    evne_str s = evne_lib_check_str(L, arg);

    evne_sandbox_charge(L, s.len / BYTES_PER_STEP);
    return s;
}

/* --- case ----------------------------------------------------------------------------------- */

/* Pairs of Latin Extended-A begin at an even code point here, at an odd one in two runs. */
static bool begins_odd(uint32_t c)
{
    return (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
}

static bool is_paired(uint32_t c)
{
    return c >= 0x100 && c < 0x17F && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 &&
           c != 0x178;
}

static uint32_t upper_of(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
        return c - 0x20;
    if (c == 0xFF)
        return 0x178;
    if (is_paired(c) && (c % 2 == 0) == begins_odd(c))
        return c - 1;
    return c;
}

static uint32_t lower_of(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 0x20;
    if (c == 0x178)
        return 0xFF;
    if (is_paired(c) && (c % 2 == 1) == begins_odd(c))
        return c + 1;
    return c;
}

/* Bytes that are not UTF-8 go through as they are. */
static void add_code_point(luaL_Buffer *out, uint32_t c, evne_str original)
{
    char room[8];
    evne_buf buf = {.p = room, .room = sizeof room};

    if (c == EVNE_NO_CODE_POINT) {
        luaL_addlstring(out, original.p, original.len);
        return;
    }
    evne_utf8_put(&buf, c);
    luaL_addlstring(out, buf.p, buf.len);
}

/* The text with its first `n` characters changed, the others as they are. */
static int change_case(lua_State *L, uint32_t (*change)(uint32_t), size_t n)
{
    evne_str s = check_text(L, 1);
    size_t at = 0;
    luaL_Buffer out;

    evne_sandbox_charge(L, s.len < n ? s.len : n);
    luaL_buffinit(L, &out);
    while (at < s.len && n--) {
        size_t start = at;
        uint32_t c = evne_utf8_next(s, &at);
        add_code_point(&out, c == EVNE_NO_CODE_POINT ? c : change(c), evne_str_slice(s, start, at));
    }
    luaL_addlstring(&out, s.p + at, s.len - at);
    luaL_pushresult(&out);
    return 1;
}

static int text_lower(lua_State *L)
{
    return change_case(L, lower_of, SIZE_MAX);
}

static int text_upper(lua_State *L)
{
    return change_case(L, upper_of, SIZE_MAX);
}

static int text_capital(lua_State *L)
{
    return change_case(L, upper_of, 1);
}

/* --- parts ---------------------------------------------------------------------------------- */

static int text_trim(lua_State *L)
{
    evne_lib_push_str(L, evne_str_trim(check_text(L, 1)));
    return 1;
}

static int text_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)evne_utf8_count(check_text(L, 1)));
    return 1;
}

static int text_starts(lua_State *L)
{
    evne_str s = check_text(L, 1), prefix = evne_lib_check_str(L, 2);

    lua_pushboolean(L,
                    s.len >= prefix.len && evne_str_eq(evne_str_slice(s, 0, prefix.len), prefix));
    return 1;
}

static int text_ends(lua_State *L)
{
    evne_str s = check_text(L, 1), suffix = evne_lib_check_str(L, 2);

    lua_pushboolean(L, s.len >= suffix.len &&
                           evne_str_eq(evne_str_slice(s, s.len - suffix.len, s.len), suffix));
    return 1;
}

/*
 * Looks for the first byte of `part` and compares from there. A hostile pair of texts costs
 * s.len * part.len, so the work is charged as it is done.
 */
static bool contains(lua_State *L, evne_str s, evne_str part)
{
    const char *at = s.p, *end = s.p + s.len;

    while (part.len && (size_t)(end - at) >= part.len) {
        at = memchr(at, part.p[0], (size_t)(end - at) - part.len + 1);
        if (!at)
            return false;
        evne_sandbox_charge(L, 1 + part.len / (size_t)(4 * BYTES_PER_STEP));
        if (memcmp(at, part.p, part.len) == 0)
            return true;
        at++;
    }
    return part.len == 0;
}

static int text_contains(lua_State *L)
{
    evne_str s = check_text(L, 1), part = evne_lib_check_str(L, 2);

    lua_pushboolean(L, contains(L, s, part));
    return 1;
}

static size_t line_end(evne_str s, size_t from)
{
    const char *end = memchr(s.p + from, '\n', s.len - from);

    return end ? (size_t)(end - s.p) : s.len;
}

/* A list of lines without their ends; the end of the last line opens no further one. */
static int text_lines(lua_State *L)
{
    evne_str s = check_text(L, 1);
    lua_Integer n = 0;

    lua_newtable(L);
    for (size_t from = 0; from < s.len;) {
        size_t end = line_end(s, from);
        size_t text_end = end > from && s.p[end - 1] == '\r' ? end - 1 : end;
        evne_lib_push_str(L, evne_str_slice(s, from, text_end));
        lua_rawseti(L, -2, ++n);
        from = end + 1;
    }
    return 1;
}

/* 64 lower case hex digits over the bytes of the text. */
static int text_sha256(lua_State *L)
{
    char hex[EVNE_SHA256_HEX];

    evne_sha256_hex(check_text(L, 1), hex);
    lua_pushstring(L, hex);
    return 1;
}

/* --- numbers -------------------------------------------------------------------------------- */

static int text_number(lua_State *L)
{
    double value = luaL_checknumber(L, 1);
    lua_Integer decimals;
    char room[64];
    evne_buf buf = {.p = room, .room = sizeof room}; /* 21 digits and their points always fit */

    if (!(fabs(value) < largest))
        return luaL_error(L, "the number is too large to print");
    decimals = lua_isnoneornil(L, 2) ? evne_number_decimals(value, SHOWN_DECIMALS)
                                     : luaL_checkinteger(L, 2);
    luaL_argcheck(L, decimals >= 0 && decimals <= MOST_DECIMALS, 2, "0 to 6 decimals");
    if (!(fabs(value) < largest / pow(10, (double)decimals)))
        return luaL_error(L, "the number is too large for %d decimals", (int)decimals);
    evne_number_danish(&buf, value, (int)decimals);
    evne_lib_push_str(L, evne_buf_str(&buf));
    return 1;
}

void evne_lib_text_push(lua_State *L)
{
    static const luaL_Reg functions[] = {{"trim", text_trim},     {"lower", text_lower},
                                         {"upper", text_upper},   {"capital", text_capital},
                                         {"len", text_len},       {"starts", text_starts},
                                         {"ends", text_ends},     {"contains", text_contains},
                                         {"lines", text_lines},   {"sentences", evne_lib_sentences},
                                         {"number", text_number}, {"order", evne_lib_order},
                                         {"sha256", text_sha256}, {NULL, NULL}};

    luaL_newlib(L, functions);
}
