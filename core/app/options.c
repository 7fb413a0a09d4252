/*
 * How: a table of options; each command lists the ones it takes. Long options only, with their
 * argument after a blank or "="; `-o` and `-h` are short for two of them; "--" ends them.
 */
#include "options.h"

#include <string.h>

typedef struct option {
    const char *name;     /* without dashes */
    const char *argument; /* NULL for a flag */
    const char *help;
} option;

static const option table[EVNE_OPTION_COUNT] = {
    [EVNE_OPTION_HELP] = {"help", NULL, "print this"},
    [EVNE_OPTION_FORMAT] = {"format", "text|json", "how to answer; text is the default"},
    [EVNE_OPTION_DATA_DIR] = {"data-dir", "DIR", "plugins, templates and fonts from DIR"},
    [EVNE_OPTION_PLUGIN_DIR] = {"plugin-dir", "DIR", "more report plugins; may be repeated"},
    [EVNE_OPTION_TEMPLATE_DIR] = {"template-dir", "DIR",
                                  "templates that come before the shipped ones; may be repeated"},
    [EVNE_OPTION_RULES] = {"rules", "FILE", "one more rule pack; may be repeated"},
    [EVNE_OPTION_RULES_DIR] = {"rules-dir", "DIR", "more rule packs; may be repeated"},
    [EVNE_OPTION_ORGANISATION] = {"organisation", "FILE",
                                  "logo, accent colour and letterhead from FILE"},
    [EVNE_OPTION_OUTPUT] = {"output", "FILE", "write to FILE; '-' is standard output"},
    [EVNE_OPTION_FORCE] = {"force", NULL, "replace an existing file"},
    [EVNE_OPTION_REPORT] = {"report", "REPORT", "check for this report only"},
    [EVNE_OPTION_DRAFT] = {"draft", NULL,
                           "render in spite of findings; every page says so, no signature fields"},
    [EVNE_OPTION_PROFILE] = {"profile", "archive|mitid", "kind of PDF; archive is the default"},
    [EVNE_OPTION_STAGE] = {"stage", "values|view|document|pages", "which stage to print"},
    [EVNE_OPTION_KEY] = {"key", "URI", "private key: file:KEY.pem, file:KEY.p12, pkcs11:..."},
    [EVNE_OPTION_CERT] = {"cert", "FILE", "certificate and chain, when the key file has none"},
    [EVNE_OPTION_PASS_FILE] = {"passphrase-file", "FILE", "the key's passphrase: first line"},
    [EVNE_OPTION_PASS_FD] = {"passphrase-fd", "N", "the key's passphrase from descriptor N"},
    [EVNE_OPTION_ROLE] = {"role", "ROLE", "whose field to sign: arbejdsgiver, borger ..."},
    [EVNE_OPTION_TIME] = {"time", "TIME",
                          "claimed time of signing, 2026-03-12T14:32:00+01:00; the default is now"},
    [EVNE_OPTION_ANY_ORDER] = {"any-order", NULL, "sign although an earlier field is empty"},
    [EVNE_OPTION_CERTIFY] = {"certify", NULL,
                             "certify as the issuer, before anyone signs: fill and sign only"},
    [EVNE_OPTION_PSS] = {"pss", NULL, "RSA signs with PSS instead of PKCS#1 v1.5"},
    [EVNE_OPTION_PREPARE] = {"prepare", "FILE",
                             "write to FILE what a key elsewhere is to sign; wants --cert"},
    [EVNE_OPTION_COMPLETE] = {"complete", "FILE",
                              "take back from FILE what it has signed: a value or a CMS"},
    [EVNE_OPTION_LEVEL] = {"level", "B-B|B-T|B-LT|B-LTA",
                           "how long the signature can be proven (PAdES)"},
    [EVNE_OPTION_TSA] = {"tsa", "URL", "the time-stamping authority, from B-T on"},
    [EVNE_OPTION_TRUST] = {"trust", "FILE", "certificates to trust, PEM; may be repeated"},
    [EVNE_OPTION_ORIGINAL] = {"original", "FILE", "the file as it was rendered, to compare with"},
    [EVNE_OPTION_SHEET] = {"report", "FILE", "also write the verdict to FILE, as a PDF"},
    [EVNE_OPTION_RERENDER] = {"rerender", NULL, "render the data inside again and compare"},
    [EVNE_OPTION_LOG] = {"log", "FILE", "also write to FILE, as a PDF, what the cases set aside"},
    [EVNE_OPTION_WATCH] = {"watch", NULL, "do it again on every save, until Ctrl-C"},
    [EVNE_OPTION_BASELINE] = {"baseline", "FILE", "leave out the findings that FILE holds"},
    [EVNE_OPTION_WRITE_BASELINE] = {"write-baseline", "FILE",
                                    "write to FILE, as hashes, what is found now"},
    [EVNE_OPTION_EXTRACT] = {"extract", "ROLE",
                             "only what this reader may see: arbejdsgiver, borger, jobcenter"},
};

static const evne_option_id common[] = {EVNE_OPTION_HELP, EVNE_OPTION_FORMAT};

static bool takes(const evne_command *command, evne_option_id id)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (common[i] == id)
            return true;
    for (size_t i = 0; i < command->n_options; i++)
        if (command->options[i] == id)
            return true;
    return false;
}

static bool find_option(const evne_command *command, evne_str name, evne_option_id *out)
{
    for (int id = 0; id < EVNE_OPTION_COUNT; id++)
        if (takes(command, (evne_option_id)id) && evne_str_is(name, table[id].name)) {
            *out = (evne_option_id)id;
            return true;
        }
    return false;
}

