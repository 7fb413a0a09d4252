/*
 * How: the running program's own place comes from /proc, so an installed tree may be moved as a
 * whole. A data directory is one that has a `plugins` folder.
 */
#define _XOPEN_SOURCE 700
#include "paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static bool is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_data_directory(evne_arena *arena, const char *path)
{
    return path && path[0] && is_folder(evne_file_join(arena, path, "plugins"));
}

static const char *beside_program(evne_arena *arena)
{
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    const char *path;

    if (len <= 0 || (size_t)len == sizeof program)
        return NULL;
    path = evne_arena_copy(arena, program, (size_t)len);
    path = evne_file_folder(arena, evne_file_folder(arena, path));
    return evne_file_join(arena, path, "share/evne");
}

static evne_status find_data(evne_arena *arena, const char *data_dir, const char **out,
                             evne_error *err)
{
    const char *places[] = {getenv("EVNE_DATA"), beside_program(arena), EVNE_DATA_DIR};
    evne_buf tried = {.arena = arena};

    if (data_dir) {
        *out = data_dir;
        if (is_data_directory(arena, data_dir))
            return EVNE_OK;
        return evne_fail(err, EVNE_SYSTEM, data_dir, "'%s' has no folder 'plugins'", data_dir);
    }
    if (places[0] && places[0][0] && !is_data_directory(arena, places[0]))
        return evne_fail(err, EVNE_SYSTEM, places[0],
                         "EVNE_DATA names '%s', which has no folder 'plugins'", places[0]);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *out = places[i];
        if (is_data_directory(arena, places[i]))
            return EVNE_OK;
        if (places[i] && places[i][0])
            evne_buf_printf(&tried, "%s%s", tried.len ? ", " : "", places[i]);
    }
    return evne_fail(err, EVNE_SYSTEM, NULL,
                     "no data directory with plugins and templates: tried %s; set EVNE_DATA",
                     evne_buf_text(&tried));
}

void evne_folders_add(evne_folders *folders, const char *path)
{
    if (folders->count < EVNE_MOST_FOLDERS)
        folders->paths[folders->count++] = path;
}

static void add_existing(evne_folders *folders, const char *path)
{
    if (is_folder(path))
        evne_folders_add(folders, path);
}

/* $XDG_DATA_HOME/evne, or ~/.local/share/evne (XDG Base Directory Specification); may be NULL. */
static const char *user_data(evne_arena *arena)
{
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

    if (xdg && xdg[0] == '/')
        return evne_file_join(arena, xdg, "evne");
    return home && home[0] == '/' ? evne_file_join(arena, home, ".local/share/evne") : NULL;
}

static void gather(evne_arena *arena, const evne_folders *named, const char *data, const char *kind,
                   evne_folders *out)
{
    const char *user = user_data(arena);

    for (size_t i = 0; named && i < named->count; i++)
        evne_folders_add(out, named->paths[i]);
    if (user)
        add_existing(out, evne_file_join(arena, user, kind));
    add_existing(out, evne_file_join(arena, data, kind));
}

static evne_status check_named(const evne_folders *named, evne_error *err)
{
    for (size_t i = 0; named && i < named->count; i++)
        if (!is_folder(named->paths[i]))
            return evne_fail(err, EVNE_USAGE, NULL, "'%s' is no folder", named->paths[i]);
    return EVNE_OK;
}

static bool is_same_folder(const char *a, const char *b)
{
    char *real_a = realpath(a, NULL), *real_b = b ? realpath(b, NULL) : NULL;
    bool is_same = real_a && real_b && strcmp(real_a, real_b) == 0;

    free(real_a);
    free(real_b);
    return is_same;
}

static void find_shipped_rules(evne_arena *arena, evne_paths *paths)
{
    const char *shipped = evne_file_join(arena, paths->data, "plugins/rules");

    for (size_t i = 0; i < paths->rules.count; i++)
        if (strcmp(paths->rules.paths[i], shipped) == 0)
            paths->shipped_rules = paths->rules.paths[i];
}

evne_status evne_paths_find(evne_arena *arena, const char *data_dir,
                            const evne_folders *plugin_dirs, const evne_folders *template_dirs,
                            evne_paths *paths, evne_error *err)
{
    *paths = (evne_paths){0};
    EVNE_TRY(check_named(plugin_dirs, err));
    EVNE_TRY(check_named(template_dirs, err));
    EVNE_TRY(find_data(arena, data_dir, &paths->data, err));
    paths->is_own_data = is_same_folder(paths->data, beside_program(arena)) ||
                         is_same_folder(paths->data, EVNE_DATA_DIR);
    paths->fonts = evne_file_join(arena, paths->data, "fonts");
    paths->hyphenation = evne_file_join(arena, paths->data, "hyphenation");
    gather(arena, plugin_dirs, paths->data, "plugins", &paths->plugins);
    gather(arena, template_dirs, paths->data, "templates", &paths->templates);
    paths->n_named_templates = template_dirs ? template_dirs->count : 0;
    for (size_t i = 0; i < paths->plugins.count; i++) {
        add_existing(&paths->profiles, evne_file_join(arena, paths->plugins.paths[i], "profiles"));
        add_existing(&paths->rules, evne_file_join(arena, paths->plugins.paths[i], "rules"));
    }
    find_shipped_rules(arena, paths);
    return EVNE_OK;
}
