/* Tables: columns, alignment, rules, and what a page break repeats. */
#include <string.h>

#include "fixture.h"

#define ROOT fix.doc->root

static const evne_piece *the(const char *start)
{
    size_t page;
    const evne_piece *piece = find_anywhere(start, &page);

    ck_assert_msg(piece != NULL, "'%s' is on no page", start);
    return piece;
}

static evne_len right_of(const evne_piece *piece)
{
    return piece->as.text.x + piece->as.text.width;
}

static size_t count_shapes(size_t page, evne_colour fill)
{
    size_t n = 0;

    for (size_t i = 0; i < fix.pages->pages[page].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[page].pieces[i];

        n += piece->kind == EVNE_PIECE_SHAPE && piece->as.shape.is_filled && piece->colour == fill;
    }
    return n;
}

START_TEST(table_has_caption_head_and_rows_on_the_grid)
{
    static const char *const rows[] = {"=Nr.|Hensyn", "S-1|Løft højst", "S-2|Intet"};

    build_table(fix.arena, ROOT, 4, "*Tabel 4.* Hensyn", rows, 3);
    fixture_run();
    ck_assert_uint_eq(count_text("Tabel"), 1); /* the number is the document's, not layout's */
    ck_assert_int_eq(the("Tabel")->as.text.weight, EVNE_SEMIBOLD);
    ck_assert_int_eq(the("Tabel")->as.text.y, PT(36) + evne_baseline(PT(9), PT(12)));
    ck_assert_uint_eq(find_rule(0, PT(36 + 18))->as.shape.stroke, EVNE_INK);
    ck_assert_int_eq(the("Nr.")->as.text.y, PT(54 + 3) + evne_baseline(PT(9), PT(12)));
    ck_assert_uint_eq(find_rule(0, PT(54 + 18))->as.shape.stroke, EVNE_INK);
    ck_assert_int_eq(the("S-1")->as.text.y, PT(72 + 3) + evne_baseline(PT(9), PT(12)));
    ck_assert_uint_eq(find_rule(0, PT(72 + 18))->as.shape.stroke, EVNE_HAIR);
    ck_assert_int_eq(find_rule(0, PT(72 + 36))->as.shape.steps[1].x, PT(546));
}
END_TEST

START_TEST(columns_of_given_width_stand_where_the_template_says)
{
    static const char *const rows[] = {"=A|B|C", "a|b|c"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "30|87|*");
    fixture_run();
    ck_assert_int_eq(the("b")->as.text.x, PT(102));
    ck_assert_int_eq(the("c")->as.text.x, PT(189));
}
END_TEST

/* An id is never divided while another column has room: the width of its column is a wish. */
START_TEST(a_given_width_yields_to_a_word)
{
    static const char *const rows[] = {"=Nr.|Dag|Ord", "L-1000|mandag|a", "L-1001|tirsdag|b"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 3);

    build_columns(fix.arena, table, "30|87|*");
    fixture_run();
    ck_assert_str_eq(piece_text(the("L-1000")), "L-1000");
    ck_assert_str_eq(piece_text(the("L-1001")), "L-1001");
    ck_assert_int_eq(right_of(the("a")), PT(72 + 27 + 6 + 87 + 4.5)); /* 3 wider: 6 * 4.5 + 6 */
}
END_TEST

START_TEST(a_given_width_yields_where_no_column_is_free)
{
    static const char *const rows[] = {"=Nr.|Kilde|Dag", "S-1|Arbejdspladsvurdering|mandag"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "30|90|354");
    fixture_run();
    ck_assert_str_eq(piece_text(the("Arbejdsplads")), "Arbejdspladsvurdering");
    ck_assert_int_eq(the("mandag")->as.text.x - the("Arbejdsplads")->as.text.x, PT(21 * 4.5 + 6));
}
END_TEST

/* Nor does a word that is too long for any column take room from the others. */
START_TEST(a_word_that_is_divided_anyway_asks_for_nothing)
{
    static const char *const rows[] = {
        "=Nr.|Nummer|Tid|Fund",
        "1|042D1DCA9EB1525EE0A11C7BB0B44C2C86C6B1C5042D1DCA|12.03.2026 kl. 14.32, eget|gyldig"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "24|162|110|178");
    fixture_run();
    ck_assert_int_eq(the("12.03.")->as.text.x, PT(72 + 24 + 162));
    ck_assert_int_eq(the("gyldig")->as.text.x, PT(72 + 24 + 162 + 110));
}
END_TEST

