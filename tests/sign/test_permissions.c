/* How: certified forms, fields with locks, and provisions that a hostile file may hold. */
#include <check.h>
#include <string.h>

#include "fixtures.h"
#include "sign/permissions.h"

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

static evne_status certify(evne_str pdf, const char *role)
{
    evne_key *key = fixture_key(arena, "konsulent");
    evne_sign_options options = {
        .role = role, .key = key, .when = fixture_now(), .certify = true, .enforce_order = true};
    evne_status status = evne_sign(arena, pdf, &options, &out, &err);

    evne_key_free(key);
    return status;
}

START_TEST(a_certified_file_takes_further_signatures)
{
    const evne_verdict *verdict;

    ck_assert_msg(certify(fixture_form(arena, 3), "borger") == EVNE_OK, "%s", err.text);
    out = fixture_sign(arena, out, "arbejdsgiver", "arbejdsgiver");
    verdict = fixture_verify(arena, out);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert_int_eq(verdict->signatures[0].certifies, EVNE_CERTIFY_FILL_AND_SIGN);
    ck_assert_str_eq(verdict->signatures[0].role, "borger");
    ck_assert_int_eq(verdict->signatures[1].certifies, 0);
}
END_TEST

START_TEST(only_the_first_signature_certifies)
{
    evne_str file = fixture_sign(arena, fixture_form(arena, 2), "arbejdsgiver", "arbejdsgiver");

    ck_assert_int_eq(certify(file, "medarbejderrepraesentant"), EVNE_USAGE);
    ck_assert_ptr_nonnull(strstr(err.text, "only the first"));
}
END_TEST

/* fixture_form(2) whose first field locks what `lock` says. */
static evne_str locked_form(const char *lock)
{
    evne_str form = fixture_form(arena, 2);
    const int number = 6;
    const char *body = evne_arena_printf(
        arena,
        "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(arbejdsgiver)/Rect[50 100 250 150]/P 4 0 R"
        "/Lock<<%s>>>>",
        lock);

    return fixture_update(arena, form, 1, &number, &body, "/ID[<00112233><00>]");
}

START_TEST(a_signature_says_what_its_field_locks)
{
    evne_str file = locked_form("/Action/Include/Fields[(arbejdsgiver)]");
    const evne_verdict *verdict;

    file = fixture_sign(arena, file, "arbejdsgiver", "arbejdsgiver");
    file = fixture_sign(arena, file, "medarbejderrepraesentant", "borger");
    verdict = fixture_verify(arena, file);
    ck_assert_int_eq(verdict->status, EVNE_VERDICT_VALID);
    ck_assert(evne_permissions_lock(arena, verdict->signatures[0].lock, "arbejdsgiver"));
    ck_assert(!evne_permissions_lock(arena, verdict->signatures[0].lock, "borger"));
}
END_TEST

START_TEST(a_locked_field_cannot_be_signed)
{
    static const char *const locks[] = {"/Action/All", "/Action/Exclude/Fields[(arbejdsgiver)]",
                                        "/Action/Include/Fields[(medarbejderrepraesentant)]"};

    for (size_t i = 0; i < 3; i++) {
        evne_str file = fixture_sign(arena, locked_form(locks[i]), "arbejdsgiver", "arbejdsgiver");

        ck_assert_int_eq(
            fixture_try_sign(arena, file, "medarbejderrepraesentant", "borger", &out, &err),
            EVNE_USAGE);
        ck_assert_ptr_nonnull(strstr(err.text, "locked"));
    }
}
END_TEST

START_TEST(a_lock_of_unknown_kind_is_not_signed)
{
    evne_str file = locked_form("/Action/Perhaps/Fields[(borger)]");

    ck_assert_int_eq(fixture_try_sign(arena, file, "arbejdsgiver", "arbejdsgiver", &out, &err),
                     EVNE_INPUT);
}
END_TEST

