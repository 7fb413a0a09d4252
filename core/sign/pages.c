/* How: depth first; a set of the object numbers already met ends loops and finds doubles. */
#include "pages.h"

#include <string.h>

enum { MAX_LEVELS = 64 };

typedef struct walk {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_pages *out;
    unsigned char *met; /* by object number */
    int level;
    evne_error *err;
} walk;

static evne_status refuse(const walk *w, const char *what, int64_t number)
{
    return evne_fail(w->err, EVNE_INPUT, "file.pages", "%s (objekt %lld)", what, (long long)number);
}

static void add_page(const walk *w, const evne_page *page)
{
    evne_pages *out = w->out;

    if ((out->n & (out->n - 1)) == 0)
        out->list = evne_arena_grow(w->arena, out->list, out->n * sizeof *page,
                                    (out->n ? 2 * out->n : 1) * sizeof *page);
    out->list[out->n++] = *page;
}

static evne_status read_node(walk *w, const evne_object *ref, const evne_page *above);

static evne_status read_kids(walk *w, const evne_page *node)
{
    const evne_object *kids =
        evne_revisions_get(w->pdf, w->revision, node->dict, "Kids", EVNE_OBJECT_ARRAY);
    const evne_object *count =
        evne_revisions_get(w->pdf, w->revision, node->dict, "Count", EVNE_OBJECT_INT);
    size_t first = w->out->n;

    if (!kids || w->level == MAX_LEVELS)
        return refuse(w, "en gren af sidetræet har ingen sider eller er for dyb", node->number);
    w->level++;
    for (size_t i = 0; i < kids->n; i++)
        EVNE_TRY(read_node(w, &kids->items[i], node));
    w->level--;
    if (!count || count->number != (int64_t)(w->out->n - first))
        return refuse(w, "sidetræet tæller sine sider forkert", node->number);
    return EVNE_OK;
}

/* A page, or a branch with what its pages inherit. */
static evne_status read_node(walk *w, const evne_object *ref, const evne_page *above)
{
    const evne_object *dict = evne_revisions_resolve(w->pdf, w->revision, ref);
    const evne_object *type;
    evne_page node = *above;

    if (!ref || ref->kind != EVNE_OBJECT_REF || !dict || dict->kind != EVNE_OBJECT_DICT)
        return refuse(w, "en side mangler", ref ? ref->number : 0);
    if (w->met[ref->number])
        return refuse(w, "en side står flere gange", ref->number);
    w->met[ref->number] = 1;
    node.number = (int)ref->number;
    node.dict = dict;
    if (evne_object_get(dict, "MediaBox"))
        node.media = dict;
    if (evne_object_get(dict, "CropBox"))
        node.crop = dict;
    type = evne_revisions_get(w->pdf, w->revision, dict, "Type", EVNE_OBJECT_NAME);
    if (evne_object_is_name(type, "Pages"))
        return read_kids(w, &node);
    if (!evne_object_is_name(type, "Page") || above->number == 0)
        return refuse(w, "noget i sidetræet er ikke en side", ref->number);
    add_page(w, &node);
    return EVNE_OK;
}

evne_status evne_pages_read(evne_arena *arena, const evne_revisions *pdf, size_t revision,
                            const evne_object *root, evne_pages *out, evne_error *err)
{
    walk w = {.arena = arena,
              .pdf = pdf,
              .revision = revision,
              .out = out,
              .met = evne_arena_alloc(arena, (size_t)pdf->n_numbers + 1),
              .err = err};
    evne_page top = {0};

    memset(out, 0, sizeof *out);
    EVNE_TRY(read_node(&w, evne_object_get(root, "Pages"), &top));
    return out->n ? EVNE_OK : refuse(&w, "filen har ingen sider", 0);
}
