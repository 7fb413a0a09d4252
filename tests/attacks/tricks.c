/*
 * Tricks that combine what is allowed: references to what is not there yet, objects with two uses,
 * names that are somebody else's.
 */
#include <string.h>

#include "attacks.h"

/* Fills in the open field 7 with a look, object `look`, and what goes for a signature. */
static evne_str sign_with(evne_arena *arena, evne_str pdf, int look, const char *body)
{
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    const evne_field *field = evne_form_find(&form, fixture_roles[1]);
    const char *dict =
        attack_with(arena, field->dict, "V", evne_arena_printf(arena, "%d 0 R", look + 1));
    evne_update_object objects[3] = {
        {field->number, 0, {0}, 0},
        {look, 0, evne_str_of(body), 0},
        {look + 1, 0, EVNE_STR("<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"), 0}};
    evne_str out;

    dict = evne_arena_printf(arena, "%.*s/AP<</N %d 0 R>>>>", (int)strlen(dict) - 2, dict, look);
    objects[0].body = evne_str_of(dict);
    evne_update_append(arena, read, objects, 3, &out);
    return out;
}

/* The document refers to objects that a later signature will bring: its look, say. */
static void leave_open(attacks *all)
{
    static const struct {
        const char *name;
        int number;
        const char *body; /* "%d" is the object that does not exist yet */
    } holes[] = {
        {"content", 4,
         "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[5 0 R %d 0 R]/Resources<<>>"
         "/Annots[6 0 R 7 0 R]>>"},
        {"a form that is drawn", 4,
         "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
         "/Resources<</XObject<</X %d 0 R>>>>/Annots[6 0 R 7 0 R]>>"},
        {"an annotation", 4,
         "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<<>>"
         "/Annots[6 0 R 7 0 R %d 0 R]>>"},
        {"metadata", 1, "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/Metadata %d 0 R>>"},
    };

    evne_arena *arena = all->arena;

    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        evne_str pdf = fixture_form(arena, 2);
        int hole = evne_update_next_number(attack_read(arena, pdf)) + 1;
        const char *at = strstr(holes[i].body, "%d");
        const char *body = evne_arena_printf(arena, "%.*s%d%s", (int)(at - holes[i].body),
                                             holes[i].body, hole, at + 2);

        pdf = attack_update(arena, pdf, holes[i].number, body);
        pdf = attack_sign(arena, pdf, fixture_roles[0], "arbejdsgiver", false);
        attacks_add(all, ATTACK_SHADOW,
                    sign_with(arena, pdf, hole,
                              "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>\nstream\nq\n"
                              "endstream"),
                    "change.dangling", "replace: %s that was left open", holes[i].name);
        attacks_add(all, ATTACK_HONEST,
                    attack_sign(arena, pdf, fixture_roles[1], "konsulent", false), "",
                    "%s is left open, and stays so", holes[i].name);
    }
}

/* One object with two uses, prepared by the author: what is allowed for one changes the other. */
static void use_twice(attacks *all)
{
    static const struct {
        const char *name;
        int number; /* changed before signing */
        const char *before;
        int changed; /* and afterwards */
        const char *after;
        const char *reasons;
    } uses[] = {
        {"the page is the store of evidence", 1,
         "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 4 0 R>>", 4, "<</Type/DSS>>", "change.*"},
        {"the content is the store", 1, "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 5 0 R>>", 5,
         "<</Type/DSS>>", "change.* dss.form"},
        {"the form is the store", 1, "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 3 0 R>>", 3,
         "<</Type/DSS>>", "change.* signature.orphan"},
        {"the tree is the store", 1, "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 2 0 R>>", 2,
         "<</Type/DSS/Certs[]>>", "change.* file.*"},
        {"annotations are the form's fields", 3, "<</Fields 30 0 R>>", 30, "[6 0 R 7 0 R 8 0 R]",
         "change.* file.form"},
    };
    evne_arena *arena = all->arena;

    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        evne_str pdf = attack_update2(arena, fixture_form(arena, 2), uses[i].number, uses[i].before,
                                      30, "[6 0 R 7 0 R]");

        pdf = attack_sign(arena, pdf, fixture_roles[0], "arbejdsgiver", false);
        attacks_add(all, ATTACK_SHADOW, attack_update(arena, pdf, uses[i].changed, uses[i].after),
                    uses[i].reasons, "hide: %s", uses[i].name);
    }
}

