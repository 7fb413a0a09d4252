/*
 * store.h - a finished rule set as bytes that are used where they lie.
 *
 * Layer: rules. Reading hundreds of rules from YAML, expanding their word lists, finding their
 * needles and compiling their patterns costs a tenth of a second; using a store costs nearly
 * nothing. A store holds machine-dependent forms (compiled patterns, tables) and is trusted as the
 * program is: it is made when the program is built, and only one that lies beside the program's own
 * data is used.
 */
#ifndef EVNE_RULES_STORE_H
#define EVNE_RULES_STORE_H

#include "rulepack.h"

/*
 * Appends the rules, patterns and word lists of `set`, which was finished strictly and has no
 * fault. `tag` names the program that writes it; `note` is kept for whoever reads it. `out` must be
 * empty: places are counted from its beginning.
 */
void evne_store_write(evne_buf *out, const evne_ruleset *set, evne_str tag, evne_str note);

/* The note of a store; p is NULL when `bytes` is none, is cut, or is of another program, machine
 * or PCRE2. */
evne_str evne_store_note(evne_arena *arena, evne_str bytes, evne_str tag);

/*
 * Fills `set`, to which nothing was added yet; evne_store_note must have given a note. The set
 * borrows `bytes`, which begin at a multiple of eight. The files of packs are named in `folder`.
 */
void evne_store_read(evne_ruleset *set, evne_str bytes, const char *folder);

/* True when `lists`, the `ordlister` of another pack, replaces a list of the store: then what the
 * store holds of patterns is no longer what the packs say. */
bool evne_store_is_replaced(const evne_ruleset *set, const evne_value *lists);

#endif
