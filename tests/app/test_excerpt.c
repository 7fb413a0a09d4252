#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/excerpt.h"
#include "app/report.h"

static char shown[4096];

/* What is printed for a sentence in which the hit stands between "[" and "]". */
static const char *print(const char *marked, bool is_coloured)
{
    char sentence[2048] = "", *text = NULL;
    const char *open = strchr(marked, '['), *end = strchr(marked, ']');
    evne_problem problem = {.severity = EVNE_WARNING, .sentence = sentence};
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    snprintf(sentence, sizeof sentence, "%.*s%.*s%s", (int)(open - marked), marked,
             (int)(end - open - 1), open + 1, end + 1);
    problem.hit_at = (uint32_t)(open - marked);
    problem.hit_len = (uint32_t)(end - open - 1);
    evne_excerpt_print(out, &problem, 2, is_coloured);
    fclose(out);
    snprintf(shown, sizeof shown, "%s", text);
    free(text);
    return shown;
}

START_TEST(the_hit_is_marked_below)
{
    ck_assert_str_eq(print("Borger er [doven].", false), "  Borger er doven.\n"
                                                         "            ^^^^^\n");
    ck_assert_str_eq(print("Æblegrød på [Årø] i dag", false), "  Æblegrød på Årø i dag\n"
                                                              "              ^^^\n");
}
END_TEST

START_TEST(marks_over_letters_take_no_column_and_wide_ones_two)
{
    ck_assert_str_eq(print("a\xCC\x8A [b]", false), "  a\xCC\x8A b\n"
                                                    "    ^\n");
    ck_assert_str_eq(print("日本 [日]", false), "  日本 日\n"
                                                "       ^^\n");
    ck_assert_uint_eq(evne_excerpt_columns(EVNE_STR("æ日a\xCC\x8A")), 4);
}
END_TEST

/* Each line but the marks fits, and the mark stands below the hit. */
static void fits(const char *marked, const char *hit)
{
    const char *text = print(marked, false), *end = strchr(text, '\n'), *below = strchr(text, '^');
    const char *found = strstr(text, hit);
    size_t columns = evne_excerpt_columns((evne_str){text, (size_t)(end - text)});

    ck_assert_uint_le(columns, EVNE_EXCERPT_WIDTH + 2);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(evne_excerpt_columns((evne_str){text, (size_t)(found - text)}),
                      (size_t)(below - end - 1));
}

#define LONG "Den lange sætning begynder langt herfra og bliver ved med at fortælle om alt muligt, "

START_TEST(a_long_sentence_is_cut_around_the_hit)
{
    fits(LONG LONG "[doven]. " LONG, "doven");
    fits("[doven] " LONG LONG, "doven");
    fits(LONG LONG "[doven]", "doven");
    ck_assert_ptr_nonnull(strstr(print(LONG LONG "[doven]. " LONG, false), "  …"));
    ck_assert_ptr_nonnull(strstr(shown, "…\n"));
    ck_assert_ptr_null(strstr(print("[doven] " LONG, false), "  …"));
    print("[" LONG LONG "]", false);
    fits("Han er [" LONG LONG "] i dag", "Den lange");
}
END_TEST

START_TEST(a_terminal_has_colours_and_no_marks)
{
    ck_assert_str_eq(print("Borger er [doven].", true), "  Borger er \033[1;33;4mdoven\033[0m.\n");
}
END_TEST

static const char *report(const evne_problem *problem)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_problems *problems = evne_problems_new(arena);
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    evne_problems_add(problems, problem);
    evne_report_findings(out, problems, false);
    fclose(out);
    snprintf(shown, sizeof shown, "%s", text);
    free(text);
    evne_arena_free(arena);
    return shown;
}

START_TEST(a_finding_says_why_and_how_else)
{
    evne_problem word = {.file = "sag.yaml",
                         .line = 3,
                         .column = 5,
                         .path = "resultat",
                         .code = "V01",
                         .severity = EVNE_WARNING,
                         .message = "»doven«: et værdiord",
                         .suggestion = "Beskriv, hvad der skete.",
                         .sentence = "Borger er doven.",
                         .hit_at = 10,
                         .hit_len = 5,
                         .why = "Ordet dømmer.",
                         .rewrite = "træt",
                         .has_rewrite = true};

    ck_assert_str_eq(report(&word), "sag.yaml:3:5: advarsel: resultat: »doven«: et værdiord [V01]\n"
                                    "      Borger er doven.\n"
                                    "                ^^^^^\n"
                                    "    hvorfor: Ordet dømmer.\n"
                                    "    omskriv: Beskriv, hvad der skete.\n"
                                    "    erstat med: træt\n");
    word.rewrite = "";
    ck_assert_ptr_nonnull(strstr(report(&word), "    slet: »doven«\n"));
    word.sentence = "";
    ck_assert_str_eq(report(&word), "sag.yaml:3:5: advarsel: resultat: »doven«: et værdiord [V01]\n"
                                    "    Beskriv, hvad der skete.\n");
}
END_TEST

Suite *test_excerpt(void)
{
    Suite *suite = suite_create("excerpt");
    TCase *tcase = tcase_create("excerpt");

    tcase_add_test(tcase, the_hit_is_marked_below);
    tcase_add_test(tcase, marks_over_letters_take_no_column_and_wide_ones_two);
    tcase_add_test(tcase, a_long_sentence_is_cut_around_the_hit);
    tcase_add_test(tcase, a_terminal_has_colours_and_no_marks);
    tcase_add_test(tcase, a_finding_says_why_and_how_else);
    suite_add_tcase(suite, tcase);
    return suite;
}
