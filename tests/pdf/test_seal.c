/*
 * How: the box is drawn and its parts looked into: loose objects that refer to each other only, and
 * content that stays inside the box.
 */
#include <check.h>
#include <string.h>

#include "pdf/seal.h"
#include "sample.h"

static evne_arena *arena;
static evne_fonts *fonts;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    fonts = sample_fonts(arena);
}

static void teardown(void)
{
    evne_fonts_close(fonts);
    evne_arena_free(arena);
}

static evne_seal draw(const char *name)
{
    evne_seal_texts texts = {EVNE_STR("Underskrevet digitalt"), EVNE_STR("12.03.2026 kl. 14.32"),
                             evne_str_of(name), EVNE_STR("Borger"),
                             EVNE_STR("Udsteder · certifikat 4C:1A · niveau PAdES B-B")};
    evne_seal seal = {0};
    evne_error err = {0};
    evne_status status =
        evne_seal_draw(arena, fonts, EVNE_PT(300.75), EVNE_PT(66.75), &texts, &seal, &err);

    ck_assert_msg(status == EVNE_OK, "%s: %s", err.where, err.text);
    return seal;
}

static bool holds(evne_str bytes, const char *part)
{
    return strstr(evne_arena_copy(arena, bytes.p, bytes.len), part) != NULL;
}

START_TEST(a_seal_brings_its_fonts_as_loose_objects)
{
    evne_seal seal = draw("Jette Sønderskov");
    size_t n_fonts = 0;

    ck_assert(evne_str_starts(seal.resources, "/Font &"));
    ck_assert(evne_str_is(seal.filter, "FlateDecode"));
    for (size_t i = 0; i < seal.n_objects; i++) {
        evne_str dict = evne_buf_str(&seal.objects[i].object->body);

        ck_assert(!holds(dict, " 0 R"));
        n_fonts += holds(dict, "/Subtype/Type0");
        if (holds(dict, "/Subtype/Type0"))
            ck_assert(holds(dict, "/ToUnicode &"));
    }
    ck_assert_uint_eq(n_fonts, 2); /* regular and semibold */
}
END_TEST

START_TEST(a_name_that_no_font_has_does_not_stop_a_signature)
{
    ck_assert_uint_gt(draw("\xF0\x93\x80\x80 \x01 \xFF Lind").content.len, 0);
}
END_TEST

START_TEST(a_name_longer_than_the_box_is_cut)
{
    char name[600];
    evne_seal with_cut, without;

    memset(name, 'M', sizeof name);
    memcpy(name + 590, "\xC3\xB8", 3);
    with_cut = draw(name);
    name[40] = 0;
    without = draw(name);
    ck_assert_uint_gt(with_cut.content.len, 0);
    ck_assert_uint_lt(with_cut.content.len, without.content.len + 100);
}
END_TEST

START_TEST(a_seal_is_the_same_each_time)
{
    evne_seal one = draw("Ali Hansen"), two = draw("Ali Hansen");

    ck_assert(evne_str_eq(one.content, two.content));
    ck_assert_uint_eq(one.n_objects, two.n_objects);
    for (size_t i = 0; i < one.n_objects; i++)
        ck_assert(evne_str_eq(one.objects[i].stream, two.objects[i].stream));
}
END_TEST

Suite *test_seal(void);
Suite *test_seal(void)
{
    Suite *suite = suite_create("seal");
    TCase *tests = tcase_create("seal");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_seal_brings_its_fonts_as_loose_objects);
    tcase_add_test(tests, a_name_that_no_font_has_does_not_stop_a_signature);
    tcase_add_test(tests, a_name_longer_than_the_box_is_cut);
    tcase_add_test(tests, a_seal_is_the_same_each_time);
    suite_add_tcase(suite, tests);
    return suite;
}
