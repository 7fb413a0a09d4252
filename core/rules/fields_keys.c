/*
 * How: the case is walked beside both schemas at once, the report's and that of the whole format. A
 * key belongs when either of them declares it there. For one that does not, the nearest key at that
 * place is suggested, else the places where that word does belong.
 */
#include "fieldpass.h"
#include "suggest.h"

enum { SHOWN_PLACES = 3 };

/* What the two schemas say about one place; either may be NULL. */
typedef struct two {
    const evne_field *own, *known;
} two;

static const evne_field *item_of(const evne_field *field)
{
    bool has_item = field && (field->type == EVNE_FIELD_LIST || field->type == EVNE_FIELD_TABLE);

    return has_item && field->n_children ? field->children : NULL;
}

static bool is_type(const evne_field *field, evne_field_type type)
{
    return field && field->type == type;
}

static bool either_is(two at, evne_field_type type)
{
    return is_type(at.own, type) || is_type(at.known, type);
}

static bool is_name_part(evne_str key)
{
    return evne_str_is(key, "fornavn") || evne_str_is(key, "mellemnavn") ||
           evne_str_is(key, "efternavn");
}

/* A search for a word through the whole schema. */
typedef struct search {
    evne_fieldpass *pass;
    evne_nearest nearest;
    evne_buf places; /* where exactly this word belongs */
    size_t n_places;
    evne_buf path; /* of the group that is being searched */
} search;

static void note_place(search *s)
{
    const char *where = s->path.len ? evne_buf_text(&s->path) : "øverste niveau";

    if (s->n_places++ < SHOWN_PLACES)
        evne_buf_printf(&s->places, "%s%s", s->n_places > 1 ? ", " : "", where);
}

static void search_group(search *s, const evne_field *group)
{
    for (size_t i = 0; group && i < group->n_children; i++) {
        const evne_field *child = &group->children[i];
        const evne_field *item = item_of(child);
        size_t len = s->path.len;

        if (child->key.len)
            evne_suggest_consider(&s->nearest, child->key);
        if (child->key.len && evne_suggest_same(child->key, s->nearest.wanted))
            note_place(s);
        if (child->key.len)
            evne_path_put_key(&s->path, child->key);
        while (item && (item->type == EVNE_FIELD_LIST || item->type == EVNE_FIELD_TABLE))
            item = item_of(item);
        if (child->type == EVNE_FIELD_GROUP)
            search_group(s, child);
        else if (item && item->type == EVNE_FIELD_GROUP)
            search_group(s, item);
        s->path.len = len;
    }
}

static void consider_children(evne_nearest *nearest, const evne_field *group)
{
    for (size_t i = 0; is_type(group, EVNE_FIELD_GROUP) && i < group->n_children; i++)
        evne_suggest_consider(nearest, group->children[i].key);
}

static const char *suggest_elsewhere(evne_fieldpass *pass, evne_str key)
{
    search s = {.pass = pass, .nearest = {.wanted = key}};

    s.places.arena = s.path.arena = pass->arena;
    search_group(&s, pass->fields);
    if (s.n_places == 0)
        search_group(&s, pass->known);
    if (s.n_places)
        return evne_arena_printf(pass->arena, "'%.*s' hører til under %s%s", EVNE_STR_ARGS(key),
                                 evne_buf_text(&s.places),
                                 s.n_places > SHOWN_PLACES ? " og flere steder" : "");
    if (s.nearest.word.len)
        return evne_arena_printf(pass->arena,
                                 "mente du '%.*s'? Den hører til et andet sted i filen",
                                 EVNE_STR_ARGS(s.nearest.word));
    return NULL;
}

static evne_str child_key(const void *children, size_t index)
{
    return ((const evne_field *)children)[index].key;
}

