/*
 * How: needles stand in two hash tables, of those with three bytes and more under their first
 * three, of those with two under both; every place of the sentence looks in them. A needle of one
 * byte is a bit in its pattern's set of bytes. A pattern of which nothing is known is always worth
 * trying. What passes must also have as many digits as the pattern needs; a sentence in a script
 * with digits of its own has enough of them.
 */
#include "sieve.h"

#include <string.h>

#include "letters.h"

enum { N_HEADS = 4096, N_SHORT_HEADS = 512, KEY = 3, N_BYTES = 256, BITS = 32 };

/* `next` is 1 more than an index, 0 at the end of the chain. */
typedef struct entry {
    evne_str text;
    uint32_t number, next;
    bool begins_word, ends_word, in_quotations;
} entry;

/* A pattern that needs one of these bytes, or that is always tried. */
typedef struct weak {
    uint32_t number;
    uint32_t bytes[N_BYTES / BITS];
    bool is_always;
} weak;

struct evne_sieve {
    evne_arena *arena;
    uint32_t heads[N_HEADS], short_heads[N_SHORT_HEADS];
    entry *entries;
    size_t n_entries, entries_room;
    weak *weak;
    size_t n_weak, weak_room;
    uint32_t *passed, *seen; /* seen[number] is the pass that last found it */
    uint32_t pass;
    size_t *n_digits; /* that each pattern needs */
    size_t room;
};

evne_sieve *evne_sieve_new(evne_arena *arena)
{
    evne_sieve *sieve = evne_arena_alloc(arena, sizeof *sieve);

    sieve->arena = arena;
    return sieve;
}

static uint32_t *head_of(evne_sieve *sieve, const unsigned char *p)
{
    uint32_t key = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

    return &sieve->heads[(key * 2654435761u) >> 20];
}

static uint32_t *short_head_of(evne_sieve *sieve, const unsigned char *p)
{
    uint32_t key = p[0] | (uint32_t)p[1] << 8;

    return &sieve->short_heads[(key * 2654435761u) >> 23];
}

static void *grown(evne_sieve *sieve, void *array, size_t size, size_t count, size_t *room)
{
    size_t more = *room ? 2 * *room : 256;

    if (count < *room)
        return array;
    array = evne_arena_grow(sieve->arena, array, *room * size, more * size);
    *room = more;
    return array;
}

static void add_needle(evne_sieve *sieve, size_t number, const evne_needle *needle,
                       bool in_quotations)
{
    const unsigned char *text = (const unsigned char *)needle->text.p;
    uint32_t *head = needle->text.len < KEY ? short_head_of(sieve, text) : head_of(sieve, text);

    sieve->entries = grown(sieve, sieve->entries, sizeof *sieve->entries, sieve->n_entries,
                           &sieve->entries_room);
    sieve->entries[sieve->n_entries++] = (entry){.text = needle->text,
                                                 .number = (uint32_t)number,
                                                 .next = *head,
                                                 .begins_word = needle->begins_word,
                                                 .ends_word = needle->ends_word,
                                                 .in_quotations = in_quotations};
    *head = (uint32_t)sieve->n_entries;
}

static void add_weak(evne_sieve *sieve, weak one)
{
    sieve->weak = grown(sieve, sieve->weak, sizeof *sieve->weak, sieve->n_weak, &sieve->weak_room);
    sieve->weak[sieve->n_weak++] = one;
}

static void make_room(evne_sieve *sieve, size_t number)
{
    size_t room = sieve->room ? sieve->room : 256;

    while (room <= number)
        room *= 2;
    if (room == sieve->room)
        return;
    sieve->n_digits =
        evne_arena_grow(sieve->arena, sieve->n_digits, sieve->room * sizeof *sieve->n_digits,
                        room * sizeof *sieve->n_digits);
    sieve->passed = evne_arena_array(sieve->arena, room, sizeof *sieve->passed);
    sieve->seen = evne_arena_array(sieve->arena, room, sizeof *sieve->seen);
    sieve->room = room;
}

void evne_sieve_add(evne_sieve *sieve, size_t number, evne_str pattern, bool in_quotations)
{
    evne_needles needles = evne_needles_find(sieve->arena, pattern);
    weak one = {.number = (uint32_t)number, .is_always = needles.count == 0};
    bool is_weak = needles.count == 0;

    make_room(sieve, number);
    sieve->n_digits[number] = needles.n_digits;
    for (size_t i = 0; i < needles.count; i++) {
        const evne_needle *needle = &needles.items[i];
        unsigned char byte = (unsigned char)needle->text.p[0];
        if (needle->text.len > 1) {
            add_needle(sieve, number, needle, in_quotations);
            continue;
        }
        one.bytes[byte / BITS] |= 1u << byte % BITS;
        is_weak = true;
    }
    if (is_weak)
        add_weak(sieve, one);
}

