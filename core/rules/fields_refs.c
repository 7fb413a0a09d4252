/*
 * How: the first ref to a list collects that list's ids from the whole case into a sorted set;
 * later refs search it. Which key holds the id is what the schema declares with type `id`.
 */
#include <stdlib.h>
#include <string.h>

#include "fieldpass.h"
#include "suggest.h"

struct evne_id_set {
    evne_str to;
    evne_str *ids; /* sorted */
    size_t count, room;
    evne_id_set *next;
};

typedef struct id_at {
    evne_str id;
    const evne_place *place;
    size_t number; /* of its item, from 1 */
} id_at;

static void add_id(evne_arena *arena, evne_id_set *set, evne_str id)
{
    if (!id.len)
        return;
    if (set->count == set->room) {
        size_t room = set->room ? set->room * 2 : 16;
        set->ids = evne_arena_grow(arena, set->ids, set->room * sizeof id, room * sizeof id);
        set->room = room;
    }
    set->ids[set->count++] = id;
}

/* The key of an item that holds its id. */
static evne_str id_key(const evne_field *item)
{
    for (size_t i = 0; item && item->type == EVNE_FIELD_GROUP && i < item->n_children; i++)
        if (item->children[i].type == EVNE_FIELD_ID)
            return item->children[i].key;
    return EVNE_STR("id");
}

static void add_item(evne_arena *arena, evne_id_set *set, const evne_field *item,
                     const evne_value *value)
{
    if (value->kind == EVNE_TEXT)
        add_id(arena, set, evne_str_trim(value->as.text));
    else
        add_id(arena, set, evne_str_trim(evne_value_text(evne_value_get_str(value, id_key(item)))));
}

/* Adds the ids at the end of `path` below `value`; lists on the way are gone through. */
static void collect(evne_arena *arena, evne_id_set *set, const evne_field *field,
                    const evne_value *value, evne_str path)
{
    const evne_field *item = field && field->type == EVNE_FIELD_LIST ? field->children : NULL;
    const char *dot = path.len ? memchr(path.p, '.', path.len) : NULL;
    evne_str key = dot ? evne_str_slice(path, 0, (size_t)(dot - path.p)) : path;

    if (!value)
        return;
    if (value->kind == EVNE_LIST) {
        for (size_t i = 0; i < value->as.list.count; i++) {
            if (path.len)
                collect(arena, set, item, value->as.list.items[i], path);
            else
                add_item(arena, set, item, value->as.list.items[i]);
        }
    } else if (path.len) {
        evne_str rest = dot ? evne_str_slice(path, key.len + 1, path.len) : EVNE_STR("");
        collect(arena, set, evne_field_get(field, key), evne_value_get_str(value, key), rest);
    } else if (value->kind == EVNE_MAP && (!field || field->type == EVNE_FIELD_TABLE)) {
        for (size_t i = 0; i < value->as.map.count; i++)
            add_id(arena, set, value->as.map.pairs[i].key);
    } else if (value->kind == EVNE_MAP) {
        add_item(arena, set, item, value); /* a lenient list of one */
    }
}

static int by_text(const void *left, const void *right)
{
    return evne_str_order(*(const evne_str *)left, *(const evne_str *)right);
}

/* True when the schema `group` declares something at `path`. */
static bool declares(const evne_field *group, evne_str path)
{
    const char *dot = path.len ? memchr(path.p, '.', path.len) : NULL;
    evne_str key = dot ? evne_str_slice(path, 0, (size_t)(dot - path.p)) : path;
    const evne_field *child = evne_field_get(group, key);

    if (child && child->type == EVNE_FIELD_LIST && dot)
        child = child->children;
    return child && (!dot || declares(child, evne_str_slice(path, key.len + 1, path.len)));
}

static const evne_id_set *set_of(evne_fieldpass *pass, evne_str to)
{
    evne_id_set *set = pass->sets;
    evne_str rest = evne_str_trim(to);

    while (set && !evne_str_eq(set->to, to))
        set = set->next;
    if (set)
        return set;
    set = evne_arena_alloc(pass->arena, sizeof *set);
    set->to = to;
    set->next = pass->sets;
    pass->sets = set;
    while (rest.len) {
        const char *blank = memchr(rest.p, ' ', rest.len);
        evne_str path = evne_str_slice(rest, 0, blank ? (size_t)(blank - rest.p) : rest.len);
        const evne_field *schema = declares(pass->fields, path) ? pass->fields : pass->known;

        collect(pass->arena, set, schema, pass->sag, path);
        rest = evne_str_trim(evne_str_slice(rest, path.len, rest.len));
    }
    if (set->count)
        qsort(set->ids, set->count, sizeof *set->ids, by_text);
    return set;
}

