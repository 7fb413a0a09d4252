/*
 * check_pdf.h - the rules of PDF/A-3a, PDF/A-2a and PDF/UA-1 that a writer can break, over a
 * finished file.
 *
 * No substitute for a validator: it knows what pdf/ writes and checks that with another library
 * (libqpdf) than the one that wrote it.
 */
#ifndef EVNE_TESTS_PDF_CHECK_PDF_H
#define EVNE_TESTS_PDF_CHECK_PDF_H

#include <qpdf/qpdf-c.h>

#include "base/str.h"

enum { CHECK_PAGES = 1200, CHECK_MARKS = 4096 };

typedef struct checker {
    qpdf_data pdf;
    evne_arena *arena;
    evne_buf report; /* one line a breach */
    size_t n_pages;
    int page_ids[CHECK_PAGES];
    /* What the structure tree holds, by page and mark, and how often the page writes it. */
    int *owners[CHECK_PAGES];
    int *written[CHECK_PAGES];
    int last_heading;
    size_t n_elements, n_links, n_fields;
} checker;

/* Every breach on a line of its own; empty for a file without. */
const char *check_pdf(evne_arena *arena, evne_str pdf);

/* Parts, each adding to the report. */
void check_say(checker *c, const char *format, ...) EVNE_PRINTF(2, 3);
qpdf_oh check_key(checker *c, qpdf_oh dict, const char *key);
bool check_has(checker *c, qpdf_oh dict, const char *key);
const char *check_name(checker *c, qpdf_oh oh);
void check_tree(checker *c);
void check_pages(checker *c);

#endif
