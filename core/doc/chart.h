/*
 * chart.h - what stands for a chart when it cannot be seen, and the numbers under it.
 *
 * Layer: doc. The data of every chart is a group:
 *
 *   tabel    { hoved = { text... }, raekker = { { text or number... }... } }   the numbers,
 * required alt      the alternative text; or, to have one made: hvad     what is shown, periode
 * when, maal the goal, punkter { { navn, vaerdi }... } the values
 */
#ifndef EVNE_DOC_CHART_H
#define EVNE_DOC_CHART_H

#include "doc.h"

enum { EVNE_ALT_LIMIT = 300 }; /* characters */

/*
 * The alternative text of a CHART, once its tables are numbered: "Kurve: egen skala 0-10, 12.
 * januar til 8. juni 2026: 9, 7, 8. Mål 3. Tal i tabel 2."
 */
evne_str evne_chart_alt(evne_arena *arena, const evne_node *chart);

#endif
