/* Lines: where they end, what stands on them, and in which order. */
#include <string.h>

#include "fixture.h"
#include "layout/breaks.h"
#include "layout/line.h"
#include "layout/text.h"

static evne_layout layout;

static void setup(void)
{
    fixture_setup();
    layout = evne_layout_of(fix.arena, fix.doc, &fix.metrics);
}

/* Breaks the node's text in 10 pt, where each letter is 5 wide. */
static evne_lines lines_of_node(const evne_node *node, int n_letters)
{
    evne_type type = {PT(10), PT(15), EVNE_REGULAR, EVNE_INK};
    evne_text *measured;
    evne_lines lines;

    ck_assert_int_eq(evne_text_make(&layout, node->spans, node->n_spans, type, &measured, &fix.err),
                     EVNE_OK);
    ck_assert_int_eq(evne_text_lines(&layout, measured, PT(5) * n_letters, node, &lines, &fix.err),
                     EVNE_OK);
    for (size_t i = 0; i < lines.n_lines; i++)
        ck_assert_int_le(lines.lines[i].width, PT(5) * n_letters);
    return lines;
}

/* `text` has the marks of build_doc.h. */
static evne_lines lines_of(const char *text, int n_letters)
{
    return lines_of_node(build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, text),
                         n_letters);
}

/* The lines joined by "/", pieces by "|". */
static const char *broken(const char *text, int n_letters)
{
    evne_lines lines = lines_of(text, n_letters);
    evne_buf buf = {.arena = fix.arena};

    for (size_t i = 0; i < lines.n_lines; i++) {
        evne_buf_puts(&buf, i ? "/" : "");
        for (size_t k = 0; k < lines.lines[i].n_pieces; k++) {
            evne_buf_puts(&buf, k ? "|" : "");
            evne_buf_puts(&buf, piece_text(&lines.lines[i].pieces[k]));
        }
    }
    return evne_buf_text(&buf);
}

START_TEST(line_ends_before_the_word_that_does_not_fit)
{
    ck_assert_str_eq(broken("en to tre fire", 9), "en to tre /fire");
    ck_assert_str_eq(broken("en to tre fire", 8), "en to /tre fire");
}
END_TEST

START_TEST(broken_line_ends_with_a_blank_that_its_width_leaves_out)
{
    evne_lines lines = lines_of("aaa bbb", 4);

    ck_assert_uint_eq(lines.n_lines, 2);
    ck_assert_int_eq(lines.lines[0].width, PT(15));
    ck_assert_int_eq(lines.lines[0].pieces[0].as.text.width, PT(15));
    ck_assert_uint_eq(lines.lines[0].pieces[0].as.text.n_words, 2);
    ck_assert_uint_eq(lines.lines[1].pieces[0].as.text.n_words, 1);
}
END_TEST

START_TEST(runs_of_blanks_are_one_blank_and_outer_ones_none)
{
    ck_assert_str_eq(broken("  aa \t  bb  ", 20), "aa bb");
    ck_assert_str_eq(broken("", 20), "");
    ck_assert_str_eq(broken("   ", 20), "");
}
END_TEST

START_TEST(no_line_ends_after_kl_or_between_number_and_unit)
{
    ck_assert_str_eq(broken("vagten kl. 9.30", 11), "vagten /kl. 9.30");
    ck_assert_str_eq(broken("hylden er 80 cm", 12), "hylden er /80 cm");
    ck_assert_str_eq(broken("samling 69 % nu", 10), "samling /69 % nu");
    ck_assert_str_eq(broken("se (bilag 2) her", 10), "se /(bilag 2) /her");
    ck_assert_str_eq(broken("vagter à 4 timer", 9), "vagter /à 4 timer");
    ck_assert_str_eq(broken("løft på MÅL 3", 11), "løft på /MÅL 3");
}
END_TEST

