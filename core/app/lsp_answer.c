/* How: the text becomes a scene; one function for each question makes the result from it. */
#include "lsp_answer.h"

#include <stdlib.h>

#include "job.h"

static json_t *answer_at(const evne_lsp_scene *scene, const evne_lsp_request *request,
                         size_t offset)
{
    const json_t *context = json_object_get(request->params, "context");

    switch (request->question) {
    case EVNE_LSP_COMPLETION:
        return evne_lsp_complete(scene, offset);
    case EVNE_LSP_HOVER:
        return evne_lsp_hover(scene, offset);
    case EVNE_LSP_DEFINITION:
        return evne_lsp_definition(scene, offset);
    case EVNE_LSP_REFERENCES:
        return evne_lsp_references(scene, offset,
                                   json_is_true(json_object_get(context, "includeDeclaration")));
    default:
        return json_null();
    }
}

static json_t *answer(const evne_lsp_scene *scene, const evne_lsp_request *request)
{
    evne_lsp_position position;
    evne_lsp_range range;

    if (request->question == EVNE_LSP_SYMBOLS)
        return evne_lsp_symbols(scene);
    if (request->question == EVNE_LSP_ACTIONS)
        return evne_lsp_range_read(&scene->text, json_object_get(request->params, "range"), &range)
                   ? evne_lsp_actions(scene, range)
                   : NULL;
    if (!evne_lsp_position_read(json_object_get(request->params, "position"), &position))
        return NULL;
    return answer_at(scene, request, evne_lsp_text_offset(&scene->text, position));
}

static evne_lsp_scene scene_of(const evne_lsp_request *request, evne_arena *arena)
{
    evne_lsp_scene scene = {.arena = arena,
                            .uri = request->uri,
                            .client = request->client,
                            .paths = request->paths,
                            .problems = request->problems};

    evne_lsp_text_init(arena, request->bytes, request->client->encoding, &scene.text);
    return scene;
}

json_t *evne_lsp_answer_with(const evne_lsp_request *request, evne_arena *arena,
                             const evne_lsp_schema *schema)
{
    evne_lsp_scene scene = scene_of(request, arena);

    scene.schema = *schema;
    scene.root = evne_sketch_make(arena, request->bytes);
    evne_lsp_schema_name(&scene.schema, scene.root, request->bytes);
    return answer(&scene, request);
}

static void put_json(evne_outcome *outcome, json_t *json)
{
    char *text = json ? json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

    if (text)
        outcome->json = evne_str_of(evne_arena_text(outcome->arena, text));
    else
        outcome->status = evne_fail(&outcome->err, EVNE_USAGE, NULL, "no place in the parameters");
    free(text);
    json_decref(json);
}

static void check(const evne_lsp_request *request, evne_outcome *outcome)
{
    evne_job_request job = {
        .paths = request->paths, .case_path = request->uri, .case_bytes = request->bytes};
    evne_lsp_scene scene = scene_of(request, outcome->arena);

    evne_job_check(&job, outcome);
    scene.problems = outcome->problems;
    put_json(outcome, evne_lsp_diagnostics(&scene));
}

/* Only hover tells of every report; the others do with those of the case, as each costs time. */
static evne_status open_schema(const evne_lsp_request *request, evne_outcome *outcome,
                               evne_lsp_schema *schema)
{
    const evne_sketch_node *root = evne_sketch_make(outcome->arena, request->bytes);

    return evne_lsp_schema_open(outcome->arena, request->paths, root, request->bytes,
                                request->question == EVNE_LSP_HOVER, schema, &outcome->err);
}

void evne_lsp_answer(void *request, evne_outcome *outcome)
{
    const evne_lsp_request *asked = request;
    evne_lsp_schema schema;

    if (asked->question == EVNE_LSP_CHECK) {
        check(asked, outcome);
        return;
    }
    outcome->status = open_schema(asked, outcome, &schema);
    if (outcome->status == EVNE_OK)
        put_json(outcome, evne_lsp_answer_with(asked, outcome->arena, &schema));
    evne_lsp_schema_close(&schema);
}
