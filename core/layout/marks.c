/*
 * How: bars and plots repeat numbers that stand in words beside them, so they are artifacts. All
 * measures are look 7's; in a column that is narrower than they need they shrink sideways.
 */
#include "grid.h"

/* --- bars: "44 %", then 60 for 100 % --- */

typedef struct bar_place {
    evne_len slot; /* right end of the percentage */
    evne_len x;    /* 0 % */
    evne_len unit; /* 100 % */
} bar_place;

static bar_place bar_of(const evne_grid_column *column)
{
    evne_len slot = EVNE_PT(24), gap = EVNE_PT(3), unit = EVNE_PT(60);
    evne_len room = column->width - slot - gap;

    if (room < unit)
        unit = room > EVNE_PT(6) ? room : EVNE_PT(6);
    return (bar_place){column->x + slot, column->x + slot + gap, unit};
}

static evne_piece filled(const evne_layout *layout, evne_len x, evne_len y, evne_len width,
                         evne_len height, evne_colour colour)
{
    evne_piece piece = evne_rectangle(layout, x, y, width, height);

    piece.as.shape.is_filled = true;
    piece.colour = colour;
    return piece;
}

/* Values above 100 run on to 72: 120 %. */
static evne_len bar_length(const evne_grid_column *column, bar_place bar, double percent)
{
    evne_len most = bar.unit * 6 / 5, room = column->x + column->width - bar.x;
    double length = percent * bar.unit / 100;

    most = most < room || room < bar.unit ? most : room;
    if (length < 0)
        return 0;
    return length > most ? most : (evne_len)(length + 0.5);
}

static evne_status add_bar(const evne_layout *layout, evne_brick *brick,
                           const evne_grid_column *column, const evne_node *cell, double percent,
                           evne_len top, evne_error *err)
{
    bar_place bar = bar_of(column);
    evne_len y = top + EVNE_PT(2), tick = bar.x + bar.unit;
    evne_flow text = {0};

    evne_brick_add(layout, brick, EVNE_LAYER_FILLS,
                   filled(layout, bar.x, y, bar.unit, EVNE_PT(8), EVNE_FILL));
    evne_brick_add(
        layout, brick, EVNE_LAYER_FILLS,
        filled(layout, bar.x, y, bar_length(column, bar, percent), EVNE_PT(8), EVNE_BLUE));
    evne_brick_add(layout, brick, EVNE_LAYER_RULES,
                   evne_stroke(layout, tick, top, tick, top + EVNE_PT(12), EVNE_RULE, EVNE_INK));
    EVNE_TRY(evne_flow_spans(layout, &text, cell->spans, cell->n_spans, EVNE_TYPE_HEAD, column->x,
                             EVNE_FULL, cell, err));
    for (evne_part *part = text.n_bricks ? text.bricks[0]->parts : NULL, *next; part; part = next) {
        const evne_part *last = text.bricks[0]->last_part;
        evne_len right = last->piece.as.text.x + last->piece.as.text.width;
        evne_piece piece = part->piece;

        next = part->next;
        piece.as.text.x += bar.slot - right;
        piece.as.text.y += top;
        evne_brick_add(layout, brick, EVNE_LAYER_TEXT, piece);
    }
    return EVNE_OK;
}

/* --- plots: before and after on 0 to 10 --- */

static evne_len plot_x(const evne_grid_column *column, double value)
{
    evne_len room = column->width < EVNE_PT(66) ? column->width : EVNE_PT(66);
    evne_len step = (evne_len)((room - EVNE_PT(12)) / 10), margin = EVNE_PT(3);

    value = value < 0 ? 0 : value > 10 ? 10 : value;
    return column->x + margin + (evne_len)(value * step + 0.5);
}

static void add_ring(const evne_layout *layout, evne_brick *brick, evne_len x, evne_len y,
                     evne_len radius, bool is_filled)
{
    evne_piece ring = evne_circle(layout, x, y, radius);

    ring.as.shape.is_filled = true;
    ring.colour = is_filled ? EVNE_INK : EVNE_WHITE;
    ring.as.shape.is_stroked = !is_filled;
    ring.as.shape.stroke_width = EVNE_PT(0.9);
    ring.as.shape.stroke = EVNE_INK;
    evne_brick_add(layout, brick, EVNE_LAYER_TEXT, ring);
}

