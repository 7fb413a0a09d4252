/*
 * How: a few pairs are special; otherwise the white is the larger of what the block above asks for
 * below it and what the block below asks for above it. Entries and signature rows carry 9 of their
 * own at each end, so they ask for that much less.
 */
#include "block.h"

static bool is_heading(const evne_node *node, int level)
{
    return node && node->kind == EVNE_NODE_HEADING && node->as.heading.level == level;
}

static bool is_paragraph(const evne_node *node, evne_role role)
{
    return node && node->kind == EVNE_NODE_PARAGRAPH && node->as.role == role;
}

static bool is_padded_row(const evne_node *node)
{
    return node->kind == EVNE_NODE_ENTRY || node->kind == EVNE_NODE_SIGNATURE;
}

static bool is_table(const evne_node *node)
{
    return node->kind == EVNE_NODE_TABLE || node->kind == EVNE_NODE_CHART;
}

static bool is_cell_of(const evne_node *node, evne_node_kind kind)
{
    return node->parent && node->parent->parent && node->parent->parent->kind == kind;
}

static bool is_in_value(const evne_node *node)
{
    return node->parent->kind == EVNE_NODE_VALUE;
}

evne_type evne_type_of_role(evne_role role)
{
    switch (role) {
    case EVNE_ROLE_BODY:
        return EVNE_TYPE_BODY;
    case EVNE_ROLE_LEAD:
        return EVNE_TYPE_LEAD;
    case EVNE_ROLE_SMALL:
    case EVNE_ROLE_GUIDE:
    case EVNE_ROLE_CAPTION:
        return EVNE_TYPE_SMALL;
    case EVNE_ROLE_SPEAKER:
        return EVNE_TYPE_SPEAKER;
    case EVNE_ROLE_FINE:
    case EVNE_ROLE_NOTE:
    case EVNE_ROLE_LETTERHEAD:
        return EVNE_TYPE_FINE;
    }
    return EVNE_TYPE_BODY;
}

/* White that a block wants below it. */
static evne_len after(const evne_node *node)
{
    switch (node->kind) {
    case EVNE_NODE_TITLE:
        return EVNE_PT(9);
    case EVNE_NODE_HEADING:
        return node->as.heading.level == 3 ? 0 : EVNE_PT(6);
    case EVNE_NODE_PARAGRAPH:
        return node->as.role == EVNE_ROLE_BODY || node->as.role == EVNE_ROLE_GUIDE ? EVNE_PT(6) : 0;
    case EVNE_NODE_FIELDS:
        return node->parent->kind == EVNE_NODE_CONTENT ? EVNE_PT(6) : EVNE_PT(9);
    case EVNE_NODE_SIGNATURE:
        return EVNE_PT(9);
    case EVNE_NODE_TABLE:
    case EVNE_NODE_CHART:
    case EVNE_NODE_HALVES:
    case EVNE_NODE_SUMMARY:
    case EVNE_NODE_CONTENTS:
        return EVNE_PT(12);
    case EVNE_NODE_LIST:
    case EVNE_NODE_QUOTE:
    case EVNE_NODE_FRAME:
    case EVNE_NODE_MEASURES:
    case EVNE_NODE_ENTRY:
        return EVNE_PT(6);
    default:
        return 0;
    }
}

static evne_len before_heading(const evne_node *prev, const evne_node *next)
{
    evne_len own = prev && is_padded_row(prev) ? EVNE_PT(9) : 0;
    bool is_near = is_heading(prev, 1) || (prev && is_paragraph(prev, EVNE_ROLE_GUIDE)) ||
                   (next->next && next->next->kind == EVNE_NODE_CONTENTS);

    if (next->as.heading.level == 1)
        return (next->next && next->next->kind == EVNE_NODE_SUMMARY ? EVNE_PT(12) : EVNE_PT(21)) -
               own;
    if (next->as.heading.level == 2)
        return (is_near ? EVNE_PT(9) : EVNE_PT(15)) - own;
    return EVNE_PT(9) - own;
}

