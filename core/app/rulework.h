/*
 * rulework.h - what `evne rules` does: list, test, explain and try the objectivity rules.
 *
 * Layer: app. Packs come from anywhere, so each task runs in a worker (worker.h). `request` is an
 * evne_rulework_request.
 */
#ifndef EVNE_APP_RULEWORK_H
#define EVNE_APP_RULEWORK_H

#include "outcome.h"
#include "paths.h"

typedef struct evne_rulework_request {
    const evne_paths *paths;
    const char *const *arguments; /* test: pack files, none for all; explain: ids */
    size_t n_arguments;
    evne_str sentences; /* try: lines `FIELDKIND<TAB>sentence` */
} evne_rulework_request;

/*
 * Each leaves its answer as text in `outcome->text` and as one JSON object in `outcome->json`;
 * faults of packs are findings.
 */
void evne_rulework_list(void *request, evne_outcome *outcome);

/* An example that does not do what its rule says is a finding at its place, an error. */
void evne_rulework_test(void *request, evne_outcome *outcome);

/* The store of the shipped packs (rules/store.h) in `outcome->bytes`; faults refuse it. */
void evne_rulework_compile(void *request, evne_outcome *outcome);

void evne_rulework_explain(void *request, evne_outcome *outcome);

/*
 * One line for each line of `sentences`: `IDS<TAB>FIELDKIND<TAB>sentence`, IDS divided by commas
 * and
 * "-" when there is none. Empty lines and lines that begin with # are passed on. A line without a
 * tab is a consultant's.
 */
void evne_rulework_try(void *request, evne_outcome *outcome);

#endif
