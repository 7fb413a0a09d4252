/* How: small files, each with one thing that the signing service refuses, or that looks like it. */
#include "sign/mitid.h"

#include <check.h>
#include <string.h>

#include "base/file.h"
#include "fixtures.h"

#define CATALOG "<</Type/Catalog/Pages 2 0 R>>"
#define PAGES "<</Type/Pages/Kids[3 0 R]/Count 1>>"
#define PAGE "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"

static evne_arena *arena;
static evne_mitid_findings found;
static evne_error err;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    memset(&err, 0, sizeof err);
    memset(&found, 0, sizeof found);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static evne_status check_bytes(evne_str pdf)
{
    return evne_mitid_check(arena, "test.pdf", pdf, &found, &err);
}

/* A page, then `extra` as object 4. */
static void check_object(const char *extra)
{
    const char *const bodies[] = {CATALOG, PAGES, PAGE, extra};

    ck_assert_int_eq(check_bytes(fixture_pdf(arena, bodies, 4)), EVNE_OK);
}

static bool has(int number, const char *name, const char *code)
{
    for (size_t i = 0; i < found.n; i++)
        if (found.list[i].number == number && strcmp(found.list[i].name, name) == 0 &&
            strcmp(found.list[i].code, code) == 0)
            return found.list[i].message[0] && found.list[i].suggestion[0];
    return false;
}

static const char *const refused[] = {
    "/AcroForm",       "/Widget",   "/SigFlags", "/EmbeddedFile", "/EmbeddedFiles", "/AF",
    "/AFRelationship", "/Filespec", "/UF",       "/URI",          "/OpenAction",    "/AA",
    "/JavaScript",     "/JS",       "/DSS",      "/VRI",          "/DocTimeStamp",  "/Namespaces",
};

START_TEST(a_plain_page_passes)
{
    check_object("<</Type/Metadata/Lang(da)/Scope/Column/S/XRef/Other/ObjStm>>");
    ck_assert_uint_eq(found.n, 0);
}
END_TEST

START_TEST(every_refused_name_is_named_with_its_object_as_key_and_as_value)
{
    const char *name = refused[_i];

    check_object(evne_arena_printf(arena, "<<%s 1>>", name));
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(4, name, "mitid.navn"));
    check_object(evne_arena_printf(arena, "[0 <</Deep[[%s]]>>]", name));
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(4, name, "mitid.navn"));
    check_object(evne_arena_printf(arena, "<<%s 1/X%s/Y[%s]>>", name, name, name));
    ck_assert_msg(found.n == 1, "once per object");
    check_object(evne_arena_printf(arena, "<</Text(%s)%sX 1>>", name, name));
    ck_assert_msg(found.n == 0, "neither a string nor a longer name is that name");
}
END_TEST

START_TEST(a_name_written_with_escapes_is_found)
{
    check_object("<</#41cro#46orm 1>>");
    ck_assert(has(4, "/AcroForm", "mitid.navn"));
    check_object("<</S/UR#49>>");
    ck_assert(has(4, "/URI", "mitid.navn"));
}
END_TEST

START_TEST(a_name_in_a_streams_dictionary_is_found_but_not_in_its_bytes)
{
    check_object("<</Length 8/AA 1>>\nstream\n/URI /JS\nendstream");
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(4, "/AA", "mitid.navn"));
}
END_TEST

START_TEST(an_object_of_another_generation_is_found)
{
    static const char file[] = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X 4 3 R>>\nendobj\n"
                               "2 0 obj\n" PAGES "\nendobj\n3 0 obj\n" PAGE "\nendobj\n";
    evne_buf pdf = {.arena = arena};
    size_t at[5], xref;

    evne_buf_puts(&pdf, file);
    at[1] = (size_t)(strstr(evne_buf_text(&pdf), "1 0 obj") - pdf.p);
    at[2] = (size_t)(strstr(pdf.p, "2 0 obj") - pdf.p);
    at[3] = (size_t)(strstr(pdf.p, "3 0 obj") - pdf.p);
    at[4] = pdf.len;
    evne_buf_puts(&pdf, "4 3 obj\n<</URI 1>>\nendobj\n");
    xref = pdf.len;
    evne_buf_puts(&pdf, "xref\n0 5\n0000000000 65535 f \n");
    for (size_t i = 1; i < 5; i++)
        evne_buf_printf(&pdf, "%010zu %05d n \n", at[i], i == 4 ? 3 : 0);
    evne_buf_printf(&pdf, "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", xref);
    ck_assert_int_eq(check_bytes(evne_buf_str(&pdf)), EVNE_OK);
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(4, "/URI", "mitid.navn"));
    ck_assert_int_eq(found.list[0].generation, 3);
}
END_TEST

