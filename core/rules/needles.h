/*
 * needles.h - what every match of a pattern contains.
 *
 * Layer: rules. A rule set has hundreds of patterns and most of them match nowhere. Reading out of
 * a pattern which strings a match cannot do without lets one cheap pass over a text decide which
 * patterns are worth trying (sieve.h). What cannot be read is tried always: a wrong answer here
 * would be a rule that is silently not checked.
 */
#ifndef EVNE_RULES_NEEDLES_H
#define EVNE_RULES_NEEDLES_H

#include "base/str.h"

enum { EVNE_MOST_NEEDLES = 400, EVNE_NEEDLE_SETS = 3 };

/* A string in lower case as evne_letters_fold makes it; in every match no letter, digit or
 * underscore stands before it (`begins_word`) or after it (`ends_word`). */
typedef struct evne_needle {
    evne_str text;
    bool begins_word, ends_word;
} evne_needle;

/* Strings of which every match contains at least one. */
typedef struct evne_needle_set {
    const evne_needle *items;
    size_t count;
} evne_needle_set;

/* Every match contains one of each set; with no set nothing is known of its letters. */
typedef struct evne_needles {
    evne_needle_set sets[EVNE_NEEDLE_SETS]; /* the rarest first */
    size_t n_sets;
    size_t n_digits; /* every match has at least so many digits */
} evne_needles;

/* What was read of long groups before: patterns share their word lists. */
typedef struct evne_needles_memo evne_needles_memo;
evne_needles_memo *evne_needles_memo_new(evne_arena *arena);

/*
 * Reads `pattern`, which is used without regard to case. The result lives in `arena`, and so does
 * `memo`, which may be NULL.
 */
evne_needles evne_needles_find(evne_arena *arena, evne_needles_memo *memo, evne_str pattern);

#endif
