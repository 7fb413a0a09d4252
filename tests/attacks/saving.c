/*
 * Incremental saving: the signed file as it was, and an update behind it, whole or with the parts
 * left out that a strict reader looks for.
 */
#include <string.h>

#include "attacks.h"

static evne_str append(evne_arena *arena, evne_str pdf, const char *text)
{
    return attack_splice(arena, pdf, pdf.len, pdf.len, evne_str_of(text));
}

static const struct {
    const char *name, *text, *reasons;
} tails[] = {
    {"a comment", "% nothing to see\n", "file.trailing"},
    {"one byte", "x", "file.trailing"},
    {"blank lines", "\n\n\n", "file.trailing"},
    {"a NUL", "\0", "file.trailing"},
    {"a second end", "%%EOF\n", "file.*"},
    {"an object without a table", "5 0 obj\n<</Length 1>>\nstream\nq\nendstream\nendobj\n%%EOF\n",
     "file.*"},
    {"an object and a trailer", "5 0 obj\nnull\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n",
     "file.*"},
    {"a table that points nowhere",
     "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
     "file.xref"},
    {"a start of nothing", "startxref\n0\n%%EOF\n", "file.xref"},
    {"a start beyond the end", "startxref\n99999999\n%%EOF\n", "file.xref"},
    {"a start without digits", "startxref\nzero\n%%EOF\n", "file.*"},
    {"a start below zero", "startxref\n-1\n%%EOF\n", "file.*"},
    {"a file of its own", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n", "file.*"},
};

static void add_tails(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        attacks_add(all, ATTACK_SAVING,
                    tails[i].text[0]
                        ? append(all->arena, pdf, tails[i].text)
                        : attack_splice(all->arena, pdf, pdf.len, pdf.len, (evne_str){"\0", 1}),
                    tails[i].reasons, "%s: %s behind the file", attack_base_names[base],
                    tails[i].name);
    attacks_add(all, ATTACK_SAVING, attack_update(all->arena, pdf, 0, NULL),
                "change.unsigned_update", "%s: an update of nothing", attack_base_names[base]);
    attacks_add(all, ATTACK_SAVING, attack_update(all->arena, pdf, 0, "<</Hidden true>>"),
                "change.unreferenced", "%s: an object that nothing leads to",
                attack_base_names[base]);
}

/* Every object in turn gets a key more, by a correct update. */
static void touch_objects(attacks *all, size_t base, int most)
{
    evne_str pdf = attack_base(all->arena, base);
    const evne_revisions *read = attack_read(all->arena, pdf);

    for (int i = 1; i < read->n_numbers && most > 0; i++) {
        const evne_entry *entry = evne_revisions_find(read, read->n - 1, i);
        const evne_object *object = entry ? attack_object(read, i) : NULL;
        const char *body;

        if (!object || object->kind != EVNE_OBJECT_DICT)
            continue;
        most--;
        body = attack_with(all->arena, object, "Evil", "true");
        if (entry->has_stream)
            body = "<</Length 10>>\nstream\n0 0 9 9 re\nendstream";
        attacks_add(all, ATTACK_SAVING, attack_update(all->arena, pdf, i, body),
                    "change.* signature.replaced", "%s: object %d rewritten",
                    attack_base_names[base], i);
    }
}

/* An update that looks like a further signature, but signs nothing. */
static void pretend(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);
    attack_site site = attack_find(all->arena, pdf);
    int next = evne_update_next_number(read);
    evne_str old = attack_object(read, site.number)->raw;
    const char *copy = evne_arena_copy(all->arena, old.p, old.len);

    for (size_t i = 0; i < form.n_fields; i++) {
        const evne_field *field = &form.fields[i];
        const char *body = attack_with(all->arena, field->dict, "V",
                                       evne_arena_printf(all->arena, "%d 0 R", next));

        if (field->value)
            attacks_add(all, ATTACK_SAVING,
                        attack_update2(all->arena, pdf, field->number, body, next, copy),
                        "change.field signature.*", "%s: %s signed again with the old signature",
                        attack_base_names[base], field->name);
        else
            attacks_add(all, ATTACK_SAVING,
                        attack_update2(all->arena, pdf, field->number, body, next, copy),
                        "byterange.gap", "%s: %s signed with a copy", attack_base_names[base],
                        field->name);
    }
}

void attacks_saving(attacks *all)
{
    for (size_t i = 0; i < BASES; i++)
        pretend(all, i);
    add_tails(all, BASE_TWO);
    add_tails(all, BASE_TAGGED);
    add_tails(all, BASE_STAMPED);
    add_tails(all, BASE_STREAMS);
    touch_objects(all, BASE_TWO, 20);
    touch_objects(all, BASE_TAGGED, 24);
    touch_objects(all, BASE_STAMPED, 30);
    touch_objects(all, BASE_LASTING, 30);
    touch_objects(all, BASE_FOREIGN, 30);
    touch_objects(all, BASE_STREAMS, 40);
}
