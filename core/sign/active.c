/* How: every object of the newest revision is looked through, as deep as it goes. */
#include "active.h"

/* ---- one dictionary ---- */

static bool is_one_of(const evne_object *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (evne_object_is_name(name, names[i]))
            return true;
    return false;
}

/* What an action does, when it may change what is shown or run something; else NULL. */
static const evne_object *action_of(const evne_object *dict)
{
    static const char *const kinds[] = {
        "JavaScript", "Launch",      "Sound",     "Movie", "ResetForm",  "ImportData",
        "Hide",       "SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute"};
    const evne_object *type = evne_object_get(dict, "Type"), *kind = evne_object_get(dict, "S");

    if ((type && !evne_object_is_name(type, "Action")) || evne_object_get(dict, "P"))
        return NULL; /* an element of the structure may be called like one */
    return is_one_of(kind, kinds, sizeof kinds / sizeof *kinds) ? kind : NULL;
}

/* A catalog, page, annotation or field, and no list of resources that calls a font "AA". */
static bool may_have_actions(const evne_object *dict)
{
    static const char *const types[] = {"Catalog", "Page", "Annot"};

    return is_one_of(evne_object_get(dict, "Type"), types, 3) || evne_object_get(dict, "Subtype") ||
           evne_object_get(dict, "FT") || evne_object_get(dict, "T");
}

static const char *look_at(evne_arena *arena, const evne_object *dict)
{
    const evne_object *action = action_of(dict);
    const evne_object *anew = evne_object_get_kind(dict, "NeedAppearances", EVNE_OBJECT_BOOL);

    if (action)
        return evne_arena_printf(arena, "/%.*s", EVNE_STR_ARGS(action->text));
    if (evne_object_get(dict, "AA") && may_have_actions(dict))
        return "/AA";
    if (evne_object_get_kind(dict, "JS", EVNE_OBJECT_STRING))
        return "/JS";
    return anew && anew->number ? "/NeedAppearances" : NULL;
}

static const char *look_through(evne_arena *arena, const evne_object *object)
{
    const char *found = object->kind == EVNE_OBJECT_DICT ? look_at(arena, object) : NULL;

    for (size_t i = 0; i < object->n && !found; i++)
        found = look_through(arena, object->kind == EVNE_OBJECT_DICT ? &object->pairs[i].value
                                                                     : &object->items[i]);
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
        const char *found = entry ? look_through(arena, evne_revisions_object(pdf, entry)) : NULL;

        if (found)
            return evne_arena_printf(arena, "objekt %d: %s", number, found);
    }
    return has_switching_layers(pdf) ? "/OCProperties: /AS" : NULL;
}
