/*
 * How: bricks keep their parts in a list in the order in which they are read. The cells of a row
 * are measured by stacking, and rows know nothing of pages: cut.c divides them when it must.
 */
#include "flow.h"

#include <stdio.h>

evne_len evne_baseline(evne_len size, evne_len leading)
{
    int64_t slack = (int64_t)leading * 1000 - (int64_t)size * 1362;

    return (evne_len)((slack + (int64_t)size * 2138 + 1000) / 2000);
}

void evne_flow_add(const evne_layout *layout, evne_flow *flow, evne_brick *brick)
{
    if (flow->n_bricks == flow->room) {
        size_t room = flow->room ? flow->room * 2 : 4;

        flow->bricks =
            evne_arena_grow(layout->arena, flow->bricks, flow->room * sizeof(evne_brick *),
                            room * sizeof(evne_brick *));
        flow->room = room;
    }
    flow->bricks[flow->n_bricks++] = brick;
}

evne_status evne_fault_at(const evne_node *node, evne_status status, evne_error *err)
{
    while (node && !node->file)
        node = node->parent;
    if (status != EVNE_OK && node && !err->where[0])
        snprintf(err->where, sizeof err->where, "%.240s:%u", node->file, (unsigned)node->line);
    return status;
}

evne_brick *evne_brick_new(const evne_layout *layout, evne_flow *flow)
{
    evne_brick *brick = evne_arena_alloc(layout->arena, sizeof *brick);

    brick->ascent = -1;
    if (flow)
        evne_flow_add(layout, flow, brick);
    return brick;
}

evne_part *evne_brick_add(const evne_layout *layout, evne_brick *brick, evne_layer layer,
                          evne_piece piece)
{
    evne_part *part = evne_arena_alloc(layout->arena, sizeof *part);

    part->piece = piece;
    part->layer = layer;
    if (brick->last_part)
        brick->last_part->next = part;
    else
        brick->parts = part;
    brick->last_part = part;
    return part;
}

void evne_brick_shape(const evne_layout *layout, evne_brick *brick, evne_shape shape)
{
    evne_shape *kept = evne_arena_alloc(layout->arena, sizeof *kept);

    *kept = shape;
    kept->next = brick->shapes;
    brick->shapes = kept;
}

void evne_brick_spot(const evne_layout *layout, evne_brick *brick, evne_spot spot)
{
    evne_spot *kept = evne_arena_alloc(layout->arena, sizeof *kept);

    *kept = spot;
    brick->spot = kept;
}

evne_len evne_flow_height(const evne_flow *flow)
{
    evne_len height = 0;

    for (size_t i = 0; i < flow->n_bricks; i++)
        height += flow->bricks[i]->height + (i ? flow->bricks[i]->gap : 0);
    return height;
}

evne_len evne_flow_ascent(const evne_flow *flow)
{
    evne_len y = 0;

    for (size_t i = 0; i < flow->n_bricks; i++) {
        y += i ? flow->bricks[i]->gap : 0;
        if (flow->bricks[i]->ascent >= 0)
            return y + flow->bricks[i]->ascent;
        y += flow->bricks[i]->height;
    }
    return -1;
}

void evne_brick_seal(const evne_layout *layout, evne_brick *brick)
{
    evne_len tallest = 0, ascent = -1;

    if (!brick->shifts)
        brick->shifts = evne_arena_array(layout->arena, brick->n_cells, sizeof *brick->shifts);
    for (size_t i = 0; i < brick->n_cells; i++) {
        evne_len height = evne_flow_height(&brick->cells[i]);
        evne_len first = evne_flow_ascent(&brick->cells[i]);

        tallest = height > tallest ? height : tallest;
        ascent = first > ascent ? first : ascent;
    }
    for (size_t i = 0; i < brick->n_cells; i++) {
        evne_len first = evne_flow_ascent(&brick->cells[i]);

        brick->shifts[i] = first >= 0 && ascent - first < EVNE_PT(12) ? ascent - first : 0;
    }
    brick->ascent = ascent < 0 ? -1 : brick->above + ascent;
    brick->height = brick->above + tallest + brick->below;
}

static void add_line(const evne_layout *layout, evne_flow *flow, const evne_line *line,
                     evne_type type, evne_len x)
{
    evne_brick *brick = evne_brick_new(layout, flow);

    brick->height = type.leading;
    brick->ascent = evne_baseline(type.size, type.leading);
    for (size_t i = 0; i < line->n_pieces; i++) {
        evne_piece piece = line->pieces[i];

        piece.as.text.x += x;
        piece.as.text.y = brick->ascent;
        evne_brick_add(layout, brick, EVNE_LAYER_TEXT, piece);
    }
}

/* Running text, not a name, a heading or what stands in a cell. */
static bool is_running(const evne_node *node)
{
    evne_node_kind in = node && node->parent ? node->parent->kind : EVNE_NODE_LABEL;

    return in != EVNE_NODE_LABEL && in != EVNE_NODE_VALUE && in != EVNE_NODE_ITEM &&
           node->kind == EVNE_NODE_PARAGRAPH && node->as.role == EVNE_ROLE_BODY;
}

/*
 * What somebody said or wrote from right to left starts every line at the right. A name, alone or
 * over two lines, stays at the left edge among other names.
 */
