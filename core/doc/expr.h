/*
 * expr.h - what stands inside {{ }} and behind `if`, `for` and the block tags.
 *
 * Layer: doc, inside template.h. Parsed once when a template is opened, evaluated against a scope.
 *
 *   value      path ('|' name ['(' "text" | digits ')'])*
 *   path       name ('.' name)*
 *   condition  and ('or' and)*        and   not ('and' not)*
 *   not        'not'* (path [('==' | '!=') (text | number)])
 */
#ifndef EVNE_DOC_EXPR_H
#define EVNE_DOC_EXPR_H

#include "filter.h"

typedef struct evne_path {
    evne_str text; /* as written, for messages */
    const evne_str *names;
    size_t n_names;
} evne_path;

typedef struct evne_expr {
    evne_path path;
    const evne_filter_call *calls;
    size_t n_calls;
    bool may_be_absent; /* `eller` is among the filters */
    evne_origin at;
} evne_expr;

typedef enum evne_cond_kind { EVNE_COND_TRUTH, EVNE_COND_EQUAL, EVNE_COND_UNEQUAL } evne_cond_kind;

/* One test. Tests are joined by `and` to the one before, unless `starts_or`. */
typedef struct evne_test {
    evne_cond_kind kind;
    bool is_negated, starts_or;
    evne_path path;
    evne_str text; /* what it is compared with */
} evne_test;

typedef struct evne_cond {
    const evne_test *tests;
    size_t n_tests;
    evne_origin at;
} evne_cond;

/*
 * Where names are looked up: the variables of the loops around, innermost first, then the view.
 * `loop.index` (from 1), `loop.first` and `loop.last` speak of the innermost loop.
 */
typedef struct evne_scope evne_scope;
struct evne_scope {
    const evne_scope *outer; /* NULL for the outermost, whose `value` is the view */
    evne_str name;
    const evne_value *value;
    size_t index, count;
};

/* Parsers. `text` is borrowed. Fail with EVNE_TEMPLATE. */
evne_status evne_expr_parse(evne_arena *arena, evne_str text, evne_origin at, evne_expr *out,
                            evne_error *err);
evne_status evne_cond_parse(evne_arena *arena, evne_str text, evne_origin at, evne_cond *out,
                            evne_error *err);
/* A path alone, or with `*is_text` a text in quotes. */
evne_status evne_path_or_text_parse(evne_arena *arena, evne_str text, evne_origin at,
                                    evne_path *path, evne_str *literal, bool *is_text,
                                    evne_error *err);
bool evne_name_is_valid(evne_str name);

/* The value at a path; `*out` is NULL when it is absent or null. */
evne_status evne_path_find(evne_arena *arena, const evne_path *path, const evne_scope *scope,
                           bool may_be_absent, evne_origin at, const evne_value **out,
                           evne_error *err);
/* The value after its filters; `*out` is NULL only for a null. */
evne_status evne_expr_value(evne_arena *arena, const evne_expr *expr, const evne_scope *scope,
                            const evne_value **out, evne_error *err);
/* The same as text, with its place in the case or NULL. Lists and groups are EVNE_TEMPLATE. */
evne_status evne_expr_text(evne_arena *arena, const evne_expr *expr, const evne_scope *scope,
                           evne_str *out, const evne_place **place, evne_error *err);
evne_status evne_cond_holds(evne_arena *arena, const evne_cond *cond, const evne_scope *scope,
                            bool *out, evne_error *err);

#endif
