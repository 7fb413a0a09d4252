/*
 * How: token.der is a time-stamp of "hello" by an authority of tests/tsa; what is around a token,
 * from the server to the verdict, is tested in tests/cli/test_levels.sh.
 */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "fixtures.h"
#include "sign/cms.h"
#include "sign/fetch.h"
#include "sign/timestamp.h"
#include "sign/tls.h"

static evne_arena *arena;
static evne_error err;
static evne_reasons reasons;
static evne_str token;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    memset(&err, 0, sizeof err);
    reasons = (evne_reasons){.arena = arena};
    ck_assert_int_eq(
        evne_file_read(arena, EVNE_ROOT "/tests/sign/fixtures/token.der", 1 << 16, &token, &err),
        EVNE_OK);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

START_TEST(a_token_says_what_it_stamps_and_when)
{
    evne_timestamp stamp;

    ck_assert(evne_timestamp_open(arena, token, &stamp, &reasons));
    ck_assert(evne_timestamp_covers(&stamp, EVNE_STR("he"), EVNE_STR("llo")));
    ck_assert(!evne_timestamp_covers(&stamp, EVNE_STR("he"), EVNE_STR("llo!")));
    ck_assert_uint_eq(strlen(stamp.time), strlen("2026-11-22T09:00:00Z"));
    ck_assert_str_eq(stamp.time, evne_seconds_text(arena, stamp.seconds));
    ck_assert_uint_eq(reasons.n, 0);
    evne_timestamp_close(&stamp);
}
END_TEST

START_TEST(a_token_that_is_cut_off_is_refused)
{
    evne_timestamp stamp;

    for (size_t len = 0; len < token.len; len++) {
        ck_assert(!evne_timestamp_open(arena, evne_str_slice(token, 0, len), &stamp, &reasons));
        ck_assert_ptr_null(stamp.signer);
    }
    ck_assert(fixture_has(&reasons, "timestamp.form"));
}
END_TEST

START_TEST(something_behind_a_token_is_refused)
{
    evne_buf longer = {.arena = arena};
    evne_timestamp stamp;

    evne_buf_put_str(&longer, token);
    evne_buf_puts(&longer, "x");
    ck_assert(!evne_timestamp_open(arena, evne_buf_str(&longer), &stamp, &reasons));
}
END_TEST

/* A changed byte is found, or lies in a certificate beside the signer's and changes nothing. */
START_TEST(no_changed_byte_changes_what_a_token_says)
{
    char *copy = evne_arena_copy(arena, token.p, token.len);
    evne_timestamp stamp, whole;
    size_t n_opened = 0;

    ck_assert(evne_timestamp_open(arena, token, &whole, &reasons));
    for (size_t i = 0; i < token.len; i++) {
        evne_reasons own = {.arena = arena};

        copy[i] ^= 0x20;
        if (evne_timestamp_open(arena, (evne_str){copy, token.len}, &stamp, &own)) {
            n_opened++;
            ck_assert_int_eq(stamp.seconds, whole.seconds);
            ck_assert(evne_str_eq(stamp.imprint, whole.imprint));
            ck_assert_int_eq(X509_cmp(stamp.signer, whole.signer), 0);
            evne_timestamp_close(&stamp);
        }
        copy[i] ^= 0x20;
    }
    ck_assert_uint_lt(n_opened, token.len / 2);
    evne_timestamp_close(&whole);
}
END_TEST

static evne_str made_cms(void)
{
    char digest[32] = "0123456789abcdef0123456789abcde";
    evne_key *key = fixture_key(arena, "borger");
    evne_str cms = {0};

    ck_assert_int_eq(
        evne_cms_make(arena, key, (evne_str){digest, sizeof digest}, false, &cms, &err), EVNE_OK);
    evne_key_free(key);
    return cms;
}

START_TEST(a_signature_carries_its_time_stamp)
{
    evne_str cms = made_cms(), signature, stamped, again;
    evne_cms opened;

    ck_assert(evne_cms_signature(cms, &signature));
    ck_assert_uint_eq(signature.len, 3072 / 8);
    ck_assert(evne_cms_stamp(arena, cms, token, &stamped));
    ck_assert(evne_cms_open(arena, stamped, &opened, &reasons));
    ck_assert(evne_str_eq(opened.timestamp, token));
    ck_assert(evne_str_eq(opened.signature, signature));
    evne_cms_close(&opened);
    ck_assert(!evne_cms_stamp(arena, stamped, token, &again));
    ck_assert(!evne_cms_stamp(arena, EVNE_STR("0"), token, &again));
}
END_TEST

START_TEST(an_address_that_is_not_of_the_web_is_refused)
{
    static const char *const urls[] = {"", "ftp://a/b", "file:///etc/passwd", "http:", "//a/b"};

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        evne_fetch fetch = {.url = urls[i]};
        evne_str answer;

        ck_assert_int_eq(evne_fetch_run(arena, &fetch, &answer, &err), EVNE_USAGE);
        ck_assert_uint_eq(answer.len, 0);
    }
}
END_TEST

/* libssl is no dependency of the program; a function that it lacks would be found only here. */
START_TEST(tls_is_loaded_when_an_address_asks_for_it)
{
    evne_tls *tls = evne_tls_new();
    BIO *connection = BIO_new(BIO_s_mem()), *wrapped;

    ck_assert_ptr_nonnull(tls);
    wrapped = evne_tls_wrap(tls, connection, "example.org");
    ck_assert_ptr_nonnull(wrapped);
    ck_assert_int_le(BIO_write(wrapped, "x", 1), 0); /* no server answers */
    BIO_free_all(wrapped);
    evne_tls_free(tls);
    evne_tls_free(NULL);
}
END_TEST

/* It takes the connection, as any listening socket does, and never a byte. */
START_TEST(a_server_that_says_nothing_is_given_up)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    evne_fetch fetch = {.seconds = 1};
    evne_str answer;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(fd, 1), 0);
    ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    fetch.url = evne_arena_printf(arena, "http://127.0.0.1:%d/tsa", ntohs(address.sin_port));
    ck_assert_int_eq(evne_fetch_run(arena, &fetch, &answer, &err), EVNE_SYSTEM);
    ck_assert_ptr_nonnull(strstr(err.text, "no usable answer"));
    close(fd);
}
END_TEST

Suite *test_timestamp(void);
Suite *test_timestamp(void)
{
    Suite *suite = suite_create("timestamp");
    TCase *tests = tcase_create("timestamp");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_token_says_what_it_stamps_and_when);
    tcase_add_test(tests, a_token_that_is_cut_off_is_refused);
    tcase_add_test(tests, something_behind_a_token_is_refused);
    tcase_add_test(tests, no_changed_byte_changes_what_a_token_says);
    tcase_add_test(tests, a_signature_carries_its_time_stamp);
    tcase_add_test(tests, tls_is_loaded_when_an_address_asks_for_it);
    tcase_add_test(tests, a_server_that_says_nothing_is_given_up);
    tcase_add_test(tests, an_address_that_is_not_of_the_web_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
