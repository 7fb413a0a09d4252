/*
 * How: template text gathers in `pending` until the style changes or a value comes, so that joining
 * costs one copy however many pieces cmark has cut it into.
 */
#include "spans.h"

#include <string.h>

static evne_span *add(evne_spans *spans)
{
    if (spans->count == spans->room) {
        size_t room = spans->room ? spans->room * 2 : 1; /* most cells hold one value */
        spans->items =
            evne_arena_grow(spans->arena, spans->items, spans->room * sizeof *spans->items,
                            room * sizeof *spans->items);
        spans->room = room;
    }
    return &spans->items[spans->count++];
}

static void flush(evne_spans *spans)
{
    evne_span *span;

    if (!spans->pending.len)
        return;
    span = add(spans);
    *span = (evne_span){.text = evne_buf_str(&spans->pending),
                        .flags = spans->pending_flags,
                        .link = spans->pending_link};
    spans->pending = (evne_buf){0};
}

void evne_spans_text(evne_spans *spans, evne_str text, unsigned flags, evne_str link)
{
    if (spans->pending.len &&
        (flags != spans->pending_flags || !evne_str_eq(link, spans->pending_link)))
        flush(spans);
    spans->pending.arena = spans->arena;
    spans->pending_flags = flags;
    spans->pending_link = link;
    evne_buf_put_str(&spans->pending, text);
}

void evne_spans_break(evne_spans *spans, unsigned flags)
{
    flush(spans);
    *add(spans) = (evne_span){.text = EVNE_STR(""), .flags = flags | EVNE_SPAN_BREAK};
}

void evne_spans_section(evne_spans *spans, evne_str link, unsigned flags)
{
    flush(spans);
    *add(spans) =
        (evne_span){.text = EVNE_STR(""), .flags = flags | EVNE_SPAN_SECTION, .link = link};
}

/* Bytes of the line end at `at`: LF, CR, U+2028 or U+2029; 0 when there is none. */
static size_t line_end_len(evne_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;

    if (*p == '\n' || *p == '\r')
        return 1;
    if (*p == 0xE2 && at + 2 < text.len && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9))
        return 3;
    return 0;
}

/* Tabs have no width in a document: each is a blank. */
static evne_str without_tabs(evne_arena *arena, evne_str text)
{
    char *copy;

    if (!text.len || !memchr(text.p, '\t', text.len))
        return text;
    copy = evne_arena_copy(arena, text.p, text.len);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] == '\t')
            copy[i] = ' ';
    return (evne_str){copy, text.len};
}

void evne_spans_value(evne_spans *spans, evne_str text, const evne_place *place, unsigned flags,
                      evne_str link)
{
    bool is_first = true;

    flush(spans);
    text = without_tabs(spans->arena, evne_str_trim(text));
    for (size_t from = 0, to; from < text.len; from = to + line_end_len(text, to)) {
        evne_str line;
        for (to = from; to < text.len && !line_end_len(text, to); to++)
            ;
        line = evne_str_trim(evne_str_slice(text, from, to));
        if (line.len) {
            if (!is_first)
                *add(spans) = (evne_span){.text = EVNE_STR(""),
                                          .flags = EVNE_SPAN_BREAK | EVNE_SPAN_LINE_END};
            *add(spans) = (evne_span){
                .text = line, .flags = flags | EVNE_SPAN_VALUE, .link = link, .origin = place};
            is_first = false;
        }
        if (to == text.len)
            break;
    }
}

/* Drops blanks of template text and breaks at both ends. */
static void trim(evne_spans *spans)
{
    while (spans->count) {
        evne_span *first = &spans->items[0];
        while (first->text.len && first->text.p[0] == ' ')
            first->text = evne_str_slice(first->text, 1, first->text.len);
        if (first->text.len || (first->flags & EVNE_SPAN_SECTION))
            break;
        spans->items++;
        spans->count--;
    }
    while (spans->count) {
        evne_span *last = &spans->items[spans->count - 1];
        while (last->text.len && last->text.p[last->text.len - 1] == ' ')
            last->text.len--;
        if (last->text.len || (last->flags & EVNE_SPAN_SECTION))
            break;
        spans->count--;
    }
}

void evne_spans_close(evne_spans *spans)
{
    flush(spans);
    spans->room = 0; /* nothing is added any more; `items` may be cut at its front */
}

void evne_spans_settle(evne_spans *spans, evne_line_end line_end)
{
    evne_spans_close(spans);
    for (size_t i = 0; i < spans->count; i++) {
        evne_span *span = &spans->items[i];
        bool is_blank = (span->flags & EVNE_SPAN_BREAK) && line_end == EVNE_LINE_END_BLANK;
        span->flags &= ~(unsigned)EVNE_SPAN_LINE_END;
        if (is_blank) {
            span->flags &= ~(unsigned)EVNE_SPAN_BREAK;
            span->text = EVNE_STR(" ");
        }
    }
    trim(spans);
}

bool evne_spans_next_line(const evne_spans *spans, size_t *at, evne_spans *line)
{
    size_t from = *at;

    if (from >= spans->count)
        return false;
    while (*at < spans->count && !(spans->items[*at].flags & EVNE_SPAN_LINE_END))
        ++*at;
    *line = (evne_spans){.arena = spans->arena, .items = spans->items + from, .count = *at - from};
    ++*at;
    trim(line);
    return true;
}

void evne_spans_cut(evne_spans *spans, size_t index, size_t head)
{
    evne_span *span = &spans->items[index];

    span->text = evne_str_slice(span->text, head, span->text.len);
    spans->items += index;
    spans->count -= index;
}

bool evne_spans_are_empty(const evne_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (evne_str_trim(spans->items[i].text).len || (spans->items[i].flags & EVNE_SPAN_SECTION))
            return false;
    return spans->pending.len == 0;
}

void evne_spans_give(const evne_spans *spans, evne_node *node)
{
    node->spans = spans->items;
    node->n_spans = spans->count;
}
