/*
 * How: a table is read line by line, twenty bytes each; a stream is unpacked and read row by row
 * into the same entries. The stream is an object too: where its own rows name it, they must name
 * its own place. Sections are refused where two readers could take two meanings from them: lines
 * out of order, widths that leave fields out, kinds of rows that the standard does not know.
 */
#include "xref.h"

#include <string.h>

#include "unpack.h"

enum { ENTRY_BYTES = 20, MOST_WIDTH = 8 };

evne_status evne_xref_refuse(evne_error *err, const char *code, size_t at, const char *what)
{
    return evne_fail(err, EVNE_INPUT, code, "%s (byte %zu)", what, at);
}

static evne_status refuse(evne_error *err, const char *code, size_t at, const char *what)
{
    return evne_xref_refuse(err, code, at, what);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0;
}

bool evne_xref_read_end(evne_reader *r, int64_t *xref_at)
{
    if (!evne_reader_word(r, "startxref") || !evne_reader_line_end(r) ||
        !evne_reader_count(r, xref_at) || !evne_reader_line_end(r))
        return false;
    if (r->bytes.len - r->at < 5 || memcmp(r->bytes.p + r->at, "%%EOF", 5) != 0)
        return evne_reader_fault(r, "%%EOF mangler");
    r->at += 5;
    if (r->at < r->bytes.len)
        return evne_reader_line_end(r);
    return true;
}

/* ---- entries ---- */

static bool is_range(int64_t first, int64_t count)
{
    return first <= EVNE_PDF_MAX_OBJECTS && count <= EVNE_PDF_MAX_OBJECTS - first;
}

/* Entries come in ascending order; that of object 0 is looked at and left out. */
static bool add_entry(evne_reader *r, evne_revision *rev, evne_entry entry)
{
    if (entry.number == 0)
        return entry.is_free || evne_reader_fault(r, "objekt 0 er i brug");
    if (rev->n_entries && rev->entries[rev->n_entries - 1].number >= entry.number)
        return evne_reader_fault(r, "krydshenvisningstabellen er ikke i orden");
    if ((rev->n_entries & (rev->n_entries - 1)) == 0)
        rev->entries = evne_arena_grow(r->arena, rev->entries, rev->n_entries * sizeof entry,
                                       (rev->n_entries ? 2 * rev->n_entries : 1) * sizeof entry);
    rev->entries[rev->n_entries++] = entry;
    return true;
}

/* ---- a table ---- */

static bool read_fixed(const char *p, size_t digits, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < digits; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        *out = *out * 10 + (size_t)(p[i] - '0');
    }
    return true;
}

/* Twenty bytes: "0000000015 00000 n" and a line end of two bytes. */
static bool read_entry(const char *p, evne_entry *out)
{
    size_t generation = 0;
    bool ends =
        (p[18] == '\r' && p[19] == '\n') || (p[18] == ' ' && (p[19] == '\r' || p[19] == '\n'));

    if (!ends || p[10] != ' ' || p[16] != ' ' || (p[17] != 'n' && p[17] != 'f') ||
        !read_fixed(p, 10, &out->start) || !read_fixed(p + 11, 5, &generation) ||
        generation > 65535)
        return false;
    out->is_free = p[17] == 'f';
    out->generation = (int)generation;
    out->end = out->start;
    return true;
}

static bool add_line(evne_reader *r, evne_revision *rev, int64_t number)
{
    evne_entry entry = {.number = (int)number};

    if (r->bytes.len - r->at < ENTRY_BYTES || !read_entry(r->bytes.p + r->at, &entry))
        return evne_reader_fault(r, "en linje i krydshenvisningstabellen er skrevet forkert");
    r->at += ENTRY_BYTES;
    return add_entry(r, rev, entry);
}

/* "start count" and its lines. */
static bool read_subsection(evne_reader *r, evne_revision *rev)
{
    int64_t first = 0, count = 0;

    if (!evne_reader_count(r, &first))
        return false;
    evne_reader_space(r);
    if (!evne_reader_count(r, &count))
        return false;
    while (r->at < r->bytes.len && r->bytes.p[r->at] == ' ')
        r->at++;
    if (!evne_reader_line_end(r))
        return false;
    if (!is_range(first, count))
        return evne_reader_fault(r, "for mange objekter");
    for (int64_t i = 0; i < count; i++)
        if (!add_line(r, rev, first + i))
            return false;
    return true;
}

static bool at_digit(const evne_reader *r)
{
    return r->at < r->bytes.len && r->bytes.p[r->at] >= '0' && r->bytes.p[r->at] <= '9';
}

