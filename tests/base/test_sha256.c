#include <check.h>
#include <string.h>

#include "base/sha256.h"

/* FIPS 180-4, the examples for SHA-256. */
START_TEST(hash_of_known_texts_is_the_published_one)
{
    char hex[EVNE_SHA256_HEX];

    evne_sha256_hex(EVNE_STR("abc"), hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    evne_sha256_hex((evne_str){NULL, 0}, hex);
    ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
END_TEST

START_TEST(pieces_give_the_same_hash_as_the_whole)
{
    unsigned char whole[EVNE_SHA256_BYTES], pieces[EVNE_SHA256_BYTES];
    evne_sha256_stream *stream = evne_sha256_new();

    evne_sha256_add(stream, EVNE_STR("arbejds"));
    evne_sha256_add(stream, EVNE_STR(""));
    evne_sha256_add(stream, EVNE_STR("evne"));
    evne_sha256_finish(stream, pieces);
    evne_sha256(EVNE_STR("arbejdsevne"), whole);
    ck_assert_mem_eq(pieces, whole, sizeof whole);
}
END_TEST

START_TEST(stream_that_is_not_needed_is_freed)
{
    evne_sha256_stream *stream = evne_sha256_new();

    evne_sha256_add(stream, EVNE_STR("x"));
    evne_sha256_finish(stream, NULL);
    evne_sha256_finish(NULL, NULL);
}
END_TEST

Suite *test_sha256(void)
{
    Suite *suite = suite_create("sha256");
    TCase *tests = tcase_create("hash");

    tcase_add_test(tests, hash_of_known_texts_is_the_published_one);
    tcase_add_test(tests, pieces_give_the_same_hash_as_the_whole);
    tcase_add_test(tests, stream_that_is_not_needed_is_freed);
    suite_add_tcase(suite, tests);
    return suite;
}
