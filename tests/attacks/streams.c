/*
 * Cross-reference streams and object streams: what tables allow readers to take two ways, these
 * allow as well, and more: widths, kinds of rows, objects inside streams, streams inside objects.
 */
#include <stdio.h>
#include <string.h>

#include "attacks.h"

/* Places that rows name; any other number stands for itself. */
enum { OBJECT = -1, SELF = -2, OLD = -3, STREAM = -4, NEXT = -5 };

typedef struct row {
    int kind, first, second;
} row;

/* An update: objects, then a cross-reference stream. "%n" in texts is the first free number. */
typedef struct update {
    const char *name;
    const char *object; /* text before the stream, or "" */
    const char *widths; /* /W and its value, or "" */
    const char *index;  /* /Index and its value, or "" */
    row rows[4];
    int n_rows;
    const char *more; /* into the dictionary */
    const char *reasons;
    const char *tail;   /* between endobj and startxref, or NULL */
    const char *length; /* /Length and its value; NULL: the true one */
    const char *head;   /* "%s 0 obj" of the stream; NULL: the next number */
} update;

static const char one[] = "%n 0 obj\n<<>>\nendobj\n";
static const char w[] = "/W[1 4 2]";

static const update updates[] = {
    {"an object that nothing leads to",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "change.unreferenced",
     NULL,
     NULL,
     NULL},
    {"a kind of row that there is not",
     one,
     w,
     "/Index[%n 1]",
     {{3, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a kind of row far off",
     one,
     w,
     "/Index[%n 1]",
     {{255, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"no widths", one, "", "/Index[%n 1]", {{1, OBJECT, 0}}, 1, "", "file.xref", NULL, NULL, NULL},
    {"four widths",
     one,
     "/W[1 4 2 0]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"two widths",
     one,
     "/W[1 6]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"no width for the kind",
     one,
     "/W[0 5 2]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"two bytes for the kind",
     one,
     "/W[2 3 2]",
     "/Index[%n 1]",
     {{0, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"no width for the place",
     one,
     "/W[1 0 6]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a width that is too great",
     one,
     "/W[1 9 2]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a width without end",
     one,
     "/W[1 4 99999999999]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a width below zero",
     one,
     "/W[1 -4 2]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a width that is text",
     one,
     "/W[1(4)2]",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"widths in a reference",
     one,
     "/W 5 0 R",
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"no index", one, w, "", {{1, OBJECT, 0}}, 1, "", "file.xref", NULL, NULL, NULL},
    {"half an index", one, w, "/Index[%n]", {{1, OBJECT, 0}}, 1, "", "file.xref", NULL, NULL, NULL},
    {"an index of nothing",
     one,
     w,
     "/Index[]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index below zero",
     one,
     w,
     "/Index[-1 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a count below zero",
     one,
     w,
     "/Index[%n -1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index without end",
     one,
     w,
     "/Index[999999999 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a count without end",
     one,
     w,
     "/Index[%n 999999999]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index of two rows",
     one,
     w,
     "/Index[%n 2]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index of one row of two",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}, {1, OLD, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index that names a number twice",
     one,
     w,
     "/Index[%n 1 %n 1]",
     {{1, OBJECT, 0}, {1, OBJECT, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an index that goes down",
     one,
     w,
     "/Index[%n 1 5 1]",
     {{1, OBJECT, 0}, {1, OLD, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"object 0 in use",
     one,
     w,
     "/Index[0 1 %n 1]",
     {{1, OLD, 0}, {1, OBJECT, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"object 0 packed",
     one,
     w,
     "/Index[0 1 %n 1]",
     {{2, NEXT, 0}, {1, OBJECT, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"content that is freed",
     one,
     w,
     "/Index[5 1 %n 1]",
     {{0, 0, 1}, {1, OBJECT, 0}},
     2,
     "",
     "change.removed",
     NULL,
     NULL,
     NULL},
    {"a place in the revision before",
     "",
     w,
     "/Index[4 1]",
     {{1, OLD, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a place at zero", "", w, "/Index[4 1]", {{1, 0, 0}}, 1, "", "file.xref", NULL, NULL, NULL},
    {"a place in the stream",
     one,
     w,
     "/Index[%n 1]",
     {{1, SELF, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a generation",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 1}},
     1,
     "",
     "file.object",
     NULL,
     NULL,
     NULL},
    {"itself at another place",
     one,
     w,
     "/Index[%n 2]",
     {{1, OBJECT, 0}, {1, OBJECT, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"itself freed",
     one,
     w,
     "/Index[%n 2]",
     {{1, OBJECT, 0}, {0, 0, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"itself packed in itself",
     one,
     w,
     "/Index[%n 2]",
     {{1, OBJECT, 0}, {2, STREAM, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"itself as another object",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     "5"},
    {"itself as the catalog",
     one,
     w,
     "/Index[1 1 %n 1]",
     {{1, SELF, 0}, {1, OBJECT, 0}},
     2,
     "",
     "signature.orphan",
     NULL,
     NULL,
     "1"},
    {"itself without a number",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     "0"},
    {"itself beyond /Size",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     "4000"},
    {"a hybrid",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/XRefStm 9",
     "file.xref_stream",
     NULL,
     NULL,
     NULL},
    {"encryption",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/Encrypt 5 0 R",
     "file.encrypted",
     NULL,
     NULL,
     NULL},
    {"a length that is too short",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     "/Length 6",
     NULL},
    {"a length that is too long",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     "/Length 8",
     NULL},
    {"a length beyond the file",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     "/Length 99999999",
     NULL},
    {"a length elsewhere",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     NULL,
     "/Length 5 0 R",
     NULL},
    {"no length", one, w, "/Index[%n 1]", {{1, OBJECT, 0}}, 1, "", "file.xref", NULL, "", NULL},
    {"an unknown filter",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/Filter/LZWDecode",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"two filters",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/Filter[/FlateDecode/FlateDecode]",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a filter for what is not packed",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/Filter/FlateDecode",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"rows without a filter",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/DecodeParms<</Predictor 12/Columns 7>>",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"a key of its own",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "/Evil true",
     "change.trailer",
     NULL,
     NULL,
     NULL},
    {"a comment behind it",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     "% x\n",
     NULL,
     NULL},
    {"an object behind it",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     "5 0 obj null endobj\n",
     NULL,
     NULL},
    {"a table behind it",
     one,
     w,
     "/Index[%n 1]",
     {{1, OBJECT, 0}},
     1,
     "",
     "file.xref",
     "xref\n0 0\ntrailer\n<<>>\n",
     NULL,
     NULL},
    {"a second stream in front",
     "%n 0 obj\n<</Type/XRef/W[1 1 1]/Size 9/Index[5 1]/Length 3>>\n"
     "stream\nabc\nendstream\nendobj\n",
     w,
     "",
     {{0, 0, 0}},
     0,
     "/Index[]",
     "file.unaccounted",
     NULL,
     NULL,
     NULL},
    {"an object that is not listed",
     one,
     w,
     "/Index[]",
     {{0, 0, 0}},
     0,
     "",
     "file.unaccounted",
     NULL,
     NULL,
     NULL},
    {"an object packed in what is none",
     one,
     w,
     "/Index[5 1 %n 1]",
     {{2, NEXT, 0}, {1, OBJECT, 0}},
     2,
     "",
     "file.object",
     NULL,
     NULL,
     NULL},
    {"an object packed in nothing",
     "",
     w,
     "/Index[5 1]",
     {{2, 3000, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an object packed in an older stream",
     "",
     w,
     "/Index[4 1]",
     {{2, 5, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"two objects packed in each other",
     "",
     w,
     "/Index[4 2]",
     {{2, 5, 0}, {2, 4, 0}},
     2,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
    {"an object packed in object 0",
     "",
     w,
     "/Index[4 1]",
     {{2, 0, 0}},
     1,
     "",
     "file.xref",
     NULL,
     NULL,
     NULL},
};

/* "%n" becomes `number`, "%m" the one after. */
static const char *numbered(evne_arena *arena, const char *text, int number)
{
    evne_buf out = {.arena = arena};

    for (const char *p = text; *p; p++)
        if (*p == '%' && (p[1] == 'n' || p[1] == 'm'))
            evne_buf_printf(&out, "%d", number + (*++p == 'm'));
        else
            evne_buf_put_char(&out, *p);
    return evne_buf_text(&out);
}

typedef struct places {
    size_t object, self, old;
    int next, stream;
} places;

static size_t value_of(const places *at, int value)
{
    switch (value) {
    case OBJECT:
        return at->object;
    case SELF:
        return at->self;
    case OLD:
        return at->old;
    case STREAM:
        return (size_t)at->stream;
    case NEXT:
        return (size_t)at->next;
    default:
        return (size_t)value;
    }
}

static void put_row(evne_buf *out, const places *at, row r)
{
    size_t first = value_of(at, r.first), second = value_of(at, r.second);

    evne_buf_put_char(out, (char)r.kind);
    for (int shift = 24; shift >= 0; shift -= 8)
        evne_buf_put_char(out, (char)(first >> shift & 0xff));
    evne_buf_put_char(out, (char)(second >> 8 & 0xff));
    evne_buf_put_char(out, (char)(second & 0xff));
}

/* The update behind `pdf`; /Prev is `prev`. */
static evne_str put_update(evne_arena *arena, evne_str pdf, const update *u, size_t prev)
{
    const evne_revisions *read = attack_read(arena, pdf);
    const evne_entry *old = evne_revisions_find(read, read->n - 1, 5);
    places at = {.next = evne_update_next_number(read), .object = pdf.len, .old = old->start};
    evne_buf out = {.arena = arena};

    at.stream = at.next + 1;
    evne_buf_put_str(&out, pdf);
    evne_buf_puts(&out, numbered(arena, u->object, at.next));
    at.self = out.len;
    evne_buf_printf(&out, "%s 0 obj\n<</Type/XRef",
                    u->head ? u->head : evne_arena_printf(arena, "%d", at.stream));
    evne_buf_puts(&out, u->widths);
    evne_buf_puts(&out, numbered(arena, u->index, at.next));
    evne_buf_puts(&out,
                  u->length ? u->length : evne_arena_printf(arena, "/Length %d", 7 * u->n_rows));
    evne_buf_printf(&out, "/Size %d/Root 1 0 R/ID[<00112233><44556677>]/Prev %zu", at.stream + 1,
                    prev);
    evne_buf_puts(&out, u->more);
    evne_buf_puts(&out, ">>\nstream\n");
    for (int i = 0; i < u->n_rows; i++)
        put_row(&out, &at, u->rows[i]);
    evne_buf_printf(&out, "\nendstream\nendobj\n%sstartxref\n%zu\n%%%%EOF\n",
                    u->tail ? u->tail : "", at.self);
    return evne_buf_str(&out);
}

static size_t newest_section(evne_arena *arena, evne_str pdf)
{
    const evne_revisions *read = attack_read(arena, pdf);

    return read->list[read->n - 1].xref_at;
}

static void write_updates(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    size_t prev = newest_section(all->arena, pdf);

    for (size_t i = 0; i < sizeof updates / sizeof *updates; i++)
        attacks_add(all, ATTACK_OBJECTS, put_update(all->arena, pdf, &updates[i], prev),
                    updates[i].reasons, "%s: a stream with %s", attack_base_names[base],
                    updates[i].name);
}

/* Chains that lead nowhere, in circles, or past a revision. */
static void bend_chain(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    const evne_revisions *read = attack_read(all->arena, pdf);
    size_t wrong[] = {0,
                      15,
                      pdf.len,
                      pdf.len + 22,
                      pdf.len * 9,
                      read->list[0].xref_at,
                      read->list[read->n - 1].xref_at + 1,
                      read->list[read->n - 1].xref_at - 1};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        attacks_add(all, ATTACK_OBJECTS, put_update(all->arena, pdf, &updates[0], wrong[i]),
                    "file.*", "%s: a stream whose /Prev is wrong, %zu", attack_base_names[base], i);
}

/* ---- object streams ---- */

/* "%n" is the number of the object stream, "%m" that of the cross-reference stream. */
static const struct {
    const char *name, *dict, *bytes;
    int packed[2], index[2], n;
    const char *reasons;
} packings[] = {
    {"the catalog",
     "/N 1/First 4",
     "1 0 <</Type/Catalog/Pages 2 0 R>>",
     {1},
     {0},
     1,
     "signature.orphan"},
    {"the page's content",
     "/N 1/First 4",
     "4 0 <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
     {4},
     {0},
     1,
     "change.page"},
    {"an object that nothing needs", "/N 1/First 6", "900 0 <<>>", {900}, {0}, 1, "file.xref"},
    {"a signature",
     "/N 1/First 4",
     "4 0 <</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>",
     {4},
     {0},
     1,
     "file.object"},
    {"a second object that the section does not name",
     "/N 2/First 8",
     "4 0 5 5 <<>> <<>>         ",
     {4},
     {0},
     1,
     "file.object"},
    {"fewer objects than the section names",
     "/N 1/First 4",
     "4 0 <<>>",
     {4, 5},
     {0, 1},
     2,
     "file.xref"},
    {"an object under another number", "/N 1/First 4", "5 0 <<>>", {4}, {0}, 1, "file.object"},
    {"an object at another index", "/N 1/First 4", "4 0 <<>>", {4}, {1}, 1, "file.object"},
    {"two objects at one index",
     "/N 2/First 8",
     "4 0 5 5 <<>> <<>>",
     {4, 5},
     {0, 0},
     2,
     "file.object"},
    {"one number twice", "/N 2/First 8", "4 0 4 5 <<>> <<>>", {4}, {0}, 1, "file.object"},
    {"places that go down", "/N 2/First 8", "4 5 5 0 <<>> <<>>", {4, 5}, {0, 1}, 2, "file.object"},
    {"places outside", "/N 1/First 5", "4 99 <<>>", {4}, {0}, 1, "file.object"},
    {"a place below zero", "/N 1/First 5", "4 -1 <<>>", {4}, {0}, 1, "file.object"},
    {"something before the first object",
     "/N 1/First 4",
     "4 5 <</A 1>> <<>>",
     {4},
     {0},
     1,
     "file.object"},
    {"something between objects",
     "/N 2/First 9",
     "4 0 5 10 <<>> true <<>>",
     {4, 5},
     {0, 1},
     2,
     "file.object"},
    {"something behind the last object",
     "/N 1/First 4",
     "4 0 <<>> true",
     {4},
     {0},
     1,
     "file.object"},
    {"a comment", "/N 1/First 4", "4 0 <<>> % x", {4}, {0}, 1, "file.object"},
    {"an object with its head",
     "/N 1/First 4",
     "4 0 4 0 obj <<>> endobj",
     {4},
     {0},
     1,
     "file.object"},
    {"a stream",
     "/N 1/First 4",
     "4 0 <</Length 1>>stream\nq\nendstream",
     {4},
     {0},
     1,
     "file.object"},
    {"no object", "/N 1/First 4", "4 0 ", {4}, {0}, 1, "file.object"},
    {"half an object", "/N 1/First 4", "4 0 <</A", {4}, {0}, 1, "file.object"},
    {"objects in a list that is too short",
     "/N 2/First 4",
     "4 0 <<>>",
     {4, 5},
     {0, 1},
     2,
     "file.object"},
    {"objects in a list that is too long",
     "/N 1/First 8",
     "4 0 5 0 <<>>",
     {4},
     {0},
     1,
     "file.object"},
    {"a first place beyond the end", "/N 1/First 4000", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"a first place below zero", "/N 1/First -4", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"no count", "/First 4", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"a count of nothing", "/N 0/First 4", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"a count without end", "/N 99999999/First 4", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"a stream that goes on elsewhere",
     "/N 1/First 4/Extends 5 0 R",
     "4 0 <<>>",
     {4},
     {0},
     1,
     "file.object"},
    {"a filter for what is not packed",
     "/N 1/First 4/Filter/FlateDecode",
     "4 0 <<>>",
     {4},
     {0},
     1,
     "file.object"},
    {"a filter by another name",
     "/N 1/First 4/Filter/ASCIIHexDecode",
     "4 0 <<>>",
     {4},
     {0},
     1,
     "file.object"},
    {"a stream in another file", "/N 1/First 4/F(x)", "4 0 <<>>", {4}, {0}, 1, "file.object"},
    {"the evil twin of the form",
     "/N 1/First 4",
     "3 0 <</Fields[]/SigFlags 3>>",
     {3},
     {0},
     1,
     "signature.orphan"},
    {"a look with a key of its own",
     "/N 1/First 4/Subtype/Form/BBox[0 0 9 9]",
     "4 0 <</Type/Page/Parent 2 0 R>>",
     {4},
     {0},
     1,
     "change.page"},
};

static evne_str put_packing(evne_arena *arena, evne_str pdf, size_t i)
{
    update u = {.name = "", .widths = w, .more = ""};
    evne_buf object = {.arena = arena}, index = {.arena = arena};

    evne_buf_printf(&object,
                    "%%n 0 obj\n<</Type/ObjStm%s/Length %zu>>\nstream\n%s\nendstream\nendobj\n",
                    packings[i].dict, strlen(packings[i].bytes), packings[i].bytes);
    evne_buf_puts(&index, "/Index[");
    for (int k = 0; k < packings[i].n; k++) {
        evne_buf_printf(&index, "%d 1 ", packings[i].packed[k]);
        u.rows[u.n_rows++] = (row){2, NEXT, packings[i].index[k]};
    }
    evne_buf_puts(&index, "%n 1]");
    u.rows[u.n_rows++] = (row){1, OBJECT, 0};
    u.object = evne_buf_text(&object);
    u.index = evne_buf_text(&index);
    return put_update(arena, pdf, &u, newest_section(arena, pdf));
}

static void write_packings(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);

    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        attacks_add(all, ATTACK_OBJECTS, put_packing(all->arena, pdf, i), packings[i].reasons,
                    "%s: an object stream with %s", attack_base_names[base], packings[i].name);
}

/* A packed object written over one that stands in the file, in an update that others wrote. */
static void override(attacks *all)
{
    evne_arena *arena = all->arena;
    evne_str pdf = attack_base(arena, BASE_STREAMS);
    int next = foreign_next(pdf);
    const foreign_object objects[][2] = {
        {{1, EVNE_STR("<</Type/Catalog/Pages 2 0 R>>")}, {next, EVNE_STR("<<>>")}},
        {{2, EVNE_STR("<</Type/Pages/Kids[6 0 R 6 0 R]/Count 2>>")}, {next, EVNE_STR("<<>>")}},
        {{3, EVNE_STR("<</Type/StructTreeRoot/K 4 0 R>>")}, {next, EVNE_STR("<<>>")}},
        {{6, EVNE_STR("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")}, {next, EVNE_STR("<<>>")}},
        {{7, EVNE_STR("<</Length 1>>")}, {next, EVNE_STR("<<>>")}},
        {{9, EVNE_STR("<</S/P/P 8 0 R/Pg 6 0 R/T(borger: x. y)/K 0>>")}, {next, EVNE_STR("<<>>")}}};

    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        for (size_t n_packed = 1; n_packed <= 2; n_packed++)
            attacks_add(all, ATTACK_OBJECTS,
                        foreign_update(arena, pdf, objects[i], 2, n_packed, FOREIGN_PACKED),
                        "change.* signature.orphan", "streams: object %d packed anew, %zu",
                        objects[i][0].number, n_packed);
}

void attacks_streams(attacks *all)
{
    write_updates(all, BASE_TWO);
    write_updates(all, BASE_CERTIFIED);
    bend_chain(all, BASE_TWO);
    bend_chain(all, BASE_STREAMS);
    write_packings(all, BASE_TWO);
    override(all);
}
