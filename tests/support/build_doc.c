/* How: evne_node_new and evne_node_append, with the texts cut into spans at their marks. */
#include "build_doc.h"

#include <stdlib.h>
#include <string.h>

evne_doc *build_doc(evne_arena *arena)
{
    evne_doc *doc = evne_arena_alloc(arena, sizeof *doc);

    doc->root = evne_node_new(arena, NULL, EVNE_NODE_DOC, 1);
    doc->lang = EVNE_STR("da-DK");
    doc->title = EVNE_STR("Prøve");
    doc->header = EVNE_STR("Dossier · Borger");
    doc->footer = EVNE_STR("Fortroligt · Sag 1");
    return doc;
}

static size_t next_mark(const char *text)
{
    return strcspn(text, "*~\n");
}

static const evne_span *spans_of(evne_arena *arena, const char *text, size_t *n_spans)
{
    evne_span *spans = evne_arena_array(arena, 2 * strlen(text) + 2, sizeof *spans);
    unsigned flags = 0;
    size_t n = 0;

    while (*text) {
        size_t len = next_mark(text);

        if (len)
            spans[n++] =
                (evne_span){.text = {evne_arena_copy(arena, text, len), len}, .flags = flags};
        text += len;
        if (*text == '*')
            flags ^= EVNE_SPAN_STRONG;
        else if (*text == '~')
            flags ^= EVNE_SPAN_REMARK;
        else if (*text == '\n')
            spans[n++] = (evne_span){.flags = EVNE_SPAN_BREAK};
        text += *text ? 1 : 0;
    }
    *n_spans = n;
    return spans;
}

void build_text(evne_arena *arena, evne_node *node, const char *text)
{
    node->spans = spans_of(arena, text, &node->n_spans);
}

evne_node *build_node(evne_arena *arena, evne_node *parent, evne_node_kind kind, const char *text)
{
    evne_node *node = evne_node_new(arena, parent, kind, 1);

    if (text)
        build_text(arena, node, text);
    return node;
}

evne_node *build_paragraph(evne_arena *arena, evne_node *parent, evne_role role, const char *text)
{
    evne_node *node = build_node(arena, parent, EVNE_NODE_PARAGRAPH, text);

    node->as.role = role;
    return node;
}

evne_node *build_heading(evne_arena *arena, evne_node *parent, int level, int number,
                         const char *text)
{
    evne_node *node = build_node(arena, parent, EVNE_NODE_HEADING, text);

    node->as.heading.level = level;
    node->as.heading.number = number;
    return node;
}

evne_node *build_field(evne_arena *arena, evne_node *fields, const char *key, const char *value)
{
    evne_node *field = build_node(arena, fields, EVNE_NODE_FIELD, NULL);
    evne_node *label = build_node(arena, field, EVNE_NODE_LABEL, NULL);
    evne_node *cell = build_node(arena, field, EVNE_NODE_VALUE, NULL);

    build_paragraph(arena, label, EVNE_ROLE_SMALL, key);
    build_paragraph(arena, cell, EVNE_ROLE_BODY, value);
    return field;
}

static evne_node *last_of(evne_arena *arena, evne_node *table, evne_node_kind kind, bool is_new)
{
    if (!is_new && table->last && table->last->kind == kind)
        return table->last;
    return build_node(arena, table, kind, NULL);
}

void build_row(evne_arena *arena, evne_node *table, const char *cells)
{
    bool is_head = *cells == '=', is_group = *cells == '#';
    evne_node *part = last_of(arena, table, is_head ? EVNE_NODE_HEAD : EVNE_NODE_BODY, is_group);
    evne_node *row = build_node(arena, part, EVNE_NODE_ROW, NULL);

    row->as.row.is_group = is_group;
    cells += is_head || is_group ? 1 : 0;
    while (*cells) {
        size_t len = strcspn(cells, "|");
        evne_str cell = evne_str_trim((evne_str){cells, len});

        build_node(arena, row, EVNE_NODE_CELL, evne_arena_copy(arena, cell.p, cell.len));
        cells += len + (cells[len] ? 1 : 0);
    }
}

evne_node *build_table(evne_arena *arena, evne_node *parent, int number, const char *caption,
                       const char *const *rows, size_t n_rows)
{
    evne_node *table = build_node(arena, parent, EVNE_NODE_TABLE, NULL);

    table->as.table.number = number;
    if (caption)
        build_paragraph(arena, table, EVNE_ROLE_CAPTION, caption);
    for (size_t i = 0; i < n_rows; i++)
        build_row(arena, table, rows[i]);
    return table;
}

void build_columns(evne_arena *arena, evne_node *table, const char *columns)
{
    evne_column *made = evne_arena_array(arena, strlen(columns) + 1, sizeof *made);
    size_t n = 0;

    while (*columns) {
        size_t len = strcspn(columns, "|");
        const char *text = evne_arena_copy(arena, columns, len);

        made[n] = (evne_column){.width = EVNE_PT(atof(text)), .decimals = -1};
        if (strstr(text, "number"))
            made[n].kind = EVNE_COLUMN_NUMBER;
        else if (strstr(text, "bar"))
            made[n].kind = EVNE_COLUMN_BAR;
        else if (strstr(text, "plot"))
            made[n].kind = EVNE_COLUMN_PLOT;
        if (strstr(text, "right") || made[n].kind == EVNE_COLUMN_NUMBER)
            made[n].align = EVNE_ALIGN_RIGHT;
        n++;
        columns += len + (columns[len] ? 1 : 0);
    }
    table->as.table.columns = made;
    table->as.table.n_columns = n;
}

evne_node *build_entry(evne_arena *arena, evne_node *parent, const char *id, const char *label,
                       const char *task, const char *text)
{
    evne_node *entry = build_node(arena, parent, EVNE_NODE_ENTRY, NULL);
    evne_node *heading = build_heading(arena, entry, 3, 0, id);
    evne_node *left = build_node(arena, entry, EVNE_NODE_LABEL, NULL);
    evne_node *right = build_node(arena, entry, EVNE_NODE_CONTENT, NULL);

    entry->anchor = evne_str_of(id);
    heading->as.heading.remark = spans_of(arena, task, &heading->as.heading.n_remark);
    build_paragraph(arena, left, EVNE_ROLE_SMALL, label);
    build_paragraph(arena, right, EVNE_ROLE_BODY, text);
    return entry;
}

evne_node *build_signature(evne_arena *arena, evne_node *parent, int number, const char *role,
                           const char *meaning)
{
    evne_node *node = build_node(arena, parent, EVNE_NODE_SIGNATURE, NULL);
    evne_node *left = build_node(arena, node, EVNE_NODE_LABEL, NULL);
    evne_node *right = build_node(arena, node, EVNE_NODE_CONTENT, NULL);

    node->as.signer->number = number;
    node->as.signer->role = evne_str_of(role);
    node->as.signer->method = EVNE_STR("MitID Erhverv");
    build_paragraph(arena, left, EVNE_ROLE_LEAD, role);
    build_paragraph(arena, left, EVNE_ROLE_SMALL, "*Jette Sønderskov*");
    build_paragraph(arena, left, EVNE_ROLE_SMALL, "køkken- og serviceleder");
    build_paragraph(arena, right, EVNE_ROLE_BODY, meaning);
    return node;
}

const char *build_words(evne_arena *arena, size_t n)
{
    char *text = evne_arena_alloc(arena, n * 6 + 1);

    for (size_t i = 0; i < n; i++)
        memcpy(text + i * 6, "ordet ", 6);
    if (n)
        text[n * 6 - 1] = '\0';
    return text;
}
