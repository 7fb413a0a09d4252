/* How: honest files are valid; then every way to be not, each with its own reason. */
#include <check.h>
#include <string.h>

#include "fixtures.h"

static evne_arena *arena;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static void assert_invalid(evne_str pdf, const char *code)
{
    const evne_verdict *verdict = fixture_verify(arena, pdf);

    ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
    ck_assert_msg(fixture_says(verdict, code), "no %s; first reason: %s", code,
                  verdict->reasons.n ? verdict->reasons.list[0].code
                  : verdict->n_signatures && verdict->signatures[0].reasons.n
                      ? verdict->signatures[0].reasons.list[0].code
                      : "-");
}

static const struct {
    const char *name, *algorithm;
    bool pss;
} kinds[] = {{"arbejdsgiver", "RSA 2048, SHA-256", false},
             {"borger", "RSA 3072, SHA-256", false},
             {"borger", "RSA 3072 PSS, SHA-256", true},
             {"medarbejderrepraesentant", "P-256, SHA-256", false},
             {"konsulent", "P-384, SHA-384", false}};

START_TEST(every_kind_of_key_makes_a_valid_signature)
{
    evne_key *key = fixture_key(arena, kinds[_i].name);
    evne_sign_options options = {
        .role = "Sig1", .key = key, .when = fixture_now(), .pss = kinds[_i].pss};
    const evne_verdict *verdict;
    evne_error err = {0};
    evne_str out;

    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_OK);
    evne_key_free(key);
    verdict = fixture_verify(arena, out);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_uint_eq(verdict->n_signatures, 1);
    ck_assert_str_eq(verdict->signatures[0].algorithm, kinds[_i].algorithm);
    ck_assert_str_eq(verdict->signatures[0].level, "B-B");
    ck_assert(verdict->signatures[0].is_intact && verdict->signatures[0].is_trusted);
    ck_assert(verdict->signatures[0].covers_file);
    ck_assert_str_eq(verdict->open_roles[0], "Sig2");
}
END_TEST

START_TEST(five_signatures_in_a_row_are_all_valid)
{
    static const int order[] = {2, 0, 4, 1, 3};
    evne_str file = fixture_form(arena, 5);
    const evne_verdict *verdict;

    for (size_t i = 0; i < 5; i++)
        file = fixture_sign(arena, file, fixture_roles[order[i]], fixture_roles[order[i]]);
    verdict = fixture_verify(arena, file);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_uint_eq(verdict->n_signatures, 5);
    ck_assert_uint_eq(verdict->n_revisions, 6);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(verdict->signatures[i].role, fixture_roles[order[i]]);
        ck_assert_uint_eq(verdict->signatures[i].n_later, 4 - i);
        ck_assert(!verdict->signatures[i].has_changes_after);
        ck_assert_int_eq(verdict->signatures[i].covers_file, i == 4);
    }
}
END_TEST

START_TEST(a_file_nobody_signed_has_its_own_verdict)
{
    const evne_verdict *verdict = fixture_verify(arena, fixture_base(arena));

    ck_assert_int_eq(verdict->status, EVNE_VERDICT_UNSIGNED);
    ck_assert_str_eq(evne_verdict_danish(verdict->status), "ikke underskrevet");
    ck_assert_int_eq(evne_status_exit(evne_verdict_exit(verdict->status)), 1);
    ck_assert_uint_eq(verdict->n_open, 2);
}
END_TEST

START_TEST(what_is_no_pdf_is_unreadable)
{
    evne_verify_options options = {.now = fixture_now()};
    const evne_verdict *verdict;
    evne_error err = {0};

    ck_assert_int_eq(evne_verify(arena, EVNE_STR("hello"), &options, &verdict, &err), EVNE_INPUT);
    ck_assert_int_eq(evne_verify(arena, EVNE_STR(""), &options, &verdict, &err), EVNE_INPUT);
}
END_TEST

START_TEST(no_roots_leave_it_open)
{
    evne_str file = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");
    evne_verify_options options = {.now = fixture_now()};
    const evne_verdict *verdict;
    evne_error err = {0};

    ck_assert_int_eq(evne_verify(arena, file, &options, &verdict, &err), EVNE_OK);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_UNDETERMINED);
    ck_assert(fixture_says(verdict, "certificate.no_roots"));
    ck_assert(verdict->signatures[0].is_intact && !verdict->signatures[0].is_trusted);
    ck_assert_int_eq(evne_status_exit(evne_verdict_exit(verdict->status)), 6);
}
END_TEST

START_TEST(a_missing_file_of_roots_is_an_error)
{
    const char *roots[] = {"/no/such/root.pem"};
    evne_verify_options options = {.roots = roots, .n_roots = 1, .now = fixture_now()};
    const evne_verdict *verdict;
    evne_error err = {0};

    ck_assert_int_eq(evne_verify(arena, fixture_base(arena), &options, &verdict, &err), EVNE_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "/no/such/root.pem"));
}
END_TEST

