/*
 * tags.c - from document nodes to structure elements.
 *
 * One walk over the document makes an element for every node that is one, in reading order. Cells
 * of lists and tables that hold a single paragraph are that paragraph's element too: LBody and TD
 * need no P inside. Nodes that only arrange (halves, entry cells) have no element of their own.
 */
#include "tags.h"

#include "map.h"
#include "syntax.h"

static evne_element *add(evne_tags *tags, evne_element *parent, const char *type)
{
    return evne_element_add(tags->arena, parent, type);
}

void evne_tags_bind(evne_tags *tags, const evne_node *node, evne_element *element)
{
    evne_map_add(tags->elements, node, element);
}

evne_element *evne_tags_find(const evne_tags *tags, const evne_node *node)
{
    const void *element = evne_map_get(tags->elements, node);
    return (evne_element *)(uintptr_t)element;
}

/* --- blocks --- */

static void place(evne_tags *tags, const evne_node *node, evne_element *parent);

static void place_all(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    for (const evne_node *child = node->first; child != NULL; child = child->next)
        place(tags, child, parent);
}

/* A node whose element holds its children. */
static evne_element *place_in(evne_tags *tags, const evne_node *node, evne_element *parent,
                              const char *type)
{
    evne_element *element = add(tags, parent, type);
    evne_tags_bind(tags, node, element);
    place_all(tags, node, element);
    return element;
}

/* A cell: its only paragraph, if it is one, shares its element. */
static void place_cell(evne_tags *tags, const evne_node *cell, evne_element *element)
{
    evne_tags_bind(tags, cell, element);
    const evne_node *only = cell->first;
    if (only != NULL && only->next == NULL && only->kind == EVNE_NODE_PARAGRAPH)
        evne_tags_bind(tags, only, element);
    else
        place_all(tags, cell, element);
}

/* Headings go down one level at a time, whatever the template says (ISO 14289-1, 7.4.2), and what
 * stands at one level under a heading has one type. */
static const char *heading_type(evne_tags *tags, int level)
{
    static const char *const types[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    if (tags->n_levels == 0)
        level = 1;
    while (tags->n_levels > 0 && tags->levels[tags->n_levels - 1] >= level)
        tags->n_levels--;
    tags->levels[tags->n_levels++] = level;
    return types[tags->n_levels - 1];
}

static void place_paragraph(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    bool is_caption =
        node->as.role == EVNE_ROLE_CAPTION && node->parent != NULL &&
        (node->parent->kind == EVNE_NODE_TABLE || node->parent->kind == EVNE_NODE_CHART);
    evne_tags_bind(tags, node, add(tags, parent, is_caption ? "Caption" : "P"));
}

/* --- lists --- */

static evne_element *add_list(evne_tags *tags, const evne_node *node, evne_element *parent,
                              const char *numbering)
{
    evne_element *list = add(tags, parent, "L");
    list->attributes = evne_arena_printf(tags->arena, "/A<</O/List/ListNumbering/%s>>", numbering);
    evne_tags_bind(tags, node, list);
    return list;
}

static void place_item(evne_tags *tags, const evne_node *item, evne_element *list)
{
    evne_element *element = add(tags, list, "LI");
    evne_map_add(tags->labels, item, add(tags, element, "Lbl"));
    place_cell(tags, item, add(tags, element, "LBody"));
}

static void place_field(evne_tags *tags, const evne_node *field, evne_element *list)
{
    evne_element *element = add(tags, list, "LI");
    evne_tags_bind(tags, field, element);
    for (const evne_node *cell = field->first; cell != NULL; cell = cell->next)
        place_cell(tags, cell, add(tags, element, cell->kind == EVNE_NODE_LABEL ? "Lbl" : "LBody"));
}

static void place_list(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    bool is_ordered = node->kind == EVNE_NODE_LIST && node->as.list.is_ordered;
    bool has_labels = node->kind != EVNE_NODE_MEASURES;
    const char *numbering = is_ordered ? "Decimal" : has_labels ? "Disc" : "None";
    evne_element *list = add_list(tags, node, parent, numbering);
    for (const evne_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind == EVNE_NODE_ITEM)
            place_item(tags, child, list);
        else if (child->kind == EVNE_NODE_FIELD)
            place_field(tags, child, list);
        else
            evne_tags_bind(tags, child, add(tags, add(tags, list, "LI"), "LBody"));
    }
}

/* --- tables --- */

static evne_element *add_cell(evne_tags *tags, evne_element *row, const char *type,
                              const char *attributes)
{
    evne_element *cell = add(tags, row, type);
    cell->attributes = attributes;
    cell->is_kept = true;
    return cell;
}

static evne_element *add_row(evne_tags *tags, evne_element *parent)
{
    evne_element *row = add(tags, parent, "TR");
    row->is_kept = true;
    return row;
}

