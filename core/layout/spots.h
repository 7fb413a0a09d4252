/*
 * spots.h - where headings and anchors have come to stand.
 *
 * Layer: layout.
 */
#ifndef EVNE_LAYOUT_SPOTS_H
#define EVNE_LAYOUT_SPOTS_H

#include "draw.h"

/*
 * Fills `headings` and `anchors` from the pieces of all pages. An anchor that shows nothing stands
 * where the last thing before it does.
 */
void evne_spots_find(const evne_layout *layout, const evne_sheet *sheets, size_t n_sheets,
                     evne_spot_list *headings, evne_spot_list *anchors);

#endif
