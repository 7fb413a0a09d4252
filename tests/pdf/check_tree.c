/*
 * check_tree.c - the structure tree: which element may hold which, headings, tables, parents.
 */
#include <string.h>

#include "check_pdf.h"

/* type: its parents: its children; "*" is any. Every standard type that pdf/ uses. */
static const struct {
    const char *type, *parents, *children;
} rules[] = {
    {"/Document", "", "*"},
    {"/H1", "*", "/Link/Span"},
    {"/H2", "*", "/Link/Span"},
    {"/H3", "*", "/Link/Span"},
    {"/H4", "*", "/Link/Span"},
    {"/P", "*", "/Link/Span"},
    {"/Div", "*", "*"},
    {"/BlockQuote", "*", "*"},
    {"/Caption", "/Table/Div/L/TOC", "/Link/Span/P"},
    {"/L", "*", "/L/LI/Caption"},
    {"/LI", "/L", "/Lbl/LBody"},
    {"/Lbl", "/LI", "*"},
    {"/LBody", "/LI", "*"},
    {"/Table", "*", "/TR/THead/TBody/Caption"},
    {"/THead", "/Table", "/TR"},
    {"/TBody", "/Table", "/TR"},
    {"/TR", "/Table/THead/TBody", "/TH/TD"},
    {"/TH", "/TR", "*"},
    {"/TD", "/TR", "*"},
    {"/TOC", "*", "/TOC/TOCI/Caption"},
    {"/TOCI", "/TOC", "/Reference"},
    {"/Reference", "/TOCI", "/Link"},
    {"/Link", "*", "/Span"},
    {"/Span", "*", ""},
    {"/Figure", "*", "/Link/Span"},
    {"/Form", "*", ""},
};

/* True when `list` holds the name `type` as a whole. */
static bool lists(const char *list, const char *type)
{
    if (strcmp(list, "*") == 0)
        return true;
    size_t len = strlen(type);
    for (const char *p = strstr(list, type); p != NULL; p = strstr(p + 1, type)) {
        if (p[len] == '\0' || p[len] == '/')
            return true;
    }
    return false;
}

static void check_relation(checker *c, const char *type, const char *parent)
{
    bool is_known = false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rules[i].type, type) == 0) {
            is_known = true;
            if (parent[0] != '\0' && !lists(rules[i].parents, parent))
                check_say(c, "%s in %s", type, parent);
        }
        if (strcmp(rules[i].type, parent) == 0 && !lists(rules[i].children, type))
            check_say(c, "%s holds %s", parent, type);
    }
    if (!is_known)
        check_say(c, "unknown type %s", type);
}

static void check_heading(checker *c, const char *type)
{
    if (type[1] != 'H' || type[2] < '1' || type[2] > '6')
        return;
    int level = type[2] - '0';
    if (level > c->last_heading + 1)
        check_say(c, "heading %d after %d", level, c->last_heading);
    c->last_heading = level;
}

static int page_index(checker *c, qpdf_oh page)
{
    int id = qpdf_oh_get_object_id(c->pdf, page);
    for (size_t i = 0; i < c->n_pages; i++) {
        if (c->page_ids[i] == id)
            return (int)i;
    }
    return -1;
}

static void own_mark(checker *c, qpdf_oh element, qpdf_oh page, int mark)
{
    int index = page_index(c, page);
    if (index < 0 || mark < 0 || mark >= CHECK_MARKS) {
        check_say(c, "mark %d stands on no page", mark);
        return;
    }
    if (c->owners[index][mark] != 0)
        check_say(c, "mark %d of page %d has two owners", mark, index);
    c->owners[index][mark] = qpdf_oh_get_object_id(c->pdf, element);
}

