/*
 * How: plain recursion both ways; the steps of the path lie on the C stack, for messages. A table
 * may stand in many places of another, and unfolding that can take exponential room; so values and
 * bytes are counted, not only the depth. The fields of a declaration do stand in many places (what
 * a report reads is part of what a case may hold): a table of it is taken once, and counts as often
 * as it stands there.
 */
#include "bridge.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "frozen.h"
#include "keys.h"
#include "sandbox.h"

enum { PATH = 160, STEPS_PER_NODE = 10, MOST_BYTES = 64 * 1024 * 1024 };

static const double largest_whole = 9007199254740992.0; /* 2^53 */

/* --- to Lua --------------------------------------------------------------------------------- */

static void push_number(lua_State *L, double number)
{
    if (fabs(number) <= largest_whole && floor(number) == number)
        lua_pushinteger(L, (lua_Integer)number);
    else
        lua_pushnumber(L, number);
}

static void push_typed(lua_State *L, const evne_value *value, const evne_field *field);

static const evne_field *item_field(const evne_field *field)
{
    return field && field->n_children ? &field->children[0] : NULL;
}

static void push_list(lua_State *L, const evne_value *list, const evne_field *field)
{
    size_t n = list->as.list.count;

    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        push_typed(L, list->as.list.items[i], item_field(field));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static bool is_declared_list(const evne_field *field)
{
    return field->type == EVNE_FIELD_LIST;
}

/* Adds an empty list for each that the GROUP `field` declares and the table on top lacks. */
static void add_absent_lists(lua_State *L, const evne_field *field)
{
    for (size_t i = 0; i < field->n_children; i++) {
        const evne_field *child = &field->children[i];
        if (!is_declared_list(child))
            continue;
        lua_pushlstring(L, child->key.p, child->key.len);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, -3) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_newtable(L);
            lua_rawset(L, -3);
        } else {
            lua_pop(L, 2);
        }
    }
}

static const evne_field *field_of_key(const evne_field *field, evne_str key)
{
    if (!field)
        return NULL;
    return field->type == EVNE_FIELD_GROUP ? evne_field_get(field, key) : item_field(field);
}

static void push_map(lua_State *L, const evne_value *map, const evne_field *field)
{
    size_t n = map->as.map.count;

    lua_createtable(L, 0, (int)n);
    for (size_t i = 0; i < n; i++) {
        const evne_pair *pair = &map->as.map.pairs[i];
        lua_pushlstring(L, pair->key.p, pair->key.len);
        push_typed(L, pair->value, field_of_key(field, pair->key));
        lua_rawset(L, -3);
    }
    if (field && field->type == EVNE_FIELD_GROUP)
        add_absent_lists(L, field);
}

/* `field` is NULL where nothing is declared. */
static void push_typed(lua_State *L, const evne_value *value, const evne_field *field)
{
    luaL_checkstack(L, 6, "values inside values");
    evne_sandbox_charge(L, 1);
    switch (value->kind) {
    case EVNE_NULL:
        if (field && is_declared_list(field))
            lua_newtable(L);
        else
            lua_pushnil(L);
        return;
    case EVNE_BOOL:
        lua_pushboolean(L, value->as.truth);
        return;
    case EVNE_NUMBER:
        push_number(L, value->as.number);
        return;
    case EVNE_TEXT:
        lua_pushlstring(L, value->as.text.p, value->as.text.len);
        return;
    case EVNE_LIST:
        push_list(L, value, field);
        return;
    case EVNE_MAP:
        push_map(L, value, field);
        return;
    }
}

void evne_bridge_push(lua_State *L, const evne_value *value)
{
    if (value)
        push_typed(L, value, NULL);
    else
        lua_pushnil(L);
}

void evne_bridge_push_case(lua_State *L, const evne_value *sag, const evne_field *fields)
{
    push_typed(L, sag, fields);
}

/* --- from Lua ------------------------------------------------------------------------------- */

/* One step of the way to where we are, innermost first: a key, or an item's number. */
typedef struct step {
    const struct step *outer;
    evne_str key;
    size_t number;
} step;

enum { N_TAKEN = 4096, N_KEYS = 256 }; /* powers of two */

/* A table that was taken before, and what it counted. */
typedef struct taken {
    const void *table;
    const evne_value *value;
    size_t n_nodes, n_bytes;
    int depth; /* the value's own */
} taken;

