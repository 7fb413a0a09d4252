/*
 * How: every needle stands once, in a hash table under its first two, three or six bytes, as its
 * length allows, behind a bit that says whether there is any; those that begin a word are looked
 * for only where words begin. A needle knows the sets that it is in, and a set the patterns of
 * which it is the rarest: found sets are gone through after the sentence, and a pattern passes when
 * its other sets were found too and the sentence has as many digits as it needs; a sentence in a
 * script with digits of its own has enough of them. Sets that are the same are one: a list of words
 * for persons is in a hundred patterns. A pattern without sets always passes.
 *
 * The tables are plain arrays with numbers for pointers, so that a sieve can be written to a file
 * and used where it lies.
 */
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"

enum { HEAD_BITS = 13, N_HEADS = 1 << HEAD_BITS, FILTER_BITS = 17, N_FILTER = 1 << FILTER_BITS };
enum { N_BYTES = 256, BITS = 32, N_SET_BUCKETS = 1024 };
enum { BEGINS_WORD = 1, ENDS_WORD = 2 };

/* By how many bytes a needle is known. Thousands share their first three, hardly any two six. */
enum { N_KEYS = 3, N_TABLES = 2 * N_KEYS };
static const size_t key_lengths[N_KEYS] = {2, 3, 6};
static const uint64_t key_masks[N_KEYS] = {0xFFFF, 0xFFFFFF, 0xFFFFFFFFFFFF};

/* In all that follows, links and `next` are 1 more than an index, 0 at the end. */
typedef struct link {
    uint32_t value, next;
} link;

typedef struct needle {
    uint64_t beginning, mask; /* its first bytes as a number, and which bytes of it count */
    uint32_t text;            /* where it begins in the pool */
    uint16_t len, flags;
    uint32_t sets; /* links */
    uint32_t next; /* under the same head */
} needle;

/* A set that may also be found as one byte. */
typedef struct byte_set {
    uint32_t set;
    uint32_t bytes[N_BYTES / BITS];
} byte_set;

typedef struct demand {
    uint32_t sets[EVNE_NEEDLE_SETS - 1]; /* beside the rarest; 1 more than an index, 0: none */
    uint32_t n_digits, in_quotations;
} demand;

/* An array that grows, or that lies in a file. */
typedef struct array {
    void *p;
    size_t count, room;
} array;

/* What tells two sets apart while patterns are added. */
typedef struct known_set known_set;

struct known_set {
    const uint32_t *members; /* needles, and N_BYTES values beyond them for single bytes; sorted */
    size_t count;
    uint32_t set;
    known_set *next;
};

/* The number of the pass in which something was last found, anywhere and outside quotations. */
typedef struct seen {
    uint32_t anywhere, outside;
} seen;

struct evne_sieve {
    evne_arena *arena;
    array heads;   /* uint32_t: N_HEADS for each table, see slot_of; links to needles */
    array filters; /* uint32_t: N_FILTER bits for each table: does a needle have this hash? */
    array needles; /* needle */
    array links;
    array sets; /* uint32_t: links to the patterns of which each is the rarest */
    array byte_sets;
    array demands; /* of each pattern */
    array always;  /* uint32_t: patterns without sets */
    array pool;    /* char: the texts of the needles */
    known_set *known[N_SET_BUCKETS];
    evne_needles_memo *memo;
    uint32_t pass;
    seen *seen;      /* of each set */
    uint32_t *found; /* sets of the pass */
    uint32_t *passed;
    size_t sets_room, patterns_room;
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
    sieve->memo = evne_needles_memo_new(arena);
    EVNE_MORE(sieve, heads, uint32_t, (size_t)N_HEADS * N_TABLES);
    EVNE_MORE(sieve, filters, uint32_t, (size_t)N_FILTER / BITS * N_TABLES);
    return sieve;
}

/* Where needles with this key stand. */
typedef struct slot {
    uint32_t *head;
    uint32_t *filter, bit;
} slot;

