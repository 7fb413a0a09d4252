/*
 * How: every line of the revision's own cross-reference table is one difference. An object that was
 * there before must be the form or a field, compared key by key; an object that is new must be
 * reached from the one field that was filled in, from
 * the store of evidence, or be a time-stamp's field that shows nothing. What nothing explains is
 * refused, so hidden content put there for a later trick (shadow attacks) counts as a change too.
 */
#include "changes.h"

#include <string.h>

#include "form.h"
#include "permissions.h"
#include "placed.h"

typedef struct step {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_form before;
    evne_placed placed; /* a new field in a place that the document kept */
    bool is_certified;  /* then nobody may sign but in the fields that there are */
    evne_reasons *reasons;
    size_t n_signed;          /* fields filled in */
    size_t n_stores;          /* evidence added: a DSS */
    unsigned char *explained; /* by index in the revision's entries */
} step;

static void bad(const step *s, const char *code, int number)
{
    evne_reasons_add(
        s->reasons, code,
        number ? evne_arena_printf(s->arena, "revision %zu, objekt %d", s->revision + 1, number)
               : evne_arena_printf(s->arena, "revision %zu", s->revision + 1));
}

/* ---- trailer ---- */

static bool same_value(const evne_object *a, const evne_object *b)
{
    return (!a && !b) || (a && b && evne_object_equal(a, b));
}

/* The first half of /ID names the document for good; the second changes with each update. */
static bool same_id(const evne_object *a, const evne_object *b)
{
    if (!a || !b)
        return a == b;
    return a->kind == EVNE_OBJECT_ARRAY && b->kind == EVNE_OBJECT_ARRAY && a->n == 2 && b->n == 2 &&
           evne_object_equal(&a->items[0], &b->items[0]) && b->items[1].kind == EVNE_OBJECT_STRING;
}

static bool is_one_of(evne_str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (evne_str_is(key, *keys))
            return true;
    return false;
}

static bool is_update_key(const evne_revision *rev, evne_str key)
{
    static const char *const keys[] = {"Size", "Root", "Info", "ID", "Prev", NULL};
    static const char *const of_streams[] = {"Type",   "W",           "Index", "Length",
                                             "Filter", "DecodeParms", NULL};

    return is_one_of(key, keys) || (rev->xref_number && is_one_of(key, of_streams));
}

static void check_trailer(const step *s)
{
    const evne_object *old = &s->pdf->list[s->revision - 1].trailer;
    const evne_object *new = &s->pdf->list[s->revision].trailer;
    bool ok = same_value(evne_object_get(old, "Root"), evne_object_get(new, "Root")) &&
              same_value(evne_object_get(old, "Info"), evne_object_get(new, "Info")) &&
              same_id(evne_object_get(old, "ID"), evne_object_get(new, "ID")) &&
              evne_object_get(new, "Size")->number >= evne_object_get(old, "Size")->number;

    for (size_t i = 0; i < new->n; i++)
        ok = ok && is_update_key(&s->pdf->list[s->revision], new->pairs[i].key.text);
    if (!ok)
        bad(s, "change.trailer", 0);
}

/* ---- dictionaries ---- */

/* Whether every key of `a` but those of `except` has the same value in `b`. */
static bool holds(const evne_object *a, const evne_object *b, const char *const *except)
{
    for (size_t i = 0; i < a->n; i++) {
        const evne_pair *pair = &a->pairs[i];
        const evne_object *other = NULL;

        if (is_one_of(pair->key.text, except))
            continue;
        for (size_t j = 0; j < b->n && !other; j++)
            if (evne_str_eq(pair->key.text, b->pairs[j].key.text))
                other = &b->pairs[j].value;
        if (!other || !evne_object_equal(&pair->value, other))
            return false;
    }
    return true;
}

static bool same_but(const evne_object *a, const evne_object *b, const char *const *except)
{
    return a->kind == EVNE_OBJECT_DICT && b->kind == EVNE_OBJECT_DICT && holds(a, b, except) &&
           holds(b, a, except);
}

static const evne_object *resolve(const step *s, size_t revision, const evne_object *dict,
                                  const char *key)
{
    return evne_revisions_resolve(s->pdf, revision, evne_object_get(dict, key));
}

/* ---- form and catalog ---- */

