/*
 * How: a field that is there gets a value and a look; one that comes shows nothing, or stands in a
 * place that was kept for it (placed.h). Form, catalog and pages may change by that and no more.
 */
#include "cover.h"
#include "step.h"

#include <string.h>

/* ---- new fields: those that show nothing, and one in a place that was kept for it ---- */

/* Whether the field is called like a place that was kept for somebody else's. */
static bool takes_place(const evne_step *s, const evne_object *field)
{
    evne_places places;

    evne_places_read(s->arena, s->pdf, s->revision - 1, s->before.root, &places);
    return evne_places_find(&places, evne_object_utf8(s->arena, evne_object_get(field, "T")));
}

/* The object of a new signature field that shows nothing and does nothing, or NULL. */
static const evne_object *invisible_field(const evne_step *s, const evne_object *ref)
{
    static const char *const keys[] = {"Type", "Subtype", "FT", "T",  "TU", "F",
                                       "Rect", "P",       "V",  "Ff", NULL};
    size_t index = evne_step_new_index(s, ref), value_index;
    const evne_entry *entries = s->pdf->list[s->revision].entries;
    const evne_object *field, *value, *dict;

    if (index == SIZE_MAX || entries[index].has_stream)
        return NULL;
    field = evne_revisions_object(s->pdf, &entries[index]);
    for (size_t i = 0; i < field->n; i++)
        if (field->kind != EVNE_OBJECT_DICT || !evne_step_is_one_of(field->pairs[i].key.text, keys))
            return NULL;
    value = evne_object_get_kind(field, "V", EVNE_OBJECT_REF);
    value_index = value ? evne_step_new_index(s, value) : SIZE_MAX;
    if (value_index == SIZE_MAX || entries[value_index].has_stream ||
        !entries[value_index].is_signature ||
        !evne_object_is_name(evne_object_get(field, "FT"), "Sig") ||
        !evne_object_is_name(evne_object_get(field, "Subtype"), "Widget") ||
        !evne_object_get_kind(field, "T", EVNE_OBJECT_STRING) || !evne_field_shows_nothing(field))
        return NULL;
    dict = evne_revisions_object(s->pdf, &entries[value_index]);
    if (s->is_certified && !evne_object_is_name(evne_object_get(dict, "Type"), "DocTimeStamp"))
        return NULL;
    return takes_place(s, field) ? NULL : field;
}

static bool is_placed(const evne_step *s, const evne_object *ref)
{
    return s->placed.is_there && !s->is_certified && ref->kind == EVNE_OBJECT_REF &&
           ref->number == s->placed.field;
}

/* The first items of `new` are those of `old`; the rest are such fields. */
static bool refs_may_follow(const evne_step *s, const evne_object *old, const evne_object *new,
                            bool may_be_placed)
{
    size_t n_old = old ? old->n : 0;

    if (!new || new->kind != EVNE_OBJECT_ARRAY || new->n < n_old ||
        (old && old->kind != EVNE_OBJECT_ARRAY))
        return false;
    for (size_t i = 0; i < new->n; i++)
        if (i < n_old ? !evne_object_equal(&old->items[i], &new->items[i])
                      : !(may_be_placed && is_placed(s, &new->items[i])) &&
                            !invisible_field(s, &new->items[i]))
            return false;
    return true;
}

/* /AP << /N n 0 R >> with a form XObject that this revision brings. */
static bool appearance_may_follow(const evne_step *s, const evne_object *appearance)
{
    const evne_revision *rev = &s->pdf->list[s->revision];
    const evne_object *normal = evne_object_get_kind(appearance, "N", EVNE_OBJECT_REF), *dict;
    size_t index = normal ? evne_step_new_index(s, normal) : SIZE_MAX;

    if (index == SIZE_MAX || appearance->n != 1 || !rev->entries[index].has_stream)
        return false;
    dict = evne_revisions_object(s->pdf, &rev->entries[index]);
    return evne_form_look_is_plain(dict);
}

