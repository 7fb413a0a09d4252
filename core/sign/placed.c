/*
 * How: the places of the revision before are read, the update that a field in one of them makes is
 * written again, and each object of it compared with what the file has.
 */
#include "placed.h"

#include <string.h>

typedef struct comparison {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    const evne_form *before;
    evne_places places;
} comparison;

static const evne_field *field_of(const evne_form *form, int number)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (form->fields[i].number == number)
            return &form->fields[i];
    return NULL;
}

/* All keys but value and look, and no others. */
static bool is_the_field(const evne_object *actual, const evne_object *expected)
{
    for (size_t i = 0; i < expected->n; i++) {
        const evne_object *value = NULL;

        for (size_t k = 0; k < actual->n && !value; k++)
            if (evne_str_eq(actual->pairs[k].key.text, expected->pairs[i].key.text))
                value = &actual->pairs[k].value;
        if (!value || !evne_object_equal(value, &expected->pairs[i].value))
            return false;
    }
    return actual->n == expected->n + (evne_object_get(actual, "V") != NULL) +
                            (evne_object_get(actual, "AP") != NULL);
}

/* The Form element that the parent tree of this revision ends with, or 0. */
static int last_element(const comparison *c)
{
    const evne_object *tree = evne_revisions_resolve(c->pdf, c->revision, c->places.tree);
    const evne_object *numbers = evne_object_get_kind(tree, "Nums", EVNE_OBJECT_ARRAY);
    const evne_object *last = numbers && numbers->n ? &numbers->items[numbers->n - 1] : NULL;

    return last && last->kind == EVNE_OBJECT_REF && last->generation == 0 ? (int)last->number : 0;
}

/* Whether this revision wrote the object, as it should be. */
static bool is_written(const comparison *c, const evne_update_object *expected)
{
    const evne_entry *entry = evne_revisions_find(c->pdf, c->revision, expected->number);
    evne_reader reader = {.arena = c->arena, .bytes = expected->body};
    evne_object object;

    return entry && entry->revision == c->revision && !entry->has_stream &&
           entry->generation == expected->generation && evne_object_read(&reader, &object) &&
           evne_object_equal(&object, evne_revisions_object(c->pdf, entry));
}

static bool is_new(const comparison *c, int number)
{
    const evne_entry *entry = evne_revisions_find(c->pdf, c->revision, number);

    return entry && entry->revision == c->revision && !entry->older;
}

static void compare(const comparison *c, const evne_field *field, evne_placed *out)
{
    const evne_place *place = evne_places_find(&c->places, field->name);
    evne_update_object objects[EVNE_PLACE_OBJECTS];

    out->field = field->number;
    out->element = last_element(c);
    if (!place || evne_form_find(c->before, field->name) || !out->element ||
        !is_new(c, out->field) || !is_new(c, out->element) ||
        !is_the_field(field->dict, evne_place_field(c->arena, place, c->places.next_key)))
        return;
    evne_place_update(c->arena, c->pdf, c->revision - 1, &c->places, place, out->field,
                      out->element, objects);
    out->is_there = true;
    for (size_t i = 0; i < EVNE_PLACE_OBJECTS; i++) {
        out->is_there = out->is_there && is_written(c, &objects[i]);
        out->changed[i] = objects[i].number;
    }
}

void evne_placed_find(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                      const evne_form *before, const evne_form *after, evne_placed *out)
{
    comparison c = {.arena = arena, .pdf = pdf, .revision = revision, .before = before};
    const evne_field *found = NULL;

    *out = (evne_placed){0};
    for (size_t i = 0; i < after->n_fields && !found; i++)
        if (evne_object_get(after->fields[i].dict, "StructParent") &&
            !field_of(before, after->fields[i].number))
            found = &after->fields[i];
    if (!found)
        return;
    evne_places_read(arena, pdf, revision - 1, before->root, &c.places);
    compare(&c, found, out);
}

bool evne_placed_explains(const evne_placed *placed, int number)
{
    for (size_t i = 0; i < EVNE_PLACE_OBJECTS; i++)
        if (placed->is_there && placed->changed[i] == number)
            return true;
    return false;
}
