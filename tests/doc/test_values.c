/* Values are data: whatever a case holds prints as those characters, wherever it stands. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "filled.h"

/* As YAML in double quotes, and as text. */
static const struct {
    const char *yaml, *text;
} values[] = {
    {"# x", "# x"},
    {"| a | b |", "| a | b |"},
    {"<b>x</b><br>", "<b>x</b><br>"},
    {"{{ y }} {% if z %}", "{{ y }} {% if z %}"},
    {"[l](http://z) ![b](c)", "[l](http://z) ![b](c)"},
    {"\\\\ \\\\* *a* **b** _c_ `d`", "\\ \\* *a* **b** _c_ `d`"},
    {"\\\"x\\\" 'y' & &amp; &#xFDD0;", "\"x\" 'y' & &amp; &#xFDD0;"},
    {"- a", "- a"},
    {"1. a", "1. a"},
    {"> a", "> a"},
    {"Note: a", "Note: a"},
    {"Tabel: {#x} {-}", "Tabel: {#x} {-}"},
    {"http://x.example <a@b.example>", "http://x.example <a@b.example>"},
    {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD9\x85\xD8\xB1", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D "
                                                          "\xD9\x85\xD8\xB1"},
    {"---", "---"},
    {"\\U0001F600", "\xF0\x9F\x98\x80"},
};
enum { N_VALUES = sizeof values / sizeof *values };

/* Template and document, with %s where the value stands. */
static const struct {
    const char *text, *document;
} places[] = {
    {"## {{ v }}", "  heading 1 no. 1 \"%s\"\n"},
    {"### a *{{ v }}* {#b}", "  heading 2 #b \"a\" \"%s\"\n"},
    {"{{ v }}", "  paragraph \"%s\"\n"},
    {"a {{ v }} b", "  paragraph \"a %s b\"\n"},
    {"**{{ v }}**", "  paragraph \"<b:%s>\"\n"},
    {"| a |\n|---|\n| {{ v }} |\n",
     "  table [*]\n    head\n      row\n        cell head \"a\"\n    body\n      row\n"
     "        cell head \"%s\"\n"},
    {"| {{ v }} |\n|---|\n", "  table [*]\n    head\n      row\n        cell head \"%s\"\n"},
    {"- {{ v }}", "  list\n    item\n      paragraph \"%s\"\n"},
    {"> {{ v }}", "  quote\n    paragraph \"%s\"\n"},
    {"{% fields %}\na: {{ v }}\n{% end %}",
     "  fields\n    field\n      label\n        paragraph small \"a\"\n      value\n"
     "        paragraph \"%s\"\n"},
    {"{% fields %}\n{{ v }}: a\n{% end %}",
     "  fields\n    field\n      label\n        paragraph small \"%s\"\n      value\n"
     "        paragraph \"a\"\n"},
    {"## a {#b}\n\n[{{ v }}](#b)", "  heading 1 no. 1 #b \"a\"\n  paragraph \"<%s->b>\"\n"},
    {"Vejledning: {{ v }}", "  paragraph guide \"%s\"\n"},
    {"{% frame %}\n{{ v }}\n\n{{ v }}\n{% end %}",
     "  frame\n    paragraph speaker \"%s\"\n    paragraph \"%s\"\n"},
};
enum { N_PLACES = sizeof places / sizeof *places };

/* `pattern` with each "%s" replaced. */
static const char *replace(evne_arena *arena, const char *pattern, const char *text)
{
    evne_buf out = {.arena = arena};

    for (const char *p = pattern; *p; p++)
        if (p[0] == '%' && p[1] == 's') {
            evne_buf_puts(&out, text);
            p++;
        } else {
            evne_buf_put_char(&out, *p);
        }
    return evne_buf_text(&out);
}