/* Whether the new value of a field is a time-stamp of the document. */
static bool is_stamped(const evne_step *s, const evne_object *field)
{
    const evne_object *value = evne_step_resolve(s, s->revision, field, "V");

    return evne_object_is_name(evne_object_get(value, "Type"), "DocTimeStamp");
}

/* A person signs where the document has room for it; a time-stamp says nothing about a person. */
static bool is_no_stamp(const evne_step *s, const evne_object *field, int number)
{
    if (!is_stamped(s, field))
        return true;
    evne_step_bad(s, "timestamp.field", number);
    return false;
}

/* The value of a field is a signature that this revision brings. */
static bool value_may_follow(evne_step *s, const evne_object *field)
{
    const evne_object *value = evne_object_get_kind(field, "V", EVNE_OBJECT_REF);
    const evne_entry *entries = s->pdf->list[s->revision].entries;
    size_t index = value ? evne_step_new_index(s, value) : SIZE_MAX;

    if (index == SIZE_MAX || !entries[index].is_signature || entries[index].has_stream)
        return false;
    s->explained[index] = 1;
    s->n_signed++;
    return true;
}

static void look_is_new(evne_step *s, const evne_field *field, const evne_object *look)
{
    if (evne_cover_is_too_much(s->arena, s->pdf, s->revision, &s->after, field->number))
        evne_step_bad(s, "change.cover", field->number);
    evne_step_explain(s, look);
}

/* The new field has a signature, and may have a look. */
static bool explain_field(evne_step *s, const evne_object *ref)
{
    const evne_entry *entry = evne_revisions_find(s->pdf, s->revision, ref->number);
    evne_field field = {.number = (int)ref->number, .dict = evne_revisions_object(s->pdf, entry)};
    const evne_object *look = evne_object_get(field.dict, "AP");
    evne_object element = {.kind = EVNE_OBJECT_REF, .number = s->placed.element};

    if (((look || is_placed(s, ref)) && !is_no_stamp(s, field.dict, field.number)) ||
        !value_may_follow(s, field.dict) || (look && !appearance_may_follow(s, look)))
        return false;
    s->explained[evne_step_new_index(s, ref)] = 1;
    if (is_placed(s, ref))
        s->explained[evne_step_new_index(s, &element)] = 1;
    if (look)
        look_is_new(s, &field, look);
    return true;
}

static bool explain_fields(evne_step *s, size_t first, const evne_object *refs)
{
    for (size_t i = first; i < refs->n; i++)
        if (!explain_field(s, &refs->items[i]))
            return false;
    return true;
}

/* A list that has been looked at, where it has become an object of its own. */
static void explain_list(const evne_step *s, const evne_object *dict, const char *key)
{
    const evne_object *list = evne_object_get_kind(dict, key, EVNE_OBJECT_REF);
    size_t index = list ? evne_step_new_index(s, list) : SIZE_MAX;

    if (index != SIZE_MAX)
        s->explained[index] = 1;
}

static bool fields_may_follow(evne_step *s, const evne_object *old, const evne_object *new)
{
    const evne_object *before = evne_step_resolve(s, s->revision - 1, old, "Fields");
    const evne_object *after = evne_step_resolve(s, s->revision, new, "Fields");

    if (evne_step_same_value(evne_object_get(old, "Fields"), evne_object_get(new, "Fields")))
        return true;
    if (!refs_may_follow(s, before, after, true))
        return false;
    explain_list(s, new, "Fields");
    return explain_fields(s, before ? before->n : 0, after);
}

/*
 * A page may get the widget of a field that shows nothing, which the form must have too to be
 * explained; the page of one in its place has been looked at as a whole.
 */
