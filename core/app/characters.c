/* How: a walk over the tree; ASCII is skipped, since every text font has it. */
#include "characters.h"

enum { MOST_NAMED = 5, N_COVERED = 64 };

#define STAND_IN "\xEF\xBF\xBD" /* U+FFFD, which Open Sans has */

typedef struct search {
    evne_arena *arena;
    evne_fonts *fonts;
    evne_problems *problems;
    uint32_t covered[N_COVERED]; /* characters found in a font before, by their last bits */
} search;

static void name_character(evne_buf *names, size_t n_found, uint32_t code_point)
{
    if (n_found > MOST_NAMED)
        return;
    evne_buf_puts(names, n_found > 1 ? ", " : "");
    evne_buf_printf(names, "U+%04X", (unsigned)code_point);
}

static void report(const search *s, const evne_value *text, size_t n_found, evne_buf *names)
{
    evne_problem problem = {
        .file = text->place.file,
        .line = text->place.line,
        .column = text->place.column,
        .code = "tegn.skrift",
        .severity = EVNE_SEVERE_ERROR,
        .message = evne_arena_printf(s->arena, "teksten har %s, som ingen skrift kan vise: %s%s",
                                     n_found > 1 ? "tegn" : "et tegn", evne_buf_text(names),
                                     n_found > MOST_NAMED ? " og flere" : ""),
        .suggestion = "skriv det med ord, eller fjern det"};

    evne_problems_add(s->problems, &problem);
}

/* A case has few letters beyond ASCII, each of them often. */
static bool is_covered(search *s, uint32_t c)
{
    uint32_t *known = &s->covered[c % N_COVERED];

    if (*known == c)
        return true;
    if (!evne_fonts_covers(s->fonts, c))
        return false;
    *known = c;
    return true;
}

static void check_text(search *s, const evne_value *text)
{
    evne_buf names = {.arena = s->arena};
    evne_str str = text->as.text;
    size_t n_found = 0;

    for (size_t at = 0; (at = evne_ascii_skip(str, at)) < str.len;) {
        uint32_t c = evne_utf8_next(str, &at);
        if (c >= 0x80 && !is_covered(s, c))
            name_character(&names, ++n_found, c);
    }
    if (n_found)
        report(s, text, n_found, &names);
}

static void check_value(search *s, const evne_value *value)
{
    if (!value)
        return;
    if (value->kind == EVNE_TEXT)
        check_text(s, value);
    for (size_t i = 0; value->kind == EVNE_LIST && i < value->as.list.count; i++)
        check_value(s, value->as.list.items[i]);
    for (size_t i = 0; value->kind == EVNE_MAP && i < value->as.map.count; i++)
        check_value(s, value->as.map.pairs[i].value);
}

evne_status evne_characters_check(evne_arena *arena, evne_fonts *fonts, const evne_value *values,
                                  evne_problems *problems, evne_error *err)
{
    search s = {.arena = arena, .fonts = fonts, .problems = problems};

    (void)err;
    check_value(&s, values);
    return EVNE_OK;
}

/* --- a draft shows a stand-in --- */

static const evne_value *replace(search *s, const evne_value *value);

static const evne_value *replace_in_text(search *s, const evne_value *value)
{
    evne_str str = value->as.text;
    evne_buf out = {.arena = s->arena};
    size_t kept = 0;

    for (size_t at = 0; (at = evne_ascii_skip(str, at)) < str.len;) {
        size_t from = at;
        uint32_t c = evne_utf8_next(str, &at);

        if (c < 0x80 || is_covered(s, c))
            continue;
        evne_buf_put_str(&out, evne_str_slice(str, kept, from));
        evne_buf_puts(&out, STAND_IN);
        kept = at;
    }
    if (!kept)
        return value;
    evne_buf_put_str(&out, evne_str_slice(str, kept, str.len));
    return evne_value_new_text(s->arena, &value->place, evne_buf_str(&out));
}

static const evne_value *replace_in_list(search *s, const evne_value *value)
{
    size_t n = value->as.list.count;
    const evne_value **items = evne_arena_array(s->arena, n, sizeof *items);
    bool is_other = false;

    for (size_t i = 0; i < n; i++) {
        items[i] = replace(s, value->as.list.items[i]);
        is_other = is_other || items[i] != value->as.list.items[i];
    }
    return is_other ? evne_value_new_list(s->arena, &value->place, items, n) : value;
}

static const evne_value *replace_in_map(search *s, const evne_value *value)
{
    size_t n = value->as.map.count;
    evne_pair *pairs = evne_arena_array(s->arena, n, sizeof *pairs);
    bool is_other = false;

    for (size_t i = 0; i < n; i++) {
        pairs[i] = value->as.map.pairs[i];
        pairs[i].value = replace(s, pairs[i].value);
        is_other = is_other || pairs[i].value != value->as.map.pairs[i].value;
    }
    return is_other ? evne_value_new_map(s->arena, &value->place, pairs, n) : value;
}

static const evne_value *replace(search *s, const evne_value *value)
{
    if (!value)
        return value;
    if (value->kind == EVNE_TEXT)
        return replace_in_text(s, value);
    if (value->kind == EVNE_LIST)
        return replace_in_list(s, value);
    return value->kind == EVNE_MAP ? replace_in_map(s, value) : value;
}

const evne_value *evne_characters_replace(evne_arena *arena, evne_fonts *fonts,
                                          const evne_value *values)
{
    search s = {.arena = arena, .fonts = fonts};

    return replace(&s, values);
}