/* Page content that is a list of the store as well: a certificate more is drawn. */
static void draw_certificates(attacks *all)
{
    static const char *const pages[] = {
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 31 0 R/Resources<<>>"
        "/Annots[6 0 R 7 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots 31 0 R>>"};
    evne_arena *arena = all->arena;

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        evne_str pdf = attack_update2(arena, fixture_form(arena, 2), 4, pages[i], 1,
                                      "<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 30 0 R>>"),
                 out;
        evne_update_object objects[2] = {{31, 0, EVNE_STR("[33 0 R 34 0 R]"), 0},
                                         {34, 0, attack_certificate(arena, ""), 0}};

        pdf = attack_update2(arena, pdf, 30, "<</Type/DSS/Certs 31 0 R>>", 31, "[33 0 R]");
        pdf = attack_update2(arena, pdf, 33, "<</Length 0>>\nstream\n\nendstream", 0, NULL);
        {
            evne_update_object first = {33, 0, attack_certificate(arena, ""), 0};

            evne_update_append(arena, attack_read(arena, pdf), &first, 1, &pdf);
        }
        pdf = attack_sign(arena, pdf, fixture_roles[0], "arbejdsgiver", false);
        objects[1].number = evne_update_next_number(attack_read(arena, pdf));
        objects[0].body =
            evne_str_of(evne_arena_printf(arena, "[33 0 R %d 0 R]", objects[1].number));
        evne_update_append(arena, attack_read(arena, pdf), objects, 2, &out);
        attacks_add(all, ATTACK_SHADOW, out, "change.object",
                    "replace: a list of certificates that the page uses, %zu", i);
    }
}

/* `text` with "%s" as a name that is a digest and "%c" as a reference to `certificate`. */
static void put_vri(evne_buf *out, const char *text, int certificate)
{
    for (const char *p = text; *p; p++)
        if (*p != '%')
            evne_buf_put_char(out, *p);
        else if (*++p == 's')
            evne_buf_puts(out, "/0123456789ABCDEF0123456789ABCDEF01234567");
        else
            evne_buf_printf(out, "%d 0 R", certificate);
}

/* Names of a VRI that are none, and things in it that are no evidence. */
static void disguise_evidence(attacks *all)
{
    static const struct {
        const char *name, *vri;
        const char *reasons; /* NULL: honest */
    } lists[] = {
        {"nothing in it", "<<%s<<>>>>", NULL},
        {"a certificate and a time", "<<%s<</Cert[%c]/TU(D:20261122)>>>>", NULL},
        {"a name that is none", "<</Evil<</Cert[%c]>>>>", "change.catalog"},
        {"small letters", "<</0123456789abcdef0123456789abcdef01234567<<>>>>", "change.catalog"},
        {"a script", "<<%s<</JS(x)>>>>", "change.catalog"},
        {"a page", "<<%s<</Cert[4 0 R]>>>>", "change.catalog"},
        {"a dictionary for a list", "<<%s<</Cert<<>>>>>>", "change.catalog"},
        {"a list for a dictionary", "[%c]", "change.catalog"},
        {"a stream for a dictionary", "<<%s %c>>", "change.catalog"},
        {"a stream for a list", "<<%s<</Cert %c>>>>", "change.catalog"},
        {"a number for a time", "<<%s<</TU 1>>>>", "change.catalog"},
        {"a page for a time-stamp", "<<%s<</TS 4 0 R>>>>", "change.catalog"},
        {"another type", "<<%s<</Type/Page>>>>", "change.catalog"},
    };
    evne_arena *arena = all->arena;
    evne_str pdf = attack_base(arena, BASE_ONE), out;
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    int next = evne_update_next_number(read);
    const char *root =
        attack_with(arena, form.root, "DSS", evne_arena_printf(arena, "%d 0 R", next));

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        evne_buf store = {.arena = arena};
        evne_update_object objects[3] = {{form.root_number, 0, evne_str_of(root), 0},
                                         {next, 0, {0}, 0},
                                         {next + 1, 0, attack_certificate(arena, ""), 0}};

        evne_buf_printf(&store, "<</Certs[%d 0 R]/VRI ", next + 1);
        put_vri(&store, lists[i].vri, next + 1);
        evne_buf_puts(&store, ">>");
        objects[1].body = evne_buf_str(&store);
        evne_update_append(arena, read, objects, 3, &out);
        attacks_add(all, lists[i].reasons ? ATTACK_CHAINS : ATTACK_HONEST, out,
                    lists[i].reasons ? lists[i].reasons : "", "a VRI with %s", lists[i].name);
    }
}

