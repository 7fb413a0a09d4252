/*
 * fonts.h - the fonts of fonts.yaml: measures text for layout, shapes it for the page.
 *
 * Layer: pdf. Implements metrics.h. Font files are opened when a text first needs them, after
 * their SHA-256 has been compared with the pin in fonts.yaml.
 *
 * Fonts are opened once and used for many documents: every word is shaped once and kept. They
 * belong to one thread.
 */
#ifndef EVNE_PDF_FONTS_H
#define EVNE_PDF_FONTS_H

#include "layout/metrics.h"

typedef struct evne_fonts evne_fonts;

/*
 * Reads `folder`/fonts.yaml. `arena` must outlive the fonts. Fails with EVNE_SYSTEM when the list
 * cannot be read.
 */
evne_status evne_fonts_open(evne_arena *arena, const char *folder, evne_fonts **out,
                            evne_error *err);
/*
 * Opens the first family's files, so that processes forked later find them open. A fault is left
 * for the text that needs the file.
 */
void evne_fonts_prepare(evne_fonts *fonts);

/* False once fonts.yaml or a font file in use is not what it was when it was opened. */
bool evne_fonts_are_current(const evne_fonts *fonts);

/* Closes the font files and frees the words. NULL is allowed. */
void evne_fonts_close(evne_fonts *fonts);

/*
 * Measures by these fonts. Words live until evne_fonts_trim or evne_fonts_close. A font file that
 * is missing or differs from its pin is EVNE_SYSTEM, naming the file and its package.
 */
const evne_metrics *evne_fonts_metrics(const evne_fonts *fonts);

/* True when a font has `code_point`, or when it is a character that is never shown. */
bool evne_fonts_covers(evne_fonts *fonts, uint32_t code_point);

/* SHA-256 of fonts.yaml, 64 hexadecimal digits: stands for all fonts, since it pins them. */
evne_str evne_fonts_sha256(const evne_fonts *fonts);

/*
 * Forgets the words when they hold more than `limit` bytes. To be called between two documents
 * only: pages laid out before point to forgotten words.
 */
void evne_fonts_trim(evne_fonts *fonts, size_t limit);

/* For pdf/: the shaped text behind evne_word.glyphs comes from these. */
struct evne_shaper;
struct evne_shaper *evne_fonts_shaper(const evne_fonts *fonts);

#endif
