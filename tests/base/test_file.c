#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static evne_arena *arena;
static evne_error err;
static char folder[64];

static void make_folder(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    memset(&err, 0, sizeof err);
    strcpy(folder, "evne-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static size_t count_entries(void)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    ck_assert_ptr_nonnull(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2;
}

static void remove_folder(void)
{
    unlink(evne_file_join(arena, folder, "a.pdf"));
    rmdir(folder);
    evne_arena_free(arena);
}

START_TEST(what_is_written_is_read_back)
{
    const char *path = evne_file_join(arena, folder, "a.pdf");
    evne_str read;

    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("a\0b"), false, &err), EVNE_OK);
    ck_assert_int_eq(evne_file_read(arena, path, 100, &read, &err), EVNE_OK);
    ck_assert(evne_str_eq(read, EVNE_STR("a\0b")));
    ck_assert_uint_eq(count_entries(), 1);
}
END_TEST

START_TEST(an_existing_file_is_kept_unless_told_otherwise)
{
    const char *path = evne_file_join(arena, folder, "a.pdf");
    evne_str read;

    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("old"), false, &err), EVNE_OK);
    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("new"), false, &err), EVNE_OUTPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "--force"));
    ck_assert_int_eq(evne_file_read(arena, path, 100, &read, &err), EVNE_OK);
    ck_assert(evne_str_is(read, "old"));
    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("new"), true, &err), EVNE_OK);
    ck_assert_int_eq(evne_file_read(arena, path, 100, &read, &err), EVNE_OK);
    ck_assert(evne_str_is(read, "new"));
    ck_assert_uint_eq(count_entries(), 1);
}
END_TEST

START_TEST(a_folder_that_is_missing_is_named)
{
    const char *path = evne_file_join(arena, folder, "none/a.pdf");

    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("x"), false, &err), EVNE_OUTPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "none/a.pdf"));
    ck_assert_uint_eq(count_entries(), 0);
}
END_TEST

START_TEST(a_file_over_the_limit_is_refused)
{
    const char *path = evne_file_join(arena, folder, "a.pdf");
    evne_str read;

    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("12345"), false, &err), EVNE_OK);
    ck_assert_int_eq(evne_file_read(arena, path, 5, &read, &err), EVNE_OK);
    ck_assert_int_eq(evne_file_read(arena, path, 4, &read, &err), EVNE_INPUT);
    ck_assert_int_eq(evne_file_read(arena, folder, 4, &read, &err), EVNE_INPUT);
    ck_assert_int_eq(evne_file_read(arena, "no-such-file", 4, &read, &err), EVNE_INPUT);
}
END_TEST

START_TEST(a_written_file_follows_the_users_mask)
{
    const char *path = evne_file_join(arena, folder, "a.pdf");
    struct stat info;
    mode_t mask = umask(0022);

    ck_assert_int_eq(evne_file_write(arena, path, EVNE_STR("x"), false, &err), EVNE_OK);
    umask(mask);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0644);
}
END_TEST

START_TEST(paths_are_joined_and_taken_apart)
{
    ck_assert_str_eq(evne_file_join(arena, "a", "b"), "a/b");
    ck_assert_str_eq(evne_file_join(arena, "a", "/b"), "/b");
    ck_assert_str_eq(evne_file_name("a/b.yaml"), "b.yaml");
    ck_assert_str_eq(evne_file_folder(arena, "a/b.yaml"), "a");
    ck_assert_str_eq(evne_file_folder(arena, "b.yaml"), ".");
    ck_assert_str_eq(evne_file_folder(arena, "/b.yaml"), "/");
}
END_TEST

Suite *test_file(void)
{
    Suite *suite = suite_create("file");
    TCase *tcase = tcase_create("file");

    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, what_is_written_is_read_back);
    tcase_add_test(tcase, an_existing_file_is_kept_unless_told_otherwise);
    tcase_add_test(tcase, a_folder_that_is_missing_is_named);
    tcase_add_test(tcase, a_file_over_the_limit_is_refused);
    tcase_add_test(tcase, a_written_file_follows_the_users_mask);
    tcase_add_test(tcase, paths_are_joined_and_taken_apart);
    suite_add_tcase(suite, tcase);
    return suite;
}
