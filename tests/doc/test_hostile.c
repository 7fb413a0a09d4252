/* Templates from elsewhere: every one of them ends, soon, in a document or in a fault. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "filled.h"

static evne_str repeated(evne_arena *arena, const char *text, size_t times)
{
    evne_buf buf = {.arena = arena};

    evne_buf_puts(&buf, "# T\n\n");
    for (size_t i = 0; i < times; i++)
        evne_buf_puts(&buf, text);
    return evne_buf_str(&buf);
}

static const struct {
    const char *text;
    size_t times;
    bool is_fault;
} repeats[] = {
    {"{{", 25000, true},
    {"{%", 25000, true},
    {"{% for a in b %}\n", 20000, true},
    {"{% if a %}\n{% else %}\n", 20000, true},
    {"{% entry %}\n", 1000, true},
    {"{% end %}\n", 1000, true},
    {"{", 500000, true},
    {"{ ", 200000, false},
    {"x ", 500000, false},
    {"[", 50000, false},
    {"![[](", 20000, false},
    {"*a_ ", 30000, false},
    {"**x", 30000, false},
    {"<", 100000, false},
    {"&#", 100000, false},
    {"> ", 50000, true},
    {"- ", 20000, true},
    {"|", 50000, true},
    {"`a", 50000, true},
    {"[a](#b) ", 20000, true},
    {"## x {-} {-} {-} {#a}\n", 2000, true},
    {"| a |\n|---|\n\n", 60000, true},
    {"Note: a\n\n", 20000, false},
    {"O-07, bilag 2, ", 20000, false},
    {"{% contents %}\n", 20000, false},
};

START_TEST(a_repeated_fragment_ends_in_a_document_or_a_fault)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    filled made = filled_make_bytes(repeated(arena, repeats[_i].text, repeats[_i].times));

    ck_assert_int_eq(made.status, repeats[_i].is_fault ? EVNE_TEMPLATE : EVNE_OK);
    filled_free(&made);
    evne_arena_free(arena);
}
END_TEST

#define RESERVED(code)                                                                             \
    "t.da.md:2: the character " code " is reserved and cannot stand in a template"

static const struct {
    const char *bytes, *fault;
} forged[] = {
    {"# T\na \xEF\xB7\x90"
     "0\xEF\xB7\x91",
     RESERVED("U+FDD0")},
    {"# T\n\xEF\xB7\x91", RESERVED("U+FDD1")},
    {"# T\n| \xEF\xB7\x92 a |", RESERVED("U+FDD2")},
    {"# T\n\xEF\xB7\x93", RESERVED("U+FDD3")},
    {"\n&#xFDD0;0&#xFDD1;", "t.da.md:1: an entity for one of the reserved characters U+FDD0 to "
                            "U+FDEF cannot stand in a template"},
    {"\n&#64976;0", "t.da.md:1: an entity for one of the reserved characters U+FDD0 to U+FDEF "
                    "cannot stand in a template"},
    {"\n&#xFD{% if not x %}D0;{% end %}", "t.da.md:1: an entity for one of the reserved characters "
                                          "U+FDD0 to U+FDEF cannot stand in a template"},
    {"# T\n\xFF", "t.da.md:2: the template is not valid UTF-8 here"},
    {"# T\n\xED\xA0\x80", "t.da.md:2: the template is not valid UTF-8 here"},
    {"# T\na\x01", "t.da.md:2: the control character U+0001 cannot stand in a template"},
    {"# T\na\rb", "t.da.md:2: the control character U+000D cannot stand in a template"},
};

START_TEST(a_mark_cannot_be_forged_and_bytes_are_checked)
{
    filled made = filled_make_bytes(evne_str_of(forged[_i].bytes));

    ck_assert_str_eq(made.fault, forged[_i].fault);
    filled_free(&made);
}
END_TEST

START_TEST(a_nul_byte_is_refused)
{
    filled made = filled_make_bytes(EVNE_STR("# T\n\na\0b"));

    ck_assert_str_eq(made.fault,
                     "t.da.md:3: the control character U+0000 cannot stand in a template");
    filled_free(&made);
}
END_TEST

START_TEST(a_value_may_hold_what_a_template_must_not)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_pair pair = {.key = EVNE_STR("v")};
    filled made;

    pair.value = evne_value_new_text(arena, NULL,
                                     EVNE_STR("\xEF\xB7\x90"
                                              "1\xEF\xB7\x91"));
    made = filled_make_view("{{ v }}\n", evne_value_new_map(arena, NULL, &pair, 1));
    ck_assert_str_eq(made.fault, "");
    ck_assert_str_eq(made.printed, "  paragraph \"\xEF\xB7\x90"
                                   "1\xEF\xB7\x91\"\n");
    filled_free(&made);
    evne_arena_free(arena);
}
END_TEST

START_TEST(loops_in_loops_stop_at_the_limit)
{
    filled_check_fault("{% for a in x %}\n{% for b in x %}\n{% for c in x %}\n{% for d in x %}\n"
                       "{% for e in x %}\n{% for f in x %}\n{% for g in x %}\n{% for h in x %}\n"
                       "{% end %}\n{% end %}\n{% end %}\n{% end %}\n{% end %}\n{% end %}\n"
                       "{% end %}\n{% end %}\n",
                       "x: [a, b, c, d, e, f, g, h, i, j]\n",
                       "t.da.md:11: filling the template takes more than 5000000 steps");
}
END_TEST

Suite *test_hostile(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tests = tcase_create("hostile templates");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, a_repeated_fragment_ends_in_a_document_or_a_fault, 0,
                        sizeof repeats / sizeof *repeats);
    tcase_add_loop_test(tests, a_mark_cannot_be_forged_and_bytes_are_checked, 0,
                        sizeof forged / sizeof *forged);
    tcase_add_test(tests, a_nul_byte_is_refused);
    tcase_add_test(tests, a_value_may_hold_what_a_template_must_not);
    tcase_add_test(tests, loops_in_loops_stop_at_the_limit);
    suite_add_tcase(suite, tests);
    return suite;
}
