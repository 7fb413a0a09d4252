/*
 * How: the signature dictionary is written with a gap for the CMS and blanks for /ByteRange; once
 * the update stands, both places are known. The range is filled in, both sides of the gap are
 * hashed, and the CMS goes into the gap as hex. Objects of the field's new look, if any, are
 * written first.
 */
#include "sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "active.h"
#include "cms.h"
#include "form.h"
#include "gap.h"
#include "pages.h"
#include "permissions.h"
#include "places.h"
#include "reason.h"
#include "trust.h"
#include "update.h"

enum { MAX_APPEARANCE_OBJECTS = 64 };

/* What is known of one signature on its way. */
typedef struct signing {
    evne_arena *arena;
    const evne_sign_options *options;
    const evne_revisions *pdf;
    evne_form form;
    evne_places places;
    const evne_field *field; /* number 0: to be made in its place */
    int field_number;
    evne_update_object *objects;
    size_t n_objects;
    int next; /* the next free object number */
    int signature_number;
    evne_gap gap;
    evne_error *err;
} signing;

/* ---- before signing ---- */

static const evne_object *catalog_of(const evne_revisions *pdf)
{
    return evne_revisions_get(pdf, pdf->n - 1, &pdf->list[pdf->n - 1].trailer, "Root",
                              EVNE_OBJECT_DICT);
}

/* A file that verify would not accept cannot be signed either; the reason is the same. */
static evne_status refuse_file(evne_error *err)
{
    const char *sentence = evne_reason_sentence(err->where);
    evne_error kept = *err;

    if (err->status == EVNE_SYSTEM)
        return err->status;
    return evne_fail(err, EVNE_INPUT, kept.where, "the file cannot be signed: %s; %.200s",
                     sentence ? sentence : kept.where, kept.text);
}

/*
 * A file of one revision holds nobody's words yet that another reader could see otherwise, and
 * whoever verifies the signature asks the second reader: it is asked here when updates were added.
 * What it alone would object to in a fresh file is a page tree that is none. Nobody should sign
 * what shows different things to different readers.
 */
static evne_status check_content(evne_arena *arena, const evne_revisions *pdf, evne_error *err)
{
    const char *active = evne_active_find(arena, pdf);
    evne_pages pages;

    if (active)
        return evne_fail(err, EVNE_INPUT, "file.active", "%s", active);
    if (pdf->n > 1)
        return evne_revisions_second_opinion(pdf, pdf->n - 1, err);
    return evne_pages_read(arena, pdf, 0, catalog_of(pdf), &pages, err);
}

evne_status evne_sign_read(evne_arena *arena, evne_str pdf, evne_trusted trusted,
                           const evne_revisions **out, evne_error *err)
{
    evne_status status = trusted == EVNE_OWN ? evne_revisions_open_own(arena, pdf, out, err)
                                             : evne_revisions_read(arena, pdf, out, err);

    if (status != EVNE_OK)
        return refuse_file(err);
    if (trusted == EVNE_FOREIGN && check_content(arena, *out, err) != EVNE_OK)
        return refuse_file(err);
    return EVNE_OK;
}

static evne_status read_form(evne_arena *arena, const evne_revisions *pdf, evne_form *form,
                             evne_places *places, evne_error *err)
{
    if (evne_form_read(arena, pdf, pdf->n - 1, form, err) != EVNE_OK)
        return refuse_file(err);
    evne_places_read(arena, pdf, pdf->n - 1, form->root, places);
    evne_places_join(arena, places, form);
    return EVNE_OK;
}

static const char *list_fields(evne_arena *arena, const evne_form *form)
{
    evne_buf list = {.arena = arena};

    for (size_t i = 0; i < form->n_fields; i++)
        if (form->fields[i].is_signature)
            evne_buf_printf(&list, "%s%s", list.len ? ", " : "", form->fields[i].name);
    return list.len ? evne_buf_text(&list) : "none";
}

static evne_status check_order(const signing *s)
{
    for (const evne_field *field = s->form.fields; field < s->field; field++)
        if (field->is_signature && field->is_required && !field->value)
            return evne_fail(s->err, EVNE_USAGE, s->options->role, "'%s' must sign before '%s' can",
                             field->name, s->options->role);
    return EVNE_OK;
}

