/* How: areas in millionths of a square point, of every page that has the field among its notes. */
#include "cover.h"

#include "pages.h"

typedef struct covering {
    const evne_revisions *pdf;
    size_t revision, first; /* the revision of the first signature */
    const evne_form *form;
} covering;

/* The first revision that holds a signature or time-stamp. */
static size_t first_signed(const evne_revisions *pdf)
{
    for (size_t i = 0; i < pdf->n; i++)
        for (size_t k = 0; k < pdf->list[i].n_entries; k++)
            if (pdf->list[i].entries[k].is_signature)
                return i;
    return 0;
}

static bool area_of(const covering *c, const evne_object *dict, const char *key, int64_t *area)
{
    int32_t width, height;

    if (!evne_form_size(c->pdf, c->revision, dict, key, &width, &height))
        return false;
    *area = (int64_t)width * height;
    return true;
}

/* What a reader shows of the page: the smaller of its boxes. /UserUnit scales page and field. */
static bool area_of_page(const covering *c, const evne_page *page, int64_t *area)
{
    int64_t crop;

    if (!page->media || !area_of(c, page->media, "MediaBox", area))
        return false;
    if (!page->crop)
        return true;
    if (!area_of(c, page->crop, "CropBox", &crop))
        return false;
    *area = crop < *area ? crop : *area;
    return true;
}

/* Whether the page shows the object among its annotations. */
static bool is_on(const covering *c, const evne_page *page, int number)
{
    const evne_object *annots =
        evne_revisions_get(c->pdf, c->revision, page->dict, "Annots", EVNE_OBJECT_ARRAY);

    for (size_t i = 0; annots && i < annots->n; i++)
        if (annots->items[i].kind == EVNE_OBJECT_REF && annots->items[i].number == number)
            return true;
    return false;
}

/* The field shows something else than when the first signature was made. */
static bool has_new_look(const covering *c, const evne_field *field)
{
    const evne_entry *entry = evne_revisions_find(c->pdf, c->first, field->number);
    const evne_object *look = evne_object_get(field->dict, "AP");
    const evne_object *old =
        entry ? evne_object_get(evne_revisions_object(c->pdf, entry), "AP") : NULL;

    return field->is_signature && look && !(old && evne_object_equal(old, look));
}

/* All new looks on one page, together. */
static bool is_page_covered(const covering *c, const evne_page *page)
{
    int64_t limit, area, sum = 0;

    if (!area_of_page(c, page, &limit))
        return true;
    for (size_t i = 0; i < c->form->n_fields; i++) {
        const evne_field *field = &c->form->fields[i];

        if (!has_new_look(c, field) || !is_on(c, page, field->number))
            continue;
        if (!area_of(c, field->dict, "Rect", &area))
            return true;
        sum += area;
        if (sum > limit / 4)
            return true;
    }
    return false;
}

bool evne_cover_is_too_much(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_form *form, int field)
{
    covering c = {pdf, revision, first_signed(pdf), form};
    evne_error unused = {0};
    evne_pages pages;
    bool is_found = false;

    if (evne_pages_read(arena, pdf, revision, form->root, &pages, &unused) != EVNE_OK)
        return true;
    for (size_t i = 0; i < pages.n; i++)
        if (is_on(&c, &pages.list[i], field)) {
            is_found = true;
            if (is_page_covered(&c, &pages.list[i]))
                return true;
        }
    return !is_found;
}
