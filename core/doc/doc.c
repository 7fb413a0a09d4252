/*
 * How: nodes are linked in both directions that matter (to the parent and to the next sibling), so
 * that a walk in document order needs no stack. print.c shows the tree, finish.c completes it.
 */
#include "doc.h"

evne_node *evne_node_new(evne_arena *arena, evne_node *parent, evne_node_kind kind, uint32_t line)
{
    evne_node *node = evne_arena_alloc(arena, sizeof *node);

    node->kind = kind;
    node->line = line;
    if (kind == EVNE_NODE_SIGNATURE)
        node->as.signer = evne_arena_alloc(arena, sizeof *node->as.signer);
    if (parent) {
        node->file = parent->file;
        evne_node_append(parent, node);
    }
    return node;
}

void evne_node_append(evne_node *parent, evne_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

const char *evne_node_name(evne_node_kind kind)
{
    static const char *const names[] = {
#define EVNE_NODE_NAME(name, text) text,
        EVNE_NODE_MAP(EVNE_NODE_NAME)
#undef EVNE_NODE_NAME
    };

    return names[kind];
}

evne_node *evne_node_next(const evne_node *root, const evne_node *node)
{
    if (node->first)
        return node->first;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

const evne_node *evne_doc_section(const evne_node *node)
{
    const evne_node *section = NULL;

    while (node && node->parent && node->parent->parent)
        node = node->parent;
    if (!node || !node->parent)
        return NULL;
    for (const evne_node *n = node->parent->first; n; n = n->next) {
        if (n->kind == EVNE_NODE_HEADING && n->as.heading.level == 1)
            section = n;
        if (n == node)
            break;
    }
    return section;
}
