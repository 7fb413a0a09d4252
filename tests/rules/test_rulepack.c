/* Rule packs as people write them: every fault at its place, later packs over earlier ones. */
#include <check.h>
#include <string.h>

#include "packs.h"

static packs p;

static void setup(void)
{
    packs_begin(&p);
}

static void teardown(void)
{
    packs_free(&p);
}

START_TEST(a_pack_says_what_its_rules_are)
{
    const evne_rule *rule;

    packs_add(&p, "egne",
              "regler:\n" RULE("KOM-1",
                               "    felter: [plan, borger]\n    ikke_felter: borger\n"
                               "    moenster: [doven, sløv]\n    i_citat: ja\n"
                               "    udloeser: Han er doven.\n"
                               "    udloeser_ikke:\n      - {tekst: flittig, felt: plan}\n"));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p), "");
    rule = evne_ruleset_find(p.set, EVNE_STR("KOM-1"));
    ck_assert_ptr_nonnull(rule);
    ck_assert_uint_eq(rule->voices, 1u << EVNE_VOICE_PLAN);
    ck_assert_uint_eq(rule->patterns[EVNE_RULE_HIT].count, 2);
    ck_assert(rule->in_quotations);
    ck_assert_uint_eq(rule->n_examples, 2);
    ck_assert_int_eq(rule->examples[0].voice, EVNE_VOICE_PLAN);
    ck_assert_uint_eq(rule->examples[1].place.line, 17);
    ck_assert(evne_str_is(rule->pack->version, "1.0.0"));
}
END_TEST

START_TEST(every_fault_of_a_pack_is_told_at_its_place)
{
    packs_add(&p, "egne",
              "forfatter: mig\n"
              "regler:\n"
              "  - id: v01\n"
              "    kategori: proeve\n"
              "    alvor: slem\n"
              "    moenster: '(doven'\n"
              "    undtagne: x\n"
              "    besked: b\n"
              "    omskriv: o\n"
              "    felter: [fritekst, avis]\n"
              "    mindst_ord: mange\n"
              "    udloeser: [{text: x}]\n" RULE("A1", "    moenster: '{ukendt} b'\n")
                  RULE("A1", "    moenster: b\n"));
    packs_finish(&p);
    ck_assert_str_eq(
        packs_findings(&p),
        "egne.yaml:4:1 fejl regel.ukendt : en regelpakke har ingen nøgle 'forfatter'\n"
        "egne.yaml:6:5 fejl regel.mangler regler[1]: reglen mangler 'hvorfor'\n"
        "egne.yaml:6:9 fejl regel.id regler[1].id: en regels id er store bogstaver A-Z, derefter "
        "også tal og bindestreg\n"
        "egne.yaml:8:12 fejl regel.alvor regler[1].alvor: alvoren kendes ikke\n"
        "egne.yaml:9:15 fejl regel.moenster regler[1].moenster: pattern '(doven' is wrong at byte "
        "6: missing closing parenthesis\n"
        "egne.yaml:10:5 fejl regel.ukendt regler[1]: en regel har ingen nøgle 'undtagne'\n"
        "egne.yaml:13:24 fejl regel.felter regler[1].felter: feltets art kendes ikke\n"
        "egne.yaml:14:17 fejl regel.vaerdi regler[1].mindst_ord: antallet af ord er ikke et helt "
        "tal fra 1 til 1000\n"
        "egne.yaml:15:16 fejl regel.eksempel regler[1].udloeser: eksemplet har ingen tekst\n"
        "egne.yaml:15:17 fejl regel.ukendt regler[1].udloeser: et eksempel har ingen nøgle 'text'\n"
        "egne.yaml:22:15 fejl regel.ordliste regler[2].moenster: ordlisten {ukendt} findes ikke\n"
        "egne.yaml:23:5 fejl regel.dobbelt regler[3]: reglen A1 står også i linje 16\n");
}
END_TEST

