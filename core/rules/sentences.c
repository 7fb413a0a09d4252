/*
 * How: one pass over the bytes. Each full stop that looks like an end is asked whether the word
 * before it takes one: most do not reach that question, since what follows decides first.
 */
#include "sentences.h"

#include <string.h>

#include "letters.h"

enum { LONGEST_WORD = 24 };

typedef struct splitting {
    evne_arena *arena;
    evne_str text;
    const evne_extent *whole;
    size_t n_whole, next_whole;
    evne_extent *found;
    size_t n_found, room;
} splitting;

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- the word before a full stop -------------------------------------------------------------- */

/* Never the last word of a sentence: something always follows. */
static const char *const never_last[] = {
    "adr", "afd", "afs", "alm", "anm", "ang",  "bek", "ca",  "cf",   "dr",  "dvs",  "eks",  "ekskl",
    "evt", "fhv", "fmd", "fr",  "fx",  "hhv",  "hr",  "ifm", "ift",  "iht", "incl", "inkl", "jf",
    "jvf", "kap", "kgl", "kl",  "mhp", "mht",  "nr",  "obl", "omkr", "pga", "pkt",  "pr",   "prof",
    "reg", "sct", "sdr", "skt", "sml", "spec", "tlf", "udg", "vedr", "vha"};

/* May be the last word: a capital letter after it begins a sentence, a digit does not. */
static const char *const may_be_last[] = {
    "d.d", "d.å", "etc", "fl", "gns", "kg",  "kr",  "lign",  "m.fl", "m.m", "m.v", "maks", "max",
    "mia", "min", "mio", "mm", "mv",  "o.a", "o.l", "o.m.a", "osv",  "pct", "sek", "stk",  "ugtl"};

/* Only with a capital: `St. Heddinge`. */
static const char *const titles[] = {"St", "Sct", "Skt", "Ndr", "Sdr", "Vr", "Nr"};

/* A letter after these is a name of its own, not an initial: `bilag B. Borger ...` */
static const char *const lettered[] = {"bilag",    "plan",    "hold",   "gruppe", "punkt",
                                       "kategori", "vitamin", "del",    "niveau", "klasse",
                                       "type",     "opgang",  "afsnit", "hal",    "hepatitis"};

static const char *const months[] = {"januar",    "februar", "marts",    "april",
                                     "maj",       "juni",    "juli",     "august",
                                     "september", "oktober", "november", "december"};

#define EVNE_HAS(words, word) has(words, sizeof(words) / sizeof *(words), word)

static bool has(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The bytes before `end` back to a blank or an opening bracket or mark. */
static evne_str word_before(evne_str text, size_t end)
{
    size_t from = end;

    while (from > 0 && !is_blank(text.p[from - 1]) && !strchr("(/[\"", text.p[from - 1]) &&
           !(from > 1 && memcmp(text.p + from - 2, "»", 2) == 0))
        from--;
    return evne_str_slice(text, from, end);
}

/* A copy in lower case in `room`; empty when it is longer than an abbreviation. */
static const char *lower(evne_str word, char room[LONGEST_WORD + 1])
{
    size_t len = word.len <= LONGEST_WORD ? word.len : 0;

    memcpy(room, word.p, len);
    room[len] = '\0';
    evne_letters_fold(room, len);
    return room;
}

/* "f.eks", "m.m": dots between parts of at most three letters. */
static bool is_dotted(evne_str word)
{
    size_t part = 0, n_dots = 0;

    for (size_t i = 0; i < word.len; i++) {
        if (is_digit(word.p[i]))
            return false;
        part = word.p[i] == '.' ? 0 : part + 1;
        n_dots += word.p[i] == '.';
        if (part > 3)
            return false;
    }
    return n_dots > 0;
}

/* "4", "9.15", "12": a number, perhaps with dots in it. */
static bool is_number(evne_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!is_digit(word.p[i]) && word.p[i] != '.')
            return false;
    return word.len > 0 && is_digit(word.p[0]);
}

