#include <check.h>
#include <string.h>

#include "app/lsp_finding.h"
#include "app/lsp_text.h"

static evne_arena *arena;

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

static evne_lsp_text text_of(const char *bytes, evne_lsp_encoding encoding)
{
    evne_lsp_text text;

    evne_lsp_text_init(arena, evne_str_of(bytes), encoding, &text);
    return text;
}

static size_t offset(const evne_lsp_text *text, size_t line, size_t character)
{
    return evne_lsp_text_offset(text, (evne_lsp_position){line, character});
}

/* "æ😀x": 2, 4 and 1 bytes; 1, 2 and 1 UTF-16 units. */
START_TEST(characters_count_as_the_client_counts_them)
{
    evne_lsp_text wide = text_of("a\næ😀x\n", EVNE_LSP_UTF16);
    evne_lsp_text bytes = text_of("a\næ😀x\n", EVNE_LSP_UTF8);
    evne_lsp_text points = text_of("a\næ😀x\n", EVNE_LSP_UTF32);

    ck_assert_uint_eq(offset(&wide, 1, 3), 8);
    ck_assert_uint_eq(offset(&bytes, 1, 6), 8);
    ck_assert_uint_eq(offset(&points, 1, 2), 8);
    ck_assert_uint_eq(evne_lsp_text_position(&wide, 8).character, 3);
    ck_assert_uint_eq(evne_lsp_text_position(&bytes, 8).character, 6);
    ck_assert_uint_eq(evne_lsp_text_position(&points, 8).character, 2);
    ck_assert_uint_eq(evne_lsp_text_position(&wide, 8).line, 1);
}
END_TEST

START_TEST(a_position_past_its_line_or_inside_a_character_is_the_nearest_before)
{
    evne_lsp_text text = text_of("a😀\r\nb", EVNE_LSP_UTF16);

    ck_assert_uint_eq(offset(&text, 0, 2), 1); /* between the halves of the emoji */
    ck_assert_uint_eq(offset(&text, 0, 99), 5);
    ck_assert_uint_eq(offset(&text, 1, 99), 8);
    ck_assert_uint_eq(offset(&text, 99, 0), 8);
}
END_TEST

START_TEST(lines_end_as_editors_end_them)
{
    evne_lsp_text text = text_of("a\rb\r\nc\nd", EVNE_LSP_UTF16);

    ck_assert_uint_eq(text.n_lines, 4);
    ck_assert_uint_eq(offset(&text, 1, 0), 2);
    ck_assert_uint_eq(offset(&text, 2, 0), 5);
    ck_assert_uint_eq(offset(&text, 3, 0), 7);
    ck_assert_uint_eq(evne_lsp_text_line_end(&text, 1), 3);
    ck_assert_uint_eq(evne_lsp_text_line(&text, 5), 2);
}
END_TEST

START_TEST(a_finding_counts_code_points_and_no_byte_order_mark)
{
    evne_lsp_text text = text_of("\xEF\xBB\xBFæ: x\nø😀y", EVNE_LSP_UTF16);

    ck_assert_uint_eq(evne_lsp_text_place(&text, 1, 1), 3);
    ck_assert_uint_eq(evne_lsp_text_place(&text, 1, 2), 5);
    ck_assert_uint_eq(evne_lsp_text_place(&text, 2, 3), 15);
    ck_assert_uint_eq(evne_lsp_text_place(&text, 0, 0), 0);
    ck_assert_uint_eq(evne_lsp_text_place(&text, 9, 9), text.bytes.len);
}
END_TEST

/* What is underlined when a finding names the `|` in `marked`. */
static void underlines(const char *marked, const char *what)
{
    const char *bar = strchr(marked, '|');
    char *bytes = evne_arena_printf(arena, "%.*s%s", (int)(bar - marked), marked, bar + 1);
    evne_lsp_text text = text_of(bytes, EVNE_LSP_UTF16);
    evne_lsp_range range = evne_lsp_finding_word(&text, (size_t)(bar - marked));
    evne_str found = evne_str_slice(text.bytes, range.from, range.to);

    ck_assert_msg(evne_str_is(found, what), "'%s': '%.*s' and not '%s'", marked,
                  EVNE_STR_ARGS(found), what);
}

START_TEST(a_finding_underlines_the_key_the_scalar_or_the_word)
{
    underlines("|borgr: x", "borgr");
    underlines("a: |2026-31-02 # no", "2026-31-02");
    underlines("a: |\"two words\" # no", "\"two words\"");
    underlines("- |Mødte kl. 8", "Mødte kl. 8");
    underlines("a: {b: |x y, c: z}", "x y");
    underlines("a: [M1, |M9]", "M9");
    underlines("    Borger er |doven, sagde han", "doven");
    underlines("    Borger, |doven og træt", "doven");
    underlines("a: |", "");
    underlines("a: |{b: c}", "{");
}
END_TEST

Suite *test_lsp_text(void)
{
    Suite *suite = suite_create("lsp_text");
    TCase *tcase = tcase_create("lsp_text");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_add_test(tcase, characters_count_as_the_client_counts_them);
    tcase_add_test(tcase, a_position_past_its_line_or_inside_a_character_is_the_nearest_before);
    tcase_add_test(tcase, lines_end_as_editors_end_them);
    tcase_add_test(tcase, a_finding_counts_code_points_and_no_byte_order_mark);
    tcase_add_test(tcase, a_finding_underlines_the_key_the_scalar_or_the_word);
    suite_add_tcase(suite, tcase);
    return suite;
}
