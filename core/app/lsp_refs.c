/*
 * How: as the check does it (rules/fields_refs.c), over the sketch. An item's title is its first
 * date and its first required text: the schema says which, so no key is named here.
 */
#include "lsp_refs.h"

#include <string.h>

enum { BRIEF = 60 };

static void add_target(const evne_lsp_scene *scene, evne_lsp_targets *out, evne_lsp_target target)
{
    if (!target.id.len)
        return;
    if (out->count == out->room) {
        size_t room = out->room ? out->room * 2 : 32;
        out->first = evne_arena_grow(scene->arena, out->first, out->room * sizeof target,
                                     room * sizeof target);
        out->room = room;
    }
    out->first[out->count++] = target;
}

static const evne_field *child_of_type(const evne_field *group, evne_field_type type)
{
    for (size_t i = 0; group && i < group->n_children; i++)
        if (group->children[i].type == type)
            return &group->children[i];
    return NULL;
}

const evne_sketch_node *evne_lsp_item_id(const evne_lsp_scene *scene, const evne_sketch_node *item)
{
    const evne_field *field = evne_lsp_schema_field(&scene->schema, item);
    const evne_field *id = child_of_type(evne_lsp_field_group(field), EVNE_FIELD_ID);

    return evne_sketch_get(item, id ? id->key : EVNE_STR("id"));
}

/* The id of an item: its own text in a list of ids, else that of its id field. */
static void add_item(const evne_lsp_scene *scene, evne_lsp_targets *out,
                     const evne_sketch_node *item)
{
    const evne_sketch_node *holder = item->first ? evne_lsp_item_id(scene, item) : item;

    if (holder)
        add_target(
            scene, out,
            (evne_lsp_target){evne_sketch_scalar(scene->text.bytes, holder), holder->value, item});
}

static bool has_items(const evne_sketch_node *node)
{
    return node->first && node->first->kind == EVNE_SKETCH_ITEM;
}

/* `list` is what a reference's path leads to. */
static void add_list(const evne_lsp_scene *scene, evne_lsp_targets *out,
                     const evne_sketch_node *list)
{
    const evne_field *field = evne_lsp_schema_field(&scene->schema, list);
    bool is_table = field && field->type == EVNE_FIELD_TABLE;

    if (!has_items(list) && !is_table)
        add_item(scene, out, list);
    for (const evne_sketch_node *n = list->first; n; n = n->next) {
        if (n->kind == EVNE_SKETCH_ITEM)
            add_item(scene, out, n);
        else if (is_table && n->kind == EVNE_SKETCH_KEY)
            add_target(scene, out, (evne_lsp_target){n->key, n->name, n});
    }
}

/* Goes along `path` below `node`, through every item of the lists on the way. */
static void collect(const evne_lsp_scene *scene, evne_lsp_targets *out,
                    const evne_sketch_node *node, evne_str path)
{
    const char *dot = path.len ? memchr(path.p, '.', path.len) : NULL;
    evne_str key = evne_str_slice(path, 0, dot ? (size_t)(dot - path.p) : path.len);

    if (!node || !path.len) {
        if (node)
            add_list(scene, out, node);
        return;
    }
    for (const evne_sketch_node *n = has_items(node) ? node->first : NULL; n; n = n->next)
        collect(scene, out, n, path);
    if (!has_items(node))
        collect(scene, out, evne_sketch_get(node, key),
                evne_str_slice(path, key.len + 1, path.len));
}

evne_lsp_targets evne_lsp_targets_of(const evne_lsp_scene *scene, evne_str to)
{
    evne_lsp_targets out = {0};

    for (to = evne_str_trim(to); to.len; to = evne_str_trim(to)) {
        const char *blank = memchr(to.p, ' ', to.len);
        evne_str path = evne_str_slice(to, 0, blank ? (size_t)(blank - to.p) : to.len);
        collect(scene, &out, scene->root, path);
        to = evne_str_slice(to, path.len, to.len);
    }
    return out;
}

const evne_lsp_target *evne_lsp_targets_get(const evne_lsp_targets *targets, evne_str id)
{
    for (size_t i = 0; id.len && i < targets->count; i++)
        if (evne_str_eq(targets->first[i].id, id))
            return &targets->first[i];
    return NULL;
}

/* --- titles --------------------------------------------------------------------------------- */

static evne_str first_line(evne_str text)
{
    size_t len = 0;

    while (len < text.len && text.p[len] != '\n' && text.p[len] != '\r')
        len++;
    return evne_str_slice(text, 0, len);
}

evne_str evne_lsp_brief(const evne_lsp_scene *scene, const evne_sketch_node *node)
{
    evne_str text = evne_sketch_scalar(scene->text.bytes, node);
    size_t at = 0, n = 0;

    if (node && node->form == EVNE_SKETCH_BLOCK)
        text = evne_str_slice(text, first_line(text).len, text.len);
    text = first_line(evne_str_trim(text));
    while (at < text.len && n++ < BRIEF)
        (void)evne_utf8_next(text, &at);
    return evne_str_slice(text, 0, at);
}

static bool is_text(evne_field_type type)
{
    return type == EVNE_FIELD_TEXT || type == EVNE_FIELD_LONG || type == EVNE_FIELD_NAME;
}

/* The first required text below `node`, as the group says its order. */
static evne_str required_text(const evne_lsp_scene *scene, const evne_sketch_node *node,
                              const evne_field *group)
{
    evne_str text = EVNE_STR("");

    for (size_t i = 0; group && i < group->n_children && !text.len; i++) {
        const evne_field *child = &group->children[i];
        const evne_sketch_node *value = evne_sketch_get(node, child->key);
        if (value && child->type == EVNE_FIELD_GROUP)
            text = required_text(scene, value, child);
        else if (value && is_text(child->type) && !child->is_optional)
            text = evne_lsp_brief(scene, value);
    }
    return text;
}

const char *evne_lsp_item_title(const evne_lsp_scene *scene, const evne_sketch_node *item)
{
    const evne_field *group = evne_lsp_field_group(evne_lsp_schema_field(&scene->schema, item));
    const evne_field *date = child_of_type(group, EVNE_FIELD_DATE);
    evne_str day = date ? evne_lsp_brief(scene, evne_sketch_get(item, date->key)) : EVNE_STR("");
    evne_str text = required_text(scene, item, group);

    return evne_arena_printf(scene->arena, "%.*s%s%.*s", EVNE_STR_ARGS(day),
                             day.len && text.len ? ", " : "", EVNE_STR_ARGS(text));
}

const evne_field *evne_lsp_ref_field(const evne_lsp_scene *scene, const evne_sketch_node *node)
{
    const evne_field *field = evne_lsp_field_scalar(evne_lsp_schema_field(&scene->schema, node));

    return field && field->to.len ? field : NULL;
}
