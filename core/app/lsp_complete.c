/*
 * How: a letter is put in at the cursor, so that there is something to stand on, and the sketch
 * says whether it is a key or a value and of what. Keys come from the named reports first, required
 * ones before others, then what only the case format knows; values from choices, ids of the case,
 * and the names of reports and legal profiles.
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "lsp_refs.h"
#include "lsp_scene.h"
#include "remarks.h"

enum { MOST_CHOICES = 24, KIND_PROPERTY = 10, KIND_ENUM = 13, KIND_REFERENCE = 18, SNIPPET = 2 };

/* What is being completed, and the list so far. */
typedef struct completion {
    const evne_lsp_scene *scene; /* of the text with the letter in it */
    const evne_lsp_text *text;   /* the text as it is */
    size_t offset;
    const evne_sketch_node *node, *container; /* at the cursor; whose key it is */
    evne_lsp_range range;                     /* what is replaced, in `text` */
    json_t *items;
} completion;

static json_t *str_json(evne_str s)
{
    return json_stringn(s.p, s.len);
}

static void add_item(completion *c, evne_str label, int kind, const char *detail, evne_str insert)
{
    json_t *item = json_pack(
        "{s:o, s:i, s:o, s:{s:o, s:o}}", "label", str_json(label), "kind", kind, "sortText",
        json_string(evne_arena_printf(c->scene->arena, "%05zu", json_array_size(c->items))),
        "textEdit", "range", evne_lsp_range_json(c->text, c->range), "newText", str_json(insert));

    if (detail && detail[0])
        json_object_set_new(item, "detail", json_string(detail));
    json_array_append_new(c->items, item);
}

static json_t *latest(const completion *c)
{
    return json_array_get(c->items, json_array_size(c->items) - 1);
}

/* --- keys ----------------------------------------------------------------------------------- */

/* Blanks between the beginning of the key's line and what stands below the key. */
static size_t padding(const completion *c)
{
    size_t line = evne_lsp_text_line(c->text, c->offset), at;
    size_t start = evne_lsp_text_line_start(c->text, line);

    for (at = start; at < c->range.from && c->text->bytes.p[at] == ' ';)
        at++;
    return c->range.from - at + 2;
}

/* A choice inside a snippet: its marks are escaped. */
static void put_choice(evne_buf *out, evne_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (strchr("\\,|$}", value.p[i]))
            evne_buf_put_char(out, '\\');
        evne_buf_put_char(out, value.p[i]);
    }
}

static void put_choices(evne_buf *out, const evne_field *field)
{
    evne_buf_puts(out, " ${1|");
    for (size_t i = 0; i < field->n_choices; i++) {
        evne_buf_puts(out, i ? "," : "");
        put_choice(out, field->choices[i].value);
    }
    evne_buf_puts(out, "|}");
}

static void put_below(evne_buf *out, size_t pad, const char *lead)
{
    evne_buf_printf(out, "\n%*s%s$0", (int)pad, "", lead);
}

/* What follows the colon of a key in a snippet. */
static void put_value_snippet(const completion *c, evne_buf *out, const evne_field *field)
{
    switch (field->type) {
    case EVNE_FIELD_GROUP:
    case EVNE_FIELD_TABLE:
        put_below(out, padding(c), "");
        return;
    case EVNE_FIELD_LIST:
        if (evne_lsp_field_group(field))
            put_below(out, padding(c), "- ");
        else
            evne_buf_puts(out, " [$0]");
        return;
    case EVNE_FIELD_NAME:
        evne_buf_puts(out, " {fornavn: $1, efternavn: $2}");
        return;
    case EVNE_FIELD_BOOL:
        evne_buf_puts(out, " ${1|ja,nej|}");
        return;
    case EVNE_FIELD_CHOICE:
        if (field->n_choices && field->n_choices <= MOST_CHOICES) {
            put_choices(out, field);
            return;
        }
        break;
    case EVNE_FIELD_DATE:
    case EVNE_FIELD_TIME:
    case EVNE_FIELD_MOMENT:
    case EVNE_FIELD_CPR:
    case EVNE_FIELD_CVR:
    case EVNE_FIELD_PNR:
    case EVNE_FIELD_POSTAL_CODE:
    case EVNE_FIELD_PHONE: /* digits and colons that YAML readers elsewhere take for numbers */
        evne_buf_puts(out, " \"$0\"");
        return;
    default:
        break;
    }
    evne_buf_puts(out, " $0");
}

static bool holds_more(const evne_field *field)
{
    return field->type == EVNE_FIELD_GROUP || field->type == EVNE_FIELD_TABLE ||
           field->type == EVNE_FIELD_LIST;
}

static bool has_colon(const completion *c)
{
    return c->node->kind == EVNE_SKETCH_KEY;
}

static bool wants_snippet(const completion *c)
{
    return c->scene->client->takes_snippets && !has_colon(c) && !c->node->is_flow;
}

