/* How: what a signature writes, and each reason not to write one. */
#include <check.h>
#include <string.h>

#include "fixtures.h"
#include "sign/cms.h"

static evne_arena *arena;
static evne_error err;
static evne_str out;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    memset(&err, 0, sizeof err);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static bool contains(evne_str bytes, const char *text)
{
    for (size_t at = 0; at + strlen(text) <= bytes.len; at++)
        if (memcmp(bytes.p + at, text, strlen(text)) == 0)
            return true;
    return false;
}

START_TEST(a_signature_is_appended_and_nothing_rewritten)
{
    evne_str base = fixture_base(arena), file = fixture_sign(arena, base, "Sig1", "borger");

    ck_assert_uint_gt(file.len, base.len);
    ck_assert_mem_eq(file.p, base.p, base.len);
    ck_assert(contains(file, "/SubFilter/ETSI.CAdES.detached"));
    ck_assert(contains(file, "/M(D:20261122100000+01'00')"));
    ck_assert(contains(file, "/SigFlags 3"));
    ck_assert(contains(file, "/Name(Ali Hansen)"));
    ck_assert(contains(file, "/Prev 34668"));
}
END_TEST

START_TEST(the_first_signature_alone_sets_the_flags)
{
    evne_str one = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");
    evne_str two = fixture_sign(arena, one, "Sig2", "konsulent");

    ck_assert(!contains(evne_str_slice(two, one.len, two.len), "/SigFlags"));
}
END_TEST

START_TEST(rsa_signs_the_same_input_with_the_same_bytes)
{
    evne_str one = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");
    evne_str two = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");

    ck_assert(evne_str_eq(one, two));
}
END_TEST

START_TEST(an_unknown_field_lists_those_there_are)
{
    ck_assert_int_eq(fixture_try_sign(arena, fixture_base(arena), "x", "borger", &out, &err),
                     EVNE_USAGE);
    ck_assert_str_eq(err.text, "there is no field 'x'; the file has: Sig1, Sig2");
}
END_TEST

START_TEST(a_signed_field_is_refused)
{
    evne_str one = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");

    ck_assert_int_eq(fixture_try_sign(arena, one, "Sig1", "konsulent", &out, &err), EVNE_USAGE);
    ck_assert_str_eq(err.text, "the field 'Sig1' is signed already");
}
END_TEST

START_TEST(a_file_without_a_form_is_refused)
{
    const char *bodies[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"};

    ck_assert_int_eq(
        fixture_try_sign(arena, fixture_pdf(arena, bodies, 3), "x", "borger", &out, &err),
        EVNE_INPUT);
    ck_assert_str_eq(err.text, "the file has no signature fields");
}
END_TEST

START_TEST(a_form_inside_the_catalog_is_signed_too)
{
    const char *bodies[] = {"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
                            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
                            "<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/F 4/Rect[1 1 2 2]/P 3 0 R>>"};
    evne_str file = fixture_sign(arena, fixture_pdf(arena, bodies, 4), "x", "borger");

    ck_assert_int_eq(fixture_verify(arena, file)->status, EVNE_VERDICT_VALID);
}
END_TEST

START_TEST(the_order_of_required_fields_is_kept_when_asked)
{
    evne_str form = fixture_form(arena, 3);
    evne_key *key = fixture_key(arena, "borger");
    evne_sign_options options = {
        .role = "borger", .key = key, .when = fixture_now(), .enforce_order = true};

    ck_assert_int_eq(evne_sign(arena, form, &options, &out, &err), EVNE_USAGE);
    ck_assert_str_eq(err.text, "'arbejdsgiver' must sign before 'borger' can");
    form = fixture_sign(arena, form, "arbejdsgiver", "arbejdsgiver");
    ck_assert_int_eq(evne_sign(arena, form, &options, &out, &err), EVNE_USAGE);
    form = fixture_sign(arena, form, "medarbejderrepraesentant", "medarbejderrepraesentant");
    ck_assert_int_eq(evne_sign(arena, form, &options, &out, &err), EVNE_OK);
    evne_key_free(key);
}
END_TEST

START_TEST(a_certificate_that_does_not_serve_is_refused)
{
    static const struct {
        const char *name, *text;
    } cases[] = {{"expired", "expired"}, {"purpose", "may not be used for signatures"}};

    for (size_t i = 0; i < 2; i++) {
        evne_key *key = fixture_key(arena, cases[i].name);
        evne_sign_options options = {.role = "Sig1", .key = key, .when = fixture_now()};

        ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_INPUT);
        ck_assert_ptr_nonnull(strstr(err.text, cases[i].text));
        evne_key_free(key);
    }
}
END_TEST

