/*
 * check_annot.c - annotations, form and signatures (ISO 19005-3, 6.3 to 6.5 and 6.4.3; ISO 14289-1,
 * 7.18). What structure an annotation stands in, check_tree.c looks at.
 */
#include <string.h>

#include "check_pdf.h"

enum { FLAG_PRINT = 4, FLAGS_FORBIDDEN = 1 | 2 | 32 | 256 }; /* Invisible Hidden NoView Toggle */

static int integer(checker *c, qpdf_oh oh)
{
    return qpdf_oh_is_integer(c->pdf, oh) ? qpdf_oh_get_int_value_as_int(c->pdf, oh) : -1;
}

/* A rectangle of nothing at the corner of the page: no look and no structure (6.3.3, 7.18.1). */
static bool is_invisible(checker *c, qpdf_oh widget)
{
    qpdf_oh box = check_key(c, widget, "/Rect");
    bool is_empty = qpdf_oh_is_array(c->pdf, box) && qpdf_oh_get_array_n_items(c->pdf, box) == 4;
    for (int i = 0; i < 4 && is_empty; i++)
        is_empty = integer(c, qpdf_oh_get_array_item(c->pdf, box, i)) == 0;
    return is_empty && !check_has(c, widget, "/AP") && !check_has(c, widget, "/StructParent");
}

static void check_rectangle(checker *c, int id, qpdf_oh annotation)
{
    qpdf_oh box = check_key(c, annotation, "/Rect");
    double side[4] = {0};
    for (int i = 0; i < 4 && qpdf_oh_is_array(c->pdf, box); i++)
        side[i] = qpdf_oh_get_numeric_value(c->pdf, qpdf_oh_get_array_item(c->pdf, box, i));
    if (side[2] <= side[0] || side[3] <= side[1])
        check_say(c, "annotation %d has no area", id);
}

/* [page /XYZ x y zoom], the page one of ours. */
static void check_destination(checker *c, int id, qpdf_oh dest)
{
    int page = qpdf_oh_is_array(c->pdf, dest)
                   ? qpdf_oh_get_object_id(c->pdf, qpdf_oh_get_array_item(c->pdf, dest, 0))
                   : 0;
    bool is_page = false;
    for (size_t i = 0; i < c->n_pages && i < CHECK_PAGES; i++)
        is_page = is_page || (page != 0 && c->page_ids[i] == page);
    if (!is_page)
        check_say(c, "object %d leads to no page", id);
}

/* AP has N and nothing else, a form with a box and resources of its own (6.3.3). */
static void check_look(checker *c, int id, size_t page, qpdf_oh annotation)
{
    qpdf_oh looks = check_key(c, annotation, "/AP"), form = check_key(c, looks, "/N");
    if (check_has(c, looks, "/R") || check_has(c, looks, "/D"))
        check_say(c, "6.3.3: annotation %d has more than one look", id);
    if (!qpdf_oh_is_stream(c->pdf, form)) {
        check_say(c, "6.3.3: annotation %d has no look", id);
        return;
    }
    qpdf_oh dict = qpdf_oh_get_dict(c->pdf, form);
    if (strcmp(check_name(c, check_key(c, dict, "/Subtype")), "/Form") != 0 ||
        qpdf_oh_get_array_n_items(c->pdf, check_key(c, dict, "/BBox")) != 4 ||
        !check_has(c, dict, "/Resources") || check_has(c, dict, "/Ref") ||
        check_has(c, dict, "/PS") || check_has(c, dict, "/Group"))
        check_say(c, "6.2.9: the look of annotation %d", id);
    check_appearance(c, page, form);
}

/* Everything up to the end of a revision but the gap, which is Contents and its brackets (6.4.3).
 */
