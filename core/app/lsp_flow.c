/* How: one step per mark or scalar, with a stack of the brackets that are open. */
#include <string.h>

#include "lsp_flow.h"

typedef struct flow {
    evne_sketcher *s;
    size_t at, column; /* `column`: of the key that the outermost bracket belongs to */
    evne_sketch_node *open[EVNE_SKETCH_DEPTH];
    size_t depth;
    evne_sketch_node *entry; /* of the innermost bracket; NULL before one and after a comma */
    bool wants_value;        /* the entry's colon was seen */
    bool is_over;
} flow;

static char here(const flow *f)
{
    return f->s->text.p[f->at];
}

static bool is_list(const flow *f)
{
    return f->depth && f->open[f->depth - 1]->form == EVNE_SKETCH_LIST;
}

static evne_sketch_node *add_entry(flow *f, evne_sketch_kind kind, evne_lsp_range name)
{
    evne_sketch_node *parent = f->open[f->depth - 1];
    evne_sketch_node *entry = evne_sketcher_add(f->s, parent, kind, name);

    f->is_over = f->is_over || !entry;
    f->entry = entry;
    f->wants_value = false;
    if (entry) {
        entry->is_flow = true;
        entry->column = f->column;
        entry->key = evne_sketcher_unquote(entry->key);
    }
    return entry;
}

static void open_bracket(flow *f)
{
    evne_sketch_node *node = f->entry;

    if (!node || !f->wants_value)
        node = add_entry(f, EVNE_SKETCH_ITEM, (evne_lsp_range){f->at, f->at});
    if (!node || f->depth == EVNE_SKETCH_DEPTH) {
        f->is_over = true;
        return;
    }
    node->form = here(f) == '{' ? EVNE_SKETCH_MAP : EVNE_SKETCH_LIST;
    node->value = (evne_lsp_range){f->at, f->at + 1};
    f->open[f->depth++] = node;
    f->entry = NULL;
    f->wants_value = false;
    f->at++;
}

static void close_bracket(flow *f)
{
    evne_sketch_node *node = f->open[--f->depth];

    node->value.to = ++f->at;
    f->entry = node;
    f->wants_value = false;
}

static void take_colon(flow *f)
{
    evne_sketch_node *entry = f->entry;

    f->at++;
    if (!entry || entry->kind != EVNE_SKETCH_WORD)
        return;
    entry->kind = EVNE_SKETCH_KEY;
    entry->value.from = f->at + (f->at < f->s->text.len && here(f) == ' ');
    entry->value.to = entry->value.from;
    f->wants_value = true;
}

/* True when a plain scalar cannot go on at `at`. */
static bool ends_plain(const flow *f, size_t at)
{
    evne_str text = f->s->text;
    char c = text.p[at];

    if (c == ':')
        return at + 1 >= text.len || !evne_sketcher_is_inner(f->s, at + 1) ||
               strchr(",[]{}", text.p[at + 1]);
    return c == '\n' || c == '\r' || (c && strchr(",[]{}", c)) ||
           (c == '#' && !evne_sketcher_is_inner(f->s, at - 1));
}

static evne_lsp_range read_plain(const flow *f)
{
    evne_lsp_range range = {f->at, f->at + 1};

    for (size_t i = f->at + 1; i < f->s->text.len && !ends_plain(f, i); i++)
        if (evne_sketcher_is_inner(f->s, i))
            range.to = i + 1;
    return range;
}

static void take_scalar(flow *f)
{
    bool is_quoted = here(f) == '"' || here(f) == '\'';
    evne_lsp_range range =
        is_quoted ? (evne_lsp_range){f->at, evne_sketcher_quoted(f->s, f->at, f->column)}
                  : read_plain(f);
    evne_sketch_form form = is_quoted ? EVNE_SKETCH_QUOTED : EVNE_SKETCH_PLAIN;
    evne_sketch_node *entry = f->entry;
    bool is_item = !entry && is_list(f);

    f->at = range.to;
    if (is_item)
        entry = add_entry(f, EVNE_SKETCH_ITEM, (evne_lsp_range){range.from, range.from});
    else if (!entry)
        add_entry(f, EVNE_SKETCH_WORD, range);
    if (entry && entry->kind != EVNE_SKETCH_WORD && entry->form == EVNE_SKETCH_NONE) {
        entry->form = form;
        entry->value = range;
    } else if (entry && entry->kind != EVNE_SKETCH_WORD) {
        entry->value.to = range.to; /* the text goes on */
    }
}

static void take_break(flow *f)
{
    evne_str text = f->s->text;
    size_t next = f->at + 1;

    next += here(f) == '\r' && next < text.len && text.p[next] == '\n';
    if (next < text.len && evne_sketcher_is_fresh(f->s, next, f->column))
        f->is_over = true;
    else
        f->at = next;
}

static void take_step(flow *f)
{
    switch (here(f)) {
    case '\n':
    case '\r':
        take_break(f);
        return;
    case ' ':
    case '\t':
        f->at++;
        return;
    case '{':
    case '[':
        open_bracket(f);
        return;
    case '}':
    case ']':
        close_bracket(f);
        return;
    case ',':
        f->entry = NULL;
        f->at++;
        return;
    case ':':
        take_colon(f);
        return;
    case '#':
        if (f->at && !evne_sketcher_is_inner(f->s, f->at - 1)) {
            f->at = evne_sketcher_line_end(f->s, f->at);
            return;
        }
        break;
    default:
        break;
    }
    take_scalar(f);
}

size_t evne_sketcher_flow(evne_sketcher *s, evne_sketch_node *owner, size_t at)
{
    flow f = {.s = s, .at = at, .column = owner->column, .entry = owner, .wants_value = true};

    open_bracket(&f);
    while (f.depth && f.at < s->text.len && !f.is_over)
        take_step(&f);
    while (f.depth)
        f.open[--f.depth]->value.to = f.at;
    return f.at;
}
