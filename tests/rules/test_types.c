#include <check.h>
#include <string.h>

#include "checked.h"

static checked c;

/* One field `v` of `type` with the value as written in YAML. */
static evne_field field_of(evne_field_type type)
{
    return (evne_field){.key = {"v", 1}, .type = type, .label_da = {"Værdi", 6}};
}

static void run(evne_field field, const char *value)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_field group = {.type = EVNE_FIELD_GROUP, .children = &field, .n_children = 1};

    checked_run(&c, &group, NULL, evne_arena_printf(arena, "v: %s\n", value));
    evne_arena_free(arena);
}

static void takes_field(evne_field field, const char *value, const char *typed)
{
    run(field, value);
    ck_assert_msg(evne_problems_count(c.problems) == 0, "%s: %s", value, checked_findings(&c));
    ck_assert_str_eq(checked_text(&c, "v"), typed);
    checked_free(&c);
}

static void takes(evne_field_type type, const char *value, const char *typed)
{
    takes_field(field_of(type), value, typed);
}

static void says_field(evne_field field, const char *value, const char *findings)
{
    run(field, value);
    checked_says(&c, findings);
    checked_free(&c);
}

static void says(evne_field_type type, const char *value, const char *findings)
{
    says_field(field_of(type), value, findings);
}

/* Refused with one finding at the value; the words are not compared. */
static void refuses(evne_field_type type, const char *value)
{
    run(field_of(type), value);
    ck_assert_msg(evne_problems_errors(c.problems) == 1, "%s", value);
    ck_assert_uint_eq(evne_problems_at(c.problems, 0)->column, 4);
    ck_assert_str_ne(evne_problems_at(c.problems, 0)->suggestion, "");
    ck_assert_str_eq(checked_text(&c, "v"), "(none)");
    checked_free(&c);
}

static double number(evne_field_type type, const char *value)
{
    double result;

    run(field_of(type), value);
    ck_assert_msg(evne_problems_count(c.problems) == 0, "%s: %s", value, checked_findings(&c));
    ck_assert_int_eq(evne_value_get(c.out, "v")->kind, EVNE_NUMBER);
    result = evne_value_get(c.out, "v")->as.number;
    checked_free(&c);
    return result;
}

START_TEST(date_that_does_not_exist_is_told_why)
{
    takes(EVNE_FIELD_DATE, "2026-03-02", "2026-03-02");
    says(EVNE_FIELD_DATE, "2026-02-31",
         "1:4 felt.vaerdi v: 'Værdi' er '2026-02-31': februar 2026 har 28 dage, ikke 31 "
         "(ret dagen eller måneden)\n");
    says(EVNE_FIELD_DATE, "2026-13-01",
         "1:4 felt.vaerdi v: 'Værdi' er '2026-13-01': der er ingen måned 13 "
         "(ret dagen eller måneden)\n");
}
END_TEST

START_TEST(date_in_another_form_is_rewritten_in_the_suggestion)
{
    static const char *const forms[] = {"2.3.2026",   "02-03-2026", "2/3 2026",
                                        "2. 3. 2026", "2026-3-2",   "2026/03/02"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        run(field_of(EVNE_FIELD_DATE), forms[i]);
        ck_assert_str_eq(evne_problems_at(c.problems, 0)->suggestion,
                         "skriv datoen som 2026-03-02");
        checked_free(&c);
    }
    refuses(EVNE_FIELD_DATE, "i morgen");
    refuses(EVNE_FIELD_DATE, "02-03-26");
    refuses(EVNE_FIELD_DATE, "1234567890123");
    refuses(EVNE_FIELD_DATE, "\"...\"");
}
END_TEST

START_TEST(year_is_four_digits_or_a_date)
{
    takes(EVNE_FIELD_YEAR, "1991", "1991");
    takes(EVNE_FIELD_YEAR, "1991-05-02", "1991-05-02");
    refuses(EVNE_FIELD_YEAR, "91");
    refuses(EVNE_FIELD_YEAR, "1991-02-30");
    refuses(EVNE_FIELD_YEAR, "9991");
}
END_TEST

START_TEST(time_is_written_with_two_digits_and_a_colon)
{
    takes(EVNE_FIELD_TIME, "08:30", "08:30");
    takes(EVNE_FIELD_TIME, "8:30", "08:30");
    takes(EVNE_FIELD_TIME, "8.30", "08:30");
    refuses(EVNE_FIELD_TIME, "190:20");
    refuses(EVNE_FIELD_TIME, "24:00");
}
END_TEST

