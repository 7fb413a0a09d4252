/* Curves: real dates, lines that break, words that find their place. */
#include <string.h>

#include "chart_fixture.h"

static const shape_query line = {.stroke = EVNE_BLUE, .is_stroked = true, .stroke_width = 1800};
static const shape_query mark = {.fill = EVNE_BLUE, .is_filled = true};
static const shape_query axis = {.stroke = EVNE_INK, .is_stroked = true, .stroke_width = 750};
static const shape_query grid = {.stroke = EVNE_GRID, .is_stroked = true, .stroke_width = 500};
static const shape_query goal = {
    .stroke = EVNE_INK, .is_stroked = true, .stroke_width = 900, .is_dashed = true};
static const shape_query second = {.stroke = EVNE_RUST, .is_stroked = true, .is_dashed = true};
static const shape_query period = {.fill = EVNE_FILL, .is_filled = true};

#define SCALE "laveste: \"0\"\nhoejeste: \"10\"\n"
#define FOUR                                                                                       \
    "punkter:\n  - {dato: 2026-02-09, navn: 09.02., vaerdi: \"8\"}\n"                              \
    "  - {dato: 2026-03-25, navn: 25.03., vaerdi: \"7\"}\n"                                        \
    "  - {dato: 2026-05-06, navn: 06.05., vaerdi: \"6\"}\n"                                        \
    "  - {dato: 2026-07-02, navn: 02.07., vaerdi: \"4\"}\n"

START_TEST(points_stand_at_their_days_and_values)
{
    const evne_path_step *steps;
    evne_len top = PT(6);

    add_chart(EVNE_CHART_CURVE, SCALE FOUR);
    chart_run();
    steps = find_shape(line, 0)->as.shape.steps;
    ck_assert_uint_eq(find_shape(line, 0)->as.shape.n_steps, 4);
    ck_assert_int_eq(steps[0].x, PT(72 + 60));
    ck_assert_int_eq(steps[3].x, PT(72 + 450));
    ck_assert_int_eq(steps[1].x, PT(72 + 60) + 390000 * 44 / 143);
    ck_assert_int_eq(steps[0].y, figure()->y + top + PT(84) / 5);
    ck_assert_int_eq(steps[3].y, figure()->y + top + PT(84) * 6 / 10);
    ck_assert_uint_eq(count_shapes_of(mark), 4);
}
END_TEST

START_TEST(gridlines_are_at_five_and_ten_and_ticks_at_the_dates)
{
    const evne_path_step *steps, *tick;

    add_chart(EVNE_CHART_CURVE, SCALE FOUR);
    chart_run();
    ck_assert_uint_eq(count_shapes_of(grid), 2);
    ck_assert_uint_eq(count_shapes_of(axis), 5); /* the axis and four ticks */
    steps = find_shape(line, 0)->as.shape.steps;
    tick = find_shape(axis, 2)->as.shape.steps;
    ck_assert_int_eq(tick[0].x, steps[1].x);
    ck_assert_int_eq(tick[1].y - tick[0].y, PT(4));
    ck_assert_int_eq(middle_of(word("25.03.")), steps[1].x);
    ck_assert_int_eq(word("10")->as.text.x + word("10")->as.text.width, PT(72 + 36));
}
END_TEST

START_TEST(values_stand_above_their_marks_and_below_where_the_goal_would_cross)
{
    const evne_path_step *steps;

    add_chart(EVNE_CHART_CURVE, SCALE "maal: \"7\"\n" FOUR);
    chart_run();
    steps = find_shape(line, 0)->as.shape.steps;
    ck_assert_int_eq(word("8")->as.text.y, steps[0].y - PT(6));
    ck_assert_int_eq(word("6")->as.text.y, steps[2].y + PT(14));
    ck_assert_int_eq(middle_of(word("8")), steps[0].x);
    ck_assert_int_eq(word("8")->as.text.weight, EVNE_BOLD);
    ck_assert_ptr_nonnull(find_shape(goal, 0));
    ck_assert_int_eq(word("mål 7")->as.text.x, PT(72 + 46));
}
END_TEST

