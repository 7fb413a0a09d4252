#include <check.h>
#include <string.h>

#include "app/outcome.h"

static evne_arena *arena;

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

static evne_str encode_example(void)
{
    evne_buf bytes = {.arena = arena};
    evne_outcome outcome;
    evne_problem problem = {.file = "sag.yaml",
                            .line = 14,
                            .column = 9,
                            .path = "periode.slut",
                            .code = "X04",
                            .severity = EVNE_SEVERE_ERROR,
                            .message = "slutdatoen ligger før startdatoen",
                            .suggestion = "ret datoen"};
    evne_problem word = {.file = "sag.yaml",
                         .code = "V01",
                         .end_line = 15,
                         .end_column = 4,
                         .sentence = "Han er doven.",
                         .hit_at = 7,
                         .hit_len = 5,
                         .why = "det er en dom",
                         .rewrite = "",
                         .has_rewrite = true,
                         .set_aside_by = "Lone Dahl",
                         .set_aside_on = "2026-05-06",
                         .set_aside_why = "citat"};

    evne_outcome_init(&outcome, arena);
    evne_problems_add(outcome.problems, &problem);
    evne_problems_add(outcome.set_aside, &word);
    evne_fail(&outcome.err, EVNE_TEMPLATE, "a.md:3", "no value 'x'");
    outcome.status = EVNE_TEMPLATE;
    outcome.bytes = EVNE_STR("%PDF\0-1.7");
    outcome.name = EVNE_STR("a.pdf");
    outcome.json = EVNE_STR("{}");
    evne_outcome_encode(&bytes, &outcome);
    return evne_buf_str(&bytes);
}

static void check_word(const evne_problem *word)
{
    ck_assert_uint_eq(word->end_line, 15);
    ck_assert_uint_eq(word->end_column, 4);
    ck_assert_str_eq(word->sentence, "Han er doven.");
    ck_assert_uint_eq(word->hit_at, 7);
    ck_assert_uint_eq(word->hit_len, 5);
    ck_assert_str_eq(word->why, "det er en dom");
    ck_assert(word->has_rewrite);
    ck_assert_str_eq(word->set_aside_by, "Lone Dahl");
    ck_assert_str_eq(word->set_aside_on, "2026-05-06");
    ck_assert_str_eq(word->set_aside_why, "citat");
}

START_TEST(an_outcome_crosses_whole)
{
    evne_outcome outcome;
    evne_error err;

    evne_outcome_init(&outcome, arena);
    ck_assert_int_eq(evne_outcome_decode(encode_example(), &outcome, &err), EVNE_OK);
    ck_assert_int_eq(outcome.status, EVNE_TEMPLATE);
    ck_assert_str_eq(outcome.err.where, "a.md:3");
    ck_assert_uint_eq(evne_problems_count(outcome.problems), 1);
    ck_assert_uint_eq(evne_problems_at(outcome.problems, 0)->column, 9);
    ck_assert_str_eq(evne_problems_at(outcome.problems, 0)->suggestion, "ret datoen");
    ck_assert_uint_eq(evne_problems_count(outcome.set_aside), 1);
    check_word(evne_problems_at(outcome.set_aside, 0));
    ck_assert(evne_str_eq(outcome.bytes, EVNE_STR("%PDF\0-1.7")));
    ck_assert(evne_str_is(outcome.name, "a.pdf"));
}
END_TEST

START_TEST(a_damaged_answer_is_refused_at_every_byte)
{
    evne_str whole = encode_example();
    evne_error err;

    for (size_t len = 0; len < whole.len; len++) {
        evne_outcome outcome;
        evne_outcome_init(&outcome, arena);
        ck_assert_int_eq(evne_outcome_decode(evne_str_slice(whole, 0, len), &outcome, &err),
                         EVNE_SYSTEM);
        ck_assert_uint_eq(outcome.bytes.len, 0); /* nothing of it can be written or signed */
    }
    for (size_t at = 0; at < whole.len; at++) {
        evne_outcome outcome;
        char *changed = evne_arena_copy(arena, whole.p, whole.len);
        changed[at] = (char)~changed[at];
        evne_outcome_init(&outcome, arena);
        evne_outcome_decode((evne_str){changed, whole.len}, &outcome, &err); /* must not crash */
    }
}
END_TEST

START_TEST(errors_among_the_findings_make_an_outcome_of_findings)
{
    evne_outcome outcome;
    evne_problem warning = {.severity = EVNE_WARNING}, error = {.severity = EVNE_SEVERE_ERROR};

    evne_outcome_init(&outcome, arena);
    evne_problems_add(outcome.problems, &warning);
    evne_outcome_settle(&outcome, EVNE_OK);
    ck_assert_int_eq(outcome.status, EVNE_OK);
    evne_problems_add(outcome.problems, &error);
    evne_outcome_settle(&outcome, EVNE_OK);
    ck_assert_int_eq(outcome.status, EVNE_FINDINGS);
    evne_outcome_settle(&outcome, EVNE_PLUGIN);
    ck_assert_int_eq(outcome.status, EVNE_PLUGIN);
}
END_TEST

Suite *test_outcome(void)
{
    Suite *suite = suite_create("outcome");
    TCase *tcase = tcase_create("outcome");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_add_test(tcase, an_outcome_crosses_whole);
    tcase_add_test(tcase, a_damaged_answer_is_refused_at_every_byte);
    tcase_add_test(tcase, errors_among_the_findings_make_an_outcome_of_findings);
    suite_add_tcase(suite, tcase);
    return suite;
}
