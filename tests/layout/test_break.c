/* Where pages end (look 10). A page holds 750 on page 1 and 723 after it: 48 lines of body. */
#include <string.h>

#include "fixture.h"

#define ROOT fix.doc->root

static evne_node *add_body(size_t n_words)
{
    return build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, build_words(fix.arena, n_words));
}

/* A table of rows of 18 that leaves about `left` points of page 1. */
static void fill_page(int left)
{
    evne_node *table = build_node(fix.arena, ROOT, EVNE_NODE_TABLE, NULL);

    for (int height = 750 - left; height >= 18; height -= 18)
        build_row(fix.arena, table, "fyld");
}

static size_t page_of(const char *start)
{
    size_t page = SIZE_MAX;

    ck_assert_msg(find_anywhere(start, &page) != NULL, "'%s' is on no page", start);
    return page;
}

static size_t lines_on(size_t page, const evne_node *node)
{
    evne_len last = -1;
    size_t n = 0;

    for (size_t i = 0; i < fix.pages->pages[page].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[page].pieces[i];

        if (piece->node == node && piece->kind == EVNE_PIECE_TEXT && piece->as.text.y != last) {
            n++;
            last = piece->as.text.y;
        }
    }
    return n;
}

START_TEST(paragraph_leaves_two_lines_at_least_on_each_side)
{
    for (int left = 40; left < 130; left += 3) {
        evne_node *node;
        size_t before, after;

        fixture_teardown();
        fixture_setup();
        fill_page(left);
        node = add_body(12 * 5); /* 11 words a line */
        fixture_run();
        before = lines_on(0, node);
        after = fix.pages->n_pages > 1 ? lines_on(1, node) : 0;
        ck_assert_uint_eq(before + after, 6);
        ck_assert_uint_ne(before, 1);
        ck_assert_uint_ne(after, 1);
    }
}
END_TEST

START_TEST(heading_stays_with_two_lines_of_its_text)
{
    for (int left = 30; left < 130; left += 3) {
        evne_node *node;

        fixture_teardown();
        fixture_setup();
        fill_page(left);
        build_heading(fix.arena, ROOT, 1, 2, "Overskrift");
        node = add_body(60);
        fixture_run();
        ck_assert_uint_ge(lines_on(page_of("Overskrift"), node), 2);
    }
}
END_TEST

START_TEST(heading_and_caption_stay_with_two_rows)
{
    static const char *const rows[] = {"=Nr.|Tekst", "a1|x", "a2|x", "a3|x", "a4|x", "a5|x"};

    for (int left = 30; left < 200; left += 3) {
        fixture_teardown();
        fixture_setup();
        fill_page(left);
        build_heading(fix.arena, ROOT, 2, 0, "Overskrift");
        build_table(fix.arena, ROOT, 1, "Hvad den viser", rows, 6);
        fixture_run();
        ck_assert_uint_eq(page_of("Overskrift"), page_of("a2"));
        ck_assert_uint_eq(page_of("a4"), page_of("a5"));
    }
}
END_TEST

START_TEST(heading_stays_with_two_short_fields)
{
    for (int left = 30; left < 130; left += 3) {
        evne_node *fields;

        fixture_teardown();
        fixture_setup();
        fill_page(left);
        build_heading(fix.arena, ROOT, 1, 2, "Overskrift");
        fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);
        build_field(fix.arena, fields, "Dage", "f1");
        build_field(fix.arena, fields, "Timer", "f2");
        build_field(fix.arena, fields, "Uger", "f3");
        build_field(fix.arena, fields, "Sted", "f4");
        fixture_run();
        ck_assert_uint_eq(page_of("Overskrift"), page_of("f2"));
        ck_assert_uint_eq(page_of("f3"), page_of("f4"));
    }
}
END_TEST

START_TEST(entry_under_240_stays_whole)
{
    for (int left = 30; left < 240; left += 15) {
        fixture_teardown();
        fixture_setup();
        fill_page(left);
        build_entry(fix.arena, ROOT, "O-02", "dato", "*Opgave*",
                    evne_arena_printf(fix.arena, "%s slut", build_words(fix.arena, 120)));
        fixture_run();
        ck_assert_uint_eq(count_text("O-02"), 1);
        ck_assert_ptr_null(strstr(page_text(fix.pages->n_pages - 1, true), "(fortsat)"));
    }
}
END_TEST