START_TEST(roles_of_ones_own_are_refused_and_standard_ones_pass)
{
    check_object("<</Type/StructTreeRoot/RoleMap<</H1/P/Table/Div>>>>");
    ck_assert_uint_eq(found.n, 0);
    check_object("<</Type/StructTreeRoot/RoleMap<</Afsnit/P/H1/P>>>>");
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(4, "/Afsnit", "mitid.rolle"));
    check_object("<</Type/StructElem/S/Afsnit/P 3 0 R>>");
    ck_assert(has(4, "/Afsnit", "mitid.rolle"));
    check_object("<</S/Afsnit/P 3 0 R>>");
    ck_assert(has(4, "/Afsnit", "mitid.rolle"));
    check_object("<</Type/StructElem/S/TOCI/P 3 0 R>>");
    ck_assert_uint_eq(found.n, 0);
    check_object("<</S/r/P(Side )>>");
    ck_assert_msg(found.n == 0, "a page label is no structure element");
}
END_TEST

START_TEST(a_name_that_cannot_be_printed_is_shown_escaped)
{
    check_object("<</Type/StructTreeRoot/RoleMap<</A#1B#FF\303\206/P>>>>");
    ck_assert(has(4, "/A#1B#FF\303\206", "mitid.rolle"));
}
END_TEST

START_TEST(every_font_must_be_embedded)
{
    check_object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    ck_assert(has(4, "/Helvetica", "mitid.skrift"));
    check_object("<</Subtype/TrueType/BaseFont/Arial/FontDescriptor<</FontName/Arial>>>>");
    ck_assert(has(4, "/Arial", "mitid.skrift"));
    check_object("<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/FontDescriptor"
                 "<</FontFile2 3 0 R>>>>");
    ck_assert_msg(has(4, "/Arial", "mitid.skrift"), "a font program is a stream");
    check_object("<</Type/Font/Subtype/Type3/Other<</Subtype/Type0/Type/Font>>>>");
    ck_assert_uint_eq(found.n, 0);
}
END_TEST

START_TEST(an_embedded_font_passes)
{
    const char *const bodies[] = {CATALOG,
                                  PAGES,
                                  PAGE,
                                  "<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 5 0 R>>",
                                  "<</Type/FontDescriptor/FontFile2 6 0 R>>",
                                  "<</Length 1>>\nstream\nx\nendstream"};

    ck_assert_int_eq(check_bytes(fixture_pdf(arena, bodies, 6)), EVNE_OK);
    ck_assert_uint_eq(found.n, 0);
}
END_TEST

START_TEST(our_form_and_our_signatures_are_named)
{
    evne_str form = fixture_form(arena, 2);

    ck_assert_int_eq(check_bytes(form), EVNE_OK);
    ck_assert(has(1, "/AcroForm", "mitid.navn"));
    ck_assert_int_eq(check_bytes(fixture_sign(arena, form, fixture_roles[0], "arbejdsgiver")),
                     EVNE_OK);
    for (size_t i = 0; i < found.n; i++)
        if (strcmp(found.list[i].name, "/SigFlags") == 0)
            return;
    ck_abort_msg("SigFlags is not named");
}
END_TEST

START_TEST(circles_and_long_chains_of_references_end)
{
    enum { N = 20000 };
    const char **bodies = evne_arena_array(arena, N, sizeof *bodies);

    bodies[0] = "<</Type/Catalog/Pages 2 0 R/Self 1 0 R/Next 4 0 R>>";
    bodies[1] = PAGES;
    bodies[2] = PAGE;
    for (int i = 3; i < N; i++)
        bodies[i] = evne_arena_printf(arena, "[%d 0 R 1 0 R]", i + 2);
    bodies[N - 1] = "<</VRI 4 0 R>>";
    ck_assert_int_eq(check_bytes(fixture_pdf(arena, bodies, N)), EVNE_OK);
    ck_assert_uint_eq(found.n, 1);
    ck_assert(has(N, "/VRI", "mitid.navn"));
}
END_TEST