START_TEST(a_signature_that_does_not_fit_is_an_error)
{
    evne_key *key = fixture_key(arena, "borger");
    evne_sign_options options = {.role = "Sig1", .key = key, .when = fixture_now(), .reserve = 512};

    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_OUTPUT);
    options.reserve = EVNE_SIGN_RESERVE_MAX + 1;
    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_USAGE);
    evne_key_free(key);
}
END_TEST

START_TEST(danish_texts_come_back_as_they_went_in)
{
    evne_key *key = fixture_key(arena, "arbejdsgiver");
    evne_sign_options options = {.role = "Sig1",
                                 .key = key,
                                 .when = fixture_now(),
                                 .reason = "Læst (alt) \\ og godkendt",
                                 .location = "Århus 😀"};
    const evne_signature *s;

    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_OK);
    evne_key_free(key);
    s = &fixture_verify(arena, out)->signatures[0];
    ck_assert_int_eq(s->status, EVNE_VERDICT_VALID);
    ck_assert_str_eq(s->meaning, "Læst (alt) \\ og godkendt");
    ck_assert_str_eq(s->location, "Århus 😀");
    ck_assert_str_eq(s->claimed_name, "Birgit Ærø");
    ck_assert_str_eq(s->signer, "Birgit Ærø");
    ck_assert_str_eq(s->organisation, "Eksempel ApS");
    ck_assert_str_eq(s->certificate, "CVR:10000001");
    ck_assert_str_eq(s->claimed_time, "2026-11-22T10:00:00+01:00");
    ck_assert_str_eq(s->chain[s->n_chain - 1], "Evne Test Rod");
}
END_TEST

START_TEST(a_new_look_is_a_new_object_and_allowed)
{
    const evne_appearance_object objects[] = {
        {.dict = EVNE_STR("/Type/ExtGState/CA 1/Linked &1;")},
        {.dict = EVNE_STR("/Some/Thing"), .has_stream = true, .stream = EVNE_STR("data\n")}};
    const evne_appearance look = {.width = EVNE_PT(220),
                                  .height = EVNE_PT(50),
                                  .content = EVNE_STR("/G0 gs 0 0 9 9 re f"),
                                  .filter = EVNE_STR(""),
                                  .resources = EVNE_STR("/ExtGState<</G0 &0;>>"),
                                  .objects = objects,
                                  .n_objects = 2};
    evne_key *key = fixture_key(arena, "konsulent");
    evne_sign_options options = {
        .role = "Sig2", .key = key, .when = fixture_now(), .appearance = &look};
    evne_str one = fixture_sign(arena, fixture_base(arena), "Sig1", "borger");
    const evne_verdict *verdict;

    ck_assert_int_eq(evne_sign(arena, one, &options, &out, &err), EVNE_OK);
    evne_key_free(key);
    ck_assert(contains(out, "/BBox[0 0 220.000 50.000]"));
    verdict = fixture_verify(arena, out);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_uint_eq(verdict->n_signatures, 2);
}
END_TEST

START_TEST(a_look_that_refers_elsewhere_is_refused)
{
    const evne_appearance look = {.width = 1000,
                                  .height = 1000,
                                  .content = EVNE_STR(""),
                                  .filter = EVNE_STR(""),
                                  .resources = EVNE_STR("/X &3;")};
    evne_key *key = fixture_key(arena, "konsulent");
    evne_sign_options options = {
        .role = "Sig2", .key = key, .when = fixture_now(), .appearance = &look};

    ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_USAGE);
    evne_key_free(key);
}
END_TEST

