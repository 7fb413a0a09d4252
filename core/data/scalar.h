/*
 * scalar.h - the line and column of a word in the middle of a text.
 *
 * Layer: data. A value knows where its text begins; a finding about one of its words must be at the
 * word. The file's bytes tell: a folded text has its lines joined, a quoted one its escapes undone.
 */
#ifndef EVNE_DATA_SCALAR_H
#define EVNE_DATA_SCALAR_H

#include "value.h"

/* Goes through a text and the bytes that it came from side by side; forward is cheap. */
typedef struct evne_scalar {
    evne_str file, text;
    evne_place place;   /* of the value */
    size_t from;        /* where its letters begin in the file */
    char quote;         /* ' or ", or 0 */
    size_t at, in_text; /* the same place in both */
    uint32_t line, column;
    bool is_known;
} evne_scalar;

/*
 * `file` is the whole file that `text` was read from at `place`; `text` may have lost blanks at its
 * end. With an empty `file`, or a place without bytes, every word is at the place of the value.
 */
void evne_scalar_open(evne_scalar *scalar, evne_str file, const evne_place *place, evne_str text);

/* The place of the character at byte `offset` of the text; `offset` may be its length. */
evne_place evne_scalar_find(evne_scalar *scalar, size_t offset);

#endif