static evne_len line_start(const evne_line *line, const evne_node *node, evne_len width)
{
    if (!line->is_rtl || line->width > width || !(line->is_quoted || is_running(node)))
        return 0;
    return width - line->width;
}

evne_status evne_flow_text(const evne_layout *layout, evne_flow *flow, evne_text *text,
                           evne_type type, evne_len x, evne_len width, const evne_node *node,
                           evne_error *err)
{
    evne_layout brief = evne_layout_brief(layout);
    evne_lines lines;
    size_t first = flow->n_bricks;

    EVNE_TRY(evne_text_lines(&brief, text, width, node, &lines, err));
    for (size_t i = 0; i < lines.n_lines; i++)
        add_line(layout, flow, &lines.lines[i], type, x + line_start(&lines.lines[i], node, width));
    if (lines.n_lines >= 2) { /* no line of a paragraph stands alone on a page */
        flow->bricks[first + 1]->bond = EVNE_BOND_HARD;
        flow->bricks[flow->n_bricks - 1]->bond = EVNE_BOND_HARD;
    }
    evne_layout_forget(layout);
    return EVNE_OK;
}

evne_status evne_flow_spans(const evne_layout *layout, evne_flow *flow, const evne_span *spans,
                            size_t n_spans, evne_type type, evne_len x, evne_len width,
                            const evne_node *node, evne_error *err)
{
    evne_layout brief = evne_layout_brief(layout);
    evne_text *text;

    EVNE_TRY(evne_fault_at(node, evne_text_make(&brief, spans, n_spans, type, &text, err), err));
    return evne_flow_text(layout, flow, text, type, x, width, node, err);
}

evne_status evne_brick_word(const evne_layout *layout, evne_brick *brick, evne_str text,
                            evne_type type, evne_len x, evne_len top, evne_anchor anchor,
                            const evne_node *node, evne_part **out, evne_error *err)
{
    evne_piece piece;
    evne_part *part;

    EVNE_TRY(evne_line_of(layout, text, type, node, &piece, err));
    piece.as.text.y = top + evne_baseline(type.size, type.leading);
    piece.as.text.x = x;
    if (anchor == EVNE_AT_RIGHT)
        piece.as.text.x -= piece.as.text.width;
    else if (anchor == EVNE_AT_MIDDLE)
        piece.as.text.x -= piece.as.text.width / 2;
    if (!node)
        piece.artifact = EVNE_ARTIFACT_LAYOUT;
    part = evne_brick_add(layout, brick, EVNE_LAYER_TEXT, piece);
    if (out)
        *out = part;
    return EVNE_OK;
}

/* --- shapes --- */

static evne_piece new_shape(const evne_path_step *steps, size_t n_steps)
{
    evne_piece piece = {.kind = EVNE_PIECE_SHAPE, .artifact = EVNE_ARTIFACT_LAYOUT};

    piece.as.shape.steps = steps;
    piece.as.shape.n_steps = n_steps;
    return piece;
}

evne_piece evne_rectangle(const evne_layout *layout, evne_len x, evne_len y, evne_len width,
                          evne_len height)
{
    evne_path_step *steps = evne_arena_array(layout->arena, 5, sizeof *steps);

    steps[0] = (evne_path_step){.op = EVNE_MOVE, .x = x, .y = y};
    steps[1] = (evne_path_step){.op = EVNE_LINE, .x = x + width, .y = y};
    steps[2] = (evne_path_step){.op = EVNE_LINE, .x = x + width, .y = y + height};
    steps[3] = (evne_path_step){.op = EVNE_LINE, .x = x, .y = y + height};
    steps[4] = (evne_path_step){.op = EVNE_CLOSE};
    return new_shape(steps, 5);
}

evne_piece evne_stroke(const evne_layout *layout, evne_len x1, evne_len y1, evne_len x2,
                       evne_len y2, evne_len stroke, evne_colour colour)
{
    evne_path_step *steps = evne_arena_array(layout->arena, 2, sizeof *steps);
    evne_piece piece = new_shape(steps, 2);

    steps[0] = (evne_path_step){.op = EVNE_MOVE, .x = x1, .y = y1};
    steps[1] = (evne_path_step){.op = EVNE_LINE, .x = x2, .y = y2};
    piece.as.shape.is_stroked = true;
    piece.as.shape.stroke_width = stroke;
    piece.as.shape.stroke = colour;
    return piece;
}

/* Four cubic curves with the usual control distance, 0.5523 of the radius. */
evne_piece evne_circle(const evne_layout *layout, evne_len x, evne_len y, evne_len r)
{
    evne_path_step *s = evne_arena_array(layout->arena, 6, sizeof *s);
    evne_len k = (evne_len)((int64_t)r * 5523 / 10000);

    s[0] = (evne_path_step){.op = EVNE_MOVE, .x = x + r, .y = y};
    s[1] = (evne_path_step){EVNE_CURVE, x + r, y + k, x + k, y + r, x, y + r};
    s[2] = (evne_path_step){EVNE_CURVE, x - k, y + r, x - r, y + k, x - r, y};
    s[3] = (evne_path_step){EVNE_CURVE, x - r, y - k, x - k, y - r, x, y - r};
    s[4] = (evne_path_step){EVNE_CURVE, x + k, y - r, x + r, y - k, x + r, y};
    s[5] = (evne_path_step){.op = EVNE_CLOSE};
    return new_shape(s, 6);
}
