#include <check.h>
#include <string.h>
#include <time.h>

#include "data/casefile.h"

static evne_arena *arena;
static evne_problems *problems;
static const evne_value *root;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    problems = evne_problems_new(arena);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static evne_status parse_bytes(evne_str yaml)
{
    evne_error err;
    evne_status status = evne_casefile_parse(arena, "sag.yaml", yaml, problems, &root, &err);

    evne_problems_sort(problems);
    return status;
}

static evne_status parse(const char *yaml)
{
    return parse_bytes(evne_str_of(yaml));
}

static void check_text(const char *path, const char *text)
{
    const evne_value *value = evne_value_find(root, path);

    ck_assert_msg(value && value->kind == EVNE_TEXT, "%s", path);
    ck_assert_str_eq(value->as.text.p, text);
}

/* The only finding, or the `index`th, stands at line:column and has `code`. */
static void check_finding(size_t index, uint32_t line, uint32_t column, const char *code)
{
    const evne_problem *found;

    ck_assert_uint_gt(evne_problems_count(problems), index);
    found = evne_problems_at(problems, index);
    ck_assert_str_eq(found->file, "sag.yaml");
    ck_assert_msg(found->line == line && found->column == column, "%u:%u %s", found->line,
                  found->column, found->message);
    ck_assert_str_eq(found->code, code);
}

/* `yaml` is refused with exactly one finding, at that place. */
static void refused(const char *yaml, uint32_t line, uint32_t column, const char *code)
{
    problems = evne_problems_new(arena);
    ck_assert_msg(parse(yaml) == EVNE_INPUT, "accepted: %s", yaml);
    ck_assert_msg(evne_problems_count(problems) == 1, "%zu findings: %s",
                  evne_problems_count(problems), yaml);
    check_finding(0, line, column, code);
}

START_TEST(every_scalar_but_null_stays_text)
{
    ck_assert_int_eq(parse("a: 08:30\nb: 0010\nc: nej\nd: 1e3\ne: ~\nf: 'null'\ng: null\nh:\n"),
                     EVNE_OK);
    check_text("a", "08:30");
    check_text("b", "0010");
    check_text("c", "nej");
    check_text("d", "1e3");
    check_text("f", "null");
    ck_assert_int_eq(evne_value_get(root, "e")->kind, EVNE_NULL);
    ck_assert_int_eq(evne_value_get(root, "g")->kind, EVNE_NULL);
    ck_assert_int_eq(evne_value_get(root, "h")->kind, EVNE_NULL);
}
END_TEST

START_TEST(columns_count_code_points_and_bytes_cover_the_scalar)
{
    const char *yaml = "tekst: {æøå: 'blå»', 𝄞x: \"q\"}\nb: >-\n  ét\n  to\nc: d\n";
    const evne_value *value;

    ck_assert_int_eq(parse(yaml), EVNE_OK);
    value = evne_value_find(root, "tekst.𝄞x");
    ck_assert_uint_eq(value->place.line, 1);
    ck_assert_uint_eq(value->place.column, 26);
    ck_assert_int_eq(strncmp(yaml + value->place.from, "\"q\"", 3), 0);
    ck_assert_uint_eq(value->place.to - value->place.from, 3);
    value = evne_value_get(root, "b");
    ck_assert_int_eq(strncmp(yaml + value->place.from, ">-\n  ét\n  to\n", 14), 0);
    ck_assert_uint_eq(value->place.to - value->place.from, 14);
    check_text("b", "ét to");
}
END_TEST

START_TEST(byte_order_mark_and_windows_line_ends_are_tolerated)
{
    const char *yaml = "\xEF\xBB\xBF"
                       "a: x\r\nb: |\r\n  en\r\n  to\r\nc: z\r\n";

    ck_assert_int_eq(parse(yaml), EVNE_OK);
    check_text("b", "en\nto\n");
    ck_assert_uint_eq(evne_value_get(root, "a")->place.column, 4);
    ck_assert_int_eq(yaml[evne_value_get(root, "a")->place.from], 'x');
    ck_assert_uint_eq(evne_value_get(root, "c")->place.line, 5);
    ck_assert_int_eq(yaml[evne_value_get(root, "c")->place.from], 'z');
}
END_TEST

