/*
 * How: the allocator counts bytes, a count hook counts instructions, and both are looked up through
 * the state's extra space, so there is no global.
 *
 * - The hook fires every STRIDE instructions. Once the budget is used it is set to every single
 *   instruction and raises each time: nothing a plugin can reach catches errors (no pcall, no
 *   coroutine), and nothing can outlive the first one.
 * - Instructions say nothing about what one of them does: `s .. s` may copy a megabyte. So bytes
 *   that are allocated cost instructions too, and the allocator calls for the hook at once when
 *   many came at a time (lua_sethook may be called at any moment, as from a signal).
 * - Lua pays for a count hook at every single instruction, a fifth of its time. The program's own
 *   plugins run without it until the work that C does for them has cost a twentieth of the budget,
 *   or their memory 4 MiB: usual cases stay below, and those that can make a plugin slow do not.
 * - A message handler turns the error into an evne_error while the stack still knows the line. It
 *   calls nothing in Lua that allocates. Memory errors skip the handler, so the allocator notes the
 *   line when it refuses.
 */
#include "sandbox.h"

#include <assert.h>
#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "shipped.h"

enum {
    STRIDE = 1000,
    BYTES_PER_STEP = 64,
    BYTES_AT_ONCE = 1024 * 1024,
    UNWATCHED_STEPS = EVNE_SANDBOX_STEPS / 20, /* of a trusted plugin */
    UNWATCHED_BYTES = 4 * 1024 * 1024,
    TEXT_OVERHEAD = 64, /* header and NUL of Lua's own string objects */
    WHERE = 256,
    GC_FROM = 8 * 1024, /* KiB: a report is short, most of what it makes stays */
    GC_PAUSE = 400      /* percent */
};

struct evne_sandbox {
    evne_arena *arena;
    lua_State *L;
    const char *path;
    evne_heap heap;
    evne_outside *outside;    /* what Lua holds of C's, the newest first */
    evne_outside *lasting;    /* see evne_sandbox_lasting */
    size_t memory, allocated; /* bytes held; bytes handed out since they were last charged */
    size_t steps;
    int stride; /* 0: no hook */
    bool is_running, is_trusted;
    const char *refusal; /* why the allocator said no */
    char refused_at[WHERE];
    char standing_at[WHERE]; /* see evne_sandbox_stand_at */
    evne_error fault;
    size_t kept_memory;
};

evne_sandbox *evne_sandbox_of(lua_State *L)
{
    return *(evne_sandbox **)lua_getextraspace(L);
}

/* --- where ---------------------------------------------------------------------------------- */

/* Plugins and modules are chunks named "@path"; the prelude is "=prelude" and never to blame. */
static bool is_plugin_code(const lua_Debug *frame)
{
    return frame->source[0] == '@' && frame->currentline > 0;
}

static void write_where(char *where, const char *source, int line)
{
    snprintf(where, WHERE, "%s:%d", source + 1, line);
}

/* The innermost line of plugin code that is running; false when there is none. */
static bool find_line(lua_State *L, char *where)
{
    lua_Debug frame;

    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (is_plugin_code(&frame)) {
            write_where(where, frame.source, frame.currentline);
            return true;
        }
    }
    return false;
}

/*
 * The length of "x.lua:12: " when `text` begins with the place of one of the running lines, and
 * that place when it is one of a plugin.
 */
static size_t find_prefix(lua_State *L, const char *text, char *where)
{
    char prefix[LUA_IDSIZE + 16];
    lua_Debug frame;

    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        snprintf(prefix, sizeof prefix, "%s:%d: ", frame.short_src, frame.currentline);
        if (strncmp(text, prefix, strlen(prefix)) != 0)
            continue;
        if (is_plugin_code(&frame))
            write_where(where, frame.source, frame.currentline);
        return strlen(prefix);
    }
    return 0;
}

static void locate(evne_sandbox *sandbox, const char *text)
{
    char where[WHERE] = "";
    size_t prefix = find_prefix(sandbox->L, text, where);

    if (!where[0] && !find_line(sandbox->L, where))
        snprintf(where, sizeof where, "%s", sandbox->standing_at);
    evne_fail(&sandbox->fault, EVNE_PLUGIN, where, "%s", text + prefix);
}

