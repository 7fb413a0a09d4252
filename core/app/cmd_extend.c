/* evne extend FILE --level LEVEL: signatures that can be proven for longer. */
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_extend[] = {
    EVNE_OPTION_LEVEL, EVNE_OPTION_TSA, EVNE_OPTION_TRUST, EVNE_OPTION_OUTPUT, EVNE_OPTION_FORCE};

/* "plan.pdf" to "plan-B-LTA.pdf". */
static const char *default_name(evne_arena *arena, const char *path, evne_level level)
{
    const char *name = evne_file_name(path), *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);

    return evne_arena_printf(arena, "%.*s-%s.pdf", (int)stem, path, evne_level_name(level));
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {.path = options->arguments[0]};
    evne_outcome outcome;

    if (!options->values[EVNE_OPTION_LEVEL])
        return evne_fail(err, EVNE_USAGE, NULL, "extend wants --level B-T, B-LT or B-LTA");
    EVNE_TRY(evne_command_level(options, EVNE_LEVEL_LTA, &request, err));
    EVNE_TRY(evne_file_read(arena, request.path, EVNE_LARGEST_PDF, &request.pdf, err));
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_seal_extend, &request, &evne_worker_default, &outcome);
    return evne_command_seal(arena, options, &outcome,
                             default_name(arena, request.path, request.level), err);
}

const evne_command evne_command_extend = {
    .name = "extend",
    .arguments = "FILE",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "make signatures provable for longer",
    .about =
        "Adds to a signed file what its signatures lack for --level: a time-stamp of the whole\n"
        "document (B-T), answers and lists that say that no certificate was revoked (B-LT), and a\n"
        "time-stamp over these (B-LTA). B-LTA again renews the file, best before the certificate\n"
        "of its last time-stamp ends. What is signed stays as it is. When an authority does not\n"
        "answer, what was reached is written, the level that it has is said and the exit code is "
        "5.\n"
        "Without --output the file is FILE with the level added to its name.",
    .options = options_of_extend,
    .n_options = sizeof options_of_extend / sizeof *options_of_extend,
    .run = run,
};