START_TEST(certificates_that_do_not_serve_are_each_named)
{
    static const char *const cases[][2] = {{"foreign", "certificate.untrusted"},
                                           {"expired", "certificate.expired"},
                                           {"purpose", "certificate.purpose"}};

    for (size_t i = 0; i < 3; i++)
        assert_invalid(fixture_sign(arena, fixture_base(arena), "Sig1", cases[i][0]), cases[i][1]);
}
END_TEST

START_TEST(a_certificate_that_no_signature_covers_is_refused)
{
    evne_key *key = NULL;
    evne_error err = {0};
    evne_str out = {0};
    evne_sign_options options = {.role = "Sig1", .when = fixture_now()};

    ck_assert_int_eq(evne_key_load(arena, fixture_key_path(arena, "borger.key.pem"),
                                   fixture_key_path(arena, "extra.pem"), NULL, &key, &err),
                     EVNE_OK);
    options.key = key;
    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_OK);
    evne_key_free(key);
    assert_invalid(out, "cms.extra_certificate");
}
END_TEST

START_TEST(the_day_of_the_check_decides_about_validity)
{
    evne_str file = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");
    const char *roots[] = {fixture_key_path(arena, "root.pem")};
    evne_verify_options options = {.roots = roots, .n_roots = 1, .now = fixture_now()};
    const evne_verdict *verdict;
    evne_error err = {0};

    options.now.date.year = 2060;
    ck_assert_int_eq(evne_verify(arena, file, &options, &verdict, &err), EVNE_OK);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
    options.now.date.year = 2019;
    ck_assert_int_eq(evne_verify(arena, file, &options, &verdict, &err), EVNE_OK);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
}
END_TEST

START_TEST(the_original_must_be_the_beginning)
{
    evne_str base = fixture_base(arena), file = fixture_sign(arena, base, "Sig1", "borger");
    const char *roots[] = {fixture_key_path(arena, "root.pem")};
    evne_verify_options options = {
        .roots = roots, .n_roots = 1, .now = fixture_now(), .original = base};
    const evne_verdict *verdict;
    evne_error err = {0};

    ck_assert_int_eq(evne_verify(arena, file, &options, &verdict, &err), EVNE_OK);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert(verdict->begins_with_original);
    options.original = fixture_form(arena, 2);
    ck_assert_int_eq(evne_verify(arena, file, &options, &verdict, &err), EVNE_OK);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
    ck_assert(fixture_says(verdict, "original.differs"));
}
END_TEST

/* Two signatures over a small file, so that every byte can be tried. */
static evne_str small_file(void)
{
    evne_str one =
        fixture_sign_small(arena, fixture_form(arena, 2), "arbejdsgiver", "arbejdsgiver");

    return fixture_sign_small(arena, one, "medarbejderrepraesentant", "ergoterapeut");
}

static void flip_all(evne_str file, size_t first, size_t step, char mask)
{
    evne_arena *outer = arena;
    char *copy = evne_arena_copy(outer, file.p, file.len);
    const char *roots[] = {fixture_key_path(outer, "root.pem")};
    evne_verify_options options = {.roots = roots, .n_roots = 1, .now = fixture_now()};

    for (size_t at = first; at < file.len; at += step) {
        const evne_verdict *verdict = NULL;
        evne_error err = {0};
        evne_arena *own = evne_arena_new(0, NULL, NULL);

        copy[at] ^= mask;
        if (evne_verify(own, (evne_str){copy, file.len}, &options, &verdict, &err) == EVNE_OK)
            ck_assert_msg(verdict->status == EVNE_VERDICT_INVALID ||
                              verdict->status == EVNE_VERDICT_UNDETERMINED ||
                              verdict->status == EVNE_VERDICT_UNSIGNED,
                          "byte %zu flipped with %02x was accepted", at, (unsigned)mask);
        copy[at] ^= mask;
        evne_arena_free(own);
    }
}

START_TEST(no_flipped_byte_is_accepted)
{
    static const char masks[] = {0x01, 0x20, 0x04, 0x10};

    flip_all(small_file(), (size_t)_i * 2, 14, masks[_i % 4]);
}
END_TEST

START_TEST(a_cut_file_is_never_accepted)
{
    evne_str one = fixture_sign(arena, fixture_form(arena, 2), "arbejdsgiver", "arbejdsgiver");
    evne_str file = fixture_sign(arena, one, "medarbejderrepraesentant", "borger");

    assert_invalid(evne_str_slice(file, 0, file.len - 6), "file.truncated");
    assert_invalid(evne_str_slice(file, 0, one.len + 20), "file.truncated");
    assert_invalid(evne_str_slice(file, 0, 600), "file.truncated");
    for (size_t len = one.len + 1; len + 1 < file.len; len += 211)
        ck_assert_int_eq(fixture_verify(arena, evne_str_slice(file, 0, len))->status,
                         EVNE_VERDICT_INVALID);
}
END_TEST

