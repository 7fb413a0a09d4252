#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pdf/shape.h"
#include "sample.h"

static evne_arena *arena;
static evne_fonts *fonts;
static evne_error err;

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

static evne_status shape(const char *text, evne_weight weight, bool is_rtl, const evne_word **out)
{
    const evne_metrics *metrics = evne_fonts_metrics(fonts);
    return metrics->shape(metrics->context, weight, EVNE_PT(10), evne_str_of(text), is_rtl, out,
                          &err);
}

static const evne_word *word(const char *text)
{
    const evne_word *out = NULL;
    evne_status status = shape(text, EVNE_REGULAR, false, &out);
    ck_assert_msg(status == EVNE_OK, "%s: %s", err.where, err.text);
    return out;
}

static const evne_shaped *shaped(const evne_word *of)
{
    return of->glyphs;
}

START_TEST(width_is_the_sum_of_advances)
{
    /* Open Sans: n is 1257 of 2048, so 10 pt of it are 6.138. */
    ck_assert_int_eq(word("n")->width, 6138);
    ck_assert_int_eq(word("")->width, 0);
}
END_TEST

START_TEST(digits_are_equally_wide)
{
    for (char digit[2] = "1"; digit[0] <= '9'; digit[0]++)
        ck_assert_int_eq(word(digit)->width, word("0")->width);
}
END_TEST

START_TEST(pairs_are_kerned)
{
    ck_assert_int_lt(word("To")->width, word("T")->width + word("o")->width);
}
END_TEST

START_TEST(a_word_is_shaped_once)
{
    const evne_word *first = word("erfaring");
    ck_assert_ptr_eq(first, word("erfaring"));
    const evne_word *bold = NULL;
    ck_assert_int_eq(shape("erfaring", EVNE_BOLD, false, &bold), EVNE_OK);
    ck_assert_int_gt(bold->width, first->width);
}
END_TEST

START_TEST(every_script_of_the_list_has_glyphs)
{
    static const char *const words[] = {"Østergård", "Αθήνα",   "Київ",      "Nguyễn",   "ŋɛʁ",
                                        "سلام",      "پاکستان", "کوردی",     "שלום",     "नमस्ते",
                                        "আমি",       "தமிழ்",    "ภาษาไทย",   "Հայերեն",  "ქართული",
                                        "አማርኛ",      "☐☑→≤√",   "a\xCC\x8A", "x\xCC\x81"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const evne_shaped *s = shaped(word(words[i]));
        ck_assert_uint_gt(s->n_segments, 0);
        for (size_t k = 0; k < s->n_segments; k++) {
            for (size_t g = 0; g < s->segments[k].n_glyphs; g++) {
                uint32_t pair = s->segments[k].glyphs[g].pair;
                ck_assert_uint_ne(s->segments[k].face->pairs[pair].glyph, 0);
            }
        }
    }
}
END_TEST

START_TEST(a_missing_weight_is_the_next_heavier)
{
    const evne_word *semibold = NULL, *bold = NULL;
    ck_assert_int_eq(shape("שלום", EVNE_SEMIBOLD, true, &semibold), EVNE_OK);
    ck_assert_int_eq(shape("שלום", EVNE_BOLD, true, &bold), EVNE_OK);
    ck_assert_ptr_eq(shaped(semibold)->segments[0].face, shaped(bold)->segments[0].face);
}
END_TEST

START_TEST(a_mark_stays_in_the_font_of_its_base)
{
    /* Open Sans lacks U+1DC4; the e before it must come from the font that has both. */
    const evne_shaped *s = shaped(word("be\xE1\xB7\x84"));
    ck_assert_uint_eq(s->n_segments, 2);
    ck_assert_ptr_ne(s->segments[0].face, s->segments[1].face);
    ck_assert_uint_eq(s->segments[0].n_glyphs, 1);
}
END_TEST

START_TEST(right_to_left_glyphs_stand_in_the_order_of_reading)
{
    const evne_word *out = NULL;
    ck_assert_int_eq(shape("שלום", EVNE_REGULAR, true, &out), EVNE_OK);
    const evne_segment *segment = &shaped(out)->segments[0];
    ck_assert_uint_eq(segment->n_glyphs, 4);
    evne_buf text = {.arena = arena};
    for (size_t i = 0; i < 4; i++) {
        evne_buf_put_str(&text, segment->face->pairs[segment->glyphs[i].pair].text);
        if (i > 0)
            ck_assert_int_lt(segment->glyphs[i].x, segment->glyphs[i - 1].x);
    }
    ck_assert_str_eq(evne_buf_text(&text), "שלום");
}
END_TEST

