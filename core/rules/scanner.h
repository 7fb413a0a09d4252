/*
 * scanner.h - one text held against a rule set.
 *
 * Layer: rules. Texts of a case (objectivity.h), examples of a rule pack and sentences to try all
 * come through here. A pattern that hits a limit is a hit of its own kind, "not checked": never
 * taken for clean.
 */
#ifndef EVNE_RULES_SCANNER_H
#define EVNE_RULES_SCANNER_H

#include "prose.h"
#include "rulepack.h"

typedef struct evne_scanner evne_scanner;

/* What is wrong where; bytes are those of the text as it was given. */
typedef struct evne_hit {
    const evne_rule *rule;
    evne_extent place, sentence;
    evne_str rewrite; /* what the hit's place would read by the rule's `erstat`; p NULL: none */
    const char *unchecked; /* why the rule could not be tried, or NULL */
} evne_hit;

/* One text. `path` is its field's, without [3]; it may be empty. */
typedef struct evne_prose_field {
    evne_str text;
    evne_voice voice;
    evne_str path;
} evne_prose_field;

/* Borrows `set`, which must outlive it and be finished. Room for matches must be freed. */
evne_scanner *evne_scanner_new(evne_arena *arena, evne_ruleset *set);
void evne_scanner_free(evne_scanner *scanner);

/*
 * Begins a case: names are forgotten, and every rule is tried again. What the scanner learns of the
 * case lives in `arena`, which must not go before the next case begins.
 */
void evne_scanner_begin(evne_scanner *scanner, evne_arena *arena);

/* Until the next case the rules that are asked of extracts only take part, too. */
void evne_scanner_for_extract(evne_scanner *scanner);

/*
 * Adds the words of a name that the case itself uses: of a person, a firm, a street. A hit that is
 * nothing but such words is none.
 */
void evne_scanner_know(evne_scanner *scanner, evne_str name);

/*
 * The hits in `text`, sorted by place, those at the same place in the order of the rules. They live
 * in `arena`. A rule that could not be tried is told once for each case and then left alone.
 */
size_t evne_scanner_scan(evne_scanner *scanner, evne_arena *arena, const evne_prose_field *text,
                         const evne_hit **out);

#endif