START_TEST(week_and_moment_keep_their_form)
{
    takes(EVNE_FIELD_WEEK, "2026-W53", "2026-W53");
    says(EVNE_FIELD_WEEK, "2025-W53",
         "1:4 felt.vaerdi v: 'Værdi' er '2025-W53': året har ikke en uge med det nummer "
         "(skriv ugen som 2026-W07 (år-W og to cifre))\n");
    refuses(EVNE_FIELD_WEEK, "uge 7");
    takes(EVNE_FIELD_MOMENT, "2026-07-13T09:05:00+02:00", "2026-07-13T09:05:00+02:00");
    takes(EVNE_FIELD_MOMENT, "2026-07-13T09:05Z", "2026-07-13T09:05Z");
    refuses(EVNE_FIELD_MOMENT, "2026-07-13T09:05:00");
}
END_TEST

START_TEST(numbers_take_comma_or_dot_and_no_thousands)
{
    ck_assert_double_eq(number(EVNE_FIELD_NUM, "2,5"), 2.5);
    ck_assert_double_eq(number(EVNE_FIELD_NUM, "-2.5"), -2.5);
    ck_assert_double_eq(number(EVNE_FIELD_INT, "0010"), 10);
    refuses(EVNE_FIELD_NUM, "1.234,5");
    refuses(EVNE_FIELD_NUM, "12 timer");
    refuses(EVNE_FIELD_NUM, "1e3");
    refuses(EVNE_FIELD_INT, "2,5");
    refuses(EVNE_FIELD_INT, "\"\\t1\"");
}
END_TEST

START_TEST(number_outside_its_range_names_the_limit)
{
    evne_field f = field_of(EVNE_FIELD_NUM);

    f.has_min = f.has_max = true;
    f.min = 0.5;
    f.max = 37;
    says_field(f, "45", "1:4 felt.vaerdi v: 'Værdi' er 45, men kan højst være 37\n");
    says_field(f, "0,25", "1:4 felt.vaerdi v: 'Værdi' er 0,25, men kan mindst være 0,5\n");
    f.unit = EVNE_STR("timer");
    says_field(f, "x",
               "1:4 felt.vaerdi v: 'Værdi' er 'x': det er ikke et tal "
               "(skriv kun tallet; enheden er timer)\n");
}
END_TEST

START_TEST(bool_is_yes_or_no_in_danish_or_english)
{
    static const char *const words[] = {"true", "ja", "yes", "Ja", "false", "nej", "no", "False"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        run(field_of(EVNE_FIELD_BOOL), words[i]);
        ck_assert_uint_eq(evne_problems_count(c.problems), 0);
        ck_assert_int_eq(evne_value_get(c.out, "v")->as.truth, i < 4);
        checked_free(&c);
    }
    refuses(EVNE_FIELD_BOOL, "måske");
    refuses(EVNE_FIELD_BOOL, "1");
}
END_TEST

static evne_field choice(bool is_open)
{
    static const evne_choice choices[] = {{.value = {"planlagt", 8}}, {.value = {"afsluttet", 9}}};
    evne_field f = field_of(EVNE_FIELD_CHOICE);

    f.choices = choices;
    f.n_choices = 2;
    f.is_open = is_open;
    return f;
}

START_TEST(choice_outside_its_list_is_an_error_or_a_warning_when_open)
{
    takes_field(choice(false), "planlagt", "planlagt");
    says_field(choice(false), "afslutet",
               "1:4 felt.vaerdi v: 'Værdi' er 'afslutet': det er ikke en af de mulige værdier "
               "(mente du 'afsluttet'? Kendte: planlagt, afsluttet)\n");
    run(choice(true), "udsat");
    checked_says(&c, "1:4 warning felt.vaerdi v: 'Værdi' er 'udsat': det er ikke en af de kendte "
                     "værdier (vælg mellem: planlagt, afsluttet)\n");
    ck_assert_str_eq(checked_text(&c, "v"), "udsat");
    checked_free(&c);
}
END_TEST

START_TEST(ids_and_numbers_that_are_names_keep_their_zeros)
{
    takes(EVNE_FIELD_ID, "0010", "0010");
    takes(EVNE_FIELD_ID, "Ø-1_b", "Ø-1_b");
    refuses(EVNE_FIELD_ID, "O 1");
    refuses(EVNE_FIELD_ID, "a.b");
    takes(EVNE_FIELD_CVR, "00102032", "00102032");
    takes(EVNE_FIELD_CVR, "00 10 20 32", "00102032");
    refuses(EVNE_FIELD_CVR, "00102033");
    takes(EVNE_FIELD_PNR, "0000004711", "0000004711");
    refuses(EVNE_FIELD_PNR, "4711");
    takes(EVNE_FIELD_POSTAL_CODE, "0999", "0999");
    refuses(EVNE_FIELD_POSTAL_CODE, "999");
    refuses(EVNE_FIELD_POSTAL_CODE, "0000");
}
END_TEST

