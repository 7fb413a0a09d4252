/*
 * sarif_rules.h - what the rules are called that stand in no rule pack.
 *
 * Layer: app. Structural rules of the reports (X01, E03, N07) and the program's own checks
 * (felt.mangler): a short name and what kind they are of.
 */
#ifndef EVNE_APP_SARIF_RULES_H
#define EVNE_APP_SARIF_RULES_H

typedef struct evne_known_rule {
    const char *code;     /* or the beginning of one: "felt." */
    const char *category; /* "struktur" */
    const char *name;     /* one sentence without full stop */
} evne_known_rule;

/* Never NULL: what no table knows is a check of the report that found it. */
const evne_known_rule *evne_known_rule_of(const char *code);

#endif
