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

typedef struct evne_objectivity evne_objectivity;

enum { EVNE_OBJECTIVITY_FINDINGS = 1000 }; /* more are not shown */

/*
 * Begins with one case. `file` is the bytes of its file, empty when they are not at hand: then a
 * finding is at the text that it is in.
 */
evne_objectivity *evne_objectivity_new(evne_arena *arena, evne_scanner *scanner, evne_str file);

/*
 * What is read from here on goes to one reader only: the rules that are asked of extracts take part
 * and are held against every text but names, also what is no prose (a status, a method, a choice
 * of one's own).
 */
void evne_objectivity_for_extract(evne_objectivity *objectivity);

/*
 * Tells the names that the case uses: what stands in fields of the type NAME and of the voice
 * "navn". `fields` is the whole case format and `sag` the whole case, so that every report of a
 * case knows the same names.
 */
void evne_objectivity_know(evne_objectivity *objectivity, const evne_field *fields,
                           const evne_value *sag);

/*
 * Reads what one report selected (`fields` is its schema, `selected` what evne_fields_apply gave)
 * and adds a finding for every hit in every free text: code is the rule's id, the message quotes
 * the hit, the suggestion is the rule's `omskriv`; CPR numbers are masked. A text that was read for
 * an earlier report is not read again. A rule that could not be tried gives a finding of its
 * severity that says so.
 */
void evne_objectivity_check(evne_objectivity *objectivity, const evne_field *fields,
                            const evne_value *selected, evne_problems *problems);

#endif