static void check_range(checker *c, int id, qpdf_oh signature)
{
    qpdf_oh range = check_key(c, signature, "/ByteRange");
    int n = qpdf_oh_is_array(c->pdf, range) ? qpdf_oh_get_array_n_items(c->pdf, range) : 0;
    size_t part[4] = {0};
    for (int i = 0; i < 4 && i < n; i++)
        part[i] = (size_t)integer(c, qpdf_oh_get_array_item(c->pdf, range, i));
    size_t end = part[2] + part[3];
    if (n != 4 || part[0] != 0 || part[1] >= part[2] || end > c->bytes.len ||
        c->bytes.p[part[1]] != '<' || c->bytes.p[part[2] - 1] != '>')
        check_say(c, "6.4.3: signature %d leaves out more than itself", id);
    else if (end < 7 || (memcmp(c->bytes.p + end - 7, "%%EOF\r\n", 7) != 0 &&
                         memcmp(c->bytes.p + end - 6, "%%EOF\n", 6) != 0 &&
                         memcmp(c->bytes.p + end - 5, "%%EOF", 5) != 0))
        check_say(c, "6.4.3: signature %d does not reach the end of its revision", id);
    c->is_covered = c->is_covered || end == c->bytes.len;
}

/* A reference names what a signature locks, and holds no digest (6.4.3). */
static bool has_digest(checker *c, qpdf_oh references)
{
    int n =
        qpdf_oh_is_array(c->pdf, references) ? qpdf_oh_get_array_n_items(c->pdf, references) : 0;

    for (int i = 0; i < n; i++) {
        qpdf_oh reference = qpdf_oh_get_array_item(c->pdf, references, i);
        if (check_has(c, reference, "/DigestLocation") ||
            check_has(c, reference, "/DigestMethod") || check_has(c, reference, "/DigestValue"))
            return true;
    }
    return false;
}

static bool is_of_kind(checker *c, qpdf_oh signature, const char *type, const char *filter)
{
    return strcmp(check_name(c, check_key(c, signature, "/Type")), type) == 0 &&
           strcmp(check_name(c, check_key(c, signature, "/SubFilter")), filter) == 0;
}

static void check_signature(checker *c, int id, qpdf_oh signature)
{
    if (!check_has(c, signature, "/Contents") ||
        has_digest(c, check_key(c, signature, "/Reference")) ||
        (!is_of_kind(c, signature, "/Sig", "/ETSI.CAdES.detached") &&
         !is_of_kind(c, signature, "/DocTimeStamp", "/ETSI.RFC3161")))
        check_say(c, "6.4.3: signature %d", id);
    check_range(c, id, signature);
    c->n_signatures++;
}

static void check_widget(checker *c, int id, size_t page, qpdf_oh widget)
{
    if (strcmp(check_name(c, check_key(c, widget, "/FT")), "/Sig") != 0 ||
        !qpdf_oh_is_string(c->pdf, check_key(c, widget, "/T")) ||
        !qpdf_oh_is_string(c->pdf, check_key(c, widget, "/TU")))
        check_say(c, "7.18.1: field %d is not a named signature", id);
    if (check_has(c, widget, "/A"))
        check_say(c, "6.4.1: field %d does something", id);
    if (qpdf_oh_get_object_id(c->pdf, check_key(c, widget, "/P")) != c->page_ids[page])
        check_say(c, "field %d is of another page", id);
    if (is_invisible(c, widget))
        c->n_invisible++;
    else
        check_look(c, id, page, widget);
    if (check_has(c, widget, "/V"))
        check_signature(c, id, check_key(c, widget, "/V"));
}

static void check_annotation(checker *c, size_t page, qpdf_oh annotation)
{
    int id = qpdf_oh_get_object_id(c->pdf, annotation);
    int flags = integer(c, check_key(c, annotation, "/F"));
    const char *subtype = check_name(c, check_key(c, annotation, "/Subtype"));
    if (flags < 0 || !(flags & FLAG_PRINT) || (flags & FLAGS_FORBIDDEN))
        check_say(c, "6.3.2: annotation %d has the flags %d", id, flags);
    if (check_has(c, annotation, "/AA") || check_has(c, annotation, "/CA"))
        check_say(c, "6.3.2: annotation %d has actions or opacity", id);
    if (strcmp(subtype, "/Widget") != 0 || !is_invisible(c, annotation))
        check_rectangle(c, id, annotation);
    if (strcmp(subtype, "/Widget") == 0) {
        check_widget(c, id, page, annotation);
    } else if (strcmp(subtype, "/Link") == 0) {
        if (!qpdf_oh_is_string(c->pdf, check_key(c, annotation, "/Contents")))
            check_say(c, "7.18.5: link %d does not say where it leads", id);
        if (check_has(c, annotation, "/A"))
            check_say(c, "6.5: link %d has an action", id);
        check_destination(c, id, check_key(c, annotation, "/Dest"));
    } else {
        check_say(c, "6.3.1: an annotation of kind %s", subtype);
    }
}