/* --- a pass --------------------------------------------------------------------------------- */

typedef struct passing {
    evne_sieve *sieve;
    const evne_prose *prose;
    evne_extent sentence;
    uint32_t bytes[N_BYTES / BITS]; /* that the sentence has */
    size_t n_digits, n_passed;
} passing;

/* Scripts with digits of their own begin with U+0600. */
static bool is_far_script(unsigned char byte)
{
    return byte >= 0xD8 && byte != 0xE2;
}

static void count_bytes(passing *p)
{
    bool is_far = false;

    for (size_t at = p->sentence.from; at < p->sentence.to; at++) {
        unsigned char byte = (unsigned char)p->prose->folded.p[at];
        p->bytes[byte / BITS] |= 1u << byte % BITS;
        p->n_digits += byte >= '0' && byte <= '9';
        is_far = is_far || is_far_script(byte);
    }
    for (unsigned c = '0'; is_far && c <= '9'; c++)
        p->bytes[c / BITS] |= 1u << c % BITS;
    if (is_far)
        p->n_digits = SIZE_MAX;
}

static void pass_pattern(passing *p, uint32_t number)
{
    evne_sieve *sieve = p->sieve;

    if (sieve->seen[number] == sieve->pass)
        return;
    sieve->seen[number] = sieve->pass;
    if (p->n_digits >= sieve->n_digits[number])
        sieve->passed[p->n_passed++] = number;
}

static bool is_letter_byte(unsigned char byte)
{
    return byte < 0x80 && evne_letter_is_word(byte);
}

/* Is there surely a letter, digit or underscore before `at`? */
static bool is_after_letter(const passing *p, size_t at)
{
    const unsigned char *b = (const unsigned char *)p->prose->folded.p + at;

    if (at == p->sentence.from)
        return false;
    if (b[-1] < 0x80)
        return is_letter_byte(b[-1]);
    return at > p->sentence.from + 1 && b[-2] == 0xC3 && b[-1] != 0xB7 && b[-1] != 0x97;
}

/* ... or at `at`? */
static bool is_before_letter(const passing *p, size_t at)
{
    const unsigned char *b = (const unsigned char *)p->prose->folded.p + at;

    if (at == p->sentence.to)
        return false;
    return is_letter_byte(b[0]) || (b[0] == 0xC3 && b[1] != 0xB7 && b[1] != 0x97);
}

static bool is_in_quotation(const evne_prose *prose, size_t at)
{
    return prose->quiet.p[at] != prose->text.p[at];
}

static bool fits(const passing *p, size_t at, const entry *e)
{
    return e->text.len <= p->sentence.to - at &&
           memcmp(p->prose->folded.p + at, e->text.p, e->text.len) == 0 &&
           !(e->begins_word && is_after_letter(p, at)) &&
           !(e->ends_word && is_before_letter(p, at + e->text.len)) &&
           (e->in_quotations || !is_in_quotation(p->prose, at));
}

static void follow(passing *p, size_t at, uint32_t head)
{
    evne_sieve *sieve = p->sieve;

    for (uint32_t i = head; i; i = sieve->entries[i - 1].next) {
        const entry *e = &sieve->entries[i - 1];
        if (sieve->seen[e->number] != sieve->pass && fits(p, at, e))
            pass_pattern(p, e->number);
    }
}

static void pass_needles(passing *p)
{
    const unsigned char *bytes = (const unsigned char *)p->prose->folded.p;

    for (size_t at = p->sentence.from; at + 2 <= p->sentence.to; at++) {
        follow(p, at, *short_head_of(p->sieve, bytes + at));
        if (at + KEY <= p->sentence.to)
            follow(p, at, *head_of(p->sieve, bytes + at));
    }
}

static bool share_a_byte(const uint32_t *a, const uint32_t *b)
{
    uint32_t both = 0;

    for (size_t i = 0; i < N_BYTES / BITS; i++)
        both |= a[i] & b[i];
    return both != 0;
}

size_t evne_sieve_pass(evne_sieve *sieve, const evne_prose *prose, size_t index,
                       const uint32_t **numbers)
{
    passing p = {.sieve = sieve, .prose = prose, .sentence = prose->sentences[index]};

    sieve->pass++;
    count_bytes(&p);
    pass_needles(&p);
    for (size_t i = 0; i < sieve->n_weak; i++)
        if (sieve->weak[i].is_always || share_a_byte(sieve->weak[i].bytes, p.bytes))
            pass_pattern(&p, sieve->weak[i].number);
    *numbers = sieve->passed;
    return p.n_passed;
}
