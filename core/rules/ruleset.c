/*
 * How: patterns are kept once for each text (guards against attributed speech are the same in
 * thirty rules) and are compiled when they are first tried: most rules never see a sentence that
 * they could hit. A `moenster` is tried in pieces, its alternatives, each where all it needs is
 * there.
 */
#include "ruleset.h"

#include "branches.h"
#include "factor.h"

enum { FAST_FROM = 6000 };

evne_ruleset *evne_ruleset_new(evne_arena *arena)
{
    evne_ruleset *set = evne_arena_alloc(arena, sizeof *set);

    set->arena = arena;
    set->lists = evne_wordlists_new(arena);
    set->last_kept = &set->first_kept;
    return set;
}

void evne_ruleset_free(evne_ruleset *set)
{
    for (evne_kept_pattern *k = set ? set->first_kept : NULL; k; k = k->next_kept)
        evne_pattern_free(k->pattern.compiled);
    for (size_t i = 0; set && i < set->n_stored; i++)
        evne_pattern_free(set->stored[i].compiled);
}

/* --- patterns -------------------------------------------------------------------------------- */

static size_t hash(evne_str s)
{
    size_t h = 5381;

    for (size_t i = 0; i < s.len; i++)
        h = h * 33 + (unsigned char)s.p[i];
    return h % EVNE_PATTERN_BUCKETS;
}

evne_kept_pattern *evne_ruleset_keep(evne_ruleset *set, evne_str text, bool is_piece)
{
    evne_kept_pattern **bucket = &set->buckets[hash(text)];
    evne_kept_pattern *k;

    for (k = *bucket; k; k = k->next)
        if (evne_str_eq(k->written, text) && k->is_piece == is_piece)
            return k;
    k = evne_arena_alloc(set->arena, sizeof *k);
    *k = (evne_kept_pattern){
        .pattern.arena = set->arena, .written = text, .is_piece = is_piece, .next = *bucket};
    *bucket = k;
    *set->last_kept = k;
    set->last_kept = &k->next_kept;
    return k;
}

static bool compile(evne_rule_pattern *pattern)
{
    evne_error fault;

    if (pattern->compiled || pattern->fault)
        return pattern->compiled != NULL;
    if (pattern->stored.len)
        pattern->compiled = evne_pattern_restore(pattern->stored);
    if (!pattern->compiled && evne_pattern_new(evne_factor(pattern->arena, pattern->source), true,
                                               &pattern->compiled, &fault) != EVNE_OK)
        pattern->fault = evne_arena_text(pattern->arena, fault.text);
    return pattern->compiled != NULL;
}

const evne_pattern *evne_rule_pattern_ready(evne_rule_pattern *pattern, size_t n_bytes)
{
    if (!compile(pattern))
        return NULL;
    pattern->n_bytes += n_bytes;
    if (!pattern->is_fast && pattern->n_bytes > FAST_FROM) {
        evne_pattern_speed_up(pattern->compiled);
        pattern->is_fast = true;
    }
    return pattern->compiled;
}

/* --- rules ----------------------------------------------------------------------------------- */

evne_rule **evne_ruleset_slot(const evne_ruleset *set, evne_str id)
{
    for (size_t i = 0; i < set->n_rules; i++)
        if (evne_str_eq(set->rules[i]->id, id))
            return &set->rules[i];
    return NULL;
}

/* --- the set --------------------------------------------------------------------------------- */

static void check_pattern(evne_kept_pattern *k, evne_problems *problems)
{
    evne_problem problem = {.file = k->place.file ? k->place.file : "",
                            .line = k->place.line,
                            .column = k->place.column,
                            .path = k->path,
                            .code = "regel.moenster",
                            .severity = EVNE_SEVERE_ERROR,
                            .suggestion = "mønstre følger PCRE2; 'evne rules test' viser fejlene"};

    if (k->pattern.fault || compile(&k->pattern))
        return;
    problem.message = k->pattern.fault;
    evne_problems_add(problems, &problem);
}

/* --- pieces ---------------------------------------------------------------------------------- */

static evne_rule_pattern *keep_piece(evne_ruleset *set, evne_str source)
{
    evne_kept_pattern *k = evne_ruleset_keep(set, source, true);

    k->pattern.source = source;
    return &k->pattern;
}

/* A rule with `erstat` may speak of a group by its number, which pieces would change. */
static size_t split(const evne_rule *rule, evne_rule_pattern *whole, evne_str *pieces)
{
    pieces[0] = whole->source;
    return rule->replacement.p ? 1 : evne_branches_find(whole->source, pieces);
}

static void make_trials(evne_ruleset *set, evne_rule *rule)
{
    const evne_rule_patterns *hits = &rule->patterns[EVNE_RULE_HIT];
    evne_rule_pattern **items;
    size_t n = 0;

    items = evne_arena_array(set->arena, hits->count * EVNE_MOST_BRANCHES + 1, sizeof(*items));
    for (size_t i = 0; i < hits->count; i++) {
        evne_str pieces[EVNE_MOST_BRANCHES];
        size_t n_pieces = split(rule, hits->items[i], pieces);
        for (size_t j = 0; j < n_pieces; j++) {
            items[n++] = n_pieces == 1 ? hits->items[i] : keep_piece(set, pieces[j]);
        }
    }
    rule->trials = (evne_rule_patterns){items, n};
}

void evne_ruleset_finish(evne_ruleset *set, bool is_strict, evne_problems *problems)
{
    for (evne_kept_pattern *k = set->first_kept; k; k = k->next_kept) {
        k->pattern.source =
            evne_wordlists_expand(set->lists, k->written, &k->place, k->path, problems);
        if (k->pattern.source.len == 0)
            k->pattern.fault = "mønstret bruger en ordliste med fejl";
        if (is_strict)
            check_pattern(k, problems);
    }
    for (size_t i = 0; i < set->n_rules; i++)
        if (!set->rules[i]->is_stored)
            make_trials(set, set->rules[i]);
}

size_t evne_ruleset_count(const evne_ruleset *set)
{
    return set->n_rules;
}

const evne_rule *evne_ruleset_at(const evne_ruleset *set, size_t index)
{
    return set->rules[index];
}

const evne_rule *evne_ruleset_find(const evne_ruleset *set, evne_str id)
{
    evne_rule **rule = evne_ruleset_slot(set, id);

    return rule ? *rule : NULL;
}

size_t evne_ruleset_packs(const evne_ruleset *set)
{
    return set->n_packs;
}

const evne_rulepack *evne_ruleset_pack(const evne_ruleset *set, size_t index)
{
    return set->packs[index];
}

evne_sieve *evne_ruleset_sieve(const evne_ruleset *set)
{
    return set->sieve;
}

size_t evne_ruleset_stored(const evne_ruleset *set)
{
    return set->n_stored_rules;
}

const evne_rule *evne_ruleset_stored_at(const evne_ruleset *set, size_t index)
{
    return set->stored_rules[index];
}
