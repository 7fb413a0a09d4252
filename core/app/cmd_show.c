/* evne show CASE REPORT --stage STAGE: what a stage of the flow made, as text. */
#include <string.h>

#include "command.h"
#include "worker.h"

static const evne_option_id options_of_show[] = {
    EVNE_OPTION_STAGE,        EVNE_OPTION_DRAFT,      EVNE_OPTION_EXTRACT,
    EVNE_OPTION_ORGANISATION, EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_TEMPLATE_DIR,
    EVNE_OPTION_RULES,        EVNE_OPTION_RULES_DIR,  EVNE_OPTION_DATA_DIR};

static evne_status choose_stage(const char *name, evne_stage *out, evne_error *err)
{
    static const char *const names[] = {"values", "view", "document", "pages"};

    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (evne_stage)i;
            return EVNE_OK;
        }
    return evne_fail(err, EVNE_USAGE, NULL,
                     "--stage wants one of values, view, document and pages");
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_job_request request;
    evne_outcome outcome;
    evne_paths paths;
    evne_status status;

    EVNE_TRY(evne_command_request(arena, options, &paths, &request, err));
    EVNE_TRY(choose_stage(options->values[EVNE_OPTION_STAGE], &request.stage, err));
    request.case_path = options->arguments[0];
    request.report = options->arguments[1];
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_job_show, &request, &evne_worker_default, &outcome);
    status = evne_command_report(options, &outcome, err);
    if (outcome.bytes.len)
        EVNE_TRY(evne_command_print(outcome.bytes, err));
    return status;
}

const evne_command evne_command_show = {
    .name = "show",
    .arguments = "CASE REPORT",
    .least_arguments = 2,
    .most_arguments = 2,
    .summary = "a stage of the flow as text",
    .about =
        "Prints what a stage made: the values that the report reads, the plugin's view, the\n"
        "document tree, or every piece of every page with its position. For authors of plugins\n"
        "and templates, and for tests.",
    .options = options_of_show,
    .n_options = sizeof options_of_show / sizeof *options_of_show,
    .run = run,
};
