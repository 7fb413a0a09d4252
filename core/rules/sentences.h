/*
 * sentences.h - where Danish sentences begin and end.
 *
 * Layer: rules. The unit of every text rule (domain.md 5.1). A sentence ends after . ! or ? when
 * white space and an upper-case letter, a digit or an opening quotation mark follow, and at a blank
 * line or a new bullet. It does not end after an ordinal, an initial or an abbreviation.
 */
#ifndef EVNE_RULES_SENTENCES_H
#define EVNE_RULES_SENTENCES_H

#include "base/str.h"

/* Bytes `from` up to, not including, `to`. */
typedef struct evne_extent {
    size_t from, to;
} evne_extent;

/*
 * Gives the sentences of `text` in their order, without the blanks and bullets around them. None
 * ends inside one of `whole` (quotations), which are in order and do not overlap. The result lives
 * in `arena`.
 */
size_t evne_sentences_split(evne_arena *arena, evne_str text, const evne_extent *whole,
                            size_t n_whole, const evne_extent **out);

#endif
