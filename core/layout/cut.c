/*
 * How: one walk finds how many bricks fit and, among the places between them, the best to end at:
 * the last of the weakest bond, unless that leaves half a page empty. Three things may happen to
 * the brick that does not fit: it is divided when its kind may be, it moves on with whatever is
 * bound to it, or, when all of that is taller than a page, the strongest bonds give way and at last
 * the brick itself is divided.
 *
 * A tail that starts inside a table starts with what the table repeats. It is written over bricks
 * that are used up, so a long table costs no copy for each page.
 */
#include "cut.h"

#include <string.h>

typedef struct walk {
    size_t n_fit;   /* bricks that fit without regard to bonds */
    evne_len used;  /* their height */
    size_t best[3]; /* for each bond: the last feasible number of bricks before a break; 0 none */
    evne_len until[3]; /* the height of those */
    size_t page_break; /* index of the first forced break that fits, or SIZE_MAX */
    size_t moved;      /* index of the first brick that moves on with all it is to stay with */
} walk;

/* The foot that a break before brick `i` would cost. */
static evne_len foot_before(const evne_flow *flow, size_t i)
{
    const evne_run *run = i < flow->n_bricks ? flow->bricks[i]->run : NULL;

    return run && i > 0 && flow->bricks[i - 1]->run == run ? run->foot_height : 0;
}

/* At the top of a page the first brick may show another face: a heading without its rule. */
static void face_top(evne_flow *flow)
{
    if (flow->n_bricks && flow->bricks[0]->at_top)
        flow->bricks[0] = flow->bricks[0]->at_top;
}

/* Pages for a height that starts `used` below the top of one. */
static evne_len pages_for(evne_len used, evne_len height)
{
    return (used + height + EVNE_BOTTOM - EVNE_TOP - 1) / (EVNE_BOTTOM - EVNE_TOP);
}

/* Whether brick `i` moves on with what it is to stay with, which does not fit under `used`. */
static bool moves_on(const evne_flow *flow, size_t i, evne_len used, evne_len room)
{
    const evne_brick *brick = flow->bricks[i];
    evne_len rest = 0;

    if (i == 0 || !brick->together || brick->bond == EVNE_BOND_HARD ||
        used + brick->gap + brick->together <= room)
        return false;
    for (size_t k = i; brick->at_no_cost && k < flow->n_bricks; k++)
        rest += flow->bricks[k]->gap + flow->bricks[k]->height;
    return !brick->at_no_cost || 1 + pages_for(0, rest) <= pages_for(used, rest);
}

static walk walk_down(const evne_flow *flow, evne_len room, bool at_top)
{
    walk w = {.page_break = SIZE_MAX, .moved = SIZE_MAX};

    for (size_t i = 0; i < flow->n_bricks; i++) {
        const evne_brick *brick = flow->bricks[i];
        evne_len gap = i == 0 && at_top ? 0 : brick->gap;

        if (i > 0 && w.used + foot_before(flow, i) <= room) {
            w.best[brick->bond] = i;
            w.until[brick->bond] = w.used;
        }
        if (brick->is_page_break) {
            w.page_break = i;
            break;
        }
        if (moves_on(flow, i, w.used, room)) {
            w.moved = i;
            break;
        }
        if (w.used + gap + brick->height > room)
            break;
        w.used += gap + brick->height;
        w.n_fit = i + 1;
    }
    return w;
}

static void append(const evne_layout *layout, evne_flow *to, const evne_flow *from)
{
    for (size_t i = 0; i < from->n_bricks; i++)
        evne_flow_add(layout, to, from->bricks[i]);
}

/* `tail` = `opening` and what is left of `flow` from `at`; writes over what is used up. */
static void make_tail(const evne_layout *layout, evne_flow *flow, size_t at,
                      const evne_flow *opening, evne_flow *tail)
{
    size_t n = opening->n_bricks;
    evne_flow rest;

    if (n <= at) {
        for (size_t i = 0; i < n; i++)
            flow->bricks[at - n + i] = opening->bricks[i];
        *tail =
            (evne_flow){flow->bricks + at - n, flow->n_bricks - at + n, flow->n_bricks - at + n};
        return;
    }
    rest = (evne_flow){flow->bricks + at, flow->n_bricks - at, 0};
    *tail = (evne_flow){0};
    append(layout, tail, opening);
    append(layout, tail, &rest);
}

