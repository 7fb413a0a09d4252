/*
 * How: updates written by hand after a signature: what evidence and time-stamps may look like in a
 * file, and what is refused although it calls itself so. Object 1 is the catalog of fixture_form, 3
 * its form, 4 its page, 7 the first free number with one field.
 */
#include <check.h>
#include <string.h>

#include "fixtures.h"

enum { CATALOG = 1, FORM = 3, PAGE = 4, FREE = 20 };

static evne_arena *arena;
static evne_str signed_file;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    signed_file = fixture_sign(arena, fixture_form(arena, 1), "arbejdsgiver", "arbejdsgiver");
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static const evne_verdict *with_store(const char *store, const char *stream)
{
    const char *bodies[] = {"<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/DSS 20 0 R>>", store,
                            stream};
    const int numbers[] = {CATALOG, FREE, FREE + 1};

    return fixture_verify(arena, fixture_update(arena, signed_file, stream ? 3 : 2, numbers, bodies,
                                                "/ID[<00112233><44556677>]"));
}

START_TEST(an_empty_store_of_evidence_is_allowed)
{
    const evne_verdict *verdict = with_store("<</Type/DSS/Certs[]>>", NULL);

    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_str_eq(verdict->signatures[0].level, "B-B");
}
END_TEST

START_TEST(evidence_that_is_none_is_refused)
{
    static const char *const lists[] = {"Certs", "OCSPs", "CRLs"};

    for (size_t i = 0; i < 3; i++) {
        const char *store = evne_arena_printf(arena, "<</Type/DSS/%s[21 0 R]>>", lists[i]);
        const evne_verdict *verdict =
            with_store(store, "<</Length 5>>\nstream\n\x30\x03\x02\x01\x05\nendstream");

        ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
        ck_assert(fixture_says(verdict, "dss.form"));
    }
}
END_TEST

START_TEST(a_store_brings_nothing_but_evidence)
{
    static const char *const stores[] = {"<</Type/DSS/Certs[]/Extra 21 0 R>>",
                                         "<</Type/Page/Certs[]>>", "<</Certs 21 0 R>>",
                                         "<</Certs[21 0 R]>>", "[]"};

    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
        ck_assert_int_eq(with_store(stores[i], "<</Type/Page>>")->status, EVNE_VERDICT_INVALID);
}
END_TEST

/* A field that comes with a document time-stamp's dictionary, whose token is none. */
static const evne_verdict *with_field(const char *field, const char *annots)
{
    evne_str page = EVNE_STR("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
                             "/Resources<<>>/Tabs/S/Annots[6 0 R ");
    const char *bodies[] = {
        "<</Fields[6 0 R 20 0 R]/SigFlags 3>>",
        evne_arena_printf(arena, "%.*s%s]>>", EVNE_STR_ARGS(page), annots), field,
        "<</Type/DocTimeStamp/Filter/X/SubFilter/ETSI.RFC3161/ByteRange[0 1 2 3]/Contents<00>>>"};
    const int numbers[] = {FORM, PAGE, FREE, FREE + 1};

    return fixture_verify(
        arena, fixture_update(arena, signed_file, 4, numbers, bodies, "/ID[<00112233><44556677>]"));
}

#define FIELD(more) "<</Type/Annot/Subtype/Widget/FT/Sig/T(t)/F 132/P 4 0 R/V 21 0 R" more ">>"

START_TEST(a_time_stamp_comes_in_a_field_that_shows_nothing)
{
    const evne_verdict *verdict = with_field(FIELD("/Rect[0 0 0 0]"), "20 0 R");

    ck_assert_uint_eq(verdict->n_signatures, 2);
    ck_assert_int_eq(verdict->signatures[0].status, EVNE_VERDICT_VALID);
    ck_assert(verdict->signatures[1].is_timestamp);
    ck_assert_int_eq(verdict->signatures[1].status, EVNE_VERDICT_INVALID);
}
END_TEST

START_TEST(a_field_that_shows_or_does_something_is_refused)
{
    static const char *const fields[] = {
        FIELD("/Rect[0 0 99 99]"), FIELD("/Rect[0 0 0 0]/AP<</N 5 0 R>>"),
        FIELD("/Rect[0 0 0 0]/A<</S/URI/URI(x)>>"), FIELD("/Rect[0 0 0 0]/MK<<>>"), FIELD("")};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        ck_assert(with_field(fields[i], "20 0 R")->signatures[0].has_changes_after);
    ck_assert(with_field(FIELD("/Rect[0 0 0 0]"), "20 0 R 5 0 R")->signatures[0].has_changes_after);
}
END_TEST

START_TEST(a_role_whose_field_holds_a_time_stamp_has_not_signed)
{
    const char *bodies[] = {
        "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(arbejdsgiver)/Rect[50 100 250 150]/P 4 0 R"
        "/V 20 0 R>>",
        "<</Type/DocTimeStamp/Filter/X/SubFilter/ETSI.RFC3161/ByteRange[0 1 2 3]/Contents<00>>>"};
    const int numbers[] = {6, FREE};
    const evne_verdict *verdict =
        fixture_verify(arena, fixture_update(arena, fixture_form(arena, 1), 2, numbers, bodies,
                                             "/ID[<00112233><44556677>]"));

    ck_assert_uint_eq(verdict->n_open, 1);
    ck_assert_str_eq(verdict->open_roles[0], "arbejdsgiver");
    ck_assert(fixture_says(verdict, "timestamp.field"));
    ck_assert(fixture_says(verdict, "file.unsigned"));
    ck_assert_uint_eq(with_field(FIELD("/Rect[0 0 0 0]"), "20 0 R")->n_open, 0);
}
END_TEST

Suite *test_standing(void);
Suite *test_standing(void)
{
    Suite *suite = suite_create("standing");
    TCase *tests = tcase_create("standing");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, an_empty_store_of_evidence_is_allowed);
    tcase_add_test(tests, evidence_that_is_none_is_refused);
    tcase_add_test(tests, a_store_brings_nothing_but_evidence);
    tcase_add_test(tests, a_time_stamp_comes_in_a_field_that_shows_nothing);
    tcase_add_test(tests, a_field_that_shows_or_does_something_is_refused);
    tcase_add_test(tests, a_role_whose_field_holds_a_time_stamp_has_not_signed);
    suite_add_tcase(suite, tests);
    return suite;
}
