/*
 * How: the grid has measured the cells and set the columns; every row becomes one brick of cells.
 * What a page break inside the table repeats (caption, head, group row, "Fortsættes") is made by
 * the run that the rows share, when cut.c asks for it: only then are the page numbers known.
 */
#include <string.h>

#include "grid.h"

typedef struct evne_table {
    evne_grid *grid;
    const evne_node *caption; /* or NULL */
    const evne_node *note;    /* a single one-line note is shown under every part; else NULL */
    evne_run run;
} evne_table;

static void add_rule(const evne_layout *layout, evne_brick *brick, const evne_grid *grid,
                     evne_shape_kind kind, bool is_strong)
{
    evne_brick_shape(layout, brick,
                     (evne_shape){.kind = kind,
                                  .x = grid->box.full_x,
                                  .width = grid->box.full_width,
                                  .stroke = is_strong ? EVNE_RULE : EVNE_HAIRLINE,
                                  .colour = is_strong ? EVNE_INK : EVNE_HAIR});
}

static void add_band(const evne_layout *layout, evne_brick *brick, const evne_grid *grid)
{
    evne_brick_shape(layout, brick,
                     (evne_shape){.kind = EVNE_SHAPE_BAND,
                                  .x = grid->box.full_x,
                                  .width = grid->box.full_width,
                                  .colour = EVNE_BAND});
}

static evne_brick *new_row(const evne_layout *layout, size_t n_cells)
{
    evne_brick *brick = evne_brick_of_cells(layout, NULL, n_cells, EVNE_SPLIT_OVERSIZE);

    brick->above = brick->below = EVNE_PT(3);
    return brick;
}

static void seal_row(const evne_layout *layout, evne_brick *brick)
{
    evne_len least = brick->above + EVNE_TYPE_SMALL.leading + brick->below;

    evne_brick_seal(layout, brick);
    if (brick->height < least)
        brick->height = least;
}

/* --- cells --- */

static void move_right(const evne_flow *flow, evne_len x)
{
    for (size_t i = 0; i < flow->n_bricks; i++)
        for (evne_part *part = flow->bricks[i]->parts; part; part = part->next)
            part->piece.as.text.x += x;
}

/* Each line to the right end of the column. */
static void align_right(const evne_flow *flow, evne_len left, evne_len room)
{
    for (size_t i = 0; i < flow->n_bricks; i++) {
        evne_len right = left;

        for (const evne_part *part = flow->bricks[i]->parts; part; part = part->next) {
            evne_len end = part->piece.as.text.x + part->piece.as.text.width;

            right = end > right ? end : right;
        }
        for (evne_part *part = flow->bricks[i]->parts; right < left + room && part;
             part = part->next)
            part->piece.as.text.x += left + room - right;
    }
}

/* A number stands on its comma; a footnote letter hangs behind it, in 8. */
static evne_status add_number(const evne_layout *layout, evne_flow *flow,
                              const evne_grid_cell *cell, const evne_grid_column *column,
                              evne_error *err)
{
    evne_len room = evne_grid_room(column);
    evne_span *spans = evne_arena_array(layout->arena, cell->node->n_spans + 1, sizeof *spans);
    evne_text *text;

    for (size_t i = 0; i < cell->node->n_spans; i++) {
        spans[i] = cell->node->spans[i];
        if (i > 0 && spans[i].flags & EVNE_SPAN_REMARK)
            spans[i].flags |= EVNE_SPAN_FOOTNOTE;
    }
    EVNE_TRY(evne_text_make(layout, spans, cell->node->n_spans, EVNE_TYPE_SMALL, &text, err));
    EVNE_TRY(
        evne_flow_text(layout, flow, text, EVNE_TYPE_SMALL, column->x, EVNE_FULL, cell->node, err));
    move_right(flow, room - (column->tail - cell->tail) - cell->whole);
    return EVNE_OK;
}

static evne_status add_cell(const evne_layout *layout, evne_flow *flow, const evne_grid *grid,
                            size_t row, size_t column, evne_error *err)
{
    const evne_grid_cell *cell = evne_grid_at(grid, row, column);
    const evne_grid_column *of = &grid->columns[column];
    bool is_head = row < grid->n_heads;
    evne_len room = evne_grid_room(of);

    if (cell->text && is_head && evne_text_narrowest(cell->text) > room)
        room = of->width; /* a head may use the padding before a word is broken */
    if (!cell->node || evne_marks_replace_text(grid, row, column))
        return EVNE_OK;
    if (cell->is_number && cell->whole - cell->tail + of->tail <= room)
        return add_number(layout, flow, cell, of, err);
    EVNE_TRY(evne_flow_text(layout, flow, cell->text, is_head ? EVNE_TYPE_HEAD : EVNE_TYPE_SMALL,
                            of->x, room, cell->node, err));
    if (of->is_right)
        align_right(flow, of->x, evne_grid_room(of));
    return EVNE_OK;
}

