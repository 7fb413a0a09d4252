/* Pages as text: stable and readable. */
#include <string.h>

#include "fixture.h"

static const char *printed(void)
{
    evne_buf out = {.arena = fix.arena};

    fixture_run();
    evne_pages_print(&out, fix.pages);
    return evne_buf_text(&out);
}

START_TEST(page_prints_a_piece_a_line)
{
    build_heading(fix.arena, fix.doc->root, 1, 1, "Mål");
    ck_assert_str_eq(
        printed(),
        "page 1\n"
        "text 72.000 52.320 7.500 15.000 bold #1A1A1A heading \"1\"\n"
        "text 102.000 52.320 22.500 15.000 bold #1A1A1A heading \"Mål\"\n"
        "shape stroke #8A8A8A 0.500 footer m 72.000 798.000 l 546.000 798.000\n"
        "text 502.000 810.104 44.000 8.000 regular #4A4A4A footer \"Side 1 af 1\"\n"
        "text 72.000 810.104 72.000 8.000 regular #4A4A4A footer \"Fortroligt · Sag 1\"\n");
}
END_TEST

START_TEST(quotes_and_control_characters_are_escaped)
{
    build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, "a\"b\\c\x01");
    ck_assert_ptr_nonnull(strstr(printed(), "\"a\\\"b\\\\c\\x01\""));
}
END_TEST

START_TEST(printing_twice_gives_the_same_text)
{
    const char *first;

    build_entry(fix.arena, fix.doc->root, "O-01", "dato", "*Opgave*", build_words(fix.arena, 500));
    first = printed();
    ck_assert_str_eq(first, printed());
}
END_TEST

Suite *test_page(void);
Suite *test_page(void)
{
    Suite *suite = suite_create("page");
    TCase *tcase = tcase_create("page");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, page_prints_a_piece_a_line);
    tcase_add_test(tcase, quotes_and_control_characters_are_escaped);
    tcase_add_test(tcase, printing_twice_gives_the_same_text);
    suite_add_tcase(suite, tcase);
    return suite;
}
