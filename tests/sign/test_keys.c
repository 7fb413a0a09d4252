/* How: every way in, and every way not to get in, with what the message says. */
#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fixtures.h"

static evne_arena *arena;
static evne_key *key;
static evne_error err;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    key = NULL;
    memset(&err, 0, sizeof err);
}

static void tear_down(void)
{
    evne_key_free(key);
    evne_arena_free(arena);
}

static evne_status load(const char *file, const char *certificate, const evne_passphrase *pass)
{
    return evne_key_load(arena, fixture_key_path(arena, file),
                         certificate ? fixture_key_path(arena, certificate) : NULL, pass, &key,
                         &err);
}

static bool says(const char *text)
{
    return strstr(err.text, text) != NULL;
}

START_TEST(a_pem_key_takes_its_certificate_from_another_file)
{
    ck_assert_int_eq(load("borger.key.pem", "borger.pem", NULL), EVNE_OK);
    ck_assert_str_eq(evne_key_name(arena, evne_key_private(key)), "RSA 3072");
    ck_assert_int_eq(sk_X509_num(evne_key_chain(key)), 1);
}
END_TEST

START_TEST(a_file_uri_names_the_same_key)
{
    const char *uri =
        evne_arena_printf(arena, "file:%s", fixture_key_path(arena, "konsulent.key.pem"));

    ck_assert_int_eq(
        evne_key_load(arena, uri, fixture_key_path(arena, "konsulent.pem"), NULL, &key, &err),
        EVNE_OK);
    ck_assert_str_eq(evne_key_name(arena, evne_key_private(key)), "P-384");
    ck_assert_ptr_eq(evne_key_digest(key), EVP_sha384());
}
END_TEST

START_TEST(a_pkcs12_file_holds_everything)
{
    evne_passphrase pass = {.file = fixture_key_path(arena, "passphrase.txt"), .fd = -1};

    ck_assert_int_eq(load("jobcenter.p12", NULL, &pass), EVNE_OK);
    ck_assert_int_eq(sk_X509_num(evne_key_chain(key)), 1);
}
END_TEST

START_TEST(a_locked_pem_key_takes_its_passphrase_from_a_descriptor)
{
    int ends[2];
    evne_passphrase pass = {0};

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "hemmelig\nmore", 13), 13);
    close(ends[1]);
    pass.fd = ends[0];
    ck_assert_int_eq(load("borger.locked.pem", NULL, &pass), EVNE_OK);
    close(ends[0]);
}
END_TEST

static bool answer(void *context, const char *subject, char *out, size_t size)
{
    ck_assert_ptr_nonnull(strstr(subject, "borger"));
    snprintf(out, size, "%s", (const char *)context);
    return true;
}

START_TEST(a_person_can_be_asked)
{
    char right[] = "hemmelig", wrong[] = "gæt";
    evne_passphrase pass = {.fd = -1, .prompt = answer, .context = right};

    ck_assert_int_eq(load("borger.p12", NULL, &pass), EVNE_OK);
    evne_key_free(key);
    pass.context = wrong;
    ck_assert_int_eq(load("borger.p12", NULL, &pass), EVNE_INPUT);
    ck_assert(says("wrong passphrase for"));
}
END_TEST

START_TEST(a_wrong_passphrase_is_named_as_such)
{
    evne_passphrase pass = {.file = fixture_key_path(arena, "wrong-passphrase.txt"), .fd = -1};

    ck_assert_int_eq(load("borger.p12", NULL, &pass), EVNE_INPUT);
    ck_assert(says("wrong passphrase for"));
    ck_assert_int_eq(load("borger.locked.pem", NULL, &pass), EVNE_INPUT);
    ck_assert(says("wrong passphrase for"));
    ck_assert(!says("forkert"));
}
END_TEST

