/*
 * How: /Fields depth first, names joined on the way down. A set of the object numbers already met
 * ends loops and refuses a field that stands twice.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_LEVELS = 16, FLAG_REQUIRED = 2 };

typedef struct walk {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_form *form;
    unsigned char *met; /* by object number */
    evne_error *err;
} walk;

/* What a field hands down to its kids. */
typedef struct inherited {
    const char *name;
    const evne_object *type, *flags;
    int level;
} inherited;

static evne_status refuse(const walk *w, const char *what, int64_t number)
{
    return evne_fail(w->err, EVNE_INPUT, "file.form", "%s (objekt %lld)", what, (long long)number);
}

static const evne_object *get(const walk *w, const evne_object *dict, const char *key,
                              evne_object_kind kind)
{
    return evne_revisions_get(w->pdf, w->revision, dict, key, kind);
}

static void add_field(const walk *w, const evne_object *ref, const evne_object *dict,
                      const inherited *own)
{
    evne_form *form = w->form;
    const evne_object *value = evne_object_get(dict, "V");
    evne_field field = {.name = own->name,
                        .number = (int)ref->number,
                        .generation = ref->generation,
                        .dict = dict,
                        .is_signature = evne_object_is_name(own->type, "Sig"),
                        .is_required = own->flags && (own->flags->number & FLAG_REQUIRED),
                        .value = value && value->kind != EVNE_OBJECT_NULL ? value : NULL};

    if ((form->n_fields & (form->n_fields - 1)) == 0)
        form->fields = evne_arena_grow(w->arena, form->fields, form->n_fields * sizeof field,
                                       (form->n_fields ? 2 * form->n_fields : 1) * sizeof field);
    form->fields[form->n_fields++] = field;
}

static evne_status read_field(const walk *w, const evne_object *ref, const inherited *above);

static evne_status read_kids(const walk *w, const evne_object *kids, const inherited *own)
{
    for (size_t i = 0; i < kids->n; i++) {
        const evne_object *kid = evne_revisions_resolve(w->pdf, w->revision, &kids->items[i]);

        if (evne_object_get(kid, "T")) /* without a name it is only a widget */
            EVNE_TRY(read_field(w, &kids->items[i], own));
    }
    return EVNE_OK;
}

static const char *full_name(const walk *w, const evne_object *dict, const char *above)
{
    const evne_object *own = get(w, dict, "T", EVNE_OBJECT_STRING);
    const char *name = own ? evne_object_utf8(w->arena, own) : "";

    return *above && *name ? evne_arena_printf(w->arena, "%s.%s", above, name)
           : *name         ? name
                           : above;
}

