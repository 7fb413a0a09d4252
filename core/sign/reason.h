/*
 * reason.h - why a verdict is what it is: a stable code for machines, a Danish sentence for people.
 *
 * Layer: sign. The codes are part of the program's output (`evne verify --format json`): they are
 * added to, never renamed.
 */
#ifndef EVNE_SIGN_REASON_H
#define EVNE_SIGN_REASON_H

#include "base/str.h"

typedef enum evne_verdict_status {
    EVNE_VERDICT_VALID,
    EVNE_VERDICT_UNDETERMINED, /* can be neither proven nor refuted */
    EVNE_VERDICT_INVALID,
    EVNE_VERDICT_UNSIGNED /* of a file only */
} evne_verdict_status;

typedef struct evne_reason {
    const char *code;           /* such as "certificate.expired" */
    evne_verdict_status status; /* what it makes of the verdict; VALID for a remark */
    const char *text;           /* Danish, one sentence without full stop, with the particulars */
} evne_reason;

typedef struct evne_reasons {
    evne_arena *arena;
    evne_reason *list;
    size_t n;
} evne_reasons;

/*
 * Adds the reason `code`, which must be one of reason.c, with its particulars (may be NULL). The
 * same code with the same particulars is kept once; at most 100 are kept.
 */
void evne_reasons_add(evne_reasons *reasons, const char *code, const char *detail);

/* Adds a reason that stands in another list. */
void evne_reasons_copy(evne_reasons *reasons, const evne_reason *reason);

/* The gravest status among them: INVALID over UNDETERMINED over VALID. */
evne_verdict_status evne_reasons_status(const evne_reasons *reasons);

/* The Danish sentence of a code, or NULL. */
const char *evne_reason_sentence(const char *code);

/* "gyldig", "kan ikke afgøres", "ugyldig", "ikke underskrevet"; and "valid", ... for machines. */
const char *evne_verdict_danish(evne_verdict_status status);
const char *evne_verdict_name(evne_verdict_status status);
/* EVNE_OK, EVNE_UNDETERMINED or EVNE_INVALID, whose exit codes are 0, 6 and 1. */
evne_status evne_verdict_exit(evne_verdict_status status);

#endif
