/* Radars: which dates, where rings and labels stand, what happens to what is missing or too long.
 */
#include <string.h>

#include "chart_fixture.h"

static const shape_query now = {.stroke = EVNE_BLUE, .is_stroked = true, .stroke_width = 1800};
static const shape_query before = {.stroke = EVNE_RUST, .is_stroked = true, .is_dashed = true};
static const shape_query zero = {.stroke = EVNE_INK, .is_stroked = true, .stroke_width = 900};
static const shape_query ring = {.stroke = EVNE_MID, .is_stroked = true, .stroke_width = 500};
static const shape_query mark = {.fill = EVNE_BLUE, .is_filled = true};

#define SCALE "laveste: \"-5\"\nhoejeste: \"5\"\n"
#define FIVE                                                                                       \
    "akser:\n  - {id: A, navn: Social}\n  - {id: B, navn: Sundhed}\n  - {id: C, navn: Job}\n"      \
    "  - {id: D, navn: Skole}\n  - {id: E, navn: Hverdag}\n"
#define DATE(day, a, b, c, d, e)                                                                   \
    "  - {dato: " day ", vaerdier: {A: \"" a "\", B: \"" b "\", C: \"" c "\", D: \"" d             \
    "\", E: \"" e "\"}}\n"
#define SIX                                                                                        \
    "serier:\n" DATE("2026-01-12", "0", "0", "0", "0", "0")                                        \
        DATE("2026-02-09", "1", "1", "0", "1", "2") DATE("2026-03-09", "1", "-2", "1", "1", "1")   \
            DATE("2026-04-13", "2", "1", "3", "2", "3")                                            \
                DATE("2026-05-11", "3", "2", "4", "-1", "3")                                       \
                    DATE("2026-06-08", "4", "3", "5", "1", "4")

/* The nth figure of these that has more than two points: a key's line has two. */
static const evne_piece *outline(shape_query query, size_t nth)
{
    for (size_t i = 0; find_shape(query, i); i++)
        if (find_shape(query, i)->as.shape.n_steps > 2 && nth-- == 0)
            return find_shape(query, i);
    return NULL;
}

START_TEST(first_last_and_the_two_largest_changes_are_shown)
{
    add_chart(EVNE_CHART_RADAR, SCALE FIVE SIX);
    chart_run();
    ck_assert_ptr_nonnull(word("9. marts"));
    ck_assert_ptr_nonnull(word(" mod 12. januar"));
    ck_assert_ptr_nonnull(word("11. maj"));
    ck_assert_ptr_nonnull(word("8. juni"));
    ck_assert_ptr_null(word("13. april"));
    ck_assert_ptr_nonnull(outline(now, 2));
    ck_assert_ptr_null(outline(now, 3));
}
END_TEST

START_TEST(rings_and_outlines_have_the_radius_of_their_value)
{
    shape_box outer, inner;
    evne_len middle = PT(72 + 79);

    add_chart(EVNE_CHART_RADAR, SCALE FIVE SIX);
    chart_run();
    outer = box_of_shape(outline(ring, 0));
    inner = box_of_shape(outline(zero, 0));
    ck_assert_int_eq(outer.x + outer.width / 2, middle);
    ck_assert_int_eq(outer.width, 2 * 37091); /* 39 times the sine of 72 degrees */
    ck_assert_int_eq(outline(ring, 0)->as.shape.steps[0].x, middle);
    ck_assert_int_eq(inner.y - outer.y, PT(19.5));
    ck_assert_int_eq(outline(now, 0)->as.shape.steps[0].y - outer.y, PT(39) * 4 / 10);
    ck_assert_int_eq(outline(ring, 1)->as.shape.steps[0].x - middle, PT(158));
    ck_assert_uint_eq(outline(now, 0)->as.shape.n_steps, 6); /* closed */
}
END_TEST

