/*
 * files.h - finds and reads the files of a template, inside the template folders only.
 *
 * Layer: doc, inside template.h. A name that leads out of the folders, by "..", an absolute path or
 * a symbolic link, is EVNE_TEMPLATE.
 */
#ifndef EVNE_DOC_FILES_H
#define EVNE_DOC_FILES_H

#include "base/file.h"
#include "scan.h"
#include "template.h"

/* A file of a template. */
typedef struct evne_md_file {
    evne_str name;         /* as an include gives it */
    const char *path;      /* as messages name it: the folder as it was given, then the file */
    evne_file_stamp stamp; /* before it was read */
    evne_str bytes;
} evne_md_file;

/*
 * Reads `<name>.<lang>.md` from the first folder that has it into `file`, which has the name. `at`
 * is the include, or all zero.
 */
evne_status evne_files_read(evne_arena *arena, evne_md_file *file, const evne_template_env *env,
                            evne_origin at, evne_error *err);

/* Whether reading the file again would find the same one, unchanged. */
bool evne_files_is_current(const evne_md_file *file, const evne_template_env *env);

#endif
