/*
 * hyphen.h - where a Danish word may be divided, by libhyphen and the patterns of Debian's
 * hyphen-da.
 *
 * Layer: layout. Used only for a word that its column cannot hold (line.c); the dictionary is read
 * when the first such word comes, so that nearly all documents never open it. Belongs to one
 * thread.
 */
#ifndef EVNE_LAYOUT_HYPHEN_H
#define EVNE_LAYOUT_HYPHEN_H

#include "base/str.h"

typedef struct evne_hyphens evne_hyphens;

/* A hyphen may stand before byte `at` of the word. */
typedef struct evne_hyphen {
    size_t at;
    bool is_joint; /* between the parts of a compound: better than elsewhere */
} evne_hyphen;

enum { EVNE_MOST_HYPHENS = 40 }; /* in one word; longer words are not in any dictionary */

/*
 * Prepares to read the dictionary from `folder` or, when it is not there, from Debian's own folder.
 * `folder` may be NULL. `arena` must outlive the result.
 */
evne_hyphens *evne_hyphens_open(evne_arena *arena, const char *folder);
/* Frees the dictionary. NULL is allowed. */
void evne_hyphens_close(evne_hyphens *hyphens);

/* Whether `lang` (BCP 47) is a language that the dictionary knows. */
bool evne_hyphens_know(evne_str lang);

/*
 * Finds the places in `word`, in order: at least two letters before and three after them.
 * Punctuation around the word is left out of account; a word with anything but Danish letters
 * inside has none. `*n` is their number. Fails with EVNE_SYSTEM when the dictionary is missing or
 * differs from the one that this version divides words by.
 */
evne_status evne_hyphens_find(evne_hyphens *hyphens, evne_str word,
                              evne_hyphen out[EVNE_MOST_HYPHENS], size_t *n, evne_error *err);

#endif
