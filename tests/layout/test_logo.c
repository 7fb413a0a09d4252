#include <string.h>

#include "fixture.h"

/* Layout never looks inside a picture. */
static const char picture[] = "picture";

static void make_doc(evne_len width, evne_len height, const char *alt)
{
    fix.doc->letterhead = EVNE_STR("Fjordvejen 4");
    fix.doc->classification = EVNE_STR("Fortroligt");
    fix.doc->logo =
        (evne_logo){.image = picture, .width = width, .height = height, .alt = evne_str_of(alt)};
    build_node(fix.arena, fix.doc->root, EVNE_NODE_TITLE, "Titel");
    build_paragraph(fix.arena, fix.doc->root, EVNE_ROLE_BODY, "Brødtekst");
    fixture_run();
}

static const evne_piece *find_image(void)
{
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++)
        if (fix.pages->pages[0].pieces[i].kind == EVNE_PIECE_IMAGE)
            return &fix.pages->pages[0].pieces[i];
    return NULL;
}

START_TEST(a_logo_stands_at_the_margin_and_ends_on_the_grid)
{
    const evne_piece *image;

    make_doc(PT(120), PT(34.016), "Navn");
    image = find_image();
    ck_assert_ptr_nonnull(image);
    ck_assert_int_eq(image->as.image.x, PT(72));
    ck_assert_int_eq(image->as.image.y + image->as.image.height, PT(72));
    ck_assert_int_eq(image->as.image.width, PT(120));
    ck_assert_int_eq(image->as.image.height, PT(34.016));
}
END_TEST

START_TEST(what_follows_a_logo_moves_down_by_its_height_and_nine)
{
    /* logo 36 to 72, 9, letterhead 81 to 93, 9, title */
    make_doc(PT(120), PT(36), "Navn");
    ck_assert_int_eq(find_text(0, "Fjordvejen")->as.text.y, PT(81) + evne_baseline(PT(8), PT(12)));
    ck_assert_int_eq(find_text(0, "Titel")->as.text.y, PT(102) + evne_baseline(PT(24), PT(30)));
    ck_assert_int_eq(find_text(0, "Fortroligt")->as.text.y,
                     PT(36) + PT(1.5) + evne_baseline(PT(9), PT(12)));
}
END_TEST

START_TEST(a_logo_is_read_first_and_has_a_bounding_box)
{
    const evne_spot *box;

    make_doc(PT(120), PT(36), "Navn");
    ck_assert_int_eq(find_image()->node->kind, EVNE_NODE_PICTURE);
    ck_assert(find_image() < find_text(0, "Fortroligt"));
    ck_assert(find_text(0, "Fortroligt") < find_text(0, "Fjordvejen"));
    ck_assert(find_text(0, "Fjordvejen") < find_text(0, "Titel"));
    ck_assert_uint_eq(fix.pages->n_figures, 1);
    box = &fix.pages->figures[0];
    ck_assert_ptr_eq(box->node, find_image()->node);
    ck_assert_int_eq(box->y, PT(36));
    ck_assert_int_eq(box->height, PT(36));
}
END_TEST

START_TEST(a_logo_without_alternative_text_is_an_artifact)
{
    make_doc(PT(120), PT(36), "");
    ck_assert_ptr_null(find_image()->node);
    ck_assert_int_eq(find_image()->artifact, EVNE_ARTIFACT_LAYOUT);
    ck_assert_uint_eq(fix.pages->n_figures, 0);
}
END_TEST

START_TEST(an_accent_colour_stands_for_blue_in_shapes_alone)
{
    evne_node *quote = build_node(fix.arena, fix.doc->root, EVNE_NODE_QUOTE, NULL);
    size_t n_accent = 0;

    build_paragraph(fix.arena, quote, EVNE_ROLE_BODY, "Sagt");
    fix.doc->has_accent = true;
    fix.doc->accent = 0x8A1538;
    fixture_run();
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        ck_assert_uint_ne(piece->colour, EVNE_BLUE);
        ck_assert(piece->kind != EVNE_PIECE_TEXT || piece->colour != 0x8A1538);
        n_accent += piece->colour == 0x8A1538;
    }
    ck_assert_uint_eq(n_accent, 1);
}
END_TEST

START_TEST(the_pages_stage_prints_a_logo)
{
    evne_buf out = {.arena = fix.arena};

    make_doc(PT(120), PT(36), "Navn \"A\"");
    evne_pages_print(&out, fix.pages);
    ck_assert_ptr_nonnull(strstr(
        evne_buf_text(&out), "image 72.000 36.000 120.000 36.000 picture \"Navn \\\"A\\\"\"\n"));
}
END_TEST

Suite *test_logo(void)
{
    Suite *suite = suite_create("logo");
    TCase *tcase = tcase_create("logo");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, a_logo_stands_at_the_margin_and_ends_on_the_grid);
    tcase_add_test(tcase, what_follows_a_logo_moves_down_by_its_height_and_nine);
    tcase_add_test(tcase, a_logo_is_read_first_and_has_a_bounding_box);
    tcase_add_test(tcase, a_logo_without_alternative_text_is_an_artifact);
    tcase_add_test(tcase, an_accent_colour_stands_for_blue_in_shapes_alone);
    tcase_add_test(tcase, the_pages_stage_prints_a_logo);
    suite_add_tcase(suite, tcase);
    return suite;
}
