/*
 * shown.h - texts from a file, fit for a terminal, a page and JSON.
 *
 * Layer: sign. Whoever makes a file must not write on the reader's screen what the verdict does not
 * say: escape sequences, line ends, a change of direction, bytes that are no text.
 */
#ifndef EVNE_SIGN_SHOWN_H
#define EVNE_SIGN_SHOWN_H

#include "base/str.h"

/* The character itself, or U+FFFD for controls, changes of direction and what is none. */
uint32_t evne_shown_char(uint32_t c);

/* A text of any bytes as UTF-8 of such characters. */
const char *evne_shown(evne_arena *arena, evne_str bytes);

#endif