START_TEST(all_duplicate_keys_are_listed_with_where_the_first_stands)
{
    ck_assert_int_eq(parse("a: 1\nb: {x: 1, y: 2, x: 3}\na: 2\nc: 1\na: 3\n"), EVNE_INPUT);
    ck_assert_uint_eq(evne_problems_count(problems), 3);
    check_finding(0, 2, 17, "yaml.dublet");
    check_finding(1, 3, 1, "yaml.dublet");
    check_finding(2, 5, 1, "yaml.dublet");
    ck_assert_str_eq(evne_problems_at(problems, 2)->message, "nøglen 'a' står allerede i linje 1");
    ck_assert_uint_eq(evne_value_count(root), 3);
    check_text("a", "1");
    check_text("b.x", "1");
}
END_TEST

START_TEST(duplicates_are_listed_although_the_file_breaks_off_later)
{
    ck_assert_int_eq(parse("a: 1\na: 2\nb: [\n"), EVNE_INPUT);
    ck_assert_uint_eq(evne_problems_count(problems), 2);
    check_finding(0, 2, 1, "yaml.dublet");
    ck_assert_ptr_null(root);
}
END_TEST

START_TEST(anchor_alias_tag_and_merge_key_are_each_found)
{
    ck_assert_int_eq(parse("a: &x 1\nb: *x\nc: !!str 3\nd: ! e\n<<: {f: 1}\n'<<': ok\n*x : 1\n"),
                     EVNE_INPUT);
    ck_assert_uint_eq(evne_problems_count(problems), 6);
    check_finding(0, 1, 4, "yaml.anker");
    check_finding(1, 2, 4, "yaml.alias");
    check_finding(2, 3, 4, "yaml.tag");
    check_finding(3, 4, 4, "yaml.tag");
    check_finding(4, 5, 1, "yaml.fletning");
    check_finding(5, 7, 1, "yaml.alias");
    check_text("<<", "ok");
}
END_TEST

START_TEST(keys_are_short_words_on_one_line)
{
    refused("? [a, b]\n: 1\n", 1, 3, "yaml.noegle");
    refused("? {a: b}\n: 1\n", 1, 3, "yaml.noegle");
    refused("~: 1\n", 1, 1, "yaml.noegle");
    refused("{: 1}\n", 1, 2, "yaml.syntaks");
    refused("? |\n  a\n  b\n: 1\n", 1, 3, "yaml.noegle");
    refused("'a\tb': 1\n", 1, 1, "yaml.noegle");
}
END_TEST

START_TEST(key_of_more_than_the_limit_is_refused)
{
    evne_buf yaml = {.arena = arena};

    for (int i = 0; i < EVNE_CASEFILE_KEY; i++)
        evne_buf_puts(&yaml, "å");
    evne_buf_puts(&yaml, ": 1\n");
    ck_assert_int_eq(parse(evne_buf_text(&yaml)), EVNE_OK);
    refused(evne_arena_printf(arena, "x%s", evne_buf_text(&yaml)), 1, 1, "yaml.noegle");
}
END_TEST

START_TEST(second_document_directive_and_stray_text_are_refused)
{
    refused("a: 1\n---\nb: 2\n", 2, 1, "yaml.dokumenter");
    refused("a: 1\n...\n# ok\n---\nb: 2\n", 4, 1, "yaml.dokumenter");
    refused("%YAML 1.1\n---\na: 1\n", 1, 1, "yaml.direktiv");
    refused("# x\n\n%TAG !a! b\n---\na: 1\n", 3, 1, "yaml.direktiv");
    refused("'a' 'b'\n", 1, 1, "yaml.syntaks");
    ck_assert_int_eq(parse("---\na: 1\n...\n\n# slut\n"), EVNE_OK);
}
END_TEST

START_TEST(empty_file_is_a_finding)
{
    refused("", 1, 1, "yaml.tom");
    refused("\xEF\xBB\xBF", 1, 1, "yaml.tom");
    refused("# kun en bemærkning\n\n", 1, 1, "yaml.tom");
    refused("---\n", 1, 1, "yaml.tom");
    refused("~\n", 1, 1, "yaml.tom");
}
END_TEST

