/*
 * Attendance, weekly hours, effective capacity and trends (domain 4.4 to 4.6) of the sample cases,
 * against figures that were counted by hand.
 */
#include <check.h>
#include <string.h>

#include "base/number.h"
#include "data/casefile.h"
#include "plugin/plugin.h"

static evne_arena *arena;
static evne_plugin *plugin;

static void open_plugin(void)
{
    evne_error err = {0};

    arena = evne_arena_new(0, NULL, NULL);
    ck_assert_msg(evne_plugin_open(arena, EVNE_ROOT "/tests/app/fixtures/tal.lua", &plugin, &err) ==
                      EVNE_OK,
                  "%s: %s", err.where, err.text);
}

static void close_plugin(void)
{
    evne_plugin_free(plugin);
    evne_arena_free(arena);
}

static const evne_value *figures_of(const char *name)
{
    const evne_plugin_info *info = evne_plugin_info_of(plugin);
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *sag, *selected, *view, *facts = evne_value_new_map(arena, NULL, NULL, 0);
    evne_error err = {0};

    ck_assert_int_eq(
        evne_casefile_read(arena, evne_arena_printf(arena, EVNE_ROOT "/samples/%s.yaml", name),
                           problems, &sag, &err),
        EVNE_OK);
    evne_fields_apply(arena, info->fields, info->known, sag, problems, &selected);
    ck_assert_uint_eq(evne_problems_errors(problems), 0);
    ck_assert_msg(evne_plugin_view(plugin, selected, facts, arena, &view, &err) == EVNE_OK,
                  "%s: %s", err.where, err.text);
    return view;
}

static const char *text_at(const evne_value *figures, const char *path)
{
    const evne_value *value = evne_value_find(figures, path);
    evne_buf buf = {.arena = arena};

    if (!value)
        return "nothing";
    if (value->kind == EVNE_NUMBER)
        evne_number_plain(&buf, value->as.number);
    else
        evne_buf_put_str(&buf, evne_value_text(value));
    return evne_buf_text(&buf);
}

typedef struct figure {
    const char *path, *expected;
} figure;

static void hold(const char *name, const figure *figures, size_t n)
{
    const evne_value *view = figures_of(name);

    for (size_t i = 0; i < n; i++)
        ck_assert_msg(strcmp(text_at(view, figures[i].path), figures[i].expected) == 0,
                      "%s: %s is %s, not %s", name, figures[i].path, text_at(view, figures[i].path),
                      figures[i].expected);
}

#define HOLD(name, list) hold(name, list, sizeof list / sizeof *list)

START_TEST(attendance_counts_days_agreed_and_days_attended)
{
    static const figure log_of_13_weeks[] = {
        {"fremmoede.raekker", "46"},         {"fremmoede.base", "45"},
        {"fremmoede.fremmoedt", "41"},       {"fremmoede.pct", "91.1"},
        {"fremmoede.punktlig_pct", "92.7"},  {"fremmoede.netto_min", "5095"},
        {"fremmoede.planlagt_min", "6990"},  {"fremmoede.fravaer_min", "790"},
        {"fremmoede.laengste_raekke", "17"}, {"fremmoede.fulde_uger", "10"},
    };
    static const figure shop_and_bindery[] = {
        {"fremmoede.raekker", "22"},     {"fremmoede.base", "22"},
        {"fremmoede.fremmoedt", "19"},   {"fremmoede.pct", "86.4"},
        {"fremmoede.netto_min", "2598"}, {"fremmoede.planlagt_min", "3570"},
    };
    static const figure short_shifts[] = {
        {"fremmoede.base", "12"},           {"fremmoede.fremmoedt", "10"},
        {"fremmoede.pct", "83.3"},          {"fremmoede.netto_min", "750"},
        {"fremmoede.planlagt_min", "1050"},
    };

    HOLD("03-logbog-13-uger", log_of_13_weeks);
    HOLD("01-dossier-butik-bogbinderi", shop_and_bindery);
    HOLD("06-dossier-hukommelse-traethed", short_shifts);
}
END_TEST

START_TEST(weekly_hours_are_net_and_their_slope_is_per_week)
{
    static const figure figures[] = {
        {"uger", "5,33 5,00 3,42 5,08 7,75 8,33 6,17 6,42 5,75 7,50 9,17 5,00 10,00"},
        {"fremmoede.haeldning", "0.29"},
        {"foer.gennemsnit", "3.66"},
        {"efter.gennemsnit", "4.66"},
        {"foer.median", "4"},
    };

    HOLD("03-logbog-13-uger", figures);
}
END_TEST

START_TEST(effective_hours_exist_only_where_intensity_was_measured)
{
    static const figure shop[] = {{"evne[1].effektiv_pr_uge", "1.32"},
                                  {"evne[2].effektiv_pr_uge", "nothing"},
                                  {"evne[3].effektiv_pr_uge", "3.45"},
                                  {"evne[4].effektiv_pr_uge", "4.5"}};
    static const figure memory[] = {{"evne[1].effektiv_pr_uge", "2.52"},
                                    {"evne[2].effektiv_pr_uge", "3.11"},
                                    {"evne[3].effektiv_pr_uge", "nothing"}};

    HOLD("01-dossier-butik-bogbinderi", shop);
    HOLD("06-dossier-hukommelse-traethed", memory);
}
END_TEST

START_TEST(a_trend_names_first_latest_and_lowest)
{
    static const figure shop[] = {{"tendens.INT.foerste", "0"},
                                  {"tendens.INT.seneste", "2"},
                                  {"tendens.INT.laveste", "-1"},
                                  {"tendens.SKA.seneste", "5"}};

    HOLD("01-dossier-butik-bogbinderi", shop);
}
END_TEST

Suite *test_figures(void)
{
    Suite *suite = suite_create("figures");
    TCase *tcase = tcase_create("figures");

    tcase_add_checked_fixture(tcase, open_plugin, close_plugin);
    tcase_add_test(tcase, attendance_counts_days_agreed_and_days_attended);
    tcase_add_test(tcase, weekly_hours_are_net_and_their_slope_is_per_week);
    tcase_add_test(tcase, effective_hours_exist_only_where_intensity_was_measured);
    tcase_add_test(tcase, a_trend_names_first_latest_and_lowest);
    suite_add_tcase(suite, tcase);
    return suite;
}
