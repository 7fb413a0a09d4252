/*
 * How: each finding in the range may have fixes; which, its code says. The nearest word is found
 * anew, by the same measure as the finding's own suggestion (rules/suggest.h).
 */
#include <string.h>

#include "lsp_finding.h"
#include "lsp_refs.h"
#include "lsp_scene.h"
#include "lsp_skeleton.h"
#include "remarks.h"
#include "rules/suggest.h"

enum { MOST_FINDINGS = 100 }; /* that one request has fixes for */

typedef struct fixing {
    const evne_lsp_scene *scene;
    evne_lsp_finding finding;
    json_t *actions;
} fixing;

static void add_fix(fixing *f, const char *title, evne_lsp_range range, const char *text)
{
    json_t *edit = json_pack("{s:o, s:s}", "range", evne_lsp_range_json(&f->scene->text, range),
                             "newText", text);
    json_t *about = json_pack(
        "{s:o, s:s, s:s, s:s}", "range", evne_lsp_range_json(&f->scene->text, f->finding.range),
        "code", f->finding.problem->code, "source", "evne", "message", f->finding.problem->message);

    json_array_append_new(f->actions,
                          json_pack("{s:s, s:s, s:b, s:[o], s:{s:{s:[o]}}}", "title", title, "kind",
                                    "quickfix", "isPreferred", 1, "diagnostics", about, "edit",
                                    "changes", f->scene->uri, edit));
}

static void replace(fixing *f, evne_lsp_range range, evne_str word)
{
    evne_arena *arena = f->scene->arena;

    add_fix(f, evne_arena_printf(arena, "Ret til '%.*s'", EVNE_STR_ARGS(word)), range,
            evne_arena_copy(arena, word.p, word.len));
}

/* --- the nearest word ----------------------------------------------------------------------- */

static void consider_keys(evne_nearest *nearest, const evne_field *fields,
                          const evne_sketch_node *parent)
{
    const evne_field *group = evne_lsp_field_group(evne_lsp_field_at(fields, parent));

    for (size_t i = 0; group && i < group->n_children; i++)
        if (!evne_sketch_get(parent, group->children[i].key))
            evne_suggest_consider(nearest, group->children[i].key);
}

static void fix_key(fixing *f, const evne_sketch_node *node)
{
    const evne_lsp_schema *schema = &f->scene->schema;
    evne_nearest nearest = {.wanted = node->key};

    if (node->kind != EVNE_SKETCH_KEY)
        return;
    for (size_t i = 0; i < schema->count; i++)
        if (schema->reports[i].is_named)
            consider_keys(&nearest, schema->reports[i].fields, node->parent);
    for (size_t i = 0; i < schema->count; i++)
        consider_keys(&nearest, schema->reports[i].known, node->parent);
    if (nearest.word.len)
        replace(f, node->name, nearest.word);
}

/* A scalar's own bytes, without its quotes. */
static evne_lsp_range bare_value(const fixing *f, const evne_sketch_node *node)
{
    evne_str bare = evne_sketch_scalar(f->scene->text.bytes, node);
    size_t from = node->value.from + (node->form == EVNE_SKETCH_QUOTED);

    return (evne_lsp_range){from, from + bare.len};
}

static void consider_values(evne_nearest *nearest, const evne_lsp_scene *scene,
                            const evne_field *field)
{
    evne_lsp_targets targets = {0};

    for (size_t i = 0; field->type == EVNE_FIELD_CHOICE && i < field->n_choices; i++)
        evne_suggest_consider(nearest, field->choices[i].value);
    if (field->to.len)
        targets = evne_lsp_targets_of(scene, field->to);
    for (size_t i = 0; i < targets.count; i++)
        evne_suggest_consider(nearest, targets.first[i].id);
}

static void replace_value(fixing *f, const evne_sketch_node *node, const evne_nearest *nearest)
{
    if (nearest->word.len && !evne_str_eq(nearest->word, nearest->wanted) &&
        node->form != EVNE_SKETCH_BLOCK)
        replace(f, bare_value(f, node), nearest->word);
}

static void fix_value(fixing *f, const evne_sketch_node *node)
{
    const evne_field *field = evne_lsp_field_scalar(evne_lsp_schema_field(&f->scene->schema, node));
    evne_nearest nearest = {.wanted = evne_sketch_scalar(f->scene->text.bytes, node)};

    if (!field || !nearest.wanted.len)
        return;
    consider_values(&nearest, f->scene, field);
    replace_value(f, node, &nearest);
}

static void fix_report(fixing *f, const evne_sketch_node *node)
{
    evne_nearest nearest = {.wanted = evne_sketch_scalar(f->scene->text.bytes, node)};

    for (size_t i = 0; nearest.wanted.len && i < evne_lsp_schema_installed(&f->scene->schema); i++)
        evne_suggest_consider(&nearest, evne_lsp_schema_id(&f->scene->schema, i));
    replace_value(f, node, &nearest);
}

