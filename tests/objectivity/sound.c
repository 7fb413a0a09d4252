/*
 * sound [FILE]...: nothing that makes rules quick changes what they say. Every pattern of every
 * shipped rule is tried on every line of the files as it was written; it must match where one of
 * its pieces does (branches.h, factor.h), and the sieve must let that piece through (sieve.h).
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/rulebook.h"
#include "base/file.h"
#include "rules/sieve.h"

enum { LARGEST = 64 * 1024 * 1024, MOST_WRITTEN = 10000 };

typedef struct proof {
    evne_arena *arena;
    evne_rulebook book;
    evne_sieve *sieve;
    evne_pattern **written; /* every `moenster` as it was written, in the order of the rules */
    size_t n_written;
    size_t n_matches, n_hidden, n_changed;
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

/* Does a piece of the rule match, and are all that do let through? */
static bool try_pieces(proof *p, const evne_rule *rule, const sentence *s, size_t *number)
{
    const evne_rule_patterns *hits = &rule->trials;
    evne_str subject = rule->in_quotations ? s->text : s->quiet;
    bool is_match = false;

    for (size_t i = 0; i < hits->count; i++, ++*number) {
        const evne_pattern *ready = evne_rule_pattern_ready(hits->items[i], subject.len);
        if (!ready || evne_pattern_match(ready, subject, 0, NULL) != EVNE_MATCH)
            continue;
        p->n_matches++;
        is_match = true;
        if (is_passed(s->passed, s->n_passed, *number))
            continue;
        p->n_hidden++;
        printf("%.*s is hidden: %.*s\n", EVNE_STR_ARGS(rule->id), EVNE_STR_ARGS(subject));
    }
    return is_match;
}

/* Does a pattern of the rule match as it was written? */
static bool try_written(const proof *p, const evne_rule *rule, const sentence *s, size_t *number)
{
    evne_str subject = rule->in_quotations ? s->text : s->quiet;
    bool is_match = false;

    for (size_t i = 0; i < rule->patterns[EVNE_RULE_HIT].count; i++)
        is_match |= evne_pattern_match(p->written[(*number)++], subject, 0, NULL) == EVNE_MATCH;
    return is_match;
}

static void try_rule(proof *p, const evne_rule *rule, const sentence *s, size_t *piece,
                     size_t *written)
{
    bool as_pieces = try_pieces(p, rule, s, piece), as_written = try_written(p, rule, s, written);

    if (as_pieces == as_written)
        return;
    p->n_changed++;
    printf("%.*s has changed: %.*s\n", EVNE_STR_ARGS(rule->id), EVNE_STR_ARGS(s->text));
}

static void try_text(proof *p, evne_str text)
{
    evne_prose prose;

    evne_prose_read(p->arena, text, &prose);
    for (size_t i = 0; i < prose.n_sentences; i++) {
        evne_extent e = prose.sentences[i];
        sentence s = {.text = evne_str_slice(prose.text, e.from, e.to),
                      .quiet = evne_str_slice(prose.quiet, e.from, e.to)};
        size_t piece = 0, written = 0;
        s.n_passed = evne_sieve_pass(p->sieve, &prose, i, &s.passed);
        for (size_t j = 0; j < evne_ruleset_count(p->book.set); j++)
            try_rule(p, evne_ruleset_at(p->book.set, j), &s, &piece, &written);
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

static void keep_written(proof *p, const evne_rule *rule)
{
    for (size_t i = 0; i < rule->patterns[EVNE_RULE_HIT].count; i++) {
        evne_str source = rule->patterns[EVNE_RULE_HIT].items[i]->source;
        evne_error err;
        if (evne_pattern_new(source, true, &p->written[p->n_written], &err) != EVNE_OK)
            abort();
        evne_pattern_speed_up(p->written[p->n_written++]);
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
    p->written = evne_arena_array(p->arena, MOST_WRITTEN, sizeof(*p->written));
    for (size_t i = 0; i < evne_ruleset_count(p->book.set); i++) {
        const evne_rule *rule = evne_ruleset_at(p->book.set, i);
        keep_written(p, rule);
        for (size_t j = 0; j < rule->trials.count; j++)
            evne_sieve_add(p->sieve, rule->trials.items[j]->source, rule->in_quotations);
    }
}

int main(int argc, char **argv)
{
    proof p = {.arena = evne_arena_new(0, NULL, NULL)};
    bool is_sound;

    open_rules(&p);
    for (int i = 1; i < argc && p.sieve; i++)
        try_file(&p, argv[i]);
    printf("%zu matches, %zu hidden, %zu changed\n", p.n_matches, p.n_hidden, p.n_changed);
    is_sound = p.n_matches > 0 && p.n_hidden == 0 && p.n_changed == 0;
    for (size_t i = 0; i < p.n_written; i++)
        evne_pattern_free(p.written[i]);
    evne_rulebook_close(&p.book);
    evne_arena_free(p.arena);
    return !is_sound;
}
