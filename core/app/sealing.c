/* How: thin tasks over sign/; the verdict's two forms stand in verdict.c. */
#include "sealing.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "appearance.h"
#include "control.h"
#include "sign/attached.h"
#include "sign/mitid.h"
#include "sign/shown.h"
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

/* What verify would hold against the file itself, whoever signs it; but not that nobody has yet. */
static evne_status refuse_faulty(const evne_seal_request *r, const evne_reasons *reasons,
                                 evne_error *err)
{
    for (size_t i = 0; i < reasons->n; i++)
        if (reasons->list[i].status != EVNE_VERDICT_VALID &&
            strcmp(reasons->list[i].code, "file.unsigned") != 0)
            return evne_fail(err, EVNE_INPUT, r->path, "the file cannot be signed: %.300s [%s]",
                             reasons->list[i].text, reasons->list[i].code);
    return EVNE_OK;
}

/* A signature on a file whose earlier ones are broken would lend it a name that it has lost. */
static evne_status refuse_broken(const evne_seal_request *r, evne_arena *arena,
                                 const struct evne_revisions *file, evne_error *err)
{
    evne_verify_options options = {.now = r->when, .file = file};
    const evne_verdict *verdict;

    EVNE_TRY(evne_verify(arena, r->pdf, &options, &verdict, err));
    for (size_t i = 0; i < verdict->n_signatures; i++)
        if (!verdict->signatures[i].is_intact || verdict->signatures[i].has_changes_after)
            return evne_fail(err, EVNE_INPUT, r->path,
                             "the signature of '%s' is broken; see 'evne verify'",
                             verdict->signatures[i].role);
    return refuse_faulty(r, &verdict->reasons, err);
}

static evne_status inspect(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    const evne_sign_field *fields;
    const struct evne_revisions *file;
    size_t n_fields;

    EVNE_TRY(evne_sign_read(outcome->arena, r->pdf, EVNE_FOREIGN, &file, err));
    EVNE_TRY(evne_sign_fields(outcome->arena, file, &fields, &n_fields, err));
    if (r->is_prepared)
        return EVNE_OK; /* the empty one looks broken; the others were looked at when it was made */
    if (evne_sign_is_untouched(file, fields, n_fields))
        return EVNE_OK;
    return refuse_broken(r, outcome->arena, file, err);
}

void evne_seal_inspect(void *request, evne_outcome *outcome)
{
    outcome->status = inspect(request, outcome, &outcome->err);
}

static void tell(evne_outcome *outcome, json_t *facts)
{
    char *text = facts ? json_dumps(facts, JSON_COMPACT) : NULL;

    if (text)
        outcome->json = evne_str_of(evne_arena_text(outcome->arena, text));
    free(text);
    json_decref(facts);
}

/* The level is not what was asked for; what was reached stands. */
static evne_status fall_short(const evne_seal_request *r, evne_level level, const evne_error *fault,
                              evne_error *err)
{
    return evne_fail(err, EVNE_SYSTEM, r->path, "%.300s; the level is %s, not %s", fault->text,
                     level ? evne_level_name(level) : "not one of the baseline",
                     evne_level_name(r->level));
}

static evne_status extend(const evne_seal_request *r, evne_str pdf, evne_extended *out,
                          evne_arena *arena, evne_error *err)
{
    evne_extend_options options = {.level = r->level,
                                   .tsa = r->tsa,
                                   .roots = r->trust.paths,
                                   .n_roots = r->trust.count,
                                   .now = r->now};

    EVNE_TRY(evne_extend(arena, pdf, &options, out, err));
    return out->fault.text[0] ? fall_short(r, out->level, &out->fault, err) : EVNE_OK;
}

evne_status evne_seal_dress(const evne_seal_request *r, evne_arena *arena, evne_level level,
                            evne_sign_options *options, evne_error *err)
{
    evne_appearance_request request = {.role = r->role,
                                       .certificate = evne_key_certificate(options->key),
                                       .when = r->when,
                                       .level = evne_level_name(level),
                                       .paths = r->look,
                                       .kept = r->kept};

    if (!options->file)
        EVNE_TRY(evne_sign_read(arena, r->pdf, r->trusted, &options->file, err));
    if (!r->look)
        return EVNE_OK;
    request.file = options->file;
    return evne_appearance_make(arena, &request, &options->appearance, &options->reason, err);
}

/* Signs at B-T, where that is wanted, and else or where there is no time-stamp at B-B. */
static evne_status sign_at(const evne_seal_request *r, evne_sign_options *options,
                           evne_outcome *outcome, evne_error *err)
{
    EVNE_TRY(evne_seal_dress(r, outcome->arena, options->tsa ? EVNE_LEVEL_T : EVNE_LEVEL_B, options,
                             err));
    EVNE_TRY(evne_sign(outcome->arena, r->pdf, options, &outcome->bytes, err));
    if (!options->tsa || !options->fault->text[0])
        return EVNE_OK;
    options->tsa = NULL; /* the look must not promise what is not there */
    return sign_at(r, options, outcome, err);
}