/* --- heads --- */

/* Bottom aligned: every cell hangs down to the last line. */
static void hang_down(evne_brick *brick)
{
    evne_len room = brick->height - brick->above - brick->below;

    for (size_t i = 0; i < brick->n_cells; i++)
        brick->shifts[i] = room - evne_flow_height(&brick->cells[i]);
}

static bool has_scale(const evne_grid_column *column)
{
    return column->kind == EVNE_COLUMN_BAR || column->kind == EVNE_COLUMN_PLOT;
}

static evne_status add_scale(const evne_layout *layout, evne_flow *cell,
                             const evne_grid_column *column, evne_error *err)
{
    evne_brick *line = evne_brick_new(layout, cell);

    line->height = EVNE_TYPE_FINE.leading;
    return evne_marks_add_scale(layout, line, column, 0, err);
}

static evne_status make_head(const evne_layout *layout, const evne_grid *grid, size_t row,
                             evne_brick **out, evne_error *err)
{
    evne_brick *brick = new_row(layout, grid->n_columns);

    for (size_t i = 0; i < grid->n_columns; i++) {
        EVNE_TRY(add_cell(layout, &brick->cells[i], grid, row, i, err));
        if (row + 1 == grid->n_heads && has_scale(&grid->columns[i]))
            EVNE_TRY(add_scale(layout, &brick->cells[i], &grid->columns[i], err));
    }
    seal_row(layout, brick);
    hang_down(brick);
    if (row == 0)
        add_rule(layout, brick, grid, EVNE_SHAPE_RULE_ABOVE, true);
    if (row + 1 == grid->n_heads)
        add_rule(layout, brick, grid, EVNE_SHAPE_RULE_BELOW, true);
    *out = brick;
    return EVNE_OK;
}

static evne_status add_heads(const evne_layout *layout, evne_flow *flow, const evne_grid *grid,
                             bool is_repeated, evne_error *err)
{
    for (size_t row = 0; row < grid->n_heads; row++) {
        evne_brick *brick;

        EVNE_TRY(make_head(layout, grid, row, &brick, err));
        brick->is_repeated = is_repeated;
        brick->bond = row || is_repeated ? EVNE_BOND_HARD : EVNE_BOND_FREE;
        evne_flow_add(layout, flow, brick);
    }
    return EVNE_OK;
}

/* --- rows --- */

/* The group's name with "(fortsat)" behind it, in the name's own weight. */
static evne_status add_group_text(const evne_layout *layout, evne_flow *flow, const evne_grid *grid,
                                  const evne_node *row, const char *suffix, evne_error *err)
{
    const evne_node *cell = row->first;
    evne_span *spans;
    size_t n = 0, at = 0;

    if (!cell)
        return EVNE_OK;
    spans = evne_arena_array(layout->arena, cell->n_spans + 1, sizeof *spans);
    while (at < cell->n_spans && (at == 0 || cell->spans[at].flags & EVNE_SPAN_STRONG))
        spans[n++] = cell->spans[at++];
    if (suffix)
        spans[n++] =
            (evne_span){.text = evne_str_of(evne_arena_printf(layout->arena, " %s", suffix)),
                        .flags = EVNE_SPAN_STRONG};
    while (at < cell->n_spans)
        spans[n++] = cell->spans[at++];
    return evne_flow_spans(layout, flow, spans, n, EVNE_TYPE_SMALL, grid->box.full_x + EVNE_PT(6),
                           grid->box.full_width - EVNE_PT(12), cell, err);
}

static evne_status make_group(const evne_layout *layout, const evne_grid *grid,
                              const evne_node *row, const char *suffix, evne_brick **out,
                              evne_error *err)
{
    evne_brick *brick = new_row(layout, 1);

    EVNE_TRY(add_group_text(layout, &brick->cells[0], grid, row, suffix, err));
    seal_row(layout, brick);
    add_band(layout, brick, grid);
    add_rule(layout, brick, grid, EVNE_SHAPE_RULE_BELOW, false);
    *out = brick;
    return EVNE_OK;
}

/* A row that may have to go on on another page says there which it is: its first cell comes again.
 */
