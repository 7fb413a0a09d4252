#define _GNU_SOURCE /* memmem */
#include <check.h>
#include <string.h>

#include "base/file.h"
#include "plugin/catalog.h"
#include "plugin/shipped.h"
#include "script.h"

static const char plugins[] = EVNE_ROOT "/plugins";

static evne_str read_text(const char *path)
{
    evne_error err;
    evne_str text;

    if (evne_file_read(script_arena(), path, 1024 * 1024, &text, &err) != EVNE_OK)
        ck_abort_msg("%s: %s", err.where, err.text);
    return text;
}

/* A report that was added, or a build that lost its table, would only be slow: nobody would see. */
START_TEST(every_shipped_report_was_compiled_when_the_program_was_built)
{
    const char *folders[] = {plugins};
    const evne_catalog *catalog;
    evne_error err;

    ck_assert_int_eq(evne_catalog_find(script_arena(), folders, 1, &catalog, &err), EVNE_OK);
    ck_assert_uint_ge(evne_catalog_count(catalog), 3);
    for (size_t i = 0; i < evne_catalog_count(catalog); i++)
        ck_assert_ptr_nonnull(evne_shipped_find(read_text(evne_catalog_at(catalog, i)->path)));
}
END_TEST

START_TEST(a_file_that_differs_in_one_byte_is_not_taken_for_a_shipped_one)
{
    evne_str text = read_text(EVNE_ROOT "/plugins/lib/schema.lua");
    char *changed = evne_arena_copy(script_arena(), text.p, text.len);

    ck_assert_ptr_nonnull(evne_shipped_find((evne_str){changed, text.len}));
    changed[text.len / 2] ^= 1;
    ck_assert_ptr_null(evne_shipped_find((evne_str){changed, text.len}));
    ck_assert_ptr_null(evne_shipped_find(evne_str_slice(text, 0, text.len - 1)));
    ck_assert_ptr_null(evne_shipped_find(EVNE_STR("")));
}
END_TEST

static int line_of(evne_str text, const char *part)
{
    int line = 1;

    for (const char *p = text.p, *end = strstr(text.p, part); end && p < end; p++)
        line += *p == '\n';
    return line;
}

START_TEST(a_fault_in_compiled_code_names_the_file_on_disk_and_the_line)
{
    evne_str text = read_text(EVNE_ROOT "/plugins/lib/schema.lua");
    int line = line_of(text, "function schema.join") + 3;
    const char *expected = evne_arena_printf(script_arena(), "%s/lib/schema.lua:%d", plugins, line);
    evne_plugin *plugin = NULL;
    evne_error err;

    ck_assert_int_eq(evne_plugin_open_text(script_arena(), EVNE_ROOT "/plugins/try.lua",
                                           EVNE_STR("use('schema').join(5)"), &plugin, &err),
                     EVNE_PLUGIN);
    ck_assert_str_eq(err.where, expected);
}
END_TEST

START_TEST(compiled_code_has_the_names_of_fields_but_not_of_locals)
{
    const evne_shipped *shipped = evne_shipped_find(read_text(EVNE_ROOT "/plugins/lib/schema.lua"));
    evne_str code;

    ck_assert_ptr_nonnull(shipped);
    code = shipped->after_name;
    ck_assert_ptr_nonnull(memmem(code.p, code.len, "required", 8));
    ck_assert_ptr_null(memmem(code.p, code.len, "changes", 7));
}
END_TEST

/* A long path takes more than one byte to say how long it is. */
START_TEST(compiled_code_is_loaded_from_a_long_path_too)
{
    char path[200];
    evne_plugin *plugin = NULL;
    evne_error err;

    memset(path, 'x', sizeof path);
    memcpy(path + sizeof path - 17, "/praktikplan.lua", 17);
    ck_assert_int_eq(evne_plugin_open_text(script_arena(), path,
                                           read_text(EVNE_ROOT "/plugins/praktikplan.lua"), &plugin,
                                           &err),
                     EVNE_PLUGIN);
    ck_assert_ptr_nonnull(strstr(err.where, "/praktikplan.lua:"));
    ck_assert_ptr_nonnull(strstr(err.text, "no module"));
}
END_TEST

Suite *test_shipped(void);

Suite *test_shipped(void)
{
    Suite *suite = suite_create("shipped");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, NULL, script_end);
    tcase_add_test(all, every_shipped_report_was_compiled_when_the_program_was_built);
    tcase_add_test(all, a_file_that_differs_in_one_byte_is_not_taken_for_a_shipped_one);
    tcase_add_test(all, a_fault_in_compiled_code_names_the_file_on_disk_and_the_line);
    tcase_add_test(all, compiled_code_has_the_names_of_fields_but_not_of_locals);
    tcase_add_test(all, compiled_code_is_loaded_from_a_long_path_too);
    suite_add_tcase(suite, all);
    return suite;
}
