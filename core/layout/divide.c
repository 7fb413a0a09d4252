/*
 * How: only a word that its column cannot hold comes here. In Danish text the dictionary says where
 * it may be divided; among the places that fit, the last joint of a compound is taken, else the
 * last place. Where no dictionary helps (a name in another script, eighty letters without a vowel),
 * the word is cut between graphemes, as late as fits.
 */
#include "breaks.h"
#include "hyphen.h"
#include "text.h"

/* The end of the grapheme at `at`: a code point and the marks that belong to it. */
static size_t grapheme_end(evne_str text, size_t at)
{
    uint32_t c = evne_utf8_next(text, &at);

    while (at < text.len) {
        size_t next = at;
        uint32_t mark = evne_utf8_next(text, &next);

        if (!evne_is_mark(mark) && c != 0x200D)
            break;
        c = mark;
        at = next;
    }
    return at;
}

static bool are_letters_around(evne_str text, size_t at)
{
    size_t start = at, next = at;

    while (start > 0 && ((unsigned char)text.p[start - 1] & 0xC0) == 0x80)
        start--;
    start = start ? start - 1 : 0;
    return evne_is_letter(evne_utf8_next(text, &start)) &&
           evne_is_letter(evne_utf8_next(text, &next));
}

evne_status evne_atom_set(const evne_layout *layout, evne_atom *atom, evne_str text, bool hyphen,
                          evne_error *err)
{
    evne_buf buf = {.arena = layout->arena};

    atom->text = text;
    if (hyphen) {
        evne_buf_put_str(&buf, text);
        evne_buf_puts(&buf, EVNE_SOFT_HYPHEN);
        atom->text = evne_buf_str(&buf);
    }
    return evne_atom_shape(layout, atom, err);
}

/* The most graphemes of `whole` that are likely to fit: the sum of their single widths. */
static evne_status likely_cut(const evne_layout *layout, const evne_atom *whole, evne_len room,
                              size_t *cut, evne_error *err)
{
    evne_len width = 0;
    size_t at = 0;

    *cut = 0;
    while (at < whole->text.len) {
        evne_atom letter = *whole;
        size_t end = grapheme_end(whole->text, at);

        EVNE_TRY(evne_atom_set(layout, &letter, evne_str_slice(whole->text, at, end), false, err));
        width += letter.width;
        if (width > room)
            break;
        *cut = at = end;
    }
    return EVNE_OK;
}

static size_t grapheme_before(evne_str text, size_t cut)
{
    size_t last = 0;

    for (size_t at = 0; at < cut; at = grapheme_end(text, at))
        last = at;
    return last;
}

/* Shapes the first `cut` bytes as they would stand at the end of a line. */
static evne_status set_first(const evne_layout *layout, const evne_atom *whole, size_t cut,
                             evne_atom *part, evne_error *err)
{
    bool hyphen = !(whole->level & 1) && are_letters_around(whole->text, cut);

    *part = *whole;
    return evne_atom_set(layout, part, evne_str_slice(whole->text, 0, cut), hyphen, err);
}

static bool has_dictionary(const evne_layout *layout, const evne_atom *atom)
{
    const char *lang = atom->span->lang;

    return layout->metrics->hyphens && !(atom->level & 1) &&
           evne_hyphens_know(lang ? evne_str_of(lang) : layout->doc->lang);
}

/* The place of the dictionary to divide at, or 0. */
static evne_status find_hyphen(const evne_layout *layout, const evne_atom *whole, evne_len room,
                               size_t *cut, evne_error *err)
{
    evne_hyphen places[EVNE_MOST_HYPHENS];
    size_t n = 0;

    *cut = 0;
    if (has_dictionary(layout, whole))
        EVNE_TRY(evne_hyphens_find(layout->metrics->hyphens, whole->text, places, &n, err));
    while (n-- > 0) {
        evne_atom part;

        if (*cut && !places[n].is_joint)
            continue;
        EVNE_TRY(set_first(layout, whole, places[n].at, &part, err));
        if (part.width <= room && (!*cut || places[n].is_joint))
            *cut = places[n].at;
        if (*cut && places[n].is_joint)
            break;
    }
    return EVNE_OK;
}

/* The last place between graphemes that fits, or 0. */
static evne_status find_grapheme(const evne_layout *layout, const evne_atom *whole, evne_len room,
                                 size_t *cut, evne_error *err)
{
    EVNE_TRY(likely_cut(layout, whole, room, cut, err));
    for (; *cut > 0; *cut = grapheme_before(whole->text, *cut)) {
        evne_atom part;

        if (*cut == whole->text.len)
            continue;
        EVNE_TRY(set_first(layout, whole, *cut, &part, err));
        if (part.width <= room)
            return EVNE_OK;
    }
    return EVNE_OK;
}

evne_status evne_text_divide(const evne_layout *layout, evne_text *text, size_t at, evne_len room,
                             bool must, bool *done, evne_error *err)
{
    evne_layout own = *layout;
    evne_atom whole = text->atoms[at], part, rest = whole;
    size_t first = grapheme_end(whole.text, 0), cut;
    bool is_forced;

    own.arena = text->arena; /* the parts live as long as the text */
    layout = &own;
    *done = false;
    EVNE_TRY(find_hyphen(layout, &whole, room, &cut, err));
    if (!cut)
        EVNE_TRY(find_grapheme(layout, &whole, room, &cut, err));
    is_forced = cut == 0;
    if (is_forced && (!must || first >= whole.text.len))
        return EVNE_OK;
    cut = is_forced ? first : cut;
    EVNE_TRY(set_first(layout, &whole, cut, &part, err));
    if (is_forced) /* not even a letter fits: a hyphen would only stand out further */
        EVNE_TRY(evne_atom_set(layout, &part, evne_str_slice(whole.text, 0, cut), false, err));
    EVNE_TRY(
        evne_atom_set(layout, &rest, evne_str_slice(whole.text, cut, whole.text.len), false, err));
    part.may_end_line = true;
    part.has_soft_hyphen = false;
    *evne_text_insert(text, at) = part;
    text->atoms[at + 1] = rest;
    *done = true;
    return EVNE_OK;
}
