/*
 * How: the figure is a brick of its own, bound to the caption above it and to the table below it.
 * Weekly bars hold their table in the same brick, so nothing can come between a bar and its number.
 */
#include "chart.h"

enum { SHORT_TABLE = 14 }; /* bricks: caption, head, rows and notes */

static const evne_node *table_of(const evne_node *chart)
{
    return chart->last && chart->last->kind == EVNE_NODE_TABLE ? chart->last : NULL;
}

static evne_status add_figure(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                              const evne_box *box, evne_error *err)
{
    switch (chart->as.chart.kind) {
    case EVNE_CHART_WEEKS:
        return evne_add_weeks(layout, flow, chart, box, err);
    case EVNE_CHART_CURVE:
        return evne_add_curve(layout, flow, chart, box, err);
    case EVNE_CHART_RADAR:
        return evne_add_radar(layout, flow, chart, box, err);
    }
    return EVNE_OK;
}

static void bind(evne_flow *flow, size_t start, size_t first, evne_len gap)
{
    if (first == start || first >= flow->n_bricks)
        return;
    flow->bricks[first]->gap = gap;
    flow->bricks[first]->bond = EVNE_BOND_HARD;
}

/*
 * The two or three rows of a curve are not divided. A row for each area of a radar is a table as
 * any other: it begins under its figure and goes on, so that no page stays empty for it.
 */
static void keep_whole(evne_flow *flow, const evne_node *chart, size_t first)
{
    if (chart->as.chart.kind != EVNE_CHART_CURVE || flow->n_bricks - first > SHORT_TABLE)
        return;
    for (size_t i = first + 1; i < flow->n_bricks; i++)
        flow->bricks[i]->bond = EVNE_BOND_HARD;
}

/* --- when a page ends between two parts of a figure --- */

static evne_status open_again(const evne_layout *layout, const void *context,
                              const evne_brick *first, size_t page, evne_flow *out, evne_error *err)
{
    const evne_node *chart = context;
    evne_box box = evne_box_page(EVNE_LABEL);
    const char *suffix =
        evne_arena_printf(layout->arena, "%s%zu)", layout->words->continued_from, page - 1);
    size_t from = out->n_bricks;

    (void)first;
    if (chart->first->kind != EVNE_NODE_PARAGRAPH)
        return EVNE_OK;
    EVNE_TRY(evne_add_caption(layout, out, chart->first, suffix, &box, err));
    for (size_t i = from; i < out->n_bricks; i++)
        out->bricks[i]->is_repeated = true;
    return EVNE_OK;
}

static evne_status close_part(const evne_layout *layout, const void *context, size_t page,
                              evne_flow *out, evne_error *err)
{
    const evne_node *chart = context;
    evne_box box = evne_box_page(EVNE_LABEL);
    evne_brick *brick = evne_brick_new(layout, out);
    const char *text =
        evne_arena_printf(layout->arena, "%s%zu", layout->words->continues_on, page + 1);

    brick->height = EVNE_TYPE_FINE.leading;
    brick->is_repeated = true;
    return evne_brick_word(layout, brick, evne_str_of(text), EVNE_TYPE_FINE_STRONG,
                           box.full_x + box.full_width, 0, EVNE_AT_RIGHT, chart, NULL, err);
}

const evne_run *evne_chart_run(const evne_layout *layout, const evne_node *chart)
{
    evne_run *run = evne_arena_alloc(layout->arena, sizeof *run);

    *run = (evne_run){EVNE_TYPE_FINE.leading, chart, open_again, close_part};
    return run;
}

/* --- figure and table --- */

/* The notes of a table that is drawn in its figure. */
static evne_status add_notes(const evne_layout *layout, evne_flow *flow, const evne_node *table,
                             const evne_box *box, evne_error *err)
{
    evne_len gap = EVNE_PT(6);

    for (const evne_node *note = table->first; note; note = note->next) {
        size_t first = flow->n_bricks;

        if (note->kind != EVNE_NODE_PARAGRAPH || note->as.role == EVNE_ROLE_CAPTION)
            continue;
        EVNE_TRY(evne_add_note(layout, flow, note, box, err));
        bind(flow, SIZE_MAX, first, gap);
        gap = first < flow->n_bricks ? 0 : gap;
    }
    return EVNE_OK;
}

/* The numbers of a curve are two rows; those of a radar may stand on the next page. */
static evne_bond bond_of_table(const evne_node *chart)
{
    return chart->as.chart.kind == EVNE_CHART_RADAR ? EVNE_BOND_FREE : EVNE_BOND_SOFT;
}

evne_status evne_add_chart(const evne_layout *layout, evne_flow *flow, const evne_node *chart,
                           const evne_box *box, evne_error *err)
{
    const evne_node *caption = chart->first, *table = table_of(chart);
    size_t start = flow->n_bricks, first;
    bool is_drawn;

    if (caption && caption->kind == EVNE_NODE_PARAGRAPH)
        EVNE_TRY(evne_add_caption(layout, flow, caption, NULL, box, err));
    first = flow->n_bricks;
    EVNE_TRY(add_figure(layout, flow, chart, box, err));
    is_drawn = flow->n_bricks > first;
    bind(flow, start, first, EVNE_PT(6));
    if (!table)
        return EVNE_OK;
    if (is_drawn && chart->as.chart.kind == EVNE_CHART_WEEKS)
        return add_notes(layout, flow, table, box, err);
    first = flow->n_bricks;
    EVNE_TRY(evne_block_add(layout, flow, table, box, err));
    bind(flow, start, first, is_drawn ? EVNE_PT(9) : EVNE_PT(6));
    if (is_drawn)
        keep_whole(flow, chart, first);
    if (is_drawn && first < flow->n_bricks)
        flow->bricks[first]->bond = bond_of_table(chart); /* it has a caption of its own */
    return EVNE_OK;
}
