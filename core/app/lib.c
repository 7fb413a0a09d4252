/*
 * How: a session keeps its options and, in process, plugins and fonts; each operation makes an
 * arena, finds the folders, runs the same task as the command does, and hands out the outcome with
 * its arena.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evne.h"

#include "clock.h"
#include "job.h"
#include "report.h"
#include "sealing.h"
#include "version.h"
#include "worker.h"

struct evne_session {
    char *data_dir, *plugin_dir, *template_dir, *organisation;
    int in_process;
    evne_kept *kept; /* in process only: a worker leaves nothing */
};

struct evne_result {
    evne_arena *arena;
    evne_outcome outcome;
    const char *json, *error;
};

const char *evne_version(void)
{
    return EVNE_VERSION;
}

static char *copy(const char *text)
{
    size_t size = text ? strlen(text) + 1 : 0;
    char *room = text ? malloc(size) : NULL;

    return room ? memcpy(room, text, size) : NULL;
}

evne_session *evne_session_open(const evne_session_options *options)
{
    evne_session *session = calloc(1, sizeof *session);

    if (!session || !options)
        return session;
    session->data_dir = copy(options->data_dir);
    session->plugin_dir = copy(options->plugin_dir);
    session->template_dir = copy(options->template_dir);
    session->organisation = copy(options->organisation);
    session->in_process = options->in_process;
    session->kept = options->in_process ? evne_kept_new() : NULL;
    return session;
}

void evne_session_close(evne_session *session)
{
    if (!session)
        return;
    free(session->data_dir);
    free(session->plugin_dir);
    free(session->template_dir);
    free(session->organisation);
    evne_kept_free(session->kept);
    free(session);
}

static evne_result *result_new(void)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_result *result = evne_arena_alloc(arena, sizeof *result);

    result->arena = arena;
    evne_outcome_init(&result->outcome, arena);
    return result;
}

static void run(const evne_session *session, evne_task *task, void *request, evne_outcome *outcome)
{
    if (session->in_process)
        task(request, outcome);
    else
        evne_worker_run(task, request, &evne_worker_default, outcome);
}

static const char *json_of(evne_arena *arena, const evne_outcome *outcome)
{
    json_t *facts = evne_report_facts(outcome);
    char *text = json_dumps(facts, JSON_COMPACT | JSON_PRESERVE_ORDER);
    const char *kept = evne_arena_text(arena, text ? text : "{}");

    free(text);
    json_decref(facts);
    return kept;
}

static evne_result *finish(evne_result *result)
{
    const evne_error *err = &result->outcome.err;
    bool has_error = result->outcome.status != EVNE_OK && err->text[0];

    result->json = json_of(result->arena, &result->outcome);
    result->error = "";
    if (has_error)
        result->error = evne_arena_printf(result->arena, "%s%s%s", err->where,
                                          err->where[0] ? ": " : "", err->text);
    return result;
}

static bool find_paths(const evne_session *session, evne_paths *paths, evne_result *result)
{
    evne_folders plugins = {0}, templates = {0};
    evne_outcome *outcome = &result->outcome;

    if (session->plugin_dir)
        evne_folders_add(&plugins, session->plugin_dir);
    if (session->template_dir)
        evne_folders_add(&templates, session->template_dir);
    outcome->status = evne_paths_find(result->arena, session->data_dir, &plugins, &templates, paths,
                                      &outcome->err);
    return outcome->status == EVNE_OK;
}

static evne_job_request job_of(const evne_session *session, const evne_paths *paths,
                               const char *case_path, const char *report, unsigned flags)
{
    return (evne_job_request){.paths = paths,
                              .case_path = case_path,
                              .report = report,
                              .organisation = session->organisation,
                              .kept = session->kept,
                              .is_draft = (flags & EVNE_RENDER_DRAFT) != 0,
                              .profile = flags & EVNE_RENDER_MITID ? EVNE_PROFILE_MITID
                                                                   : EVNE_PROFILE_ARCHIVE};
}

