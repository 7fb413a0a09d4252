/*
 * field.h - signature fields: where a signer will sign.
 *
 * Layer: pdf. The sign layer finds them by name and adds value and appearance in an update.
 */
#ifndef EVNE_PDF_FIELD_H
#define EVNE_PDF_FIELD_H

#include "content.h"

/*
 * Writes a field for every signature box of `pages`, named by its role ("arbejdsgiver", a second
 * one "arbejdsgiver-2"), and the form (AcroForm), which it adds to the catalog. `resources` holds
 * the fonts. Without boxes there is no form.
 */
evne_status evne_field_write(evne_haru *haru, evne_content *content, const evne_pages *pages,
                             evne_object *const *page_objects, const evne_object *resources,
                             evne_error *err);

/*
 * Keeps the place of every box for a field that comes later, when others have signed (the mitid
 * profile): the structure element of the box gets the field's name and description as its title and
 * the box as its BBox. sign/places.h reads both.
 */
void evne_field_reserve(evne_content *content, const evne_pages *pages);

#endif