evne_status evne_seal_raise(const evne_seal_request *r, const char *key, const evne_error *fault,
                            evne_outcome *outcome, evne_error *err)
{
    evne_level level =
        r->level >= EVNE_LEVEL_T && r->tsa && !fault->text[0] ? EVNE_LEVEL_T : EVNE_LEVEL_B;
    evne_status status = fault->text[0] ? fall_short(r, level, fault, err) : EVNE_OK;
    evne_extended extended = {0};

    if (status == EVNE_OK && r->level > EVNE_LEVEL_T) {
        status = extend(r, outcome->bytes, &extended, outcome->arena, err);
        level = extended.level > level ? extended.level : level;
        outcome->bytes = extended.has_grown ? extended.pdf : outcome->bytes;
    }
    tell(outcome, json_pack("{s:s, s:s, s:s}", "role", r->role ? r->role : "", "key", key, "level",
                            evne_level_name(level)));
    return status;
}

static evne_status sign_and_raise(const evne_seal_request *r, const evne_key *key,
                                  evne_outcome *outcome, evne_error *err)
{
    evne_error fault = {0};
    evne_sign_options options = {.role = r->role,
                                 .key = key,
                                 .when = r->when,
                                 .enforce_order = !r->in_any_order,
                                 .certify = r->certify,
                                 .pss = r->pss,
                                 .tsa = r->level >= EVNE_LEVEL_T ? r->tsa : NULL,
                                 .fault = &fault};

    EVNE_TRY(sign_at(r, &options, outcome, err));
    return evne_seal_raise(r, evne_key_name(outcome->arena, evne_key_private(key)), &fault, outcome,
                           err);
}

static evne_status sign(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_key *key = NULL;
    evne_status status;

    EVNE_TRY(
        evne_key_load(outcome->arena, r->key_uri, r->certificate_path, &r->passphrase, &key, err));
    status = sign_and_raise(r, key, outcome, err);
    evne_key_free(key);
    return status;
}

void evne_seal_sign(void *request, evne_outcome *outcome)
{
    outcome->status = sign(request, outcome, &outcome->err);
}

static evne_str join_facts(evne_arena *arena, evne_str made, evne_str signature)
{
    json_t *facts = json_loadb(made.p, made.len, 0, NULL);
    json_t *more = json_loadb(signature.p, signature.len, 0, NULL);
    char *text = NULL;

    if (facts && more && json_object_update(facts, more) == 0)
        text = json_dumps(facts, JSON_COMPACT);
    made = text ? evne_str_of(evne_arena_text(arena, text)) : made;
    free(text);
    json_decref(facts);
    json_decref(more);
    return made;
}

void evne_seal_made(evne_seal_request *request, const evne_outcome *made, evne_outcome *outcome)
{
    request->path = made->name.p;
    request->pdf = made->bytes;
    request->trusted = EVNE_OWN;
    evne_seal_sign(request, outcome);
    outcome->json = join_facts(outcome->arena, made->json, outcome->json);
    outcome->problems = made->problems;
    outcome->set_aside = made->set_aside;
}

void evne_seal_extend(void *request, evne_outcome *outcome)
{
    const evne_seal_request *r = request;
    evne_extended extended;

    outcome->status = extend(r, r->pdf, &extended, outcome->arena, &outcome->err);
    if (!extended.has_grown)
        return;
    outcome->bytes = extended.pdf;
    tell(outcome, json_pack("{s:s}", "level", evne_level_name(extended.level)));
}

static void make_sheet(const evne_seal_request *r, const evne_verdict *verdict,
                       evne_outcome *outcome, evne_error *err)
{
    evne_control control = {
        .paths = r->sheet, .file = r->path, .pdf = r->pdf, .now = r->now, .verdict = verdict};

    if (r->sheet && evne_control_make(outcome->arena, &control, &outcome->bytes, err) != EVNE_OK)
        outcome->bytes = (evne_str){0};
}

static evne_status verify(const evne_seal_request *r, evne_outcome *outcome, evne_error *err)
{
    evne_verify_options options = {
        .roots = r->trust.paths, .n_roots = r->trust.count, .now = r->now, .original = r->original};
    const evne_verdict *verdict;
    const char *name = evne_shown(outcome->arena, evne_str_of(r->path));
    evne_buf text = {.arena = outcome->arena};

    EVNE_TRY(evne_verify(outcome->arena, r->pdf, &options, &verdict, err));
    evne_verdict_write(&text, name, verdict);
    outcome->text = evne_buf_str(&text);
    outcome->json = evne_verdict_json(outcome->arena, name, verdict);
    make_sheet(r, verdict, outcome, err);
    return evne_verdict_exit(verdict->status);
}

void evne_seal_verify(void *request, evne_outcome *outcome)
{
    outcome->status = verify(request, outcome, &outcome->err);
}
