/* How: evne_casefile_parse makes the view; a walk turns the texts that start with "=" to types. */
#include "filled.h"

#include <check.h>
#include <string.h>

#include "base/number.h"
#include "data/casefile.h"

static evne_template_env no_folders(void)
{
    return (evne_template_env){.lang = "da"};
}

static const evne_value *typed(evne_arena *arena, const evne_value *value);

static const evne_value *typed_text(evne_arena *arena, const evne_value *value)
{
    evne_str text = value->as.text;
    double number;

    if (!evne_str_starts(text, "="))
        return value;
    text = evne_str_slice(text, 1, text.len);
    if (evne_number_parse(text, &number))
        return evne_value_new_number(arena, &value->place, number);
    if (evne_str_is(text, "null"))
        return evne_value_new_null(arena, &value->place);
    return evne_value_new_bool(arena, &value->place, evne_str_is(text, "true"));
}

static const evne_value *typed_list(evne_arena *arena, const evne_value *value)
{
    size_t count = evne_value_count(value);
    const evne_value **items = evne_arena_array(arena, count, sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = typed(arena, evne_value_item(value, i));
    return evne_value_new_list(arena, &value->place, items, count);
}

static const evne_value *typed(evne_arena *arena, const evne_value *value)
{
    size_t count = evne_value_count(value);
    evne_pair *pairs;

    if (value->kind == EVNE_TEXT)
        return typed_text(arena, value);
    if (value->kind == EVNE_LIST)
        return typed_list(arena, value);
    if (value->kind != EVNE_MAP)
        return value;
    pairs = evne_arena_array(arena, count, sizeof *pairs);
    for (size_t i = 0; i < count; i++) {
        pairs[i] = value->as.map.pairs[i];
        pairs[i].value = typed(arena, pairs[i].value);
    }
    return evne_value_new_map(arena, &value->place, pairs, count);
}

const evne_value *filled_view(evne_arena *arena, const char *yaml)
{
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *value;
    evne_error err;

    if (!*yaml)
        return evne_value_new_map(arena, NULL, NULL, 0);
    ck_assert_int_eq(
        evne_casefile_parse(arena, "view.yaml", evne_str_of(yaml), problems, &value, &err),
        EVNE_OK);
    return typed(arena, value);
}

static void print(filled *made)
{
    evne_buf out = {.arena = made->arena};
    const char *body;

    made->printed = made->fault = "";
    if (made->status != EVNE_OK) {
        made->fault = evne_arena_printf(made->arena, "%s: %s", made->err.where, made->err.text);
        return;
    }
    evne_doc_print(&out, made->doc);
    body = strstr(evne_buf_text(&out), "doc\n");
    ck_assert_ptr_nonnull(body);
    made->printed = body + strlen("doc\n");
}

static filled fill(evne_arena *arena, evne_str text, const evne_value *view,
                   const evne_value *signers)
{
    filled made = {.arena = arena};
    evne_template_env env = no_folders();
    const evne_template *source;

    made.status = evne_template_read(arena, "t.da.md", text, &env, &source, &made.err);
    if (made.status == EVNE_OK)
        made.status = evne_template_fill(arena, source, view, signers, &made.doc, &made.err);
    print(&made);
    return made;
}

/* Tests of blocks need no title of their own. */
static evne_str with_title(evne_arena *arena, const char *text)
{
    if (strncmp(text, "---\n", 4) == 0)
        return evne_str_of(text);
    return evne_str_of(evne_arena_printf(arena, "---\ntitle: T\n---\n%s", text));
}

filled filled_make(const char *text, const char *yaml)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const evne_value *view = filled_view(arena, yaml);

    return fill(arena, with_title(arena, text), view, evne_value_get(view, "underskrivere"));
}

filled filled_make_view(const char *text, const evne_value *view)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    return fill(arena, with_title(arena, text), view, NULL);
}

filled filled_make_bytes(evne_str text)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    return fill(arena, text, filled_view(arena, ""), NULL);
}

void filled_free(filled *made)
{
    evne_arena_free(made->arena);
}

void filled_check(const char *text, const char *yaml, const char *expected)
{
    filled made = filled_make(text, yaml);

    ck_assert_str_eq(made.fault, "");
    ck_assert_str_eq(made.printed, expected);
    filled_free(&made);
}

void filled_check_fault(const char *text, const char *yaml, const char *expected)
{
    filled made = filled_make(text, yaml);

    ck_assert_int_eq(made.status, EVNE_TEMPLATE);
    ck_assert_str_eq(made.fault, expected);
    filled_free(&made);
}
