/*
 * attach.h - the data that a document was made from, inside it (ISO 19005-3, 6.8).
 *
 * Layer: pdf.
 */
#ifndef EVNE_PDF_ATTACH_H
#define EVNE_PDF_ATTACH_H

#include "haru.h"
#include "write.h"

/* Embeds the facts' data as an associated file (relationship Data) and adds it to the catalog. */
void evne_attach(evne_haru *haru, evne_arena *arena, const evne_pdf_facts *facts);

#endif
