/*
 * How: a reader of the common part of PCRE2's syntax. Each part of a pattern gives a `need`: the
 * strings that it can be, when there are few of them (`exact`), and the best sets of strings of
 * each of which a match must contain one (`best`). A sequence multiplies the exact sets of its
 * parts for as long as the product is small, an alternative unites them. Anything uncommon
 * (references, conditions, verbs, options) ends the reading: then nothing is known about the
 * pattern.
 */
#include "needles.h"

#include <string.h>

#include "letters.h"

enum {
    MOST_EXACT = 48,
    MOST_CLASS = 10,
    MOST_COPIES = 4,
    DEEPEST = 60,
    WORTHY_BYTES = 6,
    LEAST_WORTH = 5
};

enum { N_REMEMBERED = 256, LEAST_REMEMBERED = 48 };

typedef struct set {
    evne_needle *items;
    size_t count, room;
    unsigned worth; /* of one of the best */
} set;

typedef struct need {
    set exact; /* meaningful when is_exact */
    bool is_exact;
    set best[EVNE_NEEDLE_SETS]; /* the best first; worth 0: none */
    size_t n_digits;            /* at least */
    bool is_blank;              /* one blank: in a prose, no two stand together */
    bool ends_blank;  /* not exact: what it matches, unless it is nothing, ends with a blank */
    bool is_optional; /* ... and it may be nothing */
} need;

typedef struct remembered remembered;

/* The body of a group, and what it needs. */
struct remembered {
    evne_str body;
    need need;
    remembered *next;
};

struct evne_needles_memo {
    remembered *buckets[N_REMEMBERED];
};

typedef struct reader {
    evne_arena *arena;
    evne_needles_memo *memo;
    evne_str text;
    size_t at;
    int depth;
    bool is_lost; /* met something that it does not know */
} reader;

/* --- sets ----------------------------------------------------------------------------------- */

static set one(reader *r, evne_str text)
{
    set s = {.items = evne_arena_alloc(r->arena, sizeof *s.items), .count = 1, .room = 1};

    s.items[0] = (evne_needle){.text = text};
    return s;
}

static set nothing_yet(reader *r)
{
    return one(r, EVNE_STR(""));
}

static evne_str joined(reader *r, evne_str a, evne_str b)
{
    char *p;

    if (a.len == 0)
        return b;
    if (b.len == 0)
        return a;
    p = evne_arena_alloc(r->arena, a.len + b.len + 1);
    memcpy(p, a.p, a.len);
    memcpy(p + a.len, b.p, b.len);
    return (evne_str){p, a.len + b.len};
}

/* A boundary is a string without letters; it speaks of what it touches in the end. */
static void join_ends(evne_needle *n, const evne_needle *a, const evne_needle *b)
{
    n->begins_word = a->begins_word || (a->text.len == 0 && b->begins_word);
    n->ends_word = b->ends_word || (b->text.len == 0 && a->ends_word);
}

static set product(reader *r, set a, set b)
{
    size_t room = a.count * b.count;
    set out = {.items = evne_arena_array(r->arena, room, sizeof *out.items), .room = room};

    for (size_t i = 0; i < a.count; i++)
        for (size_t j = 0; j < b.count; j++) {
            evne_needle *n = &out.items[out.count++];
            n->text = joined(r, a.items[i].text, b.items[j].text);
            join_ends(n, &a.items[i], &b.items[j]);
        }
    return out;
}

static void add_all(reader *r, set *into, set more)
{
    size_t wanted = into->count + more.count, room = into->room ? into->room : 4;

    while (room < wanted)
        room *= 2;
    if (room > into->room) {
        into->items = evne_arena_grow(r->arena, into->items, into->count * sizeof *into->items,
                                      room * sizeof *into->items);
        into->room = room;
    }
    if (more.count)
        memcpy(into->items + into->count, more.items, more.count * sizeof *more.items);
    into->count = wanted;
}

