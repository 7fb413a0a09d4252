/*
 * How: from the last startxref back along /Prev, which must lead through the revisions in the order
 * of the file, each ending where the next begins; then every object at the offset that its
 * revision's table gives. Sorted by offset, the objects and the table must follow each other with
 * nothing but white space between, so no byte can hide. Objects are read into a scratch arena that
 * is emptied every few dozen objects: what is kept is a few numbers per object, and
 * evne_revisions_object reads again what is asked for.
 */
#include "revisions.h"

#include <stdlib.h>
#include <string.h>

#include "active.h"
#include "packed.h"
#include "xref.h"

enum { OBJECTS_PER_SCRATCH = 64, END_LINES = 64, MAX_HOPS = 32 };

static evne_status refuse(evne_error *err, const char *code, size_t at, const char *what)
{
    return evne_xref_refuse(err, code, at, what);
}

static evne_status reader_refuse(evne_error *err, const char *code, const evne_reader *r)
{
    return refuse(err, code, r->at, r->fault ? r->fault : "uventet indhold");
}

/* ---- the ends of revisions ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0;
}

static size_t find_last(evne_str bytes, const char *word, size_t within)
{
    size_t len = strlen(word), lowest = bytes.len > within ? bytes.len - within : 0;

    for (size_t at = bytes.len < len ? 0 : bytes.len - len + 1; at-- > lowest;)
        if (memcmp(bytes.p + at, word, len) == 0)
            return at;
    return SIZE_MAX;
}

/* Tells a file that was cut off from one to which something was added. */
static evne_status refuse_end(evne_str bytes, evne_error *err)
{
    size_t last = find_last(bytes, "%%EOF", bytes.len);
    evne_reader r = {.bytes = bytes, .at = last == SIZE_MAX ? bytes.len : last + 5};
    int64_t number = 0;

    if (last == SIZE_MAX)
        return refuse(err, "file.truncated", bytes.len, "filen slutter uden %%EOF");
    evne_reader_space(&r);
    if (evne_reader_count(&r, &number))
        return refuse(err, "file.truncated", bytes.len, "den sidste revision slutter ikke");
    return refuse(err, "file.trailing", last + 5, "indhold efter det sidste %%EOF");
}

static evne_status find_last_xref(evne_str bytes, size_t *xref_at, evne_error *err)
{
    size_t at = find_last(bytes, "startxref", END_LINES);
    evne_reader r = {.bytes = bytes, .at = at};
    int64_t offset = 0;

    if (at == SIZE_MAX || !evne_xref_read_end(&r, &offset) || r.at != bytes.len)
        return refuse_end(bytes, err);
    *xref_at = (size_t)offset;
    return EVNE_OK;
}

/* ---- the chain of revisions ---- */

/* The offset in /Prev; SIZE_MAX for none. It must lie before `before`. */
static evne_status previous(const evne_revision *rev, size_t *out, evne_error *err)
{
    const evne_object *prev = evne_object_get(&rev->trailer, "Prev");

    *out = SIZE_MAX;
    if (!prev)
        return EVNE_OK;
    if (prev->kind != EVNE_OBJECT_INT || prev->number < 0 || (size_t)prev->number >= rev->xref_at)
        return refuse(err, "file.xref", rev->xref_at, "/Prev peger ikke på en tidligere revision");
    *out = (size_t)prev->number;
    return EVNE_OK;
}

static void reverse(evne_revision *list, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        evne_revision kept = list[i];

        list[i] = list[n - 1 - i];
        list[n - 1 - i] = kept;
    }
}