/* The same brick, which its own flow may still want as it was, held by what stands above it. */
static evne_brick *bound(const evne_layout *layout, const evne_brick *brick)
{
    evne_brick *copy = evne_brick_new(layout, NULL);

    *copy = *brick;
    copy->bond = EVNE_BOND_HARD;
    return copy;
}

/* Ends the page before brick `at`, or inside it when it was divided into `upper` and `lower`. */
static evne_status end_before(const evne_layout *layout, evne_flow *flow, size_t at,
                              evne_brick *upper, evne_brick *lower, size_t page, evne_flow *head,
                              evne_flow *tail, evne_error *err)
{
    evne_flow opening = {0};
    const evne_brick *first = lower ? lower : at < flow->n_bricks ? flow->bricks[at] : NULL;
    const evne_run *run = first ? first->run : NULL;
    bool inside = run && (lower || (at > 0 && flow->bricks[at - 1]->run == run));

    *head = (evne_flow){0};
    for (size_t i = 0; i < at; i++)
        evne_flow_add(layout, head, flow->bricks[i]);
    if (upper)
        evne_flow_add(layout, head, upper);
    if (inside) {
        EVNE_TRY(run->foot(layout, run->context, page, head, err));
        EVNE_TRY(run->head(layout, run->context, first, page + 1, &opening, err));
    }
    if (opening.n_bricks && lower)
        lower->bond = EVNE_BOND_HARD; /* a head that is repeated stays with its row */
    else if (opening.n_bricks)
        flow->bricks[at] = bound(layout, flow->bricks[at]);
    if (lower)
        evne_flow_add(layout, &opening, lower);
    make_tail(layout, flow, lower ? at + 1 : at, &opening, tail);
    return EVNE_OK;
}

/* --- dividing a brick of cells --- */

static evne_status cut_cells(const evne_layout *layout, evne_brick *brick, evne_len room,
                             bool force, size_t page, evne_brick *upper, evne_brick *lower,
                             bool *done, evne_error *err)
{
    *done = false;
    for (size_t i = 0; i < brick->n_cells; i++) {
        evne_flow cell = {0};

        append(layout, &cell, &brick->cells[i]);
        EVNE_TRY(evne_flow_cut(layout, &cell, room, force, page, &upper->cells[i], &lower->cells[i],
                               err));
        if (!upper->cells[i].n_bricks && lower->cells[i].n_bricks)
            return EVNE_OK; /* every cell goes on at the same page */
        if (lower->cells[i].n_bricks)
            *done = true;
    }
    return EVNE_OK;
}

static evne_brick *half_of(const evne_layout *layout, const evne_brick *brick)
{
    evne_brick *half = evne_brick_new(layout, NULL);

    *half = *brick;
    half->at_top = NULL;
    half->cells = evne_arena_array(layout->arena, brick->n_cells, sizeof *half->cells);
    half->shifts = NULL;
    return half;
}

/* Cell 0 of the second half starts with the entry's id, or is that of the row, which ended above.
 */
static void put_again(const evne_layout *layout, evne_brick *lower)
{
    evne_flow cell = {0};

    if (!lower->again || (lower->run && lower->cells[0].n_bricks))
        return;
    append(layout, &cell, lower->again);
    append(layout, &cell, &lower->cells[0]);
    lower->cells[0] = cell;
}

/* Divides `brick` into two that are no higher than `room` and the rest; NULL when it cannot be. */
static evne_status divide(const evne_layout *layout, evne_brick *brick, evne_len room, bool force,
                          size_t page, evne_brick **upper, evne_brick **lower, evne_error *err)
{
    evne_brick *a, *b;
    bool done;

    *upper = *lower = NULL;
    if (!brick->n_cells || brick->is_repeated)
        return EVNE_OK;
    a = half_of(layout, brick);
    b = half_of(layout, brick);
    EVNE_TRY(cut_cells(layout, brick, room - brick->above - brick->below, force, page, a, b, &done,
                       err));
    if (!done)
        return EVNE_OK;
    b->parts = b->last_part = NULL;
    b->spot = NULL;
    b->bond = EVNE_BOND_FREE;
    put_again(layout, b);
    evne_brick_seal(layout, a);
    evne_brick_seal(layout, b);
    *upper = a;
    *lower = b;
    return EVNE_OK;
}

/* --- choosing --- */

/* The room that is left for brick `at` after `n_before` bricks, when it is to be divided there. */
static evne_len room_for(const evne_flow *flow, size_t at, evne_len room, evne_len used,
                         bool at_top)
{
    const evne_brick *brick = flow->bricks[at];

    return room - used - (at == 0 && at_top ? 0 : brick->gap) -
           (brick->run ? brick->run->foot_height : 0);
}

