/*
 * How: every line of the revision's own cross-reference table is one difference. An object that was
 * there before must be the form or a field, compared key by key; an object that is new must be
 * reached from the one field that was filled in. What nothing explains is refused, so hidden
 * content put there for a later trick (shadow attacks) counts as a change too.
 */
#include "changes.h"

#include <string.h>

#include "form.h"

typedef struct step {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_form before;
    evne_reasons *reasons;
    size_t n_signed;          /* fields filled in */
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

static bool is_update_key(evne_str key)
{
    static const char *const keys[] = {"Size", "Root", "Info", "ID", "Prev"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (evne_str_is(key, keys[i]))
            return true;
    return false;
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
        ok = ok && is_update_key(new->pairs[i].key.text);
    if (!ok)
        bad(s, "change.trailer", 0);
}

/* ---- dictionaries ---- */

static bool is_one_of(evne_str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (evne_str_is(key, *keys))
            return true;
    return false;
}

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

static bool form_may_follow(const evne_object *old, const evne_object *new)
{
    static const char *const except[] = {"SigFlags", NULL};

    return same_but(old, new, except) &&
           flags_may_follow(evne_object_get(old, "SigFlags"), evne_object_get(new, "SigFlags"));
}

/* The catalog may change only where the form is written inside it. */
static bool catalog_may_follow(const step *s, const evne_object *new)
{
    static const char *const except[] = {"AcroForm", NULL};
    const evne_object *form = evne_object_get_kind(new, "AcroForm", EVNE_OBJECT_DICT);

    return !s->before.form_number && s->before.form && form &&
           same_but(s->before.root, new, except) && form_may_follow(s->before.form, form);
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

static void explain_refs(const step *s, const evne_object *object, waiting *todo)
{
    size_t index = new_index(s, object);

    if (index != SIZE_MAX && !s->explained[index]) {
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

        explain_refs(s, evne_revisions_object(s->arena, s->pdf, entry), &todo);
    }
}

/* ---- fields ---- */

/* /AP << /N n 0 R >> with a form XObject that this revision brings. */
static bool appearance_may_follow(const step *s, const evne_object *appearance)
{
    const evne_revision *rev = &s->pdf->list[s->revision];
    const evne_object *normal = evne_object_get_kind(appearance, "N", EVNE_OBJECT_REF), *dict;
    size_t index = normal ? new_index(s, normal) : SIZE_MAX;

    if (index == SIZE_MAX || appearance->n != 1 || !rev->entries[index].has_stream)
        return false;
    dict = evne_revisions_object(s->arena, s->pdf, &rev->entries[index]);
    return evne_object_is_name(evne_object_get(dict, "Subtype"), "Form");
}

static bool field_may_follow(step *s, const evne_field *field, const evne_object *new)
{
    static const char *const except[] = {"V", "AP", NULL};
    const evne_revision *rev = &s->pdf->list[s->revision];
    const evne_object *value = evne_object_get_kind(new, "V", EVNE_OBJECT_REF);
    const evne_object *old_look = evne_object_get(field->dict, "AP");
    const evne_object *new_look = evne_object_get(new, "AP");
    size_t index = value ? new_index(s, value) : SIZE_MAX;

    if (field->value || index == SIZE_MAX || !rev->entries[index].is_signature ||
        rev->entries[index].has_stream || !same_but(field->dict, new, except))
        return false;
    if (!same_value(old_look, new_look)) {
        if (!new_look || !appearance_may_follow(s, new_look))
            return false;
        explain(s, new_look);
    }
    s->explained[index] = 1;
    s->n_signed++;
    return true;
}

/* ---- the revision's table, line by line ---- */

static const evne_field *field_of(const step *s, int number)
{
    for (size_t i = 0; i < s->before.n_fields; i++)
        if (s->before.fields[i].number == number && s->before.fields[i].is_signature)
            return &s->before.fields[i];
    return NULL;
}

static void check_redefined(step *s, const evne_entry *entry, const evne_entry *old)
{
    const evne_object *new = evne_revisions_object(s->arena, s->pdf, entry);
    const evne_field *field = field_of(s, entry->number);

    if (entry->has_stream || entry->generation != old->generation)
        bad(s, "change.object", entry->number);
    else if (entry->number == s->before.form_number) {
        if (!form_may_follow(s->before.form, new))
            bad(s, "change.form", entry->number);
    } else if (entry->number == s->before.root_number) {
        if (!catalog_may_follow(s, new))
            bad(s, "change.object", entry->number);
    } else if (!field)
        bad(s, "change.object", entry->number);
    else if (!field_may_follow(s, field, new))
        bad(s, "change.field", entry->number);
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
    }
    for (size_t i = 0; i < rev->n_entries; i++)
        if (!rev->entries[i].is_free && !rev->entries[i].older && !s->explained[i])
            bad(s, "change.unreferenced", rev->entries[i].number);
}

void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        evne_reasons *reasons)
{
    step s = {.arena = arena, .pdf = pdf, .revision = revision, .reasons = reasons};
    evne_error err = {0};

    if (evne_form_read(arena, pdf, revision - 1, &s.before, &err) != EVNE_OK) {
        evne_reasons_add(reasons, err.where, err.text);
        return;
    }
    s.explained = evne_arena_alloc(arena, pdf->list[revision].n_entries + 1);
    check_trailer(&s);
    check_entries(&s);
    if (s.n_signed == 0)
        bad(&s, "change.unsigned_update", 0);
    if (s.n_signed > 1)
        bad(&s, "change.several", 0);
}
