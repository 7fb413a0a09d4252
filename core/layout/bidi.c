/*
 * How: FriBidi gives one embedding level to each code point of a paragraph, which ends at a forced
 * break; an atom that holds two levels is split. Text without a right-to-left letter, nearly all,
 * skips all of this.
 *
 * Paragraphs run the way of the document's language, to the right. Only what has no letter of that
 * direction runs to the left, and a quotation that is mostly in such letters: somebody's words are
 * his own, but a name or a place must not turn the Danish around it.
 *
 * In a line that runs to the right every stretch of letters that run to the left is isolated from
 * what follows (UAX #9, HL4): it is a name or somebody's words, and the date after a name belongs
 * to the line. FriBidi sees isolates in the types; the text has none.
 */
#include <fribidi.h>

#include "text.h"

enum { QUOTATION = 0xBB }; /* what a quotation begins with */

static bool may_be_rtl(uint32_t c)
{
    if (c < 0x590)
        return false;
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFE) || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

/* The first right-to-left letter is U+0590: text of bytes below its first, 0xD6, is not decoded. */
static bool has_rtl_letter(evne_str s)
{
    for (size_t at = 0; at < s.len;)
        if ((unsigned char)s.p[at] < 0xD6)
            at++;
        else if (may_be_rtl(evne_utf8_next(s, &at)))
            return true;
    return false;
}

static bool has_rtl(const evne_text *text, size_t *n_code_points)
{
    bool found = false;

    *n_code_points = 0;
    for (size_t i = 0; i < text->n_atoms && !found; i++)
        found = has_rtl_letter(text->atoms[i].text);
    for (size_t i = 0; i < text->n_atoms && found; i++)
        *n_code_points += evne_utf8_count(text->atoms[i].text);
    return found;
}

/* Gives atom `*at` its level, splitting off what has another one; moves past what it made. */
static const FriBidiLevel *place_levels(evne_text *text, size_t *at, const FriBidiLevel *level)
{
    size_t byte = 0, start = 0;
    evne_str whole = text->atoms[*at].text;

    while (byte < whole.len) {
        FriBidiLevel here = *level;

        start = byte;
        while (byte < whole.len && *level == here) {
            evne_utf8_next(whole, &byte);
            level++;
        }
        if (byte < whole.len) {
            evne_atom *part = evne_text_insert(text, *at);

            part->may_end_line = false;
            part->has_soft_hyphen = false;
            part->text = evne_str_slice(whole, start, byte);
            part->level = (uint8_t)here;
            (*at)++;
            text->atoms[*at].text = evne_str_slice(whole, byte, whole.len);
        } else {
            text->atoms[*at].level = (uint8_t)here;
        }
    }
    return level;
}

/* The direction of a paragraph of `n` code points (UAX #9, HL1). */
static FriBidiParType direction_of(const FriBidiChar *code_points, const FriBidiCharType *types,
                                   size_t n)
{
    bool is_quotation = n > 0 && code_points[0] == QUOTATION;
    size_t n_left = 0, n_right = 0;

    for (size_t i = 0; i < n; i++) {
        n_left += types[i] == FRIBIDI_TYPE_LTR;
        n_right += types[i] == FRIBIDI_TYPE_RTL || types[i] == FRIBIDI_TYPE_AL;
    }
    if (n_right > n_left && (n_left == 0 || is_quotation))
        return FRIBIDI_PAR_RTL;
    return FRIBIDI_PAR_LTR;
}

/* Just past the last letter of the stretch that begins at `from`; marks and digits of its script
 * are part of it, other digits only between its letters. */
static size_t stretch_end(const FriBidiCharType *types, size_t n, size_t from)
{
    size_t end = from + 1;

    for (size_t i = from; i < n && types[i] != FRIBIDI_TYPE_LTR; i++)
        if (types[i] == FRIBIDI_TYPE_RTL || types[i] == FRIBIDI_TYPE_AL ||
            types[i] == FRIBIDI_TYPE_AN || (types[i] == FRIBIDI_TYPE_NSM && i == end))
            end = i + 1;
    return end;
}

/* A paragraph as FriBidi is to see it: `at` says which code point each entry is; n for isolates. */
typedef struct isolated {
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    size_t *at, n;
} isolated;

static void put_isolated(isolated *out, FriBidiCharType type, FriBidiBracketType bracket, size_t at)
{
    out->types[out->n] = type;
    out->brackets[out->n] = bracket;
    out->at[out->n++] = at;
}

