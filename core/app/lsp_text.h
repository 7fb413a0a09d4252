/*
 * lsp_text.h - places in a text: bytes, the protocol's positions, the lines and columns of
 * findings.
 *
 * Layer: app. Three counts meet here. The program counts bytes; the protocol counts lines from 0
 * and UTF-16 units, bytes or code points within one, as was agreed with the client; findings count
 * lines from 1 and code points from 1. Lines end with \n, \r\n or \r in all three.
 */
#ifndef EVNE_APP_LSP_TEXT_H
#define EVNE_APP_LSP_TEXT_H

#include <jansson.h>

#include "base/str.h"

typedef enum evne_lsp_encoding { EVNE_LSP_UTF16, EVNE_LSP_UTF8, EVNE_LSP_UTF32 } evne_lsp_encoding;

/* "utf-16", "utf-8" or "utf-32"; false for any other name. */
bool evne_lsp_encoding_parse(const char *name, evne_lsp_encoding *out);
const char *evne_lsp_encoding_name(evne_lsp_encoding encoding);

/* Line and character count from 0. */
typedef struct evne_lsp_position {
    size_t line, character;
} evne_lsp_position;

/* Bytes from `from` up to but without `to`. */
typedef struct evne_lsp_range {
    size_t from, to;
} evne_lsp_range;

typedef struct evne_lsp_text {
    evne_str bytes; /* valid UTF-8 */
    evne_lsp_encoding encoding;
    size_t *lines; /* where each line begins */
    size_t n_lines;
} evne_lsp_text;

/* `bytes` is borrowed, the table of lines lives in `arena`. */
void evne_lsp_text_init(evne_arena *arena, evne_str bytes, evne_lsp_encoding encoding,
                        evne_lsp_text *text);

/*
 * The byte at a position. One past the end of its line is that end, one past the last line the end
 * of the text, one inside a character the beginning of it: as the protocol says.
 */
size_t evne_lsp_text_offset(const evne_lsp_text *text, evne_lsp_position position);
evne_lsp_position evne_lsp_text_position(const evne_lsp_text *text, size_t offset);

/* The byte that a finding's line and column name; 0 for line 0. A byte order mark is no column. */
size_t evne_lsp_text_place(const evne_lsp_text *text, size_t line, size_t column);

/* The number of the line, from 0, that `offset` is in; where it begins; where its text ends. */
size_t evne_lsp_text_line(const evne_lsp_text *text, size_t offset);
size_t evne_lsp_text_line_start(const evne_lsp_text *text, size_t line);
size_t evne_lsp_text_line_end(const evne_lsp_text *text, size_t line);

/* {"line":, "character":}; false when it is no position. */
bool evne_lsp_position_read(const json_t *json, evne_lsp_position *out);
bool evne_lsp_range_read(const evne_lsp_text *text, const json_t *json, evne_lsp_range *out);
/* The protocol's Range; the caller owns it. */
json_t *evne_lsp_range_json(const evne_lsp_text *text, evne_lsp_range range);

#endif
