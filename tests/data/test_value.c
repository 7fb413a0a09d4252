#include <check.h>

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

static const evne_value *tree(const char *yaml)
{
    const evne_value *value;
    evne_error err;

    ck_assert_int_eq(evne_casefile_parse(arena, "t.yaml", evne_str_of(yaml),
                                         evne_problems_new(arena), &value, &err),
                     EVNE_OK);
    return value;
}

static void check_text(const evne_value *root, const char *path, const char *text)
{
    const evne_value *value = evne_value_find(root, path);

    ck_assert_ptr_nonnull(value);
    ck_assert(evne_str_is(evne_value_text(value), text));
}

static const char *const small =
    "borger:\n  navn: {fornavn: Ida}\nlogbog:\n  - dato: a\n  - dato: b\n"
    "maalinger:\n  \"ben. venstre\": 4\n  x: [[p, q], [r]]\n";

START_TEST(path_leads_through_maps_and_lists_counted_from_one)
{
    const evne_value *root = tree(small);

    check_text(root, "borger.navn.fornavn", "Ida");
    check_text(root, "logbog[1].dato", "a");
    check_text(root, "logbog[2].dato", "b");
    check_text(root, "maalinger[\"ben. venstre\"]", "4");
    check_text(root, "maalinger.x[1][2]", "q");
    ck_assert_ptr_eq(evne_value_find(root, ""), root);
}
END_TEST

START_TEST(path_that_ends_nowhere_or_is_nonsense_finds_nothing)
{
    static const char *const paths[] = {"x",
                                        "logbog[0].dato",
                                        "logbog[3]",
                                        "logbog[",
                                        "logbog[1",
                                        "logbog[]",
                                        "logbog[-1]",
                                        "logbog[99999999999999999999]",
                                        "[1]",
                                        "borger..",
                                        ".",
                                        "maalinger[\"",
                                        "[\"]",
                                        "logbog[1]x",
                                        "borger.navn.fornavn.x"};
    const evne_value *root = tree(small);

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        ck_assert_msg(!evne_value_find(root, paths[i]) || i == 4, "%s", paths[i]);
    ck_assert_ptr_null(evne_value_find(NULL, "a"));
}
END_TEST

START_TEST(nearest_gives_the_map_that_lacks_the_last_step)
{
    const evne_value *root = tree(small);

    ck_assert_ptr_eq(evne_value_nearest(root, "logbog[2].tid"), evne_value_find(root, "logbog[2]"));
    ck_assert_ptr_eq(evne_value_nearest(root, "logbog[2].dato"),
                     evne_value_find(root, "logbog[2].dato"));
    ck_assert_ptr_eq(evne_value_nearest(root, "x.y.z"), root);
}
END_TEST

START_TEST(written_path_steps_are_found_again)
{
    const evne_value *root = tree(small);
    evne_buf path = {.arena = arena};

    evne_path_put_key(&path, EVNE_STR("maalinger"));
    evne_path_put_key(&path, EVNE_STR("ben. venstre"));
    ck_assert_str_eq(evne_buf_text(&path), "maalinger[\"ben. venstre\"]");
    check_text(root, evne_buf_text(&path), "4");
    path.len = 0;
    evne_path_put_key(&path, EVNE_STR("logbog"));
    evne_path_put_item(&path, 2);
    evne_path_put_key(&path, EVNE_STR("dato"));
    ck_assert_str_eq(evne_buf_text(&path), "logbog[2].dato");
}
END_TEST

START_TEST(absent_null_and_empty_text_are_empty)
{
    const evne_value *root = tree("a:\nb: ''\nc: ~\nd: x\ne: []\n");

    ck_assert(evne_value_is_empty(evne_value_get(root, "a")));
    ck_assert(evne_value_is_empty(evne_value_get(root, "b")));
    ck_assert(evne_value_is_empty(evne_value_get(root, "c")));
    ck_assert(evne_value_is_empty(evne_value_get(root, "none")));
    ck_assert(!evne_value_is_empty(evne_value_get(root, "d")));
    ck_assert(!evne_value_is_empty(evne_value_get(root, "e")));
}
END_TEST

