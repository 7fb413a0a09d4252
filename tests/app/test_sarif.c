#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/sarif.h"

static evne_arena *arena;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

#define RULES                                                                                      \
    "[{\"id\": \"V01\", \"category\": \"værdiord\", \"severity\": \"error\", \"message\": \"m\"," \
    " \"why\": \"fordi\", \"suggestion\": \"s\", \"off\": false},"                                 \
    " {\"id\": \"V02\", \"category\": \"v\", \"severity\": \"info\", \"message\": \"n\","          \
    " \"why\": \"\", \"suggestion\": \"\", \"off\": true}]"

static evne_problem word(void)
{
    return (evne_problem){.file = "min sag/æble.yaml",
                          .line = 3,
                          .column = 5,
                          .path = "resultat",
                          .code = "V01",
                          .severity = EVNE_SEVERE_ERROR,
                          .message = "»doven«: et værdiord",
                          .suggestion = "Beskriv.",
                          .end_line = 3,
                          .end_column = 10,
                          .sentence = "Borger er doven.",
                          .hit_at = 10,
                          .hit_len = 5,
                          .why = "fordi",
                          .rewrite = "træt",
                          .has_rewrite = true};
}

static evne_problems *list_of(const evne_problem *problem)
{
    evne_problems *problems = evne_problems_new(arena);

    evne_problems_add(problems, problem);
    return problems;
}

static json_t *log_of(const evne_problems *first, const evne_problems *second)
{
    json_t *rules = json_loads(RULES, 0, NULL);
    evne_sarif *log = evne_sarif_begin(rules);

    evne_sarif_add(log, first);
    if (second)
        evne_sarif_add(log, second);
    json_decref(rules);
    return evne_sarif_end(log, 1);
}

/* --- what the schema of SARIF 2.1.0 demands ----------------------------------------------------
 */

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    ck_assert_msg(text != NULL, "no text '%s'", key);
    return text;
}

static bool is_one_of(const char *text, const char *words)
{
    const char *at = strstr(words, text);

    return at && (at == words || at[-1] == ' ') && (at[strlen(text)] == ' ' || !at[strlen(text)]);
}

static void has_only(const json_t *object, const char *keys)
{
    const char *key;
    json_t *value;

    ck_assert(json_is_object(object));
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
        ck_assert_msg(is_one_of(key, keys), "'%s' is not among: %s", key, keys);
}

static void is_message(const json_t *message)
{
    has_only(message, "text markdown");
    ck_assert_uint_gt(strlen(text_at(message, "text")), 0);
}

static void is_uri_reference(const char *uri)
{
    for (const char *c = uri; *c; c++)
        ck_assert_msg((unsigned char)*c > ' ' && (unsigned char)*c < 0x7F && *c != '\\', "%s", uri);
}

static json_int_t number_at(const json_t *object, const char *key, json_int_t least)
{
    const json_t *number = json_object_get(object, key);

    ck_assert(json_is_integer(number));
    ck_assert_int_ge(json_integer_value(number), least);
    return json_integer_value(number);
}

static void is_region(const json_t *region)
{
    has_only(region, "startLine startColumn endLine endColumn");
    number_at(region, "startLine", 1);
    if (json_object_get(region, "startColumn"))
        number_at(region, "startColumn", 1);
    if (json_object_get(region, "endLine")) {
        number_at(region, "endLine", number_at(region, "startLine", 1));
        number_at(region, "endColumn", 1);
    }
}

static void is_physical(const json_t *physical)
{
    has_only(physical, "artifactLocation region");
    is_uri_reference(text_at(json_object_get(physical, "artifactLocation"), "uri"));
    if (json_object_get(physical, "region"))
        is_region(json_object_get(physical, "region"));
}

static void is_fix(const json_t *fix)
{
    const json_t *change = json_array_get(json_object_get(fix, "artifactChanges"), 0);
    const json_t *replacement = json_array_get(json_object_get(change, "replacements"), 0);

    has_only(fix, "description artifactChanges");
    is_message(json_object_get(fix, "description"));
    is_uri_reference(text_at(json_object_get(change, "artifactLocation"), "uri"));
    is_region(json_object_get(replacement, "deletedRegion"));
    text_at(json_object_get(replacement, "insertedContent"), "text");
}