/* A table for each key, twice: of needles that begin a word and of those that stand anywhere. */
static slot slot_of(const evne_sieve *sieve, size_t key, bool begins_word, uint64_t beginning)
{
    uint64_t hash = (beginning & key_masks[key]) * 0x9E3779B97F4A7C15u;
    size_t table = 2 * key + begins_word, bit = table * N_FILTER + (hash >> (64 - FILTER_BITS));

    return (slot){.head =
                      EVNE_AT(sieve, heads, uint32_t, table * N_HEADS + (hash >> (64 - HEAD_BITS))),
                  .filter = EVNE_AT(sieve, filters, uint32_t, bit / BITS),
                  .bit = 1u << bit % BITS};
}

/* --- needles and sets --------------------------------------------------------------------------
 */

static void add_link(evne_sieve *sieve, uint32_t *head, uint32_t value)
{
    *EVNE_MORE(sieve, links, link, 1) = (link){value, *head};
    *head = (uint32_t)sieve->links.count;
}

static uint16_t flags_of(const evne_needle *n)
{
    return (uint16_t)((n->begins_word ? BEGINS_WORD : 0) | (n->ends_word ? ENDS_WORD : 0));
}

static size_t key_of(size_t len)
{
    size_t key = N_KEYS - 1;

    while (len < key_lengths[key])
        key--;
    return key;
}

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the masks of keys take the first byte of a text for the lowest of a number"
#endif

/* The first eight bytes, or as many as there are, as one number; the others are 0. */
static uint64_t beginning_of(const char *p, size_t len)
{
    uint64_t word = 0;

    memcpy(&word, p, len < sizeof word ? len : sizeof word);
    return word;
}

static uint64_t mask_of(size_t len)
{
    static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";

    return beginning_of(ones, len);
}

static const char *text_of(const evne_sieve *sieve, const needle *n)
{
    return (const char *)sieve->pool.p + n->text;
}

/* The number of the needle, which is added when it is new. */
static uint32_t number_needle(evne_sieve *sieve, const evne_needle *wanted)
{
    uint64_t beginning = beginning_of(wanted->text.p, wanted->text.len);
    slot s = slot_of(sieve, key_of(wanted->text.len), wanted->begins_word, beginning);
    size_t at = sieve->pool.count;

    for (uint32_t i = *s.head; i; i = EVNE_AT(sieve, needles, needle, i - 1)->next) {
        const needle *n = EVNE_AT(sieve, needles, needle, i - 1);
        if (n->flags == flags_of(wanted) && n->len == wanted->text.len &&
            memcmp(text_of(sieve, n), wanted->text.p, n->len) == 0)
            return i - 1;
    }
    memcpy(EVNE_MORE(sieve, pool, char, wanted->text.len), wanted->text.p, wanted->text.len);
    *EVNE_MORE(sieve, needles, needle, 1) = (needle){.beginning = beginning,
                                                     .mask = mask_of(wanted->text.len),
                                                     .text = (uint32_t)at,
                                                     .len = (uint16_t)wanted->text.len,
                                                     .flags = flags_of(wanted),
                                                     .next = *s.head};
    *s.head = (uint32_t)sieve->needles.count;
    *s.filter |= s.bit;
    return *s.head - 1;
}

/* A single byte as a member of a set: beyond all needles. */
enum { FIRST_BYTE = 0x7FFFFF00 };

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static known_set list_members(evne_sieve *sieve, const evne_needle_set *set)
{
    uint32_t *members = evne_arena_array(sieve->arena, set->count + 1, sizeof *members);
    size_t n = 0;

    for (size_t i = 0; i < set->count; i++) {
        const evne_needle *one = &set->items[i];
        members[i] = one->text.len > 1 ? number_needle(sieve, one)
                                       : (uint32_t)FIRST_BYTE + (unsigned char)one->text.p[0];
    }
    qsort(members, set->count, sizeof *members, by_number);
    for (size_t i = 0; i < set->count; i++)
        if (i == 0 || members[i] != members[i - 1])
            members[n++] = members[i];
    return (known_set){.members = members, .count = n};
}

