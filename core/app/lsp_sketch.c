/*
 * How: line by line, with the innermost open node as `top`. A key or dash closes every node that is
 * not left of it. Values that go over several lines (quotes, block scalars, brackets) are followed
 * to their end, or to the first line that is no deeper than their owner and looks like a new key:
 * there somebody has not typed the end yet. Brackets are in lsp_flow.c.
 */
#include "lsp_sketch.h"

#include <string.h>

#include "data/value.h"
#include "lsp_flow.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

size_t evne_sketcher_line_end(const evne_sketcher *s, size_t at)
{
    while (at < s->text.len && !is_break(s->text.p[at]))
        at++;
    return at;
}

static size_t next_line(const evne_sketcher *s, size_t at)
{
    size_t end = evne_sketcher_line_end(s, at);

    if (end + 1 < s->text.len && s->text.p[end] == '\r' && s->text.p[end + 1] == '\n')
        end++;
    return end < s->text.len ? end + 1 : end;
}

static size_t skip_blanks(const evne_sketcher *s, size_t at, size_t end)
{
    while (at < end && is_blank(s->text.p[at]))
        at++;
    return at;
}

static bool ends_word(const evne_sketcher *s, size_t at, size_t end)
{
    return at >= end || is_blank(s->text.p[at]);
}

static bool is_dash(const evne_sketcher *s, size_t at, size_t end)
{
    return at < end && s->text.p[at] == '-' && ends_word(s, at + 1, end);
}

static bool starts_comment(const evne_sketcher *s, size_t at, size_t end)
{
    return at < end && s->text.p[at] == '#' && (at == 0 || !evne_sketcher_is_inner(s, at - 1));
}

bool evne_sketcher_is_inner(const evne_sketcher *s, size_t at)
{
    return !is_blank(s->text.p[at]) && !is_break(s->text.p[at]);
}

evne_sketch_node *evne_sketcher_add(evne_sketcher *s, evne_sketch_node *parent,
                                    evne_sketch_kind kind, evne_lsp_range name)
{
    evne_sketch_node *node;

    if (s->n_nodes >= EVNE_SKETCH_NODES || parent->depth >= EVNE_SKETCH_DEPTH)
        return NULL;
    node = evne_arena_alloc(s->arena, sizeof *node);
    *node = (evne_sketch_node){.kind = kind, .name = name, .parent = parent};
    node->key = evne_str_slice(s->text, name.from, name.to);
    node->value = (evne_lsp_range){name.to, name.to};
    node->depth = parent->depth + 1;
    *(parent->last ? &parent->last->next : &parent->first) = node;
    parent->last = node;
    s->latest->later = node;
    s->latest = node;
    s->n_nodes++;
    return node;
}

evne_str evne_sketcher_unquote(evne_str text)
{
    bool is_quoted = text.len > 0 && (text.p[0] == '"' || text.p[0] == '\'');
    bool is_closed = is_quoted && text.len > 1 && text.p[text.len - 1] == text.p[0];

    return evne_str_slice(text, is_quoted, text.len - is_closed);
}

/* --- keys ----------------------------------------------------------------------------------- */

typedef struct found_key {
    evne_lsp_range name;
    size_t after; /* the byte after the colon */
} found_key;

/* The byte after a quoted text that begins at `at` and ends before `end`, or 0. */
static size_t end_of_quote(const evne_sketcher *s, size_t at, size_t end)
{
    char quote = s->text.p[at++];

    for (; at < end; at++) {
        bool is_doubled = quote == '\'' && at + 1 < end && s->text.p[at + 1] == quote;
        if (quote == '"' && s->text.p[at] == '\\')
            at++;
        else if (s->text.p[at] == quote && is_doubled)
            at++;
        else if (s->text.p[at] == quote)
            return at + 1;
    }
    return 0;
}

static bool find_quoted_key(const evne_sketcher *s, size_t at, size_t end, found_key *out)
{
    size_t close = end_of_quote(s, at, end);
    size_t colon = close ? skip_blanks(s, close, end) : end;

    *out = (found_key){{at, close}, colon + 1};
    return colon < end && s->text.p[colon] == ':' && ends_word(s, colon + 1, end);
}