static void check_names(checker *c, qpdf_oh fields, int n_fields)
{
    for (int i = 0; i < n_fields; i++) {
        qpdf_oh field = qpdf_oh_get_array_item(c->pdf, fields, i);
        const char *name =
            evne_arena_text(c->arena, qpdf_oh_get_utf8_value(c->pdf, check_key(c, field, "/T")));
        for (int j = 0; j < i; j++) {
            qpdf_oh other = qpdf_oh_get_array_item(c->pdf, fields, j);
            if (strcmp(name, qpdf_oh_get_utf8_value(c->pdf, check_key(c, other, "/T"))) == 0)
                check_say(c, "two fields called %s", name);
        }
    }
}

static void check_form(checker *c)
{
    qpdf_oh form = check_key(c, qpdf_get_root(c->pdf), "/AcroForm");
    qpdf_oh fields = check_key(c, form, "/Fields");
    int n_fields = qpdf_oh_is_array(c->pdf, fields) ? qpdf_oh_get_array_n_items(c->pdf, fields) : 0;
    if ((size_t)n_fields != c->n_fields + c->n_invisible)
        check_say(c, "%d fields in the form, %zu on the pages", n_fields,
                  c->n_fields + c->n_invisible);
    if (check_has(c, form, "/XFA") || check_has(c, form, "/NeedAppearances"))
        check_say(c, "6.4.1: the form is drawn by the reader");
    if ((c->n_signatures > 0) != (integer(c, check_key(c, form, "/SigFlags")) == 3))
        check_say(c, "%zu signatures and SigFlags %d", c->n_signatures,
                  integer(c, check_key(c, form, "/SigFlags")));
    if (c->n_signatures > 0 && !c->is_covered)
        check_say(c, "6.4.3: no signature covers the whole file");
    check_names(c, fields, n_fields);
}

static void check_bookmarks(checker *c, qpdf_oh parent, int level)
{
    qpdf_oh item = check_key(c, parent, "/First");
    int n_items = 0;
    for (; qpdf_oh_is_dictionary(c->pdf, item) && level < 8 && n_items < CHECK_MARKS; n_items++) {
        int id = qpdf_oh_get_object_id(c->pdf, item);
        if (!qpdf_oh_is_string(c->pdf, check_key(c, item, "/Title")))
            check_say(c, "bookmark %d has no title", id);
        if (check_has(c, item, "/A"))
            check_say(c, "6.5: bookmark %d has an action", id);
        check_destination(c, id, check_key(c, item, "/Dest"));
        if (qpdf_oh_get_object_id(c->pdf, check_key(c, item, "/Parent")) !=
            qpdf_oh_get_object_id(c->pdf, parent))
            check_say(c, "bookmark %d does not lead back to its parent", id);
        check_bookmarks(c, item, level + 1);
        item = check_key(c, item, "/Next");
    }
    int wanted = level > 0 ? -n_items : n_items; /* all but the root are closed */
    if (n_items > 0 &&
        qpdf_oh_get_int_value_as_int(c->pdf, check_key(c, parent, "/Count")) != wanted)
        check_say(c, "a bookmark with %d below it counts others", n_items);
}

/* Every annotation of every page is one that the structure tree knows. */
void check_annotations(checker *c)
{
    size_t n_found = 0;
    for (size_t i = 0; i < c->n_pages && i < CHECK_PAGES; i++) {
        qpdf_oh list = check_key(c, qpdf_get_page_n(c->pdf, i), "/Annots");
        int n = qpdf_oh_is_array(c->pdf, list) ? qpdf_oh_get_array_n_items(c->pdf, list) : 0;
        for (int j = 0; j < n; j++, n_found++)
            check_annotation(c, i, qpdf_oh_get_array_item(c->pdf, list, j));
    }
    if (n_found != c->n_links + c->n_fields + c->n_invisible)
        check_say(c, "7.18.1: %zu annotations, %zu in the structure tree", n_found,
                  c->n_links + c->n_fields);
    check_form(c);
    check_bookmarks(c, check_key(c, qpdf_get_root(c->pdf), "/Outlines"), 0);
}
