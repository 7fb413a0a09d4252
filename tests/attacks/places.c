/*
 * Sneaky signatures in files that keep places for fields that come later: a colluding signer makes
 * more of the new field than a field in its place.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacks.h"

/* In the newest update, the last `from` becomes `to` of the same length. */
static const struct {
    const char *name, *from, *to, *reasons;
} edits[] = {
    {"stands elsewhere", "/Rect [50 100 250 150]", "/Rect [50 400 250 450]", "change.*"},
    {"covers the page", "/Rect [50 100 250 150]", "/Rect [0 0 595 842]   ", "change.*"},
    {"covers its neighbour", "/Rect [50 100 250 150]", "/Rect [50 100 250 210]", "change.*"},
    {"is written in other digits", "/Rect [50 100 250 150]", "/Rect [50 1e2 250 150]",
     "file.* change.*"},
    {"shows nothing", "/Rect [50 100 250 150]", "/Rect [0 0 0 0]       ", "change.*"},
    {"is hidden", "/F 4", "/F 2", "change.*"},
    {"is not printed", "/F 4", "/F 0", "change.*"},
    {"need not be signed", "/Ff 2", "/Ff 0", "change.*"},
    {"may not be changed", "/Ff 2", "/Ff 3", "change.*"},
    {"is a button", "/FT /Sig", "/FT /Btn", "change.* signature.*"},
    {"is a note", "/Subtype /Widget", "/Subtype /Square", "change.*"},
    {"has no name", "/T (arbejdsgiver)", "/X (arbejdsgiver)", "change.* file.form"},
    {"has another name", "/T (arbejdsgiver)", "/T (arbejdsgivex)", "change.*"},
    {"has a free role's name", "/T (arbejdsgiver)", "/T (borger)      ", "change.*"},
    {"says something else", "Jeg er enig.)", "Jeg er u-nig)", "change.*"},
    {"is of another page", "/P 6 0 R", "/P 7 0 R", "change.*"},
    {"is of no structure", "/StructParent 1", "/StructPxrent 1", "change.*"},
    {"is read as another", "/StructParent 1", "/StructParent 0", "change.*"},
    {"is a link in the structure", "/S/Form/P 8 0 R", "/S/Link/P 8 0 R", "change.*"},
    {"stands in another row", "/S/Form/P 8 0 R", "/S/Form/P 4 0 R", "change.*"},
    {"is read aloud as another", "/Type/OBJR/Pg 6", "/Type/OBJR/Pg 7", "change.*"},
    {"leads to no field", "/Type/OBJR/Pg 6 0 R/Obj", "/Type/OBJR/Pg 6 0 R/Obi", "change.*"},
    {"takes the row's text away", "/K [9 0 R ", "/K [8 0 R ", "change.*"},
    {"takes the row out", "/P 4 0 R", "/P 3 0 R", "change.*"},
    {"changes the row's kind", "/S /Div", "/S /Sec", "change.*"},
    {"changes who owns the page's marks", "/Nums [0 [9 0 R", "/Nums [0 [8 0 R", "change.*"},
    {"has a key that is not next", "13 0 R ] 1 ", "13 0 R ] 2 ", "change.*"},
    {"leaves its key free", "/ParentTreeNextKey 2", "/ParentTreeNextKey 1", "change.*"},
    {"takes keys in advance", "/ParentTreeNextKey 2", "/ParentTreeNextKey 9", "change.*"},
    {"moves the tree's root", "/K 4 0 R", "/K 8 0 R", "change.*"},
    {"changes the page's content", "/Contents 7 0 R", "/Contents 5 0 R", "change.*"},
    {"crops the page", "/MediaBox [0 0 595 842]", "/MediaBox [0 0 595 421]", "change.*"},
    {"changes the page's marks", "/StructParents 0", "/StructParents 9", "change.*"},
    {"changes the order of going through", "/Tabs /S", "/Tabs /R", "change.*"},
    {"brings a look along the page", "/Annots [", "/Annotx [", "change.*"},
    {"is not in the form", "/Fields [", "/Fieldx [", "change.* signature.orphan"},
    {"takes the flags away", "/SigFlags 3", "/SigFlags 1", "change.*"},
};

static evne_str same_length(evne_arena *arena, evne_str pdf, const char *from, const char *to)
{
    size_t at = attack_last(pdf, from);

    return attack_over(arena, pdf, at, at + strlen(from), to);
}

static void edit(attacks *all)
{
    evne_str pdf = attack_base(all->arena, BASE_FOREIGN);

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        attacks_add(all, ATTACK_CERTIFIED, same_length(all->arena, pdf, edits[i].from, edits[i].to),
                    edits[i].reasons, "a field in its place that %s", edits[i].name);
}

