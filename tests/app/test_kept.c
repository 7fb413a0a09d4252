/* One process, many documents: each as if it were the only one. */
#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/job.h"
#include "app/worker.h"
#include "base/file.h"

static evne_arena *arena;
static evne_kept *kept;
static evne_paths paths;

static void set_up(void)
{
    evne_folders none = {0};
    evne_error err;

    arena = evne_arena_new(0, NULL, NULL);
    kept = evne_kept_new();
    ck_assert_int_eq(evne_paths_find(arena, EVNE_ROOT, &none, &none, &paths, &err), EVNE_OK);
}

static void tear_down(void)
{
    evne_kept_free(kept);
    evne_arena_free(arena);
}

static evne_outcome make(evne_task *task, const char *sample, const char *report, evne_kept *with)
{
    evne_job_request request = {.paths = &paths, .report = report, .kept = with};
    evne_outcome outcome;

    request.case_path = evne_arena_printf(arena, "%s/samples/%s.yaml", EVNE_ROOT, sample);
    evne_outcome_init(&outcome, arena);
    task(&request, &outcome);
    ck_assert_int_eq(outcome.status, EVNE_OK);
    return outcome;
}

START_TEST(a_document_has_the_same_bytes_whatever_was_made_before_it)
{
    static const char *const documents[][2] = {
        {"06-dossier-hukommelse-traethed", "rehab-dossier"},
        {"02-praktikplan-plejecenter", "praktikplan"},
        {"01-dossier-butik-bogbinderi", "rehab-dossier"},
        {"03-logbog-13-uger", "logbog-sammenfatning"},
        {"06-dossier-hukommelse-traethed", "rehab-dossier"},
        {"02-praktikplan-plejecenter", "praktikplan"},
    };

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        const char *sample = documents[i][0], *report = documents[i][1];
        evne_str alone = make(evne_job_render, sample, report, NULL).bytes;
        evne_str among = make(evne_job_render, sample, report, kept).bytes;
        ck_assert_uint_gt(alone.len, 0);
        ck_assert(evne_str_eq(alone, among));
    }
}
END_TEST

START_TEST(findings_are_the_same_whatever_was_checked_before)
{
    static const char sample[] = "01-dossier-butik-bogbinderi";
    evne_outcome alone = make(evne_job_check, sample, NULL, NULL);

    for (int i = 0; i < 3; i++) {
        evne_outcome among = make(evne_job_check, sample, NULL, kept);
        ck_assert_uint_eq(evne_problems_count(among.problems), evne_problems_count(alone.problems));
        for (size_t k = 0; k < evne_problems_count(alone.problems); k++)
            ck_assert_str_eq(evne_problems_at(among.problems, k)->message,
                             evne_problems_at(alone.problems, k)->message);
    }
}
END_TEST

/* --- files that change ---------------------------------------------------------------------- */

static const char report_text[] =
    "local m = use('m') return { api = 1, id = 'x', short = 'XX', title = { da = 'x', en = 'x' }, "
    "version = m.version, template = 'x', fields = {}, known = {}, "
    "dated = function() return '2026-03-02' end, view = function() return {} end }";

static void write_text(const char *path, const char *text)
{
    evne_error err;

    ck_assert_int_eq(evne_file_write(arena, path, evne_str_of(text), true, &err), EVNE_OK);
}

static const char *version_now(const char *folder)
{
    const char *folders[] = {folder};
    const evne_catalog *catalog;
    evne_plugin *plugin;
    evne_error err;
    evne_str version;

    ck_assert_int_eq(evne_catalog_find(arena, folders, 1, &catalog, &err), EVNE_OK);
    ck_assert_int_eq(evne_kept_plugin(kept, catalog, "x", &plugin, &err), EVNE_OK);
    version = evne_plugin_info_of(plugin)->version;
    version.p = evne_arena_copy(arena, version.p, version.len);
    evne_kept_settle(kept);
    return version.p;
}

START_TEST(a_plugin_or_module_that_changed_is_opened_again)
{
    char folder[] = "evne-kept-XXXXXX";
    const char *module, *report;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    report = evne_arena_printf(arena, "%s/x.lua", folder);
    module = evne_arena_printf(arena, "%s/lib/m.lua", folder);
    ck_assert_int_eq(system(evne_arena_printf(arena, "mkdir %s/lib", folder)), 0);
    write_text(report, report_text);
    write_text(module, "return { version = '1.0.0' }");
    ck_assert_str_eq(version_now(folder), "1.0.0");
    ck_assert_str_eq(version_now(folder), "1.0.0");
    write_text(module, "return { version = '2.0.0' }");
    ck_assert_str_eq(version_now(folder), "2.0.0");
    ck_assert_int_eq(system(evne_arena_printf(arena, "rm -r %s", folder)), 0);
}
END_TEST

