/*
 * How: needles of three bytes and more stand in a hash table under their first three bytes, and
 * every place of the sentence looks there. A pattern with shorter needles is kept with the set of
 * their first bytes, and is worth trying when the sentence has one of those; a pattern of which
 * nothing is known is always worth it.
 */
#include "sieve.h"

#include <string.h>

#include "letters.h"

enum { N_HEADS = 4096, KEY = 3, N_BYTES = 256, BITS = 32 };

/* `next` is 1 more than an index, 0 at the end of the chain. */
typedef struct entry {
    evne_str text;
    uint32_t number, next;
    bool begins_word, in_quotations;
} entry;

typedef struct weak {
    uint32_t number;
    uint32_t bytes[N_BYTES / BITS];
    bool is_always;
} weak;

struct evne_sieve {
    evne_arena *arena;
    uint32_t heads[N_HEADS];
    entry *entries;
    size_t n_entries, entries_room;
    weak *weak;
    size_t n_weak, weak_room;
    uint32_t *passed, *seen; /* seen[number] is the pass that last found it */
    uint32_t pass;
    size_t n_patterns, room;
};

evne_sieve *evne_sieve_new(evne_arena *arena)
{
    evne_sieve *sieve = evne_arena_alloc(arena, sizeof *sieve);

    sieve->arena = arena;
    return sieve;
}

static size_t key_of(const unsigned char *p)
{
    uint32_t key = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

    return (key * 2654435761u) >> 20;
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
    uint32_t *head = &sieve->heads[key_of((const unsigned char *)needle->text.p)];

    sieve->entries = grown(sieve, sieve->entries, sizeof *sieve->entries, sieve->n_entries,
                           &sieve->entries_room);
    sieve->entries[sieve->n_entries++] = (entry){.text = needle->text,
                                                 .number = (uint32_t)number,
                                                 .next = *head,
                                                 .begins_word = needle->begins_word,
                                                 .in_quotations = in_quotations};
    *head = (uint32_t)sieve->n_entries;
}

static void add_weak(evne_sieve *sieve, size_t number, const evne_needles *needles)
{
    weak *w;

    sieve->weak = grown(sieve, sieve->weak, sizeof *sieve->weak, sieve->n_weak, &sieve->weak_room);
    w = &sieve->weak[sieve->n_weak++];
    *w = (weak){.number = (uint32_t)number, .is_always = needles->count == 0};
    for (size_t i = 0; i < needles->count; i++) {
        unsigned char first = (unsigned char)needles->items[i].text.p[0];
        w->bytes[first / BITS] |= 1u << first % BITS;
    }
}

static void make_room(evne_sieve *sieve, size_t number)
{
    size_t room = sieve->room ? sieve->room : 256;

    while (room <= number)
        room *= 2;
    if (room == sieve->room)
        return;
    sieve->passed = evne_arena_array(sieve->arena, room, sizeof *sieve->passed);
    sieve->seen = evne_arena_array(sieve->arena, room, sizeof *sieve->seen);
    sieve->room = room;
}

void evne_sieve_add(evne_sieve *sieve, size_t number, evne_str pattern, bool in_quotations)
{
    evne_needles needles = evne_needles_find(sieve->arena, pattern);

    make_room(sieve, number);
    sieve->n_patterns = number + 1;
    if (needles.shortest < KEY) {
        add_weak(sieve, number, &needles);
        return;
    }
    for (size_t i = 0; i < needles.count; i++)
        add_needle(sieve, number, &needles.items[i], in_quotations);
}

/* --- a pass --------------------------------------------------------------------------------- */

static void pass_pattern(evne_sieve *sieve, size_t *n_passed, uint32_t number)
{
    if (sieve->seen[number] == sieve->pass)
        return;
    sieve->seen[number] = sieve->pass;
    sieve->passed[(*n_passed)++] = number;
}

/* Is there surely a letter, digit or underscore before `at`? */
static bool is_inside_word(const evne_prose *prose, size_t at)
{
    const unsigned char *p = (const unsigned char *)prose->folded.p + at;

    if (at == 0)
        return false;
    if (p[-1] < 0x80)
        return evne_letter_is_word(p[-1]);
    return at > 1 && p[-2] == 0xC3 && p[-1] != 0xB7 && p[-1] != 0x97;
}

static bool is_in_quotation(const evne_prose *prose, size_t at)
{
    return prose->quiet.p[at] != prose->text.p[at];
}

static bool fits(const evne_prose *prose, size_t at, size_t end, const entry *e)
{
    return e->text.len <= end - at && memcmp(prose->folded.p + at, e->text.p, e->text.len) == 0 &&
           !(e->begins_word && is_inside_word(prose, at)) &&
           (e->in_quotations || !is_in_quotation(prose, at));
}

static size_t pass_needles(evne_sieve *sieve, const evne_prose *prose, evne_extent sentence)
{
    const unsigned char *bytes = (const unsigned char *)prose->folded.p;
    size_t n_passed = 0;

    for (size_t at = sentence.from; at + KEY <= sentence.to; at++)
        for (uint32_t i = sieve->heads[key_of(bytes + at)]; i; i = sieve->entries[i - 1].next) {
            const entry *e = &sieve->entries[i - 1];
            if (sieve->seen[e->number] != sieve->pass && fits(prose, at, sentence.to, e))
                pass_pattern(sieve, &n_passed, e->number);
        }
    return n_passed;
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
    evne_extent sentence = prose->sentences[index];
    uint32_t bytes[N_BYTES / BITS] = {0};
    size_t n_passed;

    sieve->pass++;
    n_passed = pass_needles(sieve, prose, sentence);
    for (size_t at = sentence.from; at < sentence.to; at++) {
        unsigned char byte = (unsigned char)prose->folded.p[at];
        bytes[byte / BITS] |= 1u << byte % BITS;
    }
    for (size_t i = 0; i < sieve->n_weak; i++)
        if (sieve->weak[i].is_always || share_a_byte(sieve->weak[i].bytes, bytes))
            pass_pattern(sieve, &n_passed, sieve->weak[i].number);
    *numbers = sieve->passed;
    return n_passed;
}
