/*
 * How: a name is checked as text first, then the file's real path must lie below the folder's real
 * path; what is opened is that real path, so that a link swapped in later in the last step is not
 * followed out of the folder unseen. XSI for realpath, which glibc keeps out of plain POSIX.
 */
#define _XOPEN_SOURCE 700
#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

enum { FILE_LIMIT = 1024 * 1024 };

static bool is_part_allowed(evne_str part)
{
    return part.len && !evne_str_is(part, ".") && !evne_str_is(part, "..");
}

/* Parts of letters, digits and the like, divided by single slashes. */
static bool is_name_allowed(evne_str name)
{
    size_t from = 0;

    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && (name.p[i] == '\\' || (unsigned char)name.p[i] < 0x20))
            return false;
        if (i < name.len && name.p[i] != '/')
            continue;
        if (!is_part_allowed(evne_str_slice(name, from, i)))
            return false;
        from = i + 1;
    }
    return true;
}

static const char *real_path(evne_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? evne_arena_text(arena, real) : NULL;

    free(real);
    return copy;
}

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    if (len == 1) /* the root of the file system */
        return true;
    return strncmp(path, folder, len) == 0 && path[len] == '/';
}

static evne_status read_real(evne_arena *arena, const char *real, const char *shown, evne_origin at,
                             evne_str *out, evne_error *err)
{
    struct stat info;
    const char *where = at.file ? EVNE_AT(at) : shown; /* what includes it, or itself */

    if (stat(real, &info) != 0 || !S_ISREG(info.st_mode))
        return evne_fail(err, EVNE_TEMPLATE, where, "'%s' is not a file", shown);
    if (evne_file_read(arena, real, FILE_LIMIT, out, err) == EVNE_OK)
        return EVNE_OK;
    if (info.st_size > FILE_LIMIT)
        return evne_fail(err, EVNE_TEMPLATE, where, "'%s' holds more than %d bytes", shown,
                         FILE_LIMIT);
    return evne_fail(err, EVNE_TEMPLATE, where, "cannot read '%s'", shown);
}

static evne_status not_found(evne_arena *arena, evne_str file, const evne_template_env *env,
                             evne_origin at, evne_error *err)
{
    evne_buf folders = {.arena = arena};

    for (size_t i = 0; i < env->n_folders; i++) {
        evne_buf_puts(&folders, i ? ", " : "");
        evne_buf_puts(&folders, env->folders[i]);
    }
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "no template '%.*s' in the folders: %s",
                     EVNE_STR_ARGS(file), evne_buf_text(&folders));
}

evne_status evne_files_read(evne_arena *arena, evne_md_file *out, const evne_template_env *env,
                            evne_origin at, evne_error *err)
{
    evne_buf file = {.arena = arena};
    evne_str name = out->name;

    if (name.len > 200 || !is_name_allowed(name))
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "'%.*s' cannot name a template: it is a name such as \"parter\" or "
                         "\"blokke/parter\", inside the template folders",
                         (int)(name.len < 100 ? name.len : 100), name.p);
    evne_buf_printf(&file, "%.*s.%s.md", EVNE_STR_ARGS(name), env->lang);
    for (size_t i = 0; i < env->n_folders; i++) {
        const char *folder = real_path(arena, env->folders[i]), *real;
        out->path = evne_file_join(arena, env->folders[i], evne_buf_text(&file));
        real = real_path(arena, out->path);
        if (!folder || !real)
            continue;
        if (!is_below(real, folder))
            return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                             "'%s' leads out of the template folder '%s'", out->path,
                             env->folders[i]);
        out->stamp = evne_file_stamp_of(real);
        return read_real(arena, real, out->path, at, &out->bytes, err);
    }
    return not_found(arena, evne_buf_str(&file), env, at, err);
}

bool evne_files_is_current(const evne_md_file *file, const evne_template_env *env)
{
    evne_file_stamp now = evne_file_stamp_of(file->path);
    char path[4096];

    for (size_t i = 0; i < env->n_folders; i++) {
        int len = snprintf(path, sizeof path, "%s/%.*s.%s.md", env->folders[i],
                           EVNE_STR_ARGS(file->name), env->lang);
        if (len < 0 || (size_t)len >= sizeof path)
            return false;
        if (strcmp(path, file->path) == 0)
            return evne_file_stamp_eq(&now, &file->stamp);
        if (evne_file_exists(path))
            return false; /* it would be found first */
    }
    return false;
}
