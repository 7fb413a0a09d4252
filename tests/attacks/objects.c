/*
 * Cross-references and objects that two readers see as two documents: numbers that lie, objects
 * that overlap, entries that stand twice, comments, and everything else that readers repair.
 */
#include <string.h>

#include "attacks.h"

/* ---- the last revision's own table and trailer ---- */

static const struct {
    const char *name, *from, *to, *reasons;
} edits[] = {
    {"an offset that is wrong", "n\r\n", "f\r\n", "file.* content.digest"},
    {"a table by another name", "xref\n", "xrex\n", "file.*"},
    {"a trailer by another name", "trailer\n", "trailes\n", "file.xref"},
    {"a start by another name", "startxref\n", "startxrex\n", "file.*"},
    {"an end by another name", "%%EOF", "%%EOG", "file.*"},
    {"a size that is too small", "/Size ", "/Size 1 %", "file.xref"},
    {"a size below zero", "/Size ", "/Size -", "file.xref"},
    {"a size twice", "/Size ", "/Size 9/Size ", "file.xref"},
    {"no size", "/Size ", "/Sise ", "file.xref"},
    {"a catalog that is no reference", "/Root ", "/Root(x)/R ", "file.xref"},
    {"no catalog", "/Root ", "/Roos ", "file.xref"},
    {"a revision before that is no number", "/Prev ", "/Prev(x)/P ", "file.xref"},
    {"no revision before", "/Prev ", "/Pref ", "file.* content.digest"},
    {"a revision before at zero", "/Prev ", "/Prev 0/P ", "file.xref file.xref_stream"},
    {"a revision before behind the file", "/Prev ", "/Prev 9999999/P ", "file.xref"},
    {"a hybrid file", "/Prev ", "/XRefStm 9/Prev ", "file.xref_stream"},
    {"encryption", "/Prev ", "/Encrypt 1 0 R/Prev ", "file.encrypted"},
    {"a comment in the trailer", "/Prev ", "% x\n/Prev ", "file.xref"},
    {"an object that does not end", "endobj", "endobi", "file.object"},
    {"an object that ends twice", "endobj", "endobj endobj", "file.*"},
    {"an object in an object", "endobj", "9 0 obj endobj endobj", "file.*"},
    {"a comment between objects", "endobj\n", "endobj\n% x\n", "file.*"},
    {"a comment in an object", "endobj", "% x\nendobj", "file.*"},
    {"another header in the object", " 0 obj\n<<", " 1 obj\n<<", "file.object"},
    {"a header without its word", " 0 obj\n<<", " 0 obi\n<<", "file.object"},
    {"a dictionary that does not end", ">>\nendobj", "> \nendobj", "file.object"},
    {"a key twice", "/Type/Sig", "/Type/Sig/Type/Sig", "file.*"},
    {"a key twice, once disguised", "/Type/Sig", "/Type/Sig/T#79pe/Sig", "file.*"},
};

static void edit_last(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        attacks_add(all, ATTACK_OBJECTS, attack_edit(all->arena, pdf, edits[i].from, edits[i].to),
                    edits[i].reasons, "%s: %s", attack_base_names[base], edits[i].name);
}

/* ---- an update with a table written by hand ---- */

