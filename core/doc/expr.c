/*
 * How: a cursor over the text inside a tag. Conditions become a flat list of tests, since `or` of
 * `and`s needs no tree; so nothing here recurses and no input can exhaust the stack.
 */
#include "expr.h"

#include <string.h>

#include "rules/suggest.h"

typedef struct cursor {
    evne_arena *arena;
    evne_str text;
    size_t at;
    evne_origin origin;
    evne_error *err;
} cursor;

enum { QUOTED = 60 }; /* bytes of a subject that a message quotes */

static int shown(evne_str s)
{
    return (int)(s.len < QUOTED ? s.len : QUOTED);
}

/* --- parsing -------------------------------------------------------------------------------- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

bool evne_name_is_valid(evne_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!is_name_char(name.p[i]))
            return false;
    return name.len > 0;
}

static void skip_blanks(cursor *c)
{
    while (c->at < c->text.len && (c->text.p[c->at] == ' ' || c->text.p[c->at] == '\t'))
        c->at++;
}

static bool at_end(cursor *c)
{
    skip_blanks(c);
    return c->at == c->text.len;
}

static bool take(cursor *c, const char *sign)
{
    skip_blanks(c);
    if (!evne_str_starts(evne_str_slice(c->text, c->at, c->text.len), sign))
        return false;
    c->at += strlen(sign);
    return true;
}

static evne_str take_name(cursor *c)
{
    size_t from;

    skip_blanks(c);
    from = c->at;
    while (c->at < c->text.len && is_name_char(c->text.p[c->at]))
        c->at++;
    return evne_str_slice(c->text, from, c->at);
}

/* A whole word, such as `and`; leaves the cursor alone when it is another. */
static bool take_word(cursor *c, const char *word)
{
    size_t before = c->at;

    if (evne_str_is(take_name(c), word))
        return true;
    c->at = before;
    return false;
}

static evne_status unexpected(cursor *c, const char *wanted)
{
    evne_str rest = evne_str_slice(c->text, c->at, c->text.len);

    if (!rest.len && !evne_str_trim(c->text).len)
        return evne_fail(c->err, EVNE_TEMPLATE, EVNE_AT(c->origin),
                         "%s is missing: nothing stands here", wanted);
    if (!rest.len)
        return evne_fail(c->err, EVNE_TEMPLATE, EVNE_AT(c->origin), "%s is missing after '%.*s'",
                         wanted, shown(c->text), c->text.p);
    return evne_fail(c->err, EVNE_TEMPLATE, EVNE_AT(c->origin), "'%.*s' where %s is expected",
                     shown(rest), rest.p, wanted);
}

static evne_status parse_path(cursor *c, evne_path *out)
{
    size_t n_names = 0, room = 4, from;
    evne_str *names = evne_arena_array(c->arena, room, sizeof *names);

    skip_blanks(c);
    from = c->at;
    do {
        evne_str name = take_name(c);
        if (!name.len)
            return unexpected(c, "the name of a value");
        if (n_names == room) {
            names =
                evne_arena_grow(c->arena, names, room * sizeof *names, 2 * room * sizeof *names);
            room *= 2;
        }
        names[n_names++] = name;
    } while (c->at < c->text.len && c->text.p[c->at] == '.' && c->at++ < c->text.len);
    *out = (evne_path){evne_str_slice(c->text, from, c->at), names, n_names};
    return EVNE_OK;
}

static evne_status parse_quoted(cursor *c, evne_str *out)
{
    size_t from;

    if (!take(c, "\""))
        return unexpected(c, "a text in quotes");
    from = c->at;
    while (c->at < c->text.len && c->text.p[c->at] != '"')
        c->at++;
    if (c->at == c->text.len)
        return unexpected(c, "the closing quote");
    *out = evne_str_slice(c->text, from, c->at++);
    return EVNE_OK;
}