static void link_members(evne_sieve *sieve, const known_set *known)
{
    byte_set bytes = {.set = known->set};
    bool has_bytes = false;

    for (size_t i = 0; i < known->count; i++) {
        uint32_t member = known->members[i], byte = member - FIRST_BYTE;
        if (member < FIRST_BYTE) {
            uint32_t head = EVNE_AT(sieve, needles, needle, member)->sets;
            add_link(sieve, &head, known->set);
            EVNE_AT(sieve, needles, needle, member)->sets = head;
            continue;
        }
        bytes.bytes[byte / BITS] |= 1u << byte % BITS;
        has_bytes = true;
    }
    if (has_bytes)
        *EVNE_MORE(sieve, byte_sets, byte_set, 1) = bytes;
}

/* The number of the set, which is added when it is new. */
static uint32_t number_set(evne_sieve *sieve, const evne_needle_set *set)
{
    known_set wanted = list_members(sieve, set), *known;
    size_t bucket = wanted.count;

    for (size_t i = 0; i < wanted.count; i++)
        bucket = bucket * 31 + wanted.members[i];
    bucket %= N_SET_BUCKETS;
    for (known = sieve->known[bucket]; known; known = known->next)
        if (known->count == wanted.count &&
            memcmp(known->members, wanted.members, wanted.count * sizeof *wanted.members) == 0)
            return known->set;
    known = evne_arena_alloc(sieve->arena, sizeof *known);
    *known = wanted;
    known->set = (uint32_t)sieve->sets.count;
    known->next = sieve->known[bucket];
    sieve->known[bucket] = known;
    *EVNE_MORE(sieve, sets, uint32_t, 1) = 0;
    link_members(sieve, known);
    return known->set;
}

/* --- patterns -------------------------------------------------------------------------------- */

void evne_sieve_add(evne_sieve *sieve, evne_str pattern, bool in_quotations)
{
    evne_needles needles = evne_needles_find(sieve->arena, sieve->memo, pattern);
    demand d = {.n_digits = (uint32_t)needles.n_digits, .in_quotations = in_quotations};
    uint32_t number = (uint32_t)sieve->demands.count;

    if (needles.n_sets == 0) {
        *EVNE_MORE(sieve, always, uint32_t, 1) = number;
    } else {
        uint32_t rarest = number_set(sieve, &needles.sets[0]);
        uint32_t head = *EVNE_AT(sieve, sets, uint32_t, rarest);
        for (size_t i = 1; i < needles.n_sets; i++)
            d.sets[i - 1] = number_set(sieve, &needles.sets[i]) + 1;
        add_link(sieve, &head, number);
        *EVNE_AT(sieve, sets, uint32_t, rarest) = head;
    }
    *EVNE_MORE(sieve, demands, demand, 1) = d;
}

size_t evne_sieve_count(const evne_sieve *sieve)
{
    return sieve->demands.count;
}

/* --- as bytes -------------------------------------------------------------------------------- */

enum { N_ARRAYS = 9, ALIGNMENT = 8 };

/* The arrays and the sizes of their items, in the order of the bytes. */
static void list_arrays(evne_sieve *sieve, array *arrays[N_ARRAYS], size_t item_sizes[N_ARRAYS])
{
    array *all[] = {&sieve->heads,   &sieve->filters, &sieve->needles,
                    &sieve->links,   &sieve->sets,    &sieve->byte_sets,
                    &sieve->demands, &sieve->always,  &sieve->pool};
    size_t sizes[] = {sizeof(uint32_t), sizeof(uint32_t), sizeof(needle),
                      sizeof(link),     sizeof(uint32_t), sizeof(byte_set),
                      sizeof(demand),   sizeof(uint32_t), sizeof(char)};

    memcpy(arrays, all, sizeof all);
    memcpy(item_sizes, sizes, sizeof sizes);
}