START_TEST(a_damaged_file_is_not_signed)
{
    evne_str base = fixture_base(arena);

    ck_assert_int_eq(fixture_try_sign(arena, evne_str_slice(base, 0, base.len - 7), "Sig1",
                                      "borger", &out, &err),
                     EVNE_INPUT);
    ck_assert_str_eq(err.where, "file.truncated");
    ck_assert_int_eq(fixture_try_sign(arena, EVNE_STR("hello"), "Sig1", "borger", &out, &err),
                     EVNE_INPUT);
}
END_TEST

START_TEST(fields_are_listed_in_the_order_of_signing)
{
    evne_str file = fixture_sign(arena, fixture_form(arena, 5), "borger", "borger");
    const evne_sign_field *fields;
    const struct evne_revisions *read;
    size_t n;

    ck_assert_int_eq(evne_sign_read(arena, file, EVNE_FOREIGN, &read, &err), EVNE_OK);
    ck_assert_int_eq(evne_sign_fields(arena, read, &fields, &n, &err), EVNE_OK);
    ck_assert_uint_eq(n, 5);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(fields[i].role, fixture_roles[i]);
        ck_assert(fields[i].is_required);
        ck_assert_int_eq(fields[i].is_signed, i == 2);
    }
}
END_TEST

/* A file of one revision with a field "Sig1"; catalog and page tree as given, /Lock too. */
static evne_str fresh(const char *catalog, const char *pages, const char *field, const char *more)
{
    const char *bodies[] = {
        evne_arena_printf(arena, "<</Type/Catalog/AcroForm<</Fields[4 0 R]>>%s>>", catalog), pages,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
        evne_arena_printf(
            arena, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig1)/Rect[0 0 9 9]/P 3 0 R%s>>", field),
        more};

    return fixture_pdf(arena, bodies, 5);
}

static const char tree[] = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

START_TEST(a_fresh_file_whose_pages_readers_may_read_differently_is_refused)
{
    static const struct {
        const char *catalog, *pages;
    } trees[] = {{"", tree},
                 {"/Pages 9 0 R", tree},
                 {"/Pages 3 0 R", tree},
                 {"/Pages 2 0 R", "<</Kids[3 0 R]/Count 1>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[3 0 R]/Count 2>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Kids[]/Count 0>>"},
                 {"/Pages 2 0 R", "<</Type/Pages/Count 0>>"}};

    ck_assert_int_eq(
        fixture_try_sign(arena, fresh("/Pages 2 0 R", tree, "", "0"), "Sig1", "borger", &out, &err),
        EVNE_OK);
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        evne_str file = fresh(trees[i].catalog, trees[i].pages, "", "0");

        memset(&err, 0, sizeof err);
        ck_assert_int_eq(fixture_try_sign(arena, file, "Sig1", "borger", &out, &err), EVNE_INPUT);
        ck_assert_str_eq(err.where, "file.pages");
    }
}
END_TEST

START_TEST(a_file_with_traces_of_signatures_is_not_untouched)
{
    static const struct {
        const char *catalog, *more;
        bool is_untouched;
    } files[] = {{"", "0", true},
                 {"", "<</Type/Sig>>", false},
                 {"", "<</Type/DocTimeStamp>>", false},
                 {"", "<</ByteRange[0 1 2 3]>>", false},
                 {"/Perms<</DocMDP 5 0 R>>", "0", false},
                 {"/DSS<<>>", "0", false}};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *catalog = evne_arena_printf(arena, "/Pages 2 0 R%s", files[i].catalog);
        evne_str file = fresh(catalog, tree, "", files[i].more);
        const struct evne_revisions *read;
        const evne_sign_field *fields;
        size_t n;

        ck_assert_int_eq(evne_sign_read(arena, file, EVNE_FOREIGN, &read, &err), EVNE_OK);
        ck_assert_int_eq(evne_sign_fields(arena, read, &fields, &n, &err), EVNE_OK);
        ck_assert_int_eq(evne_sign_is_untouched(read, fields, n), files[i].is_untouched);
    }
}
END_TEST

