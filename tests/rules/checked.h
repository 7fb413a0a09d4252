/*
 * checked.h - a case checked against a schema, for the tests of rules/.
 */
#ifndef EVNE_TESTS_RULES_CHECKED_H
#define EVNE_TESTS_RULES_CHECKED_H

#include "rules/fields.h"

#define KEY(name, kind) .key = {name, sizeof name - 1}, .type = EVNE_FIELD_##kind
#define LABEL(text) .label_da = {text, sizeof text - 1}
#define CHILDREN(array) .children = array, .n_children = sizeof array / sizeof *array

typedef struct checked {
    evne_arena *arena;
    evne_problems *problems; /* sorted */
    const evne_value *out;
} checked;

/* Parses `yaml`, which must be without faults, and applies the schema; `known` may be NULL. */
void checked_run(checked *c, const evne_field *fields, const evne_field *known, const char *yaml);
void checked_free(checked *c);

/* The text of the selected value at `path`; "(none)" or "(no text)" when there is none. */
const char *checked_text(const checked *c, const char *path);

/* The findings, one a line: "2:7 felt.vaerdi a.b: message (suggestion)". */
const char *checked_findings(checked *c);

/* The findings are exactly these. */
void checked_says(checked *c, const char *findings);

#endif
