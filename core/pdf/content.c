/*
 * content.c - content streams.
 *
 * Neighbouring pieces of one element share a marked-content sequence and, if text, one BT ... ET.
 * The graphics state is remembered, so that fonts, colours and line widths are set only when they
 * change; nothing is saved and restored. Moves between pieces (Td) are exact differences of whole
 * 1/1000 pt.
 *
 * Inside a piece every glyph has an exact place: word offsets from layout, glyph places from
 * HarfBuzz. The pen that a reader would have is followed in 1/100,000 em, and a TJ number is
 * written whenever the next glyph belongs elsewhere by half a thousandth or more. That one rule
 * does kerning, mark positions, bidi and text from right to left, whose glyphs stand in the order
 * of reading with moves back to the left.
 */
#include "content.h"

#include "map.h"
#include "syntax.h"

enum {
    NO_COLOUR = 1 << 24, /* not a colour: forces the first setting */
    EM = 100000          /* units of the pen in one em */
};

typedef struct state {
    evne_content *content;
    evne_buf *out;
    size_t page;
    evne_len left, bottom; /* the origin: x from the left, y from the top */

    bool has_marks; /* false in an appearance */
    bool is_open;   /* in marked content */
    evne_element *element;
    evne_artifact artifact;

    bool is_text;            /* between BT and ET */
    evne_len line_x, line_y; /* where Td last went */
    const evne_subset *font;
    evne_len size;
    int64_t rise;   /* 1/1000 pt */
    bool is_string; /* inside ( ) of a TJ array */
    bool is_array;

    evne_colour fill, stroke;
    evne_len stroke_width, dash_on, dash_off;
} state;

/* --- numbers --- */

static void put(state *s, const char *text)
{
    evne_buf_puts(s->out, text);
}

static void put_len(state *s, int64_t value)
{
    evne_syntax_milli(s->out, value);
    evne_buf_put_char(s->out, ' ');
}

static evne_len flip(const state *s, evne_len y)
{
    return s->bottom - y;
}

static void put_point(state *s, evne_len x, evne_len y)
{
    put_len(s, x - s->left);
    put_len(s, flip(s, y));
}

static int64_t divide(int64_t value, int64_t by)
{
    return (value + (value < 0 ? -by : by) / 2) / by;
}

static void put_colour(state *s, evne_colour colour, const char *operator)
{
    for (int shift = 16; shift >= 0; shift -= 8)
        put_len(s, divide((int64_t)(colour >> shift & 255) * 1000, 255));
    put(s, operator);
}

static void set_fill(state *s, evne_colour colour)
{
    if (s->fill != colour)
        put_colour(s, colour, "rg\n");
    s->fill = colour;
}

/* --- marked content --- */

static void end_array(state *s)
{
    if (s->is_string)
        put(s, ")");
    if (s->is_array)
        put(s, "]TJ\n");
    s->is_string = s->is_array = false;
}

static void end_text(state *s)
{
    end_array(s);
    if (s->is_text)
        put(s, "ET\n");
    s->is_text = false;
}

static void end_mark(state *s)
{
    end_text(s);
    if (s->is_open)
        put(s, "EMC\n");
    s->is_open = false;
}

static void begin_element(state *s, evne_element *element)
{
    if (!s->has_marks || (s->is_open && s->element == element))
        return;
    end_mark(s);
    unsigned id = evne_tags_mark(s->content->tags, element, s->page);
    put(s, "/");
    put(s, element->type);
    put(s, "<</MCID ");
    evne_syntax_int(s->out, id);
    put(s, ">>BDC\n");
    s->is_open = true;
    s->element = element;
}

