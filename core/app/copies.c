/*
 * How: the sentences of all cases in one list, sorted by their words; what is equal then stands
 * together. Blanks and line ends count as one blank, so that a case that was wrapped anew still
 * matches. Short sentences are left out: "Borger mødte til tiden." is no copy.
 */
#include "copies.h"

#include <stdlib.h>
#include <string.h>

#include "data/casefile.h"

enum { LEAST_WORDS = 8, SHOWN = 70 };

/* Where somebody describes one citizen, with "[]" for every item of a list. */
static const char *const described[] = {
    "observationer[].iagttaget",
    "observationer[].situation",
    "observationer[].vurdering",
    "ugenotater[].tekst",
    "besvarelse[].svar",
    "besvarelse[].forbehold",
    "sammenfatning.konsulentens_sammenfatning",
    "skaanehensyn[].effekt",
    "hjaelpemidler[].effekt",
    "effektiv_arbejdsevne[].eftervirkning",
    "maalinger[].begrundelser[].tekst",
    "ressourceprofil[].tekst",
    "resultat",
};

typedef struct owner {
    evne_str citizen, supplier; /* CPR and CVR numbers, or names */
} owner;

typedef struct sentence {
    const char *words; /* ended by NUL */
    const char *path;
    evne_place place;
    const owner *of;
    size_t number; /* in the order in which they were read */
} sentence;

typedef struct collection {
    evne_arena *arena;
    const owner *of;
    sentence *list;
    size_t count, room;
} collection;

/* --- sentences ------------------------------------------------------------------------------ */

