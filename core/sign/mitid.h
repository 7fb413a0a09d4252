/*
 * mitid.h - what the national signing service (MitID) would refuse in a PDF.
 *
 * Layer: sign. The service takes a document only when nothing in it can change what the signer sees
 * or reach outside: its checker goes by the names that stand in the file. This is the same check
 * beforehand, object by object, over files that others may have made: libqpdf, recovery off.
 */
#ifndef EVNE_SIGN_MITID_H
#define EVNE_SIGN_MITID_H

#include "base/str.h"

enum { EVNE_MITID_FINDINGS = 1000 };

/* One thing that would be refused. Texts are UTF-8 without control characters. */
typedef struct evne_mitid_finding {
    int number, generation; /* of the object; 0 0 is the trailer or the file as a whole */
    const char *name;       /* "/AcroForm" as the file says it, escapes undone; "" for none */
    const char *code;    /* "mitid.navn", "mitid.rolle", "mitid.skrift", "mitid.kryptering" ... */
    const char *message; /* Danish, lower case */
    const char *suggestion; /* Danish */
} evne_mitid_finding;

typedef struct evne_mitid_findings {
    evne_mitid_finding *list; /* by object number; a name once per object */
    size_t n;
    bool is_cut; /* there were more than EVNE_MITID_FINDINGS */
} evne_mitid_findings;

/*
 * Checks every object that `pdf` holds, those inside object streams and those that nothing leads to
 * included. Objects that a later revision replaced are not looked at. `*out` lives in `arena`.
 * Fails with EVNE_INPUT when `pdf` is no readable PDF or holds more than the limits of
 * revisions.h allow; an encrypted file is a finding, not a failure.
 */
evne_status evne_mitid_check(evne_arena *arena, const char *file, evne_str pdf,
                             evne_mitid_findings *out, evne_error *err);

#endif