static evne_status parse_call(cursor *c, evne_filter_call *call)
{
    evne_str name = take_name(c);
    bool is_quoted = false;

    if (!name.len)
        return unexpected(c, "the name of a filter");
    if (take(c, "(")) {
        call->has_arg = true;
        skip_blanks(c);
        is_quoted = c->at < c->text.len && c->text.p[c->at] == '"';
        if (is_quoted)
            EVNE_TRY(parse_quoted(c, &call->arg));
        else
            call->arg = take_name(c);
        if (!take(c, ")"))
            return unexpected(c, "')'");
    }
    return evne_filter_bind(call, name, is_quoted, c->origin, c->err);
}

evne_status evne_expr_parse(evne_arena *arena, evne_str text, evne_origin at, evne_expr *out,
                            evne_error *err)
{
    cursor c = {.arena = arena, .text = text, .origin = at, .err = err};
    size_t room = 0;
    evne_filter_call *calls = NULL;

    *out = (evne_expr){.at = at};
    EVNE_TRY(parse_path(&c, &out->path));
    while (take(&c, "|")) {
        if (out->n_calls == room) {
            calls =
                evne_arena_grow(arena, calls, room * sizeof *calls, (room * 2 + 2) * sizeof *calls);
            room = room * 2 + 2;
        }
        EVNE_TRY(parse_call(&c, &calls[out->n_calls]));
        out->may_be_absent |= evne_filter_fills(&calls[out->n_calls]);
        out->n_calls++;
    }
    out->calls = calls;
    return at_end(&c) ? EVNE_OK : unexpected(&c, "'|' or the end");
}

evne_status evne_path_or_text_parse(evne_arena *arena, evne_str text, evne_origin at,
                                    evne_path *path, evne_str *literal, bool *is_text,
                                    evne_error *err)
{
    cursor c = {.arena = arena, .text = text, .origin = at, .err = err};

    *is_text = text.len && text.p[0] == '"';
    if (*is_text)
        EVNE_TRY(parse_quoted(&c, literal));
    else
        EVNE_TRY(parse_path(&c, path));
    return at_end(&c) ? EVNE_OK : unexpected(&c, "the end of the tag");
}

static evne_status parse_test(cursor *c, evne_test *test)
{
    bool is_equal;

    while (take_word(c, "not"))
        test->is_negated = !test->is_negated;
    EVNE_TRY(parse_path(c, &test->path));
    is_equal = take(c, "==");
    if (!is_equal && take(c, "="))
        return evne_fail(c->err, EVNE_TEMPLATE, EVNE_AT(c->origin),
                         "a comparison is written '==' or '!=', not '='");
    if (!is_equal && !take(c, "!="))
        return EVNE_OK;
    test->kind = is_equal ? EVNE_COND_EQUAL : EVNE_COND_UNEQUAL;
    skip_blanks(c);
    if (c->at < c->text.len && c->text.p[c->at] >= '0' && c->text.p[c->at] <= '9') {
        test->text = take_name(c);
        return EVNE_OK;
    }
    return parse_quoted(c, &test->text);
}

evne_status evne_cond_parse(evne_arena *arena, evne_str text, evne_origin at, evne_cond *out,
                            evne_error *err)
{
    cursor c = {.arena = arena, .text = text, .origin = at, .err = err};
    size_t room = 0;
    evne_test *tests = NULL;
    bool starts_or = false, goes_on;

    *out = (evne_cond){.at = at};
    do {
        if (out->n_tests == room) {
            tests =
                evne_arena_grow(arena, tests, room * sizeof *tests, (room * 2 + 2) * sizeof *tests);
            room = room * 2 + 2;
        }
        tests[out->n_tests].starts_or = starts_or;
        EVNE_TRY(parse_test(&c, &tests[out->n_tests++]));
        starts_or = take_word(&c, "or");
        goes_on = starts_or || take_word(&c, "and");
    } while (goes_on);
    out->tests = tests;
    return at_end(&c) ? EVNE_OK : unexpected(&c, "'and', 'or' or the end");
}

/* --- looking up ----------------------------------------------------------------------------- */