/* The message handler. */
static int explain(lua_State *L)
{
    evne_sandbox *sandbox = evne_sandbox_of(L);
    char text[64];

    if (sandbox->fault.status != EVNE_OK)
        return 1;
    if (lua_type(L, 1) == LUA_TSTRING) {
        locate(sandbox, lua_tostring(L, 1));
        return 1;
    }
    snprintf(text, sizeof text, "raised a %s instead of a message", luaL_typename(L, 1));
    locate(sandbox, text);
    return 1;
}

void evne_sandbox_stand_at(lua_State *L, int index)
{
    evne_sandbox *sandbox = evne_sandbox_of(L);
    lua_Debug info;

    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &info);
    if (info.source[0] == '@')
        write_where(sandbox->standing_at, info.source, info.linedefined);
}

void evne_sandbox_raise(lua_State *L, const char *where, const char *format, ...)
{
    evne_sandbox *sandbox = evne_sandbox_of(L);
    char text[sizeof sandbox->fault.text];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    evne_fail(&sandbox->fault, EVNE_PLUGIN, where, "%s", text);
    lua_pushnil(L);
    lua_error(L);
}

/* --- instructions --------------------------------------------------------------------------- */

static void count(lua_State *L, lua_Debug *frame);

static void watch(evne_sandbox *sandbox, int stride)
{
    sandbox->stride = stride;
    lua_sethook(sandbox->L, count, stride ? LUA_MASKCOUNT : 0, stride);
}

static void spend(evne_sandbox *sandbox, size_t steps)
{
    size_t left = EVNE_SANDBOX_STEPS - sandbox->steps;

    sandbox->steps += steps < left ? steps : left;
    if (!sandbox->stride && sandbox->steps > UNWATCHED_STEPS)
        watch(sandbox, STRIDE);
    if (sandbox->steps < EVNE_SANDBOX_STEPS)
        return;
    watch(sandbox, 1);
    lua_pushstring(sandbox->L, "uses more than 50 million instructions");
    lua_error(sandbox->L);
}

static void count(lua_State *L, lua_Debug *frame)
{
    evne_sandbox *sandbox = evne_sandbox_of(L);
    size_t bytes = sandbox->allocated;

    (void)frame;
    sandbox->allocated = 0;
    if (sandbox->stride != STRIDE)
        watch(sandbox, STRIDE);
    spend(sandbox, STRIDE + bytes / BYTES_PER_STEP);
}

void evne_sandbox_charge(lua_State *L, size_t steps)
{
    spend(evne_sandbox_of(L), steps);
}

/* --- memory --------------------------------------------------------------------------------- */

static void note_allocation(evne_sandbox *sandbox, size_t bytes)
{
    size_t most = sandbox->stride ? BYTES_AT_ONCE : UNWATCHED_BYTES;

    sandbox->allocated += bytes;
    if (sandbox->is_running && sandbox->allocated > most && sandbox->stride != 1)
        watch(sandbox, 1);
}

/*
 * Lua answers a refusal with a full collection and asks again. A plugin that lives near the limit
 * could have one at every step, so each costs what it looks at.
 */
static void *refuse(evne_sandbox *sandbox, const char *why)
{
    note_allocation(sandbox, sandbox->memory);
    sandbox->refusal = why;
    if (!sandbox->is_running || !find_line(sandbox->L, sandbox->refused_at))
        snprintf(sandbox->refused_at, WHERE, "%s", sandbox->standing_at);
    return NULL;
}

/* Room for `more` bytes beside the `old` ones; Lua collects garbage and asks again before failing.
 */
static void *grow(evne_sandbox *sandbox, void *old, size_t old_size, size_t new_size)
{
    size_t more = new_size - old_size;
    void *room;

    if (more > EVNE_SANDBOX_MEMORY - sandbox->memory ||
        sandbox->heap.pool.bytes > EVNE_SANDBOX_MEMORY)
        return refuse(sandbox, "uses more than 64 MiB of memory");
    room = evne_heap_resize(&sandbox->heap, old, old_size, new_size);
    if (!room)
        return refuse(sandbox, "the system has no more memory");
    sandbox->memory += more;
    note_allocation(sandbox, more);
    return room;
}