START_TEST(a_lock_that_cannot_be_kept_is_not_signed)
{
    static const struct {
        const char *lock, *more;
        bool is_good;
    } locks[] = {{"/Lock 5 0 R", "<</Type/SigFieldLock/Action/All>>", true},
                 {"/Lock<</Action/Include/Fields[(x)]>>", "0", true},
                 {"/Lock<</Action/Include/Fields 5 0 R>>", "[(x)]", false},
                 {"/Lock<</Action/Include/Fields[5 0 R]>>", "(x)", false},
                 {"/Lock<</Action/Include>>", "0", false},
                 {"/Lock<</Action/Foo>>", "0", false},
                 {"/Lock 5 0 R", "0", false}};

    for (size_t i = 0; i < sizeof locks / sizeof *locks; i++) {
        evne_str file = fresh("/Pages 2 0 R", tree, locks[i].lock, locks[i].more);

        memset(&err, 0, sizeof err);
        ck_assert_int_eq(fixture_try_sign(arena, file, "Sig1", "borger", &out, &err),
                         locks[i].is_good ? EVNE_OK : EVNE_INPUT);
        if (locks[i].is_good)
            ck_assert_int_eq(fixture_verify(arena, out)->status, EVNE_VERDICT_VALID);
    }
}
END_TEST

/* Prepared for `wanted` by that name, then completed with the key `signer`. */
static evne_status complete_as(const char *name, const char *wanted, const char *signer)
{
    evne_key *first = fixture_key(arena, wanted), *second = fixture_key(arena, signer);
    evne_prepared prepared;
    evne_sign_options options = {.role = "Sig1",
                                 .key = first,
                                 .when = fixture_now(),
                                 .name = name,
                                 .force = true,
                                 .prepared = &prepared};
    evne_completion completion = {0};
    evne_status status = evne_sign(arena, fixture_base(arena), &options, &out, &err);

    ck_assert_int_eq(status, EVNE_OK);
    ck_assert_int_eq(
        evne_cms_make(arena, second, prepared.digest, false, &completion.signature, &err), EVNE_OK);
    status = evne_sign_complete(arena, out, &completion, &out, &err);
    evne_key_free(first);
    evne_key_free(second);
    return status;
}

START_TEST(a_prepared_file_is_completed_by_its_signer_alone)
{
    ck_assert_int_eq(complete_as(NULL, "borger", "borger"), EVNE_OK);
    ck_assert_int_eq(complete_as(NULL, "borger", "arbejdsgiver"), EVNE_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "prepared for 'Ali Hansen'"));
    ck_assert_int_eq(complete_as(NULL, "expired", "expired"), EVNE_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "expired"));
    ck_assert_int_eq(complete_as(NULL, "purpose", "purpose"), EVNE_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "may not be used"));
}
END_TEST

START_TEST(another_name_than_the_certificates_is_remarked)
{
    static const struct {
        const char *name;
        bool is_other;
    } names[] = {{"Ali Hansen", false},
                 {"ALI  hansen", false},
                 {"Ali", true},
                 {"Ali Hansen. Direktør", true},
                 {"Birgit Ærø", true}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const evne_verdict *verdict;
        evne_key *key = fixture_key(arena, "borger");
        evne_sign_options options = {
            .role = "Sig1", .key = key, .when = fixture_now(), .name = names[i].name};

        ck_assert_int_eq(evne_sign(arena, fixture_base(arena), &options, &out, &err), EVNE_OK);
        evne_key_free(key);
        verdict = fixture_verify(arena, out);
        ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
        ck_assert_int_eq(fixture_says(verdict, "signer.claimed_name"), names[i].is_other);
    }
}
END_TEST