static void add(collection *c, const evne_value *text, const char *path, const char *words)
{
    if (c->count == c->room) {
        size_t room = c->room ? c->room * 2 : 256;
        sentence *list = evne_arena_array(c->arena, room, sizeof *list);
        if (c->count)
            memcpy(list, c->list, c->count * sizeof *list);
        c->list = list;
        c->room = room;
    }
    c->list[c->count] = (sentence){words, path, text->place, c->of, c->count};
    c->count++;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t skip_blanks(evne_str text, size_t at)
{
    while (at < text.len && is_blank(text.p[at]))
        at++;
    return at;
}

/* A capital letter or an opening quotation mark: what a sentence begins with. */
static bool begins_sentence(evne_str text, size_t at)
{
    uint32_t c = at < text.len ? evne_utf8_next(text, &at) : EVNE_NO_CODE_POINT;

    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || c == 0xBB ||
           c == 0x201E || c == '"';
}

/* Does a sentence end before the blank at `at`? */
static bool ends_before(evne_str text, size_t at)
{
    return at > 0 && is_blank(text.p[at]) && strchr(".!?", text.p[at - 1]) &&
           begins_sentence(text, skip_blanks(text, at));
}

/* The words of one sentence with single blanks; NULL when they are few. */
static const char *words_of(evne_arena *arena, evne_str text)
{
    evne_buf words = {.arena = arena};
    size_t n = 0;

    for (size_t at = skip_blanks(text, 0); at < text.len; at = skip_blanks(text, at)) {
        if (n++)
            evne_buf_put_char(&words, ' ');
        while (at < text.len && !is_blank(text.p[at]))
            evne_buf_put_char(&words, text.p[at++]);
    }
    return n >= LEAST_WORDS ? evne_buf_text(&words) : NULL;
}

static void split(collection *c, const evne_value *text, const char *path)
{
    evne_str all = text->as.text;
    size_t from = 0;

    for (size_t at = 0; at <= all.len; at++) {
        const char *words;
        if (at < all.len && !ends_before(all, at))
            continue;
        words = words_of(c->arena, evne_str_slice(all, from, at));
        if (words)
            add(c, text, path, words);
        from = at;
    }
}

/* --- cases ---------------------------------------------------------------------------------- */

static bool is_described(const char *kind)
{
    for (size_t i = 0; i < sizeof described / sizeof *described; i++)
        if (strcmp(described[i], kind) == 0)
            return true;
    return false;
}

/* `kind` is `path` without the numbers of items. */
static void collect(collection *c, const evne_value *value, const char *path, const char *kind)
{
    if (value->kind == EVNE_TEXT && is_described(kind))
        split(c, value, path);
    for (size_t i = 0; value->kind == EVNE_LIST && i < value->as.list.count; i++)
        collect(c, value->as.list.items[i], evne_arena_printf(c->arena, "%s[%zu]", path, i + 1),
                evne_arena_printf(c->arena, "%s[]", kind));
    for (size_t i = 0; value->kind == EVNE_MAP && i < value->as.map.count; i++) {
        const evne_pair *pair = &value->as.map.pairs[i];
        const char *dot = path[0] ? "." : "";
        collect(c, pair->value,
                evne_arena_printf(c->arena, "%s%s%.*s", path, dot, EVNE_STR_ARGS(pair->key)),
                evne_arena_printf(c->arena, "%s%s%.*s", kind, dot, EVNE_STR_ARGS(pair->key)));
    }
}

static evne_str first_of(const evne_value *sag, const char *path, const char *else_path)
{
    evne_str text = evne_value_text(evne_value_find(sag, path));

    return text.len ? text : evne_value_text(evne_value_find(sag, else_path));
}

static void read_one(collection *c, const char *path)
{
    evne_problems *unseen = evne_problems_new(c->arena);
    owner *of = evne_arena_array(c->arena, 1, sizeof *of);
    const evne_value *sag = NULL;
    evne_error ignored;

    if (evne_casefile_read(c->arena, path, unseen, &sag, &ignored) != EVNE_OK)
        return;
    *of = (owner){first_of(sag, "borger.cpr", "sag.id"),
                  first_of(sag, "leverandoer.cvr", "leverandoer.navn")};
    c->of = of;
    collect(c, sag, "", "");
}

/* --- what is equal -------------------------------------------------------------------------- */

static int by_words(const void *a, const void *b)
{
    const sentence *x = a, *y = b;
    int order = strcmp(x->words, y->words);

    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool is_copy(const sentence *a, const sentence *b)
{
    return strcmp(a->words, b->words) == 0 && evne_str_eq(a->of->supplier, b->of->supplier) &&
           !evne_str_eq(a->of->citizen, b->of->citizen);
}

/* The first sentence of another citizen that is equal to the one at `at`, or NULL. */
static const sentence *twin(const collection *c, size_t at)
{
    size_t i = at;

    while (i > 0 && strcmp(c->list[i - 1].words, c->list[at].words) == 0)
        i--;
    for (; i < c->count && strcmp(c->list[i].words, c->list[at].words) == 0; i++)
        if (is_copy(&c->list[at], &c->list[i]))
            return &c->list[i];
    return NULL;
}

/* The beginning of a sentence, cut between characters. */
static evne_str shown(const char *words)
{
    evne_str all = evne_str_of(words);
    size_t at = 0;

    for (size_t n = 0; n < SHOWN && at < all.len; n++)
        evne_utf8_next(all, &at);
    return evne_str_slice(all, 0, at);
}

static void report(evne_arena *arena, evne_problems *problems, const sentence *s,
                   const sentence *other)
{
    evne_str start = shown(s->words);
    evne_problem problem = {
        .file = s->place.file,
        .line = s->place.line,
        .column = s->place.column,
        .path = s->path,
        .code = "X18",
        .severity = EVNE_WARNING,
        .message =
            evne_arena_printf(arena, "sætningen »%.*s%s« står ordret i en anden borgers sag: %s:%u",
                              EVNE_STR_ARGS(start), s->words[start.len] ? " …" : "",
                              other->place.file, (unsigned)other->place.line),
        .suggestion = "skriv, hvad der blev set hos denne borger",
    };

    evne_problems_add(problems, &problem);
}

void evne_copies_check(void *request, evne_outcome *outcome)
{
    const evne_copies_request *wanted = request;
    collection c = {.arena = outcome->arena};

    for (size_t i = 0; i < wanted->n_paths; i++)
        read_one(&c, wanted->paths[i]);
    if (c.count)
        qsort(c.list, c.count, sizeof *c.list, by_words);
    for (size_t i = 0; i < c.count; i++) {
        const sentence *other = twin(&c, i);
        if (other)
            report(outcome->arena, outcome->problems, &c.list[i], other);
    }
    evne_outcome_settle(outcome, EVNE_OK);
}
