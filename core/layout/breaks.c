/*
 * How: a word is compared, without the punctuation around it, with short lists. The rules look at
 * two neighbours only, which settles every case of look 2 but phone numbers, whose groups line.c
 * collects.
 */
#include "breaks.h"

#include <string.h>

enum { MAX_FOLDED = 24 }; /* longer words are in no list */

bool evne_is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
           (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
           (c >= 0x6D6 && c <= 0x6ED) || (c >= 0x900 && c <= 0x903) ||
           (c >= 0x93A && c <= 0x94F && c != 0x93D) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || c == 0x200C || c == 0x200D ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0x3099 && c <= 0x309A) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool evne_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || c >= 0x2C00;
}

bool evne_is_hard_blank(uint32_t c)
{
    return c == 0xA0 || c == 0x2007 || c == 0x202F;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char last_byte(evne_str word)
{
    return word.len ? word.p[word.len - 1] : '\0';
}

/* Opening punctuation and quotation marks that may stand before a word. */
static evne_str without_opening(evne_str word)
{
    static const char *const marks[] = {"(", "[", "\"", "'", "»", "«", "“", "„"};

    if (!word.len || is_ascii_letter(word.p[0]) || is_digit(word.p[0]))
        return word; /* nearly always */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (evne_str_starts(word, marks[i]))
            return without_opening(evne_str_slice(word, strlen(marks[i]), word.len));
    return word;
}

static evne_str without_closing(evne_str word)
{
    if (is_ascii_letter(last_byte(word)) || is_digit(last_byte(word)))
        return word;
    while (word.len && strchr(").,:;!?]\"'", word.p[word.len - 1]))
        word.len--;
    if (word.len >= 2 && (memcmp(word.p + word.len - 2, "«", 2) == 0))
        return without_closing(evne_str_slice(word, 0, word.len - 2));
    return word;
}

static bool ends_with(evne_str word, const char *end)
{
    size_t len = strlen(end);

    return word.len >= len && memcmp(word.p + word.len - len, end, len) == 0;
}

/* Lower case of ASCII and of the letters that the lists use. */
static void fold(evne_str word, char out[MAX_FOLDED])
{
    size_t len = word.len < MAX_FOLDED ? word.len : 0;

    for (size_t i = 0; i < len; i++) {
        char c = word.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        else if (i && (unsigned char)word.p[i - 1] == 0xC3 && (unsigned char)c >= 0x80 &&
                 (unsigned char)c <= 0x9E)
            c = (char)((unsigned char)c + 0x20);
        out[i] = c;
    }
    out[len] = '\0';
}

static bool is_one_of(evne_str word, const char *const *list)
{
    char folded[MAX_FOLDED];

    fold(word, folded);
    for (; folded[0] && *list; list++)
        if (folded[0] == (*list)[0] && strcmp(folded, *list) == 0)
            return true;
    return false;
}

/* Words that no line ends with. */
static bool holds_next(evne_str word)
{
    static const char *const list[] = {"kl.",  "pr.", "nr.",  "à",   "§",  "§§", "stk.",
                                       "art.", "ca.", "tlf.", "jf.", "LÆ", NULL};

    if (last_byte(word) != '.' && is_ascii_letter(last_byte(word)))
        return false;
    return is_one_of(word, list) || ends_with(word, "-nr.");
}

/* Words that hold the number or id after them: "uge 7", "mål M2", "bilag 2", "CVR 00205079". */
static bool holds_number(evne_str word)
{
    static const char *const list[] = {"uge",  "mål", "bilag", "afsnit", "tabel", "figur", "punkt",
                                       "side", "cvr", "cpr",   "tlf",    "kr.",   "kr",    NULL};

    return is_one_of(word, list);
}

static bool has_digit(evne_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (is_digit(word.p[i]))
            return true;
    return false;
}

/* "7", "M2", "O-07", and "A" as in "bilag A". */
static bool is_number_or_id(evne_str word)
{
    word = without_closing(without_opening(word));
    return has_digit(word) || (word.len == 1 && word.p[0] >= 'A' && word.p[0] <= 'Z');
}

static bool is_unit(evne_str word)
{
    static const char *const list[] = {
        "%",         "‰",         "°",       "°c",    "pct.",     "pct",  "procent", "mm",
        "cm",        "m",         "m²",      "km",    "g",        "kg",   "ml",      "dl",
        "l",         "liter",     "kr.",     "kr",    "mio.",     "time", "timer",   "t.",
        "t",         "min.",      "min",     "minut", "sek.",     "sek",  "dage",    "uger",
        "minutter",  "sekunder",  "måneder", "år",    "stk.",     "stk",  "gange",   "timers",
        "minutters", "sekunders", "dages",   "ugers", "måneders", "års",  "meters",  "kilos",
        "liters",    NULL};

    return is_one_of(word, list) || is_one_of(without_closing(word), list);
}

static bool is_month(evne_str word)
{
    static const char *const list[] = {
        "januar",  "februar",  "marts",    "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december", "jan",   "feb", "mar",  "apr",  "jun",    "jul",
        "aug",     "sep",      "sept",     "okt",   "nov", "dec",  NULL};

    return is_one_of(without_closing(word), list);
}

/* "8.", "(31.", "8.-9.": a day of the month before its name. */
static bool is_day(evne_str word)
{
    if (last_byte(word) != '.')
        return false;
    word = without_opening(word);
    return word.len >= 2 && is_digit(word.p[0]) && word.p[word.len - 1] == '.' &&
           is_digit(word.p[word.len - 2]);
}

static bool is_number(evne_str word)
{
    if (!is_digit(last_byte(word)))
        return false;
    word = without_opening(word);
    if (!word.len || !is_digit(word.p[word.len - 1]))
        return false;
    return is_digit(word.p[0]) || word.p[0] == '-' || word.p[0] == '+' ||
           evne_str_starts(word, "−");
}

/* Four digits alone, as a year or a postal code. */
static bool is_four_digits(evne_str word)
{
    if (word.len > 3 && evne_str_starts(word, "DK-"))
        word = evne_str_slice(word, 3, word.len);
    for (size_t i = 0; i < word.len; i++)
        if (!is_digit(word.p[i]))
            return false;
    return word.len == 4;
}

static bool is_capital(evne_str word)
{
    size_t at = 0;
    uint32_t c = word.len ? evne_utf8_next(word, &at) : 0;

    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

/* "1. th.", "st. tv.": the side of a staircase after its floor. */
static bool is_side(evne_str floor, evne_str side)
{
    static const char *const floors[] = {"st.", NULL};
    static const char *const sides[] = {"th", "tv", "mf", NULL};

    return last_byte(floor) == '.' && (is_day(floor) || is_one_of(floor, floors)) &&
           is_one_of(without_closing(side), sides);
}

bool evne_break_between(evne_str before, evne_str after)
{
    if (holds_next(without_opening(before)))
        return false;
    if (is_number_or_id(after) && holds_number(without_opening(before)))
        return false;
    if (is_number(before) && is_unit(after))
        return false;
    if (is_day(before) && is_month(after))
        return false;
    if (is_four_digits(without_opening(before)) && is_capital(after))
        return false;
    if (is_side(before, after))
        return false;
    return !(after.len && (unsigned char)after.p[0] >= 0x80) ||
           (!evne_str_is(after, "–") && !evne_str_is(after, "·"));
}

bool evne_break_is_poor(evne_str before, evne_str after)
{
    return is_four_digits(without_closing(after)) && is_month(before) && !ends_with(before, ",");
}

/* Whether two letters stand just before `at`: "e-" alone at the end of a line misleads. */
static bool two_letters_before(evne_str word, size_t at)
{
    int n_letters = 0;

    while (at > 0 && n_letters < 2) {
        size_t start = at - 1, next;

        while (start > 0 && ((unsigned char)word.p[start] & 0xC0) == 0x80)
            start--;
        next = start;
        if (!evne_is_letter(evne_utf8_next(word, &next)))
            return false;
        n_letters++;
        at = start;
    }
    return n_letters == 2;
}

bool evne_break_inside(evne_str word, size_t at)
{
    static const char *const marks[] = {"-", "‐", "/", "–", "—"};
    unsigned char last = at ? (unsigned char)word.p[at - 1] : 0;

    if (last != '-' && last != '/' && last != 0x90 && last != 0x93 && last != 0x94)
        return false; /* no mark ends with this byte: nearly always */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i]), next = at;

        if (at >= len && memcmp(word.p + at - len, marks[i], len) == 0)
            return !has_digit(word) && two_letters_before(word, at - len) && at < word.len &&
                   evne_is_letter(evne_utf8_next(word, &next)) && next < word.len;
    }
    return false;
}

bool evne_break_is_digits(evne_str word)
{
    word = without_closing(without_opening(word));
    if (word.len && word.p[0] == '+')
        word = evne_str_slice(word, 1, word.len);
    if (word.len < 2 || word.len > 4)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (!is_digit(word.p[i]))
            return false;
    return true;
}

bool evne_break_is_phone(const evne_str *words, size_t n_words)
{
    size_t n_digits = 0;

    if (n_words && evne_str_starts(without_opening(words[0]), "+"))
        return true;
    for (size_t i = 0; i < n_words; i++)
        n_digits += without_closing(without_opening(words[i])).len;
    return n_digits == 8;
}
