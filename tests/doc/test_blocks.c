/* The blocks that Markdown lacks. */
#include <check.h>

#include "filled.h"

static const struct {
    const char *text, *yaml, *document;
} made[] = {
    {"{% fields x %}",
     "x: [{navn: A, vaerdi: \"=2.5\"}, {navn: B, vaerdi: [c, d]}, {navn: E}, {navn: F, vaerdi: "
     "\"g\\nh\"}]\n",
     "  fields\n    field\n      label\n        paragraph small \"A\"\n      value\n"
     "        paragraph \"2,5\"\n"
     "    field\n      label\n        paragraph small \"B\"\n      value\n"
     "        paragraph \"c\"\n        paragraph \"d\"\n"
     "    field\n      label\n        paragraph small \"E\"\n      value\n"
     "        paragraph \"ikke oplyst\"\n"
     "    field\n      label\n        paragraph small \"F\"\n      value\n"
     "        paragraph \"g\"\n        paragraph \"h\"\n"},
    {"{% fields x %}", "x: []\n", ""},
    {"{% fields %}\n1. dag: kl. 10:30 **b**<br>c\n\n**Fed:** {{ x | eller(\"\") }}\n{% end %}", "",
     "  fields\n    field\n      label\n        paragraph small \"1. dag\"\n      value\n"
     "        paragraph \"kl. 10:30 <b:b><br>c\"\n"
     "    field\n      label\n        paragraph small \"<b:Fed>\"\n      value\n"
     "        paragraph \"ikke oplyst\"\n"},
    {"{% halves %}\na: **b**\n{% if x %}\nc: d\n{% end %}\n{% content %}\n{% fields x %}\n"
     "{% end %}",
     "x: [{navn: e, vaerdi: f}]\n",
     "  halves\n    content\n      fields\n"
     "        field\n          label\n            paragraph small \"a\"\n          value\n"
     "            paragraph small \"<b:b>\"\n"
     "        field\n          label\n            paragraph small \"c\"\n          value\n"
     "            paragraph small \"d\"\n"
     "    content\n      fields\n"
     "        field\n          label\n            paragraph small \"e\"\n          value\n"
     "            paragraph small \"f\"\n"},
    {"{% entry x %}\n#### {{ x }}\n{{ d | dato }}\n\n*Mål M1*\n*Mål M2*\n{% content %}\n"
     "#### **Opgave** *· sted*\n{{ l }}\n{% measures m %}\n> Bo\n>\n> »{{ l }}«\n{% frame "
     "%}\nLone\n\n"
     "{{ l }}\n{% end %}\n{% end %}",
     "x: O-07\nd: \"2026-03-18\"\nl: \"a\\nb\"\nm: [{navn: løft, vaerdi: \"=10\"}, {navn: vægt, "
     "vaerdi: \"4\", enhed: kg}]\n",
     "  entry #O-07\n    heading 3 \"O-07\" \"<b:Opgave> <r:· sted>\"\n"
     "    label\n      paragraph small \"18. marts 2026\"\n      paragraph fine \"Mål M1 Mål M2\"\n"
     "    content\n      paragraph \"a\"\n      paragraph \"b\"\n"
     "      measures\n        measure \"løft <b:10>\"\n"
     "        measure \"vægt <b:4><b: ><b:kg>\"\n"
     "      quote\n        paragraph speaker \"Bo\"\n        paragraph \"»a\"\n"
     "        paragraph \"b«\"\n"
     "      frame\n        paragraph speaker \"Lone\"\n        paragraph \"a\"\n"
     "        paragraph \"b\"\n"},
    {"## A {#a}\n## B {#b}\n{% summary x %}",
     "x: [{spoergsmaal: \"Hvad?\", svar: To, uddybning: \"c\\nd\", afsnit: [a, b], henvisninger: "
     "[O-01, O-02]}, {spoergsmaal: \"Ord?\", citat: \"Ja\", kilde: \"Bo, 2. juli\", afsnit: b, "
     "henvisninger: O-03}]\n",
     "  heading 1 no. 1 #a \"A\"\n  heading 1 no. 2 #b \"B\"\n  summary\n    answer\n      label\n"
     "        paragraph small \"<b:Hvad?>\"\n      content\n        paragraph lead \"To\"\n"
     "        paragraph small \"c\"\n        paragraph small \"d\"\n      references\n"
     "        paragraph fine \"Afsnit <s:1->a> og <s:2->b>\"\n"
     "        paragraph fine \"O-01, O-02\"\n"
     "    answer\n      label\n        paragraph small \"<b:Ord?>\"\n      content\n"
     "        quote\n          paragraph \"»Ja«\"\n"
     "          paragraph small \"<r:Bo, 2. juli>\"\n      references\n"
     "        paragraph fine \"Afsnit <s:2->b>\"\n        paragraph fine \"O-03\"\n"},
    {"{% for u in underskrivere %}\n{% signature u.rolle %}\n{% end %}",
     "underskrivere: [{rolle: borger, navn: Bo, kraevet: \"=true\", metode: MitID, betydning: "
     "\"Jeg har læst.\"}, {rolle: faglig_leder, titel: leder, organisation: X}]\n",
     "  signature 1 borger required \"MitID\"\n    label\n      paragraph lead \"Borger\"\n"
     "      paragraph small \"<b:Bo>\"\n    content\n      paragraph \"Jeg har læst.\"\n"
     "  signature 2 faglig_leder\n    label\n      paragraph lead \"Faglig leder\"\n"
     "      paragraph small \"leder\"\n      paragraph small \"X\"\n    content\n"},
    {"{% contents %}\n{% pagebreak %}", "", "  contents\n  pagebreak\n"},
};

