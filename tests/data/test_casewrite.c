#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <dirent.h>
#include <string.h>

#include "base/file.h"
#include "data/casefile.h"

static evne_arena *arena;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static const evne_value *parse(evne_str yaml)
{
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *value = NULL;
    evne_error err;
    evne_status status = evne_casefile_parse(arena, "t.yaml", yaml, problems, &value, &err);

    ck_assert_msg(status == EVNE_OK, "%s in\n%.*s",
                  evne_problems_count(problems) ? evne_problems_at(problems, 0)->message : "",
                  EVNE_STR_ARGS(yaml));
    return value;
}

static evne_str write(const evne_value *value)
{
    evne_buf out = {.arena = arena};

    evne_casefile_write(&out, value);
    return (evne_str){evne_buf_text(&out), out.len};
}

/* What is written is read back to the same tree, and written again as the same bytes. */
static void check_round(const evne_value *value)
{
    evne_str once = write(value);
    const evne_value *again = parse(once);

    ck_assert_msg(evne_value_eq(value, again), "%s", once.p);
    ck_assert(evne_str_eq(write(again), once));
}

static void check_written(const char *yaml, const char *expected)
{
    const evne_value *value = parse(evne_str_of(yaml));

    ck_assert_str_eq(write(value).p, expected);
    check_round(value);
}

START_TEST(every_sample_is_written_and_read_back_unchanged)
{
    DIR *folder = opendir(EVNE_ROOT "/samples");
    const struct dirent *entry;
    size_t n_samples = 0;
    evne_error err;
    evne_str yaml;

    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder))) {
        if (!strstr(entry->d_name, ".yaml"))
            continue;
        n_samples++;
        ck_assert_int_eq(evne_file_read(arena,
                                        evne_file_join(arena, EVNE_ROOT "/samples", entry->d_name),
                                        EVNE_CASEFILE_BYTES, &yaml, &err),
                         EVNE_OK);
        check_round(parse(yaml));
    }
    closedir(folder);
    ck_assert_uint_ge(n_samples, 6);
}
END_TEST

START_TEST(text_that_other_readers_take_for_something_else_is_quoted)
{
    check_written("[08:30, nej, No, y, 0010, 2026-03-02, 1e3, -1, 'null', '~', '', 0x1F, .inf]",
                  "- \"08:30\"\n- \"nej\"\n- \"No\"\n- \"y\"\n- \"0010\"\n- \"2026-03-02\"\n"
                  "- \"1e3\"\n- \"-1\"\n- \"null\"\n- \"~\"\n- \"\"\n- \"0x1F\"\n- \".inf\"\n");
    check_written("['a: b', 'a #b', 'a:', 'a ', ' a', '# a', '- a', '@a', '%a', 'a:b', \"a\\tb\"]",
                  "- \"a: b\"\n- \"a #b\"\n- \"a:\"\n- \"a \"\n- \" a\"\n- \"# a\"\n- \"- a\"\n"
                  "- \"@a\"\n- \"%a\"\n- a:b\n- \"a\\tb\"\n");
    check_written("{ja: æble, 'a: b': Øst, '<<': x}", "\"ja\": æble\n\"a: b\": Øst\n\"<<\": x\n");
}
END_TEST

START_TEST(shape_is_two_blanks_a_level_in_the_order_of_the_tree)
{
    check_written("{b: [{x: u, z: [p, [q, {}]]}, []], a: {c: ~}}",
                  "b:\n  - x: u\n    z:\n      - p\n      - - q\n        - {}\n  - []\n"
                  "a:\n  c: null\n");
}
END_TEST

START_TEST(lines_become_a_literal_block_where_that_keeps_every_byte)
{
    check_written("a: \"x\\n\\n  y: #\\n\"\nb: \"p\\nq\"\nc: [\"m\\nn\\n\"]\n",
                  "a: |\n  x\n\n    y: #\nb: |-\n  p\n  q\nc:\n  - |\n    m\n    n\n");
    check_written(
        "[\" x\\ny\", \"x \\ny\", \"\\nx\", \"x\\n\\n\", \"x\\ty\\nz\", \"\\n\"]",
        "- \" x\\ny\"\n- \"x \\ny\"\n- \"\\nx\"\n- \"x\\n\\n\"\n- \"x\\ty\\nz\"\n- \"\\n\"\n");
    check_written("\"rod\\ntekst\"", "|-\n  rod\n  tekst\n");
}
END_TEST