/* lua_Alloc: for a new object `old_size` is the kind of object (Lua manual 4.6). */
static void *allocate(void *context, void *old, size_t old_size, size_t new_size)
{
    evne_sandbox *sandbox = context;
    bool is_text = !old && old_size == LUA_TSTRING;
    void *room;

    if (!old)
        old_size = 0;
    if (is_text && new_size > EVNE_SANDBOX_TEXT + TEXT_OVERHEAD)
        return refuse(sandbox, "makes a text of more than 1 MiB");
    if (new_size > old_size)
        return grow(sandbox, old, old_size, new_size);
    sandbox->memory -= old_size - new_size;
    if (!old)
        return NULL;
    room = evne_heap_resize(&sandbox->heap, old, old_size, new_size);
    return room || new_size == 0 ? room : old; /* Lua relies on shrinking */
}

/* --- running -------------------------------------------------------------------------------- */

evne_status evne_sandbox_new(evne_arena *arena, const char *path, evne_sandbox **out,
                             evne_error *err)
{
    evne_sandbox *sandbox = evne_arena_alloc(arena, sizeof *sandbox);

    sandbox->arena = arena;
    sandbox->heap.pool.arena = evne_arena_new_beside(arena);
    sandbox->path = evne_arena_text(arena, path);
    sandbox->stride = STRIDE;
    sandbox->L = lua_newstate(allocate, sandbox);
    *out = sandbox;
    if (!sandbox->L)
        return evne_fail(err, EVNE_SYSTEM, path, "cannot make a Lua state: no memory");
    *(evne_sandbox **)lua_getextraspace(sandbox->L) = sandbox;
    lua_gc(sandbox->L, LUA_GCINC, GC_PAUSE, 0, 0);
    lua_gc(sandbox->L, LUA_GCSTEP, -GC_FROM); /* as if so much less had been allocated */
    return EVNE_OK;
}

void evne_sandbox_trust(evne_sandbox *sandbox)
{
    sandbox->is_trusted = true;
}

static void drop_outside(evne_sandbox *sandbox)
{
    while (sandbox->outside) {
        evne_outside *outside = sandbox->outside;
        (void)evne_sandbox_release(outside);
        outside->drop(outside);
    }
}

/* The state is its memory, so it is not closed object by object. */
void evne_sandbox_free(evne_sandbox *sandbox)
{
    if (!sandbox || !sandbox->L)
        return;
    drop_outside(sandbox);
    if (sandbox->lasting)
        sandbox->lasting->drop(sandbox->lasting);
    evne_heap_free(&sandbox->heap);
    evne_arena_free(sandbox->heap.pool.arena); /* the state itself lies in there */
    sandbox->L = NULL;
}

void evne_sandbox_hold(lua_State *L, evne_outside *outside)
{
    evne_sandbox *sandbox = evne_sandbox_of(L);

    outside->next = sandbox->outside;
    outside->link = &sandbox->outside;
    if (outside->next)
        outside->next->link = &outside->next;
    sandbox->outside = outside;
}

bool evne_sandbox_release(evne_outside *outside)
{
    if (!outside->link)
        return false;
    *outside->link = outside->next;
    if (outside->next)
        outside->next->link = outside->link;
    outside->link = NULL;
    return true;
}

evne_outside **evne_sandbox_lasting(lua_State *L)
{
    return &evne_sandbox_of(L)->lasting;
}

bool evne_sandbox_is_lasting(lua_State *L, evne_str text)
{
    return evne_heap_is_as_kept(&evne_sandbox_of(L)->heap, text.p, text.len);
}

void evne_sandbox_keep(evne_sandbox *sandbox)
{
    assert(!sandbox->is_running && !sandbox->outside);
    sandbox->kept_memory = sandbox->memory;
    evne_heap_keep(&sandbox->heap);
}

void evne_sandbox_restore(evne_sandbox *sandbox)
{
    assert(!sandbox->is_running);
    drop_outside(sandbox);
    evne_heap_restore(&sandbox->heap);
    sandbox->memory = sandbox->kept_memory;
    sandbox->stride = STRIDE;
}

typedef struct call {
    evne_sandbox_work *work;
    void *context;
} call;

static int enter(lua_State *L)
{
    const call *c = lua_touserdata(L, 1);

    lua_settop(L, 0);
    c->work(L, c->context);
    return 0;
}

static evne_status report(const evne_sandbox *sandbox, int outcome, evne_error *err)
{
    if (outcome == LUA_OK)
        return EVNE_OK;
    if (outcome == LUA_ERRMEM)
        return evne_fail(err, EVNE_PLUGIN, sandbox->refused_at, "%s",
                         sandbox->refusal ? sandbox->refusal : "no memory");
    if (sandbox->fault.status == EVNE_OK) /* the handler itself had no room to run */
        return evne_fail(err, EVNE_PLUGIN, sandbox->standing_at, "stack overflow");
    *err = sandbox->fault;
    return err->status;
}