static void begin_artifact(state *s, evne_artifact artifact)
{
    static const char *const properties[] = {
        [EVNE_NO_ARTIFACT] = "/Type/Layout",
        [EVNE_ARTIFACT_LAYOUT] = "/Type/Layout",
        [EVNE_ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header/Attached[/Top]",
        [EVNE_ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]",
        [EVNE_ARTIFACT_REPEATED] = "/Type/Pagination"};
    if (artifact == EVNE_NO_ARTIFACT)
        artifact = EVNE_ARTIFACT_LAYOUT;
    if (!s->has_marks || (s->is_open && s->element == NULL && s->artifact == artifact))
        return;
    end_mark(s);
    put(s, "/Artifact<<");
    put(s, properties[artifact]);
    put(s, ">>BDC\n");
    s->is_open = true;
    s->element = NULL;
    s->artifact = artifact;
}

/* --- text --- */

/* A line of text in the making: places in 1/100,000 em from the piece's left end. */
typedef struct pen {
    const evne_piece *piece;
    int64_t at; /* where a reader would put the next glyph */
} pen;

static int64_t ems(const pen *p, int64_t length)
{
    return divide(length * EM, p->piece->as.text.size);
}

static void set_font(state *s, const evne_subset *font, evne_len size)
{
    if (s->font == font && s->size == size)
        return;
    end_array(s);
    put(s, "/");
    put(s, font->name);
    put(s, " ");
    put_len(s, size);
    put(s, "Tf\n");
    s->font = font;
    s->size = size;
}

static void set_rise(state *s, int64_t rise)
{
    if (s->rise == rise)
        return;
    end_array(s);
    put_len(s, rise);
    put(s, "Ts\n");
    s->rise = rise;
}

static void move_pen(state *s, pen *p, int64_t wanted)
{
    int64_t step = divide(p->at - wanted, EM / 1000);
    if (step == 0)
        return;
    if (!s->is_array)
        put(s, "[");
    s->is_array = true;
    if (s->is_string)
        put(s, ")");
    s->is_string = false;
    evne_syntax_int(s->out, step);
    p->at -= step * (EM / 1000);
}

static void put_code(state *s, unsigned code)
{
    if (!s->is_array)
        put(s, "[");
    if (!s->is_string)
        put(s, "(");
    s->is_array = s->is_string = true;
    evne_syntax_code16(s->out, code);
}

static void put_segment(state *s, pen *p, const evne_segment *segment, int64_t left)
{
    evne_subsets *subsets = s->content->subsets;
    evne_subset *subset = evne_subsets_of(subsets, segment->face);
    int64_t units = segment->face->units_per_em;
    set_font(s, subset, p->piece->as.text.size);
    for (size_t i = 0; i < segment->n_glyphs; i++) {
        const evne_glyph *glyph = &segment->glyphs[i];
        int64_t rise = glyph->y ? divide((int64_t)glyph->y * p->piece->as.text.size, units) : 0;
        set_rise(s, rise);
        move_pen(s, p, left + glyph->x);
        put_code(s, evne_subset_code(subsets, subset, glyph->pair));
        p->at += segment->face->pairs[glyph->pair].advance;
    }
}

/* Segments stand in the order of reading: from the right end in a word from right to left. */
static void put_word(state *s, pen *p, const evne_word *word, evne_len offset)
{
    const evne_shaped *shaped = word->glyphs;
    evne_len x = shaped->is_rtl ? offset + word->width : offset;
    for (size_t i = 0; i < shaped->n_segments; i++) {
        const evne_segment *segment = &shaped->segments[i];
        evne_len width = evne_segment_width(segment, p->piece->as.text.size);
        if (shaped->is_rtl)
            x -= width;
        put_segment(s, p, segment, ems(p, x));
        if (!shaped->is_rtl)
            x += width;
    }
}

static bool ends_blank(const evne_piece *piece)
{
    const evne_word *last = piece->as.text.words[piece->as.text.n_words - 1];
    return last->text.len == 0 || last->text.p[last->text.len - 1] == ' ';
}

/*
 * Texts of one element that stand apart on one line, such as the number and the title of a
 * heading, get a blank between them: what reads the text aloud knows no gaps. The blank ends where
 * the second text begins.
 */
static evne_status find_blank(state *s, const evne_piece *next, const evne_word **out,
                              evne_error *err)
{
    *out = NULL;
    if (!s->is_open || s->element == NULL)
        return EVNE_OK;
    const evne_piece *last = s->element->last_text;
    if (last == NULL || s->element->last_page != s->page || last->as.text.y != next->as.text.y ||
        ends_blank(last) ||
        next->as.text.x - last->as.text.x - last->as.text.width < last->as.text.size / 8)
        return EVNE_OK;
    const evne_metrics *metrics = evne_fonts_metrics(s->content->fonts);
    return metrics->shape(metrics->context, next->as.text.weight, next->as.text.size, EVNE_STR(" "),
                          false, out, err);
}

static void move_line(state *s, evne_len x, evne_len y)
{
    if (!s->is_text) {
        put(s, "BT\n");
        s->line_x = s->line_y = 0;
        s->is_text = true;
    }
    put_len(s, x - s->line_x);
    put_len(s, y - s->line_y);
    put(s, "Td\n");
    s->line_x = x;
    s->line_y = y;
}

static evne_status put_text(state *s, const evne_piece *piece, evne_error *err)
{
    const evne_word *blank = NULL;
    EVNE_TRY(find_blank(s, piece, &blank, err));
    evne_len before = blank != NULL ? blank->width : 0;
    set_fill(s, piece->colour);
    move_line(s, piece->as.text.x - s->left - before, flip(s, piece->as.text.y));
    pen p = {.piece = piece};
    p.at = ems(&p, -before);
    if (blank != NULL)
        put_word(s, &p, blank, -before);
    for (size_t i = 0; i < piece->as.text.n_words; i++)
        put_word(s, &p, piece->as.text.words[i], piece->as.text.offsets[i]);
    end_array(s);
    set_rise(s, 0);
    if (s->is_open && s->element != NULL) {
        s->element->last_text = piece;
        s->element->last_page = s->page;
    }
    return EVNE_OK;
}

/* --- shapes --- */

static void set_stroke(state *s, const evne_piece *piece)
{
    if (s->stroke != piece->as.shape.stroke)
        put_colour(s, piece->as.shape.stroke, "RG\n");
    s->stroke = piece->as.shape.stroke;
    if (s->stroke_width != piece->as.shape.stroke_width) {
        put_len(s, piece->as.shape.stroke_width);
        put(s, "w\n");
    }
    s->stroke_width = piece->as.shape.stroke_width;
    evne_len on = piece->as.shape.dash_on;
    evne_len off = on > 0 ? piece->as.shape.dash_off : 0;
    if (s->dash_on != on || s->dash_off != off) {
        put(s, "[");
        if (on > 0) {
            put_len(s, on);
            evne_syntax_milli(s->out, off);
        }
        put(s, "]0 d\n");
    }
    s->dash_on = on;
    s->dash_off = off;
}

/* True for a path of four right-angled sides, which PDF writes in one operator. */
static bool is_rectangle(const evne_path_step *p, size_t n)
{
    if (n != 5 || p[0].op != EVNE_MOVE || p[4].op != EVNE_CLOSE)
        return false;
    if (p[1].op != EVNE_LINE || p[2].op != EVNE_LINE || p[3].op != EVNE_LINE)
        return false;
    return p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x;
}

static void put_rectangle(state *s, const evne_path_step *p)
{
    put_point(s, p[0].x, p[0].y);
    put_len(s, p[2].x - p[0].x);
    put_len(s, p[0].y - p[2].y);
    put(s, "re\n");
}

static void put_step(state *s, const evne_path_step *step)
{
    switch (step->op) {
    case EVNE_MOVE:
        put_point(s, step->x, step->y);
        put(s, "m\n");
        break;
    case EVNE_LINE:
        put_point(s, step->x, step->y);
        put(s, "l\n");
        break;
    case EVNE_CURVE:
        put_point(s, step->x1, step->y1);
        put_point(s, step->x2, step->y2);
        put_point(s, step->x, step->y);
        put(s, "c\n");
        break;
    case EVNE_CLOSE:
        put(s, "h\n");
        break;
    }
}

static void put_shape(state *s, const evne_piece *piece)
{
    bool is_filled = piece->as.shape.is_filled, is_stroked = piece->as.shape.is_stroked;
    if (piece->as.shape.n_steps == 0 || (!is_filled && !is_stroked))
        return;
    end_text(s);
    if (is_filled)
        set_fill(s, piece->colour);
    if (is_stroked)
        set_stroke(s, piece);
    if (is_rectangle(piece->as.shape.steps, piece->as.shape.n_steps)) {
        put_rectangle(s, piece->as.shape.steps);
    } else {
        for (size_t i = 0; i < piece->as.shape.n_steps; i++)
            put_step(s, &piece->as.shape.steps[i]);
    }
    put(s, is_filled && is_stroked ? "B\n" : is_filled ? "f\n" : "S\n");
}

/* --- pictures --- */

/* The one place that saves the graphics state: a picture is drawn in a square of its own size. */
static void put_image(state *s, const evne_piece *piece)
{
    end_text(s);
    put(s, "q\n");
    put_len(s, piece->as.image.width);
    put(s, "0 0 ");
    put_len(s, piece->as.image.height);
    put_point(s, piece->as.image.x, piece->as.image.y + piece->as.image.height);
    put(s, "cm\n/" EVNE_CONTENT_PICTURE " Do\nQ\n");
}

/* --- pages --- */

static void add_hot(evne_content *content, evne_element *element, const evne_piece *piece)
{
    if (content->n_hot == content->room_hot) {
        size_t room = content->room_hot == 0 ? 64 : content->room_hot * 2;
        content->hot =
            evne_arena_grow(content->arena, content->hot, content->room_hot * sizeof *content->hot,
                            room * sizeof *content->hot);
        content->room_hot = room;
    }
    content->hot[content->n_hot++] = (evne_hot){element, piece};
}

static bool is_empty(const evne_piece *piece)
{
    if (piece->kind == EVNE_PIECE_IMAGE)
        return piece->as.image.image == NULL;
    return piece->kind == EVNE_PIECE_TEXT ? piece->as.text.n_words == 0
                                          : piece->as.shape.n_steps == 0;
}

/* Shapes are content only in charts; everywhere else they adorn. */
static bool is_artifact(const evne_piece *piece)
{
    return piece->artifact != EVNE_NO_ARTIFACT || piece->node == NULL ||
           (piece->kind == EVNE_PIECE_SHAPE && piece->node->kind != EVNE_NODE_CHART);
}

static void open_mark(state *s, const evne_piece *piece)
{
    if (is_artifact(piece)) {
        begin_artifact(s, piece->artifact);
        return;
    }
    const evne_node *link = piece->kind == EVNE_PIECE_TEXT ? piece->as.text.link : NULL;
    bool has_target = evne_map_get(s->content->spots, link) != NULL;
    evne_element *element = evne_tags_of(s->content->tags, piece, has_target);
    begin_element(s, element);
    if (has_target)
        add_hot(s->content, element, piece);
}

static evne_status put_piece(state *s, const evne_piece *piece, evne_error *err)
{
    if (piece->kind == EVNE_PIECE_TEXT)
        return put_text(s, piece, err);
    if (piece->kind == EVNE_PIECE_IMAGE)
        put_image(s, piece);
    else
        put_shape(s, piece);
    return EVNE_OK;
}

static state new_state(evne_content *content, evne_buf *out)
{
    return (state){
        .content = content, .out = out, .fill = NO_COLOUR, .stroke = NO_COLOUR, .stroke_width = -1};
}

evne_status evne_content_page(evne_content *content, const evne_pages *pages, size_t number,
                              bool skips_fields, evne_buf *out, evne_error *err)
{
    state s = new_state(content, out);
    s.page = number;
    s.bottom = pages->height;
    s.has_marks = true;
    content->n_hot = 0;
    const evne_page *page = &pages->pages[number];
    for (size_t i = 0; i < page->n_pieces; i++) {
        const evne_piece *piece = &page->pieces[i];
        if (is_empty(piece) || (skips_fields && piece->is_in_field))
            continue;
        open_mark(&s, piece);
        EVNE_TRY(put_piece(&s, piece, err));
    }
    end_mark(&s);
    return EVNE_OK;
}

evne_status evne_content_field(evne_content *content, const evne_pages *pages, const evne_spot *box,
                               evne_buf *out, evne_error *err)
{
    state s = new_state(content, out);
    s.left = box->x;
    s.bottom = box->y + box->height;
    const evne_page *page = &pages->pages[box->page];
    for (size_t i = 0; i < page->n_pieces; i++) {
        const evne_piece *piece = &page->pieces[i];
        if (piece->is_in_field && piece->node == box->node && !is_empty(piece))
            EVNE_TRY(put_piece(&s, piece, err));
    }
    end_text(&s);
    return EVNE_OK;
}
