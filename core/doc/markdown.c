/*
 * How: cmark-gfm parses; its tree is walked once and becomes ours. Each run of Markdown between two
 * block tags is parsed on its own. The one extension is tables; nothing is smart, so that text
 * prints as it is written.
 */
#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

enum { MOST_BARS = 200 }; /* in a line */

typedef struct walker {
    evne_builder *b;
    const evne_part *part;
    const evne_cell *cell;
    evne_node *fields; /* HALF: the list that the lines of this part go to */
    int depth;
    evne_slips_cursor lines;
} walker;

/* --- faults --------------------------------------------------------------------------------- */

static const char *cell_name(evne_cell_kind kind)
{
    switch (kind) {
    case EVNE_CELL_DOC:
        return "here; a template holds headings, paragraphs, lists, quotes, tables and tags";
    case EVNE_CELL_FIELDS:
        return "in {% fields %}; it holds lines 'Label: text'";
    case EVNE_CELL_HALF:
        return "in {% halves %}; it holds lines 'Label: text'";
    case EVNE_CELL_LABEL:
        return "in the label cell of {% entry %}; it holds '#### text' and paragraphs";
    case EVNE_CELL_CONTENT:
        return "in {% entry %}; it holds '#### text', paragraphs, lists, quotes, {% frame %}, "
               "{% measures %} and {% fields %}";
    case EVNE_CELL_FRAME:
        return "in {% frame %}; it holds paragraphs";
    }
    return "here";
}

static evne_status misplaced(const walker *w, cmark_node *node, const char *what)
{
    return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(evne_inline_origin(w->part, node)),
                     "%s cannot stand %s", what, cell_name(w->cell->kind));
}

static bool is_in(const walker *w, evne_cell_kind kind)
{
    return w->cell->kind == kind;
}

/* --- text ----------------------------------------------------------------------------------- */

evne_status evne_build_line(evne_builder *b, const evne_part *part, cmark_node *block,
                            evne_line_end line_end, evne_spans *out)
{
    bool is_group;

    *out = (evne_spans){.arena = b->arena};
    EVNE_TRY(evne_inline_read(b, part, block, out, &is_group));
    evne_spans_settle(out, line_end);
    if (is_group)
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(evne_inline_origin(part, block)),
                         "'{%% group %%}' stands between the rows of a table");
    return EVNE_OK;
}

/* The same, but line ends of values are kept, for paragraphs. */
static evne_status read_paragraph(walker *w, cmark_node *node, evne_spans *out)
{
    bool is_group;

    *out = (evne_spans){.arena = w->b->arena};
    EVNE_TRY(evne_inline_read(w->b, w->part, node, out, &is_group));
    evne_spans_close(out);
    if (is_group)
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(evne_inline_origin(w->part, node)),
                         "'{%% group %%}' stands between the rows of a table");
    return evne_slips_paragraph(w->b, w->part, &w->lines, node);
}

/* Takes "Note:" off the front of template text. */
static bool take_keyword(evne_spans *spans, const char *keyword)
{
    size_t len = strlen(keyword);

    if (!spans->count || (spans->items[0].flags & (EVNE_SPAN_VALUE | EVNE_SPAN_BREAK)) ||
        !evne_str_starts(spans->items[0].text, keyword))
        return false;
    evne_spans_cut(spans, 0, len);
    return true;
}

/* --- headings ------------------------------------------------------------------------------- */

/* The last '{' in template text. */
static bool find_brace(const evne_spans *spans, size_t *span, size_t *at)
{
    for (*span = spans->count; *span > 0;) {
        const evne_span *s = &spans->items[--*span];
        for (*at = s->flags & EVNE_SPAN_VALUE ? 0 : s->text.len; *at > 0;)
            if (s->text.p[--*at] == '{')
                return true;
    }
    return false;
}

/* What `{...}` at the end of a heading says, and the span and the offset where it starts. */
static bool find_attribute(const evne_spans *spans, evne_arena *arena, size_t *span, size_t *at,
                           evne_str *text)
{
    const evne_span *last = spans->count ? &spans->items[spans->count - 1] : NULL;
    evne_buf buf = {.arena = arena};

    if (!last || (last->flags & EVNE_SPAN_VALUE) || !last->text.len ||
        last->text.p[last->text.len - 1] != '}' || !find_brace(spans, span, at))
        return false;
    for (size_t i = *span; i < spans->count; i++)
        evne_buf_put_str(&buf, spans->items[i].text);
    *text = evne_str_slice(evne_buf_str(&buf), *at + 1, buf.len - 1);
    return true;
}