static bool is_month_at(evne_str text, size_t at)
{
    char room[LONGEST_WORD + 1];
    size_t to = at;

    while (to < text.len && !is_blank(text.p[to]) && !strchr(".,;:", text.p[to]))
        to++;
    return EVNE_HAS(months, lower(evne_str_slice(text, at, to), room));
}

/* `4. Maj`, `4. 5. 2026`, and `1. Borger ...` where the number begins the line. */
static bool goes_on_after_number(evne_str text, evne_str word, size_t next)
{
    size_t from = (size_t)(word.p - text.p);
    bool begins_line = from == 0 || text.p[from - 1] == '\n';

    return is_digit(text.p[next]) || is_month_at(text, next) || (begins_line && word.len <= 3);
}

static bool goes_on_after_letter(evne_str text, evne_str word)
{
    size_t end = (size_t)(word.p - text.p), at = 0;
    char room[LONGEST_WORD + 1];

    if (!evne_letter_is_upper(evne_utf8_next(word, &at)))
        return strchr("bdfhjmopstv", word.p[0]) != NULL;
    while (end > 0 && is_blank(text.p[end - 1]))
        end--;
    return !EVNE_HAS(lettered, lower(word_before(text, end), room));
}

static bool is_abbreviation(evne_str text, evne_str word, size_t next)
{
    char room[LONGEST_WORD + 1], exact[LONGEST_WORD + 1];
    const char *low = lower(word, room);

    if (word.len > LONGEST_WORD)
        return false;
    memcpy(exact, word.p, word.len);
    exact[word.len] = '\0';
    if (EVNE_HAS(titles, exact))
        return true;
    if (EVNE_HAS(may_be_last, low))
        return is_digit(text.p[next]);
    return EVNE_HAS(never_last, low) || is_dotted(word);
}

/* Does the full stop at `dot` belong to its word, when `next` begins what follows? */
static bool is_inside(evne_str text, size_t dot, size_t next)
{
    evne_str word = word_before(text, dot);
    size_t n_letters = evne_utf8_count(word);

    if (is_number(word))
        return goes_on_after_number(text, word, next);
    if (n_letters == 1)
        return goes_on_after_letter(text, word);
    return word.len > 0 && is_abbreviation(text, word, next);
}

/* --- ends ---------------------------------------------------------------------------------- */

static bool is_terminal(char c)
{
    return c == '.' || c == '!' || c == '?';
}

/* Past closing quotation marks and brackets. */
static size_t skip_closing(evne_str text, size_t at)
{
    for (;;) {
        evne_str rest = evne_str_slice(text, at, text.len);
        if (evne_str_starts(rest, "«"))
            at += strlen("«");
        else if (evne_str_starts(rest, "”") || evne_str_starts(rest, "“"))
            at += strlen("”");
        else if (rest.len && strchr("\")]'", rest.p[0]))
            at++;
        else
            return at;
    }
}

static bool begins_sentence(evne_str text, size_t at)
{
    uint32_t c = evne_utf8_next(text, &at);

    return (c < 0x80 && (is_digit((char)c) || strchr("\"([-*", (int)c))) ||
           evne_letter_is_upper(c) || c == 0xBB || c == 0xA7 || c == 0x201C || c == 0x201D ||
           c == 0x201E || c == 0x2013 || c == 0x2022;
}

/* Where the sentence ends that has a terminal at `at`; 0 when it goes on. */
static size_t end_at_terminal(evne_str text, size_t at)
{
    size_t end = at + 1, next;

    while (end < text.len && is_terminal(text.p[end]))
        end++;
    if (end < text.len && end == at + 1 && !is_blank(text.p[end]) && skip_closing(text, end) == end)
        return 0;
    next = end;
    end = skip_closing(text, end);
    if (end == text.len)
        return end;
    if (!is_blank(text.p[end]))
        return 0;
    for (next = end; next < text.len && is_blank(text.p[next]);)
        next++;
    if (next == text.len)
        return end;
    if (!begins_sentence(text, next))
        return 0;
    if (text.p[at] == '.' && end == at + 1 && is_inside(text, at, next))
        return 0;
    return end;
}