/* Someone else's program, after others have signed. */
static void add_fields(attacks *all)
{
    static const struct {
        const char *name;
        size_t base;
        foreign how;
        const char *reasons; /* NULL: honest */
    } fields[] = {
        {"a visible field of its own",
         BASE_FOREIGN,
         {.field = "Ny", .is_visible = true},
         "change.*"},
        {"a visible field, lists apart",
         BASE_FOREIGN,
         {.field = "Ny", .is_visible = true, .has_lists = true},
         "change.*"},
        {"a visible field, packed",
         BASE_STREAMS,
         {.field = "Ny", .is_visible = true, .xref = FOREIGN_STREAM},
         "change.*"},
        {"a visible field behind one", BASE_ONE, {.field = "Ny", .is_visible = true}, "change.*"},
        {"a visible field, certified",
         BASE_CERTIFIED,
         {.field = "Ny", .is_visible = true},
         "change.*"},
        {"an invisible field, certified", BASE_CERTIFIED, {.field = "Ny"}, "change.*"},
        {"an invisible field, certified and lasting", BASE_LASTING, {.field = "Ny"}, "change.*"},
        {"an invisible field of a role's name",
         BASE_FOREIGN,
         {.field = "arbejdsgiver"},
         "file.form"},
        {"an invisible field", BASE_FOREIGN, {.field = "Ny"}, NULL},
        {"an invisible field behind one", BASE_ONE, {.field = "Ny"}, NULL},
        {"an invisible field in a stream", BASE_ONE, {.field = "Ny", .xref = FOREIGN_STREAM}, NULL},
        {"an invisible field, packed", BASE_ONE, {.field = "Ny", .xref = FOREIGN_PACKED}, NULL},
        {"an invisible field, lists apart", BASE_FOREIGN, {.field = "Ny", .has_lists = true}, NULL},
        {"an invisible field behind a time-stamp", BASE_STAMPED, {.field = "Ny"}, NULL},
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        attacks_add(all, fields[i].reasons ? ATTACK_CERTIFIED : ATTACK_HONEST,
                    attack_foreign(all->arena, attack_base(all->arena, fields[i].base), "konsulent",
                                   fields[i].how),
                    fields[i].reasons ? fields[i].reasons : "", "%s: another program's, %s",
                    attack_base_names[fields[i].base], fields[i].name);
}

static evne_str sign_look(evne_arena *arena, evne_str pdf, const char *role)
{
    static const evne_appearance look = {
        .width = EVNE_PT(200),
        .height = EVNE_PT(50),
        .content = {"1 g 0 0 200 50 re f", sizeof "1 g 0 0 200 50 re f" - 1}};
    evne_key *key = fixture_key(arena, "konsulent");
    evne_sign_options options = {
        .role = role, .key = key, .when = fixture_now(), .appearance = &look, .reserve = 4000};
    evne_error err = {0};
    evne_str out = {0};

    if (evne_sign(arena, pdf, &options, &out, &err) != EVNE_OK) {
        fprintf(stderr, "attacks: %s\n", err.text);
        abort();
    }
    evne_key_free(key);
    return out;
}

/* The author kept a place that is none: as large as the page, or over the text. */
static void keep_wrongly(attacks *all)
{
    static const char *const boxes[] = {"BBox[0 0 595 842]   ", "BBox[0 0 595 421]   ",
                                        "BBox[595 842 0 0]   "};
    foreign how = {.field = "Underskrift1"};

    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        evne_str pdf = same_length(all->arena, fixture_places(all->arena, 3),
                                   "BBox[50 100 250 150]", boxes[i]);

        pdf = attack_foreign(all->arena, pdf, "borger", how);
        attacks_add(all, ATTACK_SHADOW, sign_look(all->arena, pdf, fixture_roles[0]),
                    "change.cover", "a place kept over the page, %zu", i);
    }
}

/* The unsigned form with a key of one object set anew, and an object 9 that it may refer to. */
static evne_str prepare(evne_arena *arena, evne_str pdf, int number, const char *key,
                        const char *value, const char *apart)
{
    const evne_object *object = attack_object(attack_read(arena, pdf), number);

    return attack_update2(arena, pdf, number, attack_with(arena, object, key, value), 9, apart);
}

/* The author makes a field whose size a verifier must not take for small. */
static void hide_size(attacks *all)
{
    static const struct {
        const char *name, *rect, *apart, *page_key, *page_value;
    } sizes[] = {
        {"as large as the page", "[0 0 595 842]", "0", "Rotate", "0"},
        {"written elsewhere", "9 0 R", "[0 0 595 842]", "Rotate", "0"},
        {"with a number written elsewhere", "[0 0 9 0 R 842]", "595", "Rotate", "0"},
        {"that begins too far out", "[-150000 0 595 842]", "0", "Rotate", "0"},
        {"without end", "[0 0 99999999999 842]", "0", "Rotate", "0"},
        {"that is no rectangle", "[0 0 595]", "0", "Rotate", "0"},
        {"small on a small page", "[0 0 150 150]", "0", "MediaBox", "[0 0 200 200]"},
        {"small on a page cut small", "[0 0 150 150]", "0", "CropBox", "[0 0 200 200]"},
        {"on a page without size", "[0 0 150 150]", "0", "MediaBox", "[0 0 (a) (b)]"},
        {"on no page", "[0 0 150 150]", "0", "Annots", "[6 0 R]"},
    };
    evne_arena *arena = all->arena;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        evne_str pdf =
            prepare(arena, fixture_form(arena, 3), 7, "Rect", sizes[i].rect, sizes[i].apart);

        pdf = prepare(arena, pdf, 4, sizes[i].page_key, sizes[i].page_value, sizes[i].apart);
        pdf = attack_sign(arena, pdf, fixture_roles[0], "borger", false);
        attacks_add(all, ATTACK_SHADOW, sign_look(arena, pdf, fixture_roles[1]), "change.cover",
                    "a field %s", sizes[i].name);
    }
}

