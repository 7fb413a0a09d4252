/* A rule set as bytes: what it says afterwards, and which bytes are none. */
#include "rules/store.h"

#include <check.h>
#include <string.h>

#include "packs.h"

static packs p, stored;
static evne_str bytes;

#define TAG EVNE_STR("prøve 1")

static void setup(void)
{
    evne_buf out;

    packs_begin(&p);
    packs_add(&p, "vore",
              "ordlister:\n  dyr: [hund(en), kat]\n"
              "regler:\n" RULE("A1", "    moenster: ['\\b{dyr}\\b', '\\bdoven\\b|\\bsløv']\n"
                                     "    undtagen: '\\d'\n    undtagen_ved: sløv\\s+dej\n")
                  RULE("A2", "    moenster: trist\n    erstat: ''\n    i_citat: ja\n"
                             "    felter: [plan, konsulent]\n"));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p), "");
    out = (evne_buf){.arena = p.arena};
    evne_store_write(&out, p.set, TAG, EVNE_STR("en note"));
    bytes = evne_buf_str(&out);
    packs_begin(&stored);
}

static void teardown(void)
{
    packs_free(&p);
    packs_free(&stored);
}

static void read_store(void)
{
    ck_assert(evne_str_is(evne_store_note(p.arena, bytes, TAG), "en note"));
    evne_store_read(stored.set, bytes, "mappe");
}

START_TEST(a_stored_set_says_what_the_set_said)
{
    static const char *const texts[] = {"Han er doven.",       "En hund, en KAT og hunden.",
                                        "Doven, 4 dage.",      "sløv dej, sløv mand",
                                        "»trist« og »doven«.", "intet"};

    read_store();
    packs_finish(&stored);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_str_eq(packs_hits(&stored, texts[i]), packs_hits(&p, texts[i]));
    ck_assert_str_eq(packs_hits(&stored, "En hund, en trist KAT."), "A1 hund|A2 trist -> |A1 KAT");
    ck_assert_str_eq(packs_hits_of(&stored, EVNE_VOICE_CITIZEN, "", "trist hund"), "-");
}
END_TEST

START_TEST(a_stored_rule_knows_where_it_came_from)
{
    const evne_rule *rule;

    read_store();
    rule = evne_ruleset_find(stored.set, EVNE_STR("A2"));
    ck_assert_ptr_nonnull(rule);
    ck_assert_str_eq(rule->place.file, "mappe/vore.yaml");
    ck_assert_uint_eq(rule->place.line, evne_ruleset_find(p.set, EVNE_STR("A2"))->place.line);
    ck_assert(evne_str_is(rule->why, "h"));
    ck_assert(evne_str_is(evne_ruleset_pack(stored.set, 0)->version, "1.0.0"));
}
END_TEST

START_TEST(a_pack_after_a_store_replaces_and_adds_as_after_packs)
{
    read_store();
    packs_add(&stored, "egne",
              "slaa_fra: A2\nregler:\n" RULE("A1", "    moenster: lad\n")
                  RULE("A3", "    moenster: '{dyr}\\w*hus'\n"));
    packs_finish(&stored);
    ck_assert_str_eq(packs_hits(&stored, "Et trist, doven lad i hundehus."), "A1 lad|A3 hundehus");
}
END_TEST

START_TEST(a_pack_that_changes_a_list_is_told_apart)
{
    evne_pair pair = {.key = EVNE_STR("andet"), .value = evne_value_new_null(p.arena, NULL)};

    read_store();
    ck_assert(!evne_store_is_replaced(stored.set, NULL));
    ck_assert(!evne_store_is_replaced(stored.set, evne_value_new_map(p.arena, NULL, &pair, 1)));
    pair.key = EVNE_STR("dyr");
    ck_assert(evne_store_is_replaced(stored.set, evne_value_new_map(p.arena, NULL, &pair, 1)));
}
END_TEST

START_TEST(another_programs_store_is_none)
{
    ck_assert_ptr_null(evne_store_note(p.arena, bytes, EVNE_STR("prøve 2")).p);
    ck_assert_ptr_null(evne_store_note(p.arena, EVNE_STR(""), TAG).p);
    ck_assert_ptr_null(evne_store_note(p.arena, EVNE_STR("evne-rules/1"), TAG).p);
}
END_TEST

START_TEST(a_cut_store_is_none)
{
    for (size_t len = 0; len < bytes.len; len += 7)
        ck_assert_ptr_null(evne_store_note(p.arena, evne_str_slice(bytes, 0, len), TAG).p);
}
END_TEST

Suite *test_store(void)
{
    Suite *suite = suite_create("store");
    TCase *tcase = tcase_create("store");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_stored_set_says_what_the_set_said);
    tcase_add_test(tcase, a_stored_rule_knows_where_it_came_from);
    tcase_add_test(tcase, a_pack_after_a_store_replaces_and_adds_as_after_packs);
    tcase_add_test(tcase, a_pack_that_changes_a_list_is_told_apart);
    tcase_add_test(tcase, another_programs_store_is_none);
    tcase_add_test(tcase, a_cut_store_is_none);
    suite_add_tcase(suite, tcase);
    return suite;
}
