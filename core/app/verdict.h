/*
 * verdict.h - a verdict on a signed file, in plain Danish and as JSON.
 *
 * Layer: app.
 */
#ifndef EVNE_APP_VERDICT_H
#define EVNE_APP_VERDICT_H

#include "sign/verify.h"

/* A few lines for each signature: who, in which role, intact, trusted, when, what came after. */
void evne_verdict_write(evne_buf *out, const char *file, const evne_verdict *verdict);

/* One JSON object in `arena`. */
evne_str evne_verdict_json(evne_arena *arena, const char *file, const evne_verdict *verdict);

#endif
