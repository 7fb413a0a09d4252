/*
 * sheet.h - a page of our own about something that is no report: a verdict, a log.
 *
 * Layer: app. It goes the way of every report, through template, layout and pdf, so it is PDF/A-3a
 * and PDF/UA-1 like them.
 */
#ifndef EVNE_APP_SHEET_H
#define EVNE_APP_SHEET_H

#include "base/date.h"
#include "data/value.h"
#include "layout/hyphen.h"
#include "paths.h"
#include "pdf/fonts.h"

typedef struct evne_sheet {
    evne_arena *arena;
    const evne_paths *paths;
    evne_fonts *fonts;
    evne_hyphens *hyphens;
} evne_sheet;

/* Opens the fonts; to be closed, also after a failure. */
evne_status evne_sheet_open(evne_arena *arena, const evne_paths *paths, evne_sheet *sheet,
                            evne_error *err);
void evne_sheet_close(evne_sheet *sheet);

/* A text for the view; characters that no font has become a question mark. */
evne_value *evne_sheet_text(const evne_sheet *sheet, evne_str words);

/* "12.03.2026 kl. 14.32" */
const char *evne_sheet_moment(evne_arena *arena, evne_moment when);

/* `view` through the template named, as a PDF made `now`. Same input, same bytes. */
evne_status evne_sheet_make(const evne_sheet *sheet, const char *template_name,
                            const evne_value *view, evne_moment now, evne_str *out,
                            evne_error *err);

#endif
