/*
 * Every text of a case that a report declares stands in its PDF. The PDF is read by poppler, from
 * the structure tree, so that headers and footers do not come between the lines; white space is
 * dropped on both sides, since lines break anywhere, and so are the soft hyphens of divided words.
 */
#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/job.h"
#include "base/file.h"
#include "data/casefile.h"
#include "plugin/plugin.h"

static evne_arena *arena;

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

static bool is_blank(evne_str s, size_t at, size_t *width)
{
    *width = 1;
    if (strchr(" \t\r\n\f", s.p[at]))
        return true;
    if (s.len - at >= 2 && memcmp(s.p + at, "\xC2\xA0", 2) == 0) /* no-break space */
        return *width = 2, true;
    if (s.len - at >= 2 && memcmp(s.p + at, "\xC2\xAD", 2) == 0) /* of a divided word */
        return *width = 2, true;
    return false;
}

static const char *squeeze(evne_str s)
{
    evne_buf out = {.arena = arena};
    size_t width;

    for (size_t at = 0; at < s.len; at += width)
        if (!is_blank(s, at, &width))
            evne_buf_put_char(&out, s.p[at]);
    return evne_buf_text(&out);
}

static const char *run(const char *command)
{
    evne_buf text = {.arena = arena};
    FILE *pipe = popen(command, "r");
    char chunk[4096];
    size_t n;

    ck_assert_ptr_nonnull(pipe);
    while ((n = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        evne_buf_put(&text, chunk, n);
    ck_assert_int_eq(pclose(pipe), 0);
    return evne_buf_text(&text);
}

/* poppler prints `P "text"` lines; what lies between the quotes is the text. */
static const char *join_quoted(const char *printed)
{
    evne_buf out = {.arena = arena};

    for (const char *line = printed; *line;) {
        const char *end = strchr(line, '\n'), *open;
        size_t len = end ? (size_t)(end - line) : strlen(line);
        open = memchr(line, '"', len);
        if (open && len && line[len - 1] == '"' && open < line + len - 1)
            evne_buf_put(&out, open + 1, (size_t)(line + len - 1 - open - 1));
        line += len + (end != NULL);
    }
    return squeeze(evne_buf_str(&out));
}

static bool is_free_text(const evne_field *field)
{
    return field->type == EVNE_FIELD_LONG || field->type == EVNE_FIELD_TEXT ||
           field->type == EVNE_FIELD_NAME;
}

/* Codes that the report prints in words, and what only the program reads. */
static const char *const printed_otherwise[] = {
    "skema",
    "sag.sprog",
    "sag.rapporttyper",
    "sag.titel",                      /* the case's: each document has its own */
    "hjaelpemidler.ansoegt",          /* true: "ansøgt" */
    "observationer.maalinger.navn",   /* nrs_foer: "gener før" */
    "observationer.maalinger.enhed",  /* m2: "m²"; antal says nothing */
    "maalinger.begrundelser.omraade", /* SKA: "Brug af skånehensyn" */
    "underskrifter.betydning", /* the report's own sentence for the role, in the first person */
    NULL,
};

static bool is_printed_otherwise(const char *path)
{
    for (size_t i = 0; printed_otherwise[i]; i++)
        if (strcmp(path, printed_otherwise[i]) == 0)
            return true;
    return false;
}

/* The structure tree's text, then the pages': what stands in signature fields is only there. */
static const char *read_pdf(evne_str pdf)
{
    char path[] = "evne-lost-XXXXXX";
    int fd = mkstemp(path);
    const char *tree, *pages;

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, pdf.p, pdf.len), (ssize_t)pdf.len);
    close(fd);
    tree = join_quoted(run(evne_arena_printf(arena, "pdfinfo -struct-text %s", path)));
    pages = squeeze(evne_str_of(run(evne_arena_printf(arena, "pdftotext -raw %s -", path))));
    unlink(path);
    return evne_arena_printf(arena, "%s\n%s", tree, pages);
}

