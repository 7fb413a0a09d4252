/*
 * watch.h - waits until a file that a rendering is made from is saved.
 *
 * Layer: app. Folders are watched, not files: most editors save by renaming a new file over the old
 * one. Nothing runs while nothing changes.
 */
#ifndef EVNE_APP_WATCH_H
#define EVNE_APP_WATCH_H

#include "base/str.h"

typedef struct evne_watch evne_watch;

/*
 * From here on SIGINT and SIGTERM no longer end the process; evne_watch_wait reports them. `*out`
 * lives in `arena`; evne_watch_close gives the signals back. Fails with EVNE_SYSTEM.
 */
evne_status evne_watch_open(evne_arena *arena, evne_watch **out, evne_error *err);
void evne_watch_close(evne_watch *watch);

/* One file, also when it is a link to a file elsewhere. */
void evne_watch_file(evne_watch *watch, const char *path);

/*
 * The files in `folder`, and `levels` of folders below it, whose names end in one of `endings`,
 * such as ".lua .yaml". Hidden files and folders and editors' locks do not count. The folder need
 * not exist yet.
 */
void evne_watch_folder(evne_watch *watch, const char *folder, int levels, const char *endings);

/*
 * Returns when something was saved since the last return, or since the file or folder was added,
 * and nothing more came for a moment. `*has_ended` says that a signal asked to end instead.
 */
evne_status evne_watch_wait(evne_watch *watch, bool *has_ended, evne_error *err);

/* Whether a signal has asked to end; does not wait. */
bool evne_watch_has_ended(evne_watch *watch);

#endif
