/*
 * template.h - Markdown with {{ fields }} and {% tags %}, filled with a view.
 *
 * Layer: doc. The language is described in templates/README.md. Values are data, never markup: the
 * template is expanded with a private marker for each value, parsed by cmark-gfm, and the markers
 * are replaced in the parsed tree (design.md 4).
 */
#ifndef EVNE_DOC_TEMPLATE_H
#define EVNE_DOC_TEMPLATE_H

#include "doc.h"

/* What a draft prints where a value is missing or of the wrong kind. */
#define EVNE_MISSING "[mangler]"

/* Where includes are found and what filters need. */
typedef struct evne_template_env {
    const char *const *folders; /* searched in order; paths stay inside them */
    size_t n_folders;
    const char *lang; /* "da" */
    bool is_draft;    /* print EVNE_MISSING where a value is missing, instead of failing */
} evne_template_env;

typedef struct evne_template evne_template;

/*
 * Finds and reads `<name>.<lang>.md` and everything it includes. Fails with EVNE_TEMPLATE and
 * "file:line: ..." for an unclosed tag, an unknown tag or filter, an include outside the folders.
 */
evne_status evne_template_open(evne_arena *arena, const char *name, const evne_template_env *env,
                               const evne_template **out, evne_error *err);

/* Whether opening that template again would read the same files, unchanged. */
bool evne_template_is_current(const evne_template *source, const char *name,
                              const evne_template_env *env);

/*
 * The same from text in memory, which messages call `file`: for tests and fuzzing. Includes are
 * found as above.
 */
evne_status evne_template_read(evne_arena *arena, const char *file, evne_str text,
                               const evne_template_env *env, const evne_template **out,
                               evne_error *err);

/* Hex SHA-256 input: every byte that was read, in the order of reading. */
evne_str evne_template_source(const evne_template *source);

/* The template's file name without its folder: "praktikplan.da.md". */
const char *evne_template_file(const evne_template *source);

/* True when the template, or something that it includes, was read from that folder. */
bool evne_template_uses(const evne_template *source, const char *folder);

/*
 * Fills the template. `signers` is the plugin's list; a {% signature role %} names one of them.
 * A path that does not exist and a filter that does not fit are EVNE_TEMPLATE with file and line.
 * `*out` lives in `arena` and borrows from `view` and `signers`; `doc->draft` is left empty.
 */
evne_status evne_template_fill(evne_arena *arena, const evne_template *source,
                               const evne_value *view, const evne_value *signers, evne_doc **out,
                               evne_error *err);

#endif