/* Several looks, each of them small, over one page. */
static void cover_together(attacks *all)
{
    evne_arena *arena = all->arena;
    evne_str pdf = prepare(arena, fixture_form(arena, 3), 7, "Rect", "[0 0 595 130]", "0");

    pdf = prepare(arena, pdf, 8, "Rect", "[0 130 595 260]", "0");
    pdf = attack_sign(arena, pdf, fixture_roles[0], "borger", false);
    pdf = sign_look(arena, pdf, fixture_roles[1]);
    attacks_add(all, ATTACK_HONEST, pdf, "", "a large look");
    attacks_add(all, ATTACK_SHADOW, sign_look(arena, pdf, fixture_roles[2]), "change.cover",
                "two large looks on one page");
}

/* A second update of the same kind by hand: what is signed once is not placed again. */
static void place_again(attacks *all)
{
    evne_arena *arena = all->arena;
    evne_str pdf = attack_base(arena, BASE_FOREIGN);
    const evne_revisions *read = attack_read(arena, pdf);
    evne_form form = attack_form(arena, read);
    const evne_field *own = evne_form_find(&form, fixture_roles[0]);
    int next = evne_update_next_number(read);
    static const char *const keys[] = {"AP", "V", "Rect", "StructParent"};
    const char *const values[] = {"<</N 7 0 R>>", evne_arena_printf(arena, "%d 0 R", next),
                                  "[0 0 9 9]", "0"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        attacks_add(all, ATTACK_CERTIFIED,
                    attack_update2(arena, pdf, own->number,
                                   attack_with(arena, own->dict, keys[i], values[i]), next,
                                   "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"),
                    "change.* signature.*", "a field in its place gets another /%s", keys[i]);
}

/* Every object of the file behind the whole of it, with one key more. */
static void honest_places(attacks *all)
{
    static const foreign_xref kinds[] = {FOREIGN_TABLE, FOREIGN_STREAM, FOREIGN_DEFLATED,
                                         FOREIGN_PACKED};
    evne_arena *arena = all->arena;

    for (size_t i = 0; i < 16; i++) {
        foreign how = {.field = "Underskrift1",
                       .xref = kinds[i % 4],
                       .is_inside = (i & 4) != 0,
                       .has_lists = (i & 8) != 0,
                       .is_visible = i % 3 == 0};
        evne_str pdf = attack_foreign(arena, fixture_places(arena, 4), "borger", how);

        attacks_add(all, ATTACK_HONEST, pdf, "", "signed elsewhere, %zu", i);
        if (i % 4 == FOREIGN_TABLE || !how.is_inside) {
            how.field = "Underskrift2";
            how.is_visible = false;
        }
        pdf = sign_look(arena, attack_sign(arena, pdf, fixture_roles[1], "jobcenter", false),
                        fixture_roles[0]);
        attacks_add(all, ATTACK_HONEST, pdf, "", "signed elsewhere, then in two places, %zu", i);
        pdf = attack_extend(arena, pdf);
        attacks_add(all, ATTACK_HONEST, pdf, "", "signed elsewhere, two places, B-LTA, %zu", i);
        pdf = attack_extend(arena, sign_look(arena, pdf, fixture_roles[3]));
        attacks_add(all, ATTACK_HONEST, pdf, "", "signed elsewhere, three places, renewed, %zu", i);
    }
}

/* Every base once more: renewed, and signed by another where a field is open. */
static void honest_renewals(attacks *all)
{
    for (size_t i = 0; i < BASES; i++) {
        evne_str pdf = attack_extend(all->arena, attack_base(all->arena, i));

        attacks_add(all, ATTACK_HONEST, pdf, "", "%s, extended", attack_base_names[i]);
        attacks_add(all, ATTACK_HONEST, attack_extend(all->arena, pdf), "", "%s, extended twice",
                    attack_base_names[i]);
    }
}

void attacks_places(attacks *all)
{
    edit(all);
    add_fields(all);
    keep_wrongly(all);
    hide_size(all);
    cover_together(all);
    place_again(all);
    honest_places(all);
    honest_renewals(all);
}
