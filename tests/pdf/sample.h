/*
 * sample.h - pages made by hand, for tests of pdf/ alone: no template, no layout.
 *
 * A typist puts texts and shapes on pages; evne_sample_full makes a document with every kind of
 * node over several pages.
 */
#ifndef EVNE_TESTS_PDF_SAMPLE_H
#define EVNE_TESTS_PDF_SAMPLE_H

#include "pdf/fonts.h"
#include "pdf/write.h"

typedef struct sample {
    evne_arena *arena;
    evne_fonts *fonts;
    evne_doc doc;
    evne_pages pages;
    evne_page page[64];
    evne_piece *pieces[64];
    size_t room[64], at; /* the page that is written on */
    evne_spot headings[64], anchors[64], signatures[8], figures[8];
    evne_len y;
    evne_piece *last;
    evne_error err;
} sample;

/* How a text stands; for `sample_put`. */
typedef struct sample_look {
    evne_len x, size;
    evne_weight weight;
    evne_artifact artifact;
    bool is_label, is_in_field, is_rtl;
    const evne_node *link;
    const char *lang;
} sample_look;

/* A document with one empty page, titled "Prøve". */
sample *sample_new(evne_arena *arena, evne_fonts *fonts);
void sample_page(sample *s);

evne_node *sample_node(sample *s, evne_node *parent, evne_node_kind kind);
evne_node *sample_paragraph(sample *s, evne_node *parent, evne_role role);

/* Puts `text` on the line at s->y; words are parted by blanks. Fails the test on an error. */
evne_piece *sample_put(sample *s, const evne_node *node, const char *text, sample_look look);
evne_status sample_try(sample *s, const evne_node *node, const char *text, sample_look look);
void sample_box(sample *s, const evne_node *node, evne_artifact artifact, bool is_in_field,
                evne_len x, evne_len y, evne_len width, evne_len height);
void sample_anchor(sample *s, const evne_node *node);

sample *sample_full(evne_arena *arena, evne_fonts *fonts);

evne_pdf_facts sample_facts(void);
/* The file, or a failed test. */
evne_str sample_write(sample *s, const evne_pdf_facts *facts);

evne_fonts *sample_fonts(evne_arena *arena);

#endif
