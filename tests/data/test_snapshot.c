/* A tree, its snapshot, and what damaged snapshots give. */
#include "data/snapshot.h"

#include <check.h>
#include <string.h>

#include "data/casefile.h"

static evne_arena *arena;
static const evne_value *value;

static const char yaml[] = "navn: æble\n"
                           "tom:\n"
                           "liste: [a, '', {b: c}]\n"
                           "dybt: {langt: {nede: 'ja'}, udeladt: x}\n";

static void setup(void)
{
    evne_error err;

    arena = evne_arena_new(0, NULL, NULL);
    ck_assert_int_eq(
        evne_casefile_parse(arena, "f", EVNE_STR(yaml), evne_problems_new(arena), &value, &err),
        EVNE_OK);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

static evne_str snapshot(const char *const *left_out, size_t n)
{
    evne_buf out = {.arena = arena};

    evne_snapshot_write(&out, value, left_out, n);
    return evne_buf_str(&out);
}

START_TEST(a_snapshot_gives_the_same_tree_with_the_same_places)
{
    const evne_value *again = evne_snapshot_read(arena, "g", snapshot(NULL, 0));
    const evne_value *deep = evne_value_find(again, "dybt.langt.nede");

    ck_assert(evne_value_eq(value, again));
    ck_assert_uint_eq(deep->place.line, 4);
    ck_assert_uint_eq(deep->place.column, evne_value_find(value, "dybt.langt.nede")->place.column);
    ck_assert_str_eq(deep->place.file, "g");
    ck_assert_uint_eq(again->as.map.pairs[2].key_place.line, 3);
    ck_assert_str_eq(evne_value_find(again, "navn")->as.text.p, "æble");
}
END_TEST

START_TEST(keys_can_be_left_out)
{
    static const char *const left_out[] = {"udeladt", "tom"};
    const evne_value *again = evne_snapshot_read(arena, "g", snapshot(left_out, 2));

    ck_assert_ptr_null(evne_value_find(again, "dybt.udeladt"));
    ck_assert_uint_eq(evne_value_count(again), 3);
    ck_assert_ptr_nonnull(evne_value_find(again, "dybt.langt.nede"));
}
END_TEST

START_TEST(a_cut_snapshot_is_refused_wherever_it_is_cut)
{
    evne_str whole = snapshot(NULL, 0);

    for (size_t len = 0; len < whole.len; len++)
        ck_assert_ptr_null(evne_snapshot_read(arena, "g", evne_str_slice(whole, 0, len)));
}
END_TEST

START_TEST(a_changed_byte_does_no_harm)
{
    evne_str whole = snapshot(NULL, 0);
    char *copy = evne_arena_copy(arena, whole.p, whole.len);
    evne_buf printed = {.arena = arena};

    for (size_t i = 0; i < whole.len; i++) {
        const evne_value *again;
        copy[i] = (char)(whole.p[i] ^ 0x55);
        again = evne_snapshot_read(arena, "g", (evne_str){copy, whole.len});
        if (again)
            evne_value_print(&printed, again);
        copy[i] = whole.p[i];
    }
}
END_TEST

Suite *test_snapshot(void)
{
    Suite *suite = suite_create("snapshot");
    TCase *tcase = tcase_create("snapshot");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_snapshot_gives_the_same_tree_with_the_same_places);
    tcase_add_test(tcase, keys_can_be_left_out);
    tcase_add_test(tcase, a_cut_snapshot_is_refused_wherever_it_is_cut);
    tcase_add_test(tcase, a_changed_byte_does_no_harm);
    suite_add_tcase(suite, tcase);
    return suite;
}