/* An annotation's StructParent must lead back to the element, through the parent tree. */
static void check_annotation(checker *c, const char *type, qpdf_oh annotation)
{
    const char *subtype = check_name(c, check_key(c, annotation, "/Subtype"));
    bool is_link = strcmp(subtype, "/Link") == 0;
    if (strcmp(type, is_link ? "/Link" : "/Form") != 0)
        check_say(c, "%s annotation in %s", subtype, type);
    if (!check_has(c, annotation, "/StructParent"))
        check_say(c, "annotation without StructParent");
    if (qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, annotation, "/F")) != 4)
        check_say(c, "annotation is not to be printed");
    if (is_link) {
        c->n_links++;
        if (!check_has(c, annotation, "/Contents") || !check_has(c, annotation, "/Dest"))
            check_say(c, "incomplete link");
    } else {
        c->n_fields++;
        if (!check_has(c, annotation, "/TU") || !check_has(c, annotation, "/T") ||
            !check_has(c, check_key(c, annotation, "/AP"), "/N"))
            check_say(c, "incomplete field");
    }
}

static void check_element(checker *c, qpdf_oh element, qpdf_oh parent, const char *parent_type);

static void check_kid(checker *c, qpdf_oh element, const char *type, qpdf_oh kid)
{
    if (qpdf_oh_is_integer(c->pdf, kid)) {
        own_mark(c, element, check_key(c, element, "/Pg"),
                 qpdf_oh_get_int_value_as_int(c->pdf, kid));
        return;
    }
    const char *kind = check_name(c, check_key(c, kid, "/Type"));
    if (strcmp(kind, "/MCR") == 0)
        own_mark(c, element, check_key(c, kid, "/Pg"),
                 qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, kid, "/MCID")));
    else if (strcmp(kind, "/OBJR") == 0)
        check_annotation(c, type, check_key(c, kid, "/Obj"));
    else
        check_element(c, kid, element, type);
}

static int row_width(checker *c, qpdf_oh row)
{
    qpdf_oh cells = check_key(c, row, "/K");
    bool is_array = qpdf_oh_is_array(c->pdf, cells);
    int n_cells = is_array ? qpdf_oh_get_array_n_items(c->pdf, cells) : 1, width = 0;
    for (int i = 0; i < n_cells; i++) {
        qpdf_oh cell = is_array ? qpdf_oh_get_array_item(c->pdf, cells, i) : cells;
        qpdf_oh span = check_key(c, check_key(c, cell, "/A"), "/ColSpan");
        width += qpdf_oh_is_integer(c->pdf, span) ? qpdf_oh_get_int_value_as_int(c->pdf, span) : 1;
    }
    return width;
}

/* Every row of a table is as wide as the others, wherever it stands. */
static void check_rows(checker *c, qpdf_oh holder, int *width)
{
    qpdf_oh kids = check_key(c, holder, "/K");
    bool is_array = qpdf_oh_is_array(c->pdf, kids);
    int n_kids = is_array ? qpdf_oh_get_array_n_items(c->pdf, kids) : 1;
    for (int i = 0; i < n_kids; i++) {
        qpdf_oh kid = is_array ? qpdf_oh_get_array_item(c->pdf, kids, i) : kids;
        const char *type = check_name(c, check_key(c, kid, "/S"));
        if (strcmp(type, "/THead") == 0 || strcmp(type, "/TBody") == 0)
            check_rows(c, kid, width);
        if (strcmp(type, "/Caption") == 0 && i > 0)
            check_say(c, "a caption is not first in its table");
        if (strcmp(type, "/TR") != 0)
            continue;
        int found = row_width(c, kid);
        if (*width != 0 && found != *width)
            check_say(c, "rows of %d and %d cells in one table", *width, found);
        *width = found;
    }
}

static void check_attributes(checker *c, qpdf_oh element, const char *type)
{
    if (strcmp(type, "/Figure") == 0 &&
        (!check_has(c, element, "/Alt") || !check_has(c, check_key(c, element, "/A"), "/BBox")))
        check_say(c, "figure without alternative text or box");
    if (strcmp(type, "/TH") == 0 && !check_has(c, check_key(c, element, "/A"), "/Scope"))
        check_say(c, "TH without scope");
    if (strcmp(type, "/L") == 0 && !check_has(c, check_key(c, element, "/A"), "/ListNumbering"))
        check_say(c, "list without numbering");
    int width = 0;
    if (strcmp(type, "/Table") == 0)
        check_rows(c, element, &width);
    bool may_be_empty = strcmp(type, "/TD") == 0 || strcmp(type, "/TH") == 0;
    if (!may_be_empty && !check_has(c, element, "/K"))
        check_say(c, "empty %s", type);
    if (strcmp(type, "/Form") == 0 && !qpdf_oh_is_dictionary(c->pdf, check_key(c, element, "/K")))
        check_say(c, "a Form's kid is not a dictionary");
}

