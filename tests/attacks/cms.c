/*
 * CMS surgery: the right place, the right range, and something else in the gap: made by OpenSSL
 * with other options than ours, taken from another signature, cut, or with one byte changed.
 */
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "attacks.h"
#include "sign/cms.h"

/* ---- bytes ---- */

static evne_str flip(evne_arena *arena, evne_str cms, size_t at)
{
    char *copy = evne_arena_copy(arena, cms.p, cms.len);

    copy[at] = (char)(copy[at] ^ 1);
    return (evne_str){copy, cms.len};
}

/* One byte changed, at 48 places over the whole of it. */
static void flip_bytes(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base), cms = attack_cms(all->arena, pdf);

    for (size_t i = 0; i < 48; i++) {
        size_t at = i * (cms.len - 1) / 47;

        attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, flip(all->arena, cms, at)),
                    "cms.* contents.* content.digest certificate.*", "%s: byte %zu flipped",
                    attack_base_names[base], at);
    }
}

/* Every place where `from` stands becomes `to`. */
static evne_str swap(evne_arena *arena, evne_str cms, const char *from, const char *to, size_t len)
{
    char *copy = evne_arena_copy(arena, cms.p, cms.len);

    for (size_t at = 0; at + len <= cms.len; at++)
        if (memcmp(copy + at, from, len) == 0)
            memcpy(copy + at, to, len);
    return (evne_str){copy, cms.len};
}

static void swap_names(attacks *all, size_t base)
{
    static const struct {
        const char *name, *from, *to;
        size_t len;
    } swaps[] = {
        {"SHA-256 called SHA-512", "\x60\x86\x48\x01\x65\x03\x04\x02\x01",
         "\x60\x86\x48\x01\x65\x03\x04\x02\x03", 9},
        {"SHA-256 called SHA-224", "\x60\x86\x48\x01\x65\x03\x04\x02\x01",
         "\x60\x86\x48\x01\x65\x03\x04\x02\x04", 9},
        {"signed data called plain data", "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", 9},
        {"signed data called enveloped", "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", 9},
        {"plain data called signed", "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 9},
        {"the message digest called a counter", "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x06", 9},
        {"the content type called a digest", "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04", 9},
        {"the certificate's name in the old way", "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f",
         "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c", 11},
        {"another key of a company", "Evne Test Udsteder", "Evne Test Udstedes", 18},
    };
    evne_str pdf = attack_base(all->arena, base), cms = attack_cms(all->arena, pdf);

    for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++)
        attacks_add(all, ATTACK_CMS,
                    attack_put_cms(all->arena, pdf,
                                   swap(all->arena, cms, swaps[i].from, swaps[i].to, swaps[i].len)),
                    "cms.* certificate.*", "%s: %s", attack_base_names[base], swaps[i].name);
}

static void cut(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base), cms = attack_cms(all->arena, pdf);
    evne_str other = attack_base(all->arena, 1), stolen = attack_cms(all->arena, other);
    evne_buf long_form = {.arena = all->arena}, twice = {.arena = all->arena};

    for (size_t i = 1; i < 8; i++)
        attacks_add(all, ATTACK_CMS,
                    attack_put_cms(all->arena, pdf, evne_str_slice(cms, 0, cms.len * i / 8)),
                    "cms.*", "%s: %zu eighths of the signature", attack_base_names[base], i);
    attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, stolen), "content.digest",
                "%s: the signature of another file", attack_base_names[base]);
    evne_buf_put_str(&twice, cms);
    evne_buf_put(&twice, "\x30\x03\x02\x01\x01", 5);
    attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, evne_buf_str(&twice)),
                "contents.padding", "%s: something behind the signature", attack_base_names[base]);
    evne_buf_put(&long_form, "\x30\x83\x00", 3);
    evne_buf_put(&long_form, cms.p + 2, cms.len - 2);
    attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, evne_buf_str(&long_form)),
                "contents.form", "%s: a length written too long", attack_base_names[base]);
    long_form.len = 0;
    evne_buf_put(&long_form, "\x30\x80", 2);
    evne_buf_put(&long_form, cms.p + 4, cms.len - 4);
    evne_buf_put(&long_form, "\0\0", 2);
    attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, evne_buf_str(&long_form)),
                "contents.form cms.encoding", "%s: a length left open", attack_base_names[base]);
}

/* ---- made by OpenSSL ---- */

static BIO *signed_bytes(evne_str pdf, attack_site site)
{
    BIO *bytes = BIO_new(BIO_s_mem());

    BIO_write(bytes, pdf.p, (int)site.contents);
    BIO_write(bytes, pdf.p + site.contents_end, (int)(pdf.len - site.contents_end));
    return bytes;
}

