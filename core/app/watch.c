/*
 * How: inotify on folders, and a signalfd beside it, in one poll. A save is several events (create,
 * write, rename), so after the first one the queue must be quiet for a moment. Folders are asked
 * for again before each return: one that was replaced is a new folder to the system. While a folder
 * is missing it is looked for once a second; that is the only time that anything runs by the clock.
 */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum {
    QUIET_MS = 80,
    MOST_ROUNDS = 25, /* of quiet time: a program that never stops writing holds nothing up */
    RETRY_MS = 1000,
    MOST_FOLDERS = 512,
    FOREVER = -1
};

enum {
    SAVED = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO,
    GONE = IN_DELETE_SELF | IN_MOVE_SELF
};

/* One file of a folder, or all with certain endings. */
typedef struct entry {
    const char *folder;
    const char *name;    /* NULL: any with one of `endings` */
    const char *endings; /* separated by blanks */
    int wd;              /* -1: the folder is missing */
    int levels;          /* of folders below that count too */
    bool is_below;       /* found in another: nobody waits for it to come back */
} entry;

struct evne_watch {
    evne_arena *arena;
    entry *entries;
    size_t n, room;
    int events, signals; /* descriptors; -1: not open */
    sigset_t before;     /* the signal mask */
};

static bool is_missing(const evne_watch *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->entries[i].wd < 0 && !w->entries[i].is_below)
            return true;
    return false;
}

static void add(evne_watch *w, entry added)
{
    if (w->n == MOST_FOLDERS)
        return;
    if (w->n == w->room) {
        size_t room = w->room ? 2 * w->room : 16;
        w->entries =
            evne_arena_grow(w->arena, w->entries, w->room * sizeof added, room * sizeof added);
        w->room = room;
    }
    added.wd = inotify_add_watch(w->events, added.folder, SAVED | GONE | IN_ONLYDIR);
    w->entries[w->n++] = added;
}

static bool is_listed(const evne_watch *w, const char *folder, const char *endings)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->entries[i].endings && strcmp(w->entries[i].folder, folder) == 0 &&
            strcmp(w->entries[i].endings, endings) == 0)
            return true;
    return false;
}

/* Adds the folders in that of `e` that are not listed yet. */
static void add_below(evne_watch *w, entry e)
{
    DIR *folder = e.levels > 0 ? opendir(e.folder) : NULL;
    struct dirent *found;
    struct stat info;

    while (folder && (found = readdir(folder))) {
        const char *path = evne_file_join(w->arena, e.folder, found->d_name);
        if (found->d_name[0] != '.' && stat(path, &info) == 0 && S_ISDIR(info.st_mode) &&
            !is_listed(w, path, e.endings))
            add(w, (entry){.folder = path,
                           .endings = e.endings,
                           .levels = e.levels - 1,
                           .is_below = true});
    }
    if (folder)
        closedir(folder);
}

/* Asks for every folder again; true when one that was missing is there now. */
static bool renew(evne_watch *w)
{
    bool is_found = false;

    for (size_t i = 0; i < w->n; i++) {
        int before = w->entries[i].wd;
        w->entries[i].wd =
            inotify_add_watch(w->events, w->entries[i].folder, SAVED | GONE | IN_ONLYDIR);
        is_found = is_found || (before < 0 && w->entries[i].wd >= 0);
        add_below(w, w->entries[i]); /* what it adds, the loop comes to */
    }
    return is_found;
}

void evne_watch_file(evne_watch *watch, const char *path)
{
    char *target = realpath(path, NULL);
    const char *own = evne_arena_text(watch->arena, path);

    add(watch, (entry){.folder = evne_file_folder(watch->arena, own), .name = evne_file_name(own)});
    if (target) {
        own = evne_arena_text(watch->arena, target);
        add(watch,
            (entry){.folder = evne_file_folder(watch->arena, own), .name = evne_file_name(own)});
    }
    free(target);
}

void evne_watch_folder(evne_watch *watch, const char *folder, int levels, const char *endings)
{
    size_t first = watch->n;

    add(watch, (entry){.folder = evne_arena_text(watch->arena, folder),
                       .endings = evne_arena_text(watch->arena, endings),
                       .levels = levels});
    for (size_t i = first; i < watch->n; i++)
        add_below(watch, watch->entries[i]);
}

/* ---- events ---- */

static bool ends_in(const char *name, const char *endings)
{
    size_t len = strlen(name);

    for (const char *at = endings; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n < len && strncmp(name + len - n, at, n) == 0)
            return true;
        at += n;
    }
    return false;
}