static void prepare(evne_sandbox *sandbox)
{
    assert(!sandbox->is_running);
    lua_settop(sandbox->L, 0);
    snprintf(sandbox->standing_at, WHERE, "%s", sandbox->path);
    sandbox->fault = (evne_error){.status = EVNE_OK};
    sandbox->refusal = NULL;
    sandbox->steps = 0;
    sandbox->allocated = 0;
    sandbox->is_running = true;
    watch(sandbox, sandbox->is_trusted ? 0 : STRIDE);
}

evne_status evne_sandbox_run(evne_sandbox *sandbox, evne_sandbox_work *work, void *context,
                             evne_error *err)
{
    lua_State *L = sandbox->L;
    call c = {work, context};
    int outcome;

    prepare(sandbox);
    lua_pushcfunction(L, explain);
    lua_pushcfunction(L, enter);
    lua_pushlightuserdata(L, &c);
    outcome = lua_pcall(L, 1, 0, 1);
    sandbox->is_running = false;
    lua_sethook(L, NULL, 0, 0);
    lua_settop(L, 0);
    return report(sandbox, outcome, err);
}

/* --- loading -------------------------------------------------------------------------------- */

/* A compile error reads "short name:12: text"; Lua shortens long names to LUA_IDSIZE. */
static void raise_syntax_error(lua_State *L, const char *path)
{
    const char *text = lua_tostring(L, -1);
    size_t shown = strlen(path) < LUA_IDSIZE - 1 ? strlen(path) : LUA_IDSIZE - 1;
    char where[WHERE], *end;
    long line;

    if (!text || strlen(text) <= shown || text[shown] != ':')
        lua_error(L);
    line = strtol(text + shown + 1, &end, 10);
    if (end[0] != ':' || end[1] != ' ')
        lua_error(L);
    snprintf(where, sizeof where, "%s:%ld", path, line);
    evne_sandbox_raise(L, where, "%s", end + 2);
}

/* Code made beforehand, with the chunk's name put into it, as lua_load asks for it. */
typedef struct splice {
    evne_str pieces[4];
    size_t next;
} splice;

static const char *next_piece(lua_State *L, void *context, size_t *len)
{
    splice *s = context;
    evne_str piece = s->next < 4 ? s->pieces[s->next] : (evne_str){0};

    (void)L;
    s->next++;
    *len = piece.len;
    return piece.p;
}

/* A length as lua_dump writes it: itself included, seven bits a byte, the last one marked. */
static size_t write_length(size_t len, char out[10])
{
    size_t n = 1;

    len++;
    for (size_t rest = len >> 7; rest; rest >>= 7)
        n++;
    for (size_t i = n; i > 0; i--, len >>= 7)
        out[i - 1] = (char)(unsigned char)((len & 0x7f) | (i == n ? 0x80 : 0));
    return n;
}

static int load_shipped(lua_State *L, const evne_shipped *shipped, const char *name)
{
    char length[10];
    splice s = {.pieces = {shipped->before_name,
                           {length, write_length(strlen(name), length)},
                           evne_str_of(name),
                           shipped->after_name}};

    return lua_load(L, next_piece, &s, name, "b");
}

static int load_chunk(lua_State *L, evne_str source, const char *name)
{
    const evne_shipped *shipped = evne_shipped_find(source);

    return shipped ? load_shipped(L, shipped, name)
                   : luaL_loadbufferx(L, source.p, source.len, name, "t");
}

void evne_sandbox_load(lua_State *L, const char *path, evne_str source)
{
    const char *name = lua_pushfstring(L, "%s%s", path[0] == '=' ? "" : "@", path);
    int outcome;

    if (source.len && source.p[0] == LUA_SIGNATURE[0])
        evne_sandbox_raise(L, path, "is Lua bytecode; only source text is loaded");
    evne_sandbox_charge(L, source.len);
    outcome = load_chunk(L, source, name);
    if (outcome == LUA_ERRMEM)
        evne_sandbox_raise(L, path, "%s", evne_sandbox_of(L)->refusal);
    if (outcome != LUA_OK)
        raise_syntax_error(L, path);
    lua_remove(L, -2);
    lua_insert(L, -2);
    if (!lua_setupvalue(L, -2, 1))
        lua_pop(L, 1);
}