START_TEST(readers_accept_null_and_the_wrong_kind)
{
    const evne_value *text = evne_value_new_text(arena, NULL, EVNE_STR("x"));

    ck_assert_ptr_null(evne_value_get(NULL, "a"));
    ck_assert_ptr_null(evne_value_get(text, "a"));
    ck_assert_ptr_null(evne_value_item(text, 0));
    ck_assert_ptr_null(evne_value_item(NULL, 0));
    ck_assert_uint_eq(evne_value_count(NULL), 0);
    ck_assert_uint_eq(evne_value_count(text), 0);
    ck_assert_uint_eq(evne_value_text(NULL).len, 0);
}
END_TEST

START_TEST(makers_copy_what_they_are_given)
{
    char text[] = "abc", key[] = "k";
    const evne_value *items[] = {evne_value_new_text(arena, NULL, evne_str_of(text))};
    evne_pair pair = {.key = evne_str_of(key)};
    const evne_value *map;

    pair.value = evne_value_new_list(arena, NULL, items, 1);
    map = evne_value_new_map(arena, NULL, &pair, 1);
    text[0] = key[0] = 'z';
    items[0] = NULL;
    check_text(map, "k[1]", "abc");
}
END_TEST

START_TEST(equality_sees_kind_text_order_and_length)
{
    const evne_value *a = tree("a: 1\nb: [x, y]\nc: null\n");

    ck_assert(evne_value_eq(a, tree("{a: '1', b: [x, y], c: }")));
    ck_assert(!evne_value_eq(a, tree("{b: [x, y], a: 1, c: }")));
    ck_assert(!evne_value_eq(a, tree("{a: 1, b: [y, x], c: }")));
    ck_assert(!evne_value_eq(a, tree("{a: 1, b: [x], c: }")));
    ck_assert(!evne_value_eq(a, tree("{a: 1, b: [x, y], c: ''}")));
}
END_TEST

START_TEST(print_shows_place_path_and_value_of_every_node)
{
    evne_buf out = {.arena = arena};

    evne_value_print(&out, tree("a: \"x\\\"\\ny\"\nb:\n  - ~\n  - {c d: 1}\n"));
    ck_assert_str_eq(evne_buf_text(&out), "1:1  (root)  map of 2\n"
                                          "1:4  a  \"x\\\"\\ny\"\n"
                                          "3:3  b  list of 2\n"
                                          "3:5  b[1]  null\n"
                                          "4:5  b[2]  map of 1\n"
                                          "4:11  b[2][\"c d\"]  \"1\"\n");
}
END_TEST

START_TEST(print_marks_what_was_made_here)
{
    evne_buf out = {.arena = arena};
    const evne_value *items[] = {evne_value_new_number(arena, NULL, 2.5),
                                 evne_value_new_bool(arena, NULL, true)};

    evne_value_print(&out, evne_value_new_list(arena, NULL, items, 2));
    ck_assert_str_eq(evne_buf_text(&out), "-  (root)  list of 2\n-  [1]  2.5\n-  [2]  true\n");
}
END_TEST

Suite *test_value(void)
{
    Suite *suite = suite_create("value");
    TCase *tcase = tcase_create("value");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, path_leads_through_maps_and_lists_counted_from_one);
    tcase_add_test(tcase, path_that_ends_nowhere_or_is_nonsense_finds_nothing);
    tcase_add_test(tcase, nearest_gives_the_map_that_lacks_the_last_step);
    tcase_add_test(tcase, written_path_steps_are_found_again);
    tcase_add_test(tcase, absent_null_and_empty_text_are_empty);
    tcase_add_test(tcase, readers_accept_null_and_the_wrong_kind);
    tcase_add_test(tcase, makers_copy_what_they_are_given);
    tcase_add_test(tcase, equality_sees_kind_text_order_and_length);
    tcase_add_test(tcase, print_shows_place_path_and_value_of_every_node);
    tcase_add_test(tcase, print_marks_what_was_made_here);
    suite_add_tcase(suite, tcase);
    return suite;
}
