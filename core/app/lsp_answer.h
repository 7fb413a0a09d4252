/*
 * lsp_answer.h - one question about one document, answered in a worker process.
 *
 * Layer: app. The server (lsp_server.h) fills in a request and runs the task below; only JSON and
 * findings come back.
 */
#ifndef EVNE_APP_LSP_ANSWER_H
#define EVNE_APP_LSP_ANSWER_H

#include "lsp_scene.h"

typedef enum evne_lsp_question {
    EVNE_LSP_CHECK, /* findings in `outcome->problems`, the protocol's diagnostics as JSON */
    EVNE_LSP_COMPLETION,
    EVNE_LSP_HOVER,
    EVNE_LSP_ACTIONS,
    EVNE_LSP_SYMBOLS,
    EVNE_LSP_DEFINITION,
    EVNE_LSP_REFERENCES
} evne_lsp_question;

typedef struct evne_lsp_request {
    evne_lsp_question question;
    const evne_paths *paths;
    const evne_lsp_client *client;
    const char *uri;
    evne_str bytes;                /* the text; not NULL */
    const evne_problems *problems; /* of that text; not for a check */
    const json_t *params;          /* the request's, with a position or a range */
} evne_lsp_request;

/*
 * `request` is an evne_lsp_request. The result is JSON in `outcome->json`. Parameters without the
 * place that the question wants give EVNE_USAGE.
 */
void evne_lsp_answer(void *request, evne_outcome *outcome);

/* The same from a schema that is open already. NULL when the place is missing. */
json_t *evne_lsp_answer_with(const evne_lsp_request *request, evne_arena *arena,
                             const evne_lsp_schema *schema);

#endif
