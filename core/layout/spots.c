/*
 * How: the first piece of a node, or of anything inside it, is where the node begins. One pass over
 * all pieces climbs from each to its ancestors; a table of the nodes already met keeps it short.
 */
#include "spots.h"

typedef struct node_table {
    const evne_node **nodes; /* open addressing; the size is a power of two */
    evne_spot *spots;
    size_t size;
    const evne_node **wanted; /* headings and anchors in the order of the document */
    size_t n_wanted, room;
} node_table;

static bool is_wanted(const evne_node *node)
{
    return node->kind == EVNE_NODE_HEADING || node->anchor.len > 0;
}

static size_t slot_of(const node_table *table, const evne_node *node)
{
    size_t at = (size_t)((uintptr_t)node >> 4) * 0x9E3779B1u & (table->size - 1);

    while (table->nodes[at] && table->nodes[at] != node)
        at = (at + 1) & (table->size - 1);
    return at;
}

static void want(const evne_layout *layout, node_table *table, const evne_node *node)
{
    if (table->n_wanted == table->room) {
        size_t room = table->room ? table->room * 2 : 64;

        table->wanted =
            evne_arena_grow(layout->arena, table->wanted, table->room * sizeof *table->wanted,
                            room * sizeof *table->wanted);
        table->room = room;
    }
    table->wanted[table->n_wanted++] = node;
}

static node_table new_table(const evne_layout *layout)
{
    node_table table = {.size = 16};
    const evne_node *root = layout->doc->root;

    for (const evne_node *node = root; node; node = evne_node_next(root, node))
        if (is_wanted(node))
            want(layout, &table, node);
    while (table.size < table.n_wanted * 2 + 16)
        table.size *= 2;
    table.nodes = evne_arena_array(layout->arena, table.size, sizeof *table.nodes);
    table.spots = evne_arena_array(layout->arena, table.size, sizeof *table.spots);
    return table;
}

static evne_spot spot_of_piece(const evne_piece *piece, size_t page)
{
    evne_len size = piece->as.text.size;
    evne_len ascent = (evne_len)((int64_t)size * 1069 / 1000);

    return (evne_spot){.page = page,
                       .x = piece->as.text.x,
                       .y = piece->as.text.y - ascent,
                       .width = piece->as.text.width,
                       .height = (evne_len)((int64_t)size * 1362 / 1000)};
}

static void meet(node_table *table, const evne_piece *piece, size_t page)
{
    for (const evne_node *node = piece->node; node; node = node->parent) {
        size_t at;

        if (!is_wanted(node))
            continue;
        at = slot_of(table, node);
        if (table->nodes[at])
            continue;
        table->nodes[at] = node;
        table->spots[at] = spot_of_piece(piece, page);
        table->spots[at].node = node;
    }
}

static void meet_sheet(node_table *table, const evne_sheet *list, size_t page)
{
    const evne_node *last = NULL; /* whose ancestors have been met */

    for (size_t i = 0; i < list->n_pieces; i++) {
        const evne_piece *piece = &list->pieces[i];

        if (!piece->node || piece->artifact != EVNE_NO_ARTIFACT || piece->node == last ||
            piece->kind != EVNE_PIECE_TEXT)
            continue;
        if (last && last->parent == piece->node->parent && !is_wanted(piece->node))
            continue;
        last = piece->node;
        meet(table, piece, page);
    }
}

void evne_spots_find(const evne_layout *layout, const evne_sheet *sheets, size_t n_sheets,
                     evne_spot_list *headings, evne_spot_list *anchors)
{
    node_table table = new_table(layout);
    evne_spot last = {.x = EVNE_LEFT, .y = EVNE_TOP_FIRST, .width = EVNE_FULL};

    for (size_t i = 0; i < n_sheets; i++)
        meet_sheet(&table, &sheets[i], i);
    for (size_t i = 0; i < table.n_wanted; i++) {
        const evne_node *node = table.wanted[i];
        size_t at = slot_of(&table, node);

        if (table.nodes[at])
            last = table.spots[at];
        last.node = node;
        if (node->kind == EVNE_NODE_HEADING)
            evne_spot_add(layout, headings, last);
        if (node->anchor.len)
            evne_spot_add(layout, anchors, last);
    }
}
