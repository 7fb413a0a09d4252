/*
 * evne check CASE...: everything that is wrong with each case, at once; with --profile mitid, what
 * the national signing service would refuse in each PDF.
 */
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_check[] = {EVNE_OPTION_REPORT, EVNE_OPTION_PROFILE,
                                                  EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

/* How one argument is checked; `request` belongs to `one`. */
typedef struct checking {
    void (*one)(void *request, const char *path, evne_outcome *outcome);
    void *request;
} checking;

static void check_case(void *request, const char *path, evne_outcome *outcome)
{
    evne_job_request *job = request;

    job->case_path = path;
    evne_worker_run(evne_job_check, job, &evne_worker_default, outcome);
}

static void check_pdf(void *request, const char *path, evne_outcome *outcome)
{
    evne_seal_request *seal = request;

    seal->path = path;
    outcome->status =
        evne_file_read(outcome->arena, path, EVNE_LARGEST_PDF, &seal->pdf, &outcome->err);
    if (outcome->status == EVNE_OK)
        evne_worker_run(evne_seal_mitid, seal, &evne_worker_default, outcome);
}

static void count(const evne_problems *problems, size_t counts[3])
{
    for (size_t i = 0; i < evne_problems_count(problems); i++)
        counts[evne_problems_at(problems, i)->severity]++;
}

/* Worse statuses win over findings, so that a script sees that a case could not be read. */
static evne_status worse(evne_status a, evne_status b)
{
    return evne_status_exit(a) >= evne_status_exit(b) ? a : b;
}

static void add_findings(json_t *findings, const evne_problems *problems)
{
    json_t *more = evne_report_json(problems);

    json_array_extend(findings, more);
    json_decref(more);
}

static json_t *summary(json_t *findings, const size_t counts[3])
{
    return json_pack("{s:o, s:i, s:i, s:i}", "findings", findings, "errors",
                     (int)counts[EVNE_SEVERE_ERROR], "warnings", (int)counts[EVNE_WARNING], "infos",
                     (int)counts[EVNE_INFO]);
}

/* Every argument in turn; what was wrong with each is printed beside it. */
static evne_status check_all(evne_arena *arena, const evne_options *options, checking how)
{
    evne_status status = EVNE_OK;
    json_t *findings = json_array();
    size_t counts[3] = {0};

    for (size_t i = 0; i < options->n_arguments; i++) {
        evne_outcome outcome;
        evne_error fault;
        evne_outcome_init(&outcome, arena);
        how.one(how.request, options->arguments[i], &outcome);
        if (evne_status_exit(evne_command_report(options, &outcome, &fault)) > 1)
            evne_report_error(stderr, &fault);
        status = worse(status, outcome.status);
        count(outcome.problems, counts);
        add_findings(findings, outcome.problems);
    }
    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(summary(findings, counts));
    else if (counts[0] + counts[1] + counts[2] == 0 && status == EVNE_OK)
        puts("ingen bemærkninger");
    else
        printf("%zu fejl, %zu advarsler, %zu oplysninger\n", counts[0], counts[1], counts[2]);
    if (options->format != EVNE_FORMAT_JSON)
        json_decref(findings);
    return status;
}

static evne_status run_mitid(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {0};

    if (options->values[EVNE_OPTION_REPORT])
        return evne_fail(err, EVNE_USAGE, NULL,
                         "--report goes with cases; --profile mitid checks PDFs");
    return check_all(arena, options, (checking){check_pdf, &request});
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const char *profile = options->values[EVNE_OPTION_PROFILE];
    evne_job_request request;
    evne_paths paths;

    if (profile && strcmp(profile, "mitid") == 0)
        return run_mitid(arena, options, err);
    if (profile)
        return evne_fail(err, EVNE_USAGE, NULL,
                         "check has no profile '%s': only mitid, what the signing service refuses; "
                         "check PDF/A and PDF/UA with a validator such as veraPDF",
                         profile);
    EVNE_TRY(evne_command_request(arena, options, &paths, &request, err));
    request.report = options->values[EVNE_OPTION_REPORT];
    return check_all(arena, options, (checking){check_case, &request});
}

const evne_command evne_command_check = {
    .name = "check",
    .arguments = "CASE...",
    .least_arguments = 1,
    .most_arguments = 256,
    .summary = "everything that is wrong with a case, at once",
    .about =
        "Checks each case for every report that it names in sag.rapporttyper: fields, rules that\n"
        "need more than one field, dates, ids and references. Findings are in Danish, sorted by\n"
        "place. Exit code 0 when there is no error, 1 when there is one, 3 when a case cannot be\n"
        "read. With --profile mitid the arguments are PDFs, and the findings name each object "
        "that\n"
        "the national signing service would refuse.",
    .options = options_of_check,
    .n_options = sizeof options_of_check / sizeof *options_of_check,
    .run = run,
};
