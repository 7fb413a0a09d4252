/*
 * syntax.h - the small words of PDF: numbers, references, strings, dates.
 *
 * Layer: pdf. Everything is written by whole-number arithmetic, so a locale cannot change a byte.
 */
#ifndef EVNE_PDF_SYNTAX_H
#define EVNE_PDF_SYNTAX_H

#include "base/date.h"
#include "base/str.h"
#include "base/units.h"

enum {
    /* PDF/A (ISO 19005-3, 6.1.13) allows strings of 32,767 bytes: two for the mark, two a unit. */
    EVNE_SYNTAX_UNITS = 16000
};

void evne_syntax_int(evne_buf *out, int64_t value);

/* Thousandths as a decimal without trailing zeros: 12500 is "12.5". Lengths are such thousandths.
 */
void evne_syntax_milli(evne_buf *out, int64_t thousandths);

/* "12 0 R" */
void evne_syntax_ref(evne_buf *out, unsigned ref);

/* Bytes as "<0A1B>". */
void evne_syntax_hex(evne_buf *out, const unsigned char *bytes, size_t len);
/* One 16-bit code as four hexadecimal digits, without brackets. */
void evne_syntax_hex16(evne_buf *out, unsigned code);
/* One 16-bit code as two bytes of a literal string, escaped, without parentheses (ISO 32000-1,
 * 7.3.4.2). Half the bytes of hexadecimal: page streams cost half to compress. */
void evne_syntax_code16(evne_buf *out, unsigned code);

/* UTF-16BE as hexadecimal digits, without brackets or mark; at most `most` units, never half a
 * pair. */
void evne_syntax_utf16(evne_buf *out, evne_str text, size_t most);

/* A text string "<FEFF...>", cut at EVNE_SYNTAX_UNITS. `text` is valid UTF-8. */
void evne_syntax_text(evne_buf *out, evne_str text);

/* A language tag "(da-DK)"; what no tag holds is left out. */
void evne_syntax_lang(evne_buf *out, evne_str lang);

/* A name with its slash; what is no regular character is written "#xx". */
void evne_syntax_name(evne_buf *out, evne_str name);

/* "D:20260302090500+01'00'" without brackets, and "2026-03-02T09:05:00+01:00". */
void evne_syntax_date(evne_buf *out, evne_moment moment);
void evne_syntax_iso(evne_buf *out, evne_moment moment);

/* Text for XML content: markup escaped, control characters that XML forbids left out. */
void evne_syntax_xml(evne_buf *out, evne_str text);

#endif
