/*
 * How: every object that speaks of a BBox is read; one whose title has our form, that stands in a
 * row which knows it and on a page, is a place. Two of one name are none: it must be clear which is
 * meant. Signer and verifier read places by this one reader, and the verifier asks that an update
 * is exactly what evne_place_update would write (placed.c).
 */
#define _GNU_SOURCE /* memmem */
#include "places.h"

#include <string.h>

static const char optional[] = " (valgfri)";

typedef struct search {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_places *out;
} search;

/* ---- one element ---- */

static const evne_object *resolve(const search *s, const evne_object *ref)
{
    return evne_revisions_resolve(s->pdf, s->revision, ref);
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* "name: description" or "name (valgfri): description". */
static bool read_title(const search *s, const evne_object *title, evne_place *out)
{
    const char *text = evne_object_utf8(s->arena, title), *rest;
    size_t len = 0;

    while (is_name_char(text[len]))
        len++;
    rest = text + len;
    out->is_required = strncmp(rest, optional, sizeof optional - 1) != 0;
    if (!out->is_required)
        rest += sizeof optional - 1;
    if (len == 0 || strncmp(rest, ": ", 2) != 0 || !rest[2])
        return false;
    out->name = evne_arena_copy(s->arena, text, len);
    out->description = rest + 2;
    return true;
}

static bool is_box(const evne_object *box)
{
    if (!box || box->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (box->items[i].kind != EVNE_OBJECT_INT && box->items[i].kind != EVNE_OBJECT_REAL)
            return false;
    return true;
}

/* Whether the element above holds this one among several. */
static bool is_kid(const evne_object *row, int number)
{
    const evne_object *kids = evne_object_get_kind(row, "K", EVNE_OBJECT_ARRAY);

    for (size_t i = 0; kids && i < kids->n; i++)
        if (kids->items[i].kind == EVNE_OBJECT_REF && kids->items[i].number == number)
            return true;
    return false;
}

static bool read_place(const search *s, int number, const evne_object *element, evne_place *out)
{
    const evne_object *layout = evne_object_get_kind(element, "A", EVNE_OBJECT_DICT);

    if (!evne_object_is_name(evne_object_get(element, "S"), "P") ||
        !read_title(s, evne_object_get(element, "T"), out))
        return false;
    out->box = evne_object_get_kind(layout, "BBox", EVNE_OBJECT_ARRAY);
    out->row = evne_object_get_kind(element, "P", EVNE_OBJECT_REF);
    out->page = evne_object_get_kind(element, "Pg", EVNE_OBJECT_REF);
    return is_box(out->box) && out->row && out->page && is_kid(resolve(s, out->row), number) &&
           evne_object_is_name(evne_object_get(resolve(s, out->page), "Type"), "Page");
}

/* ---- all of them ---- */

static bool has_box(evne_str text)
{
    return memmem(text.p, text.len, "/BBox", sizeof "/BBox" - 1) != NULL;
}

static void add_place(evne_places *out, const evne_place *place, evne_arena *arena)
{
    if ((out->n & (out->n - 1)) == 0)
        out->list = evne_arena_grow(arena, out->list, out->n * sizeof *place,
                                    (out->n ? 2 * out->n : 1) * sizeof *place);
    out->list[out->n++] = *place;
}

static void collect(const search *s)
{
    for (int number = 1; number < s->pdf->n_numbers; number++) {
        const evne_entry *entry = evne_revisions_find(s->pdf, s->revision, number);
        evne_place place = {0};

        if (entry && !entry->has_stream && has_box(evne_revisions_text(s->pdf, entry)) &&
            read_place(s, number, evne_revisions_object(s->pdf, entry), &place))
            add_place(s->out, &place, s->arena);
    }
}

static bool is_doubled(const evne_places *places, size_t index)
{
    for (size_t i = 0; i < places->n; i++)
        if (i != index && strcmp(places->list[i].name, places->list[index].name) == 0)
            return true;
    return false;
}

static void drop_doubled(evne_arena *arena, evne_places *places)
{
    evne_places kept = *places;

    kept.n = 0;
    kept.list = evne_arena_array(arena, places->n + 1, sizeof *kept.list);
    for (size_t i = 0; i < places->n; i++)
        if (!is_doubled(places, i))
            kept.list[kept.n++] = places->list[i];
    *places = kept;
}

/* The structure root and a parent tree that is one list: what pdf/ writes. */
static bool read_structure(const search *s, const evne_object *catalog)
{
    evne_places *out = s->out;
    const evne_object *root, *tree, *numbers, *next;

    out->root = evne_object_get_kind(catalog, "StructTreeRoot", EVNE_OBJECT_REF);
    root = resolve(s, out->root);
    out->tree = evne_object_get_kind(root, "ParentTree", EVNE_OBJECT_REF);
    tree = resolve(s, out->tree);
    numbers = evne_object_get_kind(tree, "Nums", EVNE_OBJECT_ARRAY);
    next = evne_object_get_kind(root, "ParentTreeNextKey", EVNE_OBJECT_INT);
    if (!numbers || !next || numbers->n < 2 || numbers->n % 2 ||
        numbers->items[numbers->n - 2].kind != EVNE_OBJECT_INT ||
        numbers->items[numbers->n - 2].number >= next->number)
        return false;
    out->next_key = next->number;
    return true;
}

void evne_places_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                      const evne_object *root, evne_places *out)
{
    search s = {arena, pdf, revision, out};

    *out = (evne_places){0};
    if (!read_structure(&s, root))
        return;
    collect(&s);
    drop_doubled(arena, out);
}

const evne_place *evne_places_find(const evne_places *places, const char *name)
{
    for (size_t i = 0; i < places->n; i++)
        if (strcmp(places->list[i].name, name) == 0)
            return &places->list[i];
    return NULL;
}

static evne_field field_to_come(evne_arena *arena, const evne_places *places,
                                const evne_place *place)
{
    return (evne_field){.name = place->name,
                        .dict = evne_place_field(arena, place, places->next_key),
                        .is_signature = true,
                        .is_required = place->is_required};
}

void evne_places_join(evne_arena *arena, const evne_places *places, evne_form *form)
{
    evne_form joined = *form;

    joined.n_fields = 0;
    joined.fields = evne_arena_array(arena, form->n_fields + places->n + 1, sizeof *joined.fields);
    for (size_t i = 0; i < form->n_fields; i++)
        if (!evne_places_find(places, form->fields[i].name))
            joined.fields[joined.n_fields++] = form->fields[i];
    for (size_t i = 0; i < places->n; i++) {
        const evne_field *made = evne_form_find(form, places->list[i].name);

        joined.fields[joined.n_fields++] =
            made ? *made : field_to_come(arena, places, &places->list[i]);
    }
    *form = joined;
}

/* ---- the field ---- */

const evne_object *evne_place_field(evne_arena *arena, const evne_place *place, int64_t key)
{
    evne_buf out = {.arena = arena};
    evne_object *dict = evne_arena_alloc(arena, sizeof *dict);
    evne_reader reader = {.arena = arena};

    evne_buf_printf(&out, "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU", place->name);
    evne_buf_put_str(&out, evne_update_text(arena, place->description));
    evne_buf_printf(&out, "/F 4%s/Rect", place->is_required ? "/Ff 2" : "");
    evne_buf_put_str(&out, place->box->raw);
    evne_buf_puts(&out, "/P ");
    evne_buf_put_str(&out, place->page->raw);
    evne_buf_printf(&out, "/StructParent %lld>>", (long long)key);
    reader.bytes = evne_buf_str(&out);
    if (!evne_object_read(&reader, dict))
        dict->kind = EVNE_OBJECT_NULL;
    return dict;
}

/* The object that `ref` names with one key set anew. */
static evne_update_object with(const search *s, const evne_object *ref, const char *key,
                               evne_str value)
{
    return (evne_update_object){(int)ref->number, ref->generation,
                                evne_update_dict(s->arena, resolve(s, ref), 1, &key, &value), 0};
}

static evne_str longer(const search *s, const evne_object *ref, const char *key, int number)
{
    return evne_update_longer(s->arena, s->pdf, s->revision, resolve(s, ref), key,
                              evne_str_of(evne_arena_printf(s->arena, "%d 0 R", number)));
}

static evne_update_object longer_tree(const search *s, int element)
{
    const evne_places *places = s->out;
    const char *pair =
        evne_arena_printf(s->arena, "%lld %d 0 R", (long long)places->next_key, element);

    return with(s, places->tree, "Nums",
                evne_update_longer(s->arena, s->pdf, s->revision, resolve(s, places->tree), "Nums",
                                   evne_str_of(pair)));
}

static evne_str form_element(const search *s, const evne_place *place, int field)
{
    evne_buf out = {.arena = s->arena};

    evne_buf_puts(&out, "<</S/Form/P ");
    evne_buf_put_str(&out, place->row->raw);
    evne_buf_puts(&out, "/K<</Type/OBJR/Pg ");
    evne_buf_put_str(&out, place->page->raw);
    evne_buf_printf(&out, "/Obj %d 0 R>>>>", field);
    return evne_buf_str(&out);
}

void evne_place_update(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                       const evne_places *places, const evne_place *place, int field, int element,
                       evne_update_object objects[EVNE_PLACE_OBJECTS])
{
    evne_places copy = *places;
    search s = {arena, pdf, revision, &copy};
    const char *next = evne_arena_printf(arena, "%lld", (long long)places->next_key + 1);
    static const char *const keys[] = {"Annots", "Tabs"};
    evne_str values[] = {longer(&s, place->page, "Annots", field), EVNE_STR("/S")};

    objects[0] =
        (evne_update_object){(int)place->page->number, place->page->generation,
                             evne_update_dict(arena, resolve(&s, place->page), 2, keys, values), 0};
    objects[1] = with(&s, place->row, "K", longer(&s, place->row, "K", element));
    objects[2] = (evne_update_object){element, 0, form_element(&s, place, field), 0};
    objects[3] = longer_tree(&s, element);
    objects[4] = with(&s, places->root, "ParentTreeNextKey", evne_str_of(next));
}
