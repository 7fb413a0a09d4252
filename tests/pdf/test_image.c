#include <check.h>
#include <string.h>

#include "check_pdf.h"
#include "pdf/image.h"
#include "pictures.h"
#include "sample.h"

static evne_arena *arena;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void teardown(void)
{
    evne_arena_free(arena);
}

#define BYTES(literal) ((evne_str){(literal), sizeof(literal) - 1})

static const evne_image *read_good(evne_str bytes)
{
    const evne_image *image = NULL;
    const char *fault = NULL;
    ck_assert_msg(evne_image_read(arena, bytes, &image, &fault), "%s", fault ? fault : "");
    return image;
}

static const char *read_bad(evne_str bytes)
{
    const evne_image *image = NULL;
    const char *fault = NULL;
    ck_assert(!evne_image_read(arena, bytes, &image, &fault));
    ck_assert_ptr_null(image);
    ck_assert_ptr_nonnull(fault);
    return fault;
}

static void has_samples(const evne_image *image, unsigned n_channels, evne_str samples)
{
    ck_assert(!image->is_jpeg);
    ck_assert_uint_eq(image->n_channels, n_channels);
    ck_assert_uint_eq(image->bytes.len, samples.len);
    ck_assert_mem_eq(image->bytes.p, samples.p, samples.len);
}

START_TEST(a_png_becomes_rows_of_samples)
{
    const evne_image *image = read_good(png_file(arena, 2, 2, 8, 2,
                                                 BYTES("\0abcdef"
                                                       "\0ghijkl")));
    ck_assert_uint_eq(image->width, 2);
    ck_assert_uint_eq(image->height, 2);
    has_samples(image, 3, BYTES("abcdefghijkl"));
}
END_TEST

START_TEST(every_depth_becomes_eight_bits)
{
    has_samples(read_good(png_file(arena, 8, 1, 1, 0, BYTES("\0\x81"))), 1,
                BYTES("\xFF\0\0\0\0\0\0\xFF"));
    has_samples(read_good(png_file(arena, 4, 1, 2, 0, BYTES("\0\x1B"))), 1,
                BYTES("\0\x55\xAA\xFF"));
    has_samples(read_good(png_file(arena, 2, 1, 4, 0, BYTES("\0\x0F"))), 1, BYTES("\0\xFF"));
    has_samples(read_good(png_file(arena, 2, 1, 16, 0, BYTES("\0\xFF\xFF\x80\x80"))), 1,
                BYTES("\xFF\x80"));
    has_samples(read_good(png_file(arena, 1, 1, 16, 2, BYTES("\0\x01\x01\x02\x02\x03\x03"))), 3,
                BYTES("\1\2\3"));
}
END_TEST

START_TEST(a_palette_becomes_colours)
{
    evne_buf png = png_start(arena);
    png_head(&png, 2, 1, 1, 3, false);
    png_chunk(&png, "PLTE", BYTES("abcxyz"));
    png_rows(&png, BYTES("\0\x40"));
    png_chunk(&png, "IEND", EVNE_STR(""));
    has_samples(read_good(evne_buf_str(&png)), 3, BYTES("abcxyz"));
}
END_TEST

START_TEST(transparency_is_flattened_on_white)
{
    has_samples(read_good(png_file(arena, 3, 1, 8, 6,
                                   BYTES("\0\x10\x20\x30\0"
                                         "\0\0\0\x80"
                                         "\x10\x20\x30\xFF"))),
                3, BYTES("\xFF\xFF\xFF\x7F\x7F\x7F\x10\x20\x30"));
    has_samples(read_good(png_file(arena, 2, 1, 8, 4, BYTES("\0\0\x40\x55\xFF"))), 1,
                BYTES("\xBF\x55"));
}
END_TEST

START_TEST(one_transparent_colour_is_flattened_too)
{
    evne_buf png = png_start(arena);
    png_head(&png, 2, 1, 8, 2, false);
    png_chunk(&png, "tRNS", BYTES("\0\1\0\2\0\3"));
    png_rows(&png, BYTES("\0\1\2\3\4\5\6"));
    png_chunk(&png, "IEND", EVNE_STR(""));
    has_samples(read_good(evne_buf_str(&png)), 3, BYTES("\xFF\xFF\xFF\4\5\6"));
}
END_TEST

