/*
 * How: parts are taken in order; Markdown goes to markdown.c, blocks to the function that makes
 * them. Captions and column widths stand before what they belong to, so they wait in the builder
 * until the next table or chart is appended.
 */
#include "build.h"

enum { MOST_NODES = 200 * 1000 };

static evne_status build_parts(evne_builder *b, const evne_part *parts, const evne_cell *cell);

evne_status evne_build_node(evne_builder *b, evne_node *parent, evne_node_kind kind, evne_origin at,
                            evne_node **out)
{
    if (++b->n_nodes > MOST_NODES)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "the document has more than %d blocks, rows and cells", MOST_NODES);
    *out = evne_node_new(b->arena, parent, kind, at.line);
    (*out)->file = at.file;
    return EVNE_OK;
}

/* --- captions, columns, notes --------------------------------------------------------------- */

static void prepend(evne_node *parent, evne_node *child)
{
    child->parent = parent;
    child->next = parent->first;
    parent->first = child;
    if (!parent->last)
        parent->last = child;
}

evne_status evne_build_nothing_waits(evne_builder *b)
{
    const evne_node *caption = b->waiting.caption;

    if (caption)
        return evne_fail(b->err, EVNE_TEMPLATE,
                         EVNE_AT(((evne_origin){caption->file, caption->line})),
                         "a caption stands directly before its %s, and none follows",
                         b->waiting.is_figure ? "chart" : "table");
    if (b->waiting.columns)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(b->waiting.columns->at),
                         "'{%% columns %%}' stands directly before its table, and none follows");
    return EVNE_OK;
}

static evne_status take_caption(evne_builder *b, evne_node *node, evne_origin at)
{
    bool is_chart = node->kind == EVNE_NODE_CHART;

    if (b->waiting.is_figure != is_chart)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(at),
                         is_chart
                             ? "the caption of a chart is 'Figur: ...' or 'Figur og tabel: ...'"
                             : "the caption of a table is 'Tabel: ...'");
    if (is_chart && b->waiting.is_joined && node->last)
        node->last->as.table.number = -1; /* to be numbered: evne_doc_finish */
    prepend(node, b->waiting.caption);
    return EVNE_OK;
}

evne_status evne_build_top(evne_builder *b, evne_node *node, evne_origin at)
{
    bool is_table = node->kind == EVNE_NODE_TABLE;

    if (!is_table && node->kind != EVNE_NODE_CHART)
        EVNE_TRY(evne_build_nothing_waits(b));
    if (!is_table && b->waiting.columns)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(b->waiting.columns->at),
                         "'{%% columns %%}' stands before a table, not before a chart");
    if (b->waiting.caption)
        EVNE_TRY(take_caption(b, node, at));
    b->waiting = (evne_waiting){0};
    evne_node_append(b->root, node);
    return EVNE_OK;
}

evne_status evne_build_caption(evne_builder *b, evne_node *caption, bool is_figure, bool is_joined,
                               evne_origin at)
{
    if (b->waiting.caption)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "a second caption for the same table or chart");
    b->waiting.caption = caption;
    b->waiting.is_figure = is_figure;
    b->waiting.is_joined = is_joined;
    return EVNE_OK;
}

evne_status evne_build_note(evne_builder *b, evne_node *note, evne_origin at)
{
    evne_node *before = b->root->last;

    EVNE_TRY(evne_build_nothing_waits(b));
    if (before && before->kind == EVNE_NODE_CHART)
        before = before->last;
    if (!before || before->kind != EVNE_NODE_TABLE)
        return evne_build_top(b, note, at);
    evne_node_append(before, note);
    return EVNE_OK;
}

static evne_status keep_columns(evne_builder *b, const evne_part *part)
{
    if (b->waiting.columns)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                         "a second '{%% columns %%}' for the same table");
    b->waiting.columns = part;
    return EVNE_OK;
}

/* --- paragraphs and fields ------------------------------------------------------------------ */

evne_status evne_build_paragraphs(evne_builder *b, evne_node *parent, evne_role role,
                                  evne_spans *spans, evne_origin at)
{
    evne_spans line;

    evne_spans_close(spans);
    for (size_t i = 0; evne_spans_next_line(spans, &i, &line);) {
        evne_node *paragraph;
        if (evne_spans_are_empty(&line))
            continue;
        EVNE_TRY(evne_build_node(b, parent, EVNE_NODE_PARAGRAPH, at, &paragraph));
        paragraph->as.role = role;
        evne_spans_give(&line, paragraph);
    }
    return EVNE_OK;
}