/* What the template is made from: every byte that was read. */
static evne_str source_now(const char *const *folders)
{
    evne_template_env env = {.folders = folders, .n_folders = 2, .lang = "da"};
    const evne_template *source;
    evne_error err;

    ck_assert_int_eq(evne_kept_template(kept, "x", &env, &source, &err), EVNE_OK);
    return evne_template_source(source);
}

START_TEST(a_template_is_read_again_when_it_or_an_include_changed_or_is_hidden)
{
    char folder[] = "evne-kept-XXXXXX";
    const char *folders[2], *include;
    evne_str first;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(system(evne_arena_printf(arena, "mkdir %s/own %s/all", folder, folder)), 0);
    folders[0] = evne_arena_printf(arena, "%s/own", folder);
    folders[1] = evne_arena_printf(arena, "%s/all", folder);
    include = evne_arena_printf(arena, "%s/del.da.md", folders[1]);
    write_text(evne_arena_printf(arena, "%s/x.da.md", folders[1]),
               "# T\n\n{% include \"del\" %}\n");
    write_text(include, "en");
    first = source_now(folders);
    ck_assert_ptr_eq(source_now(folders).p, first.p);
    write_text(include, "to!");
    ck_assert_ptr_nonnull(strstr(source_now(folders).p, "to!"));
    write_text(evne_arena_printf(arena, "%s/del.da.md", folders[0]), "egen");
    ck_assert_ptr_nonnull(strstr(source_now(folders).p, "egen"));
    ck_assert_int_eq(system(evne_arena_printf(arena, "rm -r %s/own/del.da.md", folder)), 0);
    ck_assert_ptr_nonnull(strstr(source_now(folders).p, "to!"));
    ck_assert_int_eq(system(evne_arena_printf(arena, "rm -r %s", folder)), 0);
}
END_TEST

static const char pack_text[] = "skema: objektivitetsregler/1\n"
                                "navn: egen\n"
                                "version: 1.0.0\n"
                                "regler:\n"
                                "  - id: EGEN-1\n"
                                "    kategori: vaghed\n"
                                "    alvor: advarsel\n"
                                "    moenster: '\\b%s\\b'\n"
                                "    besked: et ord\n"
                                "    hvorfor: Fordi.\n"
                                "    omskriv: Skriv et andet.\n";

static const char *pack_of(const char *word)
{
    return evne_arena_printf(arena, pack_text, word);
}

/* How many rules are installed, and how many faults their packs have. */
static size_t rules_now(size_t *n_faults)
{
    evne_rulebook *book;
    evne_error err;
    size_t n;

    ck_assert_int_eq(evne_kept_rules(kept, &paths, evne_problems_new(arena), &book, &err), EVNE_OK);
    *n_faults = book->n_faults;
    n = evne_ruleset_count(book->set);
    evne_kept_settle(kept);
    return n;
}

START_TEST(rules_that_came_changed_or_went_are_read_again)
{
    char folder[] = "evne-kept-XXXXXX";
    size_t n_shipped, n_faults;
    const char *pack;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    evne_folders_add(&paths.rule_dirs, folder);
    pack = evne_arena_printf(arena, "%s/egen.yaml", folder);
    n_shipped = rules_now(&n_faults);
    ck_assert_uint_eq(rules_now(&n_faults), n_shipped);
    write_text(pack, pack_of("sludder"));
    ck_assert_uint_eq(rules_now(&n_faults), n_shipped + 1);
    ck_assert_uint_eq(n_faults, 0);
    write_text(pack, "skema: objektivitetsregler/1\nregler: nej\n");
    (void)rules_now(&n_faults);
    ck_assert_uint_gt(n_faults, 0);
    (void)rules_now(&n_faults);
    ck_assert_uint_gt(n_faults, 0);
    ck_assert_int_eq(unlink(pack), 0);
    ck_assert_uint_eq(rules_now(&n_faults), n_shipped);
    ck_assert_uint_eq(n_faults, 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

Suite *test_kept(void);

Suite *test_kept(void)
{
    Suite *suite = suite_create("kept");
    TCase *tests = tcase_create("kept");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_document_has_the_same_bytes_whatever_was_made_before_it);
    tcase_add_test(tests, findings_are_the_same_whatever_was_checked_before);
    tcase_add_test(tests, a_plugin_or_module_that_changed_is_opened_again);
    tcase_add_test(tests, a_template_is_read_again_when_it_or_an_include_changed_or_is_hidden);
    tcase_add_test(tests, rules_that_came_changed_or_went_are_read_again);
    suite_add_tcase(suite, tests);
    return suite;
}