START_TEST(a_signature_that_locks_something_else_is_refused)
{
    evne_str file = locked_form("/Action/Include/Fields[(borger)]");

    file = fixture_sign(arena, file, "arbejdsgiver", "arbejdsgiver");
    file = fixture_swap(arena, file, "/Fields[(borger)]", "/Fields[(borgex)]");
    ck_assert(fixture_says(fixture_verify(arena, file), "lock.differs"));
}
END_TEST

#define DOCMDP "<</TransformMethod/DocMDP/TransformParams<</P 2>>>>"
#define FIELDMDP "<</TransformMethod/FieldMDP/TransformParams<<"

static const struct {
    const char *reference, *code;
    int certifies;
} readings[] = {
    {"[" DOCMDP "]", NULL, 2},
    {"[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2>>>>]",
     NULL, 2},
    {"[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]", NULL, 1},
    {"[" FIELDMDP "/Action/All>>>>]", NULL, 0},
    {"[" DOCMDP FIELDMDP "/Action/Include/Fields[(a)]>>>>]", NULL, 2},
    {"[" DOCMDP DOCMDP "]", "certification.form", 0},
    {"[<</TransformMethod/DocMDP/TransformParams<</P 0>>>>]", "certification.form", 0},
    {"[<</TransformMethod/DocMDP/TransformParams<</P 4>>>>]", "certification.form", 0},
    {"[<</TransformMethod/DocMDP/TransformParams<</P(2)>>>>]", "certification.form", 0},
    {"[<</TransformMethod/DocMDP/TransformParams<</P 2/Msg(x)>>>>]", "certification.form", 0},
    {"[" FIELDMDP "/Action/All/Fields[(a)]>>>>]", "lock.form", 0},
    {"[" FIELDMDP "/Action/Include>>>>]", "lock.form", 0},
    {"[" FIELDMDP "/Action/Include/Fields[1]>>>>]", "lock.form", 0},
    {"[" FIELDMDP "/Action/Sometimes/Fields[]>>>>]", "lock.form", 0},
    {"[<</TransformMethod/UR3/TransformParams<<>>>>]", "signature.reference", 0},
    {"[<</TransformMethod/DocMDP>>]", "signature.reference", 0},
    {"[<</TransformMethod/DocMDP/TransformParams<<>>/DigestValue(x)>>]", "signature.reference", 0},
    {"[]", "signature.reference", 0},
    {"[1 2]", "signature.reference", 0},
    {"null", "signature.reference", 0},
    {"99 0 R", "signature.reference", 0},
};

START_TEST(provisions_are_known_or_refused)
{
    const char *bodies[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>",
                            evne_arena_printf(arena, "<</Reference %s>>", readings[_i].reference)};
    evne_str file = fixture_pdf(arena, bodies, 3);
    const evne_revisions *pdf = NULL;
    evne_reasons reasons = {.arena = arena};
    evne_permissions found;
    bool ok;

    ck_assert_int_eq(evne_revisions_read(arena, file, &pdf, &err), EVNE_OK);
    ok = evne_permissions_read(pdf, 0, evne_revisions_object(pdf, evne_revisions_find(pdf, 0, 3)),
                               &found, &reasons);
    ck_assert_int_eq(ok, readings[_i].code == NULL);
    if (ok)
        ck_assert_int_eq(found.certifies, readings[_i].certifies);
    else
        ck_assert_str_eq(reasons.list[0].code, readings[_i].code);
}
END_TEST

Suite *test_permissions(void);
Suite *test_permissions(void)
{
    Suite *suite = suite_create("permissions");
    TCase *tests = tcase_create("permissions");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_certified_file_takes_further_signatures);
    tcase_add_test(tests, only_the_first_signature_certifies);
    tcase_add_test(tests, a_signature_says_what_its_field_locks);
    tcase_add_test(tests, a_locked_field_cannot_be_signed);
    tcase_add_test(tests, a_lock_of_unknown_kind_is_not_signed);
    tcase_add_test(tests, a_signature_that_locks_something_else_is_refused);
    tcase_add_loop_test(tests, provisions_are_known_or_refused, 0,
                        sizeof readings / sizeof *readings);
    suite_add_tcase(suite, tests);
    return suite;
}
