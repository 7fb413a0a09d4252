/*
 * rulepack.h - the objectivity rules as data.
 *
 * Layer: rules. A rule pack is a YAML file that somebody who does not program can read and change
 * (plugins/README.md says how); here it comes as a tree of values. A rule set is several packs: the
 * shipped ones and an organisation's own, of which a later one may replace a rule or a list of an
 * earlier one, or switch a rule off.
 */
#ifndef EVNE_RULES_RULEPACK_H
#define EVNE_RULES_RULEPACK_H

#include "base/problem.h"
#include "data/value.h"
#include "pattern.h"
#include "sieve.h"
#include "voice.h"

#define EVNE_RULEPACK_FORMAT "objektivitetsregler/1"

/* What a rule's patterns are for: name in a pack. Each key holds one pattern or a list of them. */
#define EVNE_RULE_ROLE_MAP(X)                                                                      \
    X(HIT, "moenster")           /* what is wrong; any of them */                                  \
    X(NEEDS, "kraever")          /* the sentence must match each of these as well */               \
    X(EXEMPT, "undtagen")        /* not when the sentence, quotations included, matches one */     \
    X(EXEMPT_AT, "undtagen_ved") /* not those hits that a match of one overlaps */                 \
    X(EXEMPT_BEFORE, "undtagen_forrige") /* not when the sentence before matches one */            \
    X(EXEMPT_AFTER, "undtagen_naeste")   /* not when the sentence after matches one */             \
    X(EXEMPT_NEAR, "undtagen_afsnit")    /* not when the paragraph matches one */                  \
    X(EXEMPT_PATH, "undtagen_sti")       /* not in fields whose path, without [3], matches one */

typedef enum evne_rule_role {
#define EVNE_RULE_ROLE_ENUM(name, danish) EVNE_RULE_##name,
    EVNE_RULE_ROLE_MAP(EVNE_RULE_ROLE_ENUM)
#undef EVNE_RULE_ROLE_ENUM
        EVNE_RULE_ROLES
} evne_rule_role;

/* One pattern, shared by all rules that write the same. Compiled when it is first tried. */
typedef struct evne_rule_pattern {
    evne_arena *arena;
    evne_str source; /* word lists expanded */
    evne_pattern *compiled;
    const char *fault; /* why it cannot be compiled, or NULL */
    evne_str stored;   /* compiled, as evne_pattern_save gave it; or empty */
    bool is_fast;      /* translated to machine code */
    bool is_tried;     /* by some rule: the whole of what is tried in pieces is not */
    size_t n_bytes;    /* searched so far */
} evne_rule_pattern;

typedef struct evne_rule_patterns {
    evne_rule_pattern *const *items;
    size_t count;
} evne_rule_patterns;

/* A text of a rule's `udloeser` or `udloeser_ikke`. */
typedef struct evne_example {
    evne_str text;
    evne_voice voice;
    evne_str from;           /* where the text comes from; may be empty */
    const evne_value *names; /* of the case that it is thought to stand in, or NULL */
    evne_place place;
    bool must_hit;
} evne_example;

typedef struct evne_rule {
    evne_str id, category;
    evne_severity severity;
    unsigned voices; /* 1 << evne_voice for each that is read */
    bool in_quotations;
    bool only_extracts;     /* asked of an extract only: what is right in the whole report */
    bool exempts_own_names; /* not when the hit names a person or place that the case names */
    size_t least_words;     /* of the sentence; 0: any */
    evne_rule_patterns patterns[EVNE_RULE_ROLES]; /* as written, word lists expanded */
    evne_rule_patterns trials; /* `moenster` in pieces: its alternatives, each tried on its own */
    evne_str message, why, suggestion, replacement; /* may be empty */
    const evne_example *examples;
    size_t n_examples;
    const struct evne_rulepack *pack;
    evne_place place;
    bool is_stored; /* it came from a store (store.h) */
    bool is_off;
    evne_str off_by; /* the pack that switched it off */
} evne_rule;

typedef struct evne_rulepack {
    evne_str name, version;
    const char *file;
    size_t n_rules; /* in the file, replaced ones included */
} evne_rulepack;

typedef struct evne_ruleset evne_ruleset;

/* Compiled patterns are no arena memory: free the set before its arena. */
evne_ruleset *evne_ruleset_new(evne_arena *arena);
void evne_ruleset_free(evne_ruleset *set);

/*
 * Adds a pack: the root of a file of format EVNE_RULEPACK_FORMAT. Every fault goes to `problems` as
 * an error at its place; rules without fault are kept. What is replaced or switched off is told as
 * information.
 */
void evne_ruleset_add(evne_ruleset *set, const evne_value *pack, evne_problems *problems);

/*
 * Ends the adding: expands word lists, settles what is switched off. With `is_strict` every pattern
 * is compiled, so that each fault in one is found; without it only when it is first tried.
 */
void evne_ruleset_finish(evne_ruleset *set, bool is_strict, evne_problems *problems);

/* Rules in the order of their first mention. */
size_t evne_ruleset_count(const evne_ruleset *set);
const evne_rule *evne_ruleset_at(const evne_ruleset *set, size_t index);
const evne_rule *evne_ruleset_find(const evne_ruleset *set, evne_str id);

size_t evne_ruleset_packs(const evne_ruleset *set);
const evne_rulepack *evne_ruleset_pack(const evne_ruleset *set, size_t index);

/* The sieve over the trials of the first evne_ruleset_stored rules, in their order; NULL and 0 when
 * the set came from no store. */
evne_sieve *evne_ruleset_sieve(const evne_ruleset *set);
size_t evne_ruleset_stored(const evne_ruleset *set);
/* ... as the store had them, also where a later pack has replaced one. */
const evne_rule *evne_ruleset_stored_at(const evne_ruleset *set, size_t index);

/* The compiled pattern, or NULL when it is faulty; machine code once it has searched a lot. */
const evne_pattern *evne_rule_pattern_ready(evne_rule_pattern *pattern, size_t n_bytes);

#endif
