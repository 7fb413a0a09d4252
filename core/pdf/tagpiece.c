/*
 * tagpiece.c - from pieces on pages to structure elements.
 *
 * A piece names the node it belongs to; that node's element holds its text. Where a node may not
 * hold text (a list, a table, a row) it goes into a caption, a body or a cell: validators refuse
 * text between list items. Links and other languages get an element inside.
 */
#include <string.h>

#include "map.h"
#include "tags.h"

/* The first child if it has `type`, else a new first child. */
static evne_element *caption_of(evne_tags *tags, evne_element *parent)
{
    evne_kid *first = parent->first;
    if (first != NULL && first->kind == EVNE_KID_ELEMENT &&
        evne_element_is(first->element, "Caption"))
        return first->element;
    return evne_element_insert(tags->arena, parent, NULL, "Caption")->element;
}

/* The last child if it has `type`, else a new last child. */
static evne_element *last_of(evne_tags *tags, evne_element *parent, const char *type)
{
    evne_kid *last = parent->last;
    if (last != NULL && last->kind == EVNE_KID_ELEMENT && evne_element_is(last->element, type))
        return last->element;
    return evne_element_add(tags->arena, parent, type);
}

/* `element`, or the descendant that text may stand in. */
static evne_element *text_holder(evne_tags *tags, evne_element *element)
{
    while (evne_element_is(element, "THead") || evne_element_is(element, "TBody"))
        element = element->parent;
    if (evne_element_is(element, "L") || evne_element_is(element, "TOC") ||
        evne_element_is(element, "Table"))
        return caption_of(tags, element);
    if (evne_element_is(element, "LI"))
        return last_of(tags, element, "LBody");
    if (evne_element_is(element, "TR"))
        return last_of(tags, element, "TD");
    if (evne_element_is(element, "Document"))
        return last_of(tags, element, "P");
    return element;
}

/*
 * A node that layout made itself belongs to the nearest known node above it. Without one it is a
 * paragraph of the document, before everything else while nothing has been written.
 */
static evne_element *adopt(evne_tags *tags, const evne_node *node)
{
    bool is_picture = node->kind == EVNE_NODE_PICTURE; /* stands directly under the document */
    const evne_node *known = node->parent;
    while (known != NULL && evne_tags_find(tags, known) == NULL)
        known = known->parent;
    evne_element *parent = known != NULL ? evne_tags_find(tags, known) : tags->document;
    evne_element *element = NULL;
    if (parent != tags->document) {
        element = text_holder(tags, parent);
    } else if (tags->has_begun) {
        element = evne_element_add(tags->arena, parent, is_picture ? "Figure" : "P");
    } else {
        tags->last_front =
            evne_element_insert(tags->arena, parent, tags->last_front, is_picture ? "Figure" : "P");
        element = tags->last_front->element;
        element->is_front = true;
    }
    if (is_picture)
        element->attributes = evne_tags_figure(tags, node, node->as.picture.alt);
    evne_tags_bind(tags, node, element);
    return element;
}

/* The Link or Span that the last piece stood in, if this one belongs to it, else a new one. */
static evne_element *inline_of(evne_tags *tags, evne_element *parent, const evne_node *link,
                               const char *lang)
{
    evne_kid *last = parent->last;
    if (last != NULL && last->kind == EVNE_KID_ELEMENT) {
        evne_element *element = last->element;
        bool is_same_lang = lang == NULL
                                ? element->lang == NULL
                                : element->lang != NULL && strcmp(element->lang, lang) == 0;
        if (element->link == link && is_same_lang &&
            evne_element_is(element, link ? "Link" : "Span"))
            return element;
    }
    evne_element *element = evne_element_add(tags->arena, parent, link != NULL ? "Link" : "Span");
    element->link = link;
    element->lang = lang;
    return element;
}

/* One line of the table of contents: TOCI, Reference, Link. */
static evne_element *contents_entry(evne_tags *tags, evne_element *contents, const evne_node *link,
                                    const char *lang)
{
    evne_kid *last = contents->last;
    if (last != NULL && last->element->link == link && evne_element_is(last->element, "TOCI"))
        return inline_of(tags, last->element->last->element, link, lang);
    evne_element *entry = evne_element_add(tags->arena, contents, "TOCI");
    entry->link = link;
    return inline_of(tags, evne_element_add(tags->arena, entry, "Reference"), link, lang);
}

static evne_element *base_element(evne_tags *tags, const evne_piece *piece)
{
    const void *label = evne_map_get(tags->labels, piece->node);
    if (label != NULL && (piece->is_label || piece->is_in_field))
        return (evne_element *)(uintptr_t)label;
    evne_element *element = evne_tags_find(tags, piece->node);
    return element != NULL ? element : adopt(tags, piece->node);
}

evne_element *evne_tags_of(evne_tags *tags, const evne_piece *piece, bool has_target)
{
    evne_element *element = base_element(tags, piece);
    if (piece->kind != EVNE_PIECE_TEXT)
        return text_holder(tags, element);
    const evne_node *link = has_target ? piece->as.text.link : NULL;
    if (evne_element_is(element, "TOC") && link != NULL)
        return contents_entry(tags, element, link, piece->as.text.lang);
    element = text_holder(tags, element);
    if (link == NULL && piece->as.text.lang == NULL)
        return element;
    return inline_of(tags, element, link, piece->as.text.lang);
}

evne_element *evne_tags_box(evne_tags *tags, const evne_node *signature)
{
    return (evne_element *)(uintptr_t)evne_map_get(tags->labels, signature);
}

/* Notes that the document's own content has begun, unless `element` stands before it. */
static void note_begun(evne_tags *tags, const evne_element *element)
{
    while (element->parent != NULL && element->parent != tags->document)
        element = element->parent;
    tags->has_begun = tags->has_begun || !element->is_front;
}

static size_t push(evne_arena *arena, evne_mark_list *list, evne_element *element)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 64 : list->room * 2;
        list->elements = evne_arena_grow(arena, list->elements, list->room * sizeof(evne_element *),
                                         room * sizeof(evne_element *));
        list->room = room;
    }
    list->elements[list->n] = element;
    return list->n++;
}

unsigned evne_tags_mark(evne_tags *tags, evne_element *element, size_t page)
{
    unsigned id = (unsigned)push(tags->arena, &tags->marks[page], element);
    evne_element_fill(tags->arena, element, EVNE_KID_MARK, page, id);
    note_begun(tags, element);
    return id;
}

unsigned evne_tags_annotate(evne_tags *tags, evne_element *element, size_t page, unsigned ref)
{
    size_t index = push(tags->arena, &tags->annotations, element);
    evne_element_fill(tags->arena, element, EVNE_KID_OBJECT, page, ref);
    return (unsigned)(tags->pages->n_pages + index);
}
