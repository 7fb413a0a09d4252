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
    if (type[0] == '\0' || type[1] != 'H' || type[2] < '1' || type[2] > '6')
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

/* A cell's attribute, in the dictionary A or one of several. */
static qpdf_oh attribute(checker *c, qpdf_oh element, const char *key)
{
    qpdf_oh owners = check_key(c, element, "/A");
    if (!qpdf_oh_is_array(c->pdf, owners))
        return check_key(c, owners, key);
    for (int i = 0; i < qpdf_oh_get_array_n_items(c->pdf, owners); i++) {
        qpdf_oh value = check_key(c, qpdf_oh_get_array_item(c->pdf, owners, i), key);
        if (!qpdf_oh_is_null(c->pdf, value))
            return value;
    }
    return qpdf_oh_new_null(c->pdf);
}

static int span_of(checker *c, qpdf_oh cell, const char *key)
{
    qpdf_oh span = attribute(c, cell, key);
    return qpdf_oh_is_integer(c->pdf, span) ? qpdf_oh_get_int_value_as_int(c->pdf, span) : 1;
}

enum { WIDEST = 256 };

/* The rows of one table as they are filled (7.2, 7.5). */
typedef struct grid {
    int width;        /* of the first row; 0 before it */
    int left[WIDEST]; /* rows that a cell of an earlier row still fills, by column */
} grid;

static void fill_cell(checker *c, grid *g, qpdf_oh cell, int *column)
{
    int columns = span_of(c, cell, "/ColSpan"), rows = span_of(c, cell, "/RowSpan");
    while (*column < WIDEST && g->left[*column] > 0)
        ++*column;
    for (int i = 0; i < columns && *column < WIDEST; i++, ++*column) {
        if (g->left[*column] > 0)
            check_say(c, "7.2: cells of a table overlap");
        g->left[*column] = rows;
    }
}

static void fill_row(checker *c, grid *g, qpdf_oh row)
{
    qpdf_oh cells = check_key(c, row, "/K");
    bool is_array = qpdf_oh_is_array(c->pdf, cells);
    int n_cells = is_array ? qpdf_oh_get_array_n_items(c->pdf, cells) : 1, column = 0;
    for (int i = 0; i < n_cells; i++)
        fill_cell(c, g, is_array ? qpdf_oh_get_array_item(c->pdf, cells, i) : cells, &column);
    while (column < WIDEST && g->left[column] > 0)
        column++;
    if (g->width != 0 && column != g->width)
        check_say(c, "7.2: rows of %d and %d cells in one table", g->width, column);
    g->width = column;
    for (int i = 0; i < WIDEST; i++)
        g->left[i] -= g->left[i] > 0;
}

/* At most one caption and one head, and rows of their own under a head (7.2). */
static void check_groups(checker *c, qpdf_oh table)
{
    qpdf_oh kids = check_key(c, table, "/K");
    int n_kids = qpdf_oh_is_array(c->pdf, kids) ? qpdf_oh_get_array_n_items(c->pdf, kids) : 0;
    int n_captions = 0, n_heads = 0, n_bodies = 0, n_rows = 0;
    for (int i = 0; i < n_kids; i++) {
        const char *type =
            check_name(c, check_key(c, qpdf_oh_get_array_item(c->pdf, kids, i), "/S"));
        n_captions += strcmp(type, "/Caption") == 0;
        n_heads += strcmp(type, "/THead") == 0;
        n_bodies += strcmp(type, "/TBody") == 0;
        n_rows += strcmp(type, "/TR") == 0;
    }
    if (n_captions > 1 || n_heads > 1 || (n_heads == 1 && n_bodies == 0) ||
        (n_rows > 0 && n_heads + n_bodies > 0))
        check_say(c, "7.2: a table of %d captions, %d heads, %d bodies, %d rows", n_captions,
                  n_heads, n_bodies, n_rows);
}

/* Every row of a table is as wide as the others, wherever it stands. */
static void check_rows(checker *c, qpdf_oh holder, grid *g)
{
    qpdf_oh kids = check_key(c, holder, "/K");
    bool is_array = qpdf_oh_is_array(c->pdf, kids);
    int n_kids = is_array ? qpdf_oh_get_array_n_items(c->pdf, kids) : 1;
    for (int i = 0; i < n_kids; i++) {
        qpdf_oh kid = is_array ? qpdf_oh_get_array_item(c->pdf, kids, i) : kids;
        const char *type = check_name(c, check_key(c, kid, "/S"));
        if (strcmp(type, "/THead") == 0 || strcmp(type, "/TBody") == 0)
            check_rows(c, kid, g);
        if (strcmp(type, "/Caption") == 0 && i > 0 && i + 1 < n_kids)
            check_say(c, "7.2: a caption stands inside its table");
        if (strcmp(type, "/TR") == 0)
            fill_row(c, g, kid);
    }
}

static void check_table(checker *c, qpdf_oh table)
{
    grid g = {0};
    check_groups(c, table);
    check_rows(c, table, &g);
    for (int i = 0; i < WIDEST; i++) {
        if (g.left[i] > 0) {
            check_say(c, "7.2: a cell reaches below its table");
            return;
        }
    }
    if (g.width == 0)
        check_say(c, "7.2: a table without rows");
}

static bool is_scope(const char *name)
{
    return strcmp(name, "/Row") == 0 || strcmp(name, "/Column") == 0 || strcmp(name, "/Both") == 0;
}

static bool has_text(checker *c, qpdf_oh dict, const char *key)
{
    qpdf_oh text = check_key(c, dict, key);
    return qpdf_oh_is_string(c->pdf, text) && qpdf_oh_get_utf8_value(c->pdf, text)[0] != '\0';
}

static void check_attributes(checker *c, qpdf_oh element, const char *type)
{
    if (strcmp(type, "/Figure") == 0 &&
        (!has_text(c, element, "/Alt") || !check_has(c, check_key(c, element, "/A"), "/BBox")))
        check_say(c, "figure without alternative text or box");
    if (strcmp(type, "/TH") == 0 && !is_scope(check_name(c, attribute(c, element, "/Scope"))))
        check_say(c, "TH without scope");
    if (strcmp(type, "/L") == 0 && !check_has(c, check_key(c, element, "/A"), "/ListNumbering"))
        check_say(c, "list without numbering");
    if (strcmp(type, "/Table") == 0)
        check_table(c, element);
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
