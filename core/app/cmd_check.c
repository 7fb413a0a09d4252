/*
 * evne check CASE...: everything that is wrong with each case, at once; with --profile mitid, what
 * the national signing service would refuse in each PDF.
 */
#include <string.h>

#include "asidelog.h"
#include "base/file.h"
#include "clock.h"
#include "command.h"
#include "copies.h"
#include "sealing.h"
#include "worker.h"

static const evne_option_id options_of_check[] = {
    EVNE_OPTION_REPORT, EVNE_OPTION_PROFILE, EVNE_OPTION_RULES,      EVNE_OPTION_RULES_DIR,
    EVNE_OPTION_LOG,    EVNE_OPTION_FORCE,   EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

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

/* What all arguments gave together. */
typedef struct tally {
    evne_problems *aside; /* what the cases set aside */
    json_t *findings, *set_aside;
    json_t *unread; /* files that could not be checked, and why */
    size_t counts[3];
    evne_status status; /* the worst */
} tally;

static void add_unread(tally *t, const char *path, const evne_error *fault)
{
    json_array_append_new(t->unread, json_pack("{s:s, s:s}", "file", path, "message", fault->text));
}

static void print_json(const tally *t)
{
    evne_command_print_json(json_pack(
        "{s:O, s:O, s:i, s:i, s:i, s:O}", "findings", t->findings, "setAside", t->set_aside,
        "errors", (int)t->counts[EVNE_SEVERE_ERROR], "warnings", (int)t->counts[EVNE_WARNING],
        "infos", (int)t->counts[EVNE_INFO], "unread", t->unread));
}

static void print_count(size_t count, const char *one, const char *many, const char *after)
{
    printf("%zu %s%s", count, count == 1 ? one : many, after);
}

static void print_text(const tally *t)
{
    size_t n = t->counts[EVNE_SEVERE_ERROR] + t->counts[EVNE_WARNING] + t->counts[EVNE_INFO];
    size_t n_unread = json_array_size(t->unread);

    if (n_unread)
        print_count(n_unread, "fil kunne ikke kontrolleres", "filer kunne ikke kontrolleres", "\n");
    if (n) {
        print_count(t->counts[EVNE_SEVERE_ERROR], "fejl", "fejl", ", ");
        print_count(t->counts[EVNE_WARNING], "advarsel", "advarsler", ", ");
        print_count(t->counts[EVNE_INFO], "oplysning", "oplysninger", "\n");
    } else if (n_unread == 0) {
        puts("ingen bemærkninger");
    }
    if (evne_problems_count(t->aside))
        print_count(evne_problems_count(t->aside), "tilsidesat bemærkning",
                    "tilsidesatte bemærkninger", "\n");
}

static bool any(void *context, evne_problem *problem)
{
    (void)context;
    (void)problem;
    return true;
}

/* Prints what came of `what`, a file or all of them, and adds it to the tally. */
static void settle(const evne_options *options, const char *what, const evne_outcome *outcome,
                   tally *t)
{
    evne_error fault;

    if (evne_status_exit(evne_command_report(options, outcome, &fault)) > 1) {
        evne_report_error(stderr, &fault);
        add_unread(t, what, &fault);
    }
    t->status = worse(t->status, outcome->status);
    count(outcome->problems, t->counts);
    add_findings(t->findings, outcome->problems);
}

/* What only shows when cases stand beside each other. */
static void check_together(evne_arena *arena, const evne_options *options, tally *t)
{
    evne_copies_request request = {options->arguments, options->n_arguments};
    evne_outcome outcome;

    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_copies_check, &request, &evne_worker_default, &outcome);
    settle(options, options->arguments[0], &outcome, t);
}

/* Every argument in turn; what was wrong with each is printed beside it. */
static evne_status check_all(evne_arena *arena, const evne_options *options, checking how,
                             evne_problems *aside)
{
    tally t = {.aside = aside,
               .findings = json_array(),
               .set_aside = json_array(),
               .unread = json_array(),
               .status = EVNE_OK};

    for (size_t i = 0; i < options->n_arguments; i++) {
        evne_outcome outcome;
        evne_outcome_init(&outcome, arena);
        how.one(how.request, options->arguments[i], &outcome);
        settle(options, options->arguments[i], &outcome, &t);
        add_findings(t.set_aside, outcome.set_aside);
        if (options->format == EVNE_FORMAT_TEXT)
            evne_report_set_aside(stderr, outcome.set_aside);
        evne_problems_move(outcome.set_aside, t.aside, any, NULL);
    }
    if (how.one == check_case && options->n_arguments > 1)
        check_together(arena, options, &t);
    (options->format == EVNE_FORMAT_JSON ? print_json : print_text)(&t);
    json_decref(t.findings);
    json_decref(t.set_aside);
    json_decref(t.unread);
    return t.status;
}

static evne_status run_mitid(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_seal_request request = {0};

    if (options->values[EVNE_OPTION_REPORT])
        return evne_fail(err, EVNE_USAGE, NULL,
                         "--report goes with cases; --profile mitid checks PDFs");
    return check_all(arena, options, (checking){check_pdf, &request}, evne_problems_new(arena));
}

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

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const char *profile = options->values[EVNE_OPTION_PROFILE];
    evne_problems *aside = evne_problems_new(arena);
    evne_job_request request;
    evne_status status;
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
    status = check_all(arena, options, (checking){check_case, &request}, aside);
    if (options->values[EVNE_OPTION_LOG])
        EVNE_TRY(write_log(arena, options, &paths, aside, err));
    return status;
}

const evne_command evne_command_check = {
    .name = "check",
    .arguments = "CASE...",
    .least_arguments = 1,
    .most_arguments = 256,
    .summary = "everything that is wrong with a case, at once",
    .about =
        "Checks each case for every report that it names in sag.rapporttyper: fields, rules that\n"
        "need more than one field, dates, ids, references, figures and what conclusions rest on.\n"
        "Several cases are held against each other, too: a sentence that two citizens share is a\n"
        "warning. Findings are in Danish, sorted by place. Exit code 0 when there is no error, 1\n"
        "when there is one, 3 when a case cannot be read. With --profile mitid the arguments are\n"
        "PDFs, and the findings name each object that the national signing service would refuse.",
    .options = options_of_check,
    .n_options = sizeof options_of_check / sizeof *options_of_check,
    .run = run,
};