static evne_status read_chain(evne_arena *arena, evne_revisions *pdf, evne_error *err)
{
    size_t at = 0, limit = pdf->bytes.len, total = 0;

    pdf->list = evne_arena_array(arena, EVNE_PDF_MAX_REVISIONS, sizeof *pdf->list);
    EVNE_TRY(find_last_xref(pdf->bytes, &at, err));
    while (at != SIZE_MAX) {
        evne_revision *rev = &pdf->list[pdf->n];

        if (pdf->n == EVNE_PDF_MAX_REVISIONS)
            return refuse(err, "file.limits", at, "for mange revisioner");
        EVNE_TRY(evne_xref_read(arena, evne_str_slice(pdf->bytes, 0, limit), at, rev, err));
        if (pdf->n == 0 && rev->end != limit)
            return refuse(err, "file.trailing", rev->end, "den nyeste revision slutter før filen");
        total += rev->n_entries;
        if (total > EVNE_PDF_MAX_OBJECTS)
            return refuse(err, "file.limits", at, "for mange objekter");
        pdf->n++;
        limit = rev->xref_at;
        EVNE_TRY(previous(rev, &at, err));
    }
    reverse(pdf->list, pdf->n);
    for (size_t i = 0; i < pdf->n; i++)
        pdf->list[i].start = i ? pdf->list[i - 1].end : 0;
    return EVNE_OK;
}

/* Links the entries of one number, oldest first, so that `newest` heads each chain. */
static void index_entries(evne_arena *arena, evne_revisions *pdf)
{
    int highest = 0;

    for (size_t i = 0; i < pdf->n; i++) {
        const evne_revision *rev = &pdf->list[i];
        int last = rev->n_entries ? rev->entries[rev->n_entries - 1].number : 0;

        highest = last > highest ? last : highest;
    }
    pdf->n_numbers = highest + 1;
    pdf->newest = evne_arena_array(arena, (size_t)pdf->n_numbers, sizeof *pdf->newest);
    pdf->asked = evne_arena_alloc(arena, (size_t)pdf->n_numbers);
    for (size_t i = 0; i < pdf->n; i++)
        for (size_t j = 0; j < pdf->list[i].n_entries; j++) {
            evne_entry *entry = &pdf->list[i].entries[j];

            entry->revision = i;
            entry->index_here = j;
            entry->older = pdf->newest[entry->number];
            pdf->newest[entry->number] = entry;
        }
}

/* ---- objects ---- */

/* "12 0 obj" of the entry. */
static bool read_head(evne_reader *r, const evne_entry *entry)
{
    int64_t number = 0, generation = 0;

    if (!evne_reader_count(r, &number))
        return false;
    evne_reader_space(r);
    if (!evne_reader_count(r, &generation))
        return false;
    evne_reader_space(r);
    if (!evne_reader_word(r, "obj"))
        return false;
    if (number != entry->number || generation != entry->generation)
        return evne_reader_fault(r, "et andet objekt ligger her");
    return true;
}

/* The number that the object of `entry` is. */
static bool read_length(evne_reader *at, const evne_entry *entry, int64_t *number)
{
    if (entry->container) {
        at->bytes = entry->packed;
        at->at = 0;
    } else {
        at->at = entry->start;
        if (!read_head(at, entry))
            return false;
    }
    evne_reader_space(at);
    return evne_reader_count(at, number);
}

/* The length of the stream that follows; a reference is read where this revision's tables say. */
static bool stream_length(evne_reader *r, const evne_revisions *pdf, size_t revision,
                          const evne_object *dict, size_t *out)
{
    const evne_object *length = evne_object_get(dict, "Length");
    evne_reader at = *r;
    int64_t number = 0;

    if (length && length->kind == EVNE_OBJECT_REF) {
        const evne_entry *entry = evne_revisions_find(pdf, revision, length->number);

        if (!entry || !read_length(&at, entry, &number))
            return evne_reader_fault(r, "en strøms længde mangler");
    } else if (length && length->kind == EVNE_OBJECT_INT && length->number >= 0) {
        number = length->number;
    } else {
        return evne_reader_fault(r, "en strøms længde mangler");
    }
    *out = (size_t)number;
    return true;
}

static bool skip_stream(evne_reader *r, const evne_revisions *pdf, size_t revision,
                        const evne_object *dict)
{
    size_t len = 0;
    evne_str unused;

    if (dict->kind != EVNE_OBJECT_DICT)
        return evne_reader_fault(r, "en strøm har ingen ordbog");
    if (evne_object_get(dict, "F"))
        return evne_reader_fault(r, "en strøm ligger i en anden fil");
    return stream_length(r, pdf, revision, dict, &len) && evne_xref_stream_bytes(r, len, &unused);
}

