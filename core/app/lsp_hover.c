/* How: Markdown, or the same as plain text; whatever comes from the case is escaped. */
#include <string.h>

#include "lsp_finding.h"
#include "lsp_refs.h"
#include "lsp_scene.h"

typedef struct hover {
    const evne_lsp_scene *scene;
    evne_buf out;
    evne_lsp_range range;
    bool has_range;
} hover;

static bool is_markdown(const hover *h)
{
    return h->scene->client->takes_markdown;
}

static void put(hover *h, evne_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_markdown(h) && text.p[i] && strchr("\\`*_{}[]<>#|&~", text.p[i]))
            evne_buf_put_char(&h->out, '\\');
        evne_buf_put_char(&h->out, text.p[i]);
    }
}

static void put_text(hover *h, const char *text)
{
    put(h, evne_str_of(text));
}

static void put_strong(hover *h, evne_str text)
{
    evne_buf_puts(&h->out, is_markdown(h) ? "**" : "");
    put(h, text);
    evne_buf_puts(&h->out, is_markdown(h) ? "**" : "");
}

static void start_paragraph(hover *h)
{
    evne_buf_puts(&h->out, h->out.len ? "\n\n" : "");
}

static void put_paragraph(hover *h, const char *text)
{
    if (!text[0])
        return;
    start_paragraph(h);
    put_text(h, text);
}

static void mark(hover *h, evne_lsp_range range)
{
    if (!h->has_range)
        h->range = range;
    h->has_range = true;
}

static void put_finding(hover *h, const evne_lsp_finding *finding)
{
    const evne_problem *p = finding->problem;

    mark(h, finding->range);
    start_paragraph(h);
    put_strong(h, evne_str_of(evne_severity_danish(p->severity)));
    put_text(h, evne_arena_printf(h->scene->arena, ": %s [%s]", p->message, p->code));
    put_paragraph(h, finding->why);
    put_paragraph(h, p->suggestion);
    if (finding->replacement && finding->replacement[0])
        put_paragraph(h, evne_arena_printf(h->scene->arena, "skriv '%s'", finding->replacement));
}

static void put_findings(hover *h, size_t offset)
{
    for (size_t i = 0; i < evne_problems_count(h->scene->problems); i++) {
        evne_lsp_finding finding = evne_lsp_finding_of(&h->scene->text, h->scene->uri,
                                                       evne_problems_at(h->scene->problems, i));
        if (!finding.is_elsewhere && finding.problem->line &&
            evne_lsp_range_holds(finding.range, offset))
            put_finding(h, &finding);
    }
}

/* "Bruges i: Dossier (skal udfyldes), Plan (kan udelades)" */
static void put_use(hover *h, const evne_sketch_node *node)
{
    const evne_lsp_schema *schema = &h->scene->schema;
    evne_buf out = {.arena = h->scene->arena};

    for (size_t i = 0; i < schema->count; i++) {
        const evne_field *field = evne_lsp_field_at(schema->reports[i].fields, node);
        if (field)
            evne_buf_printf(&out, "%s%.*s (%s)",
                            out.len ? ", " : "Bruges i: ", EVNE_STR_ARGS(schema->reports[i].title),
                            evne_field_is_required(field) ? "skal udfyldes" : "kan udelades");
    }
    put_paragraph(h, out.len ? evne_buf_text(&out) : "Bruges ikke af de installerede rapporttyper");
}

static void put_choices(hover *h, const evne_field *field)
{
    evne_buf out = {.arena = h->scene->arena};

    for (size_t i = 0; i < field->n_choices; i++)
        evne_buf_printf(&out, "%s%.*s",
                        i                ? ", "
                        : field->is_open ? "For eksempel: "
                                         : "Vælg mellem: ",
                        EVNE_STR_ARGS(field->choices[i].value));
    put_paragraph(h, evne_buf_text(&out));
}

static void put_key(hover *h, const evne_sketch_node *node, const evne_field *field)
{
    evne_buf about = {.arena = h->scene->arena};
    const evne_field *scalar = evne_lsp_field_scalar(field);

    mark(h, node->name);
    start_paragraph(h);
    put_strong(h, evne_field_label(field));
    put_text(h,
             evne_arena_printf(h->scene->arena, " (%s)", evne_sketch_path(h->scene->arena, node)));
    evne_lsp_field_describe(&about, field);
    put_paragraph(h, evne_buf_text(&about));
    put_paragraph(h, evne_arena_printf(h->scene->arena, "%.*s", EVNE_STR_ARGS(field->hint)));
    if (scalar && scalar->type == EVNE_FIELD_CHOICE)
        put_choices(h, scalar);
    put_use(h, node);
}

/* What a choice is called; what a reference names. */
static void put_value(hover *h, const evne_sketch_node *node, const evne_field *field)
{
    evne_str value = evne_sketch_scalar(h->scene->text.bytes, node);
    evne_lsp_targets targets;
    const evne_lsp_target *target;

    for (size_t i = 0; field->type == EVNE_FIELD_CHOICE && i < field->n_choices; i++)
        if (evne_str_eq(field->choices[i].value, value) && field->choices[i].label_da.len) {
            mark(h, node->value);
            start_paragraph(h);
            put_strong(h, field->choices[i].label_da);
        }
    if (!field->to.len)
        return;
    targets = evne_lsp_targets_of(h->scene, field->to);
    target = evne_lsp_targets_get(&targets, value);
    if (target) {
        mark(h, node->value);
        start_paragraph(h);
        put_strong(h, target->id);
        put_text(h, " ");
        put_text(h, evne_lsp_item_title(h->scene, target->item));
    }
}

static void put_node(hover *h, size_t offset)
{
    const evne_sketch_node *node = evne_sketch_at(h->scene->root, offset);
    const evne_field *field = node ? evne_lsp_schema_field(&h->scene->schema, node) : NULL;

    if (!field)
        return;
    if (node->kind == EVNE_SKETCH_KEY && evne_lsp_range_holds(node->name, offset))
        put_key(h, node, field);
    else if (evne_lsp_field_scalar(field))
        put_value(h, node, evne_lsp_field_scalar(field));
}

json_t *evne_lsp_hover(const evne_lsp_scene *scene, size_t offset)
{
    hover h = {.scene = scene, .out = {.arena = scene->arena}};

    put_findings(&h, offset);
    put_node(&h, offset);
    if (h.out.len == 0)
        return json_null();
    return json_pack("{s:{s:s, s:s}, s:o}", "contents", "kind",
                     is_markdown(&h) ? "markdown" : "plaintext", "value", evne_buf_text(&h.out),
                     "range", evne_lsp_range_json(&scene->text, h.range));
}
