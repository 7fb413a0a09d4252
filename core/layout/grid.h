/*
 * grid.h - a table's measured cells and the widths of its columns.
 *
 * Layer: layout. table.c makes the grid and turns it into rows; grid.c and widths.c decide the
 * widths; marks.c draws the bars and plots that stand in cells.
 */
#ifndef EVNE_LAYOUT_GRID_H
#define EVNE_LAYOUT_GRID_H

#include "block.h"

typedef struct evne_grid_cell {
    const evne_node *node; /* NULL where a row is short */
    evne_text *text;
    bool is_number; /* the text starts with a number: aligned on its comma */
    evne_len tail;  /* of a number: width of what follows the whole part */
    evne_len whole; /* width of the number without a footnote letter behind it */
} evne_grid_cell;

typedef struct evne_grid_column {
    evne_column_kind kind;
    bool is_right;
    int decimals;
    evne_len x, width; /* with the padding at its right */
    evne_len pad;
    evne_len narrowest, widest; /* of its texts */
    evne_len unbroken;          /* its longest word when none ends at a hyphen of its own */
    evne_len lead, tail;        /* of its numbers: the widest whole part, the widest tail */
} evne_grid_column;

typedef struct evne_grid {
    const evne_node *table;
    evne_box box;
    evne_grid_column *columns;
    size_t n_columns;
    const evne_node **rows; /* all rows: heads first */
    evne_grid_cell *cells;  /* n_rows * n_columns; a group row uses the first */
    size_t n_rows, n_heads;
    bool is_zebra;
} evne_grid;

/* Measures every cell once and sets the columns. Fails with EVNE_LAYOUT when there are more
 * columns than a page can hold. */
evne_status evne_grid_make(const evne_layout *layout, const evne_node *table, const evne_box *box,
                           evne_grid **out, evne_error *err);

evne_grid_cell *evne_grid_at(const evne_grid *grid, size_t row, size_t column);

/* Room for text in a column: its width without the padding. */
evne_len evne_grid_room(const evne_grid_column *column);

/*
 * widths.c: no word is divided in one column while another has room to give. keep_whole asks for
 * words that hold a hyphen as wholes where all of them have room; widen changes the given widths,
 * of which `room` is left for the free columns, and returns what is left afterwards.
 */
void evne_grid_keep_whole(evne_grid *grid);
evne_len evne_grid_widen(const evne_layout *layout, evne_grid *grid, const bool *is_free,
                         evne_len room);

/* The number at the start of a cell's text ("44 %", "-3", "7,5"); false when there is none. */
bool evne_cell_number(const evne_node *cell, double *out);

/*
 * marks.c: what stands in a cell beside or instead of its text. `top` is the top of the cell's
 * first line in the brick.
 */
bool evne_marks_replace_text(const evne_grid *grid, size_t row, size_t column);
evne_status evne_marks_add(const evne_layout *layout, evne_brick *brick, const evne_grid *grid,
                           size_t row, size_t column, evne_len top, evne_error *err);
/* The scale in the head; `top` is the top of the head's last line. */
evne_status evne_marks_add_scale(const evne_layout *layout, evne_brick *brick,
                                 const evne_grid_column *column, evne_len top, evne_error *err);
/* The upright rules of a plot, through a whole row. */
void evne_marks_add_uprights(const evne_layout *layout, evne_brick *brick,
                             const evne_grid_column *column);

#endif
