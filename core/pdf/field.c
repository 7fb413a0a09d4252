/*
 * field.c - signature fields.
 *
 * Field and widget are one object, and the form is an object of its own whose body is nothing but
 * Fields: an incremental update then replaces exactly what signing changes (pdf-layer, 5 and 9).
 */
#include "field.h"

#include "syntax.h"

/* Half the line of a box's frame: what stands outside the box, and would be cut off. 1/1000 pt. */
enum { FRAME = 375 };

/* A partial field name: ASCII without the full stop, which separates names. */
static const char *plain_name(evne_arena *arena, evne_str role)
{
    evne_buf out = {.arena = arena};
    for (size_t at = 0; at < role.len;) {
        uint32_t c = evne_utf8_next(role, &at);
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                        (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        evne_buf_put_char(&out, is_plain ? (char)c : '_');
    }
    return role.len > 0 ? evne_buf_text(&out) : "underskrift";
}

static bool is_taken(const char *const *names, size_t n_names, const char *name)
{
    for (size_t i = 0; i < n_names; i++) {
        if (evne_str_is(evne_str_of(names[i]), name))
            return true;
    }
    return false;
}

static const char *unique_name(evne_arena *arena, const char *const *names, size_t n_names,
                               evne_str role)
{
    const char *base = plain_name(arena, role), *name = base;
    for (int number = 2; is_taken(names, n_names, name); number++)
        name = evne_arena_printf(arena, "%s-%d", base, number);
    return name;
}

/* "Arbejdsgiver, Bo Lind. Jeg har læst planen.": role, name and what the signature means. */
static evne_str description(evne_arena *arena, const evne_signer *signer)
{
    evne_buf out = {.arena = arena};
    evne_buf_put_str(&out, signer->role_label.len > 0 ? signer->role_label : signer->role);
    if (signer->name.len > 0) {
        evne_buf_puts(&out, ", ");
        evne_buf_put_str(&out, signer->name);
    }
    if (signer->meaning.len > 0) {
        evne_buf_puts(&out, ". ");
        evne_buf_put_str(&out, signer->meaning);
    }
    return out.len > 0 ? evne_buf_str(&out) : EVNE_STR("Underskrift");
}

static void put_corners(evne_buf *out, const evne_len corners[4])
{
    for (int i = 0; i < 4; i++) {
        evne_buf_puts(out, i > 0 ? " " : "");
        evne_syntax_milli(out, corners[i]);
    }
}

static evne_status write_appearance(evne_haru *haru, evne_content *content, const evne_pages *pages,
                                    const evne_spot *box, const evne_object *resources,
                                    unsigned *out, evne_error *err)
{
    evne_buf bytes = {.arena = content->arena}, dict = {.arena = content->arena};
    EVNE_TRY(evne_content_field(content, pages, box, &bytes, err));
    evne_len corners[4] = {-FRAME, -FRAME, box->width + FRAME, box->height + FRAME};
    evne_buf_puts(&dict, "/Type/XObject/Subtype/Form/BBox[");
    put_corners(&dict, corners);
    evne_buf_printf(&dict, "]/Resources<</Font %u 0 R>>", resources->ref);
    *out = evne_haru_stream(haru, evne_buf_str(&dict), evne_buf_str(&bytes), true);
    return EVNE_OK;
}

static void put_rectangle(evne_buf *out, const char *key, const evne_pages *pages,
                          const evne_spot *box)
{
    evne_len bottom = pages->height - box->y - box->height;
    evne_len corners[4] = {box->x - FRAME, bottom - FRAME, box->x + box->width + FRAME,
                           bottom + box->height + FRAME};
    evne_buf_printf(out, "/%s[", key);
    put_corners(out, corners);
    evne_buf_put_char(out, ']');
}

/* A signature locks its own field: it is signed once and for all. */
static unsigned write_lock(evne_haru *haru, const char *name)
{
    evne_object *lock = evne_haru_object(haru);
    evne_buf_printf(&lock->body, "/Type/SigFieldLock/Action/Include/Fields[(%s)]\n", name);
    return lock->ref;
}

static evne_status write_field(evne_haru *haru, evne_content *content, const evne_pages *pages,
                               const evne_spot *box, const char *name, evne_object *page,
                               const evne_object *resources, evne_object *field, evne_error *err)
{
    unsigned appearance = 0;
    EVNE_TRY(write_appearance(haru, content, pages, box, resources, &appearance, err));
    unsigned key = evne_tags_annotate(content->tags, evne_tags_box(content->tags, box->node),
                                      box->page, field->ref);
    evne_buf *out = &field->body;
    evne_buf_printf(out, "/Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU", name);
    evne_syntax_text(out, description(content->arena, box->node->as.signer));
    evne_buf_puts(out, "/F 4");
    if (box->node->as.signer->is_required)
        evne_buf_puts(out, "/Ff 2"); /* Required: those who sign later wait for it */
    put_rectangle(out, "Rect", pages, box);
    evne_buf_printf(out, "/Lock %u 0 R", write_lock(haru, name));
    evne_buf_printf(out, "/P %u 0 R/StructParent %u/AP<</N %u 0 R>>\n", page->ref, key, appearance);
    evne_haru_annotation(haru, page, field);
    return EVNE_OK;
}

/* The names of all boxes' fields, in the boxes' order. */
static const char **field_names(evne_arena *arena, const evne_pages *pages)
{
    const char **names = evne_arena_array(arena, pages->n_signatures + 1, sizeof *names);
    for (size_t i = 0; i < pages->n_signatures; i++)
        names[i] = unique_name(arena, names, i, pages->signatures[i].node->as.signer->role);
    return names;
}

/* "arbejdsgiver: Arbejdsgiver, Bo Lind. Jeg har læst planen.": what places.h reads again. */
static evne_str title(evne_arena *arena, const char *name, const evne_signer *signer)
{
    evne_buf out = {.arena = arena};
    evne_buf_printf(&out, "%s%s: ", name, signer->is_required ? "" : " (valgfri)");
    evne_buf_put_str(&out, description(arena, signer));
    return evne_buf_str(&out);
}

void evne_field_reserve(evne_content *content, const evne_pages *pages)
{
    const char **names = field_names(content->arena, pages);
    for (size_t i = 0; i < pages->n_signatures; i++) {
        const evne_spot *box = &pages->signatures[i];
        evne_buf out = {.arena = content->arena};
        evne_buf_puts(&out, "/T");
        evne_syntax_text(&out, title(content->arena, names[i], box->node->as.signer));
        evne_buf_puts(&out, "/A<</O/Layout/Placement/Block");
        put_rectangle(&out, "BBox", pages, box);
        evne_buf_puts(&out, ">>");
        evne_tags_box(content->tags, box->node)->attributes = evne_buf_text(&out);
    }
}

evne_status evne_field_write(evne_haru *haru, evne_content *content, const evne_pages *pages,
                             evne_object *const *page_objects, const evne_object *resources,
                             evne_error *err)
{
    size_t n_boxes = pages->n_signatures;
    if (n_boxes == 0)
        return EVNE_OK;
    const char **names = field_names(content->arena, pages);
    evne_object *form = evne_haru_object(haru);
    evne_buf_puts(&form->body, "/Fields[");
    for (size_t i = 0; i < n_boxes; i++) {
        const evne_spot *box = &pages->signatures[i];
        evne_object *field = evne_haru_own_object(haru);
        EVNE_TRY(write_field(haru, content, pages, box, names[i], page_objects[box->page],
                             resources, field, err));
        evne_buf_printf(&form->body, i > 0 ? " %u 0 R" : "%u 0 R", field->ref);
    }
    evne_buf_puts(&form->body, "]\n");
    evne_buf_printf(evne_haru_catalog(haru), "/AcroForm %u 0 R\n", form->ref);
    return EVNE_OK;
}
