/*
 * How: the fields are checked by the same pass as those of a case (rules/fields.h); what it cannot
 * know, the colour's contrast and the logo's file, is checked here. The file may come from anyone,
 * so the logo's path must lead to a plain file inside the organisation file's own folder when every
 * symbolic link has been followed.
 */
#define _XOPEN_SOURCE 700
#include "organisation.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/number.h"
#include "contrast.h"
#include "data/casefile.h"
#include "layout/page.h"
#include "pdf/image.h"
#include "rules/fields.h"

enum { WIDEST_POINTS = 240, LEAST_DPI = 150, MOST_ASPECT = 20, USUAL_MM = 12 };

/* {literal, length} for static initializers. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const evne_field logo_fields[] = {
    {.key = TEXT("fil"), .type = EVNE_FIELD_TEXT, .label_da = TEXT("Logoets fil")},
    {.key = TEXT("hoejde_mm"),
     .type = EVNE_FIELD_NUM,
     .label_da = TEXT("Logoets højde"),
     .unit = TEXT("mm"),
     .is_optional = true,
     .has_min = true,
     .has_max = true,
     .min = 5,
     .max = 30},
    {.key = TEXT("alt"),
     .type = EVNE_FIELD_TEXT,
     .label_da = TEXT("Logoets alternative tekst"),
     .is_optional = true,
     .has_max = true,
     .max = 300},
};

static const evne_field organisation_fields[] = {
    {.key = TEXT("skema"),
     .type = EVNE_FIELD_TEXT,
     .label_da = TEXT("Format"),
     .hint = TEXT(EVNE_ORGANISATION_FORMAT)},
    {.key = TEXT("navn"),
     .type = EVNE_FIELD_TEXT,
     .label_da = TEXT("Organisationens navn"),
     .has_max = true,
     .max = 120},
    {.key = TEXT("logo"),
     .type = EVNE_FIELD_GROUP,
     .label_da = TEXT("Logo"),
     .is_optional = true,
     .children = logo_fields,
     .n_children = sizeof logo_fields / sizeof *logo_fields},
    {.key = TEXT("accentfarve"),
     .type = EVNE_FIELD_TEXT,
     .label_da = TEXT("Accentfarve"),
     .is_optional = true},
    {.key = TEXT("brevhoved"),
     .type = EVNE_FIELD_TEXT,
     .label_da = TEXT("Brevhoved"),
     .is_optional = true,
     .has_max = true,
     .max = 300},
};

static const evne_field schema = {.type = EVNE_FIELD_GROUP,
                                  .children = organisation_fields,
                                  .n_children =
                                      sizeof organisation_fields / sizeof *organisation_fields};

typedef struct reading {
    evne_arena *arena;
    const char *path;
    evne_problems *problems;
    const evne_value *values;
    evne_organisation *out;
    evne_str logo_bytes;
} reading;

static void report(const reading *r, const evne_value *value, const char *field,
                   evne_severity severity, const char *message, const char *suggestion)
{
    evne_problem problem = {.file = r->path,
                            .line = value ? value->place.line : 1,
                            .column = value ? value->place.column : 1,
                            .path = field,
                            .code = evne_arena_printf(r->arena, "organisation.%s", field),
                            .severity = severity,
                            .message = message,
                            .suggestion = suggestion};

    evne_problems_add(r->problems, &problem);
}

/* --- colour --- */

static bool parse_colour(evne_str text, uint32_t *out)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t colour = 0;

    if (text.len != 7 || text.p[0] != '#')
        return false;
    for (size_t i = 1; i < 7; i++) {
        char c = text.p[i] >= 'A' && text.p[i] <= 'F' ? (char)(text.p[i] + 32) : text.p[i];
        const char *at = c ? strchr(digits, c) : NULL;
        if (!at)
            return false;
        colour = colour << 4 | (uint32_t)(at - digits);
    }
    *out = colour;
    return true;
}

/* Rounded down, so that a ratio just under the limit does not print as the limit. */
static const char *ratio(const reading *r, uint32_t colour, uint32_t ground)
{
    evne_buf text = {.arena = r->arena};

    evne_number_danish(&text, (int)(evne_contrast(colour, ground) * 100) / 100.0, 2);
    return evne_buf_text(&text);
}

