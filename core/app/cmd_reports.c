/* evne reports: the report types that are installed. */
#include "command.h"
#include "plugin/catalog.h"

static const evne_option_id options_of_reports[] = {EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

static json_t *report_json(const evne_plugin_info *info, const char *path)
{
    return json_pack("{s:s%, s:s%, s:s%, s:s%, s:s}", "id", info->id.p, info->id.len, "version",
                     info->version.p, info->version.len, "title", info->title_da.p,
                     info->title_da.len, "titleEnglish", info->title_en.p, info->title_en.len,
                     "file", path);
}

/* One plugin: printed or added to `list`. A plugin that does not load is told, the rest go on. */
static evne_status describe(evne_arena *arena, const evne_options *options,
                            const evne_catalog *catalog, size_t index, json_t *list,
                            evne_error *err)
{
    const evne_catalog_entry *entry = evne_catalog_at(catalog, index);
    const char *id = evne_arena_copy(arena, entry->id.p, entry->id.len);
    const evne_plugin_info *info;
    evne_plugin *plugin = NULL;
    evne_status status = evne_catalog_open(arena, catalog, id, &plugin, err);

    if (status != EVNE_OK) {
        evne_report_error(stderr, err);
        return status;
    }
    info = evne_plugin_info_of(plugin);
    if (options->format == EVNE_FORMAT_JSON)
        json_array_append_new(list, report_json(info, entry->path));
    else
        printf("%-22.*s %-8.*s %.*s\n", EVNE_STR_ARGS(info->id), EVNE_STR_ARGS(info->version),
               EVNE_STR_ARGS(info->title_da));
    evne_plugin_free(plugin);
    return EVNE_OK;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    const evne_catalog *catalog;
    evne_status status = EVNE_OK;
    evne_paths paths;
    json_t *list;

    EVNE_TRY(evne_command_paths(arena, options, &paths, err));
    EVNE_TRY(evne_catalog_find(arena, paths.plugins.paths, paths.plugins.count, &catalog, err));
    list = json_array();
    for (size_t i = 0; i < evne_catalog_count(catalog); i++)
        if (describe(arena, options, catalog, i, list, err) != EVNE_OK)
            status = EVNE_PLUGIN;
    if (options->format == EVNE_FORMAT_JSON)
        evne_command_print_json(json_pack("{s:o}", "reports", list));
    else
        json_decref(list);
    err->text[0] = '\0'; /* printed beside its plugin */
    return status;
}

const evne_command evne_command_reports = {
    .name = "reports",
    .arguments = "",
    .least_arguments = 0,
    .most_arguments = 0,
    .summary = "the report types that are installed",
    .about = "Lists id, version and title of every report plugin found in --plugin-dir, in\n"
             "$XDG_DATA_HOME/evne/plugins and in the data directory.",
    .options = options_of_reports,
    .n_options = sizeof options_of_reports / sizeof *options_of_reports,
    .run = run,
};
