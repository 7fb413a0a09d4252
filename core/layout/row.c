/*
 * How: everything here is a brick of two cells: label and content, key and value, role and
 * signature box. Sealing the brick aligns the first baselines of the two.
 */
#include "block.h"

#define ONE_LINE EVNE_PT(15)

static const evne_node *child_of(const evne_node *node, evne_node_kind kind)
{
    for (const evne_node *child = node->first; child; child = child->next)
        if (child->kind == kind)
            return child;
    return NULL;
}

static evne_status add_cell(const evne_layout *layout, evne_flow *flow, const evne_node *cell,
                            const evne_box *box, evne_error *err)
{
    return cell ? evne_block_children(layout, flow, cell, box, err) : EVNE_OK;
}

/* --- key-value lists --- */

/* Keys stand in the label column; in a cell, which has none, they get a narrow one of their own. */
static evne_len key_width(const evne_box *box)
{
    if (box->is_key_list)
        return EVNE_KEY;
    if (box->x > box->full_x)
        return box->x - box->full_x - EVNE_GUTTER;
    return box->full_width > 3 * EVNE_KEY_INNER ? EVNE_KEY_INNER : box->full_width / 3;
}

static evne_len key_gutter(const evne_box *box)
{
    return box->is_key_list ? 0 : box->x > box->full_x ? EVNE_GUTTER : EVNE_GUTTER_INNER;
}

/*
 * Beside a value of 10.5/15 a key stands on its baseline: sealing the row sees to that. A key of
 * two lines keeps its own leading, so that it reads as one.
 */
static evne_type key_type(const evne_box *box)
{
    evne_type type = EVNE_TYPE_HEAD;

    if (box->is_key_list) {
        type = EVNE_TYPE_SMALL;
        type.colour = EVNE_GREY;
    }
    return type;
}

