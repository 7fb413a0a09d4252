/* evne verify FILE...: who signed what, and what changed since. */
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "data/casefile.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_verify[] = {EVNE_OPTION_TRUST,        EVNE_OPTION_TIME,
                                                   EVNE_OPTION_ORIGINAL,     EVNE_OPTION_RERENDER,
                                                   EVNE_OPTION_ORGANISATION, EVNE_OPTION_PLUGIN_DIR,
                                                   EVNE_OPTION_TEMPLATE_DIR, EVNE_OPTION_DATA_DIR,
                                                   EVNE_OPTION_SHEET,        EVNE_OPTION_FORCE};

/* What the data inside says about how the document was made. */
typedef struct making {
    const char *report;
    evne_str organisation; /* SHA-256 of the organisation file, or empty */
} making;

static evne_status find_making(evne_arena *arena, const evne_outcome *data, making *out,
                               evne_error *err)
{
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag;
    evne_str id;

    EVNE_TRY(evne_casefile_parse(arena, data->name.p, data->bytes, problems, &sag, err));
    id = evne_value_text(evne_value_find(sag, "fremstilling.rapport"));
    if (id.len == 0)
        return evne_fail(err, EVNE_INPUT, data->name.p, "the data does not name its report");
    out->report = evne_arena_copy(arena, id.p, id.len);
    out->organisation = evne_value_text(evne_value_find(sag, "fremstilling.organisation"));
    return EVNE_OK;
}

/* A document without an organisation file is rendered without one, whatever --organisation says. */
static evne_status choose_organisation(const making *made, const char *path, evne_job_request *job,
                                       evne_error *err)
{
    if (made->organisation.len && !job->organisation)
        return evne_fail(err, EVNE_USAGE, path,
                         "was rendered with an organisation file, so --rerender needs "
                         "--organisation FILE (SHA-256 %.*s)",
                         EVNE_STR_ARGS(made->organisation));
    if (!made->organisation.len)
        job->organisation = NULL;
    return EVNE_OK;
}

static evne_status compare_organisation(const making *made, const char *path,
                                        const evne_job_request *job, const evne_outcome *again,
                                        evne_error *err)
{
    json_t *facts = json_loadb(again->json.p ? again->json.p : "", again->json.len, 0, NULL);
    const char *hash = json_string_value(json_object_get(facts, "organisationSha256"));
    bool is_same = !job->organisation || (hash && evne_str_is(made->organisation, hash));

    json_decref(facts);
    if (is_same)
        return EVNE_OK;
    return evne_fail(err, EVNE_INPUT, path,
                     "'%s' is not the organisation file that the document was rendered with: its "
                     "values or its logo have changed since",
                     job->organisation);
}

/* Renders the data inside `request->pdf` again: what the file must begin with. */
static evne_status rerender(evne_arena *arena, const evne_options *options,
                            evne_seal_request *request, evne_error *err)
{
    evne_outcome data, again;
    evne_job_request job;
    evne_paths paths;
    making made;

    EVNE_TRY(evne_command_request(arena, options, &paths, &job, err));
    evne_outcome_init(&data, arena);
    evne_worker_run(evne_seal_data, request, &evne_worker_default, &data);
    EVNE_TRY(evne_command_report(options, &data, err));
    EVNE_TRY(find_making(arena, &data, &made, err));
    EVNE_TRY(choose_organisation(&made, request->path, &job, err));
    job.report = made.report;
    job.case_path = data.name.p;
    job.case_bytes = data.bytes;
    job.is_again = true;
    evne_outcome_init(&again, arena);
    evne_worker_run(evne_job_render, &job, &evne_worker_default, &again);
    if (again.bytes.len == 0 && again.status == EVNE_FINDINGS) {
        evne_command_report(options, &again, err);
        return evne_fail(err, EVNE_INPUT, request->path,
                         "the data inside cannot be rendered again: %zu findings",
                         evne_problems_count(again.problems));
    }
    if (again.status == EVNE_OK)
        EVNE_TRY(compare_organisation(&made, request->path, &job, &again, err));
    *err = again.err;
    request->original = again.bytes;
    return again.status;
}