/* Length of the bullet that a line begins with at `at`, the blank after it included; or 0. */
static size_t bullet_at(evne_str text, size_t at)
{
    evne_str rest = evne_str_slice(text, at, text.len);
    size_t n = 0;

    if (rest.len > 1 && strchr("-*+", rest.p[0]) && rest.p[1] == ' ')
        return 2;
    if (evne_str_starts(rest, "• ") || evne_str_starts(rest, "– "))
        return strlen("• ");
    if (evne_str_starts(rest, "· "))
        return strlen("· ");
    while (n < rest.len && n < 3 && is_digit(rest.p[n]))
        n++;
    if (n && n + 1 < rest.len && (rest.p[n] == '.' || rest.p[n] == ')') && rest.p[n + 1] == ' ')
        return n + 2;
    return 0;
}

/* A line break at `at` ends a sentence when a blank line or a bullet follows. */
static bool ends_at_break(evne_str text, size_t at)
{
    size_t next = at + 1, bullet;

    while (next < text.len && (text.p[next] == ' ' || text.p[next] == '\t' || text.p[next] == '\r'))
        next++;
    if (next == text.len || text.p[next] == '\n')
        return true;
    bullet = bullet_at(text, next);
    return bullet && !(is_digit(text.p[next]) && is_month_at(text, next + bullet));
}

/* --- the pass ------------------------------------------------------------------------------- */

static void add(splitting *s, size_t from, size_t to)
{
    size_t bullet;

    while (from < to && is_blank(s->text.p[from]))
        from++;
    bullet = bullet_at(evne_str_slice(s->text, 0, to), from);
    if (bullet && !is_digit(s->text.p[from]))
        from += bullet;
    while (to > from && is_blank(s->text.p[to - 1]))
        to--;
    if (from == to)
        return;
    if (s->n_found == s->room) {
        size_t room = s->room ? 2 * s->room : 8;
        s->found = evne_arena_grow(s->arena, s->found, s->room * sizeof *s->found,
                                   room * sizeof *s->found);
        s->room = room;
    }
    s->found[s->n_found++] = (evne_extent){from, to};
}

/* The end of the quotation that `at` is in, or `at`. */
static size_t past_whole(splitting *s, size_t at)
{
    while (s->next_whole < s->n_whole && s->whole[s->next_whole].to <= at)
        s->next_whole++;
    if (s->next_whole < s->n_whole && s->whole[s->next_whole].from <= at)
        return s->whole[s->next_whole].to;
    return at;
}

/* Where the sentence ends that may end at the terminal or line break `at`; 0 when it goes on. */
static size_t end_at(splitting *s, size_t at)
{
    size_t end;

    if (s->text.p[at] == '\n')
        end = ends_at_break(s->text, at) ? at : 0;
    else
        end = end_at_terminal(s->text, at);
    return end >= past_whole(s, at) ? end : 0;
}

size_t evne_sentences_split(evne_arena *arena, evne_str text, const evne_extent *whole,
                            size_t n_whole, const evne_extent **out)
{
    splitting s = {.arena = arena, .text = text, .whole = whole, .n_whole = n_whole};
    size_t from = 0, at = 0;

    while (at < text.len) {
        size_t end = text.p[at] == '\n' || is_terminal(text.p[at]) ? end_at(&s, at) : 0;
        if (end) {
            add(&s, from, end);
            from = end;
        }
        at = end > at ? end : at + 1;
    }
    add(&s, from, text.len);
    *out = s.found;
    return s.n_found;
}
