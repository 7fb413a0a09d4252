/*
 * attached.h - the data inside a PDF: the file associated with it as /Data.
 *
 * Layer: sign. Reads PDFs that others may have changed, with libqpdf and recovery off.
 */
#ifndef EVNE_SIGN_ATTACHED_H
#define EVNE_SIGN_ATTACHED_H

#include "base/str.h"

enum { EVNE_ATTACHED_BYTES = 16 * 1024 * 1024 };

/*
 * Gives the bytes of the first associated file of the document (ISO 19005-3, 6.8) whose
 * AFRelationship is Data, and its name. Fails with EVNE_INPUT when `pdf` is no readable PDF, has no
 * such file, or has one larger than EVNE_ATTACHED_BYTES.
 */
evne_status evne_attached_read(evne_arena *arena, const char *file, evne_str pdf, evne_str *name,
                               evne_str *bytes, evne_error *err);

#endif
