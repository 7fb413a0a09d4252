#include "packs.h"

#include <check.h>

#include "data/casefile.h"

void packs_begin(packs *p)
{
    p->arena = evne_arena_new(0, NULL, NULL);
    p->problems = evne_problems_new(p->arena);
    p->set = evne_ruleset_new(p->arena);
    p->scanner = NULL;
}

void packs_add_file(packs *p, const char *file, const char *yaml)
{
    const evne_value *root;
    evne_error err;

    ck_assert_int_eq(
        evne_casefile_parse(p->arena, file, evne_str_of(yaml), p->problems, &root, &err), EVNE_OK);
    evne_ruleset_add(p->set, root, p->problems);
}

void packs_add(packs *p, const char *name, const char *body)
{
    packs_add_file(p, evne_arena_printf(p->arena, "%s.yaml", name),
                   evne_arena_printf(p->arena,
                                     "skema: objektivitetsregler/1\nnavn: %s\nversion: 1.0.0\n%s",
                                     name, body));
}

void packs_finish(packs *p)
{
    evne_ruleset_finish(p->set, true, p->problems);
    p->scanner = evne_scanner_new(p->arena, p->set);
}

void packs_free(packs *p)
{
    evne_scanner_free(p->scanner);
    evne_ruleset_free(p->set);
    evne_arena_free(p->arena);
}

const char *packs_findings(packs *p)
{
    evne_buf out = {.arena = p->arena};

    evne_problems_sort(p->problems);
    for (size_t i = 0; i < evne_problems_count(p->problems); i++) {
        const evne_problem *one = evne_problems_at(p->problems, i);
        evne_buf_printf(&out, "%s:%u:%u %s %s %s: %s\n", one->file, (unsigned)one->line,
                        (unsigned)one->column, evne_severity_danish(one->severity), one->code,
                        one->path, one->message);
    }
    return evne_buf_text(&out);
}

const char *packs_hits_of(packs *p, evne_voice voice, const char *path, const char *text)
{
    evne_prose_field field = {.text = evne_str_of(text), .voice = voice, .path = evne_str_of(path)};
    evne_buf out = {.arena = p->arena};
    const evne_hit *hits;
    size_t n = evne_scanner_scan(p->scanner, p->arena, &field, &hits);

    for (size_t i = 0; i < n; i++) {
        evne_str hit = evne_str_slice(field.text, hits[i].place.from, hits[i].place.to);
        evne_buf_printf(&out, "%s%.*s %.*s", i ? "|" : "", EVNE_STR_ARGS(hits[i].rule->id),
                        EVNE_STR_ARGS(hit));
        if (hits[i].unchecked)
            evne_buf_printf(&out, " (%s)", hits[i].unchecked);
        if (hits[i].rewrite.p)
            evne_buf_printf(&out, " -> %.*s", EVNE_STR_ARGS(hits[i].rewrite));
    }
    return n ? evne_buf_text(&out) : "-";
}

const char *packs_hits(packs *p, const char *text)
{
    return packs_hits_of(p, EVNE_VOICE_CONSULTANT, "", text);
}
