/* How: a text in, its kind and value out; then what must be refused. */
#include "sign/object.h"
#include "sign/reason.h"
#include "sign/shown.h"
#include "sign/trust.h"

#include <check.h>
#include <string.h>

static evne_arena *arena;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

static bool read_bytes(const char *bytes, size_t len, evne_object *out)
{
    evne_reader reader = {.arena = arena, .bytes = {bytes, len}};

    return evne_object_read(&reader, out);
}

static bool read_text(const char *text, evne_object *out)
{
    return read_bytes(text, strlen(text), out);
}

START_TEST(every_kind_is_read_with_its_bytes)
{
    evne_object o;

    ck_assert(read_text("<</A 1/B[true null -2.5 (x)]/C 3 0 R/D<4a4B>>> ", &o));
    ck_assert_int_eq(o.kind, EVNE_OBJECT_DICT);
    ck_assert_uint_eq(o.n, 4);
    ck_assert_uint_eq(o.raw.len, 46);
    ck_assert_int_eq(evne_object_get_kind(&o, "A", EVNE_OBJECT_INT)->number, 1);
    ck_assert_uint_eq(evne_object_get_kind(&o, "B", EVNE_OBJECT_ARRAY)->n, 4);
    ck_assert_int_eq(evne_object_get_kind(&o, "C", EVNE_OBJECT_REF)->number, 3);
    ck_assert(evne_str_is(evne_object_get_kind(&o, "D", EVNE_OBJECT_STRING)->text, "JK"));
    ck_assert(evne_object_get_kind(&o, "D", EVNE_OBJECT_STRING)->is_hex);
}
END_TEST

START_TEST(escapes_in_names_and_strings_are_resolved)
{
    evne_object o;

    ck_assert(read_text("/By#74eRange", &o));
    ck_assert(evne_object_is_name(&o, "ByteRange"));
    ck_assert(read_text("(a\\(b\\)\\101(c)\\\nd\r\ne)", &o));
    ck_assert(evne_str_is(o.text, "a(b)A(c)d\ne"));
}
END_TEST

START_TEST(text_strings_become_utf8)
{
    evne_object o;

    ck_assert(read_text("<FEFF00C60020D83DDE00>", &o));
    ck_assert_str_eq(evne_object_utf8(arena, &o), "Æ 😀");
    ck_assert(read_text("(\xef\xbb\xbf\xc3\xa6)", &o));
    ck_assert_str_eq(evne_object_utf8(arena, &o), "æ");
    ck_assert(read_text("(\xe6\\033)", &o));
    ck_assert_str_eq(evne_object_utf8(arena, &o), "æ\xef\xbf\xbd");
}
END_TEST

static const char *const refused[] = {"",
                                      "<</A 1/A 2>>",
                                      "<</A>>",
                                      "<<1 2>>",
                                      "[1 2",
                                      "(open",
                                      "<0g>",
                                      "<00",
                                      "/A#0",
                                      "/A#00",
                                      "--1",
                                      "+",
                                      "1.2.3",
                                      "%x\n1",
                                      "tru",
                                      "truefalse",
                                      "<</A 1>",
                                      "1e5",
                                      "12345678901234567890",
                                      "nul",
                                      "]",
                                      "<</A 1%c\n>>"};

START_TEST(what_readers_treat_differently_is_refused)
{
    evne_object o;

    ck_assert_msg(!read_text(refused[_i], &o), "accepted: %s", refused[_i]);
}
END_TEST

START_TEST(deep_nesting_is_refused_without_a_crash)
{
    char text[100000];
    evne_object o;

    memset(text, '[', sizeof text);
    ck_assert(!read_bytes(text, sizeof text, &o));
    for (size_t i = 0; i + 4 < sizeof text; i += 4)
        memcpy(text + i, "<</A", 4);
    ck_assert(!read_bytes(text, sizeof text, &o));
}
END_TEST

START_TEST(equality_looks_at_meaning_and_not_at_spelling)
{
    evne_object a, b;

    ck_assert(read_text("<</A (JK)/B 1 0 R>>", &a) && read_text("<< /B 1  0 R /#41 <4A4b> >>", &b));
    ck_assert(evne_object_equal(&a, &b));
    ck_assert(read_text("<</A (JK)/B 2 0 R>>", &b));
    ck_assert(!evne_object_equal(&a, &b));
}
END_TEST

/* Escape, C1, changes of direction, line ends and bytes that are no text. */
static const char wild[] = "a\x1b[2K\n\x7f\xc2\x9b\xe2\x80\xae\xe2\x81\xa6\xd8\x9c\xff\xc3";
static const char tame[] = "a\ufffd[2K\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd";

START_TEST(what_a_file_says_does_nothing_to_the_screen)
{
    evne_arena *own = evne_arena_new(0, NULL, NULL);
    evne_reasons reasons = {.arena = own};
    X509_NAME *name = X509_NAME_new();
    evne_object text = {.kind = EVNE_OBJECT_STRING,
                        .text = EVNE_STR("\xef\xbb\xbf\x1b[2K\xe2\x80\xae\xff")};

    ck_assert_str_eq(evne_shown(own, evne_str_of(wild)), tame);
    ck_assert_str_eq(evne_shown(own, EVNE_STR("Søren Ærø, زينب")), "Søren Ærø, زينب");
    ck_assert_str_eq(evne_object_utf8(own, &text), "\ufffd[2K\ufffd\ufffd");
    evne_reasons_add(&reasons, "signature.dictionary", wild);
    ck_assert_ptr_nonnull(strstr(reasons.list[0].text, tame));
    X509_NAME_add_entry_by_NID(name, NID_commonName, V_ASN1_UTF8STRING,
                               (const unsigned char *)"Ali\xc2\x9b\xe2\x80\xae", -1, -1, 0);
    ck_assert_str_eq(evne_name_short(own, name), "Ali\ufffd\ufffd");
    X509_NAME_free(name);
    evne_arena_free(own);
}
END_TEST

Suite *test_object(void);
Suite *test_object(void)
{
    Suite *suite = suite_create("object");
    TCase *tests = tcase_create("object");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_kind_is_read_with_its_bytes);
    tcase_add_test(tests, escapes_in_names_and_strings_are_resolved);
    tcase_add_test(tests, text_strings_become_utf8);
    tcase_add_loop_test(tests, what_readers_treat_differently_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tests, deep_nesting_is_refused_without_a_crash);
    tcase_add_test(tests, equality_looks_at_meaning_and_not_at_spelling);
    tcase_add_test(tests, what_a_file_says_does_nothing_to_the_screen);
    suite_add_tcase(suite, tests);
    return suite;
}
