/*
 * How: what a store may hold is little, and everything in it is looked at: lists of streams that
 * lead nowhere, and a VRI of such lists. An object that is something else beside is no part of it.
 */
#include "step.h"

#include <string.h>

/* A stream that leads nowhere: nothing can hide behind a certificate. */
static bool is_plain_stream(const evne_step *s, const evne_entry *entry)
{
    static const char *const keys[] = {"Length", "Filter", NULL};
    const evne_object *dict = evne_revisions_object(s->pdf, entry);

    for (size_t i = 0; i < dict->n; i++) {
        const evne_object *value = &dict->pairs[i].value;

        if (!evne_step_is_one_of(dict->pairs[i].key.text, keys) ||
            (value->kind != EVNE_OBJECT_INT && value->kind != EVNE_OBJECT_NAME))
            return false;
    }
    return entry->has_stream;
}

/* Every item of `old` is still in `new`, and what is new are streams. */
static bool list_may_follow(const evne_step *s, const evne_object *old, const evne_object *new)
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
static bool store_list_may_follow(const evne_step *s, const evne_object *old,
                                  const evne_object *new, const char *key)
{
    const evne_object *before = evne_step_resolve(s, s->revision - 1, old, key);
    const evne_object *after = evne_step_resolve(s, s->revision, new, key);

    if (!after)
        return !before && !evne_object_get(new, key);
    return after->kind == EVNE_OBJECT_ARRAY && (!before || before->kind == EVNE_OBJECT_ARRAY) &&
           list_may_follow(s, before, after);
}

/* What a VRI says of one signature: lists of streams, a time, a time-stamp. */
static bool is_plain_vri(const evne_step *s, const evne_object *vri)
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

        if (evne_step_is_one_of(key, lists)
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
static bool vri_may_follow(const evne_step *s, const evne_object *old, const evne_object *new)
{
    static const char *const none[] = {NULL};

    if (!new)
        return !old;
    if (new->kind != EVNE_OBJECT_DICT ||
        (old && (old->kind != EVNE_OBJECT_DICT || !evne_step_holds(old, new, none))))
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

        if (!is_type && !evne_str_is(key, "VRI") && !evne_step_is_one_of(key, store_lists))
            return false;
    }
    return true;
}

bool evne_change_store(evne_step *s, const evne_object *old, const evne_object *new)
{
    if (!is_store(new) || (old && !is_store(old)))
        return false;
    for (size_t i = 0; store_lists[i]; i++)
        if (!store_list_may_follow(s, old, new, store_lists[i]))
            return false;
    if (!vri_may_follow(s, evne_step_resolve(s, s->revision - 1, old, "VRI"),
                        evne_step_resolve(s, s->revision, new, "VRI")))
        return false;
    evne_step_explain(s, new);
    s->n_stores++;
    return true;
}

/* A list of the store, or its VRI, that is an object of its own and got longer. */
bool evne_change_store_part(evne_step *s, int number, const evne_object *old,
                            const evne_object *new)
{
    const evne_object *ref = evne_object_get_kind(s->before.root, "DSS", EVNE_OBJECT_REF);
    const evne_object *store = evne_step_resolve(s, s->revision - 1, s->before.root, "DSS");
    const evne_object *vri = evne_object_get_kind(store, "VRI", EVNE_OBJECT_REF);
    bool ok = vri && vri->number == number && vri_may_follow(s, old, new);

    for (size_t i = 0; store_lists[i] && !ok; i++) {
        const evne_object *list = evne_object_get_kind(store, store_lists[i], EVNE_OBJECT_REF);

        ok = list && list->number == number && old->kind == EVNE_OBJECT_ARRAY &&
             new->kind == EVNE_OBJECT_ARRAY &&list_may_follow(s, old, new);
    }
    ok = ok && ref && !evne_step_is_used_elsewhere(s, number, (int)ref->number);
    if (ok)
        evne_step_explain(s, new);
    s->n_stores += ok;
    return ok;
}

/* /DSS of the catalog: absent before, or the same object, which then answers for itself. */
bool evne_change_store_ref(evne_step *s, const evne_object *old, const evne_object *new)
{
    size_t index = new ? evne_step_new_index(s, new) : SIZE_MAX;

    if (evne_step_same_value(old, new))
        return true;
    if (old || index == SIZE_MAX)
        return false;
    s->explained[index] = 1;
    return evne_change_store(
        s, NULL, evne_revisions_object(s->pdf, &s->pdf->list[s->revision].entries[index]));
}
