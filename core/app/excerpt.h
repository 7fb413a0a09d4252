/*
 * excerpt.h - the sentence of a finding with what is wrong in it marked, for a terminal.
 *
 * Layer: app. Widths are those of characters in a cell grid: accents that stand over another
 * character take none, East Asian ones and pictures take two. No locale is asked.
 */
#ifndef EVNE_APP_EXCERPT_H
#define EVNE_APP_EXCERPT_H

#include <stdio.h>

#include "base/problem.h"
#include "base/str.h"

enum {
    EVNE_EXCERPT_WIDTH = 72
}; /* columns of the sentence; what is longer is cut around the hit */

/*
 * Prints, `indent` columns in, the sentence of `problem` and a line of `^^^^` below what is wrong;
 * with `is_coloured` the words themselves are marked and there is no such line. Nothing when the
 * finding has no sentence.
 */
void evne_excerpt_print(FILE *out, const evne_problem *problem, int indent, bool is_coloured);

/* Columns that `text` takes. */
size_t evne_excerpt_columns(evne_str text);

#endif
