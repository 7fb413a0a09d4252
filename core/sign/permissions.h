/*
 * permissions.h - what a signature allows to happen after it: certification (DocMDP) and field
 * locks (FieldMDP), ISO 32000-1, 12.8.2.
 *
 * Layer: sign. Signer and verifier read and write the provisions of a signature here. The list of
 * allowed changes (changes.h) is never longer than DocMDP 2; what a signature provides can only
 * shorten it.
 */
#ifndef EVNE_SIGN_PERMISSIONS_H
#define EVNE_SIGN_PERMISSIONS_H

#include "form.h"
#include "reason.h"

enum { EVNE_CERTIFY_NOTHING = 1, EVNE_CERTIFY_FILL_AND_SIGN = 2, EVNE_CERTIFY_ANNOTATE = 3 };

/* The provisions of one signature. */
typedef struct evne_permissions {
    int certifies;           /* the P of its DocMDP, 0 when it does not certify */
    const evne_object *lock; /* /Action and /Fields of its FieldMDP, or NULL */
} evne_permissions;

/*
 * Reads /Reference of the signature dictionary `dict` as of `revision`. Returns false with a reason
 * for provisions that are unknown or badly written.
 */
bool evne_permissions_read(const evne_revisions *pdf, size_t revision, const evne_object *dict,
                           evne_permissions *out, evne_reasons *reasons);

/* Whether a lock (of a signature, or the /Lock of a field) holds for the field of that name. */
bool evne_permissions_lock(evne_arena *arena, const evne_object *lock, const char *field);

/* Whether a lock is written as it must be, all in one object: what is to be locked is clear. */
bool evne_permissions_is_lock(const evne_object *lock);

/* Whether two locks say the same. */
bool evne_permissions_same_lock(const evne_object *a, const evne_object *b);

/*
 * The object that the catalog's /Perms /DocMDP refers to as of `revision`, 0 for none. Returns
 * false with a reason when /Perms holds anything else.
 */
bool evne_permissions_certifier(const evne_revisions *pdf, size_t revision, const evne_object *root,
                                int64_t *number, evne_reasons *reasons);

/* Writes "/Reference[...]" of a signature; `lock` as in the field, `root` the catalog's number. */
void evne_permissions_put(evne_buf *out, int certifies, const evne_object *lock, int root,
                          int root_generation);

#endif