/* What stands in braces behind a heading. */
typedef struct attributes {
    bool is_plain;
    evne_str anchor;
    bool has_value; /* a value of the case is part of the anchor */
} attributes;

static bool has_value(const evne_spans *spans, size_t from)
{
    for (size_t i = from; i < spans->count; i++)
        if (spans->items[i].flags & EVNE_SPAN_VALUE)
            return true;
    return false;
}

/* Takes {-} and {#anchor}, in either order, off the end of a heading. */
static void take_attributes(evne_arena *arena, evne_spans *spans, attributes *out)
{
    evne_str text;
    size_t span, at;

    for (int i = 0; i < 2 && find_attribute(spans, arena, &span, &at, &text); i++) {
        if (evne_str_is(text, "-")) {
            out->is_plain = true;
        } else if (text.len > 1 && text.p[0] == '#') {
            out->anchor = evne_str_trim(evne_str_slice(text, 1, text.len));
            out->has_value = has_value(spans, span);
        } else {
            return;
        }
        spans->items[span].text.len = at;
        spans->count = span + 1;
        evne_spans_settle(spans, EVNE_LINE_END_BLANK);
    }
}

/* Gives a heading its text and, where the last part of it is emphasised, its remark. */
static void give_heading(evne_node *node, evne_spans *spans)
{
    size_t n = spans->count;
    evne_spans remark;

    while (n && (spans->items[n - 1].flags & EVNE_SPAN_REMARK))
        n--;
    remark =
        (evne_spans){.arena = spans->arena, .items = spans->items + n, .count = spans->count - n};
    spans->count = n;
    evne_spans_settle(spans, EVNE_LINE_END_BLANK);
    evne_spans_settle(&remark, EVNE_LINE_END_BLANK);
    for (size_t i = 0; i < remark.count; i++)
        remark.items[i].flags &= ~(unsigned)EVNE_SPAN_REMARK;
    evne_spans_give(spans, node);
    node->as.heading.remark = remark.items;
    node->as.heading.n_remark = remark.count;
}

static evne_status walk_title(walker *w, cmark_node *node, evne_spans *spans)
{
    evne_origin at = evne_inline_origin(w->part, node);
    evne_node *title;

    for (evne_node *n = w->b->root->first; n; n = n->next)
        if (n->kind == EVNE_NODE_TITLE)
            return evne_fail(
                w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                "the document has its title already, in line %u; a section is '## ...'",
                (unsigned)n->line);
    EVNE_TRY(evne_build_node(w->b, NULL, EVNE_NODE_TITLE, at, &title));
    evne_spans_give(spans, title);
    return evne_build_top(w->b, title, at);
}

/* "#### text" at the top of an entry's cell. */
static evne_status walk_entry_heading(walker *w, cmark_node *node, const evne_spans *spans)
{
    if (!w->cell->heading)
        return misplaced(w, node, "a heading");
    if (w->cell->node->first || w->cell->heading->count)
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(evne_inline_origin(w->part, node)),
                         "'#### text' stands once in a cell, before everything else");
    *w->cell->heading = *spans;
    return EVNE_OK;
}

/* Links lead to one heading: an anchor that the template writes twice is a slip. */
static evne_status give_anchor(walker *w, evne_node *heading, const attributes *found,
                               evne_origin at)
{
    const evne_node *first;

    heading->anchor = found->anchor;
    if (!found->anchor.len || found->has_value ||
        evne_anchors_add(w->b->written, found->anchor, heading))
        return EVNE_OK;
    first = evne_anchors_find(w->b->written, found->anchor);
    return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                     "the anchor '#%.*s' is taken: the heading in line %u of %s has it; each "
                     "heading has one of its own, or none",
                     (int)(found->anchor.len < 60 ? found->anchor.len : 60), found->anchor.p,
                     (unsigned)first->line, first->file ? first->file : "the template");
}

static evne_status walk_heading(walker *w, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    evne_origin at = evne_inline_origin(w->part, node);
    evne_node *heading;
    evne_spans spans;
    attributes found = {0};

    EVNE_TRY(evne_build_line(w->b, w->part, node, EVNE_LINE_END_BLANK, &spans));
    if (level == 4 && !is_in(w, EVNE_CELL_DOC))
        return walk_entry_heading(w, node, &spans);
    if (!is_in(w, EVNE_CELL_DOC) || level > 3)
        return misplaced(w, node, level > 3 ? "a heading below '###'" : "a heading of a section");
    if (level == 1)
        return walk_title(w, node, &spans);
    take_attributes(w->b->arena, &spans, &found);
    if (evne_spans_are_empty(&spans))
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at), "a heading has no text");
    EVNE_TRY(evne_build_node(w->b, NULL, EVNE_NODE_HEADING, at, &heading));
    heading->as.heading.level = level - 1;
    heading->as.heading.is_plain = found.is_plain;
    EVNE_TRY(give_anchor(w, heading, &found, at));
    give_heading(heading, &spans);
    return evne_build_top(w->b, heading, at);
}

