/*
 * lsp_schema.h - what the installed reports say about a place of a case that is being written.
 *
 * Layer: app. The schema of fields.h, looked up by a node of the sketch.
 */
#ifndef EVNE_APP_LSP_SCHEMA_H
#define EVNE_APP_LSP_SCHEMA_H

#include "lsp_sketch.h"
#include "paths.h"
#include "plugin/catalog.h"

typedef struct evne_lsp_report {
    evne_str id, title;
    const evne_field *fields, *known; /* `known` may be NULL */
    bool is_named;       /* in sag.rapporttyper; when no installed report is, all count as named */
    evne_plugin *plugin; /* may be NULL */
} evne_lsp_report;

typedef struct evne_lsp_schema {
    evne_lsp_report *reports; /* those that are open */
    size_t count;
    const evne_catalog *catalog; /* all that are installed; may be NULL */
} evne_lsp_schema;

/*
 * Opens the installed reports that the case `root` over `text` names, and the others too when
 * `with_others` or when it names none of them. One that does not load is left out. End with the
 * close below.
 */
evne_status evne_lsp_schema_open(evne_arena *arena, const evne_paths *paths,
                                 const evne_sketch_node *root, evne_str text, bool with_others,
                                 evne_lsp_schema *out, evne_error *err);
void evne_lsp_schema_close(evne_lsp_schema *schema);

/* Marks the reports that the case names. */
void evne_lsp_schema_name(evne_lsp_schema *schema, const evne_sketch_node *root, evne_str text);

/* Every installed report, whether open or not. */
size_t evne_lsp_schema_installed(const evne_lsp_schema *schema);
evne_str evne_lsp_schema_id(const evne_lsp_schema *schema, size_t index);
/* Its title; the report is opened for it when it is not. */
evne_str evne_lsp_schema_title(evne_arena *arena, const evne_lsp_schema *schema, evne_str id);

/* What the field tree `fields` declares for `node`, or NULL. */
const evne_field *evne_lsp_field_at(const evne_field *fields, const evne_sketch_node *node);

/* The group whose keys may stand below `field`: itself, or that of its items; or NULL. */
const evne_field *evne_lsp_field_group(const evne_field *field);

/* The field of a scalar that stands there: itself, or that of a lenient list's items. */
const evne_field *evne_lsp_field_scalar(const evne_field *field);

/* The first of the reports' declarations for `node`, the named ones first, or NULL. */
const evne_field *evne_lsp_schema_field(const evne_lsp_schema *schema,
                                        const evne_sketch_node *node);

/* "en dato, mindst 3, højst 9": type, limits and unit in Danish. */
void evne_lsp_field_describe(evne_buf *out, const evne_field *field);

#endif