/* White that a block wants above it. */
static evne_len before(const evne_node *prev, const evne_node *next)
{
    switch (next->kind) {
    case EVNE_NODE_TITLE:
        return EVNE_PT(9);
    case EVNE_NODE_QUOTE:
    case EVNE_NODE_FRAME:
        return EVNE_PT(6);
    case EVNE_NODE_TABLE:
        return is_heading(prev, 1) || is_heading(prev, 2) ? 0
               : is_table(prev)                           ? EVNE_PT(15)
                                                          : EVNE_PT(9);
    case EVNE_NODE_CHART:
        return is_heading(prev, 1) || is_heading(prev, 2) ? 0 : EVNE_PT(9);
    case EVNE_NODE_ENTRY:
    case EVNE_NODE_SIGNATURE:
        return prev->kind == EVNE_NODE_HEADING ? EVNE_PT(6) : EVNE_PT(12);
    case EVNE_NODE_PARAGRAPH:
        return next->as.role == EVNE_ROLE_NOTE ? EVNE_PT(6) : 0;
    default:
        return 0;
    }
}

/* Pairs of paragraphs that belong closely together. */
static evne_len between_paragraphs(const evne_node *prev, const evne_node *next)
{
    bool in_entry_label =
        prev->parent->kind == EVNE_NODE_LABEL && is_cell_of(prev, EVNE_NODE_ENTRY);

    if (is_paragraph(next, EVNE_ROLE_SPEAKER) || is_paragraph(prev, EVNE_ROLE_SPEAKER))
        return 0;
    if (is_paragraph(prev, EVNE_ROLE_NOTE) && is_paragraph(next, EVNE_ROLE_NOTE))
        return 0;
    if (prev->parent->kind == EVNE_NODE_QUOTE && is_paragraph(next, EVNE_ROLE_SMALL))
        return 0; /* whose words they are, under them */
    if (in_entry_label && is_paragraph(prev, EVNE_ROLE_SMALL))
        return EVNE_PT(3);
    if (is_in_value(prev)) /* no more than between two keys */
        return EVNE_PT(3);
    return after(prev) > before(prev, next) ? after(prev) : before(prev, next);
}

evne_len evne_gap_between(const evne_node *prev, const evne_node *next)
{
    if (!prev || prev->kind == EVNE_NODE_PAGEBREAK)
        return prev || next->kind != EVNE_NODE_HEADING ? 0 : before_heading(NULL, next);
    if (next->kind == EVNE_NODE_HEADING)
        return before_heading(prev, next);
    if (prev->kind == EVNE_NODE_PARAGRAPH && next->kind == EVNE_NODE_PARAGRAPH)
        return between_paragraphs(prev, next);
    if (next->kind == EVNE_NODE_LIST && is_in_value(next))
        return EVNE_PT(3);
    if (next->kind == EVNE_NODE_MEASURES && prev->kind != EVNE_NODE_MEASURES)
        return EVNE_PT(3);
    if (is_padded_row(prev) && prev->kind == next->kind)
        return 0;
    if (is_heading(prev, 2) && next->kind == EVNE_NODE_CONTENTS)
        return EVNE_PT(3);
    if (is_paragraph(next, EVNE_ROLE_NOTE))
        return EVNE_PT(6);
    return after(prev) > before(prev, next) ? after(prev) : before(prev, next);
}

bool evne_is_bound(const evne_node *prev, const evne_node *next)
{
    if (!prev)
        return false;
    if (prev->kind == EVNE_NODE_HEADING || is_paragraph(prev, EVNE_ROLE_GUIDE))
        return true;
    if (prev->kind == EVNE_NODE_SIGNATURE && next->kind == EVNE_NODE_FIELDS)
        return true; /* what explains the boxes stays with the last of them */
    if (is_paragraph(prev, EVNE_ROLE_SPEAKER) || is_paragraph(next, EVNE_ROLE_SPEAKER))
        return true;
    return is_paragraph(next, EVNE_ROLE_NOTE) && !is_paragraph(prev, EVNE_ROLE_BODY);
}