static void is_suppression(const json_t *suppression)
{
    has_only(suppression, "kind status justification");
    ck_assert(is_one_of(text_at(suppression, "kind"), "inSource external"));
    ck_assert(is_one_of(text_at(suppression, "status"), "accepted underReview rejected"));
    text_at(suppression, "justification");
}

static void is_result(const json_t *result, const json_t *rules)
{
    const json_t *rule = json_array_get(rules, (size_t)number_at(result, "ruleIndex", 0)), *more;
    const json_t *location = json_array_get(json_object_get(result, "locations"), 0);

    has_only(result, "ruleId ruleIndex level message locations partialFingerprints fixes "
                     "suppressions baselineState properties");
    ck_assert_str_eq(text_at(rule, "id"), text_at(result, "ruleId"));
    ck_assert(is_one_of(text_at(result, "level"), "none note warning error"));
    is_message(json_object_get(result, "message"));
    is_physical(json_object_get(location, "physicalLocation"));
    ck_assert(json_is_object(json_object_get(result, "partialFingerprints")));
    if ((more = json_object_get(result, "fixes")))
        is_fix(json_array_get(more, 0));
    if ((more = json_object_get(result, "suppressions")))
        is_suppression(json_array_get(more, 0));
    if ((more = json_object_get(result, "baselineState")))
        ck_assert(is_one_of(json_string_value(more), "new unchanged updated absent"));
}

static void is_rule(const json_t *rule)
{
    const json_t *level = json_object_get(json_object_get(rule, "defaultConfiguration"), "level");

    has_only(rule, "id shortDescription fullDescription help defaultConfiguration properties");
    text_at(rule, "id");
    is_message(json_object_get(rule, "shortDescription"));
    is_message(json_object_get(rule, "fullDescription"));
    ck_assert(is_one_of(json_string_value(level), "none note warning error"));
    ck_assert(json_is_array(json_object_get(json_object_get(rule, "properties"), "tags")));
}

/* The run of a log that the schema allows. */
static const json_t *run_of(const json_t *log)
{
    const json_t *run = json_array_get(json_object_get(log, "runs"), 0), *one;
    const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
    const json_t *rules = json_object_get(driver, "rules");
    size_t i;

    has_only(log, "$schema version runs");
    has_only(run, "tool language columnKind invocations results");
    has_only(driver, "name version semanticVersion informationUri language rules");
    ck_assert_str_eq(text_at(log, "version"), "2.1.0");
    ck_assert_str_eq(text_at(run, "columnKind"), "unicodeCodePoints");
    is_uri_reference(text_at(driver, "informationUri"));
    json_array_foreach(rules, i, one) is_rule(one);
    json_array_foreach(json_object_get(run, "results"), i, one) is_result(one, rules);
    one = json_array_get(json_object_get(run, "invocations"), 0);
    ck_assert(json_is_boolean(json_object_get(one, "executionSuccessful")));
    number_at(one, "exitCode", 0);
    return run;
}

static const json_t *result_at(const json_t *run, size_t index)
{
    return json_array_get(json_object_get(run, "results"), index);
}

/* --- tests ------------------------------------------------------------------------------------ */

START_TEST(a_log_is_what_the_schema_allows)
{
    evne_problem lack = {.file = "/x/y.yaml", .code = "felt.mangler", .message = "mangler"};
    evne_problem found = word();
    json_t *log = log_of(list_of(&found), list_of(&lack));
    const json_t *run = run_of(log), *rules;

    rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
    ck_assert_uint_eq(json_array_size(rules), 2); /* V02 is off */
    ck_assert_str_eq(text_at(result_at(run, 1), "ruleId"), "felt.mangler");
    ck_assert_str_eq(text_at(json_object_get(json_array_get(rules, 0), "help"), "text"),
                     "fordi\n\nOmskriv: s");
    json_decref(log);
}
END_TEST

