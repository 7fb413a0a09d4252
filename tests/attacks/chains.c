/*
 * Chains and time-stamps: a signature that is whole, by someone whom nobody vouches for, or at a
 * time that nothing proves.
 */
#include <string.h>

#include "attacks.h"
#include "sign/cms.h"

static evne_str sign_one(evne_arena *arena, const char *key)
{
    return attack_sign(arena, fixture_form(arena, 1), "arbejdsgiver", key, false);
}

static void bad_certificates(attacks *all)
{
    static const struct {
        const char *key, *reasons;
    } keys[] = {
        {"expired", "certificate.expired"},
        {"foreign", "certificate.untrusted"},
        {"purpose", "certificate.purpose"},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        evne_str pdf = sign_one(all->arena, keys[i].key);
        attack *a;

        attacks_add(all, ATTACK_CHAINS, pdf, keys[i].reasons, "the certificate '%s'", keys[i].key);
        a = attacks_add(all, ATTACK_CHAINS, pdf, "certificate.no_roots certificate.* ",
                        "the certificate '%s', nobody trusted", keys[i].key);
        a->root = NULL;
        pdf = attack_sign(all->arena, attack_base(all->arena, 1), fixture_roles[2], keys[i].key,
                          false);
        attacks_add(all, ATTACK_CHAINS, pdf, keys[i].reasons, "two honest ones, then '%s'",
                    keys[i].key);
    }
}

static void other_roots(attacks *all)
{
    static const struct {
        const char *name, *root, *reasons;
    } roots[] = {
        {"a stranger's root", "foreign-root.pem", "certificate.untrusted"},
        {"no root", NULL, "certificate.no_roots"},
    };

    for (size_t base = 0; base < BASES; base++)
        for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
            attack *a =
                attacks_add(all, ATTACK_CHAINS, attack_base(all->arena, base), roots[i].reasons,
                            "%s: %s", attack_base_names[base], roots[i].name);
            a->root = roots[i].root;
        }
}

static void other_times(attacks *all)
{
    static const struct {
        int year;
        const char *reasons;
    } times[] = {{1990, "certificate.*"},
                 {2019, "certificate.not_yet_valid certificate.issuer_expired"},
                 {2050, "certificate.expired certificate.issuer_expired"},
                 {2199, "certificate.expired certificate.issuer_expired"}};

    for (size_t base = 0; base < BASES; base++)
        for (size_t i = 0; i < sizeof times / sizeof *times; i++)
            attacks_add(all, ATTACK_CHAINS, attack_base(all->arena, base), times[i].reasons,
                        "%s: verified in %d", attack_base_names[base], times[i].year)
                ->now.date.year = times[i].year;
}

/* A claimed time inside the validity of an expired certificate proves nothing. */
static void claim_times(attacks *all)
{
    static const char *const claims[] = {"20200601", "20191231", "20201231", "19700101"};

    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        evne_arena *arena = all->arena;
        evne_key *key = fixture_key(arena, "expired");
        evne_sign_options options = {.role = "arbejdsgiver",
                                     .key = key,
                                     .when = fixture_now(),
                                     .force = true,
                                     .reserve = 4000};
        evne_error err = {0};
        evne_str out = {0};

        options.when.date.year = (claims[i][0] - '0') * 1000 + (claims[i][1] - '0') * 100 +
                                 (claims[i][2] - '0') * 10 + (claims[i][3] - '0');
        if (evne_sign(arena, fixture_form(arena, 1), &options, &out, &err) == EVNE_OK)
            attacks_add(all, ATTACK_CHAINS, out, "certificate.expired",
                        "an expired certificate that claims %.4s", claims[i]);
        evne_key_free(key);
    }
}

/* Time-stamp tokens that are none, beside the signature. */
static void bad_tokens(attacks *all)
{
    evne_str pdf = attack_base(all->arena, 0), cms = attack_cms(all->arena, pdf), out;
    const evne_str tokens[] = {EVNE_STR("\x30\x00"), EVNE_STR("\x05\x00"),
                               EVNE_STR("\x04\x03"
                                        "abc"),
                               EVNE_STR("\x30\x03\x02\x01\x01"), cms};

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (evne_cms_stamp(all->arena, cms, tokens[i], &out) && out.len < 4000)
            attacks_add(all, ATTACK_CHAINS, attack_put_cms(all->arena, pdf, out),
                        "timestamp.* cms.* contents.*", "a time-stamp of %zu bytes that is none",
                        tokens[i].len);
}

