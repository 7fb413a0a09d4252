/*
 * narrow.h - the part of a report that one reader may see.
 *
 * Layer: app. The plugin declares it (plugin.h); here it is taken out of the case. What is left out
 * is in neither the pages nor the embedded data, because nothing after this has it.
 */
#ifndef EVNE_APP_NARROW_H
#define EVNE_APP_NARROW_H

#include "plugin/plugin.h"
#include "rulebook.h"

/* "arbejdsgiver" or, where a case has several, "arbejdsgiver:P1". */
typedef struct evne_reader_name {
    evne_str role, own;
} evne_reader_name;

evne_reader_name evne_reader_name_of(evne_str wanted);

/*
 * Gives in `*out` what the reader may see of `sag`, typed and masked. `profile` is the legal
 * profile or NULL. Findings about the fields are dropped: the case was checked as a whole.
 */
void evne_narrow(evne_arena *arena, const evne_extract *extract, evne_reader_name reader,
                 const evne_field *known, const evne_value *sag, const evne_value *profile,
                 const evne_value **out);

/* What the findings of an extract are found with: the whole case format, case and file. */
typedef struct evne_narrowing {
    const evne_field *known;
    const evne_value *sag;
    evne_str file;
} evne_narrowing;

/*
 * Looks in `*selected` for what this reader must never meet (evne_extract.stops): a diagnosis in a
 * text that goes to an employer. An item of a list that may be left out (evne_extract.drops) is
 * taken out of `*selected`; any other finding is an error in `problems`.
 */
void evne_narrow_check(evne_arena *arena, const evne_extract *extract, const evne_rulebook *rules,
                       const evne_narrowing *of, const evne_value **selected,
                       evne_problems *problems);

#endif