static evne_status make_again(const evne_layout *layout, evne_brick *brick, const evne_grid *grid,
                              size_t row, evne_error *err)
{
    evne_flow *flow;

    if (brick->height < (EVNE_BOTTOM - EVNE_TOP) / 2 || grid->n_columns < 2)
        return EVNE_OK;
    flow = evne_arena_alloc(layout->arena, sizeof *flow);
    EVNE_TRY(add_cell(layout, flow, grid, row, 0, err));
    for (size_t i = 0; i < flow->n_bricks; i++)
        flow->bricks[i]->is_repeated = true;
    brick->again = flow;
    return EVNE_OK;
}

static evne_status make_row(const evne_layout *layout, const evne_grid *grid, size_t row,
                            evne_brick **out, evne_error *err)
{
    evne_brick *brick = new_row(layout, grid->n_columns);
    bool is_banded = grid->is_zebra && (row - grid->n_heads) % 2 == 1;

    for (size_t i = 0; i < grid->n_columns; i++) {
        EVNE_TRY(add_cell(layout, &brick->cells[i], grid, row, i, err));
        EVNE_TRY(evne_marks_add(layout, brick, grid, row, i, brick->above, err));
        if (grid->columns[i].kind == EVNE_COLUMN_PLOT)
            evne_marks_add_uprights(layout, brick, &grid->columns[i]);
    }
    seal_row(layout, brick);
    EVNE_TRY(make_again(layout, brick, grid, row, err));
    if (is_banded)
        add_band(layout, brick, grid);
    if (!grid->is_zebra)
        add_rule(layout, brick, grid, EVNE_SHAPE_RULE_BELOW, false);
    *out = brick;
    return EVNE_OK;
}

/* The group row that a row stands under: the first of its body. */
static const evne_node *group_of(const evne_node *row)
{
    const evne_node *first = row->parent ? row->parent->first : NULL;

    return first && first->as.row.is_group ? first : NULL;
}

/* Two rows at least before and after a break; a group row stays with the row after it. */
static evne_bond bond_of(const evne_grid *grid, size_t row)
{
    size_t first = grid->n_heads;

    if (row == first)
        return EVNE_BOND_HARD; /* to the head */
    if (grid->rows[row - 1]->as.row.is_group)
        return EVNE_BOND_HARD;
    if (row == first + 1 || row + 1 == grid->n_rows)
        return EVNE_BOND_SOFT;
    if (row == first + 2 && grid->rows[first]->as.row.is_group)
        return EVNE_BOND_SOFT;
    return EVNE_BOND_FREE;
}

static evne_status add_rows(const evne_layout *layout, evne_flow *flow, const evne_table *table,
                            evne_error *err)
{
    const evne_grid *grid = table->grid;

    for (size_t row = grid->n_heads; row < grid->n_rows; row++) {
        const evne_node *node = grid->rows[row];
        evne_brick *brick;

        if (node->as.row.is_group)
            EVNE_TRY(make_group(layout, grid, node, NULL, &brick, err));
        else
            EVNE_TRY(make_row(layout, grid, row, &brick, err));
        brick->run = &table->run;
        brick->group = node->as.row.is_group ? NULL : group_of(node);
        brick->bond = bond_of(grid, row);
        if (row + 1 == grid->n_rows)
            add_rule(layout, brick, grid, EVNE_SHAPE_RULE_BELOW, true);
        evne_flow_add(layout, flow, brick);
    }
    return EVNE_OK;
}

/* --- what a page break repeats --- */

static evne_status open_again(const evne_layout *layout, const void *context,
                              const evne_brick *first, size_t page, evne_flow *out, evne_error *err)
{
    const evne_table *table = context;
    const evne_grid *grid = table->grid;
    evne_flow made = {0};
    evne_brick *group;

    if (table->caption) {
        const char *suffix =
            evne_arena_printf(layout->arena, "%s%zu)", layout->words->continued_from, page - 1);

        EVNE_TRY(evne_add_caption(layout, &made, table->caption, suffix, &grid->box, err));
    }
    for (size_t i = 0; i < made.n_bricks; i++)
        made.bricks[i]->is_repeated = true;
    EVNE_TRY(add_heads(layout, &made, grid, true, err));
    if (table->caption && made.n_bricks && grid->n_heads)
        made.bricks[made.n_bricks - grid->n_heads]->gap = EVNE_PT(6);
    if (first->group) {
        EVNE_TRY(make_group(layout, grid, first->group, layout->words->continued, &group, err));
        group->is_repeated = true;
        group->bond = EVNE_BOND_HARD;
        evne_flow_add(layout, &made, group);
    }
    if (evne_flow_height(&made) > (EVNE_BOTTOM - EVNE_TOP) / 3)
        return EVNE_OK; /* a head that would leave no room for rows is not repeated */
    for (size_t i = 0; i < made.n_bricks; i++)
        evne_flow_add(layout, out, made.bricks[i]);
    return EVNE_OK;
}

