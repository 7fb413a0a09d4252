/*
 * cover.h - whether what signatures show could stand in for what a page shows.
 *
 * Layer: sign. For changes.c. One who signs later may show a look in the field; it must not hide
 * what others signed before.
 */
#ifndef EVNE_SIGN_COVER_H
#define EVNE_SIGN_COVER_H

#include "form.h"

/*
 * Whether the look that `revision`, whose form is `form`, gives the field could cover a page: with
 * all looks on the same page that came after the first signature it takes more than a quarter of
 * the page, or it cannot be measured. Our own signature boxes take a twenty-fifth.
 */
bool evne_cover_is_too_much(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_form *form, int field);

#endif
