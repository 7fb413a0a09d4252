/*
 * casefile.h - YAML to values.
 *
 * Layer: data. Reads case files, legal profiles, rule packs and organisation files. Input is
 * hostile (design.md 13): limits hold while parsing, before anything is built.
 */
#ifndef EVNE_DATA_CASEFILE_H
#define EVNE_DATA_CASEFILE_H

#include "base/problem.h"
#include "value.h"

enum {
    EVNE_CASEFILE_BYTES = 8 * 1024 * 1024,
    EVNE_CASEFILE_DEPTH = 32,
    EVNE_CASEFILE_EVENTS = 200000,
    EVNE_CASEFILE_KEY = 200,      /* characters of a key */
    EVNE_CASEFILE_FINDINGS = 1000 /* more are not shown; one more says so */
};

/*
 * Parses `yaml`; `file` is the name that places and messages carry. Plain `null`, `~` and nothing
 * become EVNE_NULL, every other scalar EVNE_TEXT.
 *
 * What is wrong with the file is added to `problems` in Danish, with line and column, and the
 * status is EVNE_INPUT: bad YAML, a limit, an anchor, alias, tag or merge key, a second document, a
 * duplicate key (all of them are listed), a NUL, a bidi control (U+202A-202E, U+2066-2069), bytes
 * that are not UTF-8.
 *
 * `*out` lives in `arena`. After EVNE_INPUT it is the tree without what was refused when the whole
 * file could be followed, so that its fields can be checked in the same run, else NULL.
 */
evne_status evne_casefile_parse(evne_arena *arena, const char *file, evne_str yaml,
                                evne_problems *problems, const evne_value **out, evne_error *err);

/* Reads and parses the file at `path`. */
evne_status evne_casefile_read(evne_arena *arena, const char *path, evne_problems *problems,
                               const evne_value **out, evne_error *err);

/*
 * Writes `value` as YAML that evne_casefile_parse reads back to the same tree: two spaces, keys in
 * order, texts quoted where another YAML reader could take them for something else, no line ever
 * folded. Same tree, same bytes. Numbers and bools read back as the texts that they were written
 * as.
 */
void evne_casefile_write(evne_buf *out, const evne_value *value);

#endif
