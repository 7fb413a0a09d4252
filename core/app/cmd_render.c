/*
 * evne render CASE REPORT: the PDF. With --watch the same again on every save of what it is made
 * from; only a signal, or a fault that no save can mend, ends that.
 */
#include <string.h>

#include "base/file.h"
#include "signing.h"
#include "watch.h"
#include "worker.h"

static const evne_option_id options_of_render[] = {
    EVNE_OPTION_OUTPUT,     EVNE_OPTION_FORCE,        EVNE_OPTION_DRAFT,
    EVNE_OPTION_EXTRACT,    EVNE_OPTION_PROFILE,      EVNE_OPTION_ORGANISATION,
    EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_TEMPLATE_DIR, EVNE_OPTION_RULES,
    EVNE_OPTION_RULES_DIR,  EVNE_OPTION_DATA_DIR,     EVNE_OPTION_WATCH,
    EVNE_OPTIONS_OF_SIGNING};

static evne_status refuse(const evne_options *options, const evne_outcome *outcome, evne_error *err)
{
    size_t n_errors = evne_problems_errors(outcome->problems);

    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(evne_report_facts(outcome));
    return evne_fail(err, EVNE_FINDINGS, NULL,
                     "nothing rendered: %zu error%s; --draft renders a draft all the same",
                     n_errors, n_errors == 1 ? "" : "s");
}

/* What one command has rendered so far. */
typedef struct rendering {
    const evne_options *options;
    evne_seal_request signer; /* without a key: nobody signs */
    evne_watch *watch;        /* NULL: once */
    evne_arena *arena;        /* holds `made` */
    const char *made;         /* the file that was written last, which may be replaced; or NULL */
} rendering;

/* An existing file is kept, unless --force says otherwise or this command has made it. */
static evne_status write_pdf(rendering *r, evne_outcome *outcome, evne_error *err)
{
    evne_options options = *r->options;
    const char *output = options.values[EVNE_OPTION_OUTPUT];
    const char *path = output ? output : outcome->name.p;

    if (r->made && strcmp(r->made, path) == 0)
        options.values[EVNE_OPTION_FORCE] = "";
    EVNE_TRY(evne_command_write(outcome->arena, &options, path, outcome->bytes, err));
    if (!r->made || strcmp(r->made, path) != 0)
        r->made = evne_arena_text(r->arena, path);
    evne_command_tell(&options, outcome, path);
    return EVNE_OK;
}

static evne_status sign(const rendering *r, const evne_paths *paths, const evne_outcome *made,
                        evne_error *err)
{
    evne_seal_request request = r->signer;
    evne_outcome outcome;

    request.look = paths;
    evne_outcome_init(&outcome, made->arena);
    evne_seal_made(&request, made, &outcome);
    return evne_command_seal(made->arena, r->options, &outcome, made->name.p, err);
}

static evne_status render(evne_arena *arena, rendering *r, evne_error *err)
{
    evne_job_request request;
    evne_outcome outcome;
    evne_paths paths;
    evne_status status;

    EVNE_TRY(evne_command_request(arena, r->options, &paths, &request, err));
    request.case_path = r->options->arguments[0];
    request.report = r->options->arguments[1];
    evne_outcome_init(&outcome, arena);
    evne_worker_run(evne_job_render, &request, &evne_worker_default, &outcome);
    if (r->watch && evne_watch_has_ended(r->watch))
        return EVNE_OK; /* the worker may have been ended with us */
    if (r->signer.key_uri && outcome.status == EVNE_OK && outcome.bytes.len)
        return sign(r, &paths, &outcome, err);
    status = evne_command_report(r->options, &outcome, err);
    if (status != EVNE_OK && status != EVNE_FINDINGS)
        return status;
    if (outcome.bytes.len == 0)
        return refuse(r->options, &outcome, err);
    return write_pdf(r, &outcome, err);
}

/* All that a rendering is made from: case, organisation with its logo, plugins, templates, fonts.
 */
static void watch_sources(evne_arena *arena, evne_watch *watch, const evne_options *options,
                          const evne_paths *paths)
{
    const char *organisation = options->values[EVNE_OPTION_ORGANISATION];

    evne_watch_file(watch, options->arguments[0]);
    if (organisation) {
        evne_watch_file(watch, organisation);
        evne_watch_folder(watch, evne_file_folder(arena, organisation), 1, ".png .jpg .jpeg");
    }
    for (size_t i = 0; i < paths->plugins.count; i++)
        evne_watch_folder(watch, paths->plugins.paths[i], 2, ".lua .yaml");
    for (size_t i = 0; i < paths->templates.count; i++)
        evne_watch_folder(watch, paths->templates.paths[i], 4, ".md");
    for (size_t i = 0; i < paths->rule_dirs.count; i++)
        evne_watch_folder(watch, paths->rule_dirs.paths[i], 1, ".yaml");
    for (size_t i = 0; i < paths->rule_files.count; i++)
        evne_watch_file(watch, paths->rule_files.paths[i]);
    evne_watch_folder(watch, paths->fonts, 1, ".yaml .ttf .otf");
}

