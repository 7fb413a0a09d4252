/*
 * filled.h - a template in a test: text and a view in, the printed document or the fault out.
 *
 * Views are written as YAML. A text that starts with "=" is typed: "=2.5" is a number, "=true" and
 * "=false" are bools, "=null" is a null.
 */
#ifndef EVNE_TESTS_DOC_FILLED_H
#define EVNE_TESTS_DOC_FILLED_H

#include "doc/template.h"

typedef struct filled {
    evne_arena *arena;
    evne_status status;
    evne_doc *doc;
    evne_error err;
    const char *printed; /* of the tree, without the front matter; "" after a fault */
    const char *fault;   /* "t.da.md:3: what is wrong", or "" */
} filled;

const evne_value *filled_view(evne_arena *arena, const char *yaml);

/*
 * `text` is the template's; without a front matter it gets one with a title, of three lines.
 * `yaml` is the view's; the signers are its `underskrivere`.
 */
filled filled_make(const char *text, const char *yaml);
/* The same with a view made by hand, which must live as long as the result. */
filled filled_make_view(const char *text, const evne_value *view);
/* Any bytes; the view is empty. */
filled filled_make_bytes(evne_str text);
void filled_free(filled *made);

/* Compares the printed body, that is, what stands below the line "doc". */
void filled_check(const char *text, const char *yaml, const char *expected);
void filled_check_fault(const char *text, const char *yaml, const char *expected);

#endif