START_TEST(long_entry_breaks_in_its_text_and_repeats_its_id)
{
    evne_node *entry;
    const evne_piece *again;

    fill_page(150);
    entry = build_entry(fix.arena, ROOT, "O-02", "dato", "*Opgave*", build_words(fix.arena, 300));
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 2);
    ck_assert_uint_ge(lines_on(0, entry->last->first), 2);
    again = find_text(1, "O-02 (fortsat)");
    ck_assert_ptr_nonnull(again);
    ck_assert_int_eq(again->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_int_eq(again->as.text.x, PT(72));
}
END_TEST

START_TEST(quote_is_never_split_from_its_speaker)
{
    for (int left = 15; left < 90; left += 3) {
        evne_node *quote, *speaker, *words;

        fixture_teardown();
        fixture_setup();
        fill_page(left);
        quote = build_node(fix.arena, ROOT, EVNE_NODE_QUOTE, NULL);
        speaker = build_paragraph(fix.arena, quote, EVNE_ROLE_SPEAKER, "*Borgers ord*");
        words = build_paragraph(fix.arena, quote, EVNE_ROLE_BODY, build_words(fix.arena, 60));
        fixture_run();
        for (size_t page = 0; page < fix.pages->n_pages; page++)
            if (lines_on(page, speaker))
                ck_assert_uint_ge(lines_on(page, words), 2);
    }
}
END_TEST

START_TEST(frame_never_breaks_unless_it_is_taller_than_a_page)
{
    evne_node *frame, *words;

    fill_page(100);
    frame = build_node(fix.arena, ROOT, EVNE_NODE_FRAME, NULL);
    words = build_paragraph(fix.arena, frame, EVNE_ROLE_BODY, build_words(fix.arena, 200));
    fixture_run();
    ck_assert_uint_eq(lines_on(0, words), 0);
    ck_assert_uint_eq(fix.pages->n_pages, 2);

    fixture_teardown();
    fixture_setup();
    frame = build_node(fix.arena, ROOT, EVNE_NODE_FRAME, NULL);
    words = build_paragraph(fix.arena, frame, EVNE_ROLE_BODY, build_words(fix.arena, 2000));
    fixture_run();
    ck_assert_uint_gt(fix.pages->n_pages, 3);
    ck_assert_uint_gt(lines_on(0, words), 30);
}
END_TEST

/* Five signatures after a page of which `left` points are empty. */
static void lay_out_signatures(int left)
{
    fixture_teardown();
    fixture_setup();
    fill_page(left);
    build_heading(fix.arena, ROOT, 1, 2, "Underskrifter");
    for (int i = 1; i <= 5; i++)
        build_signature(fix.arena, ROOT, i, "Rolle", "Jeg har læst planen.");
    build_field(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL), "Kontrol",
                "Feltet er et billede.");
    fixture_run();
}

START_TEST(signature_section_moves_to_a_page_that_holds_all_of_it)
{
    for (int left = 100; left <= 340; left += 60) {
        lay_out_signatures(left);
        for (size_t i = 0; i < 5; i++)
            ck_assert_uint_eq(fix.pages->signatures[i].page, page_of("Underskrifter"));
        ck_assert_uint_eq(page_of("Kontrol"), page_of("Underskrifter"));
    }
}
END_TEST

START_TEST(signatures_stay_together_however_much_of_a_page_stays_empty)
{
    for (int left = 400; left < 740; left += 20) {
        lay_out_signatures(left);
        for (size_t i = 0; i < 5; i++)
            ck_assert_uint_eq(fix.pages->signatures[i].page, page_of("Underskrifter"));
        ck_assert_uint_eq(page_of("Kontrol"), page_of("Underskrifter"));
        ck_assert_uint_le(fix.pages->n_pages, 2);
    }
}
END_TEST

START_TEST(signatures_are_no_reason_for_a_further_page)
{
    fill_page(500);
    build_heading(fix.arena, ROOT, 1, 2, "Underskrifter");
    for (int i = 1; i <= 5; i++)
        build_signature(fix.arena, ROOT, i, "Rolle", "Jeg har læst planen.");
    build_heading(fix.arena, ROOT, 1, 3, "Dokument");
    build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, build_words(fix.arena, 250));
    fixture_run();
    ck_assert_uint_eq(fix.pages->signatures[0].page, 0);
    ck_assert_uint_eq(fix.pages->n_pages, 2);
}
END_TEST