bool evne_packed_looks_signed(const evne_object *object)
{
    const evne_object *type = evne_object_get(object, "Type");

    return evne_object_get(object, "ByteRange") || evne_object_is_name(type, "Sig") ||
           evne_object_is_name(type, "DocTimeStamp");
}

/* Notes what `object` refers to, there or not: what is not yet there can come to light later. */
void evne_packed_note_refs(evne_revisions *pdf, size_t revision, const evne_object *object)
{
    int64_t number = object->kind == EVNE_OBJECT_REF ? object->number : 0;

    if (number > pdf->highest_asked && number <= EVNE_PDF_MAX_OBJECTS)
        pdf->highest_asked = (int)number;
    if (number > 0 && number < pdf->n_numbers &&
        (!pdf->asked[number] || pdf->asked[number] > revision + 1))
        pdf->asked[number] = (unsigned char)(revision + 1);
    for (size_t i = 0; i < object->n; i++)
        evne_packed_note_refs(pdf, revision,
                              object->kind == EVNE_OBJECT_DICT ? &object->pairs[i].value
                                                               : &object->items[i]);
}

static bool read_indirect(evne_reader *r, evne_revisions *pdf, evne_entry *entry)
{
    evne_object object;

    if (!read_head(r, entry) || !evne_object_read(r, &object))
        return false;
    evne_reader_space(r);
    if (r->bytes.len - r->at > 6 && memcmp(r->bytes.p + r->at, "stream", 6) == 0) {
        entry->has_stream = true;
        if (!skip_stream(r, pdf, entry->revision, &object))
            return false;
        evne_reader_space(r);
    }
    entry->is_signature = evne_packed_looks_signed(&object);
    entry->active = evne_active_look(&object);
    evne_packed_note_refs(pdf, entry->revision, &object);
    if (!evne_reader_word(r, "endobj"))
        return false;
    entry->end = r->at;
    return true;
}

static evne_status read_entry_object(evne_arena *scratch, evne_revisions *pdf, evne_entry *entry,
                                     evne_error *err)
{
    const evne_revision *rev = &pdf->list[entry->revision];
    evne_reader r = {
        .arena = scratch, .bytes = evne_str_slice(pdf->bytes, 0, rev->xref_at), .at = entry->start};

    if (entry->start < rev->start || entry->start >= rev->xref_at)
        return refuse(err, "file.xref", entry->start,
                      "krydshenvisningen peger uden for sin revision");
    if (!read_indirect(&r, pdf, entry))
        return reader_refuse(err, "file.object", &r);
    return EVNE_OK;
}

/* Reads the object streams of a revision, or all else that stands in the file by itself. */
static evne_status read_kind(evne_revisions *pdf, evne_revision *rev, bool containers,
                             evne_error *err)
{
    evne_status status = EVNE_OK;
    evne_arena *scratch = evne_arena_new(0, NULL, NULL);

    for (size_t i = 0; i < rev->n_entries && status == EVNE_OK; i++) {
        evne_entry *entry = &rev->entries[i];

        if (i % OBJECTS_PER_SCRATCH == 0)
            evne_arena_reset(scratch);
        if (!entry->is_free && !entry->container && !entry->is_xref &&
            entry->is_container == containers)
            status = read_entry_object(scratch, pdf, entry, err);
    }
    evne_arena_free(scratch);
    return status;
}

/* ---- one revision ---- */

/* The number of a cross-reference stream that does not name itself must be nobody else's. */
static evne_status check_xref_number(const evne_revisions *pdf, const evne_revision *rev,
                                     size_t index, evne_error *err)
{
    const evne_object *size = evne_object_get(&rev->trailer, "Size");
    const evne_entry *entry = evne_revisions_find(pdf, index, rev->xref_number);

    if (rev->xref_number && (rev->xref_number >= size->number || (entry && !entry->is_xref)))
        return refuse(err, "file.xref", rev->xref_at,
                      "strømmen med krydshenvisninger har et andet objekts nummer");
    return EVNE_OK;
}