typedef struct taking {
    lua_State *L;
    evne_arena *arena;
    bool is_mixed;  /* tables may have both kinds of keys */
    taken *taken;   /* `N_TAKEN` of them, by address; NULL: tables are not remembered */
    evne_str *keys; /* `N_KEYS` of those that were taken, by Lua's address */
    size_t n_nodes, n_bytes;
    int depth, deepest;
    const step *at;
} taking;

/* Writes the path, cut at the end when it is long. */
static void write_path(const step *at, char *path, size_t room)
{
    size_t used;

    if (!at)
        return;
    write_path(at->outer, path, room);
    used = strlen(path);
    if (at->number)
        snprintf(path + used, room - used, "[%zu]", at->number);
    else
        snprintf(path + used, room - used, "%s%.*s", at->outer ? "." : "", EVNE_STR_ARGS(at->key));
}

static void refuse(const taking *t, const char *why)
{
    char path[PATH] = "";

    write_path(t->at, path, sizeof path);
    luaL_error(t->L, "%s %s", path, why);
}

static evne_str check_bytes(taking *t, evne_str s)
{
    t->n_bytes += s.len;
    if (t->n_bytes > MOST_BYTES)
        refuse(t, "brings the text to more than 64 MiB");
    if (s.len >= 16)
        evne_sandbox_charge(t->L, s.len / 16);
    if (evne_utf8_check(s) < s.len)
        refuse(t, "is text that is not UTF-8");
    if (s.len && memchr(s.p, '\0', s.len))
        refuse(t, "is text with a NUL in it");
    return s;
}

static evne_str take_bytes(taking *t, int index)
{
    evne_str s;

    s.p = lua_tolstring(t->L, index, &s.len);
    return check_bytes(t, s);
}

static const evne_value *take_number(taking *t)
{
    double number = lua_tonumber(t->L, -1);

    if (!isfinite(number))
        refuse(t, "is not a finite number");
    if (lua_isinteger(t->L, -1) && fabs(number) > largest_whole)
        refuse(t, "is a whole number beyond 2^53");
    return evne_value_new_number(t->arena, NULL, number);
}

static const evne_value *take(taking *t);

/* The list of `n` items in the table on top. */
static const evne_value *take_list(taking *t, size_t n)
{
    const evne_value **items = evne_arena_array(t->arena, n, sizeof *items);
    step here = {.outer = t->at};

    t->at = &here;
    for (size_t i = 0; i < n; i++) {
        here.number = i + 1;
        lua_rawgeti(t->L, -1, (lua_Integer)i + 1);
        items[i] = take(t);
        lua_pop(t->L, 1);
    }
    t->at = here.outer;
    return evne_value_own_list(t->arena, NULL, items, n);
}

/* The text in the arena: once for the keys of tables that are made alike, which Lua shares too. */
static evne_str kept_key(taking *t, evne_str text)
{
    evne_str *kept = &t->keys[((uintptr_t)text.p >> 4) % N_KEYS];

    if (!kept->p || !evne_str_eq(*kept, text))
        *kept = (evne_str){evne_arena_copy(t->arena, text.p, text.len), text.len};
    return *kept;
}

/* The text of a key, in the arena; numbers are keys only of a declaration. */
static evne_str take_key(taking *t, const evne_key *key)
{
    static const char *const small[] = {"1", "2", "3", "4"};
    evne_str text = {key->text, key->len};

    if (key->rank == 1) {
        check_bytes(t, text);
        return kept_key(t, text);
    }
    if (!t->is_mixed || key->rank != 0 || !key->is_whole)
        refuse(t, "has keys that are neither 1 to n nor all text");
    if (key->whole >= 1 && key->whole <= 4)
        return (evne_str){small[key->whole - 1], 1};
    return evne_str_of(evne_arena_printf(t->arena, "%lld", (long long)key->whole));
}

/* The map of the `n` keys of the table that stands at absolute index `table`. */
static const evne_value *take_map(taking *t, int table, const evne_key *keys, size_t n)
{
    evne_pair *pairs = evne_arena_array(t->arena, n, sizeof *pairs);
    step here = {.outer = t->at};

    for (size_t i = 0; i < n; i++) {
        pairs[i].key = take_key(t, &keys[i]);
        here.key = pairs[i].key;
        t->at = &here;
        evne_key_push(t->L, &keys[i]);
        lua_rawget(t->L, table);
        pairs[i].value = take(t);
        t->at = here.outer;
        lua_pop(t->L, 1);
    }
    return evne_value_own_map(t->arena, NULL, pairs, n);
}

