/*
 * How: a pattern is read as alternatives of sequences of tokens: a letter, an escape, a class or a
 * whole group, each with its quantifier. Neighbouring alternatives that begin with a plain letter
 * are sorted into buckets by that letter, in the order in which the letters come; alternatives in
 * different buckets exclude each other, so their order does not matter. A bucket of several is its
 * common beginning and the rests, to which the same is done.
 */
#include "factor.h"

#include <string.h>

enum { DEEPEST = 40, MOST_ALTERNATIVES = 2000, FEWEST_GUARDED = 4, LARGEST = 16 * 1024 };

typedef struct writing {
    evne_arena *arena;
    evne_buf out;
    int depth;
    bool is_lost; /* met something that it does not know */
} writing;

typedef struct list {
    evne_str *items;
    size_t count;
} list;

/* --- reading ---------------------------------------------------------------------------------- */

static char at(evne_str s, size_t i)
{
    return i < s.len ? s.p[i] : '\0';
}

static evne_str rest_of(evne_str s, size_t from)
{
    return evne_str_slice(s, from, s.len);
}

static size_t character_len(evne_str s)
{
    size_t next = 0;

    evne_utf8_next(s, &next);
    return next;
}

/* Length of the escape that `s` begins with; 0 when it is not known. */
static size_t escape_len(evne_str s)
{
    const char *end;

    if (s.len < 2 || strchr("QEKgkRXC123456789cx", s.p[1]))
        return 0;
    if (!strchr("pPoN", s.p[1]) || at(s, 2) != '{')
        return s.p[1] == 'o' || s.p[1] == 'N' ? 0 : 1 + character_len(rest_of(s, 1));
    end = memchr(s.p, '}', s.len);
    return end ? (size_t)(end - s.p) + 1 : 0;
}

static size_t class_len(evne_str s)
{
    size_t i = at(s, 1) == '^' ? 2 : 1;

    i += at(s, i) == ']';
    while (i < s.len && s.p[i] != ']') {
        if (s.p[i] == '[' && at(s, i + 1) == ':')
            return 0;
        i += s.p[i] == '\\' ? 2 : 1;
    }
    return i < s.len ? i + 1 : 0;
}

/* Length of what opens the group that `s` begins with; 0 when its kind is not known. */
static size_t opening_len(evne_str s)
{
    static const char *const kinds[] = {
        "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (evne_str_starts(s, kinds[i]))
            return strlen(kinds[i]);
    return at(s, 1) == '?' || at(s, 1) == '*' ? 0 : 1;
}

static size_t token_len(evne_str s);

/* Length of the group, its brackets included. */
static size_t group_len(evne_str s)
{
    size_t i = opening_len(s);

    if (i == 0)
        return 0;
    while (i < s.len && s.p[i] != ')') {
        size_t len = s.p[i] == '|' ? 1 : token_len(rest_of(s, i));
        if (len == 0)
            return 0;
        i += len;
    }
    return i < s.len ? i + 1 : 0;
}

/* Length of the token without its quantifier. */
static size_t atom_len(evne_str s)
{
    switch (s.p[0]) {
    case '\\':
        return escape_len(s);
    case '[':
        return class_len(s);
    case '(':
        return group_len(s);
    case ')':
    case '|':
    case '*':
    case '+':
    case '?':
        return 0;
    default:
        return character_len(s);
    }
}

static size_t quantifier_len(evne_str s)
{
    size_t i = 0;

    if (at(s, 0) == '{') {
        for (i = 1; i < s.len && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ',');)
            i++;
        if (i == 1 || at(s, i) != '}')
            return 0;
        i++;
    } else if (s.len && strchr("*+?", s.p[0])) {
        i = 1;
    }
    return i && (at(s, i) == '?' || at(s, i) == '+') ? i + 1 : i;
}

static size_t token_len(evne_str s)
{
    size_t len = s.len ? atom_len(s) : 0;

    return len ? len + quantifier_len(rest_of(s, len)) : 0;
}

static bool is_plain_letter(evne_str token)
{
    unsigned char c = (unsigned char)at(token, 0);

    if (token.len == 1)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return token.len == 2 && c == 0xC3 && (unsigned char)token.p[1] >= 0xA0 &&
           (unsigned char)token.p[1] != 0xB7;
}

