/*
 * metadata.h - what a file says about itself: XMP, document information, colour, identifier.
 *
 * Layer: pdf.
 */
#ifndef EVNE_PDF_METADATA_H
#define EVNE_PDF_METADATA_H

#include "haru.h"
#include "write.h"

/* Facts as they are written: empty ones filled in from the document, long ones cut. */
typedef struct evne_metadata {
    evne_str title, subject, author, keywords, lang, program, document_id;
    evne_moment created;
    evne_pdf_profile profile;
    const char *producer;
} evne_metadata;

evne_metadata evne_metadata_of(const evne_pdf_facts *facts, const evne_doc *doc,
                               const char *producer);

/* The XMP packet; says PDF/A-3a or, in the mitid profile, PDF/A-2a, and PDF/UA-1. */
evne_str evne_metadata_xmp(evne_arena *arena, const evne_metadata *metadata);

/* The document information dictionary, saying the same. */
void evne_metadata_info(evne_buf *out, const evne_metadata *metadata);

/* An ICC profile of sRGB (IEC 61966-2-1): version 4, matrix and curve, under 500 bytes. */
evne_str evne_icc_srgb(evne_arena *arena);

#endif