static const char *suggest_key(evne_fieldpass *pass, two at, evne_str key)
{
    const evne_field *group = is_type(at.known, EVNE_FIELD_GROUP) ? at.known : at.own;
    evne_nearest nearest = {.wanted = key};
    const char *elsewhere;

    if (pass->n_lookups++ >= EVNE_FIELDS_LOOKUPS)
        return NULL;
    consider_children(&nearest, at.own);
    consider_children(&nearest, at.known);
    if (nearest.word.len)
        return evne_arena_printf(pass->arena, "mente du '%.*s'?", EVNE_STR_ARGS(nearest.word));
    elsewhere = suggest_elsewhere(pass, key);
    if (elsewhere || !is_type(group, EVNE_FIELD_GROUP))
        return elsewhere;
    return evne_arena_printf(
        pass->arena, "her kan stå: %s",
        evne_fieldpass_words(pass, group->children, group->n_children, child_key));
}

static void report_unknown(evne_fieldpass *pass, two at, const evne_pair *pair)
{
    evne_str shown = evne_fieldpass_quote(pass, pair->key);

    evne_fieldpass_report(
        pass, &pair->key_place, EVNE_SEVERE_ERROR, "felt.ukendt",
        evne_arena_printf(pass->arena, "'%.*s' er ikke et felt her", EVNE_STR_ARGS(shown)),
        suggest_key(pass, at, pair->key));
}

static void walk(evne_fieldpass *pass, two at, const evne_value *value);

static void walk_group(evne_fieldpass *pass, two at, const evne_value *map)
{
    for (size_t i = 0; i < map->as.map.count; i++) {
        const evne_pair *pair = &map->as.map.pairs[i];
        two child = {evne_field_get(at.own, pair->key), evne_field_get(at.known, pair->key)};
        size_t len = pass->path.len;
        bool is_part = either_is(at, EVNE_FIELD_NAME) && is_name_part(pair->key);

        evne_path_put_key(&pass->path, pair->key);
        if (child.own || child.known)
            walk(pass, child, pair->value);
        else if (!is_part)
            report_unknown(pass, at, pair);
        pass->path.len = len;
    }
}

static void walk_items(evne_fieldpass *pass, two item, const evne_value *value)
{
    for (size_t i = 0; i < evne_value_count(value); i++) {
        size_t len = pass->path.len;

        if (value->kind == EVNE_MAP)
            evne_path_put_key(&pass->path, value->as.map.pairs[i].key);
        else
            evne_path_put_item(&pass->path, i + 1);
        walk(pass, item,
             value->kind == EVNE_MAP ? value->as.map.pairs[i].value : value->as.list.items[i]);
        pass->path.len = len;
    }
}

/*
 * A map where the report's own schema wants something else has been reported with its type; where
 * only the format knows the place, that is said here.
 */
static void report_shape(evne_fieldpass *pass, two at, const evne_value *value)
{
    if (at.own || !at.known)
        return;
    evne_fieldpass_report(pass, &value->place, EVNE_SEVERE_ERROR, "felt.type",
                          evne_arena_printf(pass->arena, "'%.*s' skal være %s, ikke felter",
                                            EVNE_STR_ARGS(evne_field_label(at.known)),
                                            evne_field_type_danish(at.known->type)),
                          NULL);
}

static void walk(evne_fieldpass *pass, two at, const evne_value *value)
{
    two item = {item_of(at.own), item_of(at.known)};

    if (value->kind == EVNE_LIST) {
        if (item.own || item.known)
            walk_items(pass, item, value);
        return;
    }
    if (value->kind != EVNE_MAP)
        return;
    if (either_is(at, EVNE_FIELD_GROUP) || either_is(at, EVNE_FIELD_NAME))
        walk_group(pass, at, value);
    else if (either_is(at, EVNE_FIELD_TABLE))
        walk_items(pass, item, value);
    else if (item.own || item.known)
        walk(pass, item, value); /* one item without its list */
    else
        report_shape(pass, at, value);
}

void evne_fields_check_keys(evne_fieldpass *pass)
{
    walk(pass, (two){pass->fields, pass->known}, pass->sag);
}
