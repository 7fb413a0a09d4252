/*
 * How: needles stand in two hash tables, of those with three bytes and more under their first
 * three, of those with two under both; every place of the sentence looks in them. Needles of one
 * byte are a set of bytes. Each set of needles of a pattern is a part, and a pattern passes when
 * all its parts were found and the sentence has as many digits as it needs; a sentence in a script
 * with digits of its own has enough of them. A pattern without parts always passes.
 *
 * The tables are plain arrays with numbers for pointers, so that a sieve can be written to a file
 * and used where it lies.
 */
#include "sieve.h"

#include <string.h>

#include "letters.h"

enum { N_HEADS = 8192, N_SHORT_HEADS = 1024, KEY = 3, N_BYTES = 256, BITS = 32 };
enum { BEGINS_WORD = 1, ENDS_WORD = 2, IN_QUOTATIONS = 4 };

/* `next` is 1 more than an index, 0 at the end of the chain. */
typedef struct entry {
    uint32_t text, part, next; /* `text` is where it begins in the pool */
    uint16_t len, flags;
} entry;

/* A part that may also be found as one byte. */
typedef struct byte_set {
    uint32_t part;
    uint32_t bytes[N_BYTES / BITS];
} byte_set;

typedef struct demand {
    uint32_t n_parts, n_digits;
} demand;

/* An array that grows, or that lies in a file. */
typedef struct array {
    void *p;
    size_t count, room;
} array;

struct evne_sieve {
    evne_arena *arena;
    array heads, short_heads; /* uint32_t */
    array entries, byte_sets;
    array owners;  /* uint32_t: the pattern of each part */
    array demands; /* of each pattern */
    array always;  /* uint32_t: patterns without parts */
    array pool;    /* char: the texts of the entries */
    /* One pass: the parts and patterns that it has met, by the number of the pass. */
    uint32_t pass;
    uint32_t *part_seen, *pattern_seen, *n_found, *passed;
    size_t parts_room, patterns_room;
};

static void *item(const array *a, size_t size, size_t index)
{
    return (char *)a->p + size * index;
}

#define EVNE_AT(sieve, field, type, index) ((type *)item(&(sieve)->field, sizeof(type), index))

static void *more(evne_sieve *sieve, array *a, size_t size, size_t n)
{
    size_t room = a->room ? a->room : 256;

    while (room < a->count + n)
        room *= 2;
    if (room > a->room) {
        a->p = evne_arena_grow(sieve->arena, a->p, a->count * size, room * size);
        a->room = room;
    }
    a->count += n;
    return item(a, size, a->count - n);
}

#define EVNE_MORE(sieve, field, type, n) ((type *)more(sieve, &(sieve)->field, sizeof(type), n))

evne_sieve *evne_sieve_new(evne_arena *arena)
{
    evne_sieve *sieve = evne_arena_alloc(arena, sizeof *sieve);

    sieve->arena = arena;
    EVNE_MORE(sieve, heads, uint32_t, N_HEADS);
    EVNE_MORE(sieve, short_heads, uint32_t, N_SHORT_HEADS);
    return sieve;
}

/* --- adding ---------------------------------------------------------------------------------- */

static uint32_t head_of(const unsigned char *p)
{
    uint32_t key = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

    return (key * 2654435761u) >> 19;
}

static uint32_t short_head_of(const unsigned char *p)
{
    uint32_t key = p[0] | (uint32_t)p[1] << 8;

    return (key * 2654435761u) >> 22;
}

static void add_needle(evne_sieve *sieve, uint32_t part, const evne_needle *needle,
                       bool in_quotations)
{
    const unsigned char *text = (const unsigned char *)needle->text.p;
    uint32_t *head = needle->text.len < KEY
                         ? EVNE_AT(sieve, short_heads, uint32_t, short_head_of(text))
                         : EVNE_AT(sieve, heads, uint32_t, head_of(text));
    entry *e = EVNE_MORE(sieve, entries, entry, 1);
    size_t at = sieve->pool.count;

    memcpy(EVNE_MORE(sieve, pool, char, needle->text.len), text, needle->text.len);
    *e = (entry){.text = (uint32_t)at,
                 .part = part,
                 .next = *head,
                 .len = (uint16_t)needle->text.len,
                 .flags = (uint16_t)((needle->begins_word ? BEGINS_WORD : 0) |
                                     (needle->ends_word ? ENDS_WORD : 0) |
                                     (in_quotations ? IN_QUOTATIONS : 0))};
    *head = (uint32_t)sieve->entries.count;
}

