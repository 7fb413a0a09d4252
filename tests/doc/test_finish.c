/* Anchors, links and the ids in text. */
#include <check.h>

#include "filled.h"

#define ENTRY(anchor) "{% entry \"" anchor "\" %}\n" anchor "\n{% content %}\n{% end %}\n"
#define ENTRY_MADE(anchor)                                                                         \
    "  entry #" anchor "\n    label\n      paragraph small \"" anchor "\"\n    content\n"

static const struct {
    const char *text, *document;
} ids[] = {
    {"O-07 og (S-1), M2. Å-1", "<O-07->O-07> og (<S-1->S-1>), <M2->M2>. <Å-1->Å-1>"},
    {"O-07 til S-1, O-07\xE2\x80\x93S-1", "<O-07->O-07> til <S-1->S-1>, "
                                          "<O-07->O-07>\xE2\x80\x93<S-1->S-1>"},
    {"S-1-2026, xS-1, S-10, S-1a, M21, åM2", "S-1-2026, xS-1, S-10, S-1a, M21, åM2"},
    {"**O-07** og [O-07 her](#S-1)", "<b:O-07->O-07> og <O-07 her->S-1>"},
    {"bilag 2, Bilag 2, bilag\xC2\xA0"
     "2, bilag 22, bilag  2, xbilag 2",
     "<bilag 2->bilag-2>, <Bilag 2->bilag-2>, <bilag\xC2\xA0"
     "2->bilag-2>, bilag 22, "
     "bilag  2, xbilag 2"},
    {"bilag {{ to }} og {{ to }}", "bilag <2->bilag-2> og 2"},
    {"ordet bilag-2", "ordet bilag-2"},
    {"{{ id }} [{{ id }}](#{{ id }})", "<O-07->O-07> <O-07->O-07>"},
};

START_TEST(an_id_in_text_leads_to_its_anchor)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const char *text =
        evne_arena_printf(arena, "%s\n\n%s", ids[_i].text,
                          ENTRY("O-07") ENTRY("S-1") ENTRY("M2") ENTRY("Å-1") ENTRY("bilag-2"));
    const char *expected = evne_arena_printf(arena, "  paragraph \"%s\"\n%s", ids[_i].document,
                                             ENTRY_MADE("O-07") ENTRY_MADE("S-1") ENTRY_MADE("M2")
                                                 ENTRY_MADE("Å-1") ENTRY_MADE("bilag-2"));

    filled_check(text, "id: O-07\nto: \"2\"\n", expected);
    evne_arena_free(arena);
}
END_TEST

START_TEST(ids_in_headings_and_in_their_own_block_are_no_links)
{
    filled_check("## O-07\n\n{% entry \"O-07\" %}\nO-07\n{% content %}\nO-07\n{% end %}\n", "",
                 "  heading 1 no. 1 \"O-07\"\n  entry #O-07\n    label\n      paragraph small "
                 "\"O-07\"\n    content\n      paragraph \"O-07\"\n");
}
END_TEST

START_TEST(an_id_in_a_tables_first_column_is_an_anchor_unless_it_is_taken)
{
    filled_check("| Nr. | x |\n|---|---|\n| **P-1** | P-2 |\n| P-2 | P-1 |\n| P-1 | P-3 |\n"
                 "| P-3 | P-3 |\n\n{% entry \"P-3\" %}\na\n{% content %}\n{% end %}\n",
                 "",
                 "  table [* | *]\n    head\n      row\n        cell head \"Nr.\"\n"
                 "        cell head \"x\"\n    body\n"
                 "      row\n        cell head #P-1 \"<b:P-1>\"\n        cell \"<P-2->P-2>\"\n"
                 "      row\n        cell head #P-2 \"P-2\"\n        cell \"<P-1->P-1>\"\n"
                 "      row\n        cell head \"<P-1->P-1>\"\n        cell \"<P-3->P-3>\"\n"
                 "      row\n        cell head \"<P-3->P-3>\"\n        cell \"<P-3->P-3>\"\n"
                 "  entry #P-3\n    label\n      paragraph small \"a\"\n    content\n");
}
END_TEST

START_TEST(the_numbers_of_the_enclosure_table_are_anchors)
{
    filled_check("## A\n\n| Nr. |\n|---|\n| 1 |\n\n## B {#bilag}\n\n| Nr. |\n|---|\n| 1 |\n| x |\n",
                 "",
                 "  heading 1 no. 1 \"A\"\n  table [*]\n    head\n      row\n        cell head "
                 "\"Nr.\"\n    body\n      row\n        cell head \"1\"\n"
                 "  heading 1 no. 2 #bilag \"B\"\n  table [*]\n    head\n      row\n        cell "
                 "head \"Nr.\"\n    body\n      row\n        cell head #bilag-1 \"1\"\n"
                 "      row\n        cell head \"x\"\n");
}
END_TEST

START_TEST(an_empty_link_prints_the_number_of_the_section)
{
    filled_check("## A {-} {#a}\n\n## B {#b}\n\n### C {#c}\n\n[](#b) [](#c) [x](#a)\n", "",
                 "  heading 1 #a \"A\"\n  heading 1 no. 1 #b \"B\"\n  heading 2 #c \"C\"\n"
                 "  paragraph \"<s:1->b> <s:1->c> <x->a>\"\n");
    filled_check_fault("## A {-} {#a}\n\n[](#a)\n", "",
                       "t.da.md:6: the section of '#a' has no number; write the text of the link");
}
END_TEST

START_TEST(the_first_node_with_an_anchor_is_the_target)
{
    filled made = filled_make("## A {#{{ x }}}\n\n## B {#{{ x }}}\n\n[](#a)\n", "x: a\n");

    ck_assert_str_eq(made.fault, "");
    ck_assert_ptr_eq(made.doc->root->last->spans[0].target, made.doc->root->first);
    filled_free(&made);
}
END_TEST

START_TEST(an_anchor_that_the_template_writes_twice_is_a_fault)
{
    filled_check_fault("## A {#a}\n\n## B {#a}\n", "",
                       "t.da.md:6: the anchor '#a' is taken: the heading in line 4 of t.da.md has "
                       "it; each heading has one of its own, or none");
}
END_TEST

START_TEST(an_anchor_may_come_from_a_value)
{
    filled_check("{% for g in gs %}\n### {{ g.navn }} *{{ g.n }}* {#g-{{ g.id }}}\n{% end %}\n",
                 "gs: [{navn: \"A {b}\", n: to, id: x}, {navn: C, n: tre, id: y}]\n",
                 "  heading 2 #g-x \"A {b}\" \"to\"\n  heading 2 #g-y \"C\" \"tre\"\n");
}
END_TEST

Suite *test_finish(void)
{
    Suite *suite = suite_create("finish");
    TCase *tests = tcase_create("numbers, anchors, links");

    tcase_add_loop_test(tests, an_id_in_text_leads_to_its_anchor, 0, sizeof ids / sizeof *ids);
    tcase_add_test(tests, ids_in_headings_and_in_their_own_block_are_no_links);
    tcase_add_test(tests, an_id_in_a_tables_first_column_is_an_anchor_unless_it_is_taken);
    tcase_add_test(tests, the_numbers_of_the_enclosure_table_are_anchors);
    tcase_add_test(tests, an_empty_link_prints_the_number_of_the_section);
    tcase_add_test(tests, the_first_node_with_an_anchor_is_the_target);
    tcase_add_test(tests, an_anchor_that_the_template_writes_twice_is_a_fault);
    tcase_add_test(tests, an_anchor_may_come_from_a_value);
    suite_add_tcase(suite, tests);
    return suite;
}
