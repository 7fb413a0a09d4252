/*
 * evne check CASE...: everything that is wrong with each case, at once; with --watch again on every
 * save; with --profile mitid, what the national signing service would refuse in each PDF.
 */
#include <string.h>

#include "asidelog.h"
#include "base/file.h"
#include "clock.h"
#include "command.h"
#include "copies.h"
#include "sealing.h"
#include "tally.h"
#include "watch.h"
#include "worker.h"

static const evne_option_id options_of_check[] = {
    EVNE_OPTION_REPORT,    EVNE_OPTION_PROFILE,    EVNE_OPTION_BASELINE, EVNE_OPTION_WRITE_BASELINE,
    EVNE_OPTION_LOG,       EVNE_OPTION_FORCE,      EVNE_OPTION_WATCH,    EVNE_OPTION_RULES,
    EVNE_OPTION_RULES_DIR, EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

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

/* What only shows when cases stand beside each other. */
static void check_together(evne_arena *arena, const evne_options *options, evne_tally *tally)
{
    evne_copies_request request = {options->arguments, options->n_arguments};
    evne_outcome outcome;

    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_copies_check, &request, &evne_worker_default, &outcome);
    evne_tally_add(tally, options->arguments[0], &outcome);
}

/* --- the log of what cases set aside --------------------------------------------------------- */

static evne_status write_log(evne_arena *arena, const evne_options *options,
                             const evne_paths *paths, const evne_problems *aside, evne_error *err)
{
    evne_asidelog log = {.paths = paths,
                         .now = evne_clock_now(),
                         .files = options->arguments,
                         .n_files = options->n_arguments,
                         .set_aside = aside};
    evne_str pdf;

    EVNE_TRY(evne_asidelog_make(arena, &log, &pdf, err));
    return evne_file_write(arena, options->values[EVNE_OPTION_LOG], pdf,
                           options->values[EVNE_OPTION_FORCE] != NULL, err);
}

static evne_status tally_all(evne_arena *arena, const evne_options *options,
                             const evne_paths *paths, checking how, evne_tally *tally,
                             evne_error *err)
{
    for (size_t i = 0; i < options->n_arguments; i++) {
        evne_outcome outcome;
        evne_outcome_init(&outcome, arena);
        how.one(how.request, options->arguments[i], &outcome);
        evne_tally_add(tally, options->arguments[i], &outcome);
    }
    if (how.one == check_case && options->n_arguments > 1)
        check_together(arena, options, tally);
    if (options->values[EVNE_OPTION_LOG])
        EVNE_TRY(write_log(arena, options, paths, evne_tally_set_aside(tally), err));
    return evne_tally_end(tally, err);
}

/* Every argument in turn; what was wrong with each is printed beside it. */
static evne_status check_all(evne_arena *arena, const evne_options *options,
                             const evne_paths *paths, checking how, evne_error *err)
{
    evne_tally *tally;
    evne_status status;

    EVNE_TRY(evne_tally_begin(arena, options, paths, &tally, err));
    status = tally_all(arena, options, paths, how, tally, err);
    evne_tally_drop(tally);
    return status;
}

/* --- again on every save -------------------------------------------------------------------- */

/* All that findings come from: cases, plugins, legal profiles, rule packs, a baseline. */
static void watch_sources(evne_watch *watch, const evne_options *options, const evne_paths *paths)
{
    for (size_t i = 0; i < options->n_arguments; i++)
        evne_watch_file(watch, options->arguments[i]);
    for (size_t i = 0; i < paths->plugins.count; i++)
        evne_watch_folder(watch, paths->plugins.paths[i], 2, ".lua .yaml");
    for (size_t i = 0; i < paths->rule_dirs.count; i++)
        evne_watch_folder(watch, paths->rule_dirs.paths[i], 0, ".yaml");
    for (size_t i = 0; i < paths->rule_files.count; i++)
        evne_watch_file(watch, paths->rule_files.paths[i]);
    if (options->values[EVNE_OPTION_BASELINE])
        evne_watch_file(watch, options->values[EVNE_OPTION_BASELINE]);
}