START_TEST(phone_and_email_have_their_forms)
{
    takes(EVNE_FIELD_PHONE, "00 51 33 08", "00 51 33 08");
    takes(EVNE_FIELD_PHONE, "+45 00513308", "+45 00513308");
    takes(EVNE_FIELD_PHONE, "112", "112");
    refuses(EVNE_FIELD_PHONE, "123456");
    refuses(EVNE_FIELD_PHONE, "+45 123");
    refuses(EVNE_FIELD_PHONE, "00-51-33-08");
    takes(EVNE_FIELD_EMAIL, "mb@nordsund.example", "mb@nordsund.example");
    refuses(EVNE_FIELD_EMAIL, "mb");
    refuses(EVNE_FIELD_EMAIL, "mb@nordsund");
    refuses(EVNE_FIELD_EMAIL, "mb@@b.example");
    refuses(EVNE_FIELD_EMAIL, "m b@b.example");
    refuses(EVNE_FIELD_EMAIL, "mb@b.");
}
END_TEST

START_TEST(cpr_gets_its_dash_and_its_mask)
{
    evne_field masked = field_of(EVNE_FIELD_CPR);

    masked.is_masked = true;
    takes(EVNE_FIELD_CPR, "6311710016", "631171-0016");
    takes(EVNE_FIELD_CPR, "631171-0016", "631171-0016");
    takes(EVNE_FIELD_CPR, "631171-XXXX", "631171-xxxx");
    takes_field(masked, "631171-0016", "631171-xxxx");
    takes_field(masked, "631171-xxxx", "631171-xxxx");
    refuses(EVNE_FIELD_CPR, "631371-xxxx");
}
END_TEST

START_TEST(cpr_without_modulus_11_is_only_remarked_on)
{
    run(field_of(EVNE_FIELD_CPR), "070761-4286");
    ck_assert_uint_eq(evne_problems_errors(c.problems), 0);
    ck_assert_uint_eq(evne_problems_count(c.problems), 1);
    ck_assert_int_eq(evne_problems_at(c.problems, 0)->severity, EVNE_INFO);
    ck_assert_str_eq(checked_text(&c, "v"), "070761-4286");
    checked_free(&c);
}
END_TEST

START_TEST(no_message_shows_a_whole_cpr_number)
{
    static const char *const values[] = {
        "631171-0016", "6311710016", "631171 0016", "x631171-0016 og 6311710016",
        "ddddddddddddddddddddddddddddddddddddddddddddddddd 631171-0016"};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        run(field_of(EVNE_FIELD_EMAIL), values[i]);
        ck_assert_ptr_null(strstr(checked_findings(&c), "0016"));
        ck_assert_ptr_nonnull(strstr(checked_findings(&c), "631171"));
        checked_free(&c);
    }
    run(field_of(EVNE_FIELD_CPR), "331371-0016");
    ck_assert_ptr_null(strstr(checked_findings(&c), "0016"));
    checked_free(&c);
}
END_TEST

START_TEST(text_stands_on_one_line_and_long_text_on_several)
{
    takes(EVNE_FIELD_LONG, "|\n  en\n  to", "en\nto");
    says(EVNE_FIELD_TEXT, "|\n  en\n  to",
         "1:4 felt.vaerdi v: 'Værdi' skal stå på én linje "
         "(brug >- foran en tekst, der er delt over flere linjer)\n");
    takes(EVNE_FIELD_TEXT, ">\n  en\n  to", "en to");
    refuses(EVNE_FIELD_TEXT, "\"a\\tb\"");
    takes(EVNE_FIELD_LONG, "\"a\\tb\"", "a\tb");
}
END_TEST

START_TEST(length_counts_characters)
{
    evne_field f = field_of(EVNE_FIELD_TEXT);

    f.has_min = f.has_max = true;
    f.min = 2;
    f.max = 3;
    takes_field(f, "æøå", "æøå");
    says_field(f, "æøåæ",
               "1:4 felt.laengde v: 'Værdi' har 4 tegn, men skal have højst 3 "
               "(skriv kortere)\n");
    says_field(f, "æ",
               "1:4 felt.laengde v: 'Værdi' har 1 tegn, men skal have mindst 2 "
               "(skriv mere udførligt)\n");
}
END_TEST

