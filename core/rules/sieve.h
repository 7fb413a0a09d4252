/*
 * sieve.h - which patterns are worth trying on a sentence.
 *
 * Layer: rules. One pass over a sentence's bytes finds the needles (needles.h) of all patterns at
 * once.
 */
#ifndef EVNE_RULES_SIEVE_H
#define EVNE_RULES_SIEVE_H

#include "needles.h"
#include "prose.h"

typedef struct evne_sieve evne_sieve;

evne_sieve *evne_sieve_new(evne_arena *arena);

/* Adds a pattern under the next number from 0. `in_quotations`: see rulepack.h. */
void evne_sieve_add(evne_sieve *sieve, evne_str pattern, bool in_quotations);
size_t evne_sieve_count(const evne_sieve *sieve);

/* The tables as bytes, for this machine, and back. A sieve that was written or read takes no more
 * patterns; the one that was read borrows the bytes, which begin at a multiple of eight and are
 * trusted. */
void evne_sieve_write(evne_sieve *sieve, evne_buf *out);
evne_sieve *evne_sieve_read(evne_arena *arena, evne_str bytes);

/*
 * The numbers of the patterns that may match in sentence `index` of `prose`, each once, in no
 * order. The list is valid until the next call.
 */
size_t evne_sieve_pass(evne_sieve *sieve, const evne_prose *prose, size_t index,
                       const uint32_t **numbers);

#endif
