/*
 * How: the newest revision holds one signature dictionary whose /Contents are all zeros. The
 * signature that is to go there is read back with the verifier's reader before anything is written:
 * a wrong one would spoil the file, since a gap can be filled only once.
 */
#include <string.h>

#include "claimed.h"
#include "cms.h"
#include "der.h"
#include "gap.h"
#include "oids.h"
#include "sign.h"
#include "trust.h"

typedef struct completing {
    evne_arena *arena;
    const evne_completion *completion;
    const evne_revisions *pdf;
    const evne_object *dict; /* of the signature */
    evne_gap gap;
    evne_str covered[2];
    evne_error *err;
} completing;

static bool is_empty(const evne_object *contents)
{
    for (size_t i = 0; contents && i < contents->text.len; i++)
        if (contents->text.p[i] != 0)
            return false;
    return contents && contents->is_hex && contents->text.len > 0;
}

static bool reads_range(const evne_object *range, const size_t wanted[4])
{
    if (!range || range->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (range->items[i].kind != EVNE_OBJECT_INT || range->items[i].number < 0 ||
            (size_t)range->items[i].number != wanted[i])
            return false;
    return true;
}

/* The gap of one dictionary, when it is empty and its range is that of the whole file. */
static bool take_gap(completing *c, const evne_object *dict)
{
    const evne_object *contents = evne_object_get_kind(dict, "Contents", EVNE_OBJECT_STRING);
    evne_str bytes = c->pdf->bytes;
    size_t at, after;

    if (!is_empty(contents))
        return false;
    at = evne_revisions_offset(c->pdf, contents);
    after = at + contents->raw.len;
    if (!reads_range(evne_object_get_kind(dict, "ByteRange", EVNE_OBJECT_ARRAY),
                     (size_t[]){0, at, after, bytes.len - after}))
        return false;
    c->dict = dict;
    c->gap = (evne_gap){.reserve = contents->text.len, .gap_at = at};
    c->covered[0] = evne_str_slice(bytes, 0, at);
    c->covered[1] = evne_str_slice(bytes, after, bytes.len);
    return true;
}

static evne_status find_gap(completing *c)
{
    const evne_revision *last = &c->pdf->list[c->pdf->n - 1];

    for (size_t i = 0; i < last->n_entries; i++)
        if (last->entries[i].is_signature &&
            take_gap(c, evne_revisions_object(c->pdf, &last->entries[i])))
            return EVNE_OK;
    return evne_fail(c->err, EVNE_INPUT, NULL, "the file is not prepared for a signature");
}

static bool is_cms(evne_str der)
{
    evne_der info, oid;

    return evne_der_check(der) && evne_der_take(&der, EVNE_DER_SEQUENCE, &info) &&
           evne_der_take(&info.content, EVNE_DER_OID, &oid) &&
           evne_str_eq(oid.content, EVNE_STR(OID_SIGNED_DATA));
}

/* The CMS around a signature value, which has signed what `sign --prepare` gave out. */
static evne_status wrap(const completing *c, evne_str *cms)
{
    const evne_key *key = c->completion->key;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    if (!key)
        return evne_fail(c->err, EVNE_USAGE, NULL,
                         "a signature value alone wants the certificate (--cert)");
    if (!evne_digest(evne_key_digest(key), c->covered[0], c->covered[1], digest, &len))
        return evne_fail(c->err, EVNE_SYSTEM, NULL, "the digest could not be made");
    *cms = evne_cms_assemble(
        c->arena, key, evne_cms_attributes(c->arena, key, (evne_str){(const char *)digest, len}),
        c->completion->pss, c->completion->signature);
    return EVNE_OK;
}

/* What /M says must lie within the certificate's time: sign would not have signed otherwise. */
static int claimed_period(const completing *c, const X509 *certificate)
{
    evne_moment when;
    const char *unused;

    return evne_claimed_time(c->arena, c->dict, &when, &unused)
               ? evne_certificate_period(certificate, when)
               : 0;
}

/* It must be the signer for whom the file was prepared, with a certificate that sign would take. */
static evne_status check_signer(const completing *c, X509 *certificate)
{
    const char *name = evne_name_short(c->arena, X509_get_subject_name(certificate));
    const char *wanted = evne_object_utf8(c->arena, evne_object_get(c->dict, "Name"));

    if (!evne_claimed_is_name(wanted, name))
        return evne_fail(c->err, EVNE_INPUT, NULL,
                         "the file was prepared for '%.100s', not for '%.100s'", wanted, name);
    return evne_certificate_check(certificate, name, claimed_period(c, certificate), c->err);
}

static evne_status check(const completing *c, evne_str der)
{
    evne_status status = EVNE_OK;
    evne_reasons reasons = {.arena = c->arena};
    evne_cms cms;
    bool ok = evne_cms_open(c->arena, der, &cms, &reasons);

    if (ok && !evne_cms_covers(&cms, c->covered[0], c->covered[1]))
        evne_reasons_add(&reasons, "content.digest", NULL);
    if (reasons.n == 0)
        status = check_signer(c, cms.signer);
    evne_cms_close(&cms);
    if (reasons.n == 0)
        return status;
    return evne_fail(c->err, EVNE_INPUT, NULL, "the signature is not one of this file: %.300s",
                     reasons.list[0].text);
}

static evne_status complete(completing *c, evne_str *out)
{
    const evne_completion *completion = c->completion;
    evne_str cms = completion->signature;
    char *bytes;

    EVNE_TRY(find_gap(c));
    if (!is_cms(cms))
        EVNE_TRY(wrap(c, &cms));
    EVNE_TRY(check(c, cms));
    if (completion->tsa)
        evne_cms_add_timestamp(c->arena, completion->tsa, c->gap.reserve, &cms, completion->fault);
    bytes = evne_arena_copy(c->arena, c->pdf->bytes.p, c->pdf->bytes.len);
    EVNE_TRY(evne_gap_fill(&c->gap, bytes, cms, c->err));
    *out = (evne_str){bytes, c->pdf->bytes.len};
    return EVNE_OK;
}

evne_status evne_sign_complete(evne_arena *arena, evne_str pdf, const evne_completion *completion,
                               evne_str *out, evne_error *err)
{
    completing c = {.arena = arena, .completion = completion, .err = err};

    *out = (evne_str){0};
    EVNE_TRY(evne_revisions_read(arena, pdf, &c.pdf, err));
    return complete(&c, out);
}
