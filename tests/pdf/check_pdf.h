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

enum { CHECK_PAGES = 1200, CHECK_MARKS = 4096, CHECK_FONTS = 64 };

typedef struct checker {
    qpdf_data pdf;
    evne_arena *arena;
    evne_str bytes;  /* the file */
    evne_buf report; /* one line a breach, beginning with the number of the rule where it has one */
    size_t n_pages;
    int page_ids[CHECK_PAGES];
    /* What the structure tree holds, by page and mark, and how often the page writes it. */
    int *owners[CHECK_PAGES];
    int *written[CHECK_PAGES];
    int last_heading;
    size_t n_elements, n_links, n_fields, n_signatures;
    size_t n_invisible; /* fields without an area: time-stamps, signatures made elsewhere */
    bool is_covered; /* by the last signature, to the end of the file */
    struct {
        int id;
        evne_str glyphs; /* its CIDToGIDMap */
    } fonts[CHECK_FONTS];
    size_t n_fonts;
} checker;

/* Every breach on a line of its own; empty for a file without. */
const char *check_pdf(evne_arena *arena, evne_str pdf);

/* Parts, each adding to the report. */
void check_say(checker *c, const char *format, ...) EVNE_PRINTF(2, 3);
qpdf_oh check_key(checker *c, qpdf_oh dict, const char *key);
bool check_has(checker *c, qpdf_oh dict, const char *key);
const char *check_name(checker *c, qpdf_oh oh);
evne_str check_stream(checker *c, qpdf_oh stream); /* decoded; empty for what is no stream */
void check_xmp(checker *c, qpdf_oh catalog, bool has_data);
void check_intent(checker *c, qpdf_oh catalog);
void check_image(checker *c, int id, qpdf_oh image);
void check_tree(checker *c);
void check_pages(checker *c);
void check_appearance(checker *c, size_t page, qpdf_oh form);    /* what an annotation looks like */
evne_str check_font(checker *c, qpdf_oh font, const char *name); /* its CIDToGIDMap */
void check_annotations(checker *c);
void check_file(checker *c, evne_str bytes);

#endif
