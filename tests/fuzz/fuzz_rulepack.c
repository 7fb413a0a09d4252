/*
 * A rule pack as YAML, then a text after a line "====": the pack loads or tells its faults, every
 * hit lies inside the text and its sentence, and whatever a rule's own patterns match passes the
 * sieve. Also the snapshot of the pack reads back to the same tree.
 */
#include <stdlib.h>
#include <string.h>

#include "data/casefile.h"
#include "data/snapshot.h"
#include "fuzz/fuzz.h"
#include "rules/scanner.h"
#include "rules/sieve.h"

static void check_snapshot(evne_arena *arena, const evne_value *root, evne_str input)
{
    evne_buf out = {.arena = arena};
    const evne_value *again;

    evne_snapshot_write(&out, root, NULL, 0);
    again = evne_snapshot_read(arena, "again", evne_buf_str(&out));
    if (!again || !evne_value_eq(root, again))
        abort();
    (void)evne_snapshot_read(arena, "input", input);
}

static void check_hits(const evne_hit *hits, size_t n, evne_str text)
{
    for (size_t i = 0; i < n; i++) {
        const evne_hit *h = &hits[i];
        if (h->place.to > text.len || h->place.from > h->place.to ||
            h->place.from < h->sentence.from || h->sentence.to > text.len ||
            (i && h->place.from < hits[i - 1].place.from))
            abort();
    }
}

/* The first pattern of each rule, with the sieve and without. */
static void check_sieve(evne_arena *arena, const evne_ruleset *set, const evne_prose *prose)
{
    for (size_t i = 0; i < evne_ruleset_count(set); i++) {
        const evne_rule *rule = evne_ruleset_at(set, i);
        evne_rule_pattern *pattern = rule->patterns[EVNE_RULE_HIT].items[0];
        const evne_pattern *ready = evne_rule_pattern_ready(pattern, 0);
        evne_sieve *sieve = evne_sieve_new(arena);
        evne_sieve_add(sieve, pattern->source, true);
        for (size_t j = 0; ready && j < prose->n_sentences && j < 20; j++) {
            evne_extent e = prose->sentences[j];
            const uint32_t *numbers;
            size_t n = evne_sieve_pass(sieve, prose, j, &numbers);
            evne_str sentence = evne_str_slice(prose->text, e.from, e.to);
            if (n == 0 && evne_pattern_match(ready, sentence, 0, NULL) == EVNE_MATCH)
                abort();
        }
    }
}

static void run(evne_arena *arena, evne_ruleset *set, evne_str text)
{
    evne_prose_field field = {.text = text, .path = EVNE_STR("a.b")};
    evne_scanner *scanner;
    const evne_hit *hits;
    evne_prose prose;
    size_t n;

    scanner = evne_scanner_new(arena, set);
    evne_scanner_know(scanner, EVNE_STR("Peter Glad"));
    n = evne_scanner_scan(scanner, arena, &field, &hits);
    check_hits(hits, n, text);
    evne_prose_read(arena, text, &prose);
    check_sieve(arena, set, &prose);
    evne_scanner_free(scanner);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str whole = {(const char *)data, size}, yaml = whole, text = EVNE_STR("");
    evne_problems *problems = evne_problems_new(arena);
    evne_ruleset *set = evne_ruleset_new(arena);
    const evne_value *root;
    evne_error err;

    for (size_t i = 0; i + 5 <= size; i++)
        if (memcmp(whole.p + i, "====\n", 5) == 0) {
            yaml = evne_str_slice(whole, 0, i);
            text = evne_str_slice(whole, i + 5, size);
            break;
        }
    evne_casefile_parse(arena, "fuzz.yaml", yaml, problems, &root, &err);
    if (root) {
        check_snapshot(arena, root, text);
        evne_ruleset_add(set, root, problems);
        evne_ruleset_finish(set, false, problems);
        run(arena, set, text);
    }
    evne_ruleset_free(set);
    evne_arena_free(arena);
    return 0;
}
