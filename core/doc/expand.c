/*
 * How: the steps are walked with a scope that grows by one variable for each loop. Text goes to a
 * buffer; a block closes the buffer and starts another, so that Markdown inside a cell is parsed on
 * its own and cannot reach out of it. Two counters bound the work; the depth of the walk is bounded
 * by that of the tags in a file (EVNE_NESTING) and that of the includes (template.c).
 */
#include "expand.h"

#include <string.h>

#include "template.h"

enum { MOST_BYTES = 64 * 1024 * 1024, MOST_STEPS = 5 * 1000 * 1000 };

typedef struct expander {
    evne_arena *arena, *brief;
    evne_error *err;
    bool is_plain; /* values are written straight into the text */
    bool is_draft; /* a value that is missing or does not fit is printed as EVNE_MISSING */
    evne_buf text;
    evne_origin *lines;
    size_t n_lines, lines_room;
    evne_part **tail;
    evne_mark *marks;
    size_t n_marks, marks_room;
    size_t n_steps, n_bytes;
} expander;

static evne_status run(expander *x, const evne_step *steps, const evne_scope *scope);

/* --- text ----------------------------------------------------------------------------------- */

static evne_status count(expander *x, size_t len, evne_origin at)
{
    x->n_bytes += len;
    if (x->n_bytes <= MOST_BYTES)
        return EVNE_OK;
    return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(at), "the document is larger than %d MB",
                     MOST_BYTES / 1024 / 1024);
}

static evne_status count_step(expander *x, evne_origin at)
{
    if (++x->n_steps <= MOST_STEPS)
        return EVNE_OK;
    return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(at),
                     "filling the template takes more than %d steps", MOST_STEPS);
}

static void start_line(expander *x, evne_origin at)
{
    if (x->text.len && x->text.p[x->text.len - 1] != '\n')
        return;
    if (x->n_lines == x->lines_room) {
        size_t room = x->lines_room ? x->lines_room * 2 : 16;
        x->lines = evne_arena_grow(x->brief, x->lines, x->lines_room * sizeof *x->lines,
                                   room * sizeof *x->lines);
        x->lines_room = room;
    }
    x->lines[x->n_lines++] = at;
}

static evne_status put_text(expander *x, evne_str text, evne_origin at)
{
    EVNE_TRY(count(x, text.len, at));
    for (size_t from = 0, to; from < text.len; from = to) {
        const char *end = memchr(text.p + from, '\n', text.len - from);
        to = end ? (size_t)(end - text.p) + 1 : text.len;
        start_line(x, at);
        evne_buf_put(&x->text, text.p + from, to - from);
        at.line++;
    }
    return EVNE_OK;
}

/* A value in plain text: one line, whatever it holds. */
static void put_plain(expander *x, evne_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        evne_buf_put_char(&x->text, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
}

static void put_mark(evne_buf *text, size_t index)
{
    char digits[24];
    size_t n = sizeof digits;

    do
        digits[--n] = (char)('0' + index % 10);
    while (index /= 10);
    evne_buf_puts(text, EVNE_MARK_OPEN);
    evne_buf_put(text, digits + n, sizeof digits - n);
    evne_buf_puts(text, EVNE_MARK_CLOSE);
}

static evne_status find_text(expander *x, const evne_step *step, const evne_scope *scope,
                             evne_str *out, const evne_place **place)
{
    evne_status status = evne_expr_text(x->arena, &step->expr, scope, out, place, x->err);

    if (status != EVNE_TEMPLATE || !x->is_draft)
        return status;
    *out = EVNE_STR(EVNE_MISSING);
    *place = NULL;
    return EVNE_OK;
}

static evne_status put_value(expander *x, const evne_step *step, const evne_scope *scope)
{
    evne_mark mark;

    EVNE_TRY(find_text(x, step, scope, &mark.text, &mark.place));
    mark.text = evne_str_trim(mark.text);
    EVNE_TRY(count(x, mark.text.len + sizeof mark, step->at));
    if (x->is_plain) {
        put_plain(x, mark.text);
        return EVNE_OK;
    }
    if (x->n_marks == x->marks_room) {
        size_t room = x->marks_room ? x->marks_room * 2 : 64;
        x->marks = evne_arena_grow(x->brief, x->marks, x->marks_room * sizeof *x->marks,
                                   room * sizeof *x->marks);
        x->marks_room = room;
    }
    start_line(x, step->at);
    put_mark(&x->text, x->n_marks);
    x->marks[x->n_marks++] = mark;
    return EVNE_OK;
}

/* --- parts ---------------------------------------------------------------------------------- */

static void put_part(expander *x, evne_part *part)
{
    *x->tail = part;
    x->tail = &part->next;
}

/* Closes the Markdown that has been collected. */
static evne_status close_text(expander *x)
{
    evne_str text = evne_buf_str(&x->text);
    evne_part *part;

    if (evne_scan_forges_mark(text))
        return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(x->lines[0]),
                         "an entity for one of the reserved characters U+FDD0 to U+FDEF cannot "
                         "stand in a template");
    if (evne_str_trim(text).len) {
        part = evne_arena_alloc(x->brief, sizeof *part);
        part->kind = EVNE_PART_MARKDOWN;
        part->text = text;
        part->at = x->lines[0];
        part->lines = x->lines;
        part->n_lines = x->n_lines;
        put_part(x, part);
    }
    x->text = (evne_buf){.arena = x->brief};
    x->lines = NULL;
    x->n_lines = x->lines_room = 0;
    return EVNE_OK;
}