static evne_result *run_job(evne_session *session, evne_task *task, const char *case_path,
                            const char *report, unsigned flags)
{
    evne_result *result = result_new();
    evne_paths paths;
    evne_job_request request = job_of(session, &paths, case_path, report, flags);

    if (find_paths(session, &paths, result))
        run(session, task, &request, &result->outcome);
    return finish(result);
}

evne_result *evne_session_check(evne_session *session, const char *case_path, const char *report)
{
    return run_job(session, evne_job_check, case_path, report, 0);
}

evne_result *evne_session_render(evne_session *session, const char *case_path, const char *report,
                                 unsigned flags)
{
    return run_job(session, evne_job_render, case_path, report, flags);
}

evne_result *evne_session_data(evne_session *session, const void *pdf, size_t len)
{
    evne_result *result = result_new();
    evne_seal_request request = {.path = "pdf", .pdf = {pdf, len}};

    run(session, evne_seal_data, &request, &result->outcome);
    return finish(result);
}

/* An evne_prompt that knows the answer. */
static bool give(void *context, const char *subject, char *out, size_t size)
{
    size_t len = strlen(context);

    (void)subject;
    if (len >= size)
        return false;
    memcpy(out, context, len + 1);
    return true;
}

static bool take_signer(const evne_signature_options *signer, evne_seal_request *request,
                        evne_outcome *outcome)
{
    const char *passphrase = signer->passphrase;

    request->key_uri = signer->key_uri;
    request->certificate_path = signer->certificate_path;
    request->role = signer->role;
    request->passphrase = (evne_passphrase){
        .fd = -1, .prompt = passphrase ? give : NULL, .context = (void *)(uintptr_t)passphrase};
    if (evne_moment_parse(evne_str_of(signer->time), &request->when))
        return true;
    outcome->status = evne_fail(&outcome->err, EVNE_USAGE, NULL,
                                "the time is not of the form 2026-03-12T14:32:00+01:00");
    return false;
}

/* The key stays in this process. */
evne_result *evne_session_sign(evne_session *session, const void *pdf, size_t len,
                               const evne_signature_options *signer)
{
    evne_result *result = result_new();
    evne_paths paths;
    evne_seal_request request = {
        .path = "pdf", .pdf = {pdf, len}, .look = &paths, .kept = session->kept};

    if (find_paths(session, &paths, result) && take_signer(signer, &request, &result->outcome))
        evne_seal_sign(&request, &result->outcome);
    return finish(result);
}

evne_result *evne_session_render_signed(evne_session *session, const char *case_path,
                                        const char *report, const evne_signature_options *signer)
{
    evne_result *result = result_new();
    evne_paths paths;
    evne_job_request job = job_of(session, &paths, case_path, report, 0);
    evne_seal_request seal = {.look = &paths, .kept = session->kept};
    evne_outcome made;

    evne_outcome_init(&made, result->arena);
    if (!find_paths(session, &paths, result) || !take_signer(signer, &seal, &result->outcome))
        return finish(result);
    run(session, evne_job_render, &job, &made);
    if (made.status == EVNE_OK && made.bytes.len)
        evne_seal_made(&seal, &made, &result->outcome);
    else
        result->outcome = made;
    return finish(result);
}

evne_result *evne_session_verify(evne_session *session, const void *pdf, size_t len,
                                 const char *trust_path, long long unix_time)
{
    evne_result *result = result_new();
    evne_seal_request request = {
        .path = "pdf", .pdf = {pdf, len}, .now = evne_clock_moment(unix_time)};

    if (trust_path)
        evne_folders_add(&request.trust, trust_path);
    run(session, evne_seal_verify, &request, &result->outcome);
    return finish(result);
}

int evne_result_code(const evne_result *result)
{
    return evne_status_exit(result->outcome.status);
}

const void *evne_result_bytes(const evne_result *result, size_t *len)
{
    *len = result->outcome.bytes.len;
    return *len ? result->outcome.bytes.p : NULL;
}

const char *evne_result_json(const evne_result *result)
{
    return result->json;
}

const char *evne_result_error(const evne_result *result)
{
    return result->error;
}

void evne_result_free(evne_result *result)
{
    if (result)
        evne_arena_free(result->arena);
}
