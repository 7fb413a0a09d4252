/*
 * How: recursive descent over the tokens, as deep as tags stand inside each other and never deeper
 * than EVNE_NESTING. A table says what each tag is given and what it holds.
 */
#include "syntax.h"

#include <string.h>

typedef enum arg_kind {
    ARG_NONE,
    ARG_PATH,
    ARG_PATH_OR_NONE,
    ARG_WORD,
    ARG_WORD_OR_NONE,
    ARG_OWN
} arg_kind;

/* What ends a run of steps. */
typedef enum stop_kind { STOP_EOF, STOP_END, STOP_ELSE, STOP_CONTENT } stop_kind;

typedef struct tag_info {
    const char *name;
    evne_step_kind step;
    evne_block block;
    arg_kind arg;
    int n_cells; /* parts between the tag and its end; 0: it has none */
    const char *usage;
} tag_info;

static const tag_info tags[] = {
    {"for", EVNE_STEP_FOR, 0, ARG_OWN, 1, "{% for x in path %}"},
    {"if", EVNE_STEP_IF, 0, ARG_OWN, 1, "{% if path %}"},
    {"include", EVNE_STEP_INCLUDE, 0, ARG_OWN, 0, "{% include \"name\" %}"},
    {"group", EVNE_STEP_GROUP, 0, ARG_NONE, 0, "{% group %} text"},
    {"fields", EVNE_STEP_BLOCK, EVNE_BLOCK_FIELDS, ARG_PATH_OR_NONE, 1, "{% fields path %}"},
    {"halves", EVNE_STEP_BLOCK, EVNE_BLOCK_HALVES, ARG_NONE, 2, "{% halves %}"},
    {"entry", EVNE_STEP_BLOCK, EVNE_BLOCK_ENTRY, ARG_WORD_OR_NONE, 2, "{% entry path %}"},
    {"frame", EVNE_STEP_BLOCK, EVNE_BLOCK_FRAME, ARG_NONE, 1, "{% frame %}"},
    {"measures", EVNE_STEP_BLOCK, EVNE_BLOCK_MEASURES, ARG_PATH, 0, "{% measures path %}"},
    {"summary", EVNE_STEP_BLOCK, EVNE_BLOCK_SUMMARY, ARG_PATH, 0, "{% summary path %}"},
    {"columns", EVNE_STEP_BLOCK, EVNE_BLOCK_COLUMNS, ARG_OWN, 0, "{% columns 30 | * %}"},
    {"contents", EVNE_STEP_BLOCK, EVNE_BLOCK_CONTENTS, ARG_NONE, 0, "{% contents %}"},
    {"weeks", EVNE_STEP_BLOCK, EVNE_BLOCK_WEEKS, ARG_PATH, 0, "{% weeks path %}"},
    {"curve", EVNE_STEP_BLOCK, EVNE_BLOCK_CURVE, ARG_PATH, 0, "{% curve path %}"},
    {"radar", EVNE_STEP_BLOCK, EVNE_BLOCK_RADAR, ARG_PATH, 0, "{% radar path %}"},
    {"signature", EVNE_STEP_BLOCK, EVNE_BLOCK_SIGNATURE, ARG_WORD, 0, "{% signature role %}"},
    {"pagebreak", EVNE_STEP_BLOCK, EVNE_BLOCK_PAGEBREAK, ARG_NONE, 0, "{% pagebreak %}"},
};
enum { N_TAGS = sizeof tags / sizeof *tags };

typedef struct parser {
    evne_arena *arena;
    const evne_tokens *tokens;
    size_t at;
    int depth;
    evne_include_fn *include;
    void *context;
    evne_error *err;
} parser;

/* What closed a run of steps, and where. */
typedef struct stop {
    stop_kind kind;
    const evne_token *token;
} stop;

static evne_status parse_run(parser *p, const evne_step **out, stop *end);

const char *evne_block_name(evne_block block)
{
    static const char *const names[] = {
#define EVNE_BLOCK_TEXT(name, text) text,
        EVNE_BLOCK_MAP(EVNE_BLOCK_TEXT)
#undef EVNE_BLOCK_TEXT
    };

    return names[block];
}

/* --- arguments ------------------------------------------------------------------------------ */

/* "for x in y": the first word and what follows. */
static evne_str first_word(evne_str text, evne_str *rest)
{
    size_t n = 0;

    while (n < text.len && text.p[n] != ' ' && text.p[n] != '\t')
        n++;
    *rest = evne_str_trim(evne_str_slice(text, n, text.len));
    return evne_str_slice(text, 0, n);
}

