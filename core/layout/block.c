/*
 * How: every kind of block has one function that appends its bricks; the sequence above them sets
 * the white and the bonds between neighbours, so that no block needs to know what stands around it.
 */
#include "chart.h"

#include <stdio.h>

evne_box evne_box_cell(evne_len x, evne_len width)
{
    return (evne_box){.full_x = x, .full_width = width, .x = x, .width = width};
}

evne_box evne_box_page(evne_len label)
{
    evne_box box = {.full_x = EVNE_LEFT, .full_width = EVNE_FULL};

    box.x = EVNE_LEFT + label + EVNE_GUTTER;
    box.width = EVNE_FULL - label - EVNE_GUTTER;
    return box;
}

evne_brick *evne_brick_of_cells(const evne_layout *layout, evne_flow *flow, size_t n_cells,
                                evne_split split)
{
    evne_brick *brick = evne_brick_new(layout, flow);

    brick->n_cells = n_cells;
    brick->cells = evne_arena_array(layout->arena, n_cells, sizeof *brick->cells);
    brick->split = split;
    return brick;
}

/* --- paragraphs and headings --- */

static evne_status add_paragraph(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                                 const evne_box *box, evne_error *err)
{
    evne_role role = node->as.role;
    bool is_full =
        role == EVNE_ROLE_NOTE || role == EVNE_ROLE_CAPTION || role == EVNE_ROLE_LETTERHEAD;
    evne_type type = box->type ? *box->type : evne_type_of_role(role);

    return evne_flow_spans(layout, flow, node->spans, node->n_spans, type,
                           is_full ? box->full_x : box->x, is_full ? box->full_width : box->width,
                           node, err);
}

/* The heading's spans and, after a gap, its remark as one list. */
static size_t join_remark(const evne_layout *layout, const evne_node *node, const evne_span **out)
{
    size_t n = node->n_spans, n_remark = node->as.heading.n_remark;
    evne_span *joined = evne_arena_array(layout->arena, n + 1 + n_remark, sizeof *joined);

    for (size_t i = 0; i < n; i++)
        joined[i] = node->spans[i];
    joined[n] = (evne_span){.flags = EVNE_SPAN_GAP};
    for (size_t i = 0; i < n_remark; i++) {
        joined[n + 1 + i] = node->as.heading.remark[i];
        joined[n + 1 + i].flags |= EVNE_SPAN_REMARK;
    }
    *out = joined;
    return n_remark ? n + 1 + n_remark : n;
}

static void keep_lines_together(evne_flow *flow, size_t from)
{
    for (size_t i = from + 1; i < flow->n_bricks; i++)
        flow->bricks[i]->bond = EVNE_BOND_HARD;
}

/* A level 1 heading's lines in one brick: with the rule and, for the top of a page, without. */
static evne_brick *section_brick(const evne_layout *layout, const evne_flow *lines,
                                 const evne_box *box, bool has_rule)
{
    evne_brick *brick = evne_brick_of_cells(layout, NULL, 1, EVNE_SPLIT_OVERSIZE);

    brick->cells[0] = *lines;
    brick->above = has_rule ? EVNE_PT(6) : 0;
    if (has_rule)
        evne_brick_shape(layout, brick,
                         (evne_shape){.kind = EVNE_SHAPE_RULE_ABOVE,
                                      .x = box->full_x,
                                      .width = box->full_width,
                                      .stroke = EVNE_STRONG_RULE,
                                      .colour = EVNE_INK});
    evne_brick_seal(layout, brick);
    return brick;
}

