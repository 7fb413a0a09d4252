/*
 * casetext.h - the characters of a case file, before and after YAML.
 *
 * Layer: data, for casefile.c only. Before the YAML parser sees a byte, the file is valid UTF-8
 * without characters that print as something else than they are or that end a C string. After it,
 * each scalar is checked again, because a quoted text can bring such a character in as an escape.
 */
#ifndef EVNE_DATA_CASETEXT_H
#define EVNE_DATA_CASETEXT_H

#include "base/problem.h"
#include "base/str.h"

enum { EVNE_CASETEXT_FINDINGS = 50 };

/* `yaml` without the byte order mark that some Windows programs write first. */
evne_str evne_casetext_start(evne_str yaml);

/*
 * Reports every character of the file that no case may hold, up to EVNE_CASETEXT_FINDINGS of them.
 * Returns true when there was none.
 */
bool evne_casetext_check(evne_arena *arena, const char *file, evne_str yaml,
                         evne_problems *problems);

/* The Danish name of the first refused character of a scalar's text, or NULL when there is none. */
const char *evne_casetext_refused(evne_arena *arena, evne_str text);

#endif
