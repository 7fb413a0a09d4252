#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/contrast.h"
#include "app/organisation.h"
#include "base/file.h"
#include "layout/page.h"

static evne_arena *arena;
static evne_problems *problems;
static char folder[64];

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    problems = evne_problems_new(arena);
    strcpy(folder, "evne-organisation-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *inside(const char *name)
{
    return evne_file_join(arena, folder, name);
}

static void teardown(void)
{
    static const char *const names[] = {"o.yaml", "logo.png", "link.png"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(inside(names[i]));
    rmdir(folder);
    evne_arena_free(arena);
}

static void copy_logo(void)
{
    evne_error err;
    evne_str bytes;

    ck_assert_int_eq(evne_file_read(arena, EVNE_ROOT "/samples/organisation/fjordvejen.png",
                                    1 << 20, &bytes, &err),
                     EVNE_OK);
    ck_assert_int_eq(evne_file_write(arena, inside("logo.png"), bytes, true, &err), EVNE_OK);
}

static const evne_organisation *read_lines(const char *lines)
{
    const char *text = evne_arena_printf(arena, "skema: organisation/1\nnavn: Prøve\n%s", lines);
    const evne_organisation *organisation;
    evne_error err;

    ck_assert_int_eq(evne_file_write(arena, inside("o.yaml"), evne_str_of(text), true, &err),
                     EVNE_OK);
    ck_assert_int_eq(evne_organisation_read(arena, inside("o.yaml"), problems, &organisation, &err),
                     EVNE_OK);
    return organisation;
}

static const evne_problem *only_problem(void)
{
    ck_assert_uint_eq(evne_problems_count(problems), 1);
    return evne_problems_at(problems, 0);
}

START_TEST(contrast_is_that_of_wcag)
{
    ck_assert_double_eq_tol(evne_contrast(0x000000, 0xFFFFFF), 21, 1e-9);
    ck_assert_double_eq_tol(evne_contrast(0xABCDEF, 0xABCDEF), 1, 1e-9);
    ck_assert_double_eq_tol(evne_contrast(0x767676, 0xFFFFFF), 4.54, 0.005);
    ck_assert_double_eq_tol(evne_contrast(0xFFFFFF, 0x777777), 4.48, 0.005);
    ck_assert_double_eq_tol(evne_contrast(0xFF0000, 0xFFFFFF), 4.0, 0.005);
}
END_TEST

START_TEST(the_look_s_own_blue_passes)
{
    ck_assert(evne_contrast_accent(EVNE_BLUE));
    ck_assert(evne_contrast_accent(0x767676));
    ck_assert(!evne_contrast_accent(0x777777));
    ck_assert(!evne_contrast_accent(0xFFD400));
}
END_TEST

START_TEST(the_darker_colour_is_the_nearest_that_passes)
{
    static const uint32_t colours[] = {0xFFD400, 0xFF0000, 0x777777, 0xFFFFFF, 0x00E5FF};

    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        uint32_t darker = evne_contrast_darker(colours[i]);
        ck_assert(evne_contrast_accent(darker));
        ck_assert_double_le(evne_contrast(darker, EVNE_WHITE), 4.65);
    }
    ck_assert_uint_eq(evne_contrast_darker(EVNE_BLUE), EVNE_BLUE);
}
END_TEST

START_TEST(a_light_colour_is_a_finding_with_its_ratio)
{
    const evne_organisation *o = read_lines("accentfarve: \"#FFD400\"\n");
    const evne_problem *problem = only_problem();

    ck_assert(!o->has_accent);
    ck_assert_uint_eq(problem->line, 3);
    ck_assert_uint_eq(problem->column, 14);
    ck_assert_ptr_nonnull(strstr(problem->message, "1,43"));
    ck_assert_ptr_nonnull(strstr(problem->suggestion, "\"#"));
}
END_TEST

START_TEST(what_is_no_colour_is_a_finding)
{
    static const char *const colours[] = {"blå", "#12345", "#1234567", "#12345G", "123456", "#fff"};

    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        problems = evne_problems_new(arena);
        read_lines(evne_arena_printf(arena, "accentfarve: \"%s\"\n", colours[i]));
        ck_assert_str_eq(only_problem()->code, "organisation.accentfarve");
    }
}
END_TEST