static const struct {
    const char *catalog, *field, *more;
    bool is_active;
} contents[] = {{"", "", "0", false},
                {"/OpenAction[3 0 R/Fit]", "", "0", false},
                {"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", "", "0", false},
                {"/OCProperties<</OCGs[5 0 R]/D<<>>>>", "", "<</Type/OCG/Name(x)>>", false},
                {"", "", "<</Font<</AA 3 0 R>>>>", false},
                {"", "", "<</Type/StructElem/S/Sound/P 3 0 R>>", false},
                {"/OpenAction<</S/JavaScript/JS(x)>>", "", "0", true},
                {"/OpenAction 5 0 R", "", "<</S/JavaScript/JS 3 0 R>>", true},
                {"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/J#61vaScript>>]>>", "", "0", true},
                {"/AA<</WP<</S/Named/N/Print>>>>", "", "0", true},
                {"", "/AA<</E<</S/Named/N/Print>>>>", "0", true},
                {"/Names<</JavaScript<</Names[(x)5 0 R]>>>>", "", "<</S/JavaScript/JS(x)>>", true},
                {"/OCProperties<</OCGs[5 0 R]/D<</AS[]>>>>", "", "<</Type/OCG/Name(x)>>", true},
                {"/OCProperties<</OCGs[]/D<<>>/Configs[5 0 R]>>", "", "<</AS[]>>", true},
                {"", "", "<</NeedAppearances true>>", true},
                {"", "/A<</S/SetOCGState/State[]>>", "0", true},
                {"", "", "<</S/Launch/F(x)>>", true}};

/* Signed by a program that does not care. */
static evne_str sign_blindly(evne_str file)
{
    evne_key *key = fixture_key(arena, "borger");
    evne_sign_options options = {.role = "Sig1", .key = key, .when = fixture_now()};

    ck_assert_int_eq(evne_sign_read(arena, file, EVNE_INSPECTED, &options.file, &err), EVNE_OK);
    ck_assert_int_eq(evne_sign(arena, file, &options, &out, &err), EVNE_OK);
    evne_key_free(key);
    return out;
}

START_TEST(what_may_show_something_else_is_not_signed_and_is_remarked)
{
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        const char *catalog = evne_arena_printf(arena, "/Pages 2 0 R%s", contents[i].catalog);
        evne_str file = fresh(catalog, tree, contents[i].field, contents[i].more);
        const evne_verdict *verdict;

        memset(&err, 0, sizeof err);
        ck_assert_int_eq(fixture_try_sign(arena, file, "Sig1", "borger", &out, &err),
                         contents[i].is_active ? EVNE_INPUT : EVNE_OK);
        ck_assert_str_eq(err.where, contents[i].is_active ? "file.active" : "");
        verdict = fixture_verify(arena, sign_blindly(file));
        ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
        ck_assert_int_eq(fixture_says(verdict, "file.active"), contents[i].is_active);
    }
}
END_TEST

Suite *test_sign(void);
Suite *test_sign(void)
{
    Suite *suite = suite_create("sign");
    TCase *tests = tcase_create("sign");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_signature_is_appended_and_nothing_rewritten);
    tcase_add_test(tests, the_first_signature_alone_sets_the_flags);
    tcase_add_test(tests, rsa_signs_the_same_input_with_the_same_bytes);
    tcase_add_test(tests, an_unknown_field_lists_those_there_are);
    tcase_add_test(tests, a_signed_field_is_refused);
    tcase_add_test(tests, a_file_without_a_form_is_refused);
    tcase_add_test(tests, a_form_inside_the_catalog_is_signed_too);
    tcase_add_test(tests, the_order_of_required_fields_is_kept_when_asked);
    tcase_add_test(tests, a_certificate_that_does_not_serve_is_refused);
    tcase_add_test(tests, a_signature_that_does_not_fit_is_an_error);
    tcase_add_test(tests, danish_texts_come_back_as_they_went_in);
    tcase_add_test(tests, a_new_look_is_a_new_object_and_allowed);
    tcase_add_test(tests, a_look_that_refers_elsewhere_is_refused);
    tcase_add_test(tests, a_damaged_file_is_not_signed);
    tcase_add_test(tests, fields_are_listed_in_the_order_of_signing);
    tcase_add_test(tests, a_fresh_file_whose_pages_readers_may_read_differently_is_refused);
    tcase_add_test(tests, a_file_with_traces_of_signatures_is_not_untouched);
    tcase_add_test(tests, a_lock_that_cannot_be_kept_is_not_signed);
    tcase_add_test(tests, what_may_show_something_else_is_not_signed_and_is_remarked);
    tcase_add_test(tests, a_prepared_file_is_completed_by_its_signer_alone);
    tcase_add_test(tests, another_name_than_the_certificates_is_remarked);
    suite_add_tcase(suite, tests);
    return suite;
}
