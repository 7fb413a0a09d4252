/*
 * gap.h - the place of a signature in the file that it signs: /ByteRange and /Contents.
 *
 * Layer: sign. A signature dictionary is written with blanks for the one and zeros for the other;
 * when the update stands, both are filled in without moving a byte.
 */
#ifndef EVNE_SIGN_GAP_H
#define EVNE_SIGN_GAP_H

#include "update.h"

typedef struct evne_gap {
    size_t reserve;          /* bytes for the DER; set by the caller */
    size_t range_at, gap_at; /* in the dictionary, then in the file */
} evne_gap;

/* Writes "/ByteRange[...]/Contents<...>" to the dictionary that `body` is. */
void evne_gap_put(evne_gap *gap, evne_buf *body);

/* Makes the places in the dictionary places in the file. */
void evne_gap_locate(evne_gap *gap, const evne_update_object *objects, size_t n, int number);

/*
 * Fills in the range of the file `bytes` and gives what is signed: the parts before and behind the
 * gap. Fails with EVNE_OUTPUT for a file whose numbers are too long.
 */
evne_status evne_gap_close(const evne_gap *gap, char *bytes, size_t len, evne_str covered[2],
                           evne_error *err);

/* Writes `der` into the gap. Fails with EVNE_OUTPUT when it does not fit. */
evne_status evne_gap_fill(const evne_gap *gap, char *bytes, evne_str der, evne_error *err);

#endif
