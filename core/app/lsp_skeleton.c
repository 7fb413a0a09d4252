/* How: the key with everything required below it, two columns deeper for each level. */
#include "lsp_skeleton.h"

typedef struct pen {
    evne_buf out;
    const char *line_end;
} pen;

static void write_field(pen *p, const evne_field *field, size_t column);

static void start_line(pen *p, size_t column)
{
    evne_buf_printf(&p->out, "%s%*s", p->line_end, (int)column, "");
}

/* The required keys of `group`, each on its own line; the first goes on the line at hand if so. */
static void write_required(pen *p, const evne_field *group, size_t column, bool has_line)
{
    for (size_t i = 0; i < group->n_children; i++) {
        if (!evne_field_is_required(&group->children[i]))
            continue;
        if (!has_line)
            start_line(p, column);
        has_line = false;
        write_field(p, &group->children[i], column);
    }
}

static void write_list(pen *p, const evne_field *field, size_t column)
{
    const evne_field *item = evne_lsp_field_group(field);

    start_line(p, column + 2);
    evne_buf_puts(&p->out, "- ");
    if (item && item->type == EVNE_FIELD_GROUP)
        write_required(p, item, column + 4, true);
}

static void write_field(pen *p, const evne_field *field, size_t column)
{
    evne_buf_printf(&p->out, "%.*s:", EVNE_STR_ARGS(field->key));
    if (field->type == EVNE_FIELD_GROUP)
        write_required(p, field, column + 2, false);
    else if (field->type == EVNE_FIELD_LIST)
        write_list(p, field, column);
    else if (field->type != EVNE_FIELD_TABLE)
        evne_buf_put_char(&p->out, ' ');
}

/* The key between braces: nothing below it is written. */
static void write_flow(pen *p, const evne_field *field)
{
    bool is_map = field->type == EVNE_FIELD_GROUP || field->type == EVNE_FIELD_TABLE;

    evne_buf_printf(&p->out, "%.*s: %s", EVNE_STR_ARGS(field->key),
                    is_map                           ? "{}"
                    : field->type == EVNE_FIELD_LIST ? "[]"
                                                     : "");
}

static const char *line_end_of(evne_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == '\n' || text.p[i] == '\r')
            return text.p[i] == '\n'                           ? "\n"
                   : i + 1 < text.len && text.p[i + 1] == '\n' ? "\r\n"
                                                               : "\r";
    return "\n";
}

/* The key below `parent` that stands before `field` in `group`, the last of them; or NULL. */
static const evne_sketch_node *key_before(const evne_sketch_node *parent, const evne_field *group,
                                          const evne_field *field)
{
    const evne_sketch_node *before = NULL;

    for (const evne_field *f = group->children; f < field; f++) {
        const evne_sketch_node *node = evne_sketch_get(parent, f->key);
        if (node && (!before || node->name.from > before->name.from))
            before = node;
    }
    return before;
}

static size_t column_below(const evne_sketch_node *parent)
{
    if (parent->first)
        return parent->first->column;
    return parent->kind == EVNE_SKETCH_ROOT ? 0 : parent->column + 2;
}

static evne_lsp_insertion in_braces(pen *p, const evne_sketch_node *parent,
                                    const evne_sketch_node *before, const evne_field *field)
{
    evne_lsp_insertion place = {.at = before ? evne_sketch_end(before) : parent->value.from + 1};

    evne_buf_puts(&p->out, before ? ", " : "");
    write_flow(p, field);
    evne_buf_puts(&p->out, !before && parent->first ? ", " : "");
    place.text = evne_buf_text(&p->out);
    return place;
}

static evne_lsp_insertion before_first(pen *p, const evne_sketch_node *first,
                                       const evne_field *field)
{
    write_field(p, field, first->column);
    start_line(p, first->column);
    return (evne_lsp_insertion){first->name.from, evne_buf_text(&p->out)};
}

static evne_lsp_insertion after_line(pen *p, const evne_lsp_text *text, size_t offset,
                                     const evne_field *field, size_t column)
{
    size_t at = evne_lsp_text_line_end(text, evne_lsp_text_line(text, offset));

    if (at > 0 || offset > 0)
        start_line(p, column);
    write_field(p, field, column);
    return (evne_lsp_insertion){at, evne_buf_text(&p->out)};
}

evne_lsp_insertion evne_lsp_skeleton(const evne_lsp_scene *scene, const evne_sketch_node *parent,
                                     const evne_field *group, const evne_field *field)
{
    pen p = {.out = {.arena = scene->arena}, .line_end = line_end_of(scene->text.bytes)};
    const evne_sketch_node *before = key_before(parent, group, field);
    size_t column = column_below(parent);

    if (parent->form == EVNE_SKETCH_MAP)
        return in_braces(&p, parent, before, field);
    if (!before && parent->first)
        return before_first(&p, parent->first, field);
    return after_line(&p, &scene->text, before ? evne_sketch_end(before) : parent->name.to, field,
                      column);
}
