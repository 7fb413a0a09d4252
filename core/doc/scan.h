/*
 * scan.h - template text to tokens: text, {{ values }} and {% tags %}.
 *
 * Layer: doc, inside template.h. Nothing is understood here but where a token starts and ends.
 */
#ifndef EVNE_DOC_SCAN_H
#define EVNE_DOC_SCAN_H

#include "base/str.h"

/* A line of a template: what every fault in one is reported with. */
typedef struct evne_origin {
    const char *file; /* as it is shown: "templates/praktikplan.da.md" */
    uint32_t line;
} evne_origin;

/* "templates/praktikplan.da.md:12", in `room` of 256 bytes: what `where` of an error takes. */
const char *evne_origin_text(char *room, evne_origin at);
#define EVNE_AT(at) evne_origin_text((char[256]){0}, (at))

/*
 * Code points that a template must not hold, neither as such nor as an entity, because the expanded
 * text uses them: no text and no value can be taken for one of these marks.
 */
#define EVNE_MARK_OPEN "\xEF\xB7\x90" /* U+FDD0 index U+FDD1: a value */
#define EVNE_MARK_CLOSE "\xEF\xB7\x91"
#define EVNE_MARK_GROUP "\xEF\xB7\x92" /* U+FDD2: the cell is a group row's */
#define EVNE_MARK_LINE "\xEF\xB7\x93"  /* U+FDD3: what follows is text, whatever it looks like */
enum { EVNE_MARK_LEN = 3 };

typedef enum evne_token_kind { EVNE_TOKEN_TEXT, EVNE_TOKEN_VALUE, EVNE_TOKEN_TAG } evne_token_kind;

typedef struct evne_token {
    evne_token_kind kind;
    evne_str text;    /* TEXT: as written; VALUE and TAG: what stands inside, trimmed */
    evne_origin at;   /* of its first byte */
    bool is_alone;    /* TAG: nothing else on its line, and the line is not part of the text */
    bool starts_line; /* TAG: only blanks before it */
} evne_token;

typedef struct evne_tokens {
    const evne_token *items;
    size_t count;
} evne_tokens;

/*
 * Checks a whole file: UTF-8, no control characters, none of the marks. `*out` is the text with
 * line feeds alone and without a byte order mark. Fails with EVNE_TEMPLATE.
 */
evne_status evne_scan_clean(evne_arena *arena, evne_str bytes, const char *file, evne_str *out,
                            evne_error *err);

/* Cuts `text`, which starts at `at`, into tokens. Fails with EVNE_TEMPLATE at an unclosed one. */
evne_status evne_scan(evne_arena *arena, evne_str text, evne_origin at, evne_tokens *out,
                      evne_error *err);

/* Fails when expanded text holds an entity that stands for one of the marks. */
bool evne_scan_forges_mark(evne_str text);

#endif