static void read_accent(const reading *r)
{
    const evne_value *value = evne_value_get(r->values, "accentfarve");
    evne_organisation *out = r->out;

    if (!value)
        return;
    if (!parse_colour(evne_value_text(value), &out->accent)) {
        report(
            r, value, "accentfarve", EVNE_SEVERE_ERROR,
            "accentfarven er ikke en farve som \"#123F63\"",
            "skriv # og seks tegn (0-9, A-F) i anførselstegn, som på organisationens hjemmeside");
        return;
    }
    out->has_accent = evne_contrast_accent(out->accent);
    if (out->has_accent)
        return;
    report(r, value, "accentfarve", EVNE_SEVERE_ERROR,
           evne_arena_printf(
               r->arena,
               "accentfarven #%06X er for lys: kontrasten er %s mod hvidt papir (mindst 4,5) og %s "
               "mod tabellers bånd (mindst 3)",
               (unsigned)out->accent, ratio(r, out->accent, EVNE_WHITE),
               ratio(r, out->accent, EVNE_BAND)),
           evne_arena_printf(r->arena, "den nærmeste mørkere, der kan bruges, er \"#%06X\"",
                             (unsigned)evne_contrast_darker(out->accent)));
}

/* --- the logo's file --- */

/* True for a path that could name something outside its folder, whatever is on the disk. */
static bool leaves_folder(evne_str path)
{
    size_t from = 0;

    if (path.len == 0 || path.p[0] == '/')
        return true;
    for (size_t i = 0; i <= path.len; i++) {
        if (i < path.len && path.p[i] == '\\')
            return true;
        if (i < path.len && path.p[i] != '/')
            continue;
        if (evne_str_is(evne_str_slice(path, from, i), ".."))
            return true;
        from = i + 1;
    }
    return false;
}

static bool is_inside(const char *file, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(file, folder, len) == 0 && (file[len] == '/' || folder[len - 1] == '/');
}

/* The file's own path with every link followed, or NULL and why not. */
static const char *resolve(const reading *r, evne_str name, const char **fault)
{
    const char *folder = evne_file_folder(r->arena, r->path), *found = NULL;
    char *plain = evne_arena_copy(r->arena, name.p, name.len);
    char *real_folder = realpath(folder, NULL);
    char *real_file = realpath(evne_file_join(r->arena, folder, plain), NULL);
    struct stat info;

    if (!real_folder || !real_file || stat(real_file, &info) != 0)
        *fault = "findes ikke, eller kan ikke læses";
    else if (!is_inside(real_file, real_folder))
        *fault = "ligger uden for organisationsfilens mappe";
    else if (!S_ISREG(info.st_mode))
        *fault = "er ikke en fil";
    else
        found = evne_arena_text(r->arena, real_file);
    free(real_folder);
    free(real_file);
    return found;
}

static bool load_logo(reading *r, const evne_value *file, const evne_image **out)
{
    evne_str name = evne_value_text(file);
    const char *fault = NULL, *path = NULL, *image_fault;
    evne_error err;

    if (leaves_folder(name))
        fault = "må ikke begynde med / og ikke indeholde .. eller \\";
    else
        path = resolve(r, name, &fault);
    if (path && evne_file_read(r->arena, path, EVNE_IMAGE_BYTES, &r->logo_bytes, &err))
        fault = "kan ikke læses, eller fylder mere end 5 MB";
    if (!fault && !evne_image_read(r->arena, r->logo_bytes, out, &image_fault))
        fault = evne_arena_printf(r->arena, "kan ikke bruges: %s", image_fault);
    if (fault)
        report(r, file, "logo.fil", EVNE_SEVERE_ERROR,
               evne_arena_printf(r->arena, "logoet '%.*s' %s", EVNE_STR_ARGS(name), fault),
               "læg en PNG- eller JPEG-fil ved siden af organisationsfilen, og skriv dens navn");
    return !fault;
}

/* --- the logo's size --- */

static const char *millimetres(const reading *r, evne_len length)
{
    evne_buf text = {.arena = r->arena};

    evne_number_danish(&text, length * 25.4 / 72000, 1);
    return evne_buf_text(&text);
}

/* A logo that would be wider than half the page is made lower. */
static evne_logo fit(const evne_image *image, double mm)
{
    evne_logo logo = {.image = image, .height = (evne_len)(mm * 72000 / 25.4 + 0.5)};

    logo.width = (evne_len)((int64_t)logo.height * image->width / image->height);
    if (logo.width > EVNE_PT(WIDEST_POINTS)) {
        logo.width = EVNE_PT(WIDEST_POINTS);
        logo.height = (evne_len)((int64_t)logo.width * image->height / image->width);
    }
    return logo;
}

