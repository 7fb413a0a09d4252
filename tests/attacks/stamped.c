/*
 * Time-stamps of the document that pass for signatures: anyone can get one, without a key. They
 * are put into fields that were made for people, bring looks, certify, or stand alone.
 */
#include <stdio.h>
#include <string.h>

#include "attacks.h"
#include "authority.h"
#include "sign/places.h"

enum { RESERVE = 4000 };

#define STARS "[0 ********** ********** **********]"
static const char look[] = "<</Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<<>>/Length 20>>"
                           "\nstream\n1 g 0 0 200 50 re f \nendstream";

/* A time-stamp's dictionary with room for the token; `more` are further keys. */
static const char *dictionary(evne_arena *arena, const char *more)
{
    evne_buf out = {.arena = arena};

    evne_buf_printf(&out,
                    "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161%s"
                    "/ByteRange" STARS "/Contents<",
                    more);
    for (size_t i = 0; i < RESERVE; i++)
        evne_buf_puts(&out, "00");
    evne_buf_puts(&out, ">>>");
    return evne_arena_copy(arena, out.p, out.len);
}

/* Puts range and token into the dictionary that an update brought. */
static evne_str seal(evne_arena *arena, const authority *a, evne_str pdf)
{
    size_t range = attack_last(pdf, STARS), gap = attack_last(pdf, "/Contents<000000") + 9;
    size_t end = gap + 2 * RESERVE + 2;
    evne_str file =
        attack_over(arena, pdf, range, range + sizeof STARS - 1,
                    evne_arena_printf(arena, "[0 %zu %zu %zu]", gap, end, pdf.len - end));
    evne_str covered = attack_splice(arena, file, gap, end, EVNE_STR(""));
    evne_str token = authority_stamp(arena, a, covered, EVP_sha256(), AUTHORITY_NOW);
    char *copy = evne_arena_copy(arena, file.p, file.len);

    for (size_t i = 0; i < token.len; i++) {
        char two[3];

        snprintf(two, sizeof two, "%02x", (unsigned)(unsigned char)token.p[i]);
        memcpy(copy + gap + 1 + 2 * i, two, 2);
    }
    return (evne_str){copy, file.len};
}

/* The field gets a time-stamp and, unless `shown` is false, a look. */
static evne_str fill(evne_arena *arena, const authority *a, evne_str pdf, const char *role,
                     bool shown, const char *more)
{
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    const evne_field *field = evne_form_find(&form, role);
    int next = evne_update_next_number(read);
    static const char *const keys[] = {"V", "AP"};
    const char *ref = evne_arena_printf(arena, "%d 0 R", next);
    const char *appearance = evne_arena_printf(arena, "<</N %d 0 R>>", next + 1);
    evne_str values[] = {evne_str_of(ref), evne_str_of(shown ? appearance : "")}, out;
    evne_update_object objects[3] = {
        {field->number, 0, evne_update_dict(arena, field->dict, 2, keys, values), 0},
        {next, 0, evne_str_of(dictionary(arena, more)), 0},
        {next + 1, 0, evne_str_of(look), 0}};

    evne_update_append(arena, read, objects, shown ? 3 : 2, &out);
    return seal(arena, a, out);
}

/* A field of its own with that rectangle, and a time-stamp in it that may certify. */
static evne_str add(evne_arena *arena, const authority *a, evne_str pdf, const char *name,
                    const char *rest, const char *more)
{
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    int next = evne_update_next_number(read);
    const char *ref = evne_arena_printf(arena, "%d 0 R", next);
    evne_str list =
        evne_update_longer(arena, read, read->n - 1, form.form, "Fields", evne_str_of(ref));
    static const char *const keys[] = {"Fields"};
    const char *field = evne_arena_printf(arena,
                                          "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 132/P 4 0 R"
                                          "/V %d 0 R%s>>",
                                          name, next + 1, rest);
    const char *perms = evne_arena_printf(arena, "<</DocMDP %d 0 R>>", next + 1);
    evne_update_object objects[4] = {
        {form.form_number, 0, evne_update_dict(arena, form.form, 1, keys, &list), 0},
        {next, 0, evne_str_of(field), 0},
        {next + 1, 0, evne_str_of(dictionary(arena, more)), 0},
        {form.root_number, 0, evne_str_of(attack_with(arena, form.root, "Perms", perms)), 0}};
    evne_str out;

    evne_update_append(arena, read, objects, strstr(more, "DocMDP") ? 4 : 3, &out);
    return seal(arena, a, out);
}

static const struct {
    size_t base;
    const char *role;
} open_fields[] = {{BASE_ONE, "medarbejderrepraesentant"},
                   {BASE_TWO, "borger"},
                   {BASE_TAGGED, "Sig2"},
                   {BASE_CERTIFIED, "arbejdsgiver"},
                   {BASE_STAMPED, "borger"},
                   {BASE_LASTING, "arbejdsgiver"}};

static void in_fields_of_people(attacks *all, const authority *a)
{
    for (size_t i = 0; i < sizeof open_fields / sizeof *open_fields; i++)
        for (int shown = 0; shown < 2; shown++) {
            evne_str pdf = attack_base(all->arena, open_fields[i].base);

            attacks_add(all, ATTACK_CHAINS,
                        fill(all->arena, a, pdf, open_fields[i].role, shown, "/Reason(Ja)"),
                        "timestamp.field", "%s: a time-stamp signs for a person%s",
                        attack_base_names[open_fields[i].base], shown ? ", with a look" : "");
        }
}