START_TEST(lines_do_not_cross_a_changed_scale_instrument_or_assessor)
{
    static const char *const keys[] = {"skala", "instrument", "vurderet_af"};
    static const char *const words[] = {"ny skala", "andet måleredskab", "anden vurderer"};
    const char *yaml = evne_arena_printf(
        fix.arena,
        SCALE
        "punkter:\n  - {dato: 2026-01-01, vaerdi: \"2\", %s: A}\n"
        "  - {dato: 2026-02-01, vaerdi: \"3\", %s: A}\n"
        "  - {dato: 2026-03-01, vaerdi: \"6\", %s: B}\n  - {dato: 2026-04-01, vaerdi: \"7\"}\n",
        keys[_i], keys[_i], keys[_i]);

    add_chart(EVNE_CHART_CURVE, yaml);
    chart_run();
    ck_assert_uint_eq(count_shapes_of(line), 2);
    ck_assert_uint_eq(find_shape(line, 0)->as.shape.n_steps, 2);
    ck_assert_ptr_nonnull(word(words[_i]));
}
END_TEST

#define TWO_SCALES                                                                                 \
    "punkter:\n  - {dato: 2026-01-01, vaerdi: \"8\", laveste: \"0\", hoejeste: \"10\"}\n"          \
    "  - {dato: 2026-02-01, vaerdi: \"5\", laveste: \"0\", hoejeste: \"10\"}\n"                    \
    "  - {dato: 2026-03-01, vaerdi: \"3\", laveste: \"1\", hoejeste: \"5\", note: Nyt skema}\n"    \
    "  - {dato: 2026-04-01, vaerdi: \"5\", laveste: \"1\", hoejeste: \"5\"}\n"

/* 5 of 10 in the middle of the first part, 3 of 1 to 5 in the middle of the second, 5 at its top.
 */
START_TEST(values_behind_another_scale_stand_in_a_plot_of_their_own)
{
    const evne_path_step *first, *then;
    const evne_piece *four;

    add_chart(EVNE_CHART_CURVE, SCALE TWO_SCALES);
    chart_run();
    ck_assert_uint_eq(count_shapes_of(line), 2); /* the note does not join them */
    first = find_shape(line, 0)->as.shape.steps;
    then = find_shape(line, 1)->as.shape.steps;
    ck_assert_int_eq(first[1].y, figure()->y + PT(12 + 15 + 42));
    ck_assert_int_eq(then[0].y, first[1].y);
    ck_assert_int_eq(then[1].y, figure()->y + PT(12 + 15));
    ck_assert_int_eq(then[1].x, PT(72 + 450));
    four = word("4"); /* a figure of the second scale, at the start of its plot */
    ck_assert_int_eq(four->as.text.x + four->as.text.width, then[0].x - PT(18 + 6));
    ck_assert_ptr_nonnull(word("skala 0–10"));
    ck_assert_int_eq(word("skala 1–5")->as.text.x, then[0].x - PT(18));
}
END_TEST

START_TEST(gridlines_end_where_the_scale_changes)
{
    evne_len end = 0, start = INT32_MAX;

    add_chart(EVNE_CHART_CURVE, SCALE TWO_SCALES);
    chart_run();
    for (size_t i = 0; find_shape(grid, i); i++) {
        shape_box box = box_of_shape(find_shape(grid, i));

        if (box.x == PT(72 + 42))
            end = box.x + box.width;
        else
            start = box.x;
    }
    ck_assert_int_gt(end, find_shape(line, 0)->as.shape.steps[1].x);
    ck_assert_int_ge(start - end, PT(24)); /* white, and the figures of the second scale */
}
END_TEST

START_TEST(the_goal_stands_on_its_own_scale_alone)
{
    shape_box box;

    add_chart(EVNE_CHART_CURVE, SCALE "maal: \"3\"\n" TWO_SCALES);
    chart_run();
    ck_assert_uint_eq(count_shapes_of(goal), 1);
    box = box_of_shape(find_shape(goal, 0));
    ck_assert_int_eq(box.x, PT(72 + 42));
    ck_assert_int_lt(box.x + box.width, find_shape(line, 1)->as.shape.steps[0].x - PT(18));
}
END_TEST

/* A curve whose scale changes at every measurement is none. */
START_TEST(more_scales_than_have_room_are_a_table_alone)
{
    evne_buf yaml = {.arena = fix.arena};

    evne_buf_puts(&yaml, SCALE "punkter:\n");
    for (int i = 1; i <= 6; i++)
        evne_buf_printf(&yaml, "  - {dato: 2026-0%d-01, vaerdi: \"1\", skala: S%d}\n", i, i);
    add_chart(EVNE_CHART_CURVE, evne_buf_text(&yaml));
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_figures, 0);
    ck_assert_ptr_nonnull(find_text(0, "1. maj"));
}
END_TEST

