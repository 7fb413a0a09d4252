/*
 * cut.h - divides a flow at the foot of a page: all break rules of look 10 end here.
 *
 * Layer: layout. The rules are in the bricks (bond, split, run); this chooses the place.
 */
#ifndef EVNE_LAYOUT_CUT_H
#define EVNE_LAYOUT_CUT_H

#include "flow.h"

/*
 * Divides `flow` so that `head` is at most `room` high and `tail` holds the rest. At the top of a
 * page (`at_top`) the head is never empty, so that every loop over cuts ends; elsewhere it is empty
 * when the first brick has to wait for the next page. `page` is the number that the page of `head`
 * prints; `flow` is used up.
 */
evne_status evne_flow_cut(const evne_layout *layout, evne_flow *flow, evne_len room, bool at_top,
                          size_t page, evne_flow *head, evne_flow *tail, evne_error *err);

#endif
