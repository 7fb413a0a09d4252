/*
 * How: all parts lie in the layer of text, in the order in which they are drawn, since a chart
 * paints over itself: grid, lines, marks, then words on white. Places that are taken are a short
 * list of areas; a chart has some dozens.
 */
#include "chart_pen.h"

#include <string.h>

const evne_chart_words *evne_chart_words_of(evne_str lang)
{
    static const evne_chart_words danish = {
        .not_assessed = "ikke vurderet",
        .goal = "mål ",
        .scale = "skala ",
        .placement = "Praktik",
        .against = " mod ",
        .focus = "datoen i overskriften",
        .before = "den forrige dato",
    };
    static const evne_chart_words english = {
        .not_assessed = "not assessed",
        .goal = "goal ",
        .scale = "scale ",
        .placement = "Placement",
        .against = " against ",
        .focus = "the date in the heading",
        .before = "the date before",
    };

    return evne_str_starts(lang, "en") ? &english : &danish;
}

evne_pen evne_pen_new(const evne_layout *layout, evne_brick *brick, const evne_node *node)
{
    return (evne_pen){.layout = layout,
                      .brick = brick,
                      .node = node,
                      .words = evne_chart_words_of(layout->doc->lang)};
}

void evne_pen_finish(evne_pen *pen, evne_len x, evne_len width, evne_len height)
{
    const evne_len unit = EVNE_PT(3); /* of everything vertical */

    evne_brick_spot(pen->layout, pen->brick,
                    (evne_spot){.node = pen->node, .x = x, .width = width, .height = height});
    pen->brick->height = (height + unit - 1) / unit * unit;
}

/* --- places --- */