/* /SigFlags may appear or gain bits: 1 signatures exist, 2 append only. */
static bool flags_may_follow(const evne_object *old, const evne_object *new)
{
    int64_t before = old && old->kind == EVNE_OBJECT_INT ? old->number : 0;

    if (!new)
        return !old;
    return new->kind == EVNE_OBJECT_INT &&new->number >= 0 && new->number <= 3 &&
           (new->number &before) == before;
}

/* ---- new objects ---- */

/* The index of `ref` among the objects that this revision is the first to define, or SIZE_MAX. */
static size_t new_index(const step *s, const evne_object *ref)
{
    const evne_revision *rev = &s->pdf->list[s->revision];
    const evne_entry *entry =
        ref->kind == EVNE_OBJECT_REF ? evne_revisions_find(s->pdf, s->revision, ref->number) : NULL;

    if (!entry || entry->revision != s->revision || entry->older ||
        entry->generation != ref->generation)
        return SIZE_MAX;
    return (size_t)(entry - rev->entries);
}

/*
 * Explains every new object that `object` leads to. Objects that wait to be read are kept in a list
 * no longer than the revision's table, since each is explained once.
 */
typedef struct waiting {
    size_t *list, n;
} waiting;

/* What no look and no evidence needs, but a later trick could bring to light. */
static bool is_out_of_place(const step *s, size_t index)
{
    static const char *const types[] = {
        "Catalog",  "Pages", "Page",         "Annot",  "Action", "StructTreeRoot", "StructElem",
        "Filespec", "Sig",   "EmbeddedFile", "ObjStm", "XRef",   "SigFieldLock"};
    const evne_object *object =
        evne_revisions_object(s->pdf, &s->pdf->list[s->revision].entries[index]);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (evne_object_is_name(evne_object_get(object, "Type"), types[i]))
            return true;
    return evne_object_get(object, "JS") || evne_object_get(object, "AcroForm");
}

static void explain_refs(const step *s, const evne_object *object, waiting *todo)
{
    size_t index = new_index(s, object);

    if (index != SIZE_MAX && !s->explained[index] && !is_out_of_place(s, index)) {
        s->explained[index] = 1;
        todo->list[todo->n++] = index;
    }
    for (size_t i = 0; i < object->n; i++)
        if (object->kind == EVNE_OBJECT_DICT)
            explain_refs(s, &object->pairs[i].value, todo);
        else
            explain_refs(s, &object->items[i], todo);
}

static void explain(const step *s, const evne_object *from)
{
    const evne_revision *rev = &s->pdf->list[s->revision];
    waiting todo = {evne_arena_array(s->arena, rev->n_entries + 1, sizeof(size_t)), 0};

    explain_refs(s, from, &todo);
    while (todo.n) {
        const evne_entry *entry = &rev->entries[todo.list[--todo.n]];

        explain_refs(s, evne_revisions_object(s->pdf, entry), &todo);
    }
}

/* ---- lists that are objects of their own ---- */

static bool refers_to(const evne_object *object, int number)
{
    if (object->kind == EVNE_OBJECT_REF && object->number == number)
        return true;
    for (size_t i = 0; i < object->n; i++)
        if (refers_to(object->kind == EVNE_OBJECT_DICT ? &object->pairs[i].value
                                                       : &object->items[i],
                      number))
            return true;
    return false;
}

/* Whether anything but `holder` refers to the object: then it may be read as something else. */
static bool is_used_elsewhere(const step *s, int number, int holder)
{
    for (int i = 1; i < s->pdf->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(s->pdf, s->revision - 1, i);

        if (entry && i != holder && refers_to(evne_revisions_object(s->pdf, entry), number))
            return true;
    }
    return false;
}

/* ---- evidence: the document security store ---- */

/* A stream that leads nowhere: nothing can hide behind a certificate. */
static bool is_plain_stream(const step *s, const evne_entry *entry)
{
    static const char *const keys[] = {"Length", "Filter", NULL};
    const evne_object *dict = evne_revisions_object(s->pdf, entry);

    for (size_t i = 0; i < dict->n; i++) {
        const evne_object *value = &dict->pairs[i].value;

        if (!is_one_of(dict->pairs[i].key.text, keys) ||
            (value->kind != EVNE_OBJECT_INT && value->kind != EVNE_OBJECT_NAME))
            return false;
    }
    return entry->has_stream;
}

