/*
 * How: cmark's inline tree is walked with the style that the nodes around give. Text is cut at the
 * marks; what stands between an opening and a closing mark is always an index, because templates
 * cannot hold either (scan.c) and values never were in the Markdown.
 */
#include "inline.h"

#include <assert.h>
#include <string.h>

typedef struct reader {
    evne_builder *b;
    const evne_part *part;
    evne_spans *out;
    int line; /* of the expanded text, from 1 */
    int depth;
    bool is_group;
} reader;

static evne_status read_children(reader *r, cmark_node *node, unsigned flags, evne_str link);

static evne_origin origin_of(const evne_part *part, int line)
{
    size_t index = line > 0 ? (size_t)line - 1 : 0;

    if (index >= part->n_lines)
        index = part->n_lines - 1;
    return part->lines[index];
}

evne_origin evne_inline_origin(const evne_part *part, cmark_node *block)
{
    return origin_of(part, cmark_node_get_start_line(block));
}

static evne_status refuse(reader *r, const char *what, const char *instead)
{
    return evne_fail(r->b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(r->part, r->line)),
                     "%s has no place in a template; %s", what, instead);
}

/* --- marks ---------------------------------------------------------------------------------- */

/* The offset of the next of the marks, or the end. All of them start with the same two bytes. */
static size_t find_mark(evne_str text, size_t from)
{
    while (from < text.len) {
        const char *p = memchr(text.p + from, EVNE_MARK_OPEN[0], text.len - from);
        if (!p)
            return text.len;
        from = (size_t)(p - text.p);
        if (text.len - from >= EVNE_MARK_LEN && p[1] == EVNE_MARK_OPEN[1] &&
            (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x93)
            return from;
        from++;
    }
    return text.len;
}

static bool is_mark(evne_str text, size_t at, const char *mark)
{
    return memcmp(text.p + at, mark, EVNE_MARK_LEN) == 0;
}

/* The value whose mark opens at `*at`; `*at` moves past it. */
static const evne_mark *read_mark(const evne_expansion *expansion, evne_str text, size_t *at)
{
    size_t index = 0;

    for (*at += EVNE_MARK_LEN; *at < text.len && text.p[*at] >= '0' && text.p[*at] <= '9'; ++*at)
        index = index * 10 + (size_t)(text.p[*at] - '0');
    assert(index < expansion->n_marks && *at + EVNE_MARK_LEN <= text.len);
    *at += EVNE_MARK_LEN;
    return &expansion->marks[index];
}

static void read_text(reader *r, const char *literal, unsigned flags, evne_str link)
{
    evne_str text = evne_str_of(literal);

    for (size_t at = 0; at < text.len;) {
        size_t mark = find_mark(text, at);
        if (mark > at)
            evne_spans_text(r->out, evne_str_slice(text, at, mark), flags, link);
        at = mark;
        if (at == text.len)
            return;
        if (is_mark(text, at, EVNE_MARK_OPEN)) {
            const evne_mark *value = read_mark(r->b->expansion, text, &at);
            evne_spans_value(r->out, value->text, value->place, flags, link);
        } else {
            r->is_group |= is_mark(text, at, EVNE_MARK_GROUP);
            at += EVNE_MARK_LEN;
        }
    }
}

/* Text outside the flow, such as a link's goal, with the values themselves in it. */
static evne_str fill_marks(reader *r, const char *literal)
{
    evne_str text = evne_str_of(literal);
    evne_buf buf = {.arena = r->b->arena};

    for (size_t at = 0; at < text.len;) {
        size_t mark = find_mark(text, at);
        evne_buf_put_str(&buf, evne_str_slice(text, at, mark));
        at = mark;
        if (at < text.len && is_mark(text, at, EVNE_MARK_OPEN))
            evne_buf_put_str(&buf, read_mark(r->b->expansion, text, &at)->text);
        else if (at < text.len)
            at += EVNE_MARK_LEN;
    }
    return evne_buf_str(&buf);
}

/* --- nodes ---------------------------------------------------------------------------------- */

static bool is_line_break(const char *html)
{
    return strcmp(html, "<br>") == 0 || strcmp(html, "<br/>") == 0 || strcmp(html, "<br />") == 0;
}

static evne_status read_link(reader *r, cmark_node *node, unsigned flags)
{
    const char *url = cmark_node_get_url(node);
    evne_str link;

    if (!url || url[0] != '#' || !url[1])
        return refuse(r, "a link to the outside",
                      "a link leads to an anchor of the document: [text](#anchor)");
    link = fill_marks(r, url + 1);
    if (!link.len)
        return refuse(r, "a link without goal", "the value after '#' is empty");
    if (!cmark_node_first_child(node)) {
        evne_spans_section(r->out, link, flags);
        return EVNE_OK;
    }
    return read_children(r, node, flags, link);
}

static evne_status read_node(reader *r, cmark_node *node, unsigned flags, evne_str link)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        read_text(r, cmark_node_get_literal(node), flags, link);
        return EVNE_OK;
    case CMARK_NODE_SOFTBREAK:
        evne_spans_text(r->out, EVNE_STR(" "), flags, link);
        r->line++;
        return EVNE_OK;
    case CMARK_NODE_LINEBREAK:
        evne_spans_break(r->out, flags);
        r->line++;
        return EVNE_OK;
    case CMARK_NODE_HTML_INLINE:
        if (!is_line_break(cmark_node_get_literal(node)))
            return refuse(r, "HTML", "only <br> is known");
        evne_spans_break(r->out, flags);
        return EVNE_OK;
    case CMARK_NODE_EMPH:
        return read_children(r, node, flags | EVNE_SPAN_REMARK, link);
    case CMARK_NODE_STRONG:
        return read_children(r, node, flags | EVNE_SPAN_STRONG, link);
    case CMARK_NODE_LINK:
        return read_link(r, node, flags);
    case CMARK_NODE_CODE:
        return refuse(r, "code between backticks", "use **strong** or plain text");
    case CMARK_NODE_IMAGE:
        return refuse(r, "an image", "charts come from {% weeks %}, {% curve %}, {% radar %}");
    default:
        return refuse(r, cmark_node_get_type_string(node), "use plain text");
    }
}

static evne_status read_children(reader *r, cmark_node *node, unsigned flags, evne_str link)
{
    if (++r->depth > EVNE_NESTING)
        return evne_fail(r->b->err, EVNE_TEMPLATE, EVNE_AT(origin_of(r->part, r->line)),
                         "emphasis stands more than %d deep inside each other", EVNE_NESTING);
    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n))
        EVNE_TRY(read_node(r, n, flags, link));
    r->depth--;
    return EVNE_OK;
}

evne_status evne_inline_read(evne_builder *b, const evne_part *part, cmark_node *block,
                             evne_spans *out, bool *is_group)
{
    reader r = {.b = b, .part = part, .out = out, .line = cmark_node_get_start_line(block)};

    EVNE_TRY(read_children(&r, block, 0, EVNE_STR("")));
    *is_group = r.is_group;
    return EVNE_OK;
}
