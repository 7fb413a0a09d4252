/*
 * How: one pass over the code points. White space decides: a run of it with two line ends, or
 * between a terminal and a capital or an opening mark, ends a sentence. What a sentence keeps is
 * written to a buffer as it is read.
 *
 * This is the plain reading that the checks of figures in plugins/lib were written for;
 * rules/sentences.h knows abbreviations, and keeps its sentences as they stand in the text.
 */
#include <string.h>

#include "base/str.h"
#include "libs.h"
#include "sandbox.h"

enum { BYTES_PER_STEP = 8 };

typedef struct reading {
    evne_str text;
    size_t at;
    uint32_t before; /* the code point that was read last */
} reading;

/* The white space of Unicode, as `\s` in a pattern knows it. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           c == 0x180E || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_terminal(uint32_t c)
{
    return c == '.' || c == '!' || c == '?';
}

/* A to Z, Æ Ø Å, and the marks that open a quotation. */
static bool begins_sentence(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || c == 0xC6 || c == 0xD8 || c == 0xC5 || c == 0xBB ||
           c == 0x201E || c == '"';
}

static bool closes(uint32_t opening, uint32_t c)
{
    switch (opening) {
    case 0xBB: /* » */
        return c == 0xAB;
    case 0x201E: /* „ */
        return c == 0x201C || c == 0x201D;
    case 0x201C: /* “ */
        return c == 0x201D;
    default:
        return opening == '"' && c == '"';
    }
}

static bool is_opening(uint32_t c)
{
    return c == 0xBB || c == 0x201E || c == 0x201C || c == '"';
}

/* Reads over white space; true when a sentence ends in it. */
static bool skip_blanks(reading *r)
{
    size_t lines = 0, next = r->at;
    uint32_t c = ' ', before = r->before;

    while (r->at < r->text.len) {
        next = r->at;
        c = evne_utf8_next(r->text, &next);
        if (!is_blank(c))
            break;
        lines += c == '\n';
        r->at = next;
    }
    r->before = ' ';
    return lines > 1 || (is_terminal(before) && r->at < r->text.len && begins_sentence(c));
}

/* The end of the sentence that begins at `from`: where the white space that ends it begins. */
static size_t sentence_end(evne_str text, size_t from, size_t *next)
{
    reading r = {.text = text, .at = from};

    while (r.at < text.len) {
        size_t start = r.at;
        uint32_t c = evne_utf8_next(text, &r.at);
        if (is_blank(c)) {
            r.at = start;
            if (skip_blanks(&r)) {
                *next = r.at;
                return start;
            }
        } else {
            r.before = c;
        }
    }
    *next = text.len;
    return text.len;
}

/* Past the mark that closes the quotation whose first byte inside is at `at`; `at` when none does.
 */
static size_t past_quotation(lua_State *L, evne_str s, uint32_t opening, size_t at)
{
    size_t end = at;

    while (end < s.len)
        if (closes(opening, evne_utf8_next(s, &end)))
            return end;
    evne_sandbox_charge(L, (s.len - at) / BYTES_PER_STEP); /* to be read again */
    return at;
}

/* The sentence with single blanks, and »« for each quotation. */
static void add_plain(lua_State *L, luaL_Buffer *out, evne_str s)
{
    bool is_apart = false, is_begun = false;

    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        uint32_t c = evne_utf8_next(s, &at);
        size_t past = is_opening(c) ? past_quotation(L, s, c, at) : at;
        if (is_blank(c)) {
            is_apart = is_begun;
            continue;
        }
        if (is_apart)
            luaL_addchar(out, ' ');
        is_apart = false, is_begun = true;
        if (past > at)
            luaL_addstring(out, "»«");
        else
            luaL_addlstring(out, s.p + start, at - start);
        at = past;
    }
}

int evne_lib_sentences(lua_State *L)
{
    evne_str s = evne_lib_check_str(L, 1);
    lua_Integer n = 0;

    evne_sandbox_charge(L, s.len / BYTES_PER_STEP);
    lua_newtable(L);
    for (size_t from = 0, next; from < s.len; from = next) {
        evne_str part = evne_str_slice(s, from, sentence_end(s, from, &next));
        luaL_Buffer out;
        luaL_buffinit(L, &out);
        add_plain(L, &out, part);
        luaL_pushresult(&out);
        if (lua_rawlen(L, -1) == 0)
            lua_pop(L, 1);
        else
            lua_rawseti(L, -2, ++n);
    }
    return 1;
}