START_TEST(a_note_joins_what_changed_and_is_printed)
{
    add_chart(EVNE_CHART_CURVE, SCALE
              "punkter:\n  - {dato: 2026-01-01, vaerdi: \"2\", vurderet_af: A}\n"
              "  - {dato: 2026-03-01, vaerdi: \"6\", vurderet_af: B, note: flyttede (O-02)}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(line), 1);
    ck_assert_ptr_nonnull(word("flyttede (O-02)"));
    ck_assert_ptr_null(word("anden vurderer"));
    ck_assert_int_eq(word("flyttede (O-02)")->node->kind, EVNE_NODE_CHART);
}
END_TEST

START_TEST(a_note_without_room_stands_under_the_figure_with_its_date)
{
    add_chart(EVNE_CHART_CURVE, SCALE
              "punkter:\n  - {dato: 2026-01-01, vaerdi: \"2\"}\n"
              "  - {dato: 2026-03-01, vaerdi: \"6\", note: \"En lang note, der ikke har plads "
              "ved sit punkt, fordi den er meget længere, end figuren er bred, og derfor "
              "står under den\"}\n");
    chart_run();
    ck_assert_ptr_nonnull(find_text(0, "01.03.: En lang note"));
}
END_TEST

START_TEST(a_missing_value_breaks_the_line_and_is_named)
{
    add_chart(EVNE_CHART_CURVE, SCALE
              "punkter:\n  - {dato: 2026-01-01, vaerdi: \"8\"}\n"
              "  - {dato: 2026-02-01, vaerdi: \"7\"}\n  - {dato: 2026-03-01}\n"
              "  - {dato: 2026-04-01, vaerdi: \"6\"}\n  - {dato: 2026-05-01, vaerdi: \"5\"}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(line), 2);
    ck_assert_uint_eq(count_shapes_of(mark), 4);
    ck_assert_ptr_nonnull(word("ikke vurderet"));
}
END_TEST

START_TEST(one_point_has_a_mark_and_no_line)
{
    add_chart(EVNE_CHART_CURVE, SCALE "punkter:\n  - {dato: 2026-01-01, vaerdi: \"10\"}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(line), 0);
    ck_assert_uint_eq(count_shapes_of(mark), 1);
    ck_assert_int_ge(word("10")->as.text.y - word("10")->as.text.size * 8 / 10, figure()->y);
}
END_TEST

START_TEST(equal_values_on_a_scale_of_nothing_still_have_a_place)
{
    add_chart(EVNE_CHART_CURVE,
              "laveste: \"3\"\nhoejeste: \"3\"\npunkter:\n  - {dato: 2026-01-01, vaerdi: \"3\"}\n"
              "  - {dato: 2026-02-01, vaerdi: \"3\"}\n  - {dato: 2026-02-01, vaerdi: \"3\"}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(mark), 3);
}
END_TEST

START_TEST(negative_values_widen_the_scale)
{
    add_chart(EVNE_CHART_CURVE, "punkter:\n  - {dato: 2026-01-01, vaerdi: \"-4\"}\n"
                                "  - {dato: 2026-02-01, vaerdi: \"-1,5\"}\n");
    chart_run();
    ck_assert_ptr_nonnull(word("−1,5"));
    ck_assert_uint_eq(count_shapes_of(line), 1);
}
END_TEST

START_TEST(dates_that_stand_close_are_written_every_second)
{
    evne_buf yaml = {.arena = fix.arena};
    size_t n = 0;

    evne_buf_puts(&yaml, SCALE "punkter:\n");
    for (int day = 1; day <= 25; day++)
        evne_buf_printf(&yaml, "  - {dato: 2026-03-%02d, navn: d%02d.03., vaerdi: \"%d\"}\n", day,
                        day, day % 11);
    add_chart(EVNE_CHART_CURVE, evne_buf_text(&yaml));
    chart_run();
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        n += piece->kind == EVNE_PIECE_TEXT && piece_text(piece)[0] == 'd';
    }
    ck_assert_uint_eq(n, 13);
    ck_assert_uint_eq(count_shapes_of(axis), 26);
}
END_TEST

START_TEST(placements_are_fills_under_the_axis_named_inside_or_beside)
{
    add_chart(EVNE_CHART_CURVE, SCALE FOUR
              "perioder:\n"
              "  - {navn: P-1 Hedegaards Farvehandel, fra: 2026-02-09, til: 2026-05-08}\n"
              "  - {navn: P-2 Bogbinderiet, fra: 2026-05-18, til: 2026-05-25}\n"
              "  - {navn: P-3 Parallelt, fra: 2026-03-01, til: 2026-06-01}\n"
              "  - {navn: omvendt, fra: 2026-06-01, til: 2026-03-01}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(period), 3);
    ck_assert_int_eq(box_of_shape(find_shape(period, 0)).height, PT(11));
    ck_assert_int_eq(word("P-1 Hedegaards Farvehandel")->as.text.x,
                     box_of_shape(find_shape(period, 0)).x + PT(4));
    ck_assert_int_gt(word("P-2 Bogbinderiet")->as.text.x,
                     box_of_shape(find_shape(period, 1)).x +
                         box_of_shape(find_shape(period, 1)).width);
    ck_assert_int_eq(box_of_shape(find_shape(period, 2)).y - box_of_shape(find_shape(period, 0)).y,
                     PT(15));
    ck_assert_ptr_nonnull(word("Praktik"));
}
END_TEST

START_TEST(placements_of_other_years_do_not_press_the_curve_together)
{
    const evne_path_step *steps;

    add_chart(EVNE_CHART_CURVE,
              SCALE FOUR "perioder:\n  - {navn: P-1, fra: 1999-01-01, til: 2036-05-08}\n");
    chart_run();
    steps = find_shape(line, 0)->as.shape.steps;
    ck_assert_int_gt(steps[3].x - steps[0].x, PT(200));
    ck_assert_int_eq(box_of_shape(find_shape(period, 0)).width, PT(474 - 42));
}
END_TEST

START_TEST(a_second_series_is_dashed_with_squares_and_both_are_named)
{
    add_chart(EVNE_CHART_CURVE,
              SCALE "navn: Før vagten\n" FOUR "anden:\n  navn: Efter vagten\n  punkter:\n"
                    "    - {dato: 2026-02-09, vaerdi: \"3\"}\n"
                    "    - {dato: 2026-07-02, vaerdi: \"1\"}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(second), 1);
    ck_assert_ptr_nonnull(word("Efter vagten"));
    ck_assert_ptr_nonnull(word("Før vagten"));
}
END_TEST

START_TEST(data_without_dates_are_a_table_alone)
{
    add_chart(EVNE_CHART_CURVE, "punkter:\n  - {dato: i går, vaerdi: \"3\"}\n");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_figures, 0);
    ck_assert_ptr_nonnull(word("1. maj"));
}
END_TEST

Suite *test_chart_curve(void);
Suite *test_chart_curve(void)
{
    Suite *suite = suite_create("chart curve");
    TCase *tcase = tcase_create("curve");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, points_stand_at_their_days_and_values);
    tcase_add_test(tcase, gridlines_are_at_five_and_ten_and_ticks_at_the_dates);
    tcase_add_test(tcase, values_stand_above_their_marks_and_below_where_the_goal_would_cross);
    tcase_add_loop_test(tcase, lines_do_not_cross_a_changed_scale_instrument_or_assessor, 0, 3);
    tcase_add_test(tcase, values_behind_another_scale_stand_in_a_plot_of_their_own);
    tcase_add_test(tcase, gridlines_end_where_the_scale_changes);
    tcase_add_test(tcase, the_goal_stands_on_its_own_scale_alone);
    tcase_add_test(tcase, more_scales_than_have_room_are_a_table_alone);
    tcase_add_test(tcase, a_note_joins_what_changed_and_is_printed);
    tcase_add_test(tcase, a_note_without_room_stands_under_the_figure_with_its_date);
    tcase_add_test(tcase, a_missing_value_breaks_the_line_and_is_named);
    tcase_add_test(tcase, one_point_has_a_mark_and_no_line);
    tcase_add_test(tcase, equal_values_on_a_scale_of_nothing_still_have_a_place);
    tcase_add_test(tcase, negative_values_widen_the_scale);
    tcase_add_test(tcase, dates_that_stand_close_are_written_every_second);
    tcase_add_test(tcase, placements_are_fills_under_the_axis_named_inside_or_beside);
    tcase_add_test(tcase, placements_of_other_years_do_not_press_the_curve_together);
    tcase_add_test(tcase, a_second_series_is_dashed_with_squares_and_both_are_named);
    tcase_add_test(tcase, data_without_dates_are_a_table_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}
