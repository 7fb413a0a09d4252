/*
 * value.h - the read-only tree that cases, views and profiles are made of.
 *
 * Layer: data. Every node knows the line and column it came from. Nodes live in an arena and are
 * never freed one by one. The schema, not the YAML tag, decides a value's type: the loader leaves
 * every scalar as text, fields.h turns it into what the field says.
 */
#ifndef EVNE_DATA_VALUE_H
#define EVNE_DATA_VALUE_H

#include <stdint.h>

#include "base/str.h"

typedef enum evne_kind {
    EVNE_NULL,
    EVNE_BOOL,
    EVNE_NUMBER,
    EVNE_TEXT,
    EVNE_LIST,
    EVNE_MAP
} evne_kind;

/* Where a value was written. Lines and columns (in code points) count from 1; 0 means made here. */
typedef struct evne_place {
    const char *file;
    uint32_t line, column;
    /* The scalar's bytes in the file, quotes and indicator included: what block scalars need to
     * find the line of a word in their middle. Both 0 when unknown. */
    uint32_t from, to;
} evne_place;

typedef struct evne_value evne_value;
typedef struct evne_pair evne_pair;

struct evne_value {
    evne_kind kind;
    evne_place place;
    union {
        bool truth;
        double number;
        evne_str text; /* valid UTF-8, ended by NUL */
        struct {
            const evne_value *const *items;
            size_t count;
        } list;
        struct {
            const evne_pair *pairs; /* in the order of the file; keys are unique */
            size_t count;
        } map;
    } as;
};

struct evne_pair {
    evne_str key;
    evne_place key_place;
    const evne_value *value;
};

/* The value of `key`, or NULL when `map` is no map or has no such key. NULL is allowed. */
const evne_value *evne_value_get(const evne_value *map, const char *key);
const evne_value *evne_value_get_str(const evne_value *map, evne_str key);

/*
 * Follows a path such as "borger.navn.fornavn" or "logbog[3].dato"; NULL when it ends nowhere.
 * Items count from 1 in every path, as people count and as Lua does. A key that holds one of . [ ]
 * or a blank is written in brackets and quotes: maalinger["ben, venstre"].
 */
const evne_value *evne_value_find(const evne_value *root, const char *path);

/* The last value that exists on the way of `path`: where a finding about an absent value belongs.
 */
const evne_value *evne_value_nearest(const evne_value *root, const char *path);

/* Appends one step to a path that evne_value_find reads: ".key", or "[3]" for the third item. */
void evne_path_put_key(evne_buf *path, evne_str key);
void evne_path_put_item(evne_buf *path, size_t number);

/* Number of items of a list or pairs of a map; 0 for anything else and for NULL. */
size_t evne_value_count(const evne_value *value);
/* The item at `index` from 0, or NULL past the end. */
const evne_value *evne_value_item(const evne_value *list, size_t index);

/* Absent, null and empty text mean the same (domain.md 3.0). */
bool evne_value_is_empty(const evne_value *value);

/* Same kinds, texts, numbers, items and pairs in the same order; places are not compared. */
bool evne_value_eq(const evne_value *a, const evne_value *b);

/* The text of a text value, else an empty text. */
evne_str evne_value_text(const evne_value *value);

/* Makers, all in `arena`; `place` may be NULL. Text, items, pairs and keys are copied. */
evne_value *evne_value_new_null(evne_arena *arena, const evne_place *place);
evne_value *evne_value_new_bool(evne_arena *arena, const evne_place *place, bool truth);
evne_value *evne_value_new_number(evne_arena *arena, const evne_place *place, double number);
evne_value *evne_value_new_text(evne_arena *arena, const evne_place *place, evne_str text);
evne_value *evne_value_new_list(evne_arena *arena, const evne_place *place,
                                const evne_value *const *items, size_t count);
evne_value *evne_value_new_map(evne_arena *arena, const evne_place *place, const evne_pair *pairs,
                               size_t count);
/* The same without a copy: `items` or `pairs` with their keys live as long as the value. */
evne_value *evne_value_own_list(evne_arena *arena, const evne_place *place,
                                const evne_value *const *items, size_t count);
evne_value *evne_value_own_map(evne_arena *arena, const evne_place *place, const evne_pair *pairs,
                               size_t count);

/*
 * Prints the tree, one node a line: its line and column, its path, what it is.
 * That is `evne show --stage values`:
 *
 *     310:11  observationer[1].dato  "2026-03-02"
 */
void evne_value_print(evne_buf *out, const evne_value *value);

#endif
