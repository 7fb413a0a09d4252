/*
 * How: parts and their paths are copied, moved down by the brick's place. Shapes that are as tall
 * as their brick are made here, when the height is known. Three lists of pieces are painted one
 * after the other, so that the band of one row never covers the rule of the next.
 */
#include "draw.h"

void evne_spot_add(const evne_layout *layout, evne_spot_list *list, evne_spot spot)
{
    if (list->n_spots == list->room) {
        size_t room = list->room ? list->room * 2 : 16;

        list->spots = evne_arena_grow(layout->arena, list->spots, list->room * sizeof spot,
                                      room * sizeof spot);
        list->room = room;
    }
    list->spots[list->n_spots++] = spot;
}

/* An organisation's accent colour stands for blue; everything drawn passes here. */
static void accent(const evne_doc *doc, evne_piece *piece)
{
    if (!doc->has_accent || piece->kind != EVNE_PIECE_SHAPE)
        return;
    if (piece->colour == EVNE_BLUE)
        piece->colour = doc->accent;
    if (piece->as.shape.stroke == EVNE_BLUE)
        piece->as.shape.stroke = doc->accent;
}

static const evne_path_step *moved(const evne_layout *layout, const evne_path_step *steps,
                                   size_t n_steps, evne_len dy)
{
    evne_path_step *copy = evne_arena_array(layout->kept, n_steps, sizeof *copy);

    for (size_t i = 0; i < n_steps; i++) {
        copy[i] = steps[i];
        copy[i].y += dy;
        copy[i].y1 += dy;
        copy[i].y2 += dy;
    }
    return copy;
}

static void lower(const evne_layout *layout, evne_piece *piece, evne_len y)
{
    if (piece->kind == EVNE_PIECE_TEXT)
        piece->as.text.y += y;
    else if (piece->kind == EVNE_PIECE_IMAGE)
        piece->as.image.y += y;
    else
        piece->as.shape.steps = moved(layout, piece->as.shape.steps, piece->as.shape.n_steps, y);
}

void evne_canvas_put(const evne_layout *layout, evne_canvas *canvas, evne_layer layer,
                     evne_piece piece, evne_len y, const evne_node *page_of)
{
    evne_piece_list *list = &canvas->layers[layer];

    lower(layout, &piece, y);
    accent(layout->doc, &piece);
    if (list->n_pieces == list->room) {
        size_t room = list->room ? list->room * 2 : 64;

        list->pieces = evne_arena_grow(layout->arena, list->pieces, list->room * sizeof piece,
                                       room * sizeof piece);
        list->page_of =
            evne_arena_grow(layout->arena, list->page_of, list->room * sizeof *list->page_of,
                            room * sizeof *list->page_of);
        list->room = room;
    }
    list->pieces[list->n_pieces] = piece;
    list->page_of[list->n_pieces++] = page_of;
}

void evne_canvas_clear(evne_canvas *canvas, size_t page)
{
    canvas->page = page;
    for (int layer = EVNE_LAYER_FILLS; layer <= EVNE_LAYER_TEXT; layer++)
        canvas->layers[layer].n_pieces = 0;
}

static void make_room(const evne_layout *layout, evne_sheet *sheet, size_t more)
{
    size_t room = sheet->n_pieces + more;

    if (room <= sheet->room)
        return;
    room += sheet->n_pieces ? 0 : 16; /* header, footer and draft mark come later */
    sheet->pieces =
        evne_arena_grow(layout->kept, sheet->pieces, sheet->room * sizeof *sheet->pieces,
                        room * sizeof *sheet->pieces);
    sheet->page_of =
        evne_arena_grow(layout->arena, sheet->page_of, sheet->room * sizeof *sheet->page_of,
                        room * sizeof *sheet->page_of);
    sheet->room = room;
}

void evne_sheet_take(const evne_layout *layout, evne_sheet *sheet, const evne_canvas *canvas)
{
    size_t more = 0;

    for (int layer = EVNE_LAYER_FILLS; layer <= EVNE_LAYER_TEXT; layer++)
        more += canvas->layers[layer].n_pieces;
    make_room(layout, sheet, more);
    for (int layer = EVNE_LAYER_FILLS; layer <= EVNE_LAYER_TEXT; layer++) {
        const evne_piece_list *list = &canvas->layers[layer];

        for (size_t i = 0; i < list->n_pieces; i++) {
            sheet->pieces[sheet->n_pieces] = list->pieces[i];
            sheet->page_of[sheet->n_pieces++] = list->page_of[i];
        }
    }
}