START_TEST(a_place_is_a_relative_uri_and_columns_as_the_finding_has_them)
{
    evne_problem found = word();
    json_t *log = log_of(list_of(&found), NULL);
    const json_t *location =
        json_array_get(json_object_get(result_at(run_of(log), 0), "locations"), 0);
    const json_t *physical = json_object_get(location, "physicalLocation");
    const json_t *region = json_object_get(physical, "region");

    ck_assert_str_eq(text_at(json_object_get(physical, "artifactLocation"), "uri"),
                     "min%20sag/%C3%A6ble.yaml");
    ck_assert_int_eq(number_at(region, "startColumn", 1), 5);
    ck_assert_int_eq(number_at(region, "endColumn", 1), 10);
    json_decref(log);
}
END_TEST

START_TEST(a_fix_is_offered_where_it_cannot_be_read_otherwise)
{
    evne_problem found = word();
    json_t *log = log_of(list_of(&found), NULL);

    ck_assert_ptr_nonnull(json_object_get(result_at(run_of(log), 0), "fixes"));
    json_decref(log);
    found.rewrite = "sagde: \"ja\"";
    log = log_of(list_of(&found), NULL);
    ck_assert_ptr_null(json_object_get(result_at(run_of(log), 0), "fixes"));
    json_decref(log);
    found = word(), found.has_rewrite = false;
    log = log_of(list_of(&found), NULL);
    ck_assert_ptr_null(json_object_get(result_at(run_of(log), 0), "fixes"));
    json_decref(log);
}
END_TEST

START_TEST(what_was_set_aside_is_suppressed_with_its_reason)
{
    evne_problem found = word();
    const json_t *suppression;
    json_t *log;

    found.set_aside_by = "Lone Dahl";
    found.set_aside_on = "2026-07-08";
    found.set_aside_why = "borgers egne ord";
    log = log_of(list_of(&found), NULL);
    suppression = json_array_get(json_object_get(result_at(run_of(log), 0), "suppressions"), 0);
    ck_assert_str_eq(text_at(suppression, "justification"),
                     "borgers egne ord (Lone Dahl, 2026-07-08)");
    ck_assert_str_eq(text_at(suppression, "kind"), "inSource");
    json_decref(log);
}
END_TEST

START_TEST(a_file_that_could_not_be_checked_makes_the_run_fail)
{
    evne_sarif *open = evne_sarif_begin(NULL);
    const json_t *invocation;
    json_t *log;

    evne_sarif_has_baseline(open);
    evne_sarif_fail(open, "a.yaml", "no file");
    log = evne_sarif_end(open, 3);
    invocation = json_array_get(json_object_get(run_of(log), "invocations"), 0);
    ck_assert(json_is_false(json_object_get(invocation, "executionSuccessful")));
    ck_assert_int_eq(number_at(invocation, "exitCode", 0), 3);
    ck_assert_uint_eq(json_array_size(json_object_get(invocation, "toolExecutionNotifications")),
                      1);
    json_decref(log);
}
END_TEST

START_TEST(a_path_becomes_a_uri)
{
    char *uri = evne_sarif_uri("/tmp/a b/100%.yaml");

    ck_assert_str_eq(uri, "file:///tmp/a%20b/100%25.yaml");
    free(uri);
    uri = evne_sarif_uri("./x#y?.yaml");
    ck_assert_str_eq(uri, "x%23y%3F.yaml");
    free(uri);
}
END_TEST

Suite *test_sarif(void)
{
    Suite *suite = suite_create("sarif");
    TCase *tcase = tcase_create("sarif");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_log_is_what_the_schema_allows);
    tcase_add_test(tcase, a_place_is_a_relative_uri_and_columns_as_the_finding_has_them);
    tcase_add_test(tcase, a_fix_is_offered_where_it_cannot_be_read_otherwise);
    tcase_add_test(tcase, what_was_set_aside_is_suppressed_with_its_reason);
    tcase_add_test(tcase, a_file_that_could_not_be_checked_makes_the_run_fail);
    tcase_add_test(tcase, a_path_becomes_a_uri);
    suite_add_tcase(suite, tcase);
    return suite;
}
