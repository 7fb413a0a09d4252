/*
 * letters.h - composing and folding of Latin letters.
 *
 * Layer: rules. What Unicode calls NFC, for the letters that names in Denmark and around it have:
 * the Latin letters of Unicode up to U+017F, and Å, Æ and Ø with an accent. A letter beyond them
 * stays as it was written.
 */
#ifndef EVNE_RULES_LETTERS_H
#define EVNE_RULES_LETTERS_H

#include "base/str.h"

/* The one letter that `base` and the combining `mark` make, or 0. */
uint32_t evne_letter_compose(uint32_t base, uint32_t mark);

/* True for U+0300 to U+036F. */
bool evne_letter_is_mark(uint32_t c);

bool evne_letter_is_upper(uint32_t c);

/* A letter, digit or underscore as a pattern's \w sees it; for Latin. */
bool evne_letter_is_word(uint32_t c);

/*
 * Lower case of `bytes` in place, for ASCII and for À to Þ: what a search without regard to case
 * may compare byte by byte. Other letters stay.
 */
void evne_letters_fold(char *bytes, size_t len);

#endif