/* What one earlier signature says against another in this field. */
static evne_status check_permission(const signing *s, const evne_field *earlier)
{
    evne_reasons reasons = {.arena = s->arena};
    evne_permissions found;
    const evne_object *dict = evne_revisions_resolve(s->pdf, s->pdf->n - 1, earlier->value);

    if (s->options->certify)
        return evne_fail(s->err, EVNE_USAGE, s->options->role,
                         "only the first signature can certify; '%s' is signed", earlier->name);
    if (!evne_permissions_read(s->pdf, s->pdf->n - 1, dict, &found, &reasons))
        return evne_fail(s->err, EVNE_INPUT, earlier->name, "the file cannot be signed: %s",
                         reasons.list[0].text);
    if (found.certifies == EVNE_CERTIFY_NOTHING)
        return evne_fail(s->err, EVNE_USAGE, s->options->role,
                         "the certification of '%s' allows no signature", earlier->name);
    if (evne_permissions_lock(s->arena, found.lock, s->options->role))
        return evne_fail(s->err, EVNE_USAGE, s->options->role,
                         "the signature of '%s' has locked this field", earlier->name);
    return EVNE_OK;
}

static evne_status check_permissions(const signing *s)
{
    for (size_t i = 0; i < s->form.n_fields; i++)
        if (s->form.fields[i].is_signature && s->form.fields[i].value)
            EVNE_TRY(check_permission(s, &s->form.fields[i]));
    return EVNE_OK;
}

/* /Lock of the field: what its signature is to lock. */
static const evne_object *lock_of(const signing *s)
{
    return evne_revisions_get(s->pdf, s->pdf->n - 1, s->field->dict, "Lock", EVNE_OBJECT_DICT);
}

static evne_status find_field(signing *s)
{
    const char *role = s->options->role;

    if (!s->form.form)
        return evne_fail(s->err, EVNE_INPUT, role, "%s",
                         s->places.n ? "the file is made to be signed by MitID first"
                                     : "the file has no signature fields");
    s->field = evne_form_find(&s->form, role);
    if (!s->field)
        return evne_fail(s->err, EVNE_USAGE, role, "there is no field '%s'; the file has: %.300s",
                         role, list_fields(s->arena, &s->form));
    if (!s->field->is_signature)
        return evne_fail(s->err, EVNE_USAGE, role, "the field '%s' is not for a signature", role);
    if (s->field->value)
        return evne_fail(s->err, EVNE_USAGE, role, "the field '%s' is signed already", role);
    if (s->options->appearance && evne_object_get(s->field->dict, "Kids"))
        return evne_fail(s->err, EVNE_INPUT, role, "the field '%s' has several places to show",
                         role);
    if (evne_object_get(s->field->dict, "Lock") && !evne_permissions_is_lock(lock_of(s)))
        return evne_fail(s->err, EVNE_INPUT, role, "the file cannot be signed: %s",
                         evne_reason_sentence("lock.form"));
    EVNE_TRY(check_permissions(s));
    return s->options->enforce_order && !s->options->certify ? check_order(s) : EVNE_OK;
}

static evne_status check_certificate(const signing *s)
{
    X509 *certificate = evne_key_certificate(s->options->key);
    const char *name = evne_name_short(s->arena, X509_get_subject_name(certificate));
    int period = evne_certificate_period(certificate, s->options->when);

    return s->options->force ? EVNE_OK : evne_certificate_check(certificate, name, period, s->err);
}

/* ---- the objects of the update ---- */

static void add_object(signing *s, int number, int generation, evne_str body)
{
    s->objects[s->n_objects++] = (evne_update_object){number, generation, body, 0};
}