START_TEST(no_line_ends_between_day_and_month)
{
    ck_assert_str_eq(broken("den 8. april", 6), "den /8. /april"); /* nothing else is left */
    ck_assert_str_eq(broken("fra 8. april, nu", 11), "fra /8. april, /nu");
    ck_assert(!evne_break_between(EVNE_STR("31."), EVNE_STR("Maj,")));
    ck_assert(evne_break_between(EVNE_STR("31."), EVNE_STR("afsnit")));
}
END_TEST

START_TEST(no_line_ends_between_what_names_a_number_and_the_number)
{
    static const char *const bound[][2] = {{"tlf.", "00"},
                                           {"P-nr.", "0000004711"},
                                           {"CVR-nr.", "00205079"},
                                           {"CVR", "00205079"},
                                           {"uge", "7"},
                                           {"(afsnit", "11)"},
                                           {"Bilag", "A"},
                                           {"mål", "M2"},
                                           {"§", "61"},
                                           {"15", "timer"},
                                           {"44", "%"},
                                           {"18.", "marts"},
                                           {"1.", "th."},
                                           {"st.", "tv.,"},
                                           {"4999", "Nordsund"},
                                           {"DK-8000", "Århus"},
                                           {"kl.", "9.30"}};

    for (size_t i = 0; i < sizeof bound / sizeof *bound; i++)
        ck_assert_msg(!evne_break_between(evne_str_of(bound[i][0]), evne_str_of(bound[i][1])),
                      "'%s' and '%s'", bound[i][0], bound[i][1]);
    ck_assert(evne_break_between(EVNE_STR("mål"), EVNE_STR("og")));
    ck_assert(evne_break_between(EVNE_STR("uge"), EVNE_STR("efter")));
    ck_assert(evne_break_between(EVNE_STR("2026"), EVNE_STR("og")));
    ck_assert(evne_break_between(EVNE_STR("1."), EVNE_STR("gang")));
}
END_TEST

START_TEST(year_follows_its_month_when_the_line_can_end_earlier)
{
    ck_assert_str_eq(broken("version 1, 10. marts 2026", 20), "version 1, /10. marts 2026");
    ck_assert_str_eq(broken("v, 10. marts 2026", 14), "v, 10. marts /2026"); /* else too short */
    ck_assert_str_eq(broken("10. marts 2026", 10), "10. marts /2026");
}
END_TEST

START_TEST(no_line_ends_inside_ids_ranges_and_times)
{
    ck_assert_str_eq(broken("x S-2026-0112-RD-1", 17), "x /S-2026-0112-RD-1");
    ck_assert_str_eq(broken("uger 22–27 a", 7), "uger /22–27 a");
    ck_assert_str_eq(broken("se O-07 nu", 5), "se /O-07 /nu");
    ck_assert_str_eq(broken("skala 0-10", 8), "skala /0-10");
}
END_TEST

START_TEST(no_line_ends_inside_a_phone_number)
{
    ck_assert_str_eq(broken("ring 00 64 70 12 nu", 12), "ring /00 64 70 12 /nu");
    ck_assert_str_eq(broken("ring 6470 1234 nu", 10), "ring /6470 1234 /nu");
    ck_assert_str_eq(broken("a 12 34 b", 4), "a 12 /34 b"); /* four digits are no number to call */
}
END_TEST

START_TEST(line_may_end_after_a_hyphen_slash_or_dash_between_letters)
{
    ck_assert_str_eq(broken("hæve-sænke-bord", 11), "hæve-sænke-/bord");
    ck_assert_str_eq(broken("borger/konsulent", 10), "borger//konsulent");
    ck_assert_str_eq(broken("før–efter", 6), "før–/efter");
}
END_TEST

START_TEST(hard_blank_holds_its_words_together)
{
    ck_assert_str_eq(broken("aa bb\xC2\xA0"
                            "cc",
                            6),
                     "aa /bb\xC2\xA0"
                     "cc");
}
END_TEST

