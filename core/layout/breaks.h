/*
 * breaks.h - where a line may end (look 2), by words, without measuring.
 *
 * Layer: layout. Danish rules: no break after `kl. pr. nr. à tlf.`, between `uge mål bilag afsnit
 * tabel figur CVR` and a number or id, between number and unit, day and month, postal code and
 * town, floor and side, nor inside ids, ranges, times and phone numbers.
 */
#ifndef EVNE_LAYOUT_BREAKS_H
#define EVNE_LAYOUT_BREAKS_H

#include "base/str.h"

/* Whether a line may end at the blank between `before` and `after`, words without blanks. */
bool evne_break_between(evne_str before, evne_str after);

/* Whether a line that ends there, though it may, should rather end earlier: "marts | 2026". */
bool evne_break_is_poor(evne_str before, evne_str after);

/*
 * Whether a line may end inside `word` before byte `at`: after a hyphen, slash or dash between
 * letters of a word that has no digit.
 */
bool evne_break_inside(evne_str word, size_t at);

/* Whether the words, in a row, are one phone number: eight digits, or a plus sign first. */
bool evne_break_is_phone(const evne_str *words, size_t n_words);

/* Whether the word could be part of a phone number: two to four digits, or a plus and digits. */
bool evne_break_is_digits(evne_str word);

bool evne_is_letter(uint32_t code_point);
/* A mark that belongs to the code point before it: never at the start of a line. */
bool evne_is_mark(uint32_t code_point);
/* A blank at which no line ends: U+00A0, U+2007, U+202F. */
bool evne_is_hard_blank(uint32_t code_point);

#endif
