/*
 * How: POSIX calls, since stdio hides the errors that matter here. The temporary file lies beside
 * its goal, so that the rename stays inside one file system; its name says nothing of the content.
 * Without `replace` the name is taken by link(2), which fails when it exists: no race.
 */
#define _POSIX_C_SOURCE 200809L
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file rarely grows while it is read: with room for what it holds and one byte, it never moves.
 */
static void make_room(evne_buf *buf, const struct stat *info, size_t limit)
{
    size_t size = S_ISREG(info->st_mode) && info->st_size > 0 ? (size_t)info->st_size : 0;

    buf->room = (size < limit ? size : limit) + 1;
    buf->p = evne_arena_alloc(buf->arena, buf->room);
}

/* Reads straight into the buffer, and what does not fit by way of a chunk. */
static ssize_t read_some(int fd, evne_buf *buf)
{
    char chunk[16 * 1024];
    size_t left = buf->room - buf->len;
    ssize_t n;

    if (left > 1) {
        n = read(fd, buf->p + buf->len, left - 1);
        buf->len += n > 0 ? (size_t)n : 0;
        return n;
    }
    n = read(fd, chunk, sizeof chunk);
    if (n > 0)
        evne_buf_put(buf, chunk, (size_t)n);
    return n;
}

static evne_status read_all(int fd, const char *path, size_t limit, evne_buf *buf, evne_error *err)
{
    ssize_t n;

    while ((n = read_some(fd, buf)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return evne_fail(err, EVNE_INPUT, path, "cannot read '%s': %s", path, strerror(errno));
        if (buf->len > limit)
            return evne_fail(err, EVNE_INPUT, path, "'%s' holds more than %zu bytes", path, limit);
    }
    return EVNE_OK;
}

evne_status evne_file_read(evne_arena *arena, const char *path, size_t limit, evne_str *out,
                           evne_error *err)
{
    evne_buf buf = {.arena = arena};
    bool is_standard = strcmp(path, "-") == 0;
    int fd = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat info = {0};
    evne_status status;

    if (fd < 0)
        return evne_fail(err, EVNE_INPUT, path, "cannot open '%s': %s", path, strerror(errno));
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        status = evne_fail(err, EVNE_INPUT, path, "'%s' is a folder, not a file", path);
    } else {
        make_room(&buf, &info, limit);
        status = read_all(fd, path, limit, &buf, err);
    }
    if (!is_standard)
        close(fd);
    evne_buf_text(&buf);
    *out = evne_buf_str(&buf);
    return status;
}

static bool write_all(int fd, evne_str bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t n = write(fd, bytes.p + done, bytes.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

static bool sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced;

    if (fd < 0)
        return false;
    is_synced = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot */
    close(fd);
    return is_synced;
}

/* mkstemp gives 0600; a file keeps its mode, a new one gets what the user's mask allows. */
static void set_mode(int fd, const char *path)
{
    struct stat info;
    mode_t mask = umask(0);

    umask(mask);
    (void)fchmod(fd, stat(path, &info) == 0 ? info.st_mode & 0777 : 0666 & ~mask);
}

static bool fill(int fd, const char *path, evne_str bytes)
{
    bool is_whole;

    set_mode(fd, path);
    is_whole = write_all(fd, bytes) && fsync(fd) == 0;
    return close(fd) == 0 && is_whole;
}

static bool give_name(const char *temporary, const char *path, bool replace)
{
    if (replace)
        return rename(temporary, path) == 0;
    if (link(temporary, path) != 0)
        return false;
    unlink(temporary);
    return true;
}

/* A folder, a device, a pipe: a rename would put a file in its place. */
static bool is_special(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

static evne_status cannot_write(const char *path, const char *temporary, evne_error *err)
{
    int reason = errno;

    if (temporary)
        unlink(temporary);
    if (reason == EEXIST)
        return evne_fail(err, EVNE_OUTPUT, path, "'%s' exists; --force replaces it", path);
    return evne_fail(err, EVNE_OUTPUT, path, "cannot write '%s': %s", path, strerror(reason));
}

evne_status evne_file_write(evne_arena *arena, const char *path, evne_str bytes, bool replace,
                            evne_error *err)
{
    const char *folder = evne_file_folder(arena, path);
    char *temporary = evne_arena_printf(arena, "%s/.evne-XXXXXX", folder);
    int fd;

    if (is_special(path))
        return evne_fail(err, EVNE_OUTPUT, path, "'%s' is no file that can be written", path);
    if (!replace && evne_file_exists(path)) {
        errno = EEXIST;
        return cannot_write(path, NULL, err);
    }
    fd = mkstemp(temporary);
    if (fd < 0)
        return cannot_write(path, NULL, err);
    if (!fill(fd, path, bytes) || !give_name(temporary, path, replace))
        return cannot_write(path, temporary, err);
    if (!sync_folder(folder))
        return cannot_write(path, NULL, err);
    return EVNE_OK;
}

bool evne_file_exists(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

evne_file_stamp evne_file_stamp_of(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return (evne_file_stamp){0};
    return (evne_file_stamp){.device = info.st_dev,
                             .file = info.st_ino,
                             .bytes = (uint64_t)info.st_size,
                             .seconds = info.st_ctim.tv_sec,
                             .nanoseconds = info.st_ctim.tv_nsec};
}

bool evne_file_stamp_eq(const evne_file_stamp *a, const evne_file_stamp *b)
{
    return a->device == b->device && a->file == b->file && a->bytes == b->bytes &&
           a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

const char *evne_file_join(evne_arena *arena, const char *folder, const char *name)
{
    return name[0] == '/' ? name : evne_arena_printf(arena, "%s/%s", folder, name);
}

const char *evne_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *evne_file_folder(evne_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : evne_arena_copy(arena, path, (size_t)(slash - path));
}

evne_status evne_file_map(const char *path, evne_str *out, evne_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *p = MAP_FAILED;
    struct stat info;

    *out = (evne_str){0};
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        p = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (p == MAP_FAILED)
        return evne_fail(err, EVNE_INPUT, path, "cannot map '%s'", path);
    *out = (evne_str){p, (size_t)info.st_size};
    return EVNE_OK;
}

void evne_file_unmap(evne_str bytes)
{
    if (bytes.p)
        (void)munmap((void *)(uintptr_t)bytes.p, bytes.len);
}