START_TEST(a_ligature_keeps_its_text)
{
    const evne_segment *segment = &shaped(word("ffl"))->segments[0];
    evne_buf text = {.arena = arena};
    for (size_t i = 0; i < segment->n_glyphs; i++)
        evne_buf_put_str(&text, segment->face->pairs[segment->glyphs[i].pair].text);
    ck_assert_int_eq(strncmp(evne_buf_text(&text), "ffl", segment->n_glyphs == 1 ? 3 : 1), 0);
}
END_TEST

START_TEST(hyphen_that_divides_a_word_looks_like_one_and_is_read_as_soft)
{
    const evne_shaped *shaped = word("arbejds\xC2\xAD")->glyphs;
    const evne_segment *segment = &shaped->segments[0];

    ck_assert_int_eq(word("arbejds\xC2\xAD")->width, word("arbejds-")->width);
    ck_assert_uint_eq(shaped->n_segments, 1);
    ck_assert(evne_str_is(segment->face->pairs[segment->glyphs[segment->n_glyphs - 1].pair].text,
                          "\xC2\xAD"));
}
END_TEST

START_TEST(characters_that_are_never_shown_take_no_room)
{
    ck_assert_int_eq(word("a\xE2\x80\x8D\xEF\xBB\xBF\xE2\x80\x8F"
                          "b")
                         ->width,
                     word("ab")->width);
    ck_assert_int_eq(word("\xEF\xBB\xBF")->width, 0);
    ck_assert(evne_fonts_covers(fonts, 0xFEFF));
}
END_TEST

START_TEST(a_character_no_font_has_is_named)
{
    const evne_word *out = NULL;
    ck_assert_int_eq(shape("ab\xF0\x9F\xA7\x91", EVNE_REGULAR, false, &out), EVNE_INPUT);
    ck_assert_str_eq(err.text, "no font has U+1F9D1 '\xF0\x9F\xA7\x91'");
    ck_assert(!evne_fonts_covers(fonts, 0x1F9D1));
    ck_assert(evne_fonts_covers(fonts, 0x00E6));
    ck_assert(evne_fonts_covers(fonts, 0x2011));
}
END_TEST

START_TEST(a_long_word_of_many_scripts_is_shaped)
{
    evne_buf text = {.arena = arena};
    for (int i = 0; i < 500; i++)
        evne_buf_puts(&text, "aשजæ☐");
    const evne_word *out = word(evne_buf_text(&text));
    ck_assert_uint_gt(shaped(out)->n_segments, 1000);
    evne_len width = 0;
    for (size_t i = 0; i < shaped(out)->n_segments; i++)
        width += evne_segment_width(&shaped(out)->segments[i], EVNE_PT(10));
    ck_assert_int_eq(width, out->width);
}
END_TEST

START_TEST(forgotten_words_can_be_shaped_again)
{
    evne_len before = word("erfaring")->width;
    evne_fonts_trim(fonts, 0);
    ck_assert_int_eq(word("erfaring")->width, before);
}
END_TEST

/* A folder, here, with `yaml` as its fonts.yaml. */
static const char *folder_with(const char *yaml)
{
    char name[] = "evne-fonts-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(name));
    const char *folder = evne_arena_text(arena, name);
    const char *path = evne_file_join(arena, folder, "fonts.yaml");
    ck_assert_int_eq(evne_file_write(arena, path, evne_str_of(yaml), false, &err), EVNE_OK);
    return folder;
}

static void remove_folder(const char *folder)
{
    unlink(evne_file_join(arena, folder, "fonts.yaml"));
    rmdir(folder);
}

#define ONE_FONT(file, hash)                                                                       \
    "format: evne-fonts/1\nfamilies:\n  - name: A\n    package: fonts-a\n    folder: /nowhere\n"   \
    "    regular:\n      file: " file "\n      sha256: " hash "\n"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static evne_status shape_with(const char *yaml)
{
    const char *folder = folder_with(yaml);
    evne_fonts *other = NULL;
    evne_status status = evne_fonts_open(arena, folder, &other, &err);
    if (status == EVNE_OK) {
        const evne_metrics *metrics = evne_fonts_metrics(other);
        const evne_word *out = NULL;
        status = metrics->shape(metrics->context, EVNE_REGULAR, EVNE_PT(10), EVNE_STR("a"), false,
                                &out, &err);
        evne_fonts_close(other);
    }
    remove_folder(folder);
    return status;
}