static evne_status add_section(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                               const evne_box *box, evne_error *err)
{
    evne_flow lines = {0};
    evne_len slot = 0;
    const evne_span *spans;
    size_t n_spans = join_remark(layout, node, &spans);
    evne_part *number = NULL;
    evne_brick holder = {0}, *brick;
    char text[16];

    if (node->as.heading.number) {
        snprintf(text, sizeof text, "%d", node->as.heading.number);
        EVNE_TRY(evne_brick_word(layout, &holder, evne_str_of(evne_arena_text(layout->arena, text)),
                                 EVNE_TYPE_SECTION, box->full_x, 0, EVNE_AT_LEFT, node, &number,
                                 err));
        slot = number->piece.as.text.width + EVNE_PT(6);
        slot = slot > EVNE_SECTION_SLOT ? slot : EVNE_SECTION_SLOT;
    }
    EVNE_TRY(evne_flow_spans(layout, &lines, spans, n_spans, EVNE_TYPE_SECTION, box->full_x + slot,
                             box->full_width - slot, node, err));
    if (!lines.n_bricks)
        evne_brick_new(layout, &lines)->height = EVNE_TYPE_SECTION.leading;
    if (number) { /* read before the title */
        number->next = lines.bricks[0]->parts;
        lines.bricks[0]->parts = number;
    }
    brick = section_brick(layout, &lines, box, true);
    brick->at_top = section_brick(layout, &lines, box, false);
    evne_flow_add(layout, flow, brick);
    return EVNE_OK;
}

static evne_status add_heading(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                               const evne_box *box, evne_error *err)
{
    size_t first = flow->n_bricks, n_spans;
    const evne_span *spans;
    bool is_group = node->as.heading.level == 2;

    if (node->as.heading.level == 1)
        return add_section(layout, flow, node, box, err);
    n_spans = join_remark(layout, node, &spans);
    EVNE_TRY(evne_flow_spans(layout, flow, spans, n_spans,
                             is_group ? EVNE_TYPE_GROUP : EVNE_TYPE_LEAD, box->full_x,
                             box->full_width, node, err));
    keep_lines_together(flow, first);
    return EVNE_OK;
}

/* --- lists --- */

static evne_brick *first_line(evne_flow *flow, size_t from)
{
    if (from >= flow->n_bricks)
        return NULL;
    if (!flow->bricks[from]->n_cells)
        return flow->bricks[from];
    return first_line(&flow->bricks[from]->cells[0], 0);
}

static evne_str item_label(const evne_layout *layout, const evne_node *list, int number)
{
    if (!list->as.list.is_ordered)
        return EVNE_STR("–");
    return evne_str_of(evne_arena_printf(layout->arena, "%d.", number));
}

/* The width that the labels of a list hang in: 12, more for long numbers. */
static evne_status label_slot(const evne_layout *layout, const evne_node *list, evne_type type,
                              evne_len *out, evne_error *err)
{
    int last = list->as.list.start;
    evne_piece piece;

    for (const evne_node *item = list->first; item; item = item->next)
        last++;
    EVNE_TRY(evne_line_of(layout, item_label(layout, list, last), type, NULL, &piece, err));
    *out = piece.as.text.width + EVNE_PT(3);
    *out = *out > EVNE_PT(12) ? *out : EVNE_PT(12);
    return EVNE_OK;
}

static evne_status add_item(const evne_layout *layout, evne_flow *flow, const evne_node *item,
                            int number, evne_len slot, evne_type type, const evne_box *box,
                            evne_error *err)
{
    size_t first = flow->n_bricks;
    evne_len least = slot + EVNE_PT(60); /* lists in lists stop moving in where no word has room */
    evne_len x = box->width < least ? box->x + box->width - least : box->x;
    evne_box inner = evne_box_cell(x + slot, box->x + box->width - x - slot);
    evne_part *label, *text;
    evne_brick *line, holder = {0};

    inner.type = box->type;
    EVNE_TRY(evne_block_children(layout, flow, item, &inner, err));
    line = first_line(flow, first);
    if (!line) {
        line = evne_brick_new(layout, flow);
        line->height = type.leading;
        line->ascent = evne_baseline(type.size, type.leading);
    }
    EVNE_TRY(evne_brick_word(layout, &holder, item_label(layout, item->parent, number), type, x, 0,
                             EVNE_AT_LEFT, item, &label, err));
    label->piece.is_label = true;
    if (line->ascent >= 0)
        label->piece.as.text.y = line->ascent;
    text = line->parts; /* the label is read first */
    line->parts = label;
    label->next = text;
    if (!line->last_part)
        line->last_part = label;
    return EVNE_OK;
}

