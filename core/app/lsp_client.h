/*
 * lsp_client.h - what the editor can take, and what the server offers it.
 *
 * Layer: app. Nothing is sent that the client did not say it understands.
 */
#ifndef EVNE_APP_LSP_CLIENT_H
#define EVNE_APP_LSP_CLIENT_H

#include "lsp_text.h"

typedef struct evne_lsp_client {
    evne_lsp_encoding encoding; /* the first of the client's that is known, else UTF-16 */
    bool takes_snippets;        /* completion: places to fill in */
    bool adjusts_indent;        /* completion: insertTextMode adjustIndentation */
    bool takes_markdown;        /* hover */
    bool takes_outline;         /* symbols as a tree */
    bool takes_actions;         /* code actions as objects */
    bool pulls;                 /* asks for diagnostics and takes none that are pushed */
} evne_lsp_client;

/* From ClientCapabilities, which may be anything. */
evne_lsp_client evne_lsp_client_read(const json_t *capabilities);

/* The result of initialize; the caller owns it. */
json_t *evne_lsp_client_answer(const evne_lsp_client *client);

#endif
