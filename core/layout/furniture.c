/*
 * How: lines of 8/12 at fixed places. A text that is too long for its half ends with an ellipsis:
 * a header repeats what stands in full elsewhere.
 */
#include "furniture.h"

#include "breaks.h"

#define EMPTY EVNE_PT(36) /* of a line, before a word is cut to fill it */

typedef struct text_slot {
    evne_len x, top, width;
    evne_anchor anchor;
    evne_artifact artifact;
    evne_type type;
} text_slot;

static void put(const evne_layout *layout, evne_canvas *canvas, const text_slot *slot,
                const evne_line *line)
{
    evne_len x = slot->anchor == EVNE_AT_RIGHT    ? slot->x - line->width
                 : slot->anchor == EVNE_AT_MIDDLE ? slot->x - line->width / 2
                                                  : slot->x;

    for (size_t i = 0; i < line->n_pieces; i++) {
        evne_piece piece = line->pieces[i];

        piece.artifact = slot->artifact;
        piece.node = NULL;
        piece.as.text.x += x;
        piece.as.text.y = slot->top + evne_baseline(slot->type.size, slot->type.leading);
        evne_canvas_put(layout, canvas, EVNE_LAYER_TEXT, piece, 0, NULL);
    }
}

/* `text` with a place for a break between any two letters that stand alone when they are drawn. */
static evne_str divisible(const evne_layout *layout, evne_str text)
{
    evne_buf out = {.arena = layout->arena};

    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = evne_utf8_next(text, &at);

        if (from > 0 && c < 0x590 && !evne_is_mark(c))
            evne_buf_puts(&out, "\xE2\x80\x8B"); /* U+200B */
        evne_buf_put_str(&out, evne_str_slice(text, from, at));
    }
    return evne_buf_str(&out);
}

/* The first line of `text`. It ends inside a word only where a good deal of the line would stay
 * empty: of a name as much is kept as fits. */
static evne_status first_line(const evne_layout *layout, evne_str text, const text_slot *slot,
                              evne_len width, evne_lines *out, evne_error *err)
{
    evne_span span = {.text = text};
    evne_text *measured;

    EVNE_TRY(evne_text_make(layout, &span, 1, slot->type, &measured, err));
    EVNE_TRY(evne_text_lines(layout, measured, width, NULL, out, err));
    if (width - out->lines[0].width < EMPTY)
        return EVNE_OK;
    span.text = divisible(layout, text);
    EVNE_TRY(evne_text_make(layout, &span, 1, slot->type, &measured, err));
    return evne_text_lines(layout, measured, width, NULL, out, err);
}

/* The start of `text` that fits, with an ellipsis behind it. */
static evne_status shorten(const evne_layout *layout, evne_str text, const text_slot *slot,
                           evne_line *out, evne_error *err)
{
    evne_piece dots;
    evne_piece *pieces;
    evne_lines lines;

    EVNE_TRY(evne_line_of(layout, EVNE_STR("…"), slot->type, NULL, &dots, err));
    EVNE_TRY(first_line(layout, text, slot, slot->width - dots.as.text.width, &lines, err));
    pieces = evne_arena_array(layout->arena, lines.lines[0].n_pieces + 1, sizeof *pieces);
    for (size_t i = 0; i < lines.lines[0].n_pieces; i++)
        pieces[i] = lines.lines[0].pieces[i];
    dots.as.text.x = lines.lines[0].width;
    pieces[lines.lines[0].n_pieces] = dots;
    *out = (evne_line){.pieces = pieces,
                       .n_pieces = lines.lines[0].n_pieces + 1,
                       .width = dots.as.text.x + dots.as.text.width};
    return EVNE_OK;
}

/* Sets one line; `*width` is what it took. */
static evne_status set_line(const evne_layout *layout, evne_canvas *canvas, evne_str text,
                            const text_slot *slot, evne_len *width, evne_error *err)
{
    evne_span span = {.text = text};
    evne_text *measured;
    evne_lines lines;

    *width = 0;
    EVNE_TRY(evne_text_make(layout, &span, 1, slot->type, &measured, err));
    EVNE_TRY(evne_text_lines(layout, measured, slot->width, NULL, &lines, err));
    if (!lines.n_lines)
        return EVNE_OK;
    if (lines.n_lines > 1)
        EVNE_TRY(shorten(layout, text, slot, &lines.lines[0], err));
    put(layout, canvas, slot, &lines.lines[0]);
    *width = lines.lines[0].width;
    return EVNE_OK;
}