bool evne_change_page(const evne_step *s, const evne_object *old, const evne_object *new)
{
    static const char *const except[] = {"Annots", "Tabs", NULL};
    const evne_object *tabs = evne_object_get(old, "Tabs"),
                      *new_tabs = evne_object_get(new, "Tabs");

    if (!evne_step_same_but(old, new, except) ||
        (!evne_step_same_value(tabs, new_tabs) && (tabs || !evne_object_is_name(new_tabs, "S"))) ||
        !refs_may_follow(s, evne_step_resolve(s, s->revision - 1, old, "Annots"),
                         evne_step_resolve(s, s->revision, new, "Annots"), false))
        return false;
    explain_list(s, new, "Annots");
    return true;
}

/* ---- form and catalog as a whole ---- */

/* /SigFlags may appear or gain bits: 1 signatures exist, 2 append only. */
static bool flags_may_follow(const evne_object *old, const evne_object *new)
{
    int64_t before = old && old->kind == EVNE_OBJECT_INT ? old->number : 0;

    if (!new)
        return !old;
    return new->kind == EVNE_OBJECT_INT &&new->number >= 0 && new->number <= 3 &&
           (new->number &before) == before;
}

bool evne_change_form(evne_step *s, const evne_object *old, const evne_object *new)
{
    static const char *const except[] = {"SigFlags", "Fields", NULL};

    return evne_step_same_but(old, new, except) &&
           flags_may_follow(evne_object_get(old, "SigFlags"), evne_object_get(new, "SigFlags")) &&
           fields_may_follow(s, old, new);
}

/* The catalog may change where the form is written inside it, and get a store of evidence. */
bool evne_change_catalog(evne_step *s, const evne_object *new)
{
    static const char *const except[] = {"DSS", "AcroForm", NULL};
    const evne_object *old = s->before.root, *form = evne_object_get(new, "AcroForm");
    bool is_inside = !s->before.form_number && s->before.form;

    if (!evne_step_same_but(old, new, except) ||
        !evne_change_store_ref(s, evne_object_get(old, "DSS"), evne_object_get(new, "DSS")))
        return false;
    if (!is_inside)
        return evne_step_same_value(evne_object_get(old, "AcroForm"), form);
    return form && evne_change_form(s, s->before.form, form);
}

/* ---- fields ---- */

bool evne_change_field(evne_step *s, const evne_field *field, const evne_object *new)
{
    static const char *const except[] = {"V", "AP", NULL};
    const evne_object *old_look = evne_object_get(field->dict, "AP");
    const evne_object *new_look = evne_object_get(new, "AP");

    if (field->value || !is_no_stamp(s, new, field->number) ||
        !evne_step_same_but(field->dict, new, except))
        return false;
    if (!evne_step_same_value(old_look, new_look)) {
        if (!new_look || !appearance_may_follow(s, new_look))
            return false;
        look_is_new(s, field, new_look);
    }
    return value_may_follow(s, new);
}

/* The one page of the revision before that has its annotations in that object, or 0. */
static int page_of(const evne_step *s, int number)
{
    for (int i = 1; i < s->pdf->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(s->pdf, s->revision - 1, i);
        const evne_object *page = entry ? evne_revisions_object(s->pdf, entry) : NULL;
        const evne_object *annots = evne_object_get_kind(page, "Annots", EVNE_OBJECT_REF);

        if (annots && annots->number == number &&
            evne_object_is_name(evne_object_get(page, "Type"), "Page"))
            return i;
    }
    return 0;
}

/* A list that is an object of its own: the form's fields, or a page's annotations. */
bool evne_change_list(evne_step *s, int number, const evne_object *old, const evne_object *new)
{
    const evne_object *fields = evne_object_get_kind(s->before.form, "Fields", EVNE_OBJECT_REF);
    bool is_fields = fields && fields->number == number;
    int form = s->before.form_number ? s->before.form_number : s->before.root_number;
    int holder = is_fields ? form : page_of(s, number);

    if (!holder || evne_step_is_used_elsewhere(s, number, holder))
        return false;
    return refs_may_follow(s, old, new, is_fields) &&
           (!is_fields || explain_fields(s, old->n, new));
}
