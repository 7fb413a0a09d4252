/*
 * How: three steps. The document becomes one long flow of bricks (block.h); the flow is cut into
 * pages and drawn (cut.h, draw.h), once more without its contents when it has few pages; then, when
 * every heading has its page, headers, footers and the contents' page numbers are added, and pages
 * and spots are handed over.
 *
 * Bricks take several times the room of the pages that they become, so they lie in an arena of the
 * run's own, and what measures one text in another, which is emptied after each.
 */
#include "layout.h"

#include <stdio.h>

#include "block.h"
#include "cut.h"
#include "furniture.h"
#include "spots.h"

enum { FEW_PAGES = 6 }; /* need no contents */

const evne_words *evne_words_of(evne_str lang)
{
    static const evne_words danish = {"Side ",
                                      " af ",
                                      "(fortsat)",
                                      "(fortsat fra side ",
                                      "Fortsættes på side ",
                                      "Målt",
                                      "Underskrift med ",
                                      "Underskrift",
                                      "Afventer",
                                      "Navn",
                                      "Dato"};
    static const evne_words english = {"Page ",
                                       " of ",
                                       "(continued)",
                                       "(continued from page ",
                                       "Continues on page ",
                                       "Measured",
                                       "Signature with ",
                                       "Signature",
                                       "Pending",
                                       "Name",
                                       "Date"};

    return evne_str_starts(lang, "en") ? &english : &danish;
}

/* --- the document as one flow --- */

/* A section with signatures has a wider label column. */
static bool has_signatures(const evne_node *heading)
{
    for (const evne_node *node = heading->next; node; node = node->next) {
        if (node->kind == EVNE_NODE_HEADING && node->as.heading.level == 1)
            return false;
        if (node->kind == EVNE_NODE_SIGNATURE)
            return true;
    }
    return false;
}

/*
 * Signature rows with their heading and what explains them stay on one page when a page can hold
 * them: somebody who signs sees all of it (look 9). More than half a page stays empty before them
 * only when the document gets no longer by it.
 */
static void keep_signatures(const evne_flow *flow, size_t from)
{
    evne_len height = 0;

    for (size_t i = from; i < flow->n_bricks; i++)
        height += flow->bricks[i]->height + (i > from ? flow->bricks[i]->gap : 0);
    if (height > EVNE_BOTTOM - EVNE_TOP)
        return;
    if (from < flow->n_bricks) {
        flow->bricks[from]->together = height;
        flow->bricks[from]->at_no_cost = true;
    }
    for (size_t i = from; i < flow->n_bricks; i++) {
        flow->bricks[i]->split = EVNE_SPLIT_OVERSIZE;
        if (i > from && flow->bricks[i]->bond == EVNE_BOND_FREE)
            flow->bricks[i]->bond = EVNE_BOND_SOFT;
    }
}

/* The end of a section: `*signed_from` is the first brick of one with signatures, or SIZE_MAX. */
static void end_section(const evne_flow *flow, size_t *signed_from)
{
    if (*signed_from != SIZE_MAX)
        keep_signatures(flow, *signed_from);
    *signed_from = SIZE_MAX;
}

/* The bricks of the contents and of the heading over them. */
typedef struct extent {
    size_t from, to;
} extent;

static bool is_contents(const evne_node *node)
{
    return node->kind == EVNE_NODE_CONTENTS || (node->kind == EVNE_NODE_HEADING && node->next &&
                                                node->next->kind == EVNE_NODE_CONTENTS);
}

static void note_contents(extent *contents, size_t from, size_t to)
{
    if (contents->from == contents->to)
        contents->from = from;
    contents->to = to;
}

static evne_status make_flow(const evne_layout *layout, evne_flow *flow, extent *contents,
                             evne_error *err)
{
    const evne_doc *doc = layout->doc;
    evne_box box = evne_box_page(EVNE_LABEL);
    const evne_node *prev = NULL;
    size_t front, first, signed_from = SIZE_MAX;

    if (doc->draft.len)
        EVNE_TRY(evne_add_draft(layout, flow, err));
    front = flow->n_bricks;
    if (doc->letterhead.len || doc->classification.len || doc->logo.image)
        EVNE_TRY(evne_add_letterhead(layout, flow, err));
    first = flow->n_bricks;
    for (const evne_node *node = doc->root->first; node; node = node->next) {
        size_t from = flow->n_bricks;

        if (node->kind == EVNE_NODE_HEADING && node->as.heading.level == 1) {
            end_section(flow, &signed_from);
            signed_from = has_signatures(node) ? flow->n_bricks : SIZE_MAX;
            box = evne_box_page(has_signatures(node) ? EVNE_LABEL_SIGNED : EVNE_LABEL);
        }
        EVNE_TRY(evne_fault_at(node, evne_block_next(layout, flow, &prev, node, &box, err), err));
        if (is_contents(node))
            note_contents(contents, from, flow->n_bricks);
    }
    end_section(flow, &signed_from);
    if (front > 0 && front < flow->n_bricks)
        flow->bricks[front]->bond = EVNE_BOND_HARD; /* no page holds the mark alone */
    if (first > front && first < flow->n_bricks)
        flow->bricks[first]->gap = EVNE_PT(9);
    return EVNE_OK;
}

