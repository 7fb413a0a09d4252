/*
 * How: both words become arrays of folded code points; then the usual table of distances, of which
 * three rows are enough to see a swap.
 */
#include "suggest.h"

enum { MOST_LETTERS = 48 };

typedef struct folded {
    uint32_t letters[MOST_LETTERS + 1];
    size_t count;
} folded;

/* The two letters that Danish keys write for `c`, or 0. */
static const char *spelled(uint32_t c)
{
    switch (c) {
    case 0xC6: /* Æ */
    case 0xE6:
        return "ae";
    case 0xD8: /* Ø */
    case 0xF8:
        return "oe";
    case 0xC5: /* Å */
    case 0xE5:
        return "aa";
    default:
        return NULL;
    }
}

static folded fold(evne_str word)
{
    folded out = {.count = 0};

    for (size_t at = 0; at < word.len && out.count < MOST_LETTERS;) {
        uint32_t c = evne_utf8_next(word, &at);
        const char *pair = spelled(c);

        if (pair) {
            out.letters[out.count++] = (unsigned char)pair[0];
            c = (unsigned char)pair[1];
        }
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        out.letters[out.count++] = c == '-' || c == ' ' ? '_' : c;
    }
    return out;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Fills `row` for letter `i` of `a`; `above` and `before` are the two rows over it. */
static size_t fill_row(const folded *a, const folded *b, size_t i, size_t *row, const size_t *above,
                       const size_t *before)
{
    size_t smallest = i;

    row[0] = i;
    for (size_t j = 1; j <= b->count; j++) {
        bool is_same = a->letters[i - 1] == b->letters[j - 1];
        size_t cost = least(least(row[j - 1], above[j]) + 1, above[j - 1] + !is_same);

        if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
            a->letters[i - 2] == b->letters[j - 1])
            cost = least(cost, before[j - 2] + 1);
        row[j] = cost;
        smallest = least(smallest, cost);
    }
    return smallest;
}

static size_t distance(const folded *a, const folded *b, size_t most)
{
    size_t rows[3][MOST_LETTERS + 2];
    size_t longer = a->count > b->count ? a->count : b->count;

    if (longer - least(a->count, b->count) > most)
        return most + 1;
    for (size_t j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a->count; i++)
        if (fill_row(a, b, i, rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]) > most)
            return most + 1;
    return least(rows[a->count % 3][b->count], most + 1);
}

size_t evne_suggest_distance(evne_str a, evne_str b, size_t most)
{
    folded left = fold(a), right = fold(b);

    return distance(&left, &right, most);
}

bool evne_suggest_same(evne_str a, evne_str b)
{
    return evne_suggest_distance(a, b, 0) == 0;
}

void evne_suggest_consider(evne_nearest *nearest, evne_str word)
{
    folded wanted = fold(nearest->wanted), other = fold(word);
    size_t most = wanted.count / 3 > 3 ? 3 : wanted.count / 3, found;

    if (most == 0)
        most = wanted.count > 1;
    found = distance(&wanted, &other, most);
    if (found > most || (nearest->word.len && found >= nearest->distance))
        return;
    nearest->word = word;
    nearest->distance = found;
}
