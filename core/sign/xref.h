/*
 * xref.h - one cross-reference section of a PDF: a table with its trailer, or a stream.
 *
 * Layer: sign. For revisions.c. Both kinds give the same entries; hybrid files, in which readers
 * choose between the two, are refused.
 */
#ifndef EVNE_SIGN_XREF_H
#define EVNE_SIGN_XREF_H

#include "revisions.h"

/*
 * Reads the section at `at` and what ends its revision: startxref, which must lead to this section,
 * and %%EOF. Fills in all of `rev` but `start` and what the entries' objects say. Fails with
 * EVNE_INPUT, code and place as evne_revisions_read does.
 */
evne_status evne_xref_read(evne_arena *arena, evne_str bytes, size_t at, evne_revision *rev,
                           evne_error *err);

/* "startxref", its number, "%%EOF" and at most one line end; `reader` stands at the first word. */
bool evne_xref_read_end(evne_reader *reader, int64_t *xref_at);

/* "%s (byte %zu)" with EVNE_INPUT and `code`. */
evne_status evne_xref_refuse(evne_error *err, const char *code, size_t at, const char *what);

/*
 * The bytes of the stream whose dictionary the reader has just read, with the `len` that the
 * dictionary says; the reader comes to stand behind "endstream".
 */
bool evne_xref_stream_bytes(evne_reader *reader, size_t len, evne_str *out);

#endif