START_TEST(deep_nesting_is_survived_and_reported)
{
    evne_buf deep = {.arena = arena};

    for (int i = 0; i < 100000; i++)
        evne_buf_puts(&deep, i % 2 ? "<</A" : "[");
    evne_buf_puts(&deep, "/URI");
    for (int i = 100000; i-- > 0;)
        evne_buf_puts(&deep, i % 2 ? ">>" : "]");
    check_object(evne_buf_text(&deep));
    ck_assert(has(0, "", "mitid.fil"));
}
END_TEST

START_TEST(the_list_of_findings_ends)
{
    evne_buf kids = {.arena = arena};

    evne_buf_puts(&kids, "<</RoleMap<<");
    for (int i = 0; i < EVNE_MITID_FINDINGS + 5; i++)
        evne_buf_printf(&kids, "/Own%d/P", i);
    evne_buf_puts(&kids, ">>>>");
    check_object(evne_buf_text(&kids));
    ck_assert_uint_eq(found.n, EVNE_MITID_FINDINGS);
    ck_assert(found.is_cut);
}
END_TEST

START_TEST(what_is_no_pdf_is_unreadable)
{
    evne_str base = fixture_base(arena);

    ck_assert_int_eq(check_bytes(EVNE_STR("")), EVNE_INPUT);
    ck_assert_int_eq(check_bytes(EVNE_STR("%PDF-1.7\n%%EOF\n")), EVNE_INPUT);
    ck_assert_int_eq(check_bytes(EVNE_STR("hello")), EVNE_INPUT);
    ck_assert_int_eq(check_bytes(evne_str_slice(base, 0, base.len / 2)), EVNE_INPUT);
    ck_assert_str_eq(err.where, "test.pdf");
}
END_TEST

START_TEST(a_table_that_claims_too_many_objects_is_refused)
{
    static const char file[] = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n"
                               "0 2\n0000000000 65535 f \n0000000009 00000 n \n"
                               "trailer\n<</Size 2147483647/Root 1 0 R>>\nstartxref\n53\n%%EOF\n";
    evne_status status = check_bytes((evne_str){file, sizeof file - 1});

    ck_assert(status == EVNE_INPUT || has(0, "", "mitid.fil"));
}
END_TEST

START_TEST(no_damage_to_a_file_crashes_the_check)
{
    evne_str base = fixture_form(arena, 1);
    char *copy = evne_arena_copy(arena, base.p, base.len);

    for (size_t i = 0; i < base.len; i += 7) {
        char before = copy[i];
        copy[i] = (char)(before ^ (1 << i % 8));
        (void)check_bytes((evne_str){copy, base.len});
        copy[i] = before;
        (void)check_bytes(evne_str_slice(base, 0, i));
    }
}
END_TEST

Suite *test_mitid(void);
Suite *test_mitid(void)
{
    Suite *suite = suite_create("mitid");
    TCase *tcase = tcase_create("mitid");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_plain_page_passes);
    tcase_add_loop_test(tcase, every_refused_name_is_named_with_its_object_as_key_and_as_value, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tcase, a_name_written_with_escapes_is_found);
    tcase_add_test(tcase, a_name_in_a_streams_dictionary_is_found_but_not_in_its_bytes);
    tcase_add_test(tcase, an_object_of_another_generation_is_found);
    tcase_add_test(tcase, roles_of_ones_own_are_refused_and_standard_ones_pass);
    tcase_add_test(tcase, a_name_that_cannot_be_printed_is_shown_escaped);
    tcase_add_test(tcase, every_font_must_be_embedded);
    tcase_add_test(tcase, an_embedded_font_passes);
    tcase_add_test(tcase, our_form_and_our_signatures_are_named);
    tcase_add_test(tcase, circles_and_long_chains_of_references_end);
    tcase_add_test(tcase, deep_nesting_is_survived_and_reported);
    tcase_add_test(tcase, the_list_of_findings_ends);
    tcase_add_test(tcase, what_is_no_pdf_is_unreadable);
    tcase_add_test(tcase, a_table_that_claims_too_many_objects_is_refused);
    tcase_add_test(tcase, no_damage_to_a_file_crashes_the_check);
    suite_add_tcase(suite, tcase);
    return suite;
}
