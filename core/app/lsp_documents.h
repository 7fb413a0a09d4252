/*
 * lsp_documents.h - the texts that are open in the editor, as they stand there.
 *
 * Layer: app. The editor's text counts, not the file on the disk, which the server never reads. A
 * document also keeps the findings of its last check.
 */
#ifndef EVNE_APP_LSP_DOCUMENTS_H
#define EVNE_APP_LSP_DOCUMENTS_H

#include "base/problem.h"
#include "lsp_text.h"

enum {
    EVNE_LSP_MOST_DOCUMENTS = 256,
    EVNE_LSP_LARGEST_TEXT = 16 * 1024 * 1024 /* the check refuses a case of half of it */
};

/* An editor opens YAML of every kind; only cases are spoken about. */
typedef enum evne_lsp_kind {
    EVNE_LSP_OTHER,
    EVNE_LSP_BLANK, /* no key yet: it may become a case */
    EVNE_LSP_CASE
} evne_lsp_kind;

typedef struct evne_lsp_document evne_lsp_document;

struct evne_lsp_document {
    const char *uri;
    json_int_t version;
    evne_str bytes;                    /* never NULL; empty when `is_too_large` */
    bool is_too_large;                 /* until the editor sends the whole text again */
    bool is_stale;                     /* changed since `problems` were found */
    bool is_told;                      /* the editor has been sent the findings of this text */
    bool was_told;                     /* ... or of an earlier one */
    evne_problems *problems;           /* never NULL */
    json_t *diagnostics;               /* the same for the editor; NULL before the first check */
    evne_arena *own, *text, *findings; /* hold the URI, the bytes, the problems */
    evne_lsp_document *next;
};

typedef struct evne_lsp_documents {
    evne_lsp_document *first;
    size_t count;
} evne_lsp_documents;

/* A new document, or the open one of that URI with a new text; NULL when too many are open. */
evne_lsp_document *evne_lsp_documents_open(evne_lsp_documents *documents, const char *uri,
                                           json_int_t version, evne_str text);
evne_lsp_document *evne_lsp_documents_find(const evne_lsp_documents *documents, const char *uri);
void evne_lsp_documents_close(evne_lsp_documents *documents, const char *uri);
void evne_lsp_documents_free(evne_lsp_documents *documents);

/*
 * Applies `contentChanges` in their order, each a whole text or a range and what replaces it. False
 * when one of them is no change; those before it are applied.
 */
bool evne_lsp_document_change(evne_lsp_document *document, evne_lsp_encoding encoding,
                              json_int_t version, const json_t *changes);

/*
 * A case has the format's name, or nearly that, as its `skema`; or none, but `sag` or `borger` at
 * its top.
 */
evne_lsp_kind evne_lsp_document_kind(const evne_lsp_document *document);

/* An empty list of findings that takes the place of the old one. */
evne_problems *evne_lsp_document_renew(evne_lsp_document *document);

#endif
