/* Markdown to blocks. */
#include <check.h>

#include "filled.h"

#define TABLE(columns) "  table [" columns "]\n    head\n      row\n"

static const struct {
    const char *text, *document;
} made[] = {
    {"# T\n\n## A {-}\n\n## B {#b} {-}\n\n## C {#c}\n\n### D *e* {#d}\n",
     "  title \"T\"\n  heading 1 \"A\"\n  heading 1 #b \"B\"\n  heading 1 no. 1 #c \"C\"\n"
     "  heading 2 #d \"D\" \"e\"\n"},
    {"a **b** *c*<br>d  \ne\nf", "  paragraph \"a <b:b> <r:c><br>d<br>e f\"\n"},
    {"- a\n- b\n  1. c\n\n3. d",
     "  list\n    item\n      paragraph \"a\"\n    item\n      paragraph \"b\"\n      list from 1\n"
     "        item\n          paragraph \"c\"\n  list from 3\n    item\n      paragraph \"d\"\n"},
    {"> Bo\n>\n> »a«\n>\n> »b«",
     "  quote\n    paragraph speaker \"Bo\"\n    paragraph \"»a«\"\n    paragraph \"»b«\"\n"},
    {"| a | b |\n|---|--:|\n| 1 | 2 |\n",
     TABLE("* | * right") "        cell head \"a\"\n        cell head \"b\"\n    body\n"
                          "      row\n        cell head \"1\"\n        cell \"2\"\n"},
    {"{% columns 30.5 | * | 60 number(1) | 87 bar | 66 plot | 20 right %}\n"
     "| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n"
     "| 1 | 2 | 1.234,56 | 4 | 5 | 6 |\n| 1 | 2 | mangler 2 | 4 | 5 | 6 |\n",
     TABLE(
         "30.500 | * | 60.000 number(1) | 87.000 bar | 66.000 plot | 20.000 right") "        cell "
                                                                                    "head \"a\"\n  "
                                                                                    "      cell "
                                                                                    "head \"b\"\n  "
                                                                                    "      cell "
                                                                                    "head \"c\"\n"
                                                                                    "        cell "
                                                                                    "head \"d\"\n  "
                                                                                    "      cell "
                                                                                    "head \"e\"\n  "
                                                                                    "      cell "
                                                                                    "head \"f\"\n  "
                                                                                    "  body\n"
                                                                                    "      row\n   "
                                                                                    "     cell "
                                                                                    "head \"1\"\n  "
                                                                                    "      cell "
                                                                                    "\"2\"\n       "
                                                                                    " cell "
                                                                                    "\"3,0\"\n"
                                                                                    "        cell "
                                                                                    "\"4\"\n       "
                                                                                    " cell \"5\"\n "
                                                                                    "       cell "
                                                                                    "\"6\"\n"
                                                                                    "      row\n   "
                                                                                    "     cell "
                                                                                    "head \"1\"\n  "
                                                                                    "      cell "
                                                                                    "\"2\"\n       "
                                                                                    " cell "
                                                                                    "\"1.234,6\"\n"
                                                                                    "        cell "
                                                                                    "\"4\"\n       "
                                                                                    " cell \"5\"\n "
                                                                                    "       cell "
                                                                                    "\"6\"\n"
                                                                                    "      row\n   "
                                                                                    "     cell "
                                                                                    "head \"1\"\n  "
                                                                                    "      cell "
                                                                                    "\"2\"\n       "
                                                                                    " cell "
                                                                                    "\"mangler "
                                                                                    "2\"\n"
                                                                                    "        cell "
                                                                                    "\"4\"\n       "
                                                                                    " cell \"5\"\n "
                                                                                    "       cell "
                                                                                    "\"6\"\n"},
    {"| a | b |\n|---|---|\n| x | y |\n{% group %} G *2*\n| 1 | 2 |\n",
     TABLE("* | *") "        cell head \"a\"\n        cell head \"b\"\n    body\n      row\n"
                    "        cell head \"x\"\n        cell \"y\"\n    body\n      row group\n"
                    "        cell head \"G <r:2>\"\n      row\n        cell head \"1\"\n"
                    "        cell \"2\"\n"},
    {"Tabel: T\n| a |\n|---|\n| 1 |\n\nNote: N\n\nNote: M",
     "  table 1 [*]\n    paragraph caption \"<b:Tabel\xC2\xA0"
     "1.> T\"\n    head\n      row\n"
     "        cell head \"a\"\n    body\n      row\n        cell head \"1\"\n"
     "    paragraph note \"N\"\n    paragraph note \"M\"\n"},
    {"a\n\nNote: N", "  paragraph \"a\"\n  paragraph note \"N\"\n"},
    {"Vejledning: a\nb", "  paragraph guide \"a b\"\n"},
    {"Tabellen: a", "  paragraph \"Tabellen: a\"\n"},
    {"a &amp; b &lt; \\* c", "  paragraph \"a & b < * c\"\n"},
    {"\"a\" -- b...", "  paragraph \"\"a\" -- b...\"\n"},
};