static bool read_table(evne_reader *r, evne_revision *rev)
{
    if (!evne_reader_word(r, "xref") || !evne_reader_line_end(r))
        return false;
    while (at_digit(r))
        if (!read_subsection(r, rev))
            return false;
    if (!evne_reader_word(r, "trailer"))
        return false;
    if (!evne_object_read(r, &rev->trailer))
        return false;
    if (rev->trailer.kind != EVNE_OBJECT_DICT)
        return evne_reader_fault(r, "traileren er ikke en ordbog");
    evne_reader_space(r);
    return true;
}

/* ---- a stream ---- */

/* What the rows of one stream look like. */
typedef struct rows {
    size_t width[3];
    evne_str bytes;
    size_t at; /* of the next row */
} rows;

bool evne_xref_stream_bytes(evne_reader *r, size_t len, evne_str *out)
{
    r->at += strlen("stream");
    if (r->at < r->bytes.len && r->bytes.p[r->at] == '\r')
        r->at++;
    if (r->at >= r->bytes.len || r->bytes.p[r->at] != '\n')
        return evne_reader_fault(r, "linjeskiftet før en strøm mangler");
    r->at++;
    if (len > r->bytes.len - r->at)
        return evne_reader_fault(r, "en strøm er længere end filen");
    *out = evne_str_slice(r->bytes, r->at, r->at + len);
    r->at += len;
    if (r->at < r->bytes.len && is_space(r->bytes.p[r->at]) && !evne_reader_line_end(r))
        return false;
    return evne_reader_word(r, "endstream");
}

/* "12 0 obj << >> stream ... endstream endobj"; its dictionary is the trailer. */
static bool read_stream_object(evne_reader *r, evne_revision *rev, evne_str *packed)
{
    int64_t number = 0, generation = 0;
    const evne_object *length;

    if (!evne_reader_count(r, &number))
        return false;
    evne_reader_space(r);
    if (!evne_reader_count(r, &generation))
        return false;
    evne_reader_space(r);
    if (!evne_reader_word(r, "obj") || !evne_object_read(r, &rev->trailer))
        return false;
    evne_reader_space(r);
    length = evne_object_get_kind(&rev->trailer, "Length", EVNE_OBJECT_INT);
    if (!evne_object_is_name(evne_object_get(&rev->trailer, "Type"), "XRef") || !length ||
        length->number < 0 || generation != 0 || number < 1 || number > EVNE_PDF_MAX_OBJECTS ||
        r->bytes.len - r->at < 6 || memcmp(r->bytes.p + r->at, "stream", 6) != 0)
        return evne_reader_fault(r, "her ligger ingen strøm med krydshenvisninger");
    rev->xref_number = (int)number;
    if (!evne_xref_stream_bytes(r, (size_t)length->number, packed))
        return false;
    evne_reader_space(r);
    if (!evne_reader_word(r, "endobj"))
        return false;
    rev->xref_end = r->at;
    evne_reader_space(r);
    return true;
}

/* /W: one byte for the kind, then the two numbers. */
static bool read_widths(evne_reader *r, const evne_object *trailer, rows *out)
{
    const evne_object *widths = evne_object_get_kind(trailer, "W", EVNE_OBJECT_ARRAY);

    if (!widths || widths->n != 3)
        return evne_reader_fault(r, "/W er skrevet forkert");
    for (size_t i = 0; i < 3; i++) {
        const evne_object *width = &widths->items[i];

        if (width->kind != EVNE_OBJECT_INT || width->number < (i < 2) ||
            width->number > (i ? MOST_WIDTH : 1))
            return evne_reader_fault(r, "/W er skrevet forkert");
        out->width[i] = (size_t)width->number;
    }
    return true;
}

static uint64_t take_number(rows *all, size_t width)
{
    uint64_t value = 0;

    for (; width > 0; width--)
        value = value << 8 | (unsigned char)all->bytes.p[all->at++];
    return value;
}

/* Kinds of rows: 0 free, 1 at a place in the file, 2 the n-th object of an object stream. */
static bool add_row(evne_reader *r, evne_revision *rev, rows *all, int64_t number)
{
    uint64_t kind = take_number(all, all->width[0]), first = take_number(all, all->width[1]),
             second = take_number(all, all->width[2]);
    evne_entry entry = {.number = (int)number};

    if (kind > 2 || first > (kind == 2 ? EVNE_PDF_MAX_OBJECTS : EVNE_PDF_MAX_BYTES) ||
        second > (kind == 2 ? EVNE_PDF_MAX_OBJECTS : 65535))
        return evne_reader_fault(r, "en krydshenvisning i en strøm er skrevet forkert");
    entry.is_free = kind == 0;
    if (kind == 1)
        entry.start = entry.end = (size_t)first;
    if (kind == 2 && first == 0)
        return evne_reader_fault(r, "en krydshenvisning i en strøm er skrevet forkert");
    entry.container = kind == 2 ? (int)first : 0;
    entry.index = kind == 2 ? (size_t)second : 0;
    entry.generation = kind == 2 ? 0 : (int)second;
    return add_entry(r, rev, entry);
}