START_TEST(soft_hyphen_shows_only_where_a_line_ends_at_it)
{
    ck_assert_str_eq(broken("arbejds\xC2\xAD"
                            "marked",
                            20),
                     "arbejdsmarked");
    ck_assert_str_eq(broken("arbejds\xC2\xAD"
                            "marked",
                            9),
                     "arbejds" EVNE_SOFT_HYPHEN "/marked");
    /* the hyphen needs room too */
    ck_assert_str_eq(broken("aa arbejds\xC2\xAD"
                            "marked",
                            10),
                     "aa /arbejds" EVNE_SOFT_HYPHEN "/marked");
}
END_TEST

START_TEST(zero_width_space_is_a_place_for_a_break_and_nothing_else)
{
    ck_assert_str_eq(broken("aaa\xE2\x80\x8B"
                            "bbb",
                            10),
                     "aaabbb");
    ck_assert_str_eq(broken("aaa\xE2\x80\x8B"
                            "bbb",
                            4),
                     "aaa/bbb");
}
END_TEST

START_TEST(forced_break_ends_a_line_and_two_leave_an_empty_one)
{
    ck_assert_str_eq(broken("aa\nbb", 20), "aa /bb");
    ck_assert_uint_eq(lines_of("aa\n\nbb", 20).n_lines, 3);
}
END_TEST

START_TEST(word_wider_than_the_line_is_cut_with_a_hyphen)
{
    ck_assert_str_eq(broken("abcdefghij", 4),
                     "abc" EVNE_SOFT_HYPHEN "/def" EVNE_SOFT_HYPHEN "/ghij");
    ck_assert_str_eq(broken("1234567890", 4), "1234/5678/90");
    ck_assert_str_eq(broken("x abcdefghij", 6), "x /abcde" EVNE_SOFT_HYPHEN "/fghij");
}
END_TEST

START_TEST(word_is_never_cut_before_a_combining_mark)
{
    /* a and e, each with an acute accent that is a code point of its own */
    ck_assert_str_eq(broken("a\xCC\x81"
                            "e\xCC\x81"
                            "1",
                            1),
                     "a\xCC\x81/e\xCC\x81/1");
}
END_TEST

START_TEST(one_letter_that_is_wider_than_the_line_still_gets_a_line)
{
    evne_node *node = build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, "abc");
    evne_type type = {PT(10), PT(15), EVNE_REGULAR, EVNE_INK};
    evne_text *measured;
    evne_lines lines;

    evne_text_make(&layout, node->spans, node->n_spans, type, &measured, &fix.err);
    ck_assert_int_eq(evne_text_lines(&layout, measured, PT(1), node, &lines, &fix.err), EVNE_OK);
    ck_assert_uint_eq(lines.n_lines, 3);
}
END_TEST

START_TEST(each_style_is_a_piece_of_its_own)
{
    evne_lines lines = lines_of("aa *bb* ~cc~", 20);
    const evne_piece *pieces = lines.lines[0].pieces;

    ck_assert_str_eq(broken("aa *bb* ~cc~", 20), "aa |bb| |cc");
    ck_assert_int_eq(pieces[1].as.text.weight, EVNE_SEMIBOLD);
    ck_assert_int_eq(pieces[3].as.text.size, PT(9));
    ck_assert_uint_eq(pieces[3].colour, EVNE_GREY);
    ck_assert_int_eq(pieces[1].as.text.x, PT(15));
}
END_TEST

START_TEST(no_line_ends_inside_a_word_that_changes_its_style)
{
    ck_assert_str_eq(broken("aa *bb*cc", 5), "aa /bb|cc");
}
END_TEST

