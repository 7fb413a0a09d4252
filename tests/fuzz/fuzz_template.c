/*
 * A template: whatever the bytes, opening and filling it end in a document or in EVNE_TEMPLATE. The
 * view holds one value of each kind, so that loops, filters and blocks find something. A document
 * can be printed, and every link in it has a target.
 */
#include <stdlib.h>

#include "data/casefile.h"
#include "doc/template.h"
#include "fuzz/fuzz.h"

static const char view_text[] =
    "t: \"# x | a | <b> {{ y }}\"\n"
    "l: \"en\\n\\nto\"\n"
    "d: \"2026-03-02\"\n"
    "a: [{navn: n, vaerdi: v, enhed: kg, rolle: r}, {navn: m, vaerdi: w, rolle: s}]\n"
    "s: [{spoergsmaal: q, svar: a, citat: c, henvisninger: [O-1]}]\n"
    "k: {tabel: {hoved: [a, b], raekker: [[c, d], [e, f]]}, punkter: [{vaerdi: g}]}\n";

static void must(bool holds)
{
    if (!holds)
        abort();
}

static const evne_value *make_view(evne_arena *arena)
{
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *view = NULL;
    evne_error err;

    must(evne_casefile_parse(arena, "view.yaml", evne_str_of(view_text), problems, &view, &err) ==
         EVNE_OK);
    return view;
}

static void check_document(evne_arena *arena, const evne_doc *doc)
{
    evne_buf out = {.arena = arena};

    for (const evne_node *n = doc->root; n; n = evne_node_next(doc->root, n))
        for (size_t i = 0; i < n->n_spans; i++) {
            must(evne_utf8_check(n->spans[i].text) == n->spans[i].text.len);
            must(!n->spans[i].link.len == !n->spans[i].target);
        }
    evne_doc_print(&out, doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str text = {(const char *)data, size};
    evne_template_env env = {.lang = "da"};
    const evne_value *view = make_view(arena);
    const evne_template *source;
    evne_error err;
    evne_doc *doc;
    evne_status status = evne_template_read(arena, "fuzz.da.md", text, &env, &source, &err);

    if (status == EVNE_OK)
        status = evne_template_fill(arena, source, view, evne_value_get(view, "a"), &doc, &err);
    must(status == EVNE_OK || status == EVNE_TEMPLATE);
    if (status == EVNE_OK)
        check_document(arena, doc);
    evne_arena_free(arena);
    return 0;
}
