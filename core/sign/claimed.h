/*
 * claimed.h - what a signature dictionary says of itself, which nobody has proven.
 *
 * Layer: sign. For verifier and signer.
 */
#ifndef EVNE_SIGN_CLAIMED_H
#define EVNE_SIGN_CLAIMED_H

#include "base/date.h"
#include "object.h"

/* Reads /M; `*text` is the same as "2026-11-22T03:15:00+01:00". False when there is none. */
bool evne_claimed_time(evne_arena *arena, const evne_object *dict, evne_moment *out,
                       const char **text);

/* Whether /Name is the certificate's name, but for capitals and blanks, or says nothing. */
bool evne_claimed_is_name(const char *claimed, const char *signer);

#endif