/* The parts of one cell of a block. */
static evne_status run_cell(expander *x, const evne_step *steps, const evne_scope *scope,
                            evne_part **out)
{
    evne_part **outside = x->tail;

    *out = NULL;
    x->tail = out;
    EVNE_TRY(run(x, steps, scope));
    EVNE_TRY(close_text(x));
    x->tail = outside;
    return EVNE_OK;
}

static evne_status find_word(expander *x, const evne_step *step, const evne_scope *scope,
                             evne_str *out)
{
    const evne_place *place;

    if (step->has_text_arg)
        *out = step->text;
    else
        EVNE_TRY(find_text(x, step, scope, out, &place));
    *out = evne_str_trim(*out);
    return EVNE_OK;
}

static evne_status run_block(expander *x, const evne_step *step, const evne_scope *scope)
{
    evne_part *part = evne_arena_alloc(x->brief, sizeof *part);
    bool has_path = step->expr.path.n_names > 0;
    bool wants_word = step->block == EVNE_BLOCK_ENTRY || step->block == EVNE_BLOCK_SIGNATURE;

    if (x->is_plain)
        return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(step->at),
                         "'{%% %s %%}' cannot stand in the front matter",
                         evne_block_name(step->block));
    EVNE_TRY(close_text(x));
    part->kind = EVNE_PART_BLOCK;
    part->block = step->block;
    part->at = step->at;
    part->columns = step->columns;
    part->n_columns = step->n_columns;
    part->path = step->expr.path.text;
    part->has_data = has_path && !wants_word;
    if (wants_word && (has_path || step->has_text_arg))
        EVNE_TRY(find_word(x, step, scope, &part->word));
    if (part->has_data)
        EVNE_TRY(evne_path_find(x->arena, &step->expr.path, scope, x->is_draft, step->at,
                                &part->data, x->err));
    if (part->has_data && !part->data && x->is_draft)
        return EVNE_OK;
    EVNE_TRY(run_cell(x, step->first, scope, &part->first));
    EVNE_TRY(run_cell(x, step->second, scope, &part->second));
    put_part(x, part);
    return EVNE_OK;
}

/* --- steps ---------------------------------------------------------------------------------- */

static evne_status run_for(expander *x, const evne_step *step, const evne_scope *scope)
{
    evne_scope inner = {.outer = scope, .name = step->text};
    const evne_value *list = NULL;
    evne_status status;

    status = evne_expr_value(x->arena, &step->expr, scope, &list, x->err);
    if (x->is_draft && (status == EVNE_TEMPLATE || !list))
        return EVNE_OK;
    EVNE_TRY(status);
    if (!list || list->kind != EVNE_LIST)
        return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(step->at),
                         "'%.*s' is %s; {%% for %%} goes through a list",
                         (int)(step->expr.path.text.len < 100 ? step->expr.path.text.len : 100),
                         step->expr.path.text.p, evne_filter_kind(list));
    inner.count = evne_value_count(list);
    for (; inner.index < inner.count; inner.index++) {
        EVNE_TRY(count_step(x, step->at));
        inner.value = evne_value_item(list, inner.index);
        EVNE_TRY(run(x, step->first, &inner));
    }
    return EVNE_OK;
}

static evne_status run_step(expander *x, const evne_step *step, const evne_scope *scope)
{
    bool holds;

    EVNE_TRY(count_step(x, step->at));
    switch (step->kind) {
    case EVNE_STEP_TEXT:
        return put_text(x, step->text, step->at);
    case EVNE_STEP_VALUE:
        return put_value(x, step, scope);
    case EVNE_STEP_IF:
        EVNE_TRY(evne_cond_holds(x->arena, &step->cond, scope, &holds, x->err));
        return run(x, holds ? step->first : step->second, scope);
    case EVNE_STEP_FOR:
        return run_for(x, step, scope);
    case EVNE_STEP_GROUP:
        if (x->is_plain)
            return evne_fail(x->err, EVNE_TEMPLATE, EVNE_AT(step->at),
                             "'{%% group %%}' cannot stand in the front matter");
        return put_text(x, EVNE_STR("| " EVNE_MARK_GROUP), step->at);
    case EVNE_STEP_INCLUDE:
        return run(x, step->first, scope);
    case EVNE_STEP_BLOCK:
        return run_block(x, step, scope);
    }
    return EVNE_OK;
}

static evne_status run(expander *x, const evne_step *steps, const evne_scope *scope)
{
    for (; steps; steps = steps->next)
        EVNE_TRY(run_step(x, steps, scope));
    return EVNE_OK;
}

evne_status evne_expand(evne_arena *arena, evne_arena *brief, const evne_step *steps,
                        const evne_value *view, bool is_draft, evne_expansion *out, evne_error *err)
{
    evne_scope outermost = {.value = view};
    expander x = {
        .arena = arena, .brief = brief, .err = err, .text = {.arena = brief}, .is_draft = is_draft};

    *out = (evne_expansion){.brief = brief};
    EVNE_TRY(run_cell(&x, steps, &outermost, &out->first));
    out->marks = x.marks;
    out->n_marks = x.n_marks;
    return EVNE_OK;
}

evne_status evne_expand_line(evne_arena *arena, const evne_step *steps, const evne_value *view,
                             bool is_draft, evne_str *out, evne_error *err)
{
    evne_scope outermost = {.value = view};
    expander x = {.arena = arena,
                  .brief = arena,
                  .err = err,
                  .text = {.arena = arena},
                  .is_plain = true,
                  .is_draft = is_draft};

    EVNE_TRY(run(&x, steps, &outermost));
    *out = evne_str_trim(evne_buf_str(&x.text));
    return EVNE_OK;
}
