/*
 * objectivity.h - the free text of a case held against a rule set.
 *
 * Layer: rules. Reads what a report selected of a case (fields.h), each text by whose words its
 * field says it holds (voice.h), and finds for every hit its line and column in the file.
 */
#ifndef EVNE_RULES_OBJECTIVITY_H
#define EVNE_RULES_OBJECTIVITY_H

#include "fields.h"
#include "scanner.h"

/* A case as one report sees it. */
typedef struct evne_objectivity_case {
    const evne_field *fields;   /* the report's schema, a GROUP */
    const evne_value *selected; /* what evne_fields_apply gave for it */
    evne_str file;              /* the bytes of the case file; empty when they are not at hand */
} evne_objectivity_case;

enum { EVNE_OBJECTIVITY_FINDINGS = 1000 }; /* more are not shown */

/*
 * Adds a finding for every hit in every free text: code is the rule's id, the message quotes the
 * hit, the suggestion is the rule's `omskriv`; CPR numbers are masked. The names of the case's own
 * parties are known to the scanner while it runs. A rule that could not be tried gives a finding of
 * its severity that says so.
 */
void evne_objectivity_check(evne_arena *arena, evne_scanner *scanner,
                            const evne_objectivity_case *one, evne_problems *problems);

#endif
