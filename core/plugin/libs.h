/*
 * libs.h - the library functions that plugins see (plugins/README.md, "What a function sees").
 *
 * Layer: plugin. Each function pushes one table of functions; environment.c freezes and names it.
 * They charge for their work (evne_sandbox_charge), bound what they return, read no locale and
 * give the same answer every time.
 */
#ifndef EVNE_PLUGIN_LIBS_H
#define EVNE_PLUGIN_LIBS_H

#include <lauxlib.h>
#include <lua.h>

#include "base/str.h"

/* assert error ipairs pairs select tonumber tostring type */
void evne_lib_basic_push(lua_State *L);
void evne_lib_table_push(lua_State *L);
void evne_lib_math_push(lua_State *L);
void evne_lib_utf8_push(lua_State *L);
void evne_lib_string_push(lua_State *L);
void evne_lib_re_push(lua_State *L);
void evne_lib_date_push(lua_State *L);
void evne_lib_text_push(lua_State *L);

/* Forgets the compiled patterns that no running call uses. */
void evne_lib_re_forget(lua_State *L);

/* string.format of plugins: %s %d %f %x %X %%, see lib_format.c. */
int evne_lib_format(lua_State *L);

/* text.order: true when the first text sorts before the second, see collate.c. */
int evne_lib_order(lua_State *L);

/*
 * Sorts a list of numbers or of texts by `<`, as the prelude's table.sort does; true when it did,
 * nothing when the list is of another kind. See sort.c.
 */
int evne_lib_sort_plain(lua_State *L);

/* text.sentences: the sentences of a text without what is quoted, see statements.c. */
int evne_lib_sentences(lua_State *L);

/* The argument as text; a number is no text here. */
evne_str evne_lib_check_str(lua_State *L, int arg);
void evne_lib_push_str(lua_State *L, evne_str s);

/*
 * Pushes the text of a nil, bool, number or text at `index`. A table or function is an error: its
 * address would differ from run to run.
 */
void evne_lib_push_text_of(lua_State *L, int index);

#endif
