/*
 * active.h - what in a PDF can make it show something else than what was signed.
 *
 * Layer: sign. Scripts, actions that change the document, layers that switch themselves and forms
 * that a reader draws anew: all in the signed bytes, and yet no two readers need show the same.
 * PDF/A forbids each of them (ISO 19005-3, 6.4.1, 6.6 and 6.9).
 */
#ifndef EVNE_SIGN_ACTIVE_H
#define EVNE_SIGN_ACTIVE_H

#include "revisions.h"

/* What of that an object has in it, such as "JavaScript", layers aside; NULL for nothing. */
const char *evne_active_look(const evne_object *object);

/* The first such thing in the newest revision, as "objekt 7: /AA"; NULL when there is none. */
const char *evne_active_find(evne_arena *arena, const evne_revisions *pdf);

#endif
