/*
 * control.h - a verdict as a PDF of our own: `evne verify --report`.
 *
 * Layer: app. The sheet goes the way of every report, through template, layout and pdf, so it is
 * PDF/A-3a and PDF/UA-1 like them. It says what evne_verdict_write says, for people who file it.
 */
#ifndef EVNE_APP_CONTROL_H
#define EVNE_APP_CONTROL_H

#include "paths.h"
#include "sign/verify.h"

typedef struct evne_control {
    const evne_paths *paths; /* fonts, and the template `kontrol` */
    const char *file;        /* path of the file that was verified */
    evne_str pdf;
    evne_moment now; /* the moment of the check */
    const evne_verdict *verdict;
} evne_control;

/* The sheet in `*out`, in `arena`. Same input, same bytes. Fails as the stages of a job do. */
evne_status evne_control_make(evne_arena *arena, const evne_control *control, evne_str *out,
                              evne_error *err);

#endif
