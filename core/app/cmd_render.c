/* evne render CASE REPORT: the PDF. */
#include <string.h>

#include "command.h"
#include "worker.h"

static const evne_option_id options_of_render[] = {
    EVNE_OPTION_OUTPUT,     EVNE_OPTION_FORCE,        EVNE_OPTION_DRAFT,   EVNE_OPTION_PROFILE,
    EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_TEMPLATE_DIR, EVNE_OPTION_DATA_DIR};

static evne_status refuse(const evne_options *options, const evne_outcome *outcome, evne_error *err)
{
    size_t n_errors = evne_problems_errors(outcome->problems);

    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(evne_command_facts(outcome));
    return evne_fail(err, EVNE_FINDINGS, NULL,
                     "nothing rendered: the case has %zu error%s; --draft renders it as a draft",
                     n_errors, n_errors == 1 ? "" : "s");
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_job_request request;
    evne_outcome outcome;
    evne_paths paths;
    evne_status status;

    EVNE_TRY(evne_command_request(arena, options, &paths, &request, err));
    request.case_path = options->arguments[0];
    request.report = options->arguments[1];
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_job_render, &request, &evne_worker_default, &outcome);
    status = evne_command_report(options, &outcome, err);
    if (status != EVNE_OK && status != EVNE_FINDINGS)
        return status;
    if (outcome.bytes.len == 0)
        return refuse(options, &outcome, err);
    EVNE_TRY(evne_command_write(arena, options, outcome.name.p, outcome.bytes, err));
    evne_command_tell(options, &outcome, outcome.name.p);
    return EVNE_OK;
}

const evne_command evne_command_render = {
    .name = "render",
    .arguments = "CASE REPORT",
    .least_arguments = 2,
    .most_arguments = 2,
    .summary = "the PDF of one report",
    .about =
        "Renders REPORT from CASE as PDF/A-3a and PDF/UA-1 with the report's data embedded and a\n"
        "signature field for each signer. A case with errors is refused; warnings pass. The same\n"
        "case gives the same bytes on any machine, day and locale. Without --output the file is\n"
        "named after the document's id.",
    .options = options_of_render,
    .n_options = sizeof options_of_render / sizeof *options_of_render,
    .run = run,
};