/* Those under one head side by side, so that they are fetched from memory together. */
static void line_up_needles(evne_sieve *sieve)
{
    array scattered = sieve->needles;

    sieve->needles = (array){0};
    for (size_t h = 0; h < sieve->heads.count; h++) {
        uint32_t *head = EVNE_AT(sieve, heads, uint32_t, h), i = *head;
        if (i)
            *head = (uint32_t)sieve->needles.count + 1;
        while (i) {
            needle *n = EVNE_MORE(sieve, needles, needle, 1);
            *n = *(const needle *)item(&scattered, sizeof *n, i - 1);
            i = n->next;
            n->next = i ? (uint32_t)sieve->needles.count + 1 : 0;
        }
    }
}

void evne_sieve_write(evne_sieve *sieve, evne_buf *out)
{
    array *arrays[N_ARRAYS];
    size_t item_sizes[N_ARRAYS];

    line_up_needles(sieve);
    list_arrays(sieve, arrays, item_sizes);
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
    const unsigned char *bytes; /* the folded text */
    evne_extent sentence;
    size_t n_digits, n_found, n_passed;
} passing;

static void find_set(passing *p, uint32_t set, bool is_outside)
{
    seen *s = &p->sieve->seen[set];
    uint32_t pass = p->sieve->pass;

    if (s->anywhere != pass)
        p->sieve->found[p->n_found++] = set;
    s->anywhere = pass;
    if (is_outside)
        s->outside = pass;
}

/* Is there surely a letter, digit or underscore before `at`? */
static bool is_after_letter(const passing *p, size_t at)
{
    const unsigned char *b = p->bytes + at;

    if (at == p->sentence.from)
        return false;
    if (b[-1] < 0x80)
        return evne_letter_is_word(b[-1]);
    return at > p->sentence.from + 1 && b[-2] == 0xC3 && b[-1] != 0xB7 && b[-1] != 0x97;
}

/* ... or at `at`? */
static bool is_before_letter(const passing *p, size_t at)
{
    const unsigned char *b = p->bytes + at;

    if (at == p->sentence.to)
        return false;
    if (b[0] < 0x80)
        return evne_letter_is_word(b[0]);
    return b[0] == 0xC3 && b[1] != 0xB7 && b[1] != 0x97;
}

/* `beginning` is that of the text at `at`, so that few needles are fetched from the pool. */
static bool fits(const passing *p, size_t at, uint64_t beginning, const needle *n)
{
    return (beginning & n->mask) == n->beginning && n->len <= p->sentence.to - at &&
           (n->len <= sizeof beginning ||
            memcmp(p->bytes + at, text_of(p->sieve, n), n->len) == 0) &&
           !((n->flags & ENDS_WORD) && is_before_letter(p, at + n->len));
}

static void look(passing *p, size_t key, bool begins_word, size_t at, uint64_t beginning)
{
    slot s = slot_of(p->sieve, key, begins_word, beginning);

    if (!(*s.filter & s.bit))
        return;
    for (uint32_t i = *s.head; i;) {
        const needle *n = EVNE_AT(p->sieve, needles, needle, i - 1);
        if (fits(p, at, beginning, n)) {
            bool is_outside = p->prose->quiet.p[at] == p->prose->text.p[at];
            for (uint32_t j = n->sets; j;) {
                const link *l = EVNE_AT(p->sieve, links, link, j - 1);
                find_set(p, l->value, is_outside);
                j = l->next;
            }
        }
        i = n->next;
    }
}

static void find_needles(passing *p)
{
    for (size_t at = p->sentence.from; at + key_lengths[0] <= p->sentence.to; at++) {
        size_t left = p->sentence.to - at;
        uint64_t beginning = beginning_of((const char *)p->bytes + at, left);
        bool begins_word = !is_after_letter(p, at);
        for (size_t key = 0; key < N_KEYS && key_lengths[key] <= left; key++) {
            look(p, key, false, at, beginning);
            if (begins_word)
                look(p, key, true, at, beginning);
        }
    }
}

