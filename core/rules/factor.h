/*
 * factor.h - the same pattern, quicker to try.
 *
 * Layer: rules. People write lists of words: `(?:doven|dovent|dum|sløv)`. PCRE2 tries the words one
 * after the other at every place. With common beginnings taken out and a look at the first letter
 * before all others, `(?:(?=[ds])(?:d(?:oven(?:|t)|um)|sløv))`, most places are done with in one
 * step.
 */
#ifndef EVNE_RULES_FACTOR_H
#define EVNE_RULES_FACTOR_H

#include "base/str.h"

/*
 * `pattern` in that form, in `arena`. It matches the same texts: alternatives that can begin alike
 * stay in their order, and groups keep their numbers. What uses syntax that is not understood is
 * returned as it is.
 */
evne_str evne_factor(evne_arena *arena, evne_str pattern);

#endif
