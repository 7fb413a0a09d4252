/* Documents that no one writes on purpose: nothing overflows its box, overlaps or is lost
 * (fixture_run looks at every piece), and every layout ends. */
#include <string.h>

#include "fixture.h"

#define ROOT fix.doc->root

/* How often `word` stands in the content of all pages. */
static size_t count_word(const char *word)
{
    size_t n = 0;

    for (size_t page = 0; page < fix.pages->n_pages; page++)
        for (const char *text = page_text(page, false); (text = strstr(text, word));
             text += strlen(word))
            n++;
    return n;
}

static const char *long_word(size_t n_letters)
{
    char *word = evne_arena_alloc(fix.arena, n_letters + 1);

    memset(word, 'a', n_letters);
    return word;
}

START_TEST(paragraph_of_ten_thousand_words_loses_none)
{
    build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, build_words(fix.arena, 10000));
    fixture_run();
    ck_assert_uint_eq(count_word("ordet"), 10000);
    ck_assert_uint_gt(fix.pages->n_pages, 18);
}
END_TEST

START_TEST(word_of_89_letters_breaks_in_a_narrow_column)
{
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);

    build_row(fix.arena, table, evne_arena_printf(fix.arena, "S-1|%s|x", long_word(89)));
    build_columns(fix.arena, table, "30|60|*");
    fixture_run();
    ck_assert_uint_eq(count_word("a"), 89);
}
END_TEST

START_TEST(long_words_break_wherever_they_stand)
{
    const char *word = long_word(300);
    evne_node *fields, *quote;

    build_heading(fix.arena, ROOT, 1, 1, word);
    build_heading(fix.arena, ROOT, 2, 0, word);
    fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);
    build_field(fix.arena, fields, word, word);
    build_entry(fix.arena, ROOT, word, word, word, word);
    quote = build_node(fix.arena, ROOT, EVNE_NODE_QUOTE, NULL);
    build_paragraph(fix.arena, quote, EVNE_ROLE_BODY, word);
    build_node(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_MEASURES, NULL), EVNE_NODE_MEASURE,
               word);
    build_table(fix.arena, ROOT, 1, word, (const char *const[]){word, word}, 2);
    build_signature(fix.arena, ROOT, 1, word, word);
    fix.doc->letterhead = fix.doc->header = fix.doc->footer = evne_str_of(word);
    fixture_run();
    ck_assert_uint_ge(count_word("a"), 300 * 13);
}
END_TEST

START_TEST(empty_blocks_show_nothing_and_break_nothing)
{
    static const evne_node_kind kinds[] = {
        EVNE_NODE_TITLE, EVNE_NODE_PARAGRAPH, EVNE_NODE_LIST,     EVNE_NODE_ITEM,
        EVNE_NODE_QUOTE, EVNE_NODE_FRAME,     EVNE_NODE_FIELDS,   EVNE_NODE_FIELD,
        EVNE_NODE_ENTRY, EVNE_NODE_HALVES,    EVNE_NODE_MEASURES, EVNE_NODE_SUMMARY,
        EVNE_NODE_TABLE, EVNE_NODE_CHART,     EVNE_NODE_CONTENTS, EVNE_NODE_SIGNATURE};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        build_node(fix.arena, ROOT, kinds[i], NULL);
    build_heading(fix.arena, ROOT, 1, 1, "");
    build_heading(fix.arena, ROOT, 2, 0, "");
    build_node(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_LIST, NULL), EVNE_NODE_ITEM, NULL);
    build_node(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_SUMMARY, NULL), EVNE_NODE_ANSWER,
               NULL);
    build_node(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL), EVNE_NODE_FIELD,
               NULL);
    build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, "Slut");
    fixture_run();
    ck_assert_uint_eq(count_word("Slut"), 1);
}
END_TEST

