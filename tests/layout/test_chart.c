/* Bars of weeks, and what all charts have in common. */
#include <string.h>

#include "chart_fixture.h"
#include "layout/chart_scale.h"

static const shape_query planned = {.fill = EVNE_FILL, .is_filled = true};
static const shape_query present = {.fill = EVNE_BLUE, .is_filled = true};
static const shape_query axis = {.stroke = EVNE_INK, .is_stroked = true, .stroke_width = 750};
static const shape_query grid = {.stroke = EVNE_GRID, .is_stroked = true, .stroke_width = 500};

/* `n` weeks from week `first` of 2026, four hours agreed, two present. */
static const char *weeks(int n, int first, const char *more)
{
    evne_buf out = {.arena = fix.arena};

    evne_buf_puts(&out, "enhed: timer\n");
    evne_buf_puts(&out, more);
    evne_buf_puts(&out, "uger:\n");
    for (int i = 0; i < n; i++)
        evne_buf_printf(&out,
                        "  - {nr: \"%d\", uge: 2026-W%02d, aftalt: \"4\", tilstede: \"2\", "
                        "tegn: a}\n",
                        first + i, first + i);
    return evne_buf_text(&out);
}

/* --- numbers --- */

START_TEST(directions_are_exact_and_the_same_everywhere)
{
    ck_assert_int_eq(evne_along(evne_direction_of(0, 5).y, PT(39)), -PT(39));
    ck_assert_int_eq(evne_along(evne_direction_of(0, 5).x, PT(39)), 0);
    ck_assert_int_eq(evne_along(evne_direction_of(1, 5).x, PT(39)), 37091);
    ck_assert_int_eq(evne_along(evne_direction_of(1, 5).y, PT(39)), -12052);
    ck_assert_int_eq(evne_along(evne_direction_of(2, 4).y, PT(54)), PT(54));
    ck_assert_int_eq(evne_along(evne_direction_of(3, 4).x, PT(54)), -PT(54));
    ck_assert_int_eq(evne_along(evne_direction_of(4, 6).x, PT(54)), -46765);
}
END_TEST

START_TEST(a_scale_has_at_most_four_gridlines)
{
    ck_assert_int_eq(evne_scale_step(0, 6500, 4), 2000);
    ck_assert_int_eq(evne_scale_step(0, 10000, 4), 5000);
    ck_assert_int_eq(evne_scale_step(0, 30000, 4), 10000);
    ck_assert_int_eq(evne_scale_step(-5000, 5000, 4), 5000);
    ck_assert_int_eq(evne_scale_step(0, 10, 4), 10);
    ck_assert_int_eq(evne_scale_first(-5000, 2000), -4000);
    ck_assert_int_eq(evne_scale_first(4000, 2000), 6000);
}
END_TEST

/* --- bars --- */

START_TEST(bars_stand_over_the_numbers_of_their_week)
{
    shape_box bar, narrow;

    add_chart(EVNE_CHART_WEEKS, weeks(13, 7, ""));
    chart_run();
    ck_assert_uint_eq(count_shapes_of(planned), 13);
    ck_assert_uint_eq(count_shapes_of(present), 13);
    bar = box_of_shape(find_shape(planned, 1));
    narrow = box_of_shape(find_shape(present, 1));
    ck_assert_int_eq(bar.width, PT(14));
    ck_assert_int_eq(narrow.width, PT(7));
    ck_assert_int_eq(bar.x + PT(7), PT(72 + 71 + 31 + 15.5));
    ck_assert_int_eq(narrow.x + PT(3.5), bar.x + PT(7));
    ck_assert_int_eq(middle_of(word("8")), bar.x + PT(7));
    ck_assert_int_eq(bar.height, 2 * narrow.height);
    ck_assert_int_eq(bar.y + bar.height, figure()->y + PT(96));
    ck_assert_int_eq(figure()->width, PT(474));
    ck_assert_int_eq(figure()->height, PT(96));
}
END_TEST

START_TEST(twenty_one_weeks_fit_beside_each_other)
{
    shape_box bar;

    add_chart(EVNE_CHART_WEEKS, weeks(21, 7, ""));
    chart_run();
    bar = box_of_shape(find_shape(planned, 0));
    ck_assert_int_eq(bar.x + PT(7), PT(72 + 62.4 + 9.8));
    bar = box_of_shape(find_shape(planned, 20));
    ck_assert_int_eq(bar.x + PT(7), PT(546 - 9.8));
}
END_TEST

