#include <check.h>

#include "base/problem.h"

static void add(evne_problems *problems, uint32_t line, uint32_t column, const char *message)
{
    evne_problem problem = {.file = "sag.yaml",
                            .line = line,
                            .column = column,
                            .code = "felt.type",
                            .severity = EVNE_SEVERE_ERROR,
                            .message = message};

    evne_problems_add(problems, &problem);
}

START_TEST(findings_are_sorted_by_place_and_then_by_arrival)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_problems *problems = evne_problems_new(arena);

    add(problems, 9, 1, "sidst");
    add(problems, 2, 5, "anden");
    add(problems, 2, 3, "først");
    add(problems, 2, 5, "tredje");
    evne_problems_sort(problems);
    ck_assert_uint_eq(evne_problems_count(problems), 4);
    ck_assert_str_eq(evne_problems_at(problems, 0)->message, "først");
    ck_assert_str_eq(evne_problems_at(problems, 1)->message, "anden");
    ck_assert_str_eq(evne_problems_at(problems, 2)->message, "tredje");
    ck_assert_str_eq(evne_problems_at(problems, 3)->message, "sidst");
    evne_arena_free(arena);
}
END_TEST

START_TEST(the_same_finding_of_the_same_place_is_shown_once)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_problems *problems = evne_problems_new(arena);

    add(problems, 2, 5, "datoen mangler");
    add(problems, 2, 5, "uden sted");
    add(problems, 2, 5, "datoen mangler");
    evne_problems_sort(problems);
    ck_assert_uint_eq(evne_problems_count(problems), 2);
    ck_assert_uint_eq(evne_problems_errors(problems), 2);
    evne_arena_free(arena);
}
END_TEST

START_TEST(only_errors_count_as_errors)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_problems *problems = evne_problems_new(arena);
    evne_problem warning = {.severity = EVNE_WARNING, .message = "se efter"};

    evne_problems_add(problems, &warning);
    ck_assert_uint_eq(evne_problems_errors(problems), 0);
    ck_assert_str_eq(evne_problems_at(problems, 0)->suggestion, "");
    ck_assert_str_eq(evne_severity_danish(EVNE_WARNING), "advarsel");
    ck_assert_str_eq(evne_severity_name(EVNE_INFO), "info");
    evne_arena_free(arena);
}
END_TEST

static bool is_odd(void *context, evne_problem *problem)
{
    *(size_t *)context += 1;
    problem->set_aside_by = "mig";
    return problem->line % 2 == 1;
}

START_TEST(findings_are_moved_and_errors_counted_anew)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_problems *from = evne_problems_new(arena), *to = evne_problems_new(arena);
    size_t n_asked = 0;

    for (uint32_t i = 0; i < 5; i++)
        evne_problems_add(from, &(evne_problem){.file = "f", .line = i});
    evne_problems_move(from, to, is_odd, &n_asked);
    ck_assert_uint_eq(n_asked, 5);
    ck_assert_uint_eq(evne_problems_count(from), 3);
    ck_assert_uint_eq(evne_problems_errors(from), 3);
    ck_assert_uint_eq(evne_problems_count(to), 2);
    ck_assert_uint_eq(evne_problems_at(to, 1)->line, 3);
    ck_assert_str_eq(evne_problems_at(to, 1)->set_aside_by, "mig");
    evne_arena_free(arena);
}
END_TEST

Suite *test_problem(void)
{
    Suite *suite = suite_create("problem");
    TCase *tcase = tcase_create("problem");

    tcase_add_test(tcase, findings_are_sorted_by_place_and_then_by_arrival);
    tcase_add_test(tcase, the_same_finding_of_the_same_place_is_shown_once);
    tcase_add_test(tcase, only_errors_count_as_errors);
    tcase_add_test(tcase, findings_are_moved_and_errors_counted_anew);
    suite_add_tcase(suite, tcase);
    return suite;
}
