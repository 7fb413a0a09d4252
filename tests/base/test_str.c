#include <check.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

static evne_arena *arena;

static jmp_buf full;

static void jump_out(void *context, size_t wanted)
{
    (void)context;
    (void)wanted;
    longjmp(full, 1);
}

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

START_TEST(slices_never_leave_the_text)
{
    evne_str s = EVNE_STR("borger");

    ck_assert(evne_str_is(evne_str_slice(s, 1, 3), "or"));
    ck_assert_uint_eq(evne_str_slice(s, 4, 99).len, 2);
    ck_assert_uint_eq(evne_str_slice(s, 99, 1).len, 0);
}
END_TEST

START_TEST(trim_takes_white_space_at_both_ends_only)
{
    ck_assert(evne_str_is(evne_str_trim(EVNE_STR(" \t a b\r\n")), "a b"));
    ck_assert(evne_str_is(evne_str_trim(EVNE_STR(" \n ")), ""));
}
END_TEST

START_TEST(order_puts_a_prefix_first)
{
    ck_assert_int_lt(evne_str_order(EVNE_STR("uge"), EVNE_STR("uge 7")), 0);
    ck_assert_int_eq(evne_str_order(EVNE_STR("uge"), EVNE_STR("uge")), 0);
    ck_assert_int_gt(evne_str_order(EVNE_STR("b"), EVNE_STR("abc")), 0);
}
END_TEST

START_TEST(a_buffer_grows_and_keeps_what_it_holds)
{
    evne_buf buf = {.arena = arena};

    for (int i = 0; i < 1000; i++)
        evne_buf_printf(&buf, "%d,", i);
    ck_assert_uint_eq(buf.len, strlen(evne_buf_text(&buf)));
    ck_assert(evne_str_starts(evne_buf_str(&buf), "0,1,2,"));
    ck_assert(evne_str_is(evne_str_slice(evne_buf_str(&buf), buf.len - 4, buf.len), "999,"));
}
END_TEST

START_TEST(every_code_point_survives_encoding_and_decoding)
{
    static const uint32_t points[] = {0,      0x7F,   0x80,   0x7FF,   0x800,   0xE5,
                                      0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF};

    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        evne_buf buf = {.arena = arena};
        size_t at = 0;
        evne_utf8_put(&buf, points[i]);
        ck_assert_uint_eq(evne_utf8_next(evne_buf_str(&buf), &at), points[i]);
        ck_assert_uint_eq(at, buf.len);
    }
}
END_TEST

/* Wherever it stops, it must not have passed a control character, a DEL or a letter beyond ASCII.
 */
START_TEST(only_printed_ascii_is_skipped)
{
    char text[64];

    for (int byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < 24; at++) {
            size_t end;
            memset(text, 'x', sizeof text);
            text[at] = (char)byte;
            end = evne_ascii_skip((evne_str){text, 24}, 0);
            ck_assert_uint_le(end, byte >= 0x20 && byte < 0x7F ? 24 : at);
            ck_assert_uint_ge(end, byte >= 0x20 && byte < 0x7F ? 24 : at / 8 * 8);
        }
    }
    ck_assert_uint_eq(evne_ascii_skip(EVNE_STR("kort"), 1), 1);
    ck_assert_uint_eq(evne_ascii_skip(EVNE_STR(""), 0), 0);
    ck_assert_uint_eq(evne_utf8_count(EVNE_STR("en lang linje på dansk, og mere")), 31);
    ck_assert_uint_eq(evne_utf8_count(EVNE_STR("12345678\xff"
                                               "12345678")),
                      17);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_found)
{
    static const char *const bad[] = {"\x80",
                                      "\xC3",
                                      "\xC0\x80",
                                      "\xE0\x80\x80",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "\xE2\x82"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        evne_buf buf = {.arena = arena};
        evne_buf_puts(&buf, "æ");
        evne_buf_puts(&buf, bad[i]);
        ck_assert_uint_eq(evne_utf8_check(evne_buf_str(&buf)), 2);
    }
    ck_assert_uint_eq(evne_utf8_check(EVNE_STR("rødgrød عائشة")), strlen("rødgrød عائشة"));
    ck_assert_uint_eq(evne_utf8_count(EVNE_STR("åse")), 3);
}
END_TEST

START_TEST(a_length_that_went_wrong_reaches_the_arena_and_nothing_is_copied)
{
    evne_arena *small = evne_arena_new(0, jump_out, NULL);
    evne_buf buf = {.arena = small};

    evne_buf_puts(&buf, "x");
    if (setjmp(full) == 0) {
        evne_buf_put(&buf, "x", SIZE_MAX);
        ck_abort_msg("the handler was not called");
    }
    ck_assert_uint_eq(buf.len, 1);
    evne_arena_free(small);
}
END_TEST

Suite *test_str(void)
{
    Suite *suite = suite_create("str");
    TCase *tcase = tcase_create("str");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_add_test(tcase, slices_never_leave_the_text);
    tcase_add_test(tcase, trim_takes_white_space_at_both_ends_only);
    tcase_add_test(tcase, order_puts_a_prefix_first);
    tcase_add_test(tcase, a_buffer_grows_and_keeps_what_it_holds);
    tcase_add_test(tcase, every_code_point_survives_encoding_and_decoding);
    tcase_add_test(tcase, only_printed_ascii_is_skipped);
    tcase_add_test(tcase, bytes_that_are_not_utf8_are_found);
    tcase_add_test(tcase, a_length_that_went_wrong_reaches_the_arena_and_nothing_is_copied);
    suite_add_tcase(suite, tcase);
    return suite;
}