static void put_key(evne_buf *buf, evne_str key)
{
    if (buf->len)
        evne_buf_puts(buf, ", ");
    evne_buf_put_str(buf, key);
}

/* "krav, navn": the keys of `map` and, with `scope`, the variables of the loops. At most 200 bytes
 * are quoted. */
static const char *known_names(evne_arena *arena, const evne_value *map, const evne_scope *scope)
{
    evne_buf buf = {.arena = arena};
    size_t count = map && map->kind == EVNE_MAP ? map->as.map.count : 0;

    for (; scope && scope->outer; scope = scope->outer)
        put_key(&buf, scope->name);
    for (size_t i = 0; i < count; i++) {
        if (buf.len > 200) {
            evne_buf_puts(&buf, ", ...");
            break;
        }
        put_key(&buf, map->as.map.pairs[i].key);
    }
    return buf.len ? evne_buf_text(&buf) : "nothing";
}

/* "did you mean 'krav'? " or nothing. */
static const char *guess(evne_arena *arena, evne_str name, const evne_value *map,
                         const evne_scope *scope)
{
    evne_nearest nearest = {.wanted = name};

    for (; scope && scope->outer; scope = scope->outer)
        evne_suggest_consider(&nearest, scope->name);
    for (size_t i = 0; map && map->kind == EVNE_MAP && i < map->as.map.count; i++)
        evne_suggest_consider(&nearest, map->as.map.pairs[i].key);
    return nearest.word.len ? evne_arena_printf(arena, "did you mean '%.*s'? ", shown(nearest.word),
                                                nearest.word.p)
                            : "";
}

/* The name at `n` of the path is not in `map`. */
static evne_status no_value(evne_arena *arena, const evne_path *path, size_t n,
                            const evne_value *map, const evne_scope *scope, evne_origin at,
                            evne_error *err)
{
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "no value '%.*s' here; %sthere are: %s",
                     shown(path->text), path->text.p, guess(arena, path->names[n], map, scope),
                     known_names(arena, map, scope));
}

static const evne_value *loop_fact(evne_arena *arena, const evne_scope *scope, evne_str name)
{
    if (evne_str_is(name, "index"))
        return evne_value_new_number(arena, NULL, (double)scope->index + 1);
    if (evne_str_is(name, "first"))
        return evne_value_new_bool(arena, NULL, scope->index == 0);
    if (evne_str_is(name, "last"))
        return evne_value_new_bool(arena, NULL, scope->index + 1 == scope->count);
    return NULL;
}

/* The value of a name that stands first in a path, or NULL. `*view` is the outermost value. */
static const evne_value *look_up(const evne_scope *scope, evne_str name, const evne_value **view)
{
    for (; scope->outer; scope = scope->outer)
        if (evne_str_eq(scope->name, name))
            return scope->value;
    *view = scope->value;
    return evne_value_get_str(scope->value, name);
}

static evne_status not_a_group(const evne_path *path, size_t n, const evne_value *value,
                               evne_origin at, evne_error *err)
{
    evne_str head = {path->text.p, 0};

    head.len = (size_t)(path->names[n - 1].p + path->names[n - 1].len - head.p);
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "'%.*s' is %s and holds no '%.*s'",
                     shown(head), head.p, evne_filter_kind(value), shown(path->names[n]),
                     path->names[n].p);
}

evne_status evne_path_find(evne_arena *arena, const evne_path *path, const evne_scope *scope,
                           bool may_be_absent, evne_origin at, const evne_value **out,
                           evne_error *err)
{
    const evne_value *view = NULL, *map, *value;

    *out = NULL;
    if (path->n_names == 2 && scope->outer && evne_str_is(path->names[0], "loop")) {
        *out = loop_fact(arena, scope, path->names[1]);
        if (*out)
            return EVNE_OK;
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                         "no value '%.*s' here; there are: loop.index, loop.first, loop.last",
                         shown(path->text), path->text.p);
    }
    value = look_up(scope, path->names[0], &view);
    if (!value)
        return may_be_absent ? EVNE_OK : no_value(arena, path, 0, view, scope, at, err);
    for (size_t i = 1; i < path->n_names; i++) {
        if (value->kind == EVNE_NULL && may_be_absent)
            return EVNE_OK;
        if (value->kind != EVNE_MAP)
            return not_a_group(path, i, value, at, err);
        map = value;
        value = evne_value_get_str(map, path->names[i]);
        if (!value)
            return may_be_absent ? EVNE_OK : no_value(arena, path, i, map, NULL, at, err);
    }
    *out = value->kind == EVNE_NULL ? NULL : value;
    return EVNE_OK;
}

