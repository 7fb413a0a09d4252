/* evne schema REPORT: JSON Schema of the cases that the report can be made from. */
#include "command.h"
#include "plugin/catalog.h"
#include "schema.h"

static const evne_option_id options_of_schema[] = {EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const evne_catalog *catalog;
    evne_plugin *plugin = NULL;
    evne_paths paths;

    EVNE_TRY(evne_command_paths(arena, options, &paths, err));
    EVNE_TRY(evne_catalog_find(arena, paths.plugins.paths, paths.plugins.count, &catalog, err));
    EVNE_TRY(evne_catalog_open(arena, catalog, options->arguments[0], &plugin, err));
    evne_command_print_json(evne_schema_make(evne_plugin_info_of(plugin)));
    evne_plugin_free(plugin);
    return EVNE_OK;
}

const evne_command evne_command_schema = {
    .name = "schema",
    .arguments = "REPORT",
    .least_arguments = 1,
    .most_arguments = 1,
    .summary = "JSON Schema of a report's cases",
    .about = "Prints a JSON Schema (2020-12) made from the report's fields, so that any editor "
             "with YAML\n"
             "support completes keys and marks mistakes.",
    .options = options_of_schema,
    .n_options = sizeof options_of_schema / sizeof *options_of_schema,
    .run = run,
};