static evne_status wrong_use(parser *p, const evne_token *token, const tag_info *tag)
{
    return evne_fail(
        p->err, EVNE_TEMPLATE, EVNE_AT(token->at), "'{%% %.*s %%}' is not how '%s' is written: %s",
        (int)(token->text.len < 80 ? token->text.len : 80), token->text.p, tag->name, tag->usage);
}

static evne_status parse_for(parser *p, const evne_token *token, const tag_info *tag, evne_str rest,
                             evne_step *step)
{
    evne_str in, path;

    step->text = first_word(rest, &rest);
    in = first_word(rest, &path);
    if (!evne_name_is_valid(step->text) || !evne_str_is(in, "in") || !path.len)
        return wrong_use(p, token, tag);
    if (evne_str_is(step->text, "loop"))
        return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(token->at),
                         "'loop' cannot name an item: it is loop.index, loop.first, loop.last");
    return evne_expr_parse(p->arena, path, token->at, &step->expr, p->err);
}

static evne_status parse_include(parser *p, const evne_token *token, const tag_info *tag,
                                 evne_str rest, evne_step *step)
{
    if (rest.len < 3 || rest.p[0] != '"' || rest.p[rest.len - 1] != '"')
        return wrong_use(p, token, tag);
    step->text = evne_str_slice(rest, 1, rest.len - 1);
    return p->include(p->context, step->text, token->at, &step->first, p->err);
}

static evne_status parse_own(parser *p, const evne_token *token, const tag_info *tag, evne_str rest,
                             evne_step *step)
{
    if (step->kind == EVNE_STEP_FOR)
        return parse_for(p, token, tag, rest, step);
    if (step->kind == EVNE_STEP_INCLUDE)
        return parse_include(p, token, tag, rest, step);
    if (!rest.len)
        return wrong_use(p, token, tag);
    if (step->kind == EVNE_STEP_IF)
        return evne_cond_parse(p->arena, rest, token->at, &step->cond, p->err);
    return evne_columns_parse(p->arena, rest, token->at, &step->columns, &step->n_columns, p->err);
}

static evne_status parse_arg(parser *p, const evne_token *token, const tag_info *tag, evne_str rest,
                             evne_step *step)
{
    bool is_optional = tag->arg == ARG_PATH_OR_NONE || tag->arg == ARG_WORD_OR_NONE;
    bool is_word = tag->arg == ARG_WORD || tag->arg == ARG_WORD_OR_NONE;

    step->expr.at = token->at;
    if (tag->arg == ARG_OWN)
        return parse_own(p, token, tag, rest, step);
    if (tag->arg == ARG_NONE ? rest.len > 0 : !rest.len && !is_optional)
        return wrong_use(p, token, tag);
    if (!rest.len)
        return EVNE_OK;
    EVNE_TRY(evne_path_or_text_parse(p->arena, rest, token->at, &step->expr.path, &step->text,
                                     &step->has_text_arg, p->err));
    return step->has_text_arg && !is_word ? wrong_use(p, token, tag) : EVNE_OK;
}

/* --- tags ----------------------------------------------------------------------------------- */

static const tag_info *find_tag(evne_str name)
{
    for (int i = 0; i < N_TAGS; i++)
        if (evne_str_is(name, tags[i].name))
            return &tags[i];
    return NULL;
}

static evne_status unknown_tag(parser *p, const evne_token *token, evne_str name)
{
    evne_buf names = {.arena = p->arena};

    for (int i = 0; i < N_TAGS; i++) {
        evne_buf_puts(&names, tags[i].name);
        evne_buf_puts(&names, ", ");
    }
    return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(token->at),
                     "unknown tag '%.*s'; tags are %selse, content, end",
                     (int)(name.len < 40 ? name.len : 40), name.p, evne_buf_text(&names));
}

static evne_status not_alone(parser *p, const evne_token *token)
{
    return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(token->at),
                     "'{%% %.*s %%}' must stand on a line of its own",
                     (int)(token->text.len < 80 ? token->text.len : 80), token->text.p);
}

static evne_status unclosed(parser *p, const tag_info *tag, evne_origin at, const stop *end)
{
    static const char *const found[] = {"the end of the file", "{% end %}", "{% else %}",
                                        "{% content %}"};

    if (end->kind == STOP_EOF)
        return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "'{%% %s %%}' is not closed: '{%% end %%}' is missing", tag->name);
    return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(end->token->at),
                     "%s does not belong to '{%% %s %%}' of line %u%s", found[end->kind], tag->name,
                     (unsigned)at.line,
                     tag->n_cells == 2 ? ", which is cell, {% content %}, cell, {% end %}" : "");
}

