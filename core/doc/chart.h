/*
 * chart.h - what stands for a chart when it cannot be seen, and the numbers under it.
 *
 * Layer: doc. The data of every chart is a group:
 *
 *   tabel    { hoved = { text... }, raekker = { { text or number... }... }, titel,
 *            noter = { { tegn, tekst }... } }   the numbers, required; with `uger` a column for the
 *            row heads and one for each week; a cell { vaerdi, note } hangs the letter `note` of
 *            one of `noter` behind its number
 *   alt      the alternative text; or, to have one made:
 *   hvad, periode   what is shown and when
 *
 * and, to be drawn (layout/chart.h),
 *
 *   weeks    slags "fremmoede" or "plan", enhed, uger { { nr, uge, aftalt, tilstede, note }... },
 *            perioder { { navn, fra, til }... }; uge, fra, til are "2026-W07"; the first two rows
 *            of the table are `aftalt` and `tilstede`, of a plan the first is `aftalt`
 *   curve    laveste, hoejeste, maal, punkter { { dato, navn, vaerdi, note, skala, laveste,
 *            hoejeste, instrument, vurderet_af }... }, anden { navn, punkter } a second series,
 *            perioder with dates; the ends of a point are those of its scale, where they may be
 *            others than the chart's, which are those of the goal
 *   radar    laveste, hoejeste, akser { { id, navn, kort }... }, serier { { dato, vaerdier }... },
 *            noegle { nul, top } the names of the rings
 *
 * A value that is absent was not assessed.
 */
#ifndef EVNE_DOC_CHART_H
#define EVNE_DOC_CHART_H

#include "doc.h"

enum { EVNE_ALT_LIMIT = 300 }; /* characters */

/* What else than the value changed between two measurements of a curve. */
typedef enum evne_chart_change {
    EVNE_CHART_SAME,
    EVNE_CHART_OTHER_TOOL,
    EVNE_CHART_OTHER_SCALE,
    EVNE_CHART_OTHER_ASSESSOR
} evne_chart_change;

/*
 * Of two items of `punkter`, each of which has a value. Values across a change are neither joined
 * nor compared, unless the case gives a `note` at the later one: then they count as the same, but
 * never when their scales have other ends.
 */
evne_chart_change evne_chart_changed(const evne_value *before, const evne_value *after);

/* "ny skala", in the language of the document; NULL for EVNE_CHART_SAME. */
const char *evne_chart_change_name(evne_chart_change change, evne_str lang);

/*
 * The alternative text of a CHART, once its tables are numbered: "Kurve: egen skala 0-10, 12.
 * januar til 8. juni 2026: 9, 7, 8. Mål 3. Tal i tabel 2."
 */
evne_str evne_chart_alt(evne_arena *arena, const evne_node *chart);

/* What the caption of a chart's own table says after "Tal i figur 3, "; may be empty. */
evne_str evne_chart_table_title(const evne_node *chart);

#endif
