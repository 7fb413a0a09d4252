/*
 * How: four walks over the finished tree. Numbers first, since captions and section references
 * print them; then anchors, the written ones before those that ids in tables stand for; then
 * written links; ids in text last, since they must not touch what is a link already.
 */
#include <string.h>

#include "anchors.h"
#include "chart.h"
#include "scan.h"

typedef struct finisher {
    evne_arena *arena;
    evne_doc *doc;
    const char *file;
    evne_anchors *anchors;
    evne_error *err;
} finisher;

/* --- numbers -------------------------------------------------------------------------------- */

/* "Tabel 4." before the text of a caption. */
static void number_caption(finisher *f, evne_node *caption, const char *words)
{
    evne_span *spans = evne_arena_array(f->arena, caption->n_spans + 2, sizeof *spans);

    spans[0] = (evne_span){.text = evne_str_of(words), .flags = EVNE_SPAN_STRONG | EVNE_SPAN_QUIET};
    spans[1] = (evne_span){.text = EVNE_STR(" ")};
    if (caption->n_spans)
        memcpy(spans + 2, caption->spans, caption->n_spans * sizeof *spans);
    caption->spans = spans;
    caption->n_spans += 2;
}

static evne_node *caption_of(const evne_node *node)
{
    evne_node *first = node->first;

    return first && first->kind == EVNE_NODE_PARAGRAPH && first->as.role == EVNE_ROLE_CAPTION
               ? first
               : NULL;
}

#define NO_BREAK "\xC2\xA0"

/* A table under a figure that is not joined with it says whose numbers it holds. */
static void add_table_caption(finisher *f, evne_node *table, const evne_node *chart, int *n_tables)
{
    evne_node *caption = evne_node_new(f->arena, NULL, EVNE_NODE_PARAGRAPH, table->line);
    evne_span *span = evne_arena_alloc(f->arena, sizeof *span);
    evne_str title = evne_chart_table_title(chart);

    *span = (evne_span){.text = evne_str_of(evne_arena_printf(
                            f->arena, "Tal i figur" NO_BREAK "%d%s%.*s", chart->as.chart.number,
                            title.len ? ", " : "", EVNE_STR_ARGS(title))),
                        .flags = EVNE_SPAN_QUIET};
    caption->as.role = EVNE_ROLE_CAPTION;
    caption->file = table->file;
    caption->spans = span;
    caption->n_spans = 1;
    caption->parent = table;
    caption->next = table->first;
    table->first = caption;
    table->last = table->last ? table->last : caption;
    table->as.table.number = ++*n_tables;
    number_caption(f, caption, evne_arena_printf(f->arena, "Tabel" NO_BREAK "%d.", *n_tables));
}

static void number_chart(finisher *f, evne_node *chart, int *n_figures, int *n_tables)
{
    evne_node *caption = caption_of(chart), *table = chart->last;
    bool is_joined = table && table->kind == EVNE_NODE_TABLE && table->as.table.number < 0;

    if (is_joined)
        table->as.table.number = ++*n_tables;
    if (caption)
        chart->as.chart.number = ++*n_figures;
    if (caption && table && table->kind == EVNE_NODE_TABLE && !is_joined &&
        chart->as.chart.kind != EVNE_CHART_WEEKS)
        add_table_caption(f, table, chart, n_tables);
    if (!chart->as.chart.alt.len)
        chart->as.chart.alt = evne_chart_alt(f->arena, chart);
    if (caption && is_joined)
        number_caption(f, caption,
                       evne_arena_printf(f->arena, "Figur" NO_BREAK "%d og tabel" NO_BREAK "%d.",
                                         *n_figures, *n_tables));
    else if (caption)
        number_caption(f, caption, evne_arena_printf(f->arena, "Figur" NO_BREAK "%d.", *n_figures));
}

static void number_table(finisher *f, evne_node *table, int *n_tables)
{
    evne_node *caption = caption_of(table);

    if (!caption)
        return;
    table->as.table.number = ++*n_tables;
    number_caption(f, caption, evne_arena_printf(f->arena, "Tabel" NO_BREAK "%d.", *n_tables));
}

static void number_all(finisher *f)
{
    int n_sections = 0, n_tables = 0, n_figures = 0;

    for (evne_node *n = f->doc->root; n; n = evne_node_next(f->doc->root, n)) {
        if (n->kind == EVNE_NODE_HEADING && n->as.heading.level == 1 && !n->as.heading.is_plain)
            n->as.heading.number = ++n_sections;
        else if (n->kind == EVNE_NODE_CHART)
            number_chart(f, n, &n_figures, &n_tables);
        else if (n->kind == EVNE_NODE_TABLE && n->parent->kind != EVNE_NODE_CHART)
            number_table(f, n, &n_tables);
    }
}

/* --- anchors -------------------------------------------------------------------------------- */

static evne_str text_of(finisher *f, const evne_node *cell)
{
    evne_buf buf = {.arena = f->arena};

    if (cell->n_spans == 1)
        return evne_str_trim(cell->spans[0].text);
    for (size_t i = 0; i < cell->n_spans; i++)
        evne_buf_put_str(&buf, cell->spans[i].text);
    return evne_str_trim(evne_buf_str(&buf));
}

