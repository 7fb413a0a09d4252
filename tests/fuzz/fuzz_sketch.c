/*
 * A text that is being written: every question of an editor, at places all over it, has an answer,
 * and every fix that is offered lies within the text.
 */
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "fuzz/fuzz_lsp.h"

enum { PLACES = 10 };

static json_t *params_at(evne_lsp_position p)
{
    json_t *at =
        json_pack("{s:I, s:I}", "line", (json_int_t)p.line, "character", (json_int_t)p.character);
    json_t *params = json_pack("{s:O, s:{s:O, s:O}, s:{s:b}}", "position", at, "range", "start", at,
                               "end", at, "context", "includeDeclaration", 1);

    json_decref(at);
    return params;
}

static void ask_all(evne_arena *arena, evne_lsp_request *request, evne_lsp_position place)
{
    json_t *params = params_at(place);

    request->params = params;
    for (int q = EVNE_LSP_COMPLETION; q <= EVNE_LSP_REFERENCES; q++) {
        evne_outcome outcome;
        evne_outcome_init(&outcome, arena);
        request->question = (evne_lsp_question)q;
        fuzz_lsp_run(NULL, request, NULL, &outcome);
        if (outcome.status != EVNE_OK)
            abort();
    }
    json_decref(params);
}

/* Every node lies in the text, below a parent and within the limit of nesting. */
static void check_sketch(const evne_sketch_node *root, evne_str text)
{
    for (const evne_sketch_node *n = root->later; n; n = n->later)
        if (n->name.from > n->name.to || n->name.to > text.len || n->value.from > n->value.to ||
            n->value.to > text.len || n->depth > EVNE_SKETCH_DEPTH || !n->parent)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const evne_lsp_client client = {.takes_snippets = true,
                                           .takes_markdown = true,
                                           .takes_outline = true,
                                           .takes_actions = true};
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str bytes = {evne_arena_copy(arena, (const char *)data, size), size};
    evne_paths paths = {0};
    evne_lsp_request request = {.question = EVNE_LSP_CHECK,
                                .paths = &paths,
                                .client = &client,
                                .uri = "file:///f.yaml",
                                .bytes = bytes};
    evne_outcome outcome;
    evne_lsp_text text;

    if (evne_utf8_check(bytes) == bytes.len) { /* JSON carries nothing else */
        evne_outcome_init(&outcome, arena);
        fuzz_lsp_run(NULL, &request, NULL, &outcome);
        request.problems = outcome.problems;
        check_sketch(evne_sketch_make(arena, bytes), bytes);
        evne_lsp_text_init(arena, bytes, EVNE_LSP_UTF16, &text);
        for (size_t i = 0; i <= PLACES; i++)
            ask_all(arena, &request, evne_lsp_text_position(&text, size * i / PLACES));
    }
    evne_arena_free(arena);
    return 0;
}
