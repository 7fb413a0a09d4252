/*
 * packs.h - a rule set made from YAML in a test.
 */
#ifndef EVNE_TESTS_RULES_PACKS_H
#define EVNE_TESTS_RULES_PACKS_H

#include "rules/scanner.h"

typedef struct packs {
    evne_arena *arena;
    evne_problems *problems;
    evne_ruleset *set;
    evne_scanner *scanner; /* after packs_finish */
} packs;

void packs_begin(packs *p);
/* Adds a pack: `body` follows the head `skema`, `navn: NAME`, `version`. */
void packs_add(packs *p, const char *name, const char *body);
/* ... the whole file. */
void packs_add_file(packs *p, const char *file, const char *yaml);
void packs_finish(packs *p);
void packs_free(packs *p);

/* "2:7 fejl regel.ukendt regler[1]: message", one a line, sorted. */
const char *packs_findings(packs *p);

/* A rule with id, pattern and further lines; for packs_add. */
#define RULE(id, more)                                                                             \
    "  - id: " id "\n    kategori: proeve\n    alvor: fejl\n    besked: b\n    hvorfor: h\n"       \
    "    omskriv: o\n" more

/* What hits in `text`, a consultant's: "V01 doven|V02 sløv", or "-". */
const char *packs_hits(packs *p, const char *text);
const char *packs_hits_of(packs *p, evne_voice voice, const char *path, const char *text);

#endif
