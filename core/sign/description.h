/*
 * description.h - what a signature field says it is for (/TU), as field.c of pdf/ writes it:
 * "Borger, Ali Hansen. Jeg har læst planen."
 *
 * Layer: sign. The text is covered by every signature, so whoever signs under another name than the
 * field's shows.
 */
#ifndef EVNE_SIGN_DESCRIPTION_H
#define EVNE_SIGN_DESCRIPTION_H

#include "base/str.h"

/* Parts of the text, which they borrow; "" for one that is not there. */
typedef struct evne_description {
    evne_str role; /* "Borger" */
    evne_str rest; /* "Ali Hansen. Jeg har læst planen.": empty when the field names nobody */
} evne_description;

evne_description evne_description_read(evne_str text);

/*
 * Whether the field was made for `name`: capitals and the number of blanks do not count. True when
 * it names nobody.
 */
bool evne_description_is_for(const evne_description *description, evne_str name);

/* The name as far as it can be told from what follows it: up to a full stop behind a word. */
evne_str evne_description_name(const evne_description *description);

/* What the signature means: what follows the name, or the role of a field without a name. */
evne_str evne_description_meaning(evne_str text, evne_str name);

#endif