/* --- paragraphs ----------------------------------------------------------------------------- */

/* A paragraph that is one line whatever its values hold: caption, note, guide, speaker. */
static evne_status line_paragraph(walker *w, cmark_node *node, evne_role role, evne_spans *spans,
                                  evne_node **out)
{
    evne_spans_settle(spans, role == EVNE_ROLE_NOTE || role == EVNE_ROLE_GUIDE
                                 ? EVNE_LINE_END_BREAK
                                 : EVNE_LINE_END_BLANK);
    *out = NULL;
    if (evne_spans_are_empty(spans))
        return EVNE_OK;
    EVNE_TRY(
        evne_build_node(w->b, NULL, EVNE_NODE_PARAGRAPH, evne_inline_origin(w->part, node), out));
    (*out)->as.role = role;
    evne_spans_give(spans, *out);
    return EVNE_OK;
}

static evne_status walk_caption(walker *w, cmark_node *node, evne_spans *spans, bool is_figure,
                                bool is_joined)
{
    evne_origin at = evne_inline_origin(w->part, node);
    evne_node *caption;

    EVNE_TRY(line_paragraph(w, node, EVNE_ROLE_CAPTION, spans, &caption));
    if (!caption)
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at), "a caption has no text");
    return evne_build_caption(w->b, caption, is_figure, is_joined, at);
}

/* The paragraphs that start with a keyword; `*is_done` when it was one. */
static evne_status walk_keyword(walker *w, cmark_node *node, evne_spans *spans, bool *is_done)
{
    evne_origin at = evne_inline_origin(w->part, node);
    evne_node *paragraph;

    *is_done = true;
    if (take_keyword(spans, "Tabel:"))
        return walk_caption(w, node, spans, false, false);
    if (take_keyword(spans, "Figur:"))
        return walk_caption(w, node, spans, true, false);
    if (take_keyword(spans, "Figur og tabel:"))
        return walk_caption(w, node, spans, true, true);
    if (take_keyword(spans, "Note:")) {
        EVNE_TRY(line_paragraph(w, node, EVNE_ROLE_NOTE, spans, &paragraph));
        return paragraph ? evne_build_note(w->b, paragraph, at) : EVNE_OK;
    }
    if (take_keyword(spans, "Vejledning:")) {
        EVNE_TRY(line_paragraph(w, node, EVNE_ROLE_GUIDE, spans, &paragraph));
        return paragraph ? evne_build_top(w->b, paragraph, at) : EVNE_OK;
    }
    *is_done = false;
    return EVNE_OK;
}

/* A paragraph of a label cell that is a remark as a whole is set in 8 points. */
static evne_role label_role(evne_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (evne_str_trim(spans->items[i].text).len && !(spans->items[i].flags & EVNE_SPAN_REMARK))
            return EVNE_ROLE_SMALL;
    for (size_t i = 0; i < spans->count; i++)
        spans->items[i].flags &= ~(unsigned)EVNE_SPAN_REMARK;
    return EVNE_ROLE_FINE;
}

/* Cuts "Label: text" at the first colon of the template's text that a blank or an end follows. */
static bool split_field(evne_spans *spans, evne_spans *label)
{
    for (size_t i = 0; i < spans->count; i++) {
        evne_span *span = &spans->items[i];
        for (size_t at = 0; !(span->flags & EVNE_SPAN_VALUE) && at < span->text.len; at++) {
            bool is_last = at + 1 == span->text.len;
            if (span->text.p[at] != ':' || (!is_last && span->text.p[at + 1] != ' '))
                continue;
            *label = (evne_spans){.arena = spans->arena, .count = i + 1};
            label->items = evne_arena_array(spans->arena, i + 1, sizeof *label->items);
            memcpy(label->items, spans->items, (i + 1) * sizeof *label->items);
            label->items[i].text.len = at;
            evne_spans_cut(spans, i, at + 1);
            return true;
        }
    }
    return false;
}