/* A hyphen is a place for a break, but only where no neighbour can give the room. */
START_TEST(a_word_ends_at_its_hyphen_only_without_room)
{
    static const char *const rows[] = {"=A|B", "Funktions-beskrivelse|mandag"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "60|*");
    fixture_run();
    ck_assert_str_eq(piece_text(the("Funktions")), "Funktions-beskrivelse");
}
END_TEST

START_TEST(numbers_stand_on_their_comma)
{
    static const char *const rows[] = {"=Navn|Timer|Slut", "a|1,50|x", "b|12|x", "c|−3,5|x",
                                       "d|–|x"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 5);
    const evne_len letter = PT(4.5);

    build_columns(fix.arena, table, "*|90 number|*");
    fixture_run();
    ck_assert_int_eq(right_of(the("1,50")), right_of(the("Timer")));
    ck_assert_int_eq(right_of(the("12")), right_of(the("1,50")) - 3 * letter);
    ck_assert_int_eq(right_of(the("−3,5")), right_of(the("1,50")) - letter);
    ck_assert_int_eq(right_of(the("–")), right_of(the("1,50")));
}
END_TEST

START_TEST(right_columns_of_nothing_but_numbers_stand_on_their_comma)
{
    static const char *const rows[] = {"=Navn|Timer|Svar", "a|1,50|8 (9. maj)", "b|12 %|4,5",
                                       "c|−3,5|7", "d|–|1"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 5);
    const evne_len letter = PT(4.5);

    build_columns(fix.arena, table, "*|90 right|90 right");
    fixture_run();
    ck_assert_int_eq(right_of(the("−3,5")), right_of(the("1,50")) - letter);
    ck_assert_int_eq(right_of(the("4,5")), right_of(the("7"))); /* a date among them: words */
}
END_TEST

/* Look 05: the label column for names, columns of 51 for six dates, 66 for the last. */
START_TEST(a_table_of_numbers_has_a_label_column_and_equal_columns)
{
    static const char *const rows[] = {"=Navn|d1|d2|d3|d4|d5|d6|alt", "Social|0|1|2|3|4|5|+4"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table,
                  "*|* number|* number|* number|* number|* number|* number|* right");
    fixture_run();
    ck_assert_int_eq(right_of(the("d1")), PT(72 + 102 + 51 - 9));
    ck_assert_int_eq(right_of(the("d6")), PT(72 + 102 + 6 * 51 - 9));
    ck_assert_int_eq(right_of(the("alt")), PT(72 + 474));
}
END_TEST

START_TEST(few_columns_of_numbers_spread_over_the_table)
{
    static const char *const rows[] = {"=Navn|d1|d2|d3", "En række med et navn|0|1|2"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "*|* number|* number|* number");
    fixture_run();
    ck_assert_int_eq(right_of(the("d2")) - right_of(the("d1")), PT(123));
    ck_assert_int_eq(right_of(the("d3")), PT(72 + 474));
}
END_TEST

START_TEST(nine_points_stand_right_of_numbers)
{
    static const char *const rows[] = {"=Navn|Timer|Dage|Note", "a|1,5|12|x"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);

    build_columns(fix.arena, table, "*|90 number|60 number|66");
    fixture_run();
    ck_assert_int_eq(right_of(the("12")), the("x")->as.text.x - PT(9));
    ck_assert_int_eq(right_of(the("1,5")), the("x")->as.text.x - PT(60 + 9));
}
END_TEST

START_TEST(footnote_letter_hangs_right_of_its_number)
{
    static const char *const rows[] = {"=Navn|Tal|Slut", "a|12|x", "b|−2 ~a~|x"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 3);
    const evne_piece *letter;

    build_columns(fix.arena, table, "*|90 number|*");
    fixture_run();
    ck_assert_int_eq(right_of(the("−2")) - PT(4.5), right_of(the("12"))); /* with its blank */
    letter = the("a"); /* the cell "a" comes first */
    letter = find_text(0, "a");
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++)
        if (fix.pages->pages[0].pieces[i].kind == EVNE_PIECE_TEXT &&
            fix.pages->pages[0].pieces[i].as.text.size == PT(8) &&
            !fix.pages->pages[0].pieces[i].artifact)
            letter = &fix.pages->pages[0].pieces[i];
    ck_assert_str_eq(piece_text(letter), "a");
    ck_assert_int_eq(letter->as.text.x, right_of(the("−2")));
}
END_TEST

