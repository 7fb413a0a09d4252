/* How: a node's field is found by going down from the root, one field for each node on the way. */
#include "lsp_schema.h"

#include "base/number.h"

#define PART(key_text, label_text)                                                                 \
    {                                                                                              \
        .key = {key_text, sizeof key_text - 1}, .type = EVNE_FIELD_TEXT,                           \
        .label_da = {label_text, sizeof label_text - 1}, .is_optional = true                       \
    }

/* What a name may be divided into (fields.h). */
static const evne_field name_parts[] = {
    PART("fornavn", "Fornavn"), PART("mellemnavn", "Mellemnavn"), PART("efternavn", "Efternavn")};
static const evne_field name_group = {
    .type = EVNE_FIELD_GROUP, .is_optional = true, .children = name_parts, .n_children = 3};

/* True when the case names `id` in sag.rapporttyper, a list or one word. */
static bool names(const evne_sketch_node *root, evne_str text, evne_str id)
{
    const evne_sketch_node *types = evne_sketch_find(root, EVNE_STR("sag.rapporttyper"));
    const evne_sketch_node *item = types ? types->first : NULL;

    for (; item; item = item->next)
        if (evne_str_eq(evne_sketch_scalar(text, item), id))
            return true;
    return evne_str_eq(evne_sketch_scalar(text, types), id);
}

static evne_plugin *open_plugin(evne_arena *arena, const evne_catalog *catalog, evne_str id)
{
    evne_plugin *plugin = NULL;
    evne_error ignored;

    (void)evne_catalog_open(arena, catalog, evne_arena_copy(arena, id.p, id.len), &plugin,
                            &ignored);
    return plugin;
}

static void open_report(evne_arena *arena, evne_str id, evne_lsp_schema *out)
{
    evne_lsp_report *report = &out->reports[out->count];
    const evne_plugin_info *info;

    report->plugin = open_plugin(arena, out->catalog, id);
    if (!report->plugin)
        return;
    info = evne_plugin_info_of(report->plugin);
    report->id = info->id;
    report->title = info->title_da;
    report->fields = info->fields;
    report->known = info->known;
    out->count++;
}

evne_status evne_lsp_schema_open(evne_arena *arena, const evne_paths *paths,
                                 const evne_sketch_node *root, evne_str text, bool with_others,
                                 evne_lsp_schema *out, evne_error *err)
{
    size_t n_installed;

    *out = (evne_lsp_schema){0};
    EVNE_TRY(
        evne_catalog_find(arena, paths->plugins.paths, paths->plugins.count, &out->catalog, err));
    n_installed = evne_catalog_count(out->catalog);
    out->reports = evne_arena_array(arena, n_installed, sizeof *out->reports);
    for (size_t i = 0; i < n_installed; i++)
        if (with_others || names(root, text, evne_lsp_schema_id(out, i)))
            open_report(arena, evne_lsp_schema_id(out, i), out);
    for (size_t i = 0, n_open = out->count; i < n_installed && n_open == 0; i++)
        open_report(arena, evne_lsp_schema_id(out, i), out);
    return EVNE_OK;
}

size_t evne_lsp_schema_installed(const evne_lsp_schema *schema)
{
    return schema->catalog ? evne_catalog_count(schema->catalog) : schema->count;
}

evne_str evne_lsp_schema_id(const evne_lsp_schema *schema, size_t index)
{
    return schema->catalog ? evne_catalog_at(schema->catalog, index)->id
                           : schema->reports[index].id;
}

evne_str evne_lsp_schema_title(evne_arena *arena, const evne_lsp_schema *schema, evne_str id)
{
    evne_plugin *plugin;
    evne_str title = EVNE_STR("");

    for (size_t i = 0; i < schema->count; i++)
        if (evne_str_eq(schema->reports[i].id, id))
            return schema->reports[i].title;
    plugin = schema->catalog ? open_plugin(arena, schema->catalog, id) : NULL;
    if (plugin)
        title = evne_plugin_info_of(plugin)->title_da;
    title.p = evne_arena_copy(arena, title.p, title.len);
    evne_plugin_free(plugin);
    return title;
}