static evne_str first_token(evne_str s)
{
    return evne_str_slice(s, 0, token_len(s));
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_alternatives(writing *w, list alternatives);
static void put_body(writing *w, evne_str body);

static void put_token(writing *w, evne_str token)
{
    size_t opening, len;

    if (token.p[0] != '(') {
        evne_buf_put_str(&w->out, token);
        return;
    }
    opening = opening_len(token);
    len = group_len(token);
    evne_buf_put_str(&w->out, evne_str_slice(token, 0, opening));
    put_body(w, evne_str_slice(token, opening, len - 1));
    evne_buf_put_str(&w->out, rest_of(token, len - 1));
}

static void put_sequence(writing *w, evne_str s)
{
    while (s.len && !w->is_lost) {
        size_t len = token_len(s);
        w->is_lost = w->is_lost || len == 0;
        if (len)
            put_token(w, evne_str_slice(s, 0, len));
        s = rest_of(s, len);
    }
}

/* Takes what all of `l` begin with off them and writes it. */
static void put_common(writing *w, list l)
{
    for (;;) {
        evne_str token = first_token(l.items[0]);
        for (size_t i = 0; i < l.count; i++)
            if (token.len == 0 || !evne_str_eq(first_token(l.items[i]), token))
                return;
        put_token(w, token);
        for (size_t i = 0; i < l.count; i++)
            l.items[i] = rest_of(l.items[i], token.len);
    }
}

/* Alternatives that begin with the same letter. */
static void put_bucket(writing *w, list l)
{
    if (l.count == 1) {
        put_sequence(w, l.items[0]);
        return;
    }
    put_common(w, l);
    evne_buf_puts(&w->out, "(?:");
    put_alternatives(w, l);
    evne_buf_put_char(&w->out, ')');
}

/* Those of `l` that begin with `letter`, taken out of it; `taken` says which are gone. */
static list take_bucket(writing *w, list l, bool *taken, evne_str letter)
{
    list out = {evne_arena_array(w->arena, l.count, sizeof *out.items), 0};

    for (size_t i = 0; i < l.count; i++)
        if (!taken[i] && evne_str_eq(first_token(l.items[i]), letter)) {
            taken[i] = true;
            out.items[out.count++] = l.items[i];
        }
    return out;
}

/* Alternatives that all begin with a plain letter. */
static void put_run(writing *w, list l)
{
    bool *taken = evne_arena_array(w->arena, l.count + 1, sizeof *taken);
    evne_buf letters = {.arena = w->arena};
    writing inner = {.arena = w->arena, .out = {.arena = w->arena}, .depth = w->depth};
    size_t n = 0;

    for (size_t i = 0; i < l.count; i++) {
        evne_str letter = first_token(l.items[i]);
        if (taken[i])
            continue;
        if (n++)
            evne_buf_put_char(&inner.out, '|');
        evne_buf_put_str(&letters, letter);
        put_bucket(&inner, take_bucket(w, l, taken, letter));
    }
    w->is_lost = w->is_lost || inner.is_lost;
    if (n < FEWEST_GUARDED) {
        evne_buf_put_str(&w->out, evne_buf_str(&inner.out));
        return;
    }
    evne_buf_printf(&w->out, "(?=[%.*s])(?:", EVNE_STR_ARGS(evne_buf_str(&letters)));
    evne_buf_put_str(&w->out, evne_buf_str(&inner.out));
    evne_buf_put_char(&w->out, ')');
}

static size_t run_len(list l, size_t from)
{
    size_t n = 0;

    while (from + n < l.count && is_plain_letter(first_token(l.items[from + n])))
        n++;
    return n;
}

static void put_alternatives(writing *w, list l)
{
    if (++w->depth > DEEPEST)
        w->is_lost = true;
    for (size_t i = 0; i < l.count && !w->is_lost;) {
        size_t n = run_len(l, i);
        if (i)
            evne_buf_put_char(&w->out, '|');
        if (n > 1)
            put_run(w, (list){l.items + i, n});
        else
            put_sequence(w, l.items[i]);
        i += n > 1 ? n : 1;
    }
    w->depth--;
}

/* The body of a group, or a whole pattern. */
static void put_body(writing *w, evne_str body)
{
    list l = {evne_arena_array(w->arena, body.len + 1, sizeof *l.items), 0};
    size_t from = 0, i = 0;

    while (i < body.len) {
        size_t len = body.p[i] == '|' ? 1 : token_len(rest_of(body, i));
        if (len == 0 || l.count == MOST_ALTERNATIVES) {
            w->is_lost = true;
            return;
        }
        if (body.p[i] == '|') {
            l.items[l.count++] = evne_str_slice(body, from, i);
            from = i + 1;
        }
        i += len;
    }
    l.items[l.count++] = rest_of(body, from);
    put_alternatives(w, l);
}

evne_str evne_factor(evne_arena *arena, evne_str pattern)
{
    writing w = {.arena = arena, .out = {.arena = arena}};

    if (pattern.len == 0 || !memchr(pattern.p, '|', pattern.len))
        return pattern;
    put_body(&w, pattern);
    if (w.is_lost || w.out.len > LARGEST)
        return pattern;
    return evne_buf_str(&w.out);
}
