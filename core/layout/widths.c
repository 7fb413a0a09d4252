/*
 * How: a width that the template gives is a wish. A word that it would divide is stronger, as long
 * as another column has room to give: first the columns without a width while they stay
 * comfortable, then room that stands empty, then all that is wider than a column's own longest
 * word.
 */
#include "grid.h"

#include "text.h"

enum { COMFORTABLE = 90000 }; /* for a column of text: about twenty characters */

/* What the longest word asks for, with the least padding that fitting_pad() leaves it. */
static evne_len least_width(const evne_grid_column *column, evne_len word)
{
    return word + (column->pad < EVNE_PT(6) ? column->pad : EVNE_PT(6));
}

/* Bars and plots are drawn to the width that was given; a word that is divided in any case (a
 * certificate's number) asks for nothing. */
static bool asks_nothing(const evne_grid *grid, const evne_grid_column *column)
{
    evne_len most = grid->box.full_width * 2 / 5;

    return column->kind == EVNE_COLUMN_BAR || column->kind == EVNE_COLUMN_PLOT ||
           (column->narrowest == most && column->unbroken > most);
}

void evne_grid_keep_whole(evne_grid *grid)
{
    evne_len total = 0, most = grid->box.full_width * 2 / 5;

    for (size_t i = 0; i < grid->n_columns; i++)
        total += least_width(&grid->columns[i], grid->columns[i].narrowest);
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_grid_column *column = &grid->columns[i];
        evne_len more = column->unbroken - column->narrowest;

        if (more <= 0 || column->unbroken > most || total + more > grid->box.full_width)
            continue;
        column->narrowest = column->unbroken;
        total += more;
    }
}

/* The least that each column keeps: its longest word where the table has the room for it, from the
 * left, where ids stand; else what it has. */
static void set_floors(const evne_grid *grid, const bool *is_free, evne_len free_room,
                       evne_len *floors)
{
    evne_len total = 0;

    for (size_t i = 0; i < grid->n_columns; i++) {
        const evne_grid_column *column = &grid->columns[i];
        evne_len has = is_free[i] ? free_room : column->width;
        evne_len least = least_width(column, column->narrowest);

        floors[i] = least < has && !asks_nothing(grid, column) ? least : has;
        total += floors[i];
    }
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_len least = least_width(&grid->columns[i], grid->columns[i].narrowest);

        if (least <= floors[i] || asks_nothing(grid, &grid->columns[i]) ||
            total + least - floors[i] > grid->box.full_width)
            continue;
        total += least - floors[i];
        floors[i] = least;
    }
}

/* Room that a column of given width can do without; `gently`: only what stands empty. */
static evne_len spare(const evne_grid_column *column, evne_len floor, bool gently)
{
    evne_len whole = column->widest + column->pad;

    if (gently && whole > floor)
        floor = whole;
    return column->width > floor ? column->width - floor : 0;
}

/* Takes up to `wanted` from the free columns, at most `most`. */
static evne_len take_free(evne_len most, evne_len wanted, evne_len *free_spare)
{
    most = most < *free_spare ? most : *free_spare;
    wanted = wanted < most ? wanted : most;
    wanted = wanted > 0 ? wanted : 0;
    *free_spare -= wanted;
    return wanted;
}

/* Takes up to `wanted` from the columns of given width and from `*free_spare`, in proportion to
 * what each can do without; returns what is still wanted. */
static evne_len take(evne_grid *grid, const bool *is_free, const evne_len *floors, bool gently,
                     evne_len wanted, evne_len *free_spare)
{
    int64_t all = *free_spare > 0 ? *free_spare : 0;
    evne_len taken = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        all += is_free[i] ? 0 : spare(&grid->columns[i], floors[i], gently);
    if (wanted > all)
        wanted = (evne_len)all;
    for (size_t i = 0; i < grid->n_columns && wanted > 0; i++) {
        evne_grid_column *column = &grid->columns[i];
        evne_len part =
            is_free[i] ? 0 : (evne_len)((int64_t)wanted * spare(column, floors[i], gently) / all);

        column->width -= part;
        taken += part;
    }
    *free_spare -= wanted - taken;
    return wanted;
}

evne_len evne_grid_widen(const evne_layout *layout, evne_grid *grid, const bool *is_free,
                         evne_len room)
{
    evne_len *floors = evne_arena_array(layout->arena, grid->n_columns, sizeof *floors);
    evne_len wanted = 0, free_spare = room;
    size_t n_free = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        n_free += is_free[i];
    set_floors(grid, is_free, n_free ? room / (evne_len)n_free : 0, floors);
    for (size_t i = 0; i < grid->n_columns; i++) {
        evne_len more = is_free[i] ? 0 : floors[i] - grid->columns[i].width;

        wanted += more > 0 ? more : 0;
        free_spare -= is_free[i] ? floors[i] : 0;
    }
    if (free_spare < 0) { /* the free columns are those in need */
        wanted -= free_spare;
        free_spare = 0;
    }
    if (wanted <= 0)
        return room;
    wanted -= take_free(room - (evne_len)n_free * COMFORTABLE, wanted, &free_spare);
    wanted -= take(grid, is_free, floors, true, wanted, &free_spare);
    take(grid, is_free, floors, false, wanted, &free_spare);
    for (size_t i = 0; i < grid->n_columns; i++)
        if (!is_free[i] && grid->columns[i].width < floors[i])
            grid->columns[i].width = floors[i];
    room = grid->box.full_width;
    for (size_t i = 0; i < grid->n_columns; i++)
        room -= is_free[i] ? 0 : grid->columns[i].width;
    return room;
}
