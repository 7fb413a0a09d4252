/*
 * tongue.h - which language a word in another script is in.
 *
 * Layer: layout. A change of language is declared for what reads a document aloud (ISO 14289-1,
 * 7.2). A case does not say in which language a name or a quotation is; its script does, as well as
 * it can.
 */
#ifndef EVNE_LAYOUT_TONGUE_H
#define EVNE_LAYOUT_TONGUE_H

#include "base/str.h"

/*
 * Scripts that several languages share are told apart by letters that only one of them has,
 * anywhere in the text: Urdu and Persian from Arabic, Ukrainian from Russian. Which of them `text`
 * has.
 */
unsigned evne_tongue_signs(evne_str text);

/*
 * The language (BCP 47) of `word`, which stands in a text with these signs; NULL for Latin letters
 * and for what has no letters.
 */
const char *evne_tongue_of(evne_str word, unsigned signs);

#endif