START_TEST(bar_is_60_for_100_percent_and_words_have_none)
{
    static const char *const rows[] = {"=Opgave|Intensitet|Slut", "a|50 %|x", "b|ikke vurderet|x"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 3);
    bool found = false;

    build_columns(fix.arena, table, "100|105 bar|*");
    fixture_run();
    ck_assert_uint_eq(count_shapes(0, EVNE_BLUE), 1);
    ck_assert_uint_eq(count_shapes(0, EVNE_FILL), 1);
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        if (piece->kind == EVNE_PIECE_SHAPE && piece->colour == EVNE_BLUE) {
            const evne_path_step *steps = piece->as.shape.steps;

            ck_assert_int_eq(steps[0].x, PT(172 + 24 + 3));
            ck_assert_int_eq(steps[1].x - steps[0].x, PT(30));
            ck_assert_int_eq(steps[2].y - steps[1].y, PT(8));
            found = true;
        }
    }
    ck_assert(found);
    ck_assert_int_eq(the("50 %")->as.text.weight, EVNE_SEMIBOLD);
    ck_assert_int_eq(right_of(the("50 %")), PT(172 + 24));
    ck_assert_int_eq(the("ikke vurderet")->as.text.x, PT(172));
    ck_assert_int_eq(the("100 %")->artifact, EVNE_ARTIFACT_LAYOUT);
}
END_TEST

START_TEST(plot_is_drawn_from_the_two_columns_to_its_left)
{
    static const char *const rows[] = {"=Nr.|Før|Efter||Ord", "a|4|5||x", "b|3|3||x", "c|–|–||x"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 4);
    size_t n_circles = 0;

    build_columns(fix.arena, table, "30|33 number|30 number|66 plot|*");
    fixture_run();
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        if (piece->kind == EVNE_PIECE_SHAPE && piece->as.shape.steps[1].op == EVNE_CURVE) {
            const evne_path_step *step = piece->as.shape.steps;
            evne_len centre = (step[0].x + step[2].x) / 2;

            if (n_circles++ == 0) /* before: 3 + 5.4 * 4, open, 2.7 */
                ck_assert_int_eq(centre, PT(165 + 3 + 21.6));
            ck_assert_int_eq(piece->artifact, EVNE_ARTIFACT_LAYOUT);
        }
    }
    ck_assert_uint_eq(n_circles, 4); /* two for each row that has numbers */
    ck_assert_int_eq(the("10")->artifact, EVNE_ARTIFACT_LAYOUT);
}
END_TEST

START_TEST(group_row_is_a_band_and_long_plain_tables_are_striped)
{
    static const char *const grouped[] = {"=A|B", "a|1", "#*Hjælpemidler*", "b|2"};

    build_table(fix.arena, ROOT, 0, NULL, grouped, 4);
    fixture_run();
    ck_assert_uint_eq(count_shapes(0, EVNE_BAND), 1);
    ck_assert_int_eq(the("Hjælp")->as.text.x, PT(78));

    fixture_teardown();
    fixture_setup();
    {
        evne_node *table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);

        for (int i = 0; i < 10; i++)
            build_row(fix.arena, table, "a|b|c|d|e|f");
    }
    fixture_run();
    ck_assert_uint_eq(count_shapes(0, EVNE_BAND), 5);
    ck_assert_ptr_null(find_rule(0, PT(36 + 18)));
}
END_TEST

