/*
 * sarif.h - findings as a SARIF 2.1.0 log, for code hosts and editors that read it.
 *
 * Layer: app. One run with one tool. Every rule of the installed packs is described in it, found or
 * not; rules that the program and the reports know by themselves are, when they have a result.
 * Texts are Danish, as in the findings. Columns count code points.
 */
#ifndef EVNE_APP_SARIF_H
#define EVNE_APP_SARIF_H

#include <jansson.h>

#include "base/problem.h"

#define EVNE_SARIF_SCHEMA                                                                          \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* A log that grows; the caller owns it until evne_sarif_end. */
typedef struct evne_sarif evne_sarif;

/* `rules` is the array "rules" of evne_rulework_list, or NULL. */
evne_sarif *evne_sarif_begin(const json_t *rules);

/* One result for each finding; one that was set aside is suppressed, with name, date and reason. */
void evne_sarif_add(evne_sarif *log, const evne_problems *problems);

/* A file that could not be checked: the run did not succeed. */
void evne_sarif_fail(evne_sarif *log, const char *file, const char *message);

/* From here on every result is marked as new since the baseline. */
void evne_sarif_has_baseline(evne_sarif *log);

/* Ends the log and frees it; the caller owns what is returned. */
json_t *evne_sarif_end(evne_sarif *log, int exit_code);

/* Frees a log that nobody wants any more; NULL is none. */
void evne_sarif_drop(evne_sarif *log);

/* `path` as a URI reference: percent-encoded, relative where the path is. */
char *evne_sarif_uri(const char *path);

#endif