static evne_status add_field(const evne_layout *layout, evne_flow *flow, const evne_node *field,
                             const evne_box *box, evne_error *err)
{
    const evne_node *value = child_of(field, EVNE_NODE_VALUE);
    evne_len keys = key_width(box), gutter = key_gutter(box);
    evne_brick *brick = evne_brick_of_cells(layout, flow, 2, EVNE_SPLIT_FREELY);
    evne_box key = evne_box_cell(box->full_x, box->is_key_list ? keys - EVNE_PT(3) : keys);
    evne_box text = evne_box_cell(box->full_x + keys + gutter, box->full_width - keys - gutter);
    evne_type type = key_type(box), small = EVNE_TYPE_SMALL;

    key.type = &type;
    if (box->is_key_list)
        text.type = &small;
    EVNE_TRY(add_cell(layout, &brick->cells[0], child_of(field, EVNE_NODE_LABEL), &key, err));
    EVNE_TRY(add_cell(layout, &brick->cells[1], value, &text, err));
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

/* Two lines at least before and after a break: a first or last field of one line stays with its
 * neighbour. */
static void keep_two_lines(evne_flow *flow, size_t first)
{
    size_t last = flow->n_bricks - 1;

    if (flow->n_bricks - first < 2)
        return;
    if (flow->bricks[first]->height <= ONE_LINE)
        flow->bricks[first + 1]->bond = EVNE_BOND_SOFT;
    if (flow->bricks[last]->height <= ONE_LINE)
        flow->bricks[last]->bond = EVNE_BOND_SOFT;
}

evne_status evne_add_fields(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                            const evne_box *box, evne_error *err)
{
    size_t begin = flow->n_bricks;

    for (const evne_node *field = node->first; field; field = field->next) {
        size_t first = flow->n_bricks;

        EVNE_TRY(add_field(layout, flow, field, box, err));
        if (field != node->first)
            flow->bricks[first]->gap = EVNE_PT(3);
    }
    keep_two_lines(flow, begin);
    return EVNE_OK;
}

evne_status evne_add_halves(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                            const evne_box *box, evne_error *err)
{
    evne_brick *brick = evne_brick_of_cells(layout, flow, 2, EVNE_SPLIT_FREELY);
    evne_len x = box->full_x;
    size_t n = 0;

    for (const evne_node *half = node->first; half && n < 2; half = half->next, n++) {
        evne_len width = n == 0 ? EVNE_HALF : box->full_width - EVNE_HALF - EVNE_GUTTER;
        evne_box inner = evne_box_cell(x, width);

        inner.is_key_list = true;
        EVNE_TRY(add_cell(layout, &brick->cells[n], half, &inner, err));
        x += width + EVNE_GUTTER;
    }
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

/* --- entries --- */

static void add_rule_above(const evne_layout *layout, evne_brick *brick, const evne_box *box,
                           bool is_strong)
{
    evne_brick_shape(layout, brick,
                     (evne_shape){.kind = EVNE_SHAPE_RULE_ABOVE,
                                  .x = box->full_x,
                                  .width = box->full_width,
                                  .stroke = is_strong ? EVNE_RULE : EVNE_HAIRLINE,
                                  .colour = is_strong ? EVNE_INK : EVNE_HAIR});
}

/* The heading of an entry is two pieces: the id in the label cell, the task in the other. */
static evne_status add_heading_parts(const evne_layout *layout, evne_brick *brick,
                                     const evne_node *heading, const evne_box *label,
                                     const evne_box *content, evne_error *err)
{
    EVNE_TRY(evne_flow_spans(layout, &brick->cells[0], heading->spans, heading->n_spans,
                             EVNE_TYPE_LEAD, label->x, label->width, heading, err));
    return evne_flow_spans(layout, &brick->cells[1], heading->as.heading.remark,
                           heading->as.heading.n_remark, EVNE_TYPE_BODY, content->x, content->width,
                           heading, err);
}

/* What stands first in the label cell: the id that a second part repeats. */
static const evne_node *id_of(const evne_node *heading, const evne_node *label)
{
    if (heading)
        return heading;
    return label && label->first && label->first->kind == EVNE_NODE_PARAGRAPH ? label->first : NULL;
}

static evne_status make_again(const evne_layout *layout, evne_brick *brick, const evne_node *id,
                              const evne_box *box, evne_error *err)
{
    evne_flow *flow = evne_arena_alloc(layout->arena, sizeof *flow);
    evne_span *spans;

    if (!id)
        return EVNE_OK;
    spans = evne_arena_array(layout->arena, id->n_spans + 2, sizeof *spans);
    for (size_t i = 0; i < id->n_spans; i++)
        spans[i] = id->spans[i];
    spans[id->n_spans] = (evne_span){.text = EVNE_STR(" ")};
    spans[id->n_spans + 1] = (evne_span){.text = evne_str_of(layout->words->continued)};
    EVNE_TRY(evne_flow_spans(layout, flow, spans, id->n_spans + 2, EVNE_TYPE_LEAD, box->x,
                             box->width, id, err));
    for (size_t i = 0; i < flow->n_bricks; i++)
        flow->bricks[i]->is_repeated = true;
    brick->again = flow;
    return EVNE_OK;
}

/* The first entry of a group has a strong rule above it: the brick before it is no entry. */
evne_status evne_add_entry(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err)
{
    const evne_node *heading = child_of(node, EVNE_NODE_HEADING);
    const evne_node *label = child_of(node, EVNE_NODE_LABEL);
    evne_len width = key_width(box);
    evne_brick *brick = evne_brick_of_cells(layout, flow, 2, EVNE_SPLIT_OVERSIZE);
    evne_box left = evne_box_cell(box->full_x, width);
    evne_box right =
        evne_box_cell(box->full_x + width + EVNE_GUTTER, box->full_width - width - EVNE_GUTTER);
    bool is_first = flow->n_bricks < 2 || flow->bricks[flow->n_bricks - 2]->again == NULL;

    if (heading)
        EVNE_TRY(add_heading_parts(layout, brick, heading, &left, &right, err));
    EVNE_TRY(add_cell(layout, &brick->cells[0], label, &left, err));
    EVNE_TRY(add_cell(layout, &brick->cells[1], child_of(node, EVNE_NODE_CONTENT), &right, err));
    EVNE_TRY(make_again(layout, brick, id_of(heading, label), &left, err));
    brick->above = brick->below = EVNE_PT(9);
    add_rule_above(layout, brick, box, is_first);
    evne_brick_seal(layout, brick);
    if (brick->height >= EVNE_ENTRY_WHOLE)
        brick->split = EVNE_SPLIT_FREELY;
    return EVNE_OK;
}

/* --- signatures --- */

enum { SLOT = 15000 }; /* the order number, in front of the role */

static evne_status put_number(const evne_layout *layout, evne_brick *brick, const evne_node *node,
                              const evne_box *box, evne_error *err)
{
    const evne_node *label = child_of(node, EVNE_NODE_LABEL);
    evne_brick holder = {0}, *line;
    evne_part *number;
    const char *text = evne_arena_printf(layout->arena, "%d", node->as.signer->number);

    if (!node->as.signer->number || !brick->cells[0].n_bricks || !label->first)
        return EVNE_OK;
    line = brick->cells[0].bricks[0];
    EVNE_TRY(evne_brick_word(layout, &holder, evne_str_of(text), EVNE_TYPE_LEAD, box->full_x, 0,
                             EVNE_AT_LEFT, label->first, &number, err));
    number->next = line->parts; /* read before the role */
    line->parts = number;
    return EVNE_OK;
}

static evne_status put_in_box(const evne_layout *layout, evne_brick *brick, evne_str text,
                              evne_len x, evne_len top, evne_anchor anchor, const evne_node *node,
                              evne_error *err)
{
    evne_part *part;

    EVNE_TRY(
        evne_brick_word(layout, brick, text, EVNE_TYPE_FINE, x, top, anchor, node, &part, err));
    part->piece.is_in_field = true;
    return EVNE_OK;
}

static evne_status fill_box(const evne_layout *layout, evne_brick *brick, const evne_node *node,
                            evne_len x, evne_len width, evne_error *err)
{
    const evne_words *words = layout->words;
    evne_len left = x + EVNE_PT(9), right = x + width - EVNE_PT(9);
    evne_len line = brick->height - EVNE_PT(18);
    evne_str method = node->as.signer->method;
    evne_str how = evne_str_of(words->sign);
    evne_part *rule =
        evne_brick_add(layout, brick, EVNE_LAYER_RULES,
                       evne_stroke(layout, left, line, right, line, EVNE_HAIRLINE, EVNE_INK));

    rule->piece.node = node;
    rule->piece.is_in_field = true;
    if (method.len)
        how = evne_str_of(
            evne_arena_printf(layout->arena, "%s%.*s", words->sign_with, EVNE_STR_ARGS(method)));
    EVNE_TRY(put_in_box(layout, brick, how, left, EVNE_PT(6), EVNE_AT_LEFT, node, err));
    EVNE_TRY(put_in_box(layout, brick, evne_str_of(words->pending), right, EVNE_PT(6),
                        EVNE_AT_RIGHT, node, err));
    EVNE_TRY(
        put_in_box(layout, brick, evne_str_of(words->name), left, line, EVNE_AT_LEFT, node, err));
    return put_in_box(layout, brick, evne_str_of(words->date), left + EVNE_PT(213), line,
                      EVNE_AT_LEFT, node, err);
}

/* The box, 300 by 66: the signature field's rectangle. */
static evne_status add_box(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           evne_len x, evne_len width, evne_error *err)
{
    evne_brick *brick = evne_brick_new(layout, flow);
    evne_piece piece;

    brick->gap = EVNE_PT(6);
    brick->height = EVNE_PT(66);
    brick->bond = EVNE_BOND_HARD;
    evne_brick_spot(layout, brick,
                    (evne_spot){.node = node, .x = x, .width = width, .height = brick->height});
    piece = evne_rectangle(layout, x, 0, width, brick->height);
    piece.as.shape.is_stroked = true;
    piece.as.shape.stroke = EVNE_INK;
    piece.as.shape.stroke_width = EVNE_RULE;
    piece.node = node;
    piece.is_in_field = true;
    evne_brick_add(layout, brick, EVNE_LAYER_RULES, piece);
    return fill_box(layout, brick, node, x, width, err);
}

evne_status evne_add_signature(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                               const evne_box *box, evne_error *err)
{
    evne_brick *brick = evne_brick_of_cells(layout, flow, 2, EVNE_SPLIT_OVERSIZE);
    evne_len label = EVNE_LABEL_SIGNED, x = box->full_x + label + EVNE_GUTTER;
    evne_len width = box->full_width - label - EVNE_GUTTER;
    evne_box left = evne_box_cell(box->full_x + SLOT, label - SLOT);
    evne_box right = evne_box_cell(x, width);

    EVNE_TRY(add_cell(layout, &brick->cells[0], child_of(node, EVNE_NODE_LABEL), &left, err));
    EVNE_TRY(put_number(layout, brick, node, box, err));
    EVNE_TRY(add_cell(layout, &brick->cells[1], child_of(node, EVNE_NODE_CONTENT), &right, err));
    EVNE_TRY(add_box(layout, &brick->cells[1], node, x, width, err));
    brick->above = brick->below = EVNE_PT(9);
    add_rule_above(layout, brick, box, false);
    if (!node->next || node->next->kind != EVNE_NODE_SIGNATURE)
        evne_brick_shape(layout, brick,
                         (evne_shape){.kind = EVNE_SHAPE_RULE_BELOW,
                                      .x = box->full_x,
                                      .width = box->full_width,
                                      .stroke = EVNE_RULE,
                                      .colour = EVNE_INK});
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}
