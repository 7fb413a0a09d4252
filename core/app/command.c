/* How: thin; what a command does stands in its own file. */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include "command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "clock.h"

evne_status evne_command_paths(evne_arena *arena, const evne_options *options, evne_paths *paths,
                               evne_error *err)
{
    EVNE_TRY(evne_paths_find(arena, options->values[EVNE_OPTION_DATA_DIR], &options->plugin_dirs,
                             &options->template_dirs, paths, err));
    paths->rule_dirs = options->rule_dirs;
    paths->rule_files = options->rule_files;
    return EVNE_OK;
}

static evne_status choose_profile(const char *name, evne_pdf_profile *out, evne_error *err)
{
    *out = EVNE_PROFILE_ARCHIVE;
    if (!name || strcmp(name, "archive") == 0)
        return EVNE_OK;
    *out = EVNE_PROFILE_MITID;
    if (strcmp(name, "mitid") == 0)
        return EVNE_OK;
    return evne_fail(err, EVNE_USAGE, NULL, "no profile '%s'; there are archive and mitid", name);
}

evne_status evne_command_request(evne_arena *arena, const evne_options *options, evne_paths *paths,
                                 evne_job_request *request, evne_error *err)
{
    EVNE_TRY(evne_command_paths(arena, options, paths, err));
    *request = (evne_job_request){.paths = paths,
                                  .is_draft = options->values[EVNE_OPTION_DRAFT] != NULL,
                                  .organisation = options->values[EVNE_OPTION_ORGANISATION],
                                  .extract = options->values[EVNE_OPTION_EXTRACT]};
    return choose_profile(options->values[EVNE_OPTION_PROFILE], &request->profile, err);
}

/* In one piece: standard error keeps nothing back, and would be written to a hundred times. */
static void print_findings(const evne_problems *problems)
{
    bool is_coloured = evne_report_may_colour(stderr);
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);

    evne_report_findings(memory ? memory : stderr, problems, is_coloured);
    if (memory && fclose(memory) == 0)
        fwrite(text, 1, len, stderr);
    free(text);
}

evne_status evne_command_report(const evne_options *options, const evne_outcome *outcome,
                                evne_error *err)
{
    if (options->format == EVNE_FORMAT_TEXT)
        print_findings(outcome->problems);
    if (outcome->status != EVNE_OK && outcome->status != EVNE_FINDINGS)
        *err = outcome->err;
    return outcome->status;
}

void evne_command_print_json(json_t *object)
{
    char *text = json_dumps(object, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

    puts(text ? text : "{}");
    free(text);
    json_decref(object);
}

evne_status evne_command_print(evne_str bytes, evne_error *err)
{
    if (fwrite(bytes.p, 1, bytes.len, stdout) != bytes.len || fflush(stdout) != 0)
        return evne_fail(err, EVNE_OUTPUT, NULL, "cannot write to standard output: %s",
                         strerror(errno));
    return EVNE_OK;
}

evne_status evne_command_write(evne_arena *arena, const evne_options *options, const char *name,
                               evne_str bytes, evne_error *err)
{
    const char *path = options->values[EVNE_OPTION_OUTPUT];

    if (path && strcmp(path, "-") == 0)
        return evne_command_print(bytes, err);
    return evne_file_write(arena, path ? path : name, bytes,
                           options->values[EVNE_OPTION_FORCE] != NULL, err);
}

void evne_command_tell(const evne_options *options, const evne_outcome *outcome, const char *name)
{
    const char *output = options->values[EVNE_OPTION_OUTPUT], *file = output ? output : name;
    json_t *facts;

    if (strcmp(file, "-") == 0)
        return;
    if (options->format == EVNE_FORMAT_TEXT) {
        printf("%s\n", file);
        return;
    }
    facts = evne_report_facts(outcome);
    json_object_set_new(facts, "file", json_string(file));
    evne_command_print_json(facts);
}

evne_status evne_command_time(const evne_options *options, evne_moment *out, evne_error *err)
{
    const char *text = options->values[EVNE_OPTION_TIME];

    *out = evne_clock_now();
    if (text && !evne_moment_parse(evne_str_of(text), out))
        return evne_fail(err, EVNE_USAGE, NULL, "--time wants 2026-03-12T14:32:00+01:00, not '%s'",
                         text);
    return EVNE_OK;
}

evne_status evne_command_level(const evne_options *options, evne_level level,
                               evne_seal_request *request, evne_error *err)
{
    const char *name = options->values[EVNE_OPTION_LEVEL];

    request->level = level;
    request->tsa = options->values[EVNE_OPTION_TSA];
    request->trust = options->trust;
    request->now = evne_clock_now();
    if (name && !evne_level_parse(name, &request->level))
        return evne_fail(err, EVNE_USAGE, NULL, "no level '%s'; there are B-B, B-T, B-LT and B-LTA",
                         name);
    return EVNE_OK;
}

evne_status evne_command_seal(evne_arena *arena, const evne_options *options,
                              const evne_outcome *outcome, const char *name, evne_error *err)
{
    evne_status status = evne_command_report(options, outcome, err);
    evne_error fault = *err;

    if (outcome->bytes.len == 0)
        return status;
    EVNE_TRY(evne_command_write(arena, options, name, outcome->bytes, err));
    evne_command_tell(options, outcome, name);
    *err = fault;
    return status;
}
