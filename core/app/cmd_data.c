/* evne data FILE: the case inside a PDF. */
#include "base/file.h"
#include "command.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_data[] = {EVNE_OPTION_OUTPUT, EVNE_OPTION_FORCE};

static evne_status print(const evne_options *options, const evne_outcome *outcome, evne_error *err)
{
    json_t *facts;

    if (options->format == EVNE_FORMAT_TEXT)
        return evne_command_print(outcome->bytes, err);
    facts = json_pack("{s:s%, s:s%}", "name", outcome->name.p, outcome->name.len, "data",
                      outcome->bytes.p, outcome->bytes.len);
    if (!facts)
        return evne_fail(err, EVNE_INPUT, NULL, "the data is not UTF-8");
    evne_command_print_json(facts);
    return EVNE_OK;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {.path = options->arguments[0]};
    evne_outcome outcome;

    EVNE_TRY(evne_file_read(arena, request.path, EVNE_LARGEST_PDF, &request.pdf, err));
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_seal_data, &request, &evne_worker_default, &outcome);
    EVNE_TRY(evne_command_report(options, &outcome, err));
    if (!options->values[EVNE_OPTION_OUTPUT])
        return print(options, &outcome, err);
    return evne_command_write(arena, options, NULL, outcome.bytes, err);
}

const evne_command evne_command_data = {
    .name = "data",
    .arguments = "FILE",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "the case inside a PDF",
    .about =
        "Takes the data out of a PDF that Evne made: a case file with exactly what the report "
        "reads\n"
        "and how the document was made. Rendering it again gives the first revision byte for byte.",
    .options = options_of_data,
    .n_options = sizeof options_of_data / sizeof *options_of_data,
    .run = run,
};
