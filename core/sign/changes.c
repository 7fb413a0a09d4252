/*
 * How: every line of the revision's own cross-reference section is one difference. An object that
 * was there before must be one of those that may grow, compared key by key; an object that is new
 * must be reached from a field, from the store of evidence, or be the revision's own structure.
 * What nothing explains is refused, so hidden content put there for a later trick (shadow attacks)
 * counts as a change too; and so does what the document had referred to before it was there.
 */
#include "changes.h"

#include <string.h>

#include "permissions.h"
#include "step.h"

/* ---- trailer ---- */

/* The first half of /ID names the document for good; the second changes with each update. */
static bool same_id(const evne_object *a, const evne_object *b)
{
    if (!a || !b)
        return a == b;
    return a->kind == EVNE_OBJECT_ARRAY && b->kind == EVNE_OBJECT_ARRAY && a->n == 2 && b->n == 2 &&
           evne_object_equal(&a->items[0], &b->items[0]) && b->items[1].kind == EVNE_OBJECT_STRING;
}

static bool is_update_key(const evne_revision *rev, evne_str key)
{
    static const char *const keys[] = {"Size", "Root", "Info", "ID", "Prev", NULL};
    static const char *const of_streams[] = {"Type",   "W",           "Index", "Length",
                                             "Filter", "DecodeParms", NULL};

    return evne_step_is_one_of(key, keys) ||
           (rev->xref_number && evne_step_is_one_of(key, of_streams));
}

static void check_trailer(const evne_step *s)
{
    const evne_object *old = &s->pdf->list[s->revision - 1].trailer;
    const evne_object *new = &s->pdf->list[s->revision].trailer;
    bool ok = evne_step_same_value(evne_object_get(old, "Root"), evne_object_get(new, "Root")) &&
              evne_step_same_value(evne_object_get(old, "Info"), evne_object_get(new, "Info")) &&
              same_id(evne_object_get(old, "ID"), evne_object_get(new, "ID")) &&
              evne_object_get(new, "Size")->number >= evne_object_get(old, "Size")->number;

    for (size_t i = 0; i < new->n; i++)
        ok = ok && is_update_key(&s->pdf->list[s->revision], new->pairs[i].key.text);
    if (!ok)
        evne_step_bad(s, "change.trailer", 0);
}

/* ---- the revision's table, line by line ---- */

static const evne_field *field_of(const evne_step *s, int number)
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
static const char *harm_of(const evne_step *s, const evne_entry *entry, const evne_object *old,
                           const evne_object *new)
{
    static const char *const annots[] = {"Annots", NULL};

    if (entry->is_signature)
        return "change.signature";
    if (entry->number == s->before.root_number)
        return "change.catalog";
    if (has_type(old, "Page") && evne_step_same_but(old, new, annots))
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

static void bad_change(const evne_step *s, const evne_entry *entry, const evne_entry *old)
{
    evne_step_bad(
        s,
        harm_of(s, old, evne_revisions_object(s->pdf, old), evne_revisions_object(s->pdf, entry)),
        entry->number);
}

/* The number of the catalog's store of evidence before this revision, or 0. */
static int64_t store_number(const evne_step *s)
{
    const evne_object *store = evne_object_get_kind(s->before.root, "DSS", EVNE_OBJECT_REF);

    return store ? store->number : 0;
}

/* An object that is none of form, catalog and field: the store of evidence or a page. */
static bool other_may_follow(evne_step *s, const evne_entry *entry, const evne_entry *old,
                             const evne_object *new)
{
    const evne_object *before = evne_revisions_object(s->pdf, old);

    if (evne_placed_explains(&s->placed, entry->number))
        return !s->is_certified;
    if (entry->number == store_number(s))
        return evne_change_store(s, before, new);
    if (evne_change_store_part(s, entry->number, before, new))
        return true;
    if (before->kind == EVNE_OBJECT_ARRAY)
        return evne_change_list(s, entry->number, before, new);
    return has_type(before, "Page") && evne_change_page(s, before, new);
}

static void check_redefined(evne_step *s, const evne_entry *entry, const evne_entry *old)
{
    const evne_object *new = evne_revisions_object(s->pdf, entry);
    const evne_field *field = field_of(s, entry->number);

    if (entry->generation != old->generation)
        evne_step_bad(s, "change.generation", entry->number);
    else if (entry->has_stream || old->has_stream)
        bad_change(s, entry, old);
    else if (entry->number == s->before.form_number) {
        if (!evne_change_form(s, s->before.form, new))
            evne_step_bad(s, "change.form", entry->number);
    } else if (entry->number == s->before.root_number) {
        if (!evne_change_catalog(s, new))
            bad_change(s, entry, old);
    } else if (!field) {
        if (!other_may_follow(s, entry, old, new))
            bad_change(s, entry, old);
    } else if (!evne_change_field(s, field, new))
        evne_step_bad(s, "change.field", entry->number);
}

/* What was allowed, and which field has come. */
static void look_around(evne_step *s, const evne_form *after)
{
    evne_reasons unused = {.arena = s->arena};
    int64_t certifier = 0;

    s->is_certified =
        !evne_permissions_certifier(s->pdf, s->revision - 1, s->before.root, &certifier, &unused) ||
        certifier;
    evne_placed_find(s->arena, s->pdf, s->revision, &s->before, after, &s->placed);
}

/* A stream that holds the revision's own structure and can be nothing else beside. */
static bool is_structure(const evne_step *s, const evne_entry *entry)
{
    static const char *const keys[] = {"Type",   "N",           "First", "Length",
                                       "Filter", "DecodeParms", NULL};
    const evne_object *dict = evne_revisions_object(s->pdf, entry);

    for (size_t i = 0; entry->is_container && i < dict->n; i++)
        if (!evne_step_is_one_of(dict->pairs[i].key.text, keys))
            return false;
    return entry->is_container || entry->is_xref;
}

static void check_entries(evne_step *s)
{
    const evne_revision *rev = &s->pdf->list[s->revision];

    for (size_t i = 0; i < rev->n_entries; i++) {
        const evne_entry *entry = &rev->entries[i];
        const evne_entry *old = evne_revisions_find(s->pdf, s->revision - 1, entry->number);

        if (entry->is_free || (!old && entry->older))
            evne_step_bad(s, "change.removed", entry->number);
        else if (old)
            check_redefined(s, entry, old);
        else if (evne_revisions_asked(s->pdf, s->revision, entry->number))
            evne_step_bad(s, "change.dangling", entry->number);
    }
    for (size_t i = 0; i < rev->n_entries; i++)
        if (!rev->entries[i].is_free && !rev->entries[i].older && !s->explained[i] &&
            !is_structure(s, &rev->entries[i]))
            evne_step_bad(s, "change.unreferenced", rev->entries[i].number);
}

void evne_changes_check(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                        const evne_form *before, const evne_form *after, evne_reasons *reasons)
{
    evne_step s = {.arena = arena,
                   .pdf = pdf,
                   .revision = revision,
                   .before = *before,
                   .after = *after,
                   .reasons = reasons};

    look_around(&s, after);
    s.explained = evne_arena_alloc(arena, pdf->list[revision].n_entries + 1);
    check_trailer(&s);
    check_entries(&s);
    if (s.n_signed == 0 && s.n_stores == 0)
        evne_step_bad(&s, "change.unsigned_update", 0);
    if (s.n_signed > 1)
        evne_step_bad(&s, "change.several", 0);
}