static bool add_rows(evne_reader *r, evne_revision *rev, rows *all, int64_t first, int64_t count)
{
    size_t width = all->width[0] + all->width[1] + all->width[2];

    if (first < 0 || count < 0 || !is_range(first, count) ||
        (size_t)count > (all->bytes.len - all->at) / width)
        return evne_reader_fault(r, "/Index passer ikke til strømmen");
    for (int64_t i = 0; i < count; i++)
        if (!add_row(r, rev, all, first + i))
            return false;
    return true;
}

/* /Index, or all of /Size without it; not one byte may be left over. */
static bool read_rows(evne_reader *r, evne_revision *rev, rows *all)
{
    const evne_object *index = evne_object_get(&rev->trailer, "Index");
    const evne_object *size = evne_object_get_kind(&rev->trailer, "Size", EVNE_OBJECT_INT);

    if (index && (index->kind != EVNE_OBJECT_ARRAY || index->n % 2))
        return evne_reader_fault(r, "/Index er skrevet forkert");
    if (!index && (!size || !add_rows(r, rev, all, 0, size->number)))
        return evne_reader_fault(r, "/Size passer ikke til strømmen");
    for (size_t i = 0; index && i < index->n; i += 2)
        if (index->items[i].kind != EVNE_OBJECT_INT ||
            index->items[i + 1].kind != EVNE_OBJECT_INT ||
            !add_rows(r, rev, all, index->items[i].number, index->items[i + 1].number))
            return evne_reader_fault(r, "/Index er skrevet forkert");
    return all->at == all->bytes.len || evne_reader_fault(r, "strømmen er længere end /Index");
}

/* The stream's own entry, if there is one, must name its own place. */
static bool check_own_entry(evne_reader *r, evne_revision *rev)
{
    for (size_t i = 0; i < rev->n_entries; i++) {
        evne_entry *entry = &rev->entries[i];

        if (entry->number != rev->xref_number)
            continue;
        if (entry->is_free || entry->container || entry->start != rev->xref_at ||
            entry->generation != 0)
            return evne_reader_fault(r, "strømmen med krydshenvisninger ligger et andet sted");
        entry->is_xref = true;
        entry->has_stream = true;
        entry->end = rev->xref_end;
    }
    return true;
}

static bool read_stream(evne_reader *r, evne_revision *rev)
{
    evne_str packed = {0};
    rows all = {0};
    const char *fault;

    if (!read_stream_object(r, rev, &packed) || !read_widths(r, &rev->trailer, &all))
        return false;
    fault = evne_unpack(r->arena, &rev->trailer, packed, &all.bytes);
    if (fault)
        return evne_reader_fault(r, fault);
    return read_rows(r, rev, &all) && check_own_entry(r, rev);
}

/* ---- either ---- */

static evne_status check_trailer(const evne_revision *rev, evne_error *err)
{
    const evne_object *size = evne_object_get_kind(&rev->trailer, "Size", EVNE_OBJECT_INT);

    if (evne_object_get(&rev->trailer, "Encrypt"))
        return refuse(err, "file.encrypted", rev->xref_at, "traileren har /Encrypt");
    if (evne_object_get(&rev->trailer, "XRefStm"))
        return refuse(err, "file.xref_stream", rev->xref_at, "traileren har /XRefStm");
    if (!evne_object_get_kind(&rev->trailer, "Root", EVNE_OBJECT_REF))
        return refuse(err, "file.xref", rev->xref_at, "traileren har ingen /Root");
    if (!size || size->number < 1)
        return refuse(err, "file.xref", rev->xref_at, "traileren har ingen /Size");
    if (rev->n_entries && rev->entries[rev->n_entries - 1].number >= size->number)
        return refuse(err, "file.xref", rev->xref_at, "/Size er mindre end antallet af objekter");
    return EVNE_OK;
}

evne_status evne_xref_read(evne_arena *arena, evne_str bytes, size_t at, evne_revision *rev,
                           evne_error *err)
{
    evne_reader r = {.arena = arena, .bytes = bytes, .at = at};
    int64_t own = 0;

    if (at >= bytes.len)
        return refuse(err, "file.xref", at, "krydshenvisningstabellen ligger uden for filen");
    rev->xref_at = at;
    if (!(at_digit(&r) ? read_stream(&r, rev) : read_table(&r, rev)) ||
        !evne_xref_read_end(&r, &own))
        return refuse(err, "file.xref", r.at, r.fault ? r.fault : "uventet indhold");
    if (own < 0 || (size_t)own != at)
        return refuse(err, "file.xref", r.at, "startxref peger ikke på revisionens egen tabel");
    rev->end = r.at;
    for (rev->eof = r.at; is_space(bytes.p[rev->eof - 1]);)
        rev->eof--;
    return check_trailer(rev, err);
}
