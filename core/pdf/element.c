/*
 * element.c - lists of kids, in the order of reading.
 */
#include "element.h"

#include <string.h>

evne_element *evne_element_new(evne_arena *arena, const char *type)
{
    evne_element *element = evne_arena_alloc(arena, sizeof *element);
    element->type = type;
    element->attributes = "";
    return element;
}

static void append_kid(evne_element *parent, evne_kid *kid)
{
    if (parent->last == NULL)
        parent->first = kid;
    else
        parent->last->next = kid;
    parent->last = kid;
}

static evne_kid *new_kid(evne_arena *arena, evne_element *parent, const char *type)
{
    evne_kid *kid = evne_arena_alloc(arena, sizeof *kid);
    kid->kind = EVNE_KID_ELEMENT;
    kid->element = evne_element_new(arena, type);
    kid->element->parent = parent;
    return kid;
}

evne_element *evne_element_add(evne_arena *arena, evne_element *parent, const char *type)
{
    evne_kid *kid = new_kid(arena, parent, type);
    append_kid(parent, kid);
    return kid->element;
}

evne_kid *evne_element_insert(evne_arena *arena, evne_element *parent, evne_kid *before,
                              const char *type)
{
    evne_kid *kid = new_kid(arena, parent, type);
    evne_kid **place = before != NULL ? &before->next : &parent->first;
    kid->next = *place;
    *place = kid;
    if (kid->next == NULL)
        parent->last = kid;
    return kid;
}

void evne_element_fill(evne_arena *arena, evne_element *element, evne_kid_kind kind, size_t page,
                       unsigned number)
{
    evne_kid *kid = evne_arena_alloc(arena, sizeof *kid);
    *kid = (evne_kid){.kind = kind, .page = page, .number = number};
    append_kid(element, kid);
    for (; element != NULL && !element->has_content; element = element->parent)
        element->has_content = true;
}

bool evne_element_is(const evne_element *element, const char *type)
{
    return strcmp(element->type, type) == 0;
}
