/*
 * cases.h - large cases made from the samples.
 *
 * Part of tests/bench.
 */
#ifndef EVNE_BENCH_CASES_H
#define EVNE_BENCH_CASES_H

#include "base/str.h"

/*
 * The case with the items of the list under the top-level key `list` repeated, in turn, until there
 * are `wanted` of them; the copies' ids count on from 1001. The list must stand in block style with
 * each item's id first, as in the samples. Gives an empty text when there is no such list.
 */
evne_str cases_repeat(evne_arena *arena, evne_str yaml, const char *list, size_t wanted);

/*
 * The case in `yaml` without the parts at its first level that `names` lists, each followed by a
 * blank: a shorter document.
 */
evne_str cases_leave_out(evne_arena *arena, evne_str yaml, const char *names);

#endif
