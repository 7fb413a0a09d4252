/*
 * legal.h - the legal profile that a case names.
 *
 * Layer: app. What the law names is dated data in `profiles/<id>.yaml`, chosen by the case's
 * `sag.retsgrundlag`, so that an old case renders as it did (design.md 3).
 */
#ifndef EVNE_APP_LEGAL_H
#define EVNE_APP_LEGAL_H

#include "base/problem.h"
#include "data/value.h"
#include "paths.h"

#define EVNE_PROFILE_FORMAT "retsgrundlag/1"

/*
 * Loads the profile of `sag`. An unknown id is a finding that lists the known ones; then `*out` is
 * NULL. A profile that cannot be read or is of another format is EVNE_PLUGIN.
 */
evne_status evne_legal_load(evne_arena *arena, const evne_folders *folders, const evne_value *sag,
                            evne_problems *problems, const evne_value **out, evne_error *err);

#endif
