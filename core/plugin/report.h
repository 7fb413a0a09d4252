/*
 * report.h - what `problem(path, message, options)` of a plugin's check does.
 *
 * Layer: plugin.
 */
#ifndef EVNE_PLUGIN_REPORT_H
#define EVNE_PLUGIN_REPORT_H

#include <lua.h>

#include "base/problem.h"
#include "data/value.h"
#include "rules/fields.h"

enum { EVNE_REPORT_MOST = 1000 }; /* findings of one check */

/* What a running check reports about; `problems` is NULL while none runs. */
typedef struct evne_report {
    evne_problems *problems;
    const evne_value *sag;
    evne_str file; /* the bytes that the case was read from; may be empty */
    const evne_field *fields, *known; /* a path must exist in one of them */
    size_t count;
} evne_report;

/* Pushes the function `problem`, which borrows `report`; outside a check it is an error. */
void evne_report_push(lua_State *L, evne_report *report);

#endif
