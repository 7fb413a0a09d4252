/* How: the sketch itself is the outline; ids and titles are those that references use. */
#include "lsp_refs.h"
#include "lsp_scene.h"

enum { KIND_NAMESPACE = 3, KIND_ARRAY = 18, KIND_OBJECT = 19 };

/* --- the outline ---------------------------------------------------------------------------- */

typedef struct symbol {
    const char *name, *detail;
    int kind;
} symbol;

static bool is_shown(const evne_sketch_node *node)
{
    return node->kind != EVNE_SKETCH_WORD && node->first && node->first->kind != EVNE_SKETCH_WORD;
}

static symbol key_symbol(const evne_lsp_scene *scene, const evne_sketch_node *node)
{
    const evne_field *field = evne_lsp_schema_field(&scene->schema, node);
    evne_str label = field ? field->label_da : EVNE_STR("");

    return (symbol){evne_arena_copy(scene->arena, node->key.p, node->key.len),
                    evne_arena_copy(scene->arena, label.p, label.len),
                    node->first->kind == EVNE_SKETCH_ITEM ? KIND_ARRAY : KIND_NAMESPACE};
}

/* An item goes by its id; without one by its title, else by its number. */
static symbol item_symbol(const evne_lsp_scene *scene, const evne_sketch_node *node, size_t number)
{
    evne_str id = evne_lsp_brief(scene, evne_lsp_item_id(scene, node));
    const char *title = evne_lsp_item_title(scene, node);

    if (id.len)
        return (symbol){evne_arena_copy(scene->arena, id.p, id.len), title, KIND_OBJECT};
    if (title[0])
        return (symbol){title, "", KIND_OBJECT};
    return (symbol){evne_arena_printf(scene->arena, "%zu", number), "", KIND_OBJECT};
}

static json_t *symbols_below(const evne_lsp_scene *scene, const evne_sketch_node *parent);

static evne_lsp_range whole_range(const evne_sketch_node *node)
{
    size_t from = node->name.to > node->name.from ? node->name.from : node->value.from;

    return (evne_lsp_range){from, evne_sketch_end(node)};
}

static json_t *tree_symbol(const evne_lsp_scene *scene, const evne_sketch_node *node,
                           const symbol *s)
{
    evne_lsp_range whole = whole_range(node), name = node->name;

    if (name.from < whole.from || name.to > whole.to)
        name = (evne_lsp_range){whole.from, whole.from};
    return json_pack("{s:s, s:s, s:i, s:o, s:o, s:o}", "name", s->name[0] ? s->name : "-", "detail",
                     s->detail, "kind", s->kind, "range", evne_lsp_range_json(&scene->text, whole),
                     "selectionRange", evne_lsp_range_json(&scene->text, name), "children",
                     symbols_below(scene, node));
}

/* For clients without trees: the item and all below it, one after the other. */
static void put_flat(const evne_lsp_scene *scene, json_t *out, const evne_sketch_node *node,
                     const symbol *s)
{
    const char *name =
        s->detail[0] ? evne_arena_printf(scene->arena, "%s %s", s->name, s->detail) : s->name;
    json_t *below = symbols_below(scene, node);

    json_array_append_new(out, json_pack("{s:s, s:i, s:{s:s, s:o}}", "name", name[0] ? name : "-",
                                         "kind", s->kind, "location", "uri", scene->uri, "range",
                                         evne_lsp_range_json(&scene->text, whole_range(node))));
    json_array_extend(out, below);
    json_decref(below);
}

static json_t *symbols_below(const evne_lsp_scene *scene, const evne_sketch_node *parent)
{
    json_t *out = json_array();
    size_t number = 0;

    for (const evne_sketch_node *n = parent->first; n; n = n->next) {
        symbol s;
        number += n->kind == EVNE_SKETCH_ITEM;
        if (!is_shown(n))
            continue;
        s = n->kind == EVNE_SKETCH_ITEM ? item_symbol(scene, n, number) : key_symbol(scene, n);
        if (scene->client->takes_outline)
            json_array_append_new(out, tree_symbol(scene, n, &s));
        else
            put_flat(scene, out, n, &s);
    }
    return out;
}

json_t *evne_lsp_symbols(const evne_lsp_scene *scene)
{
    return symbols_below(scene, scene->root);
}

/* --- definition and references -------------------------------------------------------------- */

/* Where the id is written that the scalar `node` names; false when it is no reference. */
static bool find_target(const evne_lsp_scene *scene, const evne_sketch_node *node,
                        evne_lsp_range *out)
{
    const evne_field *field = evne_lsp_ref_field(scene, node);
    evne_lsp_targets targets;
    const evne_lsp_target *target;

    if (!field)
        return false;
    targets = evne_lsp_targets_of(scene, field->to);
    target = evne_lsp_targets_get(&targets, evne_sketch_scalar(scene->text.bytes, node));
    if (target)
        *out = target->range;
    return target != NULL;
}

static json_t *location(const evne_lsp_scene *scene, evne_lsp_range range)
{
    return json_pack("{s:s, s:o}", "uri", scene->uri, "range",
                     evne_lsp_range_json(&scene->text, range));
}

json_t *evne_lsp_definition(const evne_lsp_scene *scene, size_t offset)
{
    const evne_sketch_node *node = evne_sketch_at(scene->root, offset);
    evne_lsp_range target;

    return node && find_target(scene, node, &target) ? location(scene, target) : json_null();
}

/* What is asked about: the id that `node` names, or that it is. */
static bool find_subject(const evne_lsp_scene *scene, const evne_sketch_node *node,
                         evne_lsp_range *out)
{
    const evne_field *field = evne_lsp_schema_field(&scene->schema, node);

    if (field && field->type == EVNE_FIELD_ID) {
        *out = node->value;
        return true;
    }
    return find_target(scene, node, out);
}

json_t *evne_lsp_references(const evne_lsp_scene *scene, size_t offset, bool with_definition)
{
    const evne_sketch_node *node = evne_sketch_at(scene->root, offset);
    evne_lsp_range subject, target;
    json_t *out = json_array();
    evne_str id;

    if (!node || !find_subject(scene, node, &subject))
        return out;
    id = evne_sketch_scalar(scene->text.bytes, node);
    if (with_definition)
        json_array_append_new(out, location(scene, subject));
    for (const evne_sketch_node *n = scene->root->later; n; n = n->later)
        if (evne_str_eq(evne_sketch_scalar(scene->text.bytes, n), id) &&
            find_target(scene, n, &target) && target.from == subject.from)
            json_array_append_new(out, location(scene, n->value));
    return out;
}
