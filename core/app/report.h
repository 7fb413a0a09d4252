/*
 * report.h - prints findings and errors, as text for people and JSON for machines.
 *
 * Layer: app. Texts go to standard error, JSON to standard output (design.md 10).
 */
#ifndef EVNE_APP_REPORT_H
#define EVNE_APP_REPORT_H

#include <jansson.h>
#include <stdio.h>

#include "outcome.h"

typedef enum evne_format { EVNE_FORMAT_TEXT, EVNE_FORMAT_JSON, EVNE_FORMAT_SARIF } evne_format;

/*
 * "sag.yaml:14:9: fejl: praktikplan.periode.slut: slutdatoen ligger før startdatoen" and, indented
 * below it, the suggestion. Colours only when `is_coloured`.
 */
void evne_report_findings(FILE *out, const evne_problems *problems, bool is_coloured);

/* "evne: where: text" */
void evne_report_error(FILE *out, const evne_error *err);

/* "sag.yaml:14:9: tilsidesat: ...", who set it aside, when and why. */
void evne_report_set_aside(FILE *out, const evne_problems *problems);

/* {"file":, "line":, "column":, "path":, "code":, "severity":, "message":, "suggestion":} each. */
json_t *evne_report_json(const evne_problems *problems);

/* Facts of `outcome` as an object with "findings" added; the caller owns it. */
json_t *evne_report_facts(const evne_outcome *outcome);

/* True when `stream` is a terminal and NO_COLOR is not set. */
bool evne_report_may_colour(FILE *stream);

#endif