bool evne_areas_meet(evne_area a, evne_area b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

void evne_pen_take(evne_pen *pen, evne_area area)
{
    if (pen->n_taken == pen->room) {
        size_t room = pen->room ? pen->room * 2 : 32;

        pen->taken = evne_arena_grow(pen->layout->arena, pen->taken, pen->room * sizeof area,
                                     room * sizeof area);
        pen->room = room;
    }
    pen->taken[pen->n_taken++] = area;
}

bool evne_pen_is_free(const evne_pen *pen, evne_area area)
{
    for (size_t i = 0; i < pen->n_taken; i++)
        if (evne_areas_meet(pen->taken[i], area))
            return false;
    return true;
}

/* --- lines and fills --- */

static void add(evne_pen *pen, evne_piece piece)
{
    piece.artifact = EVNE_NO_ARTIFACT;
    piece.node = pen->node;
    evne_brick_add(pen->layout, pen->brick, EVNE_LAYER_TEXT, piece);
}

void evne_pen_line(evne_pen *pen, evne_len x1, evne_len y1, evne_len x2, evne_len y2,
                   evne_len stroke, evne_colour colour)
{
    add(pen, evne_stroke(pen->layout, x1, y1, x2, y2, stroke, colour));
}

static evne_piece filled(evne_piece piece, evne_colour fill, evne_len edge, evne_colour edge_colour)
{
    piece.as.shape.is_filled = true;
    piece.colour = fill;
    piece.as.shape.is_stroked = edge > 0;
    piece.as.shape.stroke_width = edge;
    piece.as.shape.stroke = edge_colour;
    return piece;
}

void evne_pen_fill(evne_pen *pen, evne_area area, evne_colour fill, evne_len frame)
{
    add(pen, filled(evne_rectangle(pen->layout, area.x, area.y, area.width, area.height), fill,
                    frame, EVNE_INK));
}

void evne_pen_path(evne_pen *pen, const evne_point *points, size_t n_points, bool is_closed,
                   evne_stroke_style style)
{
    evne_path_step *steps = evne_arena_array(pen->layout->arena, n_points + 1, sizeof *steps);
    evne_piece piece = evne_stroke(pen->layout, 0, 0, 0, 0, style.width, style.colour);

    for (size_t i = 0; i < n_points; i++)
        steps[i] =
            (evne_path_step){.op = i ? EVNE_LINE : EVNE_MOVE, .x = points[i].x, .y = points[i].y};
    steps[n_points] = (evne_path_step){.op = EVNE_CLOSE};
    piece.as.shape.steps = steps;
    piece.as.shape.n_steps = n_points + (is_closed ? 1 : 0);
    piece.as.shape.dash_on = style.dash_on;
    piece.as.shape.dash_off = style.dash_off;
    add(pen, piece);
}

void evne_pen_mark(evne_pen *pen, evne_point at, evne_len radius, evne_len edge, evne_colour colour)
{
    add(pen, filled(evne_circle(pen->layout, at.x, at.y, radius), colour, edge, EVNE_WHITE));
}

void evne_pen_square(evne_pen *pen, evne_point at, evne_len side, evne_len edge, evne_colour colour)
{
    add(pen, filled(evne_rectangle(pen->layout, at.x - side / 2, at.y - side / 2, side, side),
                    colour, edge, EVNE_WHITE));
}

/* --- words --- */

evne_status evne_pen_width(const evne_pen *pen, evne_str text, evne_type type, evne_len *out,
                           evne_error *err)
{
    evne_piece piece;

    EVNE_TRY(evne_line_of(pen->layout, text, type, pen->node, &piece, err));
    *out = piece.as.text.width;
    return EVNE_OK;
}

evne_status evne_pen_word(evne_pen *pen, evne_str text, evne_type type, evne_len x, evne_len top,
                          evne_anchor anchor, evne_error *err)
{
    return evne_brick_word(pen->layout, pen->brick, text, type, x, top, anchor, pen->node, NULL,
                           err);
}

/* Letters reach 0.8 of the size above the baseline and 0.25 below; 1 beside them is clear. */
evne_area evne_word_area(evne_type type, evne_len x, evne_len baseline, evne_len width)
{
    evne_len above = type.size * 4 / 5, below = type.size / 4;

    return (evne_area){x - EVNE_PT(1), baseline - above, width + EVNE_PT(2), above + below};
}

evne_status evne_pen_label(evne_pen *pen, evne_str text, evne_type type, evne_area area,
                           evne_error *err)
{
    evne_len baseline = area.y + type.size * 4 / 5;

    evne_pen_fill(pen, area, EVNE_WHITE, 0);
    evne_pen_take(pen, area);
    return evne_pen_word(pen, text, type, area.x + EVNE_PT(1),
                         baseline - evne_baseline(type.size, type.leading), EVNE_AT_LEFT, err);
}

evne_status evne_pen_wrap(const evne_pen *pen, evne_str text, evne_type type, evne_len width,
                          evne_lines *out, evne_len *widest, evne_error *err)
{
    evne_span *span = evne_arena_alloc(pen->layout->arena, sizeof *span);
    evne_text *made;

    *span = (evne_span){.text = text};
    *widest = 0;
    EVNE_TRY(evne_text_make(pen->layout, span, 1, type, &made, err));
    EVNE_TRY(evne_text_lines(pen->layout, made, width, pen->node, out, err));
    for (size_t i = 0; i < out->n_lines; i++)
        *widest = out->lines[i].width > *widest ? out->lines[i].width : *widest;
    return EVNE_OK;
}

void evne_pen_lines(evne_pen *pen, const evne_lines *lines, evne_type type, evne_len leading,
                    evne_len x, evne_len top, evne_anchor anchor)
{
    for (size_t i = 0; i < lines->n_lines; i++) {
        const evne_line *line = &lines->lines[i];
        evne_len left = anchor == EVNE_AT_LEFT    ? x
                        : anchor == EVNE_AT_RIGHT ? x - line->width
                                                  : x - line->width / 2;

        for (size_t k = 0; k < line->n_pieces; k++) {
            evne_piece piece = line->pieces[k];

            piece.as.text.x += left;
            piece.as.text.y = top + (evne_len)i * leading + evne_baseline(type.size, leading);
            evne_brick_add(pen->layout, pen->brick, EVNE_LAYER_TEXT, piece);
        }
    }
}
