/*
 * How: every plugin has an arena of its own, which goes with it when its files change. Fonts keep
 * the words they shaped, which is most of their use; what they hold is bounded after each job.
 */
#include "kept.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_WORDS = 32 * 1024 * 1024,    /* bytes of shaped words */
    MOST_DICTIONARY = 8 * 1024 * 1024 /* bytes that one dictionary never takes */
};

typedef struct kept_plugin kept_plugin;

struct kept_plugin {
    kept_plugin *next;
    evne_arena *arena;
    evne_plugin *plugin;
    const char *path, *shared;
    bool is_used; /* by the job that runs */
    bool is_kept; /* else it is closed after the job */
};

typedef struct kept_template kept_template;

struct kept_template {
    kept_template *next;
    evne_arena *arena;
    const evne_template *source;
};

struct evne_kept {
    kept_plugin *plugins;
    kept_template *templates;
    evne_arena *font_arena;
    evne_fonts *fonts;
    const char *font_folder;
    evne_arena *hyphen_arena;
    evne_hyphens *hyphens;
    evne_arena *rule_arena; /* NULL: no rules are kept */
    evne_rulebook rules;
};

evne_kept *evne_kept_new(void)
{
    return calloc(1, sizeof(evne_kept));
}

/* --- plugins -------------------------------------------------------------------------------- */

static void drop_plugin(kept_plugin **link)
{
    kept_plugin *entry = *link;

    *link = entry->next;
    evne_plugin_free(entry->plugin);
    evne_arena_free(entry->arena);
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static kept_plugin **find_plugin(evne_kept *kept, const evne_catalog_entry *entry,
                                 const char *shared)
{
    kept_plugin **link = &kept->plugins;

    while (*link &&
           (strcmp((*link)->path, entry->path) != 0 || !is_same_text((*link)->shared, shared)))
        link = &(*link)->next;
    return link;
}

static evne_status add_plugin(evne_kept *kept, const evne_catalog *catalog, const char *id,
                              evne_plugin **out, evne_error *err)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    kept_plugin *added = evne_arena_alloc(arena, sizeof *added);
    evne_error ignored;
    evne_status status = evne_catalog_open(arena, catalog, id, out, err);

    if (status != EVNE_OK) {
        evne_arena_free(arena);
        return status;
    }
    *added = (kept_plugin){.next = kept->plugins, .arena = arena, .plugin = *out, .is_used = true};
    added->path = evne_arena_text(arena, evne_catalog_get(catalog, evne_str_of(id))->path);
    if (evne_catalog_shared(catalog))
        added->shared = evne_arena_text(arena, evne_catalog_shared(catalog));
    added->is_kept = evne_plugin_keep(added->plugin, &ignored) == EVNE_OK;
    kept->plugins = added;
    return EVNE_OK;
}

evne_status evne_kept_plugin(evne_kept *kept, const evne_catalog *catalog, const char *id,
                             evne_plugin **out, evne_error *err)
{
    const evne_catalog_entry *entry = evne_catalog_get(catalog, evne_str_of(id));
    kept_plugin **link = &kept->plugins;

    if (entry)
        link = find_plugin(kept, entry, evne_catalog_shared(catalog));
    if (!entry || !*link)
        return add_plugin(kept, catalog, id, out, err);
    if (!evne_plugin_is_current((*link)->plugin)) {
        drop_plugin(link);
        return add_plugin(kept, catalog, id, out, err);
    }
    (*link)->is_used = true;
    *out = (*link)->plugin;
    return EVNE_OK;
}

/* --- templates ------------------------------------------------------------------------------- */

enum { MOST_TEMPLATES = 16 };

static void drop_template(kept_template **link)
{
    kept_template *entry = *link;

    *link = entry->next;
    evne_arena_free(entry->arena);
}

static kept_template **last_template(evne_kept *kept)
{
    kept_template **link = &kept->templates;

    while ((*link)->next)
        link = &(*link)->next;
    return link;
}

static evne_status add_template(evne_kept *kept, const char *name, const evne_template_env *env,
                                const evne_template **out, evne_error *err)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    kept_template *added = evne_arena_alloc(arena, sizeof *added);
    evne_status status = evne_template_open(arena, name, env, out, err);

    if (status != EVNE_OK) {
        evne_arena_free(arena);
        return status;
    }
    *added = (kept_template){.next = kept->templates, .arena = arena, .source = *out};
    kept->templates = added;
    return EVNE_OK;
}

/* One that has changed is never asked for again: it falls out at the end. */
evne_status evne_kept_template(evne_kept *kept, const char *name, const evne_template_env *env,
                               const evne_template **out, evne_error *err)
{
    size_t n = 0;

    for (kept_template *entry = kept->templates; entry; entry = entry->next, n++)
        if (evne_template_is_current(entry->source, name, env)) {
            *out = entry->source;
            return EVNE_OK;
        }
    if (n >= MOST_TEMPLATES)
        drop_template(last_template(kept));
    return add_template(kept, name, env, out, err);
}