/* The list or map in the table on top, which is not a frozen one. */
static const evne_value *take_real(taking *t)
{
    int table = lua_gettop(t->L);
    evne_key few[EVNE_KEYS_FEW];
    const evne_value *value;
    const evne_key *keys;
    size_t n = evne_keys_list_length(t->L, table);

    if (n)
        return take_list(t, n);
    keys = evne_keys_read(t->L, table, few, &n);
    value = n ? take_map(t, table, keys, n) : take_list(t, 0);
    lua_settop(t->L, table);
    return value;
}

/* Where the table on top is remembered; another table that falls on the same place is forgotten. */
static taken *place_of(const taking *t)
{
    const void *table = lua_topointer(t->L, -1);

    return &t->taken[((uintptr_t)table >> 4) % N_TAKEN];
}

/* The value of the table on top when it was taken before and its values are not too many again. */
static const evne_value *find_taken(taking *t)
{
    const taken *known = t->taken ? place_of(t) : NULL;

    if (!known || known->table != lua_topointer(t->L, -1) ||
        t->n_nodes + known->n_nodes > EVNE_BRIDGE_NODES ||
        t->n_bytes + known->n_bytes > MOST_BYTES || t->depth + known->depth > EVNE_BRIDGE_DEPTH)
        return NULL;
    t->n_nodes += known->n_nodes;
    t->n_bytes += known->n_bytes;
    if (t->deepest < t->depth + known->depth)
        t->deepest = t->depth + known->depth;
    evne_sandbox_charge(t->L, known->n_nodes);
    return known->value;
}

static void remember(taking *t, const taking *before, const evne_value *value)
{
    if (t->taken)
        *place_of(t) = (taken){.table = lua_topointer(t->L, -1),
                               .value = value,
                               .n_nodes = t->n_nodes - before->n_nodes,
                               .n_bytes = t->n_bytes - before->n_bytes,
                               .depth = t->deepest - before->depth};
}

static const evne_value *take_table(taking *t)
{
    taking before = *t;
    const evne_value *value = find_taken(t);

    if (value)
        return value;
    if (++t->depth > EVNE_BRIDGE_DEPTH)
        refuse(t, "is more than 32 tables deep, or holds itself");
    t->deepest = t->depth;
    evne_frozen_push_real(t->L, -1);
    value = take_real(t);
    lua_pop(t->L, 1);
    remember(t, &before, value);
    t->depth--;
    t->deepest = t->deepest > before.deepest ? t->deepest : before.deepest;
    return value;
}

/* The value on top, which stays there. */
static const evne_value *take(taking *t)
{
    lua_State *L = t->L;
    char why[64];

    luaL_checkstack(L, 8, "values inside values");
    evne_sandbox_charge(L, STEPS_PER_NODE);
    if (++t->n_nodes > EVNE_BRIDGE_NODES)
        refuse(t, "brings the data to more than 500000 values");
    switch (lua_type(L, -1)) {
    case LUA_TNIL:
        return evne_value_new_null(t->arena, NULL);
    case LUA_TBOOLEAN:
        return evne_value_new_bool(t->arena, NULL, lua_toboolean(L, -1));
    case LUA_TNUMBER:
        return take_number(t);
    case LUA_TSTRING:
        return evne_value_new_text(t->arena, NULL, take_bytes(t, -1));
    case LUA_TTABLE:
        return take_table(t);
    default:
        snprintf(why, sizeof why, "is a %s, not data", luaL_typename(L, -1));
        refuse(t, why);
        return NULL;
    }
}

static const evne_value *take_all(lua_State *L, int index, evne_arena *arena, const char *name,
                                  bool is_mixed)
{
    step root = {.key = evne_str_of(name)};
    evne_str keys[N_KEYS] = {0};
    taking t = {.L = L, .arena = arena, .is_mixed = is_mixed, .keys = keys, .at = &root};
    const evne_value *value;

    if (is_mixed)
        t.taken = evne_arena_array(arena, N_TAKEN, sizeof *t.taken);
    lua_pushvalue(L, index);
    value = take(&t);
    lua_pop(L, 1);
    return value;
}

const evne_value *evne_bridge_take(lua_State *L, int index, evne_arena *arena, const char *name)
{
    return take_all(L, index, arena, name, false);
}

const evne_value *evne_bridge_take_mixed(lua_State *L, int index, evne_arena *arena,
                                         const char *name)
{
    return take_all(L, index, arena, name, true);
}