static bool is_in_halves(const evne_node *fields)
{
    return fields->parent && fields->parent->parent &&
           fields->parent->parent->kind == EVNE_NODE_HALVES;
}

evne_status evne_build_field(evne_builder *b, evne_node *fields, evne_spans *label,
                             evne_spans *value, evne_origin at)
{
    evne_role role = is_in_halves(fields) ? EVNE_ROLE_SMALL : EVNE_ROLE_BODY;
    evne_node *field, *cell, *paragraph;

    EVNE_TRY(evne_build_node(b, fields, EVNE_NODE_FIELD, at, &field));
    EVNE_TRY(evne_build_node(b, field, EVNE_NODE_LABEL, at, &cell));
    evne_spans_settle(label, EVNE_LINE_END_BLANK);
    EVNE_TRY(evne_build_node(b, cell, EVNE_NODE_PARAGRAPH, at, &paragraph));
    paragraph->as.role = EVNE_ROLE_SMALL;
    evne_spans_give(label, paragraph);
    EVNE_TRY(evne_build_node(b, field, EVNE_NODE_VALUE, at, &cell));
    if (evne_spans_are_empty(value)) {
        *value = (evne_spans){.arena = b->arena};
        evne_spans_text(value, EVNE_STR("ikke oplyst"), 0, EVNE_STR(""));
    }
    return evne_build_paragraphs(b, cell, role, value, at);
}

/* --- blocks --------------------------------------------------------------------------------- */

static evne_status misplaced(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    static const char *const cells[] = {"here",
                                        "in {% fields %}; it holds lines 'Label: text'",
                                        "in {% halves %}; it holds lines 'Label: text'",
                                        "in the label cell of {% entry %}; it holds paragraphs",
                                        ("in {% entry %}; it holds paragraphs, lists, quotes, "
                                         "{% frame %}, {% measures %} and {% fields %}"),
                                        "in {% frame %}; it holds paragraphs"};

    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at), "'{%% %s %%}' cannot stand %s",
                     evne_block_name(part->block), cells[cell->kind]);
}

static bool is_allowed(evne_block block, evne_cell_kind cell)
{
    switch (cell) {
    case EVNE_CELL_DOC:
        return true;
    case EVNE_CELL_CONTENT:
        return block == EVNE_BLOCK_FRAME || block == EVNE_BLOCK_MEASURES ||
               block == EVNE_BLOCK_FIELDS;
    case EVNE_CELL_HALF:
        return block == EVNE_BLOCK_FIELDS;
    default:
        return false;
    }
}

/* Appends a block that was made with its children, unless it has none. */
static evne_status append_made(evne_builder *b, const evne_cell *cell, evne_node *made,
                               evne_origin at)
{
    if (!made->first)
        return EVNE_OK;
    if (cell->kind == EVNE_CELL_DOC)
        return evne_build_top(b, made, at);
    evne_node_append(cell->node, made);
    return EVNE_OK;
}

static evne_status build_fields(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    evne_cell lines = {.kind = EVNE_CELL_FIELDS};
    evne_node *fields;

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_FIELDS, part->at, &fields));
    fields->parent = cell->node; /* evne_build_field asks whether it stands in halves */
    lines.node = fields;
    if (part->has_data)
        EVNE_TRY(evne_build_fields_data(b, part, fields));
    else
        EVNE_TRY(build_parts(b, part->first, &lines));
    return append_made(b, cell, fields, part->at);
}

static evne_status build_frame(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    evne_cell inside = {.kind = EVNE_CELL_FRAME};

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_FRAME, part->at, &inside.node));
    EVNE_TRY(build_parts(b, part->first, &inside));
    return append_made(b, cell, inside.node, part->at);
}

static evne_status build_measures(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    evne_node *measures;

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_MEASURES, part->at, &measures));
    EVNE_TRY(evne_build_measures(b, part, measures));
    return append_made(b, cell, measures, part->at);
}

static evne_status build_halves(evne_builder *b, const evne_part *part)
{
    evne_cell half = {.kind = EVNE_CELL_HALF};
    evne_node *halves;

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_HALVES, part->at, &halves));
    EVNE_TRY(evne_build_node(b, halves, EVNE_NODE_CONTENT, part->at, &half.node));
    EVNE_TRY(build_parts(b, part->first, &half));
    EVNE_TRY(evne_build_node(b, halves, EVNE_NODE_CONTENT, part->at, &half.node));
    EVNE_TRY(build_parts(b, part->second, &half));
    return evne_build_top(b, halves, part->at);
}

