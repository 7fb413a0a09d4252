/* How: texts from certificate and field, drawn by pdf/seal, handed on in the form of sign.h. */
#include "appearance.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <string.h>

#include "pdf/seal.h"
#include "sign/description.h"
#include "sign/trust.h"

enum { SHORT_SERIAL = 4 /* bytes: enough to tell certificates apart by eye */ };

static const char *part(evne_arena *arena, X509 *certificate, int nid)
{
    const char *text = evne_name_part(arena, X509_get_subject_name(certificate), nid);

    return text ? text : "";
}

static void add(evne_buf *out, const char *before, evne_str text)
{
    if (!text.len)
        return;
    if (out->len)
        evne_buf_puts(out, ", ");
    evne_buf_puts(out, before);
    evne_buf_put_str(out, text);
}

/* The eight digits behind "CVR:" (OCES) or "NTRDK-" (ETSI EN 319 412-1), or "". */
static evne_str find_cvr(const char *text)
{
    static const char *const marks[] = {"CVR:", "NTRDK-"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(text, marks[i]);

        if (at && strspn(at + strlen(marks[i]), "0123456789") == 8)
            return (evne_str){at + strlen(marks[i]), 8};
    }
    return EVNE_STR("");
}

static evne_str person(evne_arena *arena, X509 *certificate, evne_str role)
{
    evne_str cvr = find_cvr(part(arena, certificate, NID_organizationIdentifier));
    evne_buf out = {.arena = arena};

    if (!cvr.len)
        cvr = find_cvr(part(arena, certificate, NID_serialNumber));
    add(&out, "", role);
    add(&out, "", evne_str_of(part(arena, certificate, NID_title)));
    add(&out, "", evne_str_of(part(arena, certificate, NID_organizationName)));
    add(&out, "CVR ", cvr);
    return evne_buf_str(&out);
}

/* "4C:1A:09:E7", with an ellipsis when the number goes on. */
static void put_serial(evne_buf *out, X509 *certificate)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = number ? BN_bn2hex(number) : NULL;
    size_t len = hex ? strlen(hex) : 0;

    for (size_t i = 0; i + 1 < len && i < 2 * SHORT_SERIAL; i += 2)
        evne_buf_printf(out, "%s%.2s", i ? ":" : "", hex + i);
    if (len > 2 * SHORT_SERIAL)
        evne_buf_puts(out, "…");
    OPENSSL_free(hex);
    BN_free(number);
}

static evne_str method(evne_arena *arena, const evne_appearance_request *request)
{
    evne_buf out = {.arena = arena};

    evne_buf_printf(&out, "%s · certifikat ",
                    evne_name_short(arena, X509_get_issuer_name(request->certificate)));
    put_serial(&out, request->certificate);
    evne_buf_printf(&out, " · niveau PAdES %s", request->level);
    return evne_buf_str(&out);
}

static evne_str moment(evne_arena *arena, evne_moment when)
{
    evne_buf out = {.arena = arena};
    int minute = when.second_of_day / 60;

    evne_date_short(&out, when.date);
    evne_buf_printf(&out, " kl. %02d.%02d", minute / 60, minute % 60);
    return evne_buf_str(&out);
}

/* The seal in the form that sign.h takes. */
static const evne_appearance *hand_on(evne_arena *arena, const evne_seal *seal,
                                      const evne_sign_field *field)
{
    evne_appearance *look = evne_arena_alloc(arena, sizeof *look);
    evne_appearance_object *objects = evne_arena_array(arena, seal->n_objects + 1, sizeof *objects);

    for (size_t i = 0; i < seal->n_objects; i++) {
        const evne_loose *loose = &seal->objects[i];

        objects[i] = (evne_appearance_object){evne_buf_str(&loose->object->body), loose->has_stream,
                                              loose->stream};
    }
    *look = (evne_appearance){.width = field->width,
                              .height = field->height,
                              .content = seal->content,
                              .filter = seal->filter,
                              .resources = seal->resources,
                              .objects = objects,
                              .n_objects = seal->n_objects};
    return look;
}

static evne_status open_fonts(evne_arena *arena, const evne_appearance_request *request,
                              evne_fonts **out, evne_error *err)
{
    const char *folder = request->paths->fonts;

    return request->kept ? evne_kept_fonts(request->kept, folder, out, err)
                         : evne_fonts_open(arena, folder, out, err);
}

static evne_status draw(evne_arena *arena, const evne_appearance_request *request,
                        const evne_sign_field *field, const evne_appearance **out, evne_error *err)
{
    evne_description about = evne_description_read(evne_str_of(field->description));
    evne_seal_texts texts = {
        .heading = EVNE_STR("Underskrevet digitalt"),
        .when = moment(arena, request->when),
        .name = evne_str_of(evne_name_short(arena, X509_get_subject_name(request->certificate))),
        .person = person(arena, request->certificate, about.role),
        .method = method(arena, request)};
    evne_fonts *fonts = NULL;
    evne_seal seal;
    evne_status status;

    EVNE_TRY(open_fonts(arena, request, &fonts, err));
    status = evne_seal_draw(arena, fonts, field->width, field->height, &texts, &seal, err);
    if (status == EVNE_OK)
        *out = hand_on(arena, &seal, field);
    if (!request->kept)
        evne_fonts_close(fonts);
    return status;
}

evne_status evne_appearance_make(evne_arena *arena, const evne_appearance_request *request,
                                 const evne_appearance **out, const char **meaning, evne_error *err)
{
    const evne_sign_field *fields, *field = NULL;
    size_t n_fields;
    evne_str name, text;

    *out = NULL;
    *meaning = "";
    EVNE_TRY(evne_sign_fields(arena, request->file, &fields, &n_fields, err));
    for (size_t i = 0; i < n_fields && !field; i++)
        field = strcmp(fields[i].role, request->role) == 0 ? &fields[i] : NULL;
    if (!field)
        return EVNE_OK;
    name = evne_str_of(evne_name_short(arena, X509_get_subject_name(request->certificate)));
    text = evne_description_meaning(evne_str_of(field->description), name);
    *meaning = evne_arena_copy(arena, text.p, text.len);
    if (field->width < EVNE_SEAL_LEAST_WIDTH || field->height < EVNE_SEAL_LEAST_HEIGHT ||
        field->width > EVNE_SEAL_MOST_WIDTH || field->height > EVNE_SEAL_MOST_HEIGHT)
        return EVNE_OK;
    return draw(arena, request, field, out, err);
}
