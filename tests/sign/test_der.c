/* How: bytes in, accepted or not. */
#include "sign/der.h"

#include <check.h>
#include <string.h>

static evne_arena *arena;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

START_TEST(what_is_written_is_read_back)
{
    static const size_t lengths[] = {0, 1, 127, 128, 255, 256, 65535, 65536};
    char *bytes = evne_arena_alloc(arena, 70000);

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        evne_str rest = evne_der_wrap(arena, EVNE_DER_OCTETS, (evne_str){bytes, lengths[i]});
        evne_der element;

        ck_assert(evne_der_check(rest));
        ck_assert(evne_der_take(&rest, EVNE_DER_OCTETS, &element));
        ck_assert_uint_eq(element.content.len, lengths[i]);
        ck_assert_uint_eq(rest.len, 0);
    }
}
END_TEST

START_TEST(ber_is_refused)
{
    ck_assert(evne_der_check(EVNE_STR("\x30\x03\x02\x01\x05")));
    ck_assert(!evne_der_check(EVNE_STR("\x30\x80\x02\x01\x05\x00\x00"))); /* indefinite */
    ck_assert(!evne_der_check(EVNE_STR("\x30\x81\x03\x02\x01\x05")));     /* overlong length */
    ck_assert(!evne_der_check(EVNE_STR("\x30\x82\x00\x03\x02\x01\x05")));
    ck_assert(!evne_der_check(EVNE_STR("\x30\x04\x02\x01\x05")));     /* past the end */
    ck_assert(!evne_der_check(EVNE_STR("\x30\x03\x02\x01\x05\x00"))); /* trailing byte */
    ck_assert(!evne_der_check(EVNE_STR("\x30\x03\x02\x05\x05")));     /* inside */
    ck_assert(!evne_der_check(EVNE_STR("\x3f\x81\x01\x00")));         /* long tag */
    ck_assert(!evne_der_check(EVNE_STR("\x30\x84\xff\xff\xff\xff")));
    ck_assert(!evne_der_check(EVNE_STR("")));
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
    evne_str inner = EVNE_STR("\x05\x00");

    for (int i = 0; i < 100; i++)
        inner = evne_der_wrap(arena, EVNE_DER_SEQUENCE, inner);
    ck_assert(!evne_der_check(inner));
}
END_TEST

START_TEST(a_set_is_sorted)
{
    evne_str parts[] = {EVNE_STR("\x02\x01\x09"), EVNE_STR("\x02\x01\x01"),
                        EVNE_STR("\x01\x01\xff")};
    evne_str set = evne_der_set(arena, 3, parts);
    evne_der element;

    ck_assert(evne_str_eq(set, EVNE_STR("\x31\x09\x01\x01\xff\x02\x01\x01\x02\x01\x09")));
    ck_assert(evne_der_next(&set, &element) && evne_der_is_sorted(element.content));
    ck_assert(!evne_der_is_sorted(EVNE_STR("\x02\x01\x09\x02\x01\x01")));
    ck_assert(!evne_der_is_sorted(EVNE_STR("\x02\x01\x09\x02\x01\x09")));
}
END_TEST

Suite *test_der(void);
Suite *test_der(void)
{
    Suite *suite = suite_create("der");
    TCase *tests = tcase_create("der");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_is_written_is_read_back);
    tcase_add_test(tests, ber_is_refused);
    tcase_add_test(tests, deep_nesting_is_refused);
    tcase_add_test(tests, a_set_is_sorted);
    suite_add_tcase(suite, tests);
    return suite;
}
