/* How: strings are searched and pasted; what is not there ends the program. */
#include "foreign.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sign/cms.h"

enum { RESERVE = 9000 };

static void stop(const char *what)
{
    fprintf(stderr, "foreign: %s\n", what);
    abort();
}

/* ---- looking ---- */

static size_t last_of(evne_str text, const char *word)
{
    size_t len = strlen(word);

    for (size_t at = text.len < len ? 0 : text.len - len + 1; at-- > 0;)
        if (memcmp(text.p + at, word, len) == 0)
            return at;
    return SIZE_MAX;
}

static size_t first_of(evne_str text, const char *word)
{
    size_t len = strlen(word);

    for (size_t at = 0; at + len <= text.len; at++)
        if (memcmp(text.p + at, word, len) == 0)
            return at;
    return SIZE_MAX;
}

static long number_after(evne_str text, const char *word)
{
    size_t at = last_of(text, word);

    if (at == SIZE_MAX)
        stop(word);
    return strtol(text.p + at + strlen(word), NULL, 10);
}

int foreign_next(evne_str pdf)
{
    return (int)number_after(pdf, "/Size ");
}

int foreign_root(evne_str pdf)
{
    return (int)number_after(pdf, "/Root ");
}

evne_str foreign_object_text(evne_str pdf, int number)
{
    char head[32];
    size_t at, end;

    snprintf(head, sizeof head, "\n%d 0 obj", number);
    at = last_of(pdf, head);
    if (at == SIZE_MAX)
        return (evne_str){0};
    at += strlen(head);
    end = first_of(evne_str_slice(pdf, at, pdf.len), "endobj");
    return evne_str_slice(pdf, at, at + end);
}

/* The first object that is a page. */
static int first_page(evne_str pdf)
{
    for (int number = 1; number < foreign_next(pdf); number++) {
        evne_str text = foreign_object_text(pdf, number);
        size_t at = first_of(text, "/Type/Page"), with_blank = first_of(text, "/Type /Page");
        size_t end = at != SIZE_MAX ? at + 10 : with_blank != SIZE_MAX ? with_blank + 11 : text.len;

        if (end < text.len && text.p[end] != 's')
            return number;
    }
    stop("no page");
    return 0;
}

/* ---- pasting ---- */

/* `text` with `more` before the last `mark`. */
static evne_str insert(evne_arena *arena, evne_str text, const char *mark, const char *more)
{
    size_t at = last_of(text, mark);
    evne_buf out = {.arena = arena};

    if (at == SIZE_MAX)
        stop(mark);
    evne_buf_put(&out, text.p, at);
    evne_buf_puts(&out, more);
    evne_buf_put(&out, text.p + at, text.len - at);
    return evne_buf_str(&out);
}

/* `dict` with "n 0 R" behind the list `key`, which stands in it, is made or is an object. */
static evne_str with_item(evne_arena *arena, evne_str dict, const char *key, int item)
{
    size_t at = first_of(dict, key), open;
    evne_str rest;

    if (at == SIZE_MAX)
        return insert(arena, dict, ">>", evne_arena_printf(arena, "%s[%d 0 R]", key, item));
    rest = evne_str_slice(dict, at, dict.len);
    open = first_of(rest, "]");
    if (open == SIZE_MAX)
        stop("no list");
    return evne_str_of(evne_arena_printf(arena, "%.*s %d 0 R%.*s", (int)(at + open), dict.p, item,
                                         (int)(dict.len - at - open), dict.p + at + open));
}

/* ---- the section ---- */

typedef struct row {
    int number, kind;
    size_t first, second;
} row;

typedef struct section {
    evne_arena *arena;
    evne_str before; /* the file as it was */
    row *rows;
    size_t n;
    foreign_xref xref;
} section;