static evne_status add_list(const evne_layout *layout, evne_flow *flow, const evne_node *list,
                            const evne_box *box, evne_error *err)
{
    int number = list->as.list.is_ordered ? list->as.list.start : 1;
    const evne_node *line = list->first ? list->first->first : NULL;
    evne_type type = box->type ? *box->type : EVNE_TYPE_BODY;
    evne_len slot;

    if (!box->type && line && line->kind == EVNE_NODE_PARAGRAPH)
        type = evne_type_of_role(line->as.role);
    EVNE_TRY(label_slot(layout, list, type, &slot, err));
    for (const evne_node *item = list->first; item; item = item->next, number++) {
        size_t first = flow->n_bricks;

        EVNE_TRY(add_item(layout, flow, item, number, slot, type, box, err));
        if (item != list->first && first < flow->n_bricks)
            flow->bricks[first]->gap = EVNE_PT(3);
    }
    return EVNE_OK;
}

/* --- the voices --- */

static evne_status add_quote(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                             const evne_box *box, evne_error *err)
{
    const evne_len bar = EVNE_PT(2.25), indent = EVNE_PT(2.25 + 9);
    evne_brick *brick = evne_brick_of_cells(layout, flow, 1, EVNE_SPLIT_FREELY);
    evne_box inner = evne_box_cell(box->x + indent, box->width - indent);

    EVNE_TRY(evne_block_children(layout, &brick->cells[0], node, &inner, err));
    evne_brick_shape(
        layout, brick,
        (evne_shape){.kind = EVNE_SHAPE_BAR, .x = box->x, .width = bar, .colour = EVNE_BLUE});
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

static evne_status add_frame(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                             const evne_box *box, evne_error *err)
{
    evne_brick *brick = evne_brick_of_cells(layout, flow, 1, EVNE_SPLIT_OVERSIZE);
    evne_box inner = evne_box_cell(box->x + EVNE_PT(9), box->width - EVNE_PT(18));

    brick->above = brick->below = EVNE_PT(6);
    EVNE_TRY(evne_block_children(layout, &brick->cells[0], node, &inner, err));
    evne_brick_shape(layout, brick,
                     (evne_shape){.kind = EVNE_SHAPE_FRAME,
                                  .x = box->x,
                                  .width = box->width,
                                  .stroke = EVNE_RULE,
                                  .colour = EVNE_INK});
    evne_brick_seal(layout, brick);
    return EVNE_OK;
}

/* --- measures --- */

/* Where the next pair goes: bricks are lines of 15, x runs to the right. */
typedef struct measure_pen {
    evne_flow *flow;
    evne_brick *line;
    evne_len left, x, right;
} measure_pen;

static void new_line(const evne_layout *layout, measure_pen *pen)
{
    pen->line = evne_brick_new(layout, pen->flow);
    pen->line->height = EVNE_TYPE_MEASURE.leading;
    pen->line->ascent = evne_baseline(EVNE_TYPE_MEASURE.size, EVNE_TYPE_MEASURE.leading);
    pen->x = pen->left;
}

static void put_line(const evne_layout *layout, measure_pen *pen, const evne_line *line)
{
    for (size_t i = 0; i < line->n_pieces; i++) {
        evne_piece piece = line->pieces[i];

        piece.as.text.x += pen->x;
        piece.as.text.y = pen->line->ascent;
        evne_brick_add(layout, pen->line, EVNE_LAYER_TEXT, piece);
    }
    pen->x += line->width + EVNE_PT(15);
}

static evne_status add_measure(const evne_layout *layout, measure_pen *pen, const evne_node *node,
                               evne_error *err)
{
    evne_text *text;
    evne_lines lines;

    EVNE_TRY(evne_text_make(layout, node->spans, node->n_spans, EVNE_TYPE_MEASURE, &text, err));
    EVNE_TRY(evne_text_lines(layout, text, pen->right - pen->left, node, &lines, err));
    for (size_t i = 0; i < lines.n_lines; i++) {
        if (pen->x > pen->left && (i > 0 || pen->x + lines.lines[i].width > pen->right))
            new_line(layout, pen);
        put_line(layout, pen, &lines.lines[i]);
    }
    return EVNE_OK;
}

static evne_status add_measures(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                                const evne_box *box, evne_error *err)
{
    measure_pen pen = {.flow = flow, .left = box->x, .right = box->x + box->width};
    evne_type grey = EVNE_TYPE_MEASURE;
    evne_part *word;

    if (!node->first)
        return EVNE_OK;
    grey.colour = EVNE_GREY;
    new_line(layout, &pen);
    EVNE_TRY(evne_brick_word(layout, pen.line, evne_str_of(layout->words->measured), grey, box->x,
                             0, EVNE_AT_LEFT, node, &word, err));
    pen.left += word->piece.as.text.width + EVNE_PT(15);
    pen.x = pen.left;
    for (const evne_node *measure = node->first; measure; measure = measure->next)
        EVNE_TRY(add_measure(layout, &pen, measure, err));
    return EVNE_OK;
}

/* --- captions and notes --- */

/* The en space that stands behind the letter of a note. */
static bool has_letter(const evne_node *note)
{
    return note->n_spans > 2 && note->spans[0].text.len <= 2 &&
           evne_str_is(note->spans[1].text, EVNE_EN_SPACE);
}

static evne_status put_letter(const evne_layout *layout, evne_brick *line, const evne_node *note,
                              evne_len x, evne_error *err)
{
    evne_brick holder = {0};
    evne_part *letter;
    const char *text = evne_arena_printf(layout->arena, "%.*s%s",
                                         EVNE_STR_ARGS(note->spans[0].text), EVNE_EN_SPACE);

    EVNE_TRY(evne_brick_word(layout, &holder, evne_str_of(text), EVNE_TYPE_FINE, x, 0, EVNE_AT_LEFT,
                             note, &letter, err));
    letter->next = line->parts; /* read first */
    line->parts = letter;
    if (!line->last_part)
        line->last_part = letter;
    return EVNE_OK;
}

evne_status evne_add_note(const evne_layout *layout, evne_flow *flow, const evne_node *note,
                          const evne_box *box, evne_error *err)
{
    size_t n = has_letter(note) ? 2 : 0, first = flow->n_bricks;
    evne_len indent = n ? EVNE_PT(12) : 0;

    EVNE_TRY(evne_flow_spans(layout, flow, note->spans + n, note->n_spans - n, EVNE_TYPE_FINE,
                             box->full_x + indent, box->full_width - indent, note, err));
    return n && first < flow->n_bricks
               ? put_letter(layout, flow->bricks[first], note, box->full_x, err)
               : EVNE_OK;
}

evne_status evne_add_caption(const evne_layout *layout, evne_flow *flow, const evne_node *caption,
                             const char *suffix, const evne_box *box, evne_error *err)
{
    evne_span *spans = evne_arena_array(layout->arena, caption->n_spans + 2, sizeof *spans);
    size_t n = 0, first = flow->n_bricks;

    for (size_t i = 0; i < caption->n_spans; i++)
        spans[n++] = caption->spans[i];
    if (suffix) {
        spans[n++] = (evne_span){.text = EVNE_STR(" ")};
        spans[n++] = (evne_span){.text = evne_str_of(suffix), .flags = EVNE_SPAN_STRONG};
    }
    EVNE_TRY(evne_flow_spans(layout, flow, spans, n, EVNE_TYPE_SMALL, box->full_x, box->full_width,
                             caption, err));
    keep_lines_together(flow, first);
    return EVNE_OK;
}

static evne_status add_page_break(const evne_layout *layout, evne_flow *flow)
{
    evne_brick_new(layout, flow)->is_page_break = true;
    return EVNE_OK;
}

/* --- any block, and sequences of them --- */

evne_status evne_block_add(const evne_layout *layout, evne_flow *flow, const evne_node *node,
                           const evne_box *box, evne_error *err)
{
    switch (node->kind) {
    case EVNE_NODE_TITLE:
        return evne_add_title(layout, flow, node, box, err);
    case EVNE_NODE_HEADING:
        return add_heading(layout, flow, node, box, err);
    case EVNE_NODE_PARAGRAPH:
        return add_paragraph(layout, flow, node, box, err);
    case EVNE_NODE_LIST:
        return add_list(layout, flow, node, box, err);
    case EVNE_NODE_QUOTE:
        return add_quote(layout, flow, node, box, err);
    case EVNE_NODE_FRAME:
        return add_frame(layout, flow, node, box, err);
    case EVNE_NODE_FIELDS:
        return evne_add_fields(layout, flow, node, box, err);
    case EVNE_NODE_ENTRY:
        return evne_add_entry(layout, flow, node, box, err);
    case EVNE_NODE_HALVES:
        return evne_add_halves(layout, flow, node, box, err);
    case EVNE_NODE_MEASURES:
        return add_measures(layout, flow, node, box, err);
    case EVNE_NODE_SUMMARY:
        return evne_add_summary(layout, flow, node, box, err);
    case EVNE_NODE_TABLE:
        return evne_add_table(layout, flow, node, box, err);
    case EVNE_NODE_CHART:
        return evne_add_chart(layout, flow, node, box, err);
    case EVNE_NODE_CONTENTS:
        return evne_add_contents(layout, flow, node, box, err);
    case EVNE_NODE_SIGNATURE:
        return evne_add_signature(layout, flow, node, box, err);
    case EVNE_NODE_PAGEBREAK:
        return add_page_break(layout, flow);
    default: /* what only holds blocks */
        return evne_block_children(layout, flow, node, box, err);
    }
}

/* What was measured, and how it went. */
static bool explains_chart(const evne_node *entry, const evne_node *chart)
{
    return entry->kind == EVNE_NODE_ENTRY && chart->kind == EVNE_NODE_CHART;
}

/*
 * An entry stands on the page on which its figure begins: the two move on when the figure's first
 * piece, of a radar its first row, does not fit under the entry.
 */
static void keep_with_figure(const evne_flow *flow, size_t figure)
{
    size_t from = figure - 1, to = figure + 1;
    evne_len height = 0;

    while (from > 0 && flow->bricks[from]->bond == EVNE_BOND_HARD)
        from--;
    while (to < flow->n_bricks && flow->bricks[to]->bond == EVNE_BOND_HARD)
        to++;
    for (size_t i = from; i < to; i++)
        height += flow->bricks[i]->height + (i > from ? flow->bricks[i]->gap : 0);
    if (height > EVNE_BOTTOM - EVNE_TOP)
        return;
    flow->bricks[figure]->bond = EVNE_BOND_SOFT;
    if (flow->bricks[figure - 1]->height < EVNE_ENTRY_WHOLE)
        flow->bricks[from]->together = height;
}

evne_status evne_block_next(const evne_layout *layout, evne_flow *flow, const evne_node **prev,
                            const evne_node *node, const evne_box *box, evne_error *err)
{
    size_t first = flow->n_bricks;

    EVNE_TRY(evne_block_add(layout, flow, node, box, err));
    if (first == flow->n_bricks)
        return EVNE_OK; /* nothing to show: the white goes to the next */
    if (*prev) {
        flow->bricks[first]->gap = evne_gap_between(*prev, node);
        if (evne_is_bound(*prev, node))
            flow->bricks[first]->bond = EVNE_BOND_HARD;
        else if (explains_chart(*prev, node) && first > 0)
            keep_with_figure(flow, first);
    }
    *prev = node;
    return EVNE_OK;
}

evne_status evne_block_children(const evne_layout *layout, evne_flow *flow, const evne_node *parent,
                                const evne_box *box, evne_error *err)
{
    const evne_node *prev = NULL;

    for (const evne_node *node = parent->first; node; node = node->next)
        EVNE_TRY(evne_block_next(layout, flow, &prev, node, box, err));
    return EVNE_OK;
}
