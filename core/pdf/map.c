/*
 * map.c - open addressing in an arena, at most half full.
 */
#include "map.h"

#include <stdint.h>

typedef struct slot {
    const void *key, *value;
} slot;

struct evne_map {
    evne_arena *arena;
    slot *slots;
    size_t n_slots, n_used; /* n_slots is a power of two */
};

evne_map *evne_map_new(evne_arena *arena)
{
    evne_map *map = evne_arena_alloc(arena, sizeof *map);
    map->arena = arena;
    map->n_slots = 256;
    map->slots = evne_arena_array(arena, map->n_slots, sizeof *map->slots);
    return map;
}

static slot *find(const evne_map *map, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 32) & (map->n_slots - 1);
    while (map->slots[at].key != NULL && map->slots[at].key != key)
        at = (at + 1) & (map->n_slots - 1);
    return &map->slots[at];
}

static void grow(evne_map *map)
{
    slot *old = map->slots;
    size_t n_old = map->n_slots;
    map->n_slots *= 2;
    map->slots = evne_arena_array(map->arena, map->n_slots, sizeof *map->slots);
    for (size_t i = 0; i < n_old; i++) {
        if (old[i].key != NULL)
            *find(map, old[i].key) = old[i];
    }
}

void evne_map_add(evne_map *map, const void *key, const void *value)
{
    if (map->n_used * 2 >= map->n_slots)
        grow(map);
    slot *place = find(map, key);
    if (place->key == NULL) {
        *place = (slot){key, value};
        map->n_used++;
    }
}

const void *evne_map_get(const evne_map *map, const void *key)
{
    return key == NULL ? NULL : find(map, key)->value;
}