static evne_status read_field(const walk *w, const evne_object *ref, const inherited *above)
{
    const evne_object *dict = evne_revisions_resolve(w->pdf, w->revision, ref);
    const evne_object *type, *flags, *kids;
    inherited own = *above;

    if (ref->kind != EVNE_OBJECT_REF || !dict || dict->kind != EVNE_OBJECT_DICT)
        return refuse(w, "et felt er ikke et objekt for sig", ref->number);
    if (w->met[ref->number] || own.level == MAX_LEVELS || w->form->n_fields == EVNE_FORM_MAX_FIELDS)
        return refuse(w, "et felt står flere gange, eller der er for mange", ref->number);
    w->met[ref->number] = 1;
    type = get(w, dict, "FT", EVNE_OBJECT_NAME);
    flags = get(w, dict, "Ff", EVNE_OBJECT_INT);
    own.name = full_name(w, dict, above->name);
    own.type = type ? type : above->type;
    own.flags = flags ? flags : above->flags;
    own.level++;
    add_field(w, ref, dict, &own);
    kids = get(w, dict, "Kids", EVNE_OBJECT_ARRAY);
    return kids ? read_kids(w, kids, &own) : EVNE_OK;
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* Two fields of one name would make "the field of a role" two things. */
static evne_status check_names(const walk *w)
{
    const evne_form *form = w->form;
    const char **names = evne_arena_array(w->arena, form->n_fields + 1, sizeof *names);

    for (size_t i = 0; i < form->n_fields; i++)
        names[i] = form->fields[i].name;
    qsort(names, form->n_fields, sizeof *names, by_name);
    for (size_t i = 1; i < form->n_fields; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            return evne_fail(w->err, EVNE_INPUT, "file.form", "to felter hedder '%.80s'", names[i]);
    return EVNE_OK;
}

static evne_status read_fields(const walk *w)
{
    const evne_object *fields = get(w, w->form->form, "Fields", EVNE_OBJECT_ARRAY);
    inherited top = {.name = ""};

    if (evne_object_get(w->form->form, "XFA"))
        return evne_fail(w->err, EVNE_INPUT, "file.xfa", "/XFA");
    for (size_t i = 0; fields && i < fields->n; i++)
        EVNE_TRY(read_field(w, &fields->items[i], &top));
    return check_names(w);
}

evne_status evne_form_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                           evne_form *out, evne_error *err)
{
    const evne_object *ref = evne_object_get(&pdf->list[revision].trailer, "Root"), *form;
    walk w = {.arena = arena, .pdf = pdf, .revision = revision, .form = out, .err = err};

    memset(out, 0, sizeof *out);
    out->root = evne_revisions_resolve(pdf, revision, ref);
    out->root_number = (int)ref->number;
    out->root_generation = ref->generation;
    if (!out->root || out->root->kind != EVNE_OBJECT_DICT)
        return refuse(&w, "kataloget mangler", ref->number);
    form = evne_object_get(out->root, "AcroForm");
    if (!form)
        return EVNE_OK;
    out->form = evne_revisions_resolve(pdf, revision, form);
    if (!out->form || out->form->kind != EVNE_OBJECT_DICT)
        return refuse(&w, "formularen er ikke en ordbog", form->number);
    if (form->kind == EVNE_OBJECT_REF) {
        out->form_number = (int)form->number;
        out->form_generation = form->generation;
    }
    w.met = evne_arena_alloc(arena, (size_t)pdf->n_numbers);
    return read_fields(&w);
}

const evne_field *evne_form_find(const evne_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return &form->fields[i];
    return NULL;
}

/* A number as written, in thousandths, further digits cut off; false when it is none or huge. */
static bool thousandths(const evne_object *number, int32_t *out)
{
    evne_str raw = number->raw;
    bool is_negative = raw.len && raw.p[0] == '-';
    int64_t value = 0, places = -1;

    if (number->kind != EVNE_OBJECT_INT && number->kind != EVNE_OBJECT_REAL)
        return false;
    for (size_t i = 0; i < raw.len && places < 3 && value < 100000000; i++) {
        if (raw.p[i] == '.')
            places = 0;
        else if (raw.p[i] >= '0' && raw.p[i] <= '9') {
            value = value * 10 + (raw.p[i] - '0');
            places += places >= 0;
        }
    }
    for (places = places < 0 ? 0 : places; places < 3; places++)
        value *= 10;
    *out = value <= 100000000 ? (int32_t)(is_negative ? -value : value) : 0;
    return value <= 100000000;
}

bool evne_form_size(const evne_revisions *pdf, size_t revision, const evne_object *dict,
                    const char *key, int32_t *width, int32_t *height)
{
    const evne_object *box = evne_revisions_get(pdf, revision, dict, key, EVNE_OBJECT_ARRAY);
    int32_t corners[4];

    *width = *height = 0;
    if (!box || box->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const evne_object *item = evne_revisions_resolve(pdf, revision, &box->items[i]);

        if (!item || !thousandths(item, &corners[i]))
            return false;
    }
    *width = abs(corners[2] - corners[0]);
    *height = abs(corners[3] - corners[1]);
    return true;
}

/* Four whole numbers, two equal pairs. */
bool evne_field_shows_nothing(const evne_object *field)
{
    const evne_object *rect = evne_object_get_kind(field, "Rect", EVNE_OBJECT_ARRAY);

    return rect && rect->n == 4 && evne_object_equal(&rect->items[0], &rect->items[2]) &&
           evne_object_equal(&rect->items[1], &rect->items[3]) &&
           rect->items[0].kind == EVNE_OBJECT_INT && rect->items[1].kind == EVNE_OBJECT_INT;
}

bool evne_form_look_is_plain(const evne_object *dict)
{
    static const char *const keys[] = {"Type",        "Subtype",   "FormType", "BBox",
                                       "Matrix",      "Resources", "Length",   "Filter",
                                       "DecodeParms", "Group",     "Name"};

    for (size_t i = 0; i < dict->n; i++) {
        size_t k = 0, n = sizeof keys / sizeof *keys;

        while (k < n && !evne_str_is(dict->pairs[i].key.text, keys[k]))
            k++;
        if (k == n)
            return false;
    }
    return evne_object_is_name(evne_object_get(dict, "Subtype"), "Form");
}
