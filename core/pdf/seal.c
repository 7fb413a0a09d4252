/*
 * seal.c - the box of a signature, after signing.
 *
 * The box is made of the same pieces as a page and drawn by the same content writer, so kerning,
 * fall-back and direction of writing are those of the document. Fonts become loose objects.
 */
#include "seal.h"

#include <string.h>

#include "content.h"
#include "layout/line.h"

enum {
    FRAME = 375, /* half the frame's line, which the field's rectangle includes: see field.c */
    BAR = 4500,
    PAD = 9000,
    MAX_PIECES = 8
};

typedef struct drawing {
    evne_arena *arena;
    evne_fonts *fonts;
    evne_layout layout;
    evne_doc doc;
    evne_node node;
    evne_piece pieces[MAX_PIECES];
    size_t n_pieces;
    evne_len left, right; /* of the text */
    evne_error *err;
} drawing;

/* --- text that fits --- */

static evne_str showable(const drawing *d, evne_str text)
{
    evne_buf out = {.arena = d->arena};
    for (size_t at = 0; at < text.len;) {
        uint32_t c = evne_utf8_next(text, &at);
        bool is_shown = c != EVNE_NO_CODE_POINT && c >= ' ' && evne_fonts_covers(d->fonts, c);
        evne_utf8_put(&out, is_shown ? c : '?');
    }
    return evne_buf_str(&out);
}

/* Without its last character, and without the blanks and commas that then end it. */
static evne_str shorter(evne_str text)
{
    while (text.len > 0 && ((unsigned char)text.p[text.len - 1] & 0xC0) == 0x80)
        text.len--;
    if (text.len > 0)
        text.len--;
    while (text.len > 0 && strchr(" ,", text.p[text.len - 1]) != NULL)
        text.len--;
    return text;
}

static evne_status make_line(const drawing *d, evne_str text, evne_type type, evne_len room,
                             evne_piece *out)
{
    text = showable(d, text);
    EVNE_TRY(evne_line_of(&d->layout, text, type, &d->node, out, d->err));
    while (out->as.text.width > room && text.len > 0) {
        text = shorter(text);
        evne_str cut =
            evne_str_of(evne_arena_printf(d->arena, "%.*s\xE2\x80\xA6", EVNE_STR_ARGS(text)));
        EVNE_TRY(evne_line_of(&d->layout, cut, type, &d->node, out, d->err));
    }
    return EVNE_OK;
}

/* Puts `text` into the line box at `top`, at the left or at the right end; gives its width. */
static evne_status put_line(drawing *d, evne_str text, evne_type type, evne_len top, bool is_right,
                            evne_len room, evne_len *width)
{
    evne_piece *piece = &d->pieces[d->n_pieces];
    *width = 0;
    if (text.len == 0)
        return EVNE_OK;
    EVNE_TRY(make_line(d, text, type, room, piece));
    *width = piece->as.text.width;
    piece->as.text.x = is_right ? d->right - *width : d->left;
    piece->as.text.y = top + evne_baseline(type.size, type.leading);
    piece->is_in_field = true;
    d->n_pieces++;
    return EVNE_OK;
}

static evne_status put_texts(drawing *d, const evne_seal_texts *texts)
{
    evne_type heading = {EVNE_PT(8), EVNE_PT(12), EVNE_SEMIBOLD, EVNE_INK};
    evne_type when = {EVNE_PT(8), EVNE_PT(12), EVNE_REGULAR, EVNE_INK};
    evne_type name = {EVNE_PT(12), EVNE_PT(18), EVNE_SEMIBOLD, EVNE_INK};
    evne_len room = d->right - d->left, width;
    EVNE_TRY(put_line(d, texts->when, when, EVNE_PT(6), true, room, &width));
    EVNE_TRY(put_line(d, texts->heading, heading, EVNE_PT(6), false, room - width - PAD, &width));
    EVNE_TRY(put_line(d, texts->name, name, EVNE_PT(19.5), false, room, &width));
    EVNE_TRY(put_line(d, texts->person, EVNE_TYPE_FINE, EVNE_PT(37.5), false, room, &width));
    return put_line(d, texts->method, EVNE_TYPE_FINE, EVNE_PT(49.5), false, room, &width);
}

