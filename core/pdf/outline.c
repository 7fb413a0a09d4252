/*
 * outline.c - bookmarks.
 *
 * Sections are siblings of the title, groups stand under their section. Headings of entries get
 * none: a dossier has hundreds. The items are objects linked both ways, so they are all made
 * first and then written.
 */
#include "outline.h"

#include "syntax.h"

enum { ABOVE = 6000 /* what a view shows above its spot, 1/1000 pt */ };

typedef struct item {
    const evne_spot *spot;
    evne_object *object;
    size_t parent, previous, next, first, last; /* index + 1; 0: none */
    size_t n_children;
} item;

void evne_outline_view(evne_buf *out, const evne_pages *pages, const evne_spot *spot,
                       const unsigned *page_refs)
{
    evne_len top = pages->height - spot->y + ABOVE;
    evne_buf_put_char(out, '[');
    evne_syntax_ref(out, page_refs[spot->page]);
    evne_buf_puts(out, "/XYZ ");
    evne_syntax_milli(out, spot->x);
    evne_buf_put_char(out, ' ');
    evne_syntax_milli(out, top < pages->height ? top : pages->height);
    evne_buf_puts(out, " null]");
}

static bool is_bookmark(const evne_node *node)
{
    return node->kind == EVNE_NODE_TITLE ||
           (node->kind == EVNE_NODE_HEADING && node->as.heading.level <= 2);
}

static bool is_group(const evne_node *node)
{
    return node->kind == EVNE_NODE_HEADING && node->as.heading.level == 2;
}

/* "3 Fremmøde": the number that stands before a section, then its text. */
static evne_str title_of(evne_arena *arena, const evne_node *node)
{
    evne_buf out = {.arena = arena};
    if (node->kind == EVNE_NODE_HEADING && node->as.heading.number > 0)
        evne_buf_printf(&out, "%d ", node->as.heading.number);
    for (size_t i = 0; i < node->n_spans; i++) {
        if (node->spans[i].flags & EVNE_SPAN_BREAK)
            evne_buf_put_char(&out, ' ');
        evne_buf_put_str(&out, node->spans[i].text);
    }
    return evne_buf_str(&out);
}

/* Links item `index` behind the last child of `parent`. */
static void link_item(item *items, size_t index, size_t parent)
{
    item *holder = &items[parent];
    items[index].parent = parent + 1;
    items[index].previous = holder->last;
    if (holder->last > 0)
        items[holder->last - 1].next = index + 1;
    else
        holder->first = index + 1;
    holder->last = index + 1;
    holder->n_children++;
}

static void put_link(evne_buf *out, const item *items, const char *key, size_t index)
{
    if (index == 0)
        return;
    evne_buf_puts(out, key);
    evne_syntax_ref(out, items[index - 1].object->ref);
}

static void write_item(evne_arena *arena, const item *items, const item *it,
                       const evne_pages *pages, const unsigned *page_refs)
{
    evne_buf *out = &it->object->body;
    evne_buf_puts(out, "/Title");
    evne_syntax_text(out, title_of(arena, it->spot->node));
    put_link(out, items, "/Parent ", it->parent);
    put_link(out, items, "/Prev ", it->previous);
    put_link(out, items, "/Next ", it->next);
    put_link(out, items, "/First ", it->first);
    put_link(out, items, "/Last ", it->last);
    if (it->n_children > 0)
        evne_buf_printf(out, "/Count -%zu", it->n_children); /* closed */
    evne_buf_puts(out, "/Dest");
    evne_outline_view(out, pages, it->spot, page_refs);
    evne_buf_put_char(out, '\n');
}

void evne_outline_write(evne_haru *haru, evne_arena *arena, const evne_pages *pages,
                        const unsigned *page_refs)
{
    item *items = evne_arena_array(arena, pages->n_headings + 1, sizeof *items);
    size_t n_items = 1, section = 0; /* the first is the root */
    for (size_t i = 0; i < pages->n_headings; i++) {
        const evne_spot *spot = &pages->headings[i];
        if (!is_bookmark(spot->node))
            continue;
        items[n_items].spot = spot;
        link_item(items, n_items, is_group(spot->node) ? section : 0);
        if (!is_group(spot->node))
            section = n_items;
        n_items++;
    }
    if (n_items == 1)
        return;
    for (size_t i = 0; i < n_items; i++)
        items[i].object = evne_haru_object(haru);
    evne_buf *root = &items[0].object->body;
    evne_buf_puts(root, "/Type/Outlines");
    put_link(root, items, "/First ", items[0].first);
    put_link(root, items, "/Last ", items[0].last);
    evne_buf_printf(root, "/Count %zu\n", items[0].n_children);
    for (size_t i = 1; i < n_items; i++)
        write_item(arena, items, &items[i], pages, page_refs);
    evne_buf_printf(evne_haru_catalog(haru), "/Outlines %u 0 R/PageMode/UseOutlines\n",
                    items[0].object->ref);
}
