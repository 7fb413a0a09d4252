/*
 * links.h - internal links: annotations over the text that leads somewhere.
 *
 * Layer: pdf.
 */
#ifndef EVNE_PDF_LINKS_H
#define EVNE_PDF_LINKS_H

#include "content.h"

/* Writes the annotations of the links that `content` found on page `number`. */
void evne_links_write(evne_haru *haru, const evne_content *content, const evne_pages *pages,
                      size_t number, evne_object *page, const unsigned *page_refs);

#endif