START_TEST(a_value_prints_as_its_characters_in_every_place)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    int place = _i / N_VALUES, value = _i % N_VALUES;
    const char *yaml = evne_arena_printf(arena, "v: \"%s\"\n", values[value].yaml);

    filled_check(places[place].text, yaml,
                 replace(arena, places[place].document, values[value].text));
    evne_arena_free(arena);
}
END_TEST

static const char lines[] = "v: \"en\\n\\nto\\ntre\\n\"\n";

static const struct {
    const char *text, *document;
} split[] = {
    {"{{ v }}", "  paragraph \"en\"\n  paragraph \"to\"\n  paragraph \"tre\"\n"},
    {"\xC2\xBB{{ v }}\xC2\xAB", "  paragraph \"\xC2\xBB"
                                "en\"\n  paragraph \"to\"\n  paragraph \"tre\xC2\xAB\"\n"},
    {"> Bo\n>\n> {{ v }}",
     "  quote\n    paragraph speaker \"Bo\"\n    paragraph \"en\"\n    paragraph \"to\"\n"
     "    paragraph \"tre\"\n"},
    {"> {{ v }}\n>\n> ja", "  quote\n    paragraph speaker \"en to tre\"\n    paragraph \"ja\"\n"},
    {"- {{ v }}",
     "  list\n    item\n      paragraph \"en\"\n      paragraph \"to\"\n      paragraph \"tre\"\n"},
    {"## {{ v }}", "  heading 1 no. 1 \"en to tre\"\n"},
    {"{% fields %}\na: {{ v }}\n{% end %}",
     "  fields\n    field\n      label\n        paragraph small \"a\"\n      value\n"
     "        paragraph \"en\"\n        paragraph \"to\"\n        paragraph \"tre\"\n"},
    {"| {{ v }} |\n|---|\n",
     "  table [*]\n    head\n      row\n        cell head \"en<br>to<br>tre\"\n"},
    {"{% entry %}\n#### {{ v }}\n{{ v }}\n{% content %}\n{% end %}",
     "  entry\n    heading 3 \"en to tre\"\n    label\n      paragraph small \"en\"\n"
     "      paragraph small \"to\"\n      paragraph small \"tre\"\n    content\n"},
};

START_TEST(a_value_of_several_lines_becomes_paragraphs_breaks_or_blanks)
{
    filled_check(split[_i].text, lines, split[_i].document);
}
END_TEST

START_TEST(a_value_keeps_its_place_in_the_case)
{
    filled made = filled_make("a {{ b.c }}", "b:\n  c: tekst\n");
    const evne_node *paragraph = made.doc->root->first;

    ck_assert_uint_eq(paragraph->n_spans, 2);
    ck_assert_ptr_null(paragraph->spans[0].origin);
    ck_assert_uint_eq(paragraph->spans[1].origin->line, 2);
    ck_assert_str_eq(paragraph->spans[1].origin->file, "view.yaml");
    ck_assert(paragraph->spans[1].flags & EVNE_SPAN_VALUE);
    filled_free(&made);
}
END_TEST

START_TEST(a_paragraph_without_text_is_left_out)
{
    filled_check("a\n\n{{ x | eller(\"\") }}\n\n- {{ x | eller(\"\") }}\n\n> {{ y }}\n",
                 "y: \"\"\n", "  paragraph \"a\"\n");
}
END_TEST

Suite *test_values(void)
{
    Suite *suite = suite_create("values");
    TCase *tests = tcase_create("values are data");

    tcase_add_loop_test(tests, a_value_prints_as_its_characters_in_every_place, 0,
                        N_PLACES * N_VALUES);
    tcase_add_loop_test(tests, a_value_of_several_lines_becomes_paragraphs_breaks_or_blanks, 0,
                        sizeof split / sizeof *split);
    tcase_add_test(tests, a_value_keeps_its_place_in_the_case);
    tcase_add_test(tests, a_paragraph_without_text_is_left_out);
    suite_add_tcase(suite, tests);
    return suite;
}
