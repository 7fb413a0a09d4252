/* One text against a rule set: conditions, quotations, names, limits. */
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

/* One rule A1 with these further lines. */
static void use_rule(const char *lines)
{
    packs_add(&p, "egne", evne_arena_printf(p.arena, "regler:\n" RULE("A1", "%s"), lines));
    packs_finish(&p);
    ck_assert_str_eq(packs_findings(&p), "");
}

#define HITS(text, hits) ck_assert_str_eq(packs_hits(&p, text), hits)

START_TEST(every_hit_is_found_at_its_place_in_the_original)
{
    use_rule("    moenster: '\\b(?:doven|så)\\b'\n");
    HITS("Han er Doven. Hun er dov\xC2\xAD"
         "en; sa\xCC\x8A det.",
         "A1 Doven|A1 dov\xC2\xAD"
         "en|A1 sa\xCC\x8A");
    HITS("Dovenskov", "-");
}
END_TEST

START_TEST(a_quotation_is_not_read_unless_the_rule_says_so)
{
    use_rule("    moenster: doven\n");
    HITS("Hun sagde: »Jeg er doven. Ja, doven.« Han er doven.", "A1 doven");
    HITS("Hun sagde \"doven\" og »doven.", "A1 doven");
}
END_TEST

START_TEST(a_quotation_is_read_when_the_rule_says_so)
{
    use_rule("    moenster: doven\n    i_citat: ja\n");
    HITS("Hun sagde: »Jeg er doven.«", "A1 doven");
}
END_TEST

START_TEST(an_exemption_sees_the_whole_sentence_and_only_that)
{
    use_rule("    moenster: doven\n    undtagen: ['\\d', sagde]\n");
    HITS("Han er doven 4 dage. Han er doven.", "A1 doven");
    HITS("Han var doven, »den 4. maj«.", "-");
}
END_TEST

START_TEST(an_exemption_of_a_place_leaves_the_other_hits)
{
    use_rule("    moenster: '\\btung\\w*'\n    undtagen_ved: '\\btung\\s+dej'\n");
    HITS("En tung dej og tunge løft.", "A1 tunge");
    HITS("En tung dej.", "-");
}
END_TEST

START_TEST(a_rule_may_need_more_than_its_hit)
{
    use_rule("    moenster: ondt\n    kraever: ['\\bborger', har]\n");
    HITS("Borger har ondt.", "A1 ondt");
    HITS("Borger får ondt.", "-");
}
END_TEST

START_TEST(neighbours_and_the_paragraph_can_exempt)
{
    use_rule("    moenster: ofte\n    undtagen_forrige: tæller\n    undtagen_naeste: nemlig\n"
             "    undtagen_afsnit: kilde\n");
    HITS("Vi tæller. Det sker ofte.", "-");
    HITS("Det sker ofte. Det er nemlig 4 gange.", "-");
    HITS("Det sker ofte.\n\nHan gik. Se kilde 4.", "A1 ofte");
    HITS("Det sker ofte.\nHan gik. Se kilde 4.", "-");
}
END_TEST

START_TEST(a_field_can_exempt_by_its_kind_and_its_path)
{
    use_rule("    moenster: ofte\n    felter: plan\n    undtagen_sti: '^forloeb\\.'\n");
    ck_assert_str_eq(packs_hits_of(&p, EVNE_VOICE_PLAN, "opgaver.krav", "Ofte."), "A1 Ofte");
    ck_assert_str_eq(packs_hits_of(&p, EVNE_VOICE_PLAN, "forloeb.note", "Ofte."), "-");
    ck_assert_str_eq(packs_hits_of(&p, EVNE_VOICE_CONSULTANT, "opgaver.krav", "Ofte."), "-");
}
END_TEST

START_TEST(a_rule_can_want_long_sentences)
{
    use_rule("    moenster: '\\S.*'\n    mindst_ord: 4\n");
    HITS("En to tre. En to tre fire.", "A1 En to tre fire.");
}
END_TEST

