/*
 * outline.h - bookmarks: a file's headings beside its pages.
 *
 * Layer: pdf.
 */
#ifndef EVNE_PDF_OUTLINE_H
#define EVNE_PDF_OUTLINE_H

#include "haru.h"
#include "layout/page.h"

/* Writes a bookmark for the title, each section and each group, and adds them to the catalog. */
void evne_outline_write(evne_haru *haru, evne_arena *arena, const evne_pages *pages,
                        const unsigned *page_refs);

/* Appends "[page /XYZ x y null]": the view with `spot` at its upper left corner. */
void evne_outline_view(evne_buf *out, const evne_pages *pages, const evne_spot *spot,
                       const unsigned *page_refs);

#endif