START_TEST(a_tag_becomes_its_block)
{
    filled_check(made[_i].text, made[_i].yaml, made[_i].document);
}
END_TEST

#define FIELDS_IN "; it holds lines 'Label: text'"
#define ENTRY_IN                                                                                   \
    "; it holds '#### text', paragraphs, lists, quotes, {% frame %}, {% measures %} and "          \
    "{% fields %}"

static const struct {
    const char *text, *yaml, *fault;
} faults[] = {
    {"{% fields x %}", "x: a\n",
     "t.da.md:4: 'x' does not fit {% fields %}: it takes a list of "
     "items { navn, vaerdi }"},
    {"{% fields x %}", "x: [a]\n",
     "t.da.md:4: 'x' does not fit {% fields %}: it takes a list of "
     "items { navn, vaerdi }"},
    {"{% fields x %}", "x: [{navn: a, vaerdi: {b: c}}]\n",
     "t.da.md:4: 'vaerdi' in an item of 'x' is a group where a text is expected"},
    {"{% measures x %}", "x: [{navn: a}]\n",
     "t.da.md:4: 'x' does not fit {% measures %}: it takes a list of items { navn, vaerdi, enhed "
     "}"},
    {"{% summary x %}", "x: [{spoergsmaal: a}]\n",
     "t.da.md:4: 'x' does not fit {% summary %}: it takes a list of items { spoergsmaal, svar or "
     "citat, uddybning, kilde, afsnit, henvisninger }"},
    {"{% summary x %}", "x: [{spoergsmaal: a, svar: b, afsnit: c}]\n",
     "t.da.md:4: nothing has the anchor '#c'; there are: none"},
    {"{% summary x %}", "", "t.da.md:4: no value 'x' here; there are: nothing"},
    {"{% fields %}\nuden\n{% end %}", "", "t.da.md:5: a line of a key-value list is 'Label: text'"},
    {"{% fields %}\n{% contents %}\n{% end %}", "",
     "t.da.md:5: '{% contents %}' cannot stand in {% fields %}" FIELDS_IN},
    {"{% entry %}\na\n{% content %}\n{% contents %}\n{% end %}", "",
     "t.da.md:7: '{% contents %}' cannot stand in {% entry %}; it holds paragraphs, lists, quotes, "
     "{% frame %}, {% measures %} and {% fields %}"},
    {"{% entry %}\n- a\n{% content %}\n{% end %}", "",
     "t.da.md:5: a list cannot stand in the label cell of {% entry %}; it holds '#### text' and "
     "paragraphs"},
    {"{% entry %}\n{% content %}\n| a |\n|---|\n{% end %}", "",
     "t.da.md:6: a table cannot stand in {% entry %}" ENTRY_IN},
    {"{% entry %}\n{% content %}\n\n## a\n{% end %}", "",
     "t.da.md:7: a heading of a section cannot stand in {% entry %}" ENTRY_IN},
    {"{% entry %}\n{% content %}\na\n\n#### b\n{% end %}", "",
     "t.da.md:8: '#### text' stands once in a cell, before everything else"},
    {"{% frame %}\na\n\n- b\n{% end %}", "",
     "t.da.md:7: a list cannot stand in {% frame %}; it holds paragraphs"},
    {"{% frame %}\n{% entry %}\n{% content %}\n{% end %}\n{% end %}", "",
     "t.da.md:5: '{% entry %}' cannot stand in {% frame %}; it holds paragraphs"},
    {"{% signature \"x\" %}", "underskrivere: [{rolle: a}, {rolle: b}]\n",
     "t.da.md:4: no signer has the role 'x'; there are: a, b"},
    {"{% signature \"x\" %}", "", "t.da.md:4: no signer has the role 'x'; there are: none"},
    {"{% signature \"a\" %}\n{% signature \"a\" %}", "underskrivere: [{rolle: a}]\n",
     "t.da.md:5: the role 'a' has its signature already, in line 4"},
};

START_TEST(data_that_does_not_fit_and_misplaced_blocks_are_faults)
{
    filled_check_fault(faults[_i].text, faults[_i].yaml, faults[_i].fault);
}
END_TEST

Suite *test_blocks(void)
{
    Suite *suite = suite_create("blocks");
    TCase *tests = tcase_create("tags");

    tcase_add_loop_test(tests, a_tag_becomes_its_block, 0, sizeof made / sizeof *made);
    tcase_add_loop_test(tests, data_that_does_not_fit_and_misplaced_blocks_are_faults, 0,
                        sizeof faults / sizeof *faults);
    suite_add_tcase(suite, tests);
    return suite;
}
