/*
 * Time-stamps of the signature, made by an authority of our own: true ones, and ones that stamp
 * something else or come from someone who may not stamp.
 */
#include <stdio.h>
#include <string.h>

#include "attacks.h"
#include "authority.h"
#include "sign/cms.h"

/* The base file with `token` beside its signature. */
static evne_str put_token(evne_arena *arena, evne_str pdf, evne_str token)
{
    evne_str out;

    if (!evne_cms_stamp(arena, attack_cms(arena, pdf), token, &out)) {
        fprintf(stderr, "attacks: a time-stamp that does not go in\n");
        return pdf;
    }
    return attack_put_cms(arena, pdf, out);
}

static const struct {
    const char *name, *root, *usage;
    int from, years;
    const char *stamped; /* NULL: the signature, as it should be */
    const char *digest;
    long seconds;
    const char *reasons;
} cases[] = {
#define USAGE "critical,timeStamping"
    {"a stamp of something else", "root", USAGE, 2020, 20, "noget andet", "SHA256", AUTHORITY_NOW,
     "timestamp.imprint"},
    {"a stamp of nothing", "root", USAGE, 2020, 20, "", "SHA256", AUTHORITY_NOW,
     "timestamp.imprint"},
    {"a stamp of the digest's digest", "root", USAGE, 2020, 20, "\x30\x31", "SHA512", AUTHORITY_NOW,
     "timestamp.imprint"},
    {"a stranger's stamp", "foreign-root", USAGE, 2020, 20, NULL, "SHA256", AUTHORITY_NOW,
     "timestamp.untrusted"},
    {"a stamp by an authority that is too young", "root", USAGE, 2027, 10, NULL, "SHA256",
     AUTHORITY_NOW, "timestamp.*"},
    {"a stamp by an authority that had ended", "root", USAGE, 2020, 1, NULL, "SHA256",
     AUTHORITY_NOW, "timestamp.*"},
    {"a stamp over SHA-1", "root", USAGE, 2020, 20, NULL, "SHA1", AUTHORITY_NOW, "timestamp.*"},
    {"a stamp over MD5", "root", USAGE, 2020, 20, NULL, "MD5", AUTHORITY_NOW, "timestamp.*"},
    {"a stamp from the future", "root", USAGE, 2020, 20, NULL, "SHA256", AUTHORITY_NOW + 90000000,
     "timestamp.*"},
    {"a stamp from before the certificates", "root", USAGE, 2010, 30, NULL, "SHA256", 1300000000,
     "timestamp.* certificate.*"},
};

static evne_str signature_of(evne_arena *arena, evne_str pdf)
{
    evne_str value = {0};

    evne_cms_signature(attack_cms(arena, pdf), &value);
    return value;
}

static void bad_stamps(attacks *all, evne_str pdf)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        authority a =
            authority_new(all->arena, cases[i].root, cases[i].usage, cases[i].from, cases[i].years);
        evne_str bytes =
            cases[i].stamped ? evne_str_of(cases[i].stamped) : signature_of(all->arena, pdf);
        evne_str token = authority_stamp(all->arena, &a, bytes,
                                         EVP_get_digestbyname(cases[i].digest), cases[i].seconds);

        if (token.len)
            attacks_add(all, ATTACK_CHAINS, put_token(all->arena, pdf, token), cases[i].reasons,
                        "%s", cases[i].name);
        else
            fprintf(stderr, "attacks: no token for '%s'\n", cases[i].name);
        authority_close(&a);
    }
}

/* One byte of a true token changed, at 24 places. */
static void bad_bytes(attacks *all, evne_str pdf, evne_str token)
{
    for (size_t i = 0; i < 24; i++) {
        char *copy = evne_arena_copy(all->arena, token.p, token.len);
        size_t at = i * (token.len - 1) / 23;

        copy[at] = (char)(copy[at] ^ 1);
        attacks_add(all, ATTACK_CHAINS, put_token(all->arena, pdf, (evne_str){copy, token.len}),
                    "timestamp.* cms.* contents.*", "byte %zu of a time-stamp flipped", at);
    }
}

/* A true token under another name: a counter-signature and other attributes without a signature. */
static void rename_token(attacks *all, evne_str pdf, evne_str token)
{
    static const char stamp[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e";
    static const char last[] = "\x0f\x10\x14\x15\x2f\x01";
    evne_str cms;

    if (!evne_cms_stamp(all->arena, attack_cms(all->arena, pdf), token, &cms))
        return;
    for (size_t i = 0; last[i]; i++) {
        char *copy = evne_arena_copy(all->arena, cms.p, cms.len);

        for (size_t at = 0; at + 11 <= cms.len; at++)
            if (memcmp(copy + at, stamp, 11) == 0)
                copy[at + 10] = last[i];
        attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, (evne_str){copy, cms.len}),
                    "cms.unsigned", "an unsigned attribute, 16.2.%d", last[i]);
    }
}

void attacks_stamps(attacks *all)
{
    evne_str pdf = attack_sign(all->arena, fixture_form(all->arena, 2), "arbejdsgiver",
                               "medarbejderrepraesentant", false);
    authority a = authority_new(all->arena, "root", USAGE, 2020, 20);
    evne_str token =
        authority_stamp(all->arena, &a, signature_of(all->arena, pdf), EVP_sha256(), AUTHORITY_NOW);

    attacks_add(all, ATTACK_HONEST, put_token(all->arena, pdf, token), "", "a true time-stamp");
    attacks_add(all, ATTACK_HONEST,
                attack_sign(all->arena, put_token(all->arena, pdf, token), fixture_roles[1],
                            "borger", false),
                "", "a true time-stamp, then another signature");
    bad_stamps(all, pdf);
    bad_bytes(all, pdf, token);
    rename_token(all, pdf, token);
    authority_close(&a);
}