/* Letters and signs of which Danish text is full say little. */
static unsigned worth_of_byte(unsigned char byte)
{
    if (strchr(" .,-", byte) || strchr("enrtdaislog", byte))
        return byte < 'a' ? 1 : 2;
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
        return 3;
    return byte >= 0x80 ? 2 : 6; /* half a letter; signs such as @ and % */
}

/* Words that stand in every other sentence about a person at work. */
static bool is_common(evne_str text)
{
    static const char *const words[] = {
        "arbejd", "borger", "den",  "der",   "det", "dage", "eller", "eren", "efter",  "for",
        "har",    "hun",    "ikke", "ingen", "kan", "med",  "mere",  "men",  "opgave", "pause",
        "skal",   "som",    "til",  "timer", "uge", "var",  "ved",   "vil"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (evne_str_starts(text, words[i]) && text.len <= strlen(words[i]) + 2)
            return true;
    return false;
}

static unsigned worth_of(const evne_needle *n)
{
    unsigned worth = n->begins_word + n->ends_word;

    for (size_t i = 0; i < n->text.len && i < WORTHY_BYTES; i++)
        worth += worth_of_byte((unsigned char)n->text.p[i]);
    return is_common(n->text) && worth > 5 ? 5 : worth;
}

/* A set is worth what its most common string is; nothing when one of them is empty. */
static unsigned worth_of_set(set s)
{
    unsigned least = s.count && s.count <= EVNE_MOST_NEEDLES ? UINT32_MAX : 0;

    for (size_t i = 0; i < s.count && least; i++) {
        unsigned worth = s.items[i].text.len ? worth_of(&s.items[i]) : 0;
        least = worth < least ? worth : least;
    }
    return least;
}

/* Is `a` a better thing to look for than `b`? */
static bool is_better(set a, set b)
{
    if (a.worth == 0 || b.worth == 0)
        return a.worth > 0;
    return a.worth != b.worth ? a.worth > b.worth : a.count < b.count;
}

/* Keeps `s` when it is among the best so far. */
static void keep(need *n, set s)
{
    for (size_t i = 0; i < EVNE_NEEDLE_SETS; i++) {
        set worse = n->best[i];
        if (!is_better(s, worse))
            continue;
        n->best[i] = s;
        s = worse;
    }
}

static void offer(need *n, set s)
{
    s.worth = worth_of_set(s);
    keep(n, s);
}

/* --- parts ----------------------------------------------------------------------------------- */

static need read_alternatives(reader *r);

static bool is_at_end(const reader *r)
{
    return r->at >= r->text.len;
}

static char peek(const reader *r)
{
    return is_at_end(r) ? '\0' : r->text.p[r->at];
}

static bool take(reader *r, const char *text)
{
    if (!evne_str_starts(evne_str_slice(r->text, r->at, r->text.len), text))
        return false;
    r->at += strlen(text);
    return true;
}

static need lost(reader *r)
{
    r->is_lost = true;
    return (need){0};
}

/* A part that may be anything. */
static need unknown(void)
{
    return (need){0};
}

static need empty(reader *r)
{
    return (need){.exact = nothing_yet(r), .is_exact = true};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters whose other case evne_letters_fold does not know are no needle. */
static bool is_foldable(uint32_t c)
{
    return c < 0x80 || (c >= 0xA1 && c <= 0xFF && c != 0xB5 && c != 0xDF && c != 0xFF) ||
           (c >= 0x2010 && c <= 0x206F);
}

static need letter(reader *r, uint32_t c)
{
    evne_buf buf = {.arena = r->arena};
    need n = {.is_exact = true};

    if (!is_foldable(c))
        return unknown();
    n.n_digits = c >= '0' && c <= '9';
    evne_utf8_put(&buf, c);
    evne_letters_fold(buf.p, buf.len);
    n.exact = one(r, evne_buf_str(&buf));
    return n;
}

static need any_digit(reader *r)
{
    need n = {
        .exact = {.items = evne_arena_array(r->arena, 10, sizeof *n.exact.items), .room = 10}};
    static const char digits[] = "0123456789";

    for (; n.exact.count < 10; n.exact.count++)
        n.exact.items[n.exact.count].text = (evne_str){digits + n.exact.count, 1};
    n.n_digits = 1;
    return n;
}

/* The word boundary: what comes next begins a word, when that is a letter (it may be its end). */
static need boundary(reader *r)
{
    need n = empty(r);

    n.exact.items[0].begins_word = n.exact.items[0].ends_word = true;
    return n;
}

static need blank(reader *r)
{
    return (need){.exact = one(r, EVNE_STR(" ")), .is_exact = true, .is_blank = true};
}

/* \p{L}, \x{e6} and their like. */
static need skip_braces(reader *r)
{
    const char *end;

    if (peek(r) != '{')
        return lost(r);
    end = memchr(r->text.p + r->at, '}', r->text.len - r->at);
    if (!end)
        return lost(r);
    r->at = (size_t)(end - r->text.p) + 1;
    return unknown();
}

static need read_escape(reader *r)
{
    char c = peek(r);

    r->at++;
    if (c == 'b')
        return boundary(r);
    if (c == 'd')
        return any_digit(r);
    if (c == 's')
        return blank(r);
    if (c == 'p' || c == 'P')
        return skip_braces(r);
    if (c && strchr("wWDShHvVRN", c))
        return unknown();
    if (c && strchr("AzZBG", c))
        return empty(r);
    if ((unsigned char)c < 0x80 && !evne_letter_is_word((unsigned char)c) && c)
        return letter(r, (unsigned char)c);
    return lost(r);
}

/* One letter of a class, or EVNE_NO_CODE_POINT for an escape that is no letter. */
static uint32_t read_class_item(reader *r)
{
    if (take(r, "[:")) {
        r->is_lost = true;
        return EVNE_NO_CODE_POINT;
    }
    if (!take(r, "\\"))
        return evne_utf8_next(r->text, &r->at);
    if (evne_letter_is_word((unsigned char)peek(r))) {
        (void)read_escape(r);
        return EVNE_NO_CODE_POINT;
    }
    return evne_utf8_next(r->text, &r->at);
}

/* Is the item of a class just read, with the range that may go on from it, nothing but digits? */
static bool is_digits(const reader *r, uint32_t c)
{
    if (c == '-')
        return r->at > 1 && r->at < r->text.len && is_digit(r->text.p[r->at]) &&
               is_digit(r->text.p[r->at - 2]);
    if (c == EVNE_NO_CODE_POINT)
        return r->text.p[r->at - 1] == 'd';
    return c < 0x80 && is_digit((char)c);
}

/* A class of a few letters is each of them; any other class may be anything. */
static need read_class(reader *r)
{
    bool is_positive = !take(r, "^"), is_few = is_positive, is_first = true;
    need n = {.is_exact = true};

    n.n_digits = 1;
    while (!r->is_lost && !is_at_end(r) && (peek(r) != ']' || is_first)) {
        uint32_t c = read_class_item(r);
        need item = c == EVNE_NO_CODE_POINT ? unknown() : letter(r, c);
        is_first = false;
        if (peek(r) == '-' && r->at + 1 < r->text.len && r->text.p[r->at + 1] != ']')
            is_few = false;
        is_few = is_few && item.is_exact && n.exact.count < MOST_CLASS;
        n.n_digits = n.n_digits && is_digits(r, c);
        if (is_few)
            add_all(r, &n.exact, item.exact);
    }
    if (!take(r, "]"))
        return lost(r);
    n.n_digits = n.n_digits && is_positive;
    return is_few ? n : (need){.n_digits = n.n_digits};
}

/* Past `(?` or `(`: true when what follows is a group that takes part in the match. */
static bool read_group_start(reader *r, bool *is_around)
{
    *is_around = false;
    if (!take(r, "?"))
        return peek(r) != '*';
    if (take(r, ":") || take(r, "i:") || take(r, "-i:") || take(r, ">"))
        return true;
    *is_around = take(r, "=") || take(r, "!") || take(r, "<=") || take(r, "<!");
    return *is_around;
}

/* The body of the group at hand, up to the bracket that closes it; empty when it is not plain. */
static evne_str group_body(const reader *r)
{
    size_t depth = 0, i = r->at;

    for (; i < r->text.len; i++) {
        char c = r->text.p[i];
        if (c == '\\')
            i++;
        else if (c == '[' && i + 1 < r->text.len && strchr("]^[", r->text.p[i + 1]))
            return EVNE_STR("");
        else if (c == '[')
            while (i < r->text.len && r->text.p[i] != ']')
                i += r->text.p[i] == '\\' ? 2 : 1;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth-- == 0)
            break;
    }
    return i < r->text.len ? evne_str_slice(r->text, r->at, i) : EVNE_STR("");
}

static size_t bucket_of(evne_str body)
{
    size_t h = body.len;

    for (size_t i = 0; i < body.len; i++)
        h = h * 31 + (unsigned char)body.p[i];
    return h % N_REMEMBERED;
}

/* Past the body of the group at hand, which is read unless it was read before. */
static need read_body(reader *r)
{
    evne_str body = r->memo ? group_body(r) : EVNE_STR("");
    remembered **bucket, *known;

    if (body.len < LEAST_REMEMBERED)
        return read_alternatives(r);
    bucket = &r->memo->buckets[bucket_of(body)];
    for (known = *bucket; known; known = known->next)
        if (evne_str_eq(known->body, body)) {
            r->at += body.len;
            return known->need;
        }
    known = evne_arena_alloc(r->arena, sizeof *known);
    *known = (remembered){.body = body, .need = read_alternatives(r), .next = *bucket};
    if (!r->is_lost)
        *bucket = known;
    return known->need;
}

static need read_group(reader *r)
{
    bool is_around;
    need n;

    if (!read_group_start(r, &is_around) || ++r->depth > DEEPEST)
        return lost(r);
    n = read_body(r);
    r->depth--;
    if (!take(r, ")"))
        return lost(r);
    return is_around ? empty(r) : n;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-';
}

/* As many of the plain letters at hand as no quantifier can follow: most of every pattern. */
static size_t plain_run(const reader *r)
{
    size_t n = 0, left = r->text.len - r->at;
    const char *p = r->text.p + r->at;

    while (n < left && (is_plain(p[n]) || (p[n] == '\xC3' && n + 1 < left && p[n + 1] != '\x9F' &&
                                           p[n + 1] != '\xBF')))
        n += p[n] == '\xC3' ? 2 : 1;
    if (n == left || !strchr("?*+{", p[n]))
        return n;
    return n - (n > 1 && p[n - 2] == '\xC3' ? 2 : n > 0);
}

static need read_run(reader *r, size_t len)
{
    char *copy = evne_arena_copy(r->arena, r->text.p + r->at, len);

    evne_letters_fold(copy, len);
    r->at += len;
    return (need){.exact = one(r, (evne_str){copy, len}), .is_exact = true};
}

static need read_part(reader *r)
{
    size_t run = plain_run(r);
    uint32_t c;

    if (run)
        return read_run(r, run);
    if (take(r, "("))
        return read_group(r);
    if (take(r, "["))
        return read_class(r);
    if (take(r, "\\"))
        return read_escape(r);
    if (take(r, "."))
        return unknown();
    if (take(r, "^") || take(r, "$"))
        return empty(r);
    if (strchr("*+?", peek(r)))
        return lost(r);
    c = evne_utf8_next(r->text, &r->at);
    return c == EVNE_NO_CODE_POINT ? lost(r) : letter(r, c);
}

/* --- how often a part stands ------------------------------------------------------------------ */

/* {2}, {2,} or {2,5}; anything else in braces is text to PCRE2 and unknown here. */
static bool read_count(reader *r, size_t *least, size_t *most)
{
    size_t n[2] = {0, 0}, which = 0;

    for (; !is_at_end(r) && peek(r) != '}'; r->at++) {
        if (peek(r) == ',' && which == 0)
            which = 1;
        else if (peek(r) >= '0' && peek(r) <= '9' && n[which] < 1000)
            n[which] = n[which] * 10 + (size_t)(peek(r) - '0');
        else
            return false;
    }
    *least = n[0];
    *most = which == 0 ? n[0] : n[1] ? n[1] : SIZE_MAX;
    return take(r, "}");
}

static bool read_quantifier(reader *r, size_t *least, size_t *most)
{
    *least = *most = 1;
    if (take(r, "?"))
        *least = 0;
    else if (take(r, "*"))
        *least = 0, *most = SIZE_MAX;
    else if (take(r, "+"))
        *most = SIZE_MAX;
    else if (take(r, "{"))
        return read_count(r, least, most) && (take(r, "?") || take(r, "+") || true);
    else
        return true;
    (void)(take(r, "?") || take(r, "+"));
    return true;
}

/* The first copies of what stands several times; of one string only, or they would be too many. */
static set copies(reader *r, set s, size_t least)
{
    set out = s;

    for (size_t i = 1; i < least && i < MOST_COPIES && s.count == 1; i++)
        out = product(r, out, s);
    return out;
}

/* What is known of `part` when it stands `least` to `most` times. */
static need repeated(reader *r, need part, size_t least, size_t most)
{
    need n = {.ends_blank = part.ends_blank, .is_optional = least == 0 || part.is_optional};

    if (least == 1 && (most == 1 || part.is_blank))
        return part;
    if (least == 0 && (most == 1 || part.is_blank) && part.is_exact) {
        n.is_exact = true;
        add_all(r, &n.exact, part.exact);
        add_all(r, &n.exact, nothing_yet(r));
    }
    if (least == 0)
        return n;
    memcpy(n.best, part.best, sizeof n.best);
    n.n_digits = part.n_digits * least;
    if (part.is_exact)
        offer(&n, copies(r, part.exact, least));
    return n;
}

/* --- sequences and alternatives --------------------------------------------------------------- */

static bool fits(set a, set b)
{
    size_t count = a.count * b.count;

    return count <= MOST_EXACT || ((a.count == 1 || b.count == 1) && count <= EVNE_MOST_NEEDLES);
}

static bool ends_blank(set s)
{
    for (size_t i = 0; i < s.count; i++)
        if (s.items[i].text.len == 0 || s.items[i].text.p[s.items[i].text.len - 1] != ' ')
            return false;
    return s.count > 0;
}

/* What surely stands before whatever comes after `part`: a blank, or nothing that is known. */
static set part_end(reader *r, set before, const need *part)
{
    bool is_blank = part->ends_blank && (!part->is_optional || ends_blank(before));

    return is_blank ? one(r, EVNE_STR(" ")) : nothing_yet(r);
}

/* Adds `part` to the sequence `n`, whose last strings so far are `run`. */
static void append(reader *r, need *n, set *run, need part)
{
    for (size_t i = 0; i < EVNE_NEEDLE_SETS && !part.is_exact; i++)
        keep(n, part.best[i]);
    n->n_digits += part.n_digits;
    if (part.is_exact && fits(*run, part.exact)) {
        *run = product(r, *run, part.exact);
        return;
    }
    offer(n, *run);
    n->is_exact = false;
    *run = part.is_exact ? part.exact : part_end(r, *run, &part);
}

static need read_sequence(reader *r)
{
    need n = {.is_exact = true};
    set run = nothing_yet(r);
    size_t least, most;

    while (!r->is_lost && !is_at_end(r) && peek(r) != '|' && peek(r) != ')') {
        need part = read_part(r);
        if (!read_quantifier(r, &least, &most))
            return lost(r);
        append(r, &n, &run, repeated(r, part, least, most));
    }
    offer(&n, run);
    n.exact = run;
    n.ends_blank = ends_blank(run);
    return n;
}

/* What a match of one alternative or another contains. */
static void unite(reader *r, need *n, const need *other)
{
    n->is_exact = n->is_exact && other->is_exact;
    n->ends_blank = n->ends_blank && other->ends_blank;
    if (n->is_exact)
        add_all(r, &n->exact, other->exact);
    n->n_digits = n->n_digits < other->n_digits ? n->n_digits : other->n_digits;
    for (size_t i = 0; i < EVNE_NEEDLE_SETS; i++) {
        bool is_known = n->best[i].worth && other->best[i].worth;
        if (is_known)
            add_all(r, &n->best[i], other->best[i]);
        else
            n->best[i] = (set){0};
    }
}

/* A need with sets of its own, to which others may be added. */
static need copied(reader *r, const need *n)
{
    need out = {.is_exact = n->is_exact, .n_digits = n->n_digits, .ends_blank = n->ends_blank};

    if (n->is_exact)
        add_all(r, &out.exact, n->exact);
    for (size_t i = 0; i < EVNE_NEEDLE_SETS; i++) {
        add_all(r, &out.best[i], n->best[i]);
        out.best[i].worth = n->best[i].worth;
    }
    return out;
}

static need read_alternatives(reader *r)
{
    need first = read_sequence(r), n, out = {0};

    if (peek(r) != '|')
        return first;
    n = copied(r, &first);
    while (!r->is_lost && take(r, "|")) {
        need other = read_sequence(r);
        unite(r, &n, &other);
    }
    out.exact = n.exact;
    out.is_exact = n.is_exact && n.exact.count <= EVNE_MOST_NEEDLES;
    out.n_digits = n.n_digits;
    out.ends_blank = n.ends_blank;
    for (size_t i = 0; i < EVNE_NEEDLE_SETS; i++)
        if (n.best[i].worth)
            offer(&out, n.best[i]);
    return out;
}

/* A blank at an end says that a word begins or ends there, and is found where words begin. */
static void strip(evne_needle *n)
{
    while (n->text.len > 1 && n->text.p[0] == ' ') {
        n->text = evne_str_slice(n->text, 1, n->text.len);
        n->begins_word = true;
    }
    while (n->text.len > 1 && n->text.p[n->text.len - 1] == ' ') {
        n->text.len--;
        n->ends_word = true;
    }
}

/* Beside a blank or a sign the boundary says the opposite: that a word begins or ends there. */
static void settle(evne_needle *n)
{
    size_t at = 0, last;

    strip(n);
    last = n->text.len;
    n->begins_word = n->begins_word && evne_letter_is_word(evne_utf8_next(n->text, &at));
    while (last > 0 && ((unsigned char)n->text.p[--last] & 0xC0u) == 0x80u)
        continue;
    n->ends_word = n->ends_word && evne_letter_is_word(evne_utf8_next(n->text, &last));
}

/* The best set, and those beside it that are rare enough to tell something. */
static void give(evne_needles *out, const need *n)
{
    for (size_t i = 0; i < EVNE_NEEDLE_SETS; i++) {
        set s = n->best[i];
        if (s.worth == 0 || (i > 0 && s.worth < LEAST_WORTH))
            continue;
        for (size_t j = 0; j < s.count; j++)
            settle(&s.items[j]);
        out->sets[out->n_sets++] = (evne_needle_set){s.items, s.count};
    }
}

evne_needles_memo *evne_needles_memo_new(evne_arena *arena)
{
    return evne_arena_alloc(arena, sizeof(evne_needles_memo));
}

evne_needles evne_needles_find(evne_arena *arena, evne_needles_memo *memo, evne_str pattern)
{
    reader r = {.arena = arena, .memo = memo, .text = pattern};
    need n = read_alternatives(&r);
    evne_needles out = {.n_digits = n.n_digits};

    if (r.is_lost || !is_at_end(&r))
        return (evne_needles){0};
    give(&out, &n);
    return out;
}