/* --- fonts ---------------------------------------------------------------------------------- */

static void drop_fonts(evne_kept *kept)
{
    evne_fonts_close(kept->fonts);
    evne_arena_free(kept->font_arena);
    kept->fonts = NULL;
    kept->font_arena = NULL;
}

static bool are_fonts_current(const evne_kept *kept, const char *folder)
{
    return kept->fonts && strcmp(kept->font_folder, folder) == 0 &&
           evne_fonts_are_current(kept->fonts);
}

evne_status evne_kept_fonts(evne_kept *kept, const char *folder, evne_fonts **out, evne_error *err)
{
    evne_status status = EVNE_OK;

    if (!are_fonts_current(kept, folder)) {
        drop_fonts(kept);
        kept->font_arena = evne_arena_new(0, NULL, NULL);
        kept->font_folder = evne_arena_text(kept->font_arena, folder);
        status = evne_fonts_open(kept->font_arena, kept->font_folder, &kept->fonts, err);
        if (status == EVNE_OK)
            evne_fonts_prepare(kept->fonts);
    }
    *out = kept->fonts;
    return status;
}

/* --- hyphens --------------------------------------------------------------------------------- */

static void drop_hyphens(evne_kept *kept)
{
    evne_hyphens_close(kept->hyphens);
    evne_arena_free(kept->hyphen_arena);
    kept->hyphens = NULL;
    kept->hyphen_arena = NULL;
}

/*
 * The dictionary is the one that this version divides words by, or none: it need not be watched.
 * One that is not as it should be is read again by each job that fails for it.
 */
evne_hyphens *evne_kept_hyphens(evne_kept *kept, const char *folder)
{
    if (kept->hyphens && evne_arena_used(kept->hyphen_arena) > MOST_DICTIONARY)
        drop_hyphens(kept);
    if (!kept->hyphens) {
        kept->hyphen_arena = evne_arena_new(0, NULL, NULL);
        kept->hyphens = evne_hyphens_open(
            kept->hyphen_arena, folder ? evne_arena_text(kept->hyphen_arena, folder) : NULL);
    }
    return kept->hyphens;
}

/* --- rules ----------------------------------------------------------------------------------- */

static void drop_rules(evne_kept *kept)
{
    if (!kept->rule_arena)
        return;
    evne_rulebook_close(&kept->rules);
    evne_arena_free(kept->rule_arena);
    kept->rule_arena = NULL;
}

/* The names in `paths` go with the job; what is kept has its own. */
static evne_paths own_paths(evne_arena *arena, const evne_paths *paths)
{
    evne_paths own = *paths;
    evne_folders *lists[] = {&own.rules, &own.rule_dirs, &own.rule_files};

    own.data = evne_arena_text(arena, paths->data);
    own.shipped_rules = NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i]->count; j++) {
            const char *lent = lists[i]->paths[j];
            lists[i]->paths[j] = evne_arena_text(arena, lent);
            if (lent == paths->shipped_rules)
                own.shipped_rules = lists[i]->paths[j];
        }
    return own;
}

evne_status evne_kept_rules(evne_kept *kept, const evne_paths *paths, evne_problems *faults,
                            evne_rulebook **out, evne_error *err)
{
    evne_status status = EVNE_OK;

    if (kept->rule_arena && !evne_rulebook_is_current(&kept->rules, paths))
        drop_rules(kept);
    if (!kept->rule_arena) {
        evne_paths own;
        kept->rule_arena = evne_arena_new(0, NULL, NULL);
        own = own_paths(kept->rule_arena, paths);
        status = evne_rulebook_open(kept->rule_arena, &own, false, faults, &kept->rules, err);
    }
    *out = &kept->rules;
    if (status != EVNE_OK)
        drop_rules(kept);
    return status;
}

/* --- between jobs ---------------------------------------------------------------------------- */

void evne_kept_settle(evne_kept *kept)
{
    for (kept_plugin **link = &kept->plugins; *link;) {
        kept_plugin *entry = *link;
        if (entry->is_used && !entry->is_kept) {
            drop_plugin(link);
            continue;
        }
        if (entry->is_used)
            evne_plugin_reset(entry->plugin);
        entry->is_used = false;
        link = &entry->next;
    }
    if (kept->fonts)
        evne_fonts_trim(kept->fonts, MOST_WORDS);
    if (kept->rule_arena && kept->rules.n_faults)
        drop_rules(kept);
}

void evne_kept_free(evne_kept *kept)
{
    if (!kept)
        return;
    while (kept->plugins)
        drop_plugin(&kept->plugins);
    while (kept->templates)
        drop_template(&kept->templates);
    drop_fonts(kept);
    drop_hyphens(kept);
    drop_rules(kept);
    free(kept);
}
