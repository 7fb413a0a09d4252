/*
 * lsp_server.h - the language server: what it has been told, and what it answers (LSP 3.17).
 *
 * Layer: app. It knows no pipe: messages come in as bodies, frames go out through a function, and
 * what touches a document's content runs through another, evne_worker_run in the command. So a test
 * or a fuzzer can drive it in its own process.
 *
 * Messages wait in a queue, in which $/cancelRequest finds those that are not begun. A check waits
 * until the queue is empty: while somebody types, only the last text is checked.
 */
#ifndef EVNE_APP_LSP_SERVER_H
#define EVNE_APP_LSP_SERVER_H

#include "lsp_documents.h"
#include "lsp_scene.h"
#include "worker.h"

enum { EVNE_LSP_MOST_WAITING = 1000 }; /* take no more in before some are answered */

typedef void evne_lsp_run(evne_task *task, void *request, const evne_worker_limits *limits,
                          evne_outcome *outcome);
typedef void evne_lsp_send(void *context, evne_str frame);

typedef struct evne_lsp_server {
    const evne_paths *paths;
    evne_lsp_run *run;
    evne_lsp_send *send;
    void *context; /* for `send` */
    evne_lsp_client client;
    evne_lsp_documents documents;
    json_t *queue; /* requests and notifications in their order */
    bool is_initialized, is_shut_down, is_over;
} evne_lsp_server;

void evne_lsp_server_open(evne_lsp_server *server, const evne_paths *paths, evne_lsp_run *run,
                          evne_lsp_send *send, void *context);
void evne_lsp_server_close(evne_lsp_server *server);

/* Takes one message in; what is none is answered at once with the protocol's error. */
void evne_lsp_server_take(evne_lsp_server *server, evne_str body);
/* Answers a message that was too large to read. */
void evne_lsp_server_refuse(evne_lsp_server *server);
size_t evne_lsp_server_waiting(const evne_lsp_server *server);

/* Works off the first message that waits; false when none does. */
bool evne_lsp_server_step(evne_lsp_server *server);

/* Checks one document that has changed and publishes its findings; false when there is none. */
bool evne_lsp_server_check(evne_lsp_server *server);

#endif
