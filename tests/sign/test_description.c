#include <check.h>

#include "sign/description.h"

static const struct {
    const char *text, *name;
    bool is_for;
    const char *role, *meaning;
} cases[] = {
    {"Borger, Ali Hansen. Jeg har læst planen.", "Ali Hansen", true, "Borger",
     "Jeg har læst planen."},
    {"Borger, Ali Hansen. Jeg har læst planen.", "ALI  hansen", true, "Borger",
     "Jeg har læst planen."},
    {"Borger, Ali Hansen. Jeg har læst planen.", "Ali Han", false, "Borger",
     "Jeg har læst planen."},
    {"Borger, Ali Hansen. Jeg har læst planen.", "Ali Hansen Berg", false, "Borger",
     "Jeg har læst planen."},
    {"Borger, Jens P. Ærø. Jeg, Jens, ved det.", "jens p. ærØ", true, "Borger",
     "Jeg, Jens, ved det."},
    {"Borger, Ali Hansen", "Ali Hansen", true, "Borger", ""},
    {"Borger, Ali Hansen", "", false, "Borger", ""},
    {"Borger. Jeg, som skriver, ved det.", "Hvem Som Helst", true, "Borger",
     "Jeg, som skriver, ved det."},
    {"Underskrift", "Hvem Som Helst", true, "Underskrift", ""},
    {"", "Hvem Som Helst", true, "", ""},
    {", . ", "\xff\xff", false, "", ""},
};

START_TEST(a_field_tells_for_whom_it_was_made)
{
    evne_str text = evne_str_of(cases[_i].text), name = evne_str_of(cases[_i].name);
    evne_description parts = evne_description_read(text);

    ck_assert_int_eq(evne_description_is_for(&parts, name), cases[_i].is_for);
    ck_assert(evne_str_is(parts.role, cases[_i].role));
    ck_assert(evne_str_is(evne_description_meaning(text, name), cases[_i].meaning));
}
END_TEST

Suite *test_description(void);
Suite *test_description(void)
{
    Suite *suite = suite_create("description");
    TCase *tests = tcase_create("description");

    tcase_add_loop_test(tests, a_field_tells_for_whom_it_was_made, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tests);
    return suite;
}
