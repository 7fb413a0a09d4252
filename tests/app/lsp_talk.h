/*
 * lsp_talk.h - an editor for tests: talks to a language server in its own process.
 */
#ifndef EVNE_TESTS_APP_LSP_TALK_H
#define EVNE_TESTS_APP_LSP_TALK_H

#include "app/lsp_server.h"

typedef struct lsp_talk {
    evne_arena *arena;
    evne_paths paths;
    evne_lsp_server server;
    json_t *told; /* what the server sent and was not taken yet, in order */
    json_int_t n_asked, version;
} lsp_talk;

/* With the shipped plugins; `capabilities` is JSON text. The server is initialized. */
void lsp_talk_open(lsp_talk *talk, const char *capabilities);
void lsp_talk_close(lsp_talk *talk);

/* Takes a message in and works until nothing waits; checks are done too. */
void lsp_talk_take(lsp_talk *talk, const char *body);
void lsp_talk_notify(lsp_talk *talk, const char *method, json_t *params);
/* The next thing that the server sent, or NULL; the caller owns it. */
json_t *lsp_talk_next(lsp_talk *talk);

/* The result, or the error, of a request; valid until the next call. */
const json_t *lsp_talk_ask(lsp_talk *talk, const char *method, json_t *params);

/* Opens or replaces the text of "file:///sag.yaml"; `marked` may hold one "|", the cursor. */
void lsp_talk_text(lsp_talk *talk, const char *marked);
/* The parameters {textDocument, position} of the cursor. */
json_t *lsp_talk_cursor(const lsp_talk *talk);

/* The diagnostics that were published last for `uri`, one a line: "2:7-2:9 felt.type message". */
const char *lsp_talk_findings(lsp_talk *talk, const char *uri);

/* `json` as text, for messages and searches. */
const char *lsp_talk_print(lsp_talk *talk, const json_t *json);

#endif