/* Every item of `old` is still in `new`, and what is new are streams. */
static bool list_may_follow(const step *s, const evne_object *old, const evne_object *new)
{
    for (size_t i = 0; old && i < old->n; i++) {
        bool kept = false;

        for (size_t k = 0; k < new->n; k++)
            kept |= evne_object_equal(&old->items[i], &new->items[k]);
        if (!kept)
            return false;
    }
    for (size_t i = 0; i < new->n; i++) {
        const evne_entry *entry =
            new->items[i].kind == EVNE_OBJECT_REF
                ? evne_revisions_find(s->pdf, s->revision, new->items[i].number)
                : NULL;

        if (!entry || !is_plain_stream(s, entry))
            return false;
    }
    return true;
}

static const char *const store_lists[] = {"Certs", "OCSPs", "CRLs", NULL};

/* One list of the store, written in it or an object of its own; it may be missing before. */
static bool store_list_may_follow(const step *s, const evne_object *old, const evne_object *new,
                                  const char *key)
{
    const evne_object *before = resolve(s, s->revision - 1, old, key);
    const evne_object *after = resolve(s, s->revision, new, key);

    if (!after)
        return !before && !evne_object_get(new, key);
    return after->kind == EVNE_OBJECT_ARRAY && (!before || before->kind == EVNE_OBJECT_ARRAY) &&
           list_may_follow(s, before, after);
}

/* What a VRI says of one signature: lists of streams, a time, a time-stamp. */
static bool is_plain_vri(const step *s, const evne_object *vri)
{
    static const char *const lists[] = {"Cert", "OCSP", "CRL", NULL};

    if (!vri || vri->kind != EVNE_OBJECT_DICT)
        return false;
    for (size_t i = 0; i < vri->n; i++) {
        const evne_object *value = &vri->pairs[i].value;
        evne_str key = vri->pairs[i].key.text;
        const evne_entry *entry = value->kind == EVNE_OBJECT_REF
                                      ? evne_revisions_find(s->pdf, s->revision, value->number)
                                      : NULL;

        if (is_one_of(key, lists)
                ? !store_list_may_follow(s, NULL, vri, evne_arena_copy(s->arena, key.p, key.len))
            : evne_str_is(key, "TU")   ? value->kind != EVNE_OBJECT_STRING
            : evne_str_is(key, "TS")   ? !entry || !is_plain_stream(s, entry)
            : evne_str_is(key, "Type") ? !evne_object_is_name(value, "VRI")
                                       : true)
            return false;
    }
    return true;
}

/* Names of a VRI are digests: 40 hexadecimal digits. */
static bool is_digest_name(evne_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((name.p[i] < '0' || name.p[i] > '9') && (name.p[i] < 'A' || name.p[i] > 'F'))
            return false;
    return name.len == 40;
}

/* /VRI: what it said stays, and what it says of more signatures is of that form. */
static bool vri_may_follow(const step *s, const evne_object *old, const evne_object *new)
{
    static const char *const none[] = {NULL};

    if (!new)
        return !old;
    if (new->kind != EVNE_OBJECT_DICT ||
        (old && (old->kind != EVNE_OBJECT_DICT || !holds(old, new, none))))
        return false;
    for (size_t i = 0; i < new->n; i++) {
        const evne_object *one = evne_revisions_resolve(s->pdf, s->revision, &new->pairs[i].value);

        if (!is_digest_name(new->pairs[i].key.text) || !is_plain_vri(s, one))
            return false;
    }
    return true;
}

/* A dictionary that can be nothing else but a store. */
static bool is_store(const evne_object *dict)
{
    if (!dict || dict->kind != EVNE_OBJECT_DICT)
        return false;
    for (size_t i = 0; i < dict->n; i++) {
        evne_str key = dict->pairs[i].key.text;
        bool is_type =
            evne_str_is(key, "Type") && evne_object_is_name(&dict->pairs[i].value, "DSS");

        if (!is_type && !evne_str_is(key, "VRI") && !is_one_of(key, store_lists))
            return false;
    }
    return true;
}

static bool store_may_follow(step *s, const evne_object *old, const evne_object *new)
{
    if (!is_store(new) || (old && !is_store(old)))
        return false;
    for (size_t i = 0; store_lists[i]; i++)
        if (!store_list_may_follow(s, old, new, store_lists[i]))
            return false;
    if (!vri_may_follow(s, resolve(s, s->revision - 1, old, "VRI"),
                        resolve(s, s->revision, new, "VRI")))
        return false;
    explain(s, new);
    s->n_stores++;
    return true;
}