/* The strong rule under the last row, a short note, and where the table goes on. */
static evne_status close_part(const evne_layout *layout, const void *context, size_t page,
                              evne_flow *out, evne_error *err)
{
    const evne_table *table = context;
    const evne_box *box = &table->grid->box;
    evne_len right = box->full_x + box->full_width;
    evne_brick *brick = evne_brick_new(layout, out);
    const char *text =
        evne_arena_printf(layout->arena, "%s%zu", layout->words->continues_on, page + 1);
    evne_box beside = *box;
    evne_part *words;
    evne_flow note = {0};

    brick->height = table->run.foot_height;
    brick->is_repeated = true;
    add_rule(layout, brick, table->grid, EVNE_SHAPE_RULE_ABOVE, true);
    EVNE_TRY(evne_brick_word(layout, brick, evne_str_of(text), EVNE_TYPE_FINE_STRONG, right,
                             EVNE_PT(6), EVNE_AT_RIGHT, table->grid->table, &words, err));
    if (!table->note)
        return EVNE_OK;
    beside.full_width = words->piece.as.text.x - box->full_x - EVNE_GUTTER;
    EVNE_TRY(evne_add_note(layout, &note, table->note, &beside, err));
    if (note.n_bricks != 1)
        return EVNE_OK;
    for (const evne_part *part = note.bricks[0]->parts; part; part = part->next) {
        evne_piece piece = part->piece;

        piece.as.text.y += EVNE_PT(6);
        evne_brick_add(layout, brick, EVNE_LAYER_TEXT, piece);
    }
    return EVNE_OK;
}

/* --- the table --- */

static void find_around(evne_table *table, const evne_node *node)
{
    size_t n_notes = 0;

    for (const evne_node *part = node->first; part; part = part->next) {
        if (part->kind != EVNE_NODE_PARAGRAPH)
            continue;
        if (part->as.role == EVNE_ROLE_CAPTION)
            table->caption = part;
        else if (++n_notes == 1)
            table->note = part;
        else
            table->note = NULL;
    }
}

static evne_status add_notes(const evne_layout *layout, evne_flow *flow, const evne_table *table,
                             evne_error *err)
{
    const evne_box *box = &table->grid->box;
    bool is_first = true;

    for (const evne_node *part = table->grid->table->first; part; part = part->next) {
        size_t first = flow->n_bricks;

        if (part->kind != EVNE_NODE_PARAGRAPH || part == table->caption)
            continue;
        EVNE_TRY(evne_add_note(layout, flow, part, box, err));
        if (first == flow->n_bricks)
            continue;
        flow->bricks[first]->gap = is_first ? EVNE_PT(6) : 0;
        flow->bricks[first]->bond = EVNE_BOND_HARD;
        is_first = false;
    }
    return EVNE_OK;
}

evne_status evne_add_table(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err)
{
    evne_table *table = evne_arena_alloc(layout->arena, sizeof *table);
    size_t first = flow->n_bricks;

    find_around(table, node);
    EVNE_TRY(evne_grid_make(layout, node, box, &table->grid, err));
    table->run = (evne_run){EVNE_PT(6) + EVNE_TYPE_FINE.leading, table, open_again, close_part};
    if (table->caption)
        EVNE_TRY(evne_add_caption(layout, flow, table->caption, NULL, box, err));
    if (flow->n_bricks > first) { /* the head comes after a caption */
        size_t head = flow->n_bricks;

        EVNE_TRY(add_heads(layout, flow, table->grid, false, err));
        if (head < flow->n_bricks) {
            flow->bricks[head]->gap = EVNE_PT(6);
            flow->bricks[head]->bond = EVNE_BOND_HARD;
        }
    } else {
        EVNE_TRY(add_heads(layout, flow, table->grid, false, err));
    }
    first = flow->n_bricks;
    EVNE_TRY(add_rows(layout, flow, table, err));
    if (!table->grid->n_heads && first < flow->n_bricks) {
        flow->bricks[first]->bond = table->caption ? EVNE_BOND_HARD : EVNE_BOND_FREE;
        flow->bricks[first]->gap = table->caption ? EVNE_PT(6) : 0;
        add_rule(layout, flow->bricks[first], table->grid, EVNE_SHAPE_RULE_ABOVE, true);
    }
    return add_notes(layout, flow, table, err);
}