static evne_str key_text(const completion *c, const evne_field *field)
{
    evne_buf out = {.arena = c->scene->arena};

    evne_buf_put_str(&out, field->key);
    if (has_colon(c))
        return evne_buf_str(&out);
    evne_buf_put_char(&out, ':');
    if (c->container->kind == EVNE_SKETCH_ROOT && evne_str_is(field->key, "skema"))
        evne_buf_puts(&out, " " EVNE_CASE_FORMAT);
    else if (wants_snippet(c))
        put_value_snippet(c, &out, field);
    else if (c->node->is_flow || !holds_more(field))
        evne_buf_put_char(&out, ' ');
    return evne_buf_str(&out);
}

static const char *key_note(const completion *c, const evne_field *field, const char *use)
{
    evne_buf out = {.arena = c->scene->arena};

    evne_lsp_field_describe(&out, field);
    if (field->hint.len)
        evne_buf_printf(&out, "\n%.*s", EVNE_STR_ARGS(field->hint));
    evne_buf_printf(&out, "\n%s", use);
    return evne_buf_text(&out);
}

static void add_key(completion *c, const evne_field *field, const char *use)
{
    add_item(c, field->key, KIND_PROPERTY,
             evne_arena_printf(c->scene->arena, "%.*s", EVNE_STR_ARGS(evne_field_label(field))),
             key_text(c, field));
    json_object_set_new(latest(c), "documentation", json_string(key_note(c, field, use)));
    if (!wants_snippet(c))
        return;
    json_object_set_new(latest(c), "insertTextFormat", json_integer(SNIPPET));
    if (c->scene->client->adjusts_indent)
        json_object_set_new(latest(c), "insertTextMode", json_integer(2));
}

/* True when the key stands there already, in the list or in the text. */
static bool is_taken(const completion *c, evne_str key)
{
    for (const evne_sketch_node *n = c->container->first; n; n = n->next)
        if (n != c->node && n->kind == EVNE_SKETCH_KEY && evne_str_eq(n->key, key))
            return true;
    for (size_t i = 0; i < json_array_size(c->items); i++) {
        const json_t *label = json_object_get(json_array_get(c->items, i), "label");
        if (evne_str_is(key, json_string_value(label)))
            return true;
    }
    return false;
}

/* Keys of one schema: the required ones, or the others. */
static void add_keys(completion *c, const evne_field *schema, bool is_required, const char *use)
{
    const evne_field *group = evne_lsp_field_group(evne_lsp_field_at(schema, c->container));

    for (size_t i = 0; group && i < group->n_children; i++)
        if (evne_field_is_required(&group->children[i]) == is_required &&
            !is_taken(c, group->children[i].key))
            add_key(c, &group->children[i], use);
}

static void complete_key(completion *c)
{
    const evne_lsp_schema *schema = &c->scene->schema;

    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < schema->count; i++)
            if (schema->reports[i].is_named)
                add_keys(c, schema->reports[i].fields, !optional,
                         optional ? "kan udelades" : "skal udfyldes");
    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < schema->count; i++)
            add_keys(c, schema->reports[i].known, !optional,
                     "bruges ikke af sagens egne rapporttyper");
}

/* --- values --------------------------------------------------------------------------------- */

static void add_value(completion *c, evne_str value, int kind, const char *detail)
{
    add_item(c, value, kind, detail, value);
}

static void complete_choice(completion *c, const evne_field *field)
{
    for (size_t i = 0; i < field->n_choices; i++)
        add_value(
            c, field->choices[i].value, KIND_ENUM,
            evne_arena_printf(c->scene->arena, "%.*s", EVNE_STR_ARGS(field->choices[i].label_da)));
}

/* True when `id` stands in the same list already. */
static bool is_listed(const completion *c, evne_str id)
{
    const evne_sketch_node *n = c->node->kind == EVNE_SKETCH_ITEM ? c->node->parent->first : NULL;

    for (; n; n = n->next)
        if (n != c->node && evne_str_eq(evne_sketch_scalar(c->scene->text.bytes, n), id))
            return true;
    return false;
}

static void complete_ref(completion *c, evne_str to)
{
    evne_lsp_targets targets = evne_lsp_targets_of(c->scene, to);

    for (size_t i = 0; i < targets.count; i++)
        if (!is_listed(c, targets.first[i].id))
            add_value(c, targets.first[i].id, KIND_REFERENCE,
                      evne_lsp_item_title(c->scene, targets.first[i].item));
}

static void complete_report(completion *c)
{
    const evne_lsp_schema *schema = &c->scene->schema;

    for (size_t i = 0; i < evne_lsp_schema_installed(schema); i++) {
        evne_str id = evne_lsp_schema_id(schema, i), title;
        if (is_listed(c, id))
            continue;
        title = evne_lsp_schema_title(c->scene->arena, schema, id);
        add_value(c, id, KIND_ENUM,
                  evne_arena_printf(c->scene->arena, "%.*s", EVNE_STR_ARGS(title)));
    }
}

static int is_profile(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return entry->d_name[0] != '.' && len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0;
}