/* Adam7: where each pass begins and how far apart its samples are. */
static const int passes[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                 {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

START_TEST(an_interlaced_png_is_put_in_order)
{
    enum { SIDE = 9 };
    evne_buf png = png_start(arena), rows = {.arena = arena}, plain = {.arena = arena};
    for (int pass = 0; pass < 7; pass++)
        for (int y = passes[pass][1]; y < SIDE; y += passes[pass][3]) {
            if (passes[pass][0] < SIDE)
                evne_buf_put_char(&rows, 0);
            for (int x = passes[pass][0]; x < SIDE; x += passes[pass][2])
                evne_buf_put_char(&rows, (char)(y * SIDE + x));
        }
    for (int i = 0; i < SIDE * SIDE; i++)
        evne_buf_put_char(&plain, (char)i);
    png_head(&png, SIDE, SIDE, 8, 0, true);
    png_rows(&png, evne_buf_str(&rows));
    png_chunk(&png, "IEND", EVNE_STR(""));
    has_samples(read_good(evne_buf_str(&png)), 1, evne_buf_str(&plain));
}
END_TEST

START_TEST(a_png_cut_short_anywhere_is_refused)
{
    evne_str whole = png_file(arena, 2, 2, 8, 2,
                              BYTES("\0abcdef"
                                    "\0ghijkl"));
    for (size_t len = 0; len < whole.len; len++)
        read_bad(evne_str_slice(whole, 0, len));
}
END_TEST

START_TEST(a_png_with_one_wrong_byte_is_refused)
{
    evne_str whole = png_file(arena, 2, 2, 8, 2,
                              BYTES("\0abcdef"
                                    "\0ghijkl"));
    for (size_t i = 0; i < whole.len; i++) {
        char *copy = evne_arena_copy(arena, whole.p, whole.len);
        copy[i] ^= 0x10;
        read_bad((evne_str){copy, whole.len});
    }
}
END_TEST

START_TEST(a_wrong_checksum_in_a_text_is_refused_too)
{
    evne_buf png = png_start(arena);
    png_head(&png, 1, 1, 8, 0, false);
    png_chunk(&png, "tEXt", BYTES("Title\0logo"));
    png.p[png.len - 1] ^= 1;
    png_rows(&png, BYTES("\0a"));
    png_chunk(&png, "IEND", EVNE_STR(""));
    ck_assert_ptr_nonnull(strstr(read_bad(evne_buf_str(&png)), "CRC"));
}
END_TEST

START_TEST(a_png_over_the_limits_is_refused_before_its_rows)
{
    static const uint32_t sizes[][2] = {
        {8001, 1}, {1, 8001}, {4000, 4000}, {0xFFFFFFFF, 0xFFFFFFFF}, {0x80000000, 1}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        evne_str png = png_file(arena, sizes[i][0], sizes[i][1], 8, 6, BYTES("\0"));
        ck_assert_ptr_nonnull(strstr(read_bad(png), "pixel"));
    }
    read_bad(png_file(arena, 0, 1, 8, 0, BYTES("\0")));
    ck_assert_uint_lt(evne_arena_used(arena), 1024 * 1024);
}
END_TEST

START_TEST(a_file_over_five_megabytes_is_refused)
{
    evne_buf png = png_start(arena);
    png_head(&png, 1, 1, 8, 0, false);
    png_chunk(&png, "tEXt", (evne_str){evne_arena_alloc(arena, 6000000), 6000000});
    ck_assert_ptr_nonnull(strstr(read_bad(evne_buf_str(&png)), "5 MB"));
}
END_TEST

/* What iCCP and zTXt hold: a name, a method, deflated bytes. */
static void put_bomb(evne_buf *png, const char *type, evne_str packed)
{
    evne_buf data = {.arena = arena};
    evne_buf_put(&data, "x\0", 3);
    evne_buf_put_str(&data, packed);
    png_chunk(png, type, evne_buf_str(&data));
}

START_TEST(a_zip_bomb_fills_no_more_than_its_rows)
{
    size_t size = 64 * 1024 * 1024;
    evne_str zeros = {evne_arena_alloc(arena, size), size}, packed = png_deflate(arena, zeros);
    const evne_str rows[] = {BYTES("\0a"), zeros};
    for (size_t i = 0; i < 2; i++) {
        evne_arena *small = evne_arena_new(0, NULL, NULL);
        evne_buf png = png_start(arena);
        const evne_image *image;
        const char *fault;
        png_head(&png, 1, 1, 8, 0, false);
        put_bomb(&png, "iCCP", packed);
        put_bomb(&png, "zTXt", packed);
        png_rows(&png, rows[i]);
        png_chunk(&png, "IEND", EVNE_STR(""));
        bool is_read = evne_image_read(small, evne_buf_str(&png), &image, &fault);
        ck_assert(is_read || i == 1);
        ck_assert_uint_lt(evne_arena_used(small), 1024 * 1024);
        evne_arena_free(small);
    }
}
END_TEST

START_TEST(chunks_out_of_order_are_refused)
{
    static const char *const orders[] = {"Dh", "hhDe", "hDPe", "hDe", "hPDxDe", "hPe", "hPDePDe"};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        evne_buf png = png_start(arena);
        for (const char *c = orders[i]; *c != '\0'; c++) {
            if (*c == 'h')
                png_head(&png, 1, 2, 8, 3, false);
            else if (*c == 'D')
                png_rows(&png, BYTES("\0"));
            else
                png_chunk(&png,
                          *c == 'P'   ? "PLTE"
                          : *c == 'e' ? "IEND"
                                      : "XXXX",
                          *c == 'P' ? BYTES("abc") : EVNE_STR(""));
        }
        read_bad(evne_buf_str(&png));
    }
}
END_TEST

START_TEST(bytes_after_the_end_are_refused)
{
    evne_str png = png_file(arena, 1, 1, 8, 0, BYTES("\0a"));
    evne_str jpeg = jpeg_file(arena, (jpeg_look){0xC0, 8, 20, 10, 3, 1});
    const evne_str files[] = {png, jpeg};
    for (size_t i = 0; i < 2; i++) {
        evne_buf longer = {.arena = arena};
        evne_buf_put_str(&longer, files[i]);
        evne_buf_puts(&longer, "<script>");
        ck_assert_ptr_nonnull(strstr(read_bad(evne_buf_str(&longer)), "slutning"));
    }
}
END_TEST

START_TEST(other_formats_are_refused)
{
    static const char *const files[] = {"", "G", "GIF89a", "<svg/>", "%PDF-1.7", "II*", "\x89PN"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        ck_assert_str_eq(read_bad(evne_str_of(files[i])), "det er hverken PNG eller JPEG");
}
END_TEST

START_TEST(a_jpeg_is_kept_byte_for_byte)
{
    static const jpeg_look looks[] = {
        {0xC0, 8, 20, 10, 3, 1}, {0xC1, 8, 20, 10, 1, 1}, {0xC2, 8, 20, 10, 3, 4}};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        evne_str file = jpeg_file(arena, looks[i]);
        const evne_image *image = read_good(file);
        ck_assert(image->is_jpeg);
        ck_assert_uint_eq(image->width, 20);
        ck_assert_uint_eq(image->height, 10);
        ck_assert_int_eq((int)image->n_channels, looks[i].n_channels);
        ck_assert(evne_str_eq(image->bytes, file));
    }
}
END_TEST

START_TEST(a_jpeg_that_pdf_cannot_show_is_refused)
{
    static const struct {
        jpeg_look look;
        const char *word;
    } cases[] = {{{0xC0, 8, 20, 10, 4, 1}, "CMYK"},       {{0xC3, 8, 20, 10, 3, 1}, "almindelig"},
                 {{0xC9, 8, 20, 10, 3, 1}, "almindelig"}, {{0xCC, 8, 20, 10, 3, 1}, "almindelig"},
                 {{0xC1, 12, 20, 10, 3, 1}, "8 bit"},     {{0xC0, 8, 20, 10, 2, 1}, "beskadiget"},
                 {{0xC0, 8, 20, 0, 3, 1}, "udstrækning"}, {{0xC0, 8, 9000, 10, 3, 1}, "pixel"},
                 {{0xC0, 8, 5000, 5000, 3, 1}, "pixel"},  {{0xC0, 8, 20, 10, 3, 0}, "beskadiget"},
                 {{0xE1, 8, 20, 10, 3, 1}, "beskadiget"}, {{0xDC, 8, 20, 10, 3, 1}, "beskadiget"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = read_bad(jpeg_file(arena, cases[i].look));
        ck_assert_msg(strstr(fault, cases[i].word) != NULL, "%zu: %s", i, fault);
    }
}
END_TEST

START_TEST(a_jpeg_cut_short_anywhere_is_refused)
{
    evne_str whole = jpeg_file(arena, (jpeg_look){0xC2, 8, 20, 10, 3, 2});
    for (size_t len = 0; len < whole.len; len++)
        read_bad(evne_str_slice(whole, 0, len));
}
END_TEST

/* A page with a logo, alone or before a line of text, as a file. */
static evne_str page_with(evne_fonts *fonts, evne_str file, const char *alt, evne_pdf_facts *facts)
{
    const evne_image *image = read_good(file);
    sample *s = sample_new(arena, fonts);
    evne_node *node = evne_node_new(arena, NULL, EVNE_NODE_PICTURE, 0);
    node->parent = s->doc.root;
    node->as.picture.alt = evne_str_of(alt);
    sample_box(s, NULL, EVNE_ARTIFACT_LAYOUT, false, 0, 0, 1, 1);
    evne_piece *piece = &s->pieces[0][0];
    *piece = (evne_piece){.kind = EVNE_PIECE_IMAGE, .artifact = EVNE_ARTIFACT_LAYOUT};
    piece->as.image.x = piece->as.image.y = EVNE_PT(36);
    piece->as.image.width = EVNE_PT(100);
    piece->as.image.height = EVNE_PT(33);
    piece->as.image.image = s->doc.logo.image = image;
    if (alt[0] != '\0') {
        piece->node = node;
        piece->artifact = EVNE_NO_ARTIFACT;
        s->figures[s->pages.n_figures++] =
            (evne_spot){node, 0, EVNE_PT(36), EVNE_PT(36), EVNE_PT(100), EVNE_PT(33)};
    }
    s->y = EVNE_PT(100);
    sample_put(s, sample_node(s, s->doc.root, EVNE_NODE_TITLE), "Titel", (sample_look){0});
    return sample_write(s, facts);
}

static bool holds(evne_str bytes, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= bytes.len; i++)
        if (memcmp(bytes.p + i, part, len) == 0)
            return true;
    return false;
}

START_TEST(a_logo_keeps_the_rules_of_both_profiles)
{
    evne_fonts *fonts = sample_fonts(arena);
    evne_str files[] = {png_file(arena, 2, 2, 8, 6,
                                 BYTES("\0abcdefgh"
                                       "\0ijklmnop")),
                        png_file(arena, 1, 1, 8, 0, BYTES("\0a")),
                        jpeg_file(arena, (jpeg_look){0xC0, 8, 20, 10, 3, 1})};
    for (size_t i = 0; i < 6; i++) {
        evne_pdf_facts facts = sample_facts();
        facts.profile = i < 3 ? EVNE_PROFILE_ARCHIVE : EVNE_PROFILE_MITID;
        evne_str pdf = page_with(fonts, files[i % 3], "Logo", &facts);
        ck_assert_str_eq(check_pdf(arena, pdf), "");
        ck_assert(holds(pdf, "/S/Figure"));
        ck_assert(holds(pdf, "/Alt<FEFF004C006F0067006F>"));
        ck_assert(!holds(pdf, "/SMask"));
        ck_assert_int_eq(holds(pdf, "/Filter/DCTDecode"), i % 3 == 2);
        ck_assert_int_eq(holds(pdf, "/DeviceGray"), i % 3 == 1);
        ck_assert(i % 3 != 2 || holds(pdf, "data\xFF"));
    }
    evne_fonts_close(fonts);
}
END_TEST

START_TEST(a_logo_without_alternative_text_is_an_artifact)
{
    evne_fonts *fonts = sample_fonts(arena);
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = page_with(fonts, png_file(arena, 1, 1, 8, 0, BYTES("\0a")), "", &facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert(!holds(pdf, "/S/Figure"));
    ck_assert(holds(pdf, "/Subtype/Image"));
    evne_fonts_close(fonts);
}
END_TEST

Suite *test_image(void)
{
    Suite *suite = suite_create("image");
    TCase *tcase = tcase_create("image");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_png_becomes_rows_of_samples);
    tcase_add_test(tcase, every_depth_becomes_eight_bits);
    tcase_add_test(tcase, a_palette_becomes_colours);
    tcase_add_test(tcase, transparency_is_flattened_on_white);
    tcase_add_test(tcase, one_transparent_colour_is_flattened_too);
    tcase_add_test(tcase, an_interlaced_png_is_put_in_order);
    tcase_add_test(tcase, a_png_cut_short_anywhere_is_refused);
    tcase_add_test(tcase, a_png_with_one_wrong_byte_is_refused);
    tcase_add_test(tcase, a_wrong_checksum_in_a_text_is_refused_too);
    tcase_add_test(tcase, a_png_over_the_limits_is_refused_before_its_rows);
    tcase_add_test(tcase, a_file_over_five_megabytes_is_refused);
    tcase_add_test(tcase, a_zip_bomb_fills_no_more_than_its_rows);
    tcase_add_test(tcase, chunks_out_of_order_are_refused);
    tcase_add_test(tcase, bytes_after_the_end_are_refused);
    tcase_add_test(tcase, other_formats_are_refused);
    tcase_add_test(tcase, a_jpeg_is_kept_byte_for_byte);
    tcase_add_test(tcase, a_jpeg_that_pdf_cannot_show_is_refused);
    tcase_add_test(tcase, a_jpeg_cut_short_anywhere_is_refused);
    tcase_add_test(tcase, a_logo_keeps_the_rules_of_both_profiles);
    tcase_add_test(tcase, a_logo_without_alternative_text_is_an_artifact);
    suite_add_tcase(suite, tcase);
    return suite;
}