void evne_lsp_schema_close(evne_lsp_schema *schema)
{
    for (size_t i = 0; i < schema->count; i++)
        evne_plugin_free(schema->reports[i].plugin);
    schema->count = 0;
}

void evne_lsp_schema_name(evne_lsp_schema *schema, const evne_sketch_node *root, evne_str text)
{
    bool is_any = false;

    for (size_t i = 0; i < schema->count; i++) {
        schema->reports[i].is_named = names(root, text, schema->reports[i].id);
        is_any = is_any || schema->reports[i].is_named;
    }
    for (size_t i = 0; i < schema->count && !is_any; i++)
        schema->reports[i].is_named = true;
}

static const evne_field *item_of(const evne_field *field)
{
    bool has_items = field && (field->type == EVNE_FIELD_LIST || field->type == EVNE_FIELD_TABLE);

    return has_items && field->n_children ? field->children : NULL;
}

const evne_field *evne_lsp_field_group(const evne_field *field)
{
    while (field && field->type == EVNE_FIELD_LIST)
        field = item_of(field);
    if (field && field->type == EVNE_FIELD_NAME)
        return &name_group;
    return field && field->type == EVNE_FIELD_GROUP ? field : NULL;
}

const evne_field *evne_lsp_field_scalar(const evne_field *field)
{
    while (field && field->type == EVNE_FIELD_LIST && field->is_lenient)
        field = item_of(field);
    return field;
}

/* One step down, from `field` to what it declares for `node`. */
static const evne_field *step(const evne_field *field, const evne_sketch_node *node)
{
    const evne_field *inner = field;

    if (node->kind == EVNE_SKETCH_ITEM)
        return field && field->type == EVNE_FIELD_LIST ? item_of(field) : NULL;
    while (inner && inner->type == EVNE_FIELD_LIST)
        inner = item_of(inner);
    if (inner && inner->type == EVNE_FIELD_TABLE)
        return item_of(inner);
    return evne_field_get(evne_lsp_field_group(inner), node->key);
}

const evne_field *evne_lsp_field_at(const evne_field *fields, const evne_sketch_node *node)
{
    const evne_sketch_node *way[EVNE_SKETCH_DEPTH + 1];
    const evne_field *field = fields;
    size_t n = 0;

    for (; node->kind != EVNE_SKETCH_ROOT; node = node->parent)
        way[n++] = node;
    while (field && n)
        field = step(field, way[--n]);
    return field;
}

static const evne_field *find_field(const evne_lsp_schema *schema, const evne_sketch_node *node,
                                    bool is_named, bool is_known)
{
    const evne_field *field = NULL;

    for (size_t i = 0; i < schema->count && !field; i++)
        if (schema->reports[i].is_named == is_named)
            field = evne_lsp_field_at(
                is_known ? schema->reports[i].known : schema->reports[i].fields, node);
    return field;
}

const evne_field *evne_lsp_schema_field(const evne_lsp_schema *schema, const evne_sketch_node *node)
{
    const evne_field *field = find_field(schema, node, true, false);

    if (!field)
        field = find_field(schema, node, true, true);
    if (!field)
        field = find_field(schema, node, false, false);
    return field ? field : find_field(schema, node, false, true);
}

static void put_bound(evne_buf *out, const char *word, double bound, const char *unit)
{
    evne_buf_printf(out, ", %s ", word);
    evne_number_danish(out, bound, evne_number_decimals(bound, 2));
    evne_buf_puts(out, unit);
}

/* What a limit counts: characters of a text, items of a list, nothing for a number. */
static const char *counted(const evne_field *field, double bound)
{
    if (field->type == EVNE_FIELD_LIST)
        return bound == 1 ? " punkt" : " punkter";
    return field->type == EVNE_FIELD_TEXT || field->type == EVNE_FIELD_LONG ? " tegn" : "";
}

void evne_lsp_field_describe(evne_buf *out, const evne_field *field)
{
    evne_buf_puts(out, evne_field_type_danish(field->type));
    if (field->unit.len)
        evne_buf_printf(out, " (%.*s)", EVNE_STR_ARGS(field->unit));
    if (field->has_min)
        put_bound(out, "mindst", field->min, counted(field, field->min));
    if (field->has_max)
        put_bound(out, "højst", field->max, counted(field, field->max));
}
