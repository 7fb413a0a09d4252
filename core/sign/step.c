/* How: small questions that the checks of one step ask again and again. */
#include "step.h"

#include <string.h>

void evne_step_bad(const evne_step *s, const char *code, int number)
{
    evne_reasons_add(
        s->reasons, code,
        number ? evne_arena_printf(s->arena, "revision %zu, objekt %d", s->revision + 1, number)
               : evne_arena_printf(s->arena, "revision %zu", s->revision + 1));
}

/* ---- dictionaries ---- */

bool evne_step_same_value(const evne_object *a, const evne_object *b)
{
    return (!a && !b) || (a && b && evne_object_equal(a, b));
}

bool evne_step_is_one_of(evne_str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (evne_str_is(key, *keys))
            return true;
    return false;
}

/* Whether every key of `a` but those of `except` has the same value in `b`. */
bool evne_step_holds(const evne_object *a, const evne_object *b, const char *const *except)
{
    for (size_t i = 0; i < a->n; i++) {
        const evne_pair *pair = &a->pairs[i];
        const evne_object *other = NULL;

        if (evne_step_is_one_of(pair->key.text, except))
            continue;
        for (size_t j = 0; j < b->n && !other; j++)
            if (evne_str_eq(pair->key.text, b->pairs[j].key.text))
                other = &b->pairs[j].value;
        if (!other || !evne_object_equal(&pair->value, other))
            return false;
    }
    return true;
}

bool evne_step_same_but(const evne_object *a, const evne_object *b, const char *const *except)
{
    return a->kind == EVNE_OBJECT_DICT && b->kind == EVNE_OBJECT_DICT &&
           evne_step_holds(a, b, except) && evne_step_holds(b, a, except);
}

const evne_object *evne_step_resolve(const evne_step *s, size_t revision, const evne_object *dict,
                                     const char *key)
{
    return evne_revisions_resolve(s->pdf, revision, evne_object_get(dict, key));
}

/* ---- new objects ---- */

/* The index of `ref` among the objects that this revision is the first to define, or SIZE_MAX. */
size_t evne_step_new_index(const evne_step *s, const evne_object *ref)
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
static bool is_out_of_place(const evne_step *s, size_t index)
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

static void explain_refs(const evne_step *s, const evne_object *object, waiting *todo)
{
    size_t index = evne_step_new_index(s, object);

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

void evne_step_explain(const evne_step *s, const evne_object *from)
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
bool evne_step_is_used_elsewhere(const evne_step *s, int number, int holder)
{
    for (int i = 1; i < s->pdf->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(s->pdf, s->revision - 1, i);

        if (entry && i != holder && refers_to(evne_revisions_object(s->pdf, entry), number))
            return true;
    }
    return false;
}
