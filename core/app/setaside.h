/*
 * setaside.h - findings that a case sets aside.
 *
 * Layer: app. A finding is set aside in the case file only (`tilsidesaettelser`), with the rule,
 * the place, the sentence, a reason, a name and a date. When the sentence changes it stands again,
 * and what set it aside is told to have lapsed. What is set aside is kept in a list of its own, for
 * the log of quality assurance: it is printed by `evne check`, and never in a report
 * (domain.md 5.1).
 *
 *     tilsidesaettelser:
 *       - regel: V01
 *         sted: observationer[O-07].iagttaget
 *         saetning: Arbejdsgiver kaldte borger doven den 4. maj.
 *         begrundelse: Ordet er arbejdsgivers eget og gengives, fordi borger har bedt om det.
 *         navn: Lone Dahl
 *         dato: 2026-05-06
 */
#ifndef EVNE_APP_SETASIDE_H
#define EVNE_APP_SETASIDE_H

#include "base/problem.h"
#include "rules/fields.h"

typedef struct evne_setaside evne_setaside;

/*
 * Reads `tilsidesaettelser` of `sag` by its declaration in `known` (plugins/lib/sag.lua). An entry
 * that lacks something sets nothing aside and is a finding.
 */
evne_setaside *evne_setaside_read(evne_arena *arena, const evne_field *known, const evne_value *sag,
                                  evne_problems *problems);

/* Says that a report has read what it `selected`: what set aside a text there may have lapsed. */
void evne_setaside_see(evne_setaside *all, const evne_value *selected);

/*
 * Moves what is set aside from `problems` to `out`, then tells which entries have lapsed: the
 * sentence has changed, or the finding is gone.
 */
void evne_setaside_apply(evne_setaside *all, evne_problems *problems, evne_problems *out);

#endif