/* Copies `text` with "&i;" replaced by a reference to object `base` + i. */
static evne_status put_linked(const signing *s, evne_buf *out, evne_str text, int base)
{
    size_t count = s->options->appearance->n_objects;

    for (size_t i = 0; i < text.len; i++) {
        size_t index = 0, digits = 0;

        if (text.p[i] != '&') {
            evne_buf_put_char(out, text.p[i]);
            continue;
        }
        for (i++; i < text.len && text.p[i] >= '0' && text.p[i] <= '9' && digits < 4; i++, digits++)
            index = index * 10 + (size_t)(text.p[i] - '0');
        if (!digits || i == text.len || text.p[i] != ';' || index >= count)
            return evne_fail(s->err, EVNE_USAGE, NULL,
                             "an appearance refers to no object of its own");
        evne_buf_printf(out, "%d 0 R", base + (int)index);
    }
    return EVNE_OK;
}

static void put_stream(evne_buf *out, evne_str stream)
{
    evne_buf_printf(out, "/Length %zu>>\nstream\n", stream.len);
    evne_buf_put_str(out, stream);
    evne_buf_puts(out, "\nendstream");
}

static evne_status add_appearance_object(signing *s, const evne_appearance_object *object, int base)
{
    evne_buf body = {.arena = s->arena};

    evne_buf_puts(&body, "<<");
    EVNE_TRY(put_linked(s, &body, object->dict, base));
    if (object->has_stream)
        put_stream(&body, object->stream);
    else
        evne_buf_puts(&body, ">>");
    add_object(s, s->next++, 0, evne_buf_str(&body));
    return EVNE_OK;
}

/* A length in points with three decimals, without the locale. */
static void put_points(evne_buf *out, evne_len length)
{
    evne_buf_printf(out, "%d.%03d", (int)(length / 1000), (int)(length % 1000));
}

/* Adds the form XObject and what it needs; `*value` is the new /AP. */
static evne_status add_appearance(signing *s, evne_str *value)
{
    const evne_appearance *look = s->options->appearance;
    int base = s->next;
    evne_buf body = {.arena = s->arena}, ap = {.arena = s->arena};

    if (look->n_objects > MAX_APPEARANCE_OBJECTS || look->width <= 0 || look->height <= 0)
        return evne_fail(s->err, EVNE_USAGE, NULL, "an appearance has no size or too many objects");
    for (size_t i = 0; i < look->n_objects; i++)
        EVNE_TRY(add_appearance_object(s, &look->objects[i], base));
    evne_buf_puts(&body, "<</Type/XObject/Subtype/Form/BBox[0 0 ");
    put_points(&body, look->width);
    evne_buf_puts(&body, " ");
    put_points(&body, look->height);
    evne_buf_puts(&body, "]/Resources<<");
    EVNE_TRY(put_linked(s, &body, look->resources, base));
    evne_buf_puts(&body, ">>");
    if (look->filter.len)
        evne_buf_printf(&body, "/Filter/%.*s", EVNE_STR_ARGS(look->filter));
    put_stream(&body, look->content);
    evne_buf_printf(&ap, "<</N %d 0 R>>", s->next);
    add_object(s, s->next++, 0, evne_buf_str(&body));
    *value = evne_buf_str(&ap);
    return EVNE_OK;
}

/* What page and structure need for a field that is made in its place. */
static void add_place(signing *s)
{
    const evne_place *place = evne_places_find(&s->places, s->field->name);

    evne_place_update(s->arena, s->pdf, s->pdf->n - 1, &s->places, place, s->field_number,
                      s->next++, &s->objects[s->n_objects]);
    s->n_objects += EVNE_PLACE_OBJECTS;
}

static evne_status add_field(signing *s)
{
    static const char *const keys[] = {"V", "AP"};
    evne_str values[2] = {EVNE_STR(""), EVNE_STR("")};
    evne_buf reference = {.arena = s->arena};

    if (s->options->appearance)
        EVNE_TRY(add_appearance(s, &values[1]));
    s->signature_number = s->next++;
    s->field_number = s->field->number ? s->field->number : s->next++;
    if (!s->field->number)
        add_place(s);
    evne_buf_printf(&reference, "%d 0 R", s->signature_number);
    values[0] = evne_buf_str(&reference);
    add_object(s, s->field_number, s->field->generation,
               evne_update_dict(s->arena, s->field->dict, values[1].len ? 2 : 1, keys, values));
    return EVNE_OK;
}

/*
 * /SigFlags 3: there are signatures, and the file may only be appended to. First time only. A new
 * field comes into the list. Empty when the form stays as it is.
 */
