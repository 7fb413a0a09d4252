/*
 * Shadow attacks: the author of the file, who is the attacker, prepares it before the others sign.
 * Afterwards something hidden is shown, something is replaced, or a whole hidden document takes the
 * place of the one that was signed.
 */
#include <string.h>

#include "attacks.h"

/*
 * A form of two fields with what shadow attacks need: 8 an overlay on the page that covers the
 * text, 9 a font, 10 other content, 11 another page, 12 another tree, 13 another catalog. None of
 * it shows before the attack; object 5 is the content of page 4.
 */
static evne_str prepared(evne_arena *arena)
{
    static const struct {
        int number;
        const char *body;
    } objects[] = {
        {8, "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length 20>>\nstream\n"
            "1 g 0 0 595 842 re f\nendstream"},
        {9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"},
        {10, "<</Length 15>>\nstream\n(500.000) Tj % \nendstream"},
        {11, "<</Type/Page/Parent 12 0 R/MediaBox[0 0 595 842]/Contents 10 0 R/Resources<<>>>>"},
        {12, "<</Type/Pages/Kids[11 0 R]/Count 1>>"},
        {13, "<</Type/Catalog/Pages 12 0 R/AcroForm 3 0 R>>"},
        {14, "<</Type/Metadata/Subtype/XML/Length 3>>\nstream\n<x>\nendstream"},
        {15, "<</Type/Filespec/F(bilag.txt)>>"},
        {16, "<</Type/StructElem/S/P/Alt(fem timer)>>"},
        {17, "<</Type/FontDescriptor/FontName/Helvetica>>"},
        {18, "<</Type/Annot/Subtype/Square/Rect[0 0 595 842]/F 2>>"},
    };
    evne_str pdf = fixture_form(arena, 2);

    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        pdf = attack_update(arena, pdf, objects[i].number, objects[i].body);
    return pdf;
}

static const struct {
    const char *name;
    int number;
    const char *body;
    const char *reasons;
} steps[] = {
    /* hide: what covers the text goes away, or what was hidden comes up */
    {"hide: the overlay becomes empty", 8,
     "<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 1>>\nstream\nq\nendstream",
     "change.content"},
    {"hide: the page loses its overlay", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R/Resources<<>>"
     "/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
    {"hide: an annotation is shown", 18, "<</Type/Annot/Subtype/Square/Rect[0 0 595 842]/F 4>>",
     "change.annotation"},
    {"hide: an annotation gets a place on the page", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<<>>"
     "/Annots[6 0 R 7 0 R 18 0 R]>>",
     "change.annotation"},
    {"hide: the page is cropped", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/CropBox[0 400 595 842]/Contents 5 0 R"
     "/Resources<<>>/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
    {"hide: the page is turned", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 180/Contents 5 0 R/Resources<<>>"
     "/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
    {"hide: layers are switched", 1,
     "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/OCProperties<</D<</BaseState/OFF>>>>>>",
     "change.catalog"},
    /* replace */
    {"replace: a font", 9, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>", "change.font"},
    {"replace: a font's descriptor", 17, "<</Type/FontDescriptor/FontName/Symbol>>", "change.font"},
    {"replace: the content", 5, "<</Length 15>>\nstream\n(500.000) Tj % \nendstream",
     "change.content"},
    {"replace: the page's resources", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 9 0 R>>>>"
     "/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
    {"replace: the metadata", 14, "<</Type/Metadata/Subtype/XML/Length 3>>\nstream\n<y>\nendstream",
     "change.metadata"},
    {"replace: the attachment", 15, "<</Type/Filespec/F(andet.txt)>>", "change.attachment"},
    {"replace: what is read aloud", 16, "<</Type/StructElem/S/P/Alt(otte timer)>>",
     "change.structure"},
    {"replace: the open field's text", 7,
     "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(medarbejderrepraesentant)/TU(andet)"
     "/Rect[50 160 250 210]/P 4 0 R>>",
     "change.field"},
    {"replace: the signed field's look", 6,
     "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(arbejdsgiver)/Rect[50 100 250 150]/P 4 0 R"
     "/V 19 0 R/AP<</N 8 0 R>>>>",
     "change.field"},
    {"replace: the open field's look", 7,
     "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(medarbejderrepraesentant)"
     "/Rect[50 160 250 210]/P 4 0 R/AP<</N 8 0 R>>>>",
     "change.field"},
    {"replace: the form draws its fields anew", 3,
     "<</Fields[6 0 R 7 0 R ]/SigFlags 3/NeedAppearances true>>", "change.form"},
    {"replace: the form's default look", 3,
     "<</Fields[6 0 R 7 0 R ]/SigFlags 3/DR<</Font<</F 9 0 R>>>>>>", "change.form"},
    /* hide and replace */
    {"both: the catalog's pages", 1, "<</Type/Catalog/Pages 12 0 R/AcroForm 3 0 R>>",
     "change.catalog"},
    {"both: the tree's pages", 2, "<</Type/Pages/Kids[11 0 R]/Count 1>>", "change.page"},
    {"both: the tree grows", 2, "<</Type/Pages/Kids[4 0 R 11 0 R]/Count 2>>", "change.page"},
    {"both: the page's content", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R/Resources<<>>"
     "/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
    {"both: contents in a row", 4,
     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[5 0 R 10 0 R]/Resources<<>>"
     "/Annots[6 0 R 7 0 R ]>>",
     "change.page"},
};

/* An update that brings nothing but a table: its lines lead to bytes of an earlier revision. */
static void point_back(attacks *all, evne_str pdf)
{
    static const int targets[] = {5, 4, 2, 1, 9};
    static const int hidden[] = {10, 11, 12, 13, 17};
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_str id = evne_object_get(&read->list[read->n - 1].trailer, "ID")->raw;

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const evne_entry *entry = evne_revisions_find(read, read->n - 1, hidden[i]);
        evne_buf out = {.arena = all->arena};

        evne_buf_put_str(&out, pdf);
        evne_buf_printf(&out,
                        "xref\n%d 1\n%010zu 00000 n \ntrailer\n<</Size %d/Root 1 0 R/ID%.*s"
                        "/Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n",
                        targets[i], entry->start, read->n_numbers, EVNE_STR_ARGS(id),
                        read->list[read->n - 1].xref_at, pdf.len);
        attacks_add(all, ATTACK_SHADOW, evne_buf_str(&out), "file.xref",
                    "both: a table that leads object %d to object %d", targets[i], hidden[i]);
    }
}

/* A trailer that leads elsewhere, with nothing but itself. */
static void change_trailer(attacks *all, evne_str pdf)
{
    static const struct {
        const char *name, *root, *more, *reasons;
    } trailers[] = {
        {"another catalog", "13 0 R", "", "change.trailer"},
        {"information", "1 0 R", "/Info 15 0 R", "change.trailer"},
        {"a key of its own", "1 0 R", "/Evil true", "change.trailer"},
        {"encryption", "1 0 R", "/Encrypt 15 0 R", "file.encrypted"},
        {"a catalog that is a stream", "10 0 R", "", "signature.orphan"},
        {"no catalog", "99 0 R", "", "file.form change.trailer"},
    };
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_str id = evne_object_get(&read->list[read->n - 1].trailer, "ID")->raw;

    for (size_t i = 0; i < sizeof trailers / sizeof *trailers; i++) {
        evne_buf out = {.arena = all->arena};

        evne_buf_put_str(&out, pdf);
        evne_buf_printf(&out,
                        "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size %d/Root %s/ID%.*s%s"
                        "/Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n",
                        read->n_numbers, trailers[i].root, EVNE_STR_ARGS(id), trailers[i].more,
                        read->list[read->n - 1].xref_at, pdf.len);
        attacks_add(all, ATTACK_SHADOW, evne_buf_str(&out), trailers[i].reasons,
                    "both: a trailer with %s", trailers[i].name);
    }
}

/* `text` with its "%d", if any, as a number. */
static const char *numbered(evne_arena *arena, const char *text, int number)
{
    const char *at = strstr(text, "%d");

    return at ? evne_arena_printf(arena, "%.*s%d%s", (int)(at - text), text, number, at + 2) : text;
}

/* An update with a field, a signature that looks like one, and a look. */
static evne_str three_objects(attacks *all, evne_str pdf, int number, const char *field, int next,
                              const char *look)
{
    evne_update_object objects[4] = {
        {number, 0, evne_str_of(field), 0},
        {next, 0, EVNE_STR("<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"), 0},
        {next + 1, 0, evne_str_of(look), 0},
        {next + 2, 0, EVNE_STR("<</Type/Page/MediaBox[0 0 9 9]>>"), 0}};
    evne_str out;

    evne_update_append(all->arena, attack_read(all->arena, pdf), objects,
                       strstr(look, "/XObject<<") ? 4 : 3, &out);
    return out;
}

/* A field as large as the page, made beforehand: what its signature shows covers the text. */
static void cover_page(attacks *all)
{
    static const struct {
        const char *name, *rect, *look, *reasons;
    } looks[] = {
        {"a look over the page", "[0 0 595 842]", "", "change.cover"},
        {"a look over half the page", "[0 0 595 421]", "", "change.cover"},
        {"a look upside down", "[595 842 0 0]", "", "change.cover"},
        {"a look from another file", "[0 0 200 50]", "/Ref<</F(x.pdf)/Page 0>>", "change.field"},
        {"a look in a layer", "[0 0 200 50]", "/OC<</Type/OCG/Name(x)>>", "change.field"},
        {"a page behind a look", "[0 0 200 50]", "/Resources<</XObject<</X %d 0 R>>>>",
         "change.unreferenced"},
        {"a look with a program's data", "[0 0 200 50]", "/PieceInfo<<>>", "change.field"},
    };

    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        evne_arena *arena = all->arena;
        evne_str pdf = fixture_form(arena, 2), first;
        evne_form form = attack_form(arena, attack_read(arena, pdf));
        const evne_field *field = &form.fields[1];
        const char *wide = attack_with(arena, field->dict, "Rect", looks[i].rect), *seal;
        int next;

        pdf = attack_update(arena, pdf, field->number, wide);
        first = attack_sign(arena, pdf, "arbejdsgiver", "arbejdsgiver", false);
        next = evne_update_next_number(attack_read(arena, first));
        seal = evne_arena_printf(
            arena, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length 1>>\nstream\nq\nendstream",
            numbered(arena, looks[i].look, next + 2));
        form = attack_form(arena, attack_read(arena, first));
        field = evne_form_find(&form, field->name);
        wide = attack_with(arena, field->dict, "V", evne_arena_printf(arena, "%d 0 R", next));
        wide = evne_arena_printf(arena, "%.*s/AP<</N %d 0 R>>>>", (int)strlen(wide) - 2, wide,
                                 next + 1);
        attacks_add(all, ATTACK_SHADOW, three_objects(all, first, field->number, wide, next, seal),
                    looks[i].reasons, "replace: %s", looks[i].name);
    }
}

/* Another document, signed by the right people: only the original tells. */
static void replace_all(attacks *all)
{
    evne_str original = fixture_form(all->arena, 2);
    evne_str others[] = {fixture_form(all->arena, 3), fixture_base(all->arena),
                         attack_edit(all->arena, original, "aftale", "Aftale"),
                         attack_edit(all->arena, original, "0.5 g", "0.9 g"),
                         attack_edit(all->arena, original, "842]", "742]")};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        attacks_add(all, ATTACK_SHADOW,
                    attack_sign(all->arena, others[i], i == 1 ? "Sig1" : "arbejdsgiver",
                                "arbejdsgiver", false),
                    "original.differs", "both: another document, %zu", i)
            ->original = original;
}

void attacks_shadow(attacks *all)
{
    replace_all(all);
    cover_page(all);
    evne_str file = prepared(all->arena), pdf;

    pdf = attack_sign(all->arena, file, "arbejdsgiver", "arbejdsgiver", false);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        evne_str changed = attack_update(all->arena, pdf, steps[i].number, steps[i].body);

        attacks_add(all, ATTACK_SHADOW, changed, steps[i].reasons, "%s", steps[i].name);
        if (steps[i].number == 3 || steps[i].number == 1 || steps[i].number == 7)
            continue;
        /* a further honest signature does not heal it */
        attacks_add(all, ATTACK_SHADOW,
                    attack_sign(all->arena, changed, "medarbejderrepraesentant", "borger", false),
                    steps[i].reasons, "%s, then signed by another", steps[i].name);
    }
    point_back(all, pdf);
    change_trailer(all, pdf);
}