START_TEST(characters_that_deceive_are_refused_where_they_stand)
{
    refused("a: x\nbø: y\xE2\x80\xAEz\n", 2, 6, "yaml.tegn");
    refused("a: \xE2\x81\xA9\n", 1, 4, "yaml.tegn");
    refused("a: x\xE2\x80\xA8y\n", 1, 5, "yaml.tegn");
    refused("a: x\xEF\xBB\xBFy\n", 1, 5, "yaml.tegn");
    refused("a: \x07\n", 1, 4, "yaml.tegn");
    refused("a: \xC2\x85\n", 1, 4, "yaml.tegn");
    refused("a: \xFF\n", 1, 4, "yaml.utf8");
    ck_assert_int_eq(parse("a: \xED\xA0\x80\n"), EVNE_INPUT); /* a surrogate */
}
END_TEST

START_TEST(nul_is_refused_raw_and_as_an_escape)
{
    ck_assert_int_eq(parse_bytes((evne_str){"a: 1\nb: \0\n", 10}), EVNE_INPUT);
    check_finding(0, 2, 4, "yaml.tegn");
    refused("a: \"x\\0y\"\n", 1, 4, "yaml.tegn");
    refused("a: 1\n\"\\0\": 2\n", 2, 1, "yaml.tegn");
}
END_TEST

START_TEST(escapes_cannot_bring_in_what_raw_text_may_not_hold)
{
    refused("a: \"\\u202e\"\n", 1, 4, "yaml.tegn");
    refused("a: \"\\x07\"\n", 1, 4, "yaml.tegn");
    refused("a: \"\\P\"\n", 1, 4, "yaml.tegn");
    refused("a: \"\\r\"\n", 1, 4, "yaml.tegn");
    refused("a: \"\\ud800\"\n", 1, 7, "yaml.syntaks");
    ck_assert_int_eq(parse("a: \"\\u00e6\\t\\n\"\n"), EVNE_OK);
    check_text("a", "æ\t\n");
}
END_TEST

START_TEST(findings_about_characters_end_at_a_limit)
{
    char bytes[5000];

    memset(bytes, 1, sizeof bytes);
    ck_assert_int_eq(parse_bytes((evne_str){bytes, sizeof bytes}), EVNE_INPUT);
    ck_assert_uint_eq(evne_problems_count(problems), 50);
}
END_TEST

START_TEST(faults_of_syntax_are_danish_and_stand_where_one_has_to_look)
{
    refused("a: b: c\n", 1, 5, "yaml.syntaks");
    ck_assert_str_eq(evne_problems_at(problems, 0)->message,
                     "et kolon efterfulgt af mellemrum inde i en tekst");
    refused("a: 1\nnavn\nb: 2\n", 2, 1, "yaml.syntaks");
    ck_assert_str_eq(evne_problems_at(problems, 0)->message, "der mangler et kolon efter nøglen");
    refused("a: 1\nb: \"uden slut\nc: 2\n", 2, 4, "yaml.syntaks");
    ck_assert_str_eq(evne_problems_at(problems, 0)->message,
                     "anførselstegnet bliver aldrig lukket");
    refused("a:\n  - x\n  y: 1\n", 3, 3, "yaml.syntaks");
    refused("a:\n\tb: 1\n", 2, 1, "yaml.syntaks");
    refused("a: @x\n", 1, 4, "yaml.syntaks");
    refused("a: [1, 2\nb: 3\n", 2, 2, "yaml.syntaks");
    ck_assert_str_eq(evne_problems_at(problems, 0)->message,
                     "listen i [ ] er ikke afsluttet (begyndt i linje 1)");
}
END_TEST

static char *repeat(const char *text, size_t count, const char *end)
{
    evne_buf buf = {.arena = arena};

    for (size_t i = 0; i < count; i++)
        evne_buf_puts(&buf, text);
    evne_buf_puts(&buf, end);
    return evne_arena_copy(arena, buf.p, buf.len);
}