/* --- frame and bar --- */

static evne_piece *add_rectangle(drawing *d, evne_len width, evne_len height)
{
    evne_path_step *steps = evne_arena_array(d->arena, 5, sizeof *steps);
    steps[0] = (evne_path_step){.op = EVNE_MOVE};
    steps[1] = (evne_path_step){.op = EVNE_LINE, .x = width};
    steps[2] = (evne_path_step){.op = EVNE_LINE, .x = width, .y = height};
    steps[3] = (evne_path_step){.op = EVNE_LINE, .y = height};
    steps[4] = (evne_path_step){.op = EVNE_CLOSE};
    d->pieces[d->n_pieces] = (evne_piece){.kind = EVNE_PIECE_SHAPE,
                                          .node = &d->node,
                                          .is_in_field = true,
                                          .colour = EVNE_INK,
                                          .as.shape = {.steps = steps, .n_steps = 5}};
    return &d->pieces[d->n_pieces++];
}

static void put_box(drawing *d, evne_len width, evne_len height)
{
    evne_piece *ground = add_rectangle(d, width, height);
    ground->colour = EVNE_WHITE; /* what the page draws in the box until it is signed */
    ground->as.shape.is_filled = true;
    evne_piece *bar = add_rectangle(d, BAR, height);
    bar->as.shape.is_filled = true;
    evne_piece *frame = add_rectangle(d, width, height);
    frame->as.shape.is_stroked = true;
    frame->as.shape.stroke = EVNE_INK;
    frame->as.shape.stroke_width = EVNE_RULE;
}

/* --- the parts of the form XObject --- */

static evne_status write_parts(drawing *d, evne_haru *haru, const evne_spot *box, evne_seal *out)
{
    evne_object *resources = evne_haru_object(haru);
    evne_content content = {.arena = d->arena,
                            .fonts = d->fonts,
                            .subsets = evne_subsets_new(haru, d->arena, resources)};
    evne_page page = {d->pieces, d->n_pieces};
    evne_pages pages = {.doc = &d->doc, .pages = &page, .n_pages = 1};
    evne_buf bytes = {.arena = d->arena}, filter = {.arena = d->arena}, fonts = {.arena = d->arena};
    EVNE_TRY(evne_content_field(&content, &pages, box, &bytes, d->err));
    EVNE_TRY(evne_subsets_write(content.subsets, d->err));
    out->content = evne_haru_deflate(haru, evne_buf_str(&bytes), &filter);
    out->filter = filter.len > 0 ? EVNE_STR("FlateDecode") : EVNE_STR("");
    evne_buf_puts(&fonts, "/Font ");
    evne_haru_ref(haru, &fonts, resources->ref);
    out->resources = evne_buf_str(&fonts);
    out->objects = evne_haru_loose(haru, &out->n_objects);
    return EVNE_OK;
}

evne_status evne_seal_draw(evne_arena *arena, evne_fonts *fonts, evne_len width, evne_len height,
                           const evne_seal_texts *texts, evne_seal *out, evne_error *err)
{
    drawing d = {.arena = arena,
                 .fonts = fonts,
                 .node = {.kind = EVNE_NODE_SIGNATURE},
                 .left = BAR + PAD,
                 .right = width - 2 * FRAME - PAD,
                 .err = err};
    evne_haru *haru = NULL;
    d.doc.lang = EVNE_STR("da-DK");
    d.layout = evne_layout_of(arena, &d.doc, evne_fonts_metrics(fonts));
    put_box(&d, width - 2 * FRAME, height - 2 * FRAME);
    EVNE_TRY(put_texts(&d, texts));
    EVNE_TRY(evne_haru_open_loose(arena, &haru, err));
    evne_spot box = {.node = &d.node, .x = -FRAME, .y = -FRAME, .width = width, .height = height};
    evne_status status = write_parts(&d, haru, &box, out);
    evne_haru_close(haru);
    return status;
}
