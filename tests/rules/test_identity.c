#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/fields.h"

static void check_born(const char *cpr, int year, int month, int day)
{
    evne_date born;

    ck_assert_msg(evne_cpr_date(evne_str_of(cpr), &born), "%s", cpr);
    ck_assert_msg(born.year == year && born.month == month && born.day == day, "%s: %d-%d-%d", cpr,
                  born.year, born.month, born.day);
}

START_TEST(seventh_digit_and_year_choose_the_century)
{
    check_born("010136-0000", 1936, 1, 1);
    check_born("010199-3999", 1999, 1, 1);
    check_born("010136-4000", 2036, 1, 1);
    check_born("010137-4000", 1937, 1, 1);
    check_born("010136-9000", 2036, 1, 1);
    check_born("010137-9000", 1937, 1, 1);
    check_born("010157-5000", 2057, 1, 1);
    check_born("010158-5000", 1858, 1, 1);
    check_born("010157-8000", 2057, 1, 1);
    check_born("010158-8000", 1858, 1, 1);
}
END_TEST

START_TEST(replacement_numbers_are_born_sixty_days_earlier)
{
    check_born("631171-0016", 1971, 11, 3);
    check_born("6111710016", 1971, 11, 1);
    check_born("911271-0016", 1971, 12, 31);
    ck_assert(evne_cpr_is_replacement(EVNE_STR("631171-0016")));
    ck_assert(!evne_cpr_is_replacement(EVNE_STR("031171-0016")));
}
END_TEST

START_TEST(cpr_with_an_impossible_date_or_form_is_refused)
{
    static const char *const bad[] = {"310271-0016", "601171-0016",  "921271-0016", "001171-0016",
                                      "011371-0016", "290203-0000",  "63117-10016", "631171--0016",
                                      "631171-001",  "631171-00167", "631171_0016", "",
                                      "631171-xxxx", "63 1171 0016", " 631171-0016"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!evne_cpr_is_valid(evne_str_of(bad[i])), "%s", bad[i]);
    ck_assert(evne_cpr_is_valid(EVNE_STR("631171 0016")));
    ck_assert(evne_cpr_is_valid(EVNE_STR("290204-0000")));
}
END_TEST

START_TEST(modulus_11_is_known_but_does_not_decide)
{
    ck_assert(evne_cpr_has_modulus_11(EVNE_STR("070761-4285")));
    ck_assert(!evne_cpr_has_modulus_11(EVNE_STR("070761-4286")));
    ck_assert(evne_cpr_is_valid(EVNE_STR("070761-4286")));
}
END_TEST

START_TEST(cvr_must_fulfil_modulus_11)
{
    static const char *const samples[] = {"00102032", "00205079", "00511226",   "00612014",
                                          "00709069", "00815039", "00901172",   "01002236",
                                          "01105078", "01206095", "00 10 20 32"};
    static const char *const bad[] = {"00102033", "0010203",   "001020320", "",
                                      "0010203x", " 00102032", "00102032 "};

    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        ck_assert_msg(evne_cvr_is_valid(evne_str_of(samples[i])), "%s", samples[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!evne_cvr_is_valid(evne_str_of(bad[i])), "%s", bad[i]);
}
END_TEST

START_TEST(cpr_is_found_in_a_text_however_it_is_written)
{
    static const char *const found[] = {"631171-0016",   "6311710016",    "631171 0016",
                                        "631171–0016",   "631171 - 0016", "63 11 71 00 16",
                                        "63 11 71-0016", "63.11.71-0016"};
    static const char *const not [] = {"63117100161", "00 63 11 71",    "12.05.2026 10 stk",
                                       "639971-0016", "12-631171-0016", "63 11 710016"};
    size_t at;

    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        char text[64], masked[64];
        snprintf(text, sizeof text, "sag S-%s er", found[i]);
        ck_assert_msg(evne_cpr_find(evne_str_of(text), &at) == strlen(found[i]), "%s", text);
        ck_assert_uint_eq(at, strlen("sag S-"));
        memcpy(masked, text, sizeof masked);
        evne_cpr_mask(masked, strlen(masked));
        ck_assert_msg(!strstr(masked, "16") && strchr(masked, 'x'), "%s", masked);
    }
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        ck_assert_msg(evne_cpr_find(evne_str_of(not [i]), &at) == 0, "%s", not [i]);
}
END_TEST

Suite *test_identity(void)
{
    Suite *suite = suite_create("identity");
    TCase *tcase = tcase_create("identity");

    tcase_add_test(tcase, seventh_digit_and_year_choose_the_century);
    tcase_add_test(tcase, replacement_numbers_are_born_sixty_days_earlier);
    tcase_add_test(tcase, cpr_with_an_impossible_date_or_form_is_refused);
    tcase_add_test(tcase, modulus_11_is_known_but_does_not_decide);
    tcase_add_test(tcase, cvr_must_fulfil_modulus_11);
    tcase_add_test(tcase, cpr_is_found_in_a_text_however_it_is_written);
    suite_add_tcase(suite, tcase);
    return suite;
}
