/*
 * branches.h - the alternatives that a pattern consists of.
 *
 * Layer: rules. `(?:a|b)c|d` is `(?:a|b)c` or `d`. Tried apart, each is tried only where its own
 * needles are (needles.h).
 */
#ifndef EVNE_RULES_BRANCHES_H
#define EVNE_RULES_BRANCHES_H

#include "base/str.h"

enum { EVNE_MOST_BRANCHES = 64 };

/*
 * Fills `out` with the alternatives of `pattern`, which borrow from it. One, the whole, when it has
 * none, has more than fit, or uses what reaches over them: numbered groups, options, \Q.
 */
size_t evne_branches_find(evne_str pattern, evne_str out[EVNE_MOST_BRANCHES]);

#endif
