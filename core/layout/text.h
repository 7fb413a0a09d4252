/*
 * text.h - the measured words of a paragraph: shared by text.c, which makes them, and line.c, which
 * sets them in lines.
 *
 * Layer: layout.
 */
#ifndef EVNE_LAYOUT_TEXT_H
#define EVNE_LAYOUT_TEXT_H

#include "line.h"

typedef enum evne_atom_kind { EVNE_ATOM_WORD, EVNE_ATOM_BLANK, EVNE_ATOM_BREAK } evne_atom_kind;

/* A word or a part of one, a run of blanks, or a forced break. */
typedef struct evne_atom {
    evne_atom_kind kind;
    evne_str text;
    const evne_span *span;
    evne_type type;
    const evne_word *word; /* NULL for a break */
    const char *lang;      /* BCP 47 when it differs from the document's, else NULL */
    evne_len width;
    uint8_t level;        /* embedding level (UAX 9): odd runs right to left */
    bool may_end_line;    /* a line may end after it */
    bool is_poor_end;     /* it may, but an earlier place is better */
    bool has_soft_hyphen; /* a hyphen shows when a line ends after it */
    bool is_rtl;          /* its paragraph runs right to left */
    bool is_quoted;       /* its paragraph, which has such letters, begins with a quotation mark */
} evne_atom;

struct evne_text {
    evne_arena *arena; /* where it lies and grows when a word is divided */
    evne_atom *atoms;
    size_t n_atoms, room;
    bool is_bidi; /* some atom has another level than 0 */
};

/* Makes room for one more atom at `at` and returns it, a copy of the one that stood there. */
evne_atom *evne_text_insert(evne_text *text, size_t at);

/* Shapes one atom; a fault names the place in the case that the text came from. */
evne_status evne_atom_shape(const evne_layout *layout, evne_atom *atom, evne_error *err);

/* What is read for the hyphen of a divided word; a page shows it only at the end of a line. */
#define EVNE_SOFT_HYPHEN "\xC2\xAD"

/* Gives the atom another text, with a hyphen behind it if wanted, and shapes it. */
evne_status evne_atom_set(const evne_layout *layout, evne_atom *atom, evne_str text, bool hyphen,
                          evne_error *err);

/*
 * divide.c: divides the word `at` so that its first part fits in `room`: by the dictionary, at the
 * joints of a compound first; else between two graphemes. A part of one grapheme is made even when
 * it does not fit if `must`. `*done` says whether it was divided.
 */
evne_status evne_text_divide(const evne_layout *layout, evne_text *text, size_t at, evne_len room,
                             bool must, bool *done, evne_error *err);

/* Sets levels by the Unicode Bidirectional Algorithm; splits atoms where the level changes. */
void evne_text_order(const evne_layout *layout, evne_text *text);

#endif
