#include <check.h>
#include <string.h>

#include "app/lsp_sketch.h"
#include "base/file.h"
#include "data/casefile.h"

static evne_arena *arena;

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

/* "a{b=x c[=M1 =M2]}": items are "-", words stand in parentheses. */
static void print(evne_buf *out, evne_str text, const evne_sketch_node *parent)
{
    for (const evne_sketch_node *n = parent->first; n; n = n->next) {
        evne_str value = evne_sketch_scalar(text, n);
        evne_buf_puts(out, n == parent->first ? "" : " ");
        if (n->kind == EVNE_SKETCH_WORD)
            evne_buf_printf(out, "(%.*s)", EVNE_STR_ARGS(n->key));
        else if (n->kind == EVNE_SKETCH_ITEM)
            evne_buf_puts(out, "-");
        else
            evne_buf_put_str(out, n->key);
        if (value.len)
            evne_buf_printf(out, "=%.*s", EVNE_STR_ARGS(value));
        if (n->first) {
            evne_buf_puts(out, "<");
            print(out, text, n);
            evne_buf_puts(out, ">");
        }
    }
}

static void sketches(const char *yaml, const char *expected)
{
    evne_str text = evne_str_of(yaml);
    evne_buf out = {.arena = arena};

    print(&out, text, evne_sketch_make(arena, text));
    ck_assert_str_eq(evne_buf_text(&out), expected);
}

START_TEST(keys_items_and_values_stand_where_indentation_puts_them)
{
    sketches("a:\n  b: x\n  c: 'y z' # no\nd: \"w\"\n", "a<b=x c=y z> d=w");
    sketches("a:\n  - id: M1\n    t: x\n  - id: M2\nb: 1\n", "a<-<id=M1 t=x> -<id=M2>> b=1");
    sketches("a:\n- M1\n- M2\nb: 1\n", "a<-=M1 -=M2> b=1");
    sketches("a:\n  - - x\n    - y\n", "a<-<-=x -=y>>");
    sketches("\"en nøgle\": 1\r\nb: 2\r\n", "en nøgle=1 b=2");
    sketches("# c\n---\na: kl. 8:30\n", "a=kl. 8:30");
    sketches("\xEF\xBB\xBF"
             "a: 1\n",
             "a=1");
}
END_TEST

START_TEST(long_texts_hold_what_looks_like_keys)
{
    sketches("a: >-\n  b: no\n\n  - no\nc: 1\n", "a=>-\n  b: no\n\n  - no c=1");
    sketches("a:\n  - t: |\n      x\n    u: 1\n", "a<-<t=|\n      x u=1>>");
    sketches("a: \"x\n  y: no\"\nb: 1\n", "a=x\n  y: no b=1");
    sketches("a: x\n  y\nb: 1\n", "a=x\n  y b=1");
}
END_TEST

START_TEST(brackets_hold_lists_and_maps_over_several_lines)
{
    sketches("a: {b: x, c: [M1, \"M2\"], d: {e: 1}}\n", "a<b=x c<-=M1 -=M2> d<e=1>>");
    sketches("a:\n  - {b: x y,\n      c: z}\n  - {b: w}\n", "a<-<b=x y c=z> -<b=w>>");
    sketches("a: [{b: 1}, {c: 2}] # no\nd: 1\n", "a<-<b=1> -<c=2>> d=1");
}
END_TEST

START_TEST(what_is_unfinished_ends_at_the_next_key)
{
    sketches("a: {b: x, c\nd: 1\n", "a<b=x (c)> d=1");
    sketches("a: [M1,\nd: 1\n", "a<-=M1> d=1");
    sketches("a: \"x\nd: 1\n", "a=x d=1");
    sketches("a:\n  b\n  c: 1\n", "a<(b) c=1>");
    sketches("a:\n  - i\n    d: x\n", "a<-=i<d=x>>");
    sketches("a:\n  -\n  - id: 1\n", "a<- -<id=1>>");
    sketches("bor", "(bor)");
}
END_TEST

static void leads_to(const evne_sketch_node *root, evne_str text, const char *path,
                     const char *value)
{
    const evne_sketch_node *node = evne_sketch_find(root, evne_str_of(path));

    ck_assert_msg((node != NULL) == (value != NULL), "%s", path);
    if (value)
        ck_assert(evne_str_is(evne_sketch_scalar(text, node), value));
}