static void add_plot(const evne_layout *layout, evne_brick *brick, const evne_grid_column *column,
                     const double *before, const double *after, evne_len y)
{
    const evne_len radius = EVNE_PT(2.7), dot = EVNE_PT(1.5);
    evne_len x1 = before ? plot_x(column, *before) : 0, x2 = after ? plot_x(column, *after) : 0;

    if (before && after && x1 != x2)
        evne_brick_add(layout, brick, EVNE_LAYER_TEXT,
                       evne_stroke(layout, x1, y, x2, y, EVNE_PT(1.2), EVNE_INK));
    if (before)
        add_ring(layout, brick, x1, y, radius, false);
    if (after)
        add_ring(layout, brick, x2, y, before && x1 == x2 ? dot : radius, true);
}

void evne_marks_add_uprights(const evne_layout *layout, evne_brick *brick,
                             const evne_grid_column *column)
{
    for (int value = 0; value <= 10; value += 5)
        evne_brick_shape(layout, brick,
                         (evne_shape){.kind = EVNE_SHAPE_UPRIGHT,
                                      .x = plot_x(column, value),
                                      .stroke = EVNE_HAIRLINE,
                                      .colour = EVNE_PLOT_GRID});
}

/* --- any column --- */

bool evne_marks_replace_text(const evne_grid *grid, size_t row, size_t column)
{
    const evne_node *cell = evne_grid_at(grid, row, column)->node;
    double value;

    return row >= grid->n_heads && grid->columns[column].kind == EVNE_COLUMN_BAR && cell &&
           evne_cell_number(cell, &value);
}

evne_status evne_marks_add(const evne_layout *layout, evne_brick *brick, const evne_grid *grid,
                           size_t row, size_t column, evne_len top, evne_error *err)
{
    const evne_grid_column *of = &grid->columns[column];
    double before, after;
    bool has_before, has_after;

    if (of->kind == EVNE_COLUMN_BAR && evne_marks_replace_text(grid, row, column)) {
        const evne_node *cell = evne_grid_at(grid, row, column)->node;

        evne_cell_number(cell, &before);
        return add_bar(layout, brick, of, cell, before, top, err);
    }
    if (of->kind != EVNE_COLUMN_PLOT || column < 2)
        return EVNE_OK;
    has_before = evne_cell_number(evne_grid_at(grid, row, column - 2)->node, &before);
    has_after = evne_cell_number(evne_grid_at(grid, row, column - 1)->node, &after);
    add_plot(layout, brick, of, has_before ? &before : NULL, has_after ? &after : NULL,
             top + EVNE_PT(6));
    return EVNE_OK;
}

evne_status evne_marks_add_scale(const evne_layout *layout, evne_brick *brick,
                                 const evne_grid_column *column, evne_len top, evne_error *err)
{
    bar_place bar = bar_of(column);

    if (column->kind == EVNE_COLUMN_BAR) {
        EVNE_TRY(evne_brick_word(layout, brick, EVNE_STR("0"), EVNE_TYPE_FINE, bar.x, top,
                                 EVNE_AT_LEFT, NULL, NULL, err));
        return evne_brick_word(layout, brick, EVNE_STR("100 %"), EVNE_TYPE_FINE, bar.x + bar.unit,
                               top, EVNE_AT_MIDDLE, NULL, NULL, err);
    }
    for (int value = 0; value <= 10; value += 5)
        EVNE_TRY(evne_brick_word(layout, brick,
                                 value == 0   ? EVNE_STR("0")
                                 : value == 5 ? EVNE_STR("5")
                                              : EVNE_STR("10"),
                                 EVNE_TYPE_FINE, plot_x(column, value), top, EVNE_AT_MIDDLE, NULL,
                                 NULL, err));
    return EVNE_OK;
}