START_TEST(link_is_a_piece_with_its_target)
{
    evne_node *target = build_heading(fix.arena, fix.doc->root, 1, 1, "Mål");
    evne_span spans[] = {{.text = EVNE_STR("se ")}, {.text = EVNE_STR("O-07"), .target = target}};
    evne_type type = {PT(10), PT(15), EVNE_REGULAR, EVNE_INK};
    evne_text *measured;
    evne_lines lines;

    evne_text_make(&layout, spans, 2, type, &measured, &fix.err);
    evne_text_lines(&layout, measured, PT(200), target, &lines, &fix.err);
    ck_assert_uint_eq(lines.lines[0].n_pieces, 2);
    ck_assert_ptr_eq(lines.lines[0].pieces[1].as.text.link, target);
    ck_assert_ptr_null(lines.lines[0].pieces[0].as.text.link);
}
END_TEST

#define ALEF "\xD7\x90"
#define BET "\xD7\x91"

START_TEST(words_of_a_right_to_left_run_stand_from_right_to_left)
{
    evne_lines lines = lines_of("ab " ALEF " " BET BET " cd", 40);
    const evne_piece *first = &lines.lines[0].pieces[0];
    const evne_piece *second = &lines.lines[0].pieces[1];

    ck_assert_uint_eq(lines.lines[0].n_pieces, 3);
    ck_assert_str_eq(piece_text(first), "ab ");
    ck_assert_str_eq(piece_text(second), ALEF " " BET BET " ");
    ck_assert_int_eq(second->as.text.x, PT(15));
    ck_assert(second->as.text.words[0]->is_rtl);
    ck_assert_int_eq(second->as.text.offsets[0], PT(15)); /* alef: right of bet bet and a blank */
    ck_assert_int_eq(second->as.text.offsets[2], 0);
    ck_assert(!second[1].as.text.words[0]->is_rtl);
    ck_assert_int_eq(second[1].as.text.x, PT(40)); /* "cd" after all of it */
}
END_TEST

static const char *lang_in(const char *text, size_t index)
{
    evne_lines lines = lines_of(text, 60);
    const evne_piece *piece = &lines.lines[0].pieces[index];
    ck_assert_uint_gt(lines.lines[0].n_pieces, index);
    return piece->as.text.lang ? piece->as.text.lang : "-";
}

/* One word of 60,000 tells the language of all: each is looked at once, or this would not end. */
START_TEST(the_language_of_a_long_text_is_found_in_one_pass)
{
    evne_buf text = {.arena = fix.arena};
    evne_lines lines;

    for (int i = 0; i < 60000; i++)
        evne_buf_puts(&text, "\xD8\xA7 ");
    evne_buf_puts(&text, "\xDA\xBA");
    lines = lines_of(evne_buf_text(&text), 60);
    ck_assert_str_eq(lines.lines[0].pieces[0].as.text.lang, "ur");
}
END_TEST

START_TEST(a_word_in_another_script_says_its_language)
{
    ck_assert_str_eq(lang_in("ab " ALEF BET ", cd", 0), "-");
    ck_assert_str_eq(lang_in("ab " ALEF BET ", cd", 1), "he");
    ck_assert_str_eq(lang_in("ab " ALEF BET ", cd", 2), "-");
    ck_assert_str_eq(lang_in("ab \xCE\xB1\xCE\xB2", 1), "el");
    ck_assert_str_eq(lang_in("\xD8\xB9\xD8\xA7", 0), "ar");
    ck_assert_str_eq(lang_in("\xD8\xA7 \xDA\xBA", 0), "ur"); /* noon ghunna, in its other word */
    ck_assert_str_eq(lang_in("\xD1\x96\xD0\xB0", 0), "uk");
    ck_assert_str_eq(lang_in("\xC3\xA6\xC3\xB8\xC3\xA5 \xE2\x80\x93 12", 0), "-");
}
END_TEST

START_TEST(a_name_from_right_to_left_does_not_turn_its_paragraph)
{
    evne_lines lines = lines_of(ALEF " ab", 40);
    const evne_piece *piece = &lines.lines[0].pieces[0];

    ck_assert_str_eq(piece_text(piece), ALEF " ");
    ck_assert_int_eq(piece->as.text.x, 0); /* a name first in a line of other letters */

    lines = lines_of(ALEF BET BET " a", 40); /* nor does a long one */
    piece = &lines.lines[0].pieces[0];
    ck_assert_int_eq(piece->as.text.x, 0);
    ck_assert(!lines.lines[0].is_rtl);
}
END_TEST