static isolated isolate(evne_arena *arena, const FriBidiCharType *types,
                        const FriBidiBracketType *brackets, size_t n)
{
    size_t room = 3 * n, end = 0;
    isolated out = {.types = evne_arena_array(arena, room, sizeof *out.types),
                    .brackets = evne_arena_array(arena, room, sizeof *out.brackets),
                    .at = evne_arena_array(arena, room, sizeof *out.at)};

    for (size_t i = 0; i < n; i++) {
        if (i >= end && (types[i] == FRIBIDI_TYPE_RTL || types[i] == FRIBIDI_TYPE_AL)) {
            end = stretch_end(types, n, i);
            put_isolated(&out, FRIBIDI_TYPE_RLI, FRIBIDI_NO_BRACKET, n);
        }
        put_isolated(&out, types[i], brackets[i], i);
        if (i + 1 == end)
            put_isolated(&out, FRIBIDI_TYPE_PDI, FRIBIDI_NO_BRACKET, n);
    }
    return out;
}

/* The levels of `n` code points; false when FriBidi has no memory. */
static bool find_levels(evne_arena *arena, const FriBidiCharType *types,
                        const FriBidiBracketType *brackets, size_t n, FriBidiParType *base,
                        FriBidiLevel *levels)
{
    isolated seen;
    FriBidiLevel *all;

    if (FRIBIDI_IS_RTL(*base))
        return fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n, base,
                                                   levels) != 0;
    seen = isolate(arena, types, brackets, n);
    all = evne_arena_array(arena, seen.n, sizeof *all);
    if (!fribidi_get_par_embedding_levels_ex(seen.types, seen.brackets, (FriBidiStrIndex)seen.n,
                                             base, all))
        return false;
    for (size_t i = 0; i < seen.n; i++)
        if (seen.at[i] < n)
            levels[seen.at[i]] = all[i];
    return true;
}

/* Atoms up to the next forced break are one paragraph. */
static size_t paragraph_end(const evne_text *text, size_t from, size_t *n_code_points)
{
    size_t to = from;

    *n_code_points = 0;
    for (; to < text->n_atoms && text->atoms[to].kind != EVNE_ATOM_BREAK; to++)
        *n_code_points += evne_utf8_count(text->atoms[to].text);
    return to;
}

/* The levels of every paragraph, one behind the other; says which atoms are of one that runs right
 * to left. */
static bool find_all_levels(const evne_layout *layout, const evne_text *text,
                            const FriBidiChar *code_points, size_t n, FriBidiLevel *levels)
{
    FriBidiCharType *types = evne_arena_array(layout->arena, n, sizeof *types);
    FriBidiBracketType *brackets = evne_arena_array(layout->arena, n, sizeof *brackets);
    size_t at = 0, here, to;

    fribidi_get_bidi_types(code_points, (FriBidiStrIndex)n, types);
    fribidi_get_bracket_types(code_points, (FriBidiStrIndex)n, types, brackets);
    for (size_t from = 0; from < text->n_atoms; from = to + 1, at += here) {
        FriBidiParType base;

        to = paragraph_end(text, from, &here);
        base = direction_of(code_points + at, types + at, here);
        if (here > 0 &&
            !find_levels(layout->arena, types + at, brackets + at, here, &base, levels + at))
            return false;
        for (size_t i = from; i < to; i++) {
            text->atoms[i].is_rtl = FRIBIDI_IS_RTL(base);
            text->atoms[i].is_quoted = here > 0 && code_points[at] == QUOTATION;
        }
    }
    return true;
}

void evne_text_order(const evne_layout *layout, evne_text *text)
{
    size_t n, at = 0;
    FriBidiChar *code_points;
    FriBidiLevel *levels;
    const FriBidiLevel *next;

    if (!has_rtl(text, &n) || n > INT32_MAX / 48)
        return;
    code_points = evne_arena_array(layout->arena, n, sizeof *code_points);
    levels = evne_arena_array(layout->arena, n, sizeof *levels);
    for (size_t i = 0; i < text->n_atoms; i++)
        for (size_t byte = 0; byte < text->atoms[i].text.len;)
            code_points[at++] = evne_utf8_next(text->atoms[i].text, &byte);
    if (!find_all_levels(layout, text, code_points, n, levels))
        return;
    text->is_bidi = true;
    next = levels;
    for (size_t i = 0; i < text->n_atoms; i++)
        next = place_levels(text, &i, next);
}
