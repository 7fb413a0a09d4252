/*
 * How: the sentence in three parts, before the hit, the hit, after it. Each side gets half of the
 * columns that the hit leaves, and what the other side does not need; a side that is still too long
 * is cut at a blank where one is near.
 */
#include "excerpt.h"

#include <string.h>

#define ELLIPSIS "…"

typedef struct range {
    uint32_t first, last;
} range;

/* Marks that stand over or join other characters; what is not shown at all. */
static const range narrow[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
static const range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0xA4CF},
                             {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},  {0xFE30, 0xFE6F},
                             {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                             {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

static bool is_in(const range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static size_t columns_of(uint32_t c)
{
    if (c < 0x0300 || c == EVNE_NO_CODE_POINT)
        return 1;
    if (is_in(narrow, sizeof narrow / sizeof *narrow, c))
        return 0;
    return is_in(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}

size_t evne_excerpt_columns(evne_str text)
{
    size_t columns = 0;

    for (size_t at = 0; at < text.len;)
        columns += columns_of(evne_utf8_next(text, &at));
    return columns;
}

/* --- cutting -------------------------------------------------------------------------------- */

enum { NEAR = 12 }; /* bytes within which a blank is looked for */

/* The first bytes of `text` that take `room` columns at most. */
static evne_str head_of(evne_str text, size_t room)
{
    size_t at = 0, used = 0;

    while (at < text.len) {
        size_t next = at;
        used += columns_of(evne_utf8_next(text, &next));
        if (used > room)
            break;
        at = next;
    }
    return evne_str_slice(text, 0, at);
}

/* The last bytes of `text` that take `room` columns at most. */
static evne_str tail_of(evne_str text, size_t room)
{
    size_t columns = evne_excerpt_columns(text), at = 0;

    while (at < text.len && columns > room)
        columns -= columns_of(evne_utf8_next(text, &at));
    return evne_str_slice(text, at, text.len);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Without the word at its end that was cut, when it is short. */
static evne_str whole_words_before(evne_str text)
{
    for (size_t n = 0; n < NEAR && n < text.len; n++)
        if (is_blank(text.p[text.len - 1 - n]))
            return evne_str_slice(text, 0, text.len - 1 - n);
    return text;
}

static evne_str whole_words_after(evne_str text)
{
    for (size_t n = 0; n < NEAR && n < text.len; n++)
        if (is_blank(text.p[n]))
            return evne_str_slice(text, n + 1, text.len);
    return text;
}

/* A sentence as it is shown. */
typedef struct shown {
    evne_str before, hit, after;
    bool is_cut_before, is_cut_hit, is_cut_after;
} shown;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void cut_sides(shown *s, size_t room)
{
    size_t before = evne_excerpt_columns(s->before), after = evne_excerpt_columns(s->after);
    size_t half = room / 2;
    size_t for_before = room - least(after, room - half);
    size_t for_after = room - least(before, for_before);

    if (before > for_before) {
        s->is_cut_before = true;
        s->before = whole_words_after(tail_of(s->before, for_before ? for_before - 1 : 0));
    }
    if (after > for_after) {
        s->is_cut_after = true;
        s->after = whole_words_before(head_of(s->after, for_after ? for_after - 1 : 0));
    }
}

static shown cut(const evne_problem *p)
{
    evne_str sentence = evne_str_of(p->sentence);
    size_t from = least(p->hit_at, sentence.len), to = least(from + p->hit_len, sentence.len);
    shown s = {.before = evne_str_slice(sentence, 0, from),
               .hit = evne_str_slice(sentence, from, to),
               .after = evne_str_slice(sentence, to, sentence.len)};
    size_t wanted = evne_excerpt_columns(s.hit);

    if (wanted > EVNE_EXCERPT_WIDTH - 2) {
        s.is_cut_hit = true;
        s.hit = whole_words_before(head_of(s.hit, EVNE_EXCERPT_WIDTH - 3));
        s.after = EVNE_STR("");
        wanted = EVNE_EXCERPT_WIDTH - 1;
    }
    cut_sides(&s, EVNE_EXCERPT_WIDTH - wanted);
    return s;
}

/* --- printing ------------------------------------------------------------------------------- */

static void put(FILE *out, evne_str text)
{
    fwrite(text.p, 1, text.len, out);
}

static void put_many(FILE *out, char c, size_t n)
{
    while (n--)
        fputc(c, out);
}

static void put_sentence(FILE *out, const shown *s, const char *mark, const char *end)
{
    fputs(s->is_cut_before ? ELLIPSIS : "", out);
    put(out, s->before);
    fputs(mark, out);
    put(out, s->hit);
    fputs(s->is_cut_hit ? ELLIPSIS : "", out);
    fputs(end, out);
    put(out, s->after);
    fputs(s->is_cut_after ? ELLIPSIS "\n" : "\n", out);
}

void evne_excerpt_print(FILE *out, const evne_problem *problem, int indent, bool is_coloured)
{
    static const char *const marks[] = {"\033[1;31;4m", "\033[1;33;4m", "\033[1;36;4m"};
    shown s = cut(problem);

    if (problem->sentence[0] == '\0')
        return;
    put_many(out, ' ', (size_t)indent);
    put_sentence(out, &s, is_coloured ? marks[problem->severity] : "",
                 is_coloured ? "\033[0m" : "");
    if (is_coloured)
        return;
    put_many(out, ' ', (size_t)indent + s.is_cut_before + evne_excerpt_columns(s.before));
    put_many(out, '^', evne_excerpt_columns(s.hit) + s.is_cut_hit);
    fputc('\n', out);
}