START_TEST(nesting_is_allowed_to_the_limit_and_no_deeper)
{
    char *open = repeat("[", EVNE_CASEFILE_DEPTH, "");

    ck_assert_int_eq(parse(repeat(open, 1, repeat("]", EVNE_CASEFILE_DEPTH, ""))), EVNE_OK);
    refused(repeat("[", 33, repeat("]", 33, "")), 1, 33, "yaml.graense");
    refused(repeat("- ", 33, "x"), 1, 65, "yaml.graense");
}
END_TEST

START_TEST(nesting_that_would_stall_the_parser_is_refused_at_once)
{
    static const char *const hostile[] = {"[", "{", "[{", "- ", "? ", "[\n", "a: ["};
    clock_t start = clock();

    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        problems = evne_problems_new(arena);
        ck_assert_int_eq(parse(repeat(hostile[i], 100000, "")), EVNE_INPUT);
        ck_assert_str_eq(evne_problems_at(problems, 0)->code, "yaml.graense");
    }
    ck_assert_msg(clock() - start < 5 * CLOCKS_PER_SEC, "libyaml's ten seconds a file are back");
}
END_TEST

START_TEST(events_and_bytes_have_a_limit)
{
    ck_assert_int_eq(parse(repeat("- a\n", 199000, "")), EVNE_OK);
    ck_assert_int_eq(parse(repeat("- a\n", 201000, "")), EVNE_INPUT);
    check_finding(0, 199998, 1, "yaml.graense");
    refused(repeat("#23456789012345678901234567890123456789012345678901234567890123\n",
                   EVNE_CASEFILE_BYTES / 64, "a"),
            1, 1, "yaml.graense");
}
END_TEST

START_TEST(a_hundred_thousand_equal_keys_give_a_bounded_list)
{
    ck_assert_int_eq(parse(repeat("a: 1\n", 90000, "")), EVNE_INPUT);
    ck_assert_uint_eq(evne_problems_count(problems), EVNE_CASEFILE_FINDINGS + 1);
}
END_TEST

START_TEST(read_names_the_file_that_is_missing)
{
    evne_error err;

    ck_assert_int_eq(evne_casefile_read(arena, "findes/ikke.yaml", problems, &root, &err),
                     EVNE_INPUT);
    ck_assert_str_eq(err.where, "findes/ikke.yaml");
    ck_assert_ptr_null(root);
}
END_TEST

Suite *test_casefile(void)
{
    Suite *suite = suite_create("casefile");
    TCase *tcase = tcase_create("casefile");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, every_scalar_but_null_stays_text);
    tcase_add_test(tcase, columns_count_code_points_and_bytes_cover_the_scalar);
    tcase_add_test(tcase, byte_order_mark_and_windows_line_ends_are_tolerated);
    tcase_add_test(tcase, all_duplicate_keys_are_listed_with_where_the_first_stands);
    tcase_add_test(tcase, duplicates_are_listed_although_the_file_breaks_off_later);
    tcase_add_test(tcase, anchor_alias_tag_and_merge_key_are_each_found);
    tcase_add_test(tcase, keys_are_short_words_on_one_line);
    tcase_add_test(tcase, key_of_more_than_the_limit_is_refused);
    tcase_add_test(tcase, second_document_directive_and_stray_text_are_refused);
    tcase_add_test(tcase, empty_file_is_a_finding);
    tcase_add_test(tcase, characters_that_deceive_are_refused_where_they_stand);
    tcase_add_test(tcase, nul_is_refused_raw_and_as_an_escape);
    tcase_add_test(tcase, escapes_cannot_bring_in_what_raw_text_may_not_hold);
    tcase_add_test(tcase, findings_about_characters_end_at_a_limit);
    tcase_add_test(tcase, faults_of_syntax_are_danish_and_stand_where_one_has_to_look);
    tcase_add_test(tcase, nesting_is_allowed_to_the_limit_and_no_deeper);
    tcase_add_test(tcase, nesting_that_would_stall_the_parser_is_refused_at_once);
    tcase_add_test(tcase, events_and_bytes_have_a_limit);
    tcase_add_test(tcase, a_hundred_thousand_equal_keys_give_a_bounded_list);
    tcase_add_test(tcase, read_names_the_file_that_is_missing);
    suite_add_tcase(suite, tcase);
    return suite;
}