START_TEST(long_text_is_never_folded)
{
    evne_buf text = {.arena = arena};

    for (int i = 0; i < 3000; i++)
        evne_buf_puts(&text, "ord og ");
    evne_buf_puts(&text, "slut");
    check_round(evne_value_new_text(arena, NULL, evne_buf_str(&text)));
    ck_assert_uint_eq(write(evne_value_new_text(arena, NULL, evne_buf_str(&text))).len,
                      text.len + 1);
}
END_TEST

START_TEST(numbers_and_bools_are_plain_and_ignore_the_locale)
{
    const evne_value *items[] = {
        evne_value_new_number(arena, NULL, 2.5), evne_value_new_number(arena, NULL, -3),
        evne_value_new_bool(arena, NULL, false), evne_value_new_null(arena, NULL)};

    ck_assert_str_eq(write(evne_value_new_list(arena, NULL, items, 4)).p,
                     "- 2.5\n- -3\n- false\n- null\n");
}
END_TEST

/* A small generator with its own arithmetic, so that each run writes the same trees. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const evne_value *random_text(uint32_t *state)
{
    static const char *const pieces[] = {"a",  " ", "\n", ":",  "#",   "-", "\"", "'", "ø", "0",
                                         "\t", "|", ">",  "\\", "nej", "[", "}",  ",", "&", "𝄞",
                                         "%",  "?", "!",  "*",  "...", "«", "<<", "=", "`", "é"};
    evne_buf text = {.arena = arena};

    for (uint32_t n = next_random(state) % 9; n; n--)
        evne_buf_puts(&text, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
    return evne_value_new_text(arena, NULL, evne_buf_str(&text));
}

static const evne_value *random_tree(uint32_t *state, int depth)
{
    uint32_t what = next_random(state) % 6, count = next_random(state) % 5;
    const evne_value *items[4] = {NULL};
    evne_pair pairs[4] = {{.value = NULL}};

    if (depth == 0 || what < 2)
        return what ? random_text(state) : evne_value_new_null(arena, NULL);
    for (uint32_t i = 0; i < count && i < 4; i++) {
        items[i] = random_tree(state, depth - 1);
        pairs[i].value = items[i];
        pairs[i].key = evne_str_of(evne_arena_printf(arena, "%u%s", i, i % 2 ? ": k" : "-n"));
    }
    count = count < 4 ? count : 4;
    return what < 4 ? evne_value_new_list(arena, NULL, items, count)
                    : evne_value_new_map(arena, NULL, pairs, count);
}

START_TEST(any_tree_is_written_and_read_back_unchanged)
{
    uint32_t state = 20260302;

    for (int i = 0; i < 3000; i++) {
        const evne_value *items[] = {random_tree(&state, 4), random_text(&state)};
        check_round(evne_value_new_list(arena, NULL, items, 2));
    }
}
END_TEST

Suite *test_casewrite(void)
{
    Suite *suite = suite_create("casewrite");
    TCase *tcase = tcase_create("casewrite");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, every_sample_is_written_and_read_back_unchanged);
    tcase_add_test(tcase, text_that_other_readers_take_for_something_else_is_quoted);
    tcase_add_test(tcase, shape_is_two_blanks_a_level_in_the_order_of_the_tree);
    tcase_add_test(tcase, lines_become_a_literal_block_where_that_keeps_every_byte);
    tcase_add_test(tcase, long_text_is_never_folded);
    tcase_add_test(tcase, numbers_and_bools_are_plain_and_ignore_the_locale);
    tcase_add_test(tcase, any_tree_is_written_and_read_back_unchanged);
    suite_add_tcase(suite, tcase);
    return suite;
}