START_TEST(another_file_is_no_pack)
{
    packs_add_file(&p, "sag.yaml", "skema: arbejdsevne-sag/1\n");
    ck_assert_str_eq(packs_findings(&p),
                     "sag.yaml:1:1 fejl regel.skema skema: filen er ikke en regelpakke i det "
                     "format, som programmet læser\n");
}
END_TEST

START_TEST(a_later_pack_replaces_and_switches_off)
{
    packs_add(&p, "vore",
              "regler:\n" RULE("A1", "    moenster: doven\n") RULE("A2", "    moenster: sløv\n"));
    packs_add(&p, "egne", "slaa_fra: [A2, A9]\nregler:\n" RULE("A1", "    moenster: lad\n"));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p),
                     "egne.yaml:4:12 oplysning regel.slaa_fra slaa_fra: reglen A2 er slået fra\n"
                     "egne.yaml:4:16 advarsel regel.slaa_fra slaa_fra: reglen 'A9' findes ikke i "
                     "pakkerne før denne\n"
                     "egne.yaml:6:5 oplysning regel.erstatter regler[1]: reglen A1 erstatter den i "
                     "vore.yaml\n");
    ck_assert_str_eq(packs_hits(&p, "Han er doven, sløv og lad."), "A1 lad");
}
END_TEST

START_TEST(word_lists_stand_for_their_words)
{
    packs_add(&p, "lister",
              "ordlister:\n  person: [borger(en|s), hun]\n  dage: [man* , 'den {tal}. maj']\n"
              "  tal: ['1', 'b.c']\n");
    packs_add(&p, "egne", "regler:\n" RULE("A1", "    moenster: '\\b{person}\\s+kom\\s+{dage}'\n"));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p), "");
    ck_assert_str_eq(packs_hits(&p, "Borgeren kom mandag."), "A1 Borgeren kom mandag");
    ck_assert_str_eq(packs_hits(&p, "Hun kom den b.c. maj."), "A1 Hun kom den b.c. maj");
    ck_assert_str_eq(packs_hits(&p, "Hun kom den bxc. maj."), "-");
}
END_TEST

START_TEST(braces_that_are_the_patterns_own_stay)
{
    packs_add(&p, "egne",
              "regler:\n" RULE("A1", "    moenster: '\\p{Lu}{2,3}[{person}]\\{ja\\}\\x{e6}'\n"));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p), "");
    ck_assert_str_eq(packs_hits(&p, "ABr{ja}æ"), "A1 ABr{ja}æ");
}
END_TEST

START_TEST(a_list_that_holds_itself_is_told)
{
    packs_add(&p, "egne",
              "ordlister:\n  aa: ['{bb}']\n  bb: ['{aa}']\n  Cc: [x]\n  dd: x\n"
              "regler:\n" RULE("A1", "    moenster: '{aa} {aaa}'\n"));
    packs_finish(&p);
    ck_assert_str_eq(
        packs_findings(&p),
        "egne.yaml:7:3 fejl regel.ordliste ordlister.Cc: en ordlistes navn har små bogstaver a-z\n"
        "egne.yaml:8:3 fejl regel.ordliste ordlister.dd: en ordliste er en liste af ord\n"
        "egne.yaml:16:15 fejl regel.ordliste regler[1].moenster: ordlisten {aa} indeholder sig "
        "selv\n"
        "egne.yaml:16:15 fejl regel.ordliste regler[1].moenster: ordlisten {aaa} findes ikke\n");
}
END_TEST

Suite *test_rulepack(void)
{
    Suite *suite = suite_create("rulepack");
    TCase *tcase = tcase_create("rulepack");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_pack_says_what_its_rules_are);
    tcase_add_test(tcase, every_fault_of_a_pack_is_told_at_its_place);
    tcase_add_test(tcase, another_file_is_no_pack);
    tcase_add_test(tcase, a_later_pack_replaces_and_switches_off);
    tcase_add_test(tcase, word_lists_stand_for_their_words);
    tcase_add_test(tcase, braces_that_are_the_patterns_own_stay);
    tcase_add_test(tcase, a_list_that_holds_itself_is_told);
    suite_add_tcase(suite, tcase);
    return suite;
}
