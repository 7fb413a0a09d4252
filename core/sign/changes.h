/*
 * changes.h - what one revision changed, held against the list of what is allowed after a
 * signature.
 *
 * Layer: sign. Allowed are three things: one more signature field is filled in; a time-stamp of the
 * document comes in a field of its own that shows nothing; evidence about certificates is added.
 * Whatever else a revision does, and whatever cannot be explained, is a reason against it.
 */
#ifndef EVNE_SIGN_CHANGES_H
#define EVNE_SIGN_CHANGES_H

#include "reason.h"
#include "revisions.h"

/*
 * Checks the step from `revision` - 1 to `revision` (1 or more). Allowed are: one signature field
 * without a value gets /V, a new signature dictionary, and may get /AP, a new form XObject; the
 * form may get /SigFlags; the form and one page may get a field with an empty rectangle and no look
 * whose value is a new DocTimeStamp; the catalog may get a DSS, and a DSS more certificates, OCSP
 * answers and lists; the table and trailer grow. Each difference beyond that is added to
 * `reasons`.
 */
void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        evne_reasons *reasons);

#endif