START_TEST(empty_cells_and_short_rows_keep_the_table_whole)
{
    evne_node *table = build_table(fix.arena, ROOT, 1, "Tom", NULL, 0);

    build_row(fix.arena, table, "=Nr.||Ord");
    build_row(fix.arena, table, "a");
    build_row(fix.arena, table, " | | ");
    build_row(fix.arena, table, "b|c|d|slut");
    build_columns(fix.arena, table, "30 number|* bar|* plot|*");
    fixture_run();
    ck_assert_uint_eq(count_word("slut"), 1);
}
END_TEST

START_TEST(table_of_a_thousand_rows_loses_none)
{
    evne_node *table = build_table(fix.arena, ROOT, 1, "Lang", NULL, 0);

    build_row(fix.arena, table, "=Nr.|Dag|Min.|Ord");
    for (int i = 0; i < 1000; i++)
        build_row(fix.arena, table,
                  evne_arena_printf(fix.arena, "L-%04d|tir.\n9.00|%d|Ingen ord om det", i, i));
    build_columns(fix.arena, table, "40|60|60 number|*");
    fixture_run();
    ck_assert_uint_eq(count_word("L-"), 1000);
    ck_assert_uint_eq(count_word("Ingen"), 1000);
}
END_TEST

START_TEST(table_of_twenty_columns_fits_the_page)
{
    evne_node *table = build_table(fix.arena, ROOT, 1, "Bred", NULL, 0);
    evne_buf row = {.arena = fix.arena};

    for (int i = 0; i < 20; i++)
        evne_buf_puts(&row, "Uge tolv|");
    for (int i = 0; i < 5; i++)
        build_row(fix.arena, table, evne_buf_text(&row));
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 1);
}
END_TEST

START_TEST(columns_wider_than_the_page_are_scaled)
{
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, (const char *const[]){"a|b|c"}, 1);

    build_columns(fix.arena, table, "400|400|*");
    fixture_run();
}
END_TEST

START_TEST(entry_of_many_pages_in_both_cells_loses_nothing)
{
    build_heading(fix.arena, ROOT, 1, 1, "Iagttagelser");
    build_entry(fix.arena, ROOT, "O-01", build_words(fix.arena, 1500), "*Opgave*",
                build_words(fix.arena, 5000));
    fixture_run();
    ck_assert_uint_eq(count_word("ordet"), 6500);
}
END_TEST

START_TEST(caption_and_head_taller_than_a_page_still_end)
{
    evne_node *table = build_table(fix.arena, ROOT, 1, build_words(fix.arena, 3000), NULL, 0);

    build_row(fix.arena, table,
              evne_arena_printf(fix.arena, "=%s|B", build_words(fix.arena, 3000)));
    for (int i = 0; i < 5; i++)
        build_row(fix.arena, table,
                  evne_arena_printf(fix.arena, "%s|b", build_words(fix.arena, 900)));
    fixture_run();
    ck_assert_uint_eq(count_word("ordet"), 3000 + 3000 + 5 * 900);
}
END_TEST

START_TEST(rows_nearly_as_tall_as_a_page_stay_above_the_foot)
{
    for (int n_lines = 50; n_lines < 64; n_lines++) {
        evne_buf cell = {.arena = NULL};
        evne_node *table;

        fixture_teardown();
        fixture_setup();
        cell.arena = fix.arena;
        for (int i = 0; i < n_lines; i++)
            evne_buf_puts(&cell, i ? "\nlinje" : "linje");
        table = build_table(fix.arena, ROOT, 1, "Høj", NULL, 0);
        build_row(fix.arena, table, "=A|B");
        for (int row = 0; row < 4; row++)
            build_row(fix.arena, table, evne_arena_printf(fix.arena, "x|%s", evne_buf_text(&cell)));
        fixture_run();
        ck_assert_uint_eq(count_word("linje"), (size_t)n_lines * 4);
    }
}
END_TEST

