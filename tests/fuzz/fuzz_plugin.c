/*
 * Any bytes as a plugin: it loads or it fails with EVNE_PLUGIN and a place in its own file, and
 * what a plugin that loads is asked for ends the same way. The file must be called fuzz.
 */
#include <stdlib.h>
#include <string.h>

#include "data/casefile.h"
#include "fuzz/fuzz.h"
#include "plugin/plugin.h"

static const char path[] = "plugins/fuzz.lua";

static const char sag_text[] = "sag: {id: S-1, dato: \"2026-03-02\"}\n"
                               "logbog: [{dato: \"2026-03-02\", timer: 3}, {timer: x}]\n"
                               "liste: [a, b]\n";

static void settle(evne_status status, const evne_error *err)
{
    if (status == EVNE_OK)
        return;
    if (status != EVNE_PLUGIN || strncmp(err->where, path, strlen(path)) != 0 || !err->text[0])
        abort();
}

static void call(evne_arena *arena, evne_plugin *plugin, const evne_value *sag)
{
    evne_problems *problems = evne_problems_new(arena);
    const evne_plugin_info *info = evne_plugin_info_of(plugin);
    const evne_value *selected, *out;
    evne_error err = {.status = EVNE_OK};
    evne_str date;

    evne_fields_apply(arena, info->fields, info->known, sag, problems, &selected);
    settle(evne_plugin_dated(plugin, selected, arena, &date, &err), &err);
    settle(evne_plugin_check(plugin, selected, (evne_str){0}, sag, problems, &err), &err);
    settle(evne_plugin_view(plugin, selected, sag, arena, &out, &err), &err);
    settle(evne_plugin_signers(plugin, selected, sag, arena, &out, &err), &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str text = {evne_arena_copy(arena, (const char *)data, size), size};
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag = NULL;
    evne_plugin *plugin = NULL;
    evne_error err = {.status = EVNE_OK};

    if (evne_casefile_parse(arena, "case.yaml", evne_str_of(sag_text), problems, &sag, &err))
        abort();
    settle(evne_plugin_open_text(arena, path, text, &plugin, &err), &err);
    if (plugin)
        call(arena, plugin, sag);
    evne_plugin_free(plugin);
    evne_arena_free(arena);
    return 0;
}