static evne_status walk_field(walker *w, cmark_node *node, evne_spans *spans)
{
    evne_origin at = evne_inline_origin(w->part, node);
    evne_spans label;

    if (!split_field(spans, &label))
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "a line of a key-value list is 'Label: text'");
    if (is_in(w, EVNE_CELL_FIELDS))
        w->fields = w->cell->node;
    if (!w->fields)
        EVNE_TRY(evne_build_node(w->b, w->cell->node, EVNE_NODE_FIELDS, at, &w->fields));
    return evne_build_field(w->b, w->fields, &label, spans, at);
}

static evne_status walk_paragraph(walker *w, cmark_node *node)
{
    evne_origin at = evne_inline_origin(w->part, node);
    evne_node *parent = w->cell->node, *paragraph;
    evne_role role = EVNE_ROLE_BODY;
    evne_spans spans;
    bool is_done = false;

    EVNE_TRY(read_paragraph(w, node, &spans));
    if (is_in(w, EVNE_CELL_FIELDS) || is_in(w, EVNE_CELL_HALF))
        return walk_field(w, node, &spans);
    if (is_in(w, EVNE_CELL_DOC))
        EVNE_TRY(walk_keyword(w, node, &spans, &is_done));
    if (is_done)
        return EVNE_OK;
    if (is_in(w, EVNE_CELL_FRAME) && !parent->first && cmark_node_next(node)) {
        EVNE_TRY(line_paragraph(w, node, EVNE_ROLE_SPEAKER, &spans, &paragraph));
        if (paragraph)
            evne_node_append(parent, paragraph);
        return EVNE_OK;
    }
    if (is_in(w, EVNE_CELL_LABEL))
        role = label_role(&spans);
    if (is_in(w, EVNE_CELL_DOC) && !evne_spans_are_empty(&spans))
        EVNE_TRY(evne_build_nothing_waits(w->b));
    return evne_build_paragraphs(w->b, parent, role, &spans, at);
}

/* --- lists and quotes ----------------------------------------------------------------------- */

static evne_status walk_list(walker *w, cmark_node *node, evne_node **out);

static evne_status walk_item(walker *w, cmark_node *node, evne_node *item)
{
    evne_node *inner;
    evne_spans spans;

    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n)) {
        evne_origin at = evne_inline_origin(w->part, n);
        if (cmark_node_get_type(n) == CMARK_NODE_PARAGRAPH) {
            EVNE_TRY(read_paragraph(w, n, &spans));
            EVNE_TRY(evne_build_paragraphs(w->b, item, EVNE_ROLE_BODY, &spans, at));
        } else if (cmark_node_get_type(n) == CMARK_NODE_LIST) {
            EVNE_TRY(walk_list(w, n, &inner));
            if (inner->first)
                evne_node_append(item, inner);
        } else {
            return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                             "an item of a list holds paragraphs and lists only");
        }
    }
    return EVNE_OK;
}

/* Items without text, and lists without items, leave nothing. */
static evne_status walk_list(walker *w, cmark_node *node, evne_node **out)
{
    evne_origin at = evne_inline_origin(w->part, node);

    if (++w->depth > EVNE_NESTING)
        return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "lists stand more than %d deep inside each other", EVNE_NESTING);
    EVNE_TRY(evne_build_node(w->b, NULL, EVNE_NODE_LIST, at, out));
    (*out)->as.list.is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    (*out)->as.list.start = cmark_node_get_list_start(node);
    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n)) {
        evne_node *item;
        EVNE_TRY(
            evne_build_node(w->b, NULL, EVNE_NODE_ITEM, evne_inline_origin(w->part, n), &item));
        EVNE_TRY(walk_item(w, n, item));
        if (item->first)
            evne_node_append(*out, item);
    }
    w->depth--;
    return EVNE_OK;
}

static evne_status walk_quote(walker *w, cmark_node *node, evne_node **out)
{
    EVNE_TRY(evne_build_node(w->b, NULL, EVNE_NODE_QUOTE, evne_inline_origin(w->part, node), out));
    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n)) {
        evne_origin at = evne_inline_origin(w->part, n);
        bool is_speaker = !cmark_node_previous(n) && cmark_node_next(n);
        evne_node *speaker;
        evne_spans spans;
        if (cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH)
            return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(at),
                             "a quote holds paragraphs only");
        EVNE_TRY(read_paragraph(w, n, &spans));
        if (!is_speaker) {
            EVNE_TRY(evne_build_paragraphs(w->b, *out, EVNE_ROLE_BODY, &spans, at));
            continue;
        }
        EVNE_TRY(line_paragraph(w, n, EVNE_ROLE_SPEAKER, &spans, &speaker));
        if (speaker)
            evne_node_append(*out, speaker);
    }
    return EVNE_OK;
}

