/* Includes: found in the folders, never outside. */
#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "doc/template.h"

static evne_arena *arena;
static char root[] = "evne-doc-XXXXXX";
static const char *folders[2];
static evne_template_env env;
static evne_error err;

static void write_file(const char *name, const char *text)
{
    ck_assert_int_eq(
        evne_file_write(arena, evne_file_join(arena, root, name), evne_str_of(text), true, &err),
        EVNE_OK);
}

static void make_folders(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    strcpy(root + strlen(root) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(root));
    folders[0] = evne_file_join(arena, root, "own");
    folders[1] = evne_file_join(arena, root, "given");
    ck_assert_int_eq(mkdir(folders[0], 0700), 0);
    ck_assert_int_eq(mkdir(folders[1], 0700), 0);
    ck_assert_int_eq(mkdir(evne_file_join(arena, root, "given/blokke"), 0700), 0);
    env = (evne_template_env){.folders = folders, .n_folders = 2, .lang = "da"};
}

static void remove_folders(void)
{
    static const char *const names[] = {"own/a.da.md",      "own/b.da.md",         "own/c.da.md",
                                        "own/link.da.md",   "given/a.da.md",       "given/b.da.md",
                                        "given/c.da.md",    "outside.da.md",       "own/big.da.md",
                                        "own/folder.da.md", "given/blokke/x.da.md"};
    char name[16];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(evne_file_join(arena, root, names[i]));
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "own/n%d.da.md", i);
        remove(evne_file_join(arena, root, name));
    }
    rmdir(evne_file_join(arena, root, "given/blokke"));
    rmdir(folders[0]);
    rmdir(folders[1]);
    rmdir(root);
    evne_arena_free(arena);
}

static const evne_template *open_template(const char *name)
{
    const evne_template *source = NULL;

    return evne_template_open(arena, name, &env, &source, &err) == EVNE_OK ? source : NULL;
}

START_TEST(the_first_folder_that_has_a_file_gives_it)
{
    evne_doc *doc;
    const evne_template *source;

    write_file("own/b.da.md", "egen\n\n");
    write_file("given/b.da.md", "given\n\n");
    write_file("given/a.da.md", "# T\n\n{% include \"b\" %}\n{% include \"blokke/x\" %}\n");
    write_file("given/blokke/x.da.md", "{% include \"b\" %}\n");
    source = open_template("a");
    ck_assert_ptr_nonnull(source);
    ck_assert_int_eq(evne_template_fill(arena, source, evne_value_new_map(arena, NULL, NULL, 0),
                                        NULL, &doc, &err),
                     EVNE_OK);
    ck_assert(evne_str_is(doc->root->first->next->spans[0].text, "egen"));
    ck_assert(evne_str_is(doc->root->last->spans[0].text, "egen"));
    ck_assert_ptr_nonnull(strstr(doc->root->last->file, "own/b.da.md"));
    ck_assert(evne_str_is(evne_template_source(source),
                          "# T\n\n{% include \"b\" %}\n{% include \"blokke/x\" %}\n"
                          "egen\n\n{% include \"b\" %}\n"));
}
END_TEST

static const char *const escapes[] = {
    "../outside", "/etc/passwd", "blokke/../../outside", "./b", "a\\\\b", "blokke//x", "", "."};

START_TEST(a_name_that_leads_outside_is_refused)
{
    const evne_template *source = NULL;

    write_file("outside.da.md", "ude\n");
    ck_assert_ptr_null(open_template(escapes[_i]));
    ck_assert_int_eq(err.status, EVNE_TEMPLATE);
    ck_assert_ptr_nonnull(strstr(err.text, "cannot name a template"));
    ck_assert_ptr_null(source);
}
END_TEST

START_TEST(a_symbolic_link_out_of_the_folder_is_refused)
{
    write_file("outside.da.md", "ude\n");
    ck_assert_int_eq(symlink("../outside.da.md", evne_file_join(arena, root, "own/link.da.md")), 0);
    write_file("own/a.da.md", "# T\n\n{% include \"link\" %}\n");
    ck_assert_ptr_null(open_template("a"));
    ck_assert_ptr_nonnull(strstr(err.where, "own/a.da.md:3"));
    ck_assert_ptr_nonnull(strstr(err.text, "leads out of the template folder"));
}
END_TEST