/* True when what stands at `at` is a key with its colon on the same line. */
static bool find_key(const evne_sketcher *s, size_t at, size_t end, found_key *out)
{
    char first = at < end ? s->text.p[at] : '#';

    if (first == '"' || first == '\'')
        return find_quoted_key(s, at, end, out);
    if (strchr("#&*!|>%@`{}[],", first) || is_dash(s, at, end))
        return false;
    for (size_t i = at; i < end && !starts_comment(s, i, end); i++)
        if (s->text.p[i] == ':' && ends_word(s, i + 1, end)) {
            *out = (found_key){{at, i}, i + 1};
            return true;
        }
    return false;
}

bool evne_sketcher_is_fresh(const evne_sketcher *s, size_t line, size_t column)
{
    size_t end = evne_sketcher_line_end(s, line), at = skip_blanks(s, line, end);
    found_key key;

    return at - line <= column && (is_dash(s, at, end) || find_key(s, at, end, &key));
}

/* --- values --------------------------------------------------------------------------------- */

static size_t take_plain(evne_sketcher *s, evne_sketch_node *node, size_t at, size_t end)
{
    size_t to = at;

    for (size_t i = at; i < end && !starts_comment(s, i, end); i++)
        if (!is_blank(s->text.p[i]))
            to = i + 1;
    node->form = EVNE_SKETCH_PLAIN;
    node->value = (evne_lsp_range){at, to};
    return end;
}

/* A block scalar holds every line that is deeper than its owner, and the empty ones between. */
static size_t take_block(evne_sketcher *s, evne_sketch_node *node, size_t at, size_t end)
{
    size_t to = end;

    for (size_t line = next_line(s, end); line < s->text.len; line = next_line(s, line)) {
        size_t line_end = evne_sketcher_line_end(s, line), first = skip_blanks(s, line, line_end);
        if (first < line_end && first - line <= node->column)
            break;
        if (first < line_end)
            to = line_end;
    }
    node->form = EVNE_SKETCH_BLOCK;
    node->value = (evne_lsp_range){at, to};
    return to;
}

size_t evne_sketcher_quoted(const evne_sketcher *s, size_t at, size_t column)
{
    size_t close = end_of_quote(s, at, s->text.len), end = evne_sketcher_line_end(s, at);

    while (end < (close ? close : s->text.len)) {
        size_t line = next_line(s, end);
        if (line >= s->text.len || evne_sketcher_is_fresh(s, line, column))
            return end;
        end = evne_sketcher_line_end(s, line);
    }
    return close ? close : s->text.len;
}

static size_t take_quoted(evne_sketcher *s, evne_sketch_node *node, size_t at)
{
    node->form = EVNE_SKETCH_QUOTED;
    node->value = (evne_lsp_range){at, evne_sketcher_quoted(s, at, node->column)};
    return node->value.to;
}

