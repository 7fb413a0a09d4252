#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/baseline.h"
#include "app/fingerprint.h"
#include "app/report.h"
#include "app/sarif.h"
#include "base/file.h"

static evne_arena *arena;
static char path[] = "/tmp/evne-baseline-XXXXXX";

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    strcpy(path + strlen(path) - 6, "XXXXXX");
    close(mkstemp(path));
}

static void tear_down(void)
{
    unlink(path);
    evne_arena_free(arena);
}

static evne_problem lazy(uint32_t line, const char *where)
{
    return (evne_problem){.file = "gammel/sag.yaml",
                          .line = line,
                          .column = 5,
                          .path = where,
                          .code = "V01",
                          .severity = EVNE_SEVERE_ERROR,
                          .message = "»doven«: et værdiord",
                          .suggestion = "",
                          .sentence = "Borger er doven.",
                          .hit_at = 10,
                          .hit_len = 5,
                          .end_line = line,
                          .end_column = 10};
}

static const char *print_of(evne_problem problem)
{
    char *print = evne_arena_alloc(arena, EVNE_FINGERPRINT);

    evne_fingerprint(&problem, print);
    return print;
}

START_TEST(a_finding_is_the_same_wherever_it_has_moved_to)
{
    evne_problem here = lazy(3, "observationer[2].iagttaget"), there = here;

    there.line = 300;
    there.path = "observationer[7].iagttaget";
    there.file = "ny/sag.yaml";
    there.sentence = "Borger er\n  doven.";
    there.hit_at = 12;
    ck_assert_str_eq(print_of(here), print_of(there));
    there = here, there.code = "V02";
    ck_assert_str_ne(print_of(here), print_of(there));
    there = here, there.path = "observationer[2].vurdering";
    ck_assert_str_ne(print_of(here), print_of(there));
    there = here, there.sentence = "Borger er doven!";
    ck_assert_str_ne(print_of(here), print_of(there));
    there = here, there.file = "gammel/anden.yaml";
    ck_assert_str_ne(print_of(here), print_of(there));
}
END_TEST

static evne_problems *two_findings(void)
{
    evne_problems *problems = evne_problems_new(arena);
    evne_problem lack = {.file = "gammel/sag.yaml",
                         .line = 1,
                         .code = "felt.mangler",
                         .path = "sag.id",
                         .message = "'Sag' mangler"};
    evne_problem word = lazy(3, "resultat");

    evne_problems_add(problems, &lack);
    evne_problems_add(problems, &word);
    return problems;
}

static const evne_known *read_back(evne_str bytes)
{
    const evne_known *baseline = NULL;
    evne_error err;

    ck_assert(evne_file_write(arena, path, bytes, true, &err) == EVNE_OK);
    ck_assert_msg(evne_baseline_read(arena, path, &baseline, &err) == EVNE_OK, "%s", err.text);
    return baseline;
}

static evne_str draft_of(const evne_problems *problems)
{
    evne_baseline_draft *draft = evne_baseline_draft_new(arena);

    evne_baseline_draft_add(draft, problems);
    return evne_baseline_draft_bytes(draft);
}

static evne_str dump(json_t *json)
{
    char *text = json_dumps(json, 0);
    evne_str copy = evne_str_of(evne_arena_text(arena, text));

    free(text);
    json_decref(json);
    return copy;
}

/* Nothing is left of what stands in a baseline of any kind; what comes a second time is new. */
static void holds_both(evne_str bytes)
{
    evne_meeting *meeting = evne_baseline_begin(arena, read_back(bytes));
    size_t n_known = 0;

    ck_assert_uint_eq(evne_problems_count(evne_baseline_sift(meeting, two_findings(), &n_known)),
                      0);
    ck_assert_uint_eq(n_known, 2);
    ck_assert_uint_eq(evne_problems_count(evne_baseline_sift(meeting, two_findings(), &n_known)),
                      2);
    ck_assert_uint_eq(n_known, 2);
}

START_TEST(what_was_written_as_baseline_json_or_sarif_is_known)
{
    evne_sarif *log = evne_sarif_begin(NULL);

    holds_both(draft_of(two_findings()));
    holds_both(dump(json_pack("{s:o}", "findings", evne_report_json(two_findings()))));
    evne_sarif_add(log, two_findings());
    holds_both(dump(evne_sarif_end(log, 1)));
}
END_TEST

START_TEST(a_baseline_holds_nothing_of_the_case)
{
    evne_str bytes = draft_of(two_findings());
    const char *text = evne_arena_copy(arena, bytes.p, bytes.len);

    ck_assert_ptr_nonnull(strstr(text, "\"code\": \"V01\""));
    ck_assert_ptr_null(strstr(text, "doven"));
    ck_assert_ptr_null(strstr(text, "Borger"));
    ck_assert_ptr_null(strstr(text, "sag.yaml"));
    ck_assert_ptr_null(strstr(text, "resultat"));
}
END_TEST

START_TEST(entries_that_match_nothing_are_told_for_the_files_that_were_checked)
{
    static const char *const checked[] = {"sag.yaml"}, *const other[] = {"x.yaml"};
    evne_meeting *meeting = evne_baseline_begin(arena, read_back(draft_of(two_findings())));
    evne_problems *none = evne_problems_new(arena), *one = evne_problems_new(arena);
    evne_problems *two = evne_problems_new(arena);
    evne_problem word = lazy(9, "resultat");
    size_t n_known = 0;

    evne_problems_add(one, &word);
    evne_baseline_sift(meeting, one, &n_known);
    evne_baseline_gone(meeting, other, 1, none);
    ck_assert_uint_eq(evne_problems_count(none), 0);
    evne_baseline_gone(meeting, checked, 1, two);
    ck_assert_uint_eq(evne_problems_count(two), 1);
    ck_assert_int_eq(evne_problems_at(two, 0)->severity, EVNE_INFO);
    ck_assert_str_eq(evne_problems_at(two, 0)->message,
                     "1 bemærkning [felt.mangler] findes ikke mere");
}
END_TEST

START_TEST(another_file_is_no_baseline)
{
    static const char *const files[] = {"{", "[]", "{\"findings\": 3}",
                                        "{\"format\": \"evne-udgangspunkt/9\", \"findings\": []}"};
    const evne_known *baseline;
    evne_error err;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ck_assert(evne_file_write(arena, path, evne_str_of(files[i]), true, &err) == EVNE_OK);
        ck_assert_int_eq(evne_baseline_read(arena, path, &baseline, &err), EVNE_INPUT);
    }
}
END_TEST

Suite *test_baseline(void)
{
    Suite *suite = suite_create("baseline");
    TCase *tcase = tcase_create("baseline");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_finding_is_the_same_wherever_it_has_moved_to);
    tcase_add_test(tcase, what_was_written_as_baseline_json_or_sarif_is_known);
    tcase_add_test(tcase, a_baseline_holds_nothing_of_the_case);
    tcase_add_test(tcase, entries_that_match_nothing_are_told_for_the_files_that_were_checked);
    tcase_add_test(tcase, another_file_is_no_baseline);
    suite_add_tcase(suite, tcase);
    return suite;
}