/* --- evaluating ----------------------------------------------------------------------------- */

evne_status evne_expr_value(evne_arena *arena, const evne_expr *expr, const evne_scope *scope,
                            const evne_value **out, evne_error *err)
{
    const evne_value *value;

    EVNE_TRY(evne_path_find(arena, &expr->path, scope, expr->may_be_absent, expr->at, &value, err));
    if (expr->may_be_absent && evne_value_is_empty(value))
        value = NULL;
    for (size_t i = 0; i < expr->n_calls; i++)
        EVNE_TRY(evne_filter_apply(arena, &expr->calls[i], expr->path.text, value, expr->at, &value,
                                   err));
    *out = value;
    return EVNE_OK;
}

evne_status evne_expr_text(evne_arena *arena, const evne_expr *expr, const evne_scope *scope,
                           evne_str *out, const evne_place **place, evne_error *err)
{
    const evne_value *value;

    EVNE_TRY(evne_expr_value(arena, expr, scope, &value, err));
    *place = value ? &value->place : NULL;
    if (evne_filter_plain(arena, value, out))
        return EVNE_OK;
    if (value->kind == EVNE_NUMBER)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(expr->at),
                         "the number '%.*s' is too large to print", shown(expr->path.text),
                         expr->path.text.p);
    return evne_fail(
        err, EVNE_TEMPLATE, EVNE_AT(expr->at), "'%.*s' is %s and cannot be printed as it is; %s",
        shown(expr->path.text), expr->path.text.p, evne_filter_kind(value),
        value->kind == EVNE_LIST ? "use '| liste' or {% for %}" : "name one value in it");
}

static bool is_true(const evne_value *value)
{
    if (!value)
        return false;
    switch (value->kind) {
    case EVNE_NULL:
        return false;
    case EVNE_BOOL:
        return value->as.truth;
    case EVNE_NUMBER:
        return true;
    case EVNE_TEXT:
        return value->as.text.len > 0;
    case EVNE_LIST:
    case EVNE_MAP:
        return evne_value_count(value) > 0;
    }
    return false;
}

static evne_status run_test(evne_arena *arena, const evne_test *test, const evne_scope *scope,
                            evne_origin at, bool *out, evne_error *err)
{
    const evne_value *value;
    evne_str text;

    EVNE_TRY(evne_path_find(arena, &test->path, scope, true, at, &value, err));
    if (test->kind == EVNE_COND_TRUTH) {
        *out = is_true(value);
    } else {
        if (!evne_filter_plain(arena, value, &text))
            return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at),
                             "'%.*s' is %s and cannot be compared with a text",
                             shown(test->path.text), test->path.text.p, evne_filter_kind(value));
        *out = evne_str_eq(text, test->text) == (test->kind == EVNE_COND_EQUAL);
    }
    *out = *out != test->is_negated;
    return EVNE_OK;
}

/* A test is run only when the result can still change, as in `a and a.b`. */
evne_status evne_cond_holds(evne_arena *arena, const evne_cond *cond, const evne_scope *scope,
                            bool *out, evne_error *err)
{
    bool holds = true;

    for (size_t i = 0; i < cond->n_tests; i++) {
        const evne_test *test = &cond->tests[i];
        if (test->starts_or && holds)
            break;
        if (test->starts_or)
            holds = true;
        if (holds)
            EVNE_TRY(run_test(arena, test, scope, cond->at, &holds, err));
    }
    *out = holds;
    return EVNE_OK;
}