#define SCOPE(text) "/A<</O/Table/Scope/" text ">>"

/* Every row of a table has as many cells as the widest: readers count on it. */
static void pad_row(evne_tags *tags, evne_element *row, size_t n_cells, size_t n_columns)
{
    for (; n_cells < n_columns; n_cells++)
        add_cell(tags, row, "TD", "");
}

static void place_summary(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    evne_element *table = add(tags, parent, "Table");
    evne_tags_bind(tags, node, table);
    for (const evne_node *answer = node->first; answer != NULL; answer = answer->next) {
        evne_element *row = add_row(tags, table);
        evne_tags_bind(tags, answer, row);
        size_t n_cells = 0;
        for (const evne_node *cell = answer->first; cell != NULL; cell = cell->next, n_cells++) {
            bool is_head = cell->kind == EVNE_NODE_LABEL;
            place_cell(tags, cell,
                       add_cell(tags, row, is_head ? "TH" : "TD", is_head ? SCOPE("Row") : ""));
        }
        pad_row(tags, row, n_cells, 3);
    }
}

static size_t count_columns(const evne_node *table)
{
    size_t most = table->as.table.n_columns;
    for (const evne_node *part = table->first; part != NULL; part = part->next) {
        if (part->kind != EVNE_NODE_HEAD && part->kind != EVNE_NODE_BODY)
            continue;
        for (const evne_node *row = part->first; row != NULL; row = row->next) {
            size_t n_cells = 0;
            for (const evne_node *cell = row->first; cell != NULL; cell = cell->next)
                n_cells++;
            if (n_cells > most)
                most = n_cells;
        }
    }
    return most;
}

/* A plot is drawn from the two cells before it and is no cell of its own (look 11). */
static bool is_plot(const evne_node *table, size_t column)
{
    return column > 0 && column < table->as.table.n_columns && table->as.table.columns != NULL &&
           table->as.table.columns[column].kind == EVNE_COLUMN_PLOT;
}

/* As readers count them: without plots. */
static size_t count_read(const evne_node *table)
{
    size_t most = count_columns(table), n = most;
    for (size_t i = 0; i < most; i++)
        n -= is_plot(table, i);
    return n;
}

static void place_group_row(evne_tags *tags, const evne_node *row, evne_element *element,
                            size_t n_columns)
{
    const char *attributes =
        evne_arena_printf(tags->arena, "/A<</O/Table/ColSpan %zu/Scope/Column>>", n_columns);
    evne_element *cell = add_cell(tags, element, "TH", attributes);
    for (const evne_node *child = row->first; child != NULL; child = child->next)
        evne_tags_bind(tags, child, cell);
}

static void place_row(evne_tags *tags, const evne_node *table, const evne_node *row,
                      evne_element *parent, bool is_head, size_t n_columns)
{
    evne_element *element = add_row(tags, parent);
    evne_tags_bind(tags, row, element);
    if (row->as.row.is_group) {
        place_group_row(tags, row, element, n_columns);
        return;
    }
    size_t n_cells = 0, column = 0;
    evne_element *made = NULL;
    for (const evne_node *cell = row->first; cell != NULL; cell = cell->next, column++) {
        bool is_th = is_head || cell->as.cell.is_head;
        const char *scope = !is_th ? "" : is_head ? SCOPE("Column") : SCOPE("Row");
        if (!is_plot(table, column)) {
            made = add_cell(tags, element, is_th ? "TH" : "TD", scope);
            n_cells++;
        }
        evne_tags_bind(tags, cell, made);
    }
    pad_row(tags, element, n_cells, n_columns);
}

/* THead needs a TBody beside it; a table of heads alone has its rows directly. */
static bool has_body(const evne_node *table)
{
    for (const evne_node *part = table->first; part != NULL; part = part->next) {
        if (part->kind == EVNE_NODE_BODY && part->first != NULL)
            return true;
    }
    return false;
}

static void place_table(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    evne_element *table = add(tags, parent, "Table");
    evne_tags_bind(tags, node, table);
    size_t n_columns = count_read(node);
    bool is_grouped = has_body(node);
    for (const evne_node *part = node->first; part != NULL; part = part->next) {
        bool is_head = part->kind == EVNE_NODE_HEAD;
        if (!is_head && part->kind != EVNE_NODE_BODY) {
            bool is_caption =
                part->kind == EVNE_NODE_PARAGRAPH && part->as.role == EVNE_ROLE_CAPTION;
            place(tags, part, is_caption ? table : parent); /* notes stand after the table */
            continue;
        }
        evne_element *group = table;
        if (is_grouped) {
            group = add(tags, table, is_head ? "THead" : "TBody");
            group->is_kept = part->first != NULL;
        }
        evne_tags_bind(tags, part, group);
        for (const evne_node *row = part->first; row != NULL; row = row->next)
            place_row(tags, node, row, group, is_head, n_columns);
    }
}

