/*
 * How: Danish collation (Retskrivningsordbogen, paragraph 4) as a comparison in four passes, each
 * of which only decides what the passes before left equal:
 *
 *   1. letters: signs, digits, a to z, æ, ø, å. ä is æ, ö is ø, ü is y, aa is å. Accents count not.
 *   2. the form of a letter: å before aa; the plain letter before one with an accent.
 *   3. upper case before lower case.
 *   4. bytes, so that only equal texts are equal.
 *
 * Whether aa stands for one vowel ("Aabenraa") or two ("Kanaan") is not written in a name; it is
 * always taken for å.
 */
#include "libs.h"
#include "sandbox.h"

enum {
    BYTES_PER_STEP = 4,
    CAPITAL_A_GRAVE = 0xC0,
    LATIN_END = 0x180,
    DIGITS = 1000, /* weights: signs below, letters above, other scripts last */
    LETTERS = 2000,
    AE = LETTERS + 27,
    OE = LETTERS + 28,
    AA = LETTERS + 29,
    OTHERS = 10000
};

typedef struct weight {
    uint32_t letter;
    int form; /* 0 plain, 1 accent or double letter */
    bool is_lower;
} weight;

/*
 * The letter under the accent for U+00C0 to U+017F, in lower case; '?' where there is none. The
 * letters of Danish and its neighbours that sort on their own are handled before.
 */
static const char base_letters[] = "aaaaaaaceeeeiiii"
                                   "dnooooo?ouuuuyts"
                                   "aaaaaaaceeeeiiii"
                                   "dnooooo?ouuuuyty"
                                   "aaaaaaccccccccdd"
                                   "ddeeeeeeeeeegggg"
                                   "gggghhhhiiiiiiii"
                                   "iiiijjkkklllllll"
                                   "lllnnnnnnnnnoooo"
                                   "oooorrrrrrssssss"
                                   "ssttttttuuuuuuuu"
                                   "uuuuwwyyyzzzzzzs";

/* In Latin Extended-A capital and small letters alternate; three runs start with the small one. */
static bool is_small_latin(uint32_t c)
{
    if (c < 0x100)
        return c >= 0xDF;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c % 2 == 0;
    return c == 0x138 || c == 0x149 || c == 0x17F || (c != 0x178 && c % 2 == 1);
}

static weight latin_weight(uint32_t c)
{
    weight w = {.is_lower = is_small_latin(c), .form = 1};

    switch (c) {
    case 0xC6: /* æ */
    case 0xE6:
        w.form = 0; /* fall through */
    case 0xC4:      /* ä */
    case 0xE4:
        w.letter = AE;
        return w;
    case 0xD8: /* ø */
    case 0xF8:
        w.form = 0; /* fall through */
    case 0xD6:      /* ö */
    case 0xF6:
        w.letter = OE;
        return w;
    case 0xC5: /* å */
    case 0xE5:
        w.form = 0;
        w.letter = AA;
        return w;
    case 0xDC: /* ü */
    case 0xFC:
        w.letter = LETTERS + ('y' - 'a');
        return w;
    default:
        w.letter = LETTERS + (uint32_t)(base_letters[c - CAPITAL_A_GRAVE] - 'a');
        return w;
    }
}

static weight weight_of(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        return (weight){.letter = LETTERS + (c - 'a'), .is_lower = true};
    if (c >= 'A' && c <= 'Z')
        return (weight){.letter = LETTERS + (c - 'A')};
    if (c >= '0' && c <= '9')
        return (weight){.letter = DIGITS + (c - '0')};
    if (c >= CAPITAL_A_GRAVE && c < LATIN_END && c != 0xD7 && c != 0xF7)
        return latin_weight(c);
    return (weight){.letter = c < CAPITAL_A_GRAVE ? c : OTHERS + c};
}

/* Takes the next letter of `s`; two a's in a row are one å. */
static weight next_weight(evne_str s, size_t *at)
{
    uint32_t c = evne_utf8_next(s, at);
    weight w = weight_of(c);

    if ((c == 'a' || c == 'A') && *at < s.len && (s.p[*at] == 'a' || s.p[*at] == 'A')) {
        ++*at;
        return (weight){.letter = AA, .form = 1, .is_lower = w.is_lower};
    }
    return w;
}

static int order_of(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int order_texts(evne_str a, evne_str b)
{
    size_t i = 0, j = 0;
    int form = 0, size = 0;

    while (i < a.len && j < b.len) {
        weight left = next_weight(a, &i), right = next_weight(b, &j);
        int letter = order_of(left.letter, right.letter);
        if (letter)
            return letter;
        form = form ? form : left.form - right.form;
        size = size ? size : left.is_lower - right.is_lower;
    }
    if (i < a.len || j < b.len)
        return i < a.len ? 1 : -1;
    if (form || size)
        return form ? form : size;
    return evne_str_order(a, b);
}

int evne_lib_order(lua_State *L)
{
    evne_str a = evne_lib_check_str(L, 1), b = evne_lib_check_str(L, 2);

    evne_sandbox_charge(L, (a.len < b.len ? a.len : b.len) / BYTES_PER_STEP);
    lua_pushboolean(L, order_texts(a, b) < 0);
    return 1;
}
