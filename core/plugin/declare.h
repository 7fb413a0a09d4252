/*
 * declare.h - a plugin's `fields` and `known` to a tree of evne_field.
 *
 * Layer: plugin. Works on plain values, after Lua: nothing here can jump. What a field may say is
 * in plugins/README.md.
 */
#ifndef EVNE_PLUGIN_DECLARE_H
#define EVNE_PLUGIN_DECLARE_H

#include "data/value.h"
#include "rules/fields.h"
#include "source.h"

/* Compiled patterns, freed with the plugin: a list in the arena. */
typedef struct evne_declared_pattern {
    struct evne_declared_pattern *next;
    evne_pattern *pattern;
} evne_declared_pattern;

typedef struct evne_declaration {
    evne_arena *arena;
    const evne_sources *sources;     /* to name the line of a fault */
    evne_declared_pattern *patterns; /* free with evne_declaration_free, also after a failure */
} evne_declaration;

/*
 * Builds a GROUP from `list`, the value of the key `name` as evne_bridge_take_mixed gives it.
 * Unknown options and types, options that do not fit the type, a path twice: all EVNE_PLUGIN with
 * the line where the path is written, as far as the source shows it.
 */
evne_status evne_declare(evne_declaration *declaration, const char *name, const evne_value *list,
                         const evne_field **out, evne_error *err);

void evne_declaration_free(evne_declaration *declaration);

#endif
