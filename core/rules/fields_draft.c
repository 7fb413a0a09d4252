/*
 * How: the schema and the selected tree are walked together, as in fields.c; what is there is kept,
 * so a complete case comes back as it went in.
 */
#include "fields.h"

typedef struct completion {
    evne_arena *arena;
    const char *text; /* for required texts, or NULL */
} completion;

static const evne_value *complete(const completion *c, const evne_field *field,
                                  const evne_value *value);

static bool is_text(evne_field_type type)
{
    switch (type) {
    case EVNE_FIELD_TEXT:
    case EVNE_FIELD_LONG:
    case EVNE_FIELD_NAME:
    case EVNE_FIELD_ID:
    case EVNE_FIELD_CHOICE:
    case EVNE_FIELD_CPR:
    case EVNE_FIELD_CVR:
    case EVNE_FIELD_PNR:
        return true;
    default:
        return false;
    }
}

static const evne_value *complete_group(const completion *c, const evne_field *group,
                                        const evne_value *map)
{
    evne_pair *pairs = evne_arena_array(c->arena, group->n_children, sizeof *pairs);
    size_t n = 0;

    for (size_t i = 0; i < group->n_children; i++) {
        const evne_field *child = &group->children[i];
        const evne_value *value = complete(c, child, evne_value_get_str(map, child->key));
        if (value)
            pairs[n++] = (evne_pair){.key = child->key, .value = value};
    }
    return evne_value_new_map(c->arena, map ? &map->place : NULL, pairs, n);
}

static const evne_value *complete_list(const completion *c, const evne_field *list,
                                       const evne_value *value)
{
    size_t count = evne_value_count(value);
    const evne_value **items = evne_arena_array(c->arena, count, sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = list->n_children ? complete(c, list->children, evne_value_item(value, i))
                                    : evne_value_item(value, i);
    return evne_value_new_list(c->arena, value ? &value->place : NULL, items, count);
}

static const evne_value *complete(const completion *c, const evne_field *field,
                                  const evne_value *value)
{
    if (!value && !evne_field_is_required(field))
        return NULL;
    if (field->type == EVNE_FIELD_GROUP)
        return complete_group(c, field, value);
    if (field->type == EVNE_FIELD_LIST)
        return complete_list(c, field, value);
    if (!value && c->text && is_text(field->type))
        return evne_value_new_text(c->arena, NULL, evne_str_of(c->text));
    return value;
}

const evne_value *evne_fields_complete(evne_arena *arena, const evne_field *fields,
                                       const evne_value *selected, const char *text)
{
    completion c = {arena, text};

    return complete_group(&c, fields, selected);
}
