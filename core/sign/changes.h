/*
 * changes.h - what one revision changed, held against the list of what is allowed after a
 * signature.
 *
 * Layer: sign. Allowed is one thing: that one more signature field is filled in. Whatever else a
 * revision does, and whatever cannot be explained, is a reason against it.
 */
#ifndef EVNE_SIGN_CHANGES_H
#define EVNE_SIGN_CHANGES_H

#include "reason.h"
#include "revisions.h"

/*
 * Checks the step from `revision` - 1 to `revision` (1 or more). Allowed are: one signature field
 * without a value gets /V, a new signature dictionary, and may get /AP, a new form XObject; the
 * form may get /SigFlags; the table and trailer grow. Each difference beyond that is added to
 * `reasons`.
 */
void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        evne_reasons *reasons);

#endif