START_TEST(names_and_values_stand_outside_the_ring)
{
    const evne_piece *name, *right;
    shape_box outer;

    add_chart(EVNE_CHART_RADAR, SCALE FIVE SIX);
    chart_run();
    outer = box_of_shape(outline(ring, 0));
    name = word("Social");
    right = word("Sundhed");
    ck_assert_int_eq(middle_of(name), PT(72 + 79));
    ck_assert_int_lt(name->as.text.y, outer.y - PT(6));
    ck_assert_int_eq(right->as.text.x, PT(72 + 79) + 42798); /* 45 times the sine */
    ck_assert_int_gt(right->as.text.x, outer.x + outer.width);
}
END_TEST

START_TEST(long_names_have_two_radars_in_a_row)
{
    evne_len first;

    add_chart(EVNE_CHART_RADAR, SCALE
              "akser:\n  - {id: A, navn: Social}\n  - {id: B, navn: Arbejdsmarkedsrettet}\n"
              "  - {id: C, navn: Job}\n  - {id: D, navn: Skole}\n  - {id: E, navn: Hverdag}\n" SIX);
    chart_run();
    first = outline(ring, 0)->as.shape.steps[0].x;
    ck_assert_int_eq(first, PT(72 + 118.5));
    ck_assert_int_eq(outline(ring, 1)->as.shape.steps[0].x - first, PT(237));
    ck_assert_int_eq(outline(ring, 2)->as.shape.steps[0].x, first);
    ck_assert_int_gt(outline(ring, 2)->as.shape.steps[0].y, outline(ring, 0)->as.shape.steps[2].y);
}
END_TEST

START_TEST(a_short_name_is_used_where_there_is_one)
{
    add_chart(EVNE_CHART_RADAR,
              SCALE "akser:\n  - {id: A, navn: Arbejdsmarkedsrettet, kort: Arbejde}\n"
                    "  - {id: B, navn: Sundhed}\n  - {id: C, navn: Job}\n  - {id: D, navn: Skole}\n"
                    "  - {id: E, navn: Hverdag}\n" SIX);
    chart_run();
    ck_assert_ptr_nonnull(word("Arbejde"));
    ck_assert_ptr_null(find_text(0, "Arbejdsm"));
}
END_TEST

START_TEST(a_missing_value_breaks_the_outline)
{
    add_chart(
        EVNE_CHART_RADAR,
        SCALE FIVE "serier:\n" DATE(
            "2026-01-12", "0", "0", "0", "0",
            "0") "  - {dato: 2026-02-09, vaerdier: {A: \"1\", B: \"2\", D: \"1\", E: \"2\"}}\n");
    chart_run();
    ck_assert_ptr_nonnull(find_text(0, "ikke"));
    ck_assert_uint_eq(outline(now, 0)->as.shape.n_steps, 4); /* D, E, A, B: open */
    ck_assert_uint_eq(count_shapes_of(mark), 5);             /* four and the key's */
}
END_TEST

START_TEST(zero_to_ten_has_no_ring_of_zero)
{
    add_chart(EVNE_CHART_RADAR, "laveste: \"0\"\nhoejeste: \"10\"\n" FIVE
                                "serier:\n" DATE("2026-01-12", "0", "3", "4", "5", "6")
                                    DATE("2026-02-09", "1", "4", "5", "6", "10"));
    chart_run();
    ck_assert_ptr_null(outline(zero, 0));
    ck_assert_ptr_nonnull(outline(before, 0));
    ck_assert_ptr_nonnull(word("10"));
}
END_TEST

START_TEST(one_date_stands_alone)
{
    add_chart(EVNE_CHART_RADAR, SCALE FIVE "serier:\n" DATE("2026-01-12", "0", "1", "2", "3", "4"));
    chart_run();
    ck_assert_ptr_nonnull(word("12. januar"));
    ck_assert_ptr_null(outline(before, 0));
}
END_TEST