START_TEST(signature_rows_that_no_page_holds_break_between_rows)
{
    fill_page(300);
    build_heading(fix.arena, ROOT, 1, 2, "Underskrifter");
    for (int i = 1; i <= 12; i++)
        build_signature(fix.arena, ROOT, i, "Rolle", "Jeg har læst planen.");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_signatures, 12);
    ck_assert_uint_eq(fix.pages->signatures[0].page, page_of("Underskrifter"));
}
END_TEST

START_TEST(signature_row_never_breaks_and_its_heading_stays_with_the_first)
{
    for (int left = 60; left < 260; left += 21) {
        fixture_teardown();
        fixture_setup();
        fill_page(left);
        build_heading(fix.arena, ROOT, 1, 1, "Underskrifter");
        build_signature(fix.arena, ROOT, 1, "Rolle", "Jeg har læst planen.");
        fixture_run();
        ck_assert_uint_eq(page_of("Underskrifter"), page_of("Jeg har"));
        ck_assert_uint_eq(page_of("Jeg har"), page_of("Afventer"));
        ck_assert_uint_eq(fix.pages->signatures[0].page, page_of("Afventer"));
    }
}
END_TEST

START_TEST(notes_stay_with_the_last_row)
{
    static const char *const rows[] = {"=Nr.|Tekst", "a1|x", "a2|x", "a3|x", "a4|x"};

    for (int left = 60; left < 200; left += 3) {
        evne_node *table;

        fixture_teardown();
        fixture_setup();
        fill_page(left);
        table = build_table(fix.arena, ROOT, 0, NULL, rows, 5);
        build_paragraph(fix.arena, table, EVNE_ROLE_NOTE, "Bemærk dette");
        build_paragraph(fix.arena, table, EVNE_ROLE_NOTE, "Og dette");
        fixture_run();
        ck_assert_uint_eq(page_of("a4"), page_of("Bemærk"));
        ck_assert_uint_eq(page_of("a4"), page_of("Og dette"));
    }
}
END_TEST

START_TEST(page_break_starts_a_page_and_two_in_a_row_leave_no_empty_one)
{
    add_body(3);
    build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
    build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
    build_heading(fix.arena, ROOT, 1, 1, "Anden");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 2);
    ck_assert_uint_eq(page_of("Anden"), 1);
    ck_assert_int_eq(find_text(1, "Anden")->as.text.y, PT(63) + evne_baseline(PT(15), PT(21)));
}
END_TEST

START_TEST(section_does_not_force_a_new_page)
{
    add_body(3);
    build_heading(fix.arena, ROOT, 1, 1, "Mål");
    add_body(3);
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 1);
}
END_TEST

Suite *test_break(void);
Suite *test_break(void)
{
    Suite *suite = suite_create("break");
    TCase *tcase = tcase_create("break");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, paragraph_leaves_two_lines_at_least_on_each_side);
    tcase_add_test(tcase, heading_stays_with_two_lines_of_its_text);
    tcase_add_test(tcase, heading_and_caption_stay_with_two_rows);
    tcase_add_test(tcase, heading_stays_with_two_short_fields);
    tcase_add_test(tcase, entry_under_240_stays_whole);
    tcase_add_test(tcase, long_entry_breaks_in_its_text_and_repeats_its_id);
    tcase_add_test(tcase, quote_is_never_split_from_its_speaker);
    tcase_add_test(tcase, frame_never_breaks_unless_it_is_taller_than_a_page);
    tcase_add_test(tcase, signature_section_moves_to_a_page_that_holds_all_of_it);
    tcase_add_test(tcase, signatures_are_no_reason_for_a_further_page);
    tcase_add_test(tcase, signatures_stay_together_however_much_of_a_page_stays_empty);
    tcase_add_test(tcase, signature_rows_that_no_page_holds_break_between_rows);
    tcase_add_test(tcase, signature_row_never_breaks_and_its_heading_stays_with_the_first);
    tcase_add_test(tcase, notes_stay_with_the_last_row);
    tcase_add_test(tcase, page_break_starts_a_page_and_two_in_a_row_leave_no_empty_one);
    tcase_add_test(tcase, section_does_not_force_a_new_page);
    suite_add_tcase(suite, tcase);
    return suite;
}
