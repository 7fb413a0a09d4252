#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/schema.h"
#include "data/casefile.h"

static evne_arena *arena;
static evne_plugin *plugin;

static void open_plugin(void)
{
    evne_error err = {0};

    arena = evne_arena_new(0, NULL, NULL);
    ck_assert_msg(evne_plugin_open(arena, EVNE_ROOT "/plugins/praktikplan.lua", &plugin, &err) ==
                      EVNE_OK,
                  "%s: %s", err.where, err.text);
}

static void close_plugin(void)
{
    evne_plugin_free(plugin);
    evne_arena_free(arena);
}

START_TEST(the_schema_requires_what_the_fields_require)
{
    json_t *schema = evne_schema_make(evne_plugin_info_of(plugin));
    json_t *required = json_object_get(schema, "required");
    bool has_plan = false;

    for (size_t i = 0; i < json_array_size(required); i++)
        has_plan =
            has_plan || strcmp(json_string_value(json_array_get(required, i)), "praktikplan") == 0;
    ck_assert(has_plan);
    ck_assert(json_is_false(json_object_get(schema, "additionalProperties")));
    ck_assert_ptr_nonnull(json_object_get(json_object_get(schema, "properties"), "logbog"));
    json_decref(schema);
}
END_TEST

START_TEST(a_skeleton_is_yaml_with_every_required_key)
{
    evne_buf skeleton = {.arena = arena};
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag = NULL;
    evne_error err = {0};

    evne_skeleton_write(&skeleton, evne_plugin_info_of(plugin));
    ck_assert_msg(evne_casefile_parse(arena, "new.yaml", evne_buf_str(&skeleton), problems, &sag,
                                      &err) == EVNE_OK,
                  "%s",
                  evne_problems_count(problems) ? evne_problems_at(problems, 0)->message : "");
    ck_assert_ptr_nonnull(evne_value_find(sag, "praktikplan.periode.start"));
    ck_assert_ptr_nonnull(evne_value_find(sag, "praktikplan.opgaver"));
}
END_TEST

/* Without the mark, an optional line is YAML too: that is how a consultant uses it. */
START_TEST(optional_lines_become_yaml_when_their_mark_is_taken_away)
{
    evne_buf skeleton = {.arena = arena}, whole = {.arena = arena};
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag = NULL;
    evne_error err = {0};
    char *line, *rest;

    evne_skeleton_write(&skeleton, evne_plugin_info_of(plugin));
    rest = evne_arena_text(arena, evne_buf_text(&skeleton));
    rest = strchr(rest, '\n') + 1; /* the first line is prose */
    for (line = rest; line && *line; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = '\0';
        evne_buf_printf(&whole, "%s\n", strncmp(line, "# ", 2) == 0 ? line + 2 : line);
    }
    ck_assert_msg(evne_casefile_parse(arena, "new.yaml", evne_buf_str(&whole), problems, &sag,
                                      &err) == EVNE_OK,
                  "line %u: %s",
                  evne_problems_count(problems) ? evne_problems_at(problems, 0)->line : 0,
                  evne_problems_count(problems) ? evne_problems_at(problems, 0)->message : "");
}
END_TEST

Suite *test_schema(void)
{
    Suite *suite = suite_create("schema");
    TCase *tcase = tcase_create("schema");

    tcase_add_checked_fixture(tcase, open_plugin, close_plugin);
    tcase_add_test(tcase, the_schema_requires_what_the_fields_require);
    tcase_add_test(tcase, a_skeleton_is_yaml_with_every_required_key);
    tcase_add_test(tcase, optional_lines_become_yaml_when_their_mark_is_taken_away);
    suite_add_tcase(suite, tcase);
    return suite;
}
