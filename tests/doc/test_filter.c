/* Filters, through a template: that is how they are met. */
#include <check.h>
#include <stdio.h>

#include "filled.h"

static const char view[] = "dato: \"2026-03-02\"\n"
                           "moment: \"2026-07-13T09:05:00+02:00\"\n"
                           "uge: 2026-W07\n"
                           "tid: \"09:30\"\n"
                           "n: \"=2.5\"\n"
                           "en: \"=1\"\n"
                           "mange: \"=12345.678\"\n"
                           "minus: \"=-3\"\n"
                           "cpr: 631171-1234\n"
                           "navn: {fornavn: Bo, efternavn: Holm}\n"
                           "ord: ærlig\n"
                           "tom: \"\"\n"
                           "intet: \"=null\"\n"
                           "sand: \"=true\"\n"
                           "en_ting: [a]\n"
                           "ting: [a, \"=2.5\", c]\n"
                           "ingen: []\n";

static const struct {
    const char *value, *text;
} shown[] = {
    {"dato | dato", "2. marts 2026"},
    {"moment | dato", "13. juli 2026"},
    {"dato | dato_kort", "02.03.2026"},
    {"dato", "2026-03-02"},
    {"uge | uge", "uge 7"},
    {"dato | uge", "uge 10"},
    {"en | uge", "uge 1"},
    {"tid | tid", "9.30"},
    {"moment | tid", "9.05"},
    {"n | timer", "2,5 timer"},
    {"en | timer", "1 time"},
    {"n | timer(2)", "2,50 timer"},
    {"n", "2,5"},
    {"n | tal", "2,5"},
    {"n | tal(2)", "2,50"},
    {"n | tal(0)", "3"},
    {"mange", "12.345,68"},
    {"minus", "\xE2\x88\x92"
              "3"},
    {"n | pct", "2,5 %"},
    {"cpr | cpr_maske", "631171-xxxx"},
    {"cpr | cpr_maske | cpr_maske", "631171-xxxx"},
    {"navn | navn", "Bo Holm"},
    {"ord | navn", "ærlig"},
    {"ting | liste", "a, 2,5 og c"},
    {"ting | liste(\"eller\")", "a, 2,5 eller c"},
    {"en_ting | liste", "a"},
    {"ingen | liste | eller(\"ingen\")", "ingen"},
    {"ord | stor", "Ærlig"},
    {"ord | stor | lille", "ærlig"},
    {"sand", "ja"},
    {"mangler | eller(\"ikke oplyst\")", "ikke oplyst"},
    {"navn.mangler.helt | eller(\"ikke oplyst\")", "ikke oplyst"},
    {"mangler | dato | eller(\"ikke oplyst\")", "ikke oplyst"},
    {"tom | dato | eller(\"ikke oplyst\")", "ikke oplyst"},
    {"intet | eller(\"x }} | y\")", "x }} | y"},
    {"ord | eller(\"x\")", "ærlig"},
};

START_TEST(a_filter_prints_the_danish_format)
{
    char text[200], expected[200];

    snprintf(text, sizeof text, "a {{ %s }} b", shown[_i].value);
    snprintf(expected, sizeof expected, "  paragraph \"a %s b\"\n", shown[_i].text);
    filled_check(text, view, expected);
}
END_TEST

#define DOES_NOT_FIT(filter, path, is)                                                             \
    "t.da.md:4: filter '" filter "' does not fit '" path "', which is " is "; it takes "
#define FILTERS                                                                                    \
    "dato, dato_kort, uge, tid, timer, tal, pct, cpr_maske, navn, liste, stor, lille, eller"

static const struct {
    const char *value, *fault;
} refused[] = {
    {"ord | dto", "t.da.md:4: unknown filter 'dto'; filters are " FILTERS},
    {"ord | dato", DOES_NOT_FIT("dato", "ord", "a text") "a date such as \"2026-03-02\""},
    {"n | dato_kort", DOES_NOT_FIT("dato_kort", "n", "a number") "a date such as \"2026-03-02\""},
    {"n | uge", DOES_NOT_FIT("uge", "n", "a number") "a week such as \"2026-W07\", a date, or a "
                                                     "number from 1 to 53"},
    {"ord | tal", DOES_NOT_FIT("tal", "ord", "a text") "a number"},
    {"ord | cpr_maske", DOES_NOT_FIT("cpr_maske", "ord", "a text") "a CPR number"},
    {"ord | liste", DOES_NOT_FIT("liste", "ord", "a text") "a list of texts or numbers"},
    {"ting | stor", DOES_NOT_FIT("stor", "ting", "a list") "a text"},
    {"tom | dato", DOES_NOT_FIT("dato", "tom", "an empty text") "a date such as \"2026-03-02\""},
    {"ting", "t.da.md:4: 'ting' is a list and cannot be printed as it is; use '| liste' or "
             "{% for %}"},
    {"navn", "t.da.md:4: 'navn' is a group and cannot be printed as it is; name one value in it"},
    {"n | tal(7)", "t.da.md:4: filter 'tal' takes the number of decimals, 0 to 6: tal(1)"},
    {"n | tal(\"2\")", "t.da.md:4: filter 'tal' takes the number of decimals, 0 to 6: tal(1)"},
    {"dato | dato(2)", "t.da.md:4: filter 'dato' takes nothing in brackets"},
    {"ord | eller", "t.da.md:4: filter 'eller' needs a text: eller(\"...\")"},
    {"ord | eller(x)", "t.da.md:4: what filter 'eller' is given stands in quotes: eller(\"...\")"},
};

START_TEST(a_filter_that_does_not_fit_is_a_fault_with_its_line)
{
    char text[200];

    snprintf(text, sizeof text, "{{ %s }}", refused[_i].value);
    filled_check_fault(text, view, refused[_i].fault);
}
END_TEST

Suite *test_filter(void)
{
    Suite *suite = suite_create("filter");
    TCase *tests = tcase_create("filters");

    tcase_add_loop_test(tests, a_filter_prints_the_danish_format, 0, sizeof shown / sizeof *shown);
    tcase_add_loop_test(tests, a_filter_that_does_not_fit_is_a_fault_with_its_line, 0,
                        sizeof refused / sizeof *refused);
    suite_add_tcase(suite, tests);
    return suite;
}