START_TEST(a_quotation_takes_the_direction_of_most_of_its_letters)
{
    evne_lines lines = lines_of("»" ALEF BET BET " a.«", 40);
    const evne_piece *last = &lines.lines[0].pieces[lines.lines[0].n_pieces - 1];

    ck_assert(lines.lines[0].is_rtl);
    ck_assert_int_eq(last->as.text.x, 0);
}
END_TEST

/* Two lines of a cell: the quotation is somebody's own, what the template adds is Danish. */
START_TEST(every_line_of_a_cell_has_its_own_direction)
{
    evne_span spans[] = {{.text = EVNE_STR("»" ALEF BET " " BET "«")},
                         {.flags = EVNE_SPAN_BREAK},
                         {.text = EVNE_STR("Efter: ab")}};
    evne_node *node = build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, NULL);
    evne_lines lines;

    node->spans = spans;
    node->n_spans = 3;
    lines = lines_of_node(node, 200);
    ck_assert_uint_eq(lines.n_lines, 2);
    ck_assert(lines.lines[0].is_rtl && lines.lines[0].is_quoted);
    ck_assert(!lines.lines[1].is_rtl);
    ck_assert_int_eq(lines.lines[1].pieces[0].as.text.offsets[0], 0);
}
END_TEST

START_TEST(number_inside_right_to_left_text_keeps_its_own_direction)
{
    evne_lines lines = lines_of(ALEF "12", 40);
    const evne_piece *piece = &lines.lines[0].pieces[0];

    ck_assert_uint_eq(piece->as.text.n_words, 2);
    ck_assert(piece->as.text.words[0]->is_rtl);
    ck_assert(!piece->as.text.words[1]->is_rtl);
    ck_assert_int_eq(piece->as.text.offsets[1], 0);
}
END_TEST

/* Letters are 5 wide. "ab XX 12": the number stands where a Danish reader looks for it. */
START_TEST(number_after_a_name_from_right_to_left_belongs_to_the_line)
{
    evne_lines lines = lines_of("abc " ALEF BET ", 12 d", 40);
    evne_len number = 0, name = 0;

    for (size_t k = 0; k < lines.lines[0].n_pieces; k++) {
        const evne_piece *piece = &lines.lines[0].pieces[k];
        for (size_t i = 0; i < piece->as.text.n_words; i++) {
            const evne_word *word = piece->as.text.words[i];
            if (evne_str_is(word->text, "12"))
                number = piece->as.text.x + piece->as.text.offsets[i];
            if (word->is_rtl && word->text.len > 1)
                name = piece->as.text.x + piece->as.text.offsets[i];
        }
    }
    ck_assert_int_eq(name, PT(20));
    ck_assert_int_eq(number, PT(40)); /* after "abc ", two letters, comma and blank */
}
END_TEST

START_TEST(every_word_is_shaped_once_however_often_its_paragraph_is_measured)
{
    evne_node *node = build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, "en to tre");
    evne_type type = {PT(10), PT(15), EVNE_REGULAR, EVNE_INK};
    evne_text *measured;
    evne_lines lines;

    evne_text_make(&layout, node->spans, node->n_spans, type, &measured, &fix.err);
    ck_assert_uint_eq(fix.fake.n_shaped, 4); /* one blank does for both */
    ck_assert_int_eq(evne_text_widest(measured), PT(45));
    ck_assert_int_eq(evne_text_narrowest(measured), PT(15));
    evne_text_lines(&layout, measured, PT(200), node, &lines, &fix.err);
    ck_assert_uint_eq(fix.fake.n_shaped, 4);
}
END_TEST