/* --- pages --- */

typedef struct sheet_list {
    evne_sheet *sheets;
    size_t n, room;
} sheet_list;

static evne_sheet *add_sheet(const evne_layout *layout, sheet_list *list)
{
    if (list->n == list->room) {
        size_t room = list->room ? list->room * 2 : 8;

        list->sheets =
            evne_arena_grow(layout->arena, list->sheets, list->room * sizeof *list->sheets,
                            room * sizeof *list->sheets);
        list->room = room;
    }
    return &list->sheets[list->n++];
}

/* `flow` without the bricks of `left_out`, in a list of its own: cutting uses it up. */
static evne_flow copy_of(const evne_layout *layout, const evne_flow *flow, extent left_out)
{
    evne_flow copy = {0};

    for (size_t i = 0; i < flow->n_bricks; i++)
        if (i < left_out.from || i >= left_out.to)
            evne_flow_add(layout, &copy, flow->bricks[i]);
    return copy;
}

static evne_status fill_pages(const evne_layout *layout, const evne_flow *flow, extent left_out,
                              evne_canvas *canvas, sheet_list *list, evne_error *err)
{
    evne_flow rest = copy_of(layout, flow, left_out);

    *list = (sheet_list){0};
    *canvas->boxes = (evne_spot_list){0};
    do {
        evne_len top = list->n ? EVNE_TOP : EVNE_TOP_FIRST;
        evne_flow head, tail;

        evne_canvas_clear(canvas, list->n);
        EVNE_TRY(
            evne_flow_cut(layout, &rest, EVNE_BOTTOM - top, true, list->n + 1, &head, &tail, err));
        evne_canvas_flow(layout, canvas, &head, top);
        evne_sheet_take(layout, add_sheet(layout, list), canvas);
        rest = tail;
    } while (rest.n_bricks);
    return EVNE_OK;
}

/* --- what needs every page --- */

static const evne_spot *find_spot(const evne_spot_list *list, const evne_node *node)
{
    for (size_t i = 0; i < list->n_spots; i++)
        if (list->spots[i].node == node)
            return &list->spots[i];
    return NULL;
}

/* Puts the page number of its heading into a placeholder of the contents. */
static evne_status fill_number(const evne_layout *layout, evne_piece *piece, size_t page,
                               evne_error *err)
{
    evne_type type = {piece->as.text.size, 0, piece->as.text.weight, piece->colour};
    const char *text = evne_arena_printf(layout->arena, "%zu", page + 1);
    evne_piece number;

    EVNE_TRY(evne_line_of(layout, evne_str_of(text), type, piece->node, &number, err));
    number.as.text.x = piece->as.text.x - number.as.text.width;
    number.as.text.y = piece->as.text.y;
    number.as.text.link = piece->as.text.link;
    *piece = number;
    return EVNE_OK;
}

static evne_status fill_numbers(const evne_layout *layout, sheet_list *list,
                                const evne_spot_list *headings, evne_error *err)
{
    for (size_t i = 0; i < list->n; i++) {
        evne_sheet *pieces = &list->sheets[i];

        for (size_t k = 0; k < pieces->n_pieces; k++) {
            const evne_spot *spot =
                pieces->page_of[k] ? find_spot(headings, pieces->page_of[k]) : NULL;

            if (spot)
                EVNE_TRY(fill_number(layout, &pieces->pieces[k], spot->page, err));
        }
    }
    return EVNE_OK;
}

/* The first thing on the page decides: its own section when it is a heading, else the one before.
 */
static const evne_node *section_at_top(const evne_sheet *list, const evne_node **section)
{
    const evne_node *top = NULL;
    bool is_first = true;

    for (size_t i = 0; i < list->n_pieces; i++) {
        const evne_node *node = list->pieces[i].node;

        if (!node || list->pieces[i].kind != EVNE_PIECE_TEXT)
            continue;
        if (node->kind == EVNE_NODE_HEADING && node->as.heading.level == 1)
            *section = node;
        if (is_first)
            top = *section;
        is_first = false;
    }
    return is_first ? *section : top;
}

