/*
 * paths.h - where plugins, templates, fonts and rules are found.
 *
 * Layer: app. The data directory holds `plugins`, `templates` and `fonts`. Folders named on the
 * command line come first, then the user's own, then the data directory's.
 */
#ifndef EVNE_APP_PATHS_H
#define EVNE_APP_PATHS_H

#include "base/str.h"

enum { EVNE_MOST_FOLDERS = 16, EVNE_MOST_NAMED = 14 }; /* the user's and the shipped beside them */

/* Folders in the order in which they are searched; those that do not exist are left out. */
typedef struct evne_folders {
    const char *paths[EVNE_MOST_FOLDERS];
    size_t count;
} evne_folders;

typedef struct evne_paths {
    const char *data;          /* the data directory */
    bool is_own_data;          /* it is the one that the program was built or installed with */
    const char *fonts;         /* data/fonts */
    const char *hyphenation;   /* data/hyphenation */
    evne_folders plugins;      /* --plugin-dir, $XDG_DATA_HOME/evne/plugins, data/plugins */
    size_t n_named_templates;  /* how many of `templates` the user named */
    evne_folders templates;    /* --template-dir, $XDG_DATA_HOME/evne/templates, data/templates */
    evne_folders profiles;     /* the `profiles` folders of the plugin folders */
    evne_folders rules;        /* the `rules` folders of the plugin folders */
    const char *shipped_rules; /* the last of them, data/plugins/rules; NULL: there is none */
    evne_folders rule_dirs;    /* --rules-dir, in the order given: packs after those of `rules` */
    evne_folders rule_files;   /* --rules: packs after those */
} evne_paths;

/*
 * Fills `paths`. The data directory is `data_dir` when given, else $EVNE_DATA, else ../share/evne
 * beside the running program, else the one that was configured at build time. Fails with
 * EVNE_SYSTEM and names every place that was tried.
 */
evne_status evne_paths_find(evne_arena *arena, const char *data_dir,
                            const evne_folders *plugin_dirs, const evne_folders *template_dirs,
                            evne_paths *paths, evne_error *err);

/* Adds `path` at the end; a full list ignores it. */
void evne_folders_add(evne_folders *folders, const char *path);

#endif
