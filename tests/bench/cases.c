/* How: by lines. An item runs from "  - id: " to the next; the list ends at the next column 0. */
#include "cases.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ITEMS = 512 };

typedef struct list {
    evne_str before, after; /* the case around the items */
    evne_str items[MOST_ITEMS];
    size_t n;
} list;

static size_t line_end(evne_str text, size_t at)
{
    const char *end = memchr(text.p + at, '\n', text.len - at);

    return end ? (size_t)(end - text.p) + 1 : text.len;
}

static bool find_list(evne_arena *arena, evne_str text, const char *name, size_t *first)
{
    evne_str heading = evne_str_of(evne_arena_printf(arena, "%s:\n", name));

    for (size_t at = 0; at < text.len; at = line_end(text, at)) {
        *first = at + heading.len;
        if (evne_str_starts(evne_str_slice(text, at, text.len), heading.p))
            return true;
    }
    return false;
}

static void split(evne_str text, size_t first, list *out)
{
    size_t start = first, at = first;

    out->before = evne_str_slice(text, 0, first);
    while (at < text.len && (text.p[at] == ' ' || text.p[at] == '\n')) {
        size_t next = line_end(text, at);
        evne_str rest = evne_str_slice(text, next, text.len);
        bool is_end = rest.len == 0 || (rest.p[0] != ' ' && rest.p[0] != '\n');
        if ((is_end || evne_str_starts(rest, "  - id: ")) && out->n < MOST_ITEMS) {
            out->items[out->n++] = evne_str_slice(text, start, next);
            start = next;
        }
        at = next;
    }
    out->after = evne_str_slice(text, at, text.len);
}

/* "  - id: O-07" becomes "  - id: O-1007". */
static void put_copy(evne_buf *out, evne_str item, size_t number)
{
    size_t end = line_end(item, 0);
    const char *dash = memchr(item.p + 4, '-', end - 4);
    size_t head = dash ? (size_t)(dash - item.p) + 1 : end;

    evne_buf_put_str(out, evne_str_slice(item, 0, head));
    evne_buf_printf(out, "%zu\n", number);
    evne_buf_put_str(out, evne_str_slice(item, end, item.len));
}

evne_str cases_repeat(evne_arena *arena, evne_str yaml, const char *name, size_t wanted)
{
    list *parts = evne_arena_alloc(arena, sizeof *parts);
    evne_buf out = {.arena = arena};
    size_t first;

    if (!find_list(arena, yaml, name, &first))
        return (evne_str){0};
    split(yaml, first, parts);
    if (parts->n == 0)
        return (evne_str){0};
    evne_buf_put_str(&out, parts->before);
    for (size_t i = 0; i < parts->n; i++)
        evne_buf_put_str(&out, parts->items[i]);
    for (size_t i = parts->n; i < wanted; i++)
        put_copy(&out, parts->items[i % parts->n], 1001 + i - parts->n);
    evne_buf_put_str(&out, parts->after);
    return evne_buf_str(&out);
}

/* Whether the line at `at` begins a part of the case that `names` lists. */
static bool begins_one_of(evne_str line, const char *names)
{
    const char *colon = memchr(line.p, ':', line.len);
    char name[64];
    int len = colon ? (int)(colon - line.p) : 0;

    if (len == 0 || (size_t)len + 2 > sizeof name)
        return false;
    snprintf(name, sizeof name, "%.*s ", len, line.p);
    return strstr(names, name) != NULL;
}

evne_str cases_leave_out(evne_arena *arena, evne_str yaml, const char *names)
{
    evne_buf out = {.arena = arena};
    bool is_out = false;

    for (size_t at = 0, next; at < yaml.len; at = next) {
        next = line_end(yaml, at);
        if (yaml.p[at] != ' ' && yaml.p[at] != '\n')
            is_out = begins_one_of(evne_str_slice(yaml, at, next), names);
        if (!is_out)
            evne_buf_put_str(&out, evne_str_slice(yaml, at, next));
    }
    return evne_buf_str(&out);
}