/* A list or a quote that stands in the document or in an entry's content. */
static evne_status walk_container(walker *w, cmark_node *node, bool is_list)
{
    evne_node *made;

    if (!is_in(w, EVNE_CELL_DOC) && !is_in(w, EVNE_CELL_CONTENT))
        return misplaced(w, node, is_list ? "a list" : "a quote");
    EVNE_TRY(is_list ? walk_list(w, node, &made) : walk_quote(w, node, &made));
    if (!made->first)
        return EVNE_OK;
    if (is_in(w, EVNE_CELL_DOC))
        return evne_build_top(w->b, made, evne_inline_origin(w->part, node));
    evne_node_append(w->cell->node, made);
    return EVNE_OK;
}

/* --- blocks --------------------------------------------------------------------------------- */

static evne_status walk_block(walker *w, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        return walk_heading(w, node);
    case CMARK_NODE_PARAGRAPH:
        return walk_paragraph(w, node);
    case CMARK_NODE_LIST:
        return walk_container(w, node, true);
    case CMARK_NODE_BLOCK_QUOTE:
        return walk_container(w, node, false);
    case CMARK_NODE_CODE_BLOCK:
        return misplaced(w, node, "a block of code (backticks, or four blanks before a line)");
    case CMARK_NODE_HTML_BLOCK:
        return misplaced(w, node, "HTML");
    case CMARK_NODE_THEMATIC_BREAK:
        return misplaced(w, node, "a rule");
    default:
        if (strcmp(cmark_node_get_type_string(node), "table") != 0)
            return misplaced(w, node, cmark_node_get_type_string(node));
        if (!is_in(w, EVNE_CELL_DOC))
            return misplaced(w, node, "a table");
        return evne_build_table(w->b, w->part, &w->lines, node);
    }
}

static evne_status walk(walker *w, cmark_node *document)
{
    for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n))
        EVNE_TRY(walk_block(w, n));
    return EVNE_OK;
}

/* Each line becomes a paragraph of its own, and nothing at its start is markup. */
static evne_part *lines_apart(evne_arena *arena, const evne_part *part)
{
    evne_part *apart = evne_arena_alloc(arena, sizeof *apart);
    evne_origin *lines = evne_arena_array(arena, part->n_lines * 2, sizeof *lines);
    evne_buf text = {.arena = arena};
    size_t n = 0;

    for (size_t i = 0, from = 0, to; i < part->n_lines; i++, from = to + 1) {
        const char *end = memchr(part->text.p + from, '\n', part->text.len - from);
        evne_str line;
        to = end ? (size_t)(end - part->text.p) : part->text.len;
        line = evne_str_trim(evne_str_slice(part->text, from, to));
        if (!line.len)
            continue;
        evne_buf_puts(&text, EVNE_MARK_LINE);
        evne_buf_put_str(&text, line);
        evne_buf_puts(&text, "\n\n");
        lines[n] = lines[n + 1] = part->lines[i];
        n += 2;
    }
    *apart = *part;
    apart->text = evne_buf_str(&text);
    apart->lines = lines;
    apart->n_lines = n;
    return apart;
}

/* cmark's time grows with the square of a table's width; no table here is wide. */
static evne_status check_bars(const walker *w)
{
    const evne_str text = w->part->text;
    size_t line = 0;
    int n_bars = 0;

    for (size_t i = 0; i < text.len; i++) {
        n_bars += text.p[i] == '|';
        if (n_bars > MOST_BARS)
            return evne_fail(w->b->err, EVNE_TEMPLATE, EVNE_AT(w->part->lines[line]),
                             "a line holds more than %d '|'", MOST_BARS);
        if (text.p[i] == '\n') {
            n_bars = 0;
            line++;
        }
    }
    return EVNE_OK;
}

evne_status evne_build_markdown(evne_builder *b, const evne_part *part, const evne_cell *cell)
{
    bool is_lines = cell->kind == EVNE_CELL_FIELDS || cell->kind == EVNE_CELL_HALF;
    walker w = {
        .b = b, .part = is_lines ? lines_apart(b->expansion->brief, part) : part, .cell = cell};
    cmark_parser *parser;
    cmark_node *document;
    evne_status status;

    EVNE_TRY(check_bars(&w));
    if (!is_lines)
        EVNE_TRY(evne_slips_headings(b, part));
    parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, w.part->text.p, w.part->text.len);
    document = cmark_parser_finish(parser);
    status = walk(&w, document);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return status;
}
