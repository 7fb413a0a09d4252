/* evne new REPORT: a commented skeleton case. */
#include "command.h"
#include "plugin/catalog.h"
#include "schema.h"

static const evne_option_id options_of_new[] = {EVNE_OPTION_OUTPUT, EVNE_OPTION_FORCE,
                                                EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_buf skeleton = {.arena = arena};
    const evne_catalog *catalog;
    evne_plugin *plugin = NULL;
    evne_paths paths;

    EVNE_TRY(evne_command_paths(arena, options, &paths, err));
    EVNE_TRY(evne_catalog_find(arena, paths.plugins.paths, paths.plugins.count, &catalog, err));
    EVNE_TRY(evne_catalog_open(arena, catalog, options->arguments[0], &plugin, err));
    evne_skeleton_write(&skeleton, evne_plugin_info_of(plugin));
    evne_plugin_free(plugin);
    if (!options->values[EVNE_OPTION_OUTPUT])
        return evne_command_print(evne_buf_str(&skeleton), err);
    return evne_command_write(arena, options, NULL, evne_buf_str(&skeleton), err);
}

const evne_command evne_command_new = {
    .name = "new",
    .arguments = "REPORT",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "a commented skeleton case",
    .about = "Prints a case with every field that the report reads, each with its Danish label, "
             "unit and\n"
             "limits. Optional fields are commented out.",
    .options = options_of_new,
    .n_options = sizeof options_of_new / sizeof *options_of_new,
    .run = run,
};
