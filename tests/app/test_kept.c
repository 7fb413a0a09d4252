/*
 * What a session keeps saves time and changes nothing: the same bytes with it and without, and
 * files that have changed are read again.
 */
#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/job.h"
#include "base/file.h"

static evne_arena *arena;
static evne_kept *kept;
static evne_error err;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    kept = evne_kept_new();
}

static void teardown(void)
{
    evne_kept_free(kept);
    evne_arena_free(arena);
}

static evne_paths shipped(void)
{
    evne_folders none = {0};
    evne_paths paths;

    ck_assert_int_eq(evne_paths_find(arena, EVNE_ROOT, &none, &none, &paths, &err), EVNE_OK);
    return paths;
}

static evne_str render(const char *sample, const char *report, evne_kept *with)
{
    evne_paths paths = shipped();
    evne_job_request request = {.paths = &paths, .report = report, .kept = with};
    evne_outcome outcome;

    request.case_path = evne_file_join(arena, EVNE_ROOT "/samples", sample);
    evne_outcome_init(&outcome, arena);
    evne_job_render(&request, &outcome);
    ck_assert_msg(outcome.bytes.len > 0, "%s: %s", sample, outcome.err.text);
    return outcome.bytes;
}

START_TEST(a_document_is_the_same_after_others)
{
    static const char *const documents[][2] = {
        {"06-dossier-hukommelse-traethed.yaml", "rehab-dossier"},
        {"02-praktikplan-plejecenter.yaml", "praktikplan"},
        {"03-logbog-13-uger.yaml", "logbog-sammenfatning"},
        {"06-dossier-hukommelse-traethed.yaml", "rehab-dossier"}};

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        evne_str warm = render(documents[i][0], documents[i][1], kept);
        evne_str cold = render(documents[i][0], documents[i][1], NULL);

        ck_assert_msg(evne_str_eq(warm, cold), "%s differs", documents[i][0]);
    }
}
END_TEST

START_TEST(fonts_stay_open_between_documents)
{
    evne_paths paths = shipped();
    const evne_fonts *first = evne_kept_fonts(kept, &paths);

    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_eq(evne_kept_fonts(kept, &paths), first);
    ck_assert_ptr_null(evne_kept_fonts(NULL, &paths));
}
END_TEST

static void copy_list(const char *folder, const char *addition)
{
    evne_buf yaml = {.arena = arena};
    evne_str list;

    ck_assert_int_eq(evne_file_read(arena, EVNE_ROOT "/fonts/fonts.yaml", 1 << 20, &list, &err),
                     EVNE_OK);
    evne_buf_put_str(&yaml, list);
    evne_buf_puts(&yaml, addition);
    ck_assert_int_eq(evne_file_write(arena, evne_file_join(arena, folder, "fonts.yaml"),
                                     evne_buf_str(&yaml), true, &err),
                     EVNE_OK);
}

START_TEST(a_changed_list_of_fonts_is_read_again)
{
    evne_paths paths = shipped();
    char folder[] = "/tmp/evne-kept-XXXXXX";
    const char *before, *after;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    paths.fonts = folder;
    copy_list(folder, "");
    before = evne_arena_text(arena, evne_fonts_sha256(evne_kept_fonts(kept, &paths)).p);
    copy_list(folder, "# changed\n");
    after = evne_fonts_sha256(evne_kept_fonts(kept, &paths)).p;
    ck_assert_str_ne(before, after);
    unlink(evne_file_join(arena, folder, "fonts.yaml"));
    ck_assert_ptr_null(evne_kept_fonts(kept, &paths));
    rmdir(folder);
}
END_TEST

Suite *test_kept(void)
{
    Suite *suite = suite_create("kept");
    TCase *tests = tcase_create("kept");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_document_is_the_same_after_others);
    tcase_add_test(tests, fonts_stay_open_between_documents);
    tcase_add_test(tests, a_changed_list_of_fonts_is_read_again);
    suite_add_tcase(suite, tests);
    return suite;
}
