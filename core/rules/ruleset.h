/*
 * ruleset.h - what the parts of a rule set share.
 *
 * Layer: rules, for rulepack.c (reads packs into a set), ruleset.c (the set) and store.c (keeps a
 * set as bytes) only; everyone else uses rulepack.h.
 */
#ifndef EVNE_RULES_RULESET_H
#define EVNE_RULES_RULESET_H

#include "rulepack.h"
#include "wordlist.h"

enum { EVNE_PATTERN_BUCKETS = 1024 };

typedef struct evne_kept_pattern evne_kept_pattern;

/* A pattern under the text that was written, before its word lists are expanded. */
struct evne_kept_pattern {
    evne_rule_pattern pattern;
    evne_str written;
    evne_place place;
    const char *path;
    evne_kept_pattern *next, *next_kept;
    bool is_piece; /* an alternative of another pattern, with its word lists expanded */
};

struct evne_ruleset {
    evne_arena *arena;
    evne_wordlists *lists;
    evne_rule **rules;
    size_t n_rules, room;
    evne_rulepack **packs;
    size_t n_packs, packs_room;
    evne_kept_pattern *buckets[EVNE_PATTERN_BUCKETS], *first_kept, **last_kept;
    /* What came from a store: the first rules, their patterns, what lets their trials through. */
    evne_rule_pattern *stored;
    const evne_rule **stored_rules;
    size_t n_stored, n_stored_rules;
    evne_sieve *sieve; /* NULL: nothing did */
};

/* The pattern kept under `text`, made when there is none. */
evne_kept_pattern *evne_ruleset_keep(evne_ruleset *set, evne_str text, bool is_piece);

/* Where the rule `id` stands, or NULL. */
evne_rule **evne_ruleset_slot(const evne_ruleset *set, evne_str id);

#endif
