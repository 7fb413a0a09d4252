/* How: small files written by hand, each with one thing that two readers could see differently. */
#include "sign/revisions.h"

#include <check.h>
#include <string.h>

#include "fixtures.h"

static evne_arena *arena;
static const evne_revisions *pdf;
static evne_error err;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    memset(&err, 0, sizeof err);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

/* `body`, a table with the objects at the offsets `at`, and a trailer. */
static evne_str file_of(const char *body, size_t n, const size_t *at)
{
    evne_buf out = {.arena = arena};
    size_t xref;

    evne_buf_puts(&out, body);
    xref = out.len;
    evne_buf_printf(&out, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
    for (size_t i = 0; i < n; i++)
        evne_buf_printf(&out, "%010zu 00000 n \n", at[i]);
    evne_buf_printf(&out, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n + 1,
                    xref);
    return evne_buf_str(&out);
}

static const char *code_of(evne_str file)
{
    err.where[0] = 0;
    return evne_revisions_read(arena, file, &pdf, &err) == EVNE_OK ? "" : err.where;
}

START_TEST(every_byte_is_an_object_or_white_space)
{
    const size_t at[] = {9};

    ck_assert_str_eq(code_of(file_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", 1, at)), "");
    ck_assert_str_eq(code_of(file_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n \r\n", 1, at)), "");
    ck_assert_str_eq(code_of(file_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nx\n", 1, at)),
                     "file.unaccounted");
    ck_assert_str_eq(
        code_of(file_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n2 0 obj\n1\nendobj\n", 1, at)),
        "file.unaccounted");
    ck_assert_str_eq(code_of(file_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n% note\n", 1, at)),
                     "file.unaccounted");
}
END_TEST

START_TEST(an_object_inside_another_is_refused)
{
    static const char body[] = "%PDF-1.7\n1 0 obj\n<</Length 22>>\nstream\n"
                               "2 0 obj\nnull  \nendobj\n\nendstream\nendobj\n";
    const size_t at[] = {9, (size_t)(strstr(body, "2 0 obj") - body)};

    ck_assert_str_eq(code_of(file_of(body, 1, at)), "");
    ck_assert_str_eq(code_of(file_of(body, 2, at)), "file.overlap");
}
END_TEST

START_TEST(a_table_that_points_elsewhere_is_refused)
{
    static const char body[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
    const size_t inside[] = {10}, far_away[] = {9999999999}, zero[] = {0};

    ck_assert_str_eq(code_of(file_of(body, 1, inside)), "file.object");
    ck_assert_str_eq(code_of(file_of(body, 1, far_away)), "file.xref");
    ck_assert_str_eq(code_of(file_of(body, 1, zero)), "file.object");
}
END_TEST

START_TEST(a_stream_takes_its_length_from_another_object)
{
    static const char body[] =
        "%PDF-1.7\n1 0 obj\n<</Length 2 0 R>>\nstream\nabc\nendstream\nendobj\n"
        "2 0 obj\n3\nendobj\n";
    const size_t at[] = {9, (size_t)(strstr(body, "2 0 obj\n3") - body)};
    const size_t missing[] = {9, 9999999999}, loop[] = {9, 9};

    ck_assert_str_eq(code_of(file_of(body, 2, at)), "");
    ck_assert(evne_revisions_find(pdf, 0, 1)->has_stream);
    ck_assert_str_eq(code_of(file_of(body, 2, missing)), "file.object");
    ck_assert_str_eq(code_of(file_of(body, 2, loop)), "file.object");
}
END_TEST

/* One object, "hej", packed or not, and a cross-reference stream of `rows` with its /Index. */
static evne_str streamed(const char *objects, const char *index, const char *rows, size_t len)
{
    evne_buf out = {.arena = arena};
    size_t at;

    evne_buf_printf(&out, "%%PDF-1.7\n%s", objects);
    at = out.len;
    evne_buf_printf(&out,
                    "4 0 obj\n<</Type/XRef/W[1 1 1]/Index[%s]/Size 5/Root 1 0 R/Length %zu>>\n"
                    "stream\n",
                    index, len);
    evne_buf_put(&out, rows, len);
    evne_buf_printf(&out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
    return evne_buf_str(&out);
}

START_TEST(objects_are_found_through_streams)
{
    const evne_entry *entry;

    ck_assert_str_eq(code_of(streamed("1 0 obj\n(hej)\nendobj\n", "1 1", "\1\11\0", 3)), "");
    entry = evne_revisions_find(pdf, 0, 1);
    ck_assert(evne_str_is(evne_revisions_object(pdf, entry)->text, "hej"));
    ck_assert_str_eq(code_of(streamed("2 0 obj\n<</Type/ObjStm/N 1/First 4/Length 9>>\nstream\n"
                                      "1 0 (hej)\nendstream\nendobj\n",
                                      "1 2", "\2\2\0\1\11\0", 6)),
                     "");
    entry = evne_revisions_find(pdf, 0, 1);
    ck_assert(evne_str_is(evne_revisions_object(pdf, entry)->text, "hej"));
    ck_assert(evne_str_is(evne_revisions_text(pdf, entry), "(hej)"));
    ck_assert(evne_revisions_find(pdf, 0, 2)->is_container);
}
END_TEST

START_TEST(a_stream_that_says_two_things_is_refused)
{
    static const char one[] = "1 0 obj\n(hej)\nendobj\n";

    ck_assert_str_eq(code_of(streamed(one, "1 1", "\3\11\0", 3)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "1 1", "\1\11\0\1\11\0", 6)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "1 2", "\1\11\0", 3)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "1 1 1 1", "\1\11\0\1\11\0", 6)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "4 1", "\1\11\0", 3)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "1 1", "\2\3\0", 3)), "file.xref");
    ck_assert_str_eq(code_of(streamed(one, "1 1", "\0\0\0", 3)), "file.unaccounted");
}
END_TEST

START_TEST(older_revisions_are_seen_as_they_were)
{
    static const int number = 5;
    static const char *const body = "<</Length 1>>\nstream\nq\nendstream";
    evne_str file = fixture_update(arena, fixture_form(arena, 2), 1, &number, &body, "");
    const evne_entry *old, *new;

    ck_assert_str_eq(code_of(file), "");
    ck_assert_uint_eq(pdf->n, 2);
    old = evne_revisions_find(pdf, 0, 5);
    new = evne_revisions_find(pdf, 1, 5);
    ck_assert(old != new &&new->older == old);
    ck_assert_int_eq(evne_object_get(evne_revisions_object(pdf, old), "Length")->number, 34);
    ck_assert_int_eq(evne_object_get(evne_revisions_object(pdf, new), "Length")->number, 1);
    ck_assert_ptr_null(evne_revisions_find(pdf, 1, 60));
    ck_assert_ptr_null(evne_revisions_find(pdf, 1, -1));
}
END_TEST

START_TEST(a_loop_of_revisions_is_refused)
{
    evne_str one = fixture_update(arena, fixture_form(arena, 2), 0, NULL, NULL, "");
    size_t at = one.len;
    char *copy = evne_arena_copy(arena, one.p, one.len);

    ck_assert_str_eq(code_of(one), "");
    while (memcmp(copy + at - 6, "/Prev ", 6) != 0)
        at--;
    memset(copy + at, '9', strcspn(copy + at, ">"));
    ck_assert_str_eq(code_of((evne_str){copy, one.len}), "file.xref");
}
END_TEST

Suite *test_revisions(void);
Suite *test_revisions(void)
{
    Suite *suite = suite_create("revisions");
    TCase *tests = tcase_create("revisions");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_byte_is_an_object_or_white_space);
    tcase_add_test(tests, an_object_inside_another_is_refused);
    tcase_add_test(tests, a_table_that_points_elsewhere_is_refused);
    tcase_add_test(tests, a_stream_takes_its_length_from_another_object);
    tcase_add_test(tests, objects_are_found_through_streams);
    tcase_add_test(tests, a_stream_that_says_two_things_is_refused);
    tcase_add_test(tests, older_revisions_are_seen_as_they_were);
    tcase_add_test(tests, a_loop_of_revisions_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