/* Takes the value that stands at or after `at`; returns where it ends. */
static size_t take_value(evne_sketcher *s, evne_sketch_node *node, size_t at, size_t end)
{
    size_t first = skip_blanks(s, at, end);

    node->value.from = node->value.to = first == at ? at : at + 1;
    if (first >= end || starts_comment(s, first, end))
        return end;
    switch (s->text.p[first]) {
    case '|':
    case '>':
        return take_block(s, node, first, end);
    case '"':
    case '\'':
        return take_quoted(s, node, first);
    case '{':
    case '[':
        return evne_sketcher_flow(s, node, first);
    default:
        return take_plain(s, node, first, end);
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

/* The innermost open node that begins left of `column`; what is right of it is closed. */
static evne_sketch_node *owner_of_key(evne_sketcher *s, size_t column)
{
    while (s->top->kind != EVNE_SKETCH_ROOT && s->top->column >= column)
        s->top = s->top->parent;
    return s->top;
}

/* A dash may stand right below the key that it belongs to. */
static evne_sketch_node *owner_of_item(evne_sketcher *s, size_t column)
{
    while (s->top->kind != EVNE_SKETCH_ROOT &&
           (s->top->column > column ||
            (s->top->column == column &&
             (s->top->kind != EVNE_SKETCH_KEY || s->top->form != EVNE_SKETCH_NONE))))
        s->top = s->top->parent;
    return s->top;
}

static evne_sketch_node *open_node(evne_sketcher *s, evne_sketch_node *owner, evne_sketch_kind kind,
                                   evne_lsp_range name)
{
    evne_sketch_node *node = evne_sketcher_add(s, owner, kind, name);

    if (node) {
        node->column = name.from - s->line;
        s->top = node;
    }
    return node;
}

static size_t take_key(evne_sketcher *s, const found_key *found, size_t end)
{
    evne_sketch_node *owner = owner_of_key(s, found->name.from - s->line);
    evne_sketch_node *node = open_node(s, owner, EVNE_SKETCH_KEY, found->name);

    if (!node)
        return end;
    node->key = evne_sketcher_unquote(node->key);
    return take_value(s, node, found->after, end);
}

/* A line with neither key nor dash: more of a text, a value below its key, or half a key. */
static size_t take_rest(evne_sketcher *s, size_t at, size_t end)
{
    evne_sketch_node *owner = owner_of_key(s, at - s->line), word = {.value = {at, end}};

    if (owner->form == EVNE_SKETCH_PLAIN) {
        take_plain(s, &word, at, end);
        owner->value.to = word.value.to;
    } else if (owner->form == EVNE_SKETCH_NONE && strchr("\"'{[|>", s->text.p[at])) {
        return owner->kind == EVNE_SKETCH_ROOT ? end : take_value(s, owner, at, end);
    } else if (owner->form == EVNE_SKETCH_NONE && owner->kind != EVNE_SKETCH_WORD) {
        take_plain(s, &word, at, end);
        open_node(s, owner, EVNE_SKETCH_WORD, word.value);
    }
    return end;
}

static size_t take_content(evne_sketcher *s, size_t at, size_t end)
{
    evne_sketch_node *item = NULL;
    found_key key;

    while (is_dash(s, at, end)) {
        item = owner_of_item(s, at - s->line);
        item = open_node(s, item, EVNE_SKETCH_ITEM, (evne_lsp_range){at, at + 1});
        if (!item)
            return end;
        at = skip_blanks(s, at + 1, end);
        item->value = (evne_lsp_range){at, at};
    }
    if (at == end || starts_comment(s, at, end))
        return end;
    if (find_key(s, at, end, &key))
        return take_key(s, &key, end);
    return item ? take_value(s, item, at, end) : take_rest(s, at, end);
}

/* "---", "..." or a directive. */
static bool is_mark(const evne_sketcher *s, size_t at, size_t end)
{
    evne_str line = evne_str_slice(s->text, at, end);

    return evne_str_starts(line, "%") ||
           ((evne_str_starts(line, "---") || evne_str_starts(line, "...")) &&
            ends_word(s, at + 3, end));
}

const evne_sketch_node *evne_sketch_make(evne_arena *arena, evne_str text)
{
    evne_sketch_node *root = evne_arena_alloc(arena, sizeof *root);
    evne_sketcher s = {.arena = arena, .text = text, .top = root, .latest = root};

    s.line = evne_str_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
    while (s.line < text.len && s.n_nodes < EVNE_SKETCH_NODES) {
        size_t end = evne_sketcher_line_end(&s, s.line), at = skip_blanks(&s, s.line, end);
        if (at < end && !starts_comment(&s, at, end) && !is_mark(&s, s.line, end))
            end = take_content(&s, at, end);
        s.line = next_line(&s, end);
    }
    return root;
}

/* --- looking things up ---------------------------------------------------------------------- */

const evne_sketch_node *evne_sketch_get(const evne_sketch_node *node, evne_str key)
{
    const evne_sketch_node *child = node ? node->first : NULL;

    while (child && !(child->kind == EVNE_SKETCH_KEY && evne_str_eq(child->key, key)))
        child = child->next;
    return child;
}

/* The item of that number, from 1. One thing where a list belongs is its own first item. */
static const evne_sketch_node *item_of(const evne_sketch_node *node, size_t number)
{
    const evne_sketch_node *child = node->first;

    if (number == 1 && !(child && child->kind == EVNE_SKETCH_ITEM))
        return node;
    for (; child; child = child->next)
        if (child->kind == EVNE_SKETCH_ITEM && --number == 0)
            return child;
    return NULL;
}

/* Takes "[12]" or "["a key"]" off the beginning of `path`. */
static const evne_sketch_node *step_into(const evne_sketch_node *node, evne_str *path)
{
    const char *close = memchr(path->p, ']', path->len);
    size_t len = close ? (size_t)(close - path->p) : path->len, number = 0;
    evne_str inner = evne_str_slice(*path, 1, len);

    *path = evne_str_slice(*path, len + 1, path->len);
    if (inner.len && inner.p[0] == '"')
        return evne_sketch_get(node, evne_sketcher_unquote(inner));
    for (size_t i = 0; i < inner.len && number < EVNE_SKETCH_NODES; i++)
        number = number * 10 + (size_t)(unsigned char)(inner.p[i] - '0');
    return number ? item_of(node, number) : NULL;
}

const evne_sketch_node *evne_sketch_find(const evne_sketch_node *root, evne_str path)
{
    const evne_sketch_node *node = root;

    while (node && path.len) {
        size_t len = 0;
        if (path.p[0] == '[') {
            node = step_into(node, &path);
            continue;
        }
        path = evne_str_slice(path, path.p[0] == '.', path.len);
        while (len < path.len && path.p[len] != '.' && path.p[len] != '[')
            len++;
        node = evne_sketch_get(node, evne_str_slice(path, 0, len));
        path = evne_str_slice(path, len, path.len);
    }
    return node;
}

static size_t number_of(const evne_sketch_node *item)
{
    size_t number = 1;

    for (const evne_sketch_node *n = item->parent->first; n != item; n = n->next)
        number += n->kind == EVNE_SKETCH_ITEM;
    return number;
}

const char *evne_sketch_path(evne_arena *arena, const evne_sketch_node *node)
{
    const evne_sketch_node *way[EVNE_SKETCH_DEPTH + 1];
    evne_buf path = {.arena = arena};
    size_t n = 0;

    for (; node->kind != EVNE_SKETCH_ROOT; node = node->parent)
        way[n++] = node;
    while (n--)
        if (way[n]->kind == EVNE_SKETCH_ITEM)
            evne_path_put_item(&path, number_of(way[n]));
        else
            evne_path_put_key(&path, way[n]->key);
    return evne_buf_text(&path);
}

static bool is_scalar(const evne_sketch_node *node)
{
    return node->form == EVNE_SKETCH_PLAIN || node->form == EVNE_SKETCH_QUOTED ||
           node->form == EVNE_SKETCH_BLOCK;
}

const evne_sketch_node *evne_sketch_at(const evne_sketch_node *root, size_t offset)
{
    const evne_sketch_node *found = NULL;

    for (const evne_sketch_node *n = root->later; n; n = n->later)
        if (evne_lsp_range_holds(n->name, offset) ||
            (is_scalar(n) && evne_lsp_range_holds(n->value, offset)))
            found = n;
    return found;
}

size_t evne_sketch_end(const evne_sketch_node *node)
{
    size_t end = 0;

    for (; node; node = node->last) {
        end = node->name.to > end ? node->name.to : end;
        if (node->form != EVNE_SKETCH_NONE && node->value.to > end)
            end = node->value.to;
    }
    return end;
}

evne_str evne_sketch_scalar(evne_str text, const evne_sketch_node *node)
{
    evne_str value = node ? evne_str_slice(text, node->value.from, node->value.to) : EVNE_STR("");

    if (!node || !is_scalar(node))
        return EVNE_STR("");
    return node->form == EVNE_SKETCH_QUOTED ? evne_sketcher_unquote(value) : value;
}