/* One round; a fault of it is told and the watch goes on. */
static void check_again(const evne_options *options, const evne_paths *paths,
                        evne_job_request *request, evne_watch *watch)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error fault = {0};

    (void)check_all(arena, options, paths, (checking){check_case, request}, &fault);
    if (fault.text[0] && !evne_watch_has_ended(watch))
        evne_report_error(stderr, &fault);
    fflush(stdout);
    evne_arena_free(arena);
}

static evne_status keep_checking(const evne_options *options, const evne_paths *paths,
                                 evne_job_request *request, evne_watch *watch, evne_error *err)
{
    bool has_ended = false;

    while (!has_ended) {
        check_again(options, paths, request, watch);
        EVNE_TRY(evne_watch_wait(watch, &has_ended, err));
        if (!has_ended && options->format == EVNE_FORMAT_TEXT)
            fputs("--- gemt, kontrolleres igen ---\n", stderr);
    }
    return EVNE_OK;
}

static evne_status run_watched(evne_arena *arena, const evne_options *options,
                               const evne_paths *paths, evne_job_request *request, evne_error *err)
{
    evne_watch *watch;
    evne_status status;

    if (options->values[EVNE_OPTION_WRITE_BASELINE])
        return evne_fail(err, EVNE_USAGE, NULL, "--write-baseline goes without --watch");
    for (size_t i = 0; i < options->n_arguments; i++)
        if (!evne_file_exists(options->arguments[i]))
            return evne_fail(err, EVNE_INPUT, options->arguments[i], "no file '%s' to watch",
                             options->arguments[i]);
    EVNE_TRY(evne_watch_open(arena, &watch, err));
    watch_sources(watch, options, paths);
    fprintf(stderr, "evne: checking on every save of the cases, plugins and rule packs; Ctrl-C "
                    "ends\n");
    status = keep_checking(options, paths, request, watch, err);
    evne_watch_close(watch);
    return status;
}

static evne_status run_mitid(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {0};

    if (options->values[EVNE_OPTION_REPORT])
        return evne_fail(err, EVNE_USAGE, NULL,
                         "--report goes with cases; --profile mitid checks PDFs");
    if (options->values[EVNE_OPTION_WATCH])
        return evne_fail(err, EVNE_USAGE, NULL, "--watch goes with cases, not with PDFs");
    return check_all(arena, options, NULL, (checking){check_pdf, &request}, err);
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
    if (options->values[EVNE_OPTION_WATCH])
        return run_watched(arena, options, &paths, &request, err);
    return check_all(arena, options, &paths, (checking){check_case, &request}, err);
}

const evne_command evne_command_check = {
    .name = "check",
    .arguments = "CASE...",
    .least_arguments = 1,
    .most_arguments = 256,
    .summary = "everything that is wrong with a case, at once",
    .about =
        "Checks each case for every report that it names in sag.rapporttyper: fields, rules that\n"
        "need more than one field, dates, ids, references, figures, what conclusions rest on, and\n"
        "the objectivity rules (evne rules). Findings are in Danish, sorted by\n"
        "place. Several cases are also held against each other: a sentence that two citizens'\n"
        "cases share is a warning. Exit code 0 when there is no error, 1 when there is one,\n"
        "3 when a case cannot be read. --format sarif answers with a SARIF 2.1.0 log.\n"
        "Findings of old cases that --baseline names are neither shown nor counted, wherever\n"
        "they have moved to in their file; a baseline is what --write-baseline has written (it\n"
        "holds hashes and rule ids only) or an earlier answer in JSON or SARIF. With --watch\n"
        "everything is checked again whenever a case, plugin, legal profile or rule pack is\n"
        "saved, until Ctrl-C.\n"
        "With --profile mitid the arguments are PDFs, and the findings name each object that\n"
        "the national signing service would refuse.",
    .options = options_of_check,
    .n_options = sizeof options_of_check / sizeof *options_of_check,
    .has_sarif = true,
    .run = run,
};