static int by_number(const void *a, const void *b)
{
    const row *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static void put_facts(evne_buf *out, const section *s, int size)
{
    size_t id = last_of(s->before, "/ID");
    size_t end = id == SIZE_MAX ? 0 : first_of(evne_str_slice(s->before, id, s->before.len), "]");

    evne_buf_printf(out, "/Size %d /Root %d 0 R", size, foreign_root(s->before));
    if (last_of(s->before, "/Info ") != SIZE_MAX)
        evne_buf_printf(out, " /Info %ld 0 R", number_after(s->before, "/Info "));
    if (id != SIZE_MAX)
        evne_buf_printf(out, " %.*s]", (int)end, s->before.p + id);
    evne_buf_printf(out, " /Prev %ld", number_after(s->before, "startxref"));
}

static void put_end(evne_buf *out, size_t at)
{
    evne_buf_printf(out, "startxref\r\n%zu\r\n%%%%EOF\r\n", at);
}

static void put_table(evne_buf *out, section *s, int size)
{
    size_t at = out->len;

    evne_buf_puts(out, "xref\n0 1\n0000000000 65535 f \n");
    for (size_t i = 0; i < s->n; i++)
        evne_buf_printf(out, "%d 1\n%010zu 00000 n \n", s->rows[i].number, s->rows[i].first);
    evne_buf_puts(out, "trailer\n<< ");
    put_facts(out, s, size);
    evne_buf_puts(out, " >>\n");
    put_end(out, at);
}

static void put_rows(evne_buf *out, const section *s, bool has_kinds)
{
    unsigned char above[6] = {0};

    for (size_t i = 0; i < s->n; i++) {
        const row *r = &s->rows[i];
        unsigned char bytes[6] = {(unsigned char)r->kind,          (unsigned char)(r->first >> 16),
                                  (unsigned char)(r->first >> 8),  (unsigned char)r->first,
                                  (unsigned char)(r->second >> 8), (unsigned char)r->second};

        if (has_kinds)
            evne_buf_put_char(out, 2);
        for (size_t k = 0; k < 6; k++)
            evne_buf_put_char(out, (char)(bytes[k] - (has_kinds ? above[k] : 0)));
        memcpy(above, bytes, sizeof above);
    }
}

static evne_str deflated(evne_arena *arena, evne_str bytes)
{
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(9);
    size_t room = libdeflate_zlib_compress_bound(packer, bytes.len);
    char *out = evne_arena_alloc(arena, room);
    size_t len = libdeflate_zlib_compress(packer, bytes.p, bytes.len, out, room);

    libdeflate_free_compressor(packer);
    return (evne_str){out, len};
}

static void put_stream(evne_buf *out, section *s, int number)
{
    bool is_packed = s->xref != FOREIGN_STREAM;
    size_t at = out->len;
    evne_buf rows = {.arena = s->arena};
    evne_str bytes;

    s->rows[s->n++] = (row){number, 1, at, 0};
    put_rows(&rows, s, is_packed);
    bytes = is_packed ? deflated(s->arena, evne_buf_str(&rows)) : evne_buf_str(&rows);
    evne_buf_printf(out, "%d 0 obj\n<< /Type /XRef /W [1 3 2] /Index [", number);
    for (size_t i = 0; i < s->n; i++)
        evne_buf_printf(out, "%d 1 ", s->rows[i].number);
    evne_buf_printf(out, "] /Length %zu ", bytes.len);
    if (is_packed)
        evne_buf_puts(out, "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 6 >> ");
    put_facts(out, s, number + 1);
    evne_buf_puts(out, " >>\nstream\n");
    evne_buf_put_str(out, bytes);
    evne_buf_puts(out, "\nendstream\nendobj\n");
    put_end(out, at);
}

static void put_packed(evne_buf *out, section *s, const foreign_object *objects, size_t n,
                       int number)
{
    evne_buf head = {.arena = s->arena}, bodies = {.arena = s->arena}, all = {.arena = s->arena};
    evne_str bytes;

    for (size_t i = 0; i < n; i++) {
        evne_buf_printf(&head, "%d %zu ", objects[i].number, bodies.len);
        evne_buf_put_str(&bodies, evne_str_trim(objects[i].body));
        evne_buf_puts(&bodies, "\n");
        s->rows[s->n++] = (row){objects[i].number, 2, (size_t)number, i};
    }
    evne_buf_put_str(&all, evne_buf_str(&head));
    evne_buf_put_str(&all, evne_buf_str(&bodies));
    bytes = deflated(s->arena, evne_buf_str(&all));
    s->rows[s->n++] = (row){number, 1, out->len, 0};
    evne_buf_printf(out,
                    "%d 0 obj\n<< /Type /ObjStm /N %zu /First %zu /Length %zu /Filter /FlateDecode "
                    ">>\nstream\n",
                    number, n, head.len, bytes.len);
    evne_buf_put_str(out, bytes);
    evne_buf_puts(out, "\nendstream\nendobj\n");
}

evne_str foreign_update(evne_arena *arena, evne_str pdf, const foreign_object *objects, size_t n,
                        size_t n_packed, foreign_xref xref)
{
    section s = {.arena = arena, .before = pdf, .xref = xref};
    evne_buf out = {.arena = arena};
    int next = foreign_next(pdf);

    s.rows = evne_arena_array(arena, n + 4, sizeof *s.rows);
    evne_buf_put_str(&out, pdf);
    for (size_t i = 0; i < n; i++)
        if (objects[i].number >= next)
            next = objects[i].number + 1;
    if (n_packed)
        put_packed(&out, &s, objects, n_packed, next++);
    for (size_t i = n_packed; i < n; i++) {
        s.rows[s.n++] = (row){objects[i].number, 1, out.len, 0};
        evne_buf_printf(&out, "%d 0 obj\n", objects[i].number);
        evne_buf_put_str(&out, evne_str_trim(objects[i].body));
        evne_buf_puts(&out, "\nendobj\n");
    }
    qsort(s.rows, s.n, sizeof *s.rows, by_number);
    if (xref == FOREIGN_TABLE)
        put_table(&out, &s, next);
    else
        put_stream(&out, &s, next);
    return evne_buf_str(&out);
}

/* ---- a signature ---- */

/* The objects of one signature on their way; the signature stands last. */
typedef struct writing {
    evne_arena *arena;
    evne_str pdf;
    const foreign *how;
    foreign_object list[12];
    size_t n;
    int next, field, value;
} writing;

static void add(writing *w, int number, evne_str body)
{
    w->list[w->n++] = (foreign_object){number, body};
}

/* A list as an object of its own, which `dict` names from now on. */
static evne_str with_list(writing *w, evne_str dict, const char *key)
{
    size_t at = first_of(dict, key), open;
    evne_str list = EVNE_STR("[]"), before = dict, after = EVNE_STR("");
    int number = w->next++;

    if (at == SIZE_MAX) {
        dict = insert(w->arena, dict, ">>", evne_arena_printf(w->arena, "%s %d 0 R", key, number));
        add(w, number, evne_str_of(evne_arena_printf(w->arena, "[%d 0 R]", w->field)));
        return dict;
    }
    open = at + first_of(evne_str_slice(dict, at, dict.len), "[");
    before = evne_str_slice(dict, 0, open);
    after = evne_str_slice(dict, open, dict.len);
    list = evne_str_slice(after, 0, first_of(after, "]") + 1);
    after = evne_str_slice(after, list.len, after.len);
    add(w, number, insert(w->arena, list, "]", evne_arena_printf(w->arena, " %d 0 R", w->field)));
    return evne_str_of(evne_arena_printf(w->arena, "%.*s %d 0 R%.*s", EVNE_STR_ARGS(before), number,
                                         EVNE_STR_ARGS(after)));
}

/* A list that an earlier update made an object. */
static bool lengthen(writing *w, evne_str dict, const char *key)
{
    size_t at = first_of(dict, key);
    int number = 0;

    if (at == SIZE_MAX || sscanf(dict.p + at + strlen(key), " %d 0 R", &number) != 1)
        return false;
    add(w, number,
        insert(w->arena, foreign_object_text(w->pdf, number), "]",
               evne_arena_printf(w->arena, " %d 0 R", w->field)));
    return true;
}

static void add_page(writing *w, int number)
{
    evne_str page = foreign_object_text(w->pdf, number);

    if (!lengthen(w, page, "/Annots"))
        add(w, number,
            w->how->has_lists ? with_list(w, page, "/Annots")
                              : with_item(w->arena, page, "/Annots", w->field));
}

static void add_form(writing *w)
{
    int root = foreign_root(w->pdf), number = 0;
    evne_str catalog = foreign_object_text(w->pdf, root), form = EVNE_STR("<</SigFlags 3>>");
    size_t at = first_of(catalog, "/AcroForm");

    if (at != SIZE_MAX && sscanf(catalog.p + at + 9, " %d 0 R", &number) == 1) {
        form = foreign_object_text(w->pdf, number);
        if (!lengthen(w, form, "/Fields"))
            add(w, number, with_item(w->arena, form, "/Fields", w->field));
        return;
    }
    if (at != SIZE_MAX) { /* inside */
        add(w, root, with_item(w->arena, catalog, "/Fields", w->field));
        return;
    }
    form = w->how->has_lists ? with_list(w, form, "/Fields")
                             : with_item(w->arena, form, "/Fields", w->field);
    if (!w->how->is_inside) {
        number = w->next++;
        add(w, number, form);
        form = evne_str_of(evne_arena_printf(w->arena, " %d 0 R", number));
    }
    add(w, root,
        insert(w->arena, catalog, ">>",
               evne_arena_printf(w->arena, "/AcroForm%.*s", EVNE_STR_ARGS(form))));
}

static void add_field(writing *w, int page)
{
    const char *look = "";

    if (w->how->is_visible) {
        look = evne_arena_printf(w->arena, "/AP<</N %d 0 R>>", w->next);
        add(w, w->next++,
            EVNE_STR("<</Type/XObject/Subtype/Form/BBox[0 0 120 30]/Resources<<>>/Length 14>>\n"
                     "stream\n0 0 120 30 re \nendstream"));
    }
    add(w, w->field,
        evne_str_of(evne_arena_printf(
            w->arena,
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU(Underskrift)/F 132/Rect[%s]/P %d 0 R/V "
            "%d "
            "0 R%s>>",
            w->how->field, w->how->is_visible ? "40 20 160 50" : "0 0 0 0", page, w->value, look)));
}

static evne_str signature(evne_arena *arena)
{
    evne_buf out = {.arena = arena};

    evne_buf_puts(&out, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
                        "/M(D:20261122094500+01'00')/ByteRange [0 ********** ********** **********]"
                        "/Contents <");
    for (size_t i = 0; i < RESERVE; i++)
        evne_buf_puts(&out, "00");
    evne_buf_puts(&out, ">>>");
    return evne_buf_str(&out);
}

static void put_range(char *bytes, evne_str file, size_t gap, size_t end)
{
    char text[40];
    size_t at = last_of(file, "[0 **********");

    snprintf(text, sizeof text, "[0 %zu %zu %zu]", gap, end, file.len - end);
    memset(bytes + at, ' ', 36);
    memcpy(bytes + at, text, strlen(text));
}

static void stamp(evne_arena *arena, const foreign *how, evne_str *cms)
{
    evne_error fault = {0};

    if (!how->tsa)
        return;
    evne_cms_add_timestamp(arena, how->tsa, RESERVE, cms, &fault);
    if (fault.text[0])
        stop(fault.text);
}

static evne_str seal(evne_arena *arena, evne_str file, const foreign *how)
{
    char *bytes = evne_arena_copy(arena, file.p, file.len);
    size_t gap = last_of(file, "/Contents <0") + 10, end = gap + 2 * RESERVE + 2;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    evne_str cms = {0};
    evne_error err = {0};

    put_range(bytes, file, gap, end);
    evne_digest(evne_key_digest(how->key), (evne_str){bytes, gap},
                (evne_str){bytes + end, file.len - end}, digest, &len);
    if (evne_cms_make(arena, how->key, (evne_str){(char *)digest, len}, false, &cms, &err))
        stop(err.text);
    stamp(arena, how, &cms);
    for (size_t i = 0; i < cms.len; i++) {
        char two[3];

        snprintf(two, sizeof two, "%02X", (unsigned)(unsigned char)cms.p[i]);
        memcpy(bytes + gap + 1 + 2 * i, two, 2);
    }
    return (evne_str){bytes, file.len};
}

static int by_object(const void *a, const void *b)
{
    const foreign_object *x = a, *y = b;
    bool x_alone = last_of(x->body, "stream") != SIZE_MAX || last_of(x->body, "/Sig/") != SIZE_MAX;
    bool y_alone = last_of(y->body, "stream") != SIZE_MAX || last_of(y->body, "/Sig/") != SIZE_MAX;

    if (x_alone != y_alone)
        return x_alone - y_alone; /* what cannot be packed comes last */
    return (x->number > y->number) - (x->number < y->number);
}

/* Writes what has been collected; streams and the signature are never packed. */
static evne_str finish(writing *w)
{
    size_t n_packed = 0;

    qsort(w->list, w->n, sizeof *w->list, by_object);
    while (w->how->xref == FOREIGN_PACKED && n_packed < w->n &&
           last_of(w->list[n_packed].body, "stream") == SIZE_MAX &&
           last_of(w->list[n_packed].body, "/Type/Sig/") == SIZE_MAX)
        n_packed++;
    return foreign_update(w->arena, w->pdf, w->list, w->n, n_packed, w->how->xref);
}

evne_str foreign_sign(evne_arena *arena, evne_str pdf, const foreign *how)
{
    writing w = {.arena = arena, .pdf = pdf, .how = how, .next = foreign_next(pdf)};
    int page = first_page(pdf);

    w.field = w.next++;
    w.value = w.next++;
    add_page(&w, page);
    add_form(&w);
    add_field(&w, page);
    add(&w, w.value, signature(arena));
    return seal(arena, finish(&w), how);
}

/* ---- evidence ---- */

static int add_certificate(writing *w)
{
    unsigned char *der = NULL;
    int len = i2d_X509(evne_key_certificate(w->how->key), &der);
    evne_buf out = {.arena = w->arena};

    evne_buf_printf(&out, "<</Length %d>>\nstream\n", len);
    evne_buf_put(&out, der, (size_t)len);
    evne_buf_puts(&out, "\nendstream");
    OPENSSL_free(der);
    add(w, w->next, evne_buf_str(&out));
    return w->next++;
}

evne_str foreign_evidence(evne_arena *arena, evne_str pdf, const foreign *how)
{
    writing w = {.arena = arena, .pdf = pdf, .how = how, .next = foreign_next(pdf)};
    int certificate = add_certificate(&w), list = w.next++, store = w.next++, root;
    const char *name = "0123456789ABCDEF0123456789ABCDEF01234567", *where;

    where = evne_arena_printf(arena, how->has_lists ? "%d 0 R" : "[%d 0 R]",
                              how->has_lists ? list : certificate);
    if (how->has_lists)
        add(&w, list, evne_str_of(evne_arena_printf(arena, "[%d 0 R]", certificate)));
    add(&w, store,
        evne_str_of(evne_arena_printf(
            arena, "<</Type/DSS/Certs %s/VRI<</%s<</Cert[%d 0 R]/TU(D:20261122094500Z)>>>>>>",
            where, name, certificate)));
    root = foreign_root(pdf);
    add(&w, root,
        insert(arena, foreign_object_text(pdf, root), ">>",
               evne_arena_printf(arena, "/DSS %d 0 R", store)));
    return finish(&w);
}