START_TEST(gridlines_are_named_at_the_left_with_the_unit_at_the_top)
{
    const evne_piece *top;

    add_chart(EVNE_CHART_WEEKS, weeks(4, 7, ""));
    chart_run();
    ck_assert_uint_eq(count_shapes_of(grid), 4);
    top = word("4 timer");
    ck_assert_int_eq(top->as.text.x + top->as.text.width, PT(72 + 71 - 6));
    ck_assert_int_eq(box_of_shape(find_shape(grid, 3)).y, box_of_shape(find_shape(planned, 0)).y);
    ck_assert_int_eq(box_of_shape(find_shape(axis, 0)).y, figure()->y + PT(96));
}
END_TEST

START_TEST(numbers_belong_to_the_cells_and_bars_to_the_chart)
{
    add_chart(EVNE_CHART_WEEKS, weeks(2, 7, ""));
    chart_run();
    ck_assert_int_eq(word("Til stede")->node->kind, EVNE_NODE_CELL);
    ck_assert_int_eq(word("8")->node->kind, EVNE_NODE_CELL);
    ck_assert_int_eq(word("4 timer")->node->kind, EVNE_NODE_CHART);
    ck_assert_int_eq(find_shape(planned, 0)->artifact, EVNE_NO_ARTIFACT);
    ck_assert_uint_eq(count_text("Fravær"), 1);
}
END_TEST

START_TEST(placements_are_brackets_above_and_parallel_ones_have_levels)
{
    add_chart(EVNE_CHART_WEEKS,
              weeks(12, 7,
                    "perioder:\n  - {navn: P-1 Lager, fra: 2026-W07, til: 2026-W12}\n"
                    "  - {navn: P-2 Skole, fra: 2026-W11, til: 2026-W18}\n"
                    "  - {navn: P-3 uden for, fra: 2025-W07, til: 2025-W18}\n"));
    chart_run();
    ck_assert_int_eq(figure()->height, PT(96 + 18));
    ck_assert_int_eq(word("P-1 Lager")->as.text.y - word("P-2 Skole")->as.text.y, PT(18));
    ck_assert_ptr_null(word("P-3 uden for"));
}
END_TEST

START_TEST(a_name_wider_than_its_bracket_is_cut_to_the_id)
{
    add_chart(EVNE_CHART_WEEKS,
              weeks(12, 7,
                    "perioder:\n"
                    "  - {navn: P-1 Et meget langt navn på et sted, fra: 2026-W07, til: 2026-W08}\n"
                    "  - {navn: P-2 Også et langt navn på et andet sted, fra: 2026-W09, til: "
                    "2026-W18}\n"));
    chart_run();
    ck_assert_ptr_nonnull(word("P-1"));
    ck_assert_ptr_nonnull(word("P-2 Også et langt navn på et andet sted"));
}
END_TEST

START_TEST(words_over_bars_stand_free_with_a_line_down)
{
    const evne_piece *note, *low;
    evne_len top;

    add_chart(EVNE_CHART_WEEKS,
              "uger:\n  - {nr: \"7\", aftalt: \"3\", tilstede: \"3\"}\n"
              "  - {nr: \"8\", aftalt: \"3\", tilstede: \"0\", note: udeblevet}\n"
              "  - {nr: \"9\", aftalt: \"3\", tilstede: \"3\"}\n  - {nr: \"10\", note: påske}\n"
              "  - {nr: \"11\", aftalt: \"3\", tilstede: \"3\"}\n");
    chart_run();
    note = word("udeblevet");
    low = word("påske");
    top = box_of_shape(find_shape(planned, 1)).y;
    ck_assert_int_eq(middle_of(note), PT(72 + 71 + 46.5));
    ck_assert_int_lt(note->as.text.y, top);
    ck_assert_int_gt(note->as.text.y, figure()->y);
    ck_assert_int_eq(low->as.text.y, figure()->y + PT(96 - 12));
    ck_assert_ptr_nonnull(find_shape(axis, 1)); /* the line down to the bar */
}
END_TEST