/* Two texts on one line: the right one first, the left one in what it leaves. */
static evne_status set_pair(const evne_layout *layout, evne_canvas *canvas, evne_str left,
                            evne_str right, evne_len top, evne_artifact artifact, evne_error *err)
{
    text_slot slot = {.x = EVNE_LEFT + EVNE_FULL,
                      .top = top,
                      .width = EVNE_FULL / 2,
                      .anchor = EVNE_AT_RIGHT,
                      .artifact = artifact,
                      .type = EVNE_TYPE_FINE};
    evne_len used;

    EVNE_TRY(set_line(layout, canvas, right, &slot, &used, err));
    slot.x = EVNE_LEFT;
    slot.anchor = EVNE_AT_LEFT;
    slot.width = EVNE_FULL - used - EVNE_GUTTER;
    return set_line(layout, canvas, left, &slot, &used, err);
}

static evne_str section_title(const evne_layout *layout, const evne_node *section)
{
    evne_buf buf = {.arena = layout->arena};

    if (!section)
        return (evne_str){0};
    if (section->as.heading.number)
        evne_buf_printf(&buf, "%d ", section->as.heading.number);
    for (size_t i = 0; i < section->n_spans; i++)
        evne_buf_put_str(&buf, section->spans[i].flags & EVNE_SPAN_BREAK ? EVNE_STR(" ")
                                                                         : section->spans[i].text);
    return evne_buf_str(&buf);
}

static evne_status add_footer(const evne_layout *layout, evne_canvas *canvas,
                              const evne_page_facts *facts, evne_error *err)
{
    const evne_words *words = layout->words;
    evne_str pages = evne_str_of(evne_arena_printf(layout->arena, "%s%zu%s%zu", words->page,
                                                   facts->number, words->of, facts->n_pages));
    evne_piece rule = evne_stroke(layout, EVNE_LEFT, EVNE_PT(798), EVNE_LEFT + EVNE_FULL,
                                  EVNE_PT(798), EVNE_HAIRLINE, EVNE_HAIR);

    rule.artifact = EVNE_ARTIFACT_FOOTER;
    evne_canvas_put(layout, canvas, EVNE_LAYER_RULES, rule, 0, NULL);
    return set_pair(layout, canvas, layout->doc->footer, pages, EVNE_PT(801), EVNE_ARTIFACT_FOOTER,
                    err);
}

/*
 * The mark of a draft, in ink and framed, above the header and below the footer of every page, so
 * that neither a copy nor a cut-off page can pass for the document itself; 12 from the edges, where
 * office printers still print.
 */
static evne_status add_draft_mark(const evne_layout *layout, evne_canvas *canvas, evne_len top,
                                  evne_type type, evne_artifact artifact, evne_error *err)
{
    const evne_len pad = EVNE_DRAFT_PAD, middle = EVNE_LEFT + EVNE_FULL / 2;
    text_slot slot = {.x = middle,
                      .top = top,
                      .width = EVNE_FULL - 2 * pad,
                      .anchor = EVNE_AT_MIDDLE,
                      .artifact = artifact,
                      .type = type};
    evne_len width;
    evne_piece frame;

    EVNE_TRY(set_line(layout, canvas, layout->doc->draft, &slot, &width, err));
    frame = evne_rectangle(layout, middle - width / 2 - pad, top, width + 2 * pad, type.leading);
    frame.artifact = artifact;
    frame.as.shape.is_stroked = true;
    frame.as.shape.stroke = EVNE_INK;
    frame.as.shape.stroke_width = EVNE_PT(1.5);
    evne_canvas_put(layout, canvas, EVNE_LAYER_RULES, frame, 0, NULL);
    return EVNE_OK;
}

evne_status evne_furniture_add(const evne_layout *layout, evne_canvas *canvas,
                               const evne_page_facts *facts, evne_error *err)
{
    if (facts->number > 1)
        EVNE_TRY(set_pair(layout, canvas, layout->doc->header,
                          section_title(layout, facts->section), EVNE_PT(30), EVNE_ARTIFACT_HEADER,
                          err));
    EVNE_TRY(add_footer(layout, canvas, facts, err));
    if (!layout->doc->draft.len)
        return EVNE_OK;
    if (facts->number > 1) /* on page 1 it is read: front.c */
        EVNE_TRY(add_draft_mark(layout, canvas, EVNE_DRAFT_TOP, EVNE_TYPE_GROUP,
                                EVNE_ARTIFACT_HEADER, err));
    return add_draft_mark(layout, canvas, EVNE_PT(815), EVNE_TYPE_HEAD, EVNE_ARTIFACT_FOOTER, err);
}
