/* How: a CMS of our own, then the surgery that a lenient reader would let pass. */
#include "sign/cms.h"

#include <check.h>
#include <string.h>

#include "fixtures.h"
#include "sign/der.h"

static evne_arena *arena;
static evne_str content, cms;

static void set_up(void)
{
    evne_key *key;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len;
    evne_error err = {0};

    arena = evne_arena_new(0, NULL, NULL);
    content = EVNE_STR("what is signed");
    key = fixture_key(arena, "ergoterapeut");
    ck_assert(evne_digest(evne_key_digest(key), content, EVNE_STR(""), digest, &len));
    ck_assert_int_eq(
        evne_cms_make(arena, key, (evne_str){(const char *)digest, len}, false, &cms, &err),
        EVNE_OK);
    evne_key_free(key);
}

static void tear_down(void)
{
    evne_arena_free(arena);
}

/* The first reason against `der`, "" when it is in order. */
static const char *reason(evne_str der)
{
    evne_reasons reasons = {.arena = arena};
    evne_cms out;
    bool ok = evne_cms_open(arena, der, &out, &reasons);

    evne_cms_close(&out);
    ck_assert_int_eq(ok, reasons.n == 0);
    return ok ? "" : reasons.list[0].code;
}

/* SignedData's fields, to be put together again. */
typedef struct parts {
    evne_der version, digests, content, certificates, infos, info;
    evne_der fields[6]; /* of the SignerInfo */
} parts;

static parts take_apart(void)
{
    evne_str rest = cms;
    evne_der outer, oid, tagged, data;
    parts p;

    ck_assert(evne_der_next(&rest, &outer) && evne_der_next(&outer.content, &oid) &&
              evne_der_next(&outer.content, &tagged) && evne_der_next(&tagged.content, &data));
    ck_assert(
        evne_der_next(&data.content, &p.version) && evne_der_next(&data.content, &p.digests) &&
        evne_der_next(&data.content, &p.content) && evne_der_next(&data.content, &p.certificates) &&
        evne_der_next(&data.content, &p.infos));
    rest = p.infos.content;
    ck_assert(evne_der_next(&rest, &p.info));
    rest = p.info.content;
    for (size_t i = 0; i < 6; i++)
        ck_assert(evne_der_next(&rest, &p.fields[i]));
    return p;
}

static evne_str put_together(const parts *p, evne_str infos)
{
    evne_str all[] = {p->version.whole, p->digests.whole, p->content.whole, p->certificates.whole,
                      evne_der_wrap(arena, EVNE_DER_SET, infos)};
    evne_str data = evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 5, all));
    evne_str outer[] = {evne_str_slice(cms, 4, 4 + 11), evne_der_wrap(arena, 0xa0, data)};

    return evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 2, outer));
}

/* The SignerInfo with field `index` replaced and `extra` behind the last. */
static evne_str with_field(const parts *p, size_t index, evne_str field, evne_str extra)
{
    evne_str all[7];

    for (size_t i = 0; i < 6; i++)
        all[i] = i == index ? field : p->fields[i].whole;
    all[6] = extra;
    return put_together(p, evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 7, all)));
}

START_TEST(our_own_is_in_order_and_covers_its_content)
{
    evne_reasons reasons = {.arena = arena};
    evne_cms out;

    ck_assert(evne_cms_open(arena, cms, &out, &reasons));
    ck_assert(evne_cms_covers(&out, EVNE_STR("what is"), EVNE_STR(" signed")));
    ck_assert(!evne_cms_covers(&out, EVNE_STR("what is"), EVNE_STR(" signeD")));
    ck_assert(!out.has_signing_time);
    evne_cms_close(&out);
}
END_TEST

START_TEST(taking_apart_and_putting_together_changes_nothing)
{
    parts p = take_apart();

    ck_assert(evne_str_eq(put_together(&p, p.infos.content), cms));
}
END_TEST

START_TEST(there_is_exactly_one_signer)
{
    parts p = take_apart();
    evne_str two[] = {p.info.whole, p.info.whole};

    ck_assert_str_eq(reason(put_together(&p, EVNE_STR(""))), "cms.signers");
    ck_assert_str_eq(reason(put_together(&p, evne_der_join(arena, 2, two))), "cms.signers");
}
END_TEST

START_TEST(content_inside_is_refused)
{
    parts p = take_apart();
    evne_str with[] = {p.content.content,
                       evne_der_wrap(arena, 0xa0, evne_der_wrap(arena, EVNE_DER_OCTETS, content))};

    p.content.whole = evne_der_wrap(arena, EVNE_DER_SEQUENCE, evne_der_join(arena, 2, with));
    ck_assert_str_eq(reason(put_together(&p, p.infos.content)), "cms.embedded");
}
END_TEST