/* Object 30 stands at `%zu` of `lines`; the trailer is right. */
static const struct {
    const char *name, *object, *lines, *reasons;
} tables[] = {
    {"an object twice in a table", "30 0 obj\n<<>>\nendobj\n",
     "30 1\n%010zu 00000 n \n30 1\n%010zu 00000 n \n", "file.xref"},
    {"a table that goes down", "30 0 obj\n<<>>\nendobj\n",
     "30 1\n%010zu 00000 n \n29 1\n0000000000 65535 f \n", "file.xref"},
    {"two numbers for one place", "30 0 obj\n<<>>\nendobj\n",
     "30 2\n%010zu 00000 n \n%010zu 00000 n \n", "file.object"},
    {"a line of nineteen bytes", "30 0 obj\n<<>>\nendobj\n", "30 1\n%010zu 00000 n\n", "file.xref"},
    {"a line of another kind", "30 0 obj\n<<>>\nendobj\n", "30 1\n%010zu 00000 x \n", "file.xref"},
    {"object 0 in use", "30 0 obj\n<<>>\nendobj\n", "0 1\n%010zu 00000 n \n", "file.xref"},
    {"another generation", "30 0 obj\n<<>>\nendobj\n", "30 1\n%010zu 00001 n \n", "file.object"},
    {"a generation too high", "30 0 obj\n<<>>\nendobj\n", "30 1\n%010zu 99999 n \n", "file.xref"},
    {"more lines than there are", "30 0 obj\n<<>>\nendobj\n", "30 9\n%010zu 00000 n \n",
     "file.xref"},
    {"fewer lines than objects", "30 0 obj\n<<>>\nendobj\n31 0 obj\n<<>>\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.unaccounted"},
    {"an object that is not listed", "31 0 obj\n<<>>\nendobj\n30 0 obj\n<<>>\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.*"},
    {"a number that is too high", "30 0 obj\n<<>>\nendobj\n", "99 1\n%010zu 00000 n \n", "file.*"},
    {"numbers without end", "30 0 obj\n<<>>\nendobj\n", "9999999 1\n%010zu 00000 n \n",
     "file.xref file.limits"},
    {"an object that is freed", "", "5 1\n%010zu 00001 f \n", "change.removed"},
    {"the signature freed", "", "%d 1\n", "file.xref"},
    {"a stream whose length lies", "30 0 obj\n<</Length 3>>\nstream\nq\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.object"},
    {"a stream whose length is elsewhere",
     "30 0 obj\n<</Length 99 0 R>>\nstream\nq\nendstream\nendobj\n", "30 1\n%010zu 00000 n \n",
     "file.object"},
    {"a stream without a length", "30 0 obj\n<<>>\nstream\nq\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.object"},
    {"a stream in another file", "30 0 obj\n<</Length 1/F(x)>>\nstream\nq\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.object"},
    {"a stream that ends twice",
     "30 0 obj\n<</Length 1>>\nstream\nq\nendstream\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.object"},
    {"an object inside a stream",
     "29 0 obj\n<</Length 24>>\nstream\n30 0 obj\n<<>>\nendobj\n\n\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.*"},
    {"a packed object",
     "30 0 obj\n<</Type/ObjStm/N 1/First 4/Length 8>>\nstream\n5 0 <<>>"
     "\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "change.unreferenced file.*"},
    {"a table in a stream",
     "30 0 obj\n<</Type/XRef/W[1 1 1]/Size 9/Length 3>>\nstream\nabc\nendstream\nendobj\n",
     "30 1\n%010zu 00000 n \n", "change.unreferenced file.*"},
    {"brackets without end",
     "30 0 "
     "obj\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\nendobj\n",
     "30 1\n%010zu 00000 n \n", "file.object"},
    {"a number with two signs", "30 0 obj\n--1\nendobj\n", "30 1\n%010zu 00000 n \n",
     "file.object"},
    {"a string without end", "30 0 obj\n((x)\nendobj\n", "30 1\n%010zu 00000 n \n", "file.object"},
};

/* Copies `lines` with every %010zu as where the object starts. */
static void put_lines(evne_buf *out, const char *lines, size_t start)
{
    for (const char *p = lines; *p; p++)
        if (strncmp(p, "%010zu", 6) == 0) {
            evne_buf_printf(out, "%010zu", start);
            p += 5;
        } else
            evne_buf_put_char(out, *p);
}

static void write_tables(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    const evne_revisions *read = attack_read(all->arena, pdf);
    const evne_revision *newest = &read->list[read->n - 1];
    evne_str root = evne_object_get(&newest->trailer, "Root")->raw;
    evne_str id = evne_object_get(&newest->trailer, "ID")->raw;

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        evne_buf out = {.arena = all->arena};
        size_t table, start = pdf.len;

        evne_buf_put_str(&out, pdf);
        evne_buf_puts(&out, tables[i].object);
        table = out.len;
        if (strncmp(tables[i].object, "31 0", 4) == 0 || strncmp(tables[i].object, "29 0", 4) == 0)
            start = attack_last(evne_buf_str(&out), "30 0 obj");
        evne_buf_puts(&out, "xref\n");
        put_lines(&out, tables[i].lines, *tables[i].object ? start : 0);
        evne_buf_printf(&out,
                        "trailer\n<</Size 100/Root %.*s/ID%.*s/Prev %zu>>\nstartxref\n%zu\n"
                        "%%%%EOF\n",
                        EVNE_STR_ARGS(root), EVNE_STR_ARGS(id), newest->xref_at, table);
        attacks_add(all, ATTACK_OBJECTS, evne_buf_str(&out), tables[i].reasons, "%s: %s",
                    attack_base_names[base], tables[i].name);
    }
}

/* ---- the beginning of the file ---- */

static void change_header(attacks *all, size_t base)
{
    static const struct {
        const char *name, *text;
        size_t to;
        const char *reasons;
    } headers[] = {
        {"a line in front", "hej\n", 0, "file.*"},
        {"a mark in front", "\xef\xbb\xbf", 0, "file.*"},
        {"another version", "%PDF-3.0", 8, "file.header"},
        {"no version", "%PDF-x.y", 8, "file.header"},
        {"two versions", "%PDF-1.7 %PDF-1.4", 8, "file.*"},
        {"a script for a shell", "#!/bin/sh\n", 0, "file.*"},
        {"a page of the web", "<html>", 0, "file.*"},
    };
    evne_str pdf = attack_base(all->arena, base);

    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        attacks_add(all, ATTACK_OBJECTS,
                    attack_splice(all->arena, pdf, 0, headers[i].to, evne_str_of(headers[i].text)),
                    headers[i].reasons, "%s: %s", attack_base_names[base], headers[i].name);
}

void attacks_objects(attacks *all)
{
    edit_last(all, BASE_ONE);
    edit_last(all, BASE_CERTIFIED);
    edit_last(all, BASE_FOREIGN);
    write_tables(all, BASE_TWO);
    change_header(all, BASE_TAGGED);
    change_header(all, BASE_STREAMS);
}