static evne_status read_objects(evne_arena *arena, evne_revisions *pdf, size_t index,
                                evne_error *err)
{
    evne_revision *rev = &pdf->list[index];

    evne_packed_note_refs(pdf, index, &rev->trailer);
    EVNE_TRY(check_xref_number(pdf, rev, index, err));
    EVNE_TRY(evne_packed_find(rev, err));
    EVNE_TRY(read_kind(pdf, rev, true, err));
    EVNE_TRY(evne_packed_read(arena, pdf, rev, err));
    return read_kind(pdf, rev, false, err);
}

/* ---- every byte accounted for ---- */

static int order_by_start(const void *a, const void *b)
{
    const evne_entry *const *x = a, *const *y = b;

    return ((*x)->start > (*y)->start) - ((*x)->start < (*y)->start);
}

/* The `*n` objects that stand in the file by themselves, in the order of their places. */
static evne_entry **sort_objects(evne_arena *arena, const evne_revision *rev, size_t *n)
{
    evne_entry **sorted = evne_arena_array(arena, rev->n_entries + 1, sizeof *sorted);

    *n = 0;
    for (size_t i = 0; i < rev->n_entries; i++)
        if (!rev->entries[i].is_free && !rev->entries[i].container && !rev->entries[i].is_xref)
            sorted[(*n)++] = &rev->entries[i];
    qsort(sorted, *n, sizeof *sorted, order_by_start);
    return sorted;
}

static evne_status only_space(const evne_revisions *pdf, size_t from, size_t to, evne_error *err)
{
    if (from > to)
        return refuse(err, "file.overlap", to, "to objekter dækker hinanden");
    for (; from < to; from++)
        if (!is_space(pdf->bytes.p[from]))
            return refuse(err, "file.unaccounted", from, "indhold uden for alle objekter");
    return EVNE_OK;
}

/* "%PDF-1.7", a line end, and at most one line of comment. */
static evne_status read_header(evne_str bytes, size_t *end, evne_error *err)
{
    evne_reader r = {.bytes = bytes, .at = 8};

    if (bytes.len < 16 || memcmp(bytes.p, "%PDF-", 5) != 0 || bytes.p[6] != '.' ||
        (bytes.p[5] != '1' && bytes.p[5] != '2') || bytes.p[7] < '0' || bytes.p[7] > '7')
        return refuse(err, "file.header", 0, "filen begynder ikke som en PDF");
    if (!evne_reader_line_end(&r))
        return reader_refuse(err, "file.header", &r);
    if (bytes.p[r.at] == '%') {
        while (r.at < bytes.len && bytes.p[r.at] != '\r' && bytes.p[r.at] != '\n')
            r.at++;
        if (!evne_reader_line_end(&r))
            return reader_refuse(err, "file.header", &r);
    }
    *end = r.at;
    return EVNE_OK;
}

static evne_status account(evne_arena *arena, const evne_revisions *pdf, size_t index,
                           evne_error *err)
{
    const evne_revision *rev = &pdf->list[index];
    size_t n, at = rev->start;
    evne_entry **sorted = sort_objects(arena, rev, &n);

    if (index == 0)
        EVNE_TRY(read_header(pdf->bytes, &at, err));
    for (size_t i = 0; i < n; i++) {
        EVNE_TRY(only_space(pdf, at, sorted[i]->start, err));
        at = sorted[i]->end;
    }
    return only_space(pdf, at, rev->xref_at, err);
}

/* Where the objects are; none is read yet. */
static evne_status open_file(evne_arena *arena, evne_str bytes, evne_revisions **out,
                             evne_error *err)
{
    evne_revisions *pdf = evne_arena_alloc(arena, sizeof *pdf);
    size_t end = 0;

    if (bytes.len > EVNE_PDF_MAX_BYTES)
        return refuse(err, "file.limits", bytes.len, "filen er for stor");
    EVNE_TRY(read_header(bytes, &end, err));
    pdf->arena = arena;
    pdf->bytes = bytes;
    EVNE_TRY(read_chain(arena, pdf, err));
    index_entries(arena, pdf);
    *out = pdf;
    return EVNE_OK;
}