START_TEST(table_repeats_caption_head_and_group_on_every_page)
{
    evne_node *table = build_table(fix.arena, ROOT, 3, "Logbog", NULL, 0);
    const evne_piece *caption;

    build_row(fix.arena, table, "=Nr.|Ord");
    build_row(fix.arena, table, "#*Uge 6* · mødt");
    for (int i = 0; i < 100; i++)
        build_row(fix.arena, table, evne_arena_printf(fix.arena, "r%03d|ord", i));
    build_paragraph(fix.arena, table, EVNE_ROLE_NOTE, "Kort note.");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 3);
    caption = find_text(1, "(fortsat fra side 1)");
    ck_assert_ptr_nonnull(caption);
    ck_assert_int_eq(caption->as.text.weight, EVNE_SEMIBOLD);
    ck_assert_int_eq(caption->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_int_eq(find_text(1, "Nr.")->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_ptr_nonnull(find_text(1, "Uge 6 (fortsat)"));
    ck_assert_str_eq(piece_text(find_text(0, "Fortsættes")), "Fortsættes på side 2");
    ck_assert_str_eq(piece_text(find_text(1, "Fortsættes")), "Fortsættes på side 3");
    ck_assert_ptr_null(find_text(2, "Fortsættes"));
    ck_assert_int_eq(right_of(find_text(0, "Fortsættes")), PT(546));
    ck_assert_int_eq(find_text(0, "Kort note.")->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_uint_eq(count_text("Nr."), 1);
    ck_assert_uint_eq(count_text("r"), 100);
}
END_TEST

START_TEST(row_taller_than_a_page_is_split_by_lines)
{
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);
    evne_buf row = {.arena = fix.arena};
    size_t n = 0;

    evne_buf_puts(&row, "a|");
    evne_buf_puts(&row, build_words(fix.arena, 2000));
    build_row(fix.arena, table, "=Nr.|Ord");
    build_row(fix.arena, table, evne_buf_text(&row));
    build_row(fix.arena, table, "b|slut");
    fixture_run();
    ck_assert_uint_gt(fix.pages->n_pages, 2);
    for (size_t page = 0; page < fix.pages->n_pages; page++)
        for (const char *text = page_text(page, false); (text = strstr(text, "ordet")); text += 5)
            n++;
    ck_assert_uint_eq(n, 2000);
    ck_assert_ptr_nonnull(find_text(1, "Nr."));
}
END_TEST

START_TEST(row_that_goes_on_says_which_it_is)
{
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);

    build_row(fix.arena, table, "=Nr.|Ord");
    build_row(fix.arena, table,
              evne_arena_printf(fix.arena, "L-13|%s", build_words(fix.arena, 1500)));
    fixture_run();
    ck_assert_uint_ge(fix.pages->n_pages, 2);
    for (size_t page = 1; page < fix.pages->n_pages; page++) {
        const evne_piece *id = find_text(page, "L-13"), *text = find_text(page, "ordet");

        ck_assert_ptr_nonnull(id);
        ck_assert_int_eq(id->artifact, EVNE_ARTIFACT_REPEATED);
        ck_assert_int_eq(id->as.text.x, PT(72));
        ck_assert_int_eq(id->as.text.y, text->as.text.y);
    }
    ck_assert_uint_eq(count_text("L-13"), 1);
}
END_TEST

START_TEST(group_row_stays_with_the_row_after_it)
{
    for (int n_rows = 30; n_rows < 45; n_rows++) {
        evne_node *table;
        size_t group, row;

        fixture_teardown();
        fixture_setup();
        table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);
        build_row(fix.arena, table, "=Nr.|Ord");
        for (int i = 0; i < n_rows; i++)
            build_row(fix.arena, table, "r|ord");
        build_row(fix.arena, table, "#*Gruppe*");
        build_row(fix.arena, table, "første|ord");
        build_row(fix.arena, table, "anden|ord");
        fixture_run();
        find_anywhere("Gruppe", &group);
        find_anywhere("første", &row);
        ck_assert_uint_eq(group, row);
    }
}
END_TEST

START_TEST(a_note_behind_a_letter_hangs_in_twelve)
{
    static const char *const rows[] = {"=Navn|Tal", "x|1"};
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, rows, 2);
    evne_node *note = build_node(fix.arena, table, EVNE_NODE_PARAGRAPH, NULL);
    evne_span spans[] = {{.text = EVNE_STR("a"), .flags = EVNE_SPAN_VALUE},
                         {.text = EVNE_STR(EVNE_EN_SPACE)},
                         {.text = evne_str_of(build_words(fix.arena, 40))}};
    const evne_piece *letter;
    size_t n_lines = 0;

    note->as.role = EVNE_ROLE_NOTE;
    note->spans = spans;
    note->n_spans = 3;
    fixture_run();
    letter = the("a");
    ck_assert_int_eq(letter->as.text.x, PT(72));
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        if (piece->node != note || piece == letter)
            continue;
        ck_assert_int_ge(piece->as.text.x, PT(72 + 12));
        n_lines += piece->as.text.x == PT(72 + 12);
        ck_assert(piece > letter); /* the letter is read first */
    }
    ck_assert_uint_ge(n_lines, 2);
}
END_TEST

