/* Front matter and tags: what can be wrong before a case is looked at. */
#include <check.h>
#include <string.h>

#include "filled.h"

START_TEST(the_front_matter_fills_the_documents_facts)
{
    filled made =
        filled_make("---\ntitle: Plan for {{ navn }}\nheader: {% if tolk %}tolk{% else "
                    "%}uden tolk{% end %}: {{ lang }}\nfooter: Sag {{ nr | tal(1) }}\n---\n",
                    "navn: \"B # L\"\nnr: \"=2\"\nlang: \"a\\nb\"\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert(evne_str_is(made.doc->title, "Plan for B # L"));
    ck_assert(evne_str_is(made.doc->header, "uden tolk: a b"));
    ck_assert(evne_str_is(made.doc->footer, "Sag 2,0"));
    ck_assert(evne_str_is(made.doc->lang, "da-DK"));
    ck_assert_uint_eq(made.doc->letterhead.len, 0);
    filled_free(&made);
}
END_TEST

START_TEST(the_heading_is_the_title_when_the_front_matter_has_none)
{
    filled made = filled_make("---\nlang: en-GB\n---\n# En *to* {{ x }}\n", "x: tre\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert(evne_str_is(made.doc->title, "En to tre"));
    ck_assert(evne_str_is(made.doc->lang, "en-GB"));
    filled_free(&made);
}
END_TEST

static const struct {
    const char *text, *fault;
} faults[] = {
    {"---\ntitel: x\n---\n",
     "t.da.md:2: the front matter has no 'titel'; it has title, lang, letterhead, classification, "
     "header, footer, subject, author, keywords"},
    {"---\ntitle: x\ntitle: y\n---\n", "t.da.md:3: 'title' stands twice in the front matter"},
    {"---\ntitle\n---\n", "t.da.md:2: a line of the front matter is 'name: text'"},
    {"---\ntitle: x\n", "t.da.md:1: the front matter is not closed: '---' is missing after it"},
    {"---\ntitle: {{ x }}\n---\n", "t.da.md:2: no value 'x' here; there are: nothing"},
    {"---\ntitle: {% contents %}\n---\n",
     "t.da.md:2: '{% contents %}' cannot stand in the front matter"},
    {"---\nlang: da\n---\nx\n",
     "t.da.md:1: the document has no title: 'title:' in the front matter or a line '# ...'"},
    {"---\ntitle: x\nlang: xx\n---\nx\n",
     "t.da.md:3: 'xx' is no language that a document can have; 'lang' is da, da-DK, en, en-GB or "
     "en-US"},
    {"a\n{{ b\n}}", "t.da.md:5: '{{' is not closed on its line: '}}' is missing"},
    {"a {% if x }} b", "t.da.md:4: '{%' is not closed on its line: '%}' is missing"},
    {"a\n\n{% if x %}\nb\n", "t.da.md:6: '{% if %}' is not closed: '{% end %}' is missing"},
    {"a\n{% end %}", "t.da.md:5: '{% end %}' closes nothing: no tag is open here"},
    {"{% else %}", "t.da.md:4: '{% else %}' closes nothing: no tag is open here"},
    {"{% content %}", "t.da.md:4: '{% content %}' closes nothing: no tag is open here"},
    {"{% for x in y %}\n{% else %}\n{% end %}",
     "t.da.md:5: {% else %} does not belong to '{% for %}' of line 4"},
    {"{% if x %}\n{% else %}\n{% else %}\n{% end %}",
     "t.da.md:6: {% else %} does not belong to '{% if %}' of line 4"},
    {"{% frame %}\n{% content %}\n{% end %}",
     "t.da.md:5: {% content %} does not belong to '{% frame %}' of line 4"},
    {"{% halves %}\na: b\n{% end %}",
     "t.da.md:6: {% end %} does not belong to '{% halves %}' of line 4, which is cell, "
     "{% content %}, cell, {% end %}"},
    {"{% for x y %}\n{% end %}",
     "t.da.md:4: '{% for x y %}' is not how 'for' is written: {% for x in path %}"},
    {"{% for loop in y %}\n{% end %}",
     "t.da.md:4: 'loop' cannot name an item: it is loop.index, loop.first, loop.last"},
    {"{% summary %}",
     "t.da.md:4: '{% summary %}' is not how 'summary' is written: {% summary path %}"},
    {"{% contents x %}",
     "t.da.md:4: '{% contents x %}' is not how 'contents' is written: {% contents %}"},
    {"{% fields \"x\" %}",
     "t.da.md:4: '{% fields \"x\" %}' is not how 'fields' is written: {% fields path %}"},
    {"{% include name %}",
     "t.da.md:4: '{% include name %}' is not how 'include' is written: {% include \"name\" %}"},
    {"a {% contents %}", "t.da.md:4: '{% contents %}' must stand on a line of its own"},
    {"{% frame %}\na {% end %}", "t.da.md:5: '{% end %}' must stand on a line of its own"},
    {"{% group %}", "t.da.md:4: '{% group %}' stands first on its line, with the text after it"},
    {"{% columns 30 | x %}\n",
     "t.da.md:4: 'x' is no column: a width in points or '*', then 'right', 'number', "
     "'number(2)', 'bar' or 'plot'"},
    {"{% columns 300 | 200 %}\n",
     "t.da.md:4: the columns are 500 points wide together, a '*' at least 18; the page has 474"},
    {"{% columns 400 | * | * | * | * | * %}\n",
     "t.da.md:4: the columns are 490 points wide together, a '*' at least 18; the page has 474"},
    {"{% columns 540 %}\n",
     "t.da.md:4: '540': a column is 18 to 474 points wide, or '*' for what is left"},
    {"{% columns 3 | 4 | * %}\n",
     "t.da.md:4: '3': a column is 18 to 474 points wide, or '*' for what is left"},
    {"{% columns 30 | 66 plot %}\n",
     "t.da.md:4: a 'plot' column draws the two columns to its left, which are missing"},
    {"{% include \"x\" %}", "t.da.md:4: no template 'x.da.md' in the folders: "},
};

START_TEST(a_wrong_template_is_a_fault_with_its_line)
{
    filled_check_fault(faults[_i].text, "", faults[_i].fault);
}
END_TEST

START_TEST(an_unknown_tag_names_those_that_there_are)
{
    filled made = filled_make("{% foreach x %}", "");

    ck_assert_ptr_nonnull(
        strstr(made.fault, "t.da.md:4: unknown tag 'foreach'; tags are for, if, "));
    ck_assert_ptr_nonnull(strstr(made.fault, "pagebreak, else, content, end"));
    filled_free(&made);
}
END_TEST

START_TEST(lines_of_tags_leave_no_empty_lines_behind)
{
    filled_check("| a |\n|---|\n{% for x in xs %}\n  {% if x %}\n| {{ x }} |\n  {% end %}\n"
                 "{% end %}\n| slut |\n",
                 "xs: [en, \"\", to]\n",
                 "  table [*]\n    head\n      row\n        cell head \"a\"\n    body\n"
                 "      row\n        cell head \"en\"\n      row\n        cell head \"to\"\n"
                 "      row\n        cell head \"slut\"\n");
}
END_TEST

START_TEST(a_fault_behind_a_loop_names_the_line_of_the_template)
{
    filled_check_fault("{% for x in xs %}\n{{ x }}\n\n{% end %}\n\n`a`\n", "xs: [a, b, c, d]\n",
                       "t.da.md:9: code between backticks has no place in a template; use "
                       "**strong** or plain text");
}
END_TEST

START_TEST(windows_line_ends_and_a_byte_order_mark_are_read)
{
    filled made =
        filled_make_bytes(EVNE_STR("\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\n## A\r\n\r\nb\r\n"));

    ck_assert_str_eq(made.fault, "");
    ck_assert_str_eq(made.printed, "  heading 1 no. 1 \"A\"\n  paragraph \"b\"\n");
    filled_free(&made);
}
END_TEST

START_TEST(a_front_matter_that_does_not_start_the_file_is_refused)
{
    static const char *const texts[] = {"\n\n---\ntitle: x\n---\n", "\n\ntitle: x\n---\n",
                                        "\n\nlang: da\n\n# a\n"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        filled made = filled_make_bytes(evne_str_of(texts[i]));

        ck_assert_str_eq(
            made.fault,
            "t.da.md:3: the front matter begins with a line '---', the first of the file");
        filled_free(&made);
    }
}
END_TEST

Suite *test_template(void)
{
    Suite *suite = suite_create("template");
    TCase *tests = tcase_create("front matter and tags");

    tcase_add_test(tests, the_front_matter_fills_the_documents_facts);
    tcase_add_test(tests, the_heading_is_the_title_when_the_front_matter_has_none);
    tcase_add_loop_test(tests, a_wrong_template_is_a_fault_with_its_line, 0,
                        sizeof faults / sizeof *faults);
    tcase_add_test(tests, an_unknown_tag_names_those_that_there_are);
    tcase_add_test(tests, lines_of_tags_leave_no_empty_lines_behind);
    tcase_add_test(tests, a_fault_behind_a_loop_names_the_line_of_the_template);
    tcase_add_test(tests, windows_line_ends_and_a_byte_order_mark_are_read);
    tcase_add_test(tests, a_front_matter_that_does_not_start_the_file_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
