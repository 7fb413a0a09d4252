/*
 * script.h - small pieces of Lua as plugins, for the tests of this folder.
 */
#ifndef EVNE_TESTS_PLUGIN_SCRIPT_H
#define EVNE_TESTS_PLUGIN_SCRIPT_H

#include "plugin/plugin.h"

/* The arena of the running test; made at first use. */
evne_arena *script_arena(void);
/* Frees it; a checked fixture's teardown. */
void script_end(void);

/* Runs `source` as the plugin file plugins/try.lua and gives why it fails, as "where: text". */
const char *script_fault(const char *source);

/* The same for code inside the plugin's view, which has `case` and `info`; line 1 is its first. */
const char *script_view_fault(const char *body);

/* What `return expression` gives in view, written as text: lists in [ ], maps in { }. */
const char *script_value(const char *expression);
/* The same for a body with statements and its own return. */
const char *script_body(const char *body);

/* A plugin with `fields` and `known` declared by the Lua text `fields`; NULL when it fails. */
evne_plugin *script_plugin(const char *fields, const char *functions, evne_error *err);

/* YAML to values, without fields. */
const evne_value *script_case(const char *yaml);
const char *script_written(const evne_value *value);

#endif