static bool concerns(const entry *e, const struct inotify_event *event)
{
    const char *name = event->len ? event->name : "";

    if (e->wd != event->wd)
        return false;
    if (e->name)
        return strcmp(e->name, name) == 0;
    if (event->mask & IN_ISDIR)
        return e->levels > 0 && name[0] != '.';
    return name[0] != '.' && name[0] != '#' && ends_in(name, e->endings);
}

/* Forgets a folder that is no longer where it was, so that it is looked for again. */
static void forget(evne_watch *w, int wd)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->entries[i].wd == wd)
            w->entries[i].wd = -1;
    (void)inotify_rm_watch(w->events, wd); /* it may be gone with its folder */
}

static bool take_event(evne_watch *w, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    if (event->mask & GONE) {
        forget(w, event->wd);
        return true;
    }
    for (size_t i = 0; i < w->n; i++)
        if (concerns(&w->entries[i], event))
            return true;
    return false;
}

/* Takes what has come; true when any of it concerns us. */
static bool take_events(evne_watch *w)
{
    union {
        char bytes[8192];
        struct inotify_event first; /* for its alignment */
    } room;
    ssize_t len = read(w->events, room.bytes, sizeof room.bytes);
    bool is_change = false;

    for (ssize_t at = 0; at < len;) {
        const struct inotify_event *event = (const void *)(room.bytes + at);
        is_change = take_event(w, event) || is_change;
        at += (ssize_t)(sizeof *event + event->len);
    }
    return is_change;
}

typedef enum news { NEWS_NONE, NEWS_OTHER, NEWS_CHANGE, NEWS_END, NEWS_FAULT } news;

static news listen(evne_watch *w, int timeout)
{
    struct pollfd ends[2] = {{.fd = w->events, .events = POLLIN},
                             {.fd = w->signals, .events = POLLIN}};
    int n = poll(ends, 2, timeout);

    if (n < 0)
        return errno == EINTR ? NEWS_OTHER : NEWS_FAULT;
    if (ends[1].revents)
        return NEWS_END;
    if (n == 0)
        return NEWS_NONE;
    return take_events(w) ? NEWS_CHANGE : NEWS_OTHER;
}

/* Waits for the first change. */
static news await_change(evne_watch *w)
{
    for (;;) {
        news heard = listen(w, is_missing(w) ? RETRY_MS : FOREVER);
        if (heard == NEWS_NONE && renew(w))
            return NEWS_CHANGE;
        if (heard > NEWS_OTHER)
            return heard;
    }
}

/* Waits until nothing more comes. */
static news settle(evne_watch *w)
{
    news heard = NEWS_OTHER;

    for (int round = 0; round < MOST_ROUNDS && heard != NEWS_NONE; round++) {
        heard = listen(w, QUIET_MS);
        if (heard > NEWS_CHANGE)
            return heard;
    }
    return NEWS_CHANGE;
}

evne_status evne_watch_wait(evne_watch *watch, bool *has_ended, evne_error *err)
{
    news heard = await_change(watch);

    if (heard == NEWS_CHANGE)
        heard = settle(watch);
    if (heard == NEWS_FAULT)
        return evne_fail(err, EVNE_SYSTEM, NULL, "cannot watch files: %s", strerror(errno));
    *has_ended = heard == NEWS_END;
    renew(watch);
    return EVNE_OK;
}

bool evne_watch_has_ended(evne_watch *watch)
{
    struct pollfd end = {.fd = watch->signals, .events = POLLIN};

    return poll(&end, 1, 0) > 0;
}

/* ---- open and close ---- */

evne_status evne_watch_open(evne_arena *arena, evne_watch **out, evne_error *err)
{
    evne_watch *w = evne_arena_alloc(arena, sizeof *w);
    sigset_t ends;

    w->arena = arena;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, &w->before);
    w->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    w->signals = signalfd(-1, &ends, SFD_CLOEXEC);
    *out = w;
    if (w->events >= 0 && w->signals >= 0)
        return EVNE_OK;
    evne_fail(err, EVNE_SYSTEM, NULL, "cannot watch files: %s", strerror(errno));
    evne_watch_close(w);
    return EVNE_SYSTEM;
}

/* Signals that came are taken first: given back, they would end the process after all. */
void evne_watch_close(evne_watch *watch)
{
    struct signalfd_siginfo taken;

    while (watch->signals >= 0 && evne_watch_has_ended(watch) &&
           read(watch->signals, &taken, sizeof taken) == (ssize_t)sizeof taken)
        ;
    if (watch->events >= 0)
        close(watch->events);
    if (watch->signals >= 0)
        close(watch->signals);
    sigprocmask(SIG_SETMASK, &watch->before, NULL);
}