START_TEST(character_without_a_font_is_named_with_its_place_in_the_case)
{
    evne_span span = {.text = EVNE_STR("ok \xEE\x80\x80"),
                      .origin = &(evne_place){.file = "sag.yaml", .line = 7, .column = 9}};
    evne_text *measured;

    ck_assert_int_eq(evne_text_make(&layout, &span, 1, EVNE_TYPE_BODY, &measured, &fix.err),
                     EVNE_INPUT);
    ck_assert_str_eq(fix.err.where, "sag.yaml:7:9");
    ck_assert_str_eq(fix.err.text, "no font has U+E000");
}
END_TEST

START_TEST(twenty_thousand_letters_without_a_blank_end)
{
    char *text = evne_arena_alloc(fix.arena, 20001);

    memset(text, 'a', 20000);
    ck_assert_uint_eq(lines_of(text, 21).n_lines, 1000);
}
END_TEST

Suite *test_line(void);
Suite *test_line(void)
{
    Suite *suite = suite_create("line");
    TCase *tcase = tcase_create("line");

    tcase_add_checked_fixture(tcase, setup, fixture_teardown);
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, line_ends_before_the_word_that_does_not_fit);
    tcase_add_test(tcase, broken_line_ends_with_a_blank_that_its_width_leaves_out);
    tcase_add_test(tcase, runs_of_blanks_are_one_blank_and_outer_ones_none);
    tcase_add_test(tcase, no_line_ends_after_kl_or_between_number_and_unit);
    tcase_add_test(tcase, no_line_ends_between_day_and_month);
    tcase_add_test(tcase, no_line_ends_between_what_names_a_number_and_the_number);
    tcase_add_test(tcase, year_follows_its_month_when_the_line_can_end_earlier);
    tcase_add_test(tcase, no_line_ends_inside_ids_ranges_and_times);
    tcase_add_test(tcase, no_line_ends_inside_a_phone_number);
    tcase_add_test(tcase, line_may_end_after_a_hyphen_slash_or_dash_between_letters);
    tcase_add_test(tcase, hard_blank_holds_its_words_together);
    tcase_add_test(tcase, soft_hyphen_shows_only_where_a_line_ends_at_it);
    tcase_add_test(tcase, zero_width_space_is_a_place_for_a_break_and_nothing_else);
    tcase_add_test(tcase, forced_break_ends_a_line_and_two_leave_an_empty_one);
    tcase_add_test(tcase, word_wider_than_the_line_is_cut_with_a_hyphen);
    tcase_add_test(tcase, word_is_never_cut_before_a_combining_mark);
    tcase_add_test(tcase, one_letter_that_is_wider_than_the_line_still_gets_a_line);
    tcase_add_test(tcase, each_style_is_a_piece_of_its_own);
    tcase_add_test(tcase, no_line_ends_inside_a_word_that_changes_its_style);
    tcase_add_test(tcase, link_is_a_piece_with_its_target);
    tcase_add_test(tcase, words_of_a_right_to_left_run_stand_from_right_to_left);
    tcase_add_test(tcase, a_word_in_another_script_says_its_language);
    tcase_add_test(tcase, the_language_of_a_long_text_is_found_in_one_pass);
    tcase_add_test(tcase, a_name_from_right_to_left_does_not_turn_its_paragraph);
    tcase_add_test(tcase, a_quotation_takes_the_direction_of_most_of_its_letters);
    tcase_add_test(tcase, every_line_of_a_cell_has_its_own_direction);
    tcase_add_test(tcase, number_inside_right_to_left_text_keeps_its_own_direction);
    tcase_add_test(tcase, number_after_a_name_from_right_to_left_belongs_to_the_line);
    tcase_add_test(tcase, every_word_is_shaped_once_however_often_its_paragraph_is_measured);
    tcase_add_test(tcase, character_without_a_font_is_named_with_its_place_in_the_case);
    tcase_add_test(tcase, twenty_thousand_letters_without_a_blank_end);
    suite_add_tcase(suite, tcase);
    return suite;
}
