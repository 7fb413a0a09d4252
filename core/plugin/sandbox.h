/*
 * sandbox.h - a Lua state with a memory and an instruction budget.
 *
 * Layer: plugin, its innermost part. Everything that touches Lua runs inside evne_sandbox_run: it
 * is the one place that calls lua_pcall, so an error, a used-up budget or a full memory always
 * ends there and becomes an evne_error with the file and line of the plugin. What the plugin's
 * code can see is built by environment.h.
 */
#ifndef EVNE_PLUGIN_SANDBOX_H
#define EVNE_PLUGIN_SANDBOX_H

#include <lua.h>

#include "base/str.h"

typedef struct evne_sandbox evne_sandbox;

enum {
    EVNE_SANDBOX_STEPS = 50 * 1000 * 1000,  /* instructions of one run */
    EVNE_SANDBOX_MEMORY = 64 * 1024 * 1024, /* bytes that the state may hold */
    EVNE_SANDBOX_TEXT = 1024 * 1024,        /* bytes of one text */
    EVNE_SANDBOX_VALUES = 1000              /* values that one library call may return */
};

/*
 * Makes an empty state for the plugin at `path`, which names faults that have no line. The struct
 * lives in `arena`; the state is closed by evne_sandbox_free, also after a failure (`*out` is set
 * as soon as there is something to close).
 */
evne_status evne_sandbox_new(evne_arena *arena, const char *path, evne_sandbox **out,
                             evne_error *err);
void evne_sandbox_free(evne_sandbox *sandbox);

/*
 * For the program's own plugins, which are known to end: from now on a run counts instructions only
 * once the work of C (evne_sandbox_charge) or its memory is more than a usual case needs. A loop
 * that causes neither is not stopped; the worker's limits remain.
 */
void evne_sandbox_trust(evne_sandbox *sandbox);

/* Work inside a sandbox: may jump out at any Lua call, so it holds nothing that needs closing. */
typedef void evne_sandbox_work(lua_State *L, void *context);

/*
 * Runs `work` with a fresh instruction budget. The stack is empty before and after. Fails with
 * EVNE_PLUGIN; `err->where` is "file:line" of the plugin's code, innermost first.
 */
evne_status evne_sandbox_run(evne_sandbox *sandbox, evne_sandbox_work *work, void *context,
                             evne_error *err);

/*
 * Remembers the whole state; nothing outside Lua may be held. Each restore undoes all that ran
 * since then, a run that failed included.
 */
void evne_sandbox_keep(evne_sandbox *sandbox);
void evne_sandbox_restore(evne_sandbox *sandbox);

/* The rest is for C functions that run inside evne_sandbox_run. */

evne_sandbox *evne_sandbox_of(lua_State *L);

/*
 * Counts work that C does for the plugin as `steps` instructions. A count hook does not see the
 * inside of a C function, so every library function whose work grows with its arguments says so.
 */
void evne_sandbox_charge(lua_State *L, size_t steps);

/*
 * Compiles `source` (text only, no bytecode) with the environment on top of the stack as its only
 * upvalue, and replaces the environment by the function. Raises an error with `path` and line.
 * A text that the program was built with is not compiled again (shipped.h).
 */
void evne_sandbox_load(lua_State *L, const char *path, evne_str source);

/* Raises `text` as an error of `where` ("file:line") whatever is running. */
void evne_sandbox_raise(lua_State *L, const char *where, const char *format, ...) EVNE_PRINTF(3, 4);

/*
 * The head of a userdata that owns something outside Lua. While it is held, `drop` frees that when
 * the state is freed or set back without the collector's help.
 */
typedef struct evne_outside evne_outside;
struct evne_outside {
    evne_outside *next, **link;
    void (*drop)(evne_outside *outside);
};

void evne_sandbox_hold(lua_State *L, evne_outside *outside);
/* For the collector's function, which frees it itself; false when it is not held. */
bool evne_sandbox_release(evne_outside *outside);

/*
 * Where a library keeps what it made out of the plugin's own texts: it stays through every restore
 * and is dropped when the state is freed. NULL at first.
 */
evne_outside **evne_sandbox_lasting(lua_State *L);
/* True for a text that the kept state has: one of the plugin's own, of no case. */
bool evne_sandbox_is_lasting(lua_State *L, evne_str text);

/* Faults without a running line are put where the function at `index` was defined. */
void evne_sandbox_stand_at(lua_State *L, int index);

#endif
