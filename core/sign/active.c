/*
 * How: every object is looked through, as deep as it goes, while revisions.c has it in hand; what
 * counts is how it stands in the newest revision.
 */
#include "active.h"

/* ---- one dictionary ---- */

/* The one of `names` that it is, or NULL. */
static const char *one_of(const evne_object *name, const char *const *names, size_t n)
{
    for (size_t i = 0; name && name->kind == EVNE_OBJECT_NAME && i < n; i++)
        if (evne_str_is(name->text, names[i]))
            return names[i];
    return NULL;
}

/* What an action does, when it may change what is shown or run something; else NULL. */
static const char *action_of(const evne_object *dict, const evne_object *kind)
{
    static const char *const kinds[] = {
        "JavaScript", "Launch",      "Sound",     "Movie", "ResetForm",  "ImportData",
        "Hide",       "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute"};
    const char *found = one_of(kind, kinds, sizeof kinds / sizeof *kinds);
    const evne_object *type = found ? evne_object_get(dict, "Type") : NULL;

    if ((type && !evne_object_is_name(type, "Action")) || (found && evne_object_get(dict, "P")))
        return NULL; /* an element of the structure may be called like one */
    return found;
}

/* A catalog, page, annotation or field, and no list of resources that calls a font "AA". */
static bool may_have_actions(const evne_object *dict)
{
    static const char *const types[] = {"Catalog", "Page", "Annot"};

    return one_of(evne_object_get(dict, "Type"), types, 3) || evne_object_get(dict, "Subtype") ||
           evne_object_get(dict, "FT") || evne_object_get(dict, "T");
}

static const char *look_at(const evne_object *dict, const evne_pair *pair)
{
    const evne_object *value = &pair->value;
    evne_str key = pair->key.text;

    if (evne_str_is(key, "S"))
        return action_of(dict, value);
    if (evne_str_is(key, "AA") && may_have_actions(dict))
        return "AA";
    if (evne_str_is(key, "JS") && value->kind == EVNE_OBJECT_STRING)
        return "JS";
    if (evne_str_is(key, "NeedAppearances") && value->kind == EVNE_OBJECT_BOOL && value->number)
        return "NeedAppearances";
    return NULL;
}

const char *evne_active_look(const evne_object *object)
{
    const char *found = NULL;

    for (size_t i = 0; i < object->n && !found; i++)
        if (object->kind == EVNE_OBJECT_DICT) {
            found = look_at(object, &object->pairs[i]);
            found = found ? found : evne_active_look(&object->pairs[i].value);
        } else {
            found = evne_active_look(&object->items[i]);
        }
    return found;
}

/* ---- layers ---- */

/* Layers that switch by themselves: on paper another document than on the screen. */
static bool switches(const evne_revisions *pdf, const evne_object *config)
{
    return evne_object_get(evne_revisions_resolve(pdf, pdf->n - 1, config), "AS") != NULL;
}

static bool has_switching_layers(const evne_revisions *pdf)
{
    size_t last = pdf->n - 1;
    const evne_object *root =
        evne_revisions_get(pdf, last, &pdf->list[last].trailer, "Root", EVNE_OBJECT_DICT);
    const evne_object *layers =
        evne_revisions_get(pdf, last, root, "OCProperties", EVNE_OBJECT_DICT);
    const evne_object *more = evne_revisions_get(pdf, last, layers, "Configs", EVNE_OBJECT_ARRAY);

    if (switches(pdf, evne_object_get(layers, "D")))
        return true;
    for (size_t i = 0; more && i < more->n; i++)
        if (switches(pdf, &more->items[i]))
            return true;
    return false;
}

const char *evne_active_find(evne_arena *arena, const evne_revisions *pdf)
{
    for (int number = 1; number < pdf->n_numbers; number++) {
        const evne_entry *entry = evne_revisions_find(pdf, pdf->n - 1, number);

        if (entry && entry->active)
            return evne_arena_printf(arena, "objekt %d: /%s", number, entry->active);
    }
    return has_switching_layers(pdf) ? "/OCProperties: /AS" : NULL;
}
