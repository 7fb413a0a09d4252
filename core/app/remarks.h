/*
 * remarks.h - findings that no field and no plugin makes: about the file, its reports, the folders.
 *
 * Layer: app. Each adds to `problems`; texts are Danish.
 */
#ifndef EVNE_APP_REMARKS_H
#define EVNE_APP_REMARKS_H

#include "doc/template.h"
#include "paths.h"
#include "plugin/catalog.h"

#define EVNE_CASE_FORMAT "arbejdsevne-sag/1"

/* The file is no case: `format` is its `skema`, or NULL. Always EVNE_INPUT. */
evne_status evne_remark_format(evne_problems *problems, const char *file, const evne_value *format,
                               evne_error *err);

/* The case names a report that is not installed; the nearest that is may be what was meant. */
void evne_remark_report(evne_arena *arena, evne_problems *problems, const evne_catalog *catalog,
                        const evne_value *report);

/* The case names no report that is installed. Silence would look like praise. */
void evne_remark_nothing_checked(evne_problems *problems, const evne_value *sag);

/* No rule pack is installed, so no word was held against any. */
void evne_remark_no_rules(evne_problems *problems, const char *file);

/* A --template-dir that the report took nothing from. */
void evne_remark_folders(evne_arena *arena, evne_problems *problems, const evne_paths *paths,
                         const evne_template *source);

#endif
