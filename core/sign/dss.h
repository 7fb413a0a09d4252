/*
 * dss.h - fetches what a file lacks to be judged without asking anyone, and puts it into its
 * document security store (DSS, ETSI EN 319 142-1, 5.4).
 *
 * Layer: sign. There is no VRI: EN 319 142-1 makes it optional, and a list per signature says
 * nothing that the certificates do not say themselves.
 */
#ifndef EVNE_SIGN_DSS_H
#define EVNE_SIGN_DSS_H

#include "standing.h"

/*
 * Asks the responders and list points that the `wanted` certificates name, checks what they answer
 * and appends an update with it and with the certificates. `*out` is `pdf` where nothing is
 * lacking. Fails with EVNE_SYSTEM when nobody gives evidence that holds, and with EVNE_INPUT when a
 * certificate is revoked or the file's own DSS is faulty; then nothing is added.
 */
evne_status evne_dss_complete(evne_arena *arena, evne_str pdf, const evne_wanted *wanted,
                              STACK_OF(X509) * roots, evne_moment now, evne_str *out,
                              evne_error *err);

#endif
