/*
 * sound [FILE]...: the sieve never hides a hit. Every pattern of every shipped rule is tried on
 * every sentence of the labelled files without it; each match must be one that the sieve lets
 * through.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>

#include "app/rulebook.h"
#include "base/file.h"
#include "rules/sieve.h"

enum { LARGEST = 64 * 1024 * 1024 };

typedef struct proof {
    evne_arena *arena;
    evne_rulebook book;
    evne_sieve *sieve;
    size_t n_matches, n_hidden;
} proof;

static bool is_passed(const uint32_t *numbers, size_t n, size_t number)
{
    for (size_t i = 0; i < n; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

typedef struct sentence {
    evne_str text, quiet;
    const uint32_t *passed;
    size_t n_passed;
} sentence;

static void try_rule(proof *p, const evne_rule *rule, const sentence *s, size_t *number)
{
    const evne_rule_patterns *hits = &rule->trials;
    evne_str subject = rule->in_quotations ? s->text : s->quiet;

    for (size_t i = 0; i < hits->count; i++, ++*number) {
        const evne_pattern *ready = evne_rule_pattern_ready(hits->items[i], subject.len);
        if (!ready || evne_pattern_match(ready, subject, 0, NULL) != EVNE_MATCH)
            continue;
        p->n_matches++;
        if (is_passed(s->passed, s->n_passed, *number))
            continue;
        p->n_hidden++;
        printf("%.*s is hidden: %.*s\n", EVNE_STR_ARGS(rule->id), EVNE_STR_ARGS(subject));
    }
}

static void try_text(proof *p, evne_str text)
{
    evne_prose prose;

    evne_prose_read(p->arena, text, &prose);
    for (size_t i = 0; i < prose.n_sentences; i++) {
        evne_extent e = prose.sentences[i];
        sentence s = {.text = evne_str_slice(prose.text, e.from, e.to),
                      .quiet = evne_str_slice(prose.quiet, e.from, e.to)};
        size_t number = 0;
        s.n_passed = evne_sieve_pass(p->sieve, &prose, i, &s.passed);
        for (size_t j = 0; j < evne_ruleset_count(p->book.set); j++)
            try_rule(p, evne_ruleset_at(p->book.set, j), &s, &number);
    }
}

/* Whatever is written: the labelled sentences with their labels are as good as any text. */
static void try_file(proof *p, const char *file)
{
    evne_error err;
    evne_str rest;

    if (evne_file_read(p->arena, file, LARGEST, &rest, &err) != EVNE_OK)
        return;
    while (rest.len) {
        const char *end = memchr(rest.p, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.p) : rest.len;
        try_text(p, evne_str_slice(rest, 0, len));
        rest = evne_str_slice(rest, len + 1, rest.len);
    }
}

static void open_rules(proof *p)
{
    evne_problems *problems = evne_problems_new(p->arena);
    evne_paths paths = {0};
    evne_error err;

    evne_folders_add(&paths.rules, EVNE_ROOT "/plugins/rules");
    if (evne_rulebook_open(p->arena, &paths, true, problems, &p->book, &err) != EVNE_OK)
        return;
    p->sieve = evne_sieve_new(p->arena);
    for (size_t i = 0; i < evne_ruleset_count(p->book.set); i++) {
        const evne_rule *rule = evne_ruleset_at(p->book.set, i);
        for (size_t j = 0; j < rule->trials.count; j++)
            evne_sieve_add(p->sieve, rule->trials.items[j]->source,
                           rule->in_quotations);
    }
}

int main(int argc, char **argv)
{
    proof p = {.arena = evne_arena_new(0, NULL, NULL)};
    bool is_sound;

    open_rules(&p);
    for (int i = 1; i < argc && p.sieve; i++)
        try_file(&p, argv[i]);
    printf("%zu matches, %zu hidden\n", p.n_matches, p.n_hidden);
    is_sound = p.n_matches > 0 && p.n_hidden == 0;
    evne_rulebook_close(&p.book);
    evne_arena_free(p.arena);
    return !is_sound;
}