/* Each object ends where the next begins, at the latest: no two can share what they hold. */
static void bound_objects(evne_arena *arena, const evne_revisions *pdf, size_t index)
{
    const evne_revision *rev = &pdf->list[index];
    size_t n;
    evne_entry **sorted = sort_objects(arena, rev, &n);

    for (size_t i = 0; i < n; i++) {
        size_t next = i + 1 < n ? sorted[i + 1]->start : rev->xref_at;
        sorted[i]->end = next < rev->xref_at ? next : rev->xref_at;
    }
}

evne_status evne_revisions_open_own(evne_arena *arena, evne_str bytes, const evne_revisions **out,
                                    evne_error *err)
{
    evne_revisions *pdf;

    *out = NULL;
    EVNE_TRY(open_file(arena, bytes, &pdf, err));
    for (size_t i = 0; i < pdf->n; i++)
        bound_objects(arena, pdf, i);
    *out = pdf;
    return EVNE_OK;
}

evne_status evne_revisions_read(evne_arena *arena, evne_str bytes, const evne_revisions **out,
                                evne_error *err)
{
    evne_revisions *pdf;

    *out = NULL;
    EVNE_TRY(open_file(arena, bytes, &pdf, err));
    for (size_t i = 0; i < pdf->n; i++)
        EVNE_TRY(read_objects(arena, pdf, i, err));
    for (size_t i = 0; i < pdf->n; i++)
        EVNE_TRY(account(arena, pdf, i, err));
    *out = pdf;
    return EVNE_OK;
}

/* ---- questions ---- */

const evne_entry *evne_revisions_find(const evne_revisions *pdf, size_t revision, int64_t number)
{
    const evne_entry *entry = number > 0 && number < pdf->n_numbers ? pdf->newest[number] : NULL;

    while (entry && entry->revision > revision)
        entry = entry->older;
    return entry && !entry->is_free ? entry : NULL;
}

static const evne_object *read_again(const evne_revisions *pdf, const evne_entry *entry)
{
    evne_reader r = {.arena = pdf->arena, .bytes = entry->packed};
    evne_object *object = evne_arena_alloc(pdf->arena, sizeof *object);

    if (!entry->container) {
        r.bytes = evne_str_slice(pdf->bytes, 0, entry->end);
        r.at = entry->start;
    }
    if (r.at >= r.bytes.len || (!entry->container && !read_head(&r, entry)) ||
        !evne_object_read(&r, object))
        object->kind = EVNE_OBJECT_NULL;
    return object;
}

const evne_object *evne_revisions_object(const evne_revisions *pdf, const evne_entry *entry)
{
    evne_entry *own = &pdf->list[entry->revision].entries[entry->index_here];

    if (!own->object)
        own->object = read_again(pdf, entry);
    return own->object;
}

bool evne_revisions_asked(const evne_revisions *pdf, size_t revision, int number)
{
    return number < pdf->n_numbers && pdf->asked[number] && pdf->asked[number] <= revision;
}

evne_str evne_revisions_text(const evne_revisions *pdf, const evne_entry *entry)
{
    return entry->container ? entry->packed : evne_str_slice(pdf->bytes, entry->start, entry->end);
}

const evne_object *evne_revisions_resolve(const evne_revisions *pdf, size_t revision,
                                          const evne_object *object)
{
    for (int hop = 0; object && object->kind == EVNE_OBJECT_REF; hop++) {
        const evne_entry *entry = evne_revisions_find(pdf, revision, object->number);

        if (hop == MAX_HOPS || !entry || entry->generation != object->generation)
            return NULL;
        object = evne_revisions_object(pdf, entry);
    }
    return object;
}

const evne_object *evne_revisions_get(const evne_revisions *pdf, size_t revision,
                                      const evne_object *dict, const char *key,
                                      evne_object_kind kind)
{
    const evne_object *value = evne_revisions_resolve(pdf, revision, evne_object_get(dict, key));

    return value && value->kind == kind ? value : NULL;
}

size_t evne_revisions_offset(const evne_revisions *pdf, const evne_object *object)
{
    return (size_t)(object->raw.p - pdf->bytes.p);
}