START_TEST(a_missing_file_names_its_package)
{
    ck_assert_int_eq(shape_with(ONE_FONT("A.ttf", ZEROS)), EVNE_SYSTEM);
    ck_assert_str_eq(err.where, "A.ttf");
    ck_assert_ptr_nonnull(strstr(err.text, "'fonts-a'"));
}
END_TEST

START_TEST(a_file_that_differs_from_its_pin_is_refused)
{
    ck_assert_int_eq(shape_with(ONE_FONT("fonts.yaml", ZEROS)), EVNE_SYSTEM);
    ck_assert_str_eq(err.where, "fonts.yaml");
    ck_assert_ptr_nonnull(strstr(err.text, "pins"));
}
END_TEST

START_TEST(a_bad_list_is_refused_with_its_line)
{
    static const char *const lists[] = {
        "",
        "format: evne-fonts/1\n",
        "format: other/1\nfamilies: [a]\n",
        "families: [[[[",
        ONE_FONT("A.ttf", "abc"),
        "format: evne-fonts/1\nfamilies: [a, b]\n",
        "format: evne-fonts/1\nfamilies:\n  - name: A\n    package: p\n    folder: f\n",
        "format: evne-fonts/1\nformat: evne-fonts/1\n"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        ck_assert_msg(shape_with(lists[i]) == EVNE_SYSTEM, "list %zu is accepted", i);
}
END_TEST

START_TEST(every_pinned_file_is_the_installed_one)
{
    evne_font_list list;
    ck_assert_int_eq(evne_fontlist_read(arena, EVNE_ROOT "/fonts", &list, &err), EVNE_OK);
    for (size_t i = 0; i < list.n_families; i++) {
        for (int k = 0; k < EVNE_FONT_WEIGHTS; k++) {
            const evne_font_family *family = &list.families[i];
            const char *path = NULL;
            evne_face *face = NULL;
            if (family->files[k].name == NULL)
                continue;
            ck_assert_int_eq(
                evne_fontlist_find(arena, &list, family, &family->files[k], &path, &err), EVNE_OK);
            evne_status status =
                evne_face_open(arena, path, family, &family->files[k], &face, &err);
            ck_assert_msg(status == EVNE_OK, "%s: %s", err.where, err.text);
            ck_assert_int_gt(face->ascent, 0);
            ck_assert_int_lt(face->descent, 0);
            evne_face_close(face);
        }
    }
}
END_TEST

Suite *test_fonts(void)
{
    Suite *suite = suite_create("fonts");
    TCase *tc = tcase_create("fonts");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, width_is_the_sum_of_advances);
    tcase_add_test(tc, digits_are_equally_wide);
    tcase_add_test(tc, pairs_are_kerned);
    tcase_add_test(tc, a_word_is_shaped_once);
    tcase_add_test(tc, every_script_of_the_list_has_glyphs);
    tcase_add_test(tc, a_missing_weight_is_the_next_heavier);
    tcase_add_test(tc, a_mark_stays_in_the_font_of_its_base);
    tcase_add_test(tc, right_to_left_glyphs_stand_in_the_order_of_reading);
    tcase_add_test(tc, a_ligature_keeps_its_text);
    tcase_add_test(tc, hyphen_that_divides_a_word_looks_like_one_and_is_read_as_soft);
    tcase_add_test(tc, characters_that_are_never_shown_take_no_room);
    tcase_add_test(tc, a_character_no_font_has_is_named);
    tcase_add_test(tc, a_long_word_of_many_scripts_is_shaped);
    tcase_add_test(tc, forgotten_words_can_be_shaped_again);
    tcase_add_test(tc, a_missing_file_names_its_package);
    tcase_add_test(tc, a_file_that_differs_from_its_pin_is_refused);
    tcase_add_test(tc, a_bad_list_is_refused_with_its_line);
    tcase_add_test(tc, every_pinned_file_is_the_installed_one);
    suite_add_tcase(suite, tc);
    return suite;
}
