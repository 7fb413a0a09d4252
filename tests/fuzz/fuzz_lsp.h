/*
 * fuzz_lsp.h - a small schema, and a language server that works on it in the process at hand: no
 * Lua, no worker, so that a fuzzer is fast and sees every fault.
 */
#ifndef EVNE_TESTS_FUZZ_LSP_H
#define EVNE_TESTS_FUZZ_LSP_H

#include "app/lsp_answer.h"
#include "app/lsp_server.h"

/* In the place of evne_worker_run: answers an evne_lsp_request. */
void fuzz_lsp_run(evne_task *task, void *request, const evne_worker_limits *limits,
                  evne_outcome *outcome);

#endif
