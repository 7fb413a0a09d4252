/*
 * suggest.h - which known word somebody meant.
 *
 * Layer: rules. Words are compared as they sound to one who types: without regard to case, with æ,
 * ø and å as ae, oe and aa, with a swap of two neighbours as one mistake (Damerau-Levenshtein).
 */
#ifndef EVNE_RULES_SUGGEST_H
#define EVNE_RULES_SUGGEST_H

#include "base/str.h"

/* The nearest word so far; start with {.wanted = word}. */
typedef struct evne_nearest {
    evne_str wanted, word; /* `word` is empty until something is near enough */
    size_t distance;
} evne_nearest;

/* Mistakes between `a` and `b`, at most `most` + 1. Only the first 48 characters count. */
size_t evne_suggest_distance(evne_str a, evne_str b, size_t most);

/* True when both are the same word but for case, æ ø å, and _ - or a blank between parts. */
bool evne_suggest_same(evne_str a, evne_str b);

/* Keeps `word` when it is nearer than what was kept: at most a mistake for every three letters. */
void evne_suggest_consider(evne_nearest *nearest, evne_str word);

#endif
