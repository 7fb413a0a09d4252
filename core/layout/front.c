/*
 * How: page 1. The letterhead, title, summary and contents are ordinary bricks in the flow; only
 * the page numbers of the contents are filled in later, when every heading has its page.
 */
#include "block.h"

/* --- letterhead and title --- */

/* Layout's own paragraph for a text of the front matter, so that it can be tagged. */
static const evne_node *own_paragraph(const evne_layout *layout, evne_str text)
{
    evne_node *node = evne_node_new(layout->kept, NULL, EVNE_NODE_PARAGRAPH, 0);
    evne_span *span = evne_arena_alloc(layout->kept, sizeof *span);

    *span = (evne_span){.text = text, .flags = EVNE_SPAN_QUIET};
    node->parent = layout->doc->root;
    node->as.role = EVNE_ROLE_LETTERHEAD;
    node->spans = span;
    node->n_spans = 1;
    return node;
}

/*
 * The mark of a draft over page 1, read before everything else: who hears the document must know it
 * as well. It stands in the margin, where furniture.c marks the other pages, and takes no height.
 */
evne_status evne_add_draft(const evne_layout *layout, evne_flow *flow, evne_error *err)
{
    const evne_len top = EVNE_DRAFT_TOP - EVNE_TOP_FIRST, pad = EVNE_DRAFT_PAD;
    evne_brick *brick = evne_brick_new(layout, flow);
    evne_part *word;
    evne_piece frame;

    EVNE_TRY(evne_brick_word(layout, brick, layout->doc->draft, EVNE_TYPE_GROUP,
                             EVNE_LEFT + EVNE_FULL / 2, top, EVNE_AT_MIDDLE,
                             own_paragraph(layout, layout->doc->draft), &word, err));
    frame = evne_rectangle(layout, word->piece.as.text.x - pad, top,
                           word->piece.as.text.width + 2 * pad, EVNE_TYPE_GROUP.leading);
    frame.as.shape.is_stroked = true;
    frame.as.shape.stroke = EVNE_INK;
    frame.as.shape.stroke_width = EVNE_PT(1.5);
    evne_brick_add(layout, brick, EVNE_LAYER_RULES, frame);
    return EVNE_OK;
}

/*
 * The logo in a brick of its own, whose height is a multiple of 3: it stands on the brick's foot,
 * so that what follows keeps the grid whatever the picture's height.
 */
static evne_brick *add_logo(const evne_layout *layout, evne_flow *flow)
{
    const evne_logo *logo = &layout->doc->logo;
    evne_brick *brick = evne_brick_new(layout, flow);
    evne_piece piece = {.kind = EVNE_PIECE_IMAGE, .artifact = EVNE_ARTIFACT_LAYOUT};
    evne_node *node = evne_node_new(layout->kept, NULL, EVNE_NODE_PICTURE, 0);

    brick->height = (logo->height + EVNE_PT(3) - 1) / EVNE_PT(3) * EVNE_PT(3);
    brick->ascent = -1;
    piece.as.image.x = EVNE_LEFT;
    piece.as.image.y = brick->height - logo->height;
    piece.as.image.width = logo->width;
    piece.as.image.height = logo->height;
    piece.as.image.image = logo->image;
    if (logo->alt.len) {
        node->parent = layout->doc->root;
        node->as.picture.alt = logo->alt;
        piece.node = node;
        piece.artifact = EVNE_NO_ARTIFACT;
        evne_brick_spot(layout, brick,
                        (evne_spot){.node = node,
                                    .x = piece.as.image.x,
                                    .y = piece.as.image.y,
                                    .width = logo->width,
                                    .height = logo->height});
    }
    evne_brick_add(layout, brick, EVNE_LAYER_TEXT, piece);
    return brick;
}

