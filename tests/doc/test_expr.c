/* Paths and conditions. */
#include <check.h>
#include <stdio.h>

#include "filled.h"

static const char view[] = "ja: x\ntom: \"\"\nnul: \"=null\"\nnej: \"=false\"\nsand: \"=true\"\n"
                           "liste: [a]\ningen: []\ntal: \"=0\"\nplan: {krav: y, navn: z}\n";

static const struct {
    const char *condition;
    bool holds;
} conditions[] = {
    {"ja", true},
    {"tom", false},
    {"nul", false},
    {"nej", false},
    {"sand", true},
    {"liste", true},
    {"ingen", false},
    {"tal", true},
    {"mangler", false},
    {"plan.mangler", false},
    {"mangler.helt.og", false},
    {"not ja", false},
    {"not not ja", true},
    {"not mangler", true},
    {"ja == \"x\"", true},
    {"ja == \"y\"", false},
    {"ja != \"y\"", true},
    {"tal == 0", true},
    {"sand == \"ja\"", true},
    {"mangler == \"x\"", false},
    {"mangler != \"x\"", true},
    {"ja and plan.krav == \"y\"", true},
    {"ja and tom", false},
    {"tom or ja", true},
    {"tom and ja or ja", true},
    {"ja or tom and tom", true},
    {"tom or not tom and ja", true},
    {"tom or nej or nul", false},
};

START_TEST(a_condition_holds_or_not)
{
    char text[200];

    snprintf(text, sizeof text, "{%% if %s %%}\nja\n{%% else %%}\nnej\n{%% end %%}\n",
             conditions[_i].condition);
    filled_check(text, view,
                 conditions[_i].holds ? "  paragraph \"ja\"\n" : "  paragraph \"nej\"\n");
}
END_TEST

static const struct {
    const char *text, *fault;
} refused[] = {
    {"{{ plan.krv }}",
     "t.da.md:4: no value 'plan.krv' here; did you mean 'krav'? there are: krav, navn"},
    {"a\n\n{{ pla }}", "t.da.md:6: no value 'pla' here; did you mean 'plan'? there are: ja, tom, "
                       "nul, nej, sand, liste, "
                       "ingen, tal, plan"},
    {"{% for x in liste %}\n{{ y }}\n{% end %}",
     "t.da.md:5: no value 'y' here; there are: x, ja, tom, nul, nej, sand, liste, ingen, tal, "
     "plan"},
    {"{{ ja.navn }}", "t.da.md:4: 'ja' is a text and holds no 'navn'"},
    {"{% for x in ja %}\n{% end %}", "t.da.md:4: 'ja' is a text; {% for %} goes through a list"},
    {"{% for x in mangler %}\n{% end %}",
     "t.da.md:4: no value 'mangler' here; there are: ja, tom, nul, nej, sand, liste, ingen, tal, "
     "plan"},
    {"{% for x in liste %}\n{{ loop.nr }}\n{% end %}",
     "t.da.md:5: no value 'loop.nr' here; there are: loop.index, loop.first, loop.last"},
    {"{{ }}", "t.da.md:4: the name of a value is missing: nothing stands here"},
    {"{{ plan. }}", "t.da.md:4: the name of a value is missing after 'plan.'"},
    {"{{ ja navn }}", "t.da.md:4: 'navn' where '|' or the end is expected"},
    {"{{ ja | }}", "t.da.md:4: the name of a filter is missing after 'ja |'"},
    {"{{ ja | eller(\"x\" }}", "t.da.md:4: ')' is missing after 'ja | eller(\"x\"'"},
    {"{% if ja = \"x\" %}\n{% end %}", "t.da.md:4: a comparison is written '==' or '!=', not '='"},
    {"{% if liste == \"x\" %}\n{% end %}",
     "t.da.md:4: 'liste' is a list and cannot be compared with a text"},
};

START_TEST(a_wrong_path_or_condition_names_its_line_and_what_there_is)
{
    filled_check_fault(refused[_i].text, view, refused[_i].fault);
}
END_TEST

START_TEST(the_inner_variable_hides_the_outer_one)
{
    filled_check("{% for x in a %}\n{% for x in x %}\n{{ x }}\n\n{% end %}\n{% end %}\n",
                 "a: [[\"1\", \"2\"], [\"3\"]]\nx: nej\n",
                 "  paragraph \"1\"\n  paragraph \"2\"\n  paragraph \"3\"\n");
}
END_TEST

START_TEST(a_loop_knows_its_index_and_its_ends)
{
    filled_check("{% for x in a %}{{ loop.index }}{{ x }}{% if loop.last %}.{% else %}, {% end %}"
                 "{% end %}\n",
                 "a: [a, b, c]\n", "  paragraph \"1a, 2b, 3c.\"\n");
}
END_TEST

Suite *test_expr(void)
{
    Suite *suite = suite_create("expr");
    TCase *tests = tcase_create("paths and conditions");

    tcase_add_loop_test(tests, a_condition_holds_or_not, 0, sizeof conditions / sizeof *conditions);
    tcase_add_loop_test(tests, a_wrong_path_or_condition_names_its_line_and_what_there_is, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tests, the_inner_variable_hides_the_outer_one);
    tcase_add_test(tests, a_loop_knows_its_index_and_its_ends);
    suite_add_tcase(suite, tests);
    return suite;
}
