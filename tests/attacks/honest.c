/*
 * Honest files: one to five signatures of all kinds of keys, in all orders, certified or not, with
 * a look or without. A verifier that refuses everything is no better than one that accepts it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "attacks.h"

/* A look with one object of its own, as the commands make one. */
static const char font[] = "/Type/Font/Subtype/Type1/BaseFont/Helvetica";
static const evne_appearance_object fonts = {{font, sizeof font - 1}, false, {0}};

static evne_str sign(evne_arena *arena, evne_str pdf, const char *role, const char *key,
                     unsigned kind)
{
    static const evne_appearance look = {
        .width = EVNE_PT(200),
        .height = EVNE_PT(50),
        .content = {"0 0 9 50 re f", sizeof "0 0 9 50 re f" - 1},
        .filter = {"", sizeof "" - 1},
        .resources = {"/Font<</F &0;>>", sizeof "/Font<</F &0;>>" - 1},
        .objects = &fonts,
        .n_objects = 1};
    evne_key *loaded = fixture_key(arena, key);
    evne_sign_options options = {.role = role,
                                 .key = loaded,
                                 .when = fixture_now(),
                                 .appearance = kind & 1 ? &look : NULL,
                                 .pss = (kind & 2) != 0,
                                 .certify = (kind & 4) != 0,
                                 .reason = kind & 1 ? "Jeg er enig" : NULL,
                                 .location = kind & 2 ? "Aarhus" : NULL,
                                 .reserve = kind & 1 ? 4000 : 8192};
    evne_error err = {0};
    evne_str out = {0};

    if (evne_sign(arena, pdf, &options, &out, &err) != EVNE_OK) {
        fprintf(stderr, "attacks: %s\n", err.text);
        abort();
    }
    evne_key_free(loaded);
    return out;
}

/* Every key alone, in every kind. */
static void alone(attacks *all)
{
    static const char *const keys[] = {"arbejdsgiver", "medarbejderrepraesentant",
                                       "borger",       "konsulent",
                                       "jobcenter",    "ergoterapeut"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (unsigned kind = 0; kind < 8; kind++)
            attacks_add(
                all, ATTACK_HONEST,
                sign(all->arena, fixture_form(all->arena, 2), "arbejdsgiver", keys[i], kind), "",
                "%s, kind %u", keys[i], kind);
}

/* One to five in turn, from each role on; the first certifies in every second file. */
static void in_turn(attacks *all)
{
    for (size_t n = 1; n <= 5; n++)
        for (size_t first = 0; first < 5; first++) {
            evne_str pdf = fixture_form(all->arena, 5);

            for (size_t i = 0; i < n; i++)
                pdf = sign(all->arena, pdf, fixture_roles[(first + i * 3) % 5],
                           fixture_roles[(first + i) % 5],
                           (unsigned)(i + n) % 4 + (i == 0 && first % 2 ? 4 : 0));
            attacks_add(all, ATTACK_HONEST, pdf, "", "%zu signatures from '%s' on", n,
                        fixture_roles[first]);
        }
}

static void tagged(attacks *all)
{
    for (unsigned kind = 0; kind < 8; kind++) {
        evne_str pdf = sign(all->arena, fixture_base(all->arena), "Sig2", "konsulent", kind);

        attacks_add(all, ATTACK_HONEST, pdf, "", "tagged pages, kind %u", kind);
        attacks_add(all, ATTACK_HONEST, sign(all->arena, pdf, "Sig1", "borger", kind & 3), "",
                    "tagged pages, two signatures, kind %u", kind);
    }
}

/* What was changed before the first signature is signed by it. */
static void changed_before(attacks *all)
{
    evne_str pdf = attack_update(all->arena, fixture_form(all->arena, 2), 5,
                                 "<</Length 1>>\nstream\nq\nendstream");

    attacks_add(all, ATTACK_HONEST, sign(all->arena, pdf, "arbejdsgiver", "borger", 0), "",
                "an update before the signature");
    pdf = attack_update(all->arena, pdf, 0, "<</Hidden true>>");
    attacks_add(all, ATTACK_HONEST, sign(all->arena, pdf, "arbejdsgiver", "konsulent", 5), "",
                "two updates before a certification");
}

/* Evidence (DSS) behind the signatures: a true certificate and nothing else. */
static void with_evidence(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base), out;
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);
    int next = evne_update_next_number(read);
    const char *root =
        attack_with(all->arena, form.root, "DSS", evne_arena_printf(all->arena, "%d 0 R", next));
    const char *store = evne_arena_printf(all->arena, "<</Type/DSS/Certs[%d 0 R]>>", next + 1);
    evne_update_object objects[3] = {{form.root_number, 0, evne_str_of(root), 0},
                                     {next, 0, evne_str_of(store), 0},
                                     {next + 1, 0, attack_certificate(all->arena, ""), 0}};

    evne_update_append(all->arena, read, objects, 3, &out);
    attacks_add(all, ATTACK_HONEST, out, "", "%s with evidence", attack_base_names[base]);
}

void attacks_honest(attacks *all)
{
    alone(all);
    in_turn(all);
    tagged(all);
    changed_before(all);
    for (size_t i = 0; i < BASES; i++) {
        attacks_add(all, ATTACK_HONEST, attack_base(all->arena, i), "", "%s as it is attacked",
                    attack_base_names[i]);
        if (attack_is_plain(i))
            with_evidence(all, i);
    }
}