START_TEST(a_locked_key_without_a_passphrase_says_what_is_missing)
{
    evne_passphrase none = {.fd = -1};

    ck_assert_int_eq(load("borger.locked.pem", NULL, NULL), EVNE_INPUT);
    ck_assert(says("needs a passphrase"));
    ck_assert_int_eq(load("borger.p12", NULL, &none), EVNE_INPUT);
    ck_assert(says("needs a passphrase"));
}
END_TEST

START_TEST(a_missing_passphrase_file_is_named)
{
    evne_passphrase pass = {.file = "/no/such/file", .fd = -1};

    ck_assert_int_eq(load("borger.p12", NULL, &pass), EVNE_INPUT);
    ck_assert(says("cannot open the passphrase file '/no/such/file'"));
}
END_TEST

START_TEST(a_missing_key_or_certificate_is_named)
{
    ck_assert_int_eq(load("nobody.key.pem", NULL, NULL), EVNE_INPUT);
    ck_assert(says("cannot open") && says("nobody.key.pem"));
    ck_assert_int_eq(load("borger.key.pem", NULL, NULL), EVNE_INPUT);
    ck_assert(says("there is no certificate"));
    ck_assert_int_eq(load("borger.key.pem", "jobcenter.pem", NULL), EVNE_INPUT);
    ck_assert(says("no certificate matches"));
    ck_assert_int_eq(load("borger.pem", NULL, NULL), EVNE_INPUT);
    ck_assert(says("no private key in"));
    ck_assert_int_eq(load("borger.key.pem", "passphrase.txt", NULL), EVNE_INPUT);
    ck_assert(says("no certificate in"));
}
END_TEST

START_TEST(weak_keys_and_unknown_curves_are_refused)
{
    ck_assert_int_eq(load("weak.key.pem", "weak.pem", NULL), EVNE_INPUT);
    ck_assert(says("RSA of 1024 bits"));
    ck_assert_int_eq(load("curve.key.pem", "curve.pem", NULL), EVNE_INPUT);
    ck_assert(says("secp256k1"));
}
END_TEST

START_TEST(other_kinds_of_uri_are_refused)
{
    ck_assert_int_eq(evne_key_load(arena, "pkcs11:token=x?pin-value=1", NULL, NULL, &key, &err),
                     EVNE_USAGE);
    ck_assert(says("a PIN does not stand in the address"));
    ck_assert_int_eq(evne_key_load(arena, "https://x/y", NULL, NULL, &key, &err), EVNE_USAGE);
    ck_assert(says("unknown kind of key"));
}
END_TEST

START_TEST(rubbish_is_no_key)
{
    evne_passphrase none = {.fd = -1};

    ck_assert_int_eq(evne_key_load(arena, EVNE_ROOT "/CMakeLists.txt", NULL, NULL, &key, &err),
                     EVNE_INPUT);
    ck_assert_int_eq(evne_key_load(arena, EVNE_ROOT, NULL, &none, &key, &err), EVNE_INPUT);
    ck_assert(says("is a folder"));
}
END_TEST

Suite *test_keys(void);
Suite *test_keys(void)
{
    Suite *suite = suite_create("keys");
    TCase *tests = tcase_create("keys");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_pem_key_takes_its_certificate_from_another_file);
    tcase_add_test(tests, a_file_uri_names_the_same_key);
    tcase_add_test(tests, a_pkcs12_file_holds_everything);
    tcase_add_test(tests, a_locked_pem_key_takes_its_passphrase_from_a_descriptor);
    tcase_add_test(tests, a_person_can_be_asked);
    tcase_add_test(tests, a_wrong_passphrase_is_named_as_such);
    tcase_add_test(tests, a_locked_key_without_a_passphrase_says_what_is_missing);
    tcase_add_test(tests, a_missing_passphrase_file_is_named);
    tcase_add_test(tests, a_missing_key_or_certificate_is_named);
    tcase_add_test(tests, weak_keys_and_unknown_curves_are_refused);
    tcase_add_test(tests, other_kinds_of_uri_are_refused);
    tcase_add_test(tests, rubbish_is_no_key);
    suite_add_tcase(suite, tests);
    return suite;
}
