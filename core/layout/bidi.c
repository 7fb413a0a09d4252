/*
 * How: FriBidi gives one embedding level to each code point of the paragraph; an atom that holds
 * two levels is split. Text without a right-to-left letter, nearly all, skips all of this.
 */
#include <fribidi.h>

#include "text.h"

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
static const FriBidiLevel *place_levels(const evne_layout *layout, evne_text *text, size_t *at,
                                        const FriBidiLevel *level)
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
            evne_atom *part = evne_text_insert(layout, text, *at);

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

/*
 * A name in Arabic letters at the start of a Danish line does not turn the line around: a text runs
 * the way of most of its letters, not of the first (UAX #9, HL1).
 */
static FriBidiParType direction_of_most(const FriBidiCharType *types, size_t n)
{
    size_t n_left = 0, n_right = 0;

    for (size_t i = 0; i < n; i++) {
        n_left += types[i] == FRIBIDI_TYPE_LTR;
        n_right += types[i] == FRIBIDI_TYPE_RTL || types[i] == FRIBIDI_TYPE_AL;
    }
    return n_right > n_left ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

void evne_text_order(const evne_layout *layout, evne_text *text)
{
    size_t n, at = 0;
    FriBidiChar *code_points;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    FriBidiParType base;
    const FriBidiLevel *next;

    if (!has_rtl(text, &n) || n > INT32_MAX / 16)
        return;
    code_points = evne_arena_array(layout->arena, n, sizeof *code_points);
    types = evne_arena_array(layout->arena, n, sizeof *types);
    brackets = evne_arena_array(layout->arena, n, sizeof *brackets);
    levels = evne_arena_array(layout->arena, n, sizeof *levels);
    for (size_t i = 0; i < text->n_atoms; i++)
        for (size_t byte = 0; byte < text->atoms[i].text.len;)
            code_points[at++] = evne_utf8_next(text->atoms[i].text, &byte);
    fribidi_get_bidi_types(code_points, (FriBidiStrIndex)n, types);
    fribidi_get_bracket_types(code_points, (FriBidiStrIndex)n, types, brackets);
    base = direction_of_most(types, n);
    if (!fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n, &base, levels))
        return;
    text->is_bidi = true;
    text->base_level = FRIBIDI_IS_RTL(base) ? 1 : 0;
    next = levels;
    for (size_t i = 0; i < text->n_atoms; i++)
        next = place_levels(layout, text, &i, next);
}
