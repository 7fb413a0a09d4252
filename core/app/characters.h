/*
 * characters.h - finds characters of a case that no font has, before anything is laid out.
 *
 * Layer: app. A character without a font is a finding at its place in the case, never a box on the
 * page (design.md 5). Only a draft, which is made in spite of findings, shows U+FFFD in its place.
 */
#ifndef EVNE_APP_CHARACTERS_H
#define EVNE_APP_CHARACTERS_H

#include "base/problem.h"
#include "data/value.h"
#include "pdf/fonts.h"

/* Adds one finding for each text of `values` that holds such characters, naming all of them. */
evne_status evne_characters_check(evne_arena *arena, evne_fonts *fonts, const evne_value *values,
                                  evne_problems *problems, evne_error *err);

/* `values` with U+FFFD in place of every such character; what has none is shared, not copied. */
const evne_value *evne_characters_replace(evne_arena *arena, evne_fonts *fonts,
                                          const evne_value *values);

#endif
