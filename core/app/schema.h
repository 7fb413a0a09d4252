/*
 * schema.h - a report's fields as JSON Schema and as a skeleton case.
 *
 * Layer: app. Both are made from the plugin's declaration, so they cannot differ from what is
 * checked.
 */
#ifndef EVNE_APP_SCHEMA_H
#define EVNE_APP_SCHEMA_H

#include <jansson.h>

#include "plugin/plugin.h"

/*
 * JSON Schema (2020-12) for cases that the report can be rendered from: completion and marks in any
 * editor with YAML support. The caller owns the object.
 */
json_t *evne_schema_make(const evne_plugin_info *report);

/* A case with every field of the report, commented in Danish; optional fields are commented out. */
void evne_skeleton_write(evne_buf *out, const evne_plugin_info *report);

#endif