static void in_fields_of_its_own(attacks *all, const authority *a)
{
    static const struct {
        const char *name, *rest;
    } kinds[] = {{"a rectangle", "/Rect[0 0 200 50]"},
                 {"a look", "/Rect[0 0 0 0]/AP<</N 5 0 R>>"},
                 {"a rectangle by reference", "/Rect 3 0 R"},
                 {"no rectangle", ""}};
    evne_str pdf = attack_base(all->arena, BASE_ONE);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        attacks_add(all, ATTACK_CHAINS, add(all->arena, a, pdf, "Ny", kinds[i].rest, ""),
                    "timestamp.field change.form", "a time-stamp in a new field with %s",
                    kinds[i].name);
}

/* In a place that the document kept for a person: all as it must be, but for the value. */
static void in_a_place(attacks *all, const authority *a, bool shown)
{
    evne_arena *arena = all->arena;
    evne_str pdf = attack_foreign(arena, fixture_places(arena, 3), "borger",
                                  (foreign){.field = "Underskrift1"});
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    int next = evne_update_next_number(read);
    static const char *const keys[] = {"V", "AP"}, *const list_key[] = {"Fields"};
    const char *ref = evne_arena_printf(arena, "%d 0 R", next);
    const char *value = evne_arena_printf(arena, "%d 0 R", next + 2);
    const char *appearance = evne_arena_printf(arena, "<</N %d 0 R>>", next + 3);
    evne_str values[] = {evne_str_of(value), evne_str_of(shown ? appearance : "")}, list, out;
    evne_update_object objects[EVNE_PLACE_OBJECTS + 4];
    evne_places places;
    const evne_place *place;

    evne_places_read(arena, read, read->n - 1, form.root, &places);
    place = evne_places_find(&places, fixture_roles[0]);
    evne_place_update(arena, read, read->n - 1, &places, place, next, next + 1, objects);
    list = evne_update_longer(arena, read, read->n - 1, form.form, "Fields", evne_str_of(ref));
    objects[5] = (evne_update_object){form.form_number, 0,
                                      evne_update_dict(arena, form.form, 1, list_key, &list), 0};
    objects[6] = (evne_update_object){
        next, 0,
        evne_update_dict(arena, evne_place_field(arena, place, places.next_key), 2, keys, values),
        0};
    objects[7] = (evne_update_object){next + 2, 0, evne_str_of(dictionary(arena, "")), 0};
    objects[8] = (evne_update_object){next + 3, 0, evne_str_of(look), 0};
    evne_update_append(arena, read, objects, shown ? 9 : 8, &out);
    attacks_add(all, ATTACK_CHAINS, seal(arena, a, out), "timestamp.field",
                "a time-stamp in a person's place%s", shown ? ", with a look" : "");
}

/* Nobody has signed. */
static void alone(attacks *all, const authority *a)
{
    static const char certifies[] = "/Reference[<</Type/SigRef/TransformMethod/DocMDP"
                                    "/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]";
    evne_str pdf = fixture_form(all->arena, 2), file;

    attacks_add(all, ATTACK_CHAINS, add(all->arena, a, pdf, "Ny", "/Rect[0 0 0 0]", ""),
                "file.unsigned", "nobody signed, a time-stamp");
    file = fill(all->arena, a, pdf, fixture_roles[0], true, "");
    attacks_add(all, ATTACK_CHAINS, file, "timestamp.field",
                "nobody signed, a time-stamp for the first role");
    file = fill(all->arena, a, file, fixture_roles[1], true, "");
    attacks_add(all, ATTACK_CHAINS, file, "timestamp.field",
                "nobody signed, time-stamps for all roles");
    file = add(all->arena, a, pdf, "Ny", "/Rect[0 0 0 0]", certifies);
    attacks_add(all, ATTACK_CERTIFIED, file, "timestamp.certifies", "a time-stamp certifies");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_sign(all->arena, file, fixture_roles[0], "borger", false),
                "timestamp.certifies", "a time-stamp certifies, then someone signs");
}

/* One in a field of its own that shows nothing is what everybody's renewal looks like. */
static void honest(attacks *all, const authority *a)
{
    static const size_t bases[] = {BASE_ONE, BASE_TWO, BASE_FIVE};

    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        attacks_add(
            all, ATTACK_HONEST,
            add(all->arena, a, attack_base(all->arena, bases[i]), "Ny", "/Rect[0 0 0 0]", ""), "",
            "%s: a time-stamp in a new field", attack_base_names[bases[i]]);
}

/* A signature that locks every field does not forbid time: that field was not there. */
static void lock_all(attacks *all)
{
    evne_arena *arena = all->arena;
    evne_str pdf = fixture_form(arena, 2);
    evne_form form = attack_form(arena, attack_read(arena, pdf));
    const evne_field *field = evne_form_find(&form, fixture_roles[0]);

    pdf = attack_update(arena, pdf, field->number,
                        attack_with(arena, field->dict, "Lock", "<</Action/All>>"));
    pdf = attack_sign(arena, pdf, fixture_roles[0], "borger", false);
    attacks_add(all, ATTACK_HONEST, pdf, "", "all fields locked");
    attacks_add(all, ATTACK_HONEST, attack_extend(arena, pdf), "", "all fields locked, extended");
    attacks_add(all, ATTACK_CERTIFIED,
                attack_foreign(arena, pdf, "konsulent", (foreign){.field = "Ny"}), "lock.broken",
                "all fields locked, someone signs in a new one");
}

void attacks_stamped(attacks *all)
{
    authority a = authority_new(all->arena, "root", AUTHORITY_USAGE, 2020, 20);

    in_fields_of_people(all, &a);
    in_fields_of_its_own(all, &a);
    in_a_place(all, &a, false);
    in_a_place(all, &a, true);
    alone(all, &a);
    honest(all, &a);
    lock_all(all);
    authority_close(&a);
}
