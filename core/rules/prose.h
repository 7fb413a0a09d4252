/*
 * prose.h - a text as the rules read it.
 *
 * Layer: rules. Rules compare letters, so a text is brought into one form first: composed letters,
 * plain blanks, quotations between » and «. Every place in that form leads back to the original.
 */
#ifndef EVNE_RULES_PROSE_H
#define EVNE_RULES_PROSE_H

#include "sentences.h"

/* What stands for each byte of a quotation: no blank, no letter, and in no case file. */
#define EVNE_PROSE_QUIET '\x01'

typedef struct evne_prose {
    evne_str original;
    evne_str text;  /* in the form that rules read; line breaks are blanks */
    evne_str quiet; /* as long as `text`; what stands between quotation marks is EVNE_PROSE_QUIET */
    evne_str folded;        /* as long as `text`, in lower case (evne_letters_fold) */
    const uint32_t *origin; /* of each byte of `text`, and of its end; see evne_prose_origin */
    const evne_extent *sentences, *paragraphs; /* places in `text`; paragraphs end at blank lines */
    size_t n_sentences, n_paragraphs;
} evne_prose;

/*
 * Brings `original`, which is valid UTF-8, into the form that rules read:
 *   letters are composed (an a and a ring become å); soft hyphens and characters without width go;
 *   blanks of every kind become one kind, and no two stand together in a sentence; a hyphen that
 *   does not break becomes a hyphen;
 *   quotation marks that belong together, of whatever kind, become » and «.
 * A quotation may span sentences but not a blank line; a mark without its partner quotes nothing.
 */
void evne_prose_read(evne_arena *arena, evne_str original, evne_prose *out);

/* Where in the original the character at byte `at` of `text` begins. */
size_t evne_prose_origin(const evne_prose *prose, size_t at);

#endif
