/*
 * wordlist.h - named lists of words that patterns use as {name}.
 *
 * Layer: rules. A rule pack's `ordlister` say once what thirty patterns would repeat: who is spoken
 * of, the months, the words for saying. Lists of all packs share one set of names; a later list
 * replaces an earlier one.
 *
 * An entry is a word or several, with three signs of its own:
 *   doven(t)      endings that may follow: doven, dovent; several are divided by |
 *   sygemeld*     anything may follow that belongs to the word
 *   {maaneder}    the entries of another list
 * A blank stands for any white space; everything else means itself.
 */
#ifndef EVNE_RULES_WORDLIST_H
#define EVNE_RULES_WORDLIST_H

#include "base/problem.h"
#include "data/value.h"

typedef struct evne_wordlists evne_wordlists;

evne_wordlists *evne_wordlists_new(evne_arena *arena);

/*
 * Adds the lists of the map `lists`. Faults go to `problems`, and so, as information, does a list
 * that replaces another file's.
 */
void evne_wordlists_add(evne_wordlists *lists, const evne_value *map, evne_problems *problems);

/* All lists as one map, and back: evne_wordlists_later takes the snapshot of such a map and reads
 * it when a list is first asked for. Its lists count as there already. */
const evne_value *evne_wordlists_value(const evne_wordlists *lists);
void evne_wordlists_later(evne_wordlists *lists, evne_str snapshot);
bool evne_wordlists_has(evne_wordlists *lists, evne_str name);

/*
 * `pattern` with every {name} replaced by an alternative of the list's words. An unknown list, or
 * one that contains itself, is a finding at `place`; then the result is empty.
 */
evne_str evne_wordlists_expand(evne_wordlists *lists, evne_str pattern, const evne_place *place,
                               const char *path, evne_problems *problems);

#endif
