/*
 * lsp_finding.h - a finding as an editor shows it: which bytes it is about, why, what to write.
 *
 * Layer: app. The one place where the server reads an evne_problem's optional parts: what is added
 * to findings is passed on here, and diagnostics, hover and quick fixes have it.
 */
#ifndef EVNE_APP_LSP_FINDING_H
#define EVNE_APP_LSP_FINDING_H

#include "base/problem.h"
#include "lsp_text.h"

typedef struct evne_lsp_finding {
    const evne_problem *problem;
    bool is_elsewhere;    /* about another file than the document */
    evne_lsp_range range; /* what to underline */
    const char *why;      /* why it matters, or "" */
    /* What can be written for the bytes of `range` without judgement; "" deletes, NULL: nothing. */
    const char *replacement;
} evne_lsp_finding;

/* `uri` is the name that findings about the document carry. */
evne_lsp_finding evne_lsp_finding_of(const evne_lsp_text *text, const char *uri,
                                     const evne_problem *problem);

/* The key, scalar or word that stands at `offset`. */
evne_lsp_range evne_lsp_finding_word(const evne_lsp_text *text, size_t offset);

#endif