START_TEST(forty_weeks_are_two_charts_divided_where_a_month_begins)
{
    const evne_piece *second;

    add_chart(EVNE_CHART_WEEKS, weeks(40, 2, ""));
    chart_run();
    ck_assert_uint_eq(count_shapes_of(planned), 40);
    ck_assert_uint_eq(count_text("Aftalt"), 1); /* the second is an artifact */
    ck_assert_uint_eq(fix.pages->n_figures, 1);
    second = word("23"); /* the Monday of week 23 is 1 June */
    ck_assert_int_gt(second->as.text.y, word("22")->as.text.y);
    ck_assert_int_eq(word("22")->as.text.y, word("10")->as.text.y);
    ck_assert_int_gt(figure()->height, PT(192));
}
END_TEST

START_TEST(charts_taller_than_a_page_go_on_on_the_next)
{
    evne_buf yaml = {.arena = fix.arena};

    evne_buf_puts(&yaml, "uger:\n");
    for (int i = 0; i < 156; i++)
        evne_buf_printf(&yaml, "  - {nr: \"%d\", uge: %d-W%02d, aftalt: \"3\", tilstede: \"3\"}\n",
                        i % 52 + 1, 2024 + i / 52, i % 52 + 1);
    add_chart(EVNE_CHART_WEEKS, evne_buf_text(&yaml));
    chart_run();
    ck_assert_uint_eq(count_shapes_of(planned), 156);
    ck_assert_uint_ge(fix.pages->n_figures, 2);
    ck_assert_uint_eq(fix.pages->figures[1].page, 1);
}
END_TEST

/* Weeks 48 to 53 of 2026 and 1 to 30 of 2027. */
START_TEST(weeks_over_new_year_have_their_years_under_them)
{
    evne_buf yaml = {.arena = fix.arena};
    const evne_piece *year;

    evne_buf_puts(&yaml, "uger:\n");
    for (int i = 0; i < 36; i++)
        evne_buf_printf(&yaml, "  - {nr: \"%d\", uge: %d-W%02d, aftalt: \"3\", tilstede: \"3\"}\n",
                        i < 6 ? 48 + i : i - 5, i < 6 ? 2026 : 2027, i < 6 ? 48 + i : i - 5);
    add_chart(EVNE_CHART_WEEKS, evne_buf_text(&yaml));
    chart_run();
    ck_assert_uint_eq(count_text("2026"), 1);
    ck_assert_uint_eq(count_text("2027"), 2); /* at week 1 and where the second chart begins */
    year = word("2027");
    ck_assert_int_eq(middle_of(year) - middle_of(word("53")),
                     middle_of(word("53")) - middle_of(word("52")));
    ck_assert_int_eq(year->as.text.y, word("53")->as.text.y + PT(12));
    ck_assert_str_eq(year->node->spans[0].text.p, "1"); /* read with its number */
    ck_assert_int_eq(middle_of(word("2026")), middle_of(word("48")));
}
END_TEST

START_TEST(weeks_of_one_year_do_not_name_it)
{
    add_chart(EVNE_CHART_WEEKS, weeks(40, 2, ""));
    chart_run();
    ck_assert_uint_eq(count_text("2026"), 0);
}
END_TEST

START_TEST(weeks_without_any_hours_have_an_axis_and_their_dashes)
{
    add_chart(EVNE_CHART_WEEKS,
              "uger:\n  - {nr: \"7\"}\n  - {nr: \"8\", aftalt: \"0\", tilstede: \"0\"}\n"
              "  - {nr: \"9\", aftalt: \"-3\", tilstede: \"x\"}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(planned) + count_shapes_of(present), 0);
    ck_assert_uint_eq(count_shapes_of(grid), 0);
    ck_assert_ptr_nonnull(find_shape(axis, 0));
}
END_TEST

START_TEST(a_plan_has_its_hours_above_the_bars)
{
    const evne_piece *value, *date;
    shape_box bar;

    add_chart(EVNE_CHART_WEEKS, "slags: plan\nuger:\n  - {nr: \"12\", aftalt: \"4\"}\n"
                                "  - {nr: \"13\", aftalt: \"7,5\", opf: trepartsmøde 16.04.}\n"
                                "  - {nr: \"14\", aftalt: \"10,5\"}\n");
    chart_run();
    bar = box_of_shape(find_shape(present, 1));
    value = word("7,5");
    date = word("16.04.");
    ck_assert_int_eq(figure()->height, PT(57));
    ck_assert_int_eq(bar.width, PT(20));
    ck_assert_int_eq(middle_of(value), bar.x + PT(10));
    ck_assert_int_lt(value->as.text.y, bar.y);
    ck_assert_int_eq(value->as.text.weight, EVNE_BOLD);
    ck_assert_int_eq(value->node->kind, EVNE_NODE_CELL);
    ck_assert_int_eq(middle_of(date), bar.x + PT(10));
    ck_assert_int_eq(box_of_shape(find_shape(present, 2)).height, PT(45));
}
END_TEST

START_TEST(weeks_without_a_column_each_are_a_table_alone)
{
    evne_node *chart = add_chart(EVNE_CHART_WEEKS, weeks(3, 7, ""));

    build_row(fix.arena, chart->last, "Kort|1");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_figures, 0);
    ck_assert_ptr_nonnull(word("Kort"));
}
END_TEST