START_TEST(templates_that_include_each_other_are_refused)
{
    write_file("own/a.da.md", "{% include \"b\" %}\n");
    write_file("own/b.da.md", "\n{% include \"c\" %}\n");
    write_file("own/c.da.md", "\n\n{% include \"b\" %}\n");
    ck_assert_ptr_null(open_template("a"));
    ck_assert_ptr_nonnull(strstr(err.where, "own/c.da.md:3"));
    ck_assert_str_eq(err.text, "'b' includes itself");
}
END_TEST

START_TEST(includes_are_at_most_eight_deep_however_they_are_reached)
{
    char name[16], text[64];

    for (int i = 0; i < 9; i++) {
        snprintf(name, sizeof name, "own/n%d.da.md", i);
        snprintf(text, sizeof text, "{%% include \"n%d\" %%}\n", i + 1);
        write_file(name, text);
    }
    write_file("own/n9.da.md", "bund\n");
    ck_assert_ptr_nonnull(open_template("n1"));
    ck_assert_ptr_null(open_template("n0"));
    ck_assert_ptr_nonnull(strstr(err.where, "own/n8.da.md:1"));
    ck_assert_str_eq(err.text, "templates include each other more than 8 deep");
    write_file("own/n10.da.md", "{% include \"n1\" %}\n{% include \"n0\" %}\n");
    ck_assert_ptr_null(open_template("n10"));
}
END_TEST

START_TEST(an_include_without_end_of_growth_is_stopped)
{
    const evne_template *source;
    char name[16], text[2000];
    evne_doc *doc;

    for (int i = 1; i < 9; i++) {
        snprintf(name, sizeof name, "own/n%d.da.md", i);
        text[0] = '\0';
        for (int j = 0; j < 60; j++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "{%% include \"n%d\" %%}\n",
                     i + 1);
        write_file(name, text);
    }
    write_file("own/n9.da.md", "x\n");
    source = open_template("n1");
    ck_assert_ptr_nonnull(source);
    ck_assert_int_eq(evne_template_fill(arena, source, evne_value_new_map(arena, NULL, NULL, 0),
                                        NULL, &doc, &err),
                     EVNE_TEMPLATE);
    ck_assert_str_eq(err.text, "filling the template takes more than 5000000 steps");
}
END_TEST

START_TEST(a_file_that_is_none_or_too_large_is_refused)
{
    char *big = evne_arena_alloc(arena, 1024 * 1024 + 2);

    memset(big, 'x', 1024 * 1024 + 1);
    write_file("own/big.da.md", big);
    ck_assert_ptr_null(open_template("big"));
    ck_assert_ptr_nonnull(strstr(err.text, "holds more than 1048576 bytes"));
    ck_assert_int_eq(mkdir(evne_file_join(arena, root, "own/folder.da.md"), 0700), 0);
    ck_assert_ptr_null(open_template("folder"));
    ck_assert_ptr_nonnull(strstr(err.text, "is not a file"));
    ck_assert_ptr_null(open_template("findes-ikke"));
    ck_assert_int_eq(err.status, EVNE_TEMPLATE);
    ck_assert_ptr_nonnull(strstr(err.text, "no template 'findes-ikke.da.md' in the folders: "));
}
END_TEST

START_TEST(a_front_matter_in_an_include_is_refused)
{
    write_file("own/a.da.md", "# T\n{% include \"b\" %}\n");
    write_file("own/b.da.md", "---\ntitle: x\n---\n");
    ck_assert_ptr_null(open_template("a"));
    ck_assert_ptr_nonnull(strstr(err.where, "own/b.da.md:1"));
}
END_TEST

Suite *test_files(void)
{
    Suite *suite = suite_create("files");
    TCase *tests = tcase_create("includes");

    tcase_add_checked_fixture(tests, make_folders, remove_folders);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_first_folder_that_has_a_file_gives_it);
    tcase_add_loop_test(tests, a_name_that_leads_outside_is_refused, 0,
                        sizeof escapes / sizeof *escapes);
    tcase_add_test(tests, a_symbolic_link_out_of_the_folder_is_refused);
    tcase_add_test(tests, templates_that_include_each_other_are_refused);
    tcase_add_test(tests, includes_are_at_most_eight_deep_however_they_are_reached);
    tcase_add_test(tests, an_include_without_end_of_growth_is_stopped);
    tcase_add_test(tests, a_file_that_is_none_or_too_large_is_refused);
    tcase_add_test(tests, a_front_matter_in_an_include_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
