/*
 * How: a signed form, and updates by the book that do something else than sign. Objects of
 * fixture_form(2): 1 catalog, 2 pages, 3 form, 4 page, 5 content, 6 and 7 fields; the first
 * signature is object 8.
 */
#include <check.h>
#include <string.h>

#include "fixtures.h"

static evne_arena *arena;
static evne_str signed_form;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    signed_form = fixture_sign(arena, fixture_form(arena, 2), "arbejdsgiver", "arbejdsgiver");
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

#define ID "/ID[<00112233><00>]"
#define PAGE "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Annots[6 0 R 7 0 R]>>"
#define FIELD7                                                                                     \
    "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(medarbejderrepraesentant)"                     \
    "/Rect[50 160 250 210]/P 4 0 R"

static const struct {
    const char *what, *code, *extra;
    size_t n;
    int numbers[3];
    const char *bodies[3];
} cases[] = {
    {"content replaced", "change.content", ID, 1, {5}, {"<</Length 1>>\nstream\nq\nendstream"}},
    {"page replaced", "change.page", ID, 1, {4}, {"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}},
    {"catalog replaced",
     "change.catalog",
     ID,
     1,
     {1},
     {"<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/OpenAction<</S/JavaScript/JS(x)>>>>"}},
    {"form loses a field", "change.form", ID, 1, {3}, {"<</Fields[6 0 R]/SigFlags 3>>"}},
    {"form loses its flags", "change.form", ID, 1, {3}, {"<</Fields[6 0 R 7 0 R ]/SigFlags 1>>"}},
    {"form asks for new looks",
     "change.form",
     ID,
     1,
     {3},
     {"<</Fields[6 0 R 7 0 R ]/SigFlags 3/NeedAppearances true>>"}},
    {"signed field moved",
     "change.field",
     ID,
     1,
     {6},
     {"<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(arbejdsgiver)/Rect[0 0 0 0]/P 4 0 R/V 8 0 "
      "R>>"}},
    {"open field moved",
     "change.field",
     ID,
     1,
     {7},
     {"<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(medarbejderrepraesentant)/Rect[0 0 0 0]"
      "/P 4 0 R>>"}},
    {"signature replaced", "change.signature", ID, 1, {8}, {"<</Type/Sig/ByteRange[0 1 2 3]>>"}},
    {"signature replaced, named",
     "signature.replaced",
     ID,
     1,
     {8},
     {"<</Type/Sig/ByteRange[0 1 2 3]>>"}},
    {"signature shared", "change.field", ID, 1, {7}, {FIELD7 "/V 8 0 R>>"}},
    {"hidden content", "change.unreferenced", ID, 1, {20}, {"<</Length 1>>\nstream\nq\nendstream"}},
    {"hidden beside a signature",
     "change.unreferenced",
     ID,
     3,
     {7, 20, 21},
     {FIELD7 "/V 20 0 R>>", "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>", "<<>>"}},
    {"an annotation in a look",
     "change.field",
     ID,
     3,
     {7, 20, 21},
     {FIELD7 "/V 20 0 R/AP<</N 21 0 R>>>>", "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>",
      "<</Type/Annot>>"}},
    {"an old object as look",
     "change.field",
     ID,
     2,
     {7, 20},
     {FIELD7 "/V 20 0 R/AP<</N 5 0 R>>>>", "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"}},
    {"signature that covers nothing",
     "byterange.gap",
     ID,
     2,
     {7, 20},
     {FIELD7 "/V 20 0 R>>",
      "<</Type/Sig/Filter/x/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>"}},
    {"signature without a field",
     "signature.orphan",
     ID,
     1,
     {20},
     {"<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"}},
    {"nothing at all", "change.unsigned_update", ID, 0, {0}, {NULL}},
    {"another identity", "change.trailer", "/ID[<FF><00>]", 0, {0}, {NULL}},
    {"no identity", "change.trailer", "", 0, {0}, {NULL}},
    {"another root of information", "change.trailer", ID "/Info 5 0 R", 0, {0}, {NULL}},
    {"a hybrid table", "file.xref_stream", ID "/XRefStm 10", 0, {0}, {NULL}},
    {"encryption", "file.encrypted", ID "/Encrypt 5 0 R", 0, {0}, {NULL}},
    {"a dynamic form", "file.xfa", ID, 1, {3}, {"<</Fields[6 0 R 7 0 R ]/SigFlags 3/XFA(x)>>"}},
    {"a field twice", "file.form", ID, 1, {3}, {"<</Fields[6 0 R 6 0 R]/SigFlags 3>>"}},
    {"two fields of one name",
     "file.form",
     ID,
     1,
     {7},
     {"<</Type/Annot/Subtype/Widget/FT/Sig/T(arbejdsgiver)/Rect[0 0 9 9]/P 4 0 R>>"}},
    {"a stream in another file",
     "file.object",
     ID,
     1,
     {20},
     {"<</Length 1/F(x)>>\nstream\nq\nendstream"}},
    {"a length that lies", "file.object", ID, 1, {20}, {"<</Length 9>>\nstream\nq\nendstream"}},
};

START_TEST(an_update_that_does_not_sign_is_refused)
{
    evne_str file = fixture_update(arena, signed_form, cases[_i].n, cases[_i].numbers,
                                   cases[_i].bodies, cases[_i].extra);
    const evne_verdict *verdict = fixture_verify(arena, file);

    ck_assert_int_ne(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_int_ne(verdict->status, EVNE_VERDICT_UNSIGNED);
    ck_assert_msg(fixture_says(verdict, cases[_i].code), "%s: no %s", cases[_i].what,
                  cases[_i].code);
    if (strncmp(cases[_i].code, "change.", 7) == 0) {
        ck_assert(verdict->signatures[0].has_changes_after);
        ck_assert(cases[_i].numbers[0] == 8 || verdict->signatures[0].is_intact);
    }
}
END_TEST

START_TEST(what_came_before_the_first_signature_is_covered_by_it)
{
    static const int number = 5;
    static const char *const body = "<</Length 1>>\nstream\nq\nendstream";
    evne_str file = fixture_update(arena, fixture_form(arena, 2), 1, &number, &body, ID);

    file = fixture_sign(arena, file, "arbejdsgiver", "arbejdsgiver");
    ck_assert_int_eq(fixture_verify(arena, file)->status, EVNE_VERDICT_VALID);
}
END_TEST

START_TEST(a_bad_step_is_held_against_earlier_signatures_alone)
{
    static const int number = 5;
    static const char *const body = "<</Length 1>>\nstream\nq\nendstream";
    evne_str file = fixture_update(arena, signed_form, 1, &number, &body, ID);
    const evne_verdict *verdict;

    file = fixture_sign(arena, file, "medarbejderrepraesentant", "borger");
    verdict = fixture_verify(arena, file);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_INVALID);
    ck_assert_int_eq(verdict->signatures[0].status, EVNE_VERDICT_INVALID);
    ck_assert(fixture_has(&verdict->signatures[0].reasons, "change.content"));
    ck_assert_int_eq(verdict->signatures[1].status, EVNE_VERDICT_VALID);
}
END_TEST

START_TEST(a_whole_new_file_behind_the_signed_one_is_refused)
{
    evne_buf buf = {.arena = arena};

    evne_buf_put_str(&buf, signed_form);
    evne_buf_put_str(&buf, fixture_form(arena, 2));
    ck_assert_int_eq(fixture_verify(arena, evne_buf_str(&buf))->status, EVNE_VERDICT_INVALID);
}
END_TEST

START_TEST(more_revisions_than_the_limit_are_refused)
{
    evne_str file = signed_form;

    for (int i = 0; i < 200; i++)
        file = fixture_update(arena, file, 0, NULL, NULL, ID);
    ck_assert(fixture_says(fixture_verify(arena, file), "file.limits"));
}
END_TEST

Suite *test_changes(void);
Suite *test_changes(void)
{
    Suite *suite = suite_create("changes");
    TCase *tests = tcase_create("changes");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, an_update_that_does_not_sign_is_refused, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tests, what_came_before_the_first_signature_is_covered_by_it);
    tcase_add_test(tests, a_bad_step_is_held_against_earlier_signatures_alone);
    tcase_add_test(tests, a_whole_new_file_behind_the_signed_one_is_refused);
    tcase_add_test(tests, more_revisions_than_the_limit_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
