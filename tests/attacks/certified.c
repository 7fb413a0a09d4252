/*
 * Evil annotation and sneaky signature: on a certified file some changes are allowed, and readers
 * have been fooled by what annotations and signature fields can show.
 */
#include <string.h>

#include "attacks.h"

static const char *const subtypes[] = {"FreeText", "Stamp",          "Redact", "Square",
                                       "Ink",      "Text",           "Popup",  "Link",
                                       "Widget",   "FileAttachment", "Screen", "RichMedia"};

static void annotate(attacks *all, evne_str pdf, const char *base)
{
    const evne_revisions *read = attack_read(all->arena, pdf);
    int next = evne_update_next_number(read);
    const evne_object *pages = attack_object(read, attack_typed(read, "Page"));
    evne_str annots = evne_object_get(pages, "Annots")->raw;

    for (size_t i = 0; i < sizeof subtypes / sizeof *subtypes; i++) {
        const char *list =
            evne_arena_printf(all->arena, "%.*s %d 0 R]", (int)annots.len - 1, annots.p, next);
        const char *note = evne_arena_printf(
            all->arena,
            "<</Type/Annot/Subtype/%s/Rect[0 0 595 842]/F 4/Contents(500 timer)/AP<<>>>>",
            subtypes[i]);

        attacks_add(all, ATTACK_CERTIFIED,
                    attack_update2(all->arena, pdf, attack_typed(read, "Page"),
                                   attack_with(all->arena, pages, "Annots", list), next, note),
                    "change.annotation", "%s: evil annotation, %s", base, subtypes[i]);
    }
}

/* A field of one's own, or an open one that covers the page, then signed by the attacker. */
static void sneak(attacks *all, evne_str pdf, const char *base)
{
    static const struct {
        const char *name, *key, *value, *reasons;
    } fields[] = {
        {"covers the page", "Rect", "[0 0 595 842]", "change.field"},
        {"shows on another page", "P", "2 0 R", "change.field"},
        {"shows a text", "MK", "<</CA(500 timer)>>", "change.field"},
        {"runs a script", "AA", "<</E<</S/JavaScript/JS(x)>>>>", "change.field"},
        {"is a text field", "FT", "/Tx", "change.field"},
        {"has another flag", "F", "2", "change.field"},
        {"has another name", "T", "(chef)", "change.field"},
        {"has another parent", "Parent", "3 0 R", "change.field"},
        {"has kids", "Kids", "[6 0 R]", "change.field file.form"},
        {"locks everything", "Lock", "<</Action/All>>", "change.field"},
        {"says something else", "TU", "(Konsulent, Ali. Alt er i orden.)", "change.field"},
    };
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);
    const evne_field *open = evne_form_find(&form, "arbejdsgiver");
    int next = evne_update_next_number(read);
    static const char rest[] = "<</Type/Annot/Subtype/Widget/FT/Sig/T(ny)/Rect[0 0 595 842]>>";
    evne_str list = evne_object_get(form.form, "Fields")->raw;
    const char *grown =
        evne_arena_printf(all->arena, "%.*s %d 0 R]", (int)list.len - 1, list.p, next);
    evne_str file;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        attacks_add(
            all, ATTACK_CERTIFIED,
            attack_update(all->arena, pdf, open->number,
                          attack_with(all->arena, open->dict, fields[i].key, fields[i].value)),
            fields[i].reasons, "%s: an open field %s", base, fields[i].name);
    file = attack_update(all->arena, pdf, open->number,
                         attack_with(all->arena, open->dict, "Rect", "[0 0 595 842]"));
    attacks_add(all, ATTACK_CERTIFIED,
                attack_sign(all->arena, file, "arbejdsgiver", "foreign", false), "change.field",
                "%s: sneaky signature over the page", base);
    file = attack_update2(all->arena, pdf, form.form_number,
                          attack_with(all->arena, form.form, "Fields", grown), next, rest);
    attacks_add(all, ATTACK_CERTIFIED, file, "change.form", "%s: a field of one's own", base);
    attacks_add(all, ATTACK_CERTIFIED, attack_sign(all->arena, file, "ny", "foreign", false),
                "change.form", "%s: sneaky signature in a field of one's own", base);
    attacks_add(all, ATTACK_CERTIFIED,
                attack_sign(all->arena, pdf, "arbejdsgiver", "foreign", false),
                "certificate.untrusted", "%s: signed by a stranger", base);
}

/* The certification itself: taken away, doubled, weakened. */
static void weaken(attacks *all, evne_str pdf)
{
    static const struct {
        const char *name, *value, *reasons;
    } perms[] = {
        {"no certifier any more", "", "change.catalog certification.perms"},
        {"another certifier", "<</DocMDP 6 0 R>>", "change.catalog certification.perms"},
        {"rights of use", "<</UR3 9 0 R>>", "change.catalog certification.*"},
        {"nothing for a certifier", "<</DocMDP null>>", "change.catalog certification.*"},
        {"a list of certifiers", "[9 0 R]", "change.catalog certification.*"},
    };
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);

    for (size_t i = 0; i < sizeof perms / sizeof *perms; i++)
        attacks_add(all, ATTACK_CERTIFIED,
                    attack_update(all->arena, pdf, form.root_number,
                                  attack_with(all->arena, form.root, "Perms", perms[i].value)),
                    perms[i].reasons, "certified: %s", perms[i].name);
    attacks_add(all, ATTACK_CERTIFIED, attack_edit(all->arena, pdf, "/P 2/V", "/P 3/V"),
                "content.digest", "certified: annotations allowed afterwards");
    attacks_add(all, ATTACK_CERTIFIED, attack_edit(all->arena, pdf, "/P 2/V", "/P 9/V"),
                "certification.form", "certified: a permission that does not exist");
    attacks_add(all, ATTACK_CERTIFIED, attack_edit(all->arena, pdf, "/DocMDP/Tr", "/DocMDQ/Tr"),
                "signature.reference", "certified: an unknown method");
    attacks_add(all, ATTACK_CERTIFIED, attack_edit(all->arena, pdf, "/Reference[", "/Referense["),
                "signature.dictionary certification.perms", "certified: no provisions");
}

/* A second signature that certifies: signed as the first, put behind another. */
static void certify_late(attacks *all)
{
    evne_str pdf = attack_base(all->arena, 0);
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);
    int number = attack_find(all->arena, pdf).number;
    const char *perms = evne_arena_printf(all->arena, "<</DocMDP %d 0 R>>", number);

    attacks_add(all, ATTACK_CERTIFIED,
                attack_update(all->arena, pdf, form.root_number,
                              attack_with(all->arena, form.root, "Perms", perms)),
                "change.catalog", "an approval declared a certification");
}

void attacks_certified(attacks *all)
{
    evne_str pdf = attack_base(all->arena, 4), more;

    annotate(all, pdf, "certified");
    sneak(all, pdf, "certified");
    weaken(all, pdf);
    certify_late(all);
    more = attack_sign(all->arena, pdf, "medarbejderrepraesentant", "borger", false);
    annotate(all, more, "certified and signed");
    sneak(all, more, "certified and signed");
}
