/*
 * fontlist.h - fonts.yaml: which font files there are, in the order in which they are asked.
 *
 * Layer: pdf. A document never brings fonts; those listed are pinned by SHA-256, since what parses
 * font files trusts them (design.md 13).
 */
#ifndef EVNE_PDF_FONTLIST_H
#define EVNE_PDF_FONTLIST_H

#include "base/str.h"
#include "layout/metrics.h"

#define EVNE_FONT_LIST "fonts.yaml"

enum { EVNE_FONT_WEIGHTS = 3, EVNE_FONT_SCRIPTS = 8 };

typedef struct evne_font_file {
    const char *name; /* "OpenSans-Regular.ttf"; NULL where the family lacks the weight */
    unsigned char sha256[32];
} evne_font_file;

typedef struct evne_font_family {
    const char *name, *package; /* "Open Sans", "fonts-open-sans" */
    const char *folder;         /* where the package puts its files */
    evne_font_file files[EVNE_FONT_WEIGHTS];
    /* ISO 15924 tags ("Arab") of the scripts it is asked for; none: for all. */
    const char *scripts[EVNE_FONT_SCRIPTS];
    size_t n_scripts;
} evne_font_family;

typedef struct evne_font_list {
    const char *folder; /* of fonts.yaml: where an installed Evne has its fonts */
    const evne_font_family *families;
    size_t n_families;
    char sha256[65]; /* of fonts.yaml, and through its pins of every font file */
} evne_font_list;

/*
 * Reads `folder`/fonts.yaml. Fails with EVNE_SYSTEM: the file belongs to the installation, not to
 * the user.
 */
evne_status evne_fontlist_read(evne_arena *arena, const char *folder, evne_font_list *out,
                               evne_error *err);

/*
 * The path of `file`: beside fonts.yaml (an installed Evne), else in the package's folder (a source
 * tree). Fails with EVNE_SYSTEM, naming file and package, when it is in neither.
 */
evne_status evne_fontlist_find(evne_arena *arena, const evne_font_list *list,
                               const evne_font_family *family, const evne_font_file *file,
                               const char **out, evne_error *err);

#endif
