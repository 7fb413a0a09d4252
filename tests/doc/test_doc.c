/* The tree itself: order, sections, names. */
#include <check.h>

#include "doc/doc.h"

START_TEST(a_walk_meets_parents_before_children_and_ends_at_its_root)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_node *root = evne_node_new(arena, NULL, EVNE_NODE_DOC, 1);
    evne_node *list = evne_node_new(arena, root, EVNE_NODE_LIST, 2);
    evne_node *item = evne_node_new(arena, list, EVNE_NODE_ITEM, 3);
    evne_node *last = evne_node_new(arena, root, EVNE_NODE_PARAGRAPH, 4);

    ck_assert_ptr_eq(evne_node_next(root, root), list);
    ck_assert_ptr_eq(evne_node_next(root, list), item);
    ck_assert_ptr_eq(evne_node_next(root, item), last);
    ck_assert_ptr_null(evne_node_next(root, last));
    ck_assert_ptr_null(evne_node_next(list, item));
    ck_assert_str_eq(evne_node_name(last->kind), "paragraph");
    evne_arena_free(arena);
}
END_TEST

START_TEST(a_node_belongs_to_the_section_heading_before_it)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_node *root = evne_node_new(arena, NULL, EVNE_NODE_DOC, 1);
    evne_node *before = evne_node_new(arena, root, EVNE_NODE_PARAGRAPH, 1);
    evne_node *section = evne_node_new(arena, root, EVNE_NODE_HEADING, 2);
    evne_node *group = evne_node_new(arena, root, EVNE_NODE_HEADING, 3);
    evne_node *list = evne_node_new(arena, root, EVNE_NODE_LIST, 4);
    evne_node *item = evne_node_new(arena, list, EVNE_NODE_ITEM, 5);

    section->as.heading.level = 1;
    group->as.heading.level = 2;
    ck_assert_ptr_null(evne_doc_section(before));
    ck_assert_ptr_null(evne_doc_section(root));
    ck_assert_ptr_eq(evne_doc_section(item), section);
    ck_assert_ptr_eq(evne_doc_section(section), section);
    evne_arena_free(arena);
}
END_TEST

Suite *test_doc(void)
{
    Suite *suite = suite_create("doc");
    TCase *tests = tcase_create("tree");

    tcase_add_test(tests, a_walk_meets_parents_before_children_and_ends_at_its_root);
    tcase_add_test(tests, a_node_belongs_to_the_section_heading_before_it);
    suite_add_tcase(suite, tests);
    return suite;
}
