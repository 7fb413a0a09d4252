/* evne sign FILE --key URI --role ROLE: one signature. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_sign[] = {
    EVNE_OPTION_KEY,       EVNE_OPTION_ROLE,    EVNE_OPTION_CERT,
    EVNE_OPTION_PASS_FILE, EVNE_OPTION_PASS_FD, EVNE_OPTION_TIME,
    EVNE_OPTION_ANY_ORDER, EVNE_OPTION_OUTPUT,  EVNE_OPTION_FORCE};

static evne_status read_descriptor(const char *text, int *fd, evne_error *err)
{
    char *end;
    long number;

    *fd = -1;
    if (!text)
        return EVNE_OK;
    errno = 0;
    number = strtol(text, &end, 10);
    if (errno || end == text || *end || number < 0 || number > 65535)
        return evne_fail(err, EVNE_USAGE, NULL, "--passphrase-fd wants a number, not '%s'", text);
    *fd = (int)number;
    return EVNE_OK;
}

static evne_status make_request(evne_arena *arena, const evne_options *options,
                                evne_seal_request *request, evne_error *err)
{
    *request = (evne_seal_request){
        .path = options->arguments[0],
        .key_uri = options->values[EVNE_OPTION_KEY],
        .certificate_path = options->values[EVNE_OPTION_CERT],
        .role = options->values[EVNE_OPTION_ROLE],
        .in_any_order = options->values[EVNE_OPTION_ANY_ORDER] != NULL,
        .passphrase = {.file = options->values[EVNE_OPTION_PASS_FILE],
                       .prompt = evne_prompt_terminal},
    };
    if (!request->key_uri || !request->role)
        return evne_fail(err, EVNE_USAGE, NULL, "sign wants --key URI and --role ROLE");
    EVNE_TRY(read_descriptor(options->values[EVNE_OPTION_PASS_FD], &request->passphrase.fd, err));
    EVNE_TRY(evne_command_time(options, &request->when, err));
    return evne_file_read(arena, request->path, EVNE_LARGEST_PDF, &request->pdf, err);
}

/* "plan.pdf" to "plan-arbejdsgiver.pdf": a signed file never silently replaces the one signed. */
static const char *default_name(evne_arena *arena, const char *path, const char *role)
{
    const char *name = evne_file_name(path), *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);

    return evne_arena_printf(arena, "%.*s-%s.pdf", (int)stem, path, role);
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const char *name;
    evne_seal_request request;
    evne_outcome inspected, outcome;

    EVNE_TRY(make_request(arena, options, &request, err));
    evne_outcome_init(&inspected, arena);
    evne_worker_run(evne_seal_inspect, &request, &evne_worker_default, &inspected);
    EVNE_TRY(evne_command_report(options, &inspected, err));
    request.is_inspected = true;
    evne_outcome_init(&outcome, arena);
    evne_seal_sign(&request, &outcome);
    EVNE_TRY(evne_command_report(options, &outcome, err));
    name = default_name(arena, request.path, request.role);
    EVNE_TRY(evne_command_write(arena, options, name, outcome.bytes, err));
    evne_command_tell(options, &outcome, name);
    return EVNE_OK;
}

const evne_command evne_command_sign = {
    .name = "sign",
    .arguments = "FILE",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "add one signature in the field of a role",
    .about =
        "Adds one PAdES B-B signature as an incremental update: what is signed already stays as "
        "it\n"
        "is. Fields are signed in the order of the report. The passphrase of a key is asked for, "
        "or\n"
        "read from a file or descriptor, and never stands on the command line. Without --output\n"
        "the signed file is FILE with the role added to its name.",
    .options = options_of_sign,
    .n_options = sizeof options_of_sign / sizeof *options_of_sign,
    .run = run,
};