START_TEST(bytes_behind_it_are_refused)
{
    evne_str with[] = {cms, EVNE_STR("\x05\x00")};

    ck_assert_str_eq(reason(evne_der_join(arena, 2, with)), "cms.encoding");
    ck_assert_str_eq(reason(evne_str_slice(cms, 0, cms.len - 1)), "cms.encoding");
    ck_assert_str_eq(reason(EVNE_STR("")), "cms.encoding");
    ck_assert_str_eq(reason(EVNE_STR("\x30\x00")), "cms.structure");
}
END_TEST

START_TEST(signed_attributes_must_be_there_once_and_in_order)
{
    parts p = take_apart();
    evne_str rest = p.fields[3].content, none = EVNE_STR("");
    evne_der a, b, c;

    ck_assert(evne_der_next(&rest, &a) && evne_der_next(&rest, &b) && evne_der_next(&rest, &c));
    {
        evne_str missing[] = {a.whole, b.whole}, swapped[] = {b.whole, a.whole, c.whole};
        evne_str twice[] = {a.whole, a.whole, b.whole, c.whole};

        ck_assert_str_eq(
            reason(with_field(&p, 3, evne_der_wrap(arena, 0xa0, evne_der_join(arena, 2, missing)),
                              none)),
            "cms.attributes");
        ck_assert_str_eq(
            reason(with_field(&p, 3, evne_der_wrap(arena, 0xa0, evne_der_join(arena, 3, swapped)),
                              none)),
            "cms.encoding");
        ck_assert_str_eq(
            reason(with_field(&p, 3, evne_der_wrap(arena, 0xa0, evne_der_join(arena, 4, twice)),
                              none)),
            "cms.encoding");
    }
    ck_assert_str_eq(reason(with_field(&p, 3, EVNE_STR(""), none)), "cms.attributes");
    ck_assert_str_eq(reason(with_field(&p, 3, EVNE_STR("\xa0\x00"), none)), "cms.attributes");
}
END_TEST

START_TEST(unsigned_attributes_leave_it_open)
{
    parts p = take_apart();

    ck_assert_str_eq(reason(with_field(&p, 9, EVNE_STR(""), EVNE_STR("\xa1\x02\x30\x00"))),
                     "cms.unsigned");
    ck_assert_str_eq(reason(with_field(&p, 9, EVNE_STR(""), EVNE_STR("\x05\x00"))),
                     "cms.structure");
}
END_TEST

START_TEST(weak_digests_and_strange_methods_are_refused)
{
    parts p = take_apart();
    evne_str sha1 = EVNE_STR("\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00");
    evne_str rsa = EVNE_STR("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00");

    ck_assert_str_eq(reason(with_field(&p, 2, sha1, EVNE_STR(""))), "cms.weak");
    ck_assert_str_eq(reason(with_field(&p, 4, rsa, EVNE_STR(""))), "cms.weak");
}
END_TEST

START_TEST(another_certificate_is_refused)
{
    parts p = take_apart();
    evne_str rest = p.certificates.content;
    evne_der own;

    ck_assert(evne_der_next(&rest, &own)); /* what is left is the issuer's */
    p.certificates.whole = evne_der_wrap(arena, 0xa0, rest);
    ck_assert_str_eq(reason(put_together(&p, p.infos.content)), "cms.certificate");
}
END_TEST

START_TEST(another_signature_value_is_refused)
{
    parts p = take_apart();
    char *copy = evne_arena_copy(arena, p.fields[5].whole.p, p.fields[5].whole.len);

    copy[p.fields[5].whole.len - 1] ^= 1;
    ck_assert_str_eq(
        reason(with_field(&p, 5, (evne_str){copy, p.fields[5].whole.len}, EVNE_STR(""))),
        "cms.signature");
}
END_TEST

Suite *test_cms(void);
Suite *test_cms(void)
{
    Suite *suite = suite_create("cms");
    TCase *tests = tcase_create("cms");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, our_own_is_in_order_and_covers_its_content);
    tcase_add_test(tests, taking_apart_and_putting_together_changes_nothing);
    tcase_add_test(tests, there_is_exactly_one_signer);
    tcase_add_test(tests, content_inside_is_refused);
    tcase_add_test(tests, bytes_behind_it_are_refused);
    tcase_add_test(tests, signed_attributes_must_be_there_once_and_in_order);
    tcase_add_test(tests, unsigned_attributes_leave_it_open);
    tcase_add_test(tests, weak_digests_and_strange_methods_are_refused);
    tcase_add_test(tests, another_certificate_is_refused);
    tcase_add_test(tests, another_signature_value_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