/* Everything from after the tag to after its {% end %}. */
static evne_status parse_body(parser *p, const tag_info *tag, evne_step *step)
{
    stop_kind middle = step->kind == EVNE_STEP_IF ? STOP_ELSE : STOP_CONTENT;
    bool is_control = step->kind == EVNE_STEP_IF || step->kind == EVNE_STEP_FOR;
    bool has_middle = tag->n_cells == 2 || step->kind == EVNE_STEP_IF;
    stop end;

    if (++p->depth > EVNE_NESTING)
        return evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(step->at),
                         "tags stand more than %d deep inside each other", EVNE_NESTING);
    EVNE_TRY(parse_run(p, &step->first, &end));
    if (end.kind == middle && has_middle) {
        if (!is_control && !end.token->is_alone)
            return not_alone(p, end.token);
        EVNE_TRY(parse_run(p, &step->second, &end));
    } else if (tag->n_cells == 2) {
        return unclosed(p, tag, step->at, &end);
    }
    if (end.kind != STOP_END)
        return unclosed(p, tag, step->at, &end);
    if (!is_control && !end.token->is_alone)
        return not_alone(p, end.token);
    p->depth--;
    return EVNE_OK;
}

static evne_status parse_tag(parser *p, const evne_token *token, evne_step *step)
{
    evne_str rest, name = first_word(token->text, &rest);
    const tag_info *tag = find_tag(name);
    bool may_be_inline;

    if (!tag)
        return unknown_tag(p, token, name);
    step->kind = tag->step;
    step->block = tag->block;
    may_be_inline = tag->step == EVNE_STEP_IF || tag->step == EVNE_STEP_FOR;
    if (tag->step == EVNE_STEP_GROUP ? !token->starts_line || token->is_alone
                                     : !token->is_alone && !may_be_inline)
        return tag->step == EVNE_STEP_GROUP
                   ? evne_fail(p->err, EVNE_TEMPLATE, EVNE_AT(token->at),
                               "'{%% group %%}' stands first on its line, with the text after it")
                   : not_alone(p, token);
    EVNE_TRY(parse_arg(p, token, tag, rest, step));
    if (tag->n_cells == 0 || (tag->arg == ARG_PATH_OR_NONE && rest.len))
        return EVNE_OK;
    return parse_body(p, tag, step);
}

static stop_kind stop_of(const evne_token *token)
{
    if (token->kind != EVNE_TOKEN_TAG)
        return STOP_EOF;
    if (evne_str_is(token->text, "end"))
        return STOP_END;
    if (evne_str_is(token->text, "else"))
        return STOP_ELSE;
    return evne_str_is(token->text, "content") ? STOP_CONTENT : STOP_EOF;
}

static evne_status parse_step(parser *p, const evne_token *token, evne_step *step)
{
    step->at = token->at;
    switch (token->kind) {
    case EVNE_TOKEN_TEXT:
        step->kind = EVNE_STEP_TEXT;
        step->text = token->text;
        return EVNE_OK;
    case EVNE_TOKEN_VALUE:
        step->kind = EVNE_STEP_VALUE;
        return evne_expr_parse(p->arena, token->text, token->at, &step->expr, p->err);
    case EVNE_TOKEN_TAG:
        return parse_tag(p, token, step);
    }
    return EVNE_OK;
}

/* Steps up to a tag that closes or divides what is open. */
static evne_status parse_run(parser *p, const evne_step **out, stop *end)
{
    const evne_step **tail = out;

    *out = NULL;
    *end = (stop){STOP_EOF, NULL};
    while (p->at < p->tokens->count) {
        const evne_token *token = &p->tokens->items[p->at++];
        evne_step *step;
        end->kind = stop_of(token);
        end->token = token;
        if (end->kind != STOP_EOF)
            return EVNE_OK;
        step = evne_arena_alloc(p->arena, sizeof *step);
        EVNE_TRY(parse_step(p, token, step));
        *tail = step;
        tail = &step->next;
    }
    end->kind = STOP_EOF;
    return EVNE_OK;
}

evne_status evne_syntax_parse(evne_arena *arena, const evne_tokens *tokens,
                              evne_include_fn *include, void *context, const evne_step **out,
                              evne_error *err)
{
    parser p = {
        .arena = arena, .tokens = tokens, .include = include, .context = context, .err = err};
    stop end;

    EVNE_TRY(parse_run(&p, out, &end));
    if (end.kind == STOP_EOF)
        return EVNE_OK;
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(end.token->at),
                     "'{%% %.*s %%}' closes nothing: no tag is open here",
                     EVNE_STR_ARGS(end.token->text));
}
