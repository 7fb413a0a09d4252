/* Where words are divided that no line can hold. The dictionary is Debian's hyphen-da. */
#include <string.h>

#include "fixture.h"
#include "layout/hyphen.h"
#include "layout/text.h"

static evne_hyphens *hyphens;

static void setup(void)
{
    fixture_setup();
    hyphens = evne_hyphens_open(fix.arena, NULL);
    fix.metrics.hyphens = hyphens;
}

static void teardown(void)
{
    evne_hyphens_close(hyphens);
    fixture_teardown();
}

/* The word with "-" at its places and "=" at its joints. */
static const char *divided(const char *word)
{
    evne_hyphen places[EVNE_MOST_HYPHENS];
    evne_buf buf = {.arena = fix.arena};
    evne_str text = evne_str_of(word);
    size_t n, from = 0;

    ck_assert_int_eq(evne_hyphens_find(hyphens, text, places, &n, &fix.err), EVNE_OK);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_gt(places[i].at, from);
        ck_assert_uint_lt(places[i].at, text.len);
        evne_buf_put_str(&buf, evne_str_slice(text, from, places[i].at));
        evne_buf_put_char(&buf, places[i].is_joint ? '=' : '-');
        from = places[i].at;
    }
    evne_buf_put_str(&buf, evne_str_slice(text, from, text.len));
    return evne_buf_text(&buf);
}

START_TEST(word_has_its_places_and_compounds_their_joints)
{
    ck_assert_str_eq(divided("medarbejderrepræsentant"), "med=ar-bejder=re-præ-sen-tant");
    ck_assert_str_eq(divided("Arbejdspladsvurdering"), "Ar-bejds=plads=vur-dering");
    ck_assert_str_eq(divided("Arbejdsmiljørepræsentant"), "Ar-bejds=mil-jø=re-præ-sen-tant");
}
END_TEST

START_TEST(capitals_and_danish_letters_count_as_letters)
{
    ck_assert_str_eq(divided("RÅDGIVNINGSCENTER"), "RÅD-GIV-NINGS=CEN-TER");
}
END_TEST

START_TEST(punctuation_around_a_word_moves_no_place)
{
    ck_assert_str_eq(divided("(»medarbejder«),"), "(»med=ar-bejder«),");
}
END_TEST

START_TEST(ids_numbers_and_foreign_letters_have_no_places)
{
    ck_assert_str_eq(divided("S-2026-0112-RD-1"), "S-2026-0112-RD-1");
    ck_assert_str_eq(divided("mail@medarbejder.example"), "mail@medarbejder.example");
    ck_assert_str_eq(divided("Süleymanoğlu"), "Süleymanoğlu");
    ck_assert_str_eq(divided(""), "");
    ck_assert_str_eq(divided("en"), "en");
}
END_TEST

START_TEST(endless_words_and_broken_text_do_no_harm)
{
    char word[400];

    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    ck_assert_str_eq(divided(word), word);
    for (size_t i = 0; i < 95; i++)
        word[i] = "medarbejder"[i % 11];
    word[95] = '\0';
    ck_assert_ptr_nonnull(strchr(divided(word), '-'));
}
END_TEST

START_TEST(missing_folder_falls_back_to_the_system_s)
{
    evne_hyphens *other = evne_hyphens_open(fix.arena, EVNE_ROOT "/no-such-folder");
    evne_hyphen places[EVNE_MOST_HYPHENS];
    size_t n;

    ck_assert_int_eq(evne_hyphens_find(other, EVNE_STR("medarbejder"), places, &n, &fix.err),
                     EVNE_OK);
    ck_assert_uint_gt(n, 0);
    evne_hyphens_close(other);
}
END_TEST

START_TEST(only_danish_is_divided_by_the_dictionary)
{
    ck_assert(evne_hyphens_know(EVNE_STR("da-DK")));
    ck_assert(evne_hyphens_know(EVNE_STR("da")));
    ck_assert(!evne_hyphens_know(EVNE_STR("dan")));
    ck_assert(!evne_hyphens_know(EVNE_STR("en-GB")));
}
END_TEST

/* A label of 102 holds 22 letters of 4.5. */
START_TEST(label_that_is_too_long_breaks_at_its_joint)
{
    evne_node *fields = build_node(fix.arena, fix.doc->root, EVNE_NODE_FIELDS, NULL);

    build_field(fix.arena, fields, "Medarbejderrepræsentant", "Annelise Fog");
    build_field(fix.arena, fields, "Tiltale", "hun");
    fixture_run();
    ck_assert_ptr_nonnull(find_text(0, "Medarbejder" EVNE_SOFT_HYPHEN));
    ck_assert_ptr_nonnull(find_text(0, "repræsentant"));
    ck_assert_int_eq(find_text(0, "repræsentant")->as.text.y -
                         find_text(0, "Medarbejder" EVNE_SOFT_HYPHEN)->as.text.y,
                     PT(12)); /* one label, one leading */
}
END_TEST

START_TEST(word_that_fits_on_a_line_of_its_own_is_never_divided)
{
    build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY,
                    "Aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa aaaaa "
                    "arbejdspladsvurderingsskema");
    fixture_run();
    ck_assert_ptr_nonnull(find_text(0, "arbejdspladsvurderingsskema"));
}
END_TEST

Suite *test_hyphen(void);

Suite *test_hyphen(void)
{
    Suite *suite = suite_create("hyphen");
    TCase *tcase = tcase_create("hyphen");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, word_has_its_places_and_compounds_their_joints);
    tcase_add_test(tcase, capitals_and_danish_letters_count_as_letters);
    tcase_add_test(tcase, punctuation_around_a_word_moves_no_place);
    tcase_add_test(tcase, ids_numbers_and_foreign_letters_have_no_places);
    tcase_add_test(tcase, endless_words_and_broken_text_do_no_harm);
    tcase_add_test(tcase, missing_folder_falls_back_to_the_system_s);
    tcase_add_test(tcase, only_danish_is_divided_by_the_dictionary);
    tcase_add_test(tcase, label_that_is_too_long_breaks_at_its_joint);
    tcase_add_test(tcase, word_that_fits_on_a_line_of_its_own_is_never_divided);
    suite_add_tcase(suite, tcase);
    return suite;
}
