/*
 * style.h - type and grid of the look, by the names of its specification's rows.
 *
 * Layer: layout. Every vertical measure is a multiple of 3 pt; rules and frames take no height.
 */
#ifndef EVNE_LAYOUT_STYLE_H
#define EVNE_LAYOUT_STYLE_H

#include "page.h"

/* Page and grid (look 1). */
#define EVNE_PAGE_WIDTH EVNE_PT(595.28)
#define EVNE_PAGE_HEIGHT EVNE_PT(841.89)
#define EVNE_LEFT EVNE_PT(72)
#define EVNE_FULL EVNE_PT(474)
#define EVNE_TOP_FIRST EVNE_PT(36)
#define EVNE_TOP EVNE_PT(63)
#define EVNE_BOTTOM EVNE_PT(786)
#define EVNE_GUTTER EVNE_PT(12)
#define EVNE_LABEL EVNE_PT(102)        /* content: the rest, 360 */
#define EVNE_LABEL_SIGNED EVNE_PT(162) /* in sections with signatures; content 300 */
#define EVNE_HALF EVNE_PT(216)         /* title block; the other half is 246 */
#define EVNE_KEY EVNE_PT(63)           /* keys in the title block */
#define EVNE_KEY_INNER EVNE_PT(60)     /* keys of a list inside an entry's content */
#define EVNE_GUTTER_INNER EVNE_PT(6)
#define EVNE_SECTION_SLOT EVNE_PT(30) /* a section's number */
#define EVNE_ENTRY_WHOLE EVNE_PT(240) /* an entry under this height stays whole */

/* The mark of a draft over the header: 12 from the edge, where office printers still print. */
#define EVNE_DRAFT_TOP EVNE_PT(12)
#define EVNE_DRAFT_PAD EVNE_PT(9)

#define EVNE_RULE EVNE_PT(0.75)
#define EVNE_STRONG_RULE EVNE_PT(1)
#define EVNE_HAIRLINE EVNE_PT(0.5)

/* One row of the type table (look 2). */
typedef struct evne_type {
    evne_len size, leading;
    evne_weight weight;
    evne_colour colour;
} evne_type;

#define EVNE_TYPE_TITLE ((evne_type){EVNE_PT(24), EVNE_PT(30), EVNE_BOLD, EVNE_INK})
#define EVNE_TYPE_SECTION ((evne_type){EVNE_PT(15), EVNE_PT(21), EVNE_BOLD, EVNE_INK})
#define EVNE_TYPE_GROUP ((evne_type){EVNE_PT(12), EVNE_PT(18), EVNE_BOLD, EVNE_INK})
#define EVNE_TYPE_BODY ((evne_type){EVNE_PT(10.5), EVNE_PT(15), EVNE_REGULAR, EVNE_INK})
#define EVNE_TYPE_LEAD ((evne_type){EVNE_PT(10.5), EVNE_PT(15), EVNE_BOLD, EVNE_INK})
#define EVNE_TYPE_SMALL ((evne_type){EVNE_PT(9), EVNE_PT(12), EVNE_REGULAR, EVNE_INK})
#define EVNE_TYPE_SPEAKER ((evne_type){EVNE_PT(9), EVNE_PT(12), EVNE_REGULAR, EVNE_GREY})
#define EVNE_TYPE_KEY ((evne_type){EVNE_PT(9), EVNE_PT(15), EVNE_SEMIBOLD, EVNE_INK})
#define EVNE_TYPE_HEAD ((evne_type){EVNE_PT(9), EVNE_PT(12), EVNE_SEMIBOLD, EVNE_INK})
#define EVNE_TYPE_MEASURE ((evne_type){EVNE_PT(9), EVNE_PT(15), EVNE_REGULAR, EVNE_INK})
#define EVNE_TYPE_FINE ((evne_type){EVNE_PT(8), EVNE_PT(12), EVNE_REGULAR, EVNE_GREY})
#define EVNE_TYPE_FINE_STRONG ((evne_type){EVNE_PT(8), EVNE_PT(12), EVNE_SEMIBOLD, EVNE_GREY})

/* The words that layout itself prints, in the document's language. */
typedef struct evne_words {
    const char *page, *of;             /* "Side ", " af " */
    const char *continued;             /* "(fortsat)" */
    const char *continued_from;        /* "(fortsat fra side " */
    const char *continues_on;          /* "Fortsættes på side " */
    const char *measured;              /* "Målt" */
    const char *sign_with, *sign;      /* "Underskrift med ", "Underskrift" */
    const char *pending, *name, *date; /* "Afventer", "Navn", "Dato" */
} evne_words;

const evne_words *evne_words_of(evne_str lang);

#endif