static void draw_part(const evne_layout *layout, evne_canvas *canvas, const evne_part *part,
                      evne_len y)
{
    evne_piece piece = part->piece;

    if (canvas->is_repeated) {
        if (piece.artifact != EVNE_ARTIFACT_LAYOUT)
            piece.artifact = EVNE_ARTIFACT_REPEATED;
        piece.node = NULL;
        if (piece.kind == EVNE_PIECE_TEXT)
            piece.as.text.link = NULL;
    }
    evne_canvas_put(layout, canvas, part->layer, piece, y, part->page_of);
}

static evne_piece filled(evne_piece piece, evne_colour colour)
{
    piece.as.shape.is_filled = true;
    piece.colour = colour;
    return piece;
}

static evne_piece framed(evne_piece piece, const evne_shape *shape)
{
    piece.as.shape.is_stroked = true;
    piece.as.shape.stroke = shape->colour;
    piece.as.shape.stroke_width = shape->stroke;
    return piece;
}

static void draw_shape(const evne_layout *layout, evne_canvas *canvas, const evne_brick *brick,
                       const evne_shape *shape, evne_len y)
{
    evne_len x = shape->x, bottom = y + brick->height;
    evne_layer layer = shape->kind == EVNE_SHAPE_BAND ? EVNE_LAYER_FILLS : EVNE_LAYER_RULES;
    evne_piece piece = {0};

    switch (shape->kind) {
    case EVNE_SHAPE_RULE_ABOVE:
        piece = evne_stroke(layout, x, y, x + shape->width, y, shape->stroke, shape->colour);
        break;
    case EVNE_SHAPE_RULE_BELOW:
        piece =
            evne_stroke(layout, x, bottom, x + shape->width, bottom, shape->stroke, shape->colour);
        break;
    case EVNE_SHAPE_UPRIGHT:
        piece = evne_stroke(layout, x, y, x, bottom, shape->stroke, shape->colour);
        break;
    case EVNE_SHAPE_BAND:
        piece = filled(evne_rectangle(layout, x, y, shape->width, brick->height), shape->colour);
        break;
    case EVNE_SHAPE_BAR:
        piece = filled(evne_rectangle(layout, x, y + brick->above, shape->width,
                                      brick->height - brick->above - brick->below),
                       shape->colour);
        break;
    case EVNE_SHAPE_FRAME:
        piece = framed(evne_rectangle(layout, x, y, shape->width, brick->height), shape);
        break;
    }
    evne_canvas_put(layout, canvas, layer, piece, 0, NULL);
}

static void note_spot(const evne_layout *layout, evne_canvas *canvas, const evne_brick *brick,
                      evne_len y)
{
    evne_spot spot;

    if (!brick->spot || canvas->is_repeated)
        return;
    spot = *brick->spot;
    spot.page = canvas->page;
    spot.y += y;
    evne_spot_add(layout, canvas->boxes, spot);
}

static void draw_brick(const evne_layout *layout, evne_canvas *canvas, const evne_brick *brick,
                       evne_len y)
{
    bool was_repeated = canvas->is_repeated;

    canvas->is_repeated = was_repeated || brick->is_repeated;
    note_spot(layout, canvas, brick, y);
    for (const evne_shape *shape = brick->shapes; shape; shape = shape->next)
        draw_shape(layout, canvas, brick, shape, y);
    for (const evne_part *part = brick->parts; part; part = part->next)
        draw_part(layout, canvas, part, y);
    for (size_t i = 0; i < brick->n_cells; i++)
        evne_canvas_flow(layout, canvas, &brick->cells[i], y + brick->above + brick->shifts[i]);
    canvas->is_repeated = was_repeated;
}

evne_len evne_canvas_flow(const evne_layout *layout, evne_canvas *canvas, const evne_flow *flow,
                          evne_len y)
{
    evne_len top = y;

    for (size_t i = 0; i < flow->n_bricks; i++) {
        const evne_brick *brick = flow->bricks[i];

        y += i ? brick->gap : 0;
        draw_brick(layout, canvas, brick, y);
        y += brick->height;
    }
    return y - top;
}
