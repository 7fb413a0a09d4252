#include "chart_fixture.h"

#include <string.h>

#include "data/casefile.h"

static const evne_value *parsed(const char *yaml)
{
    evne_problems *problems = evne_problems_new(fix.arena);
    const evne_value *value;
    evne_status status =
        evne_casefile_parse(fix.arena, "chart.yaml", evne_str_of(yaml), problems, &value, &fix.err);

    ck_assert_msg(status == EVNE_OK, "%s: %s", fix.err.where, fix.err.text);
    return value;
}

static void put_cell(evne_buf *row, const evne_value *week, const char *key)
{
    evne_str text = evne_value_text(evne_value_get(week, key));

    evne_buf_puts(row, "|");
    evne_buf_put_str(row, text);
}

static void add_week_row(evne_node *table, const evne_value *weeks, const char *name,
                         const char *key)
{
    evne_buf row = {.arena = fix.arena};

    evne_buf_puts(&row, name);
    for (size_t i = 0; i < evne_value_count(weeks); i++)
        put_cell(&row, evne_value_item(weeks, i), key);
    evne_buf_puts(&row, "|");
    build_row(fix.arena, table, evne_buf_text(&row));
}

static void add_weeks_table(evne_node *chart, const evne_value *data)
{
    bool is_plan = evne_str_is(evne_value_text(evne_value_get(data, "slags")), "plan");
    const evne_value *weeks = evne_value_get(data, "uger");
    evne_node *table = build_node(fix.arena, chart, EVNE_NODE_TABLE, NULL);

    add_week_row(table, weeks, "=Uge", "nr");
    add_week_row(table, weeks, is_plan ? "Timer pr. uge" : "Aftalt", "aftalt");
    add_week_row(table, weeks, is_plan ? "Opfølgning" : "Til stede", is_plan ? "opf" : "tilstede");
    if (!is_plan)
        add_week_row(table, weeks, "Fravær", "tegn");
}

evne_node *add_chart(evne_chart_kind kind, const char *yaml)
{
    static const char *const rows[] = {"=Dato|Tal", "1. maj|9"};
    evne_node *chart = build_node(fix.arena, fix.doc->root, EVNE_NODE_CHART, NULL);

    chart->as.chart.kind = kind;
    chart->as.chart.data = parsed(yaml);
    chart->as.chart.number = 1;
    build_paragraph(fix.arena, chart, EVNE_ROLE_CAPTION, "Billedtekst");
    if (kind == EVNE_CHART_WEEKS)
        add_weeks_table(chart, chart->as.chart.data);
    else
        build_table(fix.arena, chart, 0, NULL, rows, 2);
    return chart;
}

static void check_piece(const evne_piece *piece)
{
    const evne_len edge = EVNE_PT(1); /* half of the widest stroke, and a mark's edge */

    if (piece->kind == EVNE_PIECE_TEXT) {
        ck_assert_int_ge(piece->as.text.size, EVNE_PT(8));
        return;
    }
    if (piece->node && piece->node->kind == EVNE_NODE_CHART) {
        shape_box box = box_of_shape(piece);

        ck_assert_int_ge(box.x, PT(72) - edge);
        ck_assert_int_le(box.x + box.width, PT(546) + edge);
    }
}

void chart_run(void)
{
    fixture_run();
    ck_assert_uint_ge(fix.pages->n_figures, 1);
    for (size_t i = 0; i < fix.pages->n_pages; i++)
        for (size_t k = 0; k < fix.pages->pages[i].n_pieces; k++)
            check_piece(&fix.pages->pages[i].pieces[k]);
}

static bool answers(const evne_piece *piece, shape_query query)
{
    if (piece->kind != EVNE_PIECE_SHAPE || !piece->node || piece->node->kind != EVNE_NODE_CHART)
        return false;
    if (query.is_filled && (!piece->as.shape.is_filled || piece->colour != query.fill))
        return false;
    if (query.is_stroked && (!piece->as.shape.is_stroked || piece->as.shape.stroke != query.stroke))
        return false;
    if (query.stroke_width && piece->as.shape.stroke_width != query.stroke_width)
        return false;
    return !query.is_dashed || piece->as.shape.dash_on > 0;
}

const evne_piece *find_shape(shape_query query, size_t nth)
{
    for (size_t i = 0; i < fix.pages->n_pages; i++)
        for (size_t k = 0; k < fix.pages->pages[i].n_pieces; k++)
            if (answers(&fix.pages->pages[i].pieces[k], query) && nth-- == 0)
                return &fix.pages->pages[i].pieces[k];
    return NULL;
}

size_t count_shapes_of(shape_query query)
{
    size_t n = 0;

    while (find_shape(query, n))
        n++;
    return n;
}

shape_box box_of_shape(const evne_piece *piece)
{
    evne_len left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;

    for (size_t i = 0; i < piece->as.shape.n_steps; i++) {
        const evne_path_step *step = &piece->as.shape.steps[i];

        if (step->op == EVNE_CLOSE)
            continue;
        left = step->x < left ? step->x : left;
        right = step->x > right ? step->x : right;
        top = step->y < top ? step->y : top;
        bottom = step->y > bottom ? step->y : bottom;
    }
    return (shape_box){left, top, right - left, bottom - top};
}

const evne_spot *figure(void)
{
    return &fix.pages->figures[0];
}

const evne_piece *word(const char *text)
{
    for (size_t i = 0; i < fix.pages->n_pages; i++)
        for (size_t k = 0; k < fix.pages->pages[i].n_pieces; k++) {
            const evne_piece *piece = &fix.pages->pages[i].pieces[k];

            if (piece->kind == EVNE_PIECE_TEXT && strcmp(piece_text(piece), text) == 0)
                return piece;
        }
    return NULL;
}

evne_len middle_of(const evne_piece *piece)
{
    return piece->as.text.x + piece->as.text.width / 2;
}
