/*
 * asidelog.h - what cases set aside, as a PDF: the log of quality assurance.
 *
 * Layer: app. The log is a document of its own and never an annex of a report: a report's reader
 * gets the text as it stands, and the one who answers for quality gets the list of what was passed
 * over, by whom and why (domain.md 5.1).
 */
#ifndef EVNE_APP_ASIDELOG_H
#define EVNE_APP_ASIDELOG_H

#include "base/date.h"
#include "base/problem.h"
#include "paths.h"

typedef struct evne_asidelog {
    const evne_paths *paths; /* fonts, and the template `tilsidesat` */
    evne_moment now;
    const char *const *files; /* the cases that were checked */
    size_t n_files;
    const evne_problems *set_aside; /* of all of them */
} evne_asidelog;

/* The log in `*out`, in `arena`. Fails as the stages of a job do. */
evne_status evne_asidelog_make(evne_arena *arena, const evne_asidelog *log, evne_str *out,
                               evne_error *err);

#endif