/* Keys that make a catalog, a page or a form do or show something else. */
static void add_keys(attacks *all)
{
    static const struct {
        const char *key, *value;
    } root_keys[] = {{"OpenAction", "<</S/JavaScript/JS(x)>>"},
                     {"AA", "<</WC<</S/JavaScript/JS(x)>>>>"},
                     {"Names", "<</JavaScript<</Names[(x)<</S/JavaScript/JS(y)>>]>>>>"},
                     {"Version", "/2.0"},
                     {"Lang", "(en)"},
                     {"Collection", "<</View/H>>"},
                     {"PageMode", "/FullScreen"},
                     {"PageLabels", "<</Nums[0<</P(x)>>]>>"},
                     {"Outlines", "4 0 R"},
                     {"Extensions", "<</X<</BaseVersion/1.7/ExtensionLevel 9>>>>"},
                     {"Requirements", "[<</S/EnableJavaScripts>>]"},
                     {"OCProperties", "<</OCGs[]/D<</BaseState/OFF>>>>"},
                     {"AF", "[4 0 R]"},
                     {"Metadata", "5 0 R"},
                     {"MarkInfo", "<</Suspects true>>"},
                     {"URI", "<</Base(http://x/)>>"},
                     {"Legal", "<<>>"},
                     {"Dests", "<<>>"}},
      page_keys[] = {{"UserUnit", "9"},
                     {"Rotate", "90"},
                     {"CropBox", "[0 0 9 9]"},
                     {"AA", "<</O<</S/JavaScript/JS(x)>>>>"},
                     {"Dur", "1"},
                     {"Trans", "<</S/Wipe>>"},
                     {"Group", "<</S/Transparency>>"},
                     {"Metadata", "5 0 R"},
                     {"PieceInfo", "<<>>"},
                     {"Tabs", "/R"},
                     {"StructParents", "0"},
                     {"Thumb", "5 0 R"}},
      form_keys[] = {{"NeedAppearances", "true"},
                     {"XFA", "5 0 R"},
                     {"CO", "[7 0 R]"},
                     {"DA", "(/F 9 Tf)"},
                     {"DR", "<<>>"},
                     {"Q", "1"},
                     {"Fields", "[7 0 R 6 0 R]"},
                     {"Fields", "[6 0 R]"},
                     {"SigFlags", "7"},
                     {"SigFlags", "0"}};
    evne_arena *arena = all->arena;

    for (size_t base = BASE_ONE; base <= BASE_LASTING; base += BASE_LASTING) {
        evne_str pdf = attack_base(arena, base);
        const evne_revisions *read = attack_read(arena, pdf);
        evne_form form = attack_form(arena, read);
        const evne_object *page = attack_object(read, 4);

        for (size_t i = 0; i < sizeof root_keys / sizeof *root_keys; i++)
            attacks_add(
                all, ATTACK_SAVING,
                attack_update(arena, pdf, form.root_number,
                              attack_with(arena, form.root, root_keys[i].key, root_keys[i].value)),
                "change.catalog", "%s: the catalog gets /%s", attack_base_names[base],
                root_keys[i].key);
        for (size_t i = 0; i < sizeof page_keys / sizeof *page_keys; i++)
            attacks_add(
                all, ATTACK_SAVING,
                attack_update(arena, pdf, 4,
                              attack_with(arena, page, page_keys[i].key, page_keys[i].value)),
                "change.page", "%s: the page gets /%s", attack_base_names[base], page_keys[i].key);
        for (size_t i = 0; i < sizeof form_keys / sizeof *form_keys; i++)
            attacks_add(
                all, ATTACK_SAVING,
                attack_update(arena, pdf, form.form_number,
                              attack_with(arena, form.form, form_keys[i].key, form_keys[i].value)),
                "change.form file.xfa signature.orphan", "%s: the form gets /%s %s",
                attack_base_names[base], form_keys[i].key, form_keys[i].value);
    }
}