/* A list of the store, or its VRI, that is an object of its own and got longer. */
static bool store_part_may_follow(step *s, int number, const evne_object *old,
                                  const evne_object *new)
{
    const evne_object *ref = evne_object_get_kind(s->before.root, "DSS", EVNE_OBJECT_REF);
    const evne_object *store = resolve(s, s->revision - 1, s->before.root, "DSS");
    const evne_object *vri = evne_object_get_kind(store, "VRI", EVNE_OBJECT_REF);
    bool ok = vri && vri->number == number && vri_may_follow(s, old, new);

    for (size_t i = 0; store_lists[i] && !ok; i++) {
        const evne_object *list = evne_object_get_kind(store, store_lists[i], EVNE_OBJECT_REF);

        ok = list && list->number == number && old->kind == EVNE_OBJECT_ARRAY &&
             new->kind == EVNE_OBJECT_ARRAY &&list_may_follow(s, old, new);
    }
    ok = ok && ref && !is_used_elsewhere(s, number, (int)ref->number);
    if (ok)
        explain(s, new);
    s->n_stores += ok;
    return ok;
}

/* /DSS of the catalog: absent before, or the same object, which then answers for itself. */
static bool store_ref_may_follow(step *s, const evne_object *old, const evne_object *new)
{
    size_t index = new ? new_index(s, new) : SIZE_MAX;

    if (same_value(old, new))
        return true;
    if (old || index == SIZE_MAX)
        return false;
    s->explained[index] = 1;
    return store_may_follow(
        s, NULL, evne_revisions_object(s->pdf, &s->pdf->list[s->revision].entries[index]));
}

/* ---- new fields: those that show nothing, and one in a place that was kept for it ---- */

/* Four equal pairs: a rectangle without width and height. */
static bool is_empty_rectangle(const evne_object *rect)
{
    return rect && rect->n == 4 && evne_object_equal(&rect->items[0], &rect->items[2]) &&
           evne_object_equal(&rect->items[1], &rect->items[3]) &&
           rect->items[0].kind == EVNE_OBJECT_INT && rect->items[1].kind == EVNE_OBJECT_INT;
}

/* Whether the field is called like a place that was kept for somebody else's. */
static bool takes_place(const step *s, const evne_object *field)
{
    evne_places places;

    evne_places_read(s->arena, s->pdf, s->revision - 1, s->before.root, &places);
    return evne_places_find(&places, evne_object_utf8(s->arena, evne_object_get(field, "T")));
}

/* The object of a new signature field that shows nothing and does nothing, or NULL. */
static const evne_object *invisible_field(const step *s, const evne_object *ref)
{
    static const char *const keys[] = {"Type", "Subtype", "FT", "T",  "TU", "F",
                                       "Rect", "P",       "V",  "Ff", NULL};
    size_t index = new_index(s, ref), value_index;
    const evne_entry *entries = s->pdf->list[s->revision].entries;
    const evne_object *field, *value, *dict;

    if (index == SIZE_MAX || entries[index].has_stream)
        return NULL;
    field = evne_revisions_object(s->pdf, &entries[index]);
    for (size_t i = 0; i < field->n; i++)
        if (field->kind != EVNE_OBJECT_DICT || !is_one_of(field->pairs[i].key.text, keys))
            return NULL;
    value = evne_object_get_kind(field, "V", EVNE_OBJECT_REF);
    value_index = value ? new_index(s, value) : SIZE_MAX;
    if (value_index == SIZE_MAX || entries[value_index].has_stream ||
        !entries[value_index].is_signature ||
        !evne_object_is_name(evne_object_get(field, "FT"), "Sig") ||
        !evne_object_is_name(evne_object_get(field, "Subtype"), "Widget") ||
        !evne_object_get_kind(field, "T", EVNE_OBJECT_STRING) ||
        !is_empty_rectangle(evne_object_get_kind(field, "Rect", EVNE_OBJECT_ARRAY)))
        return NULL;
    dict = evne_revisions_object(s->pdf, &entries[value_index]);
    if (s->is_certified && !evne_object_is_name(evne_object_get(dict, "Type"), "DocTimeStamp"))
        return NULL;
    return takes_place(s, field) ? NULL : field;
}