/* Whether a brick may be divided before anything else is tried. */
static bool may_divide(const evne_brick *brick)
{
    return brick->n_cells > 0 &&
           (brick->split == EVNE_SPLIT_FREELY || brick->height > EVNE_BOTTOM - EVNE_TOP);
}

/* Where no place was good because a foot has to fit as well, the last brick counts as overfull. */
static void step_back(const evne_flow *flow, walk *w)
{
    if (w->n_fit == 0 || w->best[EVNE_BOND_FREE] || w->best[EVNE_BOND_SOFT] ||
        w->best[EVNE_BOND_HARD])
        return;
    w->n_fit--;
    w->used -= flow->bricks[w->n_fit]->height + (w->n_fit ? flow->bricks[w->n_fit]->gap : 0);
}

/* The last place without a bond; a soft one below it is better than half a page of nothing. */
static size_t best_place(const walk *w, evne_len room)
{
    size_t at_free = w->best[EVNE_BOND_FREE], at_soft = w->best[EVNE_BOND_SOFT];
    bool is_half_empty = room - w->until[EVNE_BOND_FREE] > (EVNE_BOTTOM - EVNE_TOP) / 2;

    return at_free && at_soft > at_free && is_half_empty ? at_soft : at_free;
}

static evne_status cut_overfull(const evne_layout *layout, evne_flow *flow, walk *w, evne_len room,
                                bool at_top, size_t page, evne_flow *head, evne_flow *tail,
                                evne_error *err)
{
    evne_brick *brick, *upper = NULL, *lower = NULL;
    evne_len left;
    size_t at;

    step_back(flow, w);
    at = w->n_fit;
    brick = flow->bricks[at];
    left = room_for(flow, at, room, w->used, at_top);

    if (may_divide(brick))
        EVNE_TRY(divide(layout, brick, left, false, page, &upper, &lower, err));
    if (!upper && w->best[EVNE_BOND_FREE])
        return end_before(layout, flow, best_place(w, room), NULL, NULL, page, head, tail, err);
    if (!upper && !at_top) {
        *head = (evne_flow){0};
        *tail = *flow;
        return EVNE_OK;
    }
    if (!upper && w->best[EVNE_BOND_SOFT])
        return end_before(layout, flow, w->best[EVNE_BOND_SOFT], NULL, NULL, page, head, tail, err);
    if (!upper)
        EVNE_TRY(divide(layout, brick, left, false, page, &upper, &lower, err));
    if (!upper && w->best[EVNE_BOND_HARD])
        return end_before(layout, flow, w->best[EVNE_BOND_HARD], NULL, NULL, page, head, tail, err);
    if (!upper)
        EVNE_TRY(divide(layout, brick, left, true, page, &upper, &lower, err));
    return end_before(layout, flow, upper ? at : at + 1, upper, lower, page, head, tail, err);
}

/* A forced break: what stands before it is a page, the break itself is used up. */
static void cut_at_break(const evne_layout *layout, evne_flow *flow, size_t at, evne_flow *head,
                         evne_flow *tail)
{
    static const evne_flow nothing;

    *head = (evne_flow){0};
    for (size_t i = 0; i < at; i++)
        evne_flow_add(layout, head, flow->bricks[i]);
    make_tail(layout, flow, at + 1, &nothing, tail);
}

evne_status evne_flow_cut(const evne_layout *layout, evne_flow *flow, evne_len room, bool at_top,
                          size_t page, evne_flow *head, evne_flow *tail, evne_error *err)
{
    walk w;

    while (at_top && flow->n_bricks && flow->bricks[0]->is_page_break)
        *flow = (evne_flow){flow->bricks + 1, flow->n_bricks - 1, 0};
    if (at_top)
        face_top(flow);
    w = walk_down(flow, room, at_top);
    *tail = (evne_flow){0};
    if (w.n_fit == flow->n_bricks) {
        *head = *flow;
        return EVNE_OK;
    }
    if (w.page_break != SIZE_MAX) {
        cut_at_break(layout, flow, w.page_break, head, tail);
        return EVNE_OK;
    }
    if (w.moved != SIZE_MAX)
        return end_before(layout, flow, w.moved, NULL, NULL, page, head, tail, err);
    return cut_overfull(layout, flow, &w, room, at_top, page, head, tail, err);
}
