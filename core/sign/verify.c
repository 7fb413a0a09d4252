/*
 * How: the newest revision's form lists the signatures; each must have been put there by the
 * revision whose whole it covers, and each dictionary in the file that looks like a signature must
 * be one of them. Then every revision after the first signed one must be one more signature and
 * nothing else (changes.h). A signature answers for its own revision; what a later revision did
 * wrong is held against every signature before it.
 */
#include "verify.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "active.h"
#include "changes.h"
#include "claimed.h"
#include "cms.h"
#include "description.h"
#include "form.h"
#include "hashing.h"
#include "permissions.h"
#include "places.h"
#include "standing.h"
#include "trust.h"

enum { MAX_CONTENTS = 64 * 1024 };

typedef struct job {
    evne_arena *arena;
    const evne_verify_options *options;
    STACK_OF(X509) * roots;
    const evne_revisions *pdf;
    evne_form form;         /* of the newest revision */
    evne_places places;     /* that it keeps for fields to come */
    evne_standing standing; /* what is intact so far, until certificates are judged */
    evne_verdict *verdict;
    evne_signature *signatures;
    size_t n;
    evne_hashing hashing; /* of the file */
    evne_error *err;
} job;

/* ---- texts ---- */

static const char *part(const job *j, const X509 *certificate, int nid)
{
    const char *text = evne_name_part(j->arena, X509_get_subject_name(certificate), nid);

    return text ? text : "";
}

