/*
 * file.h - whole files in, whole files out.
 *
 * Layer: base. A file that is written appears by rename after fsync, whole or not at all, whatever
 * call fails and whenever the process is killed (design.md 13).
 */
#ifndef EVNE_BASE_FILE_H
#define EVNE_BASE_FILE_H

#include "str.h"

/*
 * Reads all of `path` into `arena`. Fails with EVNE_INPUT when it cannot be read, is no regular
 * file (a pipe or "-" for standard input is fine) or holds more than `limit` bytes.
 */
evne_status evne_file_read(evne_arena *arena, const char *path, size_t limit, evne_str *out,
                           evne_error *err);

/*
 * Lets the file at `path` be read where it lies; `*out` begins at a multiple of eight and must be
 * given back by evne_file_unmap. Fails with EVNE_INPUT, also for an empty file; then p is NULL.
 */
evne_status evne_file_map(const char *path, evne_str *out, evne_error *err);
void evne_file_unmap(evne_str bytes);

/*
 * Writes `bytes` to `path`. An existing file is kept, and EVNE_OUTPUT returned, unless `replace`.
 * The file's folder must exist.
 */
evne_status evne_file_write(evne_arena *arena, const char *path, evne_str bytes, bool replace,
                            evne_error *err);

bool evne_file_exists(const char *path);

/* What tells one state of a file from another without reading it; all 0 when there is no file. */
typedef struct evne_file_stamp {
    uint64_t device, file, bytes;
    int64_t seconds, nanoseconds; /* of the last change of its content or its name */
} evne_file_stamp;

evne_file_stamp evne_file_stamp_of(const char *path);
bool evne_file_stamp_eq(const evne_file_stamp *a, const evne_file_stamp *b);

/* "a" and "b" to "a/b"; an absolute `name` is returned as it is. */
const char *evne_file_join(evne_arena *arena, const char *folder, const char *name);
/* The part after the last slash. */
const char *evne_file_name(const char *path);
/* The part before the last slash, or ".". */
const char *evne_file_folder(evne_arena *arena, const char *path);

#endif