/* A CMS over the signed bytes with those flags; `md` and the second signer may be NULL. */
static evne_str make(evne_arena *arena, evne_str pdf, const char *key, const char *other,
                     const EVP_MD *md, unsigned flags)
{
    evne_key *one = fixture_key(arena, key), *two = other ? fixture_key(arena, other) : NULL;
    BIO *bytes = signed_bytes(pdf, attack_find(arena, pdf));
    unsigned partial = CMS_PARTIAL | CMS_BINARY | (flags & CMS_DETACHED);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, partial);
    unsigned char *der = NULL;
    evne_str out = {0};
    int len;

    CMS_add1_signer(cms, evne_key_certificate(one), evne_key_private(one), md,
                    (flags & ~(unsigned)CMS_DETACHED) | CMS_BINARY);
    if (two)
        CMS_add1_signer(cms, evne_key_certificate(two), evne_key_private(two), md,
                        (flags & ~(unsigned)CMS_DETACHED) | CMS_BINARY);
    if (CMS_final(cms, bytes, NULL, CMS_BINARY | (flags & CMS_DETACHED)) == 1 &&
        (len = i2d_CMS_ContentInfo(cms, &der)) > 0)
        out = (evne_str){evne_arena_copy(arena, (const char *)der, (size_t)len), (size_t)len};
    OPENSSL_free(der);
    CMS_ContentInfo_free(cms);
    BIO_free(bytes);
    evne_key_free(one);
    evne_key_free(two);
    return out;
}

static void other_options(attacks *all, size_t base)
{
    static const struct {
        const char *name, *key, *other, *digest;
        unsigned flags;
        const char *reasons;
    } makes[] = {
        {"no name of the certificate", "borger", NULL, "SHA256", CMS_DETACHED, "cms.*"},
        {"no attributes", "borger", NULL, "SHA256", CMS_DETACHED | CMS_NOATTR, "cms.*"},
        {"no certificate", "borger", NULL, "SHA256", CMS_DETACHED | CMS_CADES | CMS_NOCERTS,
         "cms.certificate"},
        {"SHA-1", "borger", NULL, "SHA1", CMS_DETACHED | CMS_CADES, "cms.*"},
        {"MD5", "borger", NULL, "MD5", CMS_DETACHED | CMS_CADES, "cms.*"},
        {"SHA-1 over a curve", "konsulent", NULL, "SHA1", CMS_DETACHED | CMS_CADES, "cms.*"},
        {"a name by key", "borger", NULL, "SHA256", CMS_DETACHED | CMS_CADES | CMS_USE_KEYID,
         "cms.*"},
        {"two signers", "borger", "konsulent", "SHA256", CMS_DETACHED | CMS_CADES, "cms.signers"},
    };
    evne_str pdf = attack_base(all->arena, base);

    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
        evne_str cms = make(all->arena, pdf, makes[i].key, makes[i].other,
                            EVP_get_digestbyname(makes[i].digest), makes[i].flags);

        if (cms.len && cms.len < 4000)
            attacks_add(all, ATTACK_CMS, attack_put_cms(all->arena, pdf, cms), makes[i].reasons,
                        "%s: %s", attack_base_names[base], makes[i].name);
    }
}

/* The content inside: what was signed and what stands in the file may differ. */
static void embed(attacks *all)
{
    evne_str small = {"lille", 5}, pdf = attack_base(all->arena, 0);
    evne_key *key = fixture_key(all->arena, "borger");
    BIO *bytes = BIO_new_mem_buf(small.p, (int)small.len);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, CMS_PARTIAL | CMS_BINARY);
    unsigned char *der = NULL;
    int len = 0;

    CMS_add1_signer(cms, evne_key_certificate(key), evne_key_private(key), EVP_sha256(),
                    CMS_BINARY | CMS_CADES);
    if (CMS_final(cms, bytes, NULL, CMS_BINARY) == 1)
        len = i2d_CMS_ContentInfo(cms, &der);
    if (len > 0)
        attacks_add(
            all, ATTACK_CMS,
            attack_put_cms(all->arena, pdf,
                           (evne_str){evne_arena_copy(all->arena, (const char *)der, (size_t)len),
                                      (size_t)len}),
            "cms.*", "the content inside the signature");
    OPENSSL_free(der);
    CMS_ContentInfo_free(cms);
    BIO_free(bytes);
    evne_key_free(key);
}

void attacks_cms(attacks *all)
{
    flip_bytes(all, BASE_ONE);
    flip_bytes(all, BASE_TAGGED);
    flip_bytes(all, BASE_FOREIGN);
    swap_names(all, 0);
    swap_names(all, 1);
    cut(all, 0);
    other_options(all, 0);
    other_options(all, 3);
    embed(all);
}