static bool is_placed(const step *s, const evne_object *ref)
{
    return s->placed.is_there && !s->is_certified && ref->kind == EVNE_OBJECT_REF &&
           ref->number == s->placed.field;
}

/* The first items of `new` are those of `old`; the rest are such fields. */
static bool refs_may_follow(const step *s, const evne_object *old, const evne_object *new,
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
static bool appearance_may_follow(const step *s, const evne_object *appearance)
{
    const evne_revision *rev = &s->pdf->list[s->revision];
    const evne_object *normal = evne_object_get_kind(appearance, "N", EVNE_OBJECT_REF), *dict;
    size_t index = normal ? new_index(s, normal) : SIZE_MAX;

    if (index == SIZE_MAX || appearance->n != 1 || !rev->entries[index].has_stream)
        return false;
    dict = evne_revisions_object(s->pdf, &rev->entries[index]);
    return evne_form_look_is_plain(dict);
}

/* The value of a field is a signature that this revision brings. */
static bool value_may_follow(step *s, const evne_object *field)
{
    const evne_object *value = evne_object_get_kind(field, "V", EVNE_OBJECT_REF);
    const evne_entry *entries = s->pdf->list[s->revision].entries;
    size_t index = value ? new_index(s, value) : SIZE_MAX;

    if (index == SIZE_MAX || !entries[index].is_signature || entries[index].has_stream)
        return false;
    s->explained[index] = 1;
    s->n_signed++;
    return true;
}

static void look_is_new(step *s, const evne_field *field, const evne_object *look)
{
    if (evne_field_covers_page(field))
        bad(s, "change.cover", field->number);
    explain(s, look);
}

/* The new field has a signature, and may have a look. */
static bool explain_field(step *s, const evne_object *ref)
{
    const evne_entry *entry = evne_revisions_find(s->pdf, s->revision, ref->number);
    evne_field field = {.number = (int)ref->number, .dict = evne_revisions_object(s->pdf, entry)};
    const evne_object *look = evne_object_get(field.dict, "AP");
    evne_object element = {.kind = EVNE_OBJECT_REF, .number = s->placed.element};

    if (!value_may_follow(s, field.dict) || (look && !appearance_may_follow(s, look)))
        return false;
    s->explained[new_index(s, ref)] = 1;
    if (is_placed(s, ref))
        s->explained[new_index(s, &element)] = 1;
    if (look)
        look_is_new(s, &field, look);
    return true;
}

static bool explain_fields(step *s, size_t first, const evne_object *refs)
{
    for (size_t i = first; i < refs->n; i++)
        if (!explain_field(s, &refs->items[i]))
            return false;
    return true;
}

/* A list that has been looked at, where it has become an object of its own. */
static void explain_list(const step *s, const evne_object *dict, const char *key)
{
    const evne_object *list = evne_object_get_kind(dict, key, EVNE_OBJECT_REF);
    size_t index = list ? new_index(s, list) : SIZE_MAX;

    if (index != SIZE_MAX)
        s->explained[index] = 1;
}

static bool fields_may_follow(step *s, const evne_object *old, const evne_object *new)
{
    const evne_object *before = resolve(s, s->revision - 1, old, "Fields");
    const evne_object *after = resolve(s, s->revision, new, "Fields");

    if (same_value(evne_object_get(old, "Fields"), evne_object_get(new, "Fields")))
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
static bool page_may_follow(const step *s, const evne_object *old, const evne_object *new)
{
    static const char *const except[] = {"Annots", "Tabs", NULL};
    const evne_object *tabs = evne_object_get(old, "Tabs"),
                      *new_tabs = evne_object_get(new, "Tabs");

    if (!same_but(old, new, except) ||
        (!same_value(tabs, new_tabs) && (tabs || !evne_object_is_name(new_tabs, "S"))) ||
        !refs_may_follow(s, resolve(s, s->revision - 1, old, "Annots"),
                         resolve(s, s->revision, new, "Annots"), false))
        return false;
    explain_list(s, new, "Annots");
    return true;
}

/* ---- form and catalog as a whole ---- */

static bool form_may_follow(step *s, const evne_object *old, const evne_object *new)
{
    static const char *const except[] = {"SigFlags", "Fields", NULL};

    return same_but(old, new, except) &&
           flags_may_follow(evne_object_get(old, "SigFlags"), evne_object_get(new, "SigFlags")) &&
           fields_may_follow(s, old, new);
}

/* The catalog may change where the form is written inside it, and get a store of evidence. */
static bool catalog_may_follow(step *s, const evne_object *new)
{
    static const char *const except[] = {"DSS", "AcroForm", NULL};
    const evne_object *old = s->before.root, *form = evne_object_get(new, "AcroForm");
    bool is_inside = !s->before.form_number && s->before.form;

    if (!same_but(old, new, except) ||
        !store_ref_may_follow(s, evne_object_get(old, "DSS"), evne_object_get(new, "DSS")))
        return false;
    if (!is_inside)
        return same_value(evne_object_get(old, "AcroForm"), form);
    return form && form_may_follow(s, s->before.form, form);
}

/* ---- fields ---- */

static bool field_may_follow(step *s, const evne_field *field, const evne_object *new)
{
    static const char *const except[] = {"V", "AP", NULL};
    const evne_object *old_look = evne_object_get(field->dict, "AP");
    const evne_object *new_look = evne_object_get(new, "AP");

    if (field->value || !same_but(field->dict, new, except))
        return false;
    if (!same_value(old_look, new_look)) {
        if (!new_look || !appearance_may_follow(s, new_look))
            return false;
        look_is_new(s, field, new_look);
    }
    return value_may_follow(s, new);
}

/* ---- the revision's table, line by line ---- */

static const evne_field *field_of(const step *s, int number)
{
    for (size_t i = 0; i < s->before.n_fields; i++)
        if (s->before.fields[i].number == number && s->before.fields[i].is_signature)
            return &s->before.fields[i];
    return NULL;
}

static bool has_type(const evne_object *dict, const char *name)
{
    return evne_object_is_name(evne_object_get(dict, "Type"), name);
}

/* What a change of the object `old` does to the document; `code` says it to the reader. */
static const char *harm_of(const step *s, const evne_entry *entry, const evne_object *old,
                           const evne_object *new)
{
    static const char *const annots[] = {"Annots", NULL};

    if (entry->is_signature)
        return "change.signature";
    if (entry->number == s->before.root_number)
        return "change.catalog";
    if (has_type(old, "Page") && same_but(old, new, annots))
        return "change.annotation";
    if (has_type(old, "Page") || has_type(old, "Pages"))
        return "change.page";
    if (has_type(old, "Annot") || evne_object_get_kind(old, "Rect", EVNE_OBJECT_ARRAY))
        return "change.annotation";
    if (has_type(old, "Font") || has_type(old, "FontDescriptor"))
        return "change.font";
    if (has_type(old, "Metadata"))
        return "change.metadata";
    if (has_type(old, "Filespec") || has_type(old, "EmbeddedFile"))
        return "change.attachment";
    if (has_type(old, "StructTreeRoot") || has_type(old, "StructElem") || evne_object_get(old, "S"))
        return "change.structure";
    return entry->has_stream ? "change.content" : "change.object";
}

static void bad_change(const step *s, const evne_entry *entry, const evne_entry *old)
{
    bad(s,
        harm_of(s, old, evne_revisions_object(s->pdf, old), evne_revisions_object(s->pdf, entry)),
        entry->number);
}

/* The number of the catalog's store of evidence before this revision, or 0. */
static int64_t store_number(const step *s)
{
    const evne_object *store = evne_object_get_kind(s->before.root, "DSS", EVNE_OBJECT_REF);

    return store ? store->number : 0;
}

/* The one page of the revision before that has its annotations in that object, or 0. */
static int page_of(const step *s, int number)
{
    for (int i = 1; i < s->pdf->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(s->pdf, s->revision - 1, i);
        const evne_object *page = entry ? evne_revisions_object(s->pdf, entry) : NULL;
        const evne_object *annots = evne_object_get_kind(page, "Annots", EVNE_OBJECT_REF);

        if (annots && annots->number == number && has_type(page, "Page"))
            return i;
    }
    return 0;
}

/* A list that is an object of its own: the form's fields, or a page's annotations. */
static bool list_of_refs_may_follow(step *s, int number, const evne_object *old,
                                    const evne_object *new)
{
    const evne_object *fields = evne_object_get_kind(s->before.form, "Fields", EVNE_OBJECT_REF);
    bool is_fields = fields && fields->number == number;
    int form = s->before.form_number ? s->before.form_number : s->before.root_number;
    int holder = is_fields ? form : page_of(s, number);

    if (!holder || is_used_elsewhere(s, number, holder))
        return false;
    return refs_may_follow(s, old, new, is_fields) &&
           (!is_fields || explain_fields(s, old->n, new));
}

/* An object that is none of form, catalog and field: the store of evidence or a page. */
static bool other_may_follow(step *s, const evne_entry *entry, const evne_entry *old,
                             const evne_object *new)
{
    const evne_object *before = evne_revisions_object(s->pdf, old);

    if (evne_placed_explains(&s->placed, entry->number))
        return !s->is_certified;
    if (entry->number == store_number(s))
        return store_may_follow(s, before, new);
    if (store_part_may_follow(s, entry->number, before, new))
        return true;
    if (before->kind == EVNE_OBJECT_ARRAY)
        return list_of_refs_may_follow(s, entry->number, before, new);
    return has_type(before, "Page") && page_may_follow(s, before, new);
}

static void check_redefined(step *s, const evne_entry *entry, const evne_entry *old)
{
    const evne_object *new = evne_revisions_object(s->pdf, entry);
    const evne_field *field = field_of(s, entry->number);

    if (entry->generation != old->generation)
        bad(s, "change.generation", entry->number);
    else if (entry->has_stream || old->has_stream)
        bad_change(s, entry, old);
    else if (entry->number == s->before.form_number) {
        if (!form_may_follow(s, s->before.form, new))
            bad(s, "change.form", entry->number);
    } else if (entry->number == s->before.root_number) {
        if (!catalog_may_follow(s, new))
            bad_change(s, entry, old);
    } else if (!field) {
        if (!other_may_follow(s, entry, old, new))
            bad_change(s, entry, old);
    } else if (!field_may_follow(s, field, new))
        bad(s, "change.field", entry->number);
}

/* What was allowed, and which field has come. */
static void look_around(step *s, const evne_form *after)
{
    evne_reasons unused = {.arena = s->arena};
    int64_t certifier = 0;

    s->is_certified =
        !evne_permissions_certifier(s->pdf, s->revision - 1, s->before.root, &certifier, &unused) ||
        certifier;
    evne_placed_find(s->arena, s->pdf, s->revision, &s->before, after, &s->placed);
}

/* A stream that holds the revision's own structure and can be nothing else beside. */
static bool is_structure(const step *s, const evne_entry *entry)
{
    static const char *const keys[] = {"Type",   "N",           "First", "Length",
                                       "Filter", "DecodeParms", NULL};
    const evne_object *dict = evne_revisions_object(s->pdf, entry);

    for (size_t i = 0; entry->is_container && i < dict->n; i++)
        if (!is_one_of(dict->pairs[i].key.text, keys))
            return false;
    return entry->is_container || entry->is_xref;
}

static void check_entries(step *s)
{
    const evne_revision *rev = &s->pdf->list[s->revision];

    for (size_t i = 0; i < rev->n_entries; i++) {
        const evne_entry *entry = &rev->entries[i];
        const evne_entry *old = evne_revisions_find(s->pdf, s->revision - 1, entry->number);

        if (entry->is_free || (!old && entry->older))
            bad(s, "change.removed", entry->number);
        else if (old)
            check_redefined(s, entry, old);
        else if (evne_revisions_asked(s->pdf, s->revision, entry->number))
            bad(s, "change.dangling", entry->number);
    }
    for (size_t i = 0; i < rev->n_entries; i++)
        if (!rev->entries[i].is_free && !rev->entries[i].older && !s->explained[i] &&
            !is_structure(s, &rev->entries[i]))
            bad(s, "change.unreferenced", rev->entries[i].number);
}

void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        const evne_form *before, const evne_form *after, evne_reasons *reasons)
{
    step s = {
        .arena = arena, .pdf = pdf, .revision = revision, .before = *before, .reasons = reasons};

    look_around(&s, after);
    s.explained = evne_arena_alloc(arena, pdf->list[revision].n_entries + 1);
    check_trailer(&s);
    check_entries(&s);
    if (s.n_signed == 0 && s.n_stores == 0)
        bad(&s, "change.unsigned_update", 0);
    if (s.n_signed > 1)
        bad(&s, "change.several", 0);
}