static evne_status find_original(evne_arena *arena, const evne_options *options,
                                 evne_seal_request *request, evne_error *err)
{
    const char *original = options->values[EVNE_OPTION_ORIGINAL];

    request->original = (evne_str){NULL, 0};
    if (original)
        return evne_file_read(arena, original, EVNE_LARGEST_PDF, &request->original, err);
    if (options->values[EVNE_OPTION_RERENDER])
        return rerender(arena, options, request, err);
    return EVNE_OK;
}

/* The verdict stands, whatever happens to its sheet; but it is told, and the exit code says so. */
static void write_sheet(evne_arena *arena, const evne_options *options, evne_outcome *outcome,
                        evne_error *err)
{
    const char *path = options->values[EVNE_OPTION_SHEET];
    bool force = options->values[EVNE_OPTION_FORCE] != NULL;
    evne_status status = outcome->err.status;

    if (outcome->bytes.len)
        status = evne_file_write(arena, path, outcome->bytes, force, err);
    else
        *err = outcome->err;
    if (status != EVNE_OK && outcome->status == EVNE_OK)
        outcome->status = status;
}

static evne_status verify_file(evne_arena *arena, const evne_options *options,
                               evne_seal_request *request, json_t *files, evne_error *err)
{
    evne_outcome outcome;

    EVNE_TRY(evne_file_read(arena, request->path, EVNE_LARGEST_PDF, &request->pdf, err));
    EVNE_TRY(find_original(arena, options, request, err));
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_seal_verify, request, &evne_worker_default, &outcome);
    if (outcome.json.len == 0) {
        *err = outcome.err;
        if (!err->where[0])
            snprintf(err->where, sizeof err->where, "%s", request->path);
        return outcome.status;
    }
    if (options->format == EVNE_FORMAT_JSON)
        json_array_append_new(files, json_loadb(outcome.json.p, outcome.json.len, 0, NULL));
    else
        fwrite(outcome.text.p, 1, outcome.text.len, stdout);
    if (request->sheet)
        write_sheet(arena, options, &outcome, err);
    return outcome.status;
}

/* Invalid outweighs everything: a script must not take another exit code for a better verdict. */
static evne_status graver(evne_status a, evne_status b)
{
    if (a == EVNE_INVALID || b == EVNE_INVALID)
        return EVNE_INVALID;
    return evne_status_exit(a) >= evne_status_exit(b) ? a : b;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {.trust = options->trust};
    evne_status status = EVNE_OK;
    evne_paths paths;
    json_t *files;

    EVNE_TRY(evne_command_time(options, &request.now, err));
    if (options->values[EVNE_OPTION_ORIGINAL] && options->n_arguments > 1)
        return evne_fail(err, EVNE_USAGE, NULL, "--original goes with one file");
    if (options->values[EVNE_OPTION_SHEET]) {
        if (options->n_arguments > 1)
            return evne_fail(err, EVNE_USAGE, NULL, "--report goes with one file");
        EVNE_TRY(evne_command_paths(arena, options, &paths, err));
        request.sheet = &paths;
    }
    files = json_array();
    for (size_t i = 0; i < options->n_arguments; i++) {
        evne_error fault = {0};
        evne_status one;
        request.path = options->arguments[i];
        one = verify_file(arena, options, &request, files, &fault);
        if (fault.text[0])
            evne_report_error(stderr, &fault);
        status = graver(status, one);
    }
    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(json_pack("{s:o}", "files", files));
    else
        json_decref(files);
    return status;
}

const evne_command evne_command_verify = {
    .name = "verify",
    .arguments = "FILE...",
    .least_arguments = 1,
    .most_arguments = 256,
    .summary = "who signed what, and what changed since",
    .about =
        "Reads every revision of FILE strictly and gives a verdict for each signature: who signed, "
        "in\n"
        "which role, whether the content is what was signed, whether the certificate leads to one\n"
        "of --trust, and what came after. Exit code 0 when all are valid, 1 when one is not or\n"
        "there is none, 6 when it cannot be decided.",
    .options = options_of_verify,
    .n_options = sizeof options_of_verify / sizeof *options_of_verify,
    .run = run,
};
