/* evne sign FILE --key URI --role ROLE: one signature. */
#include <string.h>

#include "base/file.h"
#include "remote.h"
#include "signing.h"
#include "worker.h"

static const evne_option_id options_of_sign[] = {EVNE_OPTIONS_OF_SIGNING, EVNE_OPTION_OUTPUT,
                                                 EVNE_OPTION_FORCE,       EVNE_OPTION_DATA_DIR,
                                                 EVNE_OPTION_PREPARE,     EVNE_OPTION_COMPLETE};

/* Which options go together: a key, or one of two steps without it. */
static evne_status check_request(const evne_options *options, const evne_seal_request *request,
                                 evne_error *err)
{
    bool prepares = options->values[EVNE_OPTION_PREPARE] != NULL;
    bool completes = options->values[EVNE_OPTION_COMPLETE] != NULL;

    if (prepares + completes + (request->key_uri != NULL) != 1)
        return evne_fail(err, EVNE_USAGE, NULL,
                         "sign wants --key URI and --role ROLE, or --prepare, or --complete");
    if (!completes && !request->role)
        return evne_fail(err, EVNE_USAGE, NULL, "sign wants --role ROLE");
    if (prepares && !request->certificate_path)
        return evne_fail(err, EVNE_USAGE, NULL, "--prepare wants --cert FILE");
    return EVNE_OK;
}

static evne_status make_request(evne_arena *arena, const evne_options *options, evne_paths *paths,
                                evne_seal_request *request, evne_error *err)
{
    EVNE_TRY(evne_signing_request(options, request, err));
    EVNE_TRY(check_request(options, request, err));
    request->path = options->arguments[0];
    EVNE_TRY(evne_command_paths(arena, options, paths, err));
    request->look = paths;
    return evne_file_read(arena, request->path, EVNE_LARGEST_PDF, &request->pdf, err);
}

/* "plan.pdf" to "plan-arbejdsgiver.pdf": a signed file never silently replaces the one signed. */
static const char *default_name(evne_arena *arena, const char *path, const char *role)
{
    const char *name = evne_file_name(path), *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);

    return evne_arena_printf(arena, "%.*s-%s.pdf", (int)stem, path, role ? role : "signed");
}

/* The signed file, or the prepared one, whose other half goes to the file of --prepare. */
static evne_status make(evne_arena *arena, const evne_options *options, evne_seal_request *request,
                        evne_outcome *outcome, evne_error *err)
{
    const char *prepare = options->values[EVNE_OPTION_PREPARE];
    const char *complete = options->values[EVNE_OPTION_COMPLETE];

    if (complete) {
        EVNE_TRY(evne_file_read(arena, complete, EVNE_SIGN_RESERVE_MAX, &request->signature, err));
        evne_remote_complete(request, outcome);
    } else if (prepare) {
        evne_remote_prepare(request, outcome);
        EVNE_TRY(evne_command_report(options, outcome, err));
        return evne_file_write(arena, prepare, outcome->json,
                               options->values[EVNE_OPTION_FORCE] != NULL, err);
    } else {
        evne_seal_sign(request, outcome);
    }
    return EVNE_OK;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const char *name;
    evne_paths paths;
    evne_seal_request request;
    evne_outcome inspected, outcome;

    EVNE_TRY(make_request(arena, options, &paths, &request, err));
    request.is_prepared = options->values[EVNE_OPTION_COMPLETE] != NULL;
    evne_outcome_init(&inspected, arena);
    evne_worker_run(evne_seal_inspect, &request, &evne_worker_default, &inspected);
    EVNE_TRY(evne_command_report(options, &inspected, err));
    request.trusted = EVNE_INSPECTED;
    evne_outcome_init(&outcome, arena);
    EVNE_TRY(make(arena, options, &request, &outcome, err));
    name = default_name(arena, request.path, request.role);
    return evne_command_seal(arena, options, &outcome, name, err);
}

const evne_command evne_command_sign = {
    .name = "sign",
    .arguments = "FILE",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "add one signature in the field of a role",
    .about =
        "Adds one PAdES signature as an incremental update: what is signed already stays as it\n"
        "is. Fields are signed in the order of the report; a file of the mitid profile is signed "
        "by\n"
        "the national service first and then gets a field in the box of each role. The passphrase\n"
        "of a key is asked for, or read from a file or descriptor, and never stands on the "
        "command\n"
        "line. Without --output the signed file is FILE with the role added to its name. A file\n"
        "that verify would call invalid, or that can show itself differently later (scripts,\n"
        "optional content), is refused.",
    .options = options_of_sign,
    .n_options = sizeof options_of_sign / sizeof *options_of_sign,
    .run = run,
};
