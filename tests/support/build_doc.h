/*
 * build_doc.h - small documents for tests, made node by node.
 *
 * Texts: `*strong*`, `~remark~`, and a newline is a line break. Everything lives in the arena.
 */
#ifndef EVNE_TESTS_BUILD_DOC_H
#define EVNE_TESTS_BUILD_DOC_H

#include "doc/doc.h"

evne_doc *build_doc(evne_arena *arena);

void build_text(evne_arena *arena, evne_node *node, const char *text);
/* A node of this kind with this text (NULL: none). */
evne_node *build_node(evne_arena *arena, evne_node *parent, evne_node_kind kind, const char *text);
evne_node *build_paragraph(evne_arena *arena, evne_node *parent, evne_role role, const char *text);
/* Level 1 headings get `number`; 0 for none. */
evne_node *build_heading(evne_arena *arena, evne_node *parent, int level, int number,
                         const char *text);
evne_node *build_field(evne_arena *arena, evne_node *fields, const char *key, const char *value);

/* "a | b | c" per row; a row that starts with '=' is a head, with '#' a group. */
evne_node *build_table(evne_arena *arena, evne_node *parent, int number, const char *caption,
                       const char *const *rows, size_t n_rows);
void build_row(evne_arena *arena, evne_node *table, const char *cells);
/* Kinds and widths: "30 text|36 number|* bar|66 plot|right". */
void build_columns(evne_arena *arena, evne_node *table, const char *columns);

evne_node *build_entry(evne_arena *arena, evne_node *parent, const char *id, const char *label,
                       const char *task, const char *text);
evne_node *build_signature(evne_arena *arena, evne_node *parent, int number, const char *role,
                           const char *meaning);

/* `n` words of five letters with blanks between them. */
const char *build_words(evne_arena *arena, size_t n);

#endif
