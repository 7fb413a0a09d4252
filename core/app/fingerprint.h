/*
 * fingerprint.h - what tells a finding from others when its file has changed around it.
 *
 * Layer: app. A hash of rule, file name, field and sentence; not of line, list position or folder,
 * so that a finding that has moved is still the same. Nothing of the case can be read from it.
 */
#ifndef EVNE_APP_FINGERPRINT_H
#define EVNE_APP_FINGERPRINT_H

#include "base/problem.h"

enum { EVNE_FINGERPRINT = 33 }; /* 32 hex digits and a NUL */

/* Two findings that say the same in one file have the same one. */
void evne_fingerprint(const evne_problem *problem, char out[EVNE_FINGERPRINT]);

/* Of the file's name alone: to tell which entries of a baseline a run could have met. */
void evne_fingerprint_file(const char *file, char out[EVNE_FINGERPRINT]);

#endif