START_TEST(dates_of_two_years_name_the_year)
{
    add_chart(EVNE_CHART_RADAR, SCALE FIVE "serier:\n" DATE("2025-12-12", "0", "1", "2", "3", "4")
                                    DATE("2026-01-12", "0", "1", "2", "3", "4"));
    chart_run();
    ck_assert_ptr_nonnull(word("12. januar 2026"));
}
END_TEST

static const char *many_areas(int n, const char *name, bool has_blanks)
{
    evne_buf yaml = {.arena = fix.arena};

    evne_buf_puts(&yaml, SCALE "akser:\n");
    for (int i = 0; i < n; i++)
        evne_buf_printf(&yaml, "  - {id: A%d, navn: %s%s%d}\n", i, name, has_blanks ? " " : "", i);
    evne_buf_puts(&yaml, "serier:\n  - {dato: 2026-01-01, vaerdier: {A0: \"-5\", A1: \"5\"}}\n"
                         "  - {dato: 2026-02-01, vaerdier: {A1: \"-3\", A2: \"2\", A9: \"1\"}}\n");
    return evne_buf_text(&yaml);
}

START_TEST(ten_areas_with_names_of_forty_letters_do_not_overlap)
{
    static const char *const names[] = {"Arbejdsmarkedsforberedendeuddannelsespla",
                                        "Samarbejde med kolleger og ledelse i alt"};

    add_chart(EVNE_CHART_RADAR, many_areas(10, names[_i], _i == 1));
    chart_run(); /* checks every pair of words */
    ck_assert_uint_ge(figure()->height, PT(150));
}
END_TEST

START_TEST(two_dozen_areas_still_fit_and_more_are_bars)
{
    add_chart(EVNE_CHART_RADAR, many_areas(_i, "Et langt navn på et område", true));
    chart_run();
    ck_assert(_i > 24 ? !outline(ring, 0) : outline(ring, 0) != NULL);
}
END_TEST

START_TEST(fewer_than_three_areas_are_bars)
{
    static const shape_query first = {.fill = EVNE_FILL, .is_filled = true};
    shape_box last;

    add_chart(EVNE_CHART_RADAR,
              SCALE "akser:\n  - {id: A, navn: Social}\n  - {id: B, navn: Sundhed}\nserier:\n"
                    "  - {dato: 2026-01-12, vaerdier: {A: \"-2\"}}\n"
                    "  - {dato: 2026-02-09, vaerdier: {A: \"5\", B: \"0\"}}\n");
    chart_run();
    ck_assert_uint_eq(count_shapes_of(first), 1);
    ck_assert_uint_eq(count_shapes_of(mark), 1);
    last = box_of_shape(find_shape(mark, 0));
    ck_assert_int_eq(last.x, PT(72 + 321));
    ck_assert_int_eq(last.width, PT(111));
    ck_assert_int_eq(box_of_shape(find_shape(first, 0)).width, PT(111) * 2 / 5);
    ck_assert_ptr_nonnull(word("ikke vurderet"));
}
END_TEST

#define LONG                                                                                       \
    "akser:\n  - {id: A, navn: Social}\n  - {id: B, navn: Arbejdsmarkedsrettet}\n"                 \
    "  - {id: C, navn: Job}\n  - {id: D, navn: Skole}\n  - {id: E, navn: Hverdag}\n"

/* Two rows of radars need 400; a third of a page may stay empty before them, half may not. */
START_TEST(a_page_ends_between_rows_of_radars_rather_than_half_empty)
{
    bool is_half = _i < 33;

    for (int i = 0; i < _i; i++)
        build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_SMALL, "Linje");
    add_chart(EVNE_CHART_RADAR, SCALE LONG SIX);
    chart_run();
    ck_assert_uint_eq(figure()->page, is_half ? 0 : 1);
    ck_assert_ptr_nonnull(find_text(1, "8. juni"));
    ck_assert_int_eq(find_text(1, "(fortsat fra side 1)") != NULL, is_half);
    ck_assert_int_eq(find_text(0, "Fortsættes på side 2") != NULL, is_half);
}
END_TEST

