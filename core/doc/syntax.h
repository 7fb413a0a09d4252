/*
 * syntax.h - tokens to steps: what filling a template does, in order.
 *
 * Layer: doc, inside template.h. Everything that can be wrong without a case is found here: unknown
 * and unclosed tags, unknown filters, wrong arguments, includes that do not exist.
 */
#ifndef EVNE_DOC_SYNTAX_H
#define EVNE_DOC_SYNTAX_H

#include "doc.h"
#include "expr.h"

/* name in a template, what it is given, number of cells between it and its end */
#define EVNE_BLOCK_MAP(X)                                                                          \
    X(FIELDS, "fields")                                                                            \
    X(HALVES, "halves")                                                                            \
    X(ENTRY, "entry")                                                                              \
    X(FRAME, "frame")                                                                              \
    X(MEASURES, "measures")                                                                        \
    X(SUMMARY, "summary")                                                                          \
    X(COLUMNS, "columns") X(CONTENTS, "contents") X(WEEKS, "weeks") X(CURVE, "curve")              \
        X(RADAR, "radar") X(SIGNATURE, "signature") X(PAGEBREAK, "pagebreak")

typedef enum evne_block {
#define EVNE_BLOCK_ENUM(name, text) EVNE_BLOCK_##name,
    EVNE_BLOCK_MAP(EVNE_BLOCK_ENUM)
#undef EVNE_BLOCK_ENUM
} evne_block;

const char *evne_block_name(evne_block block);

typedef enum evne_step_kind {
    EVNE_STEP_TEXT,
    EVNE_STEP_VALUE,
    EVNE_STEP_IF,      /* `cond`, `first` and, after else, `second` */
    EVNE_STEP_FOR,     /* `name` in `expr`, `first` */
    EVNE_STEP_GROUP,   /* the rest of its line is a group row */
    EVNE_STEP_INCLUDE, /* `first` */
    EVNE_STEP_BLOCK    /* `block`, its argument, `first` and `second` are its cells */
} evne_step_kind;

typedef struct evne_step evne_step;
struct evne_step {
    evne_step_kind kind;
    evne_origin at;
    const evne_step *next, *first, *second;
    evne_str text;  /* TEXT; the variable of FOR; the literal argument of a BLOCK */
    evne_expr expr; /* VALUE; the list of FOR; the path a BLOCK is given, with no names if none */
    evne_cond cond;
    evne_block block;
    bool has_text_arg;
    const evne_column *columns; /* COLUMNS */
    size_t n_columns;
};

/* The steps of an included file. Lends; the same file gives the same steps. */
typedef evne_status evne_include_fn(void *context, evne_str name, evne_origin at,
                                    const evne_step **out, evne_error *err);

/* Tags may stand this deep inside each other, in one file. */
enum { EVNE_NESTING = 16 };

/* Fails with EVNE_TEMPLATE. `*out` is NULL for a file without content. */
evne_status evne_syntax_parse(evne_arena *arena, const evne_tokens *tokens,
                              evne_include_fn *include, void *context, const evne_step **out,
                              evne_error *err);

/* "30 | 36 number(1) | *" to columns (the argument of {% columns %}). */
evne_status evne_columns_parse(evne_arena *arena, evne_str text, evne_origin at,
                               const evne_column **out, size_t *n_out, evne_error *err);

#endif
