/*
 * How: first it is found out which streams of a revision hold objects; then each is unpacked and
 * cut up. Its list of numbers and the revision's section must say the same, object by object, and
 * between the objects there is nothing but white space.
 */
#include "packed.h"

#include <string.h>

#include "active.h"
#include "unpack.h"
#include "xref.h"

static evne_entry *own_entry(const evne_revision *rev, int64_t number)
{
    size_t low = 0, high = rev->n_entries;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (rev->entries[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rev->n_entries && rev->entries[low].number == number ? &rev->entries[low] : NULL;
}

/* Objects may lie in streams of their own revision only. */
evne_status evne_packed_find(evne_revision *rev, evne_error *err)
{
    for (size_t i = 0; i < rev->n_entries; i++) {
        int number = rev->entries[i].container;
        evne_entry *entry = number ? own_entry(rev, number) : NULL;

        if (number && (!entry || entry->is_free || entry->container || entry->is_xref))
            return evne_xref_refuse(err, "file.xref", rev->xref_at,
                                    "et objekt ligger i en strøm, som revisionen ikke har");
        if (entry)
            entry->is_container = true;
    }
    return EVNE_OK;
}

/* An object stream (ISO 32000-1, 7.5.7) on its way. */
typedef struct packing {
    evne_arena *arena;
    evne_revisions *pdf;
    evne_revision *rev;
    int number;
    evne_str bytes; /* unpacked */
    int64_t n, first;
} packing;

static bool open_packing(evne_reader *r, const evne_revisions *pdf, const evne_entry *entry,
                         packing *out)
{
    const evne_object *dict = evne_revisions_object(pdf, entry);
    const evne_object *n = evne_object_get_kind(dict, "N", EVNE_OBJECT_INT);
    const evne_object *first = evne_object_get_kind(dict, "First", EVNE_OBJECT_INT);
    const evne_object *length = evne_object_get_kind(dict, "Length", EVNE_OBJECT_INT);
    evne_str packed = {0};
    const char *fault;

    if (!entry->has_stream || !evne_object_is_name(evne_object_get(dict, "Type"), "ObjStm") || !n ||
        !first || !length || evne_object_get(dict, "Extends") || n->number < 1)
        return evne_reader_fault(r, "en strøm med objekter er beskrevet forkert");
    r->at = (size_t)(dict->raw.p - pdf->bytes.p) + dict->raw.len;
    evne_reader_space(r);
    if (!evne_xref_stream_bytes(r, (size_t)length->number, &packed))
        return false;
    fault = evne_unpack(r->arena, dict, packed, &out->bytes);
    if (fault)
        return evne_reader_fault(r, fault);
    out->n = n->number;
    out->first = first->number;
    return out->first >= 0 && (size_t)out->first <= out->bytes.len;
}

/* The object whose text is `from` to `to`: one, whole, and where the table says. */
static bool take_packed(evne_reader *r, packing *p, int64_t number, size_t index, size_t from,
                        size_t to)
{
    evne_entry *entry = own_entry(p->rev, number);
    evne_reader in = {.arena = r->arena, .bytes = evne_str_slice(p->bytes, from, to)};
    evne_object object;

    if (!entry || entry->container != p->number || entry->index != index)
        return evne_reader_fault(r, "et objekt i en strøm står ikke i krydshenvisningerne");
    if (!evne_object_read(&in, &object))
        return evne_reader_fault(r, in.fault);
    entry->packed = evne_str_slice(in.bytes, 0, in.at);
    evne_reader_space(&in);
    if (in.at != in.bytes.len)
        return evne_reader_fault(r, "indhold mellem objekterne i en strøm");
    if (evne_packed_looks_signed(&object))
        return evne_reader_fault(r, "en underskrift ligger i en strøm med objekter");
    entry->active = evne_active_look(&object);
    evne_packed_note_refs(p->pdf, entry->revision, &object);
    return true;
}

/* Numbers and places in front, then the objects in the same order. */
static bool take_all_packed(evne_reader *r, packing *p)
{
    evne_reader head = {.arena = r->arena, .bytes = evne_str_slice(p->bytes, 0, (size_t)p->first)};
    int64_t number = 0, offset = 0, before = 0, last = 0;

    for (int64_t i = 0; i <= p->n; i++) {
        last = number;
        before = offset;
        evne_reader_space(&head);
        if (i == p->n)
            offset = (int64_t)(p->bytes.len - (size_t)p->first);
        else if (!evne_reader_count(&head, &number) || head.at == head.bytes.len)
            return evne_reader_fault(r, "listen i en strøm med objekter er for kort");
        evne_reader_space(&head);
        if (i < p->n && !evne_reader_count(&head, &offset))
            return evne_reader_fault(r, "listen i en strøm med objekter er for kort");
        if (offset < before || (size_t)offset > p->bytes.len - (size_t)p->first ||
            (i == 0 && offset != 0))
            return evne_reader_fault(r, "objekterne i en strøm ligger ikke i rækkefølge");
        if (i > 0 && !take_packed(r, p, last, (size_t)i - 1, (size_t)(p->first + before),
                                  (size_t)(p->first + offset)))
            return false;
    }
    evne_reader_space(&head);
    return head.at == head.bytes.len ||
           evne_reader_fault(r, "listen i en strøm med objekter er for lang");
}

evne_status evne_packed_read(evne_arena *arena, evne_revisions *pdf, evne_revision *rev,
                             evne_error *err)
{
    for (size_t i = 0; i < rev->n_entries; i++) {
        packing p = {.arena = arena, .pdf = pdf, .rev = rev, .number = rev->entries[i].number};
        evne_reader r = {.arena = arena, .bytes = evne_str_slice(pdf->bytes, 0, rev->xref_at)};

        if (!rev->entries[i].is_container)
            continue;
        if (!open_packing(&r, pdf, &rev->entries[i], &p) || !take_all_packed(&r, &p))
            return evne_xref_refuse(err, "file.object", r.at,
                                    r.fault ? r.fault : "uventet indhold");
        pdf->unpacked += p.bytes.len;
        if (pdf->unpacked > EVNE_UNPACK_BYTES)
            return evne_xref_refuse(err, "file.limits", rev->xref_at,
                                    "strømmene med objekter er for store");
    }
    for (size_t i = 0; i < rev->n_entries; i++)
        if (rev->entries[i].container && !rev->entries[i].packed.p)
            return evne_xref_refuse(err, "file.xref", rev->xref_at,
                                    "et objekt er ikke i den strøm, det skulle ligge i");
    return EVNE_OK;
}