/* Two fields that swap their signatures, or share one. */
static void swap_values(attacks *all)
{
    evne_arena *arena = all->arena;
    evne_str pdf = attack_base(arena, BASE_TWO);
    evne_form form = attack_form(arena, attack_read(arena, pdf));
    const evne_field *one = evne_form_find(&form, fixture_roles[0]);
    const evne_field *two = evne_form_find(&form, fixture_roles[1]);
    const evne_field *open = evne_form_find(&form, fixture_roles[2]);
    const char *first = evne_arena_printf(arena, "%lld 0 R", (long long)one->value->number);
    const char *second = evne_arena_printf(arena, "%lld 0 R", (long long)two->value->number);

    attacks_add(all, ATTACK_CERTIFIED,
                attack_update2(arena, pdf, one->number, attack_with(arena, one->dict, "V", second),
                               two->number, attack_with(arena, two->dict, "V", first)),
                "change.field", "two fields swap their signatures");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_update(arena, pdf, two->number, attack_with(arena, two->dict, "V", first)),
                "change.field", "two fields share a signature");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_update(arena, pdf, open->number, attack_with(arena, open->dict, "V", first)),
                "change.field", "an open field takes a signature");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_update(arena, pdf, two->number, attack_with(arena, two->dict, "V", "")),
                "change.field", "a field gives its signature up");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_update(arena, pdf, two->number, attack_with(arena, two->dict, "V", "null")),
                "change.field", "a field's signature is nothing");
}

/* Files that are two kinds at once. */
static void join_kinds(attacks *all)
{
    static const struct {
        const char *name, *text;
        bool in_front;
    } kinds[] = {{"a ZIP file", "PK\3\4", true},
                 {"a program", "MZ", true},
                 {"a picture", "\xff\xd8\xff\xe0", true},
                 {"PostScript", "%!PS-Adobe-3.0\n", true},
                 {"another PDF's header", "%PDF-1.4\n", true},
                 {"a NUL", " ", true},
                 {"a ZIP file behind", "PK\5\6", false},
                 {"a page of the web behind", "<script>", false},
                 {"mail behind", "\r\n--x--\r\n", false}};
    evne_str pdf = attack_base(all->arena, BASE_STREAMS);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t at = kinds[i].in_front ? 0 : pdf.len;

        attacks_add(all, ATTACK_OBJECTS,
                    attack_splice(all->arena, pdf, at, at, evne_str_of(kinds[i].text)), "file.*",
                    "streams: %s", kinds[i].name);
    }
}

/* Someone signs in a field that is called like a place kept for another. */
static void borrow_name(attacks *all)
{
    foreign how = {.field = fixture_roles[1]};
    evne_arena *arena = all->arena;
    evne_str pdf = attack_foreign(arena, attack_base(arena, BASE_FOREIGN), "konsulent", how);

    attacks_add(all, ATTACK_CERTIFIED, pdf, "change.form",
                "an invisible field called like a place");
}

void attacks_tricks(attacks *all)
{
    leave_open(all);
    use_twice(all);
    draw_certificates(all);
    disguise_evidence(all);
    add_keys(all);
    swap_values(all);
    join_kinds(all);
    borrow_name(all);
}
