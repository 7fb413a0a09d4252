/*
 * How: one walk in document order; the depth is counted from the parents. The facts of a kind are
 * printed only where the kind has some, so that a line stays short.
 */
#include "doc.h"

static void print_flags(evne_buf *out, const evne_span *span)
{
    if (span->flags & EVNE_SPAN_STRONG)
        evne_buf_put_char(out, 'b');
    if (span->flags & EVNE_SPAN_REMARK)
        evne_buf_put_char(out, 'r');
    if (span->flags & EVNE_SPAN_SECTION)
        evne_buf_put_char(out, 's');
    if (span->flags & (EVNE_SPAN_STRONG | EVNE_SPAN_REMARK | EVNE_SPAN_SECTION))
        evne_buf_put_char(out, ':');
}

static void print_span(evne_buf *out, const evne_span *span)
{
    const unsigned shown = EVNE_SPAN_STRONG | EVNE_SPAN_REMARK | EVNE_SPAN_SECTION;

    if (span->flags & EVNE_SPAN_BREAK) {
        evne_buf_puts(out, "<br>");
        return;
    }
    if (!(span->flags & shown) && !span->link.len) {
        evne_buf_put_str(out, span->text);
        return;
    }
    evne_buf_put_char(out, '<');
    print_flags(out, span);
    evne_buf_put_str(out, span->text);
    if (span->link.len) {
        evne_buf_puts(out, "->");
        evne_buf_put_str(out, span->link);
    }
    evne_buf_put_char(out, '>');
}

static void print_spans(evne_buf *out, const evne_span *spans, size_t n_spans)
{
    evne_buf_puts(out, " \"");
    for (size_t i = 0; i < n_spans; i++)
        print_span(out, &spans[i]);
    evne_buf_put_char(out, '"');
}

static const char *role_name(evne_role role)
{
    switch (role) {
    case EVNE_ROLE_BODY:
        return "";
    case EVNE_ROLE_LEAD:
        return " lead";
    case EVNE_ROLE_SMALL:
        return " small";
    case EVNE_ROLE_FINE:
        return " fine";
    case EVNE_ROLE_GUIDE:
        return " guide";
    case EVNE_ROLE_CAPTION:
        return " caption";
    case EVNE_ROLE_NOTE:
        return " note";
    case EVNE_ROLE_SPEAKER:
        return " speaker";
    case EVNE_ROLE_LETTERHEAD:
        return " letterhead";
    }
    return "";
}

static void print_column(evne_buf *out, const evne_column *column)
{
    static const char *const kinds[] = {"", " number", " bar", " plot"};

    if (column->width == 0)
        evne_buf_put_char(out, '*');
    else
        evne_buf_printf(out, "%d.%03d", (int)(column->width / 1000), (int)(column->width % 1000));
    if (column->kind == EVNE_COLUMN_TEXT && column->align == EVNE_ALIGN_RIGHT)
        evne_buf_puts(out, " right");
    evne_buf_puts(out, kinds[column->kind]);
    if (column->decimals >= 0)
        evne_buf_printf(out, "(%d)", column->decimals);
}

static void print_table(evne_buf *out, const evne_node *node)
{
    if (node->as.table.number)
        evne_buf_printf(out, " %d", node->as.table.number);
    evne_buf_puts(out, " [");
    for (size_t i = 0; i < node->as.table.n_columns; i++) {
        if (i)
            evne_buf_puts(out, " | ");
        print_column(out, &node->as.table.columns[i]);
    }
    evne_buf_put_char(out, ']');
}

static void print_chart(evne_buf *out, const evne_node *node)
{
    static const char *const kinds[] = {" weeks", " curve", " radar"};

    evne_buf_puts(out, kinds[node->as.chart.kind]);
    if (node->as.chart.number)
        evne_buf_printf(out, " %d", node->as.chart.number);
    evne_buf_printf(out, " alt \"%.*s\"", EVNE_STR_ARGS(node->as.chart.alt));
}

static void print_signer(evne_buf *out, const evne_signer *signer)
{
    evne_buf_printf(out, " %d %.*s%s", signer->number, EVNE_STR_ARGS(signer->role),
                    signer->is_required ? " required" : "");
    if (signer->method.len)
        evne_buf_printf(out, " \"%.*s\"", EVNE_STR_ARGS(signer->method));
}

static void print_facts(evne_buf *out, const evne_node *node)
{
    switch (node->kind) {
    case EVNE_NODE_HEADING:
        evne_buf_printf(out, " %d", node->as.heading.level);
        if (node->as.heading.number)
            evne_buf_printf(out, " no. %d", node->as.heading.number);
        break;
    case EVNE_NODE_PARAGRAPH:
        evne_buf_puts(out, role_name(node->as.role));
        break;
    case EVNE_NODE_LIST:
        if (node->as.list.is_ordered)
            evne_buf_printf(out, " from %d", node->as.list.start);
        break;
    case EVNE_NODE_TABLE:
        print_table(out, node);
        break;
    case EVNE_NODE_ROW:
        evne_buf_puts(out, node->as.row.is_group ? " group" : "");
        break;
    case EVNE_NODE_CELL:
        evne_buf_puts(out, node->as.cell.is_head ? " head" : "");
        break;
    case EVNE_NODE_CHART:
        print_chart(out, node);
        break;
    case EVNE_NODE_SIGNATURE:
        print_signer(out, node->as.signer);
        break;
    default:
        break;
    }
}

static void print_node(evne_buf *out, const evne_node *node, int depth)
{
    evne_buf_printf(out, "%*s%s", depth * 2, "", evne_node_name(node->kind));
    print_facts(out, node);
    if (node->anchor.len) {
        evne_buf_puts(out, " #");
        evne_buf_put_str(out, node->anchor);
    }
    if (node->n_spans)
        print_spans(out, node->spans, node->n_spans);
    if (node->kind == EVNE_NODE_HEADING && node->as.heading.n_remark)
        print_spans(out, node->as.heading.remark, node->as.heading.n_remark);
    evne_buf_put_char(out, '\n');
}

static void print_text(evne_buf *out, const char *name, evne_str text)
{
    if (!text.len)
        return;
    evne_buf_printf(out, "%s: ", name);
    evne_buf_put_str(out, text);
    evne_buf_put_char(out, '\n');
}

static void print_matter(evne_buf *out, const evne_doc *doc)
{
    print_text(out, "title", doc->title);
    print_text(out, "lang", doc->lang);
    print_text(out, "letterhead", doc->letterhead);
    print_text(out, "classification", doc->classification);
    print_text(out, "header", doc->header);
    print_text(out, "footer", doc->footer);
    print_text(out, "subject", doc->subject);
    print_text(out, "author", doc->author);
    print_text(out, "keywords", doc->keywords);
    print_text(out, "draft", doc->draft);
}

void evne_doc_print(evne_buf *out, const evne_doc *doc)
{
    int depth = 0;

    print_matter(out, doc);
    for (const evne_node *node = doc->root; node;) {
        print_node(out, node, depth);
        if (node->first) {
            node = node->first;
            depth++;
            continue;
        }
        while (node != doc->root && !node->next) {
            node = node->parent;
            depth--;
        }
        node = node == doc->root ? NULL : node->next;
    }
}