/* --- what is missing ------------------------------------------------------------------------ */

/* The field `key` below `parent` in a report that requires it; `*group` is what it belongs to. */
static const evne_field *required_field(const evne_lsp_scene *scene, const evne_sketch_node *parent,
                                        evne_str key, const evne_field **group)
{
    const evne_field *found = NULL;

    for (size_t i = 0; i < scene->schema.count && !found; i++) {
        const evne_lsp_report *report = &scene->schema.reports[i];
        *group = evne_lsp_field_group(evne_lsp_field_at(report->fields, parent));
        found = report->is_named ? evne_field_get(*group, key) : NULL;
        if (found && !evne_field_is_required(found))
            found = NULL;
    }
    return found;
}

static void insert_key(fixing *f, const evne_sketch_node *parent, evne_str key)
{
    const evne_field *group, *field = required_field(f->scene, parent, key, &group);
    evne_lsp_insertion place;

    if (!field)
        return;
    place = evne_lsp_skeleton(f->scene, parent, group, field);
    add_fix(f, evne_arena_printf(f->scene->arena, "Tilføj '%.*s'", EVNE_STR_ARGS(key)),
            (evne_lsp_range){place.at, place.at}, place.text);
}

/* A key that is not there at all; one without a value has nothing that could be put in for it. */
static void fix_missing(fixing *f)
{
    evne_str path = evne_str_of(f->finding.problem->path);
    size_t dot = path.len;
    const evne_sketch_node *parent;

    while (dot && path.p[dot - 1] != '.')
        dot--;
    parent = evne_sketch_find(f->scene->root, evne_str_slice(path, 0, dot ? dot - 1 : 0));
    path = evne_str_slice(path, dot, path.len);
    if (parent && !evne_sketch_get(parent, path))
        insert_key(f, parent, path);
}

static void fix_format(fixing *f)
{
    const evne_sketch_node *node = evne_sketch_get(f->scene->root, EVNE_STR("skema"));
    size_t top = evne_str_starts(f->scene->text.bytes, "\xEF\xBB\xBF") ? 3 : 0;

    if (node && node->form == EVNE_SKETCH_NONE)
        add_fix(f, "Skriv '" EVNE_CASE_FORMAT "'", node->value,
                node->value.from > node->name.to + 1 ? EVNE_CASE_FORMAT : " " EVNE_CASE_FORMAT);
    else if (node)
        replace(f, bare_value(f, node), EVNE_STR(EVNE_CASE_FORMAT));
    else
        add_fix(f, "Tilføj 'skema'", (evne_lsp_range){top, top}, "skema: " EVNE_CASE_FORMAT "\n");
}

/* --- all of them ---------------------------------------------------------------------------- */

static void fix_here(fixing *f, const char *code)
{
    const evne_sketch_node *node = evne_sketch_at(f->scene->root, f->finding.range.from);

    if (!node)
        return;
    if (strcmp(code, "felt.ukendt") == 0)
        fix_key(f, node);
    if (strcmp(code, "felt.vaerdi") == 0 || strcmp(code, "felt.reference") == 0)
        fix_value(f, node);
    if (strcmp(code, "sag.rapporttype") == 0)
        fix_report(f, node);
}

static const char *replacement_title(const fixing *f)
{
    if (f->finding.replacement[0] == '\0')
        return "Slet det markerede";
    return evne_arena_printf(f->scene->arena, "Skriv '%s'", f->finding.replacement);
}

static void fix(fixing *f)
{
    const char *code = f->finding.problem->code;

    if (f->finding.replacement)
        add_fix(f, replacement_title(f), f->finding.range, f->finding.replacement);
    else if (strcmp(code, "felt.mangler") == 0)
        fix_missing(f);
    else if (strcmp(code, "sag.skema") == 0)
        fix_format(f);
    else
        fix_here(f, code);
}

static bool overlaps(evne_lsp_range a, evne_lsp_range b)
{
    return a.from <= b.to && b.from <= a.to;
}

json_t *evne_lsp_actions(const evne_lsp_scene *scene, evne_lsp_range range)
{
    fixing f = {.scene = scene, .actions = json_array()};
    size_t count = evne_problems_count(scene->problems), n_fixed = 0;

    for (size_t i = 0; i < count && n_fixed < MOST_FINDINGS; i++) {
        f.finding =
            evne_lsp_finding_of(&scene->text, scene->uri, evne_problems_at(scene->problems, i));
        if (f.finding.is_elsewhere || !overlaps(f.finding.range, range))
            continue;
        fix(&f);
        n_fixed++;
    }
    return f.actions;
}