static void add_part(evne_sieve *sieve, size_t number, const evne_needle_set *set,
                     bool in_quotations)
{
    uint32_t part = (uint32_t)sieve->owners.count;
    byte_set bytes = {.part = part};
    bool has_bytes = false;

    *EVNE_MORE(sieve, owners, uint32_t, 1) = (uint32_t)number;
    for (size_t i = 0; i < set->count; i++) {
        unsigned char byte = (unsigned char)set->items[i].text.p[0];
        if (set->items[i].text.len > 1) {
            add_needle(sieve, part, &set->items[i], in_quotations);
            continue;
        }
        bytes.bytes[byte / BITS] |= 1u << byte % BITS;
        has_bytes = true;
    }
    if (has_bytes)
        *EVNE_MORE(sieve, byte_sets, byte_set, 1) = bytes;
}

void evne_sieve_add(evne_sieve *sieve, evne_str pattern, bool in_quotations)
{
    evne_needles needles = evne_needles_find(sieve->arena, pattern);
    size_t number = sieve->demands.count;

    *EVNE_MORE(sieve, demands, demand, 1) =
        (demand){(uint32_t)needles.n_sets, (uint32_t)needles.n_digits};
    for (size_t i = 0; i < needles.n_sets; i++)
        add_part(sieve, number, &needles.sets[i], in_quotations);
    if (needles.n_sets == 0)
        *EVNE_MORE(sieve, always, uint32_t, 1) = (uint32_t)number;
}

size_t evne_sieve_count(const evne_sieve *sieve)
{
    return sieve->demands.count;
}

/* --- as bytes -------------------------------------------------------------------------------- */

enum { N_ARRAYS = 8, ALIGNMENT = 8 };

/* The arrays and the sizes of their items, in the order of the bytes. */
static void list_arrays(evne_sieve *sieve, array *arrays[N_ARRAYS], size_t item_sizes[N_ARRAYS])
{
    array *all[] = {&sieve->heads,  &sieve->short_heads, &sieve->entries, &sieve->byte_sets,
                    &sieve->owners, &sieve->demands,     &sieve->always,  &sieve->pool};
    size_t sizes[] = {sizeof(uint32_t), sizeof(uint32_t), sizeof(entry),    sizeof(byte_set),
                      sizeof(uint32_t), sizeof(demand),   sizeof(uint32_t), sizeof(char)};

    memcpy(arrays, all, sizeof all);
    memcpy(item_sizes, sizes, sizeof sizes);
}

void evne_sieve_write(const evne_sieve *sieve, evne_buf *out)
{
    evne_sieve copy = *sieve;
    array *arrays[N_ARRAYS];
    size_t item_sizes[N_ARRAYS];

    list_arrays(&copy, arrays, item_sizes);
    for (int i = 0; i < N_ARRAYS; i++) {
        uint64_t count = arrays[i]->count;
        evne_buf_put(out, &count, sizeof count);
        if (count)
            evne_buf_put(out, arrays[i]->p, count * item_sizes[i]);
        while (out->len % ALIGNMENT)
            evne_buf_put_char(out, '\0');
    }
}