static evne_str word_at(const void *words, size_t index)
{
    return ((const evne_str *)words)[index];
}

static const char *suggest_id(evne_fieldpass *pass, const evne_id_set *set, evne_str id)
{
    evne_nearest nearest = {.wanted = id};
    const char *words = evne_fieldpass_words(pass, set->ids, set->count, word_at);

    if (set->count == 0)
        return "skriv '-', hvis der ikke er noget at henvise til";
    for (size_t i = 0; i < set->count && i < 2000 && pass->n_lookups < EVNE_FIELDS_LOOKUPS; i++)
        evne_suggest_consider(&nearest, set->ids[i]);
    pass->n_lookups++;
    if (nearest.word.len)
        return evne_arena_printf(pass->arena, "mente du '%.*s'? Kendte: %s",
                                 EVNE_STR_ARGS(nearest.word), words);
    return evne_arena_printf(pass->arena, "kendte: %s", words);
}

void evne_fields_check_ref(evne_fieldpass *pass, const evne_subject *s, evne_str id)
{
    evne_str to = s->field->to;
    const evne_id_set *set;
    evne_str shown;

    if (evne_str_is(id, "-") || !to.len)
        return;
    set = set_of(pass, to);
    if (set->count && bsearch(&id, set->ids, set->count, sizeof id, by_text))
        return;
    shown = evne_fieldpass_quote(pass, id);
    evne_subject_report(
        pass, s, "felt.reference",
        evne_arena_printf(pass->arena, "'%.*s' henviser til '%.*s', som ikke findes under %.*s",
                          EVNE_STR_ARGS(s->label), EVNE_STR_ARGS(shown), EVNE_STR_ARGS(to)),
        suggest_id(pass, set, id));
}

static int by_id(const void *left, const void *right)
{
    const id_at *a = left, *b = right;
    int order = evne_str_order(a->id, b->id);

    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void report_twice(evne_fieldpass *pass, const evne_subject *id, const id_at *first,
                         const id_at *again)
{
    evne_str shown = evne_fieldpass_quote(pass, again->id);
    size_t len = pass->path.len;

    evne_path_put_item(&pass->path, again->number);
    if (id->field->key.len)
        evne_path_put_key(&pass->path, id->field->key);
    evne_fieldpass_report(
        pass, again->place, EVNE_SEVERE_ERROR, "felt.id",
        evne_arena_printf(pass->arena, "'%.*s' er '%.*s', som allerede er brugt i linje %u",
                          EVNE_STR_ARGS(id->label), EVNE_STR_ARGS(shown), first->place->line),
        "giv hvert punkt sit eget id");
    pass->path.len = len;
}

/* The id in the `index`th item of `list`: the value of its key or, in a list of ids, the item. */
static const evne_value *id_of(const evne_value *list, size_t index, evne_str key)
{
    const evne_value *item = evne_value_item(list, index);

    return key.len ? evne_value_get_str(item, key) : item;
}

static void check_unique(evne_fieldpass *pass, const evne_subject *id, const evne_value *list)
{
    size_t count = evne_value_count(list), n = 0;
    id_at *ids = evne_arena_array(pass->arena, count, sizeof *ids);

    for (size_t i = 0; i < count; i++) {
        const evne_value *value = id_of(list, i, id->field->key);
        evne_str text = evne_str_trim(evne_value_text(value));
        if (text.len)
            ids[n++] = (id_at){text, &value->place, i + 1};
    }
    if (n > 1)
        qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (evne_str_eq(ids[i].id, ids[first].id))
            report_twice(pass, id, &ids[first], &ids[i]);
        else
            first = i;
    }
}

void evne_fields_check_ids(evne_fieldpass *pass, const evne_subject *whole, const evne_value *list)
{
    const evne_field *item = whole->field->children;
    evne_subject id = {item, whole->label, NULL};

    if (item->type == EVNE_FIELD_ID)
        check_unique(pass, &id, list);
    for (size_t i = 0; item->type == EVNE_FIELD_GROUP && i < item->n_children; i++) {
        id = (evne_subject){&item->children[i], evne_field_label(&item->children[i]), NULL};
        if (id.field->type == EVNE_FIELD_ID)
            check_unique(pass, &id, list);
    }
}
