/*
 * changes.h - what one revision changed, held against the list of what is allowed after a
 * signature.
 *
 * Layer: sign. Allowed are four things: one more signature field is filled in; a field comes, with
 * its signature, in a place that the document kept for it (places.h); a time-stamp of the document,
 * or where nobody certified a signature, comes in a field of its own that shows nothing; evidence
 * about certificates is added.
 * Whatever else a revision does, and whatever cannot be explained, is a reason against it.
 */
#ifndef EVNE_SIGN_CHANGES_H
#define EVNE_SIGN_CHANGES_H

#include "form.h"
#include "reason.h"

/*
 * Checks the step from `revision` - 1, with the form `before`, to `revision` (1 or more), with
 * `after`. Allowed are: one signature field without a value gets /V, a new signature dictionary,
 * and may get /AP, a new form XObject; the form may get /SigFlags; form and page may get a field
 * that shows nothing, or one in its place, with what structure needs for it; the catalog may get a
 * DSS, and a DSS more certificates, OCSP answers and lists; the section and trailer grow. Each
 * difference beyond that is added to `reasons`.
 */
void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        const evne_form *before, const evne_form *after, evne_reasons *reasons);

#endif