/* The heading of an entry: the parts of both cells, or nothing. */
static evne_status build_entry_heading(evne_builder *b, evne_node *entry, const evne_spans *label,
                                       const evne_spans *content, evne_origin at)
{
    evne_node *heading;

    if (evne_spans_are_empty(label) && evne_spans_are_empty(content))
        return EVNE_OK;
    EVNE_TRY(evne_build_node(b, entry, EVNE_NODE_HEADING, at, &heading));
    heading->as.heading.level = 3;
    evne_spans_give(label, heading);
    heading->as.heading.remark = content->items;
    heading->as.heading.n_remark = content->count;
    return EVNE_OK;
}

static evne_status build_entry(evne_builder *b, const evne_part *part)
{
    evne_spans label_heading = {.arena = b->arena}, content_heading = {.arena = b->arena};
    evne_cell label = {.kind = EVNE_CELL_LABEL, .heading = &label_heading};
    evne_cell content = {.kind = EVNE_CELL_CONTENT, .heading = &content_heading};
    evne_node *entry;

    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_ENTRY, part->at, &entry));
    entry->anchor = part->word;
    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_LABEL, part->at, &label.node));
    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_CONTENT, part->at, &content.node));
    EVNE_TRY(build_parts(b, part->first, &label));
    EVNE_TRY(build_parts(b, part->second, &content));
    EVNE_TRY(build_entry_heading(b, entry, &label_heading, &content_heading, part->at));
    evne_node_append(entry, label.node);
    evne_node_append(entry, content.node);
    return evne_build_top(b, entry, part->at);
}

static evne_status build_mark(evne_builder *b, const evne_part *part, evne_node_kind kind)
{
    evne_node *node;

    EVNE_TRY(evne_build_node(b, NULL, kind, part->at, &node));
    return evne_build_top(b, node, part->at);
}

static evne_status build_block(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    if (!is_allowed(part->block, cell->kind))
        return misplaced(b, part, cell);
    switch (part->block) {
    case EVNE_BLOCK_FIELDS:
        return build_fields(b, part, cell);
    case EVNE_BLOCK_FRAME:
        return build_frame(b, part, cell);
    case EVNE_BLOCK_MEASURES:
        return build_measures(b, part, cell);
    case EVNE_BLOCK_HALVES:
        return build_halves(b, part);
    case EVNE_BLOCK_ENTRY:
        return build_entry(b, part);
    case EVNE_BLOCK_SUMMARY:
        return evne_build_summary(b, part);
    case EVNE_BLOCK_COLUMNS:
        return keep_columns(b, part);
    case EVNE_BLOCK_CONTENTS:
        return build_mark(b, part, EVNE_NODE_CONTENTS);
    case EVNE_BLOCK_WEEKS:
    case EVNE_BLOCK_CURVE:
    case EVNE_BLOCK_RADAR:
        return evne_build_chart(b, part);
    case EVNE_BLOCK_SIGNATURE:
        return evne_build_signature(b, part);
    case EVNE_BLOCK_PAGEBREAK:
        return build_mark(b, part, EVNE_NODE_PAGEBREAK);
    }
    return EVNE_OK;
}

static evne_status build_parts(evne_builder *b, const evne_part *parts, const evne_cell *cell)
{
    for (const evne_part *part = parts; part; part = part->next)
        EVNE_TRY(part->kind == EVNE_PART_MARKDOWN ? evne_build_markdown(b, part, cell)
                                                  : build_block(b, part, cell));
    return EVNE_OK;
}

evne_status evne_build(evne_arena *arena, const evne_expansion *expansion,
                       const evne_value *signers, const char *file, evne_node **root,
                       evne_error *err)
{
    evne_builder b = {.arena = arena, .expansion = expansion, .signers = signers, .err = err};
    evne_cell document = {.kind = EVNE_CELL_DOC};

    EVNE_TRY(evne_build_node(&b, NULL, EVNE_NODE_DOC, (evne_origin){file, 1}, &b.root));
    document.node = b.root;
    b.written = evne_anchors_new(arena);
    EVNE_TRY(build_parts(&b, expansion->first, &document));
    EVNE_TRY(evne_build_nothing_waits(&b));
    *root = b.root;
    return EVNE_OK;
}