static evne_status add_furniture(const evne_layout *layout, evne_canvas *canvas, sheet_list *list,
                                 evne_error *err)
{
    const evne_node *section = NULL;

    for (size_t i = 0; i < list->n; i++) {
        evne_page_facts facts = {.number = i + 1, .n_pages = list->n};

        facts.section = section_at_top(&list->sheets[i], &section);
        evne_canvas_clear(canvas, i);
        EVNE_TRY(evne_furniture_add(layout, canvas, &facts, err));
        evne_sheet_take(layout, &list->sheets[i], canvas);
    }
    return EVNE_OK;
}

/* --- handing over --- */

/* A figure drawn in several parts has one box on a page, down to the end of the last part. */
static bool extend_last(evne_spot_list *figures, const evne_spot *part)
{
    evne_spot *last = figures->n_spots ? &figures->spots[figures->n_spots - 1] : NULL;

    if (!last || last->node != part->node || last->page != part->page)
        return false;
    last->height = part->y + part->height - last->y;
    return true;
}

static void split_boxes(const evne_layout *layout, const evne_spot_list *boxes,
                        evne_spot_list *signatures, evne_spot_list *figures)
{
    for (size_t i = 0; i < boxes->n_spots; i++) {
        bool is_signature = boxes->spots[i].node->kind == EVNE_NODE_SIGNATURE;

        if (is_signature || !extend_last(figures, &boxes->spots[i]))
            evne_spot_add(layout, is_signature ? signatures : figures, boxes->spots[i]);
    }
}

static const evne_spot *kept_spots(const evne_layout *layout, const evne_spot_list *list)
{
    evne_spot *spots = evne_arena_array(layout->kept, list->n_spots, sizeof *spots);

    for (size_t i = 0; i < list->n_spots; i++)
        spots[i] = list->spots[i];
    return spots;
}

static const evne_pages *hand_over(const evne_layout *layout, const sheet_list *list,
                                   const evne_spot_list *headings, const evne_spot_list *anchors,
                                   const evne_spot_list *boxes)
{
    evne_pages *pages = evne_arena_alloc(layout->kept, sizeof *pages);
    evne_page *made = evne_arena_array(layout->kept, list->n, sizeof *made);
    evne_spot_list signatures = {0}, figures = {0};

    split_boxes(layout, boxes, &signatures, &figures);
    for (size_t i = 0; i < list->n; i++)
        made[i] = (evne_page){list->sheets[i].pieces, list->sheets[i].n_pieces};
    *pages = (evne_pages){.doc = layout->doc,
                          .width = EVNE_PAGE_WIDTH,
                          .height = EVNE_PAGE_HEIGHT,
                          .pages = made,
                          .n_pages = list->n,
                          .headings = kept_spots(layout, headings),
                          .n_headings = headings->n_spots,
                          .anchors = kept_spots(layout, anchors),
                          .n_anchors = anchors->n_spots,
                          .signatures = kept_spots(layout, &signatures),
                          .n_signatures = signatures.n_spots,
                          .figures = kept_spots(layout, &figures),
                          .n_figures = figures.n_spots};
    return pages;
}

static evne_status lay_out(const evne_layout *layout, const evne_pages **out, evne_error *err)
{
    evne_flow flow = {0};
    sheet_list list = {0};
    evne_spot_list boxes = {0}, headings = {0}, anchors = {0};
    evne_canvas canvas = {.boxes = &boxes};
    extent contents = {0};

    EVNE_TRY(make_flow(layout, &flow, &contents, err));
    EVNE_TRY(fill_pages(layout, &flow, (extent){0}, &canvas, &list, err));
    if (contents.to > contents.from && list.n <= FEW_PAGES)
        EVNE_TRY(fill_pages(layout, &flow, contents, &canvas, &list, err));
    evne_spots_find(layout, list.sheets, list.n, &headings, &anchors);
    EVNE_TRY(fill_numbers(layout, &list, &headings, err));
    EVNE_TRY(evne_fault_at(layout->doc->root, add_furniture(layout, &canvas, &list, err), err));
    *out = hand_over(layout, &list, &headings, &anchors, &boxes);
    return EVNE_OK;
}

evne_status evne_layout_run(evne_arena *arena, const evne_doc *doc, const evne_metrics *metrics,
                            const evne_pages **out, evne_error *err)
{
    evne_layout layout = evne_layout_of(evne_arena_new_beside(arena), doc, metrics);
    evne_status status;

    layout.kept = arena;
    layout.brief = evne_arena_new_beside(arena);
    status = lay_out(&layout, out, err);
    evne_arena_free(layout.brief);
    evne_arena_free(layout.arena);
    return status;
}
