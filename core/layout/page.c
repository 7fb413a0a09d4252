/*
 * How: a piece a line, lengths in points with three decimals, so that a diff of two prints shows
 * what moved. Texts stand in the order of reading.
 */
#include "page.h"

#include <stdlib.h>

static const evne_spot *find_in(const evne_spot *spots, size_t n_spots, const evne_node *node)
{
    for (size_t i = 0; i < n_spots; i++)
        if (spots[i].node == node)
            return &spots[i];
    return NULL;
}

const evne_spot *evne_pages_find(const evne_pages *pages, const evne_node *node)
{
    const evne_spot *spot = find_in(pages->signatures, pages->n_signatures, node);

    if (!spot)
        spot = find_in(pages->figures, pages->n_figures, node);
    if (!spot)
        spot = find_in(pages->headings, pages->n_headings, node);
    if (!spot)
        spot = find_in(pages->anchors, pages->n_anchors, node);
    return spot;
}

static void print_len(evne_buf *out, evne_len len)
{
    long points = labs((long)len) / 1000, rest = labs((long)len) % 1000;

    evne_buf_printf(out, " %s%ld.%03ld", len < 0 ? "-" : "", points, rest);
}

static void print_artifact(evne_buf *out, evne_artifact artifact)
{
    static const char *const names[] = {"", " layout", " header", " footer", " repeated"};

    evne_buf_puts(out, names[artifact]);
}

static void print_node(evne_buf *out, const evne_piece *piece)
{
    if (piece->node)
        evne_buf_printf(out, " %s", evne_node_name(piece->node->kind));
    if (piece->is_label)
        evne_buf_puts(out, " label");
    if (piece->is_in_field)
        evne_buf_puts(out, " field");
    print_artifact(out, piece->artifact);
}

/* Control characters, quotes and backslashes are shown as escapes. */
static void print_quoted(evne_buf *out, evne_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (c < 0x20 || c == 0x7F)
            evne_buf_printf(out, "\\x%02X", c);
        else if (c == '"' || c == '\\')
            evne_buf_printf(out, "\\%c", c);
        else
            evne_buf_put_char(out, (char)c);
    }
}

static void print_link(evne_buf *out, const evne_piece *piece)
{
    const evne_node *link = piece->as.text.link;

    if (!link)
        return;
    evne_buf_puts(out, " ->");
    if (link->anchor.len)
        evne_buf_put_str(out, link->anchor);
    else
        evne_buf_printf(out, "%s %d", evne_node_name(link->kind),
                        link->kind == EVNE_NODE_HEADING ? link->as.heading.number : 0);
}

static void print_text(evne_buf *out, const evne_piece *piece)
{
    static const char *const weights[] = {"regular", "semibold", "bold"};

    evne_buf_puts(out, "text");
    print_len(out, piece->as.text.x);
    print_len(out, piece->as.text.y);
    print_len(out, piece->as.text.width);
    print_len(out, piece->as.text.size);
    evne_buf_printf(out, " %s #%06X", weights[piece->as.text.weight], (unsigned)piece->colour);
    print_node(out, piece);
    evne_buf_puts(out, " \"");
    for (size_t i = 0; i < piece->as.text.n_words; i++)
        print_quoted(out, piece->as.text.words[i]->text);
    evne_buf_put_char(out, '"');
    print_link(out, piece);
    evne_buf_put_char(out, '\n');
}

static void print_step(evne_buf *out, const evne_path_step *step)
{
    static const char *const ops[] = {" m", " l", " c", " z"};

    evne_buf_puts(out, ops[step->op]);
    if (step->op == EVNE_CURVE) {
        print_len(out, step->x1);
        print_len(out, step->y1);
        print_len(out, step->x2);
        print_len(out, step->y2);
    }
    if (step->op != EVNE_CLOSE) {
        print_len(out, step->x);
        print_len(out, step->y);
    }
}

static void print_shape(evne_buf *out, const evne_piece *piece)
{
    evne_buf_puts(out, "shape");
    if (piece->as.shape.is_filled)
        evne_buf_printf(out, " fill #%06X", (unsigned)piece->colour);
    if (piece->as.shape.is_stroked) {
        evne_buf_printf(out, " stroke #%06X", (unsigned)piece->as.shape.stroke);
        print_len(out, piece->as.shape.stroke_width);
    }
    if (piece->as.shape.dash_on) {
        evne_buf_puts(out, " dash");
        print_len(out, piece->as.shape.dash_on);
        print_len(out, piece->as.shape.dash_off);
    }
    print_node(out, piece);
    for (size_t i = 0; i < piece->as.shape.n_steps; i++)
        print_step(out, &piece->as.shape.steps[i]);
    evne_buf_put_char(out, '\n');
}

static void print_image(evne_buf *out, const evne_piece *piece)
{
    evne_buf_puts(out, "image");
    print_len(out, piece->as.image.x);
    print_len(out, piece->as.image.y);
    print_len(out, piece->as.image.width);
    print_len(out, piece->as.image.height);
    print_node(out, piece);
    if (piece->node && piece->node->kind == EVNE_NODE_PICTURE) {
        evne_buf_puts(out, " \"");
        print_quoted(out, piece->node->as.picture.alt);
        evne_buf_put_char(out, '"');
    }
    evne_buf_put_char(out, '\n');
}

void evne_pages_print(evne_buf *out, const evne_pages *pages)
{
    for (size_t i = 0; i < pages->n_pages; i++) {
        evne_buf_printf(out, "page %zu\n", i + 1);
        for (size_t k = 0; k < pages->pages[i].n_pieces; k++) {
            const evne_piece *piece = &pages->pages[i].pieces[k];

            if (piece->kind == EVNE_PIECE_TEXT)
                print_text(out, piece);
            else if (piece->kind == EVNE_PIECE_IMAGE)
                print_image(out, piece);
            else
                print_shape(out, piece);
        }
    }
}