static evne_str joined(const char *before, evne_str file, const char *after)
{
    evne_buf buf = {.arena = arena};

    evne_buf_puts(&buf, before);
    evne_buf_put_str(&buf, file);
    evne_buf_puts(&buf, after);
    evne_buf_text(&buf);
    return evne_buf_str(&buf);
}

/* "startxref", its number and "%%EOF" as they stand at the end. */
static const char *end_of(evne_str file)
{
    size_t at = file.len;

    while (!evne_str_starts(evne_str_slice(file, at, file.len), "startxref"))
        at--;
    return evne_arena_copy(arena, file.p + at, file.len - at);
}

START_TEST(nothing_may_stand_before_or_after)
{
    evne_str file = small_file();

    assert_invalid(joined("", file, "\n"), "file.trailing");
    assert_invalid(joined("", file, "% harmless\n"), "file.trailing");
    assert_invalid(joined("", file, "%%EOF\n"), "file.trailing");
    assert_invalid(joined("", file, "startxref\n10\n%%EOF\n"), "file.xref");
    assert_invalid(joined("", file, end_of(file)), "file.trailing");
    assert_invalid(
        joined("", file, joined("1 0 obj\nnull\nendobj\n", EVNE_STR(""), end_of(file)).p),
        "file.trailing");
    assert_invalid(joined("\n", file, ""), "file.header");
    assert_invalid(joined("%!PS\n", file, ""), "file.header");
}
END_TEST

START_TEST(a_changed_word_on_the_page_is_found)
{
    evne_str file = fixture_swap(arena, small_file(), "% aftale", "% AFTALE");
    const evne_verdict *verdict = fixture_verify(arena, file);

    ck_assert(fixture_says(verdict, "content.digest"));
    ck_assert(!verdict->signatures[0].is_intact && !verdict->signatures[1].is_intact);
    ck_assert_str_eq(verdict->signatures[0].signer, "Birgit Ærø");
}
END_TEST

START_TEST(a_moved_range_is_refused)
{
    evne_str file = small_file();

    assert_invalid(fixture_swap(arena, file, "/ByteRange[0 ", "/ByteRange[1 "), "byterange.form");
    assert_invalid(fixture_swap(arena, file, "/ByteRange[0 ", "/ByteRange[00"), "byterange.form");
    assert_invalid(fixture_swap(arena, file, "/ByteRange[0 ", "/ByteRange[- "), "file.object");
    assert_invalid(fixture_swap(arena, file, "/ByteRange", "/ByteRangf"), "signature.dictionary");
    assert_invalid(fixture_swap(arena, file, "/Contents<30", "/Contentz<30"),
                   "signature.dictionary");
    assert_invalid(fixture_swap(arena, file, "00>>>", "01>>>"), "contents.padding");
    assert_invalid(fixture_swap(arena, file, "00>>>", " 0>>>"), "contents.form");
    assert_invalid(fixture_swap(arena, file, "/Contents<30", "/Contents<31"), "contents.form");
}
END_TEST

START_TEST(an_unknown_format_is_not_valid)
{
    evne_str file = fixture_swap(arena, small_file(), "ETSI.CAdES.detached", "adbe.pkcs7.detached");
    const evne_verdict *verdict = fixture_verify(arena, file);

    ck_assert(fixture_says(verdict, "signature.format"));
    ck_assert_int_eq(verdict->signatures[1].status, EVNE_VERDICT_UNDETERMINED);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_UNDETERMINED);
}
END_TEST

Suite *test_verify(void);
Suite *test_verify(void)
{
    Suite *suite = suite_create("verify");
    TCase *tests = tcase_create("verify");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 200);
    tcase_add_loop_test(tests, every_kind_of_key_makes_a_valid_signature, 0,
                        sizeof kinds / sizeof *kinds);
    tcase_add_test(tests, five_signatures_in_a_row_are_all_valid);
    tcase_add_test(tests, a_file_nobody_signed_has_its_own_verdict);
    tcase_add_test(tests, what_is_no_pdf_is_unreadable);
    tcase_add_test(tests, no_roots_leave_it_open);
    tcase_add_test(tests, a_missing_file_of_roots_is_an_error);
    tcase_add_test(tests, certificates_that_do_not_serve_are_each_named);
    tcase_add_test(tests, a_certificate_that_no_signature_covers_is_refused);
    tcase_add_test(tests, the_day_of_the_check_decides_about_validity);
    tcase_add_test(tests, the_original_must_be_the_beginning);
    tcase_add_loop_test(tests, no_flipped_byte_is_accepted, 0, 7);
    tcase_add_test(tests, a_cut_file_is_never_accepted);
    tcase_add_test(tests, nothing_may_stand_before_or_after);
    tcase_add_test(tests, a_changed_word_on_the_page_is_found);
    tcase_add_test(tests, a_moved_range_is_refused);
    tcase_add_test(tests, an_unknown_format_is_not_valid);
    suite_add_tcase(suite, tests);
    return suite;
}
