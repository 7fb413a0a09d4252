/* How: the check is the parser and the schema; every other answer is the server's own. */
#include <stdlib.h>

#include "data/casefile.h"
#include "fuzz/fuzz_lsp.h"

#define KEY(name, kind) .key = {name, sizeof name - 1}, .type = EVNE_FIELD_##kind
#define CHILDREN(array) .children = array, .n_children = sizeof array / sizeof *array

static const evne_choice colours[] = {{.value = {"roed", 4}, .label_da = {"Rød", 4}},
                                      {.value = {"groen", 5}}};
static const evne_field ref[] = {{.type = EVNE_FIELD_REF, .to = {"l t.u", 5}}};
static const evne_field number[] = {
    {.type = EVNE_FIELD_NUM, .has_min = true, .has_max = true, .max = 10}};
static const evne_field entry[] = {
    {KEY("id", ID)},
    {KEY("dato", DATE)},
    {KEY("tekst", LONG)},
    {KEY("se", LIST), .is_optional = true, .is_lenient = true, CHILDREN(ref)},
};
static const evne_field item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(entry)}};
static const evne_field group[] = {
    {KEY("valg", CHOICE), .choices = colours, .n_choices = 2},
    {KEY("ja", BOOL), .is_optional = true},
    {KEY("navn", NAME)},
    {KEY("u", TABLE), .is_optional = true, CHILDREN(number)},
};
static const evne_field top[] = {
    {KEY("skema", TEXT)},
    {KEY("sag", GROUP), CHILDREN(group)},
    {KEY("l", LIST), .is_lenient = true, CHILDREN(item)},
    {KEY("t", GROUP), .is_optional = true, CHILDREN(group)},
};
static const evne_field fields = {.type = EVNE_FIELD_GROUP, CHILDREN(top)};

static evne_lsp_report report = {
    .id = {"r", 1}, .title = {"R", 1}, .fields = &fields, .known = &fields};

static void check(const evne_lsp_request *request, evne_outcome *outcome)
{
    evne_lsp_scene scene = {.arena = outcome->arena,
                            .uri = request->uri,
                            .client = request->client,
                            .problems = outcome->problems};
    const evne_value *sag, *out;
    json_t *list;
    char *text;

    outcome->status = evne_casefile_parse(outcome->arena, request->uri, request->bytes,
                                          outcome->problems, &sag, &outcome->err);
    if (sag)
        evne_fields_apply(outcome->arena, &fields, &fields, sag, outcome->problems, &out);
    evne_outcome_settle(outcome, outcome->status);
    evne_lsp_text_init(outcome->arena, request->bytes, request->client->encoding, &scene.text);
    list = evne_lsp_diagnostics(&scene);
    text = json_dumps(list, JSON_COMPACT);
    outcome->json = evne_str_of(evne_arena_text(outcome->arena, text ? text : ""));
    free(text);
    json_decref(list);
}

void fuzz_lsp_run(evne_task *task, void *request, const evne_worker_limits *limits,
                  evne_outcome *outcome)
{
    const evne_lsp_request *asked = request;
    evne_lsp_schema schema = {.reports = &report, .count = 1};
    json_t *answer;
    char *text;

    (void)task;
    (void)limits;
    if (asked->question == EVNE_LSP_CHECK) {
        check(asked, outcome);
        return;
    }
    answer = evne_lsp_answer_with(asked, outcome->arena, &schema);
    text = answer ? json_dumps(answer, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    outcome->status = answer ? EVNE_OK : EVNE_USAGE;
    if (answer && !text)
        abort(); /* an answer is always JSON */
    outcome->json = evne_str_of(evne_arena_text(outcome->arena, text ? text : ""));
    free(text);
    json_decref(answer);
}
