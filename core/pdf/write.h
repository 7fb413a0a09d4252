/*
 * write.h - pages to PDF bytes.
 *
 * Layer: pdf. Every file is PDF/A and PDF/UA-1 at once. Date, identifier and everything else that
 * is written comes from the pages and the facts: same input, same bytes.
 */
#ifndef EVNE_PDF_WRITE_H
#define EVNE_PDF_WRITE_H

#include "base/date.h"
#include "fonts.h"
#include "layout/page.h"

typedef enum evne_pdf_profile {
    EVNE_PROFILE_ARCHIVE, /* PDF/A-3a: embedded data, signature fields */
    /* PDF/A-2a: no attachment and no form field, for the national signing service, whose checker
     * refuses both; what stands in a signature box is drawn on the page. */
    EVNE_PROFILE_MITID
} evne_pdf_profile;

/* What the file says about itself. Empty texts are taken from the document or left out. */
typedef struct evne_pdf_facts {
    evne_pdf_profile profile;
    evne_str title, subject, author, keywords;
    evne_str document_id; /* "S-2026-0112-RD-1" */
    evne_moment created;
    evne_str program; /* "Evne 0.1.0" */

    evne_str data;             /* what the document was made from; empty: nothing is embedded */
    evne_str data_name;        /* file name; empty: "sag.yaml" */
    evne_str data_description; /* empty: a Danish default */
    evne_str data_mime;        /* empty: "application/yaml" */

    bool is_draft; /* no signature fields */
} evne_pdf_facts;

/*
 * Writes `pages`, which were laid out with `fonts`, as a PDF file; `*out` lives in `arena`.
 * Fails with EVNE_SYSTEM when a font cannot be opened or cut, and with EVNE_OUTPUT when the
 * document is larger than PDF or libharu can hold.
 */
evne_status evne_pdf_write(evne_arena *arena, const evne_pages *pages, evne_fonts *fonts,
                           const evne_pdf_facts *facts, evne_str *out, evne_error *err);

#endif
