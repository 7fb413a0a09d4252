/* How: one diagnostic for each finding, in the order of the command's list. */
#include "lsp_finding.h"
#include "lsp_scene.h"

static int severity_number(evne_severity severity)
{
    static const int numbers[] = {1, 2, 3}; /* Error, Warning, Information */

    return numbers[severity];
}

/* What is wrong, in which other file if so, and below it what to do. */
static const char *message_of(evne_arena *arena, const evne_lsp_finding *finding)
{
    const evne_problem *p = finding->problem;
    evne_buf out = {.arena = arena};

    if (finding->is_elsewhere && p->line)
        evne_buf_printf(&out, "%s:%u: ", p->file, (unsigned)p->line);
    else if (finding->is_elsewhere && p->file[0])
        evne_buf_printf(&out, "%s: ", p->file);
    evne_buf_puts(&out, p->message);
    if (p->suggestion[0])
        evne_buf_printf(&out, "\n%s", p->suggestion);
    return evne_buf_text(&out);
}

static json_t *diagnostic(const evne_lsp_scene *scene, const evne_problem *problem)
{
    evne_lsp_finding finding = evne_lsp_finding_of(&scene->text, scene->uri, problem);

    return json_pack("{s:o, s:i, s:s, s:s, s:s, s:{s:s}}", "range",
                     evne_lsp_range_json(&scene->text, finding.range), "severity",
                     severity_number(problem->severity), "code", problem->code, "source", "evne",
                     "message", message_of(scene->arena, &finding), "data", "path", problem->path);
}

json_t *evne_lsp_diagnostics(const evne_lsp_scene *scene)
{
    json_t *list = json_array();

    for (size_t i = 0; i < evne_problems_count(scene->problems); i++)
        json_array_append_new(list, diagnostic(scene, evne_problems_at(scene->problems, i)));
    return list;
}