START_TEST(a_logo_keeps_its_shape_at_the_height_it_is_given)
{
    const evne_organisation *o;

    copy_logo();
    o = read_lines("logo: {fil: logo.png, hoejde_mm: 10, alt: Navn}\naccentfarve: \"#8a1538\"\n");
    ck_assert_uint_eq(evne_problems_count(problems), 0);
    ck_assert_int_eq(o->logo.height, 28346);
    ck_assert_int_eq(o->logo.width, (evne_len)((int64_t)28346 * 752 / 200));
    ck_assert(evne_str_is(o->logo.alt, "Navn"));
    ck_assert(o->has_accent);
    ck_assert_uint_eq(o->accent, 0x8A1538);
}
END_TEST

START_TEST(a_wide_logo_is_made_lower_and_said_so)
{
    const evne_organisation *o;

    copy_logo();
    o = read_lines("logo: {fil: logo.png, hoejde_mm: 25}\n");
    ck_assert_int_eq(only_problem()->severity, EVNE_WARNING);
    ck_assert_int_eq(o->logo.width, EVNE_PT(240));
    ck_assert_int_lt(o->logo.height, EVNE_MM(25));
}
END_TEST

START_TEST(a_logo_outside_the_folder_is_refused)
{
    static const char *const names[] = {"/etc/passwd",
                                        "../logo.png",
                                        "a/../../logo.png",
                                        "..",
                                        "\"..\\\\x\"",
                                        "link.png",
                                        "C:\\logo.png",
                                        ".",
                                        "nowhere.png",
                                        "logo.png/../../x",
                                        "''"};

    copy_logo();
    ck_assert_int_eq(symlink(EVNE_ROOT "/samples/organisation/fjordvejen.png", inside("link.png")),
                     0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const evne_organisation *o;

        problems = evne_problems_new(arena);
        o = read_lines(evne_arena_printf(arena, "logo: {fil: %s}\n", names[i]));
        ck_assert_msg(evne_problems_errors(problems) == 1, "%s", names[i]);
        ck_assert_ptr_null(o->logo.image);
    }
}
END_TEST

START_TEST(a_link_that_stays_inside_is_followed)
{
    copy_logo();
    ck_assert_int_eq(symlink("logo.png", inside("link.png")), 0);
    ck_assert_ptr_nonnull(read_lines("logo: {fil: link.png}\n")->logo.image);
    ck_assert_uint_eq(evne_problems_count(problems), 0);
}
END_TEST

START_TEST(misspelt_and_missing_fields_are_findings)
{
    const evne_organisation *o;
    evne_error err;

    read_lines("acentfarve: \"#123F63\"\n");
    ck_assert_ptr_nonnull(strstr(only_problem()->suggestion, "accentfarve"));
    problems = evne_problems_new(arena);
    read_lines("logo: {hoejde_mm: 12}\n");
    ck_assert_str_eq(only_problem()->code, "felt.mangler");
    problems = evne_problems_new(arena);
    ck_assert_int_eq(evne_file_write(arena, inside("o.yaml"), EVNE_STR("- a\n"), true, &err),
                     EVNE_OK);
    ck_assert_int_eq(evne_organisation_read(arena, inside("o.yaml"), problems, &o, &err), EVNE_OK);
    ck_assert_str_eq(only_problem()->code, "organisation.skema");
}
END_TEST

START_TEST(the_hash_follows_what_is_drawn_and_nothing_else)
{
    const char *plain, *commented, *other;

    copy_logo();
    plain = read_lines("logo: {fil: logo.png}\n")->sha256;
    commented = read_lines("# a remark\nlogo:\n    fil:   logo.png\n")->sha256;
    other = read_lines("logo: {fil: logo.png, hoejde_mm: 11}\n")->sha256;
    ck_assert_str_eq(plain, commented);
    ck_assert_str_ne(plain, other);
}
END_TEST

Suite *test_organisation(void)
{
    Suite *suite = suite_create("organisation");
    TCase *tcase = tcase_create("organisation");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, contrast_is_that_of_wcag);
    tcase_add_test(tcase, the_look_s_own_blue_passes);
    tcase_add_test(tcase, the_darker_colour_is_the_nearest_that_passes);
    tcase_add_test(tcase, a_light_colour_is_a_finding_with_its_ratio);
    tcase_add_test(tcase, what_is_no_colour_is_a_finding);
    tcase_add_test(tcase, a_logo_keeps_its_shape_at_the_height_it_is_given);
    tcase_add_test(tcase, a_wide_logo_is_made_lower_and_said_so);
    tcase_add_test(tcase, a_logo_outside_the_folder_is_refused);
    tcase_add_test(tcase, a_link_that_stays_inside_is_followed);
    tcase_add_test(tcase, misspelt_and_missing_fields_are_findings);
    tcase_add_test(tcase, the_hash_follows_what_is_drawn_and_nothing_else);
    suite_add_tcase(suite, tcase);
    return suite;
}
