#include <check.h>

#include "pdf/syntax.h"

static evne_arena *arena;
static evne_buf out;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    out = (evne_buf){.arena = arena};
}

static void teardown(void)
{
    evne_arena_free(arena);
}

static const char *milli(int64_t value)
{
    out.len = 0;
    evne_syntax_milli(&out, value);
    return evne_buf_text(&out);
}

START_TEST(lengths_have_no_needless_digits)
{
    ck_assert_str_eq(milli(0), "0");
    ck_assert_str_eq(milli(12000), "12");
    ck_assert_str_eq(milli(12500), "12.5");
    ck_assert_str_eq(milli(12050), "12.05");
    ck_assert_str_eq(milli(-1), "-.001");
    ck_assert_str_eq(milli(-841890), "-841.89");
    ck_assert_str_eq(milli(INT32_MIN), "-2147483.648");
}
END_TEST

START_TEST(texts_beyond_the_first_plane_are_two_units)
{
    evne_syntax_text(&out, EVNE_STR("Aø\xF0\x9F\x98\x80"));
    ck_assert_str_eq(evne_buf_text(&out), "<FEFF004100F8D83DDE00>");
}
END_TEST

START_TEST(long_texts_are_cut_between_characters)
{
    evne_syntax_utf16(&out, EVNE_STR("a\xF0\x9F\x98\x80z"), 2);
    ck_assert_str_eq(evne_buf_text(&out), "0061");
}
END_TEST

START_TEST(codes_escape_what_ends_a_string_and_what_readers_change)
{
    evne_syntax_code16(&out, 0x2829);
    evne_syntax_code16(&out, 0x5C0D);
    evne_syntax_code16(&out, 0x0A41);
    ck_assert_str_eq(evne_buf_text(&out), "\\(\\)\\\\\\r\nA");
    evne_syntax_code16(&out, 0);
    ck_assert_uint_eq(out.len, 12);
}
END_TEST

START_TEST(names_escape_what_delimits)
{
    evne_syntax_name(&out, EVNE_STR("text/x a#"));
    ck_assert_str_eq(evne_buf_text(&out), "/text#2Fx#20a#23");
}
END_TEST

START_TEST(dates_carry_their_offset)
{
    evne_moment moment = {{2026, 3, 2}, 9 * 3600 + 65, -90};
    evne_syntax_date(&out, moment);
    ck_assert_str_eq(evne_buf_text(&out), "D:20260302090105-01'30'");
    out.len = 0;
    evne_syntax_iso(&out, moment);
    ck_assert_str_eq(evne_buf_text(&out), "2026-03-02T09:01:05-01:30");
}
END_TEST

START_TEST(xml_keeps_only_what_xml_allows)
{
    evne_syntax_xml(&out, EVNE_STR("a<b>&\"\x01\xEF\xBF\xBE\xFFø"));
    ck_assert_str_eq(evne_buf_text(&out), "a&lt;b&gt;&amp;&quot;ø");
}
END_TEST

START_TEST(language_tags_cannot_leave_their_string)
{
    evne_syntax_lang(&out, EVNE_STR("da-DK)/JS(x"));
    ck_assert_str_eq(evne_buf_text(&out), "(da-DKJSx)");
}
END_TEST

Suite *test_syntax(void)
{
    Suite *suite = suite_create("syntax");
    TCase *tc = tcase_create("syntax");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, lengths_have_no_needless_digits);
    tcase_add_test(tc, texts_beyond_the_first_plane_are_two_units);
    tcase_add_test(tc, long_texts_are_cut_between_characters);
    tcase_add_test(tc, codes_escape_what_ends_a_string_and_what_readers_change);
    tcase_add_test(tc, names_escape_what_delimits);
    tcase_add_test(tc, dates_carry_their_offset);
    tcase_add_test(tc, xml_keeps_only_what_xml_allows);
    tcase_add_test(tc, language_tags_cannot_leave_their_string);
    suite_add_tcase(suite, tc);
    return suite;
}