/* Scripts with digits of their own begin with U+0600. */
static bool is_far_script(unsigned char byte)
{
    return byte >= 0xD8 && byte != 0xE2;
}

static bool share_a_byte(const uint32_t *a, const uint32_t *b)
{
    uint32_t both = 0;

    for (size_t i = 0; i < N_BYTES / BITS; i++)
        both |= a[i] & b[i];
    return both != 0;
}

/* Single bytes are not asked where they stand: in a quotation, too, they count as outside. */
static void find_bytes(passing *p)
{
    uint32_t bytes[N_BYTES / BITS] = {0};
    bool is_far = false;

    for (size_t at = p->sentence.from; at < p->sentence.to; at++) {
        unsigned char byte = p->bytes[at];
        bytes[byte / BITS] |= 1u << byte % BITS;
        p->n_digits += byte >= '0' && byte <= '9';
        is_far = is_far || is_far_script(byte);
    }
    for (unsigned c = '0'; is_far && c <= '9'; c++)
        bytes[c / BITS] |= 1u << c % BITS;
    if (is_far)
        p->n_digits = SIZE_MAX;
    for (size_t i = 0; i < p->sieve->byte_sets.count; i++) {
        const byte_set *set = EVNE_AT(p->sieve, byte_sets, byte_set, i);
        if (share_a_byte(set->bytes, bytes))
            find_set(p, set->set, true);
    }
}

static bool is_found(const passing *p, uint32_t set, bool in_quotations)
{
    const seen *s = &p->sieve->seen[set];

    return (in_quotations ? s->anywhere : s->outside) == p->sieve->pass;
}

/* `rarest` is the set that the pattern is known by; SIZE_MAX when it has none. */
static void pass_pattern(passing *p, uint32_t number, size_t rarest)
{
    const demand *d = EVNE_AT(p->sieve, demands, demand, number);

    if (p->n_digits < d->n_digits ||
        (rarest != SIZE_MAX && !is_found(p, (uint32_t)rarest, d->in_quotations)))
        return;
    for (size_t i = 0; i < EVNE_NEEDLE_SETS - 1; i++)
        if (d->sets[i] && !is_found(p, d->sets[i] - 1, d->in_quotations))
            return;
    p->sieve->passed[p->n_passed++] = number;
}

static void pass_patterns(passing *p)
{
    evne_sieve *sieve = p->sieve;

    for (size_t i = 0; i < p->n_found; i++)
        for (uint32_t j = *EVNE_AT(sieve, sets, uint32_t, sieve->found[i]); j;) {
            const link *l = EVNE_AT(sieve, links, link, j - 1);
            pass_pattern(p, l->value, sieve->found[i]);
            j = l->next;
        }
    for (size_t i = 0; i < sieve->always.count; i++)
        pass_pattern(p, *EVNE_AT(sieve, always, uint32_t, i), SIZE_MAX);
}

static void make_room(evne_sieve *sieve)
{
    if (sieve->sets_room < sieve->sets.count) {
        sieve->sets_room = sieve->sets.count;
        sieve->seen = evne_arena_array(sieve->arena, sieve->sets_room, sizeof *sieve->seen);
        sieve->found = evne_arena_array(sieve->arena, sieve->sets_room, sizeof *sieve->found);
    }
    if (sieve->patterns_room < sieve->demands.count || !sieve->passed) {
        sieve->patterns_room = sieve->demands.count + 1;
        sieve->passed = evne_arena_array(sieve->arena, sieve->patterns_room, sizeof *sieve->passed);
    }
}

size_t evne_sieve_pass(evne_sieve *sieve, const evne_prose *prose, size_t index,
                       const uint32_t **numbers)
{
    passing p = {.sieve = sieve,
                 .prose = prose,
                 .bytes = (const unsigned char *)prose->folded.p,
                 .sentence = prose->sentences[index]};

    make_room(sieve);
    sieve->pass++;
    find_needles(&p);
    find_bytes(&p);
    pass_patterns(&p);
    *numbers = sieve->passed;
    return p.n_passed;
}