START_TEST(the_path_of_a_finding_leads_to_its_node)
{
    evne_str text = EVNE_STR("a:\n  - b: x\n  - b: y\n    \"c d\": [1, 2]\ne:\n  f: z\n");
    const evne_sketch_node *root = evne_sketch_make(arena, text);

    leads_to(root, text, "a[2].b", "y");
    leads_to(root, text, "a[2][\"c d\"][1]", "1");
    leads_to(root, text, "e[1].f", "z"); /* one thing where a list belongs */
    leads_to(root, text, "a[3].b", NULL);
    leads_to(root, text, "a[2].x", NULL);
    leads_to(root, text, "[", NULL);
    ck_assert_str_eq(evne_sketch_path(arena, evne_sketch_at(root, 19)), "a[2].b");
}
END_TEST

/* Every node of the tree that libyaml gives is in the sketch, with the same scalar's beginning. */
static void compare(const evne_sketch_node *root, evne_str text, const evne_value *value,
                    evne_buf *path)
{
    const evne_sketch_node *node = evne_sketch_find(root, evne_buf_str(path));
    size_t len = path->len;

    ck_assert_msg(node != NULL, "%s", evne_buf_text(path));
    if (value->kind == EVNE_TEXT && node->form == EVNE_SKETCH_PLAIN)
        ck_assert_msg(evne_sketch_scalar(text, node).p[0] == value->as.text.p[0], "%s",
                      evne_buf_text(path));
    for (size_t i = 0; value->kind == EVNE_MAP && i < value->as.map.count; i++, path->len = len) {
        evne_path_put_key(path, value->as.map.pairs[i].key);
        compare(root, text, value->as.map.pairs[i].value, path);
    }
    for (size_t i = 0; value->kind == EVNE_LIST && i < value->as.list.count; i++, path->len = len) {
        evne_path_put_item(path, i + 1);
        compare(root, text, value->as.list.items[i], path);
    }
}

START_TEST(the_sketch_of_a_whole_case_is_the_case)
{
    static const char *const names[] = {
        "01-dossier-butik-bogbinderi", "02-praktikplan-plejecenter",
        "03-logbog-13-uger",           "04-slutrapport-maalaendring",
        "05-progression-ungeforloeb",  "06-dossier-hukommelse-traethed"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *file = evne_arena_printf(arena, EVNE_ROOT "/samples/%s.yaml", names[i]);
        evne_buf path = {.arena = arena};
        const evne_value *sag;
        evne_error err;
        evne_str text;

        ck_assert(evne_file_read(arena, file, EVNE_CASEFILE_BYTES, &text, &err) == EVNE_OK);
        ck_assert(evne_casefile_parse(arena, file, text, evne_problems_new(arena), &sag, &err) ==
                  EVNE_OK);
        compare(evne_sketch_make(arena, text), text, sag, &path);
    }
}
END_TEST

START_TEST(a_file_of_brackets_or_dashes_ends_at_the_limit_of_nesting)
{
    size_t size = 200000;
    char *open = evne_arena_alloc(arena, size + 1);

    memset(open, '[', size);
    ck_assert_ptr_nonnull(evne_sketch_make(arena, (evne_str){open, size}));
    for (size_t i = 0; i < size; i++)
        open[i] = i % 2 ? ' ' : '-';
    ck_assert_ptr_nonnull(evne_sketch_make(arena, (evne_str){open, size})->first);
}
END_TEST

Suite *test_lsp_sketch(void)
{
    Suite *suite = suite_create("lsp_sketch");
    TCase *tcase = tcase_create("lsp_sketch");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_add_test(tcase, keys_items_and_values_stand_where_indentation_puts_them);
    tcase_add_test(tcase, long_texts_hold_what_looks_like_keys);
    tcase_add_test(tcase, brackets_hold_lists_and_maps_over_several_lines);
    tcase_add_test(tcase, what_is_unfinished_ends_at_the_next_key);
    tcase_add_test(tcase, the_path_of_a_finding_leads_to_its_node);
    tcase_add_test(tcase, the_sketch_of_a_whole_case_is_the_case);
    tcase_add_test(tcase, a_file_of_brackets_or_dashes_ends_at_the_limit_of_nesting);
    suite_add_tcase(suite, tcase);
    return suite;
}
