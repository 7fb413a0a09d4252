#include <check.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static jmp_buf full;

static void jump_out(void *context, size_t wanted)
{
    *(size_t *)context = wanted;
    longjmp(full, 1);
}

START_TEST(memory_is_zeroed_and_aligned)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    for (size_t size = 1; size < 300; size++) {
        unsigned char *bytes = evne_arena_alloc(arena, size);
        ck_assert_uint_eq((uintptr_t)bytes % sizeof(long double), 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(bytes[i], 0);
        memset(bytes, 0xFF, size);
    }
    evne_arena_free(arena);
}
END_TEST

START_TEST(a_block_larger_than_any_other_gets_its_own)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    char *small = evne_arena_alloc(arena, 8), *large;

    strcpy(small, "kept");
    large = evne_arena_alloc(arena, 20 * 1024 * 1024);
    memset(large, 1, 20 * 1024 * 1024);
    ck_assert_str_eq(small, "kept");
    evne_arena_free(arena);
}
END_TEST

START_TEST(the_last_block_grows_in_place_and_others_move)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    char *first = evne_arena_alloc(arena, 16);
    char *grown = evne_arena_grow(arena, first, 16, 64);
    char *moved;

    ck_assert_ptr_eq(first, grown);
    strcpy(grown, "arbejdsevne");
    evne_arena_alloc(arena, 1);
    moved = evne_arena_grow(arena, grown, 64, 4096);
    ck_assert_ptr_ne(moved, grown);
    ck_assert_str_eq(moved, "arbejdsevne");
    for (size_t i = 64; i < 4096; i++)
        ck_assert_int_eq(moved[i], 0);
    evne_arena_free(arena);
}
END_TEST

START_TEST(the_limit_calls_the_handler_and_hands_out_nothing)
{
    size_t wanted = 0;
    evne_arena *arena = evne_arena_new(1000, jump_out, &wanted);

    if (setjmp(full) == 0) {
        evne_arena_alloc(arena, 900);
        evne_arena_alloc(arena, 200);
        ck_abort_msg("the handler was not called");
    }
    ck_assert_uint_eq(wanted, 200);
    ck_assert_uint_le(evne_arena_used(arena), 1000);
    evne_arena_free(arena);
}
END_TEST

START_TEST(what_was_taken_back_is_handed_out_again_as_zeros)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const size_t sizes[] = {1000, 100 * 1024, 3 * 1024 * 1024};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memset(evne_arena_alloc(arena, sizes[i]), 0xFF, sizes[i]);
        evne_arena_reset(arena);
        ck_assert_uint_eq(evne_arena_used(arena), 0);
        unsigned char *bytes = evne_arena_alloc(arena, sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            ck_assert_uint_eq(bytes[k], 0);
    }
    evne_arena_free(arena);
}
END_TEST

START_TEST(an_arena_beside_another_has_what_that_ones_limit_leaves)
{
    size_t wanted = 0;
    evne_arena *arena = evne_arena_new(1000, jump_out, &wanted), *beside;

    evne_arena_alloc(arena, 600);
    beside = evne_arena_new_beside(arena);
    ck_assert_ptr_nonnull(evne_arena_alloc(beside, 300));
    if (setjmp(full) == 0)
        evne_arena_alloc(beside, 200);
    ck_assert_uint_eq(wanted, 200);
    evne_arena_free(beside);
    evne_arena_free(arena);
}
END_TEST

START_TEST(a_count_that_overflows_is_refused)
{
    size_t wanted = 0;
    evne_arena *arena = evne_arena_new(0, jump_out, &wanted);

    if (setjmp(full) == 0) {
        evne_arena_array(arena, SIZE_MAX / 4, 16);
        ck_abort_msg("the handler was not called");
    }
    evne_arena_free(arena);
}
END_TEST

START_TEST(printf_and_copies_end_with_nul)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    ck_assert_str_eq(evne_arena_printf(arena, "%s-%d", "uge", 7), "uge-7");
    ck_assert_str_eq(evne_arena_copy(arena, "skånehensyn", 3), "sk\xC3");
    ck_assert_str_eq(evne_arena_text(arena, ""), "");
    evne_arena_free(arena);
}
END_TEST

Suite *test_arena(void)
{
    Suite *suite = suite_create("arena");
    TCase *tcase = tcase_create("arena");

    tcase_add_test(tcase, memory_is_zeroed_and_aligned);
    tcase_add_test(tcase, a_block_larger_than_any_other_gets_its_own);
    tcase_add_test(tcase, the_last_block_grows_in_place_and_others_move);
    tcase_add_test(tcase, the_limit_calls_the_handler_and_hands_out_nothing);
    tcase_add_test(tcase, what_was_taken_back_is_handed_out_again_as_zeros);
    tcase_add_test(tcase, an_arena_beside_another_has_what_that_ones_limit_leaves);
    tcase_add_test(tcase, a_count_that_overflows_is_refused);
    tcase_add_test(tcase, printf_and_copies_end_with_nul);
    suite_add_tcase(suite, tcase);
    return suite;
}
