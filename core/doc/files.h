/*
 * files.h - finds and reads the files of a template, inside the template folders only.
 *
 * Layer: doc, inside template.h. A name that leads out of the folders, by "..", an absolute path or
 * a symbolic link, is EVNE_TEMPLATE.
 */
#ifndef EVNE_DOC_FILES_H
#define EVNE_DOC_FILES_H

#include "scan.h"
#include "template.h"

/*
 * Reads `<name>.<lang>.md` from the first folder that has it. `*shown` is the path as messages name
 * it: the folder as it was given, then the name. `at` is the include, or all zero.
 */
evne_status evne_files_read(evne_arena *arena, evne_str name, const evne_template_env *env,
                            evne_origin at, const char **shown, evne_str *out, evne_error *err);

#endif