/* The classification, framed at the right; `*left` is where the frame begins. */
static evne_status add_classification(const evne_layout *layout, evne_brick *brick, evne_len *left,
                                      evne_error *err)
{
    const evne_len pad = EVNE_PT(7.5), right = EVNE_LEFT + EVNE_FULL;
    const evne_node *node = own_paragraph(layout, layout->doc->classification);
    evne_part *word;
    evne_piece frame;

    EVNE_TRY(evne_brick_word(layout, brick, layout->doc->classification, EVNE_TYPE_HEAD,
                             right - pad, EVNE_PT(1.5), EVNE_AT_RIGHT, node, &word, err));
    *left = word->piece.as.text.x - pad;
    frame = evne_rectangle(layout, *left, 0, right - *left, EVNE_PT(15));
    frame.as.shape.is_stroked = true;
    frame.as.shape.stroke = EVNE_INK;
    frame.as.shape.stroke_width = EVNE_RULE;
    evne_brick_add(layout, brick, EVNE_LAYER_RULES, frame);
    return EVNE_OK;
}

/* The letterhead line, beside the classification in `brick` or, under a logo, below both. */
static evne_status add_letterhead_line(const evne_layout *layout, evne_brick *brick, evne_len right,
                                       evne_error *err)
{
    const evne_node *line;

    if (!layout->doc->letterhead.len)
        return EVNE_OK;
    line = own_paragraph(layout, layout->doc->letterhead);
    return evne_flow_spans(layout, &brick->cells[0], line->spans, 1, EVNE_TYPE_FINE, EVNE_LEFT,
                           right - EVNE_LEFT, line, err);
}