static evne_str form_body(const signing *s)
{
    static const char *const keys[] = {"SigFlags", "Fields"};
    const evne_object *flags = evne_object_get_kind(s->form.form, "SigFlags", EVNE_OBJECT_INT);
    evne_str values[2] = {EVNE_STR("3")};

    if (!s->field->number)
        values[1] =
            evne_update_longer(s->arena, s->pdf, s->pdf->n - 1, s->form.form, "Fields",
                               evne_str_of(evne_arena_printf(s->arena, "%d 0 R", s->field_number)));
    else if (flags && (flags->number & 3) == 3)
        return EVNE_STR("");
    return evne_update_dict(s->arena, s->form.form, s->field->number ? 1 : 2, keys, values);
}

/* The form, and the catalog where the form stands in it or the signature certifies. */
static void add_form(signing *s)
{
    const char *keys[2];
    evne_str values[2], form = form_body(s);
    size_t n = 0;

    if (form.len && s->form.form_number)
        add_object(s, s->form.form_number, s->form.form_generation, form);
    else if (form.len) {
        keys[n] = "AcroForm";
        values[n++] = form;
    }
    if (s->options->certify) {
        keys[n] = "Perms";
        values[n++] =
            evne_str_of(evne_arena_printf(s->arena, "<</DocMDP %d 0 R>>", s->signature_number));
    }
    if (n)
        add_object(s, s->form.root_number, s->form.root_generation,
                   evne_update_dict(s->arena, s->form.root, n, keys, values));
}

static void put_text(evne_buf *out, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    evne_buf_puts(out, key);
    evne_buf_put_str(out, evne_update_text(out->arena, text));
}

/* D:20261122031500+01'00' */
static void put_time(evne_buf *out, evne_moment when)
{
    int s = when.second_of_day, away = abs(when.offset_min);

    evne_buf_printf(out, "/M(D:%04d%02d%02d%02d%02d%02d", when.date.year, when.date.month,
                    when.date.day, s / 3600, s / 60 % 60, s % 60);
    if (away)
        evne_buf_printf(out, "%c%02d'%02d')", when.offset_min < 0 ? '-' : '+', away / 60,
                        away % 60);
    else
        evne_buf_puts(out, "Z)");
}

static void add_signature(signing *s)
{
    const evne_sign_options *options = s->options;
    const X509_NAME *subject = X509_get_subject_name(evne_key_certificate(options->key));
    evne_buf body = {.arena = s->arena};

    evne_buf_puts(&body, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached\n");
    put_time(&body, options->when);
    put_text(&body, "/Name", options->name ? options->name : evne_name_short(s->arena, subject));
    put_text(&body, "/Reason", options->reason);
    put_text(&body, "/Location", options->location);
    evne_permissions_put(&body, options->certify ? EVNE_CERTIFY_FILL_AND_SIGN : 0, lock_of(s),
                         s->form.root_number, s->form.root_generation);
    evne_buf_puts(&body, "\n");
    evne_gap_put(&s->gap, &body);
    evne_buf_puts(&body, ">>");
    add_object(s, s->signature_number, 0, evne_buf_str(&body));
}

/* ---- the gap ---- */

/* What whoever has the key is to sign. */
static void prepare(const signing *s, evne_str digest)
{
    evne_prepared *out = s->options->prepared;

    out->digest = (evne_str){evne_arena_copy(s->arena, digest.p, digest.len), digest.len};
    out->attributes = evne_cms_attributes(s->arena, s->options->key, digest);
}

static evne_status fill(const signing *s, char *bytes, size_t len)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_len = 0;
    evne_str covered[2], cms = {0};

    EVNE_TRY(evne_gap_close(&s->gap, bytes, len, covered, s->err));
    if (!evne_digest(evne_key_digest(s->options->key), covered[0], covered[1], digest, &digest_len))
        return evne_fail(s->err, EVNE_SYSTEM, NULL, "the digest could not be made");
    if (s->options->prepared) {
        prepare(s, (evne_str){(char *)digest, digest_len});
        return EVNE_OK;
    }
    EVNE_TRY(evne_cms_make(s->arena, s->options->key, (evne_str){(char *)digest, digest_len},
                           s->options->pss, &cms, s->err));
    if (s->options->tsa)
        evne_cms_add_timestamp(s->arena, s->options->tsa, s->gap.reserve, &cms, s->options->fault);
    return evne_gap_fill(&s->gap, bytes, cms, s->err);
}