static const char *iso_time(const job *j, const ASN1_TIME *time)
{
    struct tm tm;

    if (ASN1_TIME_to_tm(time, &tm) != 1)
        return "";
    return evne_arena_printf(j->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
                             tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static const char *serial_hex(const job *j, const X509 *certificate)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = number ? BN_bn2hex(number) : NULL;
    const char *text = evne_arena_text(j->arena, hex ? hex : "");

    OPENSSL_free(hex);
    BN_free(number);
    return text;
}

static void describe_signer(const job *j, evne_signature *s, const X509 *certificate)
{
    s->signer = evne_name_short(j->arena, X509_get_subject_name(certificate));
    s->organisation = part(j, certificate, NID_organizationName);
    s->certificate = part(j, certificate, NID_serialNumber);
    s->serial = serial_hex(j, certificate);
    s->issuer = evne_name_short(j->arena, X509_get_issuer_name(certificate));
    s->valid_from = iso_time(j, X509_get0_notBefore(certificate));
    s->valid_to = iso_time(j, X509_get0_notAfter(certificate));
}

/* How many of the leading bytes are digits. */
static size_t count_digits(evne_str text)
{
    size_t n = 0;

    while (n < text.len && text.p[n] >= '0' && text.p[n] <= '9')
        n++;
    return n;
}

static const char *text_of(const job *j, const evne_object *dict, const char *key)
{
    return evne_object_utf8(j->arena, evne_object_get(dict, key));
}

/* ---- range and gap ---- */

static bool bad(evne_signature *s, const char *code, const char *detail)
{
    evne_reasons_add(&s->reasons, code, detail);
    return false;
}

/* Four whole numbers written as digits alone. */
static bool read_range(const evne_object *range, size_t out[4])
{
    if (!range || range->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const evne_object *item = &range->items[i];

        if (item->kind != EVNE_OBJECT_INT || count_digits(item->raw) != item->raw.len ||
            (item->raw.len > 1 && item->raw.p[0] == '0'))
            return false;
        out[i] = (size_t)item->number;
    }
    return true;
}

/*
 * The range must begin at 0, leave out the hex string of /Contents with its brackets and nothing
 * else, and end where the revision ends.
 */
static bool check_range(const job *j, evne_signature *s, const evne_object *dict, size_t range[4])
{
    const evne_object *contents = evne_object_get_kind(dict, "Contents", EVNE_OBJECT_STRING);
    const evne_revision *rev = &j->pdf->list[s->revision - 1];
    size_t gap;

    if (!contents || !contents->is_hex)
        return bad(s, "contents.form", NULL);
    if (!read_range(evne_object_get_kind(dict, "ByteRange", EVNE_OBJECT_ARRAY), range) ||
        range[0] != 0)
        return bad(s, "byterange.form", NULL);
    gap = evne_revisions_offset(j->pdf, contents);
    if (range[1] != gap || range[2] != gap + contents->raw.len)
        return bad(s, "byterange.gap", NULL);
    if (range[3] > rev->end || range[2] + range[3] < rev->eof || range[2] + range[3] > rev->end)
        return bad(s, "byterange.coverage", NULL);
    s->covers_revision = true;
    s->covered_bytes = range[2] + range[3];
    return true;
}

/* Digits of one case only, no white space: one way to write it, so nothing can be changed in it. */
static bool is_canonical_hex(evne_str raw)
{
    bool lower = false, upper = false;

    for (size_t i = 1; i + 1 < raw.len; i++) {
        char c = raw.p[i];

        if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F'))
            return false;
        lower |= c >= 'a';
        upper |= c >= 'A' && c <= 'F';
    }
    return raw.len % 2 == 0 && !(lower && upper);
}

/* The CMS in the gap; zeros may follow it and nothing else. */
static bool read_contents(evne_signature *s, const evne_object *contents, evne_str *cms)
{
    evne_str bytes = contents->text;
    size_t len;

    if (!is_canonical_hex(contents->raw) || bytes.len > MAX_CONTENTS || bytes.len < 4 ||
        bytes.p[0] != 0x30 || (unsigned char)bytes.p[1] != 0x82)
        return bad(s, "contents.form", NULL);
    len = 4 + ((size_t)(unsigned char)bytes.p[2] << 8 | (unsigned char)bytes.p[3]);
    if (len > bytes.len)
        return bad(s, "contents.form", NULL);
    for (size_t i = len; i < bytes.len; i++)
        if (bytes.p[i] != 0)
            return bad(s, "contents.padding", NULL);
    *cms = evne_str_slice(bytes, 0, len);
    return true;
}

/* ---- one signature ---- */

static bool is_known_key(evne_str key)
{
    static const char *const keys[] = {
        "Type",        "Filter",   "SubFilter", "M",          "Name", "Reason",   "Location",
        "ContactInfo", "Contents", "ByteRange", "Prop_Build", "R",    "Reference"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (evne_str_is(key, keys[i]))
            return true;
    return false;
}

static bool check_dictionary(evne_signature *s, const evne_object *dict)
{
    const evne_object *type = evne_object_get(dict, "Type");

    s->is_timestamp = evne_object_is_name(type, "DocTimeStamp");
    if (type && !s->is_timestamp && !evne_object_is_name(type, "Sig"))
        return bad(s, "signature.dictionary", "/Type");
    if (!evne_object_get_kind(dict, "Filter", EVNE_OBJECT_NAME))
        return bad(s, "signature.dictionary", "/Filter");
    if (!evne_object_is_name(evne_object_get(dict, "SubFilter"),
                             s->is_timestamp ? "ETSI.RFC3161" : "ETSI.CAdES.detached"))
        return bad(s, "signature.format", "/SubFilter");
    for (size_t i = 0; i < dict->n; i++)
        if (!is_known_key(dict->pairs[i].key.text))
            return bad(s, "signature.dictionary",
                       evne_arena_copy(s->reasons.arena, dict->pairs[i].key.text.p,
                                       dict->pairs[i].key.text.len));
    return true;
}

/* Someone may sign for someone else; whoever reads the verdict should know. */
static void check_name(const job *j, evne_signature *s)
{
    evne_description field = evne_description_read(evne_str_of(s->description));
    evne_str name = evne_description_name(&field);

    if (!evne_description_is_for(&field, evne_str_of(s->signer)))
        evne_reasons_add(
            &s->reasons, "signer.other_name",
            evne_arena_printf(j->arena, "%s, ikke %.*s", s->signer, EVNE_STR_ARGS(name)));
    if (!evne_claimed_is_name(s->claimed_name, s->signer))
        evne_reasons_add(&s->reasons, "signer.claimed_name",
                         evne_arena_printf(j->arena, "%s, ikke %s", s->claimed_name, s->signer));
}

static void check_claimed_time(const job *j, evne_signature *s, const evne_object *dict,
                               const X509 *certificate)
{
    evne_moment when;

    if (evne_claimed_time(j->arena, dict, &when, &s->claimed_time) &&
        evne_certificate_period(certificate, when) != 0)
        evne_reasons_add(&s->reasons, "time.outside", s->claimed_time);
}

/* The digest of what a range covers; empty when there is no such digest. */
static evne_str covered_digest(job *j, const EVP_MD *md, const size_t range[4],
                               unsigned char bytes[EVP_MAX_MD_SIZE])
{
    unsigned len = 0;

    if (!md || !evne_hashing_digest(&j->hashing, md, j->pdf->bytes, range[1], range[2],
                                    range[2] + range[3], bytes, &len))
        len = 0;
    return (evne_str){(const char *)bytes, len};
}

/* The time-stamp inside the signature must be sound and stamp the signature value. */
static bool open_own_stamp(const job *j, evne_signature *s, evne_standing_item *item)
{
    if (item->cms.timestamp.len == 0)
        return true;
    if (!evne_timestamp_open(j->arena, item->cms.timestamp, &item->stamp, &s->reasons))
        return false;
    item->has_stamp = true;
    return evne_timestamp_covers(&item->stamp, item->cms.signature, EVNE_STR("")) ||
           bad(s, "timestamp.imprint", NULL);
}

/* Everything about the CMS but its certificate's standing; true when that is what remains. */
static bool check_cms(job *j, evne_signature *s, const evne_object *dict, evne_str der,
                      evne_standing_item *item, const size_t range[4])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    const evne_cms *cms = &item->cms;
    bool ok = evne_cms_open(j->arena, der, &item->cms, &s->reasons);

    if (cms->signer)
        describe_signer(j, s, cms->signer);
    s->algorithm = cms->algorithm;
    if (!ok)
        return false;
    s->is_intact = evne_cms_says(cms, covered_digest(j, cms->digest, range, digest));
    if (!s->is_intact)
        bad(s, "content.digest", NULL);
    s->level = cms->has_signing_time ? "" : "B-B";
    check_claimed_time(j, s, dict, cms->signer);
    check_name(j, s);
    return open_own_stamp(j, s, item);
}

/* The same for a document time-stamp. */
static bool check_stamp(job *j, evne_signature *s, evne_str der, evne_standing_item *item,
                        const size_t range[4])
{
    unsigned char digest[EVP_MAX_MD_SIZE];

    if (!evne_timestamp_open(j->arena, der, &item->stamp, &s->reasons))
        return false;
    item->has_stamp = true;
    describe_signer(j, s, item->stamp.signer);
    s->stamped_time = item->stamp.time;
    s->is_intact =
        evne_timestamp_says(&item->stamp, covered_digest(j, item->stamp.digest, range, digest));
    return s->is_intact || bad(s, "timestamp.imprint", NULL);
}

static void check_signature(job *j, evne_signature *s, const evne_object *dict)
{
    const evne_object *contents = evne_object_get_kind(dict, "Contents", EVNE_OBJECT_STRING);
    evne_moment unused;
    evne_standing_item *item = &j->standing.items[j->standing.n];
    size_t range[4];
    evne_str der;
    bool ok;

    s->meaning = text_of(j, dict, "Reason");
    s->location = text_of(j, dict, "Location");
    s->claimed_name = text_of(j, dict, "Name");
    evne_claimed_time(j->arena, dict, &unused, &s->claimed_time);
    if (!check_dictionary(s, dict) || !check_range(j, s, dict, range) ||
        !read_contents(s, contents, &der))
        return;
    ok = s->is_timestamp ? check_stamp(j, s, der, item, range)
                         : check_cms(j, s, dict, der, item, range);
    item->role = ok ? s->role : NULL;
    j->standing.n++;
}

/* ---- all signatures ---- */

static int by_revision(const void *a, const void *b)
{
    const evne_signature *x = a, *y = b;

    return (x->revision > y->revision) - (x->revision < y->revision);
}

/* The entry that a field's /V names, when it may stand for a signature made once and for all. */
static const evne_entry *entry_of(const job *j, evne_signature *s, const evne_field *field)
{
    const evne_entry *entry = field->value->kind == EVNE_OBJECT_REF
                                  ? evne_revisions_find(j->pdf, j->pdf->n - 1, field->value->number)
                                  : NULL;

    if (!entry || entry->generation != field->value->generation || entry->has_stream) {
        bad(s, "signature.dictionary", "/V");
        return NULL;
    }
    s->revision = entry->revision + 1;
    if (entry->older)
        bad(s, "signature.replaced", NULL);
    for (const evne_entry *older = entry->older; older; older = older->older)
        s->revision = older->revision + 1; /* so that the change counts as one after it */
    return entry;
}

/* The field must have got its /V in the revision that the signature covers. */
static void check_field_revision(const job *j, evne_signature *s, const evne_field *field)
{
    const evne_entry *entry = evne_revisions_find(j->pdf, j->pdf->n - 1, field->number);

    if (!entry || entry->revision + 1 != s->revision)
        bad(s, "signature.replaced", NULL);
}

/* A lock must be the one that the field asks for: the signer does not choose what to lock. */
static void read_permissions(const job *j, evne_signature *s, const evne_field *field,
                             const evne_entry *entry)
{
    const evne_object *dict = evne_revisions_object(j->pdf, entry);
    const evne_object *lock =
        evne_revisions_get(j->pdf, j->pdf->n - 1, field->dict, "Lock", EVNE_OBJECT_DICT);
    evne_permissions found;

    if (!evne_permissions_read(j->pdf, entry->revision, dict, &found, &s->reasons))
        return;
    s->certifies = found.certifies;
    s->lock = found.lock;
    if (!evne_permissions_same_lock(lock, found.lock))
        bad(s, "lock.differs", NULL);
}

/* What the field is for: what it says, or what the place says that was kept for it. */
static const char *description_of(const job *j, const evne_field *field)
{
    const evne_object *own = evne_object_get_kind(field->dict, "TU", EVNE_OBJECT_STRING);
    const evne_place *place = evne_places_find(&j->places, field->name);

    return place ? place->description : evne_object_utf8(j->arena, own);
}

/*
 * A time-stamp of the document says nothing about a person: it has a field of its own, which came
 * with it, shows nothing and is called like no place that was kept for a person.
 */
static bool is_own_field(const job *j, const evne_field *field)
{
    const evne_entry *entry = evne_revisions_find(j->pdf, j->pdf->n - 1, field->number);
    const evne_entry *value = evne_revisions_find(j->pdf, j->pdf->n - 1, field->value->number);

    return entry && value && !entry->older && entry->revision == value->revision &&
           !evne_object_get(field->dict, "AP") && evne_field_shows_nothing(field->dict) &&
           !evne_places_find(&j->places, field->name);
}

/* Whether the value of the field is a time-stamp. */
static bool is_stamped(const job *j, const evne_field *field)
{
    const evne_object *value = evne_revisions_resolve(j->pdf, j->pdf->n - 1, field->value);

    return evne_object_is_name(evne_object_get(value, "Type"), "DocTimeStamp");
}

/* Nobody has signed in it: it is empty, or a time-stamp stands where a person should. */
static bool is_open(const job *j, const evne_field *field)
{
    return field->is_signature &&
           (!field->value || (is_stamped(j, field) && !is_own_field(j, field)));
}

static void check_stamp_field(const job *j, evne_signature *s, const evne_field *field)
{
    if (is_stamped(j, field) && !is_own_field(j, field))
        bad(s, "timestamp.field", field->name);
}

static void add_signature(job *j, const evne_field *field, unsigned char *used)
{
    evne_signature *s = &j->signatures[j->n++];
    const evne_entry *entry;

    *s = (evne_signature){.role = field->name,
                          .description = description_of(j, field),
                          .signer = "",
                          .organisation = "",
                          .certificate = "",
                          .serial = "",
                          .issuer = "",
                          .valid_from = "",
                          .valid_to = "",
                          .claimed_time = "",
                          .meaning = "",
                          .location = "",
                          .claimed_name = "",
                          .level = "",
                          .revocation = "",
                          .stamped_time = "",
                          .proven_time = "",
                          .algorithm = "",
                          .reasons = {.arena = j->arena}};
    entry = entry_of(j, s, field);
    if (entry)
        read_permissions(j, s, field, entry);
    if (!entry)
        return;
    if (used[entry->number]++)
        bad(s, "signature.shared", NULL);
    check_field_revision(j, s, field);
    check_stamp_field(j, s, field);
    check_signature(j, s, evne_revisions_object(j->pdf, entry));
}

/* Every dictionary that looks like a signature, in any revision, must be some field's value. */
static void check_orphans(const job *j, const unsigned char *used)
{
    for (size_t i = 0; i < j->pdf->n; i++)
        for (size_t k = 0; k < j->pdf->list[i].n_entries; k++) {
            const evne_entry *entry = &j->pdf->list[i].entries[k];

            if (entry->is_signature && !used[entry->number])
                evne_reasons_add(&j->verdict->reasons, "signature.orphan",
                                 evne_arena_printf(j->arena, "objekt %d", entry->number));
        }
}

/* The names of fields without a signature, and of places that were kept for one. */
static void list_open(job *j)
{
    evne_form form = j->form;
    const char **open;

    evne_places_join(j->arena, &j->places, &form);
    open = evne_arena_array(j->arena, form.n_fields + 1, sizeof *open);
    for (size_t i = 0; i < form.n_fields; i++)
        if (is_open(j, &form.fields[i]))
            open[j->verdict->n_open++] = form.fields[i].name;
    j->verdict->open_roles = open;
}

static void read_signatures(job *j)
{
    unsigned char *used = evne_arena_alloc(j->arena, (size_t)j->pdf->n_numbers);

    j->signatures = evne_arena_array(j->arena, j->form.n_fields + 1, sizeof *j->signatures);
    j->standing.items = evne_arena_array(j->arena, j->form.n_fields + 1, sizeof *j->standing.items);
    for (size_t i = 0; i < j->form.n_fields; i++) {
        const evne_field *field = &j->form.fields[i];

        if (field->is_signature && field->value)
            add_signature(j, field, used);
    }
    list_open(j);
    check_orphans(j, used);
    qsort(j->signatures, j->n, sizeof *j->signatures, by_revision);
}

/* ---- what came after ---- */

/* Holds what revision `index` did wrong against every signature of an earlier revision. */
static void blame(job *j, size_t index, const evne_reasons *wrong)
{
    for (size_t i = 0; i < j->n && wrong->n; i++) {
        evne_signature *s = &j->signatures[i];

        if (s->revision == 0 || s->revision > index)
            continue;
        s->has_changes_after = true;
        for (size_t k = 0; k < wrong->n; k++)
            evne_reasons_copy(&s->reasons, &wrong->list[k]);
    }
}

/* A certification comes first, and the catalog says whose it is. */
static void check_certification(job *j)
{
    int64_t certifier = 0;
    bool is_known = evne_permissions_certifier(j->pdf, j->pdf->n - 1, j->form.root, &certifier,
                                               &j->verdict->reasons);
    bool is_found = certifier == 0;

    for (size_t i = 0; i < j->n; i++) {
        evne_signature *s = &j->signatures[i];
        const evne_field *field = evne_form_find(&j->form, s->role);
        bool is_named = certifier && field && field->value->kind == EVNE_OBJECT_REF &&
                        field->value->number == certifier;

        is_found |= is_named && s->certifies;
        if (s->certifies && is_known && !is_named)
            bad(s, "certification.perms", NULL);
        if (s->certifies && s->is_timestamp)
            bad(s, "timestamp.certifies", NULL);
        if (s->certifies && i > 0)
            bad(s, "certification.not_first", NULL);
        if (s->certifies == EVNE_CERTIFY_NOTHING && s->revision && s->revision < j->pdf->n)
            bad(s, "certification.forbids", NULL);
    }
    if (!is_found)
        evne_reasons_add(&j->verdict->reasons, "certification.perms", NULL);
}

/*
 * No field that a signature locked may be signed in a later revision. A time-stamp's field was not
 * there to be locked: that it has one of its own is seen to elsewhere.
 */
static void check_locks(job *j)
{
    for (size_t i = 0; i < j->n; i++)
        for (size_t k = 0; k < j->n; k++) {
            evne_signature *s = &j->signatures[i];

            if (j->signatures[k].revision > s->revision && !j->signatures[k].is_timestamp &&
                evne_permissions_lock(j->arena, s->lock, j->signatures[k].role))
                bad(s, "lock.broken", j->signatures[k].role);
        }
}

/*
 * The step to revision `index`; `before` is the form of the one before, and becomes its own. False
 * when a form cannot be read, which settles the matter for all that follow.
 */
static bool check_step(job *j, size_t index, bool is_first, evne_form *before)
{
    evne_reasons wrong = {.arena = j->arena};
    evne_error err = {0};
    evne_form after;
    bool ok = (!is_first || evne_form_read(j->arena, j->pdf, index - 1, before, &err) == EVNE_OK) &&
              evne_form_read(j->arena, j->pdf, index, &after, &err) == EVNE_OK;

    if (ok) {
        evne_changes_check(j->arena, j->pdf, index, before, &after, &wrong);
        *before = after;
    } else {
        evne_reasons_add(&wrong, err.where, err.text);
    }
    blame(j, index, &wrong);
    return ok;
}

static void check_later(job *j)
{
    evne_form before = {0};
    size_t first = 0; /* one whose place is unknown has revision 0 and stands in front */

    for (size_t i = 0; i < j->n && first == 0; i++)
        first = j->signatures[i].revision;
    for (size_t i = first ? first : j->pdf->n; i < j->pdf->n; i++)
        if (!check_step(j, i, i == first, &before))
            return;
}

static void finish_signatures(job *j)
{
    for (size_t i = 0; i < j->n; i++) {
        evne_signature *s = &j->signatures[i];

        for (size_t k = 0; k < j->n; k++)
            if (j->signatures[k].revision > s->revision) {
                s->n_later += !j->signatures[k].is_timestamp;
                s->n_later_stamps += j->signatures[k].is_timestamp;
            }
        s->covers_file = s->covers_revision && s->revision == j->pdf->n;
        s->status = evne_reasons_status(&s->reasons);
        if (s->status > j->verdict->status)
            j->verdict->status = s->status;
    }
}

/* ---- the file ---- */

static void check_original(job *j, evne_str bytes)
{
    evne_str original = j->options->original;

    j->verdict->has_original = original.len > 0;
    j->verdict->begins_with_original = original.len > 0 && original.len <= bytes.len &&
                                       memcmp(bytes.p, original.p, original.len) == 0;
    if (j->verdict->has_original && !j->verdict->begins_with_original)
        evne_reasons_add(&j->verdict->reasons, "original.differs", NULL);
}

/* A fault of the file, told by a reader as code and place, becomes a reason. */
static evne_status file_reason(job *j, evne_status status)
{
    if (status != EVNE_INPUT)
        return status;
    evne_reasons_add(&j->verdict->reasons, j->err->where, j->err->text);
    memset(j->err, 0, sizeof *j->err);
    return EVNE_OK;
}

static evne_status second_opinions(job *j)
{
    for (size_t i = 0; i < j->n; i++)
        if (j->signatures[i].revision)
            EVNE_TRY(evne_revisions_second_opinion(j->pdf, j->signatures[i].revision - 1, j->err));
    return evne_revisions_second_opinion(j->pdf, j->pdf->n - 1, j->err);
}

/* Trust and revocation, with what the file brings along about them. */
static evne_status judge_standing(job *j)
{
    evne_status status = evne_evidence_read(j->arena, j->pdf, &j->standing.evidence, j->err);

    EVNE_TRY(file_reason(j, status));
    j->standing.roots = j->roots;
    j->standing.now = j->options->now;
    j->standing.wanted = j->options->wanted;
    return evne_standing_judge(j->arena, &j->standing, j->signatures, j->n, j->err);
}

/* It is what was signed; but what was seen when it was signed may have been something else. */
static void remark_active(job *j)
{
    const char *active = evne_active_find(j->arena, j->pdf);

    if (active)
        evne_reasons_add(&j->verdict->reasons, "file.active", active);
}

static evne_status verify_structure(job *j, evne_str bytes)
{
    evne_status status = EVNE_OK;

    j->pdf = j->options->file;
    if (!j->pdf)
        status = evne_revisions_read(j->arena, bytes, &j->pdf, j->err);
    if (status != EVNE_OK)
        return file_reason(j, status);
    j->verdict->n_revisions = j->pdf->n;
    status = evne_form_read(j->arena, j->pdf, j->pdf->n - 1, &j->form, j->err);
    if (status != EVNE_OK)
        return file_reason(j, status);
    evne_places_read(j->arena, j->pdf, j->pdf->n - 1, j->form.root, &j->places);
    read_signatures(j);
    remark_active(j);
    check_later(j);
    check_certification(j);
    check_locks(j);
    EVNE_TRY(judge_standing(j));
    return file_reason(j, second_opinions(j));
}

static evne_status read_roots(job *j)
{
    for (size_t i = 0; i < j->options->n_roots; i++)
        EVNE_TRY(evne_certificates_read(j->arena, j->options->roots[i], &j->roots, j->err));
    return EVNE_OK;
}

/* Something that calls itself a PDF within its first kilobyte, as readers accept it. */
static bool is_pdf(evne_str bytes)
{
    for (size_t at = 0; at + 5 <= bytes.len && at < 1024; at++)
        if (memcmp(bytes.p + at, "%PDF-", 5) == 0)
            return true;
    return false;
}

/* No person has signed: time-stamps alone say when the file was there, and nothing more. */
static bool is_unsigned(const job *j)
{
    for (size_t i = 0; i < j->n; i++)
        if (!j->signatures[i].is_timestamp)
            return false;
    return true;
}

static void conclude(job *j)
{
    evne_verdict_status file = evne_reasons_status(&j->verdict->reasons);

    finish_signatures(j);
    j->verdict->signatures = j->signatures;
    j->verdict->n_signatures = j->n;
    if (file > j->verdict->status)
        j->verdict->status = file;
    if (is_unsigned(j) && file == EVNE_VERDICT_VALID) {
        evne_reasons_add(&j->verdict->reasons, "file.unsigned", NULL);
        if (j->verdict->status != EVNE_VERDICT_INVALID)
            j->verdict->status = EVNE_VERDICT_UNSIGNED;
    }
}

evne_status evne_verify(evne_arena *arena, evne_str pdf, const evne_verify_options *options,
                        const evne_verdict **out, evne_error *err)
{
    evne_verdict *verdict = evne_arena_alloc(arena, sizeof *verdict);
    job j = {.arena = arena, .options = options, .verdict = verdict, .err = err};
    evne_status status;

    *out = NULL;
    if (!is_pdf(pdf))
        return evne_fail(err, EVNE_INPUT, NULL, "the file is not a PDF");
    verdict->reasons.arena = arena;
    status = read_roots(&j);
    if (status == EVNE_OK) {
        check_original(&j, pdf);
        status = verify_structure(&j, pdf);
    }
    evne_standing_close(&j.standing);
    evne_hashing_close(&j.hashing);
    sk_X509_pop_free(j.roots, X509_free);
    if (status != EVNE_OK)
        return status;
    if (j.pdf || verdict->reasons.n)
        conclude(&j);
    *out = verdict;
    return EVNE_OK;
}