static evne_status add_letterhead_with_logo(const evne_layout *layout, evne_flow *flow,
                                            evne_error *err)
{
    evne_brick *brick = add_logo(layout, flow);
    evne_len left;

    if (layout->doc->classification.len)
        EVNE_TRY(add_classification(layout, brick, &left, err));
    if (!layout->doc->letterhead.len)
        return EVNE_OK;
    brick = evne_brick_of_cells(layout, flow, 1, EVNE_SPLIT_OVERSIZE);
    brick->gap = EVNE_PT(9);
    EVNE_TRY(add_letterhead_line(layout, brick, EVNE_LEFT + EVNE_FULL, err));
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

evne_status evne_add_letterhead(const evne_layout *layout, evne_flow *flow, evne_error *err)
{
    evne_len right = EVNE_LEFT + EVNE_FULL + EVNE_GUTTER;
    evne_brick *brick;

    if (layout->doc->logo.image)
        return add_letterhead_with_logo(layout, flow, err);
    brick = evne_brick_of_cells(layout, flow, 1, EVNE_SPLIT_OVERSIZE);
    if (layout->doc->classification.len)
        EVNE_TRY(add_classification(layout, brick, &right, err));
    EVNE_TRY(add_letterhead_line(layout, brick, right - EVNE_GUTTER, err));
    evne_brick_seal(layout, brick);
    if (brick->height < EVNE_PT(15))
        brick->height = EVNE_PT(15);
    return EVNE_OK;
}

evne_status evne_add_title(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err)
{
    size_t first = flow->n_bricks;

    EVNE_TRY(evne_flow_spans(layout, flow, node->spans, node->n_spans, EVNE_TYPE_TITLE, box->full_x,
                             box->full_width, node, err));
    for (size_t i = first + 1; i < flow->n_bricks; i++)
        flow->bricks[i]->bond = EVNE_BOND_HARD;
    return EVNE_OK;
}

/* --- summary --- */

static evne_status add_answer(const evne_layout *layout, evne_flow *flow, const evne_node *answer,
                              const evne_box *box, evne_error *err)
{
    const evne_len widths[] = {EVNE_PT(99), EVNE_PT(291), EVNE_PT(84)};
    const evne_len pads[] = {EVNE_PT(6), EVNE_PT(9), 0};
    evne_brick *brick = evne_brick_of_cells(layout, flow, 3, EVNE_SPLIT_OVERSIZE);
    evne_type key = EVNE_TYPE_KEY;
    evne_len x = box->full_x;
    size_t n = 0;

    for (const evne_node *cell = answer->first; cell && n < 3; cell = cell->next, n++) {
        evne_box inner = evne_box_cell(x, widths[n] - pads[n]);

        inner.type = n == 0 ? &key : NULL;
        EVNE_TRY(evne_block_children(layout, &brick->cells[n], cell, &inner, err));
        x += widths[n];
    }
    brick->above = answer == answer->parent->first ? 0 : EVNE_PT(4.5);
    brick->below = EVNE_PT(4.5);
    evne_brick_shape(layout, brick,
                     (evne_shape){.kind = EVNE_SHAPE_RULE_BELOW,
                                  .x = box->full_x,
                                  .width = box->full_width,
                                  .stroke = answer->next ? EVNE_HAIRLINE : EVNE_RULE,
                                  .colour = answer->next ? EVNE_HAIR : EVNE_INK});
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

/* One brick around all answers: it is never divided. */
evne_status evne_add_summary(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                             const evne_box *box, evne_error *err)
{
    evne_brick *brick;

    if (!node->first)
        return EVNE_OK;
    brick = evne_brick_of_cells(layout, flow, 1, EVNE_SPLIT_OVERSIZE);
    brick->below = EVNE_PT(1.5); /* with the last row's 4.5 back on the grid */
    for (const evne_node *answer = node->first; answer; answer = answer->next)
        EVNE_TRY(add_answer(layout, &brick->cells[0], answer, box, err));
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

/* --- contents --- */

static bool is_listed(const evne_node *node)
{
    return node->kind == EVNE_NODE_HEADING && node->as.heading.level == 1 &&
           node->as.heading.number;
}

static size_t count_listed(const evne_doc *doc)
{
    size_t n = 0;

    for (const evne_node *node = doc->root->first; node; node = node->next)
        n += is_listed(node) ? 1 : 0;
    return n;
}

/* Number, title and, still empty, the page: all lead to the heading. */
static evne_status add_line(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                            const evne_node *heading, evne_len x, evne_error *err)
{
    const evne_len slot = EVNE_PT(18), pages = EVNE_PT(18), width = EVNE_PT(150);
    evne_type type = EVNE_TYPE_MEASURE, grey = type;
    evne_span *spans = evne_arena_array(layout->arena, heading->n_spans, sizeof *spans);
    evne_part *number;
    evne_text *title;
    evne_brick holder = {0}, *line;
    evne_piece page = {.kind = EVNE_PIECE_TEXT, .node = node, .colour = EVNE_INK};
    size_t first = flow->n_bricks;
    const char *text = evne_arena_printf(layout->arena, "%d", heading->as.heading.number);

    grey.colour = EVNE_GREY;
    for (size_t i = 0; i < heading->n_spans; i++) {
        spans[i] = heading->spans[i];
        spans[i].flags &= (unsigned)EVNE_SPAN_BREAK;
        spans[i].target = heading;
    }
    EVNE_TRY(evne_brick_word(layout, &holder, evne_str_of(text), grey, x, 0, EVNE_AT_LEFT, node,
                             &number, err));
    number->piece.is_label = true;
    number->piece.as.text.link = heading;
    EVNE_TRY(evne_fault_at(
        heading, evne_text_make(layout, spans, heading->n_spans, type, &title, err), err));
    EVNE_TRY(evne_flow_text(layout, flow, title, type, x + slot, width - slot - pages, node, err));
    if (first == flow->n_bricks)
        evne_brick_new(layout, flow)->height = type.leading;
    line = flow->bricks[first];
    number->next = line->parts;
    line->parts = number;
    line->last_part = line->last_part ? line->last_part : number;
    page.as.text.x = x + width;
    page.as.text.y = evne_baseline(type.size, type.leading);
    page.as.text.size = type.size;
    page.as.text.weight = type.weight;
    page.as.text.link = heading;
    line = flow->bricks[flow->n_bricks - 1];
    evne_brick_add(layout, line, EVNE_LAYER_TEXT, page)->page_of = heading;
    return EVNE_OK;
}

evne_status evne_add_contents(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                              const evne_box *box, evne_error *err)
{
    size_t n = count_listed(layout->doc), per_column = (n + 2) / 3, at = 0;
    evne_brick *brick;

    if (!n)
        return EVNE_OK;
    brick = evne_brick_of_cells(layout, flow, 3, EVNE_SPLIT_OVERSIZE);
    for (const evne_node *heading = layout->doc->root->first; heading; heading = heading->next) {
        size_t column = at / per_column;

        if (!is_listed(heading))
            continue;
        EVNE_TRY(add_line(layout, &brick->cells[column], node, heading,
                          box->full_x + (evne_len)column * EVNE_PT(162), err));
        at++;
    }
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}