static bool are_digits(evne_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len > 0 && text.len < 10;
}

/* The table's first column is headed "Nr." and its section is #bilag. */
static bool lists_enclosures(finisher *f, const evne_node *table, const evne_node *section)
{
    const evne_node *n = table->first;

    while (n && n->kind != EVNE_NODE_HEAD)
        n = n->next;
    return section && evne_str_is(section->anchor, "bilag") && n && n->first && n->first->first &&
           evne_str_is(text_of(f, n->first->first), "Nr.");
}

/* An id that fills the first cell of a row is an anchor, unless something else has it. */
static void anchor_cell(finisher *f, evne_node *cell, bool is_enclosure)
{
    evne_str text = text_of(f, cell);

    if (cell->anchor.len)
        return;
    if (is_enclosure && are_digits(text))
        text = evne_str_of(evne_arena_printf(f->arena, "bilag-%.*s", EVNE_STR_ARGS(text)));
    else if (!evne_anchors_is_id(text))
        return;
    if (evne_anchors_add(f->anchors, text, cell))
        cell->anchor = text;
}

static void anchor_table(finisher *f, const evne_node *table, const evne_node *section)
{
    bool is_enclosure = lists_enclosures(f, table, section);

    for (const evne_node *body = table->first; body; body = body->next)
        for (const evne_node *row = body->kind == EVNE_NODE_BODY ? body->first : NULL; row;
             row = row->next)
            if (row->first && !row->as.row.is_group)
                anchor_cell(f, row->first, is_enclosure);
}

static void collect_anchors(finisher *f)
{
    const evne_node *section = NULL;

    for (evne_node *n = f->doc->root; n; n = evne_node_next(f->doc->root, n))
        if (n->anchor.len)
            evne_anchors_add(f->anchors, n->anchor, n);
    for (evne_node *n = f->doc->root; n; n = evne_node_next(f->doc->root, n)) {
        if (n->kind == EVNE_NODE_HEADING && n->as.heading.level == 1)
            section = n;
        if (n->kind == EVNE_NODE_TABLE && n->parent->kind == EVNE_NODE_DOC)
            anchor_table(f, n, section);
    }
}

/* --- links ---------------------------------------------------------------------------------- */

static evne_origin origin_of(const finisher *f, const evne_node *node)
{
    return (evne_origin){node->file ? node->file : f->file, node->line};
}

static evne_status number_of_section(finisher *f, const evne_node *node, evne_span *span)
{
    const evne_node *section = evne_doc_section(span->target);

    if (!section || !section->as.heading.number)
        return evne_fail(f->err, EVNE_TEMPLATE, EVNE_AT(origin_of(f, node)),
                         "the section of '#%.*s' has no number; write the text of the link",
                         (int)(span->link.len < 60 ? span->link.len : 60), span->link.p);
    span->text = evne_str_of(evne_arena_printf(f->arena, "%d", section->as.heading.number));
    return EVNE_OK;
}

static evne_status resolve(finisher *f, const evne_node *node, const evne_span **spans, size_t n)
{
    evne_span *copy = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!(*spans)[i].link.len || (*spans)[i].target)
            continue;
        if (!copy) {
            copy = evne_arena_array(f->arena, n, sizeof *copy);
            memcpy(copy, *spans, n * sizeof *copy);
            *spans = copy;
        }
        copy[i].target = evne_anchors_find(f->anchors, copy[i].link);
        if (!copy[i].target)
            return evne_fail(f->err, EVNE_TEMPLATE, EVNE_AT(origin_of(f, node)),
                             "nothing has the anchor '#%.*s'; there are: %s",
                             (int)(copy[i].link.len < 60 ? copy[i].link.len : 60), copy[i].link.p,
                             evne_anchors_names(f->anchors));
        if (copy[i].flags & EVNE_SPAN_SECTION)
            EVNE_TRY(number_of_section(f, node, &copy[i]));
    }
    return EVNE_OK;
}

static evne_status resolve_all(finisher *f)
{
    for (evne_node *n = f->doc->root; n; n = evne_node_next(f->doc->root, n)) {
        EVNE_TRY(resolve(f, n, &n->spans, n->n_spans));
        if (n->kind == EVNE_NODE_HEADING)
            EVNE_TRY(resolve(f, n, &n->as.heading.remark, n->as.heading.n_remark));
    }
    return EVNE_OK;
}

static void link_ids(finisher *f)
{
    for (evne_node *n = f->doc->root; n; n = evne_node_next(f->doc->root, n))
        if (n->n_spans && n->kind != EVNE_NODE_HEADING && n->kind != EVNE_NODE_TITLE)
            evne_anchors_link(f->arena, f->anchors, n);
}

evne_status evne_doc_finish(evne_arena *arena, evne_doc *doc, const char *template_name,
                            evne_error *err)
{
    finisher f = {.arena = arena, .doc = doc, .file = template_name, .err = err};

    f.anchors = evne_anchors_new(arena);
    number_all(&f);
    collect_anchors(&f);
    EVNE_TRY(resolve_all(&f));
    link_ids(&f);
    return EVNE_OK;
}