/* What only another command line can mend. */
static bool is_hopeless(const rendering *r, evne_status status)
{
    return !r->made && (status == EVNE_USAGE || status == EVNE_OUTPUT);
}

static evne_status keep_rendering(rendering *r, evne_error *err)
{
    bool has_ended = false;

    while (!has_ended) {
        evne_arena *arena = evne_arena_new(0, NULL, NULL);
        evne_status status = render(arena, r, err);
        evne_arena_free(arena);
        if (is_hopeless(r, status))
            return status;
        if (status != EVNE_OK && err->text[0])
            evne_report_error(stderr, err);
        err->text[0] = '\0';
        fflush(stdout);
        EVNE_TRY(evne_watch_wait(r->watch, &has_ended, err));
    }
    return EVNE_OK;
}

static evne_status run_watched(evne_arena *arena, rendering *r, evne_error *err)
{
    const char *sag = r->options->arguments[0], *output = r->options->values[EVNE_OPTION_OUTPUT];
    evne_job_request request;
    evne_paths paths;
    evne_status status;

    if (output && strcmp(output, "-") == 0)
        return evne_fail(err, EVNE_USAGE, NULL, "--watch writes to a file");
    if (!evne_file_exists(sag))
        return evne_fail(err, EVNE_INPUT, sag, "no file '%s' to watch", sag);
    EVNE_TRY(evne_command_request(arena, r->options, &paths, &request, err));
    EVNE_TRY(evne_watch_open(arena, &r->watch, err));
    watch_sources(arena, r->watch, r->options, &paths);
    fprintf(stderr, "evne: rendering on every save of '%s' and what it is made from; Ctrl-C ends\n",
            sag);
    status = keep_rendering(r, err);
    evne_watch_close(r->watch);
    return status;
}

/* Drafts and extracts have no signature fields, a file of the mitid profile none yet. */
static evne_status check_options(const evne_options *options, evne_error *err)
{
    static const evne_option_id unsigned_ones[] = {EVNE_OPTION_DRAFT, EVNE_OPTION_EXTRACT,
                                                   EVNE_OPTION_WATCH};
    const char *profile = options->values[EVNE_OPTION_PROFILE];

    if (options->values[EVNE_OPTION_EXTRACT] && options->values[EVNE_OPTION_DRAFT])
        return evne_fail(err, EVNE_USAGE, NULL, "--extract renders a finished case, not a draft");
    EVNE_TRY(evne_signing_need_key(options, err));
    if (!options->values[EVNE_OPTION_KEY])
        return EVNE_OK;
    for (size_t i = 0; i < sizeof unsigned_ones / sizeof *unsigned_ones; i++)
        if (options->values[unsigned_ones[i]])
            return evne_fail(err, EVNE_USAGE, NULL,
                             "--key signs a finished document, once: not "
                             "with --draft, --extract or --watch");
    if (profile && strcmp(profile, "mitid") == 0)
        return evne_fail(err, EVNE_USAGE, NULL,
                         "a file of the mitid profile is signed by the "
                         "national service first");
    return EVNE_OK;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    rendering once = {.options = options, .arena = arena};

    EVNE_TRY(check_options(options, err));
    if (options->values[EVNE_OPTION_KEY])
        EVNE_TRY(evne_signing_request(options, &once.signer, err));
    if (options->values[EVNE_OPTION_WATCH])
        return run_watched(arena, &once, err);
    return render(arena, &once, err);
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
        "named after the document's id. With --watch the report is rendered again whenever the "
        "case,\n"
        "its plugin, template, legal profile, fonts.yaml or organisation file is saved; what is "
        "wrong\n"
        "is printed each time, and Ctrl-C ends it.\n"
        "--extract arbejdsgiver, borger or jobcenter makes a reading copy that holds only what "
        "this\n"
        "reader may see, on its pages and in its data, and is not signed; arbejdsgiver:P-2 says\n"
        "whose employer reads when a case has several placements.\n"
        "With --key and --role what was rendered is signed at once, as 'evne sign' would.",
    .options = options_of_render,
    .n_options = sizeof options_of_render / sizeof *options_of_render,
    .run = run,
};