START_TEST(caption_and_chart_go_to_the_next_page_together)
{
    evne_node *chart;

    for (int i = 0; i < 52; i++)
        build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_SMALL, "Linje");
    chart = add_chart(EVNE_CHART_WEEKS, weeks(20, 2, ""));
    build_paragraph(fix.arena, chart->last, EVNE_ROLE_NOTE, "Note til tabellen");
    chart_run();
    ck_assert_ptr_null(find_text(0, "Billedtekst"));
    ck_assert_ptr_nonnull(find_text(1, "Billedtekst"));
    ck_assert_uint_eq(figure()->page, 1);
    ck_assert_ptr_nonnull(find_text(1, "Note til tabellen"));
}
END_TEST

/* Two charts need 350; the first has room under 43 lines, the second has not. */
START_TEST(a_page_may_end_between_two_charts_of_weeks)
{
    const evne_piece *again, *bars;

    for (int i = 0; i < 43; i++)
        build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_SMALL, "Linje");
    add_chart(EVNE_CHART_WEEKS, weeks(40, 2, ""));
    chart_run();
    ck_assert_uint_eq(fix.pages->n_pages, 2);
    ck_assert_uint_eq(fix.pages->n_figures, 2);
    ck_assert_ptr_nonnull(find_text(0, "Billedtekst"));
    ck_assert_ptr_nonnull(find_text(0, "22"));
    ck_assert_ptr_nonnull(find_text(1, "23"));
    ck_assert_ptr_nonnull(find_text(0, "Fortsættes på side 2"));
    again = find_text(1, "(fortsat fra side 1)");
    bars = find_text(1, "Aftalt");
    ck_assert_int_eq(again->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_int_eq(bars->artifact, EVNE_ARTIFACT_REPEATED);
    ck_assert_int_eq(fix.pages->figures[1].y, PT(63 + 12 + 6));
}
END_TEST

Suite *test_chart(void);
Suite *test_chart(void)
{
    Suite *suite = suite_create("chart");
    TCase *tcase = tcase_create("weeks");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, directions_are_exact_and_the_same_everywhere);
    tcase_add_test(tcase, a_scale_has_at_most_four_gridlines);
    tcase_add_test(tcase, bars_stand_over_the_numbers_of_their_week);
    tcase_add_test(tcase, twenty_one_weeks_fit_beside_each_other);
    tcase_add_test(tcase, gridlines_are_named_at_the_left_with_the_unit_at_the_top);
    tcase_add_test(tcase, numbers_belong_to_the_cells_and_bars_to_the_chart);
    tcase_add_test(tcase, placements_are_brackets_above_and_parallel_ones_have_levels);
    tcase_add_test(tcase, a_name_wider_than_its_bracket_is_cut_to_the_id);
    tcase_add_test(tcase, words_over_bars_stand_free_with_a_line_down);
    tcase_add_test(tcase, forty_weeks_are_two_charts_divided_where_a_month_begins);
    tcase_add_test(tcase, charts_taller_than_a_page_go_on_on_the_next);
    tcase_add_test(tcase, weeks_over_new_year_have_their_years_under_them);
    tcase_add_test(tcase, weeks_of_one_year_do_not_name_it);
    tcase_add_test(tcase, weeks_without_any_hours_have_an_axis_and_their_dashes);
    tcase_add_test(tcase, a_plan_has_its_hours_above_the_bars);
    tcase_add_test(tcase, weeks_without_a_column_each_are_a_table_alone);
    tcase_add_test(tcase, caption_and_chart_go_to_the_next_page_together);
    tcase_add_test(tcase, a_page_may_end_between_two_charts_of_weeks);
    suite_add_tcase(suite, tcase);
    return suite;
}