/* Look 10: what was measured and by whom stands over the figure, not at the foot before it. */
START_TEST(an_entry_stands_on_the_page_of_its_figure)
{
    size_t entry, caption;

    for (int i = 0; i < _i; i++)
        build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_SMALL, "Linje");
    build_entry(fix.arena, fix.doc->root, "MA-2", "9. maj", "Progression", "Skala: −5 til 5");
    add_chart(EVNE_CHART_RADAR, SCALE LONG SIX);
    chart_run();
    ck_assert_ptr_nonnull(find_anywhere("MA-2", &entry));
    ck_assert_ptr_nonnull(find_anywhere("Progression", &caption));
    ck_assert_uint_eq(figure()->page, entry);
    ck_assert_uint_eq(entry, caption);
}
END_TEST

/* The table of six areas goes on to the next page after at least two rows. */
START_TEST(the_table_begins_under_its_figure_when_it_does_not_fit_whole)
{
    static const char *const rows[] = {"=Område|Tal", "r1|1", "r2|2", "r3|3",
                                       "r4|4",        "r5|5", "r6|6"};
    size_t first, last;
    evne_node *chart;

    for (int i = 0; i < 36; i++)
        build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_SMALL, "Linje");
    chart = add_chart(EVNE_CHART_RADAR, SCALE FIVE SIX);
    chart->first->next = NULL;
    chart->last = chart->first;
    build_table(fix.arena, chart, 1, "Tal i figur 1", rows, 7);
    chart_run();
    find_anywhere("r1", &first);
    find_anywhere("r6", &last);
    ck_assert_uint_eq(figure()->page, 0);
    ck_assert_uint_eq(first, 0);
    ck_assert_uint_eq(last, 1);
    ck_assert_ptr_nonnull(find_text(0, "r2"));
    ck_assert_ptr_nonnull(find_text(1, "r5"));
    ck_assert_ptr_nonnull(find_text(1, "(fortsat fra side 1)"));
}
END_TEST

Suite *test_chart_radar(void);
Suite *test_chart_radar(void)
{
    Suite *suite = suite_create("chart radar");
    TCase *tcase = tcase_create("radar");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, first_last_and_the_two_largest_changes_are_shown);
    tcase_add_test(tcase, rings_and_outlines_have_the_radius_of_their_value);
    tcase_add_test(tcase, names_and_values_stand_outside_the_ring);
    tcase_add_test(tcase, long_names_have_two_radars_in_a_row);
    tcase_add_test(tcase, a_short_name_is_used_where_there_is_one);
    tcase_add_test(tcase, a_missing_value_breaks_the_outline);
    tcase_add_test(tcase, zero_to_ten_has_no_ring_of_zero);
    tcase_add_test(tcase, one_date_stands_alone);
    tcase_add_test(tcase, dates_of_two_years_name_the_year);
    tcase_add_loop_test(tcase, ten_areas_with_names_of_forty_letters_do_not_overlap, 0, 2);
    tcase_add_loop_test(tcase, two_dozen_areas_still_fit_and_more_are_bars, 24, 26);
    tcase_add_test(tcase, fewer_than_three_areas_are_bars);
    tcase_add_loop_test(tcase, an_entry_stands_on_the_page_of_its_figure, 20, 58);
    tcase_add_loop_test(tcase, a_page_ends_between_rows_of_radars_rather_than_half_empty, 30, 31);
    tcase_add_loop_test(tcase, a_page_ends_between_rows_of_radars_rather_than_half_empty, 35, 36);
    tcase_add_test(tcase, the_table_begins_under_its_figure_when_it_does_not_fit_whole);
    suite_add_tcase(suite, tcase);
    return suite;
}
