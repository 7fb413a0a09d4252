/* Picks the command, prints the error, returns its exit code. Knows nothing else. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "version.h"

static const evne_command *const commands[] = {
    &evne_command_new,    &evne_command_check,  &evne_command_render, &evne_command_sign,
    &evne_command_verify, &evne_command_data,   &evne_command_show,   &evne_command_reports,
    &evne_command_schema, &evne_command_extend, &evne_command_rules,  &evne_command_lsp,
};

static void print_help(FILE *out)
{
    fputs(
        "usage: evne COMMAND [OPTION]... [ARGUMENT]...\n\n"
        "Documents that describe a person's ability to work: from a case file to signed PDFs.\n\n",
        out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-8s %-14s %s\n", commands[i]->name, commands[i]->arguments,
                commands[i]->summary);
    fputs("\n'evne COMMAND --help' says more; so does the manual page evne(1).\n"
          "Exit codes: 0 done, 1 findings or an invalid signature, 2 usage, 3 input unreadable,\n"
          "4 plugin or template fault, 5 output or system fault, 6 undetermined signature.\n",
          out);
}

static const evne_command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static evne_status run(evne_arena *arena, const evne_command *command, int argc, char **argv,
                       evne_error *err)
{
    evne_options options;

    EVNE_TRY(evne_options_parse(command, argc, argv, &options, err));
    if (options.wants_help) {
        evne_options_print_help(stdout, command);
        return EVNE_OK;
    }
    return command->run(arena, &options, err);
}

static int run_command(const evne_command *command, int argc, char **argv)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error err = {0};
    evne_status status;

    signal(SIGXFSZ, SIG_IGN); /* a full disk or quota is an error to report, not a death */
    status = run(arena, command, argc, argv, &err);
    if ((fflush(stdout) != 0 || ferror(stdout)) && evne_status_exit(status) < 2)
        status = evne_fail(&err, EVNE_OUTPUT, NULL, "cannot write to standard output");
    if (status != EVNE_OK && err.text[0])
        evne_report_error(stderr, &err);
    evne_arena_free(arena);
    return evne_status_exit(status);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    const evne_command *command = find_command(name);

    if (command)
        return run_command(command, argc, argv);
    if (strcmp(name, "--version") == 0) {
        puts(EVNE_PROGRAM);
        return 0;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help(stdout);
        return 0;
    }
    if (name[0])
        fprintf(stderr, "evne: no command '%s'\n\n", name);
    print_help(stderr);
    return evne_status_exit(EVNE_USAGE);
}