static void complete_profile(completion *c)
{
    const evne_folders *folders = &c->scene->paths->profiles;

    for (size_t i = 0; i < folders->count; i++) {
        struct dirent **entries;
        int count = scandir(folders->paths[i], &entries, is_profile, alphasort);
        for (int e = 0; e < count; e++) {
            const char *name = evne_arena_text(c->scene->arena, entries[e]->d_name);
            add_value(c, (evne_str){name, strlen(name) - 5}, KIND_ENUM, "");
            free(entries[e]);
        }
        if (count >= 0)
            free(entries);
    }
}

static void complete_value(completion *c)
{
    const evne_sketch_node *owner = c->node->kind == EVNE_SKETCH_KEY ? c->node : c->node->parent;
    const evne_field *field =
        evne_lsp_field_scalar(evne_lsp_schema_field(&c->scene->schema, c->node));
    const char *path = evne_sketch_path(c->scene->arena, owner);

    if (strcmp(path, "sag.rapporttyper") == 0) {
        complete_report(c);
    } else if (strcmp(path, "sag.retsgrundlag") == 0) {
        complete_profile(c);
    } else if (strcmp(path, "skema") == 0) {
        add_value(c, EVNE_STR(EVNE_CASE_FORMAT), KIND_ENUM, "");
    } else if (field && field->type == EVNE_FIELD_CHOICE) {
        complete_choice(c, field);
    } else if (field && field->to.len) {
        complete_ref(c, field->to);
    } else if (field && field->type == EVNE_FIELD_BOOL) {
        add_value(c, EVNE_STR("ja"), KIND_ENUM, "");
        add_value(c, EVNE_STR("nej"), KIND_ENUM, "");
    }
}

/* --- the place ------------------------------------------------------------------------------ */

/* `range` of the text with the letter, in the text without it, on the cursor's line. */
static evne_lsp_range without_letter(const completion *c, evne_lsp_range range)
{
    size_t end = evne_lsp_text_line_end(c->text, evne_lsp_text_line(c->text, c->offset));
    size_t to = range.to > c->offset ? range.to - 1 : range.to;

    return (evne_lsp_range){range.from < c->offset ? range.from : c->offset, to < end ? to : end};
}

static evne_lsp_range inside_quotes(const completion *c, evne_lsp_range range)
{
    evne_str text = c->scene->text.bytes;
    bool is_closed = range.to > range.from + 1 && text.p[range.to - 1] == text.p[range.from];

    return (evne_lsp_range){range.from + 1, range.to - is_closed};
}

static bool is_on_name(const completion *c)
{
    return evne_lsp_range_holds(c->node->name, c->offset + 1) && c->node->kind != EVNE_SKETCH_ITEM;
}

/* An item that holds keys, or will. */
static bool begins_group(const completion *c)
{
    const evne_field *field = evne_lsp_schema_field(&c->scene->schema, c->node);

    return c->node->kind == EVNE_SKETCH_ITEM && c->node->form == EVNE_SKETCH_PLAIN &&
           evne_lsp_field_group(field);
}

/* A word below a key that holds no keys is a value that stands on its own line. */
static bool is_lone_value(const completion *c)
{
    const evne_field *field = evne_lsp_schema_field(&c->scene->schema, c->node->parent);

    return c->node->kind == EVNE_SKETCH_WORD && c->node->parent->kind != EVNE_SKETCH_ROOT &&
           !evne_lsp_field_group(field);
}

static void complete(completion *c)
{
    evne_lsp_range value = c->node->value;

    if (c->node->form == EVNE_SKETCH_QUOTED)
        value = inside_quotes(c, value);
    if (is_lone_value(c))
        return;
    c->container = c->node->kind == EVNE_SKETCH_ITEM ? c->node : c->node->parent;
    c->range = without_letter(c, is_on_name(c) ? c->node->name : value);
    if (is_on_name(c) || begins_group(c))
        complete_key(c);
    else if (c->node->form != EVNE_SKETCH_BLOCK)
        complete_value(c);
}

static evne_str with_letter(evne_arena *arena, evne_str text, size_t offset)
{
    evne_buf out = {.arena = arena};

    evne_buf_put_str(&out, evne_str_slice(text, 0, offset));
    evne_buf_put_char(&out, 'x');
    evne_buf_put_str(&out, evne_str_slice(text, offset, text.len));
    return (evne_str){evne_buf_text(&out), out.len};
}

json_t *evne_lsp_complete(const evne_lsp_scene *scene, size_t offset)
{
    evne_lsp_scene marked = *scene;
    completion c = {.scene = &marked, .text = &scene->text, .offset = offset};

    marked.text.bytes = with_letter(scene->arena, scene->text.bytes, offset);
    marked.root = evne_sketch_make(scene->arena, marked.text.bytes);
    c.items = json_array();
    c.node = evne_sketch_at(marked.root, offset + 1);
    if (c.node)
        complete(&c);
    return json_pack("{s:b, s:o}", "isIncomplete", 0, "items", c.items);
}
