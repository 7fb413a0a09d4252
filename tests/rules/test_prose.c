/* The form in which rules read a text, and the way back from it to the original. */
#include "rules/prose.h"

#include <check.h>
#include <string.h>

static evne_arena *arena;
static evne_prose prose;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

static const char *copy(evne_str s)
{
    return evne_arena_copy(arena, s.p, s.len);
}

static const char *text_of(const char *original)
{
    evne_prose_read(arena, evne_str_of(original), &prose);
    ck_assert_uint_eq(prose.text.len, prose.quiet.len);
    ck_assert_uint_eq(prose.text.len, prose.folded.len);
    return copy(prose.text);
}

static const char *quiet_of(const char *original)
{
    char *quiet;

    text_of(original);
    quiet = evne_arena_copy(arena, prose.quiet.p, prose.quiet.len);
    for (char *p = quiet; *p; p++)
        *p = *p == EVNE_PROSE_QUIET ? ' ' : *p;
    return quiet;
}

/* Where the first `word` of the form that rules read leads back to. */
static size_t origin_of(const char *word)
{
    const char *whole = copy(prose.text), *found = strstr(whole, word);

    ck_assert_ptr_nonnull(found);
    return evne_prose_origin(&prose, (size_t)(found - whole));
}

START_TEST(a_decomposed_letter_is_composed_and_leads_back)
{
    const char *original = "Sa\xCC\x8A gik A\xCC\x8Ase i ga\xCC\x8Ard";

    ck_assert_str_eq(text_of(original), "Så gik Åse i gård");
    ck_assert_uint_eq(origin_of("gård"), (size_t)(strstr(original, "ga\xCC") - original));
    ck_assert_uint_eq(origin_of("Åse"), (size_t)(strstr(original, "A\xCC") - original));
    ck_assert_uint_eq(evne_prose_origin(&prose, prose.text.len), strlen(original));
}
END_TEST

START_TEST(a_mark_that_no_letter_takes_stays)
{
    ck_assert_str_eq(text_of("x\xCC\x8A"), "x\xCC\x8A");
    ck_assert_str_eq(text_of("e\xCC\x81 u\xCC\x88 \xC3\xB8\xCC\x81"), "é ü ǿ");
}
END_TEST

START_TEST(blanks_hyphens_and_signs_without_width_are_plain)
{
    ck_assert_str_eq(text_of("12\xC2\xA0kg dov\xC2\xAD"
                             "en be\xE2\x80\x8B"
                             "sked a\xE2\x80\x91"
                             "b\tc"),
                     "12 kg doven besked a-b c");
    ck_assert_str_eq(text_of(" a  b \t\n   c\r\nd "), "a b c d ");
    ck_assert_str_eq(text_of("\xE2\x84\xAA og \xE2\x84\xAB"), "K og Å");
}
END_TEST

START_TEST(a_quotation_of_any_kind_is_blanked_between_its_marks)
{
    static const char *const texts[] = {
        "Hun sagde »jeg er« ja", "Hun sagde \"jeg er\" ja", "Hun sagde “jeg er” ja",
        "Hun sagde „jeg er“ ja", "Hun sagde ”jeg er” ja",   "Hun sagde «jeg er» ja",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert_str_eq(quiet_of(texts[i]), "Hun sagde »      « ja");
        ck_assert_str_eq(copy(prose.text), "Hun sagde »jeg er« ja");
        ck_assert_uint_eq(origin_of("ja"), strlen(texts[i]) - 2);
    }
}
END_TEST

START_TEST(a_quotation_may_span_sentences_and_stays_one)
{
    ck_assert_str_eq(quiet_of("Hun sagde: »Nej. Jeg gider ikke. Farvel.« Hun gik."),
                     "Hun sagde: »                            « Hun gik.");
    ck_assert_uint_eq(prose.n_sentences, 2);
}
END_TEST

START_TEST(a_mark_without_partner_quotes_nothing)
{
    ck_assert_str_eq(quiet_of("Hun sagde »nej og gik."), "Hun sagde »nej og gik.");
    ck_assert_str_eq(quiet_of("Et 5\" rør og \"ja\" tak"), "Et 5\" rør og »  « tak");
    ck_assert_str_eq(quiet_of("Hun »var doven. Han sagde »nej«."),
                     "Hun »var doven. Han sagde »   «.");
    ck_assert_str_eq(quiet_of("Hun \"var doven. Han sagde \"nej\"."),
                     "Hun \"var doven. Han sagde »   «.");
    ck_assert_str_eq(quiet_of("Hun »var doven.\n\nHan« gik"), "Hun »var doven.  Han« gik");
}
END_TEST

START_TEST(marks_of_another_kind_inside_a_quotation_belong_to_it)
{
    ck_assert_str_eq(quiet_of("Hun »sagde \"nej\" til« ham"), "Hun »               « ham");
}
END_TEST

START_TEST(paragraphs_end_at_blank_lines)
{
    text_of("et\nto\n\ntre\n\n\nfire");
    ck_assert_uint_eq(prose.n_paragraphs, 3);
    ck_assert_str_eq(
        copy(evne_str_slice(prose.text, prose.paragraphs[0].from, prose.paragraphs[0].to)),
        "et to");
    ck_assert_str_eq(
        copy(evne_str_slice(prose.text, prose.paragraphs[1].from, prose.paragraphs[1].to)), "tre");
    text_of("");
    ck_assert_uint_eq(prose.n_sentences, 0);
}
END_TEST

START_TEST(what_is_no_utf_8_does_no_harm)
{
    ck_assert_str_eq(text_of("a\xC3 b\xFF"), "a? b?");
}
END_TEST

Suite *test_prose(void)
{
    Suite *suite = suite_create("prose");
    TCase *tcase = tcase_create("prose");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_decomposed_letter_is_composed_and_leads_back);
    tcase_add_test(tcase, a_mark_that_no_letter_takes_stays);
    tcase_add_test(tcase, blanks_hyphens_and_signs_without_width_are_plain);
    tcase_add_test(tcase, a_quotation_of_any_kind_is_blanked_between_its_marks);
    tcase_add_test(tcase, a_quotation_may_span_sentences_and_stays_one);
    tcase_add_test(tcase, a_mark_without_partner_quotes_nothing);
    tcase_add_test(tcase, marks_of_another_kind_inside_a_quotation_belong_to_it);
    tcase_add_test(tcase, paragraphs_end_at_blank_lines);
    tcase_add_test(tcase, what_is_no_utf_8_does_no_harm);
    suite_add_tcase(suite, tcase);
    return suite;
}