static void warn_of_size(const reading *r, const evne_value *at, const evne_image *image,
                         evne_len wanted)
{
    const evne_logo *logo = &r->out->logo;
    uint32_t least = (uint32_t)((int64_t)logo->height * LEAST_DPI / 72000);

    if (logo->height < wanted)
        report(r, at, "logo.hoejde_mm", EVNE_WARNING,
               evne_arena_printf(r->arena, "logoet er så bredt, at det kun kan blive %s mm højt",
                                 millimetres(r, logo->height)),
               "vælg en lavere højde, eller brug en udgave af logoet i to linjer");
    if (image->height < least)
        report(r, at, "logo.fil", EVNE_WARNING,
               evne_arena_printf(r->arena, "logoet er kun %u pixel højt og bliver uskarpt på %s mm",
                                 (unsigned)image->height, millimetres(r, logo->height)),
               evne_arena_printf(r->arena, "brug et billede på mindst %u pixel i højden",
                                 (unsigned)least));
}

static void read_logo(reading *r)
{
    const evne_value *logo = evne_value_get(r->values, "logo"), *file = evne_value_get(logo, "fil");
    const evne_value *height = evne_value_get(logo, "hoejde_mm");
    double mm = height && height->kind == EVNE_NUMBER ? height->as.number : USUAL_MM;
    const evne_image *image;

    if (!file || mm < logo_fields[1].min || mm > logo_fields[1].max || !load_logo(r, file, &image))
        return;
    if (image->width > image->height * MOST_ASPECT || image->height > image->width * MOST_ASPECT) {
        report(r, file, "logo.fil", EVNE_SEVERE_ERROR,
               evne_arena_printf(r->arena, "logoet er %u x %u pixel: en streg, ikke et logo",
                                 (unsigned)image->width, (unsigned)image->height),
               evne_arena_printf(r->arena, "den ene led må højst være %d gange den anden",
                                 MOST_ASPECT));
        return;
    }
    r->out->logo = fit(image, mm);
    r->out->logo.alt = evne_value_text(evne_value_get(logo, "alt"));
    warn_of_size(r, height ? height : file, image, (evne_len)(mm * 72000 / 25.4 + 0.5));
}

/* --- the whole --- */

static bool check_format(const reading *r, const evne_value *file)
{
    const evne_value *format = evne_value_get(file, "skema");

    if (evne_str_is(evne_value_text(format), EVNE_ORGANISATION_FORMAT))
        return true;
    report(r, format, "skema", EVNE_SEVERE_ERROR,
           "filen er ikke en organisationsfil i det format, som programmet læser",
           "skriv 'skema: " EVNE_ORGANISATION_FORMAT "' øverst");
    return false;
}

static void hash(const reading *r)
{
    evne_buf yaml = {.arena = r->arena};
    evne_sha256_stream *stream = evne_sha256_new();
    unsigned char digest[EVNE_SHA256_BYTES];

    evne_casefile_write(&yaml, r->values);
    evne_sha256_add(stream, evne_buf_str(&yaml));
    evne_sha256_add(stream, r->logo_bytes);
    evne_sha256_finish(stream, digest);
    evne_sha256_write_hex(digest, r->out->sha256);
}

evne_status evne_organisation_read(evne_arena *arena, const char *path, evne_problems *problems,
                                   const evne_organisation **out, evne_error *err)
{
    reading r = {.arena = arena, .path = path, .problems = problems};
    const evne_value *file;

    r.out = evne_arena_alloc(arena, sizeof *r.out);
    *out = r.out;
    EVNE_TRY(evne_casefile_read(arena, path, problems, &file, err));
    if (!check_format(&r, file))
        return EVNE_OK;
    evne_fields_apply(arena, &schema, &schema, file, problems, &r.values);
    r.out->name = evne_value_text(evne_value_get(r.values, "navn"));
    r.out->letterhead = evne_value_get(r.values, "brevhoved");
    read_accent(&r);
    read_logo(&r);
    hash(&r);
    return EVNE_OK;
}

void evne_organisation_apply(const evne_organisation *organisation, evne_doc *doc)
{
    doc->logo = organisation->logo;
    doc->has_accent = organisation->has_accent;
    doc->accent = organisation->accent;
    if (organisation->letterhead)
        doc->letterhead = evne_value_text(organisation->letterhead);
    if (!doc->author.len)
        doc->author = organisation->name;
}