START_TEST(head_hangs_down_to_its_last_line)
{
    static const char *const rows[] = {"=Opgave|Timer\npr. dag", "a|1"};

    build_table(fix.arena, ROOT, 0, NULL, rows, 2);
    fixture_run();
    ck_assert_int_eq(the("Opgave")->as.text.y, the("pr. dag")->as.text.y);
}
END_TEST

START_TEST(chart_shows_its_caption_and_its_table)
{
    static const char *const rows[] = {"=Uge|7", "Aftalt|4,0"};
    evne_node *chart = build_node(fix.arena, ROOT, EVNE_NODE_CHART, NULL);
    evne_node *table;

    chart->as.chart.number = 2;
    build_paragraph(fix.arena, chart, EVNE_ROLE_CAPTION, "*Figur 2 og tabel 5.* Timer pr. uge");
    table = build_table(fix.arena, chart, 5, NULL, rows, 2);
    ck_assert_ptr_nonnull(table);
    fixture_run();
    ck_assert_str_eq(piece_text(the("Figur")), "Figur 2 og tabel 5.");
    ck_assert_ptr_nonnull(the("Aftalt"));
}
END_TEST

START_TEST(table_of_too_many_columns_is_refused)
{
    evne_node *table = build_table(fix.arena, ROOT, 0, NULL, NULL, 0);
    evne_buf row = {.arena = fix.arena};

    for (int i = 0; i < 60; i++)
        evne_buf_puts(&row, "a|");
    build_row(fix.arena, table, evne_buf_text(&row));
    ck_assert_int_eq(evne_layout_run(fix.arena, fix.doc, &fix.metrics, &fix.pages, &fix.err),
                     EVNE_LAYOUT);
    ck_assert_ptr_nonnull(strstr(fix.err.text, "60 columns"));
}
END_TEST

Suite *test_table(void);
Suite *test_table(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, table_has_caption_head_and_rows_on_the_grid);
    tcase_add_test(tcase, columns_of_given_width_stand_where_the_template_says);
    tcase_add_test(tcase, a_given_width_yields_to_a_word);
    tcase_add_test(tcase, a_given_width_yields_where_no_column_is_free);
    tcase_add_test(tcase, a_word_that_is_divided_anyway_asks_for_nothing);
    tcase_add_test(tcase, a_word_ends_at_its_hyphen_only_without_room);
    tcase_add_test(tcase, numbers_stand_on_their_comma);
    tcase_add_test(tcase, right_columns_of_nothing_but_numbers_stand_on_their_comma);
    tcase_add_test(tcase, a_table_of_numbers_has_a_label_column_and_equal_columns);
    tcase_add_test(tcase, few_columns_of_numbers_spread_over_the_table);
    tcase_add_test(tcase, nine_points_stand_right_of_numbers);
    tcase_add_test(tcase, footnote_letter_hangs_right_of_its_number);
    tcase_add_test(tcase, bar_is_60_for_100_percent_and_words_have_none);
    tcase_add_test(tcase, plot_is_drawn_from_the_two_columns_to_its_left);
    tcase_add_test(tcase, group_row_is_a_band_and_long_plain_tables_are_striped);
    tcase_add_test(tcase, table_repeats_caption_head_and_group_on_every_page);
    tcase_add_test(tcase, row_taller_than_a_page_is_split_by_lines);
    tcase_add_test(tcase, row_that_goes_on_says_which_it_is);
    tcase_add_test(tcase, group_row_stays_with_the_row_after_it);
    tcase_add_test(tcase, a_note_behind_a_letter_hangs_in_twelve);
    tcase_add_test(tcase, head_hangs_down_to_its_last_line);
    tcase_add_test(tcase, chart_shows_its_caption_and_its_table);
    tcase_add_test(tcase, table_of_too_many_columns_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
