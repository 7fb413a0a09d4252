/* evne rules [test|explain|try]: the objectivity rules that are installed. */
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "rulebook.h"
#include "rulework.h"
#include "worker.h"

static const evne_option_id options_of_rules[] = {EVNE_OPTION_RULES,      EVNE_OPTION_RULES_DIR,
                                                  EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR,
                                                  EVNE_OPTION_OUTPUT,     EVNE_OPTION_FORCE};

enum { LARGEST_SENTENCES = 64 * 1024 * 1024 };

typedef struct subcommand {
    const char *name;
    evne_task *task;
    size_t least, most; /* arguments after its name */
} subcommand;

static const subcommand subcommands[] = {
    {"list", evne_rulework_list, 0, 0},         {"test", evne_rulework_test, 0, 255},
    {"explain", evne_rulework_explain, 1, 255}, {"try", evne_rulework_try, 0, 1},
    {"compile", evne_rulework_compile, 0, 0},
};

static evne_status choose(const evne_options *options, const subcommand **out, evne_error *err)
{
    const char *name = options->n_arguments ? options->arguments[0] : "list";
    size_t n = options->n_arguments ? options->n_arguments - 1 : 0;

    for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++) {
        *out = &subcommands[i];
        if (strcmp(name, (*out)->name) != 0)
            continue;
        if (n < (*out)->least || n > (*out)->most)
            return evne_fail(err, EVNE_USAGE, NULL, "see 'evne rules --help' for 'rules %s'", name);
        return EVNE_OK;
    }
    return evne_fail(err, EVNE_USAGE, NULL,
                     "no 'rules %s'; there are list, test, explain, try and compile", name);
}

static evne_status read_sentences(evne_arena *arena, const subcommand *chosen,
                                  evne_rulework_request *request, evne_error *err)
{
    if (chosen->task != evne_rulework_try)
        return EVNE_OK;
    return evne_file_read(arena, request->n_arguments ? request->arguments[0] : "-",
                          LARGEST_SENTENCES, &request->sentences, err);
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const subcommand *chosen;
    evne_rulework_request request = {0};
    evne_outcome outcome;
    evne_paths paths;
    evne_status status;

    EVNE_TRY(choose(options, &chosen, err));
    EVNE_TRY(evne_command_paths(arena, options, &paths, err));
    request.paths = &paths;
    request.arguments = options->arguments + (options->n_arguments > 0);
    request.n_arguments = options->n_arguments - (options->n_arguments > 0);
    EVNE_TRY(read_sentences(arena, chosen, &request, err));
    evne_outcome_init(&outcome, arena);
    evne_worker_run(chosen->task, &request, &evne_worker_default, &outcome);
    status = evne_command_report(options, &outcome, err);
    if (outcome.bytes.len)
        return evne_command_write(arena, options, EVNE_RULEBOOK_STORE, outcome.bytes, err);
    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(evne_report_facts(&outcome));
    else if (outcome.text.len)
        EVNE_TRY(evne_command_print(outcome.text, err));
    return status;
}

const evne_command evne_command_rules = {
    .name = "rules",
    .arguments = "[list|test|explain|try] [ARGUMENT]...",
    .least_arguments = 0,
    .most_arguments = 256,
    .summary = "the objectivity rules: list, test, explain, try",
    .about = "  rules                  lists the rules and the packs that they come from\n"
             "  rules test [PACK]...   holds each rule against its own examples; 1 when one fails\n"
             "  rules explain ID...    says what a rule is for, with its patterns and examples\n"
             "  rules try [FILE]       reads lines 'FIELDKIND<TAB>sentence' and prints the ids "
             "that hit\n"
             "                         before each; FIELDKIND is konsulent, arbejdsgiver, borger,\n"
             "                         observation, vurdering, plan, kilde or myndighed\n"
             "  rules compile          writes the shipped packs in the form that is read fast; the "
             "build\n"
             "                         and the installation do that\n\n"
             "Packs are the YAML files of the folders 'rules' beside the plugins, then those of\n"
             "--rules-dir and --rules. A later pack may replace a rule or switch it off.",
    .options = options_of_rules,
    .n_options = sizeof options_of_rules / sizeof *options_of_rules,
    .run = run,
};
