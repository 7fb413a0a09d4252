/*
 * run_plugin.c - tries a plugin without the rest of the program, for those who write one.
 *
 *     run_plugin PLUGIN.lua                 load it, check its declaration
 *     run_plugin PLUGIN.lua CASE.yaml       and its findings, date, view and signers
 *
 * Not installed. `evne check` and `evne show --stage view` are what users have.
 */
#include <stdio.h>

#include "data/casefile.h"
#include "plugin/plugin.h"

typedef struct trial {
    evne_arena *arena;
    evne_plugin *plugin;
    evne_problems *problems;
    const evne_value *selected, *info;
} trial;

static void print_problems(evne_problems *problems)
{
    evne_problems_sort(problems);
    for (size_t i = 0; i < evne_problems_count(problems); i++) {
        const evne_problem *p = evne_problems_at(problems, i);
        printf("%s:%u:%u: %s: %s: %s%s%s [%s]\n", p->file, p->line, p->column,
               evne_severity_danish(p->severity), p->path, p->message, p->suggestion[0] ? ": " : "",
               p->suggestion, p->code);
    }
}

static void print_value(evne_arena *arena, const char *title, const evne_value *value)
{
    evne_buf out = {.arena = arena};

    evne_value_print(&out, value);
    printf("\n--- %s\n%s", title, evne_buf_text(&out));
}

static evne_pair pair(const char *key, const evne_value *value)
{
    return (evne_pair){.key = evne_str_of(key), .value = value};
}

static const evne_value *info_of(evne_arena *arena, evne_str date)
{
    evne_pair document[] = {
        pair("id", evne_value_new_text(arena, NULL, EVNE_STR("S-0-XX-1"))),
        pair("version", evne_value_new_number(arena, NULL, 1)),
        pair("dato", evne_value_new_text(arena, NULL, date)),
        pair("data_sha256", evne_value_new_text(arena, NULL, EVNE_STR("0000000000000000"))),
        pair("program", evne_value_new_text(arena, NULL, EVNE_STR("evne 0"))),
    };
    evne_pair info[] = {
        pair("dokument", evne_value_new_map(arena, NULL, document, 5)),
        pair("profil", evne_value_new_map(arena, NULL, NULL, 0)),
    };

    return evne_value_new_map(arena, NULL, info, 2);
}

static evne_status try_case(trial *t, const char *path, evne_error *err)
{
    const evne_plugin_info *info = evne_plugin_info_of(t->plugin);
    const evne_value *sag, *view, *signers;
    evne_str date;

    t->problems = evne_problems_new(t->arena);
    EVNE_TRY(evne_casefile_read(t->arena, path, t->problems, &sag, err));
    evne_fields_apply(t->arena, info->fields, info->known, sag, t->problems, &t->selected);
    if (evne_problems_errors(t->problems))
        return EVNE_OK;
    EVNE_TRY(evne_plugin_dated(t->plugin, t->selected, t->arena, &date, err));
    t->info = info_of(t->arena, date);
    EVNE_TRY(evne_plugin_check(t->plugin, t->selected, (evne_str){0}, t->info, t->problems, err));
    EVNE_TRY(evne_plugin_view(t->plugin, t->selected, t->info, t->arena, &view, err));
    EVNE_TRY(evne_plugin_signers(t->plugin, t->selected, t->info, t->arena, &signers, err));
    printf("dated %.*s\n", EVNE_STR_ARGS(date));
    print_value(t->arena, "view", view);
    print_value(t->arena, "signers", signers);
    return EVNE_OK;
}

static evne_status run(trial *t, const char *plugin, const char *sag, evne_error *err)
{
    const evne_plugin_info *info;

    EVNE_TRY(evne_plugin_open(t->arena, plugin, &t->plugin, err));
    info = evne_plugin_info_of(t->plugin);
    printf("%.*s %.*s (%.*s) %.*s\n", EVNE_STR_ARGS(info->id), EVNE_STR_ARGS(info->version),
           EVNE_STR_ARGS(info->short_id), EVNE_STR_ARGS(info->sha256));
    return sag ? try_case(t, sag, err) : EVNE_OK;
}

int main(int argc, char **argv)
{
    trial t = {.arena = evne_arena_new(0, NULL, NULL)};
    evne_error err = {.status = EVNE_OK};
    evne_status status;

    if (argc < 2 || argc > 3) {
        fputs("usage: run_plugin PLUGIN.lua [CASE.yaml]\n", stderr);
        return evne_status_exit(EVNE_USAGE);
    }
    status = run(&t, argv[1], argv[2], &err);
    if (t.problems) {
        print_problems(t.problems);
        if (status == EVNE_OK && evne_problems_errors(t.problems))
            status = EVNE_FINDINGS;
    }
    if (err.status != EVNE_OK)
        fprintf(stderr, "%s: %s\n", err.where, err.text);
    evne_plugin_free(t.plugin);
    evne_arena_free(t.arena);
    return evne_status_exit(status);
}