START_TEST(markdown_becomes_blocks)
{
    filled_check(made[_i].text, "", made[_i].document);
}
END_TEST

#define HERE "here; a template holds headings, paragraphs, lists, quotes, tables and tags"

#define NOT_A_TABLE(line)                                                                          \
    "t.da.md:" #line ": this row belongs to no table: a table is a head, a line '|---|---|' with " \
    "as many columns, and rows, without an empty line between them"

static const struct {
    const char *text, *fault;
} faults[] = {
    {"# A\n\n# B", "t.da.md:6: the document has its title already, in line 4; a section is '## "
                   "...'"},
    {"#### A", "t.da.md:4: a heading below '###' cannot stand " HERE},
    {"## {#a}", "t.da.md:4: a heading has no text"},
    {"a\n\n    b", "t.da.md:6: a block of code (backticks, or four blanks before a line) cannot "
                   "stand " HERE},
    {"<div>\na\n</div>", "t.da.md:4: HTML cannot stand " HERE},
    {"a\nb <b>c</b>", "t.da.md:5: HTML has no place in a template; only <br> is known"},
    {"***", "t.da.md:4: a rule cannot stand " HERE},
    {"![a](b)", "t.da.md:4: an image has no place in a template; charts come from {% weeks %}, "
                "{% curve %}, {% radar %}"},
    {"[a](http://b)", "t.da.md:4: a link to the outside has no place in a template; a link leads "
                      "to an anchor of the document: [text](#anchor)"},
    {"<http://b>", "t.da.md:4: a link to the outside has no place in a template; a link leads to "
                   "an anchor of the document: [text](#anchor)"},
    {"> - a", "t.da.md:4: a quote holds paragraphs only"},
    {"- > a", "t.da.md:4: an item of a list holds paragraphs and lists only"},
    {"| a |\n|:-:|\n", "t.da.md:4: nothing is centred: columns stand left '---' or right '--:'"},
    {"{% columns 30 | 20 %}\n| a |\n|---|\n",
     "t.da.md:4: '{% columns %}' names 2 columns, the table in line 5 has 1"},
    {"{% columns 30 %}\na", "t.da.md:4: '{% columns %}' stands directly before its table, and none "
                            "follows"},
    {"{% columns 30 %}", "t.da.md:4: '{% columns %}' stands directly before its table, and none "
                         "follows"},
    {"Tabel: a\n\nb", "t.da.md:4: a caption stands directly before its table, and none follows"},
    {"Figur: a", "t.da.md:4: a caption stands directly before its chart, and none follows"},
    {"Tabel: a\n\nTabel: b", "t.da.md:6: a second caption for the same table or chart"},
    {"Tabel:\n\n| a |\n|-|", "t.da.md:4: a caption has no text"},
    {"Figur: a\n\n| a |\n|---|\n", "t.da.md:6: the caption of a table is 'Tabel: ...'"},
    {"| a |\n|---|\n| b |\nNote: c", "t.da.md:7: an empty line is missing between the table and "
                                     "'Note: c'"},
    {"{% group %} a", "t.da.md:4: '{% group %}' stands between the rows of a table"},
    {"| a | d |\n|---|---|\n{% group %} b | c\n",
     "t.da.md:6: a group row is one text: write '\\|' for a bar in it"},
    {"a\n\n##b", "t.da.md:6: a heading has a blank after its '#': '## Title'; a text that starts "
                 "with '#' is written '\\#'"},
    {"| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
     "t.da.md:6: the row has 3 cells, but its table has 2 columns; a bar in a text is written "
     "'\\|'"},
    {"| a | b |\n\n|---|---|\n", NOT_A_TABLE(4)},
    {"a\n\n| a |\n|---|\n\n| 1 |\n", NOT_A_TABLE(9)},
    {"Tabel: a\n| a | b |\n|---|\n", NOT_A_TABLE(5)},
    {"[a](#b)", "t.da.md:4: nothing has the anchor '#b'; there are: none"},
};

START_TEST(what_has_no_place_is_a_fault_that_says_what_has)
{
    filled_check_fault(faults[_i].text, "", faults[_i].fault);
}
END_TEST

Suite *test_markdown(void)
{
    Suite *suite = suite_create("markdown");
    TCase *tests = tcase_create("blocks");

    tcase_add_loop_test(tests, markdown_becomes_blocks, 0, sizeof made / sizeof *made);
    tcase_add_loop_test(tests, what_has_no_place_is_a_fault_that_says_what_has, 0,
                        sizeof faults / sizeof *faults);
    suite_add_tcase(suite, tests);
    return suite;
}