START_TEST(summary_taller_than_a_page_is_split_at_last)
{
    evne_node *summary = build_node(fix.arena, ROOT, EVNE_NODE_SUMMARY, NULL);

    for (int i = 0; i < 60; i++) {
        evne_node *answer = build_node(fix.arena, summary, EVNE_NODE_ANSWER, NULL);
        evne_node *cell = build_node(fix.arena, answer, EVNE_NODE_LABEL, NULL);

        build_paragraph(fix.arena, cell, EVNE_ROLE_SMALL, "Hvor?");
        cell = build_node(fix.arena, answer, EVNE_NODE_CONTENT, NULL);
        build_paragraph(fix.arena, cell, EVNE_ROLE_LEAD, "Svaret er ja");
    }
    fixture_run();
    ck_assert_uint_eq(count_word("Hvor?"), 60);
    ck_assert_uint_eq(count_word("Svaret"), 60);
}
END_TEST

START_TEST(right_to_left_names_stay_in_their_boxes)
{
    const char *name = "محمد عبد الله (Oslo) 12 שלום";
    evne_node *fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);

    build_field(fix.arena, fields, "Borger", name);
    build_field(fix.arena, fields, "Blandet",
                evne_arena_printf(fix.arena, "Navnet er *%s* og mere, som bryder linjen her: %s",
                                  name, name));
    build_heading(fix.arena, ROOT, 1, 1, name);
    build_table(fix.arena, ROOT, 0, NULL, (const char *const[]){name, name}, 2);
    fixture_run();
    ck_assert_uint_eq(count_word("Oslo"), 6);
}
END_TEST

START_TEST(lists_in_lists_end_before_their_box_does)
{
    evne_node *at = ROOT;

    for (int depth = 0; depth < 60; depth++) {
        evne_node *list = build_node(fix.arena, at, EVNE_NODE_LIST, NULL);

        at = build_node(fix.arena, list, EVNE_NODE_ITEM, NULL);
        build_paragraph(fix.arena, at, EVNE_ROLE_BODY, "ordet ordet ordet");
    }
    fixture_run();
    ck_assert_uint_eq(count_word("ordet"), 180);
}
END_TEST

START_TEST(character_without_a_font_names_its_place)
{
    evne_node *node = build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, NULL);
    evne_span span = {.text = EVNE_STR("\xEE\x80\x81"),
                      .origin = &(evne_place){.file = "sag.yaml", .line = 3, .column = 5}};

    node->spans = &span;
    node->n_spans = 1;
    ck_assert_int_eq(evne_layout_run(fix.arena, fix.doc, &fix.metrics, &fix.pages, &fix.err),
                     EVNE_INPUT);
    ck_assert_str_eq(fix.err.where, "sag.yaml:3:5");
}
END_TEST

Suite *test_hostile(void);
Suite *test_hostile(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tcase = tcase_create("hostile");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, paragraph_of_ten_thousand_words_loses_none);
    tcase_add_test(tcase, word_of_89_letters_breaks_in_a_narrow_column);
    tcase_add_test(tcase, long_words_break_wherever_they_stand);
    tcase_add_test(tcase, empty_blocks_show_nothing_and_break_nothing);
    tcase_add_test(tcase, empty_cells_and_short_rows_keep_the_table_whole);
    tcase_add_test(tcase, table_of_a_thousand_rows_loses_none);
    tcase_add_test(tcase, table_of_twenty_columns_fits_the_page);
    tcase_add_test(tcase, columns_wider_than_the_page_are_scaled);
    tcase_add_test(tcase, entry_of_many_pages_in_both_cells_loses_nothing);
    tcase_add_test(tcase, caption_and_head_taller_than_a_page_still_end);
    tcase_add_test(tcase, rows_nearly_as_tall_as_a_page_stay_above_the_foot);
    tcase_add_test(tcase, summary_taller_than_a_page_is_split_at_last);
    tcase_add_test(tcase, right_to_left_names_stay_in_their_boxes);
    tcase_add_test(tcase, lists_in_lists_end_before_their_box_does);
    tcase_add_test(tcase, character_without_a_font_names_its_place);
    suite_add_tcase(suite, tcase);
    return suite;
}
