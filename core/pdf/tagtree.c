/*
 * tagtree.c - writes the structure tree and its parent tree.
 *
 * There are more structure elements than anything else in a file, so they are terse: the page of
 * most marks stands on the element (Pg), and its marks are plain numbers; only marks on other pages
 * name theirs. Elements without content are left out, but not the cells of a table that has some.
 */
#include "syntax.h"
#include "tags.h"

static bool is_written(const evne_element *element)
{
    return element->has_content || element->is_kept;
}

/* Numbers the elements parents first, so that the file reads in order. */
static void make_objects(evne_haru *haru, evne_element *element)
{
    element->object = evne_haru_object(haru);
    for (evne_kid *kid = element->first; kid != NULL; kid = kid->next) {
        if (kid->kind == EVNE_KID_ELEMENT && is_written(kid->element))
            make_objects(haru, kid->element);
    }
}

/* The page of the first mark, or SIZE_MAX. */
static size_t home_page(const evne_element *element)
{
    for (const evne_kid *kid = element->first; kid != NULL; kid = kid->next) {
        if (kid->kind == EVNE_KID_MARK)
            return kid->page;
    }
    return SIZE_MAX;
}

/* Dictionaries and arrays delimit themselves; numbers and references need a blank before them. */
static void put_kid(evne_buf *out, const evne_kid *kid, size_t home, const unsigned *page_refs,
                    bool is_after_word)
{
    bool is_plain_mark = kid->kind == EVNE_KID_MARK && kid->page == home;
    if (kid->kind == EVNE_KID_ELEMENT || is_plain_mark) {
        if (is_after_word)
            evne_buf_put_char(out, ' ');
        if (is_plain_mark)
            evne_syntax_int(out, kid->number);
        else
            evne_syntax_ref(out, kid->element->object->ref);
        return;
    }
    bool is_mark = kid->kind == EVNE_KID_MARK;
    evne_buf_puts(out, is_mark ? "<</Type/MCR/Pg " : "<</Type/OBJR/Pg ");
    evne_syntax_ref(out, page_refs[kid->page]);
    evne_buf_puts(out, is_mark ? "/MCID " : "/Obj ");
    if (is_mark)
        evne_syntax_int(out, kid->number);
    else
        evne_syntax_ref(out, kid->number);
    evne_buf_puts(out, ">>");
}

static bool is_kid_written(const evne_kid *kid)
{
    return kid->kind != EVNE_KID_ELEMENT || kid->element->object != NULL;
}

/* One kid stands without an array: a signed field must be reached by K.Obj (pdf-layer, 3). */
static void put_kids(evne_buf *out, const evne_element *element, size_t home,
                     const unsigned *page_refs)
{
    size_t n_kids = 0;
    for (const evne_kid *kid = element->first; kid != NULL; kid = kid->next)
        n_kids += is_kid_written(kid);
    if (n_kids == 0)
        return;
    evne_buf_puts(out, n_kids > 1 ? "/K[" : "/K");
    bool is_after_word = n_kids == 1;
    for (const evne_kid *kid = element->first; kid != NULL; kid = kid->next) {
        if (!is_kid_written(kid))
            continue;
        put_kid(out, kid, home, page_refs, is_after_word);
        is_after_word = true;
    }
    if (n_kids > 1)
        evne_buf_put_char(out, ']');
}

static void write_element(const evne_element *element, unsigned parent, const unsigned *page_refs)
{
    evne_buf *out = &element->object->body;
    size_t home = home_page(element);
    evne_buf_puts(out, "/S/");
    evne_buf_puts(out, element->type);
    evne_buf_puts(out, "/P ");
    evne_syntax_ref(out, parent);
    if (home != SIZE_MAX) {
        evne_buf_puts(out, "/Pg ");
        evne_syntax_ref(out, page_refs[home]);
    }
    if (element->lang != NULL) {
        evne_buf_puts(out, "/Lang");
        evne_syntax_lang(out, evne_str_of(element->lang));
    }
    evne_buf_puts(out, element->attributes);
    put_kids(out, element, home, page_refs);
    evne_buf_put_char(out, '\n');
    for (const evne_kid *kid = element->first; kid != NULL; kid = kid->next) {
        if (kid->kind == EVNE_KID_ELEMENT && kid->element->object != NULL)
            write_element(kid->element, element->object->ref, page_refs);
    }
}

/* Pages lead to an array by mark, annotations to their element. */
static unsigned write_parent_tree(const evne_tags *tags, evne_haru *haru)
{
    evne_object *tree = evne_haru_object(haru);
    evne_buf *out = &tree->body;
    size_t n_pages = tags->pages->n_pages;
    evne_buf_puts(out, "/Nums[");
    for (size_t page = 0; page < n_pages; page++) {
        evne_syntax_int(out, (int64_t)page);
        evne_buf_put_char(out, '[');
        for (size_t i = 0; i < tags->marks[page].n; i++) {
            if (i > 0)
                evne_buf_put_char(out, ' ');
            evne_syntax_ref(out, tags->marks[page].elements[i]->object->ref);
        }
        evne_buf_puts(out, "]\n");
    }
    for (size_t i = 0; i < tags->annotations.n; i++) {
        evne_syntax_int(out, (int64_t)(n_pages + i));
        evne_buf_put_char(out, ' ');
        evne_syntax_ref(out, tags->annotations.elements[i]->object->ref);
        evne_buf_put_char(out, '\n');
    }
    evne_buf_puts(out, "]\n");
    return tree->ref;
}

unsigned evne_tags_write(evne_tags *tags, evne_haru *haru, const unsigned *page_refs)
{
    evne_object *root = evne_haru_object(haru);
    make_objects(haru, tags->document);
    write_element(tags->document, root->ref, page_refs);
    evne_buf_printf(&root->body,
                    "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu\n",
                    tags->document->object->ref, write_parent_tree(tags, haru),
                    tags->pages->n_pages + tags->annotations.n);
    return root->ref;
}
