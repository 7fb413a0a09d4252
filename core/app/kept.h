/*
 * kept.h - what a session keeps from one document to the next: fonts with the words they have
 * shaped, and the dictionary that divides words.
 *
 * Layer: app. A document comes out the same, byte for byte, with what is kept and without. Belongs
 * to one thread.
 */
#ifndef EVNE_APP_KEPT_H
#define EVNE_APP_KEPT_H

#include "layout/hyphen.h"
#include "paths.h"
#include "pdf/fonts.h"

typedef struct evne_kept evne_kept;

/* NULL when there is no memory. */
evne_kept *evne_kept_new(void);
void evne_kept_free(evne_kept *kept);

/*
 * The fonts of `paths`, opened at the first call and again when their files have changed; their
 * words are forgotten when they have become many. NULL when they cannot be opened: a job that
 * opens its own says why. `kept` may be NULL.
 */
evne_fonts *evne_kept_fonts(evne_kept *kept, const evne_paths *paths);

/* The same for the dictionary, whose content is fixed. */
evne_hyphens *evne_kept_hyphens(evne_kept *kept, const evne_paths *paths);

#endif