/* Document time-stamps and evidence that an attacker writes behind the file. */
static void bad_stamps(attacks *all)
{
    static const struct {
        const char *name, *dict, *reasons;
    } stamps[] = {
        {"an empty one",
         "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
         "/ByteRange[0 1 2 3]/Contents<00>>>",
         "byterange.* contents.* signature.*"},
        {"one without a range",
         "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
         "/Contents<3000>>>",
         "byterange.* contents.* signature.*"},
        {"one in the form of a signature",
         "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
         "/ByteRange[0 1 2 3]/Contents<00>>>",
         "byterange.* contents.* signature.*"},
        {"a signature in the form of one",
         "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/ByteRange[0 1 2 3]"
         "/Contents<00>>>",
         "byterange.* contents.* signature.*"},
    };

    for (size_t base = 0; base < 2; base++) {
        evne_str pdf = attack_base(all->arena, base);
        const evne_revisions *read = attack_read(all->arena, pdf);
        evne_form form = attack_form(all->arena, read);
        const evne_field *open = evne_form_find(&form, fixture_roles[base + 1]);
        int next = evne_update_next_number(read);
        const char *field =
            attack_with(all->arena, open->dict, "V", evne_arena_printf(all->arena, "%d 0 R", next));

        for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
            attacks_add(all, ATTACK_CHAINS,
                        attack_update2(all->arena, pdf, open->number, field, next, stamps[i].dict),
                        stamps[i].reasons, "%s: a document time-stamp, %s", attack_base_names[base],
                        stamps[i].name);
    }
}

/* Evidence (DSS) that is no evidence, or that brings something else along. */
static void bad_evidence(attacks *all)
{
    static const struct {
        const char *name, *dss;
    } evidence[] = {
        {"no dictionary", "[1 2 3]"},
        {"a script", "<</Certs[]/OpenAction<</S/JavaScript/JS(x)>>>>"},
        {"a page for a certificate", "<</Certs[4 0 R]>>"},
        {"nothing for a certificate", "<</Certs[999 0 R]>>"},
        {"numbers for answers", "<</OCSPs[1 2]/CRLs[3]>>"},
    };
    evne_str pdf = attack_base(all->arena, 0);
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);

    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++)
        attacks_add(all, ATTACK_CHAINS,
                    attack_update(all->arena, pdf, form.root_number,
                                  attack_with(all->arena, form.root, "DSS", evidence[i].dss)),
                    "change.* dss.*", "evidence: %s", evidence[i].name);
}

/* Evidence that is true, and behind whose stream something else is hidden. */
static void hide_in_evidence(attacks *all, size_t base)
{
    static const struct {
        const char *name, *before, *after, *hidden, *reasons;
    } tricks[] = {
        {"a page behind a certificate", "/Next ", " 0 R", "<</Type/Page/MediaBox[0 0 9 9]>>",
         "change.*"},
        {"a catalog behind a certificate", "/DecodeParms<</X ", " 0 R>>",
         "<</Type/Catalog/Pages 2 0 R>>", "change.*"},
        {"content behind a certificate", "/Metadata ", " 0 R",
         "<</Length 1>>\nstream\nq\nendstream", "change.*"},
        {"a certificate in another file", "/F(", ".pdf)", "<<>>", "file.object"},
    };
    evne_str pdf = attack_base(all->arena, base);
    const evne_revisions *read = attack_read(all->arena, pdf);
    evne_form form = attack_form(all->arena, read);
    int next = evne_update_next_number(read);
    const char *root =
        attack_with(all->arena, form.root, "DSS", evne_arena_printf(all->arena, "%d 0 R", next));
    const char *store = evne_arena_printf(all->arena, "<</Type/DSS/Certs[%d 0 R]>>", next + 1);

    for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
        const char *more =
            evne_arena_printf(all->arena, "%s%d%s", tricks[i].before, next + 2, tricks[i].after);
        evne_update_object objects[4] = {{form.root_number, 0, evne_str_of(root), 0},
                                         {next, 0, evne_str_of(store), 0},
                                         {next + 1, 0, attack_certificate(all->arena, more), 0},
                                         {next + 2, 0, evne_str_of(tricks[i].hidden), 0}};
        evne_str out;

        evne_update_append(all->arena, read, objects, 4, &out);
        attacks_add(all, ATTACK_CHAINS, out, tricks[i].reasons, "%s: %s", attack_base_names[base],
                    tricks[i].name);
    }
}

void attacks_chains(attacks *all)
{
    hide_in_evidence(all, 0);
    hide_in_evidence(all, 4);
    bad_certificates(all);
    other_roots(all);
    other_times(all);
    claim_times(all);
    bad_tokens(all);
    bad_stamps(all);
    bad_evidence(all);
}
