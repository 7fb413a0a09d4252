/*
 * chart.h - charts: caption, figure and table as one piece (look 8).
 *
 * Layer: layout. The data is what doc/chart.h describes. A chart whose data hold nothing to draw
 * is its table alone.
 */
#ifndef EVNE_LAYOUT_CHART_H
#define EVNE_LAYOUT_CHART_H

#include "block.h"
#include "chart_pen.h"

/*
 * Appends caption, figure, table and notes. A page may end inside a table that has a caption of its
 * own, between two charts of weeks, and, when half a page would else stay empty, between two rows
 * of radars.
 */
evne_status evne_add_chart(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err);

/* What the parts of a figure share, between which a page may end: the caption comes again. */
const evne_run *evne_chart_run(const evne_layout *layout, const evne_node *chart);

/*
 * The figures; each appends one brick or more, or none when there is nothing to draw.
 * evne_add_weeks also draws the cells of the chart's table, under the columns that they share;
 * it draws nothing when that table has not one column for each week.
 */
evne_status evne_add_weeks(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err);
evne_status evne_add_curve(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err);
evne_status evne_add_radar(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err);

#endif