/* --- figures and signatures --- */

static const evne_spot *find_spot(const evne_spot *spots, size_t n_spots, const evne_node *node)
{
    for (size_t i = 0; i < n_spots; i++) {
        if (spots[i].node == node)
            return &spots[i];
    }
    return NULL;
}

const char *evne_tags_figure(evne_tags *tags, const evne_node *node, evne_str alt)
{
    evne_buf out = {.arena = tags->arena};
    evne_buf_puts(&out, "/Alt");
    evne_syntax_text(&out, alt.len > 0 ? alt : EVNE_STR("Figur"));
    const evne_pages *pages = tags->pages;
    const evne_spot *box = find_spot(pages->figures, pages->n_figures, node);
    if (box != NULL) {
        evne_len corners[4] = {box->x, pages->height - box->y - box->height, box->x + box->width,
                               pages->height - box->y};
        evne_buf_puts(&out, "/A<</O/Layout/Placement/Block/BBox[");
        for (int i = 0; i < 4; i++) {
            evne_buf_puts(&out, i > 0 ? " " : "");
            evne_syntax_milli(&out, corners[i]);
        }
        evne_buf_puts(&out, "]>>");
    }
    return evne_buf_text(&out);
}

/* Caption, figure and joined table stay together in a Div: inside the Figure the alternative text
 * would hide them. */
static void place_chart(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    evne_element *holder = node->first != NULL ? add(tags, parent, "Div") : parent;
    const evne_node *child = node->first;
    if (child != NULL && child->kind == EVNE_NODE_PARAGRAPH) {
        place(tags, child, holder);
        child = child->next;
    }
    evne_element *figure = add(tags, holder, "Figure");
    figure->attributes = evne_tags_figure(tags, node, node->as.chart.alt);
    evne_tags_bind(tags, node, figure);
    for (; child != NULL; child = child->next)
        place(tags, child, holder);
}

static void place_signature(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    evne_element *row = add(tags, parent, "Div");
    evne_tags_bind(tags, node, row);
    place_all(tags, node, row);
    evne_map_add(tags->labels, node, add(tags, row, tags->has_fields ? "Form" : "P"));
}

static void place(evne_tags *tags, const evne_node *node, evne_element *parent)
{
    switch (node->kind) {
    case EVNE_NODE_TITLE:
        evne_tags_bind(tags, node, add(tags, parent, heading_type(tags, 1)));
        break;
    case EVNE_NODE_HEADING:
        evne_tags_bind(tags, node,
                       add(tags, parent, heading_type(tags, node->as.heading.level + 1)));
        break;
    case EVNE_NODE_PARAGRAPH:
        place_paragraph(tags, node, parent);
        break;
    case EVNE_NODE_LIST:
    case EVNE_NODE_FIELDS:
    case EVNE_NODE_MEASURES:
        place_list(tags, node, parent);
        break;
    case EVNE_NODE_QUOTE:
        place_in(tags, node, parent, "BlockQuote");
        break;
    case EVNE_NODE_FRAME:
    case EVNE_NODE_ENTRY:
        place_in(tags, node, parent, "Div");
        break;
    case EVNE_NODE_SUMMARY:
        place_summary(tags, node, parent);
        break;
    case EVNE_NODE_TABLE:
        place_table(tags, node, parent);
        break;
    case EVNE_NODE_CHART:
        place_chart(tags, node, parent);
        break;
    case EVNE_NODE_CONTENTS:
        evne_tags_bind(tags, node, add(tags, parent, "TOC"));
        break;
    case EVNE_NODE_SIGNATURE:
        place_signature(tags, node, parent);
        break;
    case EVNE_NODE_PAGEBREAK:
        break;
    default: /* what only arranges: halves, cells of entries and signatures */
        evne_tags_bind(tags, node, parent);
        place_all(tags, node, parent);
        break;
    }
}

evne_tags *evne_tags_new(evne_arena *arena, const evne_pages *pages, bool has_fields)
{
    evne_tags *tags = evne_arena_alloc(arena, sizeof *tags);
    tags->arena = arena;
    tags->pages = pages;
    tags->has_fields = has_fields;
    tags->elements = evne_map_new(arena);
    tags->labels = evne_map_new(arena);
    tags->marks = evne_arena_array(arena, pages->n_pages, sizeof *tags->marks);
    tags->document = evne_element_new(arena, "Document");
    evne_tags_bind(tags, pages->doc->root, tags->document);
    place_all(tags, pages->doc->root, tags->document);
    return tags;
}