evne_sieve *evne_sieve_read(evne_arena *arena, evne_str bytes)
{
    evne_sieve *sieve = evne_arena_alloc(arena, sizeof *sieve);
    array *arrays[N_ARRAYS];
    size_t item_sizes[N_ARRAYS];
    const char *at = bytes.p;

    sieve->arena = arena;
    list_arrays(sieve, arrays, item_sizes);
    for (int i = 0; i < N_ARRAYS; i++) {
        uint64_t count;
        memcpy(&count, at, sizeof count);
        at += sizeof count;
        arrays[i]->p = (void *)(uintptr_t)at;
        arrays[i]->count = arrays[i]->room = count;
        at += (count * item_sizes[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return sieve;
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
    if (p->n_digits >= EVNE_AT(p->sieve, demands, demand, number)->n_digits)
        p->sieve->passed[p->n_passed++] = number;
}

static bool is_seen(const evne_sieve *sieve, uint32_t part)
{
    return sieve->part_seen[part] == sieve->pass;
}

static void find_part(passing *p, uint32_t part)
{
    evne_sieve *sieve = p->sieve;
    uint32_t number = *EVNE_AT(sieve, owners, uint32_t, part);

    if (is_seen(sieve, part))
        return;
    sieve->part_seen[part] = sieve->pass;
    if (sieve->pattern_seen[number] != sieve->pass)
        sieve->n_found[number] = 0;
    sieve->pattern_seen[number] = sieve->pass;
    if (++sieve->n_found[number] == EVNE_AT(sieve, demands, demand, number)->n_parts)
        pass_pattern(p, number);
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
    return e->len <= p->sentence.to - at &&
           memcmp(p->prose->folded.p + at, (const char *)p->sieve->pool.p + e->text, e->len) == 0 &&
           !((e->flags & BEGINS_WORD) && is_after_letter(p, at)) &&
           !((e->flags & ENDS_WORD) && is_before_letter(p, at + e->len)) &&
           ((e->flags & IN_QUOTATIONS) || !is_in_quotation(p->prose, at));
}

static void follow(passing *p, size_t at, uint32_t head)
{
    for (uint32_t i = head; i;) {
        const entry *e = EVNE_AT(p->sieve, entries, entry, i - 1);
        if (!is_seen(p->sieve, e->part) && fits(p, at, e))
            find_part(p, e->part);
        i = e->next;
    }
}

static void find_needles(passing *p)
{
    const unsigned char *bytes = (const unsigned char *)p->prose->folded.p;

    for (size_t at = p->sentence.from; at + 2 <= p->sentence.to; at++) {
        follow(p, at, *EVNE_AT(p->sieve, short_heads, uint32_t, short_head_of(bytes + at)));
        if (at + KEY <= p->sentence.to)
            follow(p, at, *EVNE_AT(p->sieve, heads, uint32_t, head_of(bytes + at)));
    }
}

static bool share_a_byte(const uint32_t *a, const uint32_t *b)
{
    uint32_t both = 0;

    for (size_t i = 0; i < N_BYTES / BITS; i++)
        both |= a[i] & b[i];
    return both != 0;
}

static void find_bytes(passing *p)
{
    for (size_t i = 0; i < p->sieve->byte_sets.count; i++) {
        const byte_set *set = EVNE_AT(p->sieve, byte_sets, byte_set, i);
        if (share_a_byte(set->bytes, p->bytes))
            find_part(p, set->part);
    }
}

static void make_room(evne_sieve *sieve)
{
    if (sieve->parts_room < sieve->owners.count) {
        sieve->parts_room = sieve->owners.count;
        sieve->part_seen =
            evne_arena_array(sieve->arena, sieve->parts_room, sizeof *sieve->part_seen);
    }
    if (sieve->patterns_room < sieve->demands.count || !sieve->passed) {
        size_t room = sieve->demands.count + 1;
        sieve->patterns_room = room;
        sieve->pattern_seen = evne_arena_array(sieve->arena, room, sizeof *sieve->pattern_seen);
        sieve->n_found = evne_arena_array(sieve->arena, room, sizeof *sieve->n_found);
        sieve->passed = evne_arena_array(sieve->arena, room, sizeof *sieve->passed);
    }
}

size_t evne_sieve_pass(evne_sieve *sieve, const evne_prose *prose, size_t index,
                       const uint32_t **numbers)
{
    passing p = {.sieve = sieve, .prose = prose, .sentence = prose->sentences[index]};

    make_room(sieve);
    sieve->pass++;
    count_bytes(&p);
    find_needles(&p);
    find_bytes(&p);
    for (size_t i = 0; i < sieve->always.count; i++)
        pass_pattern(&p, *EVNE_AT(sieve, always, uint32_t, i));
    *numbers = sieve->passed;
    return p.n_passed;
}