static evne_status unknown_option(const evne_command *command, const char *given, evne_error *err)
{
    return evne_fail(err, EVNE_USAGE, NULL,
                     "'%s' does not know the option '%s'; see 'evne %s --help'", command->name,
                     given, command->name);
}

/* Where the values of an option go that may be given several times; NULL for the others. */
static evne_folders *list_of(evne_options *options, evne_option_id id)
{
    switch (id) {
    case EVNE_OPTION_PLUGIN_DIR:
        return &options->plugin_dirs;
    case EVNE_OPTION_TEMPLATE_DIR:
        return &options->template_dirs;
    case EVNE_OPTION_RULES:
        return &options->rule_files;
    case EVNE_OPTION_RULES_DIR:
        return &options->rule_dirs;
    case EVNE_OPTION_TRUST:
        return &options->trust;
    default:
        return NULL;
    }
}

static evne_status store(evne_options *options, evne_option_id id, const char *value,
                         evne_error *err)
{
    evne_folders *list = list_of(options, id);

    if (options->values[id] && !list)
        return evne_fail(err, EVNE_USAGE, NULL, "the option --%s is given twice", table[id].name);
    if (list && list->count >= EVNE_MOST_NAMED)
        return evne_fail(err, EVNE_USAGE, NULL, "the option --%s is given more than %d times",
                         table[id].name, EVNE_MOST_NAMED);
    options->values[id] = value;
    if (list)
        evne_folders_add(list, value);
    return EVNE_OK;
}

/* Takes one option at argv[*at] and leaves `*at` at its last word. */
static evne_status take_option(const evne_command *command, int argc, char **argv, int *at,
                               evne_options *options, evne_error *err)
{
    const char *given = argv[*at], *equals = strchr(given, '='), *value = "";
    evne_option_id id;
    evne_str name;

    if (strcmp(given, "-o") == 0)
        given = "--output", equals = NULL;
    if (strcmp(given, "-h") == 0)
        given = "--help";
    name = (evne_str){given + 2, equals ? (size_t)(equals - given - 2) : strlen(given + 2)};
    if (given[1] != '-' || !find_option(command, name, &id))
        return unknown_option(command, given, err);
    if (table[id].argument && equals)
        value = equals + 1;
    else if (table[id].argument && *at + 1 < argc)
        value = argv[++*at];
    else if (table[id].argument)
        return evne_fail(err, EVNE_USAGE, NULL, "the option --%s wants %s", table[id].name,
                         table[id].argument);
    else if (equals)
        return evne_fail(err, EVNE_USAGE, NULL, "the option --%s takes no value", table[id].name);
    return store(options, id, value, err);
}

static evne_status take_argument(const char *argument, evne_options *options, evne_error *err)
{
    if (options->n_arguments == sizeof options->arguments / sizeof *options->arguments)
        return evne_fail(err, EVNE_USAGE, NULL, "too many arguments");
    options->arguments[options->n_arguments++] = argument;
    return EVNE_OK;
}

static evne_status settle(const evne_command *command, evne_options *options, evne_error *err)
{
    const char *format = options->values[EVNE_OPTION_FORMAT];

    options->wants_help = options->values[EVNE_OPTION_HELP] != NULL;
    if (options->wants_help)
        return EVNE_OK;
    if (format && strcmp(format, "json") == 0)
        options->format = EVNE_FORMAT_JSON;
    else if (format && command->has_sarif && strcmp(format, "sarif") == 0)
        options->format = EVNE_FORMAT_SARIF;
    else if (format && strcmp(format, "text") != 0)
        return evne_fail(err, EVNE_USAGE, NULL, "no format '%s'; there are text%s json%s", format,
                         command->has_sarif ? "," : " and", command->has_sarif ? " and sarif" : "");
    if (options->n_arguments < command->least_arguments ||
        options->n_arguments > command->most_arguments)
        return evne_fail(err, EVNE_USAGE, NULL, "usage: evne %s %s; see 'evne %s --help'",
                         command->name, command->arguments, command->name);
    return EVNE_OK;
}

evne_status evne_options_parse(const evne_command *command, int argc, char **argv,
                               evne_options *options, evne_error *err)
{
    bool has_ended = false;

    *options = (evne_options){0};
    for (int at = 2; at < argc; at++) {
        if (!has_ended && strcmp(argv[at], "--") == 0)
            has_ended = true;
        else if (!has_ended && argv[at][0] == '-' && argv[at][1])
            EVNE_TRY(take_option(command, argc, argv, &at, options, err));
        else
            EVNE_TRY(take_argument(argv[at], options, err));
    }
    return settle(command, options, err);
}

static void print_option(FILE *out, const evne_command *command, evne_option_id id)
{
    const char *more = id == EVNE_OPTION_FORMAT && command->has_sarif ? "|sarif" : "";
    char left[48];

    snprintf(left, sizeof left, "%s--%s%s%s%s", id == EVNE_OPTION_OUTPUT ? "-o, " : "",
             table[id].name, table[id].argument ? " " : "",
             table[id].argument ? table[id].argument : "", more);
    if (strlen(left) > 24)
        fprintf(out, "  %s\n  %-25s %s\n", left, "", table[id].help);
    else
        fprintf(out, "  %-25s %s\n", left, table[id].help);
}

void evne_options_print_help(FILE *out, const evne_command *command)
{
    fprintf(out, "usage: evne %s [OPTION]... %s\n\n%s\n\n", command->name, command->arguments,
            command->about);
    for (size_t i = 0; i < command->n_options; i++)
        print_option(out, command, command->options[i]);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        print_option(out, command, common[i]);
}
