/* How: thin tasks over sign/; the verdict's two forms stand in verdict.c. */
#include "sealing.h"

#include <jansson.h>
#include <stdlib.h>

#include "sign/attached.h"
#include "sign/mitid.h"
#include "sign/sign.h"
#include "verdict.h"

void evne_seal_data(void *request, evne_outcome *outcome)
{
    const evne_seal_request *r = request;

    outcome->status = evne_attached_read(outcome->arena, r->path, r->pdf, &outcome->name,
                                         &outcome->bytes, &outcome->err);
}

static void add_mitid(evne_problems *problems, evne_arena *arena, const char *file,
                      const evne_mitid_finding *finding)
{
    evne_problem problem = {.file = file,
                            .path = "",
                            .code = finding->code,
                            .severity = EVNE_SEVERE_ERROR,
                            .message = finding->message,
                            .suggestion = finding->suggestion};

    if (finding->number > 0)
        problem.path = evne_arena_printf(arena, "objekt %d %d: %s", finding->number,
                                         finding->generation, finding->name);
    else if (finding->name[0])
        problem.path = evne_arena_printf(arena, "trailer: %s", finding->name);
    evne_problems_add(problems, &problem);
}

static evne_status mitid(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    static const evne_mitid_finding more = {
        .name = "",
        .code = "mitid.flere",
        .message = "der er flere fejl, end der vises",
        .suggestion = "ret dem, der vises, og prøv igen",
    };
    evne_mitid_findings found;

    EVNE_TRY(evne_mitid_check(outcome->arena, r->path, r->pdf, &found, err));
    for (size_t i = 0; i < found.n; i++)
        add_mitid(outcome->problems, outcome->arena, r->path, &found.list[i]);
    if (found.is_cut)
        add_mitid(outcome->problems, outcome->arena, r->path, &more);
    return EVNE_OK;
}

void evne_seal_mitid(void *request, evne_outcome *outcome)
{
    evne_outcome_settle(outcome, mitid(request, outcome, &outcome->err));
}

/* A signature on a file whose earlier ones are broken would lend it a name that it has lost. */
static evne_status refuse_broken(const evne_seal_request *r, evne_arena *arena, evne_error *err)
{
    evne_verify_options options = {.now = r->when};
    const evne_verdict *verdict;

    EVNE_TRY(evne_verify(arena, r->pdf, &options, &verdict, err));
    for (size_t i = 0; i < verdict->n_signatures; i++)
        if (!verdict->signatures[i].is_intact || verdict->signatures[i].has_changes_after)
            return evne_fail(err, EVNE_INPUT, r->path,
                             "the signature of '%s' is broken; see 'evne verify'",
                             verdict->signatures[i].role);
    return EVNE_OK;
}

static evne_status inspect(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    const evne_sign_field *fields;
    size_t n_fields;

    EVNE_TRY(evne_sign_fields(outcome->arena, r->pdf, &fields, &n_fields, err));
    return refuse_broken(r, outcome->arena, err);
}

void evne_seal_inspect(void *request, evne_outcome *outcome)
{
    outcome->status = inspect(request, outcome, &outcome->err);
}

static void tell_signer(const evne_seal_request *r, const evne_key *key, evne_outcome *outcome)
{
    const char *algorithm = evne_key_name(outcome->arena, evne_key_private(key));
    json_t *facts = json_pack("{s:s, s:s, s:s}", "role", r->role, "key", algorithm, "level", "B-B");
    char *text = facts ? json_dumps(facts, JSON_COMPACT) : NULL;

    if (text)
        outcome->json = evne_str_of(evne_arena_text(outcome->arena, text));
    free(text);
    json_decref(facts);
}

static evne_status sign(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_key *key = NULL;
    evne_status status;
    evne_sign_options options = {.role = r->role,
                                 .when = r->when,
                                 .enforce_order = !r->in_any_order,
                                 .is_inspected = r->is_inspected};

    EVNE_TRY(
        evne_key_load(outcome->arena, r->key_uri, r->certificate_path, &r->passphrase, &key, err));
    options.key = key;
    status = evne_sign(outcome->arena, r->pdf, &options, &outcome->bytes, err);
    if (status == EVNE_OK)
        tell_signer(r, key, outcome);
    evne_key_free(key);
    return status;
}

void evne_seal_sign(void *request, evne_outcome *outcome)
{
    outcome->status = sign(request, outcome, &outcome->err);
}

static evne_status verify(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_verify_options options = {
        .roots = r->trust.paths, .n_roots = r->trust.count, .now = r->now, .original = r->original};
    const evne_verdict *verdict;
    evne_buf text = {.arena = outcome->arena};

    EVNE_TRY(evne_verify(outcome->arena, r->pdf, &options, &verdict, err));
    evne_verdict_write(&text, r->path, verdict);
    outcome->text = evne_buf_str(&text);
    outcome->json = evne_verdict_json(outcome->arena, r->path, verdict);
    return evne_verdict_exit(verdict->status);
}

void evne_seal_verify(void *request, evne_outcome *outcome)
{
    outcome->status = verify(request, outcome, &outcome->err);
}
