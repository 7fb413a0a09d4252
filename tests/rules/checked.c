#include "checked.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "data/casefile.h"

void checked_run(checked *c, const evne_field *fields, const evne_field *known, const char *yaml)
{
    const evne_value *sag;
    evne_error err;

    c->arena = evne_arena_new(0, NULL, NULL);
    c->problems = evne_problems_new(c->arena);
    ck_assert_int_eq(
        evne_casefile_parse(c->arena, "sag.yaml", evne_str_of(yaml), c->problems, &sag, &err),
        EVNE_OK);
    evne_fields_apply(c->arena, fields, known, sag, c->problems, &c->out);
    ck_assert_ptr_nonnull(c->out);
    evne_problems_sort(c->problems);
}

void checked_free(checked *c)
{
    evne_arena_free(c->arena);
}

const char *checked_text(const checked *c, const char *path)
{
    const evne_value *value = evne_value_find(c->out, path);

    if (!value)
        return "(none)";
    return value->kind == EVNE_TEXT ? value->as.text.p : "(no text)";
}

const char *checked_findings(checked *c)
{
    evne_buf out = {.arena = c->arena};

    for (size_t i = 0; i < evne_problems_count(c->problems); i++) {
        const evne_problem *p = evne_problems_at(c->problems, i);
        evne_buf_printf(&out, "%u:%u %s%s%s %s: %s", p->line, p->column,
                        p->severity == EVNE_SEVERE_ERROR ? "" : evne_severity_name(p->severity),
                        p->severity == EVNE_SEVERE_ERROR ? "" : " ", p->code, p->path, p->message);
        evne_buf_printf(&out, "%s%s%s\n", p->suggestion[0] ? " (" : "", p->suggestion,
                        p->suggestion[0] ? ")" : "");
    }
    return evne_buf_text(&out);
}

void checked_says(checked *c, const char *findings)
{
    const char *actual = checked_findings(c);

    if (strcmp(actual, findings) != 0)
        fprintf(stderr, "found:\n%s", actual); /* Check cannot carry a long message */
    ck_assert_msg(strcmp(actual, findings) == 0, "other findings than expected");
}
