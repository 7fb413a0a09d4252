/*
 * organisation.h - what an organisation puts on its documents: logo, accent colour, letterhead.
 *
 * Layer: app. A YAML file of its own, since the same case is printed by one organisation after
 * another:
 *
 *     skema: organisation/1
 *     navn: Fjordvejen Beskæftigelse
 *     logo:
 *       fil: fjordvejen.png       # PNG or JPEG in the folder of this file or below
 *       hoejde_mm: 12             # 5 to 30; 12 unless it is said
 *       alt: Fjordvejen Beskæftigelse   # left out: the logo adorns and is not read aloud
 *     accentfarve: "#1F5A46"      # in place of the blue of charts and quotes; never of text
 *     brevhoved: Fjordvejen 4 · 4999 Fjordby   # in place of the template's letterhead line
 *
 * Only `skema` and `navn` are required.
 */
#ifndef EVNE_APP_ORGANISATION_H
#define EVNE_APP_ORGANISATION_H

#include "base/problem.h"
#include "base/sha256.h"
#include "doc/doc.h"

#define EVNE_ORGANISATION_FORMAT "organisation/1"

typedef struct evne_organisation {
    evne_str name;
    const evne_value *letterhead; /* a text, or NULL: the template's */
    evne_logo logo;               /* image NULL: none */
    bool has_accent;
    uint32_t accent;
    /* Of everything above: the values as YAML, then the bytes of the logo's file. */
    char sha256[EVNE_SHA256_HEX];
} evne_organisation;

/*
 * Reads the file at `path` and the logo it names. What is wrong with either is added to `problems`
 * in Danish; `*out` is then complete but for what was wrong. Fails with EVNE_INPUT when the file
 * cannot be read or is no YAML.
 */
evne_status evne_organisation_read(evne_arena *arena, const char *path, evne_problems *problems,
                                   const evne_organisation **out, evne_error *err);

/* Puts logo, accent, letterhead and, if the template names no author, the name into `doc`. */
void evne_organisation_apply(const evne_organisation *organisation, evne_doc *doc);

#endif
