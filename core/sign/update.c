/*
 * How: one growing buffer that begins with a copy of the file; offsets are its length on the way. A
 * file whose newest section is a stream gets a stream, since one of both kinds is for no reader
 * sure.
 */
#include "update.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES = 16 };

static const evne_revision *newest(const evne_revisions *pdf)
{
    return &pdf->list[pdf->n - 1];
}

int evne_update_next_number(const evne_revisions *pdf)
{
    const evne_object *size = evne_object_get(&newest(pdf)->trailer, "Size");
    int64_t next = size->number < EVNE_PDF_MAX_OBJECTS ? size->number : pdf->n_numbers;

    next = next > pdf->n_numbers ? next : pdf->n_numbers;
    return next > pdf->highest_asked ? (int)next : pdf->highest_asked + 1;
}

static int by_number(const void *a, const void *b)
{
    const evne_update_object *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static void put_object(evne_buf *out, evne_update_object *object, size_t *start)
{
    *start = out->len;
    evne_buf_printf(out, "%d %d obj\n", object->number, object->generation);
    object->at = out->len;
    evne_buf_put_str(out, object->body);
    evne_buf_puts(out, "\nendobj\n");
}

/* Runs of numbers that follow each other share one subsection. */
static void put_table(evne_buf *out, const evne_update_object *objects, const size_t *starts,
                      size_t n)
{
    evne_buf_puts(out, "xref\n");
    for (size_t first = 0, next; first < n; first = next) {
        next = first + 1;
        while (next < n && objects[next].number == objects[next - 1].number + 1)
            next++;
        evne_buf_printf(out, "%d %zu\n", objects[first].number, next - first);
        for (size_t i = first; i < next; i++)
            evne_buf_printf(out, "%010zu %05d n\r\n", starts[i], objects[i].generation);
    }
}

static void put_hex(evne_buf *out, evne_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        evne_buf_printf(out, "%02x", (unsigned)(unsigned char)bytes.p[i]);
}

/* ISO 32000-1 14.4: the second string follows from what the file is now. The old one stands for the
 * old bytes, so that those are not hashed again; the objects of the update come with it. */
static void put_id(evne_buf *out, const evne_revisions *pdf)
{
    const evne_object *id = evne_object_get_kind(&newest(pdf)->trailer, "ID", EVNE_OBJECT_ARRAY);
    evne_buf now = {.arena = out->arena};
    unsigned char digest[EVP_MAX_MD_SIZE] = {0};
    unsigned len = 0;

    if (!id || id->n != 2)
        return;
    evne_buf_put_str(&now, id->items[1].raw);
    evne_buf_put(&now, out->p + pdf->bytes.len, out->len - pdf->bytes.len);
    EVP_Digest(now.p, now.len, digest, &len, EVP_sha256(), NULL);
    evne_buf_puts(out, "/ID[");
    evne_buf_put_str(out, id->items[0].raw);
    evne_buf_puts(out, "<");
    put_hex(out, (evne_str){(const char *)digest, ID_BYTES});
    evne_buf_puts(out, ">]");
}

/* What table and stream say alike. */
static void put_facts(evne_buf *out, const evne_revisions *pdf, int highest)
{
    const evne_object *old = &newest(pdf)->trailer, *info = evne_object_get(old, "Info");
    int size = evne_update_next_number(pdf);

    evne_buf_printf(out, "/Size %d/Root ", highest + 1 > size ? highest + 1 : size);
    evne_buf_put_str(out, evne_object_get(old, "Root")->raw);
    if (info) {
        evne_buf_puts(out, "/Info ");
        evne_buf_put_str(out, info->raw);
    }
    put_id(out, pdf);
    evne_buf_printf(out, "/Prev %zu", newest(pdf)->xref_at);
}

/* One row of a cross-reference stream: in use, at `start`. */
static void put_row(evne_buf *out, size_t start, int generation)
{
    evne_buf_put_char(out, 1);
    for (int shift = 24; shift >= 0; shift -= 8)
        evne_buf_put_char(out, (char)(start >> shift & 0xff));
    evne_buf_put_char(out, (char)(generation >> 8 & 0xff));
    evne_buf_put_char(out, (char)(generation & 0xff));
}

enum { ROW_BYTES = 7 };

/* The stream is an object of the update as well, and the last of its own rows. */
static void put_stream(evne_buf *out, const evne_revisions *pdf, const evne_update_object *objects,
                       const size_t *starts, size_t n)
{
    int next = evne_update_next_number(pdf), last = n ? objects[n - 1].number + 1 : 0;
    int number = last > next ? last : next;
    size_t at = out->len;

    evne_buf_printf(out, "%d 0 obj\n<</Type/XRef/W[1 4 2]/Index[", number);
    for (size_t i = 0; i < n; i++)
        evne_buf_printf(out, "%d 1 ", objects[i].number);
    evne_buf_printf(out, "%d 1]/Length %zu", number, (n + 1) * ROW_BYTES);
    put_facts(out, pdf, number);
    evne_buf_puts(out, ">>\nstream\n");
    for (size_t i = 0; i < n; i++)
        put_row(out, starts[i], objects[i].generation);
    put_row(out, at, 0);
    evne_buf_printf(out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
}

static void put_section(evne_buf *out, const evne_revisions *pdf, const evne_update_object *objects,
                        const size_t *starts, size_t n)
{
    size_t at = out->len;

    put_table(out, objects, starts, n);
    evne_buf_puts(out, "trailer\n<<");
    put_facts(out, pdf, n ? objects[n - 1].number : 0);
    evne_buf_printf(out, ">>\nstartxref\n%zu\n%%%%EOF\n", at);
}

static size_t room_for(const evne_revisions *pdf, const evne_update_object *objects, size_t n)
{
    size_t room = pdf->bytes.len + 1024;

    for (size_t i = 0; i < n; i++)
        room += objects[i].body.len + 64;
    return room;
}

void evne_update_append(evne_arena *arena, const evne_revisions *pdf, evne_update_object *objects,
                        size_t n, evne_str *out)
{
    size_t *starts = evne_arena_array(arena, n + 1, sizeof *starts);
    size_t room = room_for(pdf, objects, n);
    evne_buf buf = {.arena = arena, .p = evne_arena_alloc(arena, room), .room = room};

    qsort(objects, n, sizeof *objects, by_number);
    evne_buf_put_str(&buf, pdf->bytes);
    if (newest(pdf)->eof == pdf->bytes.len)
        evne_buf_puts(&buf, "\n");
    for (size_t i = 0; i < n; i++)
        put_object(&buf, &objects[i], &starts[i]);
    if (newest(pdf)->xref_number)
        put_stream(&buf, pdf, objects, starts, n);
    else
        put_section(&buf, pdf, objects, starts, n);
    *out = evne_buf_str(&buf);
}

static void put_pair(evne_buf *out, const char *key, evne_str value)
{
    evne_buf_printf(out, "\n/%s ", key);
    evne_buf_put_str(out, value);
}

evne_str evne_update_dict(evne_arena *arena, const evne_object *dict, size_t n,
                          const char *const *keys, const evne_str *values)
{
    evne_buf out = {.arena = arena};

    evne_buf_puts(&out, "<<");
    for (size_t i = 0; i < dict->n; i++) {
        bool replaced = false;

        for (size_t k = 0; k < n; k++)
            replaced |= evne_str_is(dict->pairs[i].key.text, keys[k]);
        if (replaced)
            continue;
        evne_buf_puts(&out, "\n");
        evne_buf_put_str(&out, dict->pairs[i].key.raw);
        evne_buf_puts(&out, " ");
        evne_buf_put_str(&out, dict->pairs[i].value.raw);
    }
    for (size_t k = 0; k < n; k++)
        if (values[k].len)
            put_pair(&out, keys[k], values[k]);
    evne_buf_puts(&out, "\n>>");
    return evne_buf_str(&out);
}

evne_str evne_update_longer(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_object *dict, const char *key, evne_str item)
{
    const evne_object *old = evne_object_get(dict, key);
    const evne_object *list = evne_revisions_get(pdf, revision, dict, key, EVNE_OBJECT_ARRAY);
    evne_buf out = {.arena = arena};

    evne_buf_puts(&out, "[");
    for (size_t i = 0; list && i < list->n; i++) {
        evne_buf_put_str(&out, list->items[i].raw);
        evne_buf_puts(&out, " ");
    }
    if (old && !list && old->kind != EVNE_OBJECT_NULL) {
        evne_buf_put_str(&out, old->raw);
        evne_buf_puts(&out, " ");
    }
    evne_buf_put_str(&out, item);
    evne_buf_puts(&out, "]");
    return evne_buf_str(&out);
}

static void put_utf16(evne_buf *out, uint32_t c)
{
    if (c == EVNE_NO_CODE_POINT)
        c = 0xfffd;
    if (c > 0xffff)
        evne_buf_printf(out, "%04X%04X", (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
                        (unsigned)(0xdc00 + ((c - 0x10000) & 0x3ff)));
    else
        evne_buf_printf(out, "%04X", (unsigned)c);
}

static bool is_plain(evne_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < 0x20 || text.p[i] > 0x7e)
            return false;
    return true;
}

evne_str evne_update_text(evne_arena *arena, const char *utf8)
{
    evne_str text = evne_str_of(utf8);
    evne_buf out = {.arena = arena};

    if (is_plain(text)) {
        evne_buf_puts(&out, "(");
        for (size_t i = 0; i < text.len; i++) {
            if (strchr("()\\", text.p[i]))
                evne_buf_put_char(&out, '\\');
            evne_buf_put_char(&out, text.p[i]);
        }
        evne_buf_puts(&out, ")");
        return evne_buf_str(&out);
    }
    evne_buf_puts(&out, "<FEFF");
    for (size_t at = 0; at < text.len;)
        put_utf16(&out, evne_utf8_next(text, &at));
    evne_buf_puts(&out, ">");
    return evne_buf_str(&out);
}