START_TEST(pattern_holds_for_the_whole_text_and_a_limit_is_reported)
{
    evne_field f = field_of(EVNE_FIELD_TEXT);
    evne_pattern *pattern;
    evne_error err;

    ck_assert_int_eq(evne_pattern_new(EVNE_STR("S-\\d{4}"), false, &pattern, &err), EVNE_OK);
    f.pattern = pattern;
    f.pattern_hint = EVNE_STR("skriv det som S-0112");
    takes_field(f, "S-0112", "S-0112");
    says_field(f, "S-01123",
               "1:4 felt.moenster v: 'Værdi' er 'S-01123': det har ikke den rette "
               "form (skriv det som S-0112)\n");
    evne_pattern_free(pattern);
    ck_assert_int_eq(evne_pattern_new(EVNE_STR("(a+)+"), false, &pattern, &err), EVNE_OK);
    f.pattern = pattern;
    f.pattern_hint.len = 0;
    says_field(
        f, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "1:4 felt.moenster v: 'Værdi' er 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!': formen kunne "
        "ikke prøves til ende\n");
    evne_pattern_free(pattern);
}
END_TEST

START_TEST(name_is_a_text_or_joined_from_its_parts)
{
    takes(EVNE_FIELD_NAME, "Mette Ballegaard", "Mette Ballegaard");
    takes(EVNE_FIELD_NAME, "{efternavn: Holm, fornavn: Ida, mellemnavn: af}", "Ida af Holm");
    takes(EVNE_FIELD_NAME, "{fornavn: Ida}", "Ida");
    run(field_of(EVNE_FIELD_NAME), "{fornavn: }");
    ck_assert_str_eq(evne_problems_at(c.problems, 0)->code, "felt.mangler");
    checked_free(&c);
    run(field_of(EVNE_FIELD_NAME), "{fornavn: Ida, efternavm: Holm}");
    ck_assert_str_eq(evne_problems_at(c.problems, 0)->code, "felt.ukendt");
    checked_free(&c);
}
END_TEST

START_TEST(scalar_field_refuses_lists_and_maps)
{
    for (int type = EVNE_FIELD_TEXT; type <= EVNE_FIELD_EMAIL; type++) {
        run(field_of((evne_field_type)type), "[x]");
        ck_assert_str_eq(evne_problems_at(c.problems, 0)->code, "felt.type");
        checked_free(&c);
    }
    says(EVNE_FIELD_DATE, "{a: b}",
         "1:4 felt.type v: 'Værdi' skal være en dato, ikke en gruppe af felter\n");
}
END_TEST

Suite *test_types(void)
{
    Suite *suite = suite_create("types");
    TCase *tcase = tcase_create("types");

    tcase_add_test(tcase, date_that_does_not_exist_is_told_why);
    tcase_add_test(tcase, date_in_another_form_is_rewritten_in_the_suggestion);
    tcase_add_test(tcase, year_is_four_digits_or_a_date);
    tcase_add_test(tcase, time_is_written_with_two_digits_and_a_colon);
    tcase_add_test(tcase, week_and_moment_keep_their_form);
    tcase_add_test(tcase, numbers_take_comma_or_dot_and_no_thousands);
    tcase_add_test(tcase, number_outside_its_range_names_the_limit);
    tcase_add_test(tcase, bool_is_yes_or_no_in_danish_or_english);
    tcase_add_test(tcase, choice_outside_its_list_is_an_error_or_a_warning_when_open);
    tcase_add_test(tcase, ids_and_numbers_that_are_names_keep_their_zeros);
    tcase_add_test(tcase, phone_and_email_have_their_forms);
    tcase_add_test(tcase, cpr_gets_its_dash_and_its_mask);
    tcase_add_test(tcase, cpr_without_modulus_11_is_only_remarked_on);
    tcase_add_test(tcase, no_message_shows_a_whole_cpr_number);
    tcase_add_test(tcase, text_stands_on_one_line_and_long_text_on_several);
    tcase_add_test(tcase, length_counts_characters);
    tcase_add_test(tcase, pattern_holds_for_the_whole_text_and_a_limit_is_reported);
    tcase_add_test(tcase, name_is_a_text_or_joined_from_its_parts);
    tcase_add_test(tcase, scalar_field_refuses_lists_and_maps);
    suite_add_tcase(suite, tcase);
    return suite;
}
