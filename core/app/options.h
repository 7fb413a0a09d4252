/*
 * options.h - the command line as a struct.
 *
 * Layer: app. One table says which options there are, which commands take them and what `--help`
 * prints about them.
 */
#ifndef EVNE_APP_OPTIONS_H
#define EVNE_APP_OPTIONS_H

#include "paths.h"
#include "report.h"

/* Every option of every command; the table in options.c says the rest. */
typedef enum evne_option_id {
    EVNE_OPTION_HELP,
    EVNE_OPTION_FORMAT,
    EVNE_OPTION_DATA_DIR,
    EVNE_OPTION_PLUGIN_DIR,
    EVNE_OPTION_TEMPLATE_DIR,
    EVNE_OPTION_RULES,
    EVNE_OPTION_RULES_DIR,
    EVNE_OPTION_ORGANISATION,
    EVNE_OPTION_OUTPUT,
    EVNE_OPTION_FORCE,
    EVNE_OPTION_REPORT,
    EVNE_OPTION_DRAFT,
    EVNE_OPTION_PROFILE,
    EVNE_OPTION_STAGE,
    EVNE_OPTION_KEY,
    EVNE_OPTION_CERT,
    EVNE_OPTION_PASS_FILE,
    EVNE_OPTION_PASS_FD,
    EVNE_OPTION_ROLE,
    EVNE_OPTION_TIME,
    EVNE_OPTION_ANY_ORDER,
    EVNE_OPTION_CERTIFY,
    EVNE_OPTION_PSS,
    EVNE_OPTION_PREPARE,
    EVNE_OPTION_COMPLETE,
    EVNE_OPTION_LEVEL,
    EVNE_OPTION_TSA,
    EVNE_OPTION_TRUST,
    EVNE_OPTION_ORIGINAL,
    EVNE_OPTION_SHEET,
    EVNE_OPTION_RERENDER,
    EVNE_OPTION_LOG,
    EVNE_OPTION_WATCH,
    EVNE_OPTION_BASELINE,
    EVNE_OPTION_WRITE_BASELINE,
    EVNE_OPTION_EXTRACT,
    EVNE_OPTION_COUNT
} evne_option_id;

typedef struct evne_command evne_command;

typedef struct evne_options {
    const char *values[EVNE_OPTION_COUNT]; /* the argument, "" for a flag, NULL when not given */
    /* options that may be given several times */
    evne_folders plugin_dirs, template_dirs, rule_dirs, rule_files, trust;
    const char *arguments[256];
    size_t n_arguments;
    evne_format format;
    bool wants_help;
} evne_options;

struct evne_command {
    const char *name;
    const char *arguments; /* "CASE REPORT" */
    size_t least_arguments, most_arguments;
    const char *summary;           /* one line, lower case */
    const char *about;             /* a few lines */
    const evne_option_id *options; /* beside help and format */
    size_t n_options;
    bool has_sarif; /* answers with --format sarif, too */
    /* Runs the command; what it returns becomes the exit code. */
    evne_status (*run)(evne_arena *arena, const evne_options *options, evne_error *err);
};

/* Reads argv[2...] for `command`. Unknown options name the nearest known one: EVNE_USAGE. */
evne_status evne_options_parse(const evne_command *command, int argc, char **argv,
                               evne_options *options, evne_error *err);

void evne_options_print_help(FILE *out, const evne_command *command);

#endif
