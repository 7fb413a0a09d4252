/*
 * appearance.h - what is written into the box of a signature, and into the signature itself.
 *
 * Layer: app. Joins what the certificate says (name, organisation, number) with what the field says
 * (role, meaning).
 */
#ifndef EVNE_APP_APPEARANCE_H
#define EVNE_APP_APPEARANCE_H

#include "kept.h"
#include "paths.h"
#include "sign/sign.h"

typedef struct evne_appearance_request {
    const struct evne_revisions *file; /* that is to be signed */
    const char *role;                  /* the field's name */
    X509 *certificate;
    evne_moment when;
    const char *level;       /* that the signature is made for: "B-B" */
    const evne_paths *paths; /* where the fonts are */
    evne_kept *kept;         /* of the session, or NULL */
} evne_appearance_request;

/*
 * `*out` lives in `arena`; it is NULL for a field that is unknown (evne_sign then says so) or has
 * no room on the page. `*meaning`, never NULL, is what the field says that the signature means.
 * Fails with EVNE_INPUT as evne_sign_fields does, with EVNE_SYSTEM when a font is missing.
 */
evne_status evne_appearance_make(evne_arena *arena, const evne_appearance_request *request,
                                 const evne_appearance **out, const char **meaning,
                                 evne_error *err);

#endif