static size_t n_lost;

static void look_for(const evne_field *field, const evne_value *value, const char *path,
                     const char *pdf)
{
    if (!value)
        return;
    if (value->kind == EVNE_TEXT && is_free_text(field) && !is_printed_otherwise(path) &&
        !strstr(pdf, squeeze(value->as.text))) {
        fprintf(stderr, "line %u: %s: not in the PDF: %s\n", value->place.line, path,
                value->as.text.p);
        n_lost++;
    }
    for (size_t i = 0; value->kind == EVNE_MAP && i < value->as.map.count; i++) {
        const evne_pair *pair = &value->as.map.pairs[i];
        const evne_field *child =
            field->type == EVNE_FIELD_TABLE ? field->children : evne_field_get(field, pair->key);
        if (child)
            look_for(child, pair->value,
                     evne_arena_printf(arena, "%s%s%.*s", path, *path ? "." : "",
                                       EVNE_STR_ARGS(pair->key)),
                     pdf);
    }
    for (size_t i = 0; value->kind == EVNE_LIST && i < value->as.list.count; i++)
        if (field->n_children)
            look_for(field->children, value->as.list.items[i], path, pdf);
}

static void hold_case_against_pdf(const char *name, const char *report)
{
    evne_folders none = {0};
    evne_paths paths;
    evne_outcome pdf, data;
    evne_job_request request = {.paths = &paths, .report = report};
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag;
    evne_plugin *plugin;
    evne_error err = {0};

    ck_assert_int_eq(evne_paths_find(arena, EVNE_ROOT, &none, &none, &paths, &err), EVNE_OK);
    request.case_path = evne_arena_printf(arena, EVNE_ROOT "/samples/%s.yaml", name);
    evne_outcome_init(&pdf, arena);
    evne_job_render(&request, &pdf);
    ck_assert_msg(pdf.status == EVNE_OK, "%s: %s", pdf.err.where, pdf.err.text);
    evne_outcome_init(&data, arena);
    evne_job_data(&request, &data);
    ck_assert_int_eq(data.status, EVNE_OK);
    ck_assert_int_eq(evne_casefile_parse(arena, "data", data.bytes, problems, &sag, &err), EVNE_OK);
    ck_assert_int_eq(evne_plugin_open(arena,
                                      evne_arena_printf(arena, EVNE_ROOT "/plugins/%s.lua", report),
                                      &plugin, &err),
                     EVNE_OK);
    n_lost = 0;
    look_for(evne_plugin_info_of(plugin)->fields, sag, "", read_pdf(pdf.bytes));
    evne_plugin_free(plugin);
    ck_assert_uint_eq(n_lost, 0);
}

START_TEST(every_text_of_a_dossier_stands_in_its_pdf)
{
    hold_case_against_pdf("01-dossier-butik-bogbinderi", "rehab-dossier");
    hold_case_against_pdf("06-dossier-hukommelse-traethed", "rehab-dossier");
}
END_TEST

START_TEST(every_text_of_a_plan_stands_in_its_pdf)
{
    hold_case_against_pdf("02-praktikplan-plejecenter", "praktikplan");
}
END_TEST

START_TEST(every_text_of_a_logbook_stands_in_its_pdf)
{
    hold_case_against_pdf("01-dossier-butik-bogbinderi", "logbog-sammenfatning");
    hold_case_against_pdf("03-logbog-13-uger", "logbog-sammenfatning");
}
END_TEST

Suite *test_nothing_lost(void)
{
    Suite *suite = suite_create("nothing lost");
    TCase *tcase = tcase_create("nothing lost");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, every_text_of_a_dossier_stands_in_its_pdf);
    tcase_add_test(tcase, every_text_of_a_plan_stands_in_its_pdf);
    tcase_add_test(tcase, every_text_of_a_logbook_stands_in_its_pdf);
    suite_add_tcase(suite, tcase);
    return suite;
}