static evne_status write_update(signing *s, evne_str *out)
{
    evne_str file;
    char *bytes;

    s->next = evne_update_next_number(s->pdf);
    s->objects = evne_arena_array(s->arena, MAX_APPEARANCE_OBJECTS + EVNE_PLACE_OBJECTS + 5,
                                  sizeof *s->objects);
    EVNE_TRY(add_field(s));
    add_form(s);
    add_signature(s);
    evne_update_append(s->arena, s->pdf, s->objects, s->n_objects, &file);
    evne_gap_locate(&s->gap, s->objects, s->n_objects, s->signature_number);
    bytes = evne_arena_copy(s->arena, file.p, file.len);
    EVNE_TRY(fill(s, bytes, file.len));
    *out = (evne_str){bytes, file.len};
    return EVNE_OK;
}

evne_status evne_sign(evne_arena *arena, evne_str pdf, const evne_sign_options *options,
                      evne_str *out, evne_error *err)
{
    signing s = {.arena = arena,
                 .options = options,
                 .pdf = options->file,
                 .err = err,
                 .gap.reserve = options->reserve                    ? options->reserve
                                : options->tsa || options->prepared ? EVNE_SIGN_RESERVE_MAX
                                                                    : EVNE_SIGN_RESERVE};

    *out = (evne_str){0};
    if (s.gap.reserve > EVNE_SIGN_RESERVE_MAX)
        return evne_fail(err, EVNE_USAGE, NULL, "at most %d bytes can be reserved",
                         EVNE_SIGN_RESERVE_MAX);
    if (!s.pdf)
        EVNE_TRY(evne_sign_read(arena, pdf, EVNE_FOREIGN, &s.pdf, err));
    EVNE_TRY(read_form(arena, s.pdf, &s.form, &s.places, err));
    if (s.pdf->n == EVNE_PDF_MAX_REVISIONS)
        return evne_fail(err, EVNE_INPUT, NULL, "the file has too many revisions for another");
    EVNE_TRY(find_field(&s));
    EVNE_TRY(check_certificate(&s));
    return write_update(&s, out);
}

evne_status evne_sign_fields(evne_arena *arena, const evne_revisions *file,
                             const evne_sign_field **out, size_t *n, evne_error *err)
{
    evne_places places;
    evne_form form;
    evne_sign_field *fields;

    *n = 0;
    EVNE_TRY(read_form(arena, file, &form, &places, err));
    fields = evne_arena_array(arena, form.n_fields + 1, sizeof *fields);
    for (size_t i = 0; i < form.n_fields; i++)
        if (form.fields[i].is_signature) {
            const evne_field *field = &form.fields[i];
            evne_sign_field *one = &fields[(*n)++];

            *one = (evne_sign_field){.role = field->name,
                                     .is_required = field->is_required,
                                     .is_signed = field->value != NULL};
            one->description = evne_object_utf8(arena, evne_object_get(field->dict, "TU"));
            evne_form_size(file, file->n - 1, field->dict, "Rect", &one->width, &one->height);
        }
    *out = fields;
    return EVNE_OK;
}

/* Whether anything in a file of one revision looks like a signature, or speaks of one. */
static bool has_traces(const evne_revisions *file)
{
    const evne_object *catalog = catalog_of(file);

    for (size_t i = 0; i < file->list[0].n_entries; i++)
        if (file->list[0].entries[i].is_signature)
            return true;
    return evne_object_get(catalog, "Perms") || evne_object_get(catalog, "DSS");
}

bool evne_sign_is_untouched(const evne_revisions *file, const evne_sign_field *fields, size_t n)
{
    bool is_signed = false;

    for (size_t i = 0; i < n; i++)
        is_signed = is_signed || fields[i].is_signed;
    return file->n == 1 && !is_signed && !has_traces(file);
}