static void check_element(checker *c, qpdf_oh element, qpdf_oh parent, const char *parent_type)
{
    const char *type = check_name(c, check_key(c, element, "/S"));
    c->n_elements++;
    check_relation(c, type, parent_type);
    check_heading(c, type);
    check_attributes(c, element, type);
    if (qpdf_oh_get_object_id(c->pdf, check_key(c, element, "/P")) !=
        qpdf_oh_get_object_id(c->pdf, parent))
        check_say(c, "%s does not lead back to its parent", type);
    qpdf_oh kids = check_key(c, element, "/K");
    if (!qpdf_oh_is_array(c->pdf, kids)) {
        if (!qpdf_oh_is_null(c->pdf, kids))
            check_kid(c, element, type, kids);
        return;
    }
    int n_kids = qpdf_oh_get_array_n_items(c->pdf, kids);
    for (int i = 0; i < n_kids; i++)
        check_kid(c, element, type, qpdf_oh_get_array_item(c->pdf, kids, i));
}

static void check_page_parents(checker *c, int page, qpdf_oh list)
{
    int n = qpdf_oh_get_array_n_items(c->pdf, list);
    for (int mark = 0; mark < CHECK_MARKS; mark++) {
        int id = mark < n
                     ? qpdf_oh_get_object_id(c->pdf, qpdf_oh_get_array_item(c->pdf, list, mark))
                     : 0;
        if (id != c->owners[page][mark])
            check_say(c, "mark %d of page %d: parent tree says %d, structure tree %d", mark, page,
                      id, c->owners[page][mark]);
    }
}

/* Keys rise; the first are pages, the others annotations, each once. */
static void check_parent_tree(checker *c, qpdf_oh tree)
{
    qpdf_oh numbers = check_key(c, tree, "/Nums");
    int n = qpdf_oh_get_array_n_items(c->pdf, numbers);
    for (int i = 0; i + 1 < n; i += 2) {
        int key = qpdf_oh_get_int_value_as_int(c->pdf, qpdf_oh_get_array_item(c->pdf, numbers, i));
        qpdf_oh value = qpdf_oh_get_array_item(c->pdf, numbers, i + 1);
        if (key != i / 2)
            check_say(c, "parent tree key %d at %d", key, i / 2);
        if ((size_t)key < c->n_pages)
            check_page_parents(c, key, value);
        else if (!check_has(c, value, "/S"))
            check_say(c, "parent tree key %d leads to no element", key);
    }
    if ((size_t)n / 2 != c->n_pages + c->n_links + c->n_fields)
        check_say(c, "parent tree has %d entries for %zu pages and %zu annotations", n / 2,
                  c->n_pages, c->n_links + c->n_fields);
}

void check_tree(checker *c)
{
    c->n_pages = (size_t)qpdf_get_num_pages(c->pdf);
    for (size_t i = 0; i < c->n_pages && i < CHECK_PAGES; i++) {
        c->page_ids[i] = qpdf_oh_get_object_id(c->pdf, qpdf_get_page_n(c->pdf, i));
        c->owners[i] = evne_arena_array(c->arena, CHECK_MARKS, sizeof(int));
        c->written[i] = evne_arena_array(c->arena, CHECK_MARKS, sizeof(int));
    }
    qpdf_oh root = check_key(c, qpdf_get_root(c->pdf), "/StructTreeRoot");
    qpdf_oh document = check_key(c, root, "/K");
    if (qpdf_oh_is_array(c->pdf, document))
        document = qpdf_oh_get_array_item(c->pdf, document, 0);
    check_element(c, document, root, "");
    check_parent_tree(c, check_key(c, root, "/ParentTree"));
}
