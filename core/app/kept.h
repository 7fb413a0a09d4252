/*
 * kept.h - what one job leaves ready for the next in the same process.
 *
 * Layer: app. Opening a plugin, its template, the fonts and the rules takes longer than the rest of
 * a check, and none depends on the case. What is kept is the same for every job: a plugin is set
 * back to how it was opened, shaped words follow from the fonts alone; so a document has the same
 * bytes whatever was made before it. Files are looked at again for each job, and opened again when
 * they changed.
 */
#ifndef EVNE_APP_KEPT_H
#define EVNE_APP_KEPT_H

#include "doc/template.h"
#include "layout/hyphen.h"
#include "pdf/fonts.h"
#include "plugin/catalog.h"
#include "rulebook.h"

typedef struct evne_kept evne_kept;

evne_kept *evne_kept_new(void);
void evne_kept_free(evne_kept *kept); /* NULL is allowed */

/* As evne_catalog_open; the plugin is lent until evne_kept_settle. */
evne_status evne_kept_plugin(evne_kept *kept, const evne_catalog *catalog, const char *id,
                             evne_plugin **out, evne_error *err);

/* As evne_fonts_open; the fonts are lent. */
evne_status evne_kept_fonts(evne_kept *kept, const char *folder, evne_fonts **out, evne_error *err);

/* As evne_hyphens_open; lent. */
evne_hyphens *evne_kept_hyphens(evne_kept *kept, const char *folder);

/* As evne_template_open; lent until the next job. */
evne_status evne_kept_template(evne_kept *kept, const char *name, const evne_template_env *env,
                               const evne_template **out, evne_error *err);

/* As evne_rulebook_open without strictness; the book is lent until evne_kept_settle, which closes
 * one that has faults. */
evne_status evne_kept_rules(evne_kept *kept, const evne_paths *paths, evne_problems *faults,
                            evne_rulebook **out, evne_error *err);

/* To be called after each job: nothing of its case stays in what is kept. */
void evne_kept_settle(evne_kept *kept);

#endif