START_TEST(a_hit_that_is_a_name_of_the_case_is_none)
{
    use_rule("    moenster: '\\b(?:glad|kollegaen\\s+(?-i:[A-Z])\\w+)\\b'\n");
    evne_scanner_know(p.scanner, EVNE_STR("Peter Glad"));
    HITS("Peter Glad er glad.", "A1 glad");
    HITS("Det er Glads kasse.", "-");
    HITS("Kollegaen Peter kom.", "A1 Kollegaen Peter");
    evne_scanner_begin(p.scanner, p.arena);
    HITS("Peter Glad kom.", "A1 Glad");
}
END_TEST

START_TEST(a_rule_can_exempt_hits_that_hold_such_a_name)
{
    use_rule("    moenster: '\\bkollegaen\\s+(?-i:[A-ZÆØÅ])\\w+'\n    undtagen_egne_navne: ja\n");
    evne_scanner_know(p.scanner, EVNE_STR("Åse Holm"));
    HITS("Kollegaen Åse kom. Kollegaen Jens gik.", "A1 Kollegaen Jens");
}
END_TEST

START_TEST(a_replacement_is_filled_in)
{
    use_rule("    moenster: '\\bdesværre\\s+(\\w+)'\n    erstat: '$1 ($0) $2$'\n");
    HITS("Han kom desværre ikke.", "A1 desværre ikke -> ikke (desværre ikke) $");
}
END_TEST

START_TEST(a_pattern_at_its_limit_is_not_checked_and_told_once)
{
    use_rule("    moenster: '(a+)+$'\n");
    HITS("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa. Bbbb.",
         "A1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa. (mønstret nåede sin grænse)");
    HITS("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.", "-");
}
END_TEST

START_TEST(an_exemption_at_its_limit_is_not_checked_either)
{
    use_rule("    moenster: doven\n    undtagen: '(?:\\w+\\s?)+[xyz]$'\n");
    HITS("Doven aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
         "A1 Doven aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! (mønstret nåede sin grænse)");
}
END_TEST

START_TEST(much_text_gives_what_little_text_gives)
{
    evne_buf text = {.arena = p.arena};
    size_t n = 0;

    use_rule("    moenster: '\\bdoven\\b'\n");
    for (int i = 0; i < 2000; i++)
        evne_buf_puts(&text, "Han er doven i dag. Dovenskov lå stille hen. ");
    for (const char *s = packs_hits(&p, evne_buf_text(&text)); (s = strstr(s, "A1 doven")); s++)
        n++;
    ck_assert_uint_eq(n, 2000);
}
END_TEST

Suite *test_scanner(void)
{
    Suite *suite = suite_create("scanner");
    TCase *tcase = tcase_create("scanner");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_hit_is_found_at_its_place_in_the_original);
    tcase_add_test(tcase, a_quotation_is_not_read_unless_the_rule_says_so);
    tcase_add_test(tcase, a_quotation_is_read_when_the_rule_says_so);
    tcase_add_test(tcase, an_exemption_sees_the_whole_sentence_and_only_that);
    tcase_add_test(tcase, an_exemption_of_a_place_leaves_the_other_hits);
    tcase_add_test(tcase, a_rule_may_need_more_than_its_hit);
    tcase_add_test(tcase, neighbours_and_the_paragraph_can_exempt);
    tcase_add_test(tcase, a_field_can_exempt_by_its_kind_and_its_path);
    tcase_add_test(tcase, a_rule_can_want_long_sentences);
    tcase_add_test(tcase, a_hit_that_is_a_name_of_the_case_is_none);
    tcase_add_test(tcase, a_rule_can_exempt_hits_that_hold_such_a_name);
    tcase_add_test(tcase, a_replacement_is_filled_in);
    tcase_add_test(tcase, a_pattern_at_its_limit_is_not_checked_and_told_once);
    tcase_add_test(tcase, an_exemption_at_its_limit_is_not_checked_either);
    tcase_add_test(tcase, much_text_gives_what_little_text_gives);
    suite_add_tcase(suite, tcase);
    return suite;
}
